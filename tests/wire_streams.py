"""Tracks written byte by byte, and random streams of packets: what the tests of devices feed them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from firmware_bridge._wire import Hello, Limit, More, Ping, Stop, Time, Track, Watch, encode

RAMP, HOLD, EASE, ROOT = range(4)
END = b"\0"
U32 = 2**32


def number(duration_ms, shape=RAMP):
    value = duration_ms * 4 + shape
    return bytes((value,)) if value < 128 else bytes((value & 0x7F | 0x80, value >> 7))


def segment(shape, duration_ms, level):
    return number(duration_ms, shape) + bytes((level,))


def head(*voices, chop=None, carrier=None):
    """Voices are (motors, gain, delay_ms); chop is (half_ms, keep); carrier is (hz,) or (hz, end, span_ms), in 2 Hz."""
    bits = len(voices) - 1 | (4 if chop else 0) | (8 if carrier else 0) | (16 if carrier and len(carrier) == 3 else 0)
    out = bytes((bits, *(chop or ())))
    if carrier:
        out += bytes(carrier[:2]) + (carrier[2].to_bytes(2, "little") if len(carrier) == 3 else b"")
    for index, (motors, gain, delay_ms) in enumerate(voices):
        out += bytes((motors, gain)) + (delay_ms.to_bytes(2, "little") if index else b"")
    return out


def packets(data, seq, epoch, t0, longest=20):
    """Cut a track into a TRACK and as many MORE as it needs, of at most so many bytes."""
    first, more = longest - 7, longest - 3
    out = [Track(seq % 256, epoch, t0 % U32, data[:first])]
    for n, at in enumerate(range(first, len(data), more)):
        out.append(More((seq + n + 1) % 256, epoch, data[at : at + more]))
    return [encode(packet) for packet in out]


@dataclass(frozen=True)
class Drawn:
    """A random track, with what it may do."""

    data: bytes
    voices: tuple[tuple[int, int, int], ...]
    length_ms: int
    peak: int


def draw_track(random: Random, motors: int) -> Drawn:
    voices = tuple(
        (random.randrange(1, 2**motors), random.randrange(256), random.choice((0, 1, 30, 400)) if index else 0)
        for index in range(random.randint(1, 4))
    )
    chop = random.choice((None, (random.randint(1, 60), random.randrange(256))))
    carrier = random.choice(
        (None, (random.randrange(256),), (random.randrange(256), random.randrange(256), random.choice((0, 1, 90, 700))))
    )
    data, length_ms, peak = head(*voices, chop=chop, carrier=carrier), 0, 0
    for _ in range(random.randint(0, 8)):
        shape, level = random.randrange(4), random.choice((0, 1, 128, 255, random.randrange(256)))
        ms = random.choice((1, 2, 3, 7, 31, 32, 80, 200, random.randint(1, 1500)))
        if shape == HOLD and random.random() < 0.2:
            ms = 0
        data += segment(shape, ms, level)
        length_ms += ms
        peak = max(peak, level)
    return Drawn(data + END, voices, length_ms, peak)


class RandomHost:
    """A host that mostly keeps to the contract; ``drawn`` are its tracks by their first sequence number and epoch."""

    def __init__(self, random: Random, motors: int) -> None:
        self.random, self.motors = random, motors
        self.longest = random.choice((20, 64))
        self.seq, self.epoch = 0, random.randrange(256)
        self.waiting: list[bytes] = []
        self.sent: list[bytes] = []
        self.drawn: dict[tuple[int, int, int], Drawn] = {}

    def next_packet(self, now_us: int) -> bytes:
        random = self.random
        roll = random.random()
        if roll < 0.05 and self.sent:
            return random.choice(self.sent)
        if roll < 0.1:
            packet = encode(self._other(now_us))
        elif self.waiting and roll < 0.95:
            packet = self.waiting.pop(0)
        else:
            drawn = draw_track(random, self.motors)
            t0 = (now_us + random.choice((-50_000, 0, 777, 20_000, 300_000, 2_000_000))) % U32
            self.drawn[self.seq, self.epoch, t0] = drawn
            packet, *self.waiting = packets(drawn.data, self.seq, self.epoch, t0, self.longest)
            self.seq = (self.seq + 1 + len(self.waiting)) % 256
            if random.random() < 0.1:
                self.waiting = []
                self.seq = (packet[1] + 1) % 256
        self.sent = [*self.sent[-20:], packet]
        return packet

    def _other(self, now_us: int):
        random = self.random
        pick = random.randrange(8)
        if pick == 0:
            self.epoch = (self.epoch + random.choice((0, 1, 1, 5, 200))) % 256
            self.seq, self.waiting = 0, []
            return Hello(random.choice((1, 1, 1, 2)), 0, self.epoch)
        if pick <= 2:
            self.epoch = (self.epoch + 1) % 256
            self.seq, self.waiting = 0, []
            return Stop(self.epoch)
        if pick == 3:
            return Stop((self.epoch - random.randrange(12)) % 256)
        if pick == 4:
            return Limit(random.choice((255, 255, 200, 90, random.randrange(256))))
        if pick == 5:
            return Watch(random.choice((0, 1, 10, 255)))
        awaited = (self.seq - len(self.waiting)) % 256
        far = Track(random.choice((awaited, random.randrange(256))), self.epoch, (now_us + 20_000_000) % U32, b"")
        return random.choice((Ping(), Time(now_us % U32), far))
