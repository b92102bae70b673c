"""Envelopes cut in time, so that what is played at a time takes half of a device's queue at most. No I/O.

While one window plays, the next one is in the other half; when it is over, its half is free for the one after. So what
is asked for comes in time whatever it is, over any way to the device that is quicker than the shortest window.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar

from ._follow import Points, level_of, value_at
from ._room import Held, Room
from ._track_format import LONGEST_MS, MAX_VOICES

STAIR_MS = 20
"""A slope that has no room as one becomes stairs, as fine as those of who streams levels at 50 Hz."""
_EVEN_HZ = 3
"""How far frequencies may be from one glide: a track names them in steps of 2 Hz."""

Envelope: TypeAlias = "tuple[Points, tuple[int, ...]]"
"""Times and levels of 1, and the frequency of each point where there is one."""
Envelopes: TypeAlias = "Sequence[tuple[Envelope, int]]"
"""With the motors that play them, as bits."""
T = TypeVar("T", bound=Held)


def in_halves(envelopes: Envelopes, room: Room, make: Callable[[Envelopes], Sequence[T]]) -> tuple[T, ...]:
    """Tracks, of which ``make`` makes one for each envelope of a window at most, and fewer where some are alike.

    A window is as long as half the queue holds. Where more motors than that go up and down at the same time, each on
    its own way, slopes become stairs, and of too many frequencies some the same; levels that stand still stay exact.
    """
    cells, k = _cells(envelopes), 0
    made: list[T] = []
    while k + 1 < len(cells):
        a, b = cells[k : k + 2]
        tracks, end, step = make(_clipped(envelopes, a, b)), k + 1, 1
        if not room.half_holds(tracks):
            if len(tracks) <= room.tracks // 2 and b - a > 1:
                cells.insert(end, (a + b) // 2)  # steep slopes take many segments: fewer at a time
                continue
            tracks, step = make(_steady(_clipped(envelopes, a, b), a, b, room.tracks // 2)), 0
        while step:
            until = min(end + step, len(cells) - 1, k + room.segments)
            longer = _together(envelopes, a, cells[until], room, make) if until > end else None
            tracks, end, step = (tracks, end, step // 2) if longer is None else (longer, until, step * 2)
        made += tracks
        k = end
    return tuple(made)


def _together(
    envelopes: Envelopes, a: int, b: int, room: Room, make: Callable[[Envelopes], Sequence[T]]
) -> Sequence[T] | None:
    """One window from ``a`` to ``b``; None where half the queue does not hold it, or frequencies leap in it."""
    clipped = _clipped(envelopes, a, b)
    tracks = make(clipped) if all(map(_even, clipped)) else None
    return tracks if tracks is not None and room.half_holds(tracks) else None


def _cells(envelopes: Envelopes) -> list[int]:
    """Every corner, and between two of them what is short enough to be one step of a stair or one segment."""
    corners = sorted({t for (points, _), _ in envelopes for t, _ in points})
    slopes: set[int] = set()
    for (points, _), _ in envelopes:
        for (t, x), (u, y) in pairwise(points):
            if x != y and u > t:
                slopes.update(corners[bisect_left(corners, t) : bisect_left(corners, u)])
    cells = corners[:1]
    for t, u in pairwise(corners):
        pieces = -((t - u) // (STAIR_MS if t in slopes else LONGEST_MS))
        cells += [t + (u - t) * n // pieces for n in range(1, pieces + 1)]
    return cells


def _clipped(envelopes: Envelopes, a: int, b: int) -> Envelopes:
    """What is felt of them from ``a`` to ``b``."""
    found = []
    for (points, hz), motors in envelopes:
        i, j = bisect_right(points, a, key=lambda p: p[0]), bisect_left(points, b, key=lambda p: p[0])
        inside, hertz = [*points[i:j]], [*hz[i:j]]
        if 0 < i < len(points):
            inside.insert(0, (a, value_at(points, a)))
            hertz[:0] = [_hz_at(points, hz, i, a)] if hz else []
        if 0 < j < len(points):
            inside.append((b, value_at(points, b, before=True)))
            hertz += [_hz_at(points, hz, j, b)] if hz else []
        if any(level > 0 for _, level in inside):
            found.append(((tuple(inside), tuple(hertz)), motors))
    return found


def _hz_at(points: Points, hz: Sequence[int], i: int, t: int) -> int:
    """The frequency at ``t``, which is between the point before ``i`` and that one."""
    (t0, _), (t1, _) = points[i - 1 : i + 1]
    return round(hz[i - 1] + (hz[i] - hz[i - 1]) * (t - t0) / (t1 - t0))


def _even(envelope: tuple[Envelope, int]) -> bool:
    """Whether one glide is right for all of it."""
    (points, hz), _ = envelope
    if len(hz) < 2:
        return True
    (t0, _), (t1, _) = points[0], points[-1]
    slope = (hz[-1] - hz[0]) / max(t1 - t0, 1)  # 1 for a jump alone
    return all(abs(hz[0] + slope * (t - t0) - each) <= _EVEN_HZ for (t, _), each in zip(points, hz, strict=True))


def _steady(envelopes: Envelopes, a: int, b: int, tracks: int) -> Envelopes:
    """Levels that stay as they are in the middle, with frequencies so few that ``tracks`` hold them."""
    middle = (a + b) // 2
    now: dict[tuple[int, int], int] = {}
    for (points, hz), motors in envelopes:
        level = level_of(value_at(points, middle) * 255)
        pitch = hz[0] if hz else -1
        if level:
            now[pitch, level] = now.get((pitch, level), 0) | motors
    by_pitch = sorted(now)
    groups = [[each for each in by_pitch if each[0] == pitch] for pitch in dict.fromkeys(p for p, _ in by_pitch)]
    if sum(-(-len(group) // MAX_VOICES) for group in groups) > tracks:
        size = -(-len(by_pitch) // max(tracks, 1))
        groups = [by_pitch[k : k + size] for k in range(0, len(by_pitch), size)]
    found = []
    for group in groups:
        pitch = max(group, key=lambda each: each[1])[0]
        for each in group:
            points = (a, each[1] / 255), (b, each[1] / 255)
            found.append(((points, (pitch, pitch) if pitch >= 0 else ()), now[each]))
    return found
