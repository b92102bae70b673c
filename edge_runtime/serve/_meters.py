"""What is measured while it runs, in the words of Prometheus."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

from firmware_bridge import BridgeEvent, Late, Level, LinkDown, Started, Stopped
from lexicon import Timeline

SOONEST_LEVEL = 1 / 255
"""The weakest level that a device can report."""
PERSON = "person"
"""The reason of a stop that is counted where it is asked for."""
PLANS_MAX = 64
"""Programs that are remembered, the last ones: one plays and one waits."""


class Meters:
    """Counters and histograms of one server; `take` and `plan` may be called from any thread."""

    def __init__(self) -> None:
        """Begin at 0."""
        self.registry = CollectorRegistry()
        short = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
        self.first_piece = Histogram(
            "edge_haptics_first_piece_seconds",
            "From the begin of an answer to its first piece.",
            buckets=short,
            registry=self.registry,
        )
        self.pieces = Histogram(
            "edge_haptics_pieces_per_second",
            "Tokens after the first one by their time.",
            buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000),
            registry=self.registry,
        )
        self.onset_error = Histogram(
            "edge_haptics_onset_error_seconds",
            "From the planned onset of a program to the first level that the device reports.",
            buckets=(-0.01, -0.002, 0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5),
            registry=self.registry,
        )
        self.late = Counter("edge_haptics_late", "Envelopes that came after their time.", registry=self.registry)
        self.stops = Counter("edge_haptics_stops", "Stops by their reason.", ["reason"], registry=self.registry)
        self.answers = Counter("edge_haptics_answers", "Answers by how they ended.", ["finish"], registry=self.registry)
        self.refused = Counter("edge_haptics_refused", "Requests refused, by code.", ["code"], registry=self.registry)
        self._due: OrderedDict[int, float | None] = OrderedDict()
        """When each program is first felt, counted from its zero; None for those that have begun."""
        self._awaited_ms: float | None = None
        self._moving = False

    def gauge(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Let a gauge be read from ``value`` when somebody asks."""
        Gauge(name, help_text, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self.registry)

    def plan(self, program_id: int, onset_ms: int, timeline: Timeline) -> None:
        """Remember when the first step of a program is first felt."""
        felt_ms = first_felt_ms(timeline)
        if program_id in self._due or felt_ms is None:
            return
        self._due[program_id] = onset_ms + felt_ms
        if len(self._due) > PLANS_MAX:
            self._due.popitem(last=False)

    def take(self, event: BridgeEvent) -> None:
        """Measure one event of the bridge."""
        if isinstance(event, Level):
            moving = any(event.levels)
            if moving and not self._moving and self._awaited_ms is not None:
                self.onset_error.observe((event.t_device_ms - self._awaited_ms) / 1000)
                self._awaited_ms = None
            self._moving = moving
        elif isinstance(event, Started):
            due_ms = self._due.get(event.program_id)
            self._due[event.program_id] = None
            # A program that follows another without a rest has no onset that can be told.
            self._awaited_ms = None if due_ms is None or self._moving else event.t_device_ms + due_ms
        elif isinstance(event, Late):
            self.late.inc(event.count)
        elif isinstance(event, Stopped):
            if event.reason != PERSON:
                self.stops.labels(event.reason).inc()
            if event.program_id is None:
                self._forget()
            elif self._due.pop(event.program_id, None) is None:
                self._awaited_ms = None  # it has begun
        elif isinstance(event, LinkDown):
            self._forget()
            self._moving = False

    def _forget(self) -> None:
        self._due.clear()
        self._awaited_ms = None


def first_felt_ms(timeline: Timeline) -> float | None:
    """When a device first reports a level above 0; None when it never does."""
    found: list[float] = []
    for track in timeline.tracks:
        for a, b in zip(track, track[1:], strict=False):
            if a.level >= SOONEST_LEVEL:
                found.append(float(a.t_ms))
                break
            if b.level >= SOONEST_LEVEL and b.t_ms > a.t_ms:
                share = (SOONEST_LEVEL - a.level) / (b.level - a.level)
                found.append(a.t_ms + share * (b.t_ms - a.t_ms))
                break
    return min(found, default=None)
