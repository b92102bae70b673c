"""The parts without I/O: what a reader keeps, who is next, how often, and where an answer ends."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_runtime.serve._backlog import FRAMES, LEVELS, Backlog
from edge_runtime.serve._fair import FairQueue, QueueFull
from edge_runtime.serve._meters import PLANS_MAX, Meters, first_felt_ms
from edge_runtime.serve._rates import MAX_CALLERS, Rates
from edge_runtime.serve._stops import StopFinder
from firmware_bridge import Level, LinkDown, Started
from lexicon import Breakpoint, Timeline

KINDS = st.sampled_from(["text", "program", "state", *sorted(FRAMES)])


def drain(backlog: Backlog) -> list[str]:
    lines = []
    while (line := backlog.pop()) is not None:
        lines.append(line)
    return lines


@given(st.lists(st.one_of(KINDS, st.just("read")), max_size=200), st.integers(1, 5))
def test_a_slow_reader_loses_old_frames_and_never_anything_else(ops, room) -> None:
    backlog = Backlog(max_frames=room)
    sent: list[tuple[str, str]] = []
    got: list[str] = []
    for number, op in enumerate(ops):
        if op == "read":
            line = backlog.pop()
            got += [] if line is None else [line]
        else:
            sent.append((op, f"{op} {number}"))
            backlog.push(op, f"{op} {number}")
    got += drain(backlog)
    events = [line for line in got if not line.startswith("{")]
    kept = [line for kind, line in sent if kind not in FRAMES]
    assert [line for line in events if line.split()[0] not in FRAMES] == kept
    order = [line for _, line in sent]
    assert sorted(events, key=order.index) == events
    told = sum(json.loads(line)["levels"] for line in got if line.startswith("{"))
    assert told == backlog.dropped == len(sent) - len(events)
    last_level = next((line for kind, line in reversed(sent) if kind in LEVELS), None)
    assert last_level is None or last_level in events


def test_a_reader_that_is_gone_keeps_no_memory() -> None:
    backlog = Backlog(max_bytes=100)
    for _ in range(50):
        backlog.push("text", "x" * 10)
    assert backlog.overflow
    assert drain(backlog) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60))
def test_each_lane_keeps_its_order_and_none_waits_for_another_lane_twice(ops) -> None:
    queue: FairQueue[tuple[str, int]] = FairQueue(1000)
    waiting: dict[str, list[int]] = {}
    passed: dict[str, set[str]] = {}
    for number, (lane, put) in enumerate(ops):
        if put:
            queue.put(lane, (lane, number))
            waiting.setdefault(lane, []).append(number)
            continue
        taken = queue.take()
        if taken is None:
            assert not any(waiting.values())
            continue
        name, first = taken
        assert waiting[name].pop(0) == first
        for other in [o for o, items in waiting.items() if items and o != name]:
            assert name not in passed.setdefault(other, set()), "one lane was served twice while another waited"
            passed[other].add(name)
        passed[name] = set()
    assert len(queue) == sum(map(len, waiting.values()))


def test_a_queue_has_an_end_and_a_greedy_lane_leaves_room() -> None:
    queue: FairQueue[int] = FairQueue(4)
    queue.put("quiet", 0)
    queue.put("greedy", 1)
    queue.put("greedy", 2)
    with pytest.raises(QueueFull):
        queue.put("greedy", 3)
    queue.put("third", 4)
    with pytest.raises(QueueFull):
        queue.put("fourth", 5)
    assert queue.remove(1)
    assert not queue.remove(1)
    assert [queue.take() for _ in range(4)] == [0, 2, 4, None]


@given(st.lists(st.floats(0, 2), max_size=80))
def test_nobody_asks_more_often_than_may(gaps) -> None:
    rates = Rates(per_s=2, burst=3)
    now_s, allowed = 0.0, 0
    for gap in gaps:
        now_s += gap
        wait_s = rates.wait_s("one", now_s)
        allowed += wait_s == 0
        assert allowed <= 3 + 2 * now_s + 1e-6
        if wait_s:
            assert rates.wait_s("one", now_s + wait_s * 0.9) > 0
            now_s += wait_s * 0.9
    assert rates.wait_s("another", now_s) == 0


def test_callers_are_forgotten_before_they_fill_memory() -> None:
    rates = Rates(per_s=1, burst=1)
    for number in range(MAX_CALLERS + 10):
        rates.wait_s(str(number), 0.0)
    assert len(rates._buckets) == MAX_CALLERS


WORDS = st.text("ab<", min_size=1, max_size=4)


@given(st.lists(WORDS, max_size=3), st.lists(st.text("ab<>", max_size=5), max_size=8))
def test_an_answer_ends_before_the_first_stop_however_it_was_cut(stops, pieces) -> None:
    finder = StopFinder(stops)
    shown = "".join(finder.feed(piece) for piece in pieces)
    shown += finder.finish()
    whole = "".join(pieces)
    # A stop that is complete first ends the answer, even where a longer one began before it.
    ends = [whole.find(stop) + len(stop) for stop in stops if stop in whole]
    if not ends:
        assert shown == whole
        assert not finder.found
    else:
        assert finder.found
        assert whole.startswith(shown)
        assert not any(stop in shown for stop in stops)


def test_the_first_felt_moment_is_where_a_ramp_can_be_reported() -> None:
    ramp = (Breakpoint(100, 0.0, 0), Breakpoint(355, 1.0, 0), Breakpoint(400, 0.0, 0))
    step = (Breakpoint(200, 0.0, 0), Breakpoint(200, 0.5, 0), Breakpoint(300, 0.5, 0))
    assert first_felt_ms(Timeline((ramp, step), 400)) == pytest.approx(101)
    assert first_felt_ms(Timeline((step,), 400)) == 200
    assert first_felt_ms(Timeline(((),), 400)) is None


def test_the_onset_of_every_program_is_measured_however_many_there_were() -> None:
    """Steps that come while their program plays, and programs that never began, take nobody's place."""
    meters, step = Meters(), Timeline(((Breakpoint(0, 0.5, 170), Breakpoint(50, 0.0, 170)),), 50)
    for number in range(3 * PLANS_MAX):
        meters.plan(-number - 1, 0, step)  # held, and never begun
        meters.plan(number, 0, step)
        meters.take(Started(number, 1000 * number))
        meters.plan(number, 100, step)
        meters.take(Level(1000 * number + 2, (0.5,)))
        meters.take(Level(1000 * number + 50, (0.0,)))
    assert b"edge_haptics_onset_error_seconds_count 192.0" in meters.text()
    assert b'edge_haptics_onset_error_seconds_bucket{le="0.001"} 0.0' in meters.text()
    meters.take(Started(0, 0))
    meters.take(Level(1, (0.5,)))
    meters.take(LinkDown("it is gone"))
    meters.plan(-1000, 0, step)
    meters.take(Started(-1000, 0))
    meters.take(Level(1, (0.5,)))
    assert b"edge_haptics_onset_error_seconds_count 193.0" in meters.text()
