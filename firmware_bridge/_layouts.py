"""Layouts of devices that do not say where their motors are: spread over the grid, or in a row. No I/O."""

from __future__ import annotations

from collections.abc import Mapping

from lexicon import GRID, Actuator, Layout, Motor

_PLACES: Mapping[int, tuple[tuple[float, float], ...]] = {
    1: ((0.5, 0.5),),
    2: ((0.0, 0.5), (1.0, 0.5)),
    4: tuple((motor.x, motor.y) for motor in GRID.motors),
    8: tuple((x / 3, y) for y in (0.0, 1.0) for x in range(4)),
}
# Rest to 90 % and back to 10 %, as usual for a coin motor without overdrive; the other kinds count as quick.
_ERM_RISE_MS, _ERM_STOP_MS = 50, 80


def make_layout(motors: int = 4, kind: str = "lra", lowest: float = 0.0, steps: int = 255) -> Layout:
    """Spread 1, 2, 4 or 8 like motors over the grid; other numbers stand in a row. Raises ValueError."""
    if motors < 1:
        raise ValueError(f"a device has at least one motor, not {motors}")
    actuator = Actuator(kind)
    rise_ms, stop_ms = (_ERM_RISE_MS, _ERM_STOP_MS) if actuator is Actuator.ERM else (0, 0)
    places = _PLACES.get(motors) or tuple((number / (motors - 1), 0.5) for number in range(motors))
    return Layout(
        tuple(
            Motor(x, y, kind=actuator, steps=steps, lowest_level=lowest, rise_ms=rise_ms, stop_ms=stop_ms)
            for x, y in places
        )
    )
