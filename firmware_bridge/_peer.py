"""The device at the other end, sans-IO: greeted, told its cap, kept awake, stopped. All times are the host's, in ms.

What it is given is sent in order and again where it was lost; what it says becomes events. It plays nothing by itself:
`Session` has the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from . import _wire as wire
from ._device_clock import DeviceClock
from ._events import Restarted, Stopped
from ._exchange import Exchange
from ._greeting import Greeting, misfit
from ._link import Link
from ._mirror import Mirror
from ._outbox import Outbox
from ._player import Part
from ._terms import Terms
from .errors import BridgeError

KEEP_ALIVES = 6
"""At each sixth of a device's dead-man time comes a sign of life: four in a row may get lost, the fifth is in time."""
HURRY = 0.5
"""For this share of the dead-man time a device that owes an answer is asked again as soon as one should have come:
perhaps the question was lost, and its motors are on. A way that has become slow is not flooded for longer."""
STOP_RETRY_MS = 30
"""How soon rest is asked for again when it was not confirmed, and terms are told again that were not: about one
interval of a radio link."""
MOST_STOP_RETRY_MS = 200
"""And how late at most: where a round trip is slow, what is on its way is not doubled before it can be confirmed."""


class Phase(Enum):
    """How far the session is."""

    GREETING = "greeting"
    SETTLING = "settling"
    """The device is told its cap, and asked for its time."""
    READY = "ready"


class Peer:
    """One device over one link. Call `look` and `speak` in turn, with the plan between them."""

    def __init__(
        self, link: Link, now_ms: float, *, epoch: int, max_level: float, clock_ms: Callable[[float], float]
    ) -> None:
        """Greet it. ``clock_ms`` turns the link's stamps into host times."""
        self.phase = Phase.GREETING
        self.round_trip_ms: float | None = None
        """The quickest of late; None before any was measured."""
        self.max_level = max_level
        """The person's cap or the device's, whichever is lower."""
        self.on_welcome: Callable[[], None] = lambda: None
        """Called when the device has said who it is."""
        self.on_drop: Callable[[float], None] = lambda _now_ms: None
        """Called when everything that it was given is dropped."""
        self.clock = DeviceClock(link, now_ms)
        self.mirror = Mirror()
        self.exchange = Exchange(link, now_ms, clock_ms)
        self.greeting = Greeting(self.exchange, now_ms)
        self.outbox = Outbox(link.window, link.packet_bytes, link.lead_ms)
        self.epoch = epoch % 256
        self._link = link
        self._stopping = False
        self._terms = Terms()
        self._stop_again_ms = now_ms
        self.greeting.ask(self.epoch, now_ms)

    @property
    def lost(self) -> BridgeError | None:
        """Why the link is down; None while it is up."""
        return self.exchange.lost

    @property
    def ready(self) -> bool:
        """Greeted, told its cap, and its clock known."""
        return self.phase is Phase.READY

    @property
    def at_rest(self) -> bool:
        """The motors rest, as far as the device says, or it is out of reach; not while it is being greeted."""
        return self.lost is not None or (self.ready and not self._stopping and self.mirror.at_rest)

    def give(self, part: Part) -> None:
        """Take a part that it shall play; it goes when it is let go."""
        until_ms = self.outbox.hold(part)
        if until_ms is not None:
            self.mirror.given(until_ms)

    def let_go(self, until_ms: float) -> None:
        """Let what begins by ``until_ms`` be sent, stamped with the device's time."""
        self.outbox.let_go(until_ms, lambda t_ms: round(self.clock.device_ms(t_ms) * 1000) % (1 << 32))

    def look(self, now_ms: float) -> None:
        """Take what has come, and do what is due but to send what was let go."""
        self.exchange.pulse.look(now_ms)
        self.receive(now_ms)
        if self.lost:
            return
        if self.phase is Phase.GREETING:
            self.greeting.look(self.epoch, now_ms)
        elif (ask_ms := self.clock.next_ms()) is not None and now_ms >= ask_ms:
            self.exchange.send(self.clock.ask(now_ms), now_ms)
        if self._stopping and now_ms >= self._stop_again_ms:
            self._tell_stop(now_ms)

    def speak(self, now_ms: float) -> None:
        """Send what was let go, or a sign of life, and take what that was answered."""
        if self.ready and not self._stopping:
            for data in self.outbox.sender.due(now_ms):
                self.exchange.send_bytes(data, now_ms)
        if not self.lost:
            self._stay_alive(now_ms)
        self.receive(now_ms)

    def next_deadline(self) -> float | None:
        """Say when there is something to do; None when that depends on what comes."""
        times = [self._link.next_deadline_ms()]
        if not self.lost:
            times.append(self._stop_again_ms if self._stopping else None)
            if self.phase is Phase.GREETING:
                times.append(self.greeting.next_ms)
            else:
                times += [self.clock.next_ms(), self._next_sign_ms()]
            if self.ready and not self._stopping:
                times.append(self.outbox.sender.next_deadline())
        return min((time for time in times if time is not None), default=None)

    def stop(self, now_ms: float) -> None:
        """Drop everything, the plan too, and tell it to rest, before anything else is sent."""
        self.on_drop(now_ms)
        self.rest(now_ms)

    def rest(self, now_ms: float) -> None:
        """Tell it to drop what it was given and to rest, before anything else is sent."""
        self.epoch = (self.epoch + 1) % 256
        self.outbox.clear(self.epoch)
        self.mirror.busy_until_ms = now_ms
        if self.phase is Phase.GREETING:
            self.greeting.ask(self.epoch, now_ms)
        else:
            self._stopping = True
            self._tell_stop(now_ms)

    # -- greeting

    def _welcome(self, hello: wire.HelloReply, now_ms: float) -> None:
        if refusal := misfit(hello, self.greeting.places, self._link.describe):
            self.exchange.lose(refusal, now_ms)
            return
        self.max_level = min(self.max_level, hello.max_level / 255)
        self.on_welcome()
        self.mirror.restart(hello.motors)
        self.outbox.welcome(hello, self.epoch)
        self.clock.restart(now_ms)
        self.phase = Phase.SETTLING
        self._stopping = False
        self._terms.restart(self.max_level, self._link.watch_ms)
        self._tell(now_ms)

    def _tell(self, now_ms: float) -> None:
        if (term := self._terms.next) is not None:
            self.exchange.send(term, now_ms)

    def _settle(self) -> None:
        """It can be played on once it has answered to its cap and its clock is known."""
        if self.phase is Phase.SETTLING and self._terms.known and self.clock.learnt:
            self.phase = Phase.READY

    # -- signs of life

    def _next_sign_ms(self) -> float | None:
        pulse, busy, taken = self.exchange.pulse, self.mirror.busy, self.outbox.sender.idle
        if self.phase is Phase.SETTLING and not self._terms.known:
            return pulse.next_ms(STOP_RETRY_MS)
        if self.greeting.hello is None:
            return pulse.next_ms(None)
        deadman_ms = self.greeting.hello.deadman_ms
        every_ms = [] if taken and not busy else [deadman_ms / KEEP_ALIVES]
        if pulse.owed_since is not None and pulse.sent_ms < pulse.owed_since + HURRY * deadman_ms:
            every_ms.append(self.outbox.sender.retry_ms)
        sign_ms = pulse.next_ms(min(every_ms, default=None))
        if not taken or not busy or pulse.owed_since is not None or sign_ms is None:
            return sign_ms
        # It has taken all that it was given; when it should be through it is asked whether it is.
        return min(sign_ms, max(self.mirror.busy_until_ms + 1, pulse.sent_ms + 10))

    def _stay_alive(self, now_ms: float) -> None:
        if self.phase is Phase.GREETING:
            return
        self.exchange.look(now_ms)
        due_ms = None if self.lost else self._next_sign_ms()
        if due_ms is not None and now_ms >= due_ms:
            self.exchange.send(self._terms.sign(), now_ms)

    def _tell_stop(self, now_ms: float) -> None:
        # Stops that wait in a slow radio would only stand in front of the next.
        slow_ms = (self.clock.sync.slow_trip_us or 0) / 1000
        self._stop_again_ms = now_ms + min(max(STOP_RETRY_MS, slow_ms), MOST_STOP_RETRY_MS)
        self.exchange.send(wire.Stop(self.epoch), now_ms, urgent=True)

    # -- what comes

    def receive(self, now_ms: float) -> None:
        """Take what has come."""
        for packet, came_ms in self.exchange.arrived(now_ms):
            if isinstance(packet, wire.Levels):
                self.exchange.events += self.mirror.report(packet.levels, self.clock.unwrap_us(packet.now, now_ms))
            else:
                self._take(packet, came_ms, now_ms)

    def _take(self, packet: wire.Packet, came_ms: float, now_ms: float) -> None:
        if self.phase is Phase.GREETING:
            if (hello := self.greeting.heard(packet)) is not None:
                self._welcome(hello, now_ms)
        elif isinstance(packet, wire.TimeReply) and self.clock.answered(packet, came_ms):
            quick_us, slow_us = self.clock.sync.round_trip_us, self.clock.sync.slow_trip_us
            if quick_us is not None and slow_us is not None:
                self.round_trip_ms = quick_us / 1000
                self.outbox.sender.took(slow_us / 1000)
            self._settle()
        elif isinstance(packet, wire.Status) and self.greeting.hello:
            self._heed(packet, self.greeting.hello, now_ms)

    def _heed(self, status: wire.Status, hello: wire.HelloReply, now_ms: float) -> None:
        if status.boot != hello.boot or not status.flags & wire.StatusFlags.SESSION:
            self._begin_anew(hello, now_ms)
            return
        events = self.mirror.heed(status, self.clock.unwrap_us(status.now, now_ms))
        if events is None:
            return
        self.exchange.events += events
        if self._terms.answered():
            self._tell(now_ms)
        self._settle()
        if self._stopping and status.epoch == self.epoch:
            self._stopping = False
        self.outbox.sender.answered(status, now_ms)
        if status.epoch == self.epoch and self.outbox.sender.idle and not status.flags & wire.StatusFlags.BUSY:
            self.mirror.busy = now_ms < self.mirror.busy_until_ms - 1 and self.mirror.busy
        astray = status.epoch != self.epoch or status.reason == wire.StatusReason.FAR
        if (status.flags & wire.StatusFlags.HALTED or astray) and not self._stopping:
            # The device gave up on us, or we on it: both begin again with an empty queue.
            self.stop(now_ms)
            self.exchange.events.append(Stopped("device_halted"))

    def _begin_anew(self, hello: wire.HelloReply, now_ms: float) -> None:
        self.stop(now_ms)
        self._stopping = False
        self.mirror.restart(hello.motors)
        self.mirror.forget_counts()
        self.phase = Phase.GREETING
        self.greeting.restart(now_ms)
        self.exchange.events += [Restarted(), Stopped("device_restarted")]
        self.greeting.ask(self.epoch, now_ms)
