"""What runs a session on a clock: one thread that waits, a lock, and who is told. `Bridge` is what others hold of it.

A thread and not an event loop: it wakes within a tenth of a millisecond of its time where asyncio's timers
round to whole ones, and it goes on while the caller's loop or a native decoder is busy.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

from ._clock import Clock, VirtualClock
from ._events import BridgeEvent
from ._mail import take
from ._playable import Playable
from ._precedence import prefer_this_thread

T = TypeVar("T")
Callback = Callable[[BridgeEvent], object]

LEAVE_WAIT_S = 3.0
"""How long leaving waits for the device to confirm rest: longer than silence is borne and a dead-man time."""
LOCK_WAIT_S = 0.1
"""How long a stop waits for its turn; whoever holds the lock carries it out when this runs out."""
POLL_S = 0.05
"""How often a waiter looks for itself, in case the thread that would wake it is no more."""


class Running:
    """A session that is being run. The methods are for `Bridge` and may be called from any thread."""

    def __init__(self, session: Playable, clock: Clock, on_event: Callback | None, mail: SimpleQueue[None]) -> None:
        """Whatever is put into ``mail`` makes the thread look."""
        self.clock = clock
        self._session, self._on_event, self._mail = session, on_event, mail
        self._lock = threading.Lock()
        self._holder: int | None = None
        self._stops: deque[str] = deque()
        self._events: deque[BridgeEvent] = deque()
        self._telling = threading.Lock()
        self._waiting: list[SimpleQueue[None]] = []
        self._failure: BaseException | None = None
        self._idle = True
        self._leaving = self._closing = False
        self._looks_ms = math.inf
        """When the thread looks by itself."""
        self._thread = threading.Thread(target=self._run, name="edge-haptics-bridge", daemon=True)

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        return self._idle and not self._stops

    def _wish(self, reason: str) -> None:
        """Stop now, or let whoever holds the lock do it before anything else."""
        self._stops.append(reason)
        if self._holder != threading.get_ident() and self._lock.acquire(timeout=LOCK_WAIT_S):
            try:
                self._holder = threading.get_ident()
                self._settle()
            finally:
                self._lock.release()
            self._mail.put(None)
            self._tell()

    def _end(self) -> None:
        """End the thread."""
        self._closing = True
        self._mail.put(None)
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(LEAVE_WAIT_S)

    def _do(self, action: Callable[[float], T], *, due: bool = True) -> T:
        """Run ``action`` alone, then what is due (unless it makes nothing due), and tell of what that did.

        The thread is woken only for what is due before it looks by itself: woken for nothing it would take the lock and
        the interpreter from its caller, who is in the middle of a program.
        """
        wake = due
        try:
            with self._lock:
                self._holder = threading.get_ident()
                try:
                    self._carry_out_stops()
                    result = action(self.clock.now_ms())
                    if due:
                        self._session.advance(self.clock.now_ms())
                        deadline = self._session.next_deadline()
                        wake = deadline is not None and deadline < self._looks_ms
                finally:
                    self._settle()
        finally:
            if wake:
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
            self._mail.put(None)

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
        prefer_this_thread()
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
                self._looks_ms = math.inf if deadline is None else deadline
            finally:
                self._settle()
        self._tell()
        timeout = None
        if deadline is not None:
            timeout = max(0.0, deadline - self.clock.now_ms()) / 1000 / self.clock.scale
        with contextlib.suppress(Empty):
            take(self._mail, timeout)

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
                    take(waiting, left_s)
        finally:
            self._waiting.remove(waiting)
        return self.idle

    @property
    def _given_up(self) -> bool:
        """It failed and has told the motors to stop; only leaving waits for them."""
        return self._failure is not None and not self._stops and not self._leaving

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
