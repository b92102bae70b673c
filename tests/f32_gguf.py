"""A GGUF file's weights in float32: the same model without the rounding of its quantized products."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
from gemma_writer import end_gemma


def write_f32(source: Path, path: Path) -> Path:
    """Copy the metadata, dequantize the tensors."""
    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(path, "gemma3")
    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name in ("general.architecture", "general.file_type"):
            continue
        kind, sub = field.types[0], field.types[-1] if field.types[0] == gguf.GGUFValueType.ARRAY else None
        value = [bytes(field.parts[at]) for at in field.data] if sub == gguf.GGUFValueType.STRING else field.contents()
        writer.add_key_value(field.name, value, kind, sub)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    for tensor in reader.tensors:
        writer.add_tensor(
            tensor.name, np.ascontiguousarray(gguf.dequantize(tensor.data, tensor.tensor_type), np.float32)
        )
    return end_gemma(writer, path)
