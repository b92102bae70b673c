"""What `/metrics` says of a run, held against what the trace of the same run says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from serve.test_answers import WAIT_S, wait_until

from edge_runtime.engines import Piece as EnginePiece
from edge_runtime.engines import ScriptedEngine
from lexicon import GRID, Emotion, Limits, Pattern, Place, Step, Timeline, compile_step

ASK = [{"role": "user", "content": "hello"}]
SLACK_MS = 1.0
"""Levels are bytes on the device, and its ticks whole milliseconds."""


class Timed(ScriptedEngine):
    """Says of each answer that it took some time, each another."""

    def __init__(self, *answers: Any) -> None:
        super().__init__(*answers)
        self._numbers = count(1)

    def generate(self, messages, sampling, *, seed, cancel):
        number = next(self._numbers)
        for item in super().generate(messages, sampling, seed=seed, cancel=cancel):
            if isinstance(item, EnginePiece):
                yield item
            else:
                yield replace(item, ttft_ms=7.25 * number, tok_per_s=float(11 * number)) if item.tokens else item


def samples(server: Any) -> dict[str, float]:
    """What Prometheus would read: each sample by its name and labels."""
    return {
        sample.name + "".join(f"|{value}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(server.get("/metrics").text)
        for sample in family.samples
    }


def labelled(told: dict[str, float], name: str) -> dict[str, float]:
    """The samples of one name by their label."""
    return {key.split("|")[1]: value for key, value in told.items() if key.split("|")[0] == f"edge_haptics_{name}"}


def planned(step: dict[str, Any]) -> Timeline:
    """A step of a trace as the lexicon compiles it."""
    return compile_step(
        Step(
            step["onset_ms"],
            step["duration_ms"],
            Emotion(step["emotion"]),
            step["intensity"],
            Pattern(step["pattern"]),
            Place(step["motors"]),
            step["duration_ms"],
        ),
        GRID,
        Limits(),
    )


def first_ms(program: dict[str, Any]) -> float:
    """When the first level that a device can report is due, found by looking everywhere."""
    for step in program["steps"]:
        if step["kind"] == "step":
            line = planned(step)
            for tenth in range(line.duration_ms * 10):
                if any(level >= 1 / 255 for level in line.levels_at(tenth / 10)):
                    return step["onset_ms"] + tenth / 10
    raise AssertionError("nothing is felt")


def onsets(trace: list[dict[str, Any]]) -> list[float]:
    """How late each program began that began at rest, in ms."""
    programs = {event["id"]: event for event in trace if event["kind"] == "program"}
    found, moving, awaited = [], False, None
    for event in trace:
        if event["kind"] == "start":
            awaited = None if moving else event["t_device_ms"] + first_ms(programs[event["id"]])
        elif event["kind"] == "stop":
            awaited = None
            moving = moving and event["reason"] != "link_lost"
        elif event["kind"] == "level":
            if any(event["levels"]) and not moving and awaited is not None:
                found.append(event["t_device_ms"] - awaited)
                awaited = None
            moving = any(event["levels"])
    return found


TWO = "[begin_haptics][spark][i3][pat_fade][m_all][t250ms][calm][pat_pulse][t250ms][end_haptics]"
FIVE = "[begin_haptics][steady][i3][pat_wave][m_left][t5s][end_haptics]"


def test_what_prometheus_reads_is_what_the_trace_says(serve) -> None:
    """Answers that play, are stopped, fail, have no touch; a device that loses packets, one that is lost, a good one."""
    engine = Timed(["Hi ", TWO], ["Wait ", FIVE, "on"], [FIVE, ValueError("broken")], ["No", " touch"], [TWO])
    trace: list[dict[str, Any]] = []
    with serve(engine, device="mock:?loss=0.3&seed=1", haptics=True, sinks=(trace.append,)) as server:
        monitor = server.monitor
        moving = lambda: any(monitor.rig.levels)  # noqa: E731
        ask = lambda: server.post("/v1/chat/completions", {"messages": ASK})  # noqa: E731
        ask()
        assert monitor.rig.bridge.drained(WAIT_S)
        assert samples(server)["edge_haptics_link_up"] == 1
        ask()
        wait_until(moving)
        server.post("/v1/haptics/stop")
        assert ask().status_code == 500
        ask()
        while samples(server)["edge_haptics_late_total"] == 0:  # as chance loses packets
            server.post("/v1/haptics/play", {"text": TWO})
            assert monitor.rig.bridge.drained(WAIT_S)
        connect = "/v1/haptics/devices/connect"
        server.post(connect, {"uri": "mock:?drop_after=20"}, headers=server.person)
        server.post("/v1/haptics/play", {"text": FIVE})
        wait_until(lambda: monitor.rig.link.state == "down")
        assert samples(server)["edge_haptics_link_up"] == 0
        server.post(connect, {"uri": "mock:"}, headers=server.person)
        ask()
        assert monitor.rig.bridge.drained(WAIT_S)
        told = samples(server)
    ends = [event for event in trace if event["kind"] == "end"]
    finishes = Counter(event["reason"] for event in ends)
    assert labelled(told, "answers_total") == {**finishes, "failed": 1}
    assert told["edge_haptics_first_piece_seconds_count"] == len(ends) == 4
    assert told["edge_haptics_first_piece_seconds_sum"] * 1000 == pytest.approx(sum(end["ttft_ms"] for end in ends))
    speeds = [end["tok_per_s"] for end in ends if end["tokens"] > 1]
    assert told["edge_haptics_pieces_per_second_count"] == len(speeds) == 3
    assert told["edge_haptics_pieces_per_second_sum"] == pytest.approx(sum(speeds))
    stops = Counter(event["reason"] for event in trace if event["kind"] == "stop" and event["reason"] != "leaving")
    assert stops.keys() >= {"person", "failed", "link_lost"}
    counted = labelled(told, "stops_total")
    assert counted.pop("leaving", 0) in {0, 1}, "a device that loses packets may not be known to rest when it is left"
    assert counted == {**stops, "person": 1}
    late = [event["detail"] for event in trace if event["kind"] == "diagnostic" and event["code"] == "late"]
    assert told["edge_haptics_late_total"] == sum(int(detail.split()[0]) for detail in late) > 0
    errors_ms = onsets(trace)
    assert told["edge_haptics_onset_error_seconds_count"] == len(errors_ms) >= 4
    for bound, measured in labelled(told, "onset_error_seconds_bucket").items():
        bound_ms = 1000 * float(bound)
        surely = sum(error_ms <= bound_ms - SLACK_MS for error_ms in errors_ms)
        assert surely <= measured <= sum(error_ms <= bound_ms + SLACK_MS for error_ms in errors_ms), (bound, errors_ms)
    assert told["edge_haptics_link_up"] == 1


def test_a_stop_counts_once_however_often_the_device_is_told(serve) -> None:
    """A device behind a slow link does not say at once that it rests, and is told again."""
    with serve(device="mock:?delay_ms=60", haptics=True) as server:
        for presses in (1, 2):
            server.post("/v1/haptics/play", {"text": FIVE})
            wait_until(lambda: any(server.monitor.rig.levels))
            server.post("/v1/haptics/stop")
            assert labelled(samples(server), "stops_total")["person"] == presses
            assert server.monitor.rig.bridge.drained(WAIT_S)
