"""A session and a device model in virtual time: greeting, playing ahead, stopping, and every way a link can fail."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from firmware_bridge import (
    Admission,
    BridgeReason,
    DeviceModel,
    DeviceRefused,
    Finished,
    Late,
    Level,
    LinkDown,
    LinkLost,
    ModelConfig,
    ModelLink,
    Received,
    Restarted,
    Sent,
    Session,
    Started,
    Stopped,
    VirtualClock,
    make_layout,
)
from firmware_bridge import _wire as wire
from firmware_bridge._faults import Faults, FaultyLink
from firmware_bridge._frame import Deframer
from firmware_bridge._peer import GREET_EVERY_MS, GREET_FOR_MS, KEEP_ALIVES, STOP_RETRY_MS
from firmware_bridge._pulse import SILENCE_MS
from firmware_bridge._session import AHEAD_MS
from lexicon import Breakpoint, Timeline

WRAP_MS = 2**32 / 1000


class WatchedLink(ModelLink):
    """A link that can be told to lose packets, in frames, and a device whose clock has a zero of its own."""

    lead_ms = 0.0

    def __init__(self, model, now_ms, zero_us):
        super().__init__(model, now_ms)
        self.zero_us = zero_us
        self.same_clock = zero_us == 0
        self.lose_down = lambda _packet: False
        self.lose_up = lambda _packet: False
        self.reader = Deframer()

    def send(self, packet):
        if not self.lose_down(wire.decode(packet)):
            super().send(packet)

    send_urgent = send

    def send_bytes(self, data, *, urgent=False):
        for packet in self.reader.feed(data):
            self.send(packet)

    def receive(self):
        arrived = super().receive()
        return [(self._now_ms() / 1000, data) for _, data in arrived if not self.lose_up(wire.decode(data))]

    def next_deadline_ms(self):
        next_ms = super().next_deadline_ms()
        return None if next_ms is None else max(self._now_ms(), next_ms - self.zero_us / 1000)

    def _now_us(self):
        return super()._now_us() + self.zero_us


class Rig:
    """A session over a device model, and every output of the device: when (of the host's clock), the levels."""

    def __init__(self, motors=1, kind="lra", cap=1.0, zero_us=0, start_ms=0, faults=None, prepare=None, **config):
        self.clock = VirtualClock()
        self.clock.move_to(start_ms)
        self.zero_us = zero_us
        self.config = ModelConfig.of(make_layout(motors, kind), **config)
        self.outputs = []
        self.inner = WatchedLink(self.boot(1), self.clock.now_ms, zero_us)
        self.link = FaultyLink(self.inner, Faults(**faults), self.clock.now_ms) if faults else self.inner
        if prepare:
            prepare(self.inner)
        self.session = Session(self.link, max_level=cap, now_ms=start_ms, epoch=250)

    def boot(self, number):
        def note(now_us, levels, _carriers):
            self.outputs.append(((now_us - self.zero_us) / 1000, levels))

        return DeviceModel(self.config, number, self.now_us, note)

    @property
    def model(self):
        return self.inner.model

    @property
    def now(self):
        return self.clock.now_ms()

    @property
    def now_us(self):
        return round(self.now * 1000) + self.zero_us

    def greeted(self):
        self.until(lambda: self.session.ready or self.session.lost)
        assert self.session.lost is None
        self.session.take_events()
        return self

    def until(self, reached):
        while not reached():
            assert self.step(self.now + 60_000), "nothing happens any more"

    def step(self, until):
        """Go to the next deadline, or to ``until`` and say so with False."""
        deadline = self.session.next_deadline()
        self.clock.move_to(until if deadline is None else min(deadline, until))
        self.session.advance(self.now)
        return deadline is not None and deadline <= until

    def walk(self, until):
        steps = 0
        while self.step(until):
            steps += 1
            assert steps < 20_000, "it turns in circles"

    def forget_host(self, until):
        """Let time pass for the device alone."""
        while (next_us := self.model.next_tick_us(self.now_us)) is not None and next_us <= until * 1000 + self.zero_us:
            self.clock.move_to((next_us - self.zero_us) / 1000)
            self.model.tick(next_us)
        self.clock.move_to(until)

    def play(self, program_id, *timelines, length=None):
        admission = self.session.begin(program_id)
        if admission is not Admission.REFUSED:
            onset = 0
            for timeline in timelines:
                self.session.append(program_id, onset, timeline, self.now)
                onset += timeline.duration_ms
            self.session.end(program_id, onset if length is None else length, self.now)
        return admission

    def stop(self, reason="test", **how):
        self.session.stop(reason, self.now, **how)

    def felt(self, motor=0):
        """Changes of one motor since the last call."""
        found = []
        for t_ms, levels in self.outputs:
            if levels[motor] != (found[-1][1] if found else 0):
                found.append((t_ms, levels[motor]))
        self.outputs.clear()
        return found

    def heard(self):
        return [(e.t_device_ms, round(e.levels[0] * 255)) for e in self.session.take_events() if isinstance(e, Level)]

    def events(self, *kinds):
        return [event for event in self.session.take_events() if isinstance(event, kinds)]


class Losing:
    """Loses the first so many packets of some names."""

    def __init__(self, count, *names):
        self.left, self.names = count, names

    def __call__(self, packet):
        lost = self.left > 0 and packet.name in self.names
        self.left -= lost
        return lost


def line(*corners, motors=1):
    points = tuple(Breakpoint(t_ms, level / 255, 170) for t_ms, level in corners)
    return Timeline((points,) * motors, points[-1].t_ms)


def block(on_ms, level=100, motors=1):
    """``level`` (0 to 255) for ``on_ms``."""
    return line((0, level), (on_ms, level), (on_ms, 0), motors=motors)


def pulses(since, until, every):
    """Short ones, each of another pitch."""
    points = tuple(
        Breakpoint(t + dt, level / 255, 60 + t // 50)
        for t in range(since, until, every)
        for dt, level in ((0, 0), (0, 100), (40, 100), (40, 0))
    )
    return Timeline((points,), points[-1].t_ms)


# -- greeting


def test_the_order_of_events():
    rig = Rig()
    rig.until(lambda: rig.session.ready)
    rig.play(1, block(100))
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
        Level(100, (0.0,)),
        Finished(1, 100),
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


# -- what goes wrong


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


def test_many_answers_of_a_halted_device_are_one_halt():
    rig = Rig(kind="vcm").greeted()
    rig.session.begin(1)
    rig.session.append(1, 0, block(5000), 0)
    rig.walk(100)
    rig.forget_host(700)
    rig.session.take_events()
    rig.session.append(1, 800, pulses(0, 900, 100), rig.now)
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
    assert rig.felt() == [(0, 100), (lost_ms + rig.config.deadman_ms, 0)] or rig.model.levels == (0,)


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


class LateRig(Rig):
    """A host that wakes up to 30 ms late each time, and a radio that does not wait for it."""

    def __init__(self, interval_ms, seed):
        self.random = random.Random(seed)
        self.came = []
        self.wake_ms = 0.0
        super().__init__(zero_us=5_000_000, faults={"interval_ms": interval_ms})
        self.carry, self.link.receive = self.link.receive, self.take
        self.link.lead_ms = 150.0

    def take(self):
        found, self.came = self.came, []
        return found

    def step(self, until):
        deadline, event = self.session.next_deadline(), self.link.next_deadline_ms()
        if self.wake_ms <= self.now and deadline is not None:
            self.wake_ms = max(deadline, self.now) + self.random.uniform(0, 30)
        soonest = min(at for at in (self.wake_ms, event, until) if at is not None and at >= self.now)
        self.clock.move_to(soonest)
        self.came += self.carry()
        if self.now >= self.wake_ms:
            self.session.advance(self.now)
        return soonest < until


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


# -- whatever the link does

BAD = st.fixed_dictionaries(
    {
        "loss": st.sampled_from([0.0, 0.05, 0.3]),
        "corrupt": st.sampled_from([0.0, 0.05]),
        "dup": st.sampled_from([0.0, 0.3]),
        "reorder": st.sampled_from([0.0, 0.2]),
        "delay_ms": st.sampled_from([0, 1, 40, 400]),
        "interval_ms": st.sampled_from([0, 0, 30]),
        "seed": st.integers(0, 9999),
    }
)


@settings(max_examples=30)
@given(BAD, st.sampled_from([None, 8, 30]), st.floats(0.05, 1), st.floats(0.05, 1), st.data())
def test_whatever_the_link_does_caps_hold_and_leaving_means_rest(faults, drop_after, cap, own_cap, data):
    rig = Rig(motors=2, cap=cap, max_level=own_cap, faults=faults | {"drop_after": drop_after})
    rig.until(lambda: rig.session.ready or rig.session.lost)
    for number in range(1, data.draw(st.integers(1, 4)) + 1):
        if rig.session.lost:
            break
        rig.play(number, block(data.draw(st.integers(1, 1500)), data.draw(st.floats(0, 300)), motors=2))
        rig.walk(rig.now + data.draw(st.integers(0, 1500)))
    rig.stop("leaving", quiet=True)
    rig.walk(rig.now + 4000)
    assert rig.session.at_rest
    rig.forget_host(rig.now + 1000)
    assert rig.model.levels == (0, 0)
    assert all(level <= min(cap, own_cap) * 255 + 0.5 for _, levels in rig.outputs for level in levels)


@st.composite
def steps(draw, least_ms=0):
    """One step for two motors: slopes, jumps and holds, often the same on both."""
    any_corners = st.lists(st.tuples(st.integers(least_ms, 80), st.integers(0, 255)), min_size=1, max_size=4)
    tracks = []
    for corners in (one := draw(any_corners), draw(any_corners | st.just(one))):
        t_ms, points = 0, []
        for after_ms, level in corners:
            t_ms += after_ms
            points.append(Breakpoint(t_ms, level / 255, 170))
        tracks.append((*points, Breakpoint(t_ms + draw(st.sampled_from([0, 30])), 0.0, 170)))
    return Timeline(tuple(tracks), max(track[-1].t_ms for track in tracks))


class Judge:
    """Knows every timeline that the player handed over, and what the device may do therefore."""

    def __init__(self, rig):
        self.rig = rig
        self.planned = []
        due = rig.session.player.due

        def listen(now_ms):
            parts = due(now_ms)
            self.planned += parts
            return parts

        rig.session.player.due = listen

    def watch(self, until, *, strict):
        """Look at the device every ms."""
        while self.rig.now < until:
            now = math.floor(self.rig.now) + 1
            self.rig.walk(now)
            self.rig.model.tick(self.rig.now_us)
            self.planned = [part for part in self.planned if part.end_ms >= now]
            asked = [part.timeline.levels_at(now - part.t_ms) for part in self.planned]
            for motor, level in enumerate(self.rig.model.levels):
                wanted = [0.0, *(min(255 * levels[motor], CAP) for levels in asked)]
                wanted = [max(wanted)] if strict else wanted
                assert any(abs(value - level) <= ROUNDING for value in wanted), (now, motor, level, wanted)
                assert level <= CAP


CAP = 180
ROUNDING = 1.51
"""A level is encoded within 1 of what is wanted, and rounded."""


@settings(max_examples=12)
@given(st.lists(steps(least_ms=20), min_size=1, max_size=5))  # shorter ones are more than a device has room for
def test_over_a_good_link_all_that_was_planned_is_felt(timelines):
    rig = Rig(motors=2, cap=CAP / 255).greeted()
    judge = Judge(rig)
    rig.play(1, *timelines)
    judge.watch(sum(timeline.duration_ms for timeline in timelines) + 20, strict=True)
    assert rig.session.idle


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.lists(steps(), min_size=1, max_size=3), st.integers(0, 300), st.booleans()), max_size=4),
    st.sampled_from([0, 5, 30]),
    st.integers(0, 9999),
)
def test_over_a_bad_link_nothing_is_felt_but_what_was_planned(programs, delay_ms, seed):
    faults = {"loss": 0.05, "corrupt": 0.05, "dup": 0.05, "reorder": 0.05, "delay_ms": delay_ms, "seed": seed}
    rig = Rig(motors=2, cap=CAP / 255, faults=faults)
    rig.until(lambda: rig.session.ready)
    rig.walk(math.ceil(rig.now))
    judge = Judge(rig)
    for number, (timelines, wait_ms, then_stop) in enumerate(programs):
        rig.play(number, *timelines)
        judge.watch(rig.now + wait_ms, strict=False)
        if then_stop:
            rig.stop()
    judge.watch(rig.now + 300, strict=False)
    assert rig.session.lost is None


class SessionMachine(RuleBasedStateMachine):
    """Programs and stops in any order over a bad link: nothing from before a stop is felt after it."""

    @initialize(faults=BAD)
    def open(self, faults):
        self.rig = Rig(faults=faults)
        self.rig.until(lambda: self.rig.session.ready or self.rig.session.lost)
        self.next_id = 1
        self.first_allowed = 1
        self.first_of = {0: 0}
        self.floor = 0

    @precondition(lambda self: not self.rig.session.lost and self.next_id < 250)
    @rule(on_ms=st.integers(1, 900))
    def play(self, on_ms):
        # Each program has a level of its own, so that what plays says whose it is.
        self.rig.play(self.next_id, block(on_ms, self.next_id))
        self.first_of[self.next_id] = self.first_allowed
        self.next_id += 1

    @rule()
    def stop(self):
        self.rig.stop()
        self.first_allowed = self.next_id

    @rule(ms=st.integers(0, 1500))
    def pass_time(self, ms):
        self.rig.walk(self.rig.now + ms)

    @rule()
    def rest_follows_a_stop(self):
        self.stop()
        self.rig.walk(self.rig.now + 2500)
        assert self.rig.session.at_rest

    @invariant()
    def nothing_comes_back(self):
        if not hasattr(self, "rig"):
            return
        for _, (level,) in self.rig.outputs:
            # Once anything of after a stop was felt, nothing of before it is.
            self.floor = max(self.floor, self.first_of[level])
            assert not level or level >= self.floor
        self.rig.outputs.clear()
        if self.rig.session.at_rest and not self.rig.session.lost:
            assert self.rig.model.levels == (0,)
            self.floor = self.first_allowed


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(max_examples=20, stateful_step_count=20)
