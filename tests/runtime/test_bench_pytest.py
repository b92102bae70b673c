"""`bench pytest`: what it compares is with the plugin and without it; its times are for people to read."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from edge_runtime import bench_pytest
from edge_runtime.bench_pytest import PluginMissing, _site
from edge_runtime.cli import app


def test_the_two_runs_differ_by_the_plugin_alone(tmp_path):
    plugins = {}
    for ours in (True, False):
        site = _site(tmp_path / str(ours), ours=ours)
        code = (
            "import importlib.metadata as m; print(*[f'{p.name}={p.value}' for p in m.entry_points(group='pytest11')])"
        )
        command = [sys.executable, "-S", "-c", code]
        done = subprocess.run(command, env={"PYTHONPATH": str(site)}, capture_output=True, text=True, check=True)
        plugins[ours] = done.stdout.split()
    assert plugins == {True: ["haptics=edge_runtime.pytest_plugin"], False: []}
    ours, theirs = ({entry.name for entry in (tmp_path / name).iterdir()} for name in ("True", "False"))
    assert theirs < ours
    assert {name.split("-")[0] for name in ours - theirs} == {"edge_haptics", "pytest_edge_haptics"}


def test_the_median_of_the_pairs_is_what_is_added(monkeypatch):
    times = {"ours": iter([0, 110, 112, 150]), "theirs": iter([0, 100, 111, 100])}  # the first run of each compiles
    monkeypatch.setattr(bench_pytest, "_run", lambda site, folder: next(times[site.name]))
    rows = bench_pytest.bench_pytest(3)
    assert [(row.ours, row.theirs, row.ratio) for row in rows] == [(112, 100, 0.893), (10, None, None)]


@pytest.mark.slow
def test_real_runs_are_measured(monkeypatch):
    done = CliRunner().invoke(app, ["bench", "pytest", "--runs", "2", "--json"])
    rows = json.loads(done.output)
    assert rows[0]["ours"] > 0
    assert rows[0]["theirs"] > 0


def test_without_the_plugin_it_says_how_to_get_it(monkeypatch):
    def missing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(bench_pytest.importlib.metadata, "distribution", missing)
    with pytest.raises(PluginMissing, match="is not installed") as told:
        bench_pytest.bench_pytest(2)
    assert told.value.hint == "Install pytest and its plugin with: pip install pytest-edge-haptics"
