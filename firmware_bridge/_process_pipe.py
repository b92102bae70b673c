"""What goes between a bridge and its process: pickles with their length in front, from nobody but each other."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass, field
from typing import IO, Any

from lexicon import Layout

from ._events import BridgeEvent
from ._playable import Health
from .errors import BridgeError

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class State:
    """What a session says of itself, as `Playable` names it."""

    layout: Layout
    max_level: float = 1.0
    idle: bool = True
    lost: BridgeError | None = None
    played_ms: int = 0
    stretched_ms: int = 0
    late: int = 0
    health: Health = field(default_factory=Health)


@dataclass(frozen=True, slots=True)
class Report:
    """What the process says: the answer to an order, or news."""

    reply: Any
    """What the call returned or raised."""
    state: State
    events: tuple[BridgeEvent, ...] = ()
    answers: bool = True
    """Whether there was an order."""


def write_pickled(stream: IO[bytes], item: object) -> None:
    """Write one item. Raises OSError when nobody reads."""
    data = pickle.dumps(item, protocol=5)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_pickled(stream: IO[bytes]) -> Any:
    """Wait for one item; None at the end of the stream, whole or cut."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return pickle.loads(data) if len(data) == length else None  # noqa: S301 - from our own process alone
