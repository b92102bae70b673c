"""When motors of the real firmware move against the plan, beside software that sends each level at its time.

The times are the device's own, from its log. The host-timed way has the same firmware, links and jitter, and a thread
that sleeps until an edge is due and sends it then.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
import threading
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_runtime.agent import Agent
from edge_runtime.bench_rig import LEVEL, Edge, Rig, busy_cores, play_held_up, play_host_timed, play_planned
from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, Engine, Finish, Piece, open_engine, sampling_for
from edge_runtime.prompts import system_text
from edge_runtime.screen import PlainScreen
from edge_runtime.trace import Recorder
from lexicon import Breakpoint, Limits, Timeline

MOTORS = 4
PERIOD_MS = 120
"""Each motor is on for `ON_MS`, then off."""
ON_MS = 60
STAGGER_MS = 20
"""From one motor's edge to the next one's."""
CYCLES_A_STEP = 5
STEPS = {False: 15, True: 2}
"""300 edges, or 40 when it is to be quick."""
DECODE_S = {False: 18.0, True: 2.0}
"""How long the model answers, one answer at least."""
EARLY_MS = 20.0
"""An edge that comes sooner than this belongs to the one before."""
PROMPTS = (
    "I am nervous about my exam",
    "Help me fall asleep",
    "I had a good day and want to feel it",
    "Tell me slowly how to rest after a long day, and let me feel it",
)
TRACK = 0x10
"""The packet that begins a track."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One figure: ours, theirs, and how many times better ours is."""

    name: str
    unit: str
    ours: float
    theirs: float | None
    """None where the other way has nothing of the kind."""
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Condition:
    """What lies between host and motor."""

    name: str
    interval_ms: float = 0.0
    jitter_ms: float = 0.0
    busy: bool = False


WIRED = (Condition("wire, idle"), Condition("wire, every core busy", busy=True))
RADIOS = tuple(Condition(f"radio {ms:g} ms", interval_ms=ms, jitter_ms=30.0) for ms in (7.5, 15.0, 30.0, 48.75))


def bench_link(model: str | os.PathLike[str] | None = None, *, quick: bool = False) -> list[LinkRow]:
    """Measure all rows; half a minute when ``quick``, else two minutes.

    Raises EngineMissing, ModelNotFound, ModelRefused, DeviceNotFound (no compiler), LinkLost.
    """
    path, entry = find_model(None if model is None else os.fspath(model))
    engine = open_engine(path)
    try:
        rows = token_rows(engine, system_text(entry, haptics=True), decode_s=DECODE_S[quick])
    finally:
        engine.close()
    found = [row for condition in WIRED for row in onset_rows([condition], steps=STEPS[quick])]
    return found + onset_rows(RADIOS, steps=STEPS[quick]) + apart_rows(steps=STEPS[quick]) + rows


def onset_rows(conditions: Sequence[Condition], *, steps: int) -> list[LinkRow]:
    """Play ``steps`` steps under all ``conditions`` at once, first our way, then the other, and compare."""
    play = [step() for _ in range(steps)]
    edges = planned(steps)
    cores = busy_cores() if any(condition.busy for condition in conditions) else nullcontext()

    def ours(condition: Condition, log: Path) -> list[float]:
        with Rig(log, interval_ms=condition.interval_ms, jitter_ms=condition.jitter_ms) as rig:
            zero_ms = play_planned(rig, play)
        return onset_errors(_rises(log), edges, zero_ms)

    def theirs(condition: Condition, log: Path) -> list[float]:
        with Rig(log, interval_ms=condition.interval_ms, jitter_ms=condition.jitter_ms) as rig:
            zero_ms = play_host_timed(rig, edges)
        return onset_errors(_rises(log), edges, zero_ms)

    with tempfile.TemporaryDirectory() as name, cores, ThreadPoolExecutor(len(conditions)) as threads:
        folder, numbers = Path(name), range(len(conditions))
        a = list(threads.map(ours, conditions, [folder / f"ours-{number}" for number in numbers]))
        b = list(threads.map(theirs, conditions, [folder / f"theirs-{number}" for number in numbers]))
    rows: list[LinkRow] = []
    for condition, errors, others in zip(conditions, a, b, strict=True):
        rows += [
            _row(f"{condition.name}: onset, median", errors, others, 0.5),
            _row(f"{condition.name}: onset, 99th percentile", errors, others, 0.99),
            _row(f"{condition.name}: onset, worst", errors, others, 1.0),
        ]
    return rows


def apart_rows(*, steps: int) -> list[LinkRow]:
    """While this Python is held up again and again: a bridge in a process of its own, and one that is a thread here.

    Raises `BridgeError` where even the first is lost; one that is lost while it plays has played nothing from then on.
    """
    edges = planned(steps)
    found: list[list[float]] = []
    for process in ("own", "this"):
        with tempfile.TemporaryDirectory() as name:
            log = Path(name) / "levels"
            zero_ms = play_held_up(f"sim:?log={log}&process={process}", [step() for _ in range(steps)])
            found.append(onset_errors(_rises(log), edges, zero_ms))
    ours, theirs = found
    return [
        _row("busy Python, own process: onset, median", ours, theirs, 0.5),
        _row("busy Python, own process: onset, 99th percentile", ours, theirs, 0.99),
        _row("busy Python, own process: onset, worst", ours, theirs, 1.0),
    ]


def planned(steps: int) -> list[Edge]:
    """When motors start to move in ``steps`` steps, in order."""
    return [
        Edge(cycle * PERIOD_MS + motor * STAGGER_MS, motor)
        for cycle in range(steps * CYCLES_A_STEP)
        for motor in range(MOTORS)
    ]


def rises(lines: Iterable[str]) -> list[list[float]]:
    """For each motor, when it came from 0 to more, in ms, from the lines of a device's log."""
    found: list[list[float]] = [[] for _ in range(MOTORS)]
    before = [0.0] * MOTORS
    for line in lines:
        event = json.loads(line)
        for motor, level in enumerate(event["levels"]):
            if level > 0 and before[motor] == 0:
                found[motor].append(event["t_us"] / 1000)
        before = event["levels"]
    return found


def onset_errors(moved: Sequence[Sequence[float]], edges: Sequence[Edge], zero_ms: float) -> list[float]:
    """How far from its planned time each edge came, in ms; `PERIOD_MS` for one that never came."""
    found = []
    for t_ms, motor in edges:
        due_ms, times = zero_ms + t_ms, moved[motor]
        at = bisect_left(times, due_ms - EARLY_MS)
        came = at < len(times) and times[at] < due_ms - EARLY_MS + PERIOD_MS
        found.append(abs(times[at] - due_ms) if came else float(PERIOD_MS))
    return found


def token_rows(engine: Engine, system: str, *, decode_s: float) -> list[LinkRow]:
    """How long after the engine gave a step's last piece the step's track was on the wire, while the model decodes.

    Between are the engine's thread and ours, the parser, the player and the encoder; a wire takes a frame in the call
    that sends it. Theirs is a reader that waits for the end of the block. Steps that are far ahead are kept back on
    purpose, and are not counted; no rows where the model plays nothing. Raises what the engine raises, `BridgeError`.
    """
    watch = Stopwatch()
    with Rig() as rig:
        rig.link.on_send = watch.sent
        bridge, _ = rig.bridge()
        with bridge:
            agent = Agent(Overheard(engine, watch), sampling_for(), lambda _on: system, watch, Limits(), bridge, seed=1)
            until_s = time.monotonic() + decode_s
            while not agent.answers or time.monotonic() < until_s:
                agent.history = None
                agent.answer(PROMPTS[agent.answers % len(PROMPTS)], PlainScreen(silent=True), Cancel())
                watch.rest()
                bridge.stop("bench")
                bridge.drained()
    if not watch.waits_ms:
        return []
    return [
        _row("token to wire, median", watch.waits_ms, watch.blocks_ms, 0.5),
        _row("token to wire, 99th percentile", watch.waits_ms, watch.blocks_ms, 0.99),
        LinkRow("token to wire, steps", "", len(watch.waits_ms), len(watch.blocks_ms), None),
    ]


class Overheard:
    """An engine whose pieces are timed as they leave it."""

    def __init__(self, engine: Engine, watch: Stopwatch) -> None:
        self._engine, self._watch = engine, watch
        self.info, self.close = engine.info, engine.close

    def generate(self, *messages: Any, **options: Any) -> Iterator[Piece | Finish]:
        """Do as the engine does."""
        for item in self._engine.generate(*messages, **options):
            if isinstance(item, Piece):
                self._watch.left()
            yield item


class Stopwatch(Recorder):
    """Takes the place of the record: knows when a piece came, and whether a track left while it was performed."""

    def __init__(self) -> None:
        super().__init__()
        self.waits_ms: list[float] = []
        """From a piece to its track."""
        self.blocks_ms: list[float] = []
        """From such a piece to the end of its block."""
        self._left: deque[float] = deque()
        """When pieces left the engine that nobody has performed yet."""
        self._fed_s: float | None = None
        self._thread: int | None = None
        self._open: list[float] = []

    def __call__(self, kind: str, **fields: Any) -> None:  # noqa: ARG002
        """Take one event; nothing is written."""
        now_s = time.perf_counter()
        if kind == "piece":
            self._fed_s = self._left.popleft() if self._left else now_s
            self._thread = threading.get_ident()
        elif kind == "program":
            self.blocks_ms += [(now_s - fed_s) * 1000 for fed_s in self._open]
            self._open.clear()

    def left(self) -> None:
        """A piece is there, in whatever thread."""
        self._left.append(time.perf_counter())

    def sent(self, packet: bytes) -> None:
        """Take a packet that was handed to the link; those of other threads were kept back until they were due."""
        if packet[0] == TRACK and self._fed_s is not None and threading.get_ident() == self._thread:
            self.waits_ms.append((time.perf_counter() - self._fed_s) * 1000)
            self._open.append(self._fed_s)
            self._fed_s = None

    def rest(self) -> None:
        """The answer is over: what is sent now belongs to no piece."""
        self._fed_s = None
        self._open.clear()
        self._left.clear()


def step() -> Timeline:
    """`CYCLES_A_STEP` cycles of short holds on each motor."""
    tracks = []
    for motor in range(MOTORS):
        track: list[Breakpoint] = []
        for cycle in range(CYCLES_A_STEP):
            on_ms = cycle * PERIOD_MS + motor * STAGGER_MS
            for t_ms, before, after in ((on_ms, 0.0, LEVEL), (on_ms + ON_MS, LEVEL, 0.0)):
                track += [Breakpoint(t_ms, before, 170), Breakpoint(t_ms, after, 170)]
        tracks.append(tuple(track))
    return Timeline(tuple(tracks), CYCLES_A_STEP * PERIOD_MS)


def _rises(log: Path) -> list[list[float]]:
    return rises(log.read_text(encoding="ascii").splitlines())


def _row(name: str, ours: list[float], theirs: list[float], share: float) -> LinkRow:
    a = share_of(ours, share)
    b = share_of(theirs, share) if theirs else None
    return LinkRow(name, "ms", round(a, 3), None if b is None else round(b, 3), b and round(b / max(a, 1e-3), 1))


def share_of(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that ``share`` of them (0 to 1) do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
