"""Starts a private D-Bus and a fake BlueZ on it, points bleak at them, and ends both."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from tests.bridge.fake_radio import Band, dump_bands

ROOT = Path(__file__).parents[2]
SEAM = "DBUS_SYSTEM_BUS_ADDRESS"
"""Where bleak looks for the bus."""
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
<limit name="max_replies_per_connection">128</limit></busconfig>
"""  # 128 is the limit of a real system bus


def missing() -> str | None:
    """Say in a sentence what keeps this machine from running a fake BlueZ; None when nothing does."""
    if sys.platform != "linux":
        return "The fake BlueZ needs Linux."
    if shutil.which("dbus-daemon") is None:
        return "The fake BlueZ needs dbus-daemon: install the package dbus."
    if importlib.util.find_spec("bleak") is None or importlib.util.find_spec("dbus_fast") is None:
        return 'The BLE tests need bleak: pip install "edge-haptics[ble]".'
    return None


class FakeBluez:
    """A bus with a Bluetooth service on it, for the length of a ``with`` block.

    ``bands`` are the devices in the air; ``device`` is what is behind each: ``echo`` or ``model``. The environment of
    this process leads bleak to it, so only one at a time.
    """

    def __init__(self, *bands: Band, device: str = "echo") -> None:
        self._arguments = [device, json.dumps(dump_bands(bands))]
        self._folder = tempfile.TemporaryDirectory(prefix="bluez")
        self._started: list[subprocess.Popen[str]] = []
        self._one_at_a_time = threading.Lock()
        self._seam_was = os.environ.get(SEAM)

    def __enter__(self) -> FakeBluez:
        path = Path(self._folder.name)
        config = path / "bus.conf"
        config.write_text(_CONFIG.format(path=path / "bus"))
        try:
            daemon = [f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"]
            self._start(["dbus-daemon", *daemon])
            os.environ[SEAM] = f"unix:path={path / 'bus'}"
            self._service = self._start([sys.executable, "-m", "tests.bridge.fake_bluez", *self._arguments])
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def set(self, **changes: Any) -> dict[str, Any]:
        """Set faults, or ``do`` something; returns how things stand. See `fake_bluez`."""
        stdin, stdout = self._service.stdin, self._service.stdout
        assert stdin is not None
        assert stdout is not None
        with self._one_at_a_time:
            stdin.write(json.dumps(changes) + "\n")
            stdin.flush()
            line = stdout.readline()
        return cast("dict[str, Any]", json.loads(line)) if line else {}

    def reset(self, *bands: Band, device: str = "echo") -> None:
        """Begin anew with other bands, in the same process."""
        self.set(bands=dump_bands(bands), device=device)

    @property
    def alive(self) -> bool:
        """Whether the bus and the service still run."""
        return all(process.poll() is None for process in self._started)

    def wait(self, **least: int) -> dict[str, Any]:
        """Wait until these numbers have been reached (or far too long); returns how things stand."""
        return self.set(wait=least)

    def die(self) -> None:
        """Kill the service, not the bus: what bleak does not notice."""
        self.set(do="die")
        self._service.wait()

    def kill_bus(self) -> None:
        """Kill the bus itself."""
        self._started[0].kill()
        self._started[0].wait()

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
        )
        self._started.append(process)
        with contextlib.suppress(OSError):  # as far as it may: a radio does not wait for a processor
            os.sched_setscheduler(process.pid, os.SCHED_FIFO, os.sched_param(os.sched_get_priority_min(os.SCHED_FIFO)))
        assert process.stdout is not None
        if not process.stdout.readline():
            raise RuntimeError(f"{command[0]} did not start")
        return process

    def _end(self) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(BrokenPipeError):
                        stream.close()
        if self._seam_was is None:
            os.environ.pop(SEAM, None)
        else:
            os.environ[SEAM] = self._seam_was
        self._folder.cleanup()
