from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire_streams import EASE, END, HOLD, RAMP, ROOT, U32, Drawn, RandomHost, draw_track, head, packets, segment

from firmware_bridge._model import DeviceModel, ModelConfig
from firmware_bridge._model_guard import MotorGuard
from firmware_bridge._model_tracks import ModelTrack
from firmware_bridge._wire import (
    Hello,
    Kind,
    Levels,
    Ping,
    Places,
    Status,
    StatusReason,
    Stop,
    Track,
    Watch,
    decode,
    encode,
)
from lexicon import GRID, Actuator, Layout, Motor

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())
ONE = head((1, 255, 0))


def make_config(raw) -> ModelConfig:
    return ModelConfig(**{**raw, "places": tuple(map(tuple, raw["places"])), "kind": Kind(raw["kind"])})


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_golden(case) -> None:
    changes = []
    model = DeviceModel(
        make_config(case["config"]), case["boot"], case["start_us"], lambda *change: changes.append(change)
    )
    before = (model.levels, model.carriers)
    for t_us, packet, answers, levels, carriers in case["steps"]:
        said = model.tick(t_us) if packet is None else model.receive(bytes.fromhex(packet), t_us)
        assert [data.hex() for data in said] == answers
        assert (list(model.levels), list(model.carriers)) == (levels, carriers)
        after = (model.levels, model.carriers)
        assert changes == ([(t_us, *after)] if after != before else [])
        changes.clear()
        before = after


def greeted(now_us=0, epoch=0, **config) -> DeviceModel:
    model = DeviceModel(ModelConfig(places=config.pop("places", ((0, 0),)), **config), 1, now_us)
    model.receive(encode(Hello(1, 0, epoch)), now_us)
    return model


def status(answers) -> Status:
    packet = decode(answers[0])
    assert isinstance(packet, Status)
    return packet


def level_by_the_contract(drawn: Drawn, raw, voice: int, t_us: int) -> int:
    """The arithmetic of the contract once more, with fractions cut by hand; ``raw`` are the segments as drawn."""
    chop, segments = raw
    _, gain, delay_ms = drawn.voices[voice]
    u = t_us - delay_ms * 1000
    if u < 0:
        return 0
    a = start = 0
    for kind, d, b in segments:
        v = u - start * 1000
        if v < d * 1000:

            def line(p, q, at, span):
                top = (q - p) * 128 * (at >> 6)
                return p * 128 + int(abs(top) // (span * 1000 >> 6)) * (1 if top >= 0 else -1)

            curve = {EASE: ((0, 0), (4, 37), (8, 128), (12, 218), (16, 255))}.get(kind)
            curve = ((0, 0), (4, 128), (9, 191), (16, 255)) if kind == ROOT else curve
            if curve and b >= a:
                ends = [(d * k // 16, max(a, (2 * b * e + 255) // 510)) for k, e in curve]
            elif curve:
                ends = [(d * (16 - k) // 16, max(b, (2 * a * e + 255) // 510)) for k, e in curve[::-1]]
            else:
                ends = [(0, b if kind == HOLD else a), (d, b)]
            k = max(k for k in range(len(ends) - 1) if ends[k][0] * 1000 <= v)
            (begin, low), (end, high) = ends[k : k + 2]
            span = end - begin
            x = line(low, high, v - begin * 1000, span)
            n = span // chop[0] if chop else 0
            n -= n % 2 == 0
            if n >= 3 and max(k for k in range(n) if (begin + span * k // n) * 1000 <= v) % 2:
                x = x * chop[1] // 255
            return (x * gain + 16320) // 32640
        a, start = b, start + d
    return 0


@given(st.integers(0, 2**32))
def test_levels_are_those_of_the_contract(seed) -> None:
    random = Random(seed)
    chop = random.choice((None, (random.randint(1, 60), random.randrange(256))))
    voices = ((1, random.randrange(256), 0), (2, 255, random.choice((0, 17))))
    segments = []
    for _ in range(random.randint(1, 6)):
        kind = random.randrange(4)
        segments.append(
            (kind, random.choice((1, 2, 3, 4, 5, 31, 32, 100, 4095, 0 if kind == HOLD else 7)), random.randrange(256))
        )
    data = head(*voices, chop=chop) + b"".join(segment(*one) for one in segments) + END
    drawn = Drawn(data, voices, sum(d for _, d, _ in segments), 255)
    track = ModelTrack(0, 8)
    assert track.feed(data)
    assert track.ended
    end_us = (drawn.length_ms + 20) * 1000
    for t_us in [random.randrange(-1000, end_us) for _ in range(60)] + list(range(0, min(end_us, 20_000), 500)):
        for n, voice in enumerate(track.voices):
            assert track.level(voice, t_us) == level_by_the_contract(drawn, (chop, segments), n, t_us)


@given(st.integers(0, 2**32), st.data())
def test_a_track_may_be_cut_anywhere(seed, data) -> None:
    drawn = draw_track(Random(seed), 8)
    whole, cut = ModelTrack(0, 8), ModelTrack(0, 8)
    whole.feed(drawn.data)
    at = sorted(data.draw(st.lists(st.integers(0, len(drawn.data)), max_size=6)))
    for a, b in zip([0, *at], [*at, len(drawn.data)], strict=True):
        assert cut.feed(drawn.data[a:b])
    assert (cut.voices, cut.segments, cut.end_us, cut.ended) == (whole.voices, whole.segments, whole.end_us, True)
    assert cut.end_us == drawn.length_ms * 1000


@given(st.binary(max_size=60))
def test_any_bytes_are_a_track_or_end_it(data) -> None:
    track = ModelTrack(0, 4)
    understood = track.feed(data)
    assert understood or track.ended
    assert all(0 <= track.value(u) <= 255 * 128 for u in range(0, min(track.end_us, 10**6), 9973))
    if track.ended:
        known = (track.voices, track.segments, track.end_us)
        assert track.feed(segment(HOLD, 9, 9))
        assert (track.voices, track.segments, track.end_us) == known


SEEDS = range(0, 1000, 50)


@pytest.mark.parametrize("first", SEEDS)
def test_random_streams_keep_the_promises(first) -> None:
    for seed in range(first, first + 50):
        play_random_stream(seed)


def play_random_stream(seed: int) -> None:
    """Feed one stream in virtual time; look at each change of the outputs with a book of its own."""
    random = Random(seed)
    motors = random.choice((1, 2, 4, 8))
    start_us = random.choice((0, U32 - 700_000, random.randrange(U32)))
    host = RandomHost(random, motors)
    allowed: list[tuple[int, int, int, int]] = []  # motors, from, to, peak, of what was taken
    state = {"limit": random.choice((255, 200)), "heard": 0, "halted": False}

    def look(given_us, levels, carriers):
        now = (given_us - start_us) % U32
        for motor, level in enumerate(levels):
            assert level <= state["limit"]
            if level:
                assert not state["halted"]
                assert now - state["heard"] < 500_000
                assert any(mask >> motor & 1 and a <= now < b and level <= peak for mask, a, b, peak in allowed)
            else:
                assert carriers[motor] == 0

    model = DeviceModel(ModelConfig(places=((0, 0),) * motors, max_level=state["limit"]), 1, start_us, look)
    now, epoch = start_us, 0
    for _ in range(25):
        packet = host.next_packet(now)
        if packet[0] == 0x13:
            state["limit"] = min(state["limit"], packet[1])
        read = decode(packet)
        # From a new epoch on, only what the device takes in it may play.
        if isinstance(read, Hello) or (isinstance(read, Stop) and (epoch - read.epoch) % 256 > 8):
            allowed, epoch = [], read.epoch
            state["halted"] = False
        if isinstance(read, Track) and (drawn := host.drawn.get((read.seq, read.epoch, read.t0))):
            t0 = now + ((read.t0 - now + U32 // 2) % U32 - U32 // 2) - start_us
            allowed += [
                (mask, t0 + delay * 1000, t0 + (delay + drawn.length_ms) * 1000, round(drawn.peak * gain / 255))
                for mask, gain, delay in drawn.voices
            ]
        state["heard"] = now - start_us
        for said in model.receive(packet, now % U32 if seed % 2 else now):
            check_said(said, model, state)
        then = now + random.choice((0, 500, 5_000, 20_000, 100_000, 700_000))
        while (due := model.next_tick_us(now)) is not None and due <= then:
            now = due
            for said in model.tick(now):
                check_said(said, model, state)
        now = then
        for said in model.tick(now):
            check_said(said, model, state)


def check_said(data, model, state) -> None:
    packet = decode(data)
    if isinstance(packet, Status):
        assert packet.free_tracks <= model.config.tracks
        assert packet.free_segments <= model.config.segments
        state["halted"] = bool(packet.flags & 2)
        if packet.reason == StatusReason.DEADMAN:
            assert not any(model.levels)


@pytest.mark.parametrize("seed", range(12))
def test_ticks_where_they_are_asked_for_miss_nothing_that_every_millisecond_shows(seed) -> None:
    random = Random(seed)
    drawn = [draw_track(random, 2) for _ in range(3)]
    config = {"places": ((0, 0), (9, 9)), "deadman_ms": 5000}
    sparse, dense = greeted(**config), greeted(**config)
    seq = 0
    for n, track in enumerate(drawn):
        for packet in packets(track.data, seq, 0, 1000 + n * 333_333):
            assert status(sparse.receive(packet, 500)) == status(dense.receive(packet, 500))
            seq += 1
    now, said_sparse, said_dense, ticks = 500, [], [], 0
    for ms in range(1, 6000):
        said_dense += dense.tick(ms * 1000)
        while (due := sparse.next_tick_us(now)) is not None and due <= ms * 1000:
            assert due > now
            now, ticks = due, ticks + 1
            said_sparse += sparse.tick(now)
        if now == ms * 1000:
            assert sparse.levels == dense.levels
    assert [decode(data).reason for data in said_sparse] == [decode(data).reason for data in said_dense]
    assert sparse.next_tick_us(now) is None
    assert 3 < ticks < 4000


def test_nothing_is_due_at_rest() -> None:
    model = greeted()
    assert model.next_tick_us(0) is None
    assert model.next_tick_us(10**10) is None


def test_the_next_tick_is_a_corner_a_slope_the_dead_man_or_a_guard() -> None:
    model = greeted(longest_on_ms=300)
    track = ONE + segment(HOLD, 40, 80) + segment(RAMP, 25, 0) + segment(HOLD, 1000, 7) + END
    model.receive(encode(Track(0, 0, 100_000, track[:13])), 0)
    seen = []
    now = 0
    while (due := model.next_tick_us(now)) is not None:
        now = due
        model.tick(now)
        seen.append(now)
    assert seen == [100_000, 140_000, 150_000, 160_000, 165_000, 400_000, 448_000]
    assert model.next_tick_us(600_000) is None


def test_the_next_tick_keeps_the_callers_clock_over_the_wrap() -> None:
    model = greeted(now_us=5 * U32 - 50_000)
    model.receive(encode(Track(0, 0, 1000, ONE + segment(HOLD, 40, 80) + END)), 5 * U32 - 50_000)
    assert model.next_tick_us(5 * U32 - 50_000) == 5 * U32 + 1000
    assert model.next_tick_us(5 * U32 - 20_000) == 5 * U32 + 1000
    assert model.next_tick_us(5 * U32 + 2000) == 5 * U32 + 2000
    model.tick(5 * U32 + 1000)
    assert model.levels == (80,)


def test_a_watched_change_is_told_when_its_time_has_come() -> None:
    model = greeted()
    model.receive(encode(Watch(100)), 200_000)
    told = model.receive(encode(Track(0, 0, 210_000, ONE + segment(HOLD, 20, 80) + END)), 200_000)
    assert len(told) == 1
    assert decode(model.tick(210_000)[0]) == Levels(210_000, (80,))
    assert model.tick(230_000) == []
    assert model.next_tick_us(230_000) == 310_000
    model.receive(encode(Watch(100)), 250_000)  # asked for once more, it forgets nothing
    assert decode(model.tick(310_000)[0]) == Levels(310_000, (0,))
    assert model.next_tick_us(310_000) is None


def test_an_open_track_does_not_come_back_when_the_clock_wraps() -> None:
    model = greeted()
    model.receive(encode(Track(0, 0, 1000, ONE + segment(HOLD, 20, 80))), 0)
    for now in range(0, U32 + 100_000, 1 << 24):
        model.receive(encode(Ping()), now % U32)
        assert model.levels == ((80,) if 1000 <= now < 21_000 else (0,))
    for now in range(U32, U32 + 30_000, 1000):
        model.receive(encode(Ping()), now % U32)
        assert model.levels == (0,)


def test_counters_stay_at_their_highest() -> None:
    model = greeted()
    for _ in range(65_540):
        model.frame_error()
    assert status(model.receive(encode(Ping()), 1)).errors == 65_535


@pytest.mark.parametrize("size", [0, 65, 300])
def test_packets_of_no_length_of_theirs_are_bad_and_no_sign_of_life(size) -> None:
    model = greeted()
    model.receive(encode(Track(0, 0, 0, ONE + segment(HOLD, 4000, 80))), 0)
    answers = [decode(data) for data in model.receive(b"\x10" * size, 500_000)]
    assert [answer.reason for answer in answers] == [StatusReason.BAD, StatusReason.DEADMAN]


def test_heat_falls_to_half_before_a_motor_may_play_again() -> None:
    guard = MotorGuard(50, 65_535)
    assert not guard.spend(255, 39_843)
    assert guard.spend(255, 1)
    assert guard.next_ms(0) == -(-(5_100_032 - 2_550_000) // 127)
    assert (guard.allow(9), guard.blocked) == (0, True)
    assert not guard.spend(0, guard.next_ms(0) - 1)
    assert guard.blocked
    guard.spend(0, 1)
    assert (guard.allow(9), guard.blocked) == (9, False)


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 30_000)), max_size=20), st.integers(0, 100))
def test_a_guard_says_when_it_will_act(spans, duty) -> None:
    guard = MotorGuard(duty, 9000)
    for asked, ms in spans:
        level = guard.allow(asked)
        blocked, due = guard.blocked, guard.next_ms(level)
        steps = ms if due is None else min(ms, due - 1)
        guard.spend(level, steps)
        assert guard.blocked == blocked
        if due is not None and ms >= due:
            guard.spend(level, 1)
            assert guard.blocked != blocked


def test_a_layout_becomes_a_device() -> None:
    motor = Motor(0.5, 2.0, kind=Actuator.ERM, steps=1000, lowest_level=0.1, rise_ms=50, stop_ms=900)
    config = ModelConfig.of(Layout((motor, Motor(-1.0, 0.25))), max_level=0.71, deadman_ms=300)
    assert config == ModelConfig(
        places=((128, 255), (0, 64)), kind=Kind.ERM, steps=255, lowest=26, max_level=181, deadman_ms=300, rise_ms=50, stop_ms=255
    )  # fmt: skip
    hello, places = map(decode, DeviceModel(config, 77, 0).receive(encode(Hello(1, 0, 0)), 0))
    assert (hello.motors, hello.kind, hello.max_level, hello.boot) == (2, Kind.ERM, 181, 77)
    assert places == Places(config.places)
    assert ModelConfig.of(GRID).places == ((0, 0), (255, 0), (0, 255), (255, 255))


@pytest.mark.parametrize(
    "wrong",
    [
        {"places": ()},
        {"duty": 101},
        {"deadman_ms": 0},
        {"deadman_ms": 70_000},
        {"tracks": 0},
        {"max_level": 256},
        {"places": ((0, 300),)},
    ],
)
def test_what_no_device_says_of_itself_is_refused(wrong) -> None:
    with pytest.raises(ValueError):
        ModelConfig(**{"places": ((0, 0),), **wrong})
