"""A real Mosquitto on a port of this machine, started and ended by whoever needs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from contextlib import contextmanager

import pytest

FOUND = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
needs_mosquitto = pytest.mark.skipif(FOUND is None, reason="needs an MQTT broker: apt-get install mosquitto")


@contextmanager
def broker(folder, *lines, anonymous=True):
    """Give the port of a broker; ``lines`` are added to its configuration, after its listener."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = folder / f"mosquitto-{port}.conf"
    allow = "true" if anonymous else "false"
    settings.write_text(
        "\n".join(
            [
                f"listener {port} 127.0.0.1",
                f"allow_anonymous {allow}",
                "persistence false",
                "log_dest stderr",
                "user root",
                *lines,
                "",
            ]
        )
    )
    process = subprocess.Popen([FOUND, "-c", str(settings)], stderr=subprocess.PIPE, text=True)
    reader = None
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if "running" in line:
                break
        else:
            raise RuntimeError("".join(said))
        reader = threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True)
        reader.start()
        yield port, process
    finally:
        process.kill()
        process.wait(20)
        if reader is not None:
            reader.join(20)
        process.stderr.close()
