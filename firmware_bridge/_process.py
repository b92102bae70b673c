"""A session in a process of its own: what Python does in this one cannot delay it.

::

    Bridge -> ProcessSession ==orders==> _process_child: Session -> link
                             <=reports==

One order at a time, each answered; events come in between, in order. The child stops the motors and ends when its
orders end, however this process ended; if the child itself dies, the device's dead-man does it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from lexicon import Layout, Timeline

from ._clock import ScaledClock
from ._events import BridgeEvent, LinkDown, Stopped
from ._mail import take
from ._playable import Health
from ._player import Admission
from ._process_pipe import Report, State, read_pickled, write_pickled
from ._uri import DeviceUri
from .errors import BridgeError, BridgeReason, LinkLost

ANSWER_S = 3.0
"""How long an order may take: a thousand times what it does, and as long as leaving takes."""
OPEN_S = 60.0
"""How long opening may take: a scan, two tries to connect, and a board that starts anew."""
END_S = 4.0
"""How long the child is waited for: it confirms rest first."""
_CHILD = "import sys; sys.path[:] = {paths!r}; from firmware_bridge._process_child import main; main()"


class ProcessSession:
    """What `Bridge` plays on, as `Playable` says; it is its own way to the device too, and is closed with it."""

    def __init__(self, device: DeviceUri, clock: ScaledClock, *, max_level: float, watch: bool) -> None:
        """Say what to open; nothing is started yet."""
        self._opening = (str(device), max_level, watch, clock.zero_ns)
        self._state = State(Layout(()), max_level=max_level)
        self._events: deque[BridgeEvent] = deque()
        self._replies: SimpleQueue[Report] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._mail: SimpleQueue[None] = SimpleQueue()
        self._ended: LinkLost | None = None
        """Why the child is no more."""

    def open(self, mail: SimpleQueue[None]) -> None:
        """Start the child and let it open the device; ``mail`` is woken whenever it said something.

        Raises what `open_bridge` raises, and `LinkLost` when the child ends before it has opened anything.
        """
        self._mail = mail
        # As here, but for the current folder, whose files are nobody's business.
        paths = [str(Path(__file__).parents[1]), *filter(None, sys.path)]
        # A session of its own: Ctrl-C is for the runtime, which still has a stop to send.
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-I", "-c", _CHILD.format(paths=paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
        threading.Thread(target=self._read, args=(self._process,), name="bridge process", daemon=True).start()
        try:
            self._call(*self._opening, timeout_s=OPEN_S)
            if self._ended is not None:
                raise self._ended
        except BaseException:
            self.close()
            raise

    @property
    def layout(self) -> Layout:
        """The device's motors."""
        return self._state.layout

    @property
    def lost(self) -> BridgeError | None:
        """Why the device is out of reach: its link is down, or the child is no more."""
        return self._state.lost or self._ended

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        return self._state.idle or self._ended is not None

    @property
    def max_level(self) -> float:
        """The cap that is in force."""
        return self._state.max_level

    @property
    def played_ms(self) -> int:
        """How long programs that have ended or were stopped were playing, in all."""
        return self._state.played_ms

    @property
    def stretched_ms(self) -> int:
        """How much programs were delayed, in all."""
        return self._state.stretched_ms

    @property
    def late(self) -> int:
        """Envelopes that reached the device after they should have begun."""
        return self._state.late

    @property
    def health(self) -> Health:
        """How good the way to the device is."""
        return self._state.health

    def prepare(self, timeline: Timeline) -> None:
        """The child does the work."""

    def begin(self, program_id: int) -> Admission:
        """As `Session.begin`."""
        if self.lost:
            raise self.lost
        return Admission(self._call("begin", program_id) or Admission.REFUSED)

    def append(self, program_id: int, onset_ms: int, timeline: Timeline, now_ms: float) -> bool:  # noqa: ARG002
        """As `Session.append`."""
        return bool(self._call("append", program_id, onset_ms, timeline))

    def end(self, program_id: int, duration_ms: int, now_ms: float) -> bool:  # noqa: ARG002
        """As `Session.end`."""
        return bool(self._call("end", program_id, duration_ms))

    def cancel(self, program_id: int, reason: str, now_ms: float) -> bool:  # noqa: ARG002
        """As `Session.cancel`."""
        return bool(self._call("cancel", program_id, reason))

    def stop(self, reason: str, now_ms: float, *, quiet: bool = False) -> None:  # noqa: ARG002
        """As `Session.stop`."""
        self._call("stop", reason, quiet)

    def advance(self, now_ms: float) -> None:
        """Nothing is due here: the child has a clock."""

    def next_deadline(self) -> None:
        """Nothing is due here."""

    def take_events(self) -> list[BridgeEvent]:
        """Return what the child told since the last call."""
        return [self._events.popleft() for _ in range(len(self._events))]

    def close(self) -> None:
        """Let the child bring the motors to rest and end; within 5 s."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        for wait_s, harder in ((END_S, process.terminate), (0.5, process.kill), (0.5, process.kill)):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(wait_s)
                break
            harder()

    def _call(self, *order: Any, timeout_s: float = ANSWER_S) -> Any:
        """Give an order and wait for its answer; None once the child is no more. Raises what the child answered."""
        process = self._process
        if process is None or process.stdin is None or self._ended is not None:
            return None
        try:
            write_pickled(process.stdin, order)
            report = take(self._replies, timeout_s)
        except Empty:
            process.kill()  # it hangs: the device's dead-man brings the motors to rest
            self._lose("does not answer")
            return None
        except OSError:
            return None  # the reader says why
        if isinstance(report.reply, BaseException):
            raise report.reply
        return report.reply

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as stream, contextlib.suppress(OSError):
            while (batch := read_pickled(stream)) is not None:
                for report in batch:
                    self._state = report.state
                    self._events.extend(report.events)
                    if report.answers:
                        self._replies.put(report)
                self._mail.put(None)
        self._lose("ended")

    def _lose(self, how: str) -> None:
        if self._ended is None:
            self._ended = LinkLost(
                f"The process that plays on the device {how}.",
                hint="Connect again, or leave process=own out of the device string.",
                reason=BridgeReason.DROPPED,
            )
            if self._state.lost is None:
                self._events += [LinkDown(str(self._ended)), Stopped("link_lost")]
        self._replies.put(Report(None, self._state))
        self._mail.put(None)
