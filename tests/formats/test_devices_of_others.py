"""Android, browsers, gamepads and bHaptics: what their calls take, and what their files say."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from formats.timelines import CALM, MOVING, TAPS, of_tags, timelines, worst
from hypothesis import given, settings

from firmware_bridge import LexiconFileError
from firmware_bridge.formats import Format, Lost, mono, read_clip, write_clip
from lexicon import GRID, Breakpoint, Layout, Motor, Timeline


def document(timeline, kind, layout=GRID):
    return json.loads(write_clip(timeline, layout, kind).data)


def hold(*spans):
    """A track of (start, end, level)."""
    points = []
    for start, end, level in spans:
        edge = [Breakpoint(start, 0.0, 100), Breakpoint(start, level, 100)]
        points += [*edge, Breakpoint(end, level, 100), Breakpoint(end, 0.0, 100)]
    return Timeline((tuple(points),), spans[-1][1])


ONE = Layout((Motor(0.5, 0.5),))


@given(timelines())
@settings(max_examples=30)
def test_a_waveform_is_one_that_android_takes(made) -> None:
    timeline, layout = made
    waveform = document(timeline, Format.ANDROID, layout)["waveform"]
    timings, amplitudes = waveform["timings"], waveform["amplitudes"]
    assert len(timings) == len(amplitudes)
    assert all(ms > 0 for ms in timings)
    assert all(isinstance(a, int) and 0 <= a <= 255 for a in amplitudes)
    assert sum(timings) == timeline.duration_ms  # nothing adds up
    assert all(a != b for a, b in pairwise(amplitudes))
    assert max(amplitudes, default=0) <= max(1, timeline.peak * 255 + 1e-6)
    felt = any(q.t_ms > p.t_ms and p.level + q.level > 0 for p, q in pairwise(mono(timeline)))
    assert bool(max(amplitudes, default=0)) == felt


@given(timelines())
@settings(max_examples=30)
def test_envelopes_are_ones_that_every_device_takes(made) -> None:
    timeline, layout = made
    free = 0
    for envelope in document(timeline, Format.ANDROID, layout)["envelopes"]:
        points = envelope["points"]
        assert envelope["at_ms"] >= free
        assert 1 <= len(points) <= 16
        assert points[-1]["intensity"] == 0
        assert all(p["duration_ms"] >= 20 and 0 <= p["intensity"] <= 1 and 0 <= p["sharpness"] <= 1 for p in points)
        free = envelope["at_ms"] + sum(p["duration_ms"] for p in points)


def test_an_envelope_follows_what_it_can() -> None:
    slow = Timeline(((Breakpoint(0, 0, 155), Breakpoint(500, 0.64, 155), Breakpoint(1000, 0, 155)),), 1000)
    written = write_clip(slow, ONE, Format.ANDROID)
    assert json.loads(written.data)["envelopes"] == [
        {
            "at_ms": 0,
            "points": [
                {"intensity": 0.8, "sharpness": 0.7071, "duration_ms": 500},
                {"intensity": 0.0, "sharpness": 0.7071, "duration_ms": 500},
            ],
        }
    ]
    assert Lost.LEVELS not in {loss.kind for loss in written.losses}
    rough = of_tags("[begin_haptics][ground][i4][pat_fade][t2s][end_haptics]")
    assert Lost.LEVELS in {loss.kind for loss in write_clip(rough, GRID, Format.ANDROID).losses}


def test_slopes_are_steps_of_their_mean_level() -> None:
    slope = Timeline(((Breakpoint(0, 0.0, 100), Breakpoint(100, 1.0, 100), Breakpoint(100, 0.0, 100)),), 100)
    waveform = document(slope, Format.ANDROID, ONE)["waveform"]
    assert waveform["timings"] == [25, 25, 25, 25]
    assert waveform["amplitudes"] == [32, 96, 159, 223]


def test_android_defaults_and_repeats_are_read() -> None:
    clip = read_clip(b'{"timings":[100,50,0,50],"amplitudes":[0,-1,7,128],"repeat":0}', Format.ANDROID)
    levels = [round(clip.timeline.levels_at(t)[0], 3) for t in (0, 99, 100, 149, 150, 199, 200)]
    assert levels == [0, 0, 1, 1, 0.502, 0.502, 0]
    assert [loss.kind for loss in clip.losses] == [Lost.TIMES]
    clip = read_clip(b'{"timings":[100,50,20]}', Format.ANDROID)  # off and on in turn
    assert [clip.timeline.levels_at(t)[0] for t in (99, 100, 149, 150)] == [0, 1, 1, 0]


@given(timelines())
@settings(max_examples=30)
def test_a_browser_gets_what_it_would_not_cut(made) -> None:
    timeline, layout = made
    value = document(timeline, Format.VIBRATE, layout)
    calls = value if value and isinstance(value[0], dict) else [{"at_ms": 0, "pattern": value}]
    for call in calls:
        assert len(call["pattern"]) <= 99
        assert len(call["pattern"]) % 2 == 1 or not call["pattern"]
        assert all(isinstance(ms, int) and 0 <= ms <= 10_000 for ms in call["pattern"])


def test_a_browser_feels_beats_where_they_are() -> None:
    assert document(TAPS, Format.VIBRATE) == [40, 460, 40]
    assert document(hold((0, 100, 0.5), (150, 250, 0.1)), Format.VIBRATE, ONE) == [100, 50, 100]
    assert document(hold((40, 100, 0.5)), Format.VIBRATE, ONE) == [0, 40, 60]
    long = document(hold((0, 25_000, 0.5), (60_000, 60_100, 0.5)), Format.VIBRATE, ONE)
    assert long == [
        {"at_ms": 0, "pattern": [10_000]},
        {"at_ms": 10_000, "pattern": [10_000]},
        {"at_ms": 20_000, "pattern": [5000]},
        {"at_ms": 60_000, "pattern": [100]},
    ]
    many = document(hold(*((100 * k, 100 * k + 50, 0.5) for k in range(60))), Format.VIBRATE, ONE)
    assert [len(call["pattern"]) for call in many] == [99, 19]
    clip = read_clip(json.dumps(many).encode(), Format.VIBRATE)
    assert worst(clip.timeline, hold(*((100 * k, 100 * k + 50, 1.0) for k in range(60)))) == 0


def test_what_a_browser_would_cut_is_cut_and_said() -> None:
    clip = read_clip(json.dumps([20_000, 100, 50]).encode(), Format.VIBRATE)
    assert clip.timeline.duration_ms == 10_150
    assert [loss.kind for loss in clip.losses] == [Lost.TIMES]


@given(timelines(motors=(1, 2, 4)))
@settings(max_examples=30)
def test_a_gamepad_gets_effects_that_it_takes(made) -> None:
    timeline, layout = made
    free = 0
    for effect in document(timeline, Format.GAMEPAD, layout):
        assert effect["type"] == "dual-rumble"
        assert effect["at_ms"] >= free
        assert 0 < effect["duration"] <= 5000
        assert 0 <= effect["strongMagnitude"] <= 1
        assert 0 <= effect["weakMagnitude"] <= 1
        free = effect["at_ms"] + effect["duration"]


def test_left_is_strong_and_right_is_weak() -> None:
    left = of_tags("[begin_haptics][steady][i4][pat_tap][m_left][t250ms][end_haptics]")
    right = of_tags("[begin_haptics][steady][i4][pat_tap][m_right][t250ms][end_haptics]")
    assert all(e["strongMagnitude"] > 0 == e["weakMagnitude"] for e in document(left, Format.GAMEPAD))
    assert all(e["weakMagnitude"] > 0 == e["strongMagnitude"] for e in document(right, Format.GAMEPAD))
    assert max(e["duration"] for e in document(hold((0, 12_000, 0.5)), Format.GAMEPAD, ONE)) == 5000


@pytest.mark.parametrize("kind", [Format.ANDROID, Format.VIBRATE, Format.GAMEPAD])
@pytest.mark.parametrize("name", ["calm", "moving", "taps"])
def test_what_is_written_stays_as_it_was(kind, name, golden) -> None:
    timeline = {"calm": CALM, "moving": MOVING, "taps": TAPS}[name]
    golden(f"{name}{kind.value}", write_clip(timeline, GRID, kind).data)


def suit(*effects, **changes):
    layout = [{"index": k, "x": k % 2, "y": k // 2} for k in range(4)]
    tracks = [{"enable": True, "effects": list(effects)}]
    project = {"name": "x", "layout": {"type": "Vest", "layouts": {"VestFront": layout}}, "tracks": tracks}
    return json.dumps({"project": project | changes}).encode()


def dots(start, end, *points, begin=0, playback="NONE"):
    feedback = [{"startTime": start, "endTime": end, "playbackType": playback, "pointList": [
        {"index": index, "intensity": intensity} for index, intensity in points]}]  # fmt: skip
    return {"startTime": begin, "modes": {"VestFront": {"mode": "DOT_MODE", "dotMode": {"feedback": feedback}}}}


def path(*points, playback="NONE"):
    feedback = [{"movingPattern": "CONST_SPEED", "playbackType": playback, "pointList": [
        {"x": x, "y": y, "time": t, "intensity": v} for t, x, y, v in points]}]  # fmt: skip
    return {"startTime": 0, "modes": {"VestFront": {"mode": "PATH_MODE", "pathMode": {"feedback": feedback}}}}


def test_dots_of_a_suit_are_motors_at_their_places() -> None:
    clip = read_clip(suit(dots(0, 100, (0, 0.5), (3, 1), begin=200)), Format.TACT)
    assert [(m.x, m.y) for m in clip.layout.motors] == [(0, 0), (1, 1)]
    assert [clip.timeline.levels_at(t) for t in (199, 200, 299, 300)] == [(0, 0), (0.5, 1), (0.5, 1), (0, 0)]
    clip = read_clip(suit(dots(0, 100, (0, 50), (3, 100))), Format.TACT)  # intensities of 0 to 100
    assert clip.timeline.levels_at(0) == (0.5, 1)
    assert read_clip(suit(dots(0, 100, (1, 1), playback="FADE_IN")), Format.TACT).timeline.levels_at(50) == (0.5,)
    assert read_clip(suit(dots(0, 100, (1, 1), playback="FADE_OUT")), Format.TACT).timeline.levels_at(25) == (0.75,)


def test_a_point_that_travels_is_handed_from_motor_to_motor() -> None:
    clip = read_clip(suit(path((0, 0, 0, 1), (1000, 1, 0, 1))), Format.TACT)
    assert [(m.x, m.y) for m in clip.layout.motors] == [(0, 0), (1, 0)]
    assert clip.timeline.levels_at(0) == pytest.approx((1, 0))
    assert clip.timeline.levels_at(500) == pytest.approx((0.7071, 0.7071), abs=1e-3)
    a, b = clip.timeline.levels_at(240)
    assert a * a + b * b == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (suit(dots(100, 0, (0, 1))), "endTime in 'x' is 0, before the 100 of startTime"),
        (suit(dots(0, 100, (9, 1))), "index in 'x' names a motor that the layout has not"),
        (suit(dots(0, 100, (0, 101))), "intensity in 'x' is 101; it must be 0 to 100"),
        (suit(path((10, 0, 0, 1), (0, 1, 0, 1))), "time in 'x' is before the point before it"),
        (suit(), "project in 'x' has no motor that plays"),
        (b"{}", "The document in 'x' has no 'project'"),
    ],
)
def test_what_a_suit_cannot_play_is_told_by_its_path(data, says) -> None:
    with pytest.raises(LexiconFileError) as caught:
        read_clip(data, Format.TACT, "x")
    assert says in str(caught.value)


def test_tracks_that_are_off_and_devices_over_each_other_are_named() -> None:
    data = json.loads(suit(dots(0, 100, (0, 1))))
    data["project"]["tracks"].append({"enable": False, "effects": []})
    layouts = data["project"]["layout"]["layouts"]
    layouts["VestBack"] = layouts["VestFront"]
    modes = data["project"]["tracks"][0]["effects"][0]["modes"]
    modes["VestBack"] = modes["VestFront"]
    clip = read_clip(json.dumps(data).encode(), Format.TACT)
    assert len(clip.layout) == 2
    assert [loss.kind for loss in clip.losses] == [Lost.EVENTS, Lost.PLACES]
