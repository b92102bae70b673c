"""What an answer is held to while it is drawn, for any engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from edge_runtime.engines._tag_guard import TagGuard
from edge_runtime.engines.base import Sampling
from lexicon import block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from edge_runtime.engines._vocabulary import Vocabulary


class Rule(Protocol):
    """Says, one token after the other, what may come; a `Constraint` and a `TagGuard` are rules."""

    @property
    def busy(self) -> bool:
        """Whether every token must be judged; while False, only those whose text has a ``[``."""
        ...

    @property
    def done(self) -> bool:
        """Whether the answer is whole and nothing may follow."""
        ...

    def mask(self) -> NDArray[np.bool_] | None:
        """Say of every token whether it may come next; None when that is known only once it was drawn."""
        ...

    def accept(self, token: int, raw: bytes) -> bool:
        """Go on by one token, whose bytes are `raw`; False, and nothing changes, when it may not come."""
        ...

    def force(self) -> list[int]:
        """Give the tokens that must come next and accept them."""
        ...

    def closing(self) -> bytes | None:
        """Give a short text that completes what is open, for an answer cut here; None when there is none."""
        ...


def rule_for(sampling: Sampling, vocabulary: Callable[[], Vocabulary]) -> Rule | None:
    """Make the rule of one answer; `vocabulary` is asked for when it is needed. Raises InputUnusable, EngineMissing."""
    if sampling.schema is not None:
        return vocabulary().json(sampling.schema)
    if sampling.json:
        return vocabulary().json()
    if sampling.haptics is None:
        return None
    return TagGuard(block(sampling.limits) if sampling.haptics else None, vocabulary)
