"""The eight families of envelopes, shaped by an emotion and fitted into a step. No I/O."""

from __future__ import annotations

from collections.abc import Callable

from ._emotions import Signature
from ._envelopes import GAP_MS, PULSE_MS, STEP_MS, Envelope, Point, beat, prompt, roughen, swell
from ._tokens import Pattern

_DEFAULT_MS = {
    Pattern.TAP: 250,
    Pattern.PULSE: 500,
    Pattern.WAVE: 1000,
    Pattern.RIPPLE: 1000,
    Pattern.ROLL: 1000,
    Pattern.FADE: 1000,
    Pattern.BLOOM: 1000,
    Pattern.BREATH: 2000,
}
WAVE_MS = 300
"""Shortest swell of a wave: a faster one is felt as a flutter and not as a swell."""
SLOW_MS = (1000, 5000)
"""Shortest and longest breath or bloom; a resting breath takes 10 s, and a step lasts 5 s at most."""


SHORT_MS = PULSE_MS + GAP_MS
"""A shorter step has no room for a shape; it is one beat, whatever its pattern."""


def default_duration_ms(pattern: Pattern) -> int:
    """How long ``pattern`` plays when it was never given a duration; always one of the duration tags."""
    return _DEFAULT_MS[pattern]


def still(pattern: Pattern, signature: Signature, duration: int) -> Envelope:
    """The envelope of a pattern that stands still, ``duration`` ms long at most; the peak is 1.

    Raises KeyError for the two that move (ripple and roll).
    """
    if duration < SHORT_MS:
        return beat(0, duration, 0, 0)[1:]
    shape = prompt(_FAMILIES[pattern](signature, duration))
    return roughen(shape, signature.rough_depth, signature.rough_ms)


def tap_ms(signature: Signature) -> int:
    """How long one tap is felt."""
    return PULSE_MS + signature.attack_ms // 2


def _tap(signature: Signature, duration: int) -> Envelope:
    length = min(tap_ms(signature), duration)
    return beat(0, length, signature.attack_ms // 3, signature.attack_ms // 3)


def _pulse(signature: Signature, duration: int) -> Envelope:
    """At least two beats, or it would be a tap; as many whole periods as come closest to the tempo."""
    most = duration // SHORT_MS
    count = min(max(round(duration / signature.tempo_ms), 2), max(most, 1))
    period = duration // count
    felt = min(max(round(period * signature.duty), PULSE_MS), period - GAP_MS)
    points: list[Point] = []
    for k in range(count):
        points += beat(duration * k // count, felt, signature.attack_ms, signature.attack_ms)
    return tuple(points)


def _wave(signature: Signature, duration: int) -> Envelope:
    count = max(1, round(duration / max(signature.tempo_ms, WAVE_MS)))
    return _swells(duration, count, signature.rise, hold=0.0, rest=0.0)


def _breath(signature: Signature, duration: int) -> Envelope:
    """In, a moment held, out, and a pause before the next, as breathing goes."""
    return _swells(duration, _slow_count(signature, duration), signature.rise, hold=0.08, rest=0.14)


def _fade(signature: Signature, duration: int) -> Envelope:
    """Once per step, straight up, held, straight down."""
    hold = int(duration * signature.duty / 2)
    rise = int((duration - hold) * signature.rise)
    return beat(0, duration, max(rise, STEP_MS), max(duration - hold - rise, STEP_MS))


def _bloom(signature: Signature, duration: int) -> Envelope:
    """Opens slowly, then faster (level = share of the rise squared), and lets go in a fifth of its length."""
    count = _slow_count(signature, duration)
    points: list[Point] = []
    for k in range(count):
        start, end = duration * k // count, duration * (k + 1) // count
        length = end - start
        fall, held = max(length // 5, STEP_MS), max(length // 20, STEP_MS)
        rise = min(int(length * min(max(signature.rise, 0.5), 0.75)), length - fall - held)
        hold = start + rise + held
        pieces = max(1, min(4, rise // STEP_MS))
        points += [(start + rise * j // pieces, (j / pieces) ** 2) for j in range(pieces + 1)]
        rest = end - hold - fall
        points += [(hold, 1.0), (end if rest < GAP_MS else hold + fall, 0.0)]
    return tuple(dict.fromkeys(points))


def _swells(duration: int, count: int, rise: float, hold: float, rest: float) -> Envelope:
    points: list[Point] = []
    for k in range(count):
        start, end = duration * k // count, duration * (k + 1) // count
        length = end - start
        pause = int(length * rest)
        pause = pause if pause >= GAP_MS else 0
        held = int(length * hold)
        up = max(int((length - pause - held) * rise), STEP_MS)
        points += swell(start, up, held, length - pause - held - up)
    return tuple(dict.fromkeys(points))


def _slow_count(signature: Signature, duration: int) -> int:
    low, high = SLOW_MS
    return max(1, round(duration / min(max(2 * signature.tempo_ms, low), high)))


_FAMILIES: dict[Pattern, Callable[[Signature, int], Envelope]] = {
    Pattern.WAVE: _wave,
    Pattern.PULSE: _pulse,
    Pattern.FADE: _fade,
    Pattern.BLOOM: _bloom,
    Pattern.BREATH: _breath,
    Pattern.TAP: _tap,
}
