"""Levels and carriers of all motors at even distances in time, as a table (CSV) or as JSON. No I/O.

The first column of a table is ``t_ms``; ``m1`` and so on are levels of 0..1, ``hz1`` and so on their carriers, which
may be missing. JSON has ``step_ms``, ``motors`` with their places, and a row of ``levels`` and ``carriers_hz`` for each
motor. Between two samples a level goes straight; the last sample is at the clip's end.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lexicon import Breakpoint, Layout, Motor, Timeline

from ._clip import DEFAULT_HZ, MAX_MOTORS, MAX_MS, Clip, Loss, Lost, Written, Wrong, usual_layout
from ._json import Node, decode, dump
from ._merge import Track, tidy, whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

VALUES = 240_000
"""Levels of one file: a minute of four motors at a sample each millisecond; longer clips are sampled less often."""
MAX_HZ = 1000


def _step_ms(timeline: Timeline) -> int:
    return max(1, math.ceil(whole(timeline) * len(timeline.tracks) / VALUES))


def _losses(timeline: Timeline, step: int) -> list[Loss]:
    losses = []
    if step > 1:
        losses.append(Loss(Lost.TIMES, f"samples stand {step} ms apart"))
    jumps = any(p.t_ms == q.t_ms for t in timeline.tracks for p, q in zip(t, t[1:], strict=False))
    if jumps or any(t and (t[0].level > 0 or t[-1].level > 0) for t in timeline.tracks):
        losses.append(Loss(Lost.SLOPES, f"jumps became slopes of {step} ms"))
    return losses


def _sampled(track: Track, step: int, count: int) -> tuple[Whole, Whole]:
    """Ten-thousandths of the level, and the carrier, at each step; after a jump where there is one."""
    import numpy as np

    if not track:
        return np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    at = np.array([point.t_ms for point in track])
    points = np.array([(point.level * 10_000, point.carrier_hz) for point in track])
    times = np.arange(count) * step
    last = np.searchsorted(at, times, side="right") - 1
    inside = (last >= 0) & (last < len(track) - 1)
    k = np.clip(last, 0, max(len(track) - 2, 0))
    following = np.minimum(k + 1, len(track) - 1)
    share = (times - at[k]) / np.maximum(at[following] - at[k], 1)
    found = points[k] + (points[following] - points[k]) * share[:, None]
    carriers = np.where(inside, found[:, 1], np.where(last < 0, points[0, 1], points[-1, 1]))
    levels = np.where(inside, np.floor(found[:, 0] + 0.5), 0.0)
    return levels.astype(np.int64), np.rint(carriers).astype(np.int64)


def _rows(timeline: Timeline) -> tuple[int, list[Whole], list[Whole]]:
    step = _step_ms(timeline)
    count = math.ceil(whole(timeline) / step) + 1
    done = {track: _sampled(track, step, count) for track in set(timeline.tracks)}
    pairs = [done[track] for track in timeline.tracks]
    return step, [levels for levels, _ in pairs], [carriers for _, carriers in pairs]


def write_csv(timeline: Timeline, layout: Layout) -> Written:
    """Write a row each millisecond, less often for long clips."""
    step, levels, carriers = _rows(timeline)
    motors = range(1, len(timeline.tracks) + 1)
    head = ["t_ms", *(f"m{n}" for n in motors), *(f"hz{n}" for n in motors)]
    told = [str(level / 10_000) for level in range(10_001)]
    times = map(str, range(0, len(levels[0]) * step, step))
    columns = [[told[level] for level in row.tolist()] for row in levels]
    columns += [[*map(str, row.tolist())] for row in carriers]
    text = "\n".join([",".join(head), *map(",".join, zip(times, *columns, strict=True)), ""])
    losses = _losses(timeline, step)
    if layout.motors != usual_layout(len(layout)).motors:
        losses.append(Loss(Lost.PLACES, "where the motors are is not told in a table"))
    return Written(text.encode(), tuple(losses))


def write_json(timeline: Timeline, layout: Layout) -> Written:
    """Write a sample each millisecond, less often for long clips."""
    step, levels, carriers = _rows(timeline)
    document = {
        "step_ms": step,
        "motors": [{"x": motor.x, "y": motor.y} for motor in layout.motors],
        "levels": [(row / 10_000).tolist() for row in levels],
        "carriers_hz": [row.tolist() for row in carriers],
    }
    return Written(dump(document), tuple(_losses(timeline, step)))


def read_json(root: Node) -> Clip:
    """Read samples. Raises `Wrong`."""
    step = root.need("step_ms").whole(1, MAX_MS)
    motors = [
        Motor(motor.number_of("x", 0, 1), motor.number_of("y", 0, 1)) for motor in root.need("motors").items(MAX_MOTORS)
    ]
    if not motors:
        raise root.need("motors").wrong("is empty")
    rows = list(root.need("levels").items(MAX_MOTORS))
    listed = root.get("carriers_hz")
    hz_rows = list(listed.items(MAX_MOTORS)) if listed else []
    if len(rows) != len(motors):
        raise root.need("levels").wrong(f"has {len(rows)} rows for {len(motors)} motors")
    if listed is not None and len(hz_rows) != len(rows):
        raise listed.wrong(f"has {len(hz_rows)} rows for {len(motors)} motors")
    levels = [row.numbers(0, 1, VALUES + MAX_MOTORS) for row in rows]
    carriers = [[round(v) for v in row.numbers(0, MAX_HZ, VALUES + MAX_MOTORS)] for row in hz_rows]
    counts = {len(row) for row in levels} | {len(row) for row in carriers}
    if len(counts) != 1:
        raise root.need("levels").wrong("has rows of different lengths")
    count = counts.pop()
    if count * step > MAX_MS:
        raise root.need("step_ms").wrong("makes the clip longer than a day")
    times = range(0, count * step, step)
    tracks = [_track(times, row, carriers[k] if carriers else [DEFAULT_HZ] * count) for k, row in enumerate(levels)]
    return Clip(Timeline(tuple(tracks), max(0, (count - 1) * step)), Layout(tuple(motors)))


def read_csv(data: bytes) -> Clip:
    """Read a table. Raises `Wrong` with the line."""
    reader = csv.reader(io.StringIO(decode(data).replace("\0", "\ufffd"), newline=""))
    columns: list[tuple[str, int]] = []
    times: list[int] = []
    rows: list[list[float]] = []
    try:
        for cells in reader:
            if not cells or not any(cell.strip() for cell in cells):
                continue
            where = f"Line {reader.line_num}"
            if not columns:
                columns = _columns(cells, where)
                rows = [[] for _ in columns]
            else:
                _row(cells, columns, times, rows, where)
    except csv.Error as error:
        raise Wrong(f"Line {reader.line_num}", f"is no table: {error}") from error
    if not columns:
        raise Wrong("Line 1", "is missing; it names the columns, such as t_ms,m1,m2")
    motors = sum(kind == "m" for kind, _ in columns)
    found = dict(zip(columns, rows, strict=True))
    tracks = []
    for n in range(1, motors + 1):
        hz = found.get(("hz", n))
        carriers = [round(v) for v in hz] if hz else [DEFAULT_HZ] * len(times)
        tracks.append(_track(times, found["m", n], carriers))
    return Clip(Timeline(tuple(tracks), times[-1] if times else 0), usual_layout(motors))


def _columns(cells: Sequence[str], where: str) -> list[tuple[str, int]]:
    names = [cell.strip().lower() for cell in cells]
    if names[0] != "t_ms":
        raise Wrong(where, "does not begin with the column t_ms")
    columns: list[tuple[str, int]] = []
    for name in names[1:]:
        kind = name.rstrip("0123456789")
        number = name[len(kind) :]
        if kind not in {"m", "hz"} or not (number.isascii() and 1 <= len(number) <= 2 and int(number) >= 1):
            raise Wrong(where, f"has the column {name[:20]!a}; only m1, m2 and hz1, hz2 and so on are known")
        columns.append((kind, int(number)))
    motors = sum(kind == "m" for kind, _ in columns)
    wanted = {("m", n) for n in range(1, motors + 1)}
    if not 1 <= motors <= MAX_MOTORS or len(set(columns)) < len(columns):
        raise Wrong(where, f"does not name 1 to {MAX_MOTORS} motors, each once")
    if not wanted <= set(columns) or any(n > motors for _, n in columns):
        raise Wrong(where, f"does not count its motors from m1 to m{motors}")
    return columns


def _row(
    cells: Sequence[str], columns: Sequence[tuple[str, int]], times: list[int], rows: list[list[float]], where: str
) -> None:
    if len(cells) != len(columns) + 1:
        raise Wrong(where, f"has {len(cells)} columns; it must have {len(columns) + 1}")
    t = round(_number(cells[0], where, "t_ms", MAX_MS))
    if times and t < times[-1]:
        raise Wrong(where, "goes back in time")
    if len(times) * len(columns) > 2 * VALUES + 2 * MAX_MOTORS:
        raise Wrong(where, f"is above the {2 * VALUES} values that a table may have")
    times.append(t)
    for (kind, n), row, cell in zip(columns, rows, cells[1:], strict=True):
        row.append(_number(cell, where, kind, 1 if kind == "m" else MAX_HZ, n))


def _number(cell: str, where: str, name: str, high: float, number: int | str = "") -> float:
    try:
        value = float(cell) if len(cell) <= 40 else math.nan
    except ValueError:
        value = math.nan
    if not 0 <= value <= high:
        raise Wrong(where, f"has {name}{number} {cell[:20]!a}; it must be a number from 0 to {high:g}")
    return value


def _track(times: Sequence[int], levels: Sequence[float], carriers: Sequence[int]) -> Track:
    return tidy([Breakpoint(t, v, hz) for t, v, hz in zip(times, levels, carriers, strict=True)])
