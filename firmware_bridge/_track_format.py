"""A track as the wire protocol knows it: its bytes, and the level of a voice at any time. No I/O, no clock.

The page is docs/reference/protocol.md, *Tracks*; all arithmetic is in integers and rounds toward zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

LONGEST_MS = 4095
"""What the two bytes of a segment's number hold."""
MAX_VOICES = 4
_CHOP, _CARRIER, _GLIDE, _UNKNOWN = 4, 8, 16, 0xE0


class Kind(IntEnum):
    """How a segment goes to its level."""

    RAMP = 0
    HOLD = 1
    EASE = 2
    ROOT = 3


CURVES = {
    Kind.EASE: ((0, 0), (4, 37), (8, 128), (12, 218), (16, 255)),
    Kind.ROOT: ((0, 0), (4, 128), (9, 191), (16, 255)),
}
"""The corners of a rise from 0: time of 16, level of 255. A raised cosine; a square root. A fall goes back the way."""


class Segment(NamedTuple):
    """One stretch of an envelope; a tuple, as thousands are tried while a step is encoded."""

    kind: Kind
    ms: int
    level: int
    """At its end, 0..255."""


class Chop(NamedTuple):
    """How the straight pieces of a track are cut."""

    half_ms: int
    keep: int
    """What every second piece keeps of its level, of 255."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The vibration's frequency from the track's t0 on."""

    hz: int
    end_hz: int
    """Reached ``span_ms`` after t0, and kept."""
    span_ms: int
    """0 where it does not glide."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Some motors that play the envelope."""

    motors: int
    """Bit k: motor k."""
    gain: int = 255
    delay_ms: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """One envelope and who plays it."""

    voices: tuple[Voice, ...]
    segments: tuple[Segment, ...]
    chop: Chop | None = None
    carrier: Carrier | None = None
    ended: bool = True
    """Its last byte is there."""
    bad: bool = False
    """It was understood only up to here."""

    @property
    def motors(self) -> int:
        """Every motor that has a voice, as bits."""
        mask = 0
        for voice in self.voices:
            mask |= voice.motors
        return mask

    @property
    def duration_ms(self) -> int:
        """From t0 to the end of the last voice."""
        return sum(s.ms for s in self.segments) + max((v.delay_ms for v in self.voices), default=0)


def head_bytes(voices: int, *, chopped: bool) -> int:
    """Bytes before the segments, less those of a carrier."""
    return 4 * voices - 1 + (2 if chopped else 0)


def write_track(track: Track) -> bytes:
    """The bytes of ``track``. Raises ValueError for numbers that have no room in theirs."""
    chop, carrier = track.chop, track.carrier
    glides = carrier is not None and carrier.span_ms > 0
    head = (len(track.voices) - 1) | (_CHOP if chop else 0) | (_CARRIER if carrier else 0) | (_GLIDE if glides else 0)
    out = [head, *(chop or ())]
    if carrier is not None:
        out.append((carrier.hz + 1) // 2)
        if glides:
            out += [(carrier.end_hz + 1) // 2, *_u16(carrier.span_ms)]
    for i, voice in enumerate(track.voices):
        out += [voice.motors, voice.gain, *(_u16(voice.delay_ms) if i else ())]
    for kind, ms, level in track.segments:
        if ms > LONGEST_MS:
            raise ValueError(f"a segment of {ms} ms; it must be at most {LONGEST_MS}")
        number = ms * 4 + kind
        out += [number] if number < 128 else [number & 127 | 128, number >> 7]
        out.append(level)
    return bytes((*out, *((0,) if track.ended else ())))


def decode_track(data: bytes, *, motors: int = 8) -> Track:
    """Read a track for a device of ``motors``; what cannot be understood ends it there, and ``bad`` says so."""
    reader = _Reader(data)
    head, chop, carrier, voices = 0, None, None, []
    segments: list[Segment] = []
    try:
        head = reader.u8()
        if head & _UNKNOWN or (head & _GLIDE and not head & _CARRIER):
            return Track((), (), ended=False, bad=True)
        if head & _CHOP:
            chop = Chop(reader.u8(), reader.u8())
            if chop.half_ms == 0:
                return Track((), (), ended=False, bad=True)
        if head & _CARRIER:
            hz = reader.u8() * 2
            carrier = Carrier(hz, reader.u8() * 2, reader.u16()) if head & _GLIDE else Carrier(hz, hz, 0)
        for i in range((head & 3) + 1):
            voice = Voice(reader.u8(), reader.u8(), reader.u16() if i else 0)
            if not 0 < voice.motors < 1 << motors:
                return Track((), (), ended=False, bad=True)
            voices.append(voice)
        while (number := reader.number()) != 0:
            kind, ms = Kind(number & 3), number >> 2
            if number < 0 or (ms == 0 and kind is not Kind.HOLD):
                return Track(tuple(voices), tuple(segments), chop, carrier, ended=False, bad=True)
            segments.append(Segment(kind, ms, reader.u8()))
    except IndexError:
        whole = len(voices) == (head & 3) + 1
        return Track(tuple(voices) if whole else (), tuple(segments), chop, carrier, ended=False)
    return Track(tuple(voices), tuple(segments), chop, carrier)


def track_level(track: Track, voice: Voice, u_us: int) -> int:
    """The level, 0..255, of ``voice`` at ``u_us`` microseconds after its own start (t0 and its delay)."""
    start = level = 0
    for segment in track.segments:
        v = u_us - start * 1000
        if 0 <= v < segment.ms * 1000:
            return (_inside(segment, level, v, track.chop) * voice.gain + 16320) // 32640
        start, level = start + segment.ms, segment.level
    return 0


def corners(kind: Kind, a: int, b: int, ms: int) -> list[tuple[int, int]]:
    """The corners between straight pieces, ms from the segment's start and level, from level ``a`` to ``b``."""
    curve = CURVES.get(kind)
    if curve is None:
        return [(0, b if kind is Kind.HOLD else a), (ms, b)]
    if b >= a:
        return [(ms * t // 16, max(a, (b * share + 127) // 255)) for t, share in curve]
    return [(ms * (16 - t) // 16, max(b, (a * share + 127) // 255)) for t, share in reversed(curve)]


def chop_pieces(ms: int, half_ms: int) -> int:
    """In how many parts a straight piece is cut; 1 for whole."""
    n = ms // half_ms
    return n - 1 + n % 2 if n >= 3 else 1


def line(a: int, b: int, v_us: int, ms: int) -> int:
    """128ths of a level, ``v_us`` into a straight line over ``ms``."""
    return a * 128 + toward_zero((b - a) * 128 * (v_us >> 6), ms * 1000 >> 6)


def toward_zero(number: int, by: int) -> int:
    """Divide as C does."""
    return number // by if number >= 0 else -(-number // by)


def _inside(segment: Segment, a: int, v: int, chop: Chop | None) -> int:
    path = corners(segment.kind, a, segment.level, segment.ms)
    k = max(k for k in range(len(path) - 1) if v >= path[k][0] * 1000)
    (t0, low), (t1, high) = path[k], path[k + 1]
    x = line(low, high, v - t0 * 1000, t1 - t0)
    if chop is not None:
        n = chop_pieces(t1 - t0, chop.half_ms)
        part = max(j for j in range(n) if v >= (t0 + (t1 - t0) * j // n) * 1000)
        return x * chop.keep // 255 if part % 2 else x
    return x


def _u16(value: int) -> tuple[int, int]:
    return value & 255, value >> 8


class _Reader:
    """Bytes one after the other; IndexError at their end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def u8(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def u16(self) -> int:
        return self.u8() | self.u8() << 8

    def number(self) -> int:
        """A segment's number, -1 for one of three bytes."""
        low = self.u8()
        high = self.u8() if low & 128 else 0
        return -1 if high & 128 else low & 127 | high << 7
