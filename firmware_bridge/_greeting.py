"""What a device says of itself, read: its layout, and why it cannot be played on. No I/O."""

from __future__ import annotations

from collections.abc import Mapping

from lexicon import Actuator, Layout, Motor

from . import _wire as wire
from .errors import BridgeReason, DeviceRefused

_KINDS: Mapping[int, Actuator] = {wire.Kind.ERM: Actuator.ERM, wire.Kind.LRA: Actuator.LRA, wire.Kind.VCM: Actuator.VCM}
SHORTEST_DEADMAN_MS = 100
"""A device that rests sooner could not be kept awake over a radio."""


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
