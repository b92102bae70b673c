"""`devices` and recordings on the command line: what is found, what is compared, what is played again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edge_runtime.cli import app
from firmware_bridge import (
    BridgeReason,
    DeviceNotFound,
    LexiconFileError,
    _ble_find,
    _conformance,
    _intiface,
    _serial,
    _sim,
)
from firmware_bridge._ble_find import Sighting
from firmware_bridge._conformance import CaseResult, Outcome

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    for name in ("DEVICE", "TRACE", "TIME_SCALE", "MAX_LEVEL", "JSON", "DEBUG"):
        monkeypatch.delenv(f"EDGE_HAPTICS_{name}", raising=False)


def run(*arguments, code=0):
    done = CliRunner().invoke(app, list(arguments))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done


def rows(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


def test_list_joins_what_is_there(monkeypatch):
    monkeypatch.setattr(_serial, "list_ports", lambda: [("serial:id=77", "Feather")])
    monkeypatch.setattr(_sim, "can_run", lambda: True)
    monkeypatch.setattr(_ble_find, "scan", lambda timeout_s: [Sighting("AA:BB:CC:DD:EE:FF", "felt", -40)])
    monkeypatch.setattr(_intiface, "list_toys", lambda: [("intiface:ws://127.0.0.1:12345?device=Toy", "Toy")])
    assert [row["uri"] for row in rows("devices", "list")] == ["mock:", "sim:", "serial:id=77"]
    found = rows("devices", "list", "--scan")
    assert found[-1] == {"uri": "ble:AA:BB:CC:DD:EE:FF", "name": "felt (-40 dBm)", "simulated": False}
    assert found[-2] == {
        "uri": "intiface:ws://127.0.0.1:12345?device=Toy",
        "name": "Toy (Intiface)",
        "simulated": False,
    }
    assert [row["simulated"] for row in found] == [True, True, False, False, False]


def test_list_shows_no_foreign_control_sequence(monkeypatch):
    monkeypatch.setattr(_serial, "list_ports", lambda: [("serial:id=77", "\x1b[2JFeather\x07")])
    monkeypatch.setattr(_sim, "can_run", lambda: False)
    assert [line.split("  ", 1)[1].strip() for line in run("devices", "list").stdout.splitlines()][-1] == "Feather"


def test_list_without_bluetooth_says_so_and_goes_on(monkeypatch):
    def scan(timeout_s):
        raise DeviceNotFound("Bluetooth is \x1b[1moff.", hint="Switch it on.", reason=BridgeReason.CANNOT_OPEN)

    monkeypatch.setattr(_serial, "list_ports", list)
    monkeypatch.setattr(_ble_find, "scan", scan)
    done = run("devices", "list", "--scan")
    assert done.stderr == "No BLE devices: Bluetooth is off. Switch it on.\n"
    assert done.stdout.startswith("mock:")


def test_sim_needs_a_compiler_or_what_one_made(monkeypatch, tmp_path):
    monkeypatch.setattr(_sim, "COMPILERS", ("no-such-compiler",))
    assert not _sim.can_run(cache=tmp_path)
    _sim._target(_sim.SOURCES, tmp_path).touch()
    assert _sim.can_run(cache=tmp_path)
    assert not _sim.can_run(sources=tmp_path, cache=tmp_path)


def test_check_compares_a_device_with_the_protocol():
    done = run("devices", "check", "mock:?motors=1", "--time-scale", "0")
    assert "64 of 255" in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split()[:2] == ["passed", "hello"]
    assert all(line.startswith(("passed", "skipped")) for line in lines)


def test_check_exits_1_when_a_case_failed(monkeypatch):
    results = [
        CaseResult("one", "It does.", Outcome.PASSED),
        CaseResult("two", "It does not.", Outcome.FAILED, "it did"),
        CaseResult("three", "Who knows.", Outcome.SKIPPED, "no way to see it"),
    ]
    monkeypatch.setattr(_conformance, "check_device", lambda uri, clock: results)
    done = run("devices", "check", "mock:", "--json", code=1)
    assert json.loads(done.stdout)[1] == {
        "case": "two",
        "outcome": "failed",
        "contract": "It does not.",
        "came": "it did",
    }
    results[1] = results[0]
    run("devices", "check", "mock:")


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "touch.jsonl"
    run("play", "[soft_alert]", "--time-scale", "0", "--device", f"file:{path}")
    return path


def levels(path):
    return [json.loads(line)["levels"] for line in path.read_text().splitlines()[1:]]


def test_a_recording_is_played_again(recording, tmp_path):
    again = tmp_path / "again.jsonl"
    done = run("play", str(recording), "--time-scale", "0", "--device", f"file:{again}", "--stats")
    assert levels(again) == levels(recording)
    assert done.stdout == ""
    assert "1 blocks" in done.stderr
    assert "motors" not in done.stderr


def test_a_trace_is_played_again_and_from_standard_input_too(tmp_path):
    trace, again, third = tmp_path / "trace.jsonl", tmp_path / "again.jsonl", tmp_path / "third.jsonl"
    run("play", "[soft_alert]", "--time-scale", "0", "--trace", str(trace))
    run("play", str(trace), "--time-scale", "0", "--device", f"file:{again}")
    with trace.open("rb") as file:
        done = CliRunner().invoke(
            app, ["play", "-", "--time-scale", "0", "--device", f"file:{third}"], input=file.read()
        )
    assert done.exit_code == 0, done.output
    felt = [json.loads(line) for line in trace.read_text().splitlines()]
    assert levels(again) == levels(third) == [event["levels"] for event in felt if event["kind"] == "level"]


def test_other_motors_and_a_lower_cap(recording, tmp_path):
    again = tmp_path / "again.jsonl"
    device = f"file:{again}?motors=1"
    done = run("play", str(recording), "--time-scale", "0", "--device", device, "--max-level", "0.1")
    assert "recorded on 4 motors, played on 1" in done.stderr
    assert max(max(row) for row in levels(again)) == 0.098  # 25 of 255, and the recording is stronger
    assert max(max(row) for row in levels(recording)) > 0.2


def test_a_recording_that_is_wrong_is_named_with_its_line(recording):
    lines = recording.read_text().splitlines()
    recording.write_text("\n".join([*lines[:2], "{", *lines[2:]]) + "\n")
    with pytest.raises(LexiconFileError, match=r"^Line 3 of 'touch\.jsonl' is not JSON\.$") as error:
        run("play", str(recording), "--time-scale", "0")
    assert error.value.exit_code == 5


def test_watch_in_a_pipe_says_where_levels_are_and_ends_at_rest(tmp_path):
    trace = tmp_path / "trace.jsonl"
    code = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-m", "edge_runtime", "devices", "watch", "mock:", "--trace", str(trace)]
    watching = subprocess.Popen(
        [sys.executable, "-c", code, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with watching:
        assert b"--json" in watching.stderr.readline()
        watching.send_signal(signal.SIGINT)
        assert watching.stdout.read() == watching.stderr.read() == b""
    assert watching.returncode == 130
    said = [json.loads(line).get("message") for line in trace.read_text().splitlines()]
    assert "status" in said[said.index("stop") :]
