"""From relative envelopes to what one motor can do: strength, slow starts, steps and the lowest felt level. No I/O."""

from __future__ import annotations

from math import ceil, floor

from ._device import Motor
from ._envelopes import GAP_MS, STEP_MS, Envelope, Point

FINE_STEPS = 40
"""From here on a step is below half the smallest felt difference (0.20 of level 0.26), and the wire may round it."""
LAST_PEAK = 1 - 1e-9


def start_early(envelope: Envelope, motor: Motor, duration: int) -> Envelope:
    """Let a motor with a slow start reach each beat's peak ``rise_ms`` sooner.

    The rising side moves into the rest before it, as far as `GAP_MS` of rest remain; at time 0 what would come
    before is skipped. A beat that starts at full at once lasts longer instead. The level is never raised above
    the peak: a beat is made longer for a slow motor, not stronger.
    """
    if motor.rise_ms < STEP_MS or not envelope:
        return envelope
    islands = _islands(envelope)
    out: list[Point] = []
    for i, island in enumerate(islands):
        free = island[0][0] - (out[-1][0] + GAP_MS) if out else island[0][0]
        after = (islands[i + 1][0][0] - GAP_MS if i + 1 < len(islands) else duration) - island[-1][0]
        out += _early(island, motor.rise_ms, free, after)
    return tuple(p for i, p in enumerate(out) if not i or p != out[i - 1])


def _early(island: Envelope, rise: int, free: int, after: int) -> list[Point]:
    """Move the rising side of one beat by up to ``rise``, given the rest before and after it."""
    start = island[0][0]
    peak = max(level for _, level in island)
    top = next(i for i, (_, level) in enumerate(island) if level >= peak * LAST_PEAK)
    climb = island[top][0] - start
    shift = min(rise, free) if start > 0 else min(rise, climb)
    if shift >= STEP_MS:
        moved = [(t - shift, level) for t, level in island[: top + 1]]
        if moved[0][0] < 0:
            moved = _from_zero(moved)
        return [*moved, *island[top:]]
    late = min(rise, after)
    if start > 0 or climb >= rise or late < STEP_MS:
        return list(island)
    last = max(i for i, (_, level) in enumerate(island) if level >= peak * LAST_PEAK)
    return [*island[: last + 1], *((t + late, level) for t, level in island[last:])]


def _from_zero(points: list[Point]) -> list[Point]:
    """What is left of a rise that began before 0."""
    for (t0, a), (t1, b) in zip(points, points[1:], strict=False):
        if t1 > 0 >= t0:
            start = (0, a + (b - a) * -t0 / (t1 - t0))
            rest = [p for p in points if p[0] >= STEP_MS]
            return [start, *rest] if rest else [(0, points[-1][1])]
    return [(0, points[-1][1])]


def scale(envelope: Envelope, weight: float, peak: float, cap: float, motor: Motor) -> Envelope:
    """Turn relative levels into levels for ``motor``; a relative level times ``weight`` of 1 plays at ``peak``.

    Levels above 0 are squeezed into what the motor lets one feel, from its lowest level (at least one of its steps)
    up to ``peak``, and rounded down to its steps. Where even the lowest is above ``peak`` it is played, but never
    above ``cap``.
    """
    coarse = motor.steps if motor.steps < FINE_STEPS else 0
    low = motor.lowest_level
    if coarse:
        low = max(1, ceil(low * coarse - 1e-9)) / coarse
    if low >= peak and low > 0:
        only = min(low, cap)
        return _jump_at_rests(tuple((t, only if level > 0 else 0.0) for t, level in envelope), only)

    def play(level: float) -> float:
        share = level * weight
        if share <= 0:
            return 0.0
        value = peak if share >= LAST_PEAK else min(round(low + (peak - low) * share, 5), peak)
        return min(floor(value * coarse + 1e-9) / coarse, peak) if coarse else value

    scaled = tuple((t, play(level)) for t, level in envelope)
    return _jump_at_rests(scaled, low) if low > 0 else scaled


def _jump_at_rests(envelope: Envelope, low: float) -> Envelope:
    """Replace slopes from or to 0, which would pass below ``low``, by jumps; a mere touch of 0 becomes ``low``."""
    out: list[Point] = []
    for i, (t, level) in enumerate(envelope):
        if level > 0:
            out.append((t, level))
            continue
        falls = i > 0 and envelope[i - 1][1] > 0 and envelope[i - 1][0] < t
        rises = i + 1 < len(envelope) and envelope[i + 1][1] > 0 and envelope[i + 1][0] > t
        out += [(t, low)] * falls + [(t, 0.0)] * (not (falls and rises)) + [(t, low)] * (rises and not falls)
    if len(out) > 1 and out[0] == (0, 0.0) and out[1][0] == 0:
        out = out[1:]
    return tuple(out)


def _islands(envelope: Envelope) -> list[Envelope]:
    """The stretches above 0, each with its zeros; stretches that only touch 0 between them stay together."""
    islands: list[list[Point]] = []
    previous: Point | None = None
    for point in envelope:
        if previous is None or (previous[1] == 0 and point[1] == 0 and point[0] > previous[0]):
            islands.append([])
        islands[-1].append(point)
        previous = point
    return [tuple(i) for i in islands if any(level > 0 for _, level in i)]
