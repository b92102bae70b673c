"""How far apart two emotions feel, in just noticeable differences of rhythm, place and sharpness. No I/O.

What is measured is what the motors of the grid are told to do: each emotion's own pattern, everywhere, medium, for
`MEASURED_MS`. One unit of each dimension is one difference that people notice:

- times, rates and frequencies differ noticeably by `WEBER`, the largest Weber fraction measured for vibrations
  (0.20 to 0.58, vibrotactile difference thresholds at thenar and forearm); taking the largest errs on the safe side;
- levels by `LEVEL_RATIO` (Android's guide), and so places by the shift that this ratio means under the phantom law;
- starts of two motors by the shortest onset gap that is felt as motion, 47.3 ms (Israr and Poupyrev 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import hypot, log

from ._compile import compile_step
from ._device import GRID
from ._emotions import signature_pattern
from ._moving import SOA_BASE_MS
from ._program import Step
from ._timeline import Timeline
from ._tokens import Emotion, Place

MEASURED_MS = 2000
SAMPLE_MS = 5
"""How finely envelopes are read: a quarter of the closest corners."""
WEBER = 0.58
LEVEL_RATIO = 1.4
PLACE_SHIFT = LEVEL_RATIO**2 / (1 + LEVEL_RATIO**2) - 0.5
"""From the middle to where one motor is `LEVEL_RATIO` above the other: b / (1 - b) = 1.4 squared, less 0.5."""


@dataclass(frozen=True, slots=True)
class Feel:
    """What one timeline does, measured."""

    rate_hz: float
    """Beats a second of a motor, on average over the motors: crossings upward of half its peak."""
    duty: float
    """Share of the time that a motor is above half its peak, on average."""
    x: float
    """Where the energy is, 0 left .. 1 right."""
    y: float
    """0 top .. 1 bottom."""
    motion_ms: tuple[float, float]
    """How much later the right motors reach half their peak than the left, and the lower than the upper."""
    attack_ms: float
    """From the first beat's start to half its peak, and never less than the closest corners: shorter feels alike."""
    carrier_hz: float
    """Mean over the time that is felt."""


@dataclass(frozen=True, slots=True)
class Distance:
    """Each dimension in just noticeable differences; within one, the part that differs most counts."""

    rhythm: float
    place: float
    sharpness: float

    @property
    def total(self) -> float:
        """All three together, as a straight line."""
        return hypot(self.rhythm, self.place, self.sharpness)

    @property
    def noticed(self) -> int:
        """In how many dimensions the difference is noticed (1 unit or more)."""
        return sum(d >= 1 for d in (self.rhythm, self.place, self.sharpness))


def emotion_distance(a: Emotion, b: Emotion, *, carriers: bool = True) -> Distance:
    """How far ``a`` and ``b`` feel apart on the grid; without ``carriers`` as on motors that have one frequency."""
    one, two = feel(a), feel(b)
    return Distance(
        rhythm=max(_ratio(one.rate_hz, two.rate_hz), _ratio(one.duty, two.duty)),
        place=max(
            hypot(one.x - two.x, one.y - two.y) / PLACE_SHIFT,
            hypot(one.motion_ms[0] - two.motion_ms[0], one.motion_ms[1] - two.motion_ms[1]) / SOA_BASE_MS,
        ),
        sharpness=max(
            _ratio(one.attack_ms, two.attack_ms), _ratio(one.carrier_hz, two.carrier_hz) if carriers else 0.0
        ),
    )


@lru_cache(maxsize=len(Emotion))
def feel(emotion: Emotion) -> Feel:
    """Measure an emotion's own pattern on the four motors of the grid."""
    step = Step(0, MEASURED_MS, emotion, 3, signature_pattern(emotion), Place.ALL, MEASURED_MS)
    return measure(compile_step(step))


def measure(timeline: Timeline) -> Feel:
    """Measure a timeline of the grid's four motors, all of which play; levels are read every `SAMPLE_MS`."""
    rows = list(zip(*(timeline.levels_at(t) for t in range(0, timeline.duration_ms, SAMPLE_MS)), strict=True))
    above = [[level >= max(row) / 2 for level in row] for row in rows]
    beats = [sum(b and not a for a, b in zip([False, *flags], flags, strict=False)) for flags in above]
    starts = [flags.index(True) * SAMPLE_MS for flags in above]
    climbs = [
        start - next(i for i, level in enumerate(row) if level > 0) * SAMPLE_MS
        for start, row in zip(starts, rows, strict=True)
    ]
    energy = [sum(level * level for level in row) for row in rows]
    whole, count = sum(energy), len(rows)
    points = [p for track in timeline.tracks for p in track if p.level > 0]
    upper_left, upper_right, lower_left, lower_right = starts
    return Feel(
        rate_hz=sum(beats) * 1000 / (count * timeline.duration_ms),
        duty=sum(map(sum, above)) / (count * len(rows[0])),
        x=sum(e * motor.x for e, motor in zip(energy, GRID.motors, strict=True)) / whole,
        y=sum(e * motor.y for e, motor in zip(energy, GRID.motors, strict=True)) / whole,
        motion_ms=(
            (upper_right + lower_right - upper_left - lower_left) / 2,
            (lower_left + lower_right - upper_left - upper_right) / 2,
        ),
        attack_ms=max(sum(climbs) / count, 20.0),
        carrier_hz=sum(p.carrier_hz for p in points) / len(points),
    )


def _ratio(a: float, b: float) -> float:
    """The ratio of two magnitudes in steps of `WEBER`."""
    return abs(log(a) - log(b)) / log(1 + WEBER)
