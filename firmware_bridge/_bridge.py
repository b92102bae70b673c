"""A device that is being played on, as the rest of the program holds it: calls that take effect at once."""

from __future__ import annotations

from queue import SimpleQueue
from types import TracebackType
from typing import Protocol

from lexicon import Layout, Timeline

from ._clock import Clock
from ._playable import Health, Playable
from ._player import Admission
from ._running import LEAVE_WAIT_S, Callback, Running
from .errors import BridgeError


class Closable(Protocol):
    """The way to a device, as far as a bridge is concerned: it is opened and used by others."""

    def close(self) -> None:
        """Let go of it."""
        ...


class Bridge(Running):
    """A device that is being played on. Use it as a context manager: leaving it brings the motors to rest.

    All methods may be called from any thread, `stop` from a signal handler too. Events go to the callback one
    at a time, in order, from whichever thread made them happen; it should be quick and may call the bridge.
    What it raises stops the motors and is raised again by `drained` or on leaving.
    """

    def __init__(
        self,
        session: Playable,
        link: Closable,
        clock: Clock,
        on_event: Callback | None = None,
        mail: SimpleQueue[None] | None = None,
    ) -> None:
        """Take over a session that is ready; ``mail`` is what the link wakes. `open_bridge` makes one from a string."""
        super().__init__(session, clock, on_event, mail or SimpleQueue())
        self._link = link

    @property
    def layout(self) -> Layout:
        """The device's motors."""
        return self._session.layout

    @property
    def max_level(self) -> float:
        """The cap that is in force: the person's or the device's, whichever is lower."""
        return self._session.max_level

    @property
    def played_ms(self) -> int:
        """How long programs that have ended or were stopped were playing, in all."""
        return self._session.played_ms

    @property
    def late(self) -> int:
        """Envelopes that reached the device after they should have begun."""
        return self._session.late

    @property
    def stretched_ms(self) -> int:
        """How much programs were delayed because their steps came late, in all."""
        return self._session.stretched_ms

    @property
    def health(self) -> Health:
        """How good the way to the device is."""
        return self._session.health

    @property
    def link_error(self) -> BridgeError | None:
        """Why the link is down; None while it is up."""
        return self._session.lost

    def begin(self, program_id: int) -> Admission:
        """Ask for a place for a program whose steps will follow; its clock starts with the first of them.

        Whoever begins a program ends or stops it: one left open keeps its place. Raises `LinkLost` once the
        link is down, ValueError for an id that is held already.
        """
        return self._do(lambda _now: self._session.begin(program_id), due=False)

    def append(self, program_id: int, onset_ms: int, timeline: Timeline) -> bool:
        """Add one step, its zero ``onset_ms`` after the program's.

        False when the program is not held (refused, or dropped by a stop). Raises ValueError for a timeline that
        does not fit the layout.
        """
        # Before the clock is read and outside of the lock: neither the step nor a stop waits for the work.
        self._session.prepare(timeline)
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

        self._session.prepare(timeline)
        return self._do(put)

    def cancel(self, program_id: int, reason: str) -> bool:
        """Drop one program, whether it plays or waits; another one goes on, or has its turn.

        False when it is not held. To bring the motors to rest whatever they do, `stop`.
        """
        return self._do(lambda now: self._session.cancel(program_id, reason, now))

    def stop(self, reason: str) -> None:
        """Bring every motor to rest now and drop all that plays or waits.

        Done when this returns. In a signal handler that interrupts the bridge itself it is done as soon as
        the interrupted call goes on.
        """
        self._wish(reason)

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
        if self._leaving:
            return
        self._leaving = True
        try:
            self._do(lambda now: self._session.stop("leaving", now, quiet=True))
            if self.clock.virtual:
                self._advance_until_idle()
            else:
                self._wait_until_idle(LEAVE_WAIT_S)
        finally:
            self._end()
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
