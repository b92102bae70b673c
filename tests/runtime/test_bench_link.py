"""`bench link`: the figures come from the device's log, and the arithmetic holds on made-up ones."""

from __future__ import annotations

import json
import os
import shutil
import threading

import pytest
from typer.testing import CliRunner

from edge_runtime import bench_link as bench
from edge_runtime.bench_rig import Edge, Radio, Rig, TappedLink, busy_cores, play_host_timed, play_planned
from edge_runtime.engines import Cancel, Message, Piece, ScriptedEngine, sampling_for
from firmware_bridge._sim import COMPILERS

needs_firmware = pytest.mark.skipif(
    os.name != "posix" or not any(map(shutil.which, COMPILERS)), reason="no C compiler: sudo apt install gcc"
)
BLOCK = ["Breathe.\n\nHaptics:\n[begin_haptics]", "[calm]", "[i2][pat_breath][m_all]", "[t250ms]", "[end_haptics]"]


class PaperLink:
    """A link that only remembers."""

    packet_bytes, battery = 64, None
    lead_ms, one_way_sync, window, same_clock, watch_ms, overhead, describe = 1.0, False, 9, False, 5, 4, "paper"

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def open(self, wake):
        self.wake = wake

    def send(self, packet):
        self.sent.append(packet)

    send_urgent = send

    def receive(self):
        return []

    def next_deadline_ms(self):
        return None

    def close(self):
        pass


def log_line(t_us: int, *levels: float) -> str:
    return json.dumps({"t_us": t_us, "levels": levels})


def test_who_talks_past_a_radio_that_has_not_begun_hears_of_an_answer_at_once():
    """Else the device's true clock would be known from answers that lay there until somebody looked."""
    device, heard = PaperLink(), []
    radio = Radio(device, lambda: 0.0)
    radio.open(lambda: heard.append("the host"))
    device.wake()
    assert heard == ["the host"]
    radio.begin()
    try:
        device.wake()
        assert heard == ["the host"], "only the radio itself hears of what it has to carry"
    finally:
        radio.close()


def test_a_rise_is_a_motor_that_leaves_rest():
    lines = [
        log_line(1000, 0.36, 0, 0, 0),
        log_line(1500, 0.36, 0.2, 0, 0),
        log_line(2000, 0.5, 0, 0, 0),
        log_line(3000, 0, 0.1, 0, 0),
    ]
    assert bench.rises(lines) == [[1.0], [1.5, 3.0], [], []]


def test_each_edge_is_compared_with_its_own_rise():
    edges = [Edge(0, 0), Edge(20, 1), Edge(120, 0)]
    assert bench.onset_errors([[1001.0, 1119.5], [1060.0]], edges, 1000.0) == [1.0, 40.0, 0.5]


def test_an_edge_that_never_came_counts_as_a_period():
    edges = [Edge(0, 0), Edge(120, 0), Edge(240, 0)]
    assert bench.onset_errors([[1000.0, 1241.0]], edges, 1000.0) == [0.0, bench.PERIOD_MS, 1.0]


def test_shares_are_measured_values():
    values = [float(number) for number in range(200, 0, -1)]
    assert [bench.share_of(values, share) for share in (0.0, 0.5, 0.99, 1.0)] == [1.0, 100.0, 198.0, 200.0]
    with pytest.raises(ValueError, match="nothing"):
        bench.share_of([], 0.5)


def test_the_plan_has_distinct_edges_in_order():
    edges = bench.planned(bench.STEPS[False])
    assert len(edges) >= 200
    assert [edge.t_ms for edge in edges] == sorted({edge.t_ms for edge in edges})
    assert {b.t_ms - a.t_ms for a, b in zip(edges, edges[4:], strict=False)} == {bench.PERIOD_MS}


def test_the_tap_sees_what_is_handed_over_and_plans_further_ahead():
    paper, seen = PaperLink(), []
    link = TappedLink(paper, 150.0)
    link.on_send = seen.append
    link.send(b"\x03")
    assert paper.sent == seen == [b"\x03"]
    assert link.lead_ms == 150.0
    assert TappedLink(paper, 0.0).lead_ms == paper.lead_ms


def test_a_late_host_is_late_within_its_jitter(monkeypatch):
    slept = []
    monkeypatch.setattr("edge_runtime.bench_rig.time.sleep", slept.append)
    rig = Rig(interval_ms=15.0, jitter_ms=30.0)
    for _ in range(200):
        rig.dawdle()
    assert 0.028 < max(slept) <= 0.030
    assert min(slept) < 0.002
    Rig(interval_ms=15.0).dawdle()
    assert len(slept) == 200


def test_a_track_is_timed_from_its_piece_and_only_in_its_thread():
    watch = bench.Stopwatch()
    watch.sent(b"\x10")
    assert watch.waits_ms == []
    watch("piece", text="[t1s]")
    other = threading.Thread(target=watch.sent, args=(b"\x10",))
    other.start()
    other.join()
    watch.sent(b"\x03")
    assert watch.waits_ms == []
    watch.sent(b"\x10")
    watch.sent(b"\x10")
    assert len(watch.waits_ms) == 1
    watch("program", id=1)
    assert len(watch.blocks_ms) == 1
    assert watch.blocks_ms[0] >= watch.waits_ms[0]
    watch("piece", text="[t1s]")
    watch.rest()
    watch.sent(b"\x10")
    assert len(watch.waits_ms) == 1


def test_a_wait_begins_when_the_piece_leaves_the_engine(monkeypatch):
    ticks = iter(range(100))
    monkeypatch.setattr(bench.time, "perf_counter", lambda: float(next(ticks)))
    watch = bench.Stopwatch()
    pieces = bench.Overheard(ScriptedEngine(["one ", "two"]), watch).generate(
        [Message("user", "hi")], sampling_for(), seed=1, cancel=Cancel()
    )
    given = [item for item in pieces if isinstance(item, Piece)]
    assert len(given) > 1
    for _ in given:
        watch("piece")  # the first was given at 0, and is looked at when all have been given
    watch.sent(b"\x10")
    assert watch.waits_ms == [1000.0 * (2 * len(given) - (len(given) - 1))]


def test_spinning_processes_end_with_their_block():
    spinning = []

    def fail() -> None:
        with busy_cores(1) as processes:
            spinning.extend(processes)
            assert processes[0].poll() is None
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert spinning[0].returncode is not None


@needs_firmware
@pytest.mark.parametrize("link", [{}, {"interval_ms": 15.0, "jitter_ms": 10.0}], ids=["wire", "radio"])
def test_both_ways_move_every_motor_of_the_firmware(tmp_path, link):
    edges = bench.planned(1)
    for way in ("ours", "theirs"):
        log = tmp_path / way
        with Rig(log, **link) as rig:
            zero_ms = play_planned(rig, [bench.step()]) if way == "ours" else play_host_timed(rig, edges)
        moved = bench.rises(log.read_text().splitlines())
        assert all(moved)
        errors = bench.onset_errors(moved, edges, zero_ms)
        assert len(errors) == len(edges)
        assert min(errors) < bench.PERIOD_MS
        assert json.loads(log.read_text().splitlines()[-1])["levels"] == [0.0] * bench.MOTORS


@needs_firmware
def test_rows_name_every_condition():
    rows = bench.onset_rows([bench.Condition("one", interval_ms=7.5, jitter_ms=5.0)], steps=1)
    assert [row.name for row in rows] == [
        f"one: {what}" for what in ("onset, median", "onset, 99th percentile", "onset, worst")
    ]
    assert all(row.theirs is not None and row.ours >= 0 for row in rows)


@needs_firmware
def test_a_bridge_in_a_process_of_its_own_is_compared_with_one_that_is_held_up():
    rows = bench.apart_rows(steps=2)
    assert [row.name.partition(": ")[2] for row in rows] == [
        "onset, median",
        "onset, 99th percentile",
        "onset, worst",
    ]
    assert rows[0].ours < bench.PERIOD_MS  # edges came, as they should: how late the last of them is for people to read


@needs_firmware
def test_a_token_reaches_the_wire_before_its_block_ends():
    rows = bench.token_rows(ScriptedEngine(BLOCK), "", decode_s=0.0)
    median, _, steps = rows
    assert (steps.ours, steps.theirs) == (1, 1)
    assert median.theirs is not None
    assert 0 < median.ours <= median.theirs


@needs_firmware
def test_a_model_that_plays_nothing_has_no_rows():
    assert bench.token_rows(ScriptedEngine("words"), "", decode_s=0.0) == []


def test_the_command_prints_what_has_no_counterpart_as_a_dash(monkeypatch):
    from edge_runtime.cli import app

    asked = []
    row = bench.LinkRow("clock", "ms", 0.5, None, None)
    monkeypatch.setattr(bench, "bench_link", lambda model, *, quick: asked.append((model, quick)) or [row])
    done = CliRunner().invoke(app, ["bench", "link", "--quick"])
    assert done.output.splitlines()[1].split() == ["clock", "ms", "0.5", "-", "-"]
    as_json = CliRunner().invoke(app, ["bench", "link", "--json"])
    assert json.loads(as_json.output)[0]["theirs"] is None
    assert asked == [(None, True), (None, False)]
