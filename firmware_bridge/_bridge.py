"""The rim that runs a session on a clock: one thread that waits, and calls that take effect at once.

A thread and not an event loop: it wakes within a tenth of a millisecond of its time where asyncio's timers
round to whole ones, and it goes on while the caller's loop or a native decoder is busy.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TypeVar

from lexicon import Layout, Timeline

from ._clock import Clock, VirtualClock
from ._events import BridgeEvent
from ._link import Link
from ._player import Admission
from ._session import Session
from .errors import BridgeError

T = TypeVar("T")
Callback = Callable[[BridgeEvent], object]

LEAVE_WAIT_S = 3.0
"""How long leaving waits for the device to confirm rest: longer than silence is borne and a dead-man time."""
LOCK_WAIT_S = 0.1
"""How long a stop waits for its turn; whoever holds the lock carries it out when this runs out."""

POLL_S = 0.05
"""How often a waiter looks for itself, in case the thread that would wake it is no more."""


class Bridge:
    """A device that is being played on. Use it as a context manager: leaving it brings the motors to rest.

    All methods may be called from any thread, `stop` from a signal handler too. Events go to the callback one
    at a time, in order, from whichever thread made them happen; it should be quick and may call the bridge.
    What it raises stops the motors and is raised again by `drained` or on leaving.
    """

    def __init__(
        self,
        session: Session,
        link: Link,
        clock: Clock,
        on_event: Callback | None = None,
        mail: SimpleQueue[None] | None = None,
    ) -> None:
        """Take over a session that is ready; ``mail`` is what the link wakes. `open_bridge` makes one from a string."""
        self.clock = clock
        self._session, self._link, self._on_event = session, link, on_event
        self._lock = threading.Lock()
        self._holder: int | None = None
        self._stops: deque[str] = deque()
        self._events: deque[BridgeEvent] = deque()
        self._telling = threading.Lock()
        self._mail: SimpleQueue[None] = mail or SimpleQueue()
        self._waiting: list[SimpleQueue[None]] = []
        self._failure: BaseException | None = None
        self._idle = True
        self._closing = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="edge-haptics-bridge", daemon=True)

    @property
    def layout(self) -> Layout:
        """The device's motors."""
        return self._session.layout

    @property
    def max_level(self) -> float:
        """The cap that is in force: the person's or the device's, whichever is lower."""
        return self._session.player.max_level

    @property
    def played_ms(self) -> int:
        """How long programs that have ended or were stopped were playing, in all."""
        return self._session.player.played_ms

    @property
    def late(self) -> int:
        """Envelopes that reached the device after they should have begun."""
        return self._session.late

    @property
    def stretched_ms(self) -> int:
        """How much programs were delayed because their steps came late, in all."""
        return self._session.player.stretched_ms

    @property
    def link_error(self) -> BridgeError | None:
        """Why the link is down; None while it is up."""
        return self._session.lost

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        return self._idle and not self._stops

    def begin(self, program_id: int) -> Admission:
        """Ask for a place for a program whose steps will follow; its clock starts with the first of them.

        Whoever begins a program ends or stops it: one left open keeps its place. Raises `LinkLost` once the
        link is down, ValueError for an id that is held already.
        """
        return self._do(lambda _now: self._session.begin(program_id))

    def append(self, program_id: int, onset_ms: int, timeline: Timeline) -> bool:
        """Add one step, its zero ``onset_ms`` after the program's.

        False when the program is not held (refused, or dropped by a stop). Raises ValueError for a timeline that
        does not fit the layout.
        """
        return self._do(lambda now: self._session.append(program_id, onset_ms, timeline, now))

    def end(self, program_id: int, duration_ms: int) -> bool:
        """Say how long the program is in all; False when it is not held."""
        return self._do(lambda now: self._session.end(program_id, duration_ms, now))

    def play(self, program_id: int, timeline: Timeline) -> Admission:
        """`begin`, `append` and `end` in one for a program that is known whole."""

        def put(now: float) -> Admission:
            admission = self._session.begin(program_id)
            if admission is not Admission.REFUSED:
                self._session.append(program_id, 0, timeline, now)
                self._session.end(program_id, timeline.duration_ms, now)
            return admission

        return self._do(put)

    def stop(self, reason: str) -> None:
        """Bring every motor to rest now and drop all that plays or waits.

        Done when this returns. In a signal handler that interrupts the bridge itself it is done as soon as
        the interrupted call goes on.
        """
        self._stops.append(reason)
        if self._holder != threading.get_ident() and self._lock.acquire(timeout=LOCK_WAIT_S):
            try:
                self._holder = threading.get_ident()
                self._settle()
            finally:
                self._lock.release()
            self._mail.put(None)
            self._tell()

    def drained(self, timeout_s: float | None = None) -> bool:
        """Wait until all that was begun has been played and the motors rest.

        On a virtual clock this is what moves time. Returns False when the timeout passed, or when virtual
        time cannot move on because a program has not ended. Raises `LinkLost` when the link was lost, and
        what the callback raised.
        """
        drained = self._advance_until_idle() if self.clock.virtual else self._wait_until_idle(timeout_s)
        if self._failure:
            raise self._failure
        if self._session.lost:
            raise self._session.lost
        return drained

    def advance(self, ms: float) -> None:
        """Let ``ms`` pass on a virtual clock. Raises RuntimeError on any other."""
        clock = self._virtual()
        target = clock.now_ms() + ms
        while (deadline := self._session.next_deadline()) is not None and deadline <= target:
            self._move(clock, deadline)
        self._move(clock, target)

    def close(self) -> None:
        """Bring the motors to rest, wait until the device says that they do, and let go of the link."""
        if self._closed:
            return
        self._closed = True
        try:
            self._do(lambda now: self._session.stop("leaving", now, quiet=True))
            if self.clock.virtual:
                self._advance_until_idle()
            else:
                self._wait_until_idle(LEAVE_WAIT_S)
        finally:
            self._closing = True
            self._mail.put(None)
            if self._thread.is_alive() and self._thread is not threading.current_thread():
                self._thread.join(LEAVE_WAIT_S)
            self._link.close()

    def __enter__(self) -> Bridge:
        """Start to play."""
        self._do(lambda _now: None)
        if not self.clock.virtual:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Bring the motors to rest, whatever the reason for leaving."""
        self.close()
        if self._failure and error is None:
            raise self._failure

    def _do(self, action: Callable[[float], T]) -> T:
        """Run ``action`` alone, then what is due, and tell of what that did."""
        try:
            with self._lock:
                self._holder = threading.get_ident()
                try:
                    self._carry_out_stops()
                    result = action(self.clock.now_ms())
                    self._session.advance(self.clock.now_ms())
                finally:
                    self._settle()
        finally:
            self._mail.put(None)
            self._tell()
        return result

    def _settle(self) -> None:
        """Still under the lock: wishes that came meanwhile, and what to tell."""
        self._carry_out_stops()
        self._events.extend(self._session.take_events())
        self._idle = self._session.idle
        self._holder = None

    def _carry_out_stops(self) -> None:
        while self._stops:
            # Removed only when done, so that nobody sees neither the wish nor its effect.
            self._session.stop(self._stops[0], self.clock.now_ms())
            self._stops.popleft()

    def _tell(self) -> None:
        """Outside of the lock: late stops, then events, then whoever waits.

        Who does not get a lock may leave: its holder looks again after letting go.
        """
        while True:
            if self._stops and self._lock.acquire(blocking=False):
                try:
                    self._settle()
                finally:
                    self._lock.release()
            elif self._events and self._telling.acquire(blocking=False):
                try:
                    self._hand_over()
                finally:
                    self._telling.release()
            else:
                break
        if self.idle or self._failure or self._session.lost:
            for waiting in tuple(self._waiting):
                waiting.put(None)

    def _hand_over(self) -> None:
        while self._events:
            event = self._events.popleft()
            if self._on_event is None or self._failure:
                continue
            try:
                self._on_event(event)
            except Exception as error:
                self._stops.append("callback_failed")
                self._failure = error

    def _run(self) -> None:
        _prefer_this_thread()
        try:
            while not self._closing:
                self._turn()
        except BaseException as error:
            self._stops.append("failed")
            self._failure = self._failure or error
            self._tell()

    def _turn(self) -> None:
        with contextlib.suppress(Empty):
            while True:
                self._mail.get_nowait()
        with self._lock:
            self._holder = threading.get_ident()
            try:
                self._session.advance(self.clock.now_ms())
                self._carry_out_stops()
                deadline = self._session.next_deadline()
            finally:
                self._settle()
        self._tell()
        timeout = None
        if deadline is not None:
            timeout = max(0.0, deadline - self.clock.now_ms()) / 1000 / self.clock.scale
        with contextlib.suppress(Empty):
            self._mail.get(timeout=timeout)

    def _wait_until_idle(self, timeout_s: float | None) -> bool:
        end_s = None if timeout_s is None else time.monotonic() + timeout_s
        waiting: SimpleQueue[None] = SimpleQueue()
        self._waiting.append(waiting)
        try:
            while not (self.idle or self._given_up):
                left_s = POLL_S if end_s is None else min(POLL_S, end_s - time.monotonic())
                if left_s <= 0:
                    return False
                if not self._thread.is_alive():
                    self._do(lambda _now: None)
                with contextlib.suppress(Empty):
                    waiting.get(timeout=left_s)
        finally:
            self._waiting.remove(waiting)
        return self.idle

    @property
    def _given_up(self) -> bool:
        """It failed and has told the motors to stop; only leaving waits for them."""
        return self._failure is not None and not self._stops and not self._closed

    def _advance_until_idle(self) -> bool:
        clock = self._virtual()
        while not (self.idle or self._given_up):
            deadline = self._session.next_deadline()
            if deadline is None:
                return False
            self._move(clock, deadline)
        return self.idle

    def _move(self, clock: VirtualClock, t_ms: float) -> None:
        self._do(lambda _now: clock.move_to(t_ms))

    def _virtual(self) -> VirtualClock:
        if not isinstance(self.clock, VirtualClock):
            raise RuntimeError("only a virtual clock can be moved")
        return self.clock


def _prefer_this_thread() -> None:
    """Where the system lets it, run before ordinary threads: it hardly computes, and others may use every core."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(0, policy, os.sched_param(os.sched_get_priority_min(os.SCHED_FIFO)))
