"""The air and what is at its other end: connection events, faults, and a device behind them. No D-Bus, no clock."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from firmware_bridge._ble_ids import FELT, Profile
from firmware_bridge._frame import Deframer, frame

STOP = 0x12
PACKETS_PER_EVENT = 4
"""Each way: what phones and desktops do (4 to 7)."""


@dataclass(frozen=True, slots=True)
class Band:
    """One device that advertises itself."""

    address: str = "AA:BB:CC:DD:EE:01"
    name: str = "felt band"
    profile: Profile = FELT
    write_flags: tuple[str, ...] = ("write-without-response",)
    rssi: int = -50
    skips: int = 0
    """Advertisements that get lost before the first that is heard."""
    connected: bool = False
    """Whether a host that was killed has left it connected: such a device does not advertise."""
    battery: bool = False
    """Whether it has the Battery Service."""
    port: str = ""
    """The terminal of the firmware that is behind it; without one it is what the service was told."""


@dataclass(slots=True)
class Faults:
    """How the air and the Bluetooth service behave; may change at any time."""

    interval_ms: float = 15.0
    """Connection interval."""
    hold: bool = False
    """Connection events carry nothing."""
    answer: str = "taken"
    """When a write is answered: ``taken`` at once, as BlueZ does, or when the packet has ``left``."""
    hang: bool = False
    """Writes are neither answered nor carried."""
    hang_up: str = "ok"
    """What becomes of Disconnect: ``ok`` or ``hang``."""
    connect: str = "ok"
    """What becomes of Connect: ``ok``, ``fail``, ``hang``, or ``abort`` (once, then ok)."""
    in_progress: int = 0
    """So many writes are answered InProgress."""
    drop_after: int | None = None
    """The link breaks when so many packets have been carried."""
    die_after: int | None = None
    """The service dies then."""
    mtu: int = 23
    """ATT MTU; a write carries three bytes less."""
    percent: int = 62
    """How full batteries are; reading one of -1 fails."""
    powered: bool = True
    """Whether the adapter is switched on."""


class Device(Protocol):
    """What answers packets: `firmware_bridge._model.DeviceModel`, or a stand-in."""

    def receive(self, packet: bytes, now_us: int) -> list[bytes]:
        """Take one packet; return the answers."""
        ...

    def tick(self, now_us: int) -> list[bytes]:
        """Let time be ``now_us``; return what the device says by itself."""
        ...


class EchoDevice:
    """Sends every packet back."""

    def receive(self, packet: bytes, now_us: int) -> list[bytes]:
        """Return the packet."""
        return [packet]

    def tick(self, now_us: int) -> list[bytes]:
        """Say nothing."""
        return []


class PortDevice:
    """The compiled firmware behind a terminal. What it answers between two connection events goes up in the next."""

    def __init__(self, port: str) -> None:
        """Open the terminal, again once the firmware has started anew; it outlives whoever holds it."""
        self._port = port
        self._fd = -1
        self._plug()

    def receive(self, packet: bytes, now_us: int) -> list[bytes]:
        """Hand a packet over."""
        with contextlib.suppress(OSError):  # its firmware is no more
            os.write(self._fd, frame(packet))
        return []

    def tick(self, now_us: int) -> list[bytes]:
        """Return what it has said since the last event."""
        said = b""
        try:
            said = os.read(self._fd, 4096)
        except BlockingIOError:
            return []
        except OSError:
            pass
        if not said:  # the end of a terminal whose firmware is no more
            self._plug()
        return self._deframer.feed(said)

    def _plug(self) -> None:
        import tty  # POSIX alone has it

        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._deframer = -1, Deframer()
        with contextlib.suppress(OSError, tty.error):  # it is just starting
            self._fd = os.open(self._port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            tty.setraw(self._fd)


def make_device(kind: str, now_us: int, port: str = "") -> Device:
    """Make the firmware behind ``port``, or else an ``echo`` or a ``model`` with four motors; ValueError for others."""
    if port:
        return PortDevice(port)
    if kind == "echo":
        return EchoDevice()
    if kind == "model":
        from firmware_bridge._model import DeviceModel, ModelConfig
        from lexicon import GRID

        return DeviceModel(ModelConfig.of(GRID), 1, now_us)
    raise ValueError(f"there is no device {kind!r}")


@dataclass(slots=True)
class Air:
    """The connection to one device: what waits to be carried down and up."""

    device: Device
    notify: Callable[[bytes], None]
    """Told of each packet that has come up."""
    arrived: Callable[[bytes], None]
    """Told of each packet that the device was given."""
    down: deque[tuple[bytes, Callable[[], None]]] = field(default_factory=deque)
    """Packets with what to call once they have left."""
    up: deque[bytes] = field(default_factory=deque)
    events: int = 0
    """Connection events so far."""
    stops: list[int] = field(default_factory=list)
    """In which event after it was written each stop came down, 1 for the next."""
    full: int = 0
    """Events that carried down as much as one can."""

    def write(self, packet: bytes, has_left: Callable[[], None]) -> None:
        """Queue a packet to go down."""
        event = self.events

        def left() -> None:
            if packet[0] == STOP:
                self.stops.append(self.events - event)
            has_left()

        self.down.append((packet, left))

    def event(self, now_us: int) -> None:
        """Carry out one connection event: answers go up an interval after what they answer came down."""
        self.events += 1
        self.full += len(self.down) >= PACKETS_PER_EVENT
        self.up.extend(self.device.tick(now_us))
        for _ in range(min(PACKETS_PER_EVENT, len(self.up))):
            self.notify(self.up.popleft())
        for _ in range(min(PACKETS_PER_EVENT, len(self.down))):
            packet, has_left = self.down.popleft()
            self.up.extend(self.device.receive(packet, now_us))
            has_left()
            self.arrived(packet)

    def clear(self) -> None:
        """Lose what is on its way."""
        self.down.clear()
        self.up.clear()


def dump_bands(bands: tuple[Band, ...]) -> list[dict[str, Any]]:
    """Spell bands in JSON's own types."""
    return [asdict(band) for band in bands]


def load_bands(entries: list[dict[str, Any]]) -> list[Band]:
    """Read what `dump_bands` gave; what is left out is as in `Band`."""
    return [
        Band(**{**entry, "profile": Profile(**entry["profile"]) if "profile" in entry else FELT}) for entry in entries
    ]
