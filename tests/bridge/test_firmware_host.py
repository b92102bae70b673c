"""The firmware's host port as a process."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import struct
import subprocess

import pytest

from firmware_bridge._model_config import DEADMAN_MS
from tests.bridge.felt_core import HELLO, MS, OK, PING, TIME, WATCH, Reader, framed, hold, status, track, voice

pytestmark = pytest.mark.skipif(
    not (shutil.which("cc") and shutil.which("make")), reason="needs a C compiler and make (Debian: build-essential)"
)


@contextlib.contextmanager
def host(out, tmp_path, *more_options):
    log = tmp_path / "levels.log"
    words = [out / "felt-host", "--boot", "77", "--log", log, *more_options]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process, json.loads(process.stdout.readline())["port"], log
    finally:
        process.kill()
        process.communicate()


class Wire:
    """The host's end of a terminal or pipe: asks, and waits for the answers."""

    def __init__(self, lib, read_fd, write_fd):
        self.lib, self.reader, self.read_fd, self.write_fd = lib, Reader(lib), read_fd, write_fd
        self.waiting = []

    def ask(self, packet, answers=1):
        os.write(self.write_fd, framed(self.lib, packet))
        return self.wait(answers)

    def wait(self, count):
        while len(self.waiting) < count:
            assert select.select([self.read_fd], [], [], 20)[0], "no answer"
            self.waiting += self.reader.feed(os.read(self.read_fd, 4096))
        told, self.waiting = self.waiting[:count], self.waiting[count:]
        return told


@contextlib.contextmanager
def terminal(lib, name):
    fd = os.open(name, os.O_RDWR | os.O_NOCTTY)
    try:
        yield Wire(lib, fd, fd)
    finally:
        os.close(fd)


def logged(log):
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_host_plays_and_logs(lib, out, tmp_path):
    options = ("--motors", "4", "--kind", "erm", "--lowest", "30", "--max-level", "204", "--deadman", "5000")
    with host(out, tmp_path, *options) as (_process, name, log), terminal(lib, name) as wire:
        os.write(wire.write_fd, b"\r\nAT\x03garbage\0")
        hello, places = wire.ask(bytes((HELLO, 1, 0, 0)), 2)
        assert hello == struct.pack("<11B2H3BH", 0x81, 1, 0, 1, 4, 0, 255, 30, 204, 8, 64, 5000, 20000, 50, 50, 80, 77)
        assert places == bytes((0x84, 0, 0, 255, 0, 0, 255, 255, 255))
        _, _, received, sent = struct.unpack("<B3I", wire.ask(struct.pack("<BI", TIME, 5))[0])
        assert received <= sent
        t0 = sent + 100 * MS
        assert status(wire.ask(track(0, t0, voice(5) + hold(40, 51) + hold(40, 255) + b"\0"))[0])[1:3] == (OK, 1)
        wire.ask(bytes((WATCH, 1)))
        told = [struct.unpack("<BI4B", packet) for packet in wire.wait(3)]
        assert [packet[2:] for packet in told] == [(51, 0, 51, 0), (204, 0, 204, 0), (0, 0, 0, 0)]
        lines = logged(log)
        assert [line["levels"] for line in lines] == [[0.2, 0.0, 0.2, 0.0], [0.8, 0.0, 0.8, 0.0], [0.0] * 4]
        assert [line["t_us"] for line in lines] == [packet[1] for packet in told]
        assert all(line["t_us"] >= t0 + 40 * MS * n for n, line in enumerate(lines))
        assert status(wire.ask(bytes((PING,)))[0]).errors == 1


def test_host_ends_at_rest(lib, out, tmp_path):
    with (
        host(out, tmp_path, "--motors", "1", "--deadman", "60000") as (process, name, log),
        terminal(lib, name) as wire,
    ):
        wire.ask(bytes((HELLO, 1, 0, 0)), 2)
        wire.ask(bytes((WATCH, 1)))
        now = status(wire.ask(bytes((PING,)))[0]).now
        wire.ask(track(0, now, voice() + hold(4000, 255) * 3))
        while not logged(log):
            wire.ask(bytes((PING,)))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert [line["levels"] for line in logged(log)] == [[1.0], [0.0]]


def test_host_ends_with_its_parent(out, tmp_path):
    with host(out, tmp_path, "--parent-watch") as (process, _name, _log):
        process.stdin.write("not the end\n")
        process.stdin.flush()
        process.stdin.close()
        assert process.wait(20) == 0
        process.stdin = None


def test_host_on_pipes(lib, out):
    words = [out / "felt-host", "--stdio", "--motors", "8", "--kind", "vcm"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        wire = Wire(lib, process.stdout.fileno(), process.stdin.fileno())
        hello, places = wire.ask(bytes((HELLO, 1, 0, 0)), 2)
        assert hello[4:6] == bytes((8, 2))
        assert int.from_bytes(hello[11:13], "little") == DEADMAN_MS
        assert places[1:] == bytes(part for y in (0, 255) for x in (0, 85, 170, 255) for part in (x, y))
        assert json.loads(process.stderr.readline()) == {"port": "stdio"}
        process.stdin.close()
        assert process.wait(20) == 0


def test_host_says_what_it_takes(out):
    run = subprocess.run([out / "felt-host", "--help"], capture_output=True, text=True, check=True)
    assert "--parent-watch" in run.stdout


@pytest.mark.parametrize(
    "words",
    ["--motors 3", "--motors 0", "--motors", "--motors 4x", "--max-level 256", "--lowest -1", "--deadman 0",
     "--boot 0x10", "--kind LRA", "--log", "--wat 1"],
)  # fmt: skip
def test_host_is_strict(out, words):
    run = subprocess.run([out / "felt-host", *words.split()], capture_output=True, text=True, check=False, timeout=20)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("felt-host: ")
