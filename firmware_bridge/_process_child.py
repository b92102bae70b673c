"""The other end of `ProcessSession`: one loop that waits for orders, for the link and for what is due."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import IO, Any

from lexicon import Layout

from ._clock import ScaledClock
from ._mail import take
from ._open import open_session
from ._precedence import prefer_this_thread
from ._process_pipe import Report, State, read_pickled, write_pickled
from ._running import LEAVE_WAIT_S
from ._session import Session
from .errors import HapticsError

MOST_UNSAID = 100_000
"""Reports that wait for a parent to read them: minutes of a device that tells every level."""
END = Report(None, State(Layout(())))
"""Nothing is told after it."""


class Orders:
    """What the parent wants, read by a thread of its own; ``mail`` is woken by each."""

    def __init__(self, stream: IO[bytes], mail: SimpleQueue[None]) -> None:
        """Read ``stream`` from now on."""
        self.waiting: deque[tuple[Any, ...]] = deque()
        self.ended = False
        """The parent let go, or is no more."""
        self.on_end: Callable[[], object] = lambda: os._exit(0)
        """Called then, by the reader: nothing was opened yet that could move."""
        self._stream, self._mail = stream, mail

    def start(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._read, name="orders", daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while (order := read_pickled(self._stream)) is not None:
                self.waiting.append(order)
                self._mail.put(None)
        self.end()

    def end(self) -> None:
        """There are no more."""
        self.ended = True
        self.on_end()
        self._mail.put(None)


class Reports:
    """What is told to the parent, written by a thread of its own: a parent that does not read holds nobody up."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to ``stream``."""
        self._stream = stream
        self._waiting: deque[Report] = deque()
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="reports", daemon=True)
        self._thread.start()

    def put(self, report: Report) -> None:
        """Queue one; news are left out where the parent has `MOST_UNSAID` of them to read."""
        if report.answers or len(self._waiting) < MOST_UNSAID:
            self._waiting.append(report)
            self._bell.put(None)

    def finish(self) -> None:
        """Let the last ones leave."""
        self._waiting.append(END)
        self._bell.put(None)
        self._thread.join(LEAVE_WAIT_S)

    def _write(self) -> None:
        with contextlib.suppress(OSError):  # nobody reads any more; the end of the orders says so too
            while True:
                self._bell.get()
                batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
                if batch:
                    write_pickled(self._stream, [report for report in batch if report is not END])
                if END in batch:
                    return


class Loop:
    """Runs the session, carries orders out, and says what came of them."""

    def __init__(
        self, session: Session, clock: ScaledClock, mail: SimpleQueue[None], orders: Orders, reports: Reports
    ) -> None:
        """Say that the session is open."""
        self._session, self._clock, self._mail, self._orders, self._reports = session, clock, mail, orders, reports
        self._said: State | None = None
        self._report(None, answers=True)

    def run(self) -> None:
        """Until the orders end."""
        while not self._orders.ended:
            self._look()
            self._wait()

    def come_to_rest(self) -> None:
        """Stop, and wait until the device confirms it or is lost."""
        self._session.stop("leaving", self._clock.now_ms(), quiet=True)
        until_s = time.monotonic() + LEAVE_WAIT_S
        while not self._session.idle and time.monotonic() < until_s:
            self._wait()
            self._session.advance(self._clock.now_ms())

    def _look(self) -> None:
        while self._orders.waiting:
            name, *given = self._orders.waiting.popleft()
            try:
                reply = self._carry_out(name, given)
            except (HapticsError, ValueError) as error:
                reply = error
            self._report(reply, answers=True)
        self._session.advance(self._clock.now_ms())
        self._report(None, answers=False)

    def _carry_out(self, name: str, given: list[Any]) -> Any:
        session = self._session
        if name == "begin":
            return session.begin(*given)
        if name == "append":
            program_id, onset_ms, timeline = given
            session.prepare(timeline)
            return session.append(program_id, onset_ms, timeline, self._clock.now_ms())
        if name == "end":
            program_id, duration_ms = given
            return session.end(program_id, duration_ms, self._clock.now_ms())
        if name == "cancel":
            program_id, reason = given
            return session.cancel(program_id, reason, self._clock.now_ms())
        reason, quiet = given
        return session.stop(reason, self._clock.now_ms(), quiet=quiet)

    def _report(self, reply: object, *, answers: bool) -> None:
        session = self._session
        state = State(
            session.layout,
            session.max_level,
            session.idle,
            session.lost,
            session.played_ms,
            session.stretched_ms,
            session.late,
            session.health,
        )
        events = tuple(session.take_events())
        if answers or events or state != self._said:
            self._said = state
            self._reports.put(Report(reply, state, events, answers))

    def _wait(self) -> None:
        deadline = self._session.next_deadline()
        timeout = None if deadline is None else max(0.0, deadline - self._clock.now_ms()) / 1000
        with contextlib.suppress(Empty):
            take(self._mail, timeout)
        with contextlib.suppress(Empty):
            while True:
                self._mail.get_nowait()


def main() -> None:
    """Open what the first order names, and play until the parent lets go or is no more."""
    orders_from, reports_to = _pipes()
    first = read_pickled(orders_from)
    if first is None:
        return
    device, max_level, watch, zero_ns = first
    mail: SimpleQueue[None] = SimpleQueue()
    orders, reports = Orders(orders_from, mail), Reports(reports_to)
    signal.signal(signal.SIGTERM, lambda *_: orders.end())
    orders.start()
    prefer_this_thread()
    clock = ScaledClock(zero_ns=zero_ns)
    try:
        session, link = open_session(device, clock, mail, max_level=max_level, watch=watch)
    except (HapticsError, ValueError) as error:
        reports.put(Report(error, State(Layout(()))))
        reports.finish()
        return
    orders.on_end = lambda: None
    try:
        loop = Loop(session, clock, mail, orders, reports)
        loop.run()
        loop.come_to_rest()
        reports.finish()
    finally:
        link.close()


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two ends that the parent made; whoever prints here prints to stderr."""
    orders, reports = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(orders, "rb"), os.fdopen(reports, "wb")
