"""Tracks as holds, for formats that know no slopes. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lexicon import Breakpoint

from ._clip import Loss, Lost
from ._merge import Track, closed

STEP_MS = 25
"""Shortest step of a slope: faster ones cannot be told from it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """From ``start_ms`` on, these levels of 255, one a track."""

    start_ms: int
    levels: tuple[int, ...]


def holds(tracks: Sequence[Track], duration_ms: int) -> tuple[Hold, ...]:
    """Turn tracks into holds from 0 on: what is level stays exact, a slope becomes steps of its mean levels.

    A level above 0 is never rounded to 0, nor above the track's peak. The last hold is at rest and begins where
    all do.
    """
    done = {track: _stairs(track, duration_ms) for track in set(tracks)}
    paths = [done[track] for track in tracks]
    times = sorted({t for path in paths for t, _ in path})
    out: list[Hold] = []
    at = [0] * len(paths)
    for t in times:
        for k, path in enumerate(paths):
            while at[k] + 1 < len(path) and path[at[k] + 1][0] <= t:
                at[k] += 1
        levels = tuple(path[i][1] if path[i][0] <= t else 0 for path, i in zip(paths, at, strict=True))
        if not out or out[-1].levels != levels:
            out.append(Hold(t, levels))
    return tuple(out)


def _stairs(track: Track, duration_ms: int) -> list[tuple[int, int]]:
    top = int(max((p.level for p in track), default=0.0) * 255 + 1e-6)
    out: list[tuple[int, int]] = []
    points = closed(track, duration_ms)
    for p, q in zip(points, points[1:], strict=False):
        width = q.t_ms - p.t_ms
        if width == 0:
            continue
        change = abs(round(q.level * 255) - round(p.level * 255))
        many = max(1, min(width // STEP_MS, change))
        for k in range(many):
            level = p.level + (q.level - p.level) * (k + 0.5) / many
            value = max(1, min(round(level * 255), max(top, 1))) if level > 0 else 0
            t = p.t_ms + width * k // many
            if not out or out[-1][1] != value:
                out.append((t, value))
    if not out or out[-1][1]:
        out.append((points[-1].t_ms, 0))
    return out


def unheld(tracks: Sequence[Track]) -> tuple[Loss, ...]:
    """What holds cannot say of ``tracks``."""
    found = []
    if any(q.t_ms > p.t_ms and q.level != p.level for t in tracks for p, q in zip(t, t[1:], strict=False)):
        found.append(Loss(Lost.SLOPES, f"slopes became steps of {STEP_MS} ms and more"))
    if any(tracks):
        found.append(Loss(Lost.CARRIERS, "carriers have no place in this format"))
    return tuple(found)


def track_of(changes: Sequence[tuple[int, float]], end_ms: int, hz: int) -> Track:
    """A track that holds the level of each change, the last until ``end_ms``."""
    out: list[Breakpoint] = []
    for (t, level), (later, _) in zip(changes, [*changes[1:], (end_ms, 0.0)], strict=False):
        if level > 0 and later > t:
            out += [Breakpoint(t, level, hz), Breakpoint(later, level, hz)]
        if out and (level == 0 or later == end_ms) and out[-1].level > 0:
            out.append(Breakpoint(out[-1].t_ms, 0.0, hz))
        if level == 0 and out and later > t:
            out.append(Breakpoint(later, 0.0, hz))
    return tuple(out)
