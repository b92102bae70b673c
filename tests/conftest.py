"""Shared by all tests: hypothesis without deadlines, since speed is measured by `edge-haptics bench` alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Where other work keeps the cores busy, threads of one computation that spin for each other hold it up a hundred times.
os.environ.setdefault("GOMP_SPINCOUNT", "300")
# A Ctrl-C that is ignored, as in what a shell runs in the background, would be ignored by every process of the tests too.
signal.signal(signal.SIGINT, signal.default_int_handler)
pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Heavier runs of the same tests."""
    parser.addoption("--tags", default="40", metavar="N", help="hot answers a model is asked for in test_engine_tags")


def pytest_unconfigure() -> None:
    """Close what llama-cpp-python opens when it is imported; else the end of the process complains of it."""
    if utils := sys.modules.get("llama_cpp._utils"):
        utils.outnull_file.close()
        utils.errnull_file.close()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    return _built(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def plugin_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that tells pytest of the plugin, built once."""
    return _built(ROOT / "pytest-edge-haptics", tmp_path_factory.mktemp("plugin"))


def _built(project: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(project)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built
