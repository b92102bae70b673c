"""The projection: a linear layer from an emotion vector to what is added to each token's embedding."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edge_runtime.adapters._emotion import PAIRS, EmotionVector
from edge_runtime.adapters._refused import refused
from edge_runtime.adapters._safetensors import read_safetensors
from edge_runtime.adapters._torch_file import read_torch_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from edge_runtime.adapters._safetensors import Array

    Floats = NDArray[np.float32]

TRAINED_FOR = "model_sha256"
"""The key of a safetensors file's metadata that names the model file it was trained for."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """`W e + b`, what an emotion vector adds to embeddings that are already scaled by the square root of the width."""

    path: str
    weight: Floats
    """[width, 8]"""
    bias: Floats
    """[width]"""
    digest: str
    """Of the numbers, to tell one projection from another."""
    trained_for: str
    """SHA-256 of the model file it was trained for; "" when the file does not say."""

    @property
    def width(self) -> int:
        """Of the embeddings that it fits."""
        return len(self.bias)

    def offset(self, emotion: EmotionVector) -> Floats:
        """Give `W e + b`, [width]."""
        import numpy as np

        return self.weight @ np.asarray(emotion.values, np.float32) + self.bias


def load_projection(path: str | os.PathLike[str]) -> Projection:
    """Read a `.safetensors` or `.pth` file that holds one linear layer, whatever its tensors are called.

    Raises AdapterRefused.
    """
    ending = Path(path).suffix.lower()
    metadata: dict[str, str] = {}
    if ending in {".pth", ".pt", ".bin"}:
        tensors = read_torch_file(path)
    else:
        tensors, metadata = read_safetensors(path)
    weight, bias = _linear(path, tensors)
    digest = hashlib.sha256(weight.tobytes() + bias.tobytes()).hexdigest()
    return Projection(os.fspath(path), weight, bias, digest, metadata.get(TRAINED_FOR, ""))


def _linear(path: str | os.PathLike[str], tensors: dict[str, Array]) -> tuple[Floats, Floats]:
    import numpy as np

    matrices = [tensor for tensor in tensors.values() if tensor.ndim == 2]
    vectors = [tensor for tensor in tensors.values() if tensor.ndim == 1]
    hint = f"Give the weights of one linear layer from {len(PAIRS)} emotions to the model's width."
    if len(matrices) != 1 or len(vectors) > 1 or len(matrices) + len(vectors) != len(tensors):
        found = ", ".join(str(list(tensor.shape)) for tensor in list(tensors.values())[:6]) or "none"
        raise refused(path, f"it is no single linear layer (its tensors: {found})", hint)
    weight = matrices[0].astype(np.float32)
    if weight.shape[1] != len(PAIRS):
        raise refused(path, f"its matrix is {list(weight.shape)}, not [width, {len(PAIRS)}]", hint)
    bias = vectors[0].astype(np.float32) if vectors else np.zeros(len(weight), np.float32)
    if bias.shape != weight.shape[:1]:
        raise refused(path, f"its bias has {len(bias)} numbers for a width of {len(weight)}", hint)
    if not (np.isfinite(weight).all() and np.isfinite(bias).all()):
        raise refused(path, "it holds values that are no numbers", hint)
    return weight, bias
