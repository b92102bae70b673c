"""What a bridge tells its callback, in the order in which it happened. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Started:
    """A program's turn has come."""

    program_id: int
    t_device_ms: float
    """The device time of the program's zero; its onsets count from there."""


@dataclass(frozen=True, slots=True)
class Stretched:
    """A step came after its time: it and the rest of its program move later together."""

    program_id: int
    by_ms: int
    """How much later than before."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A program was played to its end."""

    program_id: int
    t_device_ms: float


@dataclass(frozen=True, slots=True)
class Late:
    """Envelopes that reached the device after they should have begun; only the rest of them was played."""

    count: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A message went to the device."""

    message: str
    bytes: int
    """Its length on the wire."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message came from the device."""

    message: str
    bytes: int
    """Its length on the wire."""


@dataclass(frozen=True, slots=True)
class Level:
    """What the device says that its motors do, on each change."""

    t_device_ms: float
    levels: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """Everything was dropped and the motors were told to rest."""

    reason: str
    program_id: int | None = None
    """The one program that was dropped, if what else was to be played goes on."""


@dataclass(frozen=True, slots=True)
class Restarted:
    """The device started anew by itself, and is greeted again; what played was lost."""


@dataclass(frozen=True, slots=True)
class LinkDown:
    """The device can no longer be reached; nothing more is sent to it."""

    detail: str


BridgeEvent: TypeAlias = (
    "Started | Stretched | Finished | Late | Sent | Received | Level | Stopped | Restarted | LinkDown"
)
