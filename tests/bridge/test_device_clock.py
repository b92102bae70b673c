"""The clock that touch is stamped with: it leaps while nothing plays, and hardly moves while something does."""

from __future__ import annotations

import math
from random import Random

import pytest

from firmware_bridge import _wire as wire
from firmware_bridge._device_clock import (
    LOST_MS,
    MOST_UNANSWERED,
    PROBE_EVERY_MS,
    PROBE_GAP_MS,
    PROBE_WELL_MS,
    PROBES,
    PROBES_WELL,
    SLEW,
    STEP_MS,
    DeviceClock,
)

ZERO_MS = 5000.0


class Radio:
    one_way_sync, same_clock = True, False


class Wire:
    one_way_sync, same_clock = False, False


def exchange(clock: DeviceClock, now_ms: float, up_ms: float, down_ms: float = 10.0) -> float:
    asked = clock.ask(now_ms)
    came_us = round((now_ms + up_ms + ZERO_MS) * 1000)
    assert clock.answered(wire.TimeReply(asked.t1, came_us, came_us), now_ms + up_ms + down_ms)
    return now_ms + up_ms + down_ms


def learnt(link: type, up_ms: float) -> tuple[DeviceClock, float]:
    clock, now = DeviceClock(link(), 0.0), 0.0  # type: ignore[arg-type]
    while not clock.learnt:
        due = clock.next_ms()
        assert due is not None
        now = exchange(clock, max(now, due), up_ms)
    clock.follow(now, playing=False)
    return clock, now


def test_a_better_estimate_moves_what_plays_bit_by_bit() -> None:
    clock, now = learnt(Radio, 12.0)
    assert clock.device_ms(now) == pytest.approx(now + ZERO_MS + 12, abs=0.01)
    now = exchange(clock, now, 2.0)
    clock.follow(now, playing=True)
    assert clock.device_ms(now) == pytest.approx(now + ZERO_MS + 12, abs=0.02)
    clock.follow(now + 5000, playing=True)
    assert clock.device_ms(now + 5000) == pytest.approx(now + 5000 + ZERO_MS + 12 - 5000 * SLEW, abs=0.02)
    clock.follow(now + 9000, playing=False)
    assert clock.device_ms(now + 9000) == pytest.approx(now + 9000 + ZERO_MS + 2, abs=0.02)


def test_what_is_far_off_is_put_right_at_once() -> None:
    clock, now = learnt(Radio, STEP_MS + 12)
    now = exchange(clock, now, 2.0)
    clock.follow(now, playing=True)
    assert clock.device_ms(now) == pytest.approx(now + ZERO_MS + 2, abs=0.02)


def test_on_a_wire_the_estimate_is_the_clock() -> None:
    clock, now = learnt(Wire, 12.0)
    now = exchange(clock, now, 0.1, 0.1)
    clock.follow(now, playing=True)
    assert clock.device_ms(now) == pytest.approx(now + ZERO_MS, abs=0.02)


def test_on_a_wire_it_asks_often_until_it_knows_and_then_seldom() -> None:
    clock, now = learnt(Wire, 3.0)
    assert clock.sync.probes == PROBES[False]
    assert clock.settled
    clock.ask(now)
    assert clock.next_ms() == now + PROBE_EVERY_MS[False]


def test_over_a_radio_it_goes_on_asking_until_it_knows_well() -> None:
    clock, now = learnt(Radio, 3.0)
    assert clock.sync.probes == PROBES[True]
    while not clock.settled:
        assert clock.sync.probes < PROBES_WELL
        asked_ms, now = now, exchange(clock, now, 3.0)
        assert clock.settled or clock.next_ms() == asked_ms + PROBE_WELL_MS
    assert clock.sync.probes == PROBES_WELL
    clock.ask(now)
    assert clock.next_ms() == now + PROBE_EVERY_MS[True]


def test_what_plays_has_the_radio_to_itself() -> None:
    clock, now = learnt(Radio, 3.0)
    clock.follow(now, playing=True)
    clock.ask(now)
    assert clock.next_ms() == now + PROBE_EVERY_MS[True]


def test_what_is_well_known_stays_so_with_fewer_probes_and_not_after_a_leap() -> None:
    clock, now = learnt(Radio, 3.0)
    while not clock.settled:
        now = exchange(clock, now + PROBE_WELL_MS, 3.0)
    for _ in range(200):
        now = exchange(clock, now + 300, 3.0)
    assert clock.sync.probes < PROBES_WELL
    assert clock.settled
    for _ in range(4):
        now = exchange(clock, now + 300, 5000.0)
    assert not clock.settled


@pytest.mark.parametrize("interval_ms", [7.5, 15, 30, 48.75])
def test_over_any_radio_a_late_host_knows_the_clock_to_three_ms(interval_ms) -> None:
    off_ms: list[float] = []
    for seed in range(6):
        random, ppm = Random(seed), (-40, 0, 40)[seed % 3]
        clock, now, coming = DeviceClock(Radio(), 0.0), 0.0, list[tuple[float, wire.TimeReply]]()  # type: ignore[arg-type]
        before, carried = -1, 0
        settled_ms = math.inf
        while now < settled_ms + 5000:
            now += random.uniform(0, 30)
            while coming and coming[0][0] <= now:
                back_ms, reply = coming.pop(0)
                clock.answered(reply, back_ms)
            if clock.settled and settled_ms == math.inf:
                settled_ms = now
            clock.follow(now, playing=now > settled_ms)
            due = clock.next_ms()
            assert due is not None
            if due <= now:
                event = max(math.ceil(now / interval_ms), before)
                event += event == before and carried == 4
                before, carried = event, carried + 1 if event == before else 1
                came_us = round((event * interval_ms * (1 + ppm / 1e6) + ZERO_MS) * 1000)
                coming.append(((event + 1) * interval_ms, wire.TimeReply(clock.ask(now).t1, came_us, came_us)))
            elif not coming or coming[0][0] > now:
                now = min(due, *(back_ms for back_ms, _ in coming)) if coming else due
            if now > settled_ms:
                off_ms.append(abs(clock.device_ms(now) - now * (1 + ppm / 1e6) - ZERO_MS))
    assert len(off_ms) > 300
    assert sorted(off_ms)[int(0.99 * len(off_ms))] < 3.0


def test_the_way_that_a_plan_has_to_reckon_with_is_a_slow_one() -> None:
    clock, now = learnt(Radio, 5.0)
    assert clock.way_ms == pytest.approx(15, abs=0.1)
    for _ in range(4):
        now = exchange(clock, now, 60.0)
    assert clock.way_ms == pytest.approx(70, abs=0.1)
    assert learnt(Wire, 5.0)[0].way_ms == pytest.approx(7.5, abs=0.1)


def test_a_link_that_is_slower_than_the_questions_is_not_flooded() -> None:
    clock, now = DeviceClock(Radio(), 0.0), 0.0  # type: ignore[arg-type]
    asked = []
    while (due := clock.next_ms()) is not None and due < LOST_MS:
        now = max(now, due)
        asked.append((now, clock.ask(now)))
    assert len(asked) == MOST_UNANSWERED[False]
    for sent_ms, packet in asked:  # and answers that take long still count
        assert clock.answered(wire.TimeReply(packet.t1, round(sent_ms * 1000) + 9, round(sent_ms * 1000) + 9), 900.0)
    assert clock.next_ms() == now + PROBE_GAP_MS[True]


def test_an_answer_to_nothing_is_left_out() -> None:
    clock = DeviceClock(Wire(), 0.0)  # type: ignore[arg-type]
    assert clock.answered(wire.TimeReply(7, 1, 1), 1.0) is False
    assert clock.sync.probes == 0
