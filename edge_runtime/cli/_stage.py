"""What every playing command sets up and takes down: signals, the record, the screen and the bridge."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_runtime import __version__
from edge_runtime.trace import Recorder, Sink, TraceFile, line
from firmware_bridge import Bridge, Callback, Clock, DeviceStringError, make_clock, open_bridge
from firmware_bridge.errors import BridgeReason

if TYPE_CHECKING:
    from edge_runtime.adapters import Adaptation
    from edge_runtime.engines import Finish


@contextmanager
def open_sinks(trace: Path | None, *, json: bool) -> Iterator[list[Sink]]:
    """Give what takes events to ``trace`` and, with ``json``, to stdout.

    Raises TraceFailed at once when the file cannot be opened, at the end when it could not be written on.
    """
    with ExitStack() as stack:
        file = None if trace is None else stack.enter_context(TraceFile(trace))
        yield ([file.write] if file else []) + ([_print_event] if json else [])
    if file is not None and file.failure is not None:
        raise file.failure


@contextmanager
def recording(trace: Path | None, *, json: bool) -> Iterator[Recorder]:
    """Give a recorder that writes to ``trace`` and, with ``json``, to stdout. Raises as `open_sinks`."""
    with open_sinks(trace, json=json) as sinks, Recorder(*sinks) as record:
        yield record
    if record.failure is not None:
        raise record.failure


class Ending:
    """Writes the trace's last line, whatever ends the run."""

    def __init__(self, record: Recorder) -> None:
        self.finish: Finish | None = None
        """Of the last answer."""
        self.tokens = 0
        self.blocks = 0
        self.played_ms = 0
        """By bridges that were let go."""
        self.bridge: Bridge | None = None
        """The one in use."""
        self._record = record

    def add(self, finish: Finish, blocks: int) -> None:
        """Count one answer."""
        self.finish = finish
        self.tokens += finish.tokens
        self.blocks += blocks

    def __enter__(self) -> Ending:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Record how it ended."""
        finish = self.finish
        if kind is None:
            reason: str = finish.reason if finish else "stop"
        else:
            reason = "interrupted" if issubclass(kind, (SystemExit, KeyboardInterrupt)) else "error"
        self._record(
            "end",
            reason=reason,
            tokens=self.tokens,
            prompt_tokens=finish.prompt_tokens if finish else 0,
            ttft_ms=round(finish.ttft_ms, 2) if finish else None,
            tok_per_s=round(finish.tok_per_s, 1) if finish else None,
            blocks=self.blocks,
            played_ms=self.played_ms + (self.bridge.played_ms if self.bridge else 0),
        )


def record_session(
    record: Recorder,
    *,
    device: str,
    haptics: bool,
    model: str | None = None,
    backend: str | None = None,
    preset: str | None = None,
    seed: int | None = None,
    voice: Adaptation | None = None,
) -> None:
    """Record the trace's first line."""
    record(
        "session",
        version=__version__,
        model=model,
        backend=backend,
        device=device,
        haptics=haptics,
        preset=preset,
        seed=seed,
        emotion=str(voice.emotion) if voice and voice.emotion else None,
        adapters=list(voice.names) if voice else [],
    )


def bridge_for(device: str, time_scale: float, max_level: float, watcher: Callback) -> Bridge:
    """Open ``device``; raises what `open_bridge` raises."""
    return open_bridge(device, clock=clock_for(time_scale), max_level=max_level, on_event=watcher)


def clock_for(time_scale: float) -> Clock | None:
    """Make the clock for ``--time-scale``; None for the wall's own. Raises DeviceStringError."""
    try:
        return None if time_scale == 1.0 else make_clock(time_scale)
    except ValueError as error:
        raise DeviceStringError(
            f"Time cannot run {time_scale:g} times as fast.",
            hint="Give --time-scale a number from 0.",
            reason=BridgeReason.TIME_SCALE,
        ) from error


def _print_event(event: dict[str, Any]) -> None:
    sys.stdout.write(line(event))
    sys.stdout.flush()
