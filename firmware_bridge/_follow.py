"""Whether segments, as a device plays them, are near enough to an envelope at every ms. No I/O.

Points are ms and level 0.0..255.0; two at one time are a jump. A level may be off by one and by the rounding that the
device does; times may not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from ._track_format import Chop, Segment, chop_pieces, corners, line

Point: TypeAlias = "tuple[int, float]"
Points: TypeAlias = "tuple[Point, ...]"

OFF = 1.0
"""How far a level may be off before it is rounded."""
OFF_STEPS = 0.5
"""Where all levels are whole ones and change in jumps alone, as in a recording that is played again: not at all."""
ROUGH = 3 / 128
"""What the device's 128ths add."""
_WHOLE = 1e-6
"""How near to a whole level a level is one."""

_Piece: TypeAlias = "tuple[int, int, int, int, int, int, int]"
"""From, to, where its line begins (all ms of the envelope), how long the line is, its levels, what it keeps of 255."""


def level_of(y: float) -> int:
    """The nearest level."""
    return int(y + 0.5)


def lag(low: int, high: int, ms: int) -> float:
    """How far a line over ``ms`` may lag behind, since the device's clock steps by 64 us on it."""
    return abs(high - low) / (ms * 1000 >> 6)


def allowed(target: Points) -> float:
    """How far a device may be off ``target`` before it rounds."""
    return OFF_STEPS if _is_steps(target) else OFF


def follows(segments: Sequence[Segment], chop: Chop | None, gain: int, target: Points, a: int = 0) -> bool:
    """Whether the device, from level ``a``, is never off by more than is allowed while it plays ``segments``."""
    times = [t for t, _ in target]
    most = allowed(target)
    start = 0
    for segment in segments:
        for piece in _pieces(segment, a, start, chop):
            p0, p1, origin, ms, low, high, keep = piece
            scale = gain * keep / 65025
            slope = (high - low) / ms
            worst = 0.0
            for t, y in _corners(target, times, p0, p1):
                worst = max(worst, abs((low + slope * (t - origin)) * scale - y))
            if worst + lag(low, high, ms) * scale + ROUGH > most and not _follows_exactly(
                piece, gain, target, most if most == OFF_STEPS else OFF + 0.5
            ):
                return False
        start, a = start + segment.ms, segment.level
    return _right(target, times, start) <= most


def value_at(points: Points, t: int, *, before: bool = False) -> float:
    """The level at ``t``, or just before it."""
    times = [when for when, _ in points]
    return _left(points, times, t) if before else _right(points, times, t)


def _pieces(segment: Segment, a: int, start: int, chop: Chop | None) -> list[_Piece]:
    path = corners(segment.kind, a, segment.level, segment.ms)
    out: list[_Piece] = []
    for (t, x), (u, y) in zip(path, path[1:], strict=False):
        if u == t:
            continue
        origin, ms, n = start + t, u - t, chop_pieces(u - t, chop.half_ms) if chop else 1
        cuts = [origin + ms * k // n for k in range(n + 1)]
        keeps = (255, chop.keep if chop else 255)
        out += [(cuts[k], cuts[k + 1], origin, ms, x, y, keeps[k % 2]) for k in range(n)]
    return out


def _is_steps(target: Points) -> bool:
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
