"""The timer, on the simulator: levels and times are exact."""

from __future__ import annotations

import pytest

from companion import Timer, Voice
from edge_runtime.testing import HapticSim


@pytest.fixture
def timer(haptic_sim: HapticSim) -> Timer:
    return Timer(Voice(haptic_sim.bridge, show=print))


def test_a_minute_before_the_end_there_are_two_light_taps_on_the_right(timer: Timer, haptic_sim: HapticSim) -> None:
    for left_s in range(90, 30, -1):
        timer.tick(left_s)
        haptic_sim.advance(1000)
    haptic_sim.assert_pattern("tap", motors="right", level=0.36, for_ms=250, times=2)


def test_nothing_is_felt_before(timer: Timer, haptic_sim: HapticSim) -> None:
    for left_s in range(90, 60, -1):
        timer.tick(left_s)
        haptic_sim.advance(1000)
    haptic_sim.assert_nothing_felt()


def test_the_end_is_felt_three_times(timer: Timer, haptic_sim: HapticSim) -> None:
    timer.tick(0)
    haptic_sim.drain()
    assert haptic_sim.assert_pattern("pulse", motors="all", level=0.71, for_ms=1000) == (0, 1500, 3000)
    haptic_sim.assert_golden("over")


def test_it_is_quiet_at_once_when_somebody_came(timer: Timer, haptic_sim: HapticSim) -> None:
    timer.tick(0)
    haptic_sim.advance(100)
    assert max(haptic_sim.levels) > 0.3
    timer.stop()
    haptic_sim.assert_rest()
    haptic_sim.advance(5000)
    haptic_sim.assert_rest()


@pytest.mark.haptics(max_level=0.4)
def test_a_person_who_wants_it_softer_is_heeded(timer: Timer, haptic_sim: HapticSim) -> None:
    timer.tick(0)
    haptic_sim.drain()
    haptic_sim.assert_pattern("pulse", level=0.4, times=3)


@pytest.mark.haptics(motors=1)
def test_one_motor_is_enough(timer: Timer, haptic_sim: HapticSim) -> None:
    timer.tick(0)
    haptic_sim.drain()
    haptic_sim.assert_pattern("pulse", times=3)
