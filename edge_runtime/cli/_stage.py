"""What every playing command sets up and takes down: signals, the record, the screen and the bridge."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from edge_runtime import __version__
from edge_runtime.engines import Finish
from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.trace import Recorder, Sink, TraceFile, line
from firmware_bridge import Bridge, Callback, Clock, DeviceStringError, make_clock, open_bridge
from firmware_bridge.errors import BridgeReason

if TYPE_CHECKING:
    from edge_runtime.adapters import Adaptation

INPUT_MAX_BYTES = 1024 * 1024
"""More than this on standard input or in a file is no prompt and no pattern."""


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


@contextmanager
def signals(on_interrupt: Callable[[], object]) -> Iterator[None]:
    """Let SIGINT, SIGTERM and SIGHUP call ``on_interrupt`` and leave through every ``with`` on the way out."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        on_interrupt()
        sys.exit(130 if number == signal.SIGINT else 128 + number)

    with handling(leave):
        yield


@contextmanager
def handling(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let ``handler`` take SIGINT, SIGTERM and SIGHUP, but those that whoever started us wants ignored (`nohup`)."""
    numbers = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    wanted = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = [(number, signal.signal(number, handler)) for number in wanted]
    try:
        yield
    finally:
        for number, old in before:
            signal.signal(number, old)


def read_text(source: str) -> str:
    """Return the text of a file, or of standard input for ``-``. Raises InputUnusable."""
    name = "standard input" if source == "-" else source
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(INPUT_MAX_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(INPUT_MAX_BYTES + 1)
    except OSError as error:
        raise InputUnusable(
            f"{name} cannot be read: {error.strerror}.",
            hint="Give a file that exists, or the text itself.",
            reason=EngineReason.NOT_READABLE,
        ) from error
    if len(raw) > INPUT_MAX_BYTES:
        raise InputUnusable(
            f"{name} holds more than {INPUT_MAX_BYTES // 1024} KiB.",
            hint="Give a shorter text.",
            reason=EngineReason.BAD_INPUT,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputUnusable(
            f"{name} is not UTF-8 text (byte {error.start} is 0x{raw[error.start]:02x}).",
            hint="Give plain text.",
            reason=EngineReason.BAD_INPUT,
        ) from error
    if "\0" in text:
        raise InputUnusable(f"{name} holds binary data.", hint="Give plain text.", reason=EngineReason.BAD_INPUT)
    return text


def need_text(text: str, what: str) -> str:
    """Return ``text`` unless it is blank. Raises InputUnusable."""
    if not text.strip():
        raise InputUnusable(
            f"The {what} is empty.",
            hint="Write some words, or - to read them from standard input.",
            reason=EngineReason.PROMPT_EMPTY,
        )
    return text


def _print_event(event: dict[str, Any]) -> None:
    sys.stdout.write(line(event))
    sys.stdout.flush()
