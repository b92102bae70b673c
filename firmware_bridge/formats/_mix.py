"""Tracks put together: the strongest of several, by place, and a cap. No I/O.

Formats without places get one track for all motors: at each moment the level, and the carrier, of the motor that is
strongest then. So one motor plays as strong as the strongest of many, never stronger, and what is everywhere at once
stays as strong as it was. Formats with two places get the strongest of the left and of the right half.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from heapq import heappop, heappush
from math import ceil, floor, hypot

from lexicon import Breakpoint, Layout, Timeline

from ._clip import MAX_BREAKPOINTS, Clip, Wrong
from ._merge import Track, tidy

MAX_AT_ONCE = 16
"""Events of one file that sound together: what is played is one of them anyway."""
_SAME = 1e-9


def mono(timeline: Timeline) -> Track:
    """All motors as one: the strongest at each moment."""
    return strongest(timeline.tracks)


def sides(timeline: Timeline, layout: Layout) -> tuple[Track, Track]:
    """The strongest of the left and of the right half; motors in the middle belong to both, as does an only half."""
    placed = [(motor.x, track) for motor, track in zip(layout.motors, timeline.tracks, strict=True)]
    left = [track for x, track in placed if x <= 0.5]
    right = [track for x, track in placed if x >= 0.5]
    return strongest(left or timeline.tracks), strongest(right or timeline.tracks)


def corners(timeline: Timeline, layout: Layout, places: Layout) -> tuple[Track, ...]:
    """The strongest of the motors that are nearest to each of ``places``; a place that has none does as the nearest."""
    found: list[list[Track]] = [[] for _ in places.motors]
    for track, motor in zip(timeline.tracks, layout.motors, strict=True):
        found[_nearest(motor.x, motor.y, places)].append(track)
    return tuple(
        strongest(tracks or [timeline.tracks[_nearest(place.x, place.y, layout)]])
        for tracks, place in zip(found, places.motors, strict=True)
    )


def fitted(clip: Clip, layout: Layout) -> Timeline:
    """Let other motors play a clip: as many by number, else by place as in `corners`."""
    if len(layout) == len(clip.layout):
        return clip.timeline
    return Timeline(corners(clip.timeline, clip.layout, layout), clip.timeline.duration_ms)


def strongest(tracks: Sequence[Track], at_once: int | None = None) -> Track:
    """One track that has the level and the carrier of the strongest of ``tracks`` at each moment.

    Exact at each millisecond; where two cross between two, both are corners. Raises `Wrong` for more than ``at_once``
    together.
    """
    played = [track for track in tracks if len(track) > 1]
    distinct = sorted(set(played), key=lambda t: t[0].t_ms) if len(played) > 1 else played
    if len(distinct) <= 1:
        return distinct[0] if distinct else ()
    edges = sorted({point.t_ms for track in distinct for point in track})
    begun = k = 0
    active: list[tuple[int, int, Track, list[int]]] = []
    out: list[Breakpoint] = []
    while k + 1 < len(edges):
        a, b = edges[k], edges[k + 1]
        k += 1
        while begun < len(distinct) and distinct[begun][0].t_ms <= a:
            heappush(active, (distinct[begun][-1].t_ms, begun, distinct[begun], [0]))
            begun += 1
        while active and active[0][0] <= a:
            heappop(active)
        if at_once is not None and len(active) > at_once:
            raise Wrong("The document", f"has more than {at_once} events at {a} ms")
        if not active:
            if out and out[-1].level > 0:
                out.append(Breakpoint(out[-1].t_ms, 0.0, out[-1].carrier_hz))
            continue
        end, _, track, at = active[0]
        until = min(end, distinct[begun][0].t_ms) if begun < len(distinct) else end
        if len(active) == 1 and (reached := _alone(out, track, at, a, until)) > a:
            k = bisect_left(edges, reached)
        else:
            _add(out, [_line(track, at, a, b) for _, _, track, at in active], a, b)
        if len(out) > MAX_BREAKPOINTS:
            raise Wrong("The document", f"makes more than {MAX_BREAKPOINTS} breakpoints")
    return tidy(out)


_Line = tuple[float, float, float, float]
"""Level and carrier at the beginning and at the end of a stretch."""


def _line(track: Track, at: list[int], a: int, b: int) -> _Line:
    k = at[0]
    while track[k + 1].t_ms <= a:
        k += 1
    at[0] = k
    p, q = track[k], track[k + 1]
    if p.t_ms == a and q.t_ms == b:
        return p.level, q.level, p.carrier_hz, q.carrier_hz
    width = q.t_ms - p.t_ms
    start, end = (a - p.t_ms) / width, (b - p.t_ms) / width
    rise, glide = q.level - p.level, q.carrier_hz - p.carrier_hz
    return p.level + rise * start, p.level + rise * end, p.carrier_hz + glide * start, p.carrier_hz + glide * end


def _alone(out: list[Breakpoint], track: Track, at: list[int], a: int, until: int) -> int:
    """Append the corners of an only track as they are, to the last one until then; gives its time.

    Gives ``a`` and appends nothing where the last corner of ``out``, or the track's, is elsewhere.
    """
    k = at[0]
    while track[k + 1].t_ms <= a:
        k += 1
    at[0] = k
    if track[k].t_ms != a or not out or out[-1].t_ms != a:
        return a
    end = bisect_right(track, until, key=lambda p: p.t_ms)
    if out[-1] != track[k]:
        out.append(track[k])
    out += track[k + 1 : end]
    at[0] = end - 1
    return track[end - 1].t_ms


def _add(out: list[Breakpoint], lines: list[_Line], a: int, b: int) -> None:
    """Append the upper envelope of ``lines`` from ``a`` to ``b``."""
    now = max(lines)
    if out and out[-1].t_ms < a and now[0] > 0:
        out.append(Breakpoint(a, 0.0, round(now[2])))
    _corner(out, a, now[0], now[2])
    t: float = a
    while len(lines) > 1:
        rise = now[1] - now[0]
        found = None
        for line in lines:
            steeper = (line[1] - line[0]) - rise
            if steeper > _SAME:
                at = a + (b - a) * (now[0] - line[0]) / steeper
                if t - _SAME <= at < b - _SAME and (found is None or (at, -steeper) < (found[0], -found[1])):
                    found = at, steeper, line
        if found is None:
            break
        t, _, then = found
        for x, line in ((floor(t), now), (ceil(t), then)):
            if out[-1].t_ms <= x < b and x > a:
                share = (x - a) / (b - a)
                level = max(each[0] + (each[1] - each[0]) * share for each in lines)
                _corner(out, x, level, line[2] + (line[3] - line[2]) * share)
        now = then
    _corner(out, b, now[1], now[3])


def _corner(out: list[Breakpoint], t: int, level: float, hz: float) -> None:
    point = Breakpoint(t, level, round(hz))
    if not out or out[-1] != point:
        out.append(point)


def capped(timeline: Timeline, max_level: float) -> Timeline:
    """Cut off what is above ``max_level``: slopes stay as they are up to it. Exact at each millisecond."""
    if timeline.peak <= max_level:
        return timeline
    done = {track: _capped(track, max_level) for track in set(timeline.tracks)}
    return Timeline(tuple(done[track] for track in timeline.tracks), timeline.duration_ms)


def _capped(track: Track, cap: float) -> Track:
    out: list[Breakpoint] = []
    for p, q in zip(track, [*track[1:], *track[-1:]], strict=True):
        out.append(replace(p, level=min(p.level, cap)))
        if (p.level - cap) * (q.level - cap) < 0 and q.t_ms > p.t_ms:
            meets = p.t_ms + (q.t_ms - p.t_ms) * (cap - p.level) / (q.level - p.level)
            for t in (floor(meets), ceil(meets)):
                share = (t - p.t_ms) / (q.t_ms - p.t_ms)
                level = min(p.level + (q.level - p.level) * share, cap)
                if p.t_ms < t < q.t_ms:
                    out.append(Breakpoint(t, level, round(p.carrier_hz + (q.carrier_hz - p.carrier_hz) * share)))
    return tidy(out)


def _nearest(x: float, y: float, layout: Layout) -> int:
    return min(range(len(layout)), key=lambda k: (hypot(layout.motors[k].x - x, layout.motors[k].y - y), k))
