"""What can be said in the lexicon comes in time through a device's queue, over a healthy link and over a slow one."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge._room import HURRY_MS, Need, Room
from firmware_bridge._tracks import ROOM, encode_timeline
from lexicon import TOKENS, Emotion, Group, Pattern, Place, Step, compile_step
from tests.bridge.session_rig import Rig

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
