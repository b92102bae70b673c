"""Set up the virtual environment that a make target needs: pinned packages, built once, with a line of progress.

Usage: setup.py run|test|model. Standard library only; needs Python 3.10 or newer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "pytest-edge-haptics"
LOG = ROOT / "build" / "setup.log"
FLOOR = (3, 10)
# What another environment could smuggle into this one.
FOREIGN = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")


@dataclass(frozen=True)
class Plan:
    """One environment: its folder, its locked requirements and what of this project goes into it."""

    venv: Path
    lock: Path
    projects: tuple[Path, ...]


PLANS = {
    "run": Plan(ROOT / ".venv", ROOT / "requirements" / "run.txt", (ROOT,)),
    "test": Plan(ROOT / ".venv", ROOT / "requirements" / "test.txt", (ROOT, PLUGIN)),
    "model": Plan(ROOT / ".venv-model", ROOT / "requirements" / "model.txt", ()),
}


def main(name: str) -> None:
    """Bring the environment of target ``name`` up to its lock, or say in one sentence why that cannot be."""
    plan = PLANS[name]
    stamp = plan.venv / f".{name}.stamp"
    wanted = _digest(plan)
    inside = plan.venv / "bin" / "python"
    if inside.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return
    python = _interpreter()
    _need_compiler()
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_text("")
    pip = [str(inside), "-m", "pip", "--disable-pip-version-check"]
    if (
        not inside.exists()
        or subprocess.run([*pip, "--version"], env=_clean(), capture_output=True, check=False).returncode
    ):
        _step(f"making {plan.venv.name}", [python, "-m", "venv", "--clear", str(plan.venv)])
    _step(
        "installing pinned packages (the first time llama.cpp is compiled: 4 to 15 minutes)",
        [*pip, "install", "-r", str(plan.lock)],
        PIP_CONSTRAINT=str(plan.lock),  # what builds llama.cpp is pinned too
    )
    if plan.projects:
        projects = ["--editable", *map(str, plan.projects)]  # the first is; the plugin has no code of its own
        _step("installing edge-haptics", [*pip, "install", "--no-deps", "--no-build-isolation", *projects])
    stamp.write_text(wanted)


def _digest(plan: Plan) -> str:
    described = [(project / "pyproject.toml").read_bytes() for project in plan.projects or (ROOT,)]
    parts = [plan.lock.read_bytes(), *described, str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _interpreter() -> str:
    """Find a Python that is new enough and can make environments."""
    names = [sys.executable, "python3.13", "python3.12", "python3.11", "python3.10"]
    for name in filter(None, (shutil.which(name) for name in names)):
        probe = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] < (3, 10))"
        if subprocess.run([name, "-c", probe], env=_clean(), capture_output=True, check=False).returncode == 0:
            return name
    sys.exit(
        "setup: no Python 3.10 or newer with venv was found; install python3 and python3-venv "
        "(Debian: apt install python3 python3-venv python3-dev)"
    )


def _need_compiler() -> None:
    missing = [kind for kind, names in (("C", ("cc", "gcc", "clang")), ("C++", ("c++", "g++", "clang++")))
               if not any(shutil.which(name) for name in names)]  # fmt: skip
    if missing and not (os.environ.get("CC") and os.environ.get("CXX")):
        sys.exit(
            f"setup: no {' and no '.join(missing)} compiler was found to build llama.cpp; "
            "install one (Debian: apt install build-essential)"
        )


def _clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in FOREIGN}


def _step(what: str, command: list[str], **settings: str) -> None:
    """Run ``command`` with its output in the log and a line that shows that it is alive."""
    env = _clean() | settings
    env.setdefault("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count() or 1))
    live = sys.stderr.isatty()
    start = said = time.monotonic()
    if not live:
        print(f"setup: {what}", file=sys.stderr, flush=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=env, cwd=ROOT)
        try:
            while True:
                try:
                    code = process.wait(timeout=1)
                    break
                except subprocess.TimeoutExpired:
                    now = time.monotonic()
                    clock = f"{int(now - start) // 60}:{int(now - start) % 60:02d}"
                    if live:
                        print(f"\rsetup: {what} {clock} ", end="", file=sys.stderr, flush=True)
                    elif now - said >= 20:
                        said = now
                        print(f"setup: still {what.split(' (')[0]}, {clock}", file=sys.stderr, flush=True)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if live:
        print(f"\r\x1b[Ksetup: {what.split(' (')[0]}: {int(time.monotonic() - start)} s", file=sys.stderr)
    if code != 0:
        tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-12:])
        sys.exit(f"{tail}\nsetup: {what.split(' (')[0]} failed; the whole log is in {LOG.relative_to(ROOT)}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PLANS:
        sys.exit("usage: setup.py run|test|model")
    if sys.version_info < FLOOR and not shutil.which("python3.10"):
        print("setup: looking for a newer Python than", sys.version.split()[0], file=sys.stderr)
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
