"""The seam between who plays and what is played on: a session in this process, or one in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lexicon import Layout, Timeline

from ._events import BridgeEvent
from ._player import Admission
from .errors import BridgeError


@dataclass(frozen=True, slots=True)
class Health:
    """How good the way to a device is; None is what nobody knows."""

    resent: int = 0
    """Packets that had to be sent again."""
    round_trip_ms: float | None = None
    """The quickest of late."""
    battery: float | None = None
    """How full it is, 0..1."""


class Playable(Protocol):
    """What `Bridge` runs, one call at a time; `Session` is one. Times are the bridge's, in ms."""

    @property
    def layout(self) -> Layout:
        """The device's motors."""
        ...

    @property
    def lost(self) -> BridgeError | None:
        """Why the link is down; None while it is up."""
        ...

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        ...

    @property
    def max_level(self) -> float:
        """The cap that is in force."""
        ...

    @property
    def played_ms(self) -> int:
        """How long programs that have ended or were stopped were playing, in all."""
        ...

    @property
    def stretched_ms(self) -> int:
        """How much programs were delayed because their steps came late, in all."""
        ...

    @property
    def late(self) -> int:
        """Envelopes that reached the device after they should have begun."""
        ...

    @property
    def health(self) -> Health:
        """How good the way to the device is."""
        ...

    def begin(self, program_id: int) -> Admission:
        """Ask for a place for a program. Raises `BridgeError` once the link is down, ValueError for an id in use."""
        ...

    def prepare(self, timeline: Timeline) -> None:
        """Do the work for a step that will be appended; may be called while another call runs. Raises ValueError."""
        ...

    def append(self, program_id: int, onset_ms: int, timeline: Timeline, now_ms: float) -> bool:
        """Add one step; it goes with `advance`. False for a program not held; ValueError for what cannot be played."""
        ...

    def end(self, program_id: int, duration_ms: int, now_ms: float) -> bool:
        """Say how long the program is; False when it is not held. Raises ValueError for what cannot be meant."""
        ...

    def cancel(self, program_id: int, reason: str, now_ms: float) -> bool:
        """Drop one program and let another that waits have its turn; False when it is not held."""
        ...

    def stop(self, reason: str, now_ms: float, *, quiet: bool = False) -> None:
        """Drop everything and bring the motors to rest; with ``quiet`` no event where there was nothing to stop."""
        ...

    def advance(self, now_ms: float) -> None:
        """Do what is due."""
        ...

    def next_deadline(self) -> float | None:
        """Say when `advance` has something to do; None when that depends on what comes."""
        ...

    def take_events(self) -> list[BridgeEvent]:
        """Return what happened since the last call."""
        ...
