"""Rewrites a GGUF file with its weights changed: the same metadata and vocabulary, other numbers."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from pathlib import Path

import gguf
import llama_cpp
import numpy as np

Weights = dict[str, np.ndarray]
F32 = 0
ALIGNMENT = 32


def read_weights(path: Path) -> Weights:
    """All tensors as float32, in the file's order."""
    return {
        tensor.name: gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32).reshape(tensor.shape[::-1])
        for tensor in gguf.GGUFReader(path).tensors
    }


def write_weights(source: Path, weights: Weights, path: Path) -> Path:
    """Write `weights` as F32 under the metadata of `source`, byte for byte as it stands there."""
    reader = gguf.GGUFReader(source)
    fields = [field for name, field in reader.fields.items() if not name.startswith("GGUF.")]
    end = max(field.offset + sum(part.nbytes for part in field.parts) for field in fields)
    raw = source.read_bytes()[8:end]
    head = bytearray(b"GGUF" + struct.pack("<IQ", 3, len(weights)) + raw[8:])
    offset = 0
    for name, values in weights.items():
        shape = values.shape[::-1]
        head += struct.pack("<Q", len(name)) + name.encode()
        head += struct.pack(f"<I{len(shape)}Q", len(shape), *shape) + struct.pack("<IQ", F32, offset)
        offset += -(-values.nbytes // ALIGNMENT) * ALIGNMENT
    head += bytes(-len(head) % ALIGNMENT)
    with path.open("wb") as file:
        file.write(head)
        for values in weights.values():
            data = np.ascontiguousarray(values, np.float32).tobytes()
            file.write(data + bytes(-len(data) % ALIGNMENT))
    return path


def quantize(source: Path, path: Path, mix: int) -> Path:
    """Quantize with llama.cpp; `mix` is one of its LLAMA_FTYPE_MOSTLY_*."""
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = mix
    params.nthread = 2
    params.allow_requantize = True
    assert llama_cpp.llama_model_quantize(str(source).encode(), str(path).encode(), ctypes.byref(params)) == 0
    return path


def with_noise(strength: float, seed: int = 1) -> Callable[[Weights], Weights]:
    """Add noise of `strength` times each matrix's own spread."""

    def change(weights: Weights) -> Weights:
        rng = np.random.default_rng(seed)
        return {
            name: values + (rng.standard_normal(values.shape) * values.std() * strength).astype(np.float32)
            if values.ndim > 1
            else values
            for name, values in weights.items()
        }

    return change


def with_shuffled_layers(weights: Weights, order: tuple[int, ...] = (2, 4, 0, 1, 3)) -> Weights:
    """Put the first layers in another order."""
    moved = {f"{at}": f"{layer}" for at, layer in enumerate(order)}
    return {
        name: weights[f"blk.{moved.get(name.split('.')[1], name.split('.')[1])}.{name.split('.', 2)[2]}"]
        if name.startswith("blk.")
        else values
        for name, values in weights.items()
    }
