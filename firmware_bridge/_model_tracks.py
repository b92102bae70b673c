"""How a device reads and evaluates one track, in integers as docs/reference/protocol.md lays it down. No I/O."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator
from dataclasses import dataclass
from enum import IntEnum

_VOICES, _CHOP, _CARRIER, _GLIDE, _KNOWN = 0x03, 0x04, 0x08, 0x10, 0x1F
_EASE = (0, 37, 128, 218, 255)
_FULL = 255 * 128
"""Full level inside an envelope: a level of the wire and seven bits below it."""


class _Shape(IntEnum):
    RAMP = 0
    HOLD = 1
    EASE = 2
    CHOPPED = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """Who plays the envelope of a track."""

    motors: int
    """Bit k: motor k."""
    gain: int
    """0 to 255 for 0 to 1."""
    delay_us: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of an envelope, from level ``a`` to level ``b`` (0 to 255)."""

    shape: _Shape
    start_ms: int
    duration_ms: int
    a: int
    b: int
    pieces: int
    """Into how many it is cut; 1 for a plain one."""
    keep: int
    """What every second piece keeps of the line, 0 to 255; for chopped ones."""

    @property
    def slopes(self) -> bool:
        """Whether the level changes between two corners."""
        return self.shape is not _Shape.HOLD and self.a != self.b

    def value(self, v_us: int) -> int:
        """Give the value (0 to 32640) at ``v_us`` from its start, which must lie inside."""
        if self.shape is _Shape.HOLD:
            return self.b * 128
        piece = self._piece(v_us)
        if self.shape is _Shape.EASE:
            low, high = (self.a + _div((self.b - self.a) * _EASE[k], 255) for k in (piece, piece + 1))
            from_ms, to_ms = self._cut_ms(piece), self._cut_ms(piece + 1)
            return _line(low, high, v_us - from_ms * 1000, to_ms - from_ms)
        x = _line(self.a, self.b, v_us, self.duration_ms)
        return x * self.keep // 255 if piece % 2 else x

    def next_corner_us(self, v_us: int) -> int:
        """Give the next corner after ``v_us``, both from its start."""
        return self._cut_ms(self._piece(v_us) + 1) * 1000

    def _cut_ms(self, piece: int) -> int:
        return self.duration_ms * piece // self.pieces

    def _piece(self, v_us: int) -> int:
        # The last piece that has begun: those that the whole milliseconds leave empty are passed over.
        return ((v_us // 1000 + 1) * self.pieces - 1) // self.duration_ms


class ModelTrack:
    """A track in the queue of a device: its bytes come in cut anywhere, its levels can be asked for at any time."""

    def __init__(self, t0_us: int, motors: int) -> None:
        """Begin one that starts at ``t0_us`` on a device of ``motors``; nothing is known of it yet."""
        self.t0_us = t0_us
        self.voices: tuple[Voice, ...] = ()
        """Empty until the head has come whole."""
        self.segments: list[Segment] = []
        self.end_us = 0
        """Where the last known segment ends, from the start of a voice."""
        self.ended = False
        """Nothing of it is to come any more."""
        self.underrun = False
        """Its known part ran out before its end came."""
        self._chop = (0, 0)
        self._carrier = (0, 0, 0)
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
        segment = self._segment(u_us)
        return segment.value(u_us - segment.start_ms * 1000) if segment else 0

    def level(self, voice: Voice, now_us: int) -> int:
        """Give the level (0 to 255) of a voice."""
        return (self.value(now_us - self.t0_us - voice.delay_us) * voice.gain + _FULL // 2) // _FULL

    def carrier(self, voice: Voice, now_us: int) -> int:
        """Give the carrier of a voice in steps of 2 Hz; 0 for none."""
        first, last, span_ms = self._carrier
        u_ms = (now_us - self.t0_us - voice.delay_us) // 1000
        return last if u_ms >= span_ms else first + _div((last - first) * u_ms, span_ms)

    def next_change_us(self, voice: Voice, now_us: int, slope_us: int) -> int | None:
        """Say when the level of a voice has to be looked at again; ``slope_us`` ahead at most while on a slope."""
        start_us = self.t0_us + voice.delay_us
        if now_us < start_us:
            return start_us
        segment = self._segment(now_us - start_us)
        if segment is None:
            return None
        start_us += segment.start_ms * 1000
        corner_us = start_us + segment.next_corner_us(now_us - start_us)
        moving = segment.slopes or now_us - self.t0_us - voice.delay_us < self._carrier[2] * 1000
        return min(corner_us, now_us + slope_us) if moving else corner_us

    def _segment(self, u_us: int) -> Segment | None:
        if not 0 <= u_us < self.end_us:
            return None
        return self.segments[bisect_right(self._starts_ms, u_us // 1000) - 1]

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
        pieces, (half_ms, keep) = 1, self._chop
        if shape is _Shape.EASE:
            pieces = len(_EASE) - 1
        elif shape is _Shape.CHOPPED and half_ms:
            pieces = duration_ms // half_ms
            pieces = 1 if pieces < 3 else pieces - 1 + pieces % 2
        start_ms = self.end_us // 1000
        before = self.segments[-1].b if self.segments else 0
        self.segments.append(Segment(shape, start_ms, duration_ms, before, level, pieces, keep))
        self._starts_ms.append(start_ms)
        self.end_us += duration_ms * 1000


def _line(a: int, b: int, v_us: int, d_ms: int) -> int:
    return a * 128 + _div((b - a) * 128 * (v_us >> 6), (d_ms * 1000) >> 6)


def _div(number: int, by: int) -> int:
    """Divide and round toward zero, as C does."""
    return number // by if number >= 0 else -(-number // by)
