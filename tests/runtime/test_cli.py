"""The command line without a model: what it prints where, its exit codes and its hints."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_") and k != "OPUS_HAPTICS"}
# Whoever started the tests may want signals ignored (nohup); this run is to heed them.
HEEDING = [
    sys.executable,
    "-c",
    "import os, signal, sys; [signal.signal(n, signal.SIG_DFL) for n in (1, 2, 15)]; os.execv(sys.argv[1], sys.argv[1:])",
]
CALM = "[begin_haptics] [calm] [i2] [pat_breath] [m_all] [t2s] [rest_500ms] [seq_repeat_2] [end_haptics]"


def run(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "edge_runtime", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=ENV | (env or {}),
        timeout=100,
    )


def events(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_play_a_breath_stays_within_its_level_and_its_time(tmp_path) -> None:
    trace = tmp_path / "t.jsonl"
    done = run("play", CALM, "--device", "mock:", "--time-scale", "0", "--trace", str(trace))
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    lines = events(trace)
    levels = [e["levels"] for e in lines if e["kind"] == "level"]
    assert 0.35 < max(v for row in levels for v in row) <= 0.36
    assert levels[-1] == [0.0] * 4
    assert lines[-1]["kind"] == "end"
    assert lines[-1]["played_ms"] == 5000


def test_play_reads_a_file_and_standard_input_and_shows_words_on_stdout(tmp_path) -> None:
    file = tmp_path / "song.txt"
    file.write_text("First\n[soft_alert]\nthen\n[soft_alert]\n[soft_alert]\n", encoding="utf-8")
    done = run("play", str(file), "--time-scale", "0")
    assert (done.returncode, done.stdout) == (0, b"First\nthen\n")
    done = run("play", "-", "--time-scale", "0", stdin=b"Hi [soft_alert]")
    assert (done.returncode, done.stdout) == (0, b"Hi\n")


def test_json_puts_the_trace_on_stdout() -> None:
    done = run("play", "Hi [soft_alert]", "--time-scale", "0", "--json")
    kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
    assert kinds[0] == "session"
    assert kinds[-1] == "end"
    assert {"text", "tag", "program", "start", "level"} <= set(kinds)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["play", ""], 2, "empty"),
        (["play", "no tags at all"], 5, "no tag"),
        (["play", "missing.txt"], 5, "missing.txt"),
        (["play", "[soft_alert]", "--device", "nosuch:thing"], 3, "nosuch"),
        (["play", "[soft_alert]", "--device", "mock:?motors=banana"], 2, "motors"),
        (["play", "[soft_alert]", "--device", "mock:?moters=4"], 2, "motors"),
        (["play", "[soft_alert]", "--device", "tcp:127.0.0.1:1"], 3, "Nothing listens"),
        (["play", "[feel_calm]", "--device", "mock:?drop_after=8", "--time-scale", "0"], 3, "link"),
        (["play", "[soft_alert]", "--trace", "/nonexistent/t.jsonl"], 1, "/nonexistent/t.jsonl"),
        (["play", "[soft_alert]", "--trace", "/dev/full", "--time-scale", "0"], 1, "No space left"),
        (["play", "[soft_alert]", "--max-level", "2"], 2, "max-level"),
        (["play", "[soft_alert]", "--nonsense"], 2, "--nonsense"),
        (["say", "", "--haptics", "on"], 2, "empty"),
        (["say", "hi", "--device", "nosuch:thing"], 3, "nosuch"),
        (["say", "hi", "--model", "nosuch.gguf"], 4, "nosuch.gguf"),
        (["say", "hi", "--model", "README.md"], 4, "README.md"),
        (["say", "hi", "--preset", "wild"], 2, "wild"),
        (["say", "hi", "--backend", "magic"], 2, "magic"),
        (["say", "hi", "--system", "nosuch.md"], 2, "nosuch.md"),
        (["models", "info", "nosuch"], 4, "nosuch"),
        (["devices", "info", "ble:auto"], 3, "Bluetooth"),
        (["lexicon", "show", "nosuch"], 2, "nosuch"),
        (["lexicon", "check", "/nonexistent"], 2, "/nonexistent"),
        (["nosuch"], 2, "nosuch"),
    ],
)
def test_bad_input_gets_one_sentence_and_its_exit_code(arguments, code, says) -> None:
    done = run(*arguments)
    err = done.stderr.decode()
    assert done.returncode == code, err
    assert says in err
    assert "Traceback" not in err
    assert done.stdout == b""


@pytest.mark.parametrize("command", ["say", "play"])
def test_binary_on_standard_input_is_refused(command) -> None:
    done = run(command, "-", stdin=b"\x7fELF\xff\x00\x01")
    assert done.returncode == 2
    assert b"not UTF-8" in done.stderr


def test_a_traceback_is_shown_on_demand_only() -> None:
    assert b"Traceback" in run("play", "no tags", "--debug").stderr


def test_a_lexicon_file_with_mistakes_names_each_line(tmp_path) -> None:
    file = tmp_path / "song.txt"
    file.write_text("Hello\n\n[begin_haptics] [Calm] [pat_spiral] [t1s]\n", encoding="utf-8")
    done = run("lexicon", "check", str(file))
    assert done.returncode == 5
    rows = [line.split()[:3] for line in done.stdout.decode().splitlines()]
    assert rows == [["3", "17", "tag_spelling"], ["3", "24", "unknown_tag"], ["3", "42", "unclosed_block"]]
    file.write_text(f"Hello\n\n{CALM}\n", encoding="utf-8")
    assert run("lexicon", "check", str(file)).returncode == 0


def test_lists_speak_json() -> None:
    assert len(json.loads(run("lexicon", "list", "--json").stdout)) == 49
    assert json.loads(run("devices", "list", "--json").stdout)[0]["uri"] == "mock:"
    assert json.loads(run("models", "list", "--json").stdout)[0]["id"] == "felt-small"
    assert json.loads(run("devices", "info", "mock:?motors=8", "--json").stdout)["motors"] == 8


def test_options_can_come_from_the_environment(tmp_path) -> None:
    trace = tmp_path / "t.jsonl"
    settings = {
        "EDGE_HAPTICS_TRACE": str(trace),
        "EDGE_HAPTICS_TIME_SCALE": "0",
        "EDGE_HAPTICS_DEVICE": "mock:?motors=2",
    }
    assert run("play", "[soft_alert]", env=settings).returncode == 0
    assert events(trace)[0]["device"] == "mock:?motors=2"


def test_devices_test_moves_each_motor() -> None:
    done = run("devices", "test", "mock:", "--time-scale", "0")
    assert done.returncode == 0
    assert done.stdout.decode().split() == ["m1", "moved", "m2", "moved", "m3", "moved", "m4", "moved"]


def test_no_color_codes_reach_a_pipe() -> None:
    for arguments in (["lexicon", "show", "calm"], ["play", "Hi [calm] [t1s]", "--time-scale", "0"], ["doctor"]):
        done = run(*arguments)
        assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_with_motors_at_rest_and_the_trace_closed(tmp_path, number, code) -> None:
    trace = tmp_path / "t.jsonl"
    process = subprocess.Popen(
        [
            *HEEDING,
            sys.executable,
            "-m",
            "edge_runtime",
            "play",
            "[begin_haptics][calm][t5s][end_haptics]",
            "--trace",
            str(trace),
        ],
        cwd=ROOT,
        env=ENV,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(lambda: trace.exists() and '"level"' in trace.read_text())
        process.send_signal(number)
        assert process.wait(60) == code
    finally:
        process.kill()
    lines = events(trace)
    assert [e["levels"] for e in lines if e["kind"] == "level"][-1] == [0.0] * 4
    assert (lines[-1]["kind"], lines[-1]["reason"]) == ("end", "interrupted")
    assert {"kind": "stop", "reason": "person"}.items() <= next(e for e in lines if e["kind"] == "stop").items()


def test_a_signal_that_is_to_be_ignored_is(tmp_path) -> None:
    command = f"trap '' HUP; {sys.executable} -m edge_runtime play '[calm][t500ms]' & kill -HUP $!; wait $!"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=ENV, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0


def test_a_reader_that_leaves_ends_the_run_quietly_and_the_trace_is_whole(tmp_path) -> None:
    trace = tmp_path / "t.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "edge_runtime", "play", CALM, "--time-scale", "0", "--json", "--trace", str(trace)],
        cwd=ROOT,
        env=ENV,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 1
    assert b"Traceback" not in err
    lines = events(trace)
    assert lines[-1]["kind"] == "end"
    assert [e["levels"] for e in lines if e["kind"] == "level"][-1] == [0.0] * 4


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_traceback(closed) -> None:
    command = f"{sys.executable} -m edge_runtime play '[soft_alert]' --time-scale 0 {closed}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=ENV, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_the_letters_gets_question_marks() -> None:
    done = run("play", "\u00e9 [soft_alert]", "--time-scale", "0", env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stdout) == (0, b"?\n")


def test_what_nobody_foresaw_is_one_sentence_too() -> None:
    done = run("models", "info", "~nosuchuser/x" + "y" * 400)
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
    done = run("lexicon", "list", env={"PYTHONPATH": str(ROOT)}, stdin=b"")
    assert done.returncode == 0


def test_another_owner_of_the_name_lexicon_is_named(tmp_path) -> None:
    (tmp_path / "lexicon.py").write_text("")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from edge_runtime._entry import main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=ENV, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert b"another package owns the name lexicon" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_file_that_is_no_recording_is_left_as_it_is(tmp_path) -> None:
    file = tmp_path / "important.txt"
    file.write_text("important")
    assert run("devices", "info", f"file:{file}").returncode == 3
    assert file.read_text() == "important"
    recording = tmp_path / "r.jsonl"
    for _ in range(2):
        assert run("play", "[soft_alert]", "--device", f"file:{recording}", "--time-scale", "0").returncode == 0
    rows = events(recording)
    assert len(rows[0]["motors"]) == 4
    assert not any(rows[-1]["levels"])


def _wait_for(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
