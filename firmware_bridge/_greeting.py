"""Who a device is: asked until it says so, and read: its layout, and why it cannot be played on. No I/O of its own."""

from __future__ import annotations

from collections.abc import Mapping

from lexicon import Actuator, Layout, Motor

from . import _wire as wire
from ._exchange import Exchange
from .errors import BridgeReason, DeviceRefused

_KINDS: Mapping[int, Actuator] = {wire.Kind.ERM: Actuator.ERM, wire.Kind.LRA: Actuator.LRA, wire.Kind.VCM: Actuator.VCM}
SHORTEST_DEADMAN_MS = 100
"""A device that rests sooner could not be kept awake over a radio."""


GREET_EVERY_MS = 250
"""A board that starts anew when its port is opened is asked again until it listens."""
GREET_FOR_MS = 4000
"""Longer than any bootloader waits."""


class Greeting:
    """`HELLO` until both halves of the answer are there. Host times in ms."""

    def __init__(self, exchange: Exchange, now_ms: float) -> None:
        """Nothing is asked yet."""
        self.hello: wire.HelloReply | None = None
        """Who the device says it is."""
        self.places = wire.Places(())
        self._exchange = exchange
        self.restart(now_ms)

    def restart(self, now_ms: float) -> None:
        """Know nothing; it is asked for a while from now on."""
        self.hello = None
        self._since_ms = now_ms

    @property
    def next_ms(self) -> float:
        """When it is asked again."""
        return self._exchange.pulse.sent_ms + GREET_EVERY_MS

    def ask(self, epoch: int, now_ms: float) -> None:
        """Ask; the answer belongs to ``epoch``."""
        self._exchange.send(wire.Hello(wire.MAJOR, wire.MINOR, epoch), now_ms)

    def look(self, epoch: int, now_ms: float) -> None:
        """Ask again where it is time to, or give up."""
        if now_ms >= self._since_ms + GREET_FOR_MS:
            self._exchange.lose_silent(
                f"Nothing that speaks our protocol answers on {self._exchange.link.describe}.",
                "Check that the firmware is on the device and that it is the right one.",
                now_ms,
            )
        elif now_ms >= self.next_ms:
            self.ask(epoch, now_ms)

    def heard(self, packet: wire.Packet) -> wire.HelloReply | None:
        """Take what it said; who it is, once its places are known too."""
        if isinstance(packet, wire.HelloReply):
            self.hello = packet
        elif isinstance(packet, wire.Places) and self.hello:
            self.places = packet
            return self.hello
        return None


def misfit(hello: wire.HelloReply, places: wire.Places, name: str) -> DeviceRefused | None:
    """Say why the device cannot be played on; None when it can."""
    wrong = None
    if hello.major != wire.MAJOR:
        wrong = f"speaks version {hello.major} of the protocol, and this is version {wire.MAJOR}"
    elif not 1 <= hello.motors <= wire.MAX_MOTORS or len(places.places) != hello.motors:
        wrong = f"says that it has {hello.motors} motors at {len(places.places)} places"
    elif not (hello.steps and hello.tracks and hello.segments and hello.max_level):
        wrong = "says that it can play nothing"
    elif hello.deadman_ms < SHORTEST_DEADMAN_MS:
        wrong = f"rests after {hello.deadman_ms} ms of silence, which is too soon"
    if wrong is None:
        return None
    return DeviceRefused(
        f"The device on {name} {wrong}.",
        hint="Put a firmware on it that fits this version.",
        reason=BridgeReason.REFUSED,
    )


def layout_of(hello: wire.HelloReply, places: wire.Places) -> Layout:
    """The device's motors, where they are and what they can do."""
    kind = _KINDS.get(hello.kind, Actuator.LRA)
    return Layout(
        tuple(
            Motor(
                _place(x),
                _place(y),
                kind=kind,
                steps=hello.steps,
                lowest_level=hello.lowest / 255,
                rise_ms=hello.rise_ms,
                stop_ms=hello.stop_ms,
            )
            for x, y in places.places
        )
    )


def _place(number: int) -> float:
    return 0.5 if number in (127, 128) else number / 255
