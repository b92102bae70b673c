"""What came out of a quantization, told by comparing the two files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edge_runtime.engines._gguf_header import Tensor
from edge_runtime.engines._gguf_mix import BLOCK, FALLBACKS
from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.engines.gguf_info import describe

PLAIN = frozenset(("F32", "F16", "BF16"))
OUTPUTS = ("token_embd.weight", "output.weight")
"""They get Q8_0 where their rows do not fit, which is more than the mix has for them."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """A tensor whose rows do not fit the blocks of the type that the mix has for it."""

    name: str
    row: int
    type_name: str
    """The type that it got instead."""


@dataclass(frozen=True, slots=True)
class Quantized:
    """What was written."""

    path: Path
    size_bytes: int
    source_bytes: int
    quantization: str
    """As its tensors say."""
    tensors: tuple[tuple[str, int], ...]
    """Type and how many tensors have it."""
    fallbacks: tuple[Fallback, ...]
    weighted: int
    """Matrices for which the importance matrix had values."""


def report(source: Path, target: Path, shown: Path, wanted: str, weighted: int) -> Quantized:
    """Compare the file at ``target``, which will lie at ``shown``, with where it came from. Raises ModelRefused."""
    with open_gguf(source) as (_, before):
        pass
    with open_gguf(target) as (header, after):
        info = describe(header, str(shown), after)
        fallbacks = tuple(
            Fallback(name, tensor.shape[0], tensor.type_name)
            for name, tensor in header.tensors.items()
            if _fell_back(wanted, name, tensor)
        )
    return Quantized(shown, after, before, info.quantization, info.tensors, fallbacks, weighted)


def _fell_back(wanted: str, name: str, tensor: Tensor) -> bool:
    if len(tensor.shape) < 2 or tensor.type_name == "F32" or name in OUTPUTS:
        return False
    if "_K" in wanted or (wanted.startswith("IQ") and wanted != "IQ4_NL"):
        return tensor.shape[0] % BLOCK != 0 and (tensor.type_name in FALLBACKS or tensor.type_name in PLAIN)
    return tensor.type_name in PLAIN
