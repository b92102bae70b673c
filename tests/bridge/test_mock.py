"""The simulated device: caps, epochs, doubled messages, the dead-man, layouts."""

from __future__ import annotations

import pytest

from firmware_bridge import MockDevice, MockSettings, SimLink, make_layout
from firmware_bridge._messages import Hello, HelloReply, LevelReport, Levels, Limit, Status, Stop
from firmware_bridge._mock import DEADMAN_MS
from lexicon import GRID, Actuator


def say(seq, level, epoch=0, motors=4):
    return Levels(seq, epoch, (level,) * motors, (170,) * motors)


def test_it_says_who_it_is():
    device = MockDevice(MockSettings(make_layout(2), max_level=0.8))
    assert device.receive(Hello(), 0) == [HelloReply(make_layout(2), 0.8, DEADMAN_MS)]


def test_levels_are_taken_answered_and_recorded():
    seen = []
    device = MockDevice(on_change=seen.append)
    assert device.receive(say(1, 0.5), 10.25) == [Status(1, 0, 0)]
    device.receive(say(2, 0.5), 20)
    device.receive(say(3, 0.0), 30)
    assert seen == list(device.history) == [LevelReport(10.25, (0.5,) * 4), LevelReport(30, (0.0,) * 4)]


def test_its_cap_only_goes_down():
    device = MockDevice(MockSettings(max_level=0.9))
    device.receive(say(1, 1.0), 0)
    assert device.levels == (0.9,) * 4
    device.receive(Limit(0.4), 1)
    assert device.levels == (0.4,) * 4
    device.receive(Limit(1.0), 2)
    device.receive(say(2, 1.0), 3)
    assert device.levels == (0.4,) * 4


def test_what_is_no_level_is_rest_and_what_is_missing_too():
    device = MockDevice()
    device.receive(Levels(1, 0, (float("nan"), -1.0, 0.5), (0, 0, 0)), 0)
    assert device.levels == (0.0, 0.0, 0.5, 0.0)


def test_nothing_of_an_earlier_epoch_plays_after_a_stop():
    device = MockDevice()
    device.receive(say(1, 0.5), 0)
    device.receive(Stop(2, 1), 10)
    assert device.levels == (0.0,) * 4
    assert device.receive(say(3, 0.5, epoch=0), 11) == [Status(2, 1, 1)]
    assert device.levels == (0.0,) * 4
    device.receive(say(4, 0.5, epoch=1), 12)
    assert device.levels == (0.5,) * 4


def test_a_new_epoch_is_taken_even_when_its_stop_was_lost():
    device = MockDevice()
    device.receive(say(1, 0.5), 0)
    device.receive(say(3, 0.3, epoch=1), 10)
    assert device.levels == (0.3,) * 4
    device.receive(Stop(2, 1), 11)
    assert device.levels == (0.0,) * 4


def test_doubled_and_overtaken_messages_change_nothing():
    device = MockDevice()
    device.receive(say(2, 0.5), 0)
    device.receive(say(2, 0.7), 1)
    device.receive(say(1, 0.7), 2)
    assert device.levels == (0.5,) * 4


def test_it_rests_by_itself_when_its_host_falls_silent():
    device = MockDevice()
    assert device.next_deadline() is None
    device.receive(say(1, 0.5), 100)
    device.receive(say(2, 0.5), 300)
    assert device.next_deadline() == 300 + DEADMAN_MS
    device.tick(799)
    assert any(device.levels)
    device.tick(800)
    assert device.history[-1] == LevelReport(800, (0.0,) * 4)
    assert (device.deadman_fired, device.next_deadline()) == (1, None)
    device.receive(say(3, 0.4), 900)
    assert device.levels == (0.4,) * 4


def test_a_killed_host_leaves_motors_at_rest():
    link = SimLink(delay_ms=40)
    link.handshake(1.0, 0)
    link.send(say(1, 0.5), 0)
    # The host is gone: nobody calls but time itself.
    while (deadline := link.next_deadline()) is not None:
        link.receive(deadline)
    assert list(link.device.history) == [LevelReport(40, (0.5,) * 4), LevelReport(540, (0.0,) * 4)]


@pytest.mark.parametrize("motors", [1, 2, 4, 8])
def test_layouts_are_spread_over_the_grid(motors):
    layout = make_layout(motors, "erm", 0.2)
    places = {(m.x, m.y) for m in layout.motors}
    assert len(places) == len(layout) == motors
    assert all(0 <= v <= 1 for place in places for v in place)
    assert {(m.kind, m.lowest_level) for m in layout.motors} == {(Actuator.ERM, 0.2)}
    assert layout.motors[0].rise_ms > 0


def test_the_default_is_the_grid():
    assert make_layout() == GRID
