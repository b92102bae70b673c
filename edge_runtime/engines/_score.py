"""How likely a continuation is, from the logits before each of its tokens: the same for every engine that has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Row = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a continuation is."""

    logprob: float
    """Sum over its tokens, natural logarithm."""
    greedy: bool
    """Whether each of its tokens is the likeliest at its place."""
    tokens: int


def log_softmax(row: Row) -> npt.NDArray[np.float64]:
    """Natural logarithms of the probabilities of all tokens."""
    values = row.astype(np.float64)
    values -= values.max()
    shifted: npt.NDArray[np.float64] = values - np.log(np.exp(values).sum())
    return shifted


def weigh_token(row: Row, token: int) -> tuple[float, bool]:
    """Give a token's log-probability, and whether it is the likeliest."""
    return float(log_softmax(row)[token]), bool(row[token] == row.max())
