"""Layouts and timelines as JSON has them."""

from __future__ import annotations

from lexicon import Layout, Timeline

from ._answers import Motor


def motors_of(layout: Layout) -> list[Motor]:
    """Motors as JSON has them."""
    return [Motor(x=motor.x, y=motor.y, kind=motor.kind.value) for motor in layout.motors]


def tracks_of(timeline: Timeline) -> list[list[list[float]]]:
    """A timeline as JSON has it: a track a motor, each a list of time in ms, level and carrier in Hz."""
    return [[[point.t_ms, round(point.level, 4), point.carrier_hz] for point in track] for track in timeline.tracks]
