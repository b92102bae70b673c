"""`bench fleet`: real subscribers on a real broker, and the arithmetic on made-up arrivals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edge_runtime import bench_crowd, bench_fleet
from edge_runtime.bench_fleet import APART, LOWEST, FleetRow, lateness, mosquitto, onset_of, spread
from edge_runtime.cli import app
from firmware_bridge import DeviceNotFound, LinkLost
from tests.bridge.mosquitto import needs_mosquitto

ROOT = Path(__file__).resolve().parents[2]
MS = 1_000_000


def test_each_arrival_is_held_against_the_plan_and_against_the_first_of_its_onset():
    plan = [1000 * MS, 2200 * MS]
    heard = {(0, 0): 1003 * MS, (1, 0): 1001 * MS, (0, 1): 2190 * MS}  # (1, 1) never came
    assert lateness(plan, heard) == [3.0, 1.0, -10.0]
    assert spread(heard) == [2.0, 0.0, 0.0]


def test_a_level_belongs_to_one_onset_or_to_none():
    assert [onset_of(LOWEST + APART * onset) for onset in range(50)] == list(range(50))
    assert LOWEST + APART * 49 <= 255
    assert [onset_of(level) for level in (0, LOWEST - APART, LOWEST + 1, 255)] == [None] * 4


def test_the_level_of_a_message_is_its_highest():
    assert bench_crowd.level_of(b'{"levels": [0.0, 0.2, 0.1], "on": true}') == 51
    assert bench_crowd.level_of(b'{"voices": [{"motors": [0], "points": [[0, 0.1], [9, 0.4]]}]}') == 102
    assert bench_crowd.level_of(b'{"why": "left"}') == 0


@needs_mosquitto
@pytest.mark.slow
def test_ten_subscribers_hear_every_onset_in_each_way(monkeypatch):
    monkeypatch.setattr(bench_fleet, "BEFORE_S", 0.1)
    rows = {row.name: row for row in bench_fleet.bench_fleet(10, 1)}
    missed = rows["onsets that did not come"]
    assert (missed.ours, missed.theirs) == (0, 0)
    for name in ("onset against the plan", "among subscribers"):
        shares = [rows[f"{name}, {share}"].ours for share in ("median", "p95", "p99", "most")]
        assert shares == sorted(shares)
        assert shares[-1] > 0
    assert rows["timelines: in hand before the start, least"].ours < bench_fleet.PERIOD_MS
    assert rows["timelines: too late, or not at all"].ours in range(11)


@needs_mosquitto
def test_subscribers_that_hear_no_end_do_not_wait_for_ever():
    code = "from edge_runtime import bench_crowd; bench_crowd.LAST_S = 0.1; bench_crowd.main(int({port}), 'x', 2)"
    with mosquitto() as port:
        command = [sys.executable, "-c", code.format(port=port)]
        done = subprocess.run(command, check=False, input="", capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


@needs_mosquitto
def test_subscribers_that_end_early_are_a_sentence(monkeypatch):
    monkeypatch.setattr(bench_fleet.sys, "executable", "/bin/true")
    with pytest.raises(LinkLost, match="The subscribers ended before they had gathered"):
        bench_fleet.bench_fleet(2, 1)


def test_no_broker_is_a_sentence(monkeypatch):
    monkeypatch.setattr(bench_fleet.shutil, "which", lambda *_, **__: None)
    with pytest.raises(DeviceNotFound, match="no MQTT broker") as missing:
        bench_fleet.bench_fleet(2, 1)
    assert "apt install mosquitto" in missing.value.hint
    monkeypatch.setattr(bench_fleet.shutil, "which", lambda *_, **__: "/bin/false")
    with pytest.raises(DeviceNotFound, match="does not start"):
        bench_fleet.bench_fleet(2, 1)


def test_the_command_passes_its_options_on(monkeypatch):
    asked = []
    row = FleetRow("among subscribers, median", "ms", 0.5, None, None)
    monkeypatch.setattr(bench_fleet, "bench_fleet", lambda *options: asked.append(options) or [row])
    done = CliRunner().invoke(app, ["bench", "fleet", "--devices", "7", "--onsets", "2", "--json"])
    assert json.loads(done.output)[0]["ours"] == 0.5
    CliRunner().invoke(app, ["bench", "fleet"])
    assert asked == [(7, 2), (200, 20)]
