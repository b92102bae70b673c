"""Timelines as plain text, for golden files: a drawing for people, and every corner in a table. No I/O."""

from __future__ import annotations

import re

from lexicon import GRID, Breakpoint, Layout, Timeline, draw

HEAD = "haptic timeline"
NONE = "-"
"""In the table: this motor has no corner here."""
_CELL = re.compile(r"(?P<level>[01](?:\.\d{1,6})?)(?:@(?P<hz>\d{1,4}))?")
MAX_MS = 3_600_000
"""Longer than any gesture."""


class GoldenError(ValueError):
    """A golden file that cannot be read; the message names its line."""


def golden_text(timeline: Timeline, *, layout: Layout = GRID) -> str:
    """Write a timeline as text that `read_golden` reads back, levels to four places.

    A line of the table is a moment at which some motor has a corner; two with the same time are a jump. The carrier
    stands behind a level as ``@hz`` where it is another than that motor's last.
    """
    count = len(timeline.tracks)
    drawn = draw(timeline, layout=layout)
    lines = [f"{HEAD}, {timeline.duration_ms} ms, {count} motor{'s' if count > 1 else ''}"]
    lines += [f"# {line}".rstrip() for line in drawn.splitlines()]
    lines.append("".join(f"{name:<12}" for name in ["t_ms", *(f"m{k + 1}" for k in range(count))]).rstrip())
    carriers = [-1] * count
    for t_ms, row in _rows(timeline):
        cells = []
        for motor, point in enumerate(row):
            cells.append(NONE if point is None else _cell(point, carriers[motor]))
            carriers[motor] = carriers[motor] if point is None else point.carrier_hz
        lines.append("".join(f"{cell:<12}" for cell in [str(t_ms), *cells]).rstrip())
    return "\n".join(lines) + "\n"


def read_golden(text: str) -> Timeline:
    """Read what `golden_text` wrote, also where somebody has edited it. Raises GoldenError that names the line."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1)]
    lines = [(n, line) for n, line in lines if line and not line.startswith("#")]
    head = re.fullmatch(HEAD + r", (\d{1,7}) ms, (\d{1,3}) motors?", lines[0][1]) if lines else None
    if head is None or len(lines) < 2:
        raise GoldenError(f"line 1: a golden timeline begins with '{HEAD}, 5000 ms, 4 motors' and a line of names")
    duration_ms, count = int(head[1]), int(head[2])
    tracks: list[list[Breakpoint]] = [[] for _ in range(count)]
    before_ms = 0
    for number, line in lines[2:]:
        when, *cells = line.split()
        if not (when.isascii() and when.isdigit() and before_ms <= int(when[:8]) <= MAX_MS):
            raise GoldenError(f"line {number}: {when!r} is no time from {before_ms} ms on")
        if len(cells) != count:
            raise GoldenError(f"line {number}: {len(cells)} levels for {count} motors")
        before_ms = int(when)
        for track, cell in zip(tracks, cells, strict=True):
            if cell != NONE:
                track.append(_point(before_ms, cell, track, number))
    return Timeline(tuple(map(tuple, tracks)), duration_ms)


def _rows(timeline: Timeline) -> list[tuple[int, list[Breakpoint | None]]]:
    """The corners of all motors by time; as many rows of one time as a motor has corners there."""
    rows: list[tuple[int, list[Breakpoint | None]]] = []
    for t_ms in sorted({p.t_ms for track in timeline.tracks for p in track}):
        here = [[p for p in track if p.t_ms == t_ms] for track in timeline.tracks]
        count = max(map(len, here))
        rows += [(t_ms, [points[k] if k < len(points) else None for points in here]) for k in range(count)]
    return rows


def _cell(point: Breakpoint, carrier_hz: int) -> str:
    level = f"{point.level:.4f}".rstrip("0").rstrip(".")
    return level if point.carrier_hz == carrier_hz else f"{level}@{point.carrier_hz}"


def _point(t_ms: int, cell: str, track: list[Breakpoint], number: int) -> Breakpoint:
    found = _CELL.fullmatch(cell)
    if found is None or float(found["level"]) > 1:
        raise GoldenError(f"line {number}: {cell!r} is no level from 0 to 1, with a carrier like 0.36@90")
    last = track[-1].carrier_hz if track else 0
    return Breakpoint(t_ms, float(found["level"]), int(found["hz"]) if found["hz"] else last)
