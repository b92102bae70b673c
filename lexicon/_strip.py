"""The strip of moments below a picture: the motors at their places, as large as they are strong. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from ._device import Layout
from ._picture import Circle, Label, Rect, Shape, carrier_colour
from ._timeline import Breakpoint, Timeline

SIZE, PITCH = 62.0, 100.0
STRIP = SIZE + 40
"""How high the strip is."""
SPREAD, SPREAD_MANY = 14.0, 7.0
"""Radius of a motor at level 1, for up to four and for more."""
SMALL, NORMAL = 11.0, 12.0


def strip(timeline: Timeline, layout: Layout, times: Sequence[int], left: float, top: float) -> list[Shape]:
    """Draw the moments ``times``, the first at ``left``."""
    shapes: list[Shape] = [Label(16, top + 14, "moments", NORMAL, "faint")]
    xs = [m.x for m in layout.motors]
    ys = [m.y for m in layout.motors]
    spread = SPREAD if len(layout) <= 4 else SPREAD_MANY
    for k, t in enumerate(times):
        x0 = left + k * PITCH
        shapes.append(Rect(x0, top, SIZE + 16, SIZE + 16, "rest", 6))
        for motor, track in zip(layout.motors, timeline.tracks, strict=True):
            level, hz = _state(track, t)
            x = x0 + 8 + spread + (SIZE - 2 * spread) * _share(motor.x, xs)
            y = top + 8 + spread + (SIZE - 2 * spread) * _share(motor.y, ys)
            shapes.append(Circle(x, y, spread, "line", ring=True))
            if level > 0:
                shapes.append(Circle(x, y, max(1.0, spread * level**0.5), carrier_colour(hz)))
        said = f"{t} ms" if t < 10_000 else seconds(t)
        shapes.append(Label(x0 + 8 + SIZE / 2, top + SIZE + 30, said, SMALL, "faint", "middle"))
    return shapes


def seconds(t: int) -> str:
    """A time as it stands at the axis."""
    return f"{t / 1000:g} s" if t >= 100 else f"{t} ms"


def _state(track: tuple[Breakpoint, ...], t: int) -> tuple[float, float]:
    level = Timeline((track,), 0).levels_at(t)[0]
    before = [p for p in track if p.t_ms <= t]
    return level, before[-1].carrier_hz if before else 0


def _share(value: float, values: Sequence[float]) -> float:
    low, high = min(values), max(values)
    return (value - low) / (high - low) if high > low else 0.5
