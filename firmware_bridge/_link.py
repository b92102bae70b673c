"""The way to a device: a contract for every transport, and the way to a device model in this process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from ._model import DeviceModel
from ._wire import MAX_PACKET


class Link(Protocol):
    """Carries whole packets. `receive` and sends come from one thread at a time and never wait."""

    lead_ms: float
    """How far ahead of now the first level must be planned, so that it can be there in time."""
    one_way_sync: bool
    """Whether answers wait for a slot (a radio), so that only the way to the device tells its clock."""
    window: int
    """Packets that may be under way without an answer."""
    same_clock: bool
    """Whether the device's clock is the host's own, so that nothing needs to be measured."""
    watch_ms: int
    """How often the device is asked to report its levels, at most; 0 for never."""
    packet_bytes: int
    """Bytes of the longest packet that it carries."""
    overhead: int
    """Bytes that each packet takes on the wire beside its own."""
    describe: str
    """What a person would call it."""

    @property
    def battery(self) -> float | None:
        """How full the device says that its battery is, 0..1; None where it does not say."""
        ...

    def open(self, wake: Callable[[], None]) -> None:
        """Connect; ``wake`` is called from any thread whenever `receive` has something. Raises `BridgeError`."""
        ...

    def send(self, packet: bytes) -> None:
        """Hand one packet over. Raises `LinkLost` when the link is down."""
        ...

    def send_urgent(self, packet: bytes) -> None:
        """As `send`, and pass whatever has not left yet."""
        ...

    def receive(self) -> list[tuple[float, bytes]]:
        """Return what has come: when (seconds of `time.monotonic`), and what. Raises `LinkLost` once it is down."""
        ...

    def next_deadline_ms(self) -> float | None:
        """Say when `receive` should be called without being woken, in the session's time; None when it need not."""
        ...

    def close(self) -> None:
        """Let go of the transport; may be called again."""
        ...


class ModelLink:
    """A `DeviceModel` in this process, on the host's own clock: nothing is lost, nothing takes time.

    The lead is for the host, which has a step to encode.
    """

    lead_ms = 5.0
    one_way_sync = False
    window = 16
    same_clock = True
    watch_ms = 1
    packet_bytes = MAX_PACKET
    overhead = 0
    describe = "the simulated device"

    def __init__(self, model: DeviceModel, now_ms: Callable[[], float]) -> None:
        """Let ``model`` live by ``now_ms``."""
        self.model = model
        self._now_ms = now_ms
        self._up: deque[bytes] = deque()

    @property
    def battery(self) -> float | None:
        """None: what is simulated has none."""
        return None

    def open(self, wake: Callable[[], None]) -> None:
        """Nothing is to be done: whoever sends looks for the answer at once."""

    def send(self, packet: bytes) -> None:
        """Let the device take the packet now."""
        self._up.extend(self.model.receive(packet, self._now_us()))

    send_urgent = send

    def receive(self) -> list[tuple[float, bytes]]:
        """Let the device live until now and return what it said."""
        now_us = self._now_us()
        self._up.extend(self.model.tick(now_us))
        arrived = [(now_us / 1e6, packet) for packet in self._up]
        self._up.clear()
        return arrived

    def next_deadline_ms(self) -> float | None:
        """When the device does something by itself; now, while it has said something that nobody has read."""
        if self._up:
            return self._now_ms()
        next_us = self.model.next_tick_us(self._now_us())
        return None if next_us is None else next_us / 1000

    def close(self) -> None:
        """Nothing is held."""

    def _now_us(self) -> int:
        return round(self._now_ms() * 1000)
