"""A LoRA adapter: for some matrices of a model, a product of two thin ones that is added to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


MAX_RANK = 1024


@dataclass(frozen=True, slots=True, eq=False)
class LoraPart:
    """What is added to one matrix: `scale * B A`."""

    layer: int
    module: str
    """As transformers names it inside a layer, for instance `self_attn.q_proj`."""
    a: NDArray[np.floating]
    """[rank, in]"""
    b: NDArray[np.floating]
    """[out, rank]"""
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Lora:
    """All parts of one adapter."""

    name: str
    path: str
    parts: tuple[LoraPart, ...]
    digest: str
    """Of the folder's files, or of the one, to find what was made of them before."""
    notes: tuple[str, ...] = ()
    """What in them was left aside, in sentences."""
