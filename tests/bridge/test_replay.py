"""Recordings and traces: what is read from any lines, how it is cut into pieces and mapped to other motors."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge import LexiconFileError, make_layout
from firmware_bridge._fit import fit
from firmware_bridge._follow import follows
from firmware_bridge._recording import MAX_MOTORS, Change, Recording, is_recording, read_recording
from firmware_bridge._replay import (
    DEFAULT_HZ,
    PIECE_CHANGES,
    PIECE_MS,
    STEP_MOVES,
    STEP_MS,
    fitted,
    hold_timeline,
    pieces,
)
from firmware_bridge._tracks import decode_track, encode_timeline, track_level
from lexicon import Breakpoint, Layout, Motor, Timeline

HEAD = json.dumps({"motors": [{"x": 0.0, "y": 0.5, "kind": "lra"}, {"x": 1.0, "y": 0.5}]})


def line(t_ms, *levels, **more):
    return json.dumps({"t_ms": t_ms, "levels": list(levels), "carriers_hz": [0] * len(levels), **more})


def level(t_ms, t_device_ms, *levels):
    return json.dumps({"t_ms": t_ms, "kind": "level", "t_device_ms": t_device_ms, "levels": list(levels)})


def read(*lines):
    return read_recording([text + "\n" for text in lines], "touch.jsonl")


def told(recording):
    return [(change.t_ms, tuple(round(level * 255) for level in change.levels)) for change in recording.changes]


def test_a_recording_begins_with_its_first_touch_and_ends_at_rest():
    lines = [HEAD, line(3.0, 0, 0), line(40.2, 0.2, 0), line(61.7, 0.2, 0.4), line(70, 0, 0), line(99, 0.1, 0)]
    recording = read(*lines)
    assert told(recording) == [(0, (51, 0)), (22, (51, 102)), (30, (0, 0)), (59, (0, 0))]
    assert [motor.x for motor in recording.layout.motors] == [0.0, 1.0]


def test_a_trace_gives_its_levels_on_the_clock_of_the_device():
    other = json.dumps({"t_ms": 5, "kind": "tx", "message": "hello", "bytes": 4})
    recording = read(
        other, level(10, 2000.5, 0.2, 0), level(30, 2015.5, 0, 0), "", level(90, 2100.25, 0.4, 0), level(95, 2105, 0, 0)
    )
    assert told(recording) == [(0, (51, 0)), (16, (0, 0)), (100, (102, 0)), (105, (0, 0))]
    assert recording.layout == make_layout(2)
    assert len(read(level(1, 1, *[0.5] * 3), level(2, 2, 0, 0, 0)).layout) == 3


def test_a_device_that_started_anew_goes_on_by_the_clock_of_the_host():
    recording = read(level(10, 5000, 0.2), level(30, 5020, 0), level(130, 7, 0.4), level(140, 17, 0))
    assert told(recording) == [(0, (51,)), (20, (0,)), (120, (102,)), (130, (0,))]


def test_what_is_unknown_or_cut_off_is_passed_over():
    lines = [HEAD, line(0, 0.2, 0, colour="red"), line(10, 0, 0), '{"t_ms": 20, "lev']
    assert told(read_recording([*(text + "\n" for text in lines[:-1]), lines[-1]])) == [(0, (51, 0)), (10, (0, 0))]
    assert told(read(level(0, 0, 0.2), json.dumps({"t_ms": 1, "kind": "news", "levels": 7}), level(2, 2, 0)))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("{", "is not JSON"),
        ("[1]", "is no JSON object"),
        ("[" * 100_000, "is not JSON"),
        (line(5, 0.2), "has 1 levels for 2 motors"),
        (line(5, 0.2, 1.5), "has a level that is not from 0 to 1"),
        (line(5, 0.2, float("nan")), "has a level that is not from 0 to 1"),
        (line(5, 0.2, True), "has a level that is not from 0 to 1"),
        (line(-1, 0.2, 0), "goes back in time"),
        (line("5", 0.2, 0), "has no t_ms"),
        (line(10**400, 0.2, 0), "has no t_ms"),
        (line(10**9, 0.2, 0), "is more than a day after the first change"),
        (line(5, 0.2, 0, carriers_hz=[1]), "has no frequency for each of 2 motors"),
        (line(5, 0.2, 0, carriers_hz=[1, -1]), "has a frequency that is not from 0 to 1000 Hz"),
        (json.dumps({"t_ms": 5, "levels": 3}), "does not list the levels of 1 to 64 motors"),
        (HEAD, "lists motors a second time"),
        (json.dumps({"motors": []}), "does not list 1 to 64 motors"),
        (level(5, None, 0.2, 0), "has no time"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(wrong, says):
    with pytest.raises(LexiconFileError, match=r"^Line 3 of 'touch\.jsonl' ") as error:
        read(HEAD, line(0, 0.1, 0), wrong, line(20, 0, 0))
    assert str(error.value).endswith(f"{says}.")
    assert error.value.exit_code == 5


@pytest.mark.parametrize("motor", [{"x": 0}, {"x": 0, "y": 2}, {"x": "0", "y": 0}, 3, None])
def test_motors_have_places(motor):
    with pytest.raises(LexiconFileError, match=r"^Line 1 of .* has a motor without a place"):
        read(json.dumps({"motors": [motor]}))


@pytest.mark.parametrize("lines", [[HEAD], [HEAD, line(0, 0, 0)], [level(0, 0, 0)]])
def test_nothing_that_can_be_felt_is_said(lines):
    with pytest.raises(LexiconFileError, match="No motor moves"):
        read(*lines)


@given(st.lists(st.one_of(st.text(), st.from_regex(r'\{"t_ms": ?\d{1,4}, "levels": \[[01, ]{0,5}\]\}'), st.just(HEAD))))
def test_any_lines_are_a_recording_or_one_error(lines):
    try:
        recording = read(*lines)
    except LexiconFileError:
        return
    assert 0 < len(recording.layout) <= MAX_MOTORS
    assert not any(recording.changes[-1].levels)


def test_recordings_are_known_by_their_first_line():
    assert is_recording(HEAD + "\n")
    assert is_recording(level(0, 0, 0.2))
    for text in (
        "",
        "[calm]",
        "Hello",
        "{}",
        "7",
        '{"motors": 2}',
        '{"kind": "session"}',
        '{"t_ms": 3}',
        "[" * 100_000,
    ):
        assert not is_recording(text)


def recorded(places, *changes):
    layout = Layout(tuple(Motor(x, y) for x, y in places))
    return Recording(layout, tuple(Change(t, levels, (100,) * len(levels)) for t, levels in changes))


@pytest.mark.parametrize(
    ("motors", "present", "felt"),
    [
        (4, 1, [0.4]),
        (4, 2, [0.3, 0.4]),
        (4, 8, [0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4]),
        (2, 4, [0.1, 0.2, 0.1, 0.2]),
        (1, 4, [0.1] * 4),
        (2, 2, [0.1, 0.2]),
    ],
)
def test_other_motors_do_what_was_nearest(motors, present, felt):
    layout = make_layout(motors)
    levels = (0.1, 0.2, 0.3, 0.4)[:motors]
    recording = recorded([(motor.x, motor.y) for motor in layout.motors], (0, levels), (9, (0.0,) * motors))
    played = fitted(recording, make_layout(present))
    assert list(played.changes[0].levels) == felt
    assert played.changes[1].levels == (0.0,) * present
    assert len(played.layout) == present


def test_as_many_motors_take_their_parts_by_number():
    recording = recorded([(1, 1), (0, 0)], (0, (0.1, 0.2)), (9, (0.0, 0.0)))
    assert fitted(recording, make_layout(2)).changes == recording.changes


def test_holds_are_exact_and_have_a_frequency():
    changes = [Change(-5, (0.2, 0.0), (90, 0)), Change(10, (0.2, 0.4), (90, 0)), Change(30, (0.0, 0.4), (0, 120))]
    timeline = hold_timeline(changes, 0, 50)
    assert [timeline.levels_at(t) for t in (0, 9.9, 10, 29.9, 30, 49.9, 50)] == [
        (0.2, 0.0), (0.2, 0.0), (0.2, 0.4), (0.2, 0.4), (0.0, 0.4), (0.0, 0.4), (0.0, 0.0)
    ]  # fmt: skip
    assert {point.carrier_hz for point in timeline.tracks[0]} == {90, DEFAULT_HZ}
    assert timeline.tracks[1][0].carrier_hz == DEFAULT_HZ
    assert timeline.duration_ms == 50


GAPS = st.sampled_from([1, 2, 10, 50, 900, 70_000, 200_000])


@given(st.lists(st.tuples(GAPS, st.tuples(*[st.sampled_from([0.0, 0.0, 0.2, 0.4])] * 2)), min_size=1, max_size=40))
def test_pieces_one_after_the_other_are_the_recording(drawn):
    at, changes = 0, [(0, (0.2, 0.0))]
    for gap, levels in drawn:
        at += gap
        changes.append((at, levels))
    changes.append((at + 7, (0.0, 0.0)))
    zero, felt = -20, []
    for piece in pieces(recorded([(0, 0), (1, 1)], *changes), lead_in_ms=20):
        assert 0 <= piece.duration_ms <= PIECE_MS
        end = 0
        for onset, timeline in piece.steps:
            assert end <= onset
            end = onset + timeline.duration_ms
            assert timeline.duration_ms <= STEP_MS
            times = sorted({point.t_ms for track in timeline.tracks for point in track} - {timeline.duration_ms})
            felt += [(zero + onset + t, timeline.levels_at(t)) for t in times]
            felt.append((zero + end, (0.0, 0.0)))
        assert end <= piece.duration_ms
        zero += piece.duration_ms
    assert zero == changes[-1][0]
    assert without_repeats(sorted(dict(felt).items())) == without_repeats(changes)


def without_repeats(changes):
    kept = []
    for t, levels in changes:
        if not kept or kept[-1][1] != levels:
            kept.append((t, levels))
    return kept


def test_many_changes_make_more_pieces_and_shorter_steps():
    changes = [(10 * k, (0.2 + k % 2 / 5, 0.4 - k % 2 / 5)) for k in range(PIECE_CHANGES + 100)]
    made = list(pieces(recorded([(0, 0), (1, 1)], *changes, (10 * len(changes), (0.0, 0.0)))))
    assert len(made) == 2
    assert max(timeline.duration_ms for piece in made for _, timeline in piece.steps) <= 10 * (STEP_MOVES // 2 + 1)


def test_pieces_are_cut_at_a_rest_where_there_is_one():
    changes = [(k * 20_000 + by, (0.2 * (by == 0),)) for k in range(6) for by in (0, 5000)]
    made = list(pieces(recorded([(0, 0)], *changes)))
    assert [piece.duration_ms for piece in made] == [45_000, 60_000]


def test_holds_of_whole_levels_are_fitted_exactly():
    steps = tuple((t, float(y)) for t, y in ((0, 200), (20, 200), (20, 99), (40, 99), (40, 200), (60, 200), (60, 0)))
    found = fit(steps)
    segments, chop = found.segments, found.chop.chosen()
    assert follows(segments, chop, 255, steps)
    assert follows(segments, chop, 255, tuple((t, y + 0.9 if y else 0.0) for t, y in steps))
    assert not follows(segments, chop, 255, tuple((t, y + 1 if y else 0.0) for t, y in steps))


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_recording_is_met_at_every_ms(holds):
    points, t = [], 0
    for ms, wanted in holds:
        points += [(t, wanted / 255), (t + ms, wanted / 255)]
        t += ms
    timeline = Timeline((tuple(Breakpoint(at, share, 170) for at, share in [*points, (t, 0.0)]),), t)
    played = [0] * t
    for made in encode_timeline(timeline, carriers=False):
        track = decode_track(made.data)
        for voice in track.voices:
            for at in range(t):
                own = track_level(track, voice, (at - made.onset_ms - voice.delay_ms) * 1000)
                played[at] = max(played[at], own)
    assert played == [wanted for ms, wanted in holds for _ in range(ms)]
