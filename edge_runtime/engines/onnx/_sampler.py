"""How the next token is drawn from logits: llama.cpp's chain in numpy.

In its order: penalties, top-k, top-p, min-p, temperature, draw. Top-p and min-p look at what top-k left, before the
temperature; each keeps at least one candidate.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from edge_runtime.engines._candidates import BRACKET, GREEDY_BELOW, MAX_REDRAWS, Floats, Repeats, candidates
from edge_runtime.engines._rule import Rule
from edge_runtime.engines.base import Sampling
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason


class Sampler:
    """Draws the tokens of one answer; the same seed draws the same from the same logits."""

    def __init__(self, sampling: Sampling, seed: int) -> None:
        self._sampling = sampling
        self._random = np.random.default_rng(seed)
        self._repeats = Repeats(sampling)

    def draw(self, logits: Floats) -> int | None:
        """Draw a token's id; None when no logit is above minus infinity. Changes nothing but the random state."""
        sampling = self._sampling
        logits = logits.copy()
        self._repeats.punish(logits)
        if sampling.temperature < GREEDY_BELOW:
            best = int(logits.argmax())
            return best if logits[best] > -np.inf else None
        ids = top_k(logits, sampling.top_k)
        kept = kept_candidates(logits[ids], sampling)
        ids = ids[:kept]
        if not kept:
            return None
        shares = _softmax(logits[ids] / np.float64(sampling.temperature))
        at = int(np.searchsorted(np.cumsum(shares), self._random.random(), side="right"))
        return int(ids[min(at, kept - 1)])

    def draw_held(self, logits: Floats, rule: Rule | None, piece: Callable[[int], bytes]) -> int | None:
        """Draw a token that `rule` lets come, and accept it with both; None when nothing may follow.

        Raises EngineError.

        A token is drawn first and judged alone. Only when it is refused are those that may not come taken away, or
        this one where the rule gives no mask, and another drawn: each is then as likely as if that had come first.
        """
        for _ in range(MAX_REDRAWS):
            token = self.draw(logits)
            if token is None:
                return None
            raw = piece(token)
            if rule is None or not (rule.busy or BRACKET in raw) or rule.accept(token, raw):
                self.accept(token)
                return token
            mask = rule.mask()
            if mask is None:
                logits = logits.copy()
                logits[token] = -np.inf
            else:
                logits = np.where(mask, logits, np.float32(-np.inf))
        raise EngineError(
            "The model's vocabulary cannot continue the answer.",
            reason=Reason.ENGINE_FAILED,
            hint="Choose another preset with `--preset focused`.",
        )

    def accept(self, token: int) -> None:
        """Remember a token that was taken."""
        self._repeats.accept(token)


def top_k(logits: Floats, k: int) -> NDArray[np.int64]:
    """Give the ids of the `k` largest logits, largest first, without those of minus infinity; all for 0."""
    ids = candidates(logits, k)
    order = np.argsort(-logits[ids], kind="stable")
    ids = ids[order][: k or len(logits)]
    return ids[logits[ids] > -np.inf]


def kept_candidates(logits: Floats, sampling: Sampling) -> int:
    """Count how many of these logits, largest first, top-p and min-p leave."""
    count = len(logits)
    if count and sampling.top_p < 1:
        sums = np.cumsum(_softmax(logits.astype(np.float64)))
        count = min(count, int(np.searchsorted(sums, np.float64(np.float32(sampling.top_p)))) + 1)
    if count and sampling.min_p > 0:
        least = logits[0] + np.log(np.float32(sampling.min_p))
        count = max(int((logits[:count] >= least).sum()), 1)
    return count


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(logits - logits.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares
