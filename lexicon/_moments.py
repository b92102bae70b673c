"""The moments of a moving timeline that show how it moves. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ._timeline import Breakpoint, Timeline

SAMPLES = 600
MOST = 8
WINDOWS = 4
"""Of so many the moments are shown in turn, those that move first; of others where a motor is seen that else is not."""
SEEN = 0.5
"""A motor is seen at a moment at which it has at least this share of its own strongest level."""
_SAME = 1e-9
_NONE = Breakpoint(0, 0.0, 0)


def telling(timeline: Timeline, windows: Sequence[tuple[int, int]], most: int = MOST) -> tuple[int, ...]:
    """Up to ``most`` times at which each motor that plays is seen, and how the touch moves; () if it does not.

    ``windows`` are the steps, each from its start to its end in ms; it moves if other motors lead in the course of one.
    Where there are more motors than ``most`` moments can show, as many as possible are seen.
    """
    parts = [moments(timeline, start, end) for start, end in windows]
    moving = [part for part in parts if len(part) > 1]
    if not moving:
        return ()
    still = [part for part in parts if len(part) == 1]
    in_turn = [t for row in zip_longest(*(moving + still)[:WINDOWS]) for t in row if t is not None]
    peaks = [max(track, key=_level, default=_NONE) for track in timeline.tracks]

    def seen(t: int) -> frozenset[int]:
        levels = zip(timeline.levels_at(t), peaks, strict=True)
        return frozenset(k for k, (level, peak) in enumerate(levels) if level >= SEEN * peak.level > 0)

    playing = frozenset(k for k, peak in enumerate(peaks) if peak.level > 0)
    times = [t for part in parts for t in part] + [peaks[k].t_ms - back for k in sorted(playing) for back in (0, 1)]
    views: dict[frozenset[int], int] = {}
    for t in times:
        views.setdefault(seen(t), t)
    for kept in range(most, -1, -1):
        chosen = in_turn[:kept]
        missing = playing.difference(*map(seen, chosen))
        while missing and len(chosen) < most:
            best = max(views, key=lambda view: len(view & missing))
            if not best & missing:
                break
            chosen.append(views[best])
            missing -= best
        if not missing:
            break
    return tuple(sorted(chosen))


def moments(timeline: Timeline, start_ms: int, end_ms: int) -> tuple[int, ...]:
    """Times from ``start_ms`` on, at each of which other motors lead than at the one before.

    Motors lead that are within a tenth of the strongest; of a stretch with the same leaders, silence or not, it is the
    strongest moment.
    """
    found: list[tuple[frozenset[int], float, int]] = []
    for n in range(SAMPLES):
        t = start_ms + (2 * n + 1) * (end_ms - start_ms) // (2 * SAMPLES)
        levels = timeline.levels_at(t)
        top = max(levels, default=0.0)
        if top <= 0:
            continue
        leaders = frozenset(k for k, level in enumerate(levels) if level >= 0.9 * top)
        if found and found[-1][0] == leaders:
            if top > found[-1][1] + _SAME:
                found[-1] = (leaders, top, t)
        else:
            found.append((leaders, top, t))
    return tuple(t for _, _, t in found)


def _level(point: Breakpoint) -> float:
    return point.level
