"""What is drawn as areas: straight parts of a track, the parts above a limit, the rests of all. No I/O."""

from __future__ import annotations

from collections.abc import Iterator

from ._timeline import Breakpoint, Timeline

MAX_CORNERS = 3000
"""Of one track that are drawn one by one; more are drawn as the strongest of each point of the paper."""
GLIDE_HZ = 8
"""A glide is drawn in steps of so much."""
REST_MS = 50
"""Silence of all motors from here on is meant to be noticed."""
MAX_RESTS = 400


def thinned(track: tuple[Breakpoint, ...], total_ms: int, columns: int) -> tuple[Breakpoint, ...]:
    """A track as it is, or the strongest of each of ``columns`` where it has too many corners."""
    if len(track) <= MAX_CORNERS:
        return track
    found: dict[int, Breakpoint] = {}
    for point in track:
        column = point.t_ms * columns // total_ms
        if column not in found or found[column].level < point.level:
            found[column] = point
    return tuple(found.values())


def segments(track: tuple[Breakpoint, ...]) -> Iterator[tuple[Breakpoint, Breakpoint]]:
    """Straight parts above 0; a part whose carrier glides far is cut into shorter ones."""
    for p, q in zip(track, track[1:], strict=False):
        if q.t_ms == p.t_ms or (p.level == 0 and q.level == 0):
            continue
        many = min(1 + abs(q.carrier_hz - p.carrier_hz) // GLIDE_HZ, 24, q.t_ms - p.t_ms)
        before = p
        for k in range(1, many + 1):
            share = k / many
            t = p.t_ms + (q.t_ms - p.t_ms) * k // many
            level = p.level + (q.level - p.level) * (t - p.t_ms) / (q.t_ms - p.t_ms)
            after = (
                q if k == many else Breakpoint(t, level, round(p.carrier_hz + (q.carrier_hz - p.carrier_hz) * share))
            )
            yield before, after
            before = after


def above(track: tuple[Breakpoint, ...], cap: float) -> Iterator[list[tuple[float, float]]]:
    """The parts of a track above ``cap``."""
    run: list[tuple[float, float]] = []
    for p, q in zip(track, track[1:], strict=False):
        if max(p.level, q.level) <= cap:
            if run:
                yield run
            run = []
            continue
        for t, level in ((p.t_ms, p.level), (q.t_ms, q.level)):
            if level >= cap:
                run.append((t, level))
            else:
                share = (cap - p.level) / (q.level - p.level)
                run.append((p.t_ms + (q.t_ms - p.t_ms) * share, cap))
    if run:
        yield run


def rests(timeline: Timeline) -> list[tuple[int, int]]:
    """Where nothing plays for long enough to be noticed."""
    busy = sorted(
        (p.t_ms, q.t_ms)
        for track in set(timeline.tracks)
        for p, q in zip(track, track[1:], strict=False)
        if p.level > 0 or q.level > 0
    )
    found, free = [], 0
    for a, b in [*busy, (timeline.duration_ms, timeline.duration_ms)]:
        if a - free >= REST_MS:
            found.append((free, a))
        free = max(free, b)
    return sorted(found, key=lambda rest: rest[0] - rest[1])[:MAX_RESTS]
