"""A session and a device model in virtual time: greeting, playing ahead, stopping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firmware_bridge import (
    Admission,
    BridgeReason,
    DeviceRefused,
    Finished,
    Late,
    Level,
    LinkDown,
    LinkLost,
    ModelConfig,
    Received,
    Restarted,
    Sent,
    Started,
    Stopped,
    make_layout,
)
from firmware_bridge._greeting import GREET_EVERY_MS, GREET_FOR_MS
from firmware_bridge._peer import KEEP_ALIVES, STOP_RETRY_MS
from firmware_bridge._session import AHEAD_MS
from tests.bridge.session_rig import WRAP_MS, Losing, Rig, block, pulses

# -- greeting


def test_the_order_of_events():
    rig = Rig()
    rig.until(lambda: rig.session.ready)
    rig.play(1, block(70))
    rig.walk(150)
    assert rig.session.take_events() == [
        Sent("hello", 4),
        Received("hello_r", 20),
        Received("places", 3),
        Sent("limit", 2),
        Received("status", 19),
        Sent("watch", 2),
        Received("status", 19),
        Started(1, 0),
        Sent("track", 14),
        Received("status", 19),
        Level(0, (100 / 255,)),
        Level(70, (0.0,)),
        Finished(1, 70),
        Sent("limit", 2),
        Received("status", 19),
    ]


def test_what_the_device_says_of_itself_is_taken():
    rig = Rig(motors=4, cap=0.9, max_level=0.5).greeted()
    assert [(m.kind, m.steps) for m in rig.session.layout.motors] == [(m.kind, 255) for m in make_layout(4).motors]
    assert [(m.x, m.y) for m in rig.session.layout.motors] == [(m.x, m.y) for m in make_layout(4).motors]
    assert rig.session.player.max_level == 128 / 255
    assert rig.session.player.motors == 4


def test_a_silent_device_is_lost_with_a_sentence():
    rig = Rig(prepare=lambda link: setattr(link, "lose_down", lambda _: True))
    rig.until(lambda: rig.session.lost)
    error = rig.session.lost
    assert isinstance(error, LinkLost)
    assert error.reason is BridgeReason.SILENT
    assert str(error) == "Nothing that speaks our protocol answers on the simulated device."
    assert error.hint.endswith(".")
    assert rig.now == GREET_FOR_MS
    events = rig.session.take_events()
    assert events.count(Sent("hello", 4)) == GREET_FOR_MS // GREET_EVERY_MS
    assert events[-2:] == [LinkDown(str(error)), Stopped("link_lost")]
    assert rig.session.next_deadline() is None


@pytest.mark.parametrize(("way", "lost"), [("lose_down", "hello"), ("lose_up", "hello_r"), ("lose_up", "places")])
def test_a_device_that_answers_the_third_time_is_greeted(way, lost):
    rig = Rig(prepare=lambda link: setattr(link, way, Losing(2, lost))).greeted()
    assert rig.now == 2 * GREET_EVERY_MS
    rig.play(1, block(100))
    rig.walk(1000)
    assert rig.felt() == [(500, 100), (600, 0)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"major": 2}, "version 2"),
        ({"motors": 3}, "3 motors at 1 places"),
        ({"motors": 0}, "0 motors"),
        ({"max_level": 0}, "nothing"),
        ({"tracks": 0}, "nothing"),
        ({"deadman_ms": 99}, "99 ms"),
    ],
)
def test_a_device_that_does_not_fit_is_refused(change, words):
    class Odd(ModelConfig):
        def hello(self, boot, limit):
            return replace(super().hello(boot, limit), **change)

    rig = Rig(prepare=lambda link: setattr(link.model, "config", Odd(link.model.config.places)))
    rig.until(lambda: rig.session.lost)
    assert isinstance(rig.session.lost, DeviceRefused)
    assert words in str(rig.session.lost)
    assert rig.session.lost.reason is BridgeReason.REFUSED
    with pytest.raises(DeviceRefused):
        rig.session.begin(1)


def test_a_stop_while_greeting_is_in_the_greeting():
    rig = Rig(prepare=lambda link: setattr(link, "lose_up", Losing(1, "places")))
    rig.session.advance(0)
    rig.stop()
    assert [e.message for e in rig.events(Sent)][:2] == ["hello", "hello"]
    rig.greeted().play(1, block(100))
    rig.walk(1000)
    assert rig.felt() == [(0, 100), (100, 0)]


def test_a_device_with_a_clock_of_its_own_is_learnt_first():
    rig = Rig(zero_us=123_456_789)
    rig.session.advance(0)
    assert not rig.session.ready
    assert rig.session.begin(1) is Admission.REFUSED
    started = rig.greeted().now
    assert started > 0
    rig.play(1, block(100), block(100, 50))
    rig.walk(3000)
    assert rig.felt() == [(started, 100), (started + 100, 50), (started + 200, 0)]
    assert [(type(e), e.t_device_ms) for e in rig.events(Started, Finished, Level)] == [
        (Started, started + 123_456.789),
        (Level, started + 123_456.789),
        (Level, started + 123_556.789),
        (Level, started + 123_656.789),
        (Finished, started + 123_656.789),
    ]


# -- playing


def test_touch_is_sent_ahead_and_no_sooner():
    rig = Rig().greeted()
    rig.session.begin(1)
    rig.session.append(1, 0, block(50), 0)
    rig.session.append(1, 5000, block(50), 0)
    rig.session.end(1, 5050, 0)
    rig.walk(5000 - AHEAD_MS - 1)
    rig.session.take_events()
    rig.walk(5000 - AHEAD_MS)
    assert [e.message for e in rig.events(Sent)] == ["track"]
    rig.walk(6000)
    assert rig.felt() == [(0, 100), (50, 0), (5000, 100), (5050, 0)]


def test_a_host_that_stalls_does_no_harm():
    rig = Rig(deadman_ms=2000).greeted()
    steps = [block(200, level) for level in range(10, 110, 10)]
    rig.play(1, *steps)
    rig.walk(200)
    rig.forget_host(1200)
    rig.walk(3000)
    assert rig.felt() == [(200 * n, 10 + 10 * n) for n in range(10)] + [(2000, 0)]
    assert (rig.session.late, rig.session.player.stretched_ms) == (0, 0)


def test_a_level_that_stays_is_kept_alive_and_rest_is_quiet():
    rig = Rig().greeted()
    rig.play(1, block(3000))
    rig.walk(9000)
    assert rig.heard() == [(0, 100), (3000, 0)]
    assert rig.session.idle
    assert rig.session.next_deadline() is None


def test_a_timeline_longer_than_the_device_looks_ahead():
    # Each of its own pitch, so that each is a track: the device takes none that is more than 10 s ahead.
    rig = Rig(kind="vcm").greeted()
    rig.play(1, pulses(0, 15_000, 2500))
    rig.walk(20_000)
    assert rig.felt() == [(t + dt, level) for t in range(0, 15_000, 2500) for dt, level in ((0, 100), (40, 0))]
    assert rig.events(Stopped, Late) == []


def test_what_comes_soon_does_not_wait_behind_what_fills_the_device():
    rig = Rig(kind="vcm").greeted()
    rig.session.begin(1)
    rig.session.append(1, 0, pulses(0, 9000, 600), 0)
    rig.session.append(1, 100, block(50, 80), 0)
    rig.session.end(1, 9000, 0)
    rig.walk(12_000)
    assert rig.session.late == 0
    assert rig.felt()[2:4] == [(100, 80), (150, 0)]


def test_more_tracks_than_the_device_has_room_for():
    rig = Rig().greeted()
    rig.play(1, *[block(50, 10 + n) for n in range(40)])
    rig.walk(3000)
    assert rig.felt() == [(50 * n, 10 + n) for n in range(40)] + [(2000, 0)]
    assert rig.session.late == 0


def test_the_cap_holds_in_the_device_too():
    rig = Rig(cap=0.4).greeted()
    rig.session.player.max_level = 1.0
    rig.play(1, block(100, 255))
    rig.walk(200)
    assert rig.felt() == [(0, 102), (100, 0)]


@pytest.mark.parametrize("way", ["lose_down", "lose_up"])
def test_nothing_plays_before_the_device_has_answered_to_its_cap(way):
    lose = Losing(3, "limit" if way == "lose_down" else "status")
    rig = Rig(cap=0.4, prepare=lambda link: setattr(link, way, lose))
    rig.session.advance(0)
    assert rig.session.begin(1) is Admission.REFUSED
    rig.greeted()
    assert lose.left == 0
    rig.session.player.max_level = 1.0
    start = rig.now
    rig.play(1, block(100, 255))
    rig.walk(start + 200)
    assert rig.felt() == [(start, 102), (start + 100, 0)]


@pytest.mark.parametrize("zero_us", [0, 7])
def test_what_the_device_was_told_is_told_again_while_it_plays(zero_us):
    rig = Rig(cap=0.4, zero_us=zero_us).greeted()
    rig.model._limit, rig.model._watch_ms = 255, 0  # as if both had been lost
    rig.session.player.max_level = 1.0
    start = rig.now
    rig.play(1, block(1000, 255))
    rig.walk(start + 2000)
    on_ms, capped_ms = (t_ms for t_ms, level in rig.felt() if level)
    assert capped_ms - on_ms <= 3 * rig.config.deadman_ms / KEEP_ALIVES
    assert [level for _, level in rig.heard()] == [102, 0]


@pytest.mark.parametrize("zero_us", [0, 7])
def test_the_clock_may_wrap(zero_us):
    rig = Rig(start_ms=WRAP_MS - 500, zero_us=zero_us).greeted()
    start = rig.now
    rig.play(1, block(400), block(400, 50))
    rig.walk(WRAP_MS + 1000)
    assert [level for _, level in rig.felt()] == [100, 50, 0]
    heard = rig.heard()
    assert [level for _, level in heard] == [100, 50, 0]
    assert [t_ms for t_ms, _ in heard] == pytest.approx([start, start + 400, start + 800], abs=1.01)
    assert rig.session.idle


def test_tracks_that_came_after_their_time_are_counted():
    rig = Rig().greeted()
    rig.play(1, block(100))
    rig.walk(500)
    rig.inner.lose_down = Losing(1, "track")
    rig.play(2, block(300))
    rig.walk(3000)
    assert rig.session.late == 1
    assert rig.events(Late) == [Late(1)]
    late_ms, level = rig.felt()[2]
    assert level == 100
    assert 500 < late_ms < 600


# -- stopping


def test_stop_is_at_once_and_nothing_follows():
    rig = Rig().greeted()
    rig.play(1, block(1000))
    rig.play(2, block(1000, 80))
    rig.walk(350)
    rig.session.take_events()
    rig.clock.move_to(350.5)
    rig.stop()
    assert rig.model.levels == (0,)
    assert rig.session.take_events() == [
        Sent("stop", 2),
        Stopped("test"),
        Received("status", 19),
        Level(350.5, (0.0,)),
    ]
    assert rig.session.idle
    rig.walk(9000)
    assert rig.session.take_events() == []
    assert rig.felt() == [(0, 100), (350.5, 0)]


def test_one_that_is_cancelled_rests_at_once_and_the_one_that_waits_is_whole():
    rig = Rig().greeted()
    rig.play(1, block(1000))
    rig.play(2, block(300, 80))
    rig.walk(350)
    assert not rig.session.cancel(3, "test", 350)
    assert rig.session.cancel(1, "test", rig.now)
    assert [event.program_id for event in rig.events(Started, Stopped)] == [1, 1, 2]
    rig.walk(3000)
    assert rig.felt() == [(0, 100), (350, 0), (350, 80), (650, 0)]
    assert rig.session.idle


def test_one_that_waits_is_cancelled_without_a_word_to_the_device():
    rig = Rig().greeted()
    rig.play(1, block(1000))
    rig.play(2, block(300, 80))
    rig.walk(350)
    rig.session.take_events()
    assert rig.session.cancel(2, "test", rig.now)
    assert rig.session.take_events() == [Stopped("test", 2)]
    rig.walk(3000)
    assert rig.felt() == [(0, 100), (1000, 0)]


def test_a_stop_drops_what_was_kept_for_later():
    rig = Rig(kind="vcm").greeted()
    rig.play(1, pulses(0, 9000, 1000))
    rig.walk(100)
    rig.session.take_events()
    rig.stop()
    rig.walk(9000)
    assert [e.message for e in rig.events(Sent)] == ["stop"]
    assert rig.felt() == [(0, 100), (40, 0)]


def test_what_a_stop_has_overtaken_never_plays():
    rig = Rig(faults={"interval_ms": 30}).greeted()
    rig.clock.move_to(rig.now + 1)
    rig.play(1, block(500))
    rig.stop()
    rig.walk(rig.now + 2000)
    sent = [e.message for e in rig.events(Sent)]
    assert sent.index("track") < sent.index("stop")
    assert rig.session.idle
    assert rig.felt() == []


def test_stopping_quietly_with_nothing_to_stop_is_no_event():
    rig = Rig().greeted()
    rig.stop("leaving", quiet=True)
    assert rig.session.take_events() == [Sent("stop", 2), Received("status", 19)]
    rig.play(1, block(1000))
    rig.stop("leaving", quiet=True)
    assert Stopped("leaving") in rig.session.take_events()


@pytest.mark.parametrize("way", ["lose_down", "lose_up"])
def test_a_stop_that_is_lost_is_repeated_until_it_is_confirmed(way):
    rig = Rig().greeted()
    rig.play(1, block(60_000))
    rig.walk(250)
    rig.session.take_events()
    setattr(rig.inner, way, Losing(4, "stop" if way == "lose_down" else "status"))
    rig.stop()
    assert rig.session.player.idle
    assert not rig.session.idle
    rig.until(lambda: rig.session.idle)
    assert rig.now == 250 + 4 * STOP_RETRY_MS
    assert [e.message for e in rig.events(Sent)] == ["stop"] * 5
    assert rig.felt() == [(0, 100), (250 if way == "lose_up" else rig.now, 0)]
    rig.play(2, block(100, 50))
    rig.walk(5000)
    assert rig.felt() == [(370, 50), (470, 0)]
    assert rig.events(Stopped, Restarted) == []


def test_nothing_new_is_sent_before_a_stop_is_confirmed():
    rig = Rig().greeted()
    rig.play(1, block(60_000))
    rig.walk(250)
    rig.session.take_events()
    rig.inner.lose_down = Losing(3, "stop")
    rig.stop()
    rig.play(2, block(400, 50))
    rig.walk(350)
    names = [e.message for e in rig.events(Sent)]
    assert names[:5] == ["stop"] * 4 + ["track"]
    rig.walk(5000)
    assert rig.felt() == [(0, 100), (340, 0), (340, 50), (650, 0)]


@pytest.mark.parametrize("seed", range(8))
def test_a_stop_gets_through_a_link_that_loses_most(seed):
    rig = Rig(faults={"loss": 0.6, "dup": 0.3, "seed": seed})
    rig.until(lambda: rig.session.ready or rig.session.lost)
    assert rig.session.ready
    rig.play(1, block(60_000))
    rig.walk(rig.now + 200)
    rig.stop()
    rig.walk(rig.now + 400)
    assert rig.model.levels == (0,)
    assert rig.session.lost is None
