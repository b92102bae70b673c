"""Frames for links that are streams of bytes: COBS of the packet and its CRC-16, ended by a zero byte. No I/O.

The zero byte stands nowhere else, so a reader that lost its place finds it again at the next one.
"""

from __future__ import annotations

from binascii import crc_hqx

from ._wire import MAX_PACKET

CRC_BYTES = 2
MAX_FRAME = 1 + MAX_PACKET + CRC_BYTES + 1
"""Bytes of the longest frame: one of COBS, the packet, its CRC, the zero byte."""


def crc16(packet: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, nothing mirrored."""
    return crc_hqx(packet, 0xFFFF)


def frame(packet: bytes) -> bytes:
    """Wrap a packet of 1 to 64 bytes. Raises ValueError for other lengths."""
    if not 1 <= len(packet) <= MAX_PACKET:
        raise ValueError(f"a packet has 1 to {MAX_PACKET} bytes, this one {len(packet)}")
    return wrap(packet)


def wrap(packet: bytes) -> bytes:
    """Do as `frame` does with fewer than 252 bytes, a packet or not."""
    blocks = (packet + crc16(packet).to_bytes(CRC_BYTES, "little")).split(b"\0")
    return b"".join([bytes((len(block) + 1,)) + block for block in blocks]) + b"\0"


def unframe(body: bytes) -> bytes | None:
    """Read what stands before a zero byte; None when it is no whole, correct frame."""
    blocks = []
    at = 0
    while at < len(body):
        end = at + body[at]
        if end > len(body):
            return None
        blocks.append(body[at + 1 : end])
        at = end
    whole = b"\0".join(blocks)
    packet, crc = whole[:-CRC_BYTES], whole[-CRC_BYTES:]
    if not 1 <= len(packet) <= MAX_PACKET or crc16(packet) != int.from_bytes(crc, "little"):
        return None
    return packet


class Deframer:
    """Finds packets in a stream that may be cut anywhere, begin anywhere and hold garbage."""

    def __init__(self) -> None:
        """Begin as if a zero byte had just been read."""
        self.errors = 0
        """Broken frames since the start."""
        self._held = bytearray()  # never more than one byte over the longest frame: enough to know it for broken

    def feed(self, data: bytes) -> list[bytes]:
        """Take any piece of the stream and return the packets that it completes. Raises nothing."""
        packets = []
        *ended, rest = data.split(b"\0")
        for body in ended:
            self._hold(body)
            if self._held:
                packet = unframe(bytes(self._held)) if len(self._held) < MAX_FRAME else None
                if packet is None:
                    self.errors += 1
                else:
                    packets.append(packet)
                self._held.clear()
        self._hold(rest)
        return packets

    def _hold(self, body: bytes) -> None:
        self._held += body[: MAX_FRAME - len(self._held)]
