"""The device model and the C core are fed the same streams; every answer and every output must be the same."""

from __future__ import annotations

import ctypes
import json
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_streams import U32, RandomHost

from firmware_bridge._frame import Deframer, frame, unframe
from firmware_bridge._model import DeviceModel, ModelConfig
from firmware_bridge._wire import Hello, Kind, encode
from tests.bridge.felt_core import Config

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())

if shutil.which("cc") is None or shutil.which("make") is None:
    pytest.skip("The C core is compared where a C compiler and make are installed.", allow_module_level=True)


class CDevice:
    def __init__(self, lib, config: ModelConfig, boot: int, now_us: int) -> None:
        self._lib = lib
        raw = Config(
            **{name: getattr(config, name) for name in ("kind", "steps", "lowest", "max_level", "duty", "rise_ms", "stop_ms", "deadman_ms", "longest_on_ms")},
            motors=config.motors,
            x=(ctypes.c_uint8 * 8)(*(x for x, _ in config.places)),
            y=(ctypes.c_uint8 * 8)(*(y for _, y in config.places)),
        )  # fmt: skip
        self._shim = lib.shim_create(ctypes.byref(raw), boot, now_us % U32)
        self._buffer = ctypes.create_string_buffer(4096)
        self.levels, self.carriers = [0] * config.motors, [0] * config.motors

    def close(self) -> None:
        assert self._lib.shim_lost(self._shim) == 0
        self._lib.shim_destroy(self._shim)

    def receive(self, packet: bytes, now_us: int) -> list[bytes]:
        self._lib.shim_receive(self._shim, packet, len(packet), now_us % U32)
        return self._drain()

    def tick(self, now_us: int) -> list[bytes]:
        self._lib.shim_tick(self._shim, now_us % U32)
        return self._drain()

    def frame_error(self) -> None:
        self._lib.shim_frame_error(self._shim)

    def _drain(self) -> list[bytes]:
        count = self._lib.shim_drain_outs(self._shim, self._buffer)
        outs = self._buffer.raw[:count]
        for motor, level, carrier in zip(outs[::3], outs[1::3], outs[2::3], strict=True):
            assert (level, carrier) != (self.levels[motor], self.carriers[motor])
            self.levels[motor], self.carriers[motor] = level, carrier
        count = self._lib.shim_drain_sent(self._shim, self._buffer)
        rest, said = self._buffer.raw[:count], []
        while rest:
            said.append(rest[1 : 1 + rest[0]])
            rest = rest[1 + rest[0] :]
        return said


class Pair:
    """Both devices; each step is taken by both and compared."""

    def __init__(self, lib, config: ModelConfig, boot: int, now_us: int) -> None:
        self.model = DeviceModel(config, boot, now_us)
        self.core = CDevice(lib, config, boot, now_us)
        self.steps: list[str] = []
        self.said: list[bytes] = []

    def step(self, packet: bytes | None, now_us: int) -> None:
        self.steps.append(f"{now_us % U32} {'tick' if packet is None else packet.hex() or 'empty'}")
        expected = self.model.tick(now_us) if packet is None else self.model.receive(packet, now_us)
        got = self.core.tick(now_us) if packet is None else self.core.receive(packet, now_us)
        seen = [data.hex() for data in got], self.core.levels, self.core.carriers
        told = [data.hex() for data in expected], [*self.model.levels], [*self.model.carriers]
        assert seen == told, "\n".join(self.steps[-60:])
        self.said += got

    def frame_error(self) -> None:
        self.model.frame_error()
        self.core.frame_error()


def make_config(raw) -> ModelConfig:
    return ModelConfig(**{**raw, "places": tuple(map(tuple, raw["places"])), "kind": Kind(raw["kind"])})


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_golden(lib, case) -> None:
    core = CDevice(lib, make_config(case["config"]), case["boot"], case["start_us"])
    for t_us, packet, answers, levels, carriers in case["steps"]:
        said = core.tick(t_us) if packet is None else core.receive(bytes.fromhex(packet), t_us)
        assert ([data.hex() for data in said], core.levels, core.carriers) == (answers, levels, carriers), (
            t_us,
            packet,
        )
    core.close()


def draw_config(random: Random) -> ModelConfig:
    return ModelConfig(
        places=tuple((random.randrange(256), random.randrange(256)) for _ in range(random.randint(1, 8))),
        kind=random.choice(list(Kind)),
        max_level=random.choice((255, 255, 181)),
        deadman_ms=random.choice((500, 500, 60_000)),
        longest_on_ms=random.choice((20_000, 120, 65_535)),
        duty=random.choice((50, 0, 3, 100)),
    )


def mutate(random: Random, packet: bytes) -> bytes:
    data = bytearray(packet)
    for _ in range(random.randint(1, 3)):
        roll = random.randrange(4)
        at = random.randrange(len(data) + 1)
        if roll == 0:
            data.insert(at, random.randrange(256))
        elif data and roll == 1:
            del data[at % len(data)]
        elif data:
            data[at % len(data)] = random.choice((0, 1, 255, random.randrange(256)))
    return bytes(data)


def run_stream(lib, seed: int, packets: int) -> Pair:
    random = Random(seed)
    config = draw_config(random)
    # Time goes on unwrapped here; the core sees it modulo 2^32, and many streams start just before it wraps.
    now = random.choice((0, U32 - random.randrange(3_000_000), random.randrange(U32)))
    pair = Pair(lib, config, random.randrange(65_536), now)
    host = RandomHost(random, config.motors)
    pair.step(encode(Hello(1, 0, host.epoch)), now)
    wild = random.choice((0.0, 0.0, 0.05, 0.4))
    for _ in range(packets):
        packet = host.next_packet(now)
        if random.random() < wild:
            packet = random.choice((mutate(random, packet), random.randbytes(random.randrange(70))))
        if random.random() < 0.02:
            pair.frame_error()
        pair.step(packet, now)
        then = now + random.choice((0, 1, 999, 1000, random.randrange(50_000), random.randrange(900_000)))
        if random.random() < 0.03:
            then += random.choice((3_000_000, 60_000_000, 1_000_000_000))
        if random.random() < 0.8:
            for _ in range(60):
                due = pair.model.next_tick_us(now)
                if due is None or due > then:
                    break
                now = due
                pair.step(None, now)
        now = then
        if random.random() < 0.7:
            pair.step(None, now)
    pair.core.close()
    return pair


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_random_streams(lib, first) -> None:
    for seed in range(first, first + 100):
        run_stream(lib, seed, 40)


def test_streams_reach_what_they_are_for(lib) -> None:
    reasons, kinds = set(), set()
    for seed in range(60):
        for said in run_stream(lib, seed, 40).said:
            kinds.add(said[0])
            if said[0] == 0x83:
                reasons.add(said[1])
    assert kinds == {0x81, 0x82, 0x83, 0x84, 0x85}
    assert reasons == set(range(10))


@given(st.integers(0, 2**64))
@settings(max_examples=40)
def test_any_stream(lib, seed) -> None:
    run_stream(lib, seed, 25)


@given(st.lists(st.tuples(st.binary(max_size=70), st.integers(0, 1_200_000)), max_size=20), st.integers(0, U32 - 1))
def test_any_bytes(lib, steps, now) -> None:
    pair = Pair(lib, ModelConfig(places=((0, 0), (255, 255))), 1, now)
    pair.step(encode(Hello(1, 0, 0)), now)
    for data, wait_us in steps:
        now += wait_us
        pair.step(data, now)
    pair.core.close()


TRACK_BYTE = st.one_of(st.sampled_from((0, 1, 2, 3, 4, 0x80, 0xFF)), st.integers(0, 255))


@given(st.integers(0, 0x1F), st.lists(TRACK_BYTE, max_size=60).map(bytes), st.lists(st.integers(1, 17), max_size=8))
def test_any_bytes_of_a_track(lib, first, data, cuts) -> None:
    pair = Pair(lib, ModelConfig(places=((0, 0),) * 8, deadman_ms=60_000), 1, 0)
    pair.step(encode(Hello(1, 0, 0)), 0)
    data, at = bytes((first,)) + data, 13
    pair.step(bytes((0x10, 0, 0)) + (5000).to_bytes(4, "little") + data[:at], 0)
    for seq, size in enumerate(cuts, 1):
        if at < len(data):
            pair.step(bytes((0x11, seq, 0)) + data[at : at + size], seq)
        at += size
    for now in range(5000, 400_000, 3331):
        pair.step(None, now)
    pair.core.close()


@given(
    st.lists(st.one_of(st.binary(min_size=1, max_size=64).map(frame), st.binary(max_size=90)), max_size=8).map(b"".join)
)
def test_frames(lib, stream) -> None:
    reader, packet = ctypes.create_string_buffer(70), ctypes.create_string_buffer(64)
    found, errors = [], 0
    for byte in stream:
        length = lib.felt_read(reader, ctypes.c_uint8(byte), packet)
        if length > 0:
            found.append(packet.raw[:length])
        errors += length < 0
    deframer = Deframer()
    assert deframer.feed(stream) == found
    assert deframer.errors == errors
    for data in found:
        out = ctypes.create_string_buffer(68)
        length = lib.felt_write(out, data, ctypes.c_uint8(len(data)))
        assert out.raw[:length] == frame(data)
        assert unframe(out.raw[: length - 1]) == data
