"""HJIF (ISO/IEC 23090-31:2025, profile Simple Parametric), written: one channel a motor, with its place. No I/O."""

from __future__ import annotations

from collections.abc import Iterator

from lexicon import Breakpoint, Layout, Motor, Timeline

from ._clip import Loss, Lost, Written
from ._json import dump
from ._merge import Track

VERSION = "2023"
TIMESCALE = 1000
"""Ticks a second; the only one that the profile has."""
DATE = "2026-01-01"
"""Of the file; always the same, so that the same timeline gives the same bytes."""
GRID = 100
"""Motors are told on a grid of so many cells each way: places to a hundredth."""
MAX_HZ = 1000


def write_hjif(timeline: Timeline, layout: Layout) -> Written:
    """Write every motor as a channel of vectorial effects: keyframes of level and carrier, joined by lines."""
    end = max((part[-1].t_ms for track in timeline.tracks for part in _parts(track)), default=0)
    rest = _silence(end, timeline.duration_ms) if timeline.duration_ms > end else []
    channels = [
        _channel(number, motor, [*map(_basis, _parts(track)), *(rest if number == 0 else [])])
        for number, (motor, track) in enumerate(zip(layout.motors, timeline.tracks, strict=True))
    ]
    perception = {
        "id": 0,
        "avatar_id": 0,
        "description": f"{len(channels)} motors",
        "perception_modality": "Vibrotactile",
        "reference_devices": [],
        "effect_library": [],
        "channels": channels,
    }
    document = {
        "version": VERSION,
        "profile": "Simple Parametric",
        "level": 1,
        "date": DATE,
        "description": "edge-haptics",
        "timescale": TIMESCALE,
        "avatars": [],
        "syncs": [],
        "perceptions": [perception],
    }
    return Written(dump(document), _losses(layout))


def _losses(layout: Layout) -> tuple[Loss, ...]:
    outside = [m for m in layout.motors if not (0 <= m.x <= 1 and 0 <= m.y <= 1)]
    if not outside:
        return ()
    return (Loss(Lost.PLACES, f"{len(outside)} motors beside the square were moved to its edge"),)


def _channel(number: int, motor: Motor, effects: list[dict[str, object]]) -> dict[str, object]:
    band = {
        "band_type": "VectorialWave",
        "lower_frequency_limit": 0,
        "upper_frequency_limit": MAX_HZ,
        "effects": effects,
    }
    x, y = (min(max(v, 0.0), 1.0) for v in (motor.x, motor.y))
    return {
        "id": number,
        "description": f"m{number + 1}",
        "gain": 1.0,
        "mixing_coefficient": 1.0,
        "body_part_mask": 0,
        "body_part_target": body_parts(x, y),
        "actuator_resolution": {"X": GRID, "Y": GRID, "Z": 1},
        "actuator_target": [{"X": round(x * GRID), "Y": round(y * GRID), "Z": 0}],
        "bands": [band],
    }


def body_parts(x: float, y: float) -> list[str]:
    """The standard's words for a place on the square: which part of the body it is, the wearer knows."""
    words = ["Left"] * (x < 0.5) + ["Right"] * (x > 0.5) + ["Top"] * (y < 0.5) + ["Down"] * (y > 0.5)
    return words or ["All"]


def _silence(start: int, end: int) -> list[dict[str, object]]:
    """An effect that is not felt: the rest at the end."""
    return [_basis((Breakpoint(start, 0.0, 0), Breakpoint(end, 0.0, 0)))]


def _parts(track: Track) -> Iterator[Track]:
    """The stretches between jumps that are felt; so the keyframes of one effect have times of their own."""
    start = 0
    for k in range(1, len(track) + 1):
        if k < len(track) and track[k].t_ms > track[k - 1].t_ms:
            continue
        part = track[start:k]
        start = k
        if len(part) < 2 or not any(p.level > 0 for p in part):
            continue
        yield part


def _basis(part: Track) -> dict[str, object]:
    zero = part[0].t_ms
    return {
        "effect_type": "Basis",
        "position": zero,
        "phase": 0.0,
        "base_signal": "Sine",
        "keyframes": [
            {
                "relative_position": p.t_ms - zero,
                "amplitude_modulation": round(p.level, 6),
                "frequency_modulation": min(p.carrier_hz, MAX_HZ),
            }
            for p in part
        ],
    }
