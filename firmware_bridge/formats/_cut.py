"""A long timeline cut into the pieces that a player takes one after the other. No I/O."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from firmware_bridge._replay import PIECE_MS, Piece
from lexicon import Breakpoint, Timeline

from ._merge import Track

PIECE_POINTS = 20_000
"""Of one piece: some way below what a player holds for one program."""
STEP_MS = 1000
"""A long clip is handed over in steps, since each is turned into packets at one go."""
STEP_POINTS = 16
"""Of different tracks within a step: two steps fit the queue of any device."""
STEP_MIN_MS = 20


def pieces(timeline: Timeline, *, lead_in_ms: int = 0) -> Iterator[Piece]:
    """Cut a timeline into pieces of at most `PIECE_MS`, between two steps; silence comes first."""
    begin, points = -lead_in_ms, 0
    held: list[tuple[int, Timeline]] = []
    for start, part in chain(steps(timeline), [(timeline.duration_ms, Timeline((), 0))]):
        if start + part.duration_ms - begin > PIECE_MS or points > PIECE_POINTS:
            while start > begin:
                stop = min(start, begin + PIECE_MS)
                yield Piece(tuple(held), stop - begin)
                held, points, begin = [], 0, stop
        if part.tracks:
            held.append((start - begin, part))
            points += sum(map(len, part.tracks))
    if held or timeline.duration_ms > begin:
        yield Piece(tuple(held), timeline.duration_ms - begin)


def steps(timeline: Timeline) -> Iterator[tuple[int, Timeline]]:
    """Cut a timeline into steps: when each begins, and what it plays; silent stretches are left out."""
    times = sorted(p.t_ms for track in set(timeline.tracks) for p in track)
    start, end = 0, timeline.duration_ms
    while start < end:
        k = bisect_right(times, start) + STEP_POINTS
        dense = times[k] if k < len(times) else end
        stop = min(start + STEP_MS, max(dense, start + STEP_MIN_MS), end)
        part = window(timeline, start, stop)
        start, before = stop, start
        if any(part.tracks):
            yield before, part
        else:  # what is silent goes on until a corner
            k = bisect_left(times, stop)
            start = times[k] if k < len(times) else end


def window(timeline: Timeline, start_ms: int, end_ms: int) -> Timeline:
    """What happens from ``start_ms`` to ``end_ms``, from its own zero; tracks that rest there are empty."""
    distinct = {id(track): track for track in timeline.tracks}  # equal ones are mostly one; hashing costs more
    done = {key: _window(track, start_ms, end_ms) for key, track in distinct.items()}
    return Timeline(tuple(done[id(track)] for track in timeline.tracks), end_ms - start_ms)


def _window(track: Track, start: int, end: int) -> Track:
    if len(track) < 2 or track[0].t_ms >= end or track[-1].t_ms <= start:
        return ()
    first = bisect_right(track, start, key=lambda p: p.t_ms)
    last = bisect_left(track, end, key=lambda p: p.t_ms)
    out = [replace(p, t_ms=p.t_ms - start) for p in track[first:last]]
    if first > 0:
        out.insert(0, replace(_between(track, first - 1, start), t_ms=0))
    if last < len(track):
        out.append(replace(_between(track, last - 1, end), t_ms=end - start))
    if out[-1].level > 0:
        out.append(replace(out[-1], level=0.0))
    return tuple(out) if any(p.level > 0 for p in out) else ()


def _between(track: Track, k: int, t: int) -> Breakpoint:
    """The track at ``t``, which is at point ``k`` or between it and the next."""
    p = track[k]
    if p.t_ms == t or k + 1 >= len(track):
        return p
    q = track[k + 1]
    share = (t - p.t_ms) / (q.t_ms - p.t_ms)
    hz = round(p.carrier_hz + (q.carrier_hz - p.carrier_hz) * share)
    return Breakpoint(t, p.level + (q.level - p.level) * share, hz)
