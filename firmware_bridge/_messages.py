"""What a host and a device say to each other, before any bytes. No I/O.

Lengths are those of one packet on the wire without framing: a type and a sequence byte, then the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from lexicon import Layout


@dataclass(frozen=True, slots=True)
class Hello:
    """Opens a session: the device stops, forgets what it holds and says who it is."""

    name = "hello"
    size = 4


@dataclass(frozen=True, slots=True)
class HelloReply:
    """Who the device is and what it allows."""

    layout: Layout
    max_level: float
    """Its own cap, 0..1; nothing raises it."""
    deadman_ms: int
    """Silence of the host after which it stops by itself."""
    name = "hello_r"
    size = 20


@dataclass(frozen=True, slots=True)
class Limit:
    """Lowers the device's cap; it never rises again in a session."""

    max_level: float
    name = "limit"
    size = 3


@dataclass(frozen=True, slots=True)
class Levels:
    """What the motors do from now on. A state, so that repeating it or losing one does no harm."""

    seq: int
    epoch: int
    levels: tuple[float, ...]
    carriers_hz: tuple[int, ...]
    name = "levels"

    @property
    def size(self) -> int:
        """Eight bytes and four for each motor."""
        return 8 + 4 * len(self.levels)


@dataclass(frozen=True, slots=True)
class Stop:
    """All to rest on receipt; whatever belongs to an earlier epoch is refused from then on."""

    seq: int
    epoch: int
    name = "stop"
    size = 3


@dataclass(frozen=True, slots=True)
class Status:
    """The device's answer to each message: the last one that it took."""

    seq: int
    epoch: int
    refused: int
    """Messages of an earlier epoch, since the session began."""
    name = "status"
    size = 14


@dataclass(frozen=True, slots=True)
class LevelReport:
    """Out of band, from devices that report themselves: what the motors do, on each change."""

    t_device_ms: float
    levels: tuple[float, ...]


ToDevice: TypeAlias = "Hello | Limit | Levels | Stop"
FromDevice: TypeAlias = "HelloReply | Status | LevelReport"
