"""What can be said in the lexicon comes in time through a device's queue, over a healthy link and over a slow one."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge import Started, make_layout
from firmware_bridge._recording import Change, Recording
from firmware_bridge._replay import pieces
from firmware_bridge._room import HURRY_MS, Need, Room
from firmware_bridge._tracks import ROOM, encode_timeline
from lexicon import TOKENS, Emotion, Group, Pattern, Place, Step, compile_step
from tests.bridge.session_rig import Rig
from tests.bridge.test_tracks import timelines

DURATIONS_MS = [token.value for token in TOKENS if token.group is Group.DURATION]
RADIO = {"interval_ms": 48.75}
SMALLEST = Room(tracks=4, segments=48)
"""What the protocol asks of a device."""


def a_step(emotion, pattern, duration_ms, place=Place.ALL, intensity=3):
    return Step(0, duration_ms, emotion, intensity, pattern, place, duration_ms)


class Queue(Rig):
    """A device that nobody looks at between packets, so that an hour passes in a second."""

    def __init__(self, room=ROOM, **how):
        self.room = room
        super().__init__(prepare=lambda link: setattr(link, "next_deadline_ms", lambda: None), **how)
        self.greeted()

    def boot(self, number):
        self.config = replace(self.config, tracks=self.room.tracks, segments=self.room.segments)
        return super().boot(number)

    def lose(self, steps):
        """Play them; returns how many came late, how many were not there whole, and by how much the plan moved."""
        self.play(1, *steps)
        self.until(lambda: self.session.idle)
        assert self.session.lost is None
        return self.session.late, self.model._underruns, self.session.stretched_ms


def test_every_step_that_can_be_said_comes_in_time():
    rigs = Queue(motors=4), Queue(motors=4, faults=RADIO)
    for words in product(Emotion, Pattern, DURATIONS_MS):
        step = compile_step(a_step(*words), rigs[0].session.layout)
        for rig in rigs:  # one after the other, so that a step is encoded once
            assert rig.lose([step]) == (0, 0, 0), words


class Smallest(Rig):
    """Eight motors and a queue as small as the protocol lets it be."""

    def boot(self, number):
        self.config = replace(self.config, tracks=SMALLEST.tracks, segments=SMALLEST.segments)
        return super().boot(number)


@pytest.mark.parametrize("pattern", Pattern)
def test_every_beat_is_felt_on_eight_motors_of_the_smallest_device(pattern):
    rig = Smallest(motors=8).greeted()
    steps = [compile_step(a_step(emotion, pattern, 2000), rig.session.layout) for emotion in Emotion]
    zero_ms = rig.now
    rig.play(1, *steps)
    corners = {2000 * k + p.t_ms for k, step in enumerate(steps) for track in step.tracks for p in track}
    for ms in sorted(corners):
        rig.walk(zero_ms + ms)
        rig.model.tick(rig.now_us)
        wanted = steps[ms // 2000].levels_at(ms % 2000) if ms < 2000 * len(steps) else (0,) * 8
        near = [abs(level - 255 * asked) <= 1.51 for level, asked in zip(rig.model.levels, wanted, strict=True)]
        assert all(near), (ms, rig.model.levels, wanted)
    rig.until(lambda: rig.session.idle)
    assert len(corners) > 2 * len(steps)
    assert (rig.session.late, rig.model._underruns, rig.session.stretched_ms) == (0, 0, 0)


PROGRAMS = st.lists(
    st.builds(
        a_step,
        st.sampled_from(Emotion),
        st.sampled_from(Pattern),
        st.sampled_from(DURATIONS_MS),
        st.sampled_from(Place),
        st.integers(1, 5),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(
    PROGRAMS,
    st.integers(1, 3),
    st.sampled_from([1, 2, 4, 8]),
    st.sampled_from(["erm", "lra", "vcm"]),
    st.builds(Room, st.integers(SMALLEST.tracks, 9), st.integers(SMALLEST.segments, 70)),
)
def test_whatever_is_said_comes_in_time_whatever_room_the_device_has(steps, times, motors, kind, room):
    rig = Queue(room, motors=motors, kind=kind)
    assert rig.lose([compile_step(step, rig.session.layout) for step in steps] * times) == (0, 0, 0)


LEVELS = st.one_of(st.sampled_from([0, 0, 1, 40, 80, 127, 128, 254, 255]), st.integers(0, 255))


@st.composite
def dense(draw):
    """Changes of a recording: every 2 to 50 ms, on all motors or on some."""
    motors = draw(st.integers(1, 8))
    gap = draw(st.sampled_from([st.just(2), st.just(5), st.just(10), st.integers(2, 50), st.integers(10, 20)]))
    pitch = draw(st.sampled_from([st.just(0), st.sampled_from([0, 60, 170, 250])]))
    at, changes = 0, []
    for levels in draw(st.lists(st.lists(LEVELS, min_size=motors, max_size=motors), min_size=1, max_size=40)):
        changes.append(Change(at, tuple(level / 255 for level in levels), tuple(draw(pitch) for _ in levels)))
        at += draw(gap)
    return [*changes, Change(at, (0.0,) * motors, (0,) * motors)]


ROOMS = st.sampled_from([SMALLEST, ROOM])
DENSE = int(os.environ.get("EDGE_HAPTICS_RECORDINGS", "25"))


def perform(changes, room, **faults):
    """Play a recording; returns the rig, and when its first level was planned."""
    voices = any(any(change.carriers_hz) for change in changes)
    layout = make_layout(len(changes[0].levels), "vcm" if voices else "lra")
    rig = Sized(room, layout, **faults)
    rig.session.begin(1)
    (piece,) = pieces(Recording(layout, tuple(changes)), lead_in_ms=20)
    for onset_ms, timeline in piece.steps:
        rig.session.append(1, onset_ms, timeline, rig.now)
    rig.session.end(1, piece.duration_ms, rig.now)
    rig.session.advance(rig.now)
    rig.until(lambda: rig.session.idle)
    (started,) = rig.events(Started)
    assert (rig.model._underruns, rig.session.stretched_ms) == (0, 0)
    return rig, started.t_device_ms + 20


@settings(max_examples=DENSE)
@given(dense(), ROOMS)
def test_however_dense_a_recording_is_no_track_of_it_is_late_and_every_level_is_its_own(changes, room):
    rig, zero_ms = perform(changes, room)
    assert rig.session.late == 0
    asked = {change.t_ms: tuple(round(level * 255) for level in change.levels) for change in changes}
    played = {round(t_ms - zero_ms, 3): levels for t_ms, levels in rig.outputs}
    assert without_repeats(played) == without_repeats(asked)


def every(gap_ms, motors):
    """All motors change each time."""
    levels = [tuple((37 * k + 101 * m) % 255 + 1 for m in range(motors)) for k in range(50)] + [(0,) * motors]
    return [Change(gap_ms * k, tuple(v / 255 for v in now), (0,) * motors) for k, now in enumerate(levels)]


@pytest.mark.parametrize(
    ("motors", "gap_ms", "room", "faults"),
    [
        (4, 10, ROOM, {"delay_ms": 30}),
        (4, 10, ROOM, {"interval_ms": 30}),
        (8, 10, ROOM, {"delay_ms": 15}),
        (8, 20, ROOM, {"interval_ms": 15}),
        (8, 10, SMALLEST, {"delay_ms": 7}),
    ],
)
def test_the_way_may_take_as_long_as_what_plays_meanwhile(motors, gap_ms, room, faults):
    rig, _ = perform(every(gap_ms, motors), room, **faults)
    assert rig.session.late == 0


def test_over_a_way_that_is_too_slow_levels_are_left_out_and_counted_and_none_is_late():
    changes = every(10, 8)
    rig, zero_ms = perform(changes, SMALLEST, delay_ms=30)
    assert rig.session.late > 10
    felt = 0
    for t_ms, levels in rig.outputs:
        now = max((change for change in changes if change.t_ms <= t_ms - zero_ms), key=lambda change: change.t_ms)
        for level, asked in zip(levels, now.levels, strict=True):
            assert level in (0, round(asked * 255)), (t_ms - zero_ms, levels, now)
            felt += level > 0
    assert felt


class Sized(Rig):
    """A device with a queue of its own size, at rest."""

    def __init__(self, room, layout, **faults):
        self.room = room
        super().__init__(motors=len(layout), kind=layout.motors[0].kind.value, faults=faults)
        self.greeted()
        self.outputs.clear()

    def boot(self, number):
        self.config = replace(self.config, tracks=self.room.tracks, segments=self.room.segments)
        return super().boot(number)


def without_repeats(levels):
    """When they change, from rest on."""
    kept = []
    for t_ms, now in sorted(levels.items()):
        if now != (kept[-1][1] if kept else (0,) * len(now)):
            kept.append((t_ms, now))
    return kept


@settings(max_examples=DENSE)
@given(timelines(), st.booleans(), ROOMS)
def test_whatever_is_asked_for_finds_room_in_time_beside_what_comes_before_and_after(timeline, carriers, room):
    tracks = encode_timeline(timeline, carriers=carriers, room=room)
    assert room.spare_ms(tracks, timeline.duration_ms) >= 0


@pytest.mark.parametrize("emotion", [Emotion.SPARK, Emotion.ALERT_MILD, Emotion.ALERT_HIGH])
def test_many_beats_on_every_motor_are_cut_where_one_long_track_would_be_in_the_way(emotion):
    timeline = compile_step(a_step(emotion, Pattern.ROLL, 5000))
    endless = Room(tracks=255, segments=255)
    long, cut = (encode_timeline(timeline, carriers=False, room=room) for room in (endless, ROOM))
    assert ROOM.spare_ms(long, 5000) < 0
    assert ROOM.spare_ms(cut, 5000) >= HURRY_MS
    assert sum(len(track.data) for track in long) < sum(len(track.data) for track in cut)


def test_a_queue_frees_the_oldest_first_and_what_was_found_out_by_hand_holds():
    class Track:
        def __init__(self, onset_ms, duration_ms, segments=1):
            self.onset_ms, self.duration_ms, self.segments = onset_ms, duration_ms, segments
            self.needs = [Need(segments, 0)]

    room = Room(tracks=2, segments=10)
    # One before it holds a place and five segments until 0; one after it wants as much when it is over.
    assert room.spare_ms([Track(0, 100)], 100) == 99
    assert room.spare_ms([Track(0, 100)], 1000) == 999
    assert room.spare_ms([Track(0, 100), Track(50, 10), Track(300, 10)], 1000) == 49
    assert room.spare_ms([Track(0, 300), Track(50, 10), Track(200, 10)], 1000) == -101
    assert room.spare_ms([Track(0, 100), Track(0, 10)], 1000) == -1
    assert room.spare_ms([Track(0, 100, 5), Track(200, 100, 5)], 300) == 199
    assert room.spare_ms([Track(0, 100, 6), Track(200, 100, 4)], 300) == -1
    assert room.spare_ms([Track(0, 100, 5), Track(200, 100, 6)], 400) == 99
    assert room.half_holds([Track(0, 100, 5)])
    assert not room.half_holds([Track(0, 100, 6)])
    assert not room.half_holds([Track(0, 10), Track(10, 10)])
