"""The trace: what happened, one JSON object a line, complete and closed whatever ends the run."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from firmware_bridge.errors import HapticsError

from .errors import EngineReason, TraceFailed

Sink = Callable[[dict[str, Any]], None]
"""Takes one event, already stamped."""


class Recorder:
    """Stamps events with the time since the start and hands them to its sinks, one at a time, from any thread."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._lock = threading.Lock()
        self._sinks: list[Sink] = []

    def add(self, sink: Sink) -> None:
        """Send every later event to ``sink`` too."""
        with self._lock:
            self._sinks.append(sink)

    def __call__(self, kind: str, **fields: Any) -> None:
        """Record one event of the contract's kinds."""
        with self._lock:
            event = {"t_ms": round((time.monotonic() - self._start) * 1000, 3), "kind": kind, **fields}
            for sink in self._sinks:
                sink(event)


def line(event: dict[str, Any]) -> str:
    """One event as a line of JSON."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"


class TraceFile:
    """Writes events to a file. A disk that is full ends the writing, not the answer; `failure` then says so."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` anew; raises TraceFailed when that cannot be done."""
        self.path = path
        self.failure: HapticsError | None = None
        try:
            self._file: IO[str] = path.open("w", encoding="utf-8", errors="backslashreplace", buffering=1)
        except OSError as error:
            raise self._failed(error) from error

    def write(self, event: dict[str, Any]) -> None:
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

    def _failed(self, error: OSError | ValueError) -> HapticsError:
        why = getattr(error, "strerror", None) or str(error)
        return TraceFailed(
            f"the trace {self.path} cannot be written: {why}",
            hint="Choose another place with --trace, or make room.",
            reason=EngineReason.TRACE_FAILED,
        )
