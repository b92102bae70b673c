"""Tables and JSON of samples, told by their lines; and sound, whose carrier and envelope can be heard."""

from __future__ import annotations

import io
import json
import wave

import numpy as np
import pytest
from formats.timelines import CALM, MOVING, TAPS, of_tags

from firmware_bridge import LexiconFileError
from firmware_bridge.formats import Format, Lost, read_clip, usual_layout, write_clip
from lexicon import GRID, Breakpoint, Timeline, sample


def test_a_table_is_what_a_person_would_write() -> None:
    clip = read_clip(b"t_ms, m1, m2\n0,0,0.5\n10,1,0.5\n\n20,0,0.5\n", Format.CSV)
    assert clip.layout == usual_layout(2)
    assert clip.timeline.levels_at(5) == (0.5, 0.5)
    assert clip.timeline.duration_ms == 20
    assert write_clip(TAPS, GRID, Format.CSV).data.startswith(b"t_ms,m1,m2,m3,m4,hz1,hz2,hz3,hz4\n0,0.0,0.36,0.0,0.36,")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Line 1 in 'x' is missing"),
        (b"time,m1\n", "Line 1 in 'x' does not begin with the column t_ms"),
        (b"t_ms,m1,m3\n", "Line 1 in 'x' does not count its motors from m1 to m2"),
        (b"t_ms,m1,m1\n", "Line 1 in 'x' does not name 1 to 64 motors, each once"),
        (b"t_ms,m1,loud\n", "Line 1 in 'x' has the column 'loud'"),
        (b"t_ms,m1\n0,0\n5\n", "Line 3 in 'x' has 1 columns; it must have 2"),
        (b"t_ms,m1\n0,0\n5,2\n", "Line 3 in 'x' has m1 '2'; it must be a number from 0 to 1"),
        (b"t_ms,m1\n0,0\n5,nan\n", "Line 3 in 'x' has m1 'nan'"),
        (b"t_ms,m1,hz1\n0,0,1e308\n", "Line 2 in 'x' has hz1 '1e308'; it must be a number from 0 to 1000"),
        (b"t_ms,m1\n5,0\n4,0\n", "Line 3 in 'x' goes back in time"),
        (b"t_ms,m1\n0,0\n\xff,0\n", "Line 3 in 'x' is not UTF-8 text"),
    ],
)
def test_a_table_is_told_by_its_lines(data, says) -> None:
    with pytest.raises(LexiconFileError) as caught:
        read_clip(data, Format.CSV, "x")
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"step_ms": 0}, "step_ms in 'x' is 0"),
        ({"motors": []}, "motors in 'x' is empty"),
        ({"motors": [{"x": 2, "y": 0}]}, "motors[0].x in 'x' is 2"),
        ({"levels": [[0, 1], [0, 1]]}, "levels in 'x' has 2 rows for 1 motors"),
        ({"levels": [[0, 1.5]]}, "levels[0][1] in 'x' is 1.5"),
        ({"carriers_hz": [[100]]}, "levels in 'x' has rows of different lengths"),
        ({"step_ms": 86_400_000}, "step_ms in 'x' makes the clip longer than a day"),
    ],
)
def test_samples_are_told_by_their_path(change, says) -> None:
    good = {"step_ms": 1, "motors": [{"x": 0, "y": 0}], "levels": [[0, 1]]}
    assert read_clip(json.dumps(good).encode(), Format.JSON).timeline.duration_ms == 1
    with pytest.raises(LexiconFileError) as caught:
        read_clip(json.dumps(good | change).encode(), Format.JSON, "x")
    assert str(caught.value).startswith(says)


def test_long_clips_are_sampled_less_often_and_that_is_said() -> None:
    slow = Timeline(((Breakpoint(0, 0.0, 100), Breakpoint(250_000, 1.0, 100)),), 250_000)
    written = write_clip(slow, usual_layout(1), Format.CSV)
    assert Lost.TIMES in {loss.kind for loss in written.losses}
    assert read_clip(written.data, Format.CSV).timeline.levels_at(125_000)[0] == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize("kind", [Format.CSV, Format.JSON])
def test_samples_stay_as_they_were(kind, golden) -> None:
    golden(f"taps{kind.value}", write_clip(TAPS, GRID, kind).data)


def sound(timeline, layout=GRID, channels=4):
    written = write_clip(timeline, layout, Format.WAV, channels=channels)
    with wave.open(io.BytesIO(written.data)) as file:
        assert file.getsampwidth() == 2
        data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, file.getnchannels())
        return data / 32_000, file.getframerate(), written.losses


@pytest.mark.parametrize("timeline", [CALM, MOVING])
def test_the_envelope_can_be_heard_on_the_motors_own_channel(timeline) -> None:
    heard, rate, losses = sound(timeline)
    assert heard.shape == (timeline.duration_ms * rate // 1000, 4)
    assert losses == ()
    levels = sample(timeline, 1000)
    window = rate // 20  # 50 ms: three periods of the lowest carrier
    for k in range(4):
        for start in range(0, len(heard) - window, window):
            a, b = start * 1000 // rate, (start + window) * 1000 // rate
            wanted = np.sqrt((levels[k, a:b] ** 2).mean() / 2)
            loud = np.sqrt((heard[start : start + window, k] ** 2).mean())
            assert abs(loud - wanted) < 0.03
    rests = levels.max(axis=0) == 0
    rests[:-1] &= rests[1:]
    assert not heard[np.repeat(rests, rate // 1000)].any()


@pytest.mark.parametrize("emotion", ["calm", "steady", "alert_high"])
def test_the_carrier_can_be_heard(emotion) -> None:
    timeline = of_tags(f"[begin_haptics][{emotion}][i4][pat_fade][t2s][end_haptics]")
    heard, rate, _ = sound(timeline)
    spectrum = np.abs(np.fft.rfft(heard[:, 0] * np.hanning(len(heard))))
    peak = np.fft.rfftfreq(len(heard), 1 / rate)[spectrum.argmax()]
    assert abs(peak - timeline.tracks[0][1].carrier_hz) <= 1


def test_headphones_get_two_channels_and_one_motor_both() -> None:
    right = of_tags("[begin_haptics][steady][i4][m_right][t1s][end_haptics]")
    heard, _, losses = sound(right, channels=2)
    assert heard.shape[1] == 2
    assert heard[:, 0].max() == 0 < heard[:, 1].max()
    assert [loss.kind for loss in losses] == [Lost.PLACES]
    mono, _, losses = sound(Timeline((right.tracks[1],), 1000), usual_layout(1))
    assert (mono[:, 0] == mono[:, 1]).all()
    assert losses == ()
    eight, _, losses = sound(Timeline(right.tracks * 2, 1000), usual_layout(8))
    assert eight.shape[1] == 4
    assert [loss.kind for loss in losses] == [Lost.PLACES]


def test_a_sound_is_not_longer_than_anyone_would_listen_to() -> None:
    with pytest.raises(LexiconFileError, match="601 s"):
        write_clip(Timeline(((),), 601_000), usual_layout(1), Format.WAV)


def test_a_sample_is_the_nearest_ten_thousandth() -> None:
    ramp = (Breakpoint(0, 0.0, 100), Breakpoint(3, 1.0, 103), Breakpoint(3, 0.5, 200), Breakpoint(5, 0.0, 200))
    written = write_clip(Timeline((ramp,), 5), usual_layout(1), Format.CSV).data.decode()
    assert written.splitlines()[1:] == [
        "0,0.0,100",
        "1,0.3333,101",
        "2,0.6667,102",
        "3,0.5,200",
        "4,0.25,200",
        "5,0.0,200",
    ]
