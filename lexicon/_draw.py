"""Drawings of timelines in plain text: a row a motor, level as height, time to the right. No I/O, no colours."""

from __future__ import annotations

from collections.abc import Sequence

from ._device import GRID, Layout
from ._timeline import Timeline

UNICODE = " ▁▂▃▄▅▆▇█"
ASCII = " _-=#"
AXIS_UNICODE, AXIS_ASCII = ("└", "─", "┴"), ("+", "-", "+")
MARKS_MS = (50, 100, 250, 500, 1000, 2000, 5000)
"""Distances of the axis marks, of which the closest with room for the labels is taken."""
MARK_COLUMNS = 12


def draw(
    timeline: Timeline,
    *,
    width: int = 64,
    height: int = 2,
    unicode: bool = True,
    layout: Layout = GRID,
    names: Sequence[str] = (),
) -> str:
    """Draw each motor's level over time; full height is level 1.

    ``width`` columns carry the time, ``height`` lines one motor; labels and axis add 7 columns, more where ``names``
    are given in the labels' place and the longest has more than 4 letters. A column shows the strongest level in it,
    but a column that is silent for half of its time or more is drawn silent, so that short pauses stay visible. Lines
    end without blanks. Raises ValueError for less than 8 columns or 1 line, and for another number of names.
    """
    if width < 8 or height < 1:
        raise ValueError("a drawing needs at least 8 columns and 1 line")
    names = names or labels(layout, len(timeline.tracks))
    edge_at = max(4, *map(len, names)) if names else 4
    bars = UNICODE if unicode else ASCII
    edge = "│" if unicode else "|"
    total = max(timeline.duration_ms, 1)
    rows = _columns(timeline, width, total)
    lines: list[str] = []
    for name, row in zip(names, rows, strict=True):
        for line in range(height):
            floor = height - 1 - line
            text = "".join(_bar(bars, level * height - floor) for level in row)
            label = name if line == height - 1 else ""
            lines.append(f"{label:>{edge_at}} {edge}{text}".rstrip())
    return "\n".join([*lines, *_axis(total, width, edge_at, unicode=unicode)])


def labels(layout: Layout, count: int) -> tuple[str, ...]:
    """Names of the motors: the lexicon's for its four places, else by number."""
    return tuple(f"m{i + 1}" if len(layout) == count == len(GRID) else f"#{i + 1}" for i in range(count))


def _columns(timeline: Timeline, width: int, total: int) -> list[list[float]]:
    rows: list[list[float]] = [[] for _ in timeline.tracks]
    for column in range(width):
        times = [(column + (k + 0.5) / 8) * total / width for k in range(8)]
        for row, levels in zip(rows, zip(*map(timeline.levels_at, times), strict=True), strict=True):
            row.append(0.0 if sum(level == 0 for level in levels) > len(times) / 2 else max(levels))
    return rows


def _bar(bars: str, fill: float) -> str:
    """The character for ``fill`` of one cell, 0..1; what is above 0 in the lowest cell is never blank."""
    steps = len(bars) - 1
    return bars[min(max(round(fill * steps), 0), steps)]


def _axis(total: int, width: int, edge_at: int, *, unicode: bool) -> list[str]:
    corner, dash, tick = AXIS_UNICODE if unicode else AXIS_ASCII
    room = total * MARK_COLUMNS / width
    step = next((m for m in MARKS_MS if m >= room), MARKS_MS[-1])
    line, text = [dash] * width, ""
    for t in range(0, total + 1, step):
        at = round(t * width / total)
        if 0 < at < width:
            line[at] = tick
        label = f"{t / 1000:g} s" if t else "0"
        text = f"{text:<{at}}" + label
    return [f"{'':>{edge_at}} {corner}{''.join(line)}".rstrip(), f"{'':>{edge_at + 2}}{text}".rstrip()]
