"""How a device reads and evaluates one track, in integers as docs/reference/protocol.md lays it down. No I/O."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator
from dataclasses import dataclass
from enum import IntEnum

_VOICES, _CHOP, _CARRIER, _GLIDE, _KNOWN = 0x03, 0x04, 0x08, 0x10, 0x1F
_FULL = 255 * 128
"""Full level inside an envelope: a level of the wire and seven bits below it."""


class _Shape(IntEnum):
    RAMP = 0
    HOLD = 1
    EASE = 2
    ROOT = 3


_CURVES = {
    _Shape.EASE: ((0, 0), (4, 37), (8, 128), (12, 218), (16, 255)),
    _Shape.ROOT: ((0, 0), (4, 128), (9, 191), (16, 255)),
}
"""Where a rise from 0 to full has its corners: sixteenths of its time, level."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who plays the envelope of a track."""

    motors: int
    """Bit k: motor k."""
    gain: int
    """0 to 255 for 0 to 1."""
    delay_us: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight line of an envelope, from level ``a`` to level ``b`` (0 to 255); times are from a voice's start."""

    start_ms: int
    duration_ms: int
    a: int
    b: int
    parts: int
    """Into how many it is cut; 1 for whole."""
    keep: int
    """What every second part keeps of the line, 0 to 255."""

    @property
    def slopes(self) -> bool:
        """Whether the level changes between two corners."""
        return self.a != self.b

    def value(self, u_us: int) -> int:
        """Give the value (0 to 32640) at ``u_us``, which must lie inside."""
        v_us = u_us - self.start_ms * 1000
        x = self.a * 128 + _div((self.b - self.a) * 128 * (v_us >> 6), (self.duration_ms * 1000) >> 6)
        return x * self.keep // 255 if self._part(v_us) % 2 else x

    def next_corner_us(self, u_us: int) -> int:
        """Give the next corner after ``u_us``."""
        part = self._part(u_us - self.start_ms * 1000) + 1
        return (self.start_ms + self.duration_ms * part // self.parts) * 1000

    def _part(self, v_us: int) -> int:
        # The last part that has begun: those that the whole milliseconds leave empty are passed over.
        return ((v_us // 1000 + 1) * self.parts - 1) // self.duration_ms


class ModelTrack:
    """A track in the queue of a device: its bytes come in cut anywhere, its levels can be asked for at any time."""

    def __init__(self, t0_us: int, motors: int) -> None:
        """Begin one that starts at ``t0_us`` on a device of ``motors``; nothing is known of it yet."""
        self.t0_us = t0_us
        self.voices: tuple[Voice, ...] = ()
        """Empty until the head has come whole."""
        self.segments = 0
        """How many have come whole."""
        self.end_us = 0
        """Where the last known segment ends, from the start of a voice."""
        self.ended = False
        """Nothing of it is to come any more."""
        self.underrun = False
        """Its known part ran out before its end came."""
        self._chop = (0, 0)
        self._carrier = (0, 0, 0)
        self._level = 0
        self._pieces: list[Piece] = []
        self._starts_ms: list[int] = []
        self._reader = self._read(motors)
        next(self._reader)

    def feed(self, data: bytes) -> bool:
        """Take the next bytes; those after the end are skipped. False when they cannot be understood."""
        for byte in data:
            if self.ended:
                break
            try:
                self._reader.send(byte)
            except StopIteration as done:
                self.ended = True
                return bool(done.value)
        return True

    def over(self, now_us: int) -> bool:
        """Whether no voice has anything left to play."""
        return all(now_us - self.t0_us - voice.delay_us >= self.end_us for voice in self.voices)

    def value(self, u_us: int) -> int:
        """Give the envelope's value (0 to 32640) at ``u_us`` from the start of a voice; 0 outside of it."""
        piece = self._piece(u_us)
        return piece.value(u_us) if piece else 0

    def level(self, voice: Voice, now_us: int) -> int:
        """Give the level (0 to 255) of a voice."""
        return (self.value(now_us - self.t0_us - voice.delay_us) * voice.gain + _FULL // 2) // _FULL

    def carrier(self, voice: Voice, now_us: int) -> int:
        """Give the carrier of a voice in steps of 2 Hz; 0 for none."""
        first, last, span_ms = self._carrier
        u_ms = (now_us - self.t0_us - voice.delay_us) // 1000
        return last if u_ms >= span_ms else first + _div((last - first) * u_ms, span_ms)

    def corners(self, voice: Voice) -> list[tuple[float, float]]:
        """Give a voice as straight lines: ms from the track's start, level 0..255; two of one time are a jump."""
        zero_ms, gain = voice.delay_us // 1000, voice.gain / 255
        found: list[tuple[float, float]] = []
        for piece in self._pieces:
            slope = (piece.b - piece.a) / piece.duration_ms
            for part in range(piece.parts):
                share = gain * (piece.keep / 255 if part % 2 else 1.0)
                for at_ms in (piece.duration_ms * part // piece.parts, piece.duration_ms * (part + 1) // piece.parts):
                    corner = (zero_ms + piece.start_ms + at_ms, (piece.a + slope * at_ms) * share)
                    if not found or found[-1] != corner:
                        found.append(corner)
        return found

    def next_change_us(self, voice: Voice, now_us: int, slope_us: int) -> int | None:
        """Say when the level of a voice has to be looked at again; ``slope_us`` ahead at most while on a slope."""
        start_us = self.t0_us + voice.delay_us
        if now_us < start_us:
            return start_us
        piece = self._piece(now_us - start_us)
        if piece is None:
            return None
        corner_us = start_us + piece.next_corner_us(now_us - start_us)
        moving = piece.slopes or now_us - start_us < self._carrier[2] * 1000
        return min(corner_us, now_us + slope_us) if moving else corner_us

    def _piece(self, u_us: int) -> Piece | None:
        if not 0 <= u_us < self.end_us:
            return None
        return self._pieces[bisect_right(self._starts_ms, u_us // 1000) - 1]

    def _read(self, motors: int) -> Generator[None, int, bool]:
        """Take a byte at each yield; return whether all were understood."""
        head = yield
        if head & ~_KNOWN or (head & _GLIDE and not head & _CARRIER):
            return False
        if head & _CHOP:
            half_ms = yield
            if not half_ms:
                return False
            self._chop = half_ms, (yield)
        if head & _CARRIER:
            hz = yield
            self._carrier = (hz, (yield), (yield) | (yield) << 8) if head & _GLIDE else (hz, hz, 0)
        voices = []
        for index in range((head & _VOICES) + 1):
            mask = yield
            if not mask or mask >> motors:
                return False
            gain = yield
            delay_ms = (yield) | (yield) << 8 if index else 0
            voices.append(Voice(mask, gain, delay_ms * 1000))
        self.voices = tuple(voices)
        while True:
            number = yield
            if number & 0x80:
                high = yield
                if high & 0x80:
                    return False
                number = (number & 0x7F) | high << 7
            duration_ms, shape = number >> 2, _Shape(number & 3)
            if not duration_ms and shape is not _Shape.HOLD:
                return shape is _Shape.RAMP
            self._add(shape, duration_ms, (yield))

    def _add(self, shape: _Shape, duration_ms: int, level: int) -> None:
        start_ms, a = self.end_us // 1000, self._level
        for from_ms, to_ms, low, high in _lines(shape, a, level, duration_ms):
            if from_ms < to_ms:
                parts = _parts(to_ms - from_ms, self._chop[0])
                self._pieces.append(Piece(start_ms + from_ms, to_ms - from_ms, low, high, parts, self._chop[1]))
                self._starts_ms.append(start_ms + from_ms)
        self._level = level
        self.segments += 1
        self.end_us += duration_ms * 1000


def _lines(shape: _Shape, a: int, b: int, duration_ms: int) -> list[tuple[int, int, int, int]]:
    """From when to when, from which to which level: the straight pieces of one segment."""
    if shape is _Shape.HOLD:
        return [(0, duration_ms, b, b)]
    if shape is _Shape.RAMP:
        return [(0, duration_ms, a, b)]
    curve = _CURVES[shape]
    rises = b >= a
    low, high = (a, b) if rises else (b, a)
    ends = [
        (duration_ms * (k if rises else 16 - k) // 16, max(low, (high * level + 127) // 255))
        for k, level in (curve if rises else reversed(curve))
    ]
    return [(t, u, x, y) for (t, x), (u, y) in zip(ends, ends[1:], strict=False)]


def _parts(duration_ms: int, half_ms: int) -> int:
    """In how many parts a straight piece is cut: an odd number of about ``half_ms`` each, 1 where that is under 3."""
    parts = duration_ms // half_ms if half_ms else 1
    return 1 if parts < 3 else parts - 1 + parts % 2


def _div(number: int, by: int) -> int:
    """Divide and round toward zero, as C does."""
    return number // by if number >= 0 else -(-number // by)
