"""What a file of any format holds as a timeline, what of it got lost, and what no file may exceed. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from firmware_bridge._layouts import make_layout
from lexicon import Layout, Motor, Timeline

MAX_BYTES = 16 * 1024 * 1024
"""Of one file: an hour at the density of hand-made clips; what it is parsed into takes some twenty times that."""
MAX_POINTS = 100_000
"""Points, events and keyframes of one file."""
MAX_BREAKPOINTS = 200_000
"""Of the timeline that is made from them."""
MAX_MS = 24 * 3600 * 1000
"""A day; more is a slip of the unit."""
MAX_MOTORS = 64
LOW_HZ, HIGH_HZ = 60, 250
"""What 0 and 1 of a frequency without unit stand for: coin motors reach no lower, and above it is heard."""
DEFAULT_HZ = 155
"""Where a file names no frequency: the middle of them."""


class Lost(str, Enum):
    """What cannot be carried over, stable for programs."""

    PLACES = "places"
    """Where the motors are, or that there are several."""
    LEVELS = "levels"
    SLOPES = "slopes"
    """Levels that change evenly become steps, or steps become slopes."""
    CARRIERS = "carriers"
    TIMES = "times"
    EVENTS = "events"
    """Something of the file that has no meaning for motors."""
    VALUES = "values"
    """Values out of their range, moved to its end."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One way in which what was made is not what was given."""

    kind: Lost
    detail: str
    """A clause without a full stop, for people."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What was read from a file."""

    timeline: Timeline
    layout: Layout
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes."""

    data: bytes
    losses: tuple[Loss, ...] = ()


class Wrong(ValueError):
    """Something in a file breaks a rule: ``where`` (line or path) and ``what`` follow each other in a sentence."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where} {what}")
        self.where = where
        self.what = what


MONO = Layout((Motor(0.5, 0.5),))
"""Of formats without places: one motor in the middle."""


def usual_layout(motors: int) -> Layout:
    """Where so many motors stand when nobody says it: spread over the grid, or in a row."""
    return make_layout(motors)


def hz_of(frequency: float) -> int:
    """The carrier for a frequency of 0..1."""
    return round(LOW_HZ + (HIGH_HZ - LOW_HZ) * frequency)


def frequency_of(hz: float) -> float:
    """The frequency of 0..1 for a carrier; what is outside goes to the nearer end."""
    return min(max((hz - LOW_HZ) / (HIGH_HZ - LOW_HZ), 0.0), 1.0)
