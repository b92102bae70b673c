"""Levels in time: per motor a piecewise-linear envelope, exact at its breakpoints. No I/O."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """One corner of an envelope. Two with the same time are a jump; the later one holds from there."""

    t_ms: int
    level: float
    """0..1, caps applied."""
    carrier_hz: int
    """The vibration's frequency, for motors that can choose it."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One track a motor of the layout, times from the timeline's own zero; outside its points a track is at 0."""

    tracks: tuple[tuple[Breakpoint, ...], ...]
    duration_ms: int

    def levels_at(self, t_ms: float) -> tuple[float, ...]:
        """The level of each motor at ``t_ms``."""
        return tuple(_level_at(track, t_ms) for track in self.tracks)

    @property
    def peak(self) -> float:
        """The strongest level anywhere."""
        return max((point.level for track in self.tracks for point in track), default=0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """From ``t_ms`` on the motors hold these levels, until the next frame."""

    t_ms: int
    levels: tuple[float, ...]
    carriers_hz: tuple[int, ...]


def _level_at(track: tuple[Breakpoint, ...], t_ms: float) -> float:
    if not track or t_ms < track[0].t_ms or t_ms >= track[-1].t_ms:
        return 0.0
    low, high = 0, len(track) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if track[middle].t_ms <= t_ms else (low, middle)
    a, b = track[low], track[high]
    if b.t_ms == a.t_ms:
        return b.level
    return a.level + (b.level - a.level) * (t_ms - a.t_ms) / (b.t_ms - a.t_ms)
