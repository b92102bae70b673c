"""What a file's weights are packed in, told from the tensors themselves: a name and a key in the metadata can lie.

The rules are those by which llama.cpp gives each tensor of a mix its type (`src/llama-quant.cpp`), read backwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edge_runtime.engines._gguf_header import Tensor

BLOCK = 256
"""Weights in a block of the K types; a row that is no multiple of it falls back to a type with blocks of 32."""
FALLBACKS: dict[str, tuple[str, ...]] = {
    "Q4_0": ("Q2_K", "Q3_K"),
    "IQ4_NL": ("Q2_K", "Q3_K", "Q4_K"),
    "Q5_0": ("Q4_K",),
    "Q5_1": ("Q5_K",),
    "Q8_0": ("Q6_K",),
}
"""Type of a row that does not fit: the types it may stand for. Older releases took IQ4_NL for the small ones; it has as
many bits as Q4_K, and stands for that too where somebody chose it, as in felt-small."""


@dataclass(frozen=True, slots=True)
class Mix:
    """The types that a mix gives to values, to the way down of the feed-forward part, to the output, to the rest."""

    rest: str
    values: tuple[str, ...]
    down: tuple[str, ...]
    out: tuple[str, ...]
    needs: str = ""
    """A type that must occur among values or down; what tells M from S."""


MIXES: dict[str, Mix] = {
    "Q3_K_S": Mix("Q3_K", ("Q3_K",), ("Q3_K",), ("Q3_K",)),
    "Q2_K_S": Mix("Q2_K", ("Q2_K", "Q4_K"), ("Q2_K", "Q4_K"), ("Q2_K",)),
    "Q2_K": Mix("Q2_K", ("Q3_K", "Q4_K"), ("Q3_K",), ("Q3_K",)),
    "Q3_K_M": Mix("Q3_K", ("Q4_K", "Q5_K"), ("Q4_K", "Q5_K"), ("Q4_K",)),
    "Q3_K_L": Mix("Q3_K", ("Q5_K",), ("Q5_K",), ("Q5_K",)),
    "Q4_K_M": Mix("Q4_K", ("Q4_K", "Q6_K"), ("Q4_K", "Q6_K"), ("Q4_K",), "Q6_K"),
    "Q4_K_S": Mix("Q4_K", ("Q4_K", "Q5_K"), ("Q4_K", "Q5_K"), ("Q4_K",)),
    "Q5_K_M": Mix("Q5_K", ("Q5_K", "Q6_K"), ("Q5_K", "Q6_K"), ("Q5_K",), "Q6_K"),
    "Q5_K_S": Mix("Q5_K", ("Q5_K",), ("Q5_K",), ("Q5_K",)),
    "Q6_K": Mix("Q6_K", ("Q6_K",), ("Q6_K",), ("Q6_K",)),
    "Q4_0": Mix("Q4_0", ("Q4_0",), ("Q4_0", "Q4_1"), ("Q4_0",)),
    "Q5_0": Mix("Q5_0", ("Q5_0",), ("Q5_0", "Q5_1"), ("Q5_0",)),
}
"""Weakest first: where two fit, a file is what the weaker would have made; but Q2_K may give its values more bits."""


def name_mix(tensors: Mapping[str, Tensor]) -> str:
    """Name the mix of the matrices inside the layers (`Q4_K_M`), or the type of most of their weights.

    A file without layers is named by all of its tensors; one without tensors is `none`.
    """
    layers = {name: tensor for name, tensor in tensors.items() if name.startswith("blk.") and len(tensor.shape) > 1}
    chosen = layers or dict(tensors)
    counts = count_weights(chosen.values())
    if not counts:
        return "none"
    main = next(iter(counts))
    if len(counts) == 1 and not main.endswith("_K"):
        return main
    return next((name for name, mix in MIXES.items() if _fits(mix, chosen)), main)


def count_weights(tensors: Iterable[Tensor]) -> dict[str, int]:
    """How many weights have which type, most first."""
    counts: Counter[str] = Counter()
    for tensor in tensors:
        counts[tensor.type_name] += tensor.elements
    return dict(counts.most_common())


def _fits(mix: Mix, tensors: Mapping[str, Tensor]) -> bool:
    needed = not mix.needs
    for name, tensor in tensors.items():
        role = name.rsplit(".", 2)[-2]
        allowed = {"attn_v": mix.values, "ffn_down": mix.down, "attn_output": mix.out}.get(role)
        if allowed is None:
            allowed = (mix.rest,) if role in {"attn_q", "attn_k", "ffn_gate", "ffn_up"} else ()
        if not allowed:
            continue
        may_be = {tensor.type_name, *_stands_for(tensor)}
        if not may_be & set(allowed):
            return False
        needed = needed or mix.needs in may_be
    return needed


def _stands_for(tensor: Tensor) -> tuple[str, ...]:
    return FALLBACKS.get(tensor.type_name, ()) if tensor.shape[0] % BLOCK else ()
