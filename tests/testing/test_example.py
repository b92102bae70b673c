"""The example project, as somebody who has installed the wheels runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "companion"


@pytest.fixture(scope="module")
def python(wheel, plugin_wheel, tmp_path_factory) -> Path:
    """A fresh environment: both wheels are installed, what they need is lent by this one, this project is not there."""
    folder = tmp_path_factory.mktemp("fresh")
    lent = folder / "lent"
    lent.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if "edge_haptics" not in entry.name and entry.suffix != ".pth":
            (lent / entry.name).symlink_to(entry)
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    install = ["install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel), str(plugin_wheel)]
    subprocess.run([*pip, *install], check=True, capture_output=True, cwd=folder)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(str(lent))
    return python


def _pytest(python: Path, project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-P" if sys.version_info >= (3, 11) else "-B", "-m", "pytest", "-p", "no:cacheprovider"]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, cwd=project)


@pytest.mark.slow
def test_the_example_passes_from_the_wheels_and_fails_readably_once_it_is_broken(python, tmp_path) -> None:
    project = tmp_path / "companion"
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("__pycache__"))
    where = "import edge_runtime as e, pathlib, sys; print(pathlib.Path(e.__file__).is_relative_to(sys.prefix))"
    told = subprocess.run([str(python), "-c", where], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout == "True\n"
    done = _pytest(python, project, "-v")
    assert "10 passed" in done.stdout, done.stdout + done.stderr
    assert "plugins: " in done.stdout
    assert "edge-haptics-" in done.stdout
    app = project / "companion.py"
    app.write_text(app.read_text().replace("[pat_pulse][m_all]", "[pat_pulse][m_left]"))
    done = _pytest(python, project, "-q", "-k", "felt_three_times")
    assert "1 failed" in done.stdout, done.stdout
    assert "pat_pulse on m_all at level 0.71 for 1000 ms was not felt" in done.stdout
    assert "differs" in done.stdout
