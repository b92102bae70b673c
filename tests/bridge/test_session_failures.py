"""What becomes of a session whose link is late, broken or silent, and whose device halts or starts anew."""

from __future__ import annotations

import math

import pytest

from firmware_bridge import (
    Admission,
    BridgeReason,
    Finished,
    Late,
    LinkDown,
    LinkLost,
    Restarted,
    Sent,
    Started,
    Stopped,
)
from firmware_bridge._peer import STOP_RETRY_MS
from firmware_bridge._pulse import SILENCE_MS
from tests.bridge.session_rig import LateRig, Losing, Rig, block, pulses


def test_a_device_that_halted_is_recovered_with_a_new_epoch():
    rig = Rig().greeted()
    rig.play(1, *[block(100, 100 + n) for n in range(60)])
    rig.walk(1000)
    rig.session.take_events()
    rig.inner.lose_down = lambda _: rig.now < 1700
    rig.walk(1650)
    assert rig.model.levels == (0,)
    rig.walk(4000)
    assert rig.events(Stopped, Restarted, LinkDown) == [Stopped("device_halted")]
    assert rig.session.idle
    assert rig.felt()[-1][1] == 0
    rig.play(2, block(100, 50))
    rig.walk(6000)
    assert rig.felt() == [(4000, 50), (4100, 0)]


@pytest.mark.parametrize("lost", range(1, 8))
def test_some_signs_of_life_in_a_row_may_get_lost(lost):
    rig = Rig(zero_us=7).greeted()
    for start in range(50):
        rig.play(start, block(1000))
        rig.walk(rig.now + 100 + start)
        rig.inner.lose_down = Losing(lost, "ping", "limit", "watch", "time")
        rig.walk(rig.now + 1500)
        assert rig.inner.lose_down.left == 0
    assert rig.events(Stopped, LinkDown) == []


def test_a_link_that_loses_every_fifth_packet_halts_no_device():
    for seed in range(40):
        rig = Rig(zero_us=7, faults={"loss": 0.2, "seed": seed}).greeted()
        rig.play(1, block(8000))
        rig.walk(rig.now + 10_000)
        assert rig.events(Stopped, LinkDown) == [], seed
        assert [level for _, level in rig.felt()] == [100, 0]


def test_many_answers_of_a_halted_device_are_one_halt():
    rig = Rig(kind="vcm").greeted()
    rig.session.begin(1)
    rig.session.append(1, 0, block(5000), 0)
    rig.walk(100)
    rig.forget_host(700)
    rig.session.take_events()
    rig.session.append(1, 800, pulses(0, 900, 100), rig.now)
    rig.session.advance(rig.now)
    assert rig.events(Stopped) == [Stopped("device_halted")]
    rig.play(2, block(100))
    rig.walk(3000)
    assert rig.felt()[-2:] == [(700, 100), (800, 0)]
    assert rig.events(Stopped) == []


def test_a_device_that_starts_anew_is_greeted_anew():
    rig = Rig(cap=0.5).greeted()
    rig.play(1, block(5000))
    rig.walk(1000)
    rig.session.take_events()
    rig.inner.model = rig.boot(2)
    rig.outputs.clear()
    rig.walk(1200)
    assert rig.events(Restarted, Stopped, LinkDown, Finished) == [Restarted(), Stopped("device_restarted")]
    assert rig.session.ready
    assert rig.session.idle
    assert rig.session.append(1, 2000, block(100), rig.now) is False
    assert 1000 <= rig.session.player.played_ms <= 1200
    rig.session.player.max_level = 1.0
    rig.play(2, block(100, 255))
    rig.walk(3000)
    # The cap was told to it again.
    assert rig.felt() == [(1200, 127), (1300, 0)]


def test_a_device_that_starts_anew_at_rest_is_greeted_when_it_is_needed():
    rig = Rig().greeted()
    rig.inner.model = rig.boot(2)
    rig.play(1, block(100))
    rig.walk(1000)
    assert rig.events(Restarted, Stopped) == [Restarted(), Stopped("device_restarted")]
    assert rig.felt() == []
    rig.play(2, block(100))
    rig.walk(2000)
    assert rig.felt() == [(1000, 100), (1100, 0)]


def test_while_a_device_starts_anew_nothing_is_taken_and_nobody_is_told_that_it_rests():
    rig = Rig().greeted()
    rig.play(1, block(5000))
    rig.walk(1000)
    rig.inner.model = rig.boot(2)
    rig.inner.lose_up = lambda packet: packet.name == "places" and rig.now < 2000
    rig.walk(1500)
    assert not rig.session.ready
    assert not rig.session.idle
    assert rig.session.begin(2) is Admission.REFUSED
    rig.walk(2500)
    assert rig.session.idle
    assert rig.session.begin(2) is Admission.PLAYING


def test_a_device_that_falls_silent_is_lost_in_time():
    rig = Rig().greeted()
    rig.play(1, block(60_000))
    rig.walk(350)
    rig.session.take_events()
    rig.inner.lose_up = lambda _: True
    rig.until(lambda: rig.session.lost)
    error = rig.session.lost
    assert isinstance(error, LinkLost)
    assert error.reason is BridgeReason.SILENT
    assert SILENCE_MS < rig.now <= 350 + 100 + SILENCE_MS
    assert rig.session.take_events()[-2:] == [LinkDown(str(error)), Stopped("link_lost")]
    assert rig.session.idle
    with pytest.raises(LinkLost):
        rig.session.begin(2)
    lost_ms = rig.now
    rig.forget_host(lost_ms + 2000)
    assert rig.felt() == [(0, 100), (lost_ms + rig.config.bears_us / 1000, 0)] or rig.model.levels == (0,)


def test_a_broken_link_is_told_and_the_device_rests_by_itself():
    rig = Rig(faults={"drop_after": 6}).greeted()
    rig.play(1, block(10_000))
    rig.walk(2000)
    error = rig.session.lost
    assert error.reason is BridgeReason.DROPPED
    assert rig.session.take_events()[-2:] == [LinkDown(str(error)), Stopped("link_lost")]
    assert rig.session.idle
    assert rig.session.next_deadline() is None
    assert rig.session.append(1, 0, block(10), rig.now) is False
    rig.stop("leaving", quiet=True)
    assert rig.session.take_events() == []
    rig.forget_host(4000)
    assert [level for _, level in rig.felt()] == [100, 0]


def test_a_slow_link_is_not_silence_and_nothing_is_sent_twice():
    rig = Rig(faults={"delay_ms": 400}).greeted()
    started = rig.now
    rig.play(1, block(4000))
    rig.walk(9000)
    assert rig.session.lost is None
    assert rig.felt() == [(started + 400, 100), (started + 4400, 0)]
    assert [e.message for e in rig.events(Sent)].count("track") == 1


def test_over_a_radio_it_is_in_time():
    rig = Rig(zero_us=5_000_000, faults={"interval_ms": 30, "delay_ms": 2}).greeted()
    started = rig.now
    rig.play(1, *[block(100, 60 + 10 * n) for n in range(12)])
    rig.walk(started + 3000)
    wanted = [math.ceil(started + rig.link.lead_ms) + 100 * n for n in range(13)]
    assert [t_ms for t_ms, _ in rig.felt()] == pytest.approx(wanted, abs=4)
    assert rig.session.late == 0


@pytest.mark.parametrize("interval_ms", [7.5, 15, 30, 48.75])
def test_over_any_radio_a_late_host_plays_in_time(interval_ms):
    errors = []
    for seed in range(3):
        rig = LateRig(interval_ms, seed).greeted()
        rig.play(1, *[block(60, 100 + n) for _ in range(10) for n in (0, 30, 60, 90, -100) * 3])
        while not rig.session.idle:
            rig.step(math.inf)
        (zero,) = [e.t_device_ms - 5000 for e in rig.events(Started)]
        rises = [t_ms for t_ms, level in rig.felt() if level]
        errors += [abs((t_ms - zero + 30) % 60 - 30) for t_ms in rises]
        assert len(rises) == 120
        assert rig.session.late == 0
    errors.sort()
    assert errors[int(len(errors) * 0.99)] <= 3.0


@pytest.mark.parametrize("lost", [lambda _: True, lambda levels: not any(levels)])
def test_reports_that_are_lost_keep_nobody_waiting(lost):
    rig = Rig().greeted()
    rig.inner.lose_up = lambda packet: packet.name == "levels" and lost(packet.levels)
    rig.play(1, block(300))
    rig.walk(2000)
    assert rig.session.idle
    assert [level for _, level in rig.heard()] in ([], [100, 0])


def test_answers_that_were_overtaken_change_nothing():
    rig = Rig().greeted()
    receive, kept = rig.inner.receive, []

    def receive_and_keep():
        arrived = receive()
        kept.extend(arrived)
        return arrived

    rig.inner.receive = receive_and_keep
    rig.play(1, *[block(100, 100 + n) for n in range(10)])
    rig.walk(500)
    rig.stop()
    rig.play(2, block(500, 50))
    rig.walk(600)
    rig.session.take_events()
    rig.outputs.clear()
    old = kept[:-1]
    rig.inner.receive = lambda: old + receive()
    rig.session.advance(rig.now)
    rig.inner.receive = receive
    rig.walk(3000)
    assert rig.events(Stopped, Restarted, Late) == []
    assert [level for _, level in rig.outputs] == [(0,)]
    assert rig.session.idle


@pytest.mark.parametrize("levels", [(1, 2), (), tuple(range(8))])
def test_reports_of_another_number_of_motors_are_left_out(levels):
    rig = Rig().greeted()
    receive = rig.inner.receive
    rig.inner.receive = lambda: [(0.0, b"\x85" + bytes(4) + bytes(levels)), *receive()]
    rig.session.advance(0)
    assert rig.heard() == []
    assert rig.session.idle


def test_a_stop_that_waits_in_a_slow_radio_is_not_doubled():
    """Each repeat would stand in front of the next stop."""
    rig = Rig(zero_us=5_000_000, faults={"interval_ms": 48.75, "delay_ms": 2}).greeted()
    rig.play(1, block(4000))
    rig.walk(rig.now + 300)
    rig.session.take_events()
    for _ in range(3):
        rig.stop()
        rig.walk(rig.now + 300)
    assert [e.message for e in rig.events(Sent)].count("stop") == 3
    assert rig.session.at_rest


def test_a_stop_that_is_lost_is_told_again():
    rig = Rig(zero_us=5_000_000).greeted()
    rig.play(1, block(4000))
    rig.walk(rig.now + 300)
    lost = [True, True]
    rig.inner.lose_down = lambda packet: packet.name == "stop" and bool(lost) and lost.pop()
    stopped = rig.now
    rig.stop()
    rig.walk(rig.now + 1000)
    assert rig.felt()[-1] == (stopped + 2 * STOP_RETRY_MS, 0)
