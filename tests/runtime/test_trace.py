"""The trace: complete, in order, and in nobody's way."""

from __future__ import annotations

import json
import signal
import threading

import pytest

from edge_runtime.errors import TraceFailed
from edge_runtime.trace import Recorder, TraceFile, line


def test_a_file_is_complete_and_in_order_when_it_is_left(tmp_path) -> None:
    path = tmp_path / "t.jsonl"
    with TraceFile(path) as file, Recorder(file.write) as record:
        threads = [threading.Thread(target=lambda: [record("piece", text="x") for _ in range(500)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        record("end")
    events = [json.loads(text) for text in path.read_text().splitlines()]
    assert len(events) == 2001
    times = [event["t_ms"] for event in events]
    assert times == sorted(times)
    assert events[-1]["kind"] == "end"


def test_a_sink_that_breaks_ends_alone() -> None:
    kept: list[object] = []

    def broken(event: object) -> None:
        raise BrokenPipeError

    with Recorder(broken, kept.append) as record:
        record("a")
        record("b")
    assert len(kept) == 2
    assert isinstance(record.failure, BrokenPipeError)


def test_a_full_disk_is_one_sentence_and_no_exception_on_the_way() -> None:
    from pathlib import Path

    with TraceFile(Path("/dev/full")) as file, Recorder(file.write) as record:
        for _ in range(100):
            record("piece", text="x" * 1000)
    assert isinstance(file.failure, TraceFailed)
    assert "No space left" in str(file.failure)


def test_a_place_that_cannot_be_opened_is_refused_at_once(tmp_path) -> None:
    with pytest.raises(TraceFailed, match="No such file"):
        TraceFile(tmp_path / "no" / "t.jsonl")


def test_recording_inside_a_signal_handler_that_interrupts_recording_does_not_wait() -> None:
    kept: list[object] = []
    with Recorder(kept.append) as record:
        before = signal.signal(signal.SIGUSR1, lambda *_: record("inner"))
        try:
            for _ in range(300):
                record("outer")
                signal.raise_signal(signal.SIGUSR1)
        finally:
            signal.signal(signal.SIGUSR1, before)
    assert len(kept) == 600


def test_what_steers_a_terminal_is_escaped() -> None:
    assert line({"text": "\x1b[31m \x9b \u202e \udc80 é"}).isascii()
    assert "\x1b" not in line({"text": "\x1b"})
