"""The firmware's core, compiled for this computer: the session, the queue, stops, limits and time."""

from __future__ import annotations

import ctypes
import json
import shutil
import struct
from pathlib import Path

import pytest

from tests.bridge.felt_core import (
    BAD,
    BLOCKED,
    BUSY,
    DEADMAN,
    FAR,
    FAULT,
    FULL,
    GAP,
    HALT,
    HALTED,
    HELLO,
    LIMIT,
    MS,
    NO_SESSION,
    OK,
    PING,
    SESSION,
    STALE,
    STOP,
    TIME,
    WATCH,
    Config,
    Device,
    hold,
    more,
    status,
    track,
    voice,
)

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())

pytestmark = pytest.mark.skipif(
    not (shutil.which("cc") and shutil.which("make")), reason="needs a C compiler and make (Debian: build-essential)"
)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_golden(lib, case):
    config = case["config"]
    assert (config.pop("tracks", 8), config.pop("segments", 64)) == (8, 64)
    device = Device(lib, case["start_us"], greet=False, boot=case["boot"], **config)
    for t_us, packet, answers, levels, carriers in case["steps"]:
        said = device.tick(t_us) if packet is None else device.at(t_us).receive(bytes.fromhex(packet))
        assert [data.hex() for data in said] == answers
        assert (device.levels, device.carriers) == (levels, carriers)


def test_session(lib):
    device = Device(lib, greet=False, lowest=9, max_level=200, rise_ms=50, stop_ms=80, places=((1, 2), (3, 4), (5, 6)))
    assert device.ask(track(0, 0, b"")).reason == NO_SESSION
    assert device.ask(bytes((PING,))).flags == 0
    hello, places = device.receive(bytes((HELLO, 1, 9, 3)))
    assert hello == struct.pack("<11B2H3BH", 0x81, 1, 0, 1, 3, 1, 255, 9, 200, 8, 64, 500, 20000, 50, 50, 80, 7)
    assert places == bytes((0x84, 1, 2, 3, 4, 5, 6))
    assert device.ask(bytes((PING,)))[2:5] == (0, 3, SESSION)
    assert device.receive(bytes((HELLO, 2, 0, 4))) == [hello, places]
    assert device.ask(more(0, b"x", 4)).reason == NO_SESSION


def test_time(lib):
    device = Device(lib, now=5)
    assert device.at(77).receive(struct.pack("<BI", TIME, 0xA1B2C3D4)) == [
        struct.pack("<B3I", 0x82, 0xA1B2C3D4, 77, 77)
    ]


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\x04",
        b"\x81",
        b"\x03\x00",
        bytes(21),
        b"\x10" + bytes(5),
        b"\x11" + bytes(2),
        b"\x12",
        b"\x02" + bytes(5),
    ],
)
def test_unknown_packets_are_errors_and_no_sign_of_life(lib, packet):
    device = Device(lib)
    device.receive(track(0, 900 * MS, b""))
    answer = device.at(497 * MS).ask(packet)
    assert (answer.reason, answer.errors) == (BAD, 1)
    device.lib.shim_frame_error(device.handle)
    answer = status(device.tick(498 * MS)[0])
    assert (answer.reason, answer.errors) == (DEADMAN, 2)


def test_sequence(lib):
    device = Device(lib)
    first = track(0, 9 * MS, voice() + hold(5, 80))
    assert device.ask(first)[1:3] == (OK, 1)
    assert device.ask(first)[1:3] == (OK, 1)  # a repeat
    assert device.ask(track(2, 9 * MS, b""))[1:3] == (GAP, 1)
    assert device.ask(more(129, b"x"))[1:3] == (OK, 1)  # one of the 128 before
    assert device.ask(more(128, b"x"))[1:3] == (GAP, 1)
    assert device.ask(track(1, 9 * MS, b"", epoch=1))[1:3] == (STALE, 1)
    assert device.ask(more(1, b"\0"))[1:3] == (OK, 2)
    assert device.ask(more(2, b"after the end"))[1:3] == (OK, 3)


@pytest.mark.parametrize(
    ("ahead", "reason"), [(10_000_000, OK), (10_000_001, FAR), (-20_000_000, OK), (-20_000_001, FAR)]
)
def test_far(lib, ahead, reason):
    assert Device(lib, now=50).ask(track(0, 50 + ahead, voice())).reason == reason


def test_full(lib):
    device = Device(lib)
    assert [device.ask(track(n, 9 * MS, voice())).reason for n in range(9)] == [OK] * 8 + [FULL]
    device = Device(lib)
    device.receive(track(0, 9 * MS, voice() + hold(1, 1) * 5))
    for n in range(1, 8):
        assert device.ask(more(n, hold(1, 1) * 8)).reason == OK
    left = device.ask(more(8, hold(1, 1)))
    assert (left.reason, left.segments) == (OK, 2)
    assert device.ask(more(9, hold(1, 1) * 2 + b"\0"))[1:3] == (FULL, 9)
    assert device.ask(more(9, hold(1, 1) * 2))[6] == 0
    assert device.ask(more(10, b"\0"))[1:3] == (FULL, 10)


def test_stop_and_epochs(lib):
    device = Device(lib, max_level=255)
    device.receive(track(0, 0, voice(3) + hold(1000, 99)))
    assert device.levels == [99, 99]
    assert device.ask(bytes((STOP, 0))).flags == BUSY | SESSION
    assert device.levels == [99, 99]
    answer = device.ask(bytes((STOP, 1)))
    assert (answer.reason, answer.seq, answer.epoch, answer.flags, answer.segments) == (OK, 0, 1, SESSION, 64)
    assert device.levels == [0, 0]
    assert device.ask(track(0, 0, voice() + hold(1000, 99))).reason == STALE
    for epoch in range(249, 257):  # eight that were overtaken
        assert device.ask(bytes((STOP, epoch % 256))).epoch == 1
    assert device.ask(bytes((STOP, 248))).epoch == 248


def test_a_stop_is_put_out_before_it_is_answered(lib):
    order = []
    out = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint8, ctypes.c_uint8)(
        lambda _, motor, level, carrier: order.append(("out", motor, level))
    )
    send = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint8), ctypes.c_uint8)(
        lambda _, packet, length: order.append(("send", packet[0]))
    )

    class Hal(ctypes.Structure):
        _fields_ = [("out", type(out)), ("send", type(send)), ("context", ctypes.c_void_p)]

    core, hal = ctypes.create_string_buffer(4096), Hal(out, send, None)
    config = Config(motors=1, max_level=255, deadman_ms=500, longest_on_ms=9000)
    lib.felt_init(core, ctypes.byref(config), ctypes.byref(hal), 0, 0)
    for packet in (bytes((HELLO, 1, 0, 0)), track(0, 0, voice() + hold(100, 9)), bytes((STOP, 1))):
        lib.felt_receive(core, packet, len(packet), 0)
    assert order[-4:] == [("send", 0x83), ("out", 0, 9), ("out", 0, 0), ("send", 0x83)]


def test_deadman_and_halt(lib):
    device = Device(lib, deadman_ms=100)
    device.receive(track(0, 0, voice() + hold(1000, 99)))
    device.at(60 * MS).receive(bytes((PING,)))
    assert device.tick(157_999) == []
    answer = status(device.tick(158_000)[0])
    assert (answer.reason, answer.flags, device.levels) == (DEADMAN, HALT | SESSION, [0, 0])
    assert device.tick(400_000) == []
    assert device.ask(track(1, 400_000, voice())).reason == HALTED
    assert device.ask(bytes((STOP, 0))).flags == HALT | SESSION
    assert device.ask(bytes((STOP, 1))).flags == SESSION
    assert device.ask(track(0, 400_000, voice() + hold(1000, 99), 1)).reason == OK
    assert device.levels[0] == 99
    device.tick(500_000)
    assert device.ask(bytes((PING,))).flags == HALT | SESSION
    device.receive(bytes((HELLO, 1, 0, 5)))
    assert device.ask(bytes((PING,))).flags == SESSION


def test_nothing_queued_needs_no_sign_of_life(lib):
    device = Device(lib, deadman_ms=100)
    assert device.tick(10_000_000) == []


def test_limit_never_rises(lib):
    device = Device(lib, max_level=200)
    device.receive(track(0, 0, voice() + hold(400, 255)))
    assert device.levels[0] == 200
    device.receive(bytes((LIMIT, 90)))
    assert device.levels[0] == 90
    device.receive(bytes((LIMIT, 201)))
    assert device.levels[0] == 90
    assert device.receive(bytes((HELLO, 1, 0, 0)))[0][8] == 90


def feed(device, seq, from_ms, to_ms, level, motors=1):
    """Hold a level for long, with a sign of life every 400 ms. Returns what came unasked for, and when (ms)."""
    device.receive(track(seq, from_ms * MS, voice(motors)))
    device.receive(more(seq + 1, hold(4000, level) * 5))
    told = []
    for ms in range(from_ms, to_ms, 4):
        told += [(ms, status(packet).reason) for packet in device.tick(ms * MS)]
        if ms % 400 == 0:
            device.receive(bytes((PING,)))
    return told


def test_heat(lib):
    # 255 less 127 lost is 128 a ms: 5,100,000 after 39,844 ms; half of it is lost again in 20,079 ms.
    device = Device(lib, longest_on_ms=65535)
    assert feed(device, 0, 0, 19_000, 255) == []
    assert feed(device, 2, 19_000, 38_000, 255) == []
    assert feed(device, 4, 38_000, 45_000, 255) == [(39_844, FAULT)]
    assert device.levels[0] == 0
    assert device.ask(bytes((PING,))).flags & BLOCKED
    assert feed(device, 6, 45_000, 59_922, 200) == []
    assert device.level_at(59_922 * MS) == 0
    device.tick(59_923 * MS)
    assert device.levels[0] == 200
    assert not device.ask(bytes((PING,))).flags & BLOCKED


def test_longest_on(lib):
    device = Device(lib, longest_on_ms=300)
    device.receive(track(0, 0, voice(1) + hold(350, 50) + hold(10, 0) + hold(100, 40) + b"\0"))
    device.receive(track(1, 100 * MS, voice(2) + hold(350, 60) + b"\0"))
    told = [(ms, status(packet).reason) for ms in range(300) for packet in device.tick(ms * MS)]
    assert (told, device.levels) == ([], [50, 60])
    answer = status(device.tick(300 * MS)[0])
    assert (answer.reason, bool(answer.flags & BLOCKED), device.levels) == (FAULT, True, [0, 60])
    device.receive(bytes((PING,)))
    assert device.level_at(349 * MS) == 0
    device.tick(355 * MS)
    assert not device.ask(bytes((PING,))).flags & BLOCKED
    assert device.level_at(360 * MS) == 40


def test_watch(lib):
    device = Device(lib)
    assert device.ask(bytes((WATCH, 10))).reason == OK
    device.receive(track(0, 5 * MS, voice(2) + hold(1, 8) + hold(3, 9) + b"\0"))
    said = [packet for us in range(0, 40 * MS, MS) for packet in device.tick(us)]
    assert said == [struct.pack("<BI2B", 0x85, 5 * MS, 0, 8), struct.pack("<BI2B", 0x85, 15 * MS, 0, 0)]
    device.receive(bytes((HELLO, 1, 0, 1)))
    device.receive(track(0, 50 * MS, voice(2) + hold(9, 8), 1))
    assert [packet for us in range(40 * MS, 70 * MS, MS) for packet in device.tick(us)] == []


def test_the_clock_wraps(lib):
    start = 2**32 - 10 * MS
    device = Device(lib, now=start)
    device.receive(track(0, start + 5 * MS, voice() + hold(10, 70) + hold(10, 71) + b"\0"))
    seen = [device.level_at(start + ms * MS) for ms in (4, 5, 9, 10, 14, 15, 24, 25)]
    assert seen == [0, 70, 70, 70, 70, 71, 71, 0]
    assert device.ask(bytes((PING,)))[5:7] == (8, 64)


def test_a_track_without_an_end_never_plays_again_when_the_clock_comes_round(lib):
    device = Device(lib, deadman_ms=65535)
    device.receive(track(0, 0, voice() + hold(4000, 99)))
    heard = set()
    for second in range(4, 4400):
        device.at(second * 1_000_000).receive(bytes((PING,)))
        heard.add(device.levels[0])
    assert heard == {0}


def test_outputs_only_on_change(lib):
    device = Device(lib)
    device.receive(track(0, 0, voice() + hold(20, 5) + hold(20, 5) + hold(5, 6) + b"\0"))
    for us in range(0, 60 * MS, 250):
        device.tick(us)
    assert device.outs == [(0, 5, 0), (0, 6, 0), (0, 0, 0)]


@pytest.mark.parametrize("start", [0, 123_456, 2**32 - 7_300])
@pytest.mark.parametrize("phase", [0, 1, 500, 999])
def test_ticks_meet_the_corners_of_what_is_queued(lib, start, phase):
    device = Device(lib, now=start)
    assert device.wait_us() == MS
    t0 = 4 * MS + phase
    device.receive(track(0, start + t0, voice() + hold(3, 70) + hold(2, 71) + b"\0"))
    us, changes = 0, []
    while us < 20 * MS:
        wait = device.wait_us()
        assert 1 <= wait <= MS
        us += wait
        before = device.levels[0]
        if device.level_at(start + us) != before:
            changes.append((us, device.levels[0]))
    assert changes == [(t0, 70), (t0 + 3 * MS, 71), (t0 + 5 * MS, 0)]


def test_ticks_meet_the_corners_of_every_track(lib):
    """The clock that tracks are stamped by is put right while they play: each has its own place within a millisecond."""
    device = Device(lib)
    starts = {0: 4 * MS + 20, 1: 4 * MS + 500, 2: 5 * MS}
    for seq, t0 in starts.items():
        device.receive(track(seq, t0, voice(gain=85 * (seq + 1)) + hold(6, 255) + b"\0"))
    us, rises = 0, []
    while us < 20 * MS:
        us += device.wait_us()
        before = device.levels[0]
        if device.level_at(us) > before:
            rises.append(us)
    assert rises == list(starts.values())


def test_it_is_small(lib):
    assert lib.shim_state_bytes() < 1024
