"""What serial, TCP and simulated devices share: a link whose packets travel as frames on a stream of bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from ._frame import CRC_BYTES, frame
from ._pump import Channel, Pump
from ._wire import MAX_PACKET
from .errors import BridgeReason, LinkLost


class StreamLink:
    """A link over a stream of bytes. Kinds of it say how to connect; it can be opened again after a loss."""

    lead_ms: float = 20.0
    """How far ahead of now the first level of a program is planned."""
    one_way_sync: bool = False
    """The clock offset is half the fastest round trip."""
    window: int = 16
    """Packets under way without an answer: a step is one of some 30 bytes, so about 40 ms at 115200 baud."""
    same_clock: bool = False
    watch_ms: int = 0
    """How often the device is asked to report its levels; 0 for never."""
    packet_bytes: int = MAX_PACKET
    overhead: int = 1 + CRC_BYTES + 1
    """Bytes that a frame adds to its packet."""
    battery: float | None = None
    """The protocol has no word for it."""
    lost_hint: ClassVar[str] = "Connect it again."

    def __init__(self, describe: str) -> None:
        """Describe the other end in a few words; nothing is opened yet."""
        self.describe = describe
        self._pump: Pump | None = None

    @property
    def frame_errors(self) -> int:
        """Broken frames that came since it was opened."""
        return self._pump.deframer.errors if self._pump else 0

    def open(self, wake: Callable[[], None]) -> None:
        """Connect; ``wake`` is called from another thread when something arrived or the link was lost.

        Raises `DeviceNotFound` when that cannot be done.
        """
        self.close()
        self._pump = Pump(self._connect(), wake, self.describe)

    def send(self, packet: bytes) -> None:
        """Queue one packet of 1 to 64 bytes; never waits. Raises `LinkLost` when the link is down."""
        self.send_bytes(frame(packet))

    def send_urgent(self, packet: bytes) -> None:
        """Do as `send` does, and pass everything that has not begun to leave."""
        self.send_bytes(frame(packet), urgent=True)

    def send_bytes(self, data: bytes, *, urgent: bool = False) -> None:
        """Queue bytes as they are, frame or not: for those who spoil frames on purpose. Raises `LinkLost`."""
        if self._pump is None or not self._pump.put(data, urgent=urgent):
            raise self._lost()

    def receive(self) -> list[tuple[float, bytes]]:
        """Return (`time.monotonic` of arrival in s, packet). Raises `LinkLost` when down and all was given."""
        down = self._pump is None or self._pump.down is not None  # asked first: what came before it is kept
        arrived = self._pump.take() if self._pump else []
        if down and not arrived:
            raise self._lost()
        return arrived

    def next_deadline_ms(self) -> float | None:
        """Nothing happens here without a call of ``wake``."""
        return None

    def close(self) -> None:
        """Disconnect, after the urgent packets have left; whatever the state, within 3 s."""
        pump, self._pump = self._pump, None
        if pump is not None:
            pump.close()

    def _connect(self) -> Channel:
        raise NotImplementedError

    def _lost(self) -> LinkLost:
        pump = self._pump
        why, reason = (pump and pump.down) or ("it is not open", BridgeReason.DROPPED)
        return LinkLost(f"The link to {self.describe} broke: {why}.", hint=self.lost_hint, reason=reason)
