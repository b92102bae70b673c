"""Random streams of packets, and an oracle: a motor is at 0, or at just what accepted tracks ask for, under the limit.

The oracle knows the packets and the answers to them, nothing of the device.
"""

from __future__ import annotations

import ctypes
import struct
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from wire_streams import U32, RandomHost

from firmware_bridge._model import DeviceModel, ModelConfig
from firmware_bridge._track_format import decode_track, track_level
from firmware_bridge._wire import Hello, Kind, Limit, More, Ping, Status, Stop, Time, Track, Watch, decode, encode

FIRMWARE = Path(__file__).resolve().parents[2] / "firmware_bridge" / "firmware"
PACKETS = 14
"""In each stream."""
OVERTAKEN = 8
HASTE_US = 2000
"""The dead-man is so much sooner than it is said to be."""


class Core:
    """The C core with the face of `DeviceModel`."""

    lib: Any

    def __init__(self, config: ModelConfig, boot: int, now_us: int) -> None:
        c = config
        eight = (c.motors, c.kind, c.steps, c.lowest, c.max_level, c.duty, c.rise_ms, c.stop_ms)
        places = (bytes(row).ljust(8, b"\0") for row in zip(*c.places, strict=True))
        raw = struct.pack("=8B2H8s8s", *eight, c.deadman_ms, c.longest_on_ms, *places)
        self._shim = self.lib.shim_create(raw, boot, now_us % U32)
        self._room = ctypes.create_string_buffer(4096)
        self.levels = [0] * config.motors

    @classmethod
    def build(cls, out: Path) -> type[Core]:
        """Compile the core into ``out`` and load it."""
        subprocess.run(["make", "-s", "-C", str(FIRMWARE), "lib", f"OUT={out}"], check=True, timeout=110)
        cls.lib = lib = ctypes.CDLL(str(out / "libfelt.so"))
        lib.shim_create.restype = ctypes.c_void_p
        lib.shim_create.argtypes = [ctypes.c_char_p, ctypes.c_uint16, ctypes.c_uint32]
        lib.shim_receive.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint8, ctypes.c_uint32]
        lib.shim_tick.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        lib.shim_drain_sent.argtypes = lib.shim_drain_outs.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        lib.shim_destroy.argtypes = lib.shim_lost.argtypes = [ctypes.c_void_p]
        return cls

    def __del__(self) -> None:
        self.lib.shim_destroy(self._shim)

    def receive(self, packet: bytes, now_us: int) -> list[bytes]:
        self.lib.shim_receive(self._shim, packet, len(packet), now_us % U32)
        return self._drain()

    def tick(self, now_us: int) -> list[bytes]:
        self.lib.shim_tick(self._shim, now_us % U32)
        return self._drain()

    def _drain(self) -> list[bytes]:
        outs = ctypes.string_at(self._room, self.lib.shim_drain_outs(self._shim, self._room))
        for motor, level in zip(outs[::3], outs[1::3], strict=True):
            self.levels[motor] = level
        rest, said = ctypes.string_at(self._room, self.lib.shim_drain_sent(self._shim, self._room)), []
        while rest:
            said.append(rest[1 : 1 + rest[0]])
            rest = rest[1 + rest[0] :]
        assert self.lib.shim_lost(self._shim) == 0
        return said


class _Asked:
    """A track that the device said it took, as far as it has come."""

    def __init__(self, t0_us: int, data: bytes, motors: int) -> None:
        self.t0_us, self._motors = t0_us, motors
        self._data = b""
        self.more(data)

    def more(self, data: bytes) -> None:
        self._data += data
        self.track = decode_track(self._data, motors=self._motors)
        self.end_us = self.t0_us + self.track.duration_ms * 1000

    def raise_to(self, levels: list[int], now_us: int) -> None:
        for voice in self.track.voices:
            level = track_level(self.track, voice, now_us - self.t0_us - voice.delay_ms * 1000)
            for motor in range(self._motors):
                if voice.motors >> motor & 1:
                    levels[motor] = max(levels[motor], level)


class Oracle:
    """What may be felt. Times are in us and do not wrap."""

    def __init__(self, config: ModelConfig, now_us: int) -> None:
        self.limit = config.max_level
        self.heard_us = now_us
        self.seen: Counter[str] = Counter()
        self._config = config
        self._session = self._halted = False
        self._epoch = self._seq = 0
        self._tracks: list[_Asked] = []
        self._open: _Asked | None = None

    @property
    def deadman_us(self) -> int:
        """When the host has been silent for too long."""
        return self.heard_us + self._config.deadman_ms * 1000 - HASTE_US

    def took(self, data: bytes, answers: list[bytes], now_us: int) -> None:
        """A packet came and was answered so."""
        packet = decode(data)
        if not isinstance(packet, Hello | Time | Ping | Track | More | Stop | Limit | Watch):
            return
        self.heard_us = now_us
        if isinstance(packet, Hello):
            self._begin(packet.epoch)
            self._session = packet.major == 1
        elif isinstance(packet, Stop) and (self._epoch - packet.epoch) % 256 > OVERTAKEN:
            self.seen["stops"] += bool(self._asked(now_us))
            self._begin(packet.epoch)
        elif isinstance(packet, Limit):
            self.limit = min(self.limit, packet.level)
        elif isinstance(packet, Track | More):
            status = decode(answers[0])
            assert isinstance(status, Status)
            if status.seq != self._seq:
                self._accept(packet, status, now_us)

    def _accept(self, packet: Track | More, status: Status, now_us: int) -> None:
        assert self._session, "taken without a session"
        assert not self._halted, "taken while halted"
        assert packet.epoch == self._epoch, "taken from another epoch"
        assert (packet.seq, status.seq) == (self._seq, (self._seq + 1) % 256), "taken out of turn"
        self._seq = status.seq
        if isinstance(packet, Track):
            ahead_us = (packet.t0 - now_us + U32 // 2) % U32 - U32 // 2
            self._open = _Asked(now_us + ahead_us, packet.data, self._config.motors)
            self._tracks.append(self._open)
        elif self._open:
            self._open.more(packet.data)

    def passed(self, now_us: int) -> None:
        """The device has looked at its clock."""
        if now_us >= self.deadman_us and self._tracks:
            if any(track.track.voices and track.end_us > self.deadman_us for track in self._tracks):
                self._halted = True
                self.seen["deadmen"] += bool(self._asked(self.deadman_us))
            self._clear()

    def check(self, levels: Iterable[int], now_us: int) -> None:
        """Raise AssertionError for a level that nobody asked for."""
        asked = self._asked(now_us) or [0] * self._config.motors
        for motor, (level, most) in enumerate(zip(levels, asked, strict=True)):
            assert level <= self.limit, f"motor {motor} is at {level}, above the limit {self.limit}"
            assert level in {0, min(most, self.limit)}, f"motor {motor} is at {level}, asked was {most}"
            if most:
                self.seen["felt" if level else "blocked"] += 1
                self.seen["capped"] += most > level > 0

    def _asked(self, now_us: int) -> list[int]:
        """What the tracks ask for of each motor; empty for nothing."""
        levels = [0] * self._config.motors
        for track in self._tracks:
            if track.t0_us <= now_us < track.end_us:
                track.raise_to(levels, now_us)
        return levels if any(levels) else []

    def _begin(self, epoch: int) -> None:
        self._clear()
        self._halted = False
        self._epoch, self._seq = epoch, 0

    def _clear(self) -> None:
        self._tracks.clear()
        self._open = None


def run_stream(make: Callable[[ModelConfig, int, int], DeviceModel | Core], seed: int) -> Counter[str]:
    """Run one stream; say what it met. Raises AssertionError with the last steps for what must not be."""
    random = Random(seed)
    config = ModelConfig(
        places=tuple((random.randrange(256), random.randrange(256)) for _ in range(random.randint(1, 8))),
        kind=random.choice(list(Kind)),
        max_level=random.choice((255, 255, 181)),
        deadman_ms=random.choice((500, 500, 120)),
        longest_on_ms=random.choice((20_000, 20_000, 250)),
        duty=random.choice((50, 0, 100)),
    )
    # Time does not wrap here; for the device it may, soon after the start.
    now = random.choice((0, U32 - random.randrange(3_000_000), random.randrange(U32)))
    device, oracle, steps = make(config, 7, now), Oracle(config, now), [f"seed {seed}, {config}"]

    def step(packet: bytes | None) -> None:
        steps.append(f"{now} {'tick' if packet is None else packet.hex()}")
        try:
            answers = device.tick(now) if packet is None else device.receive(packet, now)
            if packet is not None:
                oracle.took(packet, answers, now)
            oracle.passed(now)
            oracle.check(device.levels, now)
        except AssertionError as error:
            raise AssertionError("\n".join((*steps[:1], *steps[-30:], str(error)))) from error

    host = RandomHost(random, config.motors)
    step(encode(Hello(1, 0, host.epoch)))
    wild = random.choice((0.0, 0.0, 0.2))
    for _ in range(PACKETS):
        packet = _stop(host) if random.random() < 0.08 else host.next_packet(now)
        if random.random() < wild:
            packet = _spoiled(random, packet)
        step(packet)
        then = now + random.choice((0, 1000, random.randrange(20_000), random.randrange(150_000), 700_000))
        late_us = oracle.deadman_us + random.randrange(1000)
        looks = [random.randrange(now, then + 1) for _ in range(2)] + [late_us] * (late_us <= then)
        for now in sorted(looks):  # noqa: B007 - `step` reads it
            step(None)
        now = then
    return oracle.seen


def _stop(host: RandomHost) -> bytes:
    host.epoch = (host.epoch + 1) % 256
    host.seq, host.waiting = 0, []
    return encode(Stop(host.epoch))


def _spoiled(random: Random, packet: bytes) -> bytes:
    data = bytearray(packet)
    at = random.randrange(len(data))
    match random.randrange(4):
        case 0:
            data.insert(at, random.randrange(256))
        case 1:
            del data[at]
        case 2:
            data[at] = random.randrange(256)
        case _:
            return random.randbytes(random.randrange(1, 21))
    return bytes(data)


def run_streams(make: Callable[[ModelConfig, int, int], DeviceModel | Core], seeds: Iterable[int]) -> Counter[str]:
    """Run a stream for each seed; return what they met in all."""
    seen: Counter[str] = Counter()
    for seed in seeds:
        seen.update(run_stream(make, seed))
    return seen
