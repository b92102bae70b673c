"""Layouts of simulated devices."""

from __future__ import annotations

import pytest

from firmware_bridge import make_layout
from lexicon import GRID, Actuator


@pytest.mark.parametrize("motors", range(1, 13))
def test_layouts_are_spread_over_the_grid(motors):
    layout = make_layout(motors, "erm", 0.2)
    places = {(m.x, m.y) for m in layout.motors}
    assert len(places) == len(layout) == motors
    assert all(0 <= v <= 1 for place in places for v in place)
    assert {(m.kind, m.lowest_level) for m in layout.motors} == {(Actuator.ERM, 0.2)}


@pytest.mark.parametrize(("kind", "slow"), [("erm", True), ("lra", False), ("vcm", False)])
def test_only_coin_motors_take_their_time(kind, slow):
    motor = make_layout(1, kind).motors[0]
    assert ((motor.rise_ms > 0), (motor.stop_ms > 0)) == (slow, slow)


def test_the_default_is_the_grid():
    assert make_layout() == GRID


@pytest.mark.parametrize(("motors", "kind", "error"), [(0, "lra", ValueError), (1, "x", ValueError)])
def test_other_devices_are_refused(motors, kind, error):
    with pytest.raises(error):
        make_layout(motors, kind)
