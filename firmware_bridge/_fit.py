"""One envelope, from where it leaves 0 to where it is back, as few bytes of segments. No I/O.

Read from left to right: a curve where its corners are met, else as much as one straight line follows. What a segment
is off is known from its corners; only where that is too much is it followed ms by ms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ._chop import ChopRange, unchop, whole
from ._follow import OFF, ROUGH, Points, allowed, follows, lag, level_of
from ._track_format import CURVES, LONGEST_MS, Kind, Segment, corners

JOIN = 0.45
"""How far a corner may lie from the line that replaces it; with the rounding of its ends that is within `OFF`."""
JOINED = 16
"""Corners that one line replaces at most, so that a long envelope stays quick to fit."""
SHORT_MS = 32
"""From here on a segment's number takes two bytes."""
_GENTLE = 7
"""Levels a ms that a ramp surely follows; steeper ones may have to be cut."""
_CURVES: dict[Kind, tuple[int, int, int]] = {
    kind: (len(curve) - 1, curve[1][0], 16 - curve[-2][0]) for kind, curve in CURVES.items()
}
"""How many straight pieces a curve has, and when its first one ends, in sixteenths: of a rise, of a fall."""

_Stretch: TypeAlias = "tuple[int, tuple[Segment, ...], float]"
"""Until which corner, as what, and how far off."""


class Fit(NamedTuple):
    """The segments of an envelope."""

    segments: tuple[Segment, ...]
    bytes: int
    off: float
    """How far a device is off at most, of 255, before it rounds."""
    most: float
    """How far it may be."""
    chop: ChopRange
    """Which ways of chopping are right."""


@lru_cache(maxsize=1024)
def fit(points: Points) -> Fit:
    """Segments that follow ``points`` from level 0. Right for any points: where need be in ramps of 1 ms."""
    found = unchop(points)
    if found is not None:
        plain, weak_off, chop = found
        segments, off = _fit(plain, joins=False)
        if off + weak_off <= allowed(points) or follows(segments, chop.chosen(), 255, points):
            return _made(segments, min(off + weak_off, OFF), points, chop)
    segments, off = _fit(points, joins=True)
    return _made(segments, off, points, whole(max(map(_longest_piece, segments), default=0)))


def most_segments(points: Points) -> int:
    """More than `fit` ever makes of ``points``, told at a glance."""
    steep = sum([u - t for (t, x), (u, y) in zip(points, points[1:], strict=False) if abs(x - y) > _GENTLE * (u - t)])
    return 2 * len(points) + steep + points[-1][0] // LONGEST_MS


def size(segment: Segment) -> int:
    """Its bytes."""
    return 2 if segment.ms < SHORT_MS else 3


def rests(ms: int) -> tuple[Segment, ...]:
    """Silence of ``ms``."""
    return tuple(Segment(Kind.HOLD, min(LONGEST_MS, ms - t), 0) for t in range(0, ms, LONGEST_MS))


def _made(segments: tuple[Segment, ...], off: float, points: Points, chop: ChopRange) -> Fit:
    return Fit(segments, sum(map(size, segments)), off, allowed(points), chop)


def _fit(points: Points, *, joins: bool) -> tuple[tuple[Segment, ...], float]:
    """Segments, and how far off they are; without ``joins`` no straight pieces become one."""
    segments: list[Segment] = []
    a, i, last, off = 0, 0, len(points) - 1, 0.0
    while i < last:
        if points[i + 1][0] == points[i][0]:
            i += 1
            continue
        level = level_of(points[i][1])
        i, stretch, here = _stretch(points, i, level, joins=joins)
        if level != a and stretch[0].kind is not Kind.HOLD:
            segments.append(Segment(Kind.HOLD, 0, level))
        segments += stretch
        a, off = stretch[-1].level, max(off, here)
    return tuple(segments), off


def _stretch(points: Points, i: int, a: int, *, joins: bool) -> _Stretch:
    """What goes on from corner ``i``, at level ``a``."""
    (t0, y0), (t1, y1) = points[i], points[i + 1]
    for kind, (count, rise, fall) in _CURVES.items():
        if i + count < len(points):
            t, y = points[i + count]
            ms = t - t0
            if t1 - t0 == ms * (rise if y >= y0 else fall) // 16 and 2 * count <= ms <= LONGEST_MS:
                found = _curve(points, i, a, kind, count)
                if found is not None:
                    return found
    b, ms = level_of(y1), t1 - t0
    off = max(abs(a - y0), abs(b - y1)) + lag(a, b, ms) + ROUGH
    if off > OFF or ms > LONGEST_MS:
        return i + 1, _ramps(points, i), OFF
    line = (i + 1, (Segment(Kind.HOLD if a == b else Kind.RAMP, ms, b),), off)
    return (_joined(points, i, a) if joins else None) or line


def _curve(points: Points, i: int, a: int, kind: Kind, count: int) -> _Stretch | None:
    (t0, _), (t, y) = points[i], points[i + count]
    segment = Segment(kind, t - t0, level_of(y))
    path = corners(kind, a, segment.level, segment.ms)
    mine = points[i : i + count + 1]
    if any(u - t0 != when for (when, _), (u, _) in zip(path, mine, strict=True)):
        return None
    off = max(abs(level - v) for (_, level), (_, v) in zip(path, mine, strict=True))
    if off > OFF:
        return None
    off += ROUGH + max(lag(x, y, u - t) for (t, x), (u, y) in zip(path, path[1:], strict=False))
    if off > OFF:
        moved = (*((u - t0, v) for u, v in mine), (segment.ms, 0.0))
        if not follows((segment,), None, 255, moved, a):
            return None
    return i + count, (segment,), min(off, OFF)


def _joined(points: Points, i: int, a: int) -> _Stretch | None:
    """As many corners as one straight line replaces; None for none."""
    t0, y0 = points[i]
    best: _Stretch | None = None
    for j in range(i + 2, min(i + 1 + JOINED, len(points))):
        (t, _), (t1, y1) = points[j - 1], points[j]
        b, ms = level_of(y1), t1 - t0
        if t == t1 or ms > LONGEST_MS:
            break
        off = max(abs(a + (b - a) * (t - t0) / ms - y) for t, y in points[i + 1 : j])
        if off > JOIN:
            break
        off = max(off, abs(a - y0), abs(b - y1)) + lag(a, b, ms) + ROUGH
        if off <= OFF:
            best = j, (Segment(Kind.HOLD if a == b else Kind.RAMP, ms, b),), off
    return best


def _ramps(points: Points, i: int) -> tuple[Segment, ...]:
    """One straight line in as few ramps as are right: too long ones and too steep ones are cut."""
    (t0, y0), (t1, y1) = points[i], points[i + 1]
    ms = t1 - t0
    pieces = -(-ms // LONGEST_MS)
    while True:
        times = [ms * k // pieces for k in range(pieces + 1)]
        ys = [y0 + (y1 - y0) * t / ms for t in times]
        levels = [level_of(y) for y in ys]
        segments = tuple(
            Segment(Kind.HOLD if a == b else Kind.RAMP, t - s, b)
            for s, t, a, b in zip(times, times[1:], levels, levels[1:], strict=False)
        )
        if pieces == ms or follows(segments, None, 255, ((0, y0), (ms, y1), (ms, 0.0)), levels[0]):
            return segments
        pieces = min(ms, pieces * 2)


def _longest_piece(segment: Segment) -> int:
    """Its longest straight piece in ms; 0 for one at rest."""
    if segment.kind in CURVES:
        cuts = [t for t, _ in corners(segment.kind, 0, 1, segment.ms)]
        return max(u - t for t, u in zip(cuts, cuts[1:], strict=False))
    return segment.ms if segment.kind is Kind.RAMP or segment.level else 0
