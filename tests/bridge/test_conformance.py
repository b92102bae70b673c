"""The conformance run: devices that keep the contract pass, each way of breaking it fails its own cases and no other."""

from __future__ import annotations

import pytest

from firmware_bridge import BridgeReason, LinkLost, ModelLink, VirtualClock, _model, make_layout
from firmware_bridge import _wire as wire
from firmware_bridge._conformance import CASES, QUIET_LEVEL, Outcome, check_device, check_link
from firmware_bridge._model import DeviceModel, ModelConfig
from firmware_bridge._model_tracks import ModelTrack, Voice, _Shape
from firmware_bridge._sim import can_run


def check(model_class=DeviceModel, motors=2):
    clock = VirtualClock()
    model = model_class(ModelConfig.of(make_layout(motors)), 1, 0)
    return {result.name: result for result in check_link(ModelLink(model, clock.now_ms), clock)}


def failed(results):
    return {name for name, result in results.items() if result.outcome is Outcome.FAILED}


@pytest.mark.parametrize(
    "uri", ["mock:", "mock:?motors=1", "mock:?motors=8&kind=erm&max_level=0.2", "mock:?max_level=0.1"]
)
def test_the_model_keeps_the_contract(uri):
    told = []
    results = check_device(uri, clock=VirtualClock(), on_result=told.append)
    assert told == results
    assert {result.name: result.came for result in results if result.outcome is not Outcome.PASSED} == {
        "frames": "this link has no frames of its own"
    }
    assert len({result.name for result in results}) == len(results) == len(CASES)
    assert all(result.contract.endswith(".") for result in results)


@pytest.mark.slow
def test_the_firmware_keeps_the_contract():
    if not can_run():
        pytest.skip("no C compiler: sudo apt install gcc")
    results = check_device("sim:?motors=2")
    assert [result for result in results if result.outcome is not Outcome.PASSED] == []


def refusing(change):
    class Broken(DeviceModel):
        def _refusal(self, packet):
            return change(self, packet, super()._refusal(packet))

    return Broken


def handling(change):
    class Broken(DeviceModel):
        def _handle(self, data):
            return change(self, wire.decode(data), data, super()._handle)

    return Broken


def keep_the_session(self, packet, data, handle):
    answers = handle(data)
    self._session = self._session or isinstance(packet, wire.Hello)
    return answers


def keep_the_watch(self, packet, data, handle):
    before, answers = self._watch_ms, handle(data)
    self._watch_ms = before if isinstance(packet, wire.Hello) else self._watch_ms
    return answers


def feed_on_anything(self, packet, data, handle):
    self._heard = self._now
    return handle(data)


def end_a_halt_with_ping(self, packet, data, handle):
    self._halted = self._halted and not isinstance(packet, wire.Ping)
    return handle(data)


def raise_the_limit(self, packet, data, handle):
    self._limit = packet.level if isinstance(packet, wire.Limit) else self._limit
    return handle(data)


def forget_what_was_late(self, packet, data, handle):
    self._late = 0
    return handle(data)


def report_at_will(self, packet, data, handle):
    answers = handle(data)
    self._watch_ms = min(self._watch_ms, 1)
    return answers


def call_nothing_bad(self, packet, data, handle):
    answers = handle(data)
    if isinstance(packet, wire.Track) and answers[0].reason == wire.StatusReason.BAD:
        return [self._status(wire.StatusReason.OK)]
    return answers


def bring_another_t1(self, packet, data, handle):
    return handle(wire.encode(wire.Time(packet.t1 ^ 1)) if isinstance(packet, wire.Time) else data)


def take_long_times(self, packet, data, handle):
    return handle(data[:5] if data[:1] == b"\2" else data)


def ignore_what_is_unknown(self, packet, data, handle):
    return [] if data[:1] == b"\x7f" else handle(data)


def count_no_error(self, packet, data, handle):
    answers = handle(data)
    self._errors = 0
    return answers


def say_nothing_of_places(self, packet, data, handle):
    return handle(data)[:1]


SESSIONLESS, STALE, GAP, FULL = (wire.StatusReason[name] for name in ("NO_SESSION", "STALE", "GAP", "FULL"))


@pytest.mark.parametrize(
    ("model", "cases"),
    [
        (handling(keep_the_session), {"version"}),
        (refusing(lambda _s, _p, why: STALE if why is SESSIONLESS else why), {"no session"}),
        (handling(keep_the_watch), {"hello begins anew"}),
        (handling(bring_another_t1), {"time"}),
        (handling(ignore_what_is_unknown), {"unknown type"}),
        (handling(take_long_times), {"wrong length"}),
        (handling(count_no_error), {"unknown type", "wrong length"}),
        (refusing(lambda s, p, why: why or (GAP if p.seq != s._seq else None)), {"repeat"}),
        (refusing(lambda _s, _p, why: None if why is GAP else why), {"gap", "far"}),
        (refusing(lambda _s, p, why: None if why is STALE and isinstance(p, wire.More) else why), {"stale"}),
        (
            refusing(lambda s, p, why: None if why is FULL and len(p.data) // 2 <= s._free_segments < 8 else why),
            {"full of segments"},
        ),
        (handling(call_nothing_bad), {"malformed track"}),
        (handling(feed_on_anything), {"bad packets feed nothing"}),
        (handling(end_a_halt_with_ping), {"silence"}),
        (handling(forget_what_was_late), {"late"}),
        (handling(report_at_will), {"watch"}),
        (handling(raise_the_limit), {"limit"}),
    ],
)
def test_a_device_that_breaks_the_contract_fails_where_it_does(model, cases):
    results = check(model)
    assert failed(results) == cases
    assert all(results[name].came for name in cases)


class LinearEase(ModelTrack):
    def _add(self, shape, duration_ms, level):
        super()._add(_Shape.RAMP if shape is _Shape.EASE else shape, duration_ms, level)


class LinearRoot(ModelTrack):
    def _add(self, shape, duration_ms, level):
        super()._add(_Shape.RAMP if shape is _Shape.ROOT else shape, duration_ms, level)


class NeverChopped(ModelTrack):
    def _add(self, shape, duration_ms, level):
        self._chop = (0, 0)
        super()._add(shape, duration_ms, level)


class HoldsOneMore(ModelTrack):
    def _add(self, shape, duration_ms, level):
        super()._add(shape, duration_ms, level + (shape is _Shape.HOLD and level == 45))


class LateRamps(ModelTrack):
    def _add(self, shape, duration_ms, level):
        if shape is _Shape.RAMP and duration_ms == 31:
            super()._add(_Shape.HOLD, 3, self._level)
            duration_ms -= 3
        super()._add(shape, duration_ms, level)


class GoesOn(ModelTrack):
    def value(self, u_us):
        return super().value(u_us if self.ended or u_us < self.end_us else self.end_us - 1)


class NoGain(ModelTrack):
    def level(self, voice, now_us):
        return super().level(Voice(voice.motors, 255, voice.delay_us), now_us)


class NoDelay(ModelTrack):
    def level(self, voice, now_us):
        return super().level(Voice(voice.motors, voice.gain, 0), now_us)

    def carrier(self, voice, now_us):
        return 0


class Silent(ModelTrack):
    def level(self, voice, now_us):
        return 0


@pytest.mark.parametrize(
    ("track", "cases"),
    [
        (LinearEase, {"ease", "chop"}),
        (LinearRoot, {"root"}),
        (NeverChopped, {"chop"}),
        (HoldsOneMore, {"hold"}),
        (LateRamps, {"ramp"}),
        (GoesOn, {"underrun"}),
        (NoGain, {"gain"}),
        (NoDelay, {"voices"}),
    ],
)
def test_levels_that_are_wrong_fail_where_they_are(monkeypatch, track, cases):
    monkeypatch.setattr(_model, "ModelTrack", track)
    assert failed(check()) == cases


def test_a_device_that_does_not_play_and_one_that_never_rests_fail(monkeypatch):
    felt = {"hold", "ramp", "ease", "root", "chop", "gain", "voices", "head", "overlap", "late", "underrun", "limit"}
    monkeypatch.setattr(_model, "ModelTrack", Silent)
    assert failed(check()) == felt | {"watch", "stop"}
    monkeypatch.setattr(_model, "AHEAD_US", 12_000_000)
    monkeypatch.setattr(_model, "OVERTAKEN", 7)
    monkeypatch.setattr(_model, "ModelTrack", ModelTrack)
    assert failed(check()) == {"far", "stop overtaken"}


class Interrupted(ModelLink):
    """Ctrl-C comes while a motor moves."""

    def receive(self):
        arrived = super().receive()
        if any(self.model.levels) and not self.closed_at:
            self.closed_at.append(None)
            raise KeyboardInterrupt
        return arrived

    def send(self, packet):
        self.sent.append(packet)
        super().send(packet)

    def send_urgent(self, packet):
        self.sent.append(packet)
        super().send_urgent(packet)

    def close(self):
        self.closed_at.append(self.model.levels)


def test_the_motors_rest_whatever_ends_the_run():
    clock = VirtualClock()
    link = Interrupted(DeviceModel(ModelConfig.of(make_layout(2)), 1, 0), clock.now_ms)
    link.closed_at, link.sent = [], []
    with pytest.raises(KeyboardInterrupt):
        check_link(link, clock)
    assert link.closed_at == [None, (0, 0)]
    assert isinstance(wire.decode(link.sent[-1]), wire.Stop)


def test_nothing_strong_is_asked_for_before_the_limit():
    levels = []
    clock = VirtualClock()
    config = ModelConfig.of(make_layout(2))
    model = DeviceModel(config, 1, 0, lambda _now, now, _carriers: levels.append(max(now)))
    check_link(ModelLink(model, clock.now_ms), clock)
    assert 0 < max(levels) <= QUIET_LEVEL
    assert model.levels == (0, 0)


def test_a_packet_that_got_lost_is_made_up_for():
    class Loses(ModelLink):
        left = 40

        def send(self, packet):
            self.left -= 1
            if self.left:
                super().send(packet)

    clock = VirtualClock()
    link = Loses(DeviceModel(ModelConfig.of(make_layout(2)), 1, 0), clock.now_ms)
    assert all(result.outcome is not Outcome.FAILED for result in check_link(link, clock))
    assert link.left < 0


def test_a_link_that_breaks_or_says_nothing_is_no_result():
    with pytest.raises(LinkLost) as broken:
        check_device("mock:?drop_after=60", clock=VirtualClock())
    assert broken.value.reason is BridgeReason.DROPPED
    with pytest.raises(LinkLost, match="Nothing that speaks our protocol") as silent:
        check_device("mock:?loss=1", clock=VirtualClock())
    assert silent.value.reason is BridgeReason.SILENT
    with pytest.raises(LinkLost):
        check(handling(say_nothing_of_places))
