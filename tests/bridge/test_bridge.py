"""The bridge in virtual and in real time: every way of leaving, stop from threads and signals, callbacks."""

from __future__ import annotations

import signal
import sys
import threading

import pytest

from firmware_bridge import (
    OPENABLE,
    Admission,
    BridgeReason,
    DeviceModel,
    DeviceNotFound,
    DeviceRefused,
    DeviceStringError,
    DeviceUri,
    Level,
    LinkDown,
    LinkLost,
    ModelLink,
    Restarted,
    ScaledClock,
    Sent,
    Started,
    Stopped,
    Stretched,
    VirtualClock,
    buzz_timeline,
    list_devices,
    make_clock,
    open_bridge,
    parse_uri,
)
from lexicon import Breakpoint, Timeline

LONG_MS = 600_000
LEAD = round(ModelLink.lead_ms)


def block(on_ms, level=0.4, motors=4):
    """A level that is a whole number of 255ths: 0.2, 0.4, 0.6."""
    corners = ((0, level), (on_ms, level), (on_ms, 0.0))
    return Timeline((tuple(Breakpoint(t_ms, value, 170) for t_ms, value in corners),) * motors, on_ms)


def levels(events):
    return [(e.t_device_ms, e.levels[0]) for e in events if isinstance(e, Level)]


@pytest.fixture
def events():
    return []


@pytest.fixture
def virtual(events):
    with open_bridge("mock:", clock=VirtualClock(), on_event=events.append) as bridge:
        yield bridge


class Watcher:
    """Collects events and says when a motor first ran."""

    def __init__(self):
        self.events = []
        self.running = threading.Event()

    def __call__(self, event):
        self.events.append(event)
        if isinstance(event, Level) and any(event.levels):
            self.running.set()

    def wait(self):
        assert self.running.wait(30)


def test_each_motor_buzzes_in_turn(virtual, events):
    assert virtual.play(1, buzz_timeline(virtual.layout)) is Admission.PLAYING
    assert virtual.drained()
    seen = [(e.t_device_ms, e.levels) for e in events if isinstance(e, Level)]
    felt = round(0.26 * 255) / 255
    assert seen[:3] == [
        (LEAD, (felt, 0, 0, 0)),
        (LEAD + 400, (0, 0, 0, 0)),
        (LEAD + 600, (0, felt, 0, 0)),
    ]
    assert seen[-1] == (LEAD + 2200, (0, 0, 0, 0))
    assert len(seen) == 8
    assert virtual.played_ms == 2200


def test_virtual_time_stands_until_it_is_moved(virtual, events):
    virtual.play(1, block(1000))
    virtual.advance(LEAD + 999)
    assert levels(events) == [(LEAD, 0.4)]
    virtual.advance(1)
    assert levels(events) == [(LEAD, 0.4), (LEAD + 1000, 0.0)]
    assert virtual.clock.now_ms() == LEAD + 1000


def test_steps_that_come_while_it_plays(virtual, events):
    virtual.begin(7)
    assert virtual.append(7, 0, block(100))
    virtual.advance(250)
    assert not virtual.drained()
    assert virtual.append(7, 200, block(100, 0.2))
    assert virtual.end(7, 300)
    assert virtual.drained()
    felt = [(t_ms - LEAD, level) for t_ms, level in levels(events)]
    assert felt == [(0, 0.4), (100, 0.0), (250, 0.2), (350, 0.0)]
    assert virtual.stretched_ms == 50
    assert Stretched(7, 50) in events


def test_queue_rule(virtual, events):
    assert [virtual.play(n, block(100, n / 5)) for n in (1, 2, 3)] == ["playing", "waiting", "refused"]
    assert virtual.append(3, 0, block(10)) is False
    assert virtual.end(3, 10) is False
    virtual.drained()
    assert levels(events) == [(LEAD, 0.2), (LEAD + 100, 0.4), (LEAD + 200, 0.0)]
    assert [e.program_id for e in events if isinstance(e, Started)] == [1, 2]


def test_the_persons_cap_holds_in_the_device_too(events):
    with open_bridge("mock:", clock=VirtualClock(), max_level=0.4, on_event=events.append) as bridge:
        assert bridge.max_level == 0.4
        bridge._session.player.max_level = 1.0
        bridge.play(1, block(100, 1.0))
        bridge.drained()
    assert levels(events) == [(LEAD, 0.4), (LEAD + 100, 0.0)]


@pytest.mark.parametrize("bad", [0, -1, 1.01, float("nan")])
def test_a_cap_that_cannot_be_meant(bad):
    with pytest.raises(ValueError, match="max_level"):
        open_bridge("mock:", max_level=bad)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_leaving_by_any_way_brings_the_motors_to_rest(events, error):
    bridge = open_bridge("mock:", clock=VirtualClock(), on_event=events.append)

    def run():
        with bridge:
            bridge.play(1, block(1000))
            bridge.advance(300)
            raise error

    with pytest.raises(error):
        run()
    assert levels(events) == [(LEAD, 0.4), (300, 0.0)]
    assert Stopped("leaving") in events
    bridge.close()


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit, ValueError])
def test_leaving_in_real_time(error):
    watcher = Watcher()
    bridge = open_bridge("mock:?delay_ms=5&dup=0.2", on_event=watcher)

    def run():
        with bridge:
            bridge.play(1, block(LONG_MS))
            watcher.wait()
            raise error

    with pytest.raises(error):
        run()
    assert not any([e for e in watcher.events if isinstance(e, Level)][-1].levels)
    assert not bridge._thread.is_alive()


def test_leaving_at_rest_is_told_to_the_device_and_is_no_stop(events):
    with open_bridge("mock:", clock=VirtualClock(), on_event=events.append) as bridge:
        bridge.play(1, block(10))
        bridge.drained()
    assert events.count(Sent("stop", 2)) == 1
    assert not any(isinstance(e, Stopped) for e in events)


def test_stop_is_done_when_it_returns():
    watcher = Watcher()
    with open_bridge("mock:", on_event=watcher) as bridge:
        bridge.play(1, block(LONG_MS))
        watcher.wait()
        bridge.stop("test")
        assert not any(bridge._link.model.levels)
        assert bridge.idle
        assert bridge.drained(30)
        assert bridge.append(1, 0, block(10)) is False
    assert [e for e in watcher.events if isinstance(e, Stopped)] == [Stopped("test")]


def test_stop_from_another_thread_while_somebody_waits():
    watcher = Watcher()
    with open_bridge("mock:", on_event=watcher) as bridge:
        bridge.play(1, block(LONG_MS))

        def stop():
            watcher.wait()
            bridge.stop("other thread")

        other = threading.Thread(target=stop)
        other.start()
        assert bridge.drained(60)
        other.join()
    assert levels(watcher.events)[-1][1] == 0.0


def test_many_threads_at_once_leave_no_level_behind():
    with open_bridge("mock:", clock=ScaledClock(50)) as bridge:

        def hammer(base):
            for n in range(40):
                if bridge.begin(base + n) is not Admission.REFUSED:
                    bridge.append(base + n, 0, block(30))
                    bridge.end(base + n, 30)
                if n % 3 == 0:
                    bridge.stop("hammer")

        threads = [threading.Thread(target=hammer, args=(1000 * k,)) for k in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        bridge.stop("last")
        assert bridge._link.model.levels == (0,) * 4
        assert bridge.drained(60)
        assert bridge.idle


def test_stop_in_a_signal_handler():
    watcher = Watcher()
    with open_bridge("mock:", on_event=watcher) as bridge:
        before = signal.signal(signal.SIGTERM, lambda *_: bridge.stop("signal"))
        try:
            bridge.play(1, block(LONG_MS))
            watcher.wait()
            signal.raise_signal(signal.SIGTERM)
            assert not any(bridge._link.model.levels)
        finally:
            signal.signal(signal.SIGTERM, before)


def test_stop_that_interrupts_the_bridge_itself_is_carried_out_on_the_way_out(virtual, events, monkeypatch):
    # Whoever waited for its own lock would wait for ever.
    monkeypatch.setattr("firmware_bridge._running.LOCK_WAIT_S", 1000)
    inner = virtual._session.append

    def interrupted(*args):
        held = inner(*args)
        virtual.stop("in the middle")
        return held

    virtual._session.append = interrupted
    virtual.begin(1)
    virtual.append(1, 0, block(1000))
    assert not any(virtual._link.model.levels)
    assert virtual.idle
    assert Stopped("in the middle") in events


def test_the_callback_may_call_the_bridge():
    seen = []

    def on_event(event):
        seen.append(event)
        if isinstance(event, Level) and any(event.levels):
            bridge.stop("callback")

    with open_bridge("mock:", on_event=on_event) as bridge:
        bridge.play(1, block(LONG_MS))
        assert bridge.drained(60)
    assert [e for e in seen if isinstance(e, Stopped)] == [Stopped("callback")]


@pytest.mark.parametrize("clock", [VirtualClock, ScaledClock])
def test_what_the_callback_raises_stops_the_motors_and_is_heard(clock):
    def on_event(event):
        if isinstance(event, Level):
            raise LookupError("broken callback")

    bridge = open_bridge("mock:", clock=clock(), on_event=on_event)

    def run():
        with bridge:
            bridge.play(1, block(LONG_MS))
            with pytest.raises(LookupError):
                bridge.drained(60)
            assert bridge._link.model.levels == (0,) * 4

    with pytest.raises(LookupError, match="broken callback"):
        run()
    assert bridge._link.model.levels == (0,) * 4


def test_an_error_in_the_loop_is_heard_and_stops_the_motors():
    watcher = Watcher()
    bridge = open_bridge("mock:", on_event=watcher)
    right, broken = bridge._session.next_deadline, threading.Event()

    def fails_once():
        if watcher.running.is_set() and not broken.is_set():
            broken.set()
            raise ZeroDivisionError
        return right()

    def run():
        with bridge:
            bridge._session.next_deadline = fails_once
            bridge.play(1, block(LONG_MS))
            with pytest.raises(ZeroDivisionError):
                bridge.drained(60)
            assert bridge._link.model.levels == (0,) * 4

    with pytest.raises(ZeroDivisionError):
        run()
    assert not bridge._thread.is_alive()
    assert bridge._link.model.levels == (0,) * 4


def test_a_lost_link_ends_the_wait(events):
    with open_bridge("mock:?drop_after=8", clock=VirtualClock(), on_event=events.append) as bridge:
        bridge.play(1, block(5000))
        with pytest.raises(LinkLost):
            bridge.drained()
        assert bridge.link_error is not None
        with pytest.raises(LinkLost):
            bridge.begin(2)
        model = bridge._link.inner.model
        model.tick(round(bridge.clock.now_ms() * 1000) + 1000 * model.config.deadman_ms)
        assert model.levels == (0,) * 4
    assert [type(e) for e in events if isinstance(e, (LinkDown, Stopped))] == [LinkDown, Stopped]


def test_a_device_that_starts_anew_is_waited_for(virtual, events):
    virtual.play(1, block(1000))
    virtual.advance(100)
    model = virtual._link.model
    virtual._link.model = DeviceModel(model.config, 2, 100_000)
    virtual.advance(200)
    assert Restarted() in events
    assert virtual.drained()
    assert virtual.play(2, block(100)) is Admission.PLAYING
    assert virtual.drained()
    assert virtual.played_ms >= 200


def test_a_device_that_does_not_answer_or_does_not_fit_is_told_at_once(monkeypatch):
    with pytest.raises(LinkLost) as lost:
        open_bridge("mock:?loss=1", clock=VirtualClock())
    assert lost.value.reason is BridgeReason.SILENT
    monkeypatch.setattr("firmware_bridge._model_config.MAJOR", 2)
    with pytest.raises(DeviceRefused, match="version 2"):
        open_bridge("mock:", clock=VirtualClock())


def test_lossy_virtual_device_gives_the_same_run_twice():
    def run():
        events = []
        uri = "mock:?loss=0.2&dup=0.2&corrupt=0.1&reorder=0.1&delay_ms=7&seed=4"
        with open_bridge(uri, clock=VirtualClock(), on_event=events.append) as bridge:
            bridge.play(1, buzz_timeline(bridge.layout))
            bridge.drained()
        return events

    assert run() == run()


def test_scaled_time_plays_everything():
    watcher = Watcher()
    with open_bridge("mock:", clock=ScaledClock(1000), on_event=watcher) as bridge:
        bridge.play(1, buzz_timeline(bridge.layout))
        assert bridge.drained(60)
    assert levels(watcher.events)[-1][1] == 0.0


def test_schemes_without_a_transport_say_so():
    with pytest.raises(DeviceNotFound) as caught:
        open_bridge(DeviceUri("smoke"))
    assert caught.value.reason is BridgeReason.NOT_IN_BUILD
    assert "mock:" in caught.value.hint


def test_time_scales():
    assert isinstance(make_clock(0), VirtualClock)
    assert isinstance(make_clock(float("inf")), VirtualClock)
    assert make_clock(3).scale == 3
    for bad in (-1, float("nan"), float("-inf")):
        with pytest.raises(ValueError, match="clock"):
            make_clock(bad)


def test_time_is_not_scaled_for_real_devices(monkeypatch):
    from firmware_bridge import _open

    monkeypatch.setattr(_open, "_OPENERS", {**_open._OPENERS, "serial": _open._mock})
    with pytest.raises(DeviceStringError) as caught:
        open_bridge("serial:auto", clock=VirtualClock())
    assert caught.value.reason is BridgeReason.TIME_SCALE


def test_only_virtual_time_can_be_moved():
    with open_bridge("mock:") as bridge, pytest.raises(RuntimeError, match="virtual"):
        bridge.advance(1)


def test_devices_that_are_listed_can_be_opened():
    listed = [parse_uri(device.uri) for device in list_devices()]
    assert {uri.scheme for uri in listed} <= set(OPENABLE)
    with open_bridge(listed[0], clock=VirtualClock()) as bridge:
        assert len(bridge.layout) == 4


def test_a_system_that_grants_no_precedence_is_no_hindrance(monkeypatch):
    asked = threading.Event()

    def denied(*_):
        asked.set()
        raise PermissionError

    monkeypatch.setattr("os.sched_setscheduler", denied, raising=False)
    watcher = Watcher()
    with open_bridge("mock:", clock=ScaledClock(100), on_event=watcher) as bridge:
        bridge.play(1, block(100))
        assert bridge.drained(60)
    assert levels(watcher.events)[-1][1] == 0.0
    assert asked.is_set() or not sys.platform.startswith("linux")
