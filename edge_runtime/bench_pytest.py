"""What the pytest plugin costs a run that does not use it, beside the same run without it.

Both run in a folder of links to what is installed here, so that nothing but edge-haptics tells them apart. What counts
is the processor's time: other programs disturb it least.
"""

from __future__ import annotations

import importlib.metadata
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.errors import HapticsError

from .errors import EngineReason

RUNS = 100
OURS = ("edge-haptics", "pytest-edge-haptics")
PACKAGE = "edge_runtime"


class PluginMissing(HapticsError):
    """pytest or its plugin is not installed."""


@dataclass(frozen=True, slots=True)
class PytestRow:
    """One figure, with the plugin and without."""

    name: str
    unit: str
    ours: float
    theirs: float | None
    ratio: float | None


def bench_pytest(runs: int = RUNS) -> list[PytestRow]:
    """Run one empty test ``runs`` times each way, in pairs whose order is drawn. Raises PluginMissing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "test_idle.py").write_text("def test_idle():\n    pass\n")
        sites = (_site(folder / "ours", ours=True), _site(folder / "theirs", ours=False))
        for site in sites:  # the first run compiles what it imports
            _run(site, folder)
        pairs = []
        for _ in range(runs):
            order = random.sample((0, 1), 2)
            pair = {way: _run(sites[way], folder) for way in order}
            pairs.append((pair[0], pair[1]))
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    added = statistics.median(a - b for a, b in pairs)
    return [
        PytestRow("an empty run", "ms of CPU; theirs: without the plugin", round(ours, 1), round(theirs, 1),
                  round(theirs / ours, 3)),
        PytestRow("added by the plugin", "ms of CPU, median of the pairs", round(added, 1), None, None),
    ]  # fmt: skip


def _site(site: Path, *, ours: bool) -> Path:
    """Link what is installed here, without the plugins of others, and ours only if wanted."""
    site.mkdir()
    for entry in _installed():
        mine = entry.name.replace("_", "-").startswith(tuple(f"{name}-" for name in OURS))
        if (ours if mine else not _is_plugin(entry)) and entry.suffix != ".pth" and entry.name != PACKAGE:
            link = site / entry.name
            if not link.is_symlink():
                link.symlink_to(entry)
    (site / PACKAGE).symlink_to(Path(__file__).parent)  # where an editable installation has it
    return site


def _installed() -> Iterator[Path]:
    try:
        homes = {Path(str(importlib.metadata.distribution(name).locate_file(""))) for name in ("pytest", *OURS)}
    except importlib.metadata.PackageNotFoundError as error:
        raise PluginMissing(
            f"{error.name} is not installed, so there is nothing to measure.",
            hint="Install pytest and its plugin with: pip install pytest-edge-haptics",
            reason=EngineReason.ENGINE_MISSING,
        ) from error
    for home in sorted(homes):
        yield from home.iterdir()


def _is_plugin(entry: Path) -> bool:
    points = entry / "entry_points.txt"
    return entry.suffix == ".dist-info" and points.is_file() and "[pytest11]" in points.read_text(encoding="utf-8")


def _run(site: Path, folder: Path) -> float:
    """Give the processor's time in ms of one run, its system calls included."""
    command = [sys.executable, "-S", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_idle.py"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=env | {"PYTHONPATH": str(site)}, check=True, capture_output=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
