"""What a block may never exceed. Only the person changes these, never a model or a remote caller. No I/O."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one block; the device applies its own again."""

    max_level: float = 0.71
    """Strongest level that is played (that of ``[i4]``), 0..1."""
    pass_ms: int = 5000
    """One pass of a block, repeats left aside."""
    total_ms: int = 15000
    """A block with its repeats written out."""
    steps: int = 16
    """Steps as written in one block."""
    fade_ms: int = 50
    """How fast what is cut at a limit goes to rest."""

    def __post_init__(self) -> None:
        """Raise ValueError for values that cannot be meant."""
        if not 0.0 < self.max_level <= 1.0:
            raise ValueError(f"max_level is {self.max_level}; it must be above 0 and at most 1")
        if min(self.pass_ms, self.total_ms, self.steps) < 1 or self.fade_ms < 0:
            raise ValueError("limits must be positive")
