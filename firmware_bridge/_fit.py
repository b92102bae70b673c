"""One envelope, from where it leaves 0 to where it is back, as the fewest bytes of segments. No I/O.

Points are ms and level 0.0..255.0; two at one time are a jump. A level may be off by one and by the rounding that the
device does; times may not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from ._track_format import LONGEST_MS, Chop, Kind, Segment, chop_pieces, ease_corners, line

Point: TypeAlias = "tuple[int, float]"
Points: TypeAlias = "tuple[Point, ...]"

OFF = 1.0
"""How far a level may be off before it is rounded."""
JOIN = 0.45
"""How far a corner may lie from the line that replaces it; with the rounding of its ends that is within `OFF`."""
_JOINED = 16
"""Corners that one line replaces at most, so that a long envelope stays quick to fit."""
_ROUGH = 3 / 128
"""What the device's 128ths add."""
_WHOLE = 1e-6
"""How near to a whole level a level is one."""


@lru_cache(maxsize=1024)
def fit(points: Points, chop: Chop | None = None) -> tuple[Segment, ...]:
    """The fewest bytes of segments that follow ``points`` from level 0, chopped as ``chop`` says where that fits.

    Right for any points: what no cheaper kind follows is ramps, of 1 ms where need be.
    """
    count = len(points)
    last = [i + 1 == count or points[i + 1][0] > points[i][0] for i in range(count)]
    made: dict[int, tuple[int, tuple[Segment, ...]]] = {count - 1: (0, ())}
    for i in range(count - 2, -1, -1):
        if not last[i]:
            continue
        jump = (_jump(points[i][1]),) if _jumps_at(points, i) else ()
        best: tuple[int, tuple[Segment, ...]] | None = None
        for end, segments in _stretches(points, last, i, chop):
            after = end
            while not last[after]:
                after += 1
            whole = segments if segments[0].kind is Kind.HOLD else jump + segments
            cost = made[after][0] + sum(map(size, whole))
            if best is None or cost < best[0]:
                best = cost, whole + made[after][1]
        made[i] = best or (0, ())
    return made[last.index(True)][1]


def size(segment: Segment) -> int:
    """Its bytes."""
    return 2 if segment.ms < 32 else 3


def level_of(y: float) -> int:
    """The nearest level."""
    return int(y + 0.5)


def rests(ms: int) -> tuple[Segment, ...]:
    """Silence of ``ms``."""
    return tuple(Segment(Kind.HOLD, min(LONGEST_MS, ms - t), 0) for t in range(0, ms, LONGEST_MS))


def find_chop(envelopes: Sequence[Points]) -> Chop | None:
    """The one way of chopping that most stretches of all ``envelopes`` share, None where nothing looks chopped."""
    low, high, keep = 1, 255, -1
    for points in envelopes:
        i = 0
        while i + 3 < len(points):
            end = _chopped_to(points, i) if points[i][0] < points[i + 1][0] else i
            if end > i:
                ms, n = points[end][0] - points[i][0], (end - i + 1) // 2
                loud = max(range(i + 1, end, 2), key=lambda k: points[k][1] + points[k + 1][1])
                near, far = sorted((points[loud][1], points[loud + 1][1]))
                share = round(255 * near / far) if far > 0 else 255
                floor, ceiling = max(low, ms // (n + 2) + 1), min(high, ms // n)
                if floor <= ceiling and (keep < 0 or abs(share - keep) <= 1):
                    low, high, keep = floor, ceiling, share if keep < 0 else keep
            i = max(end, i + 1)
    return Chop(high, keep) if 0 <= keep < 255 else None


def follows(segments: Sequence[Segment], chop: Chop | None, gain: int, target: Points, a: int = 0) -> bool:
    """Whether the device, from level ``a``, is never off by more than is allowed while it plays ``segments``.

    Holds of whole levels, as in a recording that is played again, must be met exactly.
    """
    times = [t for t, _ in target]
    exact = _is_steps(target)
    allowed = 0.5 if exact else OFF
    start = 0
    for segment in segments:
        for p0, p1, origin, ms, low, high, keep in _pieces(segment, a, start, chop):
            scale = gain * keep / 65025
            slope = (high - low) / ms
            worst = 0.0
            for t, y in _corners(target, times, p0, p1):
                worst = max(worst, abs((low + slope * (t - origin)) * scale - y))
            lag = abs(high - low) * scale / (ms * 1000 >> 6) if high != low else 0.0
            if worst + lag + _ROUGH > allowed and not _follows_exactly(
                (p0, p1, origin, ms, low, high, keep), gain, target, 0.5 if exact else OFF + 0.5
            ):
                return False
        start, a = start + segment.ms, segment.level
    return _right(target, times, start) <= allowed


def value_at(points: Points, t: int, *, before: bool = False) -> float:
    """The level at ``t``, or just before it."""
    times = [when for when, _ in points]
    return _left(points, times, t) if before else _right(points, times, t)


def _stretches(points: Points, last: list[bool], i: int, chop: Chop | None) -> list[tuple[int, tuple[Segment, ...]]]:
    """Every stretch that can begin at corner ``i``: the corner where it ends, and its segments."""
    found: list[tuple[int, tuple[Segment, ...]]] = []
    t0, y0 = points[i]
    a = level_of(y0)
    if chop and (end := _chopped_to(points, i)) > i:
        ms = points[end][0] - t0
        segment = Segment(Kind.CHOPPED, ms, level_of(points[end][1]))
        if ms <= LONGEST_MS and chop_pieces(ms, chop.half_ms) > 1 and _suits(segment, chop, points, i, end, a):
            found.append((end, (segment,)))
    if i + 4 < len(points) and all(last[i + 1 : i + 4]):
        ms = points[i + 4][0] - t0
        on_time = all(points[i + k][0] - t0 == ms * k // 4 for k in (1, 2, 3))
        segment = Segment(Kind.EASE, ms, level_of(points[i + 4][1]))
        if on_time and 4 <= ms <= LONGEST_MS and _suits(segment, None, points, i, i + 4, a):
            found.append((i + 4, (segment,)))
    for j in range(i + 1, min(i + 1 + _JOINED, len(points))):
        (t1, y1) = points[j]
        b = level_of(y1)
        near = all(abs(a + (b - a) * (t - t0) / (t1 - t0) - y) <= JOIN for t, y in points[i + 1 : j])
        if near and t1 - t0 <= LONGEST_MS:
            segment = Segment(Kind.HOLD if a == b else Kind.RAMP, t1 - t0, b)
            if _suits(segment, None, points, i, j, a):
                found.append((j, (segment,)))
        if not last[j]:
            break
    if all(end > i + 1 for end, _ in found):
        found.append((i + 1, _ramps(points, i)))
    return found


def _suits(segment: Segment, chop: Chop | None, points: Points, i: int, j: int, a: int) -> bool:
    t0 = points[i][0]
    return follows((segment,), chop, 255, (*((t - t0, y) for t, y in points[i : j + 1]), (segment.ms, 0.0)), a)


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


def _chopped_to(points: Points, i: int) -> int:
    """Where a stretch from ``i`` on ends that jumps at every corner, an even number of times; ``i`` if none does."""
    j = i + 1
    while j + 1 < len(points) and points[j][0] == points[j + 1][0]:
        j += 2
    if j >= len(points):
        return i
    j -= 2 if (j - i) % 4 == 3 else 0
    return j if j - i >= 5 else i


def _jumps_at(points: Points, i: int) -> bool:
    return level_of(points[i][1]) > 0 if points[i][0] == points[0][0] else points[i - 1][0] == points[i][0]


def _jump(y: float) -> Segment:
    return Segment(Kind.HOLD, 0, level_of(y))


_Piece: TypeAlias = "tuple[int, int, int, int, int, int, int]"
"""From, to, where its line begins (all ms of the envelope), how long the line is, its levels, what it keeps of 255."""


def _pieces(segment: Segment, a: int, start: int, chop: Chop | None) -> list[_Piece]:
    kind, ms, b = segment
    if ms == 0:
        return []
    if kind is Kind.EASE:
        corners = ease_corners(a, b, ms)
        return [
            (start + t, start + u, start + t, u - t, x, y, 255)
            for (t, x), (u, y) in zip(corners, corners[1:], strict=False)
            if u > t
        ]
    if kind is Kind.CHOPPED and chop is not None:
        n = chop_pieces(ms, chop.half_ms)
        cuts = [start + ms * k // n for k in range(n + 1)]
        return [(cuts[k], cuts[k + 1], start, ms, a, b, chop.keep if k % 2 else 255) for k in range(n)]
    return [(start, start + ms, start, ms, b if kind is Kind.HOLD else a, b, 255)]


def _is_steps(target: Points) -> bool:
    """Whether all levels are whole ones, and change in jumps alone."""
    return all(abs(y - level_of(y)) < _WHOLE for _, y in target) and all(
        t == u or abs(x - y) < _WHOLE for (t, x), (u, y) in zip(target, target[1:], strict=False)
    )


def _follows_exactly(piece: _Piece, gain: int, target: Points, off: float) -> bool:
    """The same at each ms, with the device's own arithmetic."""
    p0, p1, origin, ms, low, high, keep = piece
    times = [t for t, _ in target]
    for t in range(p0, p1):
        x = line(low, high, (t - origin) * 1000, ms)
        level = (x * keep // 255 * gain + 16320) // 32640
        if abs(level - _right(target, times, t)) > off:
            return False
    return True


def _corners(target: Points, times: list[int], p0: int, p1: int) -> list[Point]:
    """What ``target`` is at both ends of a piece, seen from inside it, and at each of its own corners between."""
    inside = target[bisect_right(times, p0) : bisect_left(times, p1)]
    return [(p0, _right(target, times, p0)), *inside, (p1, _left(target, times, p1))]


def _right(target: Points, times: list[int], t: int) -> float:
    i = bisect_right(times, t)
    return _between(target, i, t) if 0 < i < len(times) else 0.0


def _left(target: Points, times: list[int], t: int) -> float:
    i = bisect_left(times, t)
    return _between(target, i, t) if 0 < i < len(times) else 0.0


def _between(target: Points, i: int, t: int) -> float:
    (t0, y0), (t1, y1) = target[i - 1], target[i]
    return y0 + (y1 - y0) * (t - t0) / (t1 - t0) if t1 > t0 else y1
