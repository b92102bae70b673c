"""What must never be felt, in virtual time: random streams, and hosts, links and devices that fail at random moments.

``EDGE_HAPTICS_STREAMS`` is how many streams each device gets (600).
"""

from __future__ import annotations

import os
import shutil
from math import inf
from random import Random

import pytest

from firmware_bridge import (
    Admission,
    BridgeReason,
    DeviceModel,
    LinkDown,
    ModelConfig,
    ModelLink,
    Restarted,
    Session,
    Stopped,
    VirtualClock,
    make_layout,
)
from firmware_bridge._faults import Faults, FaultyLink
from firmware_bridge._track_format import Kind, Segment, Voice, write_track
from firmware_bridge._track_format import Track as Shape
from firmware_bridge._wire import Hello, Ping, StatusReason, Track, encode
from tests.bridge.felt_sim import busy
from tests.bridge.streams import Core, run_stream, run_streams

STREAMS = int(os.environ.get("EDGE_HAPTICS_STREAMS", "600"))
MOMENTS = 100
DEADMAN_MS = 500
ROUNDING_MS = 1e-3
HELD = write_track(Shape((Voice(1),), (Segment(Kind.HOLD, 4000, 99),)))
as_long_as_it_takes = pytest.mark.timeout(120 if STREAMS <= 2000 else 0)


@pytest.fixture(params=["model", "core"])
def make(request, tmp_path):
    """What makes a device from (config, boot, now)."""
    if request.param == "model":
        return DeviceModel
    if not (shutil.which("cc") and shutil.which("make")):
        pytest.skip("The C core is run where a C compiler and make are installed.")
    return Core.build(tmp_path)


@pytest.mark.slow
@as_long_as_it_takes
def test_no_stream_makes_a_level_that_was_not_asked_for(make) -> None:
    seen = run_streams(make, range(STREAMS))
    assert seen["felt"] > 5 * STREAMS  # else nothing was tried
    assert min(seen["stops"], seen["deadmen"], seen["capped"], seen["blocked"]) > STREAMS / 50, seen


@pytest.mark.parametrize("seed", range(20))
def test_motors_are_at_0_within_the_dead_man_time_though_ticks_are_late(make, seed) -> None:
    random = Random(seed)
    zero_us = random.choice((0, 2**32 - 300_000))
    device = make(ModelConfig.of(make_layout(1), deadman_ms=DEADMAN_MS), 1, zero_us)
    device.receive(encode(Hello(1, 0, 0)), zero_us)
    device.receive(encode(Track(0, 0, zero_us % 2**32, HELD)), zero_us)
    heard_us = zero_us + random.randrange(400_000)
    device.receive(encode(Ping()), heard_us % 2**32)
    now_us, tick_us = heard_us, heard_us + random.randrange(1000)
    while any(device.levels):
        assert now_us - heard_us < DEADMAN_MS * 1000
        now_us = tick_us + random.randrange(1000)
        device.tick(now_us % 2**32)
        tick_us += 1000
    assert DEADMAN_MS * 1000 - 2000 <= now_us - heard_us <= DEADMAN_MS * 1000


class DeafToStop(DeviceModel):
    def _clear(self):
        if self._halted:
            super()._clear()


class WithoutDeadman(DeviceModel):
    def _tick(self, given_us):
        self._heard = self._now
        return super()._tick(given_us)


class WithoutLimit(DeviceModel):
    def _put_out(self, given_us):
        kept, self._limit = self._limit, 255
        super()._put_out(given_us)
        self._limit = kept


class TakesOldEpochs(DeviceModel):
    def _refusal(self, packet):
        reason = super()._refusal(packet)
        return None if reason is StatusReason.STALE else reason


class TakesWhileHalted(DeviceModel):
    def _refusal(self, packet):
        self._halted = False
        return super()._refusal(packet)


@pytest.mark.parametrize("broken", [DeafToStop, WithoutDeadman, WithoutLimit, TakesOldEpochs, TakesWhileHalted])
def test_the_oracle_finds_broken_devices(broken) -> None:
    for seed in range(400):
        try:
            run_stream(broken, seed)
        except AssertionError:
            return
    pytest.fail("no stream showed it")


# -- failures at random moments


class Cable(ModelLink):
    """A way to a device with a clock of its own, until it is cut."""

    same_clock = False

    def __init__(self, model, now_ms, zero_us):
        super().__init__(model, now_ms)
        self.zero_us = zero_us
        self.got_ms = now_ms()
        """When the device got its last packet, by the host's clock."""
        self.cut = False

    def send(self, packet):
        if not self.cut:
            self.got_ms = self._now_ms()
            super().send(packet)

    send_urgent = send

    def receive(self):
        came = super().receive()
        return [] if self.cut else came

    def next_deadline_ms(self):
        next_ms = super().next_deadline_ms()
        return None if next_ms is None else max(self._now_ms(), next_ms - self.zero_us / 1000)

    def _now_us(self):
        return super()._now_us() + self.zero_us


class Stage:
    """A session that plays a long program, and every output of its device: when (of the host's clock), the levels."""

    def __init__(self, seed, **faults):
        random = Random(seed)
        self.clock = VirtualClock()
        self.zero_us = random.choice((77_000, 2**32 - 900_000))
        self.outputs = []
        self.cable = Cable(self.start_device(1), self.clock.now_ms, self.zero_us)
        link = FaultyLink(self.cable, Faults(**faults), self.clock.now_ms) if faults else self.cable
        self.session = Session(link, max_level=0.71, now_ms=0, epoch=seed)
        while not self.session.ready:
            self.step()
        self.play(1, busy(Random(seed % 5)))
        self.moment_ms = self.now_ms + random.uniform(20, 1500)
        """When it shall fail."""
        self.silence_ms = random.uniform(DEADMAN_MS, 3000)

    def start_device(self, boot):
        def note(now_us, levels, _carriers):
            self.outputs.append(((now_us - self.zero_us) / 1000, levels))

        config = ModelConfig.of(make_layout(4), deadman_ms=DEADMAN_MS)
        self.device = DeviceModel(config, boot, round(self.now_ms * 1000) + self.zero_us, note)
        return self.device

    @property
    def now_ms(self):
        return self.clock.now_ms()

    def play(self, program_id, timeline):
        assert self.session.begin(program_id) is Admission.PLAYING
        self.session.append(program_id, 0, timeline, self.now_ms)
        self.session.end(program_id, timeline.duration_ms, self.now_ms)
        self.session.advance(self.now_ms)

    def step(self, until_ms=inf):
        """Go to what is next, or to ``until_ms`` and say so with False."""
        deadline = self.session.next_deadline()
        self.clock.move_to(until_ms if deadline is None else min(deadline, until_ms))
        self.session.advance(self.now_ms)
        return deadline is not None and deadline <= until_ms

    def walk(self, until_ms):
        while self.step(until_ms):
            pass

    def forget_host(self, until_ms):
        """Let time pass for the device alone."""
        now_us, until_us = round(self.now_ms * 1000) + self.zero_us, round(until_ms * 1000) + self.zero_us
        while (now_us := self.device.next_tick_us(now_us)) is not None and now_us <= until_us:
            self.device.tick(now_us)
        self.clock.move_to(until_ms)

    def check_rest(self, since_ms):
        """Something was felt after ``since_ms``, nothing from the dead-man time after the last packet on."""
        on = [t_ms for t_ms, levels in self.outputs if any(levels)]
        assert since_ms < on[-1] < self.cable.got_ms + DEADMAN_MS + ROUNDING_MS
        t_ms, levels = self.outputs[-1]
        assert not any(levels)
        assert t_ms <= self.cable.got_ms + DEADMAN_MS + ROUNDING_MS

    def check_plays(self):
        """It can be played on again, and rests after it."""
        self.outputs.clear()
        self.play(2, busy(Random(1), ms=200))
        self.walk(self.now_ms + 1000)
        assert self.session.idle
        assert any(any(levels) for _, levels in self.outputs)
        assert not any(self.outputs[-1][1])

    def last_events(self):
        return [type(event) for event in self.session.take_events()][-2:]


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_a_silent_host_is_survived(seed) -> None:
    stage = Stage(seed)
    stage.walk(stage.moment_ms)
    stage.forget_host(stage.moment_ms + stage.silence_ms)
    stage.check_rest(stage.moment_ms)
    stage.session.take_events()
    stage.walk(stage.now_ms + 200)
    assert Stopped("device_halted") in stage.session.take_events()
    stage.check_plays()


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_a_link_that_carries_nothing_is_given_up(seed) -> None:
    stage = Stage(seed)
    stage.walk(stage.moment_ms)
    stage.cable.cut = True
    stage.walk(stage.moment_ms + 3000)
    stage.check_rest(stage.moment_ms)
    assert stage.session.lost.reason is BridgeReason.SILENT
    assert stage.last_events() == [LinkDown, Stopped]


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_a_link_that_breaks_is_told(seed) -> None:
    stage = Stage(seed, drop_after=14 + seed // 4)
    while stage.session.lost is None:
        stage.step()
    broke_ms = stage.now_ms
    stage.forget_host(broke_ms + 1000)
    stage.check_rest(broke_ms)
    assert stage.session.lost.reason is BridgeReason.DROPPED
    assert stage.last_events() == [LinkDown, Stopped]


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_a_device_that_starts_anew_plays_nothing_of_before(seed) -> None:
    stage = Stage(seed)
    stage.walk(stage.moment_ms)
    assert any(stage.device.levels)
    stage.session.take_events()
    stage.cable.model = stage.start_device(2)
    stage.outputs.clear()
    stage.walk(stage.now_ms + 1500)
    assert stage.outputs == []
    assert Restarted() in stage.session.take_events()
    stage.check_plays()


def test_a_host_that_was_held_up_does_not_blame_the_device() -> None:
    stage = Stage(1, delay_ms=5)
    stage.walk(6000)
    while stage.session._peer.exchange.pulse.owed_since is None:
        stage.step()
    stage.clock.move_to(stage.now_ms + 2000)  # its question is on the way all the time
    stage.session.advance(stage.now_ms)
    stage.walk(stage.now_ms + 1000)
    assert stage.session.lost is None
    stage.check_plays()
