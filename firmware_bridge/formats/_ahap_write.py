"""AHAP (Core Haptics), written: continuous events of at most 30 s, shaped by curves of intensity and sharpness. No I/O.

The conversion is that of the ``.haptic`` format's makers: an intensity is the square root of an amplitude, a sharpness
that of a frequency, an emphasis is a transient, and the intensity under it is lowered to four fifths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt

from lexicon import Timeline

from ._clip import Written
from ._haptic import Amplitude, Haptic, haptic_of
from ._json import dump
from ._merge import whole
from ._mix import mono
from ._note import carriers_outside, places

CONTINUOUS_S = 30.0
"""Longest continuous event that Core Haptics plays."""
UNDER_EMPHASIS = 0.8
"""How much of the intensity stays under a transient, which would else be weakened by it."""
CURVE_POINTS = 16
"""Of one curve when curves are cut: earlier releases of the platform took no more."""
RISE = 0.08
"""Of intensity from point to point: the level between two is within a 600th of a straight line."""


def write_ahap(timeline: Timeline, *, chunks: bool = False) -> Written:
    """Write the strongest motor at each moment; with ``chunks`` no curve has more than 16 points."""
    track = mono(timeline)
    haptic = haptic_of(track, whole(timeline))
    straight = Haptic(tuple(_straight(haptic.amplitude)), haptic.frequency)
    return Written(dump(ahap_of(straight, chunks=chunks)), (*places(timeline), *carriers_outside(track)))


def ahap_of(haptic: Haptic, *, chunks: bool = False) -> object:
    """Convert a ``.haptic`` clip."""
    intensity = [(p.time_s, sqrt(p.amplitude) * (UNDER_EMPHASIS if p.emphasis else 1)) for p in haptic.amplitude]
    pattern = [*_curves("HapticIntensityControl", intensity, chunks)]
    sharpness = [(p.time_s, sqrt(p.frequency)) for p in haptic.frequency]
    if sharpness:
        pattern += _curves("HapticSharpnessControl", sharpness, chunks)
    end = haptic.amplitude[-1].time_s
    for k in range(ceil(end / CONTINUOUS_S - 1e-9)):
        start = k * CONTINUOUS_S
        event: dict[str, object] = {
            "Time": start,
            "EventType": "HapticContinuous",
            "EventDuration": _short(min(CONTINUOUS_S, end - start)),
            "EventParameters": _parameters(1.0, 0.0),
        }
        pattern.append({"Event": event})
    for p in haptic.amplitude:
        if p.emphasis:
            parameters = _parameters(sqrt(p.emphasis.amplitude), p.emphasis.frequency)
            event = {"Time": p.time_s, "EventType": "HapticTransient", "EventParameters": parameters}
            pattern.append({"Event": event})
    return {"Version": 1.0, "Pattern": pattern}


def _parameters(intensity: float, sharpness: float) -> list[dict[str, object]]:
    return [
        {"ParameterID": "HapticIntensity", "ParameterValue": _short(intensity)},
        {"ParameterID": "HapticSharpness", "ParameterValue": _short(sharpness)},
    ]


def _curves(name: str, points: Sequence[tuple[float, float]], chunks: bool) -> Iterator[dict[str, object]]:
    """One curve, or as many as it takes, each beginning with the last point of the one before."""
    size = CURVE_POINTS if chunks else len(points)
    for k in range(0, max(1, len(points) - 1), max(1, size - 1)):
        part = points[k : k + size]
        start = part[0][0]
        control = [{"Time": _short(t - start), "ParameterValue": _short(v)} for t, v in part]
        yield {"ParameterCurve": {"ParameterID": name, "Time": start, "ParameterCurveControlPoints": control}}


def _straight(points: Sequence[Amplitude]) -> Iterator[Amplitude]:
    """With points between those far apart, for what is even in amplitude is bent in intensity."""
    for p, q in zip(points, points[1:], strict=False):
        yield p
        width, rise = q.time_s - p.time_s, q.amplitude - p.amplitude
        here, end = round(p.time_s * 1000), round(q.time_s * 1000)
        amplitude = p.amplitude
        # Whoever reads it may count in ms, so the points between stand at whole ones.
        while abs(sqrt(q.amplitude) - sqrt(amplitude)) > RISE:
            next_one = (sqrt(amplitude) + (RISE if rise > 0 else -RISE)) ** 2
            here = max(here + 1, floor((p.time_s + width * (next_one - p.amplitude) / rise) * 1000))
            if here >= end:
                break
            amplitude = p.amplitude + rise * (here / 1000 - p.time_s) / width
            yield Amplitude(here / 1000, amplitude)
    yield points[-1]


def _short(value: float) -> float:
    return round(value, 6)
