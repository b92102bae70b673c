"""The device at the other end, sans-IO: greeted, told its cap, kept awake, stopped. All times are the host's, in ms.

What it is given is sent in order and again where it was lost; what it says becomes events. It plays nothing by itself:
`Session` has the plan.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum

from lexicon import Timeline

from . import _wire as wire
from ._device_clock import DeviceClock
from ._events import BridgeEvent, LinkDown, Received, Restarted, Sent, Stopped
from ._greeting import misfit
from ._link import Link
from ._mirror import Mirror
from ._outbox import Outbox
from ._player import Part
from ._pulse import Pulse
from ._room import Room
from ._tracks import TrackBytes, encode_timeline
from .errors import BridgeError, BridgeReason, LinkLost

GREET_EVERY_MS = 250
"""A board that starts anew when its port is opened is asked again until it listens."""
GREET_FOR_MS = 4000
"""Longer than any bootloader waits."""
KEEP_ALIVES = 5
"""Signs of life within the device's dead-man time: four may get lost in a row."""
STOP_RETRY_MS = 30
"""How soon rest is asked for again when it was not confirmed, and terms are told again that were not: about one
interval of a radio link."""
LEADS = 2.5
"""How many times the way to the device an answer may take before any round trip was measured."""


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
        self.hello: wire.HelloReply | None = None
        """Who the device says it is."""
        self.places = wire.Places(())
        self.lost: BridgeError | None = None
        """Why the link is down; None while it is up."""
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
        self.pulse = Pulse(now_ms)
        self.outbox = Outbox(link.window, link.packet_bytes)
        self.epoch = epoch % 256
        self.events: list[BridgeEvent] = []
        self._link, self._clock_ms = link, clock_ms
        self._stopping = False
        self._untold: deque[wire.HostPacket] = deque()
        """Of the terms those that it has not answered to."""
        self._signs = 0
        self._stop_ms = self._greeted_ms = now_ms
        self._greet(now_ms)

    @property
    def ready(self) -> bool:
        """Greeted, told its cap, and its clock known."""
        return self.phase is Phase.READY

    @property
    def at_rest(self) -> bool:
        """The motors rest, as far as the device says, or it is out of reach; not while it is being greeted."""
        return self.lost is not None or (self.ready and not self._stopping and self.mirror.at_rest)

    def prepare(self, timeline: Timeline) -> None:
        """Encode what will be given; it is remembered for a while."""
        self._encode(timeline)

    def give(self, part: Part) -> None:
        """Take a part that it shall play; it goes when it is let go."""
        until_ms = self.outbox.hold(part, self._encode(part.timeline))
        if until_ms is not None:
            self.mirror.given(until_ms)

    def let_go(self, until_ms: float) -> None:
        """Let what begins by ``until_ms`` be sent, stamped with the device's time."""
        self.outbox.let_go(until_ms, lambda t_ms: round(self.clock.device_ms(t_ms) * 1000) % (1 << 32))

    def look(self, now_ms: float) -> None:
        """Take what has come, and do what is due but to send what was let go."""
        self.pulse.look(now_ms)
        self.receive(now_ms)
        if self.lost:
            return
        if self.phase is Phase.GREETING:
            self._greet_again(now_ms)
        elif (ask_ms := self.clock.next_ms()) is not None and now_ms >= ask_ms:
            self._send(self.clock.ask(now_ms), now_ms)
        if self._stopping and now_ms >= self._stop_ms + STOP_RETRY_MS:
            self._tell_stop(now_ms)

    def speak(self, now_ms: float) -> None:
        """Send what was let go, or a sign of life, and take what that was answered."""
        if self.ready and not self._stopping:
            for data in self.outbox.sender.due(now_ms):
                self._send_bytes(data, now_ms)
        if not self.lost:
            self._stay_alive(now_ms)
        self.receive(now_ms)

    def next_deadline(self) -> float | None:
        """Say when there is something to do; None when that depends on what comes."""
        times = [self._link.next_deadline_ms()]
        if not self.lost:
            times.append(self._stop_ms + STOP_RETRY_MS if self._stopping else None)
            if self.phase is Phase.GREETING:
                times.append(self.pulse.sent_ms + GREET_EVERY_MS)
            else:
                times += [self.clock.next_ms(), self._next_sign_ms()]
            if self.ready and not self._stopping:
                times.append(self.outbox.sender.next_deadline())
        return min((time for time in times if time is not None), default=None)

    def stop(self, now_ms: float) -> None:
        """Drop everything and tell it to rest, before anything else is sent."""
        self.on_drop(now_ms)
        self.epoch = (self.epoch + 1) % 256
        self.outbox.clear(self.epoch)
        self.mirror.busy_until_ms = now_ms
        if self.phase is Phase.GREETING:
            self._greet(now_ms)
        else:
            self._stopping = True
            self._tell_stop(now_ms)

    def _encode(self, timeline: Timeline) -> tuple[TrackBytes, ...]:
        """What it has room for, as it said, and with carriers where its motors can choose them."""
        if self.hello is None:
            return encode_timeline(timeline, carriers=False)
        room = Room(self.hello.tracks, self.hello.segments)
        return encode_timeline(timeline, carriers=self.hello.kind == wire.Kind.VCM, room=room)

    # -- greeting

    def _greet(self, now_ms: float) -> None:
        self._send(wire.Hello(wire.MAJOR, wire.MINOR, self.epoch), now_ms)

    def _greet_again(self, now_ms: float) -> None:
        if now_ms >= self._greeted_ms + GREET_FOR_MS:
            self._lose_silent(
                f"Nothing that speaks our protocol answers on {self._link.describe}.",
                "Check that the firmware is on the device and that it is the right one.",
                now_ms,
            )
        elif now_ms >= self.pulse.sent_ms + GREET_EVERY_MS:
            self._greet(now_ms)

    def _welcome(self, hello: wire.HelloReply, places: wire.Places, now_ms: float) -> None:
        if refusal := misfit(hello, places, self._link.describe):
            self._lose(refusal, now_ms)
            return
        self.places = places
        self.max_level = min(self.max_level, hello.max_level / 255)
        self.on_welcome()
        self.mirror.restart(hello.motors)
        self.outbox.clear(self.epoch)
        self.outbox.sender.retry_ms = max(self.outbox.sender.retry_ms, LEADS * self._link.lead_ms)
        self.clock.restart(now_ms)
        self.phase = Phase.SETTLING
        self._stopping = False
        self._signs = 0
        self._untold = deque(self._terms)
        self._tell(now_ms)

    @property
    def _terms(self) -> list[wire.HostPacket]:
        """What the device has to know as long as it is played on."""
        limit = wire.Limit(int(self.max_level * 255))
        return [limit, wire.Watch(self._link.watch_ms)] if self._link.watch_ms else [limit]

    def _tell(self, now_ms: float) -> None:
        if self._untold:
            self._send(self._untold[0], now_ms)

    def _settle(self) -> None:
        """It can be played on once it has answered to its cap and its clock is known."""
        if self.phase is Phase.SETTLING and not self._untold and self.clock.learnt:
            self.phase = Phase.READY

    # -- signs of life

    def _next_sign_ms(self) -> float | None:
        if self.phase is Phase.SETTLING and self._untold:
            return self.pulse.next_ms(STOP_RETRY_MS)
        every_ms: float | None = None
        if (self.mirror.busy or not self.outbox.sender.idle) and self.hello is not None:
            every_ms = self.hello.deadman_ms / KEEP_ALIVES
        sign_ms = self.pulse.next_ms(every_ms)
        over_ms = self._ask_whether_over_ms()
        return min((time for time in (sign_ms, over_ms) if time is not None), default=None)

    def _ask_whether_over_ms(self) -> float | None:
        """When the device should be through with all that it was given."""
        if not (self.mirror.busy and self.outbox.sender.idle and self.pulse.owed_since is None):
            return None
        return max(self.mirror.busy_until_ms + 1, self.pulse.sent_ms + 10)

    def _stay_alive(self, now_ms: float) -> None:
        if self.phase is Phase.GREETING:
            return
        if self.pulse.is_gone(now_ms):
            hint = "Check its cable or its battery, then connect again."
            self._lose_silent("The device no longer answers.", hint, now_ms)
        due_ms = None if self.lost else self._next_sign_ms()
        if due_ms is not None and now_ms >= due_ms:
            self._send_sign(now_ms)

    def _send_sign(self, now_ms: float) -> None:
        """A sign of life says the terms again, in turn, so that a loss mends itself."""
        if self._untold:
            self._tell(now_ms)
        else:
            self._send(self._terms[self._signs % len(self._terms)], now_ms)
            self._signs += 1

    # -- stopping

    def _tell_stop(self, now_ms: float) -> None:
        self._stop_ms = now_ms
        self._send(wire.Stop(self.epoch), now_ms, urgent=True)

    # -- what comes

    def receive(self, now_ms: float) -> None:
        """Take what has come."""
        arrived: list[tuple[float, bytes]] = []
        try:
            arrived = self._link.receive()
        except LinkLost as error:
            self._lose(error, now_ms)
        for stamp_s, data in arrived:
            packet = wire.decode(data)
            if isinstance(packet, wire.Levels):
                self.events += self.mirror.report(packet.levels, self.clock.unwrap_us(packet.now, now_ms))
            elif not self.lost and not isinstance(packet, wire.Unreadable):
                self.events.append(Received(packet.name, len(data) + self._link.overhead))
                self.pulse.heard()
                self._take(packet, min(now_ms, self._clock_ms(stamp_s)), now_ms)

    def _take(self, packet: wire.Packet, came_ms: float, now_ms: float) -> None:
        if isinstance(packet, wire.HelloReply) and self.phase is Phase.GREETING:
            self.hello = packet
        elif isinstance(packet, wire.Places) and self.phase is Phase.GREETING and self.hello:
            self._welcome(self.hello, packet, now_ms)
        elif isinstance(packet, wire.TimeReply) and self.clock.answered(packet, came_ms):
            round_trip_us = self.clock.sync.round_trip_us
            if round_trip_us is not None:
                self.round_trip_ms = round_trip_us / 1000
                self.outbox.sender.retry_ms = max(self.outbox.sender.retry_ms / 2, 40.0, 4 * round_trip_us / 1000)
            self._settle()
        elif isinstance(packet, wire.Status) and self.hello and self.phase is not Phase.GREETING:
            self._heed(packet, self.hello, now_ms)

    def _heed(self, status: wire.Status, hello: wire.HelloReply, now_ms: float) -> None:
        if status.boot != hello.boot or not status.flags & wire.StatusFlags.SESSION:
            self._begin_anew(hello, now_ms)
            return
        events = self.mirror.heed(status, self.clock.unwrap_us(status.now, now_ms))
        if events is None:
            return
        self.events += events
        if self._untold:
            self._untold.popleft()
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
            self.events.append(Stopped("device_halted"))

    def _begin_anew(self, hello: wire.HelloReply, now_ms: float) -> None:
        self.stop(now_ms)
        self._stopping = False
        self.mirror.restart(hello.motors)
        self.mirror.forget_counts()
        self.phase = Phase.GREETING
        self._greeted_ms = now_ms
        self.hello = None
        self.events += [Restarted(), Stopped("device_restarted")]
        self._greet(now_ms)

    # -- what goes

    def _send(self, packet: wire.HostPacket, now_ms: float, *, urgent: bool = False) -> None:
        self._send_bytes(wire.encode(packet), now_ms, urgent=urgent)

    def _send_bytes(self, data: bytes, now_ms: float, *, urgent: bool = False) -> None:
        if self.lost:
            return
        try:
            (self._link.send_urgent if urgent else self._link.send)(data)
        except LinkLost as error:
            self._lose(error, now_ms)
            return
        self.pulse.sent(now_ms)
        self.events.append(Sent(wire.decode(data).name, len(data) + self._link.overhead))

    def _lose_silent(self, what: str, hint: str, now_ms: float) -> None:
        self._lose(LinkLost(what, hint=hint, reason=BridgeReason.SILENT), now_ms)

    def _lose(self, error: BridgeError, now_ms: float) -> None:
        if self.lost:
            return
        self.lost = error
        self.on_drop(now_ms)
        self.events += [LinkDown(str(error)), Stopped("link_lost")]
