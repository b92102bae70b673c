"""The trace: what happened, one JSON object a line, complete and closed whatever ends the run."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any

from edge_runtime.errors import EngineReason, TraceFailed

Event = dict[str, Any]
Sink = Callable[[Event], None]
"""Takes one event, already stamped; an OSError that it raises ends this sink alone."""
Record = Callable[..., None]
"""Records one event: its kind, then its fields by name. A `Recorder` is one."""

FLUSH_WAIT_S = 5.0
"""How long leaving waits for the sinks; a reader of stdout that has stalled may not keep the person."""


class Recorder:
    """Stamps events with the time since the start; its own thread hands them to the sinks, in order.

    Calling it only puts the event into a queue: it never waits, from any thread and inside a signal handler. Use it
    as a context manager; leaving it writes what is left.
    """

    def __init__(self, *sinks: Sink) -> None:
        self.failure: OSError | None = None
        """The first error of a sink."""
        self._start = time.monotonic()
        self._sinks = list(sinks)
        self._queue: SimpleQueue[Event | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="edge-haptics-trace", daemon=True)

    def __call__(self, kind: str, **fields: Any) -> None:
        """Record one event of the contract's kinds."""
        self._queue.put({"t_ms": self.now_ms(), "kind": kind, **fields})

    def now_ms(self) -> float:
        """Give the time since the start, as events are stamped with it."""
        return round((time.monotonic() - self._start) * 1000, 3)

    def __enter__(self) -> Recorder:
        self._writer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._queue.put(None)
        self._writer.join(FLUSH_WAIT_S)

    def _write(self) -> None:
        last_ms = 0.0
        while (event := self._queue.get()) is not None:
            # Two threads may stamp and queue crosswise; a trace never goes back in time.
            last_ms = event["t_ms"] = max(last_ms, event["t_ms"])
            for sink in tuple(self._sinks):
                try:
                    sink(event)
                except OSError as failure:
                    self._sinks.remove(sink)
                    self.failure = self.failure or failure


def line(event: Event) -> str:
    """One event as a line of JSON, in ASCII: whatever a model wrote cannot steer the terminal that shows it."""
    return json.dumps(event, separators=(",", ":")) + "\n"


class TraceFile:
    """Writes events to a file. A disk that is full ends the writing, not the answer; `failure` then says so."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` anew; raises TraceFailed when that cannot be done."""
        self.path = path
        self.failure: TraceFailed | None = None
        try:
            self._file: IO[str] = path.open("w", encoding="ascii", buffering=1)
        except (OSError, ValueError) as error:
            raise self._failed(error) from error

    def write(self, event: Event) -> None:
        """Append one event."""
        if self.failure is None:
            try:
                self._file.write(line(event))
            except (OSError, ValueError) as error:
                self.failure = self._failed(error)

    def __enter__(self) -> TraceFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        try:
            self._file.close()
        except OSError as close_error:
            self.failure = self.failure or self._failed(close_error)

    def _failed(self, error: OSError | ValueError) -> TraceFailed:
        why = getattr(error, "strerror", None) or str(error)
        return TraceFailed(
            f"The trace {self.path} cannot be written: {why}.",
            hint="Choose another place with --trace, or make room.",
            reason=EngineReason.TRACE_FAILED,
        )
