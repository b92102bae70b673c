"""Points of a file as a track: levels and carriers that were written apart, times in whole milliseconds. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lexicon import Breakpoint, Timeline

Track: TypeAlias = "tuple[Breakpoint, ...]"
Point: TypeAlias = "tuple[float, float]"
"""Time in ms, value."""
_SAME_LEVEL = 1e-6
_SAME_HZ = 0.5


def merge(levels: Sequence[Point], carriers: Sequence[Point], default_hz: float) -> Track:
    """One track from points of levels and points of carriers, each by time; it spans the levels.

    A carrier is held before its first point and after its last. Of many points within a millisecond the first, the
    last and the strongest are kept.
    """
    hz = [(t, v) for t, v in _by_ms(carriers)] or [(0, default_hz)]
    out: list[Breakpoint] = []
    k = 0
    points = _by_ms(levels)
    for n, (t, level) in enumerate(points):
        later = points[n + 1][0] if n + 1 < len(points) else t
        # Of two carriers at the time of two levels the first belongs to the first.
        while k < len(hz) and (hz[k][0] < t or (hz[k][0] == t and later > t)):
            k += 1
        out.append(Breakpoint(t, level, round(_at(hz, k, t))))
        m = k
        while m < len(hz) and t < hz[m][0] < later:
            share = (hz[m][0] - t) / (later - t)
            out.append(Breakpoint(hz[m][0], level + (points[n + 1][1] - level) * share, round(hz[m][1])))
            m += 1
    return tidy(out)


def _at(points: Sequence[tuple[int, float]], k: int, t: int) -> float:
    """The value at ``t``, where ``k`` points are before it."""
    if k == 0:
        return points[0][1]
    if k == len(points):
        return points[-1][1]
    (t0, a), (t1, b) = points[k - 1], points[k]
    return a + (b - a) * (t - t0) / (t1 - t0) if t1 > t0 else b


def _by_ms(points: Iterable[Point]) -> list[tuple[int, float]]:
    out: list[tuple[int, float]] = []
    for at, value in points:
        t = round(at)
        if len(out) > 2 and out[-3][0] == t:
            # first, strongest and last of this millisecond
            if value >= out[-2][1] or out[-1][1] > out[-2][1]:
                del out[-2]
            else:
                del out[-1]
        out.append((t, value))
    return out


def tidy(points: Sequence[Breakpoint]) -> Track:
    """Leave out corners that lie on the line between their neighbours, and doubles."""
    out: list[Breakpoint] = []
    for point in points:
        if out and (out[-1] is point or (out[-1].t_ms == point.t_ms and out[-1] == point)):
            continue
        while len(out) > 1 and _on_line(out[-2], out[-1], point):
            out.pop()
        out.append(point)
    return tuple(out) if any(p.level > 0 for p in out) else ()


def _on_line(a: Breakpoint, b: Breakpoint, c: Breakpoint) -> bool:
    if a.t_ms == c.t_ms:
        return min(a.level, c.level) - _SAME_LEVEL <= b.level <= max(a.level, c.level) + _SAME_LEVEL and b.level != 0
    share = (b.t_ms - a.t_ms) / (c.t_ms - a.t_ms)
    level, hz = a.level, a.carrier_hz
    return (
        -_SAME_LEVEL <= level + (c.level - level) * share - b.level <= _SAME_LEVEL
        and -_SAME_HZ <= hz + (c.carrier_hz - hz) * share - b.carrier_hz <= _SAME_HZ
    )


def closed(track: Track, duration_ms: int) -> list[Breakpoint]:
    """The corners from 0 to ``duration_ms``, with the rests before and after as corners of level 0."""
    if not track:
        return [Breakpoint(0, 0.0, 0), Breakpoint(duration_ms, 0.0, 0)]
    first, last = track[0], track[-1]
    out: list[Breakpoint] = []
    if first.t_ms > 0:
        out.append(Breakpoint(0, 0.0, first.carrier_hz))
        if first.level > 0:
            out.append(Breakpoint(first.t_ms, 0.0, first.carrier_hz))
    out += track
    if last.level > 0:
        out.append(Breakpoint(last.t_ms, 0.0, last.carrier_hz))
    if last.t_ms < duration_ms:
        out.append(Breakpoint(duration_ms, 0.0, last.carrier_hz))
    return out


def islands(track: Track) -> list[Track]:
    """The stretches above 0, each with its corners of level 0 where it has them; a touch of 0 parts two."""
    found: list[list[Breakpoint]] = []
    inside: list[Breakpoint] = []
    for point in track:
        inside.append(point)
        if point.level == 0:
            if any(p.level > 0 for p in inside):
                found.append(inside)
            inside = [point]
    if any(p.level > 0 for p in inside):
        found.append(inside)
    return [tuple(points) for points in found]


def whole(timeline: Timeline) -> int:
    """The duration, made to hold every corner."""
    return max([timeline.duration_ms, *(track[-1].t_ms for track in timeline.tracks if track)])
