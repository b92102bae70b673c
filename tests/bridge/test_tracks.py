"""Timelines as tracks: right at every ms whatever the timeline, and few bytes for those that are played."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge._halves import STAIR_MS
from firmware_bridge._model import DeviceModel, ModelConfig
from firmware_bridge._room import Room
from firmware_bridge._track_format import Carrier, Chop, Kind, Segment, Track, Voice, write_track
from firmware_bridge._tracks import ROOM, TrackBytes, decode_track, encode_timeline, packets, track_level
from firmware_bridge._voices import MAX_SEGMENTS
from firmware_bridge._wire import Hello, Ping, encode
from lexicon import (
    GRID,
    TOKENS,
    Actuator,
    Breakpoint,
    Emotion,
    Limits,
    Pattern,
    Place,
    Step,
    Timeline,
    compile_program,
    compile_step,
    default_duration_ms,
    example,
)
from lexicon._device import Layout, Motor

OFF = 2 / 255 + 1e-9
"""1/255, the rounding of what is put out, and that of the peak, which is rounded down."""
FRAMING = 4


def step(pattern: Pattern, emotion: Emotion, intensity: int = 3, ms: int = 0, layout: Layout = GRID) -> Timeline:
    ms = ms or default_duration_ms(pattern)
    return compile_step(Step(0, ms, emotion, intensity, pattern, Place.ALL, ms), layout)


ALL_STEPS = [(pattern, emotion) for pattern in Pattern for emotion in Emotion]


def levels(decoded: list[tuple[int, Track]], motors: int, ms: int) -> list[int]:
    out = [0] * motors
    for onset, track in decoded:
        for voice in track.voices:
            level = track_level(track, voice, (ms - onset - voice.delay_ms) * 1000)
            out = [max(have, level) if voice.motors >> k & 1 else have for k, have in enumerate(out)]
    return out


def check(timeline: Timeline, tracks: tuple[TrackBytes, ...], times: list[int] | None = None) -> None:
    decoded = [(track.onset_ms, decode_track(track.data)) for track in tracks]
    for found, (_, track) in zip(tracks, decoded, strict=True):
        assert track.ended
        assert not track.bad
        assert found.motors == track.motors
        assert found.duration_ms == track.duration_ms
        assert found.segments == len(track.segments) <= MAX_SEGMENTS
        assert write_track(track) == found.data
    peak = int(timeline.peak * 255 + 1e-6)
    for ms in times if times is not None else range(-2, timeline.duration_ms + 3):
        played = levels(decoded, len(timeline.tracks), ms)
        for level, wanted in zip(played, timeline.levels_at(ms), strict=True):
            assert abs(level / 255 - wanted) <= OFF, (ms, level, wanted * 255)
            assert level <= peak


@pytest.mark.parametrize(("pattern", "emotion"), ALL_STEPS)
def test_no_step_is_stronger_than_a_peak_between_two_levels(pattern, emotion):
    """0.36 is 91.8 of 255: rounded to the nearest level it would be more than was asked for."""
    timeline = step(pattern, emotion, intensity=2)
    check(timeline, encode_timeline(timeline, carriers=False))


@pytest.mark.parametrize(("pattern", "emotion"), ALL_STEPS)
def test_every_step_is_right_at_every_ms(pattern, emotion):
    timeline = step(pattern, emotion)
    check(timeline, encode_timeline(timeline, carriers=False))
    timeline = step(pattern, emotion, 5, 730)
    check(timeline, encode_timeline(timeline, carriers=False), near_corners(timeline))


@pytest.mark.parametrize(
    "motor",
    [Motor(0.5, 0.5, Actuator.ERM, steps=6, lowest_level=0.3, rise_ms=80, stop_ms=60), Motor(0.5, 0.5, steps=16)],
)
def test_slow_and_coarse_motors(motor):
    for pattern, emotion in ALL_STEPS:
        timeline = step(pattern, emotion, layout=Layout((motor,)))
        check(timeline, encode_timeline(timeline, carriers=False), near_corners(timeline))


def test_the_examples_of_all_tokens():
    for token in TOKENS:
        timeline = compile_program(example(token), limits=Limits(max_level=1.0, fade_ms=0))
        check(timeline, encode_timeline(timeline, carriers=False), near_corners(timeline))


gaps = st.one_of(st.integers(0, 3), st.integers(0, 60), st.integers(0, 1200), st.sampled_from([0, 4095, 4096, 9000]))
heights = st.one_of(st.sampled_from([0.0, 0.0, 1.0, 0.5]), st.floats(0, 1))


@st.composite
def timelines(draw: st.DrawFn, corners: int = 24) -> Timeline:
    def points() -> tuple[Breakpoint, ...]:
        t, out = 0, []
        for gap, level in draw(st.lists(st.tuples(gaps, heights), max_size=corners)):
            t += gap
            out.append(Breakpoint(t, level, draw(st.sampled_from([60, 61, 170, 250]))))
        return tuple(out)

    own = [points() for _ in range(draw(st.integers(1, 3)))]
    scale, late = draw(st.floats(0, 1)), draw(st.integers(0, 500))
    own.append(tuple(Breakpoint(p.t_ms + late, p.level * scale, p.carrier_hz) for p in own[0]))
    tracks = tuple(draw(st.sampled_from(own)) for _ in range(draw(st.integers(1, 8))))
    return Timeline(tracks, max((p.t_ms for track in tracks for p in track), default=0))


def near_corners(timeline: Timeline) -> list[int]:
    corners = {p.t_ms for track in timeline.tracks for p in track}
    times = {t + k for t in corners for k in range(-3, 4)}
    ordered = sorted(corners)
    for a, b in zip(ordered, ordered[1:], strict=False):
        times |= {a + (b - a) * k // 9 for k in range(9)}
    return sorted(times)


@settings(max_examples=50, deadline=None)
@given(timelines(), st.booleans())
def test_any_timeline_is_right_however_it_is_cut(timeline, carriers):
    check(timeline, encode_timeline(timeline, carriers=carriers, room=ROOM), near_corners(timeline))


@settings(max_examples=30, deadline=None)
@given(timelines(corners=12), st.booleans(), st.sampled_from([Room(tracks=4, segments=48), Room(tracks=1, segments=1)]))
def test_where_slopes_have_no_room_they_are_stairs_that_never_leave_what_is_asked_for_nearby(timeline, carriers, room):
    tracks = [(t.onset_ms, decode_track(t.data)) for t in encode_timeline(timeline, carriers=carriers, room=room)]
    levels_at = cache(timeline.levels_at)
    for ms in near_corners(timeline):
        nearby = [levels_at(t) for t in range(ms - STAIR_MS, ms + STAIR_MS + 1)]
        for level, asked in zip(levels(tracks, len(timeline.tracks), ms), zip(*nearby, strict=True), strict=True):
            assert min(asked) - OFF <= level / 255 <= max(asked) + OFF, (ms, level)


def test_more_corners_than_a_track_holds():
    points = tuple(Breakpoint(25 * k, 0.2 + 0.6 * (k * k * 7 % 151) / 151, 170) for k in range(150))
    timeline = Timeline((points, points), points[-1].t_ms)
    tracks = encode_timeline(timeline, carriers=False)
    assert len(tracks) > 3
    check(timeline, tracks)


def test_a_long_rise_and_a_long_rest():
    points = tuple(
        Breakpoint(t, level, 170)
        for t, level in ((0, 0.0), (9000, 1.0), (9000, 0.0), (80_000, 0.0), (80_020, 0.5), (80_100, 0.0))
    )
    timeline = Timeline((points,), 80_100)
    check(timeline, encode_timeline(timeline, carriers=False), near_corners(timeline))


def test_a_fall_to_rest_and_a_rise_at_the_same_time():
    corners = ((0, 0.0), (40, 0.6), (40, 0.0), (80, 0.6), (80, 0.0))
    timeline = Timeline((tuple(Breakpoint(t, level, 170) for t, level in corners),), 80)
    check(timeline, encode_timeline(timeline, carriers=False))


def test_a_jump_that_is_over_at_once_on_more_voice_coils_than_there_is_room_for():
    flash = (Breakpoint(35, 0.0, 60), Breakpoint(35, 1.0, 250))
    others = [(Breakpoint(0, 0.1 * k, 60 + 20 * k), Breakpoint(40, 0.1 * k, 60 + 20 * k)) for k in range(1, 8)]
    tracks = encode_timeline(Timeline((flash, *others), 40), carriers=True, room=Room(tracks=4, segments=48))
    assert [track.motors for track in tracks if track.onset_ms == 0] == [0b00011110, 0b11100000]
    assert not any(track.motors & 1 for track in tracks)


def test_nothing_felt_is_nothing_sent():
    assert encode_timeline(Timeline((), 0), carriers=False) == ()
    rest = (Breakpoint(0, 0.0, 170), Breakpoint(500, 0.0, 170))
    assert encode_timeline(Timeline((rest, ()), 500), carriers=True) == ()


def test_more_than_eight_motors_are_refused():
    with pytest.raises(ValueError, match="9 motors"):
        encode_timeline(Timeline(((),) * 9, 0), carriers=False)


@pytest.mark.parametrize(("pattern", "emotion"), ALL_STEPS)
def test_a_voice_coil_keeps_its_carrier(pattern, emotion):
    timeline = step(pattern, emotion)
    tracks = encode_timeline(timeline, carriers=True)
    check(timeline, tracks, near_corners(timeline))
    for found in tracks:
        track = decode_track(found.data)
        assert track.carrier is not None
        for voice in track.voices:
            at = found.onset_ms + voice.delay_ms
            for k, points in enumerate(timeline.tracks):
                if voice.motors >> k & 1:
                    for p in points:
                        if at <= p.t_ms <= at + track.carrier.span_ms or not track.carrier.span_ms:
                            assert abs(carrier_hz(track.carrier, p.t_ms - at) - p.carrier_hz) <= 3


def carrier_hz(carrier: Carrier, ms: int) -> float:
    if ms >= carrier.span_ms or not carrier.span_ms:
        return carrier.end_hz
    return carrier.hz + (carrier.end_hz - carrier.hz) * ms / carrier.span_ms


@pytest.mark.parametrize("pattern", Pattern)
def test_the_model_of_a_device_plays_it(pattern):
    timeline = step(pattern, Emotion.SPARK)
    model = DeviceModel(ModelConfig.of(GRID), 1, 0)
    model.receive(encode(Hello(1, 0, 7)), 0)
    t0_ms, seq = 20, 0
    for track in encode_timeline(timeline, carriers=False):
        for packet in packets(track, seq, 7, (t0_ms + track.onset_ms) * 1000):
            assert model.receive(packet, 1000)[0][1] == 0
            seq += 1
    for ms in range(-10, timeline.duration_ms + 2):
        now = (t0_ms + ms) * 1000
        model.receive(encode(Ping()), now)
        for level, wanted in zip(model.levels, timeline.levels_at(ms), strict=True):
            assert abs(level / 255 - wanted) <= OFF


GOLDEN = {
    # head, motors, gain; then number and level of each segment; 00
    (Pattern.TAP, Emotion.ALERT_HIGH): ["000fff" + "a10182" + "00"],
    (Pattern.FADE, Emotion.CALM): ["000fff" + "010d" + "ec0982" + "b10982" + "840c00" + "00"],
    # two voices, the right side 250 ms later; an ease that begins above 0, one that ends at 0
    (Pattern.WAVE, Emotion.SOOTHE): ["0105ff0afffa00" + "010d" + "b20982" + "8a0e00" + "00"],
    # a chop of 90 ms and 166/255; the upper motors weaker
    (Pattern.FADE, Emotion.GROUND): ["055aa6" + "03590cff0000" + "880282" + "890e82" + "900f00" + "00"],
    # four voices, one after the other
    (Pattern.PULSE, Emotion.SOOTHE): ["0305ff0aff7d0005ffbb000aff3801" + "cc0182" + "d00100" + "00"],
    # a touch that goes round: each comes by a root and leaves by one
    (Pattern.ROLL, Emotion.REST_STATE): ["0301ff02ffc80008ff900104ff5802" + "a30682" + "a30600" + "00"],
}


@pytest.mark.parametrize("key", GOLDEN)
def test_golden_bytes(key):
    assert [track.data.hex() for track in encode_timeline(step(*key), carriers=False)] == GOLDEN[key]


def sent(timeline: Timeline, *, carriers: bool, longest: int = 64) -> int:
    """With what frames each packet."""
    tracks = encode_timeline(timeline, carriers=carriers)
    return sum(len(packet) + FRAMING for track in tracks for packet in packets(track, 0, 0, 0, longest))


def streamed(timeline: Timeline, *, carriers: bool) -> int:
    """Four levels, and four carriers, each 20 ms: type, seq, epoch, time, levels, framing."""
    return -(-timeline.duration_ms // 20) * (19 if carriers else 15)


@pytest.mark.parametrize(
    ("pattern", "times"),
    [
        (Pattern.WAVE, 25.3),
        (Pattern.PULSE, 12.4),
        (Pattern.RIPPLE, 21.6),
        (Pattern.ROLL, 11.4),
        (Pattern.FADE, 25.8),
        (Pattern.BLOOM, 20.4),
        (Pattern.BREATH, 44.6),
        (Pattern.TAP, 8.2),
    ],
)
def test_a_pattern_is_many_times_fewer_bytes_than_a_stream(pattern, times):
    steps = [step(pattern, emotion) for emotion in Emotion]
    stream = sum(streamed(timeline, carriers=False) for timeline in steps)
    assert stream >= times * sum(sent(timeline, carriers=False) for timeline in steps)


@pytest.mark.parametrize(
    ("carriers", "longest", "times"), [(False, 64, 20.5), (True, 64, 22.0), (False, 20, 17.0), (True, 20, 18.0)]
)
def test_all_steps_are_many_times_fewer_bytes_than_a_stream(carriers, longest, times):
    steps = [step(pattern, emotion) for pattern, emotion in ALL_STEPS]
    stream = sum(streamed(timeline, carriers=carriers) for timeline in steps)
    assert stream >= times * sum(sent(timeline, carriers=carriers, longest=longest) for timeline in steps)


@pytest.mark.parametrize("longest", [20, 64])
@pytest.mark.parametrize("size", [1, 13, 14, 30, 31, 57, 58, 118, 119])
def test_packets_hold_every_byte_in_order(size, longest):
    data = bytes(range(size))
    cut = packets(TrackBytes(0, data, 1, 0, 0), 254, 300, -1, longest)
    assert all(len(packet) <= longest for packet in cut)
    assert cut[0][:7] == bytes((0x10, 254, 44, 255, 255, 255, 255))
    assert [packet[:3] for packet in cut[1:]] == [bytes((0x11, 255 + k & 255, 44)) for k in range(len(cut) - 1)]
    assert cut[0][7:] + b"".join(packet[3:] for packet in cut[1:]) == data
    assert len(cut) == 1 + -(-max(size - (longest - 7), 0) // (longest - 3))


def test_the_arithmetic_by_hand():
    track = Track(
        (Voice(1), Voice(2, 128, 5)),
        (
            Segment(Kind.RAMP, 10, 100),
            Segment(Kind.EASE, 8, 0),
            Segment(Kind.RAMP, 30, 90),
            Segment(Kind.HOLD, 3, 7),
            Segment(Kind.ROOT, 16, 80),
            Segment(Kind.ROOT, 16, 0),
        ),
        Chop(10, 51),
    )
    full, soft = track.voices
    # 5 ms: 5000 >> 6 = 78 of 10000 >> 6 = 156, so 50 * 128 of 255; at 128 of 255 it is 25.1
    assert track_level(track, full, 5000) == 50
    assert track_level(track, soft, 5000) == 25
    # ease down: 100 * 218 / 255 = 85.5 at 2 ms, 50.2 at 4 ms, 14.5 at 6 ms
    assert [track_level(track, full, (10 + t) * 1000) for t in (0, 2, 4, 6)] == [100, 85, 50, 15]
    # three pieces of 10 ms: 28 to 38 keeps a fifth of the line
    assert [track_level(track, full, (18 + t) * 1000) for t in (9, 10, 20)] == [27, 6, 60]
    assert track_level(track, full, 48_000) == 7
    # root: 23.5 at 2 ms, 80 * 128 / 255 = 40 at 4 ms, 60 at 9 ms; down by 60 at 7 ms and 40 at 12 ms
    assert [track_level(track, full, (51 + t) * 1000) for t in (0, 2, 4, 9, 16)] == [7, 24, 40, 60, 80]
    assert [track_level(track, full, (67 + t) * 1000) for t in (7, 12, 14)] == [60, 40, 20]
    assert track_level(track, full, -1) == track_level(track, full, 83_000) == 0


@pytest.mark.parametrize(
    ("data", "bad", "segments"),
    [
        ("000fff000f", False, 0),  # bytes after the end
        ("000fff500a", False, 1),
        ("000fff50", False, 0),
        ("200fff500a00", True, 0),
        ("100fff500a00", True, 0),
        ("0400800fff500a00", True, 0),
        ("0000ff500a00", True, 0),
        ("0010ff500a00", True, 0),
        ("000fff500a808000", True, 1),
        ("000fff500a020a00", True, 1),
        ("000fff500a030a00", True, 1),
        ("", False, 0),
        ("010fff0f", False, 0),
    ],
)
def test_what_cannot_be_understood(data, bad, segments):
    track = decode_track(bytes.fromhex(data), motors=4)
    assert (track.bad, len(track.segments)) == (bad, segments)
    assert track.ended == (data == "000fff000f")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_are_read(data):
    track = decode_track(data)
    assert not (track.ended and track.bad)
    if track.ended:
        assert decode_track(write_track(track)).segments == track.segments


def test_a_number_too_large_for_its_bytes_is_refused():
    with pytest.raises(ValueError, match="4096 ms"):
        write_track(Track((Voice(1),), (Segment(Kind.RAMP, 4096, 1),)))
