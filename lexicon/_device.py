"""What a device says of its motors: where they are and what they can do. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
    """From rest to 90 % of the level asked for; compensated by an earlier, stronger start."""
    stop_ms: int = 0
    """From the level to 10 % of it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The motors of one device, in the order in which it counts them."""

    motors: tuple[Motor, ...]

    def __len__(self) -> int:
        """How many motors there are."""
        return len(self.motors)


GRID = Layout((Motor(0.0, 0.0), Motor(1.0, 0.0), Motor(0.0, 1.0), Motor(1.0, 1.0)))
"""The lexicon's own four places: m1 upper left, m2 upper right, m3 lower left, m4 lower right."""
