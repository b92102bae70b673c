"""The packets of the wire protocol and their bytes, as docs/reference/protocol.md lays them down. No I/O."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any, ClassVar, TypeAlias

MAJOR, MINOR = 1, 0
"""The version of the protocol that is spoken here."""
MAX_PACKET = 64
"""Bytes of the longest packet on a wire; only those of tracks are ever longer than `SHORT_PACKET`."""
SHORT_PACKET = 20
"""Bytes of the longest packet on a radio: what one BLE write of the smallest kind can carry."""
TRACK_HEAD, MORE_HEAD = 7, 3
"""Bytes before those of a track in a ``TRACK`` and in a ``MORE``."""
MAX_MOTORS = 8


class Kind(IntEnum):
    """How the device's motors make their vibration; named as `lexicon.Actuator`."""

    ERM = 0
    LRA = 1
    VCM = 2


class StatusReason(IntEnum):
    """What became of the packet that a ``STATUS`` answers, or why it came by itself."""

    OK = 0
    GAP = 1
    """``seq`` says which number is awaited."""
    STALE = 2
    """Of another epoch."""
    FULL = 3
    BAD = 4
    FAR = 5
    """More than 10 s ahead or 20 s ago."""
    HALTED = 6
    NO_SESSION = 7
    DEADMAN = 8
    """Not an answer: the host was silent for too long."""
    FAULT = 9
    """Not an answer: a motor was blocked."""


class StatusFlags(IntFlag):
    """What state a device is in."""

    BUSY = 1
    """Something plays or waits."""
    HALTED = 2
    BLOCKED = 4
    """At least one motor is too hot or was on for too long."""
    SESSION = 8


@dataclass(frozen=True, slots=True)
class Hello:
    """Opens a session."""

    name: ClassVar[str] = "hello"
    type: ClassVar[int] = 0x01
    major: int
    minor: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Time:
    """Asks for the device's clock; ``t1`` is any number (u32) that the answer brings back."""

    name: ClassVar[str] = "time"
    type: ClassVar[int] = 0x02
    t1: int


@dataclass(frozen=True, slots=True)
class Ping:
    """A sign of life that asks for a status."""

    name: ClassVar[str] = "ping"
    type: ClassVar[int] = 0x03


@dataclass(frozen=True, slots=True)
class Track:
    """Begins a track that starts at ``t0`` (device time, us)."""

    name: ClassVar[str] = "track"
    type: ClassVar[int] = 0x10
    seq: int
    epoch: int
    t0: int
    data: bytes


@dataclass(frozen=True, slots=True)
class More:
    """Goes on with the track that came last."""

    name: ClassVar[str] = "more"
    type: ClassVar[int] = 0x11
    seq: int
    epoch: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Stop:
    """All to rest on receipt; whatever was sent under an earlier epoch is refused from then on."""

    name: ClassVar[str] = "stop"
    type: ClassVar[int] = 0x12
    epoch: int


@dataclass(frozen=True, slots=True)
class Limit:
    """Lowers the highest level (0 to 255); it never rises."""

    name: ClassVar[str] = "limit"
    type: ClassVar[int] = 0x13
    level: int


@dataclass(frozen=True, slots=True)
class Watch:
    """Asks for ``LEVELS`` on change, at most every ``every_ms``; 0 for never."""

    name: ClassVar[str] = "watch"
    type: ClassVar[int] = 0x14
    every_ms: int


@dataclass(frozen=True, slots=True)
class HelloReply:
    """Who the device is and what it allows; levels 0 to 255, ``duty`` in percent."""

    name: ClassVar[str] = "hello_r"
    type: ClassVar[int] = 0x81
    major: int
    minor: int
    firmware: int
    motors: int
    kind: int
    """A `Kind`, or a number that this version does not know."""
    steps: int
    lowest: int
    max_level: int
    tracks: int
    segments: int
    deadman_ms: int
    longest_on_ms: int
    duty: int
    rise_ms: int
    stop_ms: int
    boot: int


@dataclass(frozen=True, slots=True)
class TimeReply:
    """The host's ``t1``, when it came and when this answer left (device time, us)."""

    name: ClassVar[str] = "time_r"
    type: ClassVar[int] = 0x82
    t1: int
    received: int
    sent: int


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a packet, and how the device is."""

    name: ClassVar[str] = "status"
    type: ClassVar[int] = 0x83
    reason: int
    """A `StatusReason`, or a number that this version does not know."""
    seq: int
    """The number that is awaited next."""
    epoch: int
    flags: int
    """Bits of `StatusFlags`."""
    free_tracks: int
    free_segments: int
    now: int
    """Device time, us."""
    late: int
    errors: int
    underruns: int
    boot: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where each motor is: x and y, 0 left or top, 255 right or bottom."""

    name: ClassVar[str] = "places"
    type: ClassVar[int] = 0x84
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """What the motors do at ``now`` (device time, us): a level of 0 to 255 each."""

    name: ClassVar[str] = "levels"
    type: ClassVar[int] = 0x85
    now: int
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that are no packet: of an unknown type, or of a length that their type never has."""

    name: ClassVar[str] = "unreadable"
    data: bytes


HostPacket: TypeAlias = "Hello | Time | Ping | Track | More | Stop | Limit | Watch"
DevicePacket: TypeAlias = "HelloReply | TimeReply | Status | Places | Levels"
Packet: TypeAlias = "HostPacket | DevicePacket"


@dataclass(frozen=True, slots=True)
class _Form:
    """The fixed part of a body, and how many bytes may follow it."""

    cls: type[Packet]
    fixed: struct.Struct
    tail: range = range(1)


_FORMS: Mapping[int, _Form] = {
    form.cls.type: form
    for form in (
        _Form(Hello, struct.Struct("<BBB")),
        _Form(Time, struct.Struct("<I")),
        _Form(Ping, struct.Struct("<")),
        _Form(Track, struct.Struct("<BBI"), range(MAX_PACKET - TRACK_HEAD + 1)),
        _Form(More, struct.Struct("<BB"), range(1, MAX_PACKET - MORE_HEAD + 1)),
        _Form(Stop, struct.Struct("<B")),
        _Form(Limit, struct.Struct("<B")),
        _Form(Watch, struct.Struct("<B")),
        _Form(HelloReply, struct.Struct("<10B2H3BH")),
        _Form(TimeReply, struct.Struct("<3I")),
        _Form(Status, struct.Struct("<6BI4H")),
        _Form(Places, struct.Struct("<"), range(2, 2 * MAX_MOTORS + 1, 2)),
        _Form(Levels, struct.Struct("<I"), range(1, MAX_MOTORS + 1)),
    )
}


def encode(packet: Packet) -> bytes:
    """Give the bytes of a packet. Raises ValueError when a number or the tail does not fit its place."""
    form = _FORMS[packet.type]
    match packet:
        case Track() | More():
            tail = packet.data
        case Places():
            tail = bytes(number for place in packet.places for number in place)
        case Levels():
            tail = bytes(packet.levels)
        case _:
            tail = b""
    names = packet.__slots__[:-1] if len(form.tail) > 1 else packet.__slots__
    if len(tail) not in form.tail:
        raise ValueError(f"{len(tail)} bytes do not fit the end of a {packet.name} packet")
    try:
        return bytes((packet.type,)) + form.fixed.pack(*(getattr(packet, name) for name in names)) + tail
    except struct.error as error:
        raise ValueError(f"a {packet.name} packet cannot hold this: {error}") from None


def decode(data: bytes) -> Packet | Unreadable:
    """Read one packet of either side; what is none comes back as `Unreadable`. Raises nothing."""
    form = _FORMS.get(data[0]) if data else None
    if form is None or len(data) - 1 - form.fixed.size not in form.tail:
        return Unreadable(bytes(data))
    values: list[Any] = list(form.fixed.unpack_from(data, 1))
    tail = bytes(data[1 + form.fixed.size :])
    if form.cls is Track or form.cls is More:
        values.append(tail)
    elif form.cls is Places:
        values.append(tuple(zip(tail[::2], tail[1::2], strict=True)))
    elif form.cls is Levels:
        values.append(tuple(tail))
    return form.cls(*values)


def reason_name(reason: int) -> str:
    """Name a status reason for traces; an unknown one is its number."""
    return StatusReason(reason).name.lower() if reason in StatusReason.__members__.values() else str(reason)
