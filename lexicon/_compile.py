"""From steps and programs to timelines: which motor does what, when. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ._device import GRID, Layout, Motor
from ._emotions import SIGNATURES, Signature, signature_pattern
from ._envelopes import FELT_MS, STEP_MS, Envelope, cut, edges
from ._fitting import fall_at_once, scale, start_early, stop_early
from ._limits import Limits
from ._moving import onset_gap_ms, ripple, roll, stations_that_fit
from ._patterns import SHORT_MS, default_duration_ms, still, tap_ms
from ._places import blend, delays_ms, lap, place_weights, rings, settled_ms
from ._program import Program, Step
from ._timeline import Breakpoint, Timeline
from ._tokens import INTENSITY_LEVELS, Pattern

__all__ = ["compile_program", "compile_step", "default_duration_ms", "signature_pattern"]

DELAY_SHARE = 4
"""One motor starts at most a quarter of the step after another, so that each has time for the pattern."""
RUNNING = (Pattern.RIPPLE, Pattern.ROLL)
"""They go from motor to motor: when each begins is the pattern."""


def compile_step(step: Step, layout: Layout = GRID, limits: Limits | None = None) -> Timeline:
    """Lay one step out in time, from its own onset at 0 to ``step.duration_ms``.

    The strongest level is that of the intensity, or the cap where that is lower; a motor that tells many levels
    apart reaches it, one of few steps comes as near from below as its steps let it. No motor is ever above it,
    except where its lowest felt level is (and never above the cap). A track that plays ends with level 0 at
    ``duration_ms``. A step whose ``shape_ms`` is longer was cut at a limit: it has the envelope of the full length
    and fades to rest at its end. Raises ValueError for an intensity that is not 1..5.
    """
    if not 1 <= step.intensity <= len(INTENSITY_LEVELS):
        raise ValueError(f"intensity is {step.intensity}; it must be 1 to {len(INTENSITY_LEVELS)}")
    at_zero = Step(0, step.duration_ms, step.emotion, step.intensity, step.pattern, step.motors, step.shape_ms)
    return _compiled(at_zero, layout, limits or Limits())


@lru_cache(maxsize=256)
def _compiled(step: Step, layout: Layout, limits: Limits) -> Timeline:
    """A step that comes again, as they do in what a model says, is laid out once."""
    peak = min(INTENSITY_LEVELS[step.intensity - 1], limits.max_level)
    signature = SIGNATURES[step.emotion]
    shape_ms = max(step.shape_ms, step.duration_ms)
    voices = _voices(step, signature, shape_ms, layout) if step.duration_ms >= FELT_MS else {}
    top = max((weight * max(v for _, v in shape) for shape, weight in voices.values() if shape), default=1.0)
    made: dict[tuple[int, float, int, float, int, int], tuple[Breakpoint, ...]] = {}
    tracks: list[tuple[Breakpoint, ...]] = []
    runs = step.pattern in RUNNING
    for i, motor in enumerate(layout.motors):
        if i not in voices:
            tracks.append(())
            continue
        shape, weight = voices[i]
        key = (id(shape), weight, motor.steps, motor.lowest_level, motor.rise_ms, motor.stop_ms)
        if key not in made:
            early = start_early(stop_early(shape, motor), motor, shape_ms, runs=runs)
            levels = scale(early, weight / top, peak, limits.max_level, motor)
            made[key] = _track(levels, step, shape_ms, limits, motor)
        tracks.append(made[key])
    return Timeline(tuple(tracks), step.duration_ms)


def compile_program(program: Program, layout: Layout = GRID, limits: Limits | None = None) -> Timeline:
    """Put the timelines of a program's steps together at their onsets; rests are where nothing plays."""
    tracks: list[list[Breakpoint]] = [[] for _ in layout.motors]
    for step in program.steps:
        part = compile_step(step, layout, limits)
        for track, points in zip(tracks, part.tracks, strict=True):
            if points and track and points[0].level > 0:
                track.append(Breakpoint(step.onset_ms + points[0].t_ms, 0.0, points[0].carrier_hz))
            track += [Breakpoint(step.onset_ms + p.t_ms, p.level, p.carrier_hz) for p in points]
    tidy = (
        tuple(p for i, p in enumerate(t) if not i or (p.t_ms, p.level) != (t[i - 1].t_ms, t[i - 1].level))
        for t in tracks
    )
    return Timeline(tuple(tidy), program.duration_ms)


def _voices(step: Step, signature: Signature, duration: int, layout: Layout) -> dict[int, tuple[Envelope, float]]:
    """Per motor that plays, its envelope with its delay in it, and its weight."""
    weights = place_weights(step.motors, layout)
    active = [i for i, weight in enumerate(weights) if weight > 0]
    motors = [layout.motors[i] for i in active]
    tilted = {i: weights[i] * blend(signature.tilt, layout.motors[i]) for i in active}
    if not active:
        return {}
    if duration < SHORT_MS or step.pattern not in RUNNING:
        return _standing(step.pattern, active, motors, tilted, signature, duration)
    ripples = step.pattern is Pattern.RIPPLE
    stations = rings(signature, motors) if ripples else lap(motors)
    wanted = max(stations.values()) + 1
    count = stations_that_fit(duration, wanted)
    shapes = (ripple if ripples else roll)(signature, duration, count)
    return {active[k]: (shapes[at * count // wanted], tilted[active[k]]) for k, at in stations.items()}


def _standing(
    pattern: Pattern,
    active: Sequence[int],
    motors: Sequence[Motor],
    tilted: dict[int, float],
    signature: Signature,
    duration: int,
) -> dict[int, tuple[Envelope, float]]:
    longest = duration // DELAY_SHARE if duration >= SHORT_MS else 0
    if pattern is Pattern.TAP:
        longest = min(longest, int(onset_gap_ms(tap_ms(signature))))
    delays = delays_ms(signature, motors, longest)
    shape = still(pattern, signature, duration - max(delays))
    if max(delays) > 0:
        fitted = (start_early(stop_early(shape, m), m, duration) for m in {replace(m, x=0.0, y=0.0) for m in motors})
        delays = settled_ms(delays, {t for levels in fitted for t in edges(levels)})
    moved = {delay: tuple((t + delay, level) for t, level in shape) for delay in set(delays)}
    return {i: (moved[delay], tilted[i]) for i, delay in zip(active, delays, strict=True)}


def _track(levels: Envelope, step: Step, shape_ms: int, limits: Limits, motor: Motor) -> tuple[Breakpoint, ...]:
    end = step.duration_ms
    if shape_ms > end:
        levels = fall_at_once(cut(levels, end, limits.fade_ms), limits.max_level, motor)
    if levels and levels[-1][0] > end - STEP_MS:  # a corner apart from the next step's first
        levels = tuple((end if t > end - STEP_MS else t, level) for t, level in levels)
    elif levels:
        levels = (*levels, (end, 0.0))
    signature = SIGNATURES[step.emotion]
    low, high = signature.carrier_hz, signature.carrier_end_hz
    if low == high:
        return tuple([Breakpoint(t, level, low) for t, level in levels])
    return tuple([Breakpoint(t, level, round(low + (high - low) * t / shape_ms)) for t, level in levels])
