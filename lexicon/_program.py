"""A block as data: steps and rests with their onsets, repeats written out. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ._tokens import Emotion, Pattern, Place


@dataclass(frozen=True, slots=True)
class Step:
    """One pattern at one place for a while."""

    onset_ms: int
    """From the program's start."""
    duration_ms: int
    """How long it plays."""
    emotion: Emotion
    intensity: int
    """1..5, before any cap."""
    pattern: Pattern
    motors: Place
    shape_ms: int
    """The length its envelope is shaped for; longer than ``duration_ms`` when a limit cut it."""

    @property
    def end_ms(self) -> int:
        """From the program's start."""
        return self.onset_ms + self.duration_ms


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause that is meant to be felt."""

    onset_ms: int
    duration_ms: int

    @property
    def end_ms(self) -> int:
        """From the program's start."""
        return self.onset_ms + self.duration_ms


Item: TypeAlias = "Step | Rest"


@dataclass(frozen=True, slots=True)
class Program:
    """One block, ready to be laid out in time."""

    id: int
    items: tuple[Item, ...]

    @property
    def duration_ms(self) -> int:
        """From the first onset to the end of the last step or rest."""
        return self.items[-1].end_ms if self.items else 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """The items that are felt."""
        return tuple(item for item in self.items if isinstance(item, Step))
