"""From relative envelopes to what one motor can do: strength, slow starts, steps and the lowest felt level. No I/O."""

from __future__ import annotations

from math import ceil, floor

from ._device import Motor
from ._envelopes import GAP_MS, PULSE_MS, STEP_MS, Envelope, Point, level_at

FINE_STEPS = 40
"""From here on a step is below half the smallest felt difference (0.20 of level 0.26), and the wire may round it."""
LAST_PEAK = 1 - 1e-9


def stop_early(envelope: Envelope, motor: Motor) -> Envelope:
    """Let a motor with a slow stop come to rest in each rest: `GAP_MS` and its ``stop_ms`` before the next beat.

    Where a rest is shorter than that, the beat before it ends up to ``stop_ms`` sooner, at once: the motor's own
    slow stop is its fade. A beat keeps its peak and `PULSE_MS`, and its start stays.
    """
    if motor.stop_ms <= 0:
        return envelope
    islands = _islands(envelope)
    out: list[Point] = []
    for island, after in zip(islands, islands[1:], strict=False):
        start, end = island[0][0], island[-1][0]
        wanted = max(end - motor.stop_ms, after[0][0] - GAP_MS - motor.stop_ms)
        out += _ended(island, max(wanted, start + PULSE_MS, island[_top(island)][0] + STEP_MS))
    return (*out, *(islands[-1] if islands else ()))


def _ended(island: Envelope, end: int) -> Envelope:
    """One beat, ended at ``end`` or up to `STEP_MS` later, so that the corner before it stays."""
    corner = max((t for t, _ in island if t <= end), default=end)
    end = max(end, corner + STEP_MS) if end > corner else end
    if end >= island[-1][0]:
        return island
    kept = [p for p in island if p[0] < end]
    level = next((v for t, v in island if t == end), level_at(island, end))
    return (*kept, *([(end, level)] if level > 0 else []), (end, 0.0))


def start_early(envelope: Envelope, motor: Motor, duration: int, *, runs: bool = False) -> Envelope:
    """Let a motor with a slow start reach each beat's peak ``rise_ms`` sooner.

    The rising side moves into the rest before it, as far as `GAP_MS` and the motor's ``stop_ms`` of rest remain. The
    first beat, and every beat of a pattern that ``runs`` from motor to motor, begins when it did, for the order of
    the motors is in it: what would come before is skipped, and a beat that starts at full at once lasts longer
    instead. The level is never raised above the peak: a beat is made longer for a slow motor, not stronger.
    """
    if motor.rise_ms < STEP_MS or not envelope:
        return envelope
    islands = _islands(envelope)
    gap = GAP_MS + motor.stop_ms
    out: list[Point] = []
    for i, island in enumerate(islands):
        after = (islands[i + 1][0][0] - gap if i + 1 < len(islands) else duration) - island[-1][0]
        if runs or not out:
            out += _held(island, motor.rise_ms, after)
        else:
            out += _moved(island, min(motor.rise_ms, island[0][0] - (out[-1][0] + gap)))
    return tuple(p for i, p in enumerate(out) if not i or p != out[i - 1])


def _top(island: Envelope) -> int:
    """Where one beat first has its peak."""
    peak = max(level for _, level in island)
    return next(i for i, (_, level) in enumerate(island) if level >= peak * LAST_PEAK)


def _moved(island: Envelope, shift: int) -> list[Point]:
    """One beat with its rising side moved by ``shift``."""
    if shift < STEP_MS:
        return list(island)
    top = _top(island)
    return [*((t - shift, level) for t, level in island[: top + 1]), *island[top:]]


def _held(island: Envelope, rise: int, after: int) -> list[Point]:
    """One beat that reaches its peak up to ``rise`` sooner without beginning sooner, given the rest after it."""
    (start, first), top = island[0], _top(island)
    climb = island[top][0] - start
    shift = min(rise, climb)
    if shift >= STEP_MS:
        rest = [(start, 0.0)] if first == 0 and start > 0 else []
        return [*rest, *_from(start, [(t - shift, level) for t, level in island[: top + 1]]), *island[top:]]
    late = min(rise, after)
    if climb >= rise or late < STEP_MS:
        return list(island)
    peak = island[top][1]
    last = max(i for i, (_, level) in enumerate(island) if level >= peak * LAST_PEAK)
    return [*island[: last + 1], *((t + late, level) for t, level in island[last:])]


def _from(start: int, points: list[Point]) -> list[Point]:
    """What is left of a rise that began before ``start``."""
    for (t0, a), (t1, b) in zip(points, points[1:], strict=False):
        if t1 > start >= t0:
            rest = [p for p in points if p[0] >= start + STEP_MS]
            return [(start, a + (b - a) * (start - t0) / (t1 - t0)), *rest] if rest else [(start, points[-1][1])]
    return [(start, points[-1][1])]


def scale(envelope: Envelope, weight: float, peak: float, cap: float, motor: Motor) -> Envelope:
    """Turn relative levels into levels for ``motor``; a relative level times ``weight`` of 1 plays at ``peak``.

    Levels above 0 are squeezed into what the motor lets one feel, from its lowest level (at least one of its steps)
    up to ``peak``, and rounded down to its steps. Where even the lowest is above ``peak`` it is played, but never
    above ``cap``.
    """
    coarse = motor.steps if motor.steps < FINE_STEPS else 0
    low = _lowest(motor)
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


def fall_at_once(envelope: Envelope, cap: float, motor: Motor) -> Envelope:
    """Replace slopes to rest, such as the fade of a cut, by a jump where they would pass below what is felt."""
    low = min(_lowest(motor), cap)
    return _jump_at_rests(envelope, low) if low > 0 else envelope


def _lowest(motor: Motor) -> float:
    """The weakest level that ``motor`` plays and one feels, 0 for any."""
    if motor.steps >= FINE_STEPS:
        return motor.lowest_level
    return max(1, ceil(motor.lowest_level * motor.steps - 1e-9)) / motor.steps


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
