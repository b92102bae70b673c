"""Where two timelines differ, and both drawn one under the other. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lexicon import Breakpoint, Layout, Timeline, draw

_Track: TypeAlias = "tuple[Breakpoint, ...]"

LEVEL = 1 / 255
"""Levels closer than this are the same: no device tells them apart."""
SHIFT_MS = 2
"""Edges closer than this are at the same time."""
SHOWN = 6
"""Differences that are listed; the drawing shows the others."""
WIDTH = 60
"""Columns of a drawing, so that it fits in 80 with its names."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One motor does something else for a while."""

    motor: int
    """From 0."""
    from_ms: int
    to_ms: int
    expected: float
    """Level where they differ most."""
    played: float

    def __str__(self) -> str:
        """Say when, and what."""
        return f"{self.from_ms} to {self.to_ms} ms: expected {self.expected:.2f}, played {self.played:.2f}"


def differences(
    expected: Timeline,
    played: Timeline,
    *,
    level: float = LEVEL,
    shift_ms: int = SHIFT_MS,
) -> list[Difference]:
    """Where ``played`` leaves ``expected``; [] where they are the same.

    A level is right when ``expected`` has it, give or take ``level``, within ``shift_ms`` of that moment. A motor
    that only one of them has rests in the other.
    """
    count = max(expected.duration_ms, played.duration_ms)
    found: list[Difference] = []
    for motor in range(max(len(expected.tracks), len(played.tracks))):
        wanted = _samples(_track(expected, motor), -shift_ms, count + 2 * shift_ms)
        got = _samples(_track(played, motor), 0, count)
        shifted = [wanted[k : k + count] for k in range(2 * shift_ms + 1)]
        low, high = list(map(min, wanted[shift_ms:], *shifted)), list(map(max, wanted[shift_ms:], *shifted))
        wrong = [
            t
            for t, (x, a, b) in enumerate(zip(got, low, high, strict=True))
            if not a - level - 1e-9 <= x <= b + level + 1e-9
        ]
        found += [_difference(motor, wanted[shift_ms:], got, part) for part in _runs(wrong)]
    return sorted(found, key=lambda d: (d.from_ms, d.motor))


def compared(
    expected: Timeline, played: Timeline, found: Sequence[Difference], *, layout: Layout, unicode: bool = True
) -> str:
    """Draw the motors that differ, expected over played, with marks below; then say what differs, and when.

    Motors that should do the same and did the same are drawn once.
    """
    total = max(expected.duration_ms, played.duration_ms, 1)
    lines: list[str] = []
    axis: list[str] = []
    differ = {d.motor for d in found}
    groups: dict[tuple[_Track, _Track], list[int]] = {}
    for motor in sorted(differ):
        groups.setdefault((_track(expected, motor), _track(played, motor)), []).append(motor)
    width = max((len(_names(motors)) for motors in groups.values()), default=0) + len(" expected")
    for (wanted, got), motors in groups.items():
        names = (f"{_names(motors)} expected".rjust(width), "played")
        drawn = draw(Timeline((wanted, got), total), width=WIDTH, height=1, unicode=unicode, names=names).splitlines()
        marks = [" "] * WIDTH
        for d in found:
            if d.motor == motors[0]:
                first, last = (min(t * WIDTH // total, WIDTH - 1) for t in (d.from_ms, d.to_ms - 1))
                marks[first : last + 1] = "^" * (last + 1 - first)
        lines += [*drawn[:-2], f"{'differs':>{width}}  {''.join(marks)}".rstrip()]
        axis = drawn[-2:]
    lines += axis
    alike = [k for k in range(len(layout)) if k not in differ]
    lines += [f"as expected: {_names(alike)}"] if alike else []
    said = [f"{_names(motors)}, {d}" for motors in groups.values() for d in found if d.motor == motors[0]]
    lines += said[:SHOWN]
    lines += [f"and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
    return "\n".join(lines)


def _names(motors: Sequence[int]) -> str:
    return " ".join(f"m{motor + 1}" for motor in motors)


def window(timeline: Timeline, from_ms: int, length_ms: int) -> Timeline:
    """Cut ``length_ms`` out of a timeline, its zero at ``from_ms``."""
    end_ms = from_ms + length_ms
    tracks: list[tuple[Breakpoint, ...]] = []
    for track in timeline.tracks:
        inside = [p for p in track if from_ms <= p.t_ms <= end_ms]
        for at_ms in (from_ms, end_ms):
            k = next((k for k, p in enumerate(track) if p.t_ms > at_ms), 0)
            if k and track[k - 1].t_ms < at_ms:
                inside.insert(0 if at_ms == from_ms else len(inside), _between(track[k - 1], track[k], at_ms))
        tracks.append(tuple(Breakpoint(p.t_ms - from_ms, p.level, p.carrier_hz) for p in inside))
    return Timeline(tuple(tracks), length_ms)


def _between(a: Breakpoint, b: Breakpoint, at_ms: int) -> Breakpoint:
    share = (at_ms - a.t_ms) / (b.t_ms - a.t_ms)
    return Breakpoint(
        at_ms, a.level + (b.level - a.level) * share, round(a.carrier_hz + (b.carrier_hz - a.carrier_hz) * share)
    )


def _track(timeline: Timeline, motor: int) -> _Track:
    return timeline.tracks[motor] if motor < len(timeline.tracks) else ()


def _samples(track: Sequence[Breakpoint], start_ms: int, count: int) -> list[float]:
    """The level at each of ``count`` milliseconds from ``start_ms`` on, after a jump where there is one."""
    out = [0.0] * count
    for a, b in zip(track, track[1:], strict=False):
        span = b.t_ms - a.t_ms
        if not span or not (a.level or b.level):
            continue
        slope = (b.level - a.level) / span
        for t in range(max(a.t_ms, start_ms), min(b.t_ms, start_ms + count)):
            out[t - start_ms] = a.level + slope * (t - a.t_ms)
    return out


def _runs(times: Sequence[int]) -> list[list[int]]:
    """Times that follow one another, together."""
    runs: list[list[int]] = []
    for t in times:
        if runs and t == runs[-1][-1] + 1:
            runs[-1].append(t)
        else:
            runs.append([t])
    return runs


def _difference(motor: int, wanted: Sequence[float], got: Sequence[float], times: Sequence[int]) -> Difference:
    worst = max(times, key=lambda t: abs(wanted[t] - got[t]))
    return Difference(motor, times[0], times[-1] + 1, wanted[worst], got[worst])
