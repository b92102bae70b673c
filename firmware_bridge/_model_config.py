"""What a simulated device is like, and how it says so. No I/O."""

from __future__ import annotations

from dataclasses import dataclass

from lexicon import Layout

from ._wire import MAJOR, MAX_MOTORS, MINOR, HelloReply, Kind, Places, encode

HASTE_MS = 2
"""The dead-man is so much sooner: ticks are 1 ms apart, and may come late by as much."""
DEADMAN_MS = 450
"""Unless a device is told otherwise. Counted from the last packet that came: with what a radio takes to bring one, its
longest usual interval of 48.75 ms, motors are at 0 within half a second of whatever befell the host."""
FIRMWARE = 1
"""Version of the firmware that the model stands for."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What a device is like; levels are 0 to 255."""

    places: tuple[tuple[int, int], ...]
    """x and y of each motor, 0 left or top, 255 right or bottom."""
    kind: Kind = Kind.LRA
    steps: int = 255
    lowest: int = 0
    max_level: int = 255
    tracks: int = 8
    segments: int = 64
    deadman_ms: int = DEADMAN_MS
    longest_on_ms: int = 20_000
    duty: int = 50
    """Percent of full level that a motor bears for ever."""
    rise_ms: int = 0
    stop_ms: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for what no device says of itself."""
        if not 1 <= len(self.places) <= MAX_MOTORS:
            raise ValueError(f"a device has 1 to {MAX_MOTORS} motors, not {len(self.places)}")
        if not (self.duty <= 100 and 0 < self.tracks and 0 < self.deadman_ms and 0 < self.longest_on_ms):
            raise ValueError("duty is at most 100; tracks, deadman_ms and longest_on_ms are at least 1")
        encode(self.hello(0, self.max_level))
        encode(Places(self.places))

    @property
    def motors(self) -> int:
        """How many there are."""
        return len(self.places)

    @property
    def bears_us(self) -> int:
        """After how much silence it comes to rest, so that its motors are at 0 within ``deadman_ms``."""
        return max(0, self.deadman_ms - HASTE_MS) * 1000

    @classmethod
    def of(cls, layout: Layout, max_level: float = 1.0, deadman_ms: int = DEADMAN_MS) -> ModelConfig:
        """Describe a layout; ``max_level`` is 0..1. Raises ValueError for what the wire cannot say."""
        first = layout.motors[0]
        return cls(
            places=tuple((_level(motor.x), _level(motor.y)) for motor in layout.motors),
            kind=Kind[first.kind.name],
            steps=min(first.steps, 255),
            lowest=_level(first.lowest_level),
            max_level=_level(max_level),
            deadman_ms=deadman_ms,
            rise_ms=min(first.rise_ms, 255),
            stop_ms=min(first.stop_ms, 255),
        )

    def hello(self, boot: int, limit: int) -> HelloReply:
        """Say it in a packet; ``limit`` is the highest level now."""
        return HelloReply(
            major=MAJOR,
            minor=MINOR,
            firmware=FIRMWARE,
            motors=self.motors,
            kind=self.kind,
            steps=self.steps,
            lowest=self.lowest,
            max_level=limit,
            tracks=self.tracks,
            segments=self.segments,
            deadman_ms=self.deadman_ms,
            longest_on_ms=self.longest_on_ms,
            duty=self.duty,
            rise_ms=self.rise_ms,
            stop_ms=self.stop_ms,
            boot=boot,
        )


def _level(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * 255)
