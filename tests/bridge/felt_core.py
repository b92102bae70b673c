"""The firmware's core behind its shim, as the tests of it see it; packets and tracks written byte by byte."""

from __future__ import annotations

import ctypes
import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

FIRMWARE = Path(__file__).parents[2] / "firmware_bridge" / "firmware"
HELLO, TIME, PING, TRACK, MORE, STOP, LIMIT, WATCH = 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x13, 0x14
OK, GAP, STALE, FULL, BAD, FAR, HALTED, NO_SESSION, DEADMAN, FAULT = range(10)
BUSY, HALT, BLOCKED, SESSION = 1, 2, 4, 8
MS = 1000


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

    def wait_us(self):
        return self.lib.shim_wait_us(self.handle, self.now)

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


def build(out):
    """Compile the shared library and the host port into ``out``."""
    subprocess.run(["make", "-s", "-C", FIRMWARE, "lib", "host", f"OUT={out}"], check=True, timeout=110)


def load(out):
    """The library in ``out``."""
    lib = ctypes.CDLL(str(out / "libfelt.so"))
    lib.shim_create.restype = ctypes.c_void_p
    lib.shim_create.argtypes = [ctypes.c_void_p, ctypes.c_uint16, ctypes.c_uint32]
    for name in ("destroy", "frame_error", "lost"):
        getattr(lib, f"shim_{name}").argtypes = [ctypes.c_void_p]
    lib.shim_receive.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint8, ctypes.c_uint32]
    lib.shim_tick.argtypes = lib.shim_wait_us.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    for name in ("sent", "outs"):
        getattr(lib, f"shim_drain_{name}").argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return lib
