"""When motors move against when they were planned to, beside a loop that sleeps from level to level."""

from __future__ import annotations

import time
from dataclasses import dataclass

from firmware_bridge import Level, Started, open_bridge
from lexicon import Composer, Ended, Parser, Program, Step, Timeline, compile_step

BLOCK = (
    "[begin_haptics][spark][i2][pat_tap][m1][t250ms][rest_250ms][focus][pat_pulse][m_right][t500ms]"
    "[calm][pat_wave][m_all][t1s][rest_500ms][seq_repeat_2][end_haptics]"
)
REPEATS = 4
EDGE = 0.1
"""A level that jumps by so much is an edge: when it comes can be told to the tick."""


@dataclass(frozen=True, slots=True)
class TouchRow:
    """How late motors moved, in ms; ours and theirs."""

    name: str
    unit: str
    ours: float
    theirs: float
    ratio: float


def bench_touch(repeats: int = REPEATS) -> list[TouchRow]:
    """Play a block ``repeats`` times in real time, both ways in turn, and compare every level with its plan."""
    program = _program()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(repeats):
        ours += _played(program)
        theirs += _slept(program)
    return [
        _row("lateness, median", ours, theirs, 0.5),
        _row("lateness, 99th percentile", ours, theirs, 0.99),
        _row("lateness, worst", ours, theirs, 1.0),
    ]


def _program() -> Program:
    parser, composer = Parser(), Composer()
    events = parser.feed(BLOCK) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    return next(change.program for change in changes if isinstance(change, Ended))


def _steps(program: Program) -> list[tuple[Step, Timeline]]:
    return [(step, compile_step(step)) for step in program.steps]


def _edges(program: Program) -> list[float]:
    """When levels jump, in ms from the program's zero."""
    found: set[float] = set()
    for step, timeline in _steps(program):
        for track in timeline.tracks:
            for before, after in zip(track, track[1:], strict=False):
                if before.t_ms == after.t_ms and abs(after.level - before.level) > EDGE:
                    found.add(float(step.onset_ms + after.t_ms))
            if track and track[0].level > EDGE:
                found.add(float(step.onset_ms + track[0].t_ms))
    return sorted(found)


def _played(program: Program) -> list[float]:
    """Lateness of every edge that the simulated device reports, by its own clock."""
    zero: list[float] = []
    moved: list[float] = []

    def on_event(event: object) -> None:
        if isinstance(event, Started):
            zero.append(event.t_device_ms)
        elif isinstance(event, Level):
            moved.append(event.t_device_ms)

    with open_bridge("mock:", on_event=on_event) as bridge:
        bridge.begin(program.id)
        for step, timeline in _steps(program):
            bridge.append(program.id, step.onset_ms, timeline)
        bridge.end(program.id, program.duration_ms)
        bridge.drained()
    due = [zero[0] + t_ms for t_ms in _edges(program)]
    return [min(t_ms for t_ms in moved if t_ms >= edge_ms) - edge_ms for edge_ms in due]


def _slept(program: Program) -> list[float]:
    """The same edges by a loop that sleeps for the time to the next one, as other software does."""
    start = time.perf_counter()
    late, before = [], 0.0
    for t_ms in _edges(program):
        time.sleep(max(0.0, t_ms - before) / 1000)
        before = t_ms
        late.append((time.perf_counter() - start) * 1000 - t_ms)
    return late


def _row(name: str, ours: list[float], theirs: list[float], share: float) -> TouchRow:
    a, b = (sorted(values)[min(len(values) - 1, int(share * len(values)))] for values in (ours, theirs))
    return TouchRow(name, "ms", round(a, 3), round(b, 3), round(b / max(a, 1e-3), 1))
