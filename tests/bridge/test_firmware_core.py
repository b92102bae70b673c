"""The firmware's core, compiled for this computer: framing, every section of the contract, the host port as a process."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import shutil
import signal
import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

FIRMWARE = Path(__file__).parents[2] / "firmware_bridge" / "firmware"
GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())
HELLO, TIME, PING, TRACK, MORE, STOP, LIMIT, WATCH = 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x13, 0x14
OK, GAP, STALE, FULL, BAD, FAR, HALTED, NO_SESSION, DEADMAN, FAULT = range(10)
BUSY, HALT, BLOCKED, SESSION = 1, 2, 4, 8
MS = 1000

pytestmark = pytest.mark.skipif(
    not (shutil.which("cc") and shutil.which("make")), reason="needs a C compiler and make (Debian: build-essential)"
)


class Status(NamedTuple):
    type: int
    reason: int
    seq: int
    epoch: int
    flags: int
    tracks: int
    segments: int
    now: int
    late: int
    errors: int
    underruns: int
    boot: int


class Config(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_uint8) for name in "motors kind steps lowest max_level duty rise_ms stop_ms".split()),
        *((name, ctypes.c_uint16) for name in ("deadman_ms", "longest_on_ms")),
        *((name, ctypes.c_uint8 * 8) for name in "xy"),
    ]


def hold(ms, level):
    return number(ms, 1) + bytes((level,))


def number(ms, kind):
    whole = ms * 4 + kind
    return bytes((whole,)) if whole < 128 else bytes((whole & 127 | 128, whole >> 7))


def track(seq, t0_us, data, epoch=0):
    return struct.pack("<BBBI", TRACK, seq, epoch, t0_us & 0xFFFF_FFFF) + data


def more(seq, data, epoch=0):
    return bytes((MORE, seq, epoch)) + data


def voice(motors=1, gain=255):
    return bytes((0, motors, gain))


class Device:
    """One core behind the shim: what it sent is returned, what it put out is kept in `levels` and `outs`."""

    def __init__(self, lib, now=0, greet=True, places=((0, 0), (255, 0)), boot=7, **config):
        of = {"motors": len(places), "kind": 1, "steps": 255, "max_level": 255, "duty": 50}
        raw = Config(**{**of, "deadman_ms": 500, "longest_on_ms": 20000, **config})
        for motor, (x, y) in enumerate(places):
            raw.x[motor], raw.y[motor] = x, y
        self.lib, self.now = lib, now
        self.levels, self.carriers, self.outs = [0] * len(places), [0] * len(places), []
        self.handle = lib.shim_create(ctypes.byref(raw), boot, now)
        if greet:
            self.receive(bytes((HELLO, 1, 0, 0)))

    def __del__(self):
        self.lib.shim_destroy(self.handle)

    def at(self, now):
        self.now = now & 0xFFFF_FFFF
        return self

    def receive(self, packet):
        self.lib.shim_receive(self.handle, packet, len(packet), self.now)
        return self.drain()

    def tick(self, now=None):
        self.at(self.now if now is None else now)
        self.lib.shim_tick(self.handle, self.now)
        return self.drain()

    def drain(self):
        room = ctypes.create_string_buffer(4096)
        count = self.lib.shim_drain_outs(self.handle, room)
        outs = room.raw[:count]
        for motor, level, carrier in zip(outs[::3], outs[1::3], outs[2::3], strict=True):
            self.outs.append((motor, level, carrier))
            self.levels[motor], self.carriers[motor] = level, carrier
        count = self.lib.shim_drain_sent(self.handle, room)
        sent = room.raw[:count]
        assert self.lib.shim_lost(self.handle) == 0
        packets = []
        while sent:
            packets.append(sent[1 : 1 + sent[0]])
            sent = sent[1 + sent[0] :]
        return packets

    def ask(self, packet):
        """Send a packet that is answered with one status."""
        return status(self.receive(packet)[0])

    def level_at(self, now):
        self.tick(now)
        return self.levels[0]


def status(packet):
    assert len(packet) == 19
    return Status(*struct.unpack("<7BI4H", packet))


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    out = tmp_path_factory.mktemp("firmware")
    subprocess.run(["make", "-s", "-C", FIRMWARE, "lib", "host", f"OUT={out}"], check=True, timeout=110)
    return out


@pytest.fixture(scope="session")
def lib(out):
    lib = ctypes.CDLL(str(out / "libfelt.so"))
    lib.shim_create.restype = ctypes.c_void_p
    lib.shim_create.argtypes = [ctypes.c_void_p, ctypes.c_uint16, ctypes.c_uint32]
    for name in ("destroy", "frame_error", "lost"):
        getattr(lib, f"shim_{name}").argtypes = [ctypes.c_void_p]
    lib.shim_receive.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint8, ctypes.c_uint32]
    lib.shim_tick.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    for name in ("sent", "outs"):
        getattr(lib, f"shim_drain_{name}").argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return lib


# ---- frames ----


class Reader:
    def __init__(self, lib):
        self.lib, self.state, self.packet = lib, (ctypes.c_uint8 * 70)(), (ctypes.c_uint8 * 64)()

    def feed(self, data):
        """Packets as bytes, broken frames as None."""
        found = []
        for byte in data:
            length = self.lib.felt_read(self.state, byte, self.packet)
            if length:
                found.append(bytes(self.packet[:length]) if length > 0 else None)
        return found


def framed(lib, packet):
    room = (ctypes.c_uint8 * 68)()
    return bytes(room[: lib.felt_write(room, packet, len(packet))])


@pytest.mark.parametrize(("packet", "frame"), GOLDEN["frames"])
def test_golden_frames(lib, packet, frame):
    assert framed(lib, bytes.fromhex(packet)).hex() == frame
    assert Reader(lib).feed(bytes.fromhex(frame)) == [bytes.fromhex(packet)]


def test_broken_frames(lib):
    good = framed(lib, b"\x03")
    reader = Reader(lib)
    assert reader.feed(b"\0\0" + good + b"\0") == [b"\x03"]
    assert reader.feed(b"AT+GCAP\r\n\0" + good) == [None, b"\x03"]
    assert reader.feed(bytes(range(1, 256)) * 3 + b"\0" + good) == [None, b"\x03"]
    assert reader.feed(framed(lib, bytes(64))) == [bytes(64)]
    assert reader.feed(framed(lib, bytes(64))[:-1] + b"\x01\x00" + good) == [None, b"\x03"]
    assert reader.feed(b"\x03\xff\xff\0") == [None]  # the correct frame of no bytes at all
    for bit in range(8 * (len(good) - 1)):
        torn = bytearray(good)
        torn[bit // 8] ^= 1 << bit % 8
        assert b"\x03" not in reader.feed(bytes(torn))
        reader.feed(b"\0")


def test_no_frame_for_wrong_lengths(lib):
    assert framed(lib, b"") == b"" == framed(lib, bytes(65))


# ---- the contract ----


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
    answer = device.at(499 * MS).ask(packet)
    assert (answer.reason, answer.errors) == (BAD, 1)
    device.lib.shim_frame_error(device.handle)
    answer = status(device.tick(500 * MS)[0])
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


def test_late_and_underrun(lib):
    device = Device(lib, now=100 * MS)
    assert device.ask(track(0, 100 * MS, voice() + hold(5, 10))).late == 0
    answer = device.ask(track(1, 98 * MS, b"\0"))
    assert answer.late == 0
    device.at(103 * MS)
    answer = device.ask(more(2, b"\x01\xff" + hold(10, 90)))
    assert (answer.late, device.levels[0]) == (1, 90)  # 98 + 10 ms: what is left of it
    assert device.level_at(107_999) == 90
    assert device.level_at(108_000) == 0
    answer = device.ask(bytes((PING,)))
    assert (answer.underruns, answer.tracks) == (2, 7)
    device.receive(more(3, hold(20, 70) + b"\0"))
    assert device.levels[0] == 70
    device.tick(128_000)
    answer = device.ask(bytes((PING,)))
    assert (answer.underruns, answer.tracks, answer.flags) == (2, 8, SESSION)


@pytest.mark.parametrize(
    ("data", "tracks"),
    [
        (b"\x20", 8), (b"\x10", 8), (b"\x04\x00\x09", 8), (b"\x00\x00", 8), (b"\x00\x04\xff", 8),
        (voice() + number(0, 2), 7), (voice() + number(0, 3), 7), (voice() + b"\x81\x81", 7),
    ],
)  # fmt: skip
def test_tracks_that_cannot_be_understood(lib, data, tracks):
    device = Device(lib)
    assert device.ask(track(0, 9 * MS, data))[1:3] == (BAD, 1)
    assert device.ask(more(1, hold(5, 99))).tracks == tracks
    assert device.level_at(10 * MS) == 0


def test_a_bad_track_plays_as_far_as_it_was_understood(lib):
    device = Device(lib)
    assert device.ask(track(0, 0, voice() + hold(10, 50) + number(0, 2) + b"\x99")).reason == BAD
    assert (device.levels[0], device.level_at(9_999), device.level_at(10_000)) == (50, 50, 0)
    assert device.ask(bytes((PING,))).underruns == 0


def test_tracks_cut_anywhere_play_the_same(lib):
    data = bytes((0x1F, 3, 85, 75, 100, 16, 0, 1, 255, 2, 200, 3, 0, 1, 128, 5, 0, 2, 255, 9, 0))
    data += number(8, 0) + b"\xff" + number(9, 2) + b"\x20" + number(25, 3) + b"\xe0" + number(3, 1) + b"\x50\0"

    def play(cuts):
        device = Device(lib)
        device.receive(track(0, 5 * MS, data[: cuts[0]]))
        for seq, (begin, end) in enumerate(zip(cuts, (*cuts[1:], len(data)), strict=True), 1):
            assert device.ask(more(seq, data[begin:end])).reason == OK
        return [(device.tick(us), list(device.levels), list(device.carriers))[1:] for us in range(0, 70 * MS, 501)]

    whole = play((13,))
    assert max(levels[0] for levels, _ in whole) > 200
    assert {carriers[0] for _, carriers in whole} >= {0, 75, 100}
    for cut in range(14):
        assert play((cut, cut + 1, cut + 16)) == whole


def test_shapes(lib):
    """By hand: half a ramp, quarters of an ease, corners of roots, an ease above its first level, the dips of a chop."""
    device = Device(lib)
    device.receive(track(0, 0, voice() + number(10, 0) + b"\xc8" + number(8, 2) + b"\x00\0"))
    assert [device.level_at(us) for us in (0, 5 * MS, 10 * MS, 12 * MS, 14 * MS, 16 * MS, 18 * MS)] == [
        0,
        100,
        200,
        171,
        100,
        29,
        0,
    ]
    device = Device(lib)
    device.receive(track(0, 0, voice() + number(16, 3) + b"\xc8" + number(16, 3) + b"\x00\0"))
    assert [device.level_at(us * MS) for us in (0, 4, 9, 16, 23, 28, 32)] == [0, 100, 150, 200, 150, 100, 0]
    device = Device(lib)
    device.receive(track(0, 0, voice() + number(0, 1) + b"\x3c" + number(16, 2) + b"\xc8" + number(16, 2) + b"\x3c\0"))
    assert [device.level_at(us * MS) for us in (0, 4, 8, 16, 20, 28, 31)] == [60, 60, 100, 200, 171, 60, 60]
    device = Device(lib)
    data = bytes((0x04, 5, 51, 1, 255)) + number(25, 1) + b"\xc8\0"
    device.receive(track(0, 0, data))
    assert [device.level_at(us * MS) for us in (0, 4, 5, 9, 10, 15, 20, 24, 25)] == [
        200,
        200,
        40,
        40,
        200,
        40,
        200,
        200,
        0,
    ]


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
    assert device.tick(159_999) == []
    answer = status(device.tick(160_000)[0])
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


def test_it_is_small(lib):
    assert lib.shim_state_bytes() < 1024


# ---- the host port ----


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
