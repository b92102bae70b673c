"""What the samplers of all engines do first: make repeating dearer, and find the few tokens that can be drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from edge_runtime.engines.base import Sampling

MAX_REDRAWS = 256
"""Each bans one token for this step; more means that the vocabulary cannot spell what the grammar wants."""
BRACKET = b"["
"""Outside a block only what has one can begin a tag."""
GREEDY_BELOW = 1e-3
"""Dividing the logits by less overflows a float32 and draws anything at all; at this the likeliest always wins."""
GROUPS = 256
"""At least so many groups of a vocabulary tell their largest; four for each token that is wanted, or more."""
GROUPS_EACH = 4
Floats = NDArray[np.float32]


class Repeats:
    """The last tokens of one answer, and what repeating one of them costs."""

    def __init__(self, sampling: Sampling) -> None:
        penalised = sampling.repeat_penalty != 1.0 and sampling.repeat_last_n > 0
        self._last = np.zeros(sampling.repeat_last_n if penalised else 0, np.int64)
        self._penalty = np.float32(sampling.repeat_penalty)
        self._count = 0

    def accept(self, token: int) -> None:
        """Remember a token that was taken."""
        if len(self._last):
            self._last[self._count % len(self._last)] = token
            self._count += 1

    def punish(self, logits: Floats) -> None:
        """Lower the logits of remembered tokens in place, as llama.cpp does: by division above zero, else by times."""
        seen = self._last[: self._count]
        if len(seen):
            found = logits[seen]
            logits[seen] = np.where(found <= 0, found * self._penalty, found / self._penalty)


def candidates(logits: Floats, k: int) -> NDArray[np.int64]:
    """Give a few ids, in order, that hold those of the `k` largest logits; all for 0. None where no logit is a number.

    The k-th largest of all groups' own largest is a bound from below.
    """
    groups = max(GROUPS, GROUPS_EACH * k)
    whole = len(logits) // groups * groups
    if k <= 0 or not whole:
        return np.arange(len(logits))
    tops = logits[:whole].reshape(-1, groups).max(0)
    tops.partition(groups - k)
    return np.flatnonzero(logits >= tops[groups - k])
