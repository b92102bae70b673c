"""What the cases of the conformance run are written with: how one is declared, and the tracks they send. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import _wire as wire
from ._dialogue import Dialogue, Mismatch, NotSeen, name_of
from ._track_format import Kind, Segment, Track, Voice, write_track
from ._wire import StatusFlags, StatusReason

FAR_OFF_MS = 5000
"""When a track starts that is queued and never to be felt."""
LONGEST_DEADMAN_MS = 2000
"""Devices that are more patient would take too long."""
TOUCH = write_track(Track((Voice(1),), (Segment(Kind.HOLD, 100, 40),)))
"""A short, weak hold on the first motor."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that the contract says and that can be seen from outside."""

    name: str
    contract: str
    run: Callable[[Dialogue], None]
    """Raises `Mismatch` or `NotSeen`; finds a session that has just begun."""


class Cases(list[Case]):
    """Cases in the order in which they are declared."""

    def add(self, name: str, contract: str) -> Callable[[Callable[[Dialogue], None]], Callable[[Dialogue], None]]:
        """Declare the function below as one."""

        def take(run: Callable[[Dialogue], None]) -> Callable[[Dialogue], None]:
            self.append(Case(name, contract, run))
            return run

        return take


def expect(what: str, came: object, wanted: object) -> None:
    """Raise `Mismatch` unless ``came`` is what was wanted."""
    if came != wanted:
        raise Mismatch(f"{what} is {came}, not {wanted}")


def answered(talk: Dialogue, packet: wire.HostPacket | bytes, reason: StatusReason, **fields: int) -> wire.Status:
    """Send ``packet`` and return its status; raise `Mismatch` unless reason and fields are as wanted."""
    status = talk.status(packet)
    if status.reason != reason:
        came, wanted = wire.reason_name(status.reason), wire.reason_name(reason)
        raise Mismatch(f"{name_of(packet)} was answered {came}, not {wanted}")
    for name, wanted_number in fields.items():
        expect(f"{name} after {name_of(packet)}", getattr(status, name), wanted_number)
    return status


def has(status: wire.Status, flag: StatusFlags, *, wanted: bool = True) -> None:
    """Raise `Mismatch` unless a flag is as wanted."""
    expect(f"the flag {flag.name}", bool(status.flags & flag), wanted)


def touch_later(talk: Dialogue, seq: int = 0, epoch: int | None = None) -> wire.Track:
    """A track that waits for so long that nobody will feel it."""
    return wire.Track(seq, talk.epoch if epoch is None else epoch, talk.device_us(FAR_OFF_MS), TOUCH)


def deadman_ms(talk: Dialogue) -> int:
    """How long silence is borne. Raises `NotSeen` when that is too long to wait for."""
    if talk.hello.deadman_ms > LONGEST_DEADMAN_MS:
        raise NotSeen(f"its dead-man time is {talk.hello.deadman_ms} ms")
    return talk.hello.deadman_ms
