"""``sim:``: the reference firmware itself, compiled for this machine and run as a process behind a pseudo-terminal."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import selectors
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ._pump import READ_BYTES, Channel, FdChannel
from ._stream import StreamLink
from .errors import BridgeReason, DeviceNotFound

SOURCES = Path(__file__).parent / "firmware"
FLAGS = ("-std=c99", "-O2")
COMPILERS = ("cc", "gcc", "clang")
COMPILE_S = 60.0
"""It takes 1 s; ten times that on a small board."""
START_S = 5.0
"""How long the process may take to say where it listens."""
END_S = 0.4
"""How long it is waited for after each way of ending it: end of file, terminate, kill."""


class SimProcessLink(StreamLink):
    """Frames to a firmware process of its own, which ends with this link or with this process."""

    watch_ms = 5
    lost_hint = "Look into its log, or use mock: instead."

    def __init__(
        self,
        *,
        motors: int = 4,
        kind: str = "lra",
        lowest: float = 0.0,
        max_level: float = 1.0,
        deadman_ms: int | None = None,
        boot: int | None = None,
        log: Path | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        """Say what device it is: levels 0 to 1, ``log`` a file for its outputs as JSON lines.

        ``command`` is run instead of the compiled host port and gets the same arguments.
        """
        super().__init__("the simulated device")
        self._command = command
        options = {
            "--motors": motors,
            "--kind": kind,
            "--lowest": round(lowest * 255),
            "--max-level": max(1, round(max_level * 255)),
            "--deadman": deadman_ms,
            "--boot": boot,
            "--log": log,
        }
        given = ((name, str(value)) for name, value in options.items() if value is not None)
        self._arguments = [part for pair in given for part in pair]
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """Disconnect and end the process; within 3 s."""
        super().close()
        self._end()

    def _connect(self) -> Channel:
        if os.name != "posix":
            raise _failed("Simulated firmware needs pseudo-terminals, which this system lacks", "Use mock: instead")
        import tty

        command = [*(self._command or (str(build_host()),)), *self._arguments, "--parent-watch"]
        try:
            fd = os.open(self._start(command), os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            tty.setraw(fd)
        except BaseException as error:
            self._end()
            if isinstance(error, OSError):
                message = f"The simulated device cannot be reached: {error.strerror or error}"
                raise _failed(message, "Use mock: instead") from error
            raise
        return FdChannel(fd, lambda: os.close(fd))

    def _start(self, command: list[str]) -> str:
        """Run the firmware and return the terminal that it names."""
        with tempfile.TemporaryFile() as said:
            # A session of its own: Ctrl-C is for the runtime, which still has a stop to send.
            self._process = subprocess.Popen(  # noqa: S603 - our own build, or what the caller named
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, start_new_session=True
            )
            line = _first_line(self._process)
            try:
                return str(json.loads(line)["port"])
            except (ValueError, KeyError, TypeError) as error:
                said.seek(0)
                last = said.read(READ_BYTES).decode(errors="replace").strip().rpartition("\n")[2][:200]
                message = f"The simulated device did not start{f': {ascii(last)[1:-1]}' if last else ''}"
                raise _failed(message, "Check the options of sim:, or use mock: instead") from error

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        for harder in (process.terminate, process.kill, process.kill):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(END_S)
                return
            harder()


def build_host(sources: Path = SOURCES, cache: Path | None = None) -> Path:
    """Return the compiled host port, compiled now when these sources never were.

    ``cache`` is the user's cache folder by default. Raises `DeviceNotFound` when it cannot be compiled.
    """
    try:
        target = _target(sources, cache)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            files = [*(sources / "core").glob("*.c"), *(sources / "ports" / "host").glob("*.c")]
            _compile([str(file) for file in sorted(files)], sources / "core", target)
    except OSError as error:
        message = f"The firmware cannot be kept in the cache: {error.strerror or error}"
        raise _failed(message, "Make room in your cache folder, or use mock: instead") from error
    return target


def can_run(sources: Path = SOURCES, cache: Path | None = None) -> bool:
    """Whether `build_host` has what it needs: the sources, and a compiler or what one made of them before."""
    if os.name != "posix":
        return False
    try:
        return _target(sources, cache).exists() or any(map(shutil.which, COMPILERS))
    except (OSError, DeviceNotFound):
        return False


def _target(sources: Path, cache: Path | None) -> Path:
    """Where the compiled host port of these sources is or would be. Raises `DeviceNotFound` without sources."""
    core, port = sources / "core", sources / "ports" / "host"
    files = sorted([*core.glob("*.[ch]"), *port.glob("*.[ch]")])
    if not (port / "main.c").is_file() or not any(core.glob("*.c")):
        raise _failed("This build has no firmware to simulate", "Use mock: instead", BridgeReason.NOT_IN_BUILD)
    digest = hashlib.sha256(repr((platform.system(), platform.machine(), FLAGS)).encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return (_cache() if cache is None else cache) / f"firmware-{digest.hexdigest()[:16]}"


def _compile(files: list[str], include: Path, target: Path) -> None:
    compiler = next(filter(None, map(shutil.which, COMPILERS)), None)
    if compiler is None:
        hint = "Install one (`sudo apt install gcc`), or use mock: instead"
        raise _failed("Simulated firmware needs a C compiler, and there is none", hint)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        built = Path(folder) / target.name
        command = [compiler, *FLAGS, f"-I{include}", *files, "-o", str(built)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=COMPILE_S, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise _failed("Compiling the firmware took too long", "Try again, or use mock: instead") from error
        if done.returncode:
            lines = done.stderr.decode(errors="replace").splitlines()
            first = next((line for line in lines if "error" in line), "no reason given")[:200]
            message = f"The firmware does not compile with {Path(compiler).name}: {ascii(first)[1:-1]}"
            raise _failed(message, "Try another compiler, or use mock: instead")
        built.replace(target)


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("edge-haptics", appauthor=False)


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    """Return the first line, or what there is of it when the process ends or `START_S` have passed."""
    if process.stdout is None:
        return b""
    until, line = time.monotonic() + START_S, b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while b"\n" not in line and len(line) < READ_BYTES:
            if not selector.select(max(0.0, until - time.monotonic())):
                return line
            piece = os.read(process.stdout.fileno(), READ_BYTES)
            if not piece:
                return line
            line += piece
    return line


def _failed(message: str, hint: str, reason: BridgeReason = BridgeReason.CANNOT_OPEN) -> DeviceNotFound:
    return DeviceNotFound(f"{message}.", hint=f"{hint}.", reason=reason)
