"""Envelopes of one motor: corners in time and relative level, and what is built of them. No I/O."""

from __future__ import annotations

from math import cos, pi
from typing import TypeAlias

Point: TypeAlias = "tuple[int, float]"
"""Time in ms from the envelope's start, level 0..1 of the step's peak."""
Envelope: TypeAlias = "tuple[Point, ...]"
"""Corners joined by straight lines; two at one time are a jump; 0 outside."""

STEP_MS = 20
"""Corners are at least this far apart: finer ones are not felt (Android's envelope guide gives 20 ms a point)."""
FELT_MS = 30
"""What is cut to less than this plays nothing: shorter pulses are not felt."""
PULSE_MS = 40
"""Shortest felt beat: under about 30 ms nothing is noticed, and phone motors need up to 40."""
GAP_MS = 50
"""Shortest pause that is noticed as one (Android's guide on primitives)."""
FIRST_LEVEL = 0.1
"""Slow patterns start here and not at 0, so that the touch comes with the word and not a blink after it."""
_PIECES = 4
"""Straight pieces of half a swell; the worst error against the cosine is then under 4 % of the peak."""


def beat(start: int, length: int, attack: int, release: int, level: float = 1.0) -> Envelope:
    """One trapezoid from ``start`` for ``length`` ms; edges shorter than `STEP_MS` become jumps."""
    attack, release = (ms if ms >= STEP_MS else 0 for ms in (attack, release))
    if attack + release > length:
        attack = length * attack // (attack + release)
        attack = attack if attack >= STEP_MS else 0
        release = length - attack if length - attack >= STEP_MS and release else 0
    hold = length - attack - release
    if 0 < hold < STEP_MS:
        if release:
            release += hold
        elif attack:
            attack += hold
    end = start + length
    corners = ((start, 0.0), (start + attack, level), (end - release, level), (end, 0.0))
    return tuple(dict.fromkeys(corners))


def swell(start: int, rise: int, hold: int, fall: int) -> Envelope:
    """A cosine up, a plateau and a cosine down, in straight pieces of at least `STEP_MS`."""
    up, down = _pieces(rise), _pieces(fall)
    points = [(start + rise * k // up, (1 - cos(pi * k / up)) / 2) for k in range(up + 1)]
    top = start + rise + (hold if hold >= STEP_MS else 0)
    fall += start + rise + hold - top
    points += [(top + fall * k // down, (1 + cos(pi * k / down)) / 2) for k in range(down + 1)]
    return tuple(dict.fromkeys((t, round(level, 6)) for t, level in points))


def prompt(envelope: Envelope) -> Envelope:
    """Lift the first corner to `FIRST_LEVEL` where the rise would not be felt at once; drop a zero before a jump."""
    if len(envelope) < 2 or envelope[0][1] > 0:
        return envelope
    (start, _), (t, level) = envelope[:2]
    if t == start:
        return envelope[1:]
    if level * STEP_MS / (t - start) >= FIRST_LEVEL:
        return envelope
    strong = next(i for i, (_, value) in enumerate(envelope) if value >= FIRST_LEVEL)
    return (*((when, FIRST_LEVEL) for when, _ in envelope[:strong]), *envelope[strong:])


def roughen(envelope: Envelope, depth: float, period_ms: int) -> Envelope:
    """Chop long stretches: every other half of ``period_ms`` plays at ``1 - depth`` of its level.

    Corners stay as they are, and the piece before and after each stays whole, so that the peak is still reached.
    """
    half = max(period_ms // 2, STEP_MS)
    if depth <= 0:
        return envelope
    points: list[Point] = []
    for (t0, a), (t1, b) in zip(envelope, envelope[1:], strict=False):
        points.append((t0, a))
        count = (t1 - t0) // half
        count -= 1 - count % 2
        if count < 3 or max(a, b) == 0:
            continue
        for k in range(1, count):
            t = t0 + (t1 - t0) * k // count
            level = a + (b - a) * (t - t0) / (t1 - t0)
            dip = level * (1 - depth)
            points += [(t, level), (t, dip)] if k % 2 else [(t, dip), (t, level)]
    return (*points, envelope[-1])


def level_at(envelope: Envelope, t: int) -> float:
    """The level that holds from ``t`` on."""
    before = after = None
    for point in envelope:
        if point[0] <= t:
            before = point
        else:
            after = point
            break
    if before is None or after is None:
        return 0.0
    return before[1] + (after[1] - before[1]) * (t - before[0]) / (after[0] - before[0])


def edges(envelope: Envelope) -> set[int]:
    """Where it begins, rests or jumps."""
    jumps = {t for (t, _), (later, _) in zip(envelope, envelope[1:], strict=False) if t == later}
    return jumps | {t for i, (t, level) in enumerate(envelope) if level == 0 or not i}


def cut(envelope: Envelope, duration: int, fade: int) -> Envelope:
    """End ``envelope`` at ``duration``, going to 0 over the last ``fade`` ms.

    A beat that would only just begin before the fade is left out: what is left of it would not be felt.
    """
    start = max(duration - fade, duration // 2)
    level = level_at(envelope, start)
    if start < STEP_MS:
        return ((0, level), (duration, 0.0))
    kept = [p for p in envelope if p[0] <= start - STEP_MS or p[0] == start]
    begin = max((t for t, value in envelope if value == 0 and t <= start), default=envelope[0][0])
    if level > 0 and begin > 0 and (start - begin < STEP_MS or duration - begin < FELT_MS):
        kept = [p for p in kept if p[0] < begin]
        return (*kept, *(() if not kept or kept[-1][1] == 0 else ((begin, 0.0),)))
    ends = [(start, level)] if duration - start >= STEP_MS else [(start, level), (duration, level)]
    if any(t == start for t, _ in kept):
        before = next(value for t, value in kept if t == start)
        kept = [p for p in kept if p[0] < start] + [(start, before)]
    return tuple(dict.fromkeys((*kept, *ends, (duration, 0.0))))


def _pieces(length: int) -> int:
    return max(1, min(_PIECES, length // STEP_MS))
