"""Packets to and from one device, until the link is lost; each is an event. Host times in ms. No clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import _wire as wire
from ._events import BridgeEvent, LinkDown, Received, Sent, Stopped
from ._link import Link
from ._pulse import Pulse
from .errors import BridgeError, BridgeReason, LinkLost


class Exchange:
    """One link, in packets that have a meaning."""

    def __init__(self, link: Link, now_ms: float, clock_ms: Callable[[float], float]) -> None:
        """Use an open link. ``clock_ms`` turns its stamps into host times."""
        self.link = link
        self.lost: BridgeError | None = None
        """Why it is down; None while it is up."""
        self.on_lost: Callable[[float], None] = lambda _now_ms: None
        """Called when it is lost, before that is told."""
        self.pulse = Pulse(now_ms)
        self.events: list[BridgeEvent] = []
        """Whoever takes them leaves another list."""
        self._clock_ms = clock_ms

    def send(self, packet: wire.HostPacket, now_ms: float, *, urgent: bool = False) -> None:
        """Send it, if anything can be sent; ``urgent`` passes what has not left."""
        self.send_bytes(wire.encode(packet), now_ms, urgent=urgent)

    def send_bytes(self, data: bytes, now_ms: float, *, urgent: bool = False) -> None:
        """Send a packet that is encoded already."""
        if self.lost:
            return
        try:
            (self.link.send_urgent if urgent else self.link.send)(data)
        except LinkLost as error:
            self.lose(error, now_ms)
            return
        self.pulse.sent(now_ms)
        self.events.append(Sent(wire.decode(data).name, len(data) + self.link.overhead))

    def arrived(self, now_ms: float) -> Iterator[tuple[wire.Packet, float]]:
        """Give what has come, and when; of a link that is lost no more than what the device reported of its levels."""
        came: list[tuple[float, bytes]] = []
        try:
            came = self.link.receive()
        except LinkLost as error:
            self.lose(error, now_ms)
        for stamp_s, data in came:
            packet = wire.decode(data)
            if not isinstance(packet, wire.Levels):
                if self.lost or isinstance(packet, wire.Unreadable):
                    continue
                self.events.append(Received(packet.name, len(data) + self.link.overhead))
                self.pulse.heard()
            yield packet, min(now_ms, self._clock_ms(stamp_s))

    def look(self, now_ms: float) -> None:
        """Give it up where it has owed an answer for too long."""
        if self.pulse.is_gone(now_ms):
            hint = "Check its cable or its battery, then connect again."
            self.lose_silent("The device no longer answers.", hint, now_ms)

    def lose_silent(self, what: str, hint: str, now_ms: float) -> None:
        """Give it up, since nothing comes any more."""
        self.lose(LinkLost(what, hint=hint, reason=BridgeReason.SILENT), now_ms)

    def lose(self, error: BridgeError, now_ms: float) -> None:
        """Give it up, once."""
        if self.lost:
            return
        self.lost = error
        self.on_lost(now_ms)
        self.events += [LinkDown(str(error)), Stopped("link_lost")]
