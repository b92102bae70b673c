"""When motors move against when they were planned to, beside a loop that sleeps from level to level."""

from __future__ import annotations

import time
from dataclasses import dataclass

from firmware_bridge import Level, Started, open_bridge
from lexicon import Composer, Ended, Frame, Parser, Program, Step, compile_step, frames

BLOCK = (
    "[begin_haptics][spark][i2][pat_tap][m1][t250ms][rest_250ms][focus][pat_pulse][m_right][t500ms]"
    "[calm][pat_wave][m_all][t1s][rest_500ms][seq_repeat_2][end_haptics]"
)
REPEATS = 4
Move = tuple[float, tuple[float, ...]]
"""When, and what the motors do from then on."""


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


def _steps(program: Program) -> list[tuple[Step, tuple[Frame, ...]]]:
    return [(step, frames(compile_step(step))) for step in program.steps]


def _played(program: Program) -> list[float]:
    """Lateness of every level that the simulated device reports, by its own clock."""
    zero: list[int] = []
    moved: list[Move] = []

    def on_event(event: object) -> None:
        if isinstance(event, Started):
            zero.append(event.t_device_ms)
        elif isinstance(event, Level):
            moved.append((event.t_device_ms, event.levels))

    steps = _steps(program)
    with open_bridge("mock:", on_event=on_event) as bridge:
        bridge.begin(program.id)
        for step, shape in steps:
            bridge.append(program.id, step.onset_ms, shape)
        bridge.end(program.id, program.duration_ms)
        bridge.drained()
    plan = [(float(zero[0] + step.onset_ms + frame.t_ms), frame.levels) for step, shape in steps for frame in shape]
    return _lateness(plan, moved)


def _slept(program: Program) -> list[float]:
    """The same levels by a loop that sleeps for the time to the next one, as other software does."""
    plan = [float(step.onset_ms + frame.t_ms) for step, shape in _steps(program) for frame in shape]
    start = time.perf_counter()
    late, before = [], 0.0
    for t_ms in plan:
        time.sleep(max(0.0, t_ms - before) / 1000)
        before = t_ms
        late.append((time.perf_counter() - start) * 1000 - t_ms)
    return late


def _lateness(plan: list[Move], moved: list[Move]) -> list[float]:
    """How late each move is against the next planned one with its levels; planned ones without a move were skipped."""
    found: list[float] = []
    coming = iter(plan)
    for t_ms, levels in moved:
        due_ms = next((due for due, planned in coming if planned == levels), None)
        if due_ms is not None:
            found.append(t_ms - due_ms)
    return found


def _row(name: str, ours: list[float], theirs: list[float], share: float) -> TouchRow:
    a, b = (sorted(values)[min(len(values) - 1, int(share * len(values)))] for values in (ours, theirs))
    return TouchRow(name, "ms", round(a, 3), round(b, 3), round(b / max(a, 1e-3), 1))
