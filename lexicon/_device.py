"""What a device says of its motors: where they are and what they can do. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isfinite

SLOWEST_MS = 1000
"""Longest rise or stop that a motor may name: the slowest coin motors take about a tenth of it."""


class Actuator(str, Enum):
    """How a motor makes its vibration."""

    ERM = "erm"
    """A turning weight: slow to start, level and frequency bound together."""
    LRA = "lra"
    """A spring and a mass at one resonance: quick, one frequency."""
    VCM = "vcm"
    """A voice coil: quick, any frequency of its range."""


@dataclass(frozen=True, slots=True)
class Motor:
    """One motor; defaults are those of a common linear resonant actuator."""

    x: float
    """0 left .. 1 right."""
    y: float
    """0 top .. 1 bottom."""
    kind: Actuator = Actuator.LRA
    steps: int = 255
    """How many levels above zero it tells apart."""
    lowest_level: float = 0.0
    """Below this nothing is felt; a smaller level that is not zero is lifted to it."""
    rise_ms: int = 0
    """From rest to 90 % of the level asked for; compensated by an earlier start, never by a stronger one."""
    stop_ms: int = 0
    """From the level to 10 % of it; rests are made so much longer that it comes to rest in them."""

    def __hash__(self) -> int:
        """By its place, which is quick: motors of one device differ in little else, and each step looks them up."""
        return hash((self.x, self.y))

    def __post_init__(self) -> None:
        """Raise ValueError for values that no motor has."""
        if not (isfinite(self.x) and isfinite(self.y)):
            raise ValueError(f"a motor stands at ({self.x}, {self.y}); both must be finite")
        if not 0.0 <= self.lowest_level <= 1.0:
            raise ValueError(f"lowest_level is {self.lowest_level}; it must be 0 to 1")
        if self.steps < 1:
            raise ValueError(f"steps is {self.steps}; it must be at least 1")
        if not (0 <= self.rise_ms <= SLOWEST_MS and 0 <= self.stop_ms <= SLOWEST_MS):
            raise ValueError(f"rise and stop take {self.rise_ms} and {self.stop_ms} ms; each must be 0 to {SLOWEST_MS}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The motors of one device, in the order in which it counts them."""

    motors: tuple[Motor, ...]

    def __len__(self) -> int:
        """How many motors there are."""
        return len(self.motors)


GRID = Layout((Motor(0.0, 0.0), Motor(1.0, 0.0), Motor(0.0, 1.0), Motor(1.0, 1.0)))
"""The lexicon's own four places: m1 upper left, m2 upper right, m3 lower left, m4 lower right."""
