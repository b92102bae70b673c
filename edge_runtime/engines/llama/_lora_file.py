"""From a LoRA to the GGUF file that llama.cpp reads, made once and kept by the digest of what it was made from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from edge_runtime.adapters import Lora, LoraPart
from edge_runtime.engines._gguf_header import Header
from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.errors import AdapterRefused, ModelError
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.gemma_names import MATRICES
from edge_runtime.paths import cache_dir

FORM = 1
"""Of the files below; a new one makes them anew."""


def check_fit(lora: Lora, model: Header) -> None:
    """See that every part has a matrix of its shape in the model. Raises AdapterRefused.

    llama.cpp looks only at tensors of these names, so none of them can be the embeddings: those end the process.
    """
    for part in lora.parts:
        name = tensor_name(part)
        tensor = model.tensors.get(name)
        if model.architecture != "gemma3" or tensor is None:
            what = f"it changes layer {part.layer}'s {part.module}, which this {model.architecture[:40]} model has not"
            raise _wrong(lora, what, Reason.WRONG_BASE)
        wanted, found = tensor.shape, (part.a.shape[1], part.b.shape[0])
        if wanted != found:
            what = f"layer {part.layer}'s {part.module} is {found[0]} to {found[1]}, not {wanted[0]} to {wanted[1]}"
            raise _wrong(lora, what, Reason.WRONG_SHAPE)


@contextmanager
def lora_file(lora: Lora) -> Iterator[Path]:
    """Give the GGUF file of a LoRA: the one kept from before if it is whole, else a new one, kept if there is room."""
    kept = cache_dir() / "adapters" / f"{lora.digest}-{FORM}.gguf"
    if _is_whole(kept, lora):
        yield kept
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            fresh = Path(folder) / kept.name
            write_lora(lora, fresh)
            fresh.replace(kept)
    except OSError:
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / kept.name
            write_lora(lora, fresh)
            yield fresh
    else:
        yield kept


def write_lora(lora: Lora, path: Path) -> None:
    """Write the file. The scale goes into B, and alpha 0 tells llama.cpp to add no scale of its own."""
    import gguf

    writer = gguf.GGUFWriter(path, "gemma3")
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 0.0)
    for part in lora.parts:
        name = tensor_name(part)
        writer.add_tensor(f"{name}.lora_a", np.ascontiguousarray(part.a, np.float32))
        writer.add_tensor(f"{name}.lora_b", np.ascontiguousarray(part.b * part.scale, np.float32))
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def tensor_name(part: LoraPart) -> str:
    """GGUF's name of the matrix that a part is added to."""
    return f"blk.{part.layer}.{MATRICES[part.module]}.weight"


def _is_whole(path: Path, lora: Lora) -> bool:
    """Whether a kept file has all its tensors, each in its shape and inside the file."""
    try:
        with open_gguf(path, vocabulary=False) as (header, _):
            pass
    except ModelError:
        return False
    wanted = {}
    for part in lora.parts:
        name = tensor_name(part)
        wanted[f"{name}.lora_a"] = ("F32", part.a.shape[::-1])
        wanted[f"{name}.lora_b"] = ("F32", part.b.shape[::-1])
    found = {name: (tensor.type_name, tensor.shape) for name, tensor in header.tensors.items()}
    return found == wanted


def _wrong(lora: Lora, what: str, reason: Reason) -> AdapterRefused:
    return AdapterRefused(
        f"The adapter {lora.path} is not for this model: {what}.",
        reason=reason,
        hint="Choose the model that it was trained for with --model, or another adapter.",
    )
