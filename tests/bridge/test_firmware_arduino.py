"""The Arduino sketch, compiled with stand-ins for the three cores and run on a virtual clock. No board is involved:
this shows that the sketch is C++, that it feeds the core, and in which order it touches pins, bus and radio.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from firmware_bridge._ble_ids import FELT, NORDIC_UART, Profile
from firmware_bridge._frame import Deframer, frame
from firmware_bridge._model_config import DEADMAN_MS
from firmware_bridge._wire import Hello, HelloReply, Packet, Places, Status, StatusReason, Stop, Track, decode, encode

FIRMWARE = Path(__file__).resolve().parents[2] / "firmware_bridge" / "firmware"
STUBS = Path(__file__).parent / "arduino_stubs"
SKETCH = FIRMWARE / "ports" / "arduino" / "felt"
MISSING = [tool for tool in ("gcc", "g++") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"{', '.join(MISSING)} not found; apt install g++ runs these tests"
)

PINS = {"ESP32": (25, 26, 27, 33), "NRF52": (5, 6, 9, 10), "RP2040": (10, 11, 12, 13)}
ENABLE = {"ESP32": 32, "NRF52": 11, "RP2040": 15}
FULL_DUTY = 153
HELLO = Hello(1, 0, 1)
HOLD_100_MS = bytes((0, 0b1111, 255, 0x91, 0x03, 255, 0))
HOLD_4_S = bytes((0, 0b1111, 255, 0x81, 0x7D, 255, 0))


@dataclass(frozen=True)
class Build:
    board: str
    defines: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join((self.board, *(define.removeprefix("BOARD_") for define in self.defines))).lower()


PWM = [Build("ESP32"), Build("NRF52"), Build("RP2040")]
LRA = ("BOARD_DRIVE=DRIVE_DRV2605", "BOARD_KIND=KIND_LRA")
DRV = [Build("ESP32", LRA), Build("NRF52", LRA), Build("RP2040", LRA)]
ALONE = Build("ESP32", ("BOARD_DRIVE=DRIVE_DRV2605", "BOARD_MOTORS=1", "BOARD_BLE=0"))
NORDIC = Build("NRF52", ("BOARD_BLE_NORDIC_UART=1",))


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Compiles a build once and runs it with commands; gives the lines that it printed."""
    out = tmp_path_factory.mktemp("sketch")
    strict = ["-Wall", "-Wextra", "-Werror", f"-I{FIRMWARE / 'core'}"]
    objects = [str(out / f"{name}.o") for name in ("felt", "felt_track", "felt_frame")]

    def compiled(*command: str) -> None:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=100)
        assert done.returncode == 0, done.stderr

    def runner(build: Build, *commands: str) -> list[str]:
        for target in objects:
            if not Path(target).exists():
                compiled(
                    "gcc", "-std=c99", *strict, "-c", str(FIRMWARE / "core" / f"{Path(target).stem}.c"), "-o", target
                )
        program = out / str(build).replace("=", "_")
        if not program.exists():
            defines = [f"-DARDUINO_ARCH_{build.board}", *(f"-D{define}" for define in build.defines)]
            compiled("g++", "-std=gnu++17", *strict, f"-I{STUBS}", f"-I{SKETCH}", *defines,
                     str(STUBS / "harness.cpp"), *objects, "-o", str(program))  # fmt: skip
        done = subprocess.run(
            [program], input="\n".join(commands), check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout.splitlines()

    return runner


def serial(packet: Packet) -> str:
    return f"serial {frame(encode(packet)).hex()}"


def ble(packet: Packet) -> str:
    return f"ble {encode(packet).hex()}"


def answers(lines: list[str], link: str = "serial") -> list[Packet]:
    sent = [bytes.fromhex(line.split()[1]) for line in lines if re.match(rf"{link} [0-9a-f]+$", line)]
    if link == "ble":
        return [decode(packet) for packet in sent]
    return [decode(packet) for packet in Deframer().feed(b"".join(sent))]


def levels(lines: list[str], build: Build) -> list[list[int]]:
    """What was written for each motor, in its order: duties, or values of register 2 behind the multiplexer."""
    if build.defines[:1] != LRA[:1]:
        return [[int(line.split()[2]) for line in lines if line.startswith(f"pwm {pin} ")] for pin in PINS[build.board]]
    written: list[list[int]] = [[] for _ in range(4)]
    channel = 0
    for line in lines:
        if found := re.match(r"i2c 70 (\w+)$", line):
            channel = (0x01, 0x02, 0x04, 0x08).index(int(found[1], 16))
        if found := re.match(r"i2c 5a 02(\w\w)$", line):
            written[channel].append(int(found[1], 16))
    return written


@pytest.mark.parametrize("build", PWM + DRV, ids=str)
def test_outputs_are_off_before_anything_else(run, build) -> None:
    lines = run(build)
    pins = PINS[build.board] if build in PWM else (ENABLE[build.board],)
    assert lines[: 2 * len(pins)] == [line for pin in pins for line in (f"mode {pin} 1", f"pin {pin} 0")]
    assert all(set(written) <= {0} for written in levels(lines, build))
    assert lines.index("setup done") > next(k for k, line in enumerate(lines) if line.startswith("watchdog"))


@pytest.mark.parametrize("build", PWM + DRV, ids=str)
def test_a_track_reaches_the_motors_and_ends(run, build) -> None:
    lines = run(build, serial(HELLO), "run 1000", serial(Track(0, 1, 50_000, HOLD_100_MS)), "run 300000")
    hello, places, status = answers(lines)
    assert isinstance(hello, HelloReply)
    assert (hello.motors, hello.kind, hello.deadman_ms) == (4, int(build in DRV), DEADMAN_MS)
    assert (hello.boot != 0) == (build.board != "NRF52")
    assert places == Places(((0, 0), (255, 0), (0, 255), (255, 255)))
    assert isinstance(status, Status)
    assert status.reason == StatusReason.OK
    full = 127 if build in DRV else FULL_DUTY
    assert levels(lines, build) == [[0, full, 0]] * 4


@pytest.mark.parametrize("build", [PWM[0], DRV[1], DRV[2]], ids=str)
def test_stop_and_silence_bring_rest(run, build) -> None:
    begin = (serial(HELLO), "run 1000", serial(Track(0, 1, 1000, HOLD_4_S)), "run 100000")
    stopped = run(build, *begin, serial(Stop(2)), "run 3000")
    assert [written[-1] for written in levels(stopped, build)] == [0] * 4
    assert [written[-1] for written in levels(run(build, *begin), build)] != [0] * 4
    silent = run(build, *begin, "run 450000")
    assert [written[-1] for written in levels(silent, build)] == [0] * 4
    assert answers(silent)[-1].reason == StatusReason.DEADMAN


@pytest.mark.parametrize(("build", "profile"), [(PWM[0], FELT), (PWM[1], FELT), (NORDIC, NORDIC_UART)], ids=str)
def test_ble_carries_packets_and_answers_where_it_was_asked(run, build, profile: Profile) -> None:
    lines = run(build, ble(HELLO), "run 1000", "ble " + "10" * 21, "run 1000", serial(HELLO), "run 1000")
    assert f"service {profile.service}" in lines
    assert [f"characteristic {uuid}" for uuid in (profile.write, profile.notify)] == [
        line for line in lines if line.startswith("characteristic")
    ]
    over_ble, over_serial = answers(lines, "ble"), answers(lines)
    assert [packet.name for packet in over_ble] == ["hello_r", "places", "status"]
    assert over_ble[2].reason == StatusReason.BAD
    assert [packet.name for packet in over_serial] == ["hello_r", "places"]


def test_answers_that_find_no_room_are_dropped_whole(run) -> None:
    lines = run(PWM[2], "room 23", serial(HELLO), "run 1000")
    assert [packet.name for packet in answers(lines)] == ["places"]


def test_a_bus_that_fails_cuts_the_motors_off(run) -> None:
    play = (serial(HELLO), "run 1000", serial(Track(0, 1, 1000, HOLD_4_S)), "run 10000")
    lines = run(DRV[1], *play, "broken 1", serial(Stop(2)), "run 1000")
    broken = lines[lines.index("restart") - 1]
    assert broken == f"pin {ENABLE['NRF52']} 0"
    assert "restart" not in run(DRV[1], *play, serial(Stop(2)), "run 1000")


def test_one_driver_needs_no_multiplexer(run) -> None:
    lines = run(
        ALONE, serial(HELLO), "run 1000", serial(Track(0, 1, 1000, bytes((0, 1, 255, 81, 255, 0)))), "run 50000"
    )
    assert not [line for line in lines if line.startswith(("i2c 70", "service"))]
    assert [line for line in lines if line.startswith("i2c 5a 02")] == ["i2c 5a 0200", "i2c 5a 027f", "i2c 5a 0200"]
