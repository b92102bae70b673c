"""A session and a device model in virtual time, for tests; the link between them loses what it is told to."""

from __future__ import annotations

import random

from firmware_bridge import (
    Admission,
    DeviceModel,
    Level,
    ModelConfig,
    ModelLink,
    Session,
    VirtualClock,
    make_layout,
)
from firmware_bridge import _wire as wire
from firmware_bridge._faults import Faults, FaultyLink
from firmware_bridge._frame import Deframer
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
            self.session.advance(self.now)
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
