"""The firmware on an emulated Cortex-M3: built with the cross compiler, booted, spoken to over its serial port.

Times are the device's own: what is asserted is exact, however slowly the emulator runs.
"""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import subprocess
import time
import tty
from dataclasses import dataclass
from pathlib import Path

import pytest

from firmware_bridge._frame import Deframer, frame
from firmware_bridge._wire import (
    Hello,
    HelloReply,
    Packet,
    Ping,
    Places,
    Status,
    StatusFlags,
    StatusReason,
    Stop,
    Time,
    TimeReply,
    Track,
    decode,
    encode,
)

FIRMWARE = Path(__file__).resolve().parents[2] / "firmware_bridge" / "firmware"
MISSING = [tool for tool in ("qemu-system-arm", "arm-none-eabi-gcc", "make") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING),
    reason=f"{', '.join(MISSING)} not found; apt install qemu-system-arm gcc-arm-none-eabi make runs these tests",
)

PATIENCE_S = 30.0
"""How long to wait for an emulator that says nothing before the test fails."""
BOOT_SEED = 0x2000FF00
"""Where mps2.ld puts ``boot_seed``."""
DEADMAN_MS = 2000
"""Longer than a board's, so that a busy machine does not end other tests."""
TOKEN = 0xC0FFEE


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("qemu")
    port = FIRMWARE / "ports" / "qemu"
    made = subprocess.run(
        ["make", "-s", "-C", str(port), f"OUT={out}", f"DEADMAN_MS={DEADMAN_MS}"],
        check=False, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    return out


@dataclass
class Device:
    """A booted image: its pty, the log of its outputs, and every packet that came."""

    process: subprocess.Popen[bytes]
    fd: int
    log: Path
    deframer: Deframer
    waiting: list[Packet]

    def send(self, packet: Packet) -> None:
        os.write(self.fd, frame(encode(packet)))

    def receive(self, patience_s: float = PATIENCE_S) -> Packet | None:
        """The next packet; None when none comes."""
        deadline = time.monotonic() + patience_s
        while not self.waiting:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                return None
            self.waiting += [decode(packet) for packet in self.deframer.feed(os.read(self.fd, 4096))]
        return self.waiting.pop(0)

    def ask(self, packet: Packet) -> Packet:
        self.send(packet)
        answer = self.receive()
        assert answer is not None, "no answer"
        return answer

    def greet(self, epoch: int = 1) -> HelloReply:
        """Say hello until the emulator has noticed that somebody listens, then leave nothing unread."""
        deadline = time.monotonic() + PATIENCE_S
        hello = None
        while hello is None and time.monotonic() < deadline:
            self.send(Hello(1, 0, epoch))
            hello = self.receive(0.3)
        assert isinstance(hello, HelloReply)
        assert isinstance(self.receive(), Places)
        self.send(Time(TOKEN))
        while (answer := self.receive()) is not None:
            if isinstance(answer, TimeReply) and answer.t1 == TOKEN:
                return hello
        pytest.fail("no answer")

    def now_us(self) -> int:
        answer = self.ask(Time(7))
        assert isinstance(answer, TimeReply)
        assert answer.t1 == 7
        return answer.sent

    def status(self) -> Status:
        answer = self.ask(Ping())
        assert isinstance(answer, Status)
        return answer

    def lines(self) -> list[tuple[int, list[float]]]:
        """What the outputs did until now: a ping first, since its answer leaves before what is logged after it."""
        self.status()
        self.status()
        whole = self.log.read_text().rpartition("\n")[0]
        return [(line["t_us"], line["levels"]) for line in map(json.loads, whole.splitlines())]

    def play_until_rest(self) -> list[tuple[int, list[float]]]:
        deadline = time.monotonic() + PATIENCE_S
        while self.status().flags & StatusFlags.BUSY and time.monotonic() < deadline:
            pass
        return self.lines()


def boot(out: Path, folder: Path, *more: str) -> Device:
    log = folder / "outputs.jsonl"
    process = subprocess.Popen(
        ["qemu-system-arm", "-M", "mps2-an385", "-nographic", "-monitor", "none", "-kernel", str(out / "felt-qemu.elf"),
         "-serial", "pty", "-serial", f"file:{log}", *more],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said = b""
    while (found := re.search(rb"redirected to (/dev/pts/\d+)", said)) is None:
        if not select.select([process.stdout], [], [], PATIENCE_S)[0]:
            break
        piece = os.read(process.stdout.fileno(), 4096)
        if not piece:
            break
        said += piece
    if found is None:
        process.kill()
        process.wait()
        process.stdout.close()
        pytest.fail(f"qemu did not start: {said!r}")
    fd = os.open(found[1].decode(), os.O_RDWR | os.O_NOCTTY)
    tty.setraw(fd)
    return Device(process, fd, log, Deframer(), [])


def end(device: Device) -> None:
    os.close(device.fd)
    device.process.kill()
    device.process.wait(PATIENCE_S)
    assert device.process.stdout is not None
    device.process.stdout.close()


@pytest.fixture
def device(built, tmp_path):
    booted = boot(built, tmp_path)
    try:
        yield booted
    finally:
        end(booted)


def segment(kind: int, ms: int, level: int) -> bytes:
    number = ms * 4 + kind
    return bytes((number & 127 | 128, number >> 7, level) if number > 127 else (number, level))


def voice(motors: int, *segments: bytes) -> bytes:
    return bytes((0, motors, 255)) + b"".join(segments) + b"\0"


HOLD, RAMP = 1, 0


def test_it_says_what_it_is(device) -> None:
    hello = device.greet()
    assert (hello.major, hello.minor, hello.motors, hello.kind, hello.max_level) == (1, 0, 4, 1, 255)
    assert hello.deadman_ms == DEADMAN_MS
    first = device.now_us()
    assert first < device.now_us()
    assert device.lines()[0][1] == [0.0] * 4


def test_a_track_plays_at_its_time(device) -> None:
    device.greet()
    t0 = device.now_us() + 500_000
    track = voice(0b0101, segment(HOLD, 20, 200), segment(RAMP, 40, 0))
    answer = device.ask(Track(0, 1, t0, track))
    assert (answer.reason, answer.seq, answer.epoch) == (StatusReason.OK, 1, 1)
    lines = device.play_until_rest()[1:]

    def level(t_us: int) -> int:
        u = t_us - t0
        if not 0 <= u < 60_000:
            return 0
        x = 200 * 128 if u < 20_000 else 200 * 128 - (200 * 128 * ((u - 20_000) >> 6)) // ((40 * 1000) >> 6)
        return (x * 255 + 16320) // 32640

    assert lines[0][0] >= t0
    assert max(levels[0] for _, levels in lines) == pytest.approx(200 / 255, abs=6e-5)
    for t_us, levels in lines:
        part = round(level(t_us) / 255, 4)
        assert levels == pytest.approx([part, 0, part, 0], abs=1.1e-4), f"at {t_us - t0} us"
    assert lines[-1][1] == [0.0] * 4


def test_stop_rests_at_once_and_older_epochs_stay_out(device) -> None:
    device.greet()
    device.ask(Track(0, 1, device.now_us(), voice(0b1111, segment(HOLD, 3000, 255))))
    assert device.lines()[-1][1] == [1.0] * 4
    stopped = device.ask(Stop(2))
    assert (stopped.reason, stopped.epoch, stopped.flags & StatusFlags.BUSY) == (StatusReason.OK, 2, 0)
    last = device.lines()[-1]
    assert last[1] == [0.0] * 4
    assert last[0] == stopped.now
    assert device.ask(Track(0, 1, device.now_us(), voice(1, segment(HOLD, 100, 255)))).reason == StatusReason.STALE
    assert device.lines()[-1] == last


def test_a_silent_host_is_no_host(device) -> None:
    device.greet()
    answer = device.ask(Track(0, 1, device.now_us(), voice(0b0010, segment(HOLD, 4000, 255))))
    alone = device.receive()
    assert isinstance(alone, Status)
    assert alone.reason == StatusReason.DEADMAN
    assert alone.flags & StatusFlags.HALTED
    t_us, levels = device.lines()[-1]
    assert levels == [0.0] * 4
    assert (DEADMAN_MS - 2) * 1000 <= t_us - answer.now < 4_000_000
    assert device.ask(Track(1, 1, device.now_us(), voice(1))).reason == StatusReason.HALTED
    assert device.ask(Stop(9)).flags & StatusFlags.HALTED == 0


def test_broken_frames_are_counted_and_the_next_is_read(device) -> None:
    device.greet()
    before = device.status().errors
    os.write(device.fd, b"\x05ABCDE\0" + b"x" * 60 + b"\0\0\0")
    assert device.status().errors == before + 2


def test_a_new_start_is_another_boot(built, tmp_path) -> None:
    boots = []
    for seed in (0, 0x4321):
        folder = tmp_path / str(seed)
        folder.mkdir()
        device = boot(built, folder, "-device", f"loader,addr={BOOT_SEED:#x},data={seed:#x},data-len=4")
        try:
            boots.append(device.greet().boot)
        finally:
            end(device)
    assert boots == [1, 0x4322]


def test_the_core_is_small(built) -> None:
    sizes = subprocess.run(
        ["arm-none-eabi-size", "felt.o", "felt_track.o", "felt_frame.o"],
        check=True,
        capture_output=True,
        text=True,
        cwd=built,
    ).stdout.splitlines()[1:]
    text, data, bss = (sum(int(line.split()[column]) for line in sizes) for column in range(3))
    assert text < 4096
    assert data == bss == 0
    symbols = subprocess.run(
        ["arm-none-eabi-nm", "-S", "main.o"], check=True, capture_output=True, text=True, cwd=built
    ).stdout
    state = {name: int(size, 16) for size, name in re.findall(r"^\w+ (\w+) [bB] (core|reader)$", symbols, re.MULTILINE)}
    assert set(state) == {"core", "reader"}
    assert sum(state.values()) < 1024
