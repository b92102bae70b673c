"""What becomes of several motors where a format has one place or two, and of what is too strong or too long."""

from __future__ import annotations

import numpy as np
from formats.timelines import CALM, MOVING, STEP, timelines, tracks, worst
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge.formats import Clip, capped, fitted, mono, pieces, usual_layout
from firmware_bridge.formats._mix import corners, sides, strongest
from lexicon import GRID, Breakpoint, Layout, Motor, Timeline, sample


@settings(max_examples=40)
@given(st.lists(tracks(), max_size=5))
def test_the_strongest_is_the_strongest_at_each_moment(made):
    one = strongest(made)
    end = max([1, *(track[-1].t_ms for track in made if track)])
    wanted = sample(Timeline((*made, ()), end), 1000).max(axis=0)
    assert abs(sample(Timeline((one,), end), 1000) - wanted).max() <= 1e-5
    assert all(a.t_ms <= b.t_ms for a, b in zip(one, one[1:], strict=False))


def test_what_is_everywhere_stays_as_strong_and_as_short_as_it_was():
    assert mono(CALM) == CALM.tracks[0]
    assert mono(Timeline((CALM.tracks[0],), CALM.duration_ms)) == CALM.tracks[0]
    assert mono(Timeline(((), ()), 100)) == ()


def test_the_carrier_is_that_of_the_strongest():
    low = (Breakpoint(0, 0.2, 80), Breakpoint(100, 0.2, 80))
    high = (Breakpoint(40, 0.6, 200), Breakpoint(60, 0.6, 200))
    one = strongest([low, high])
    assert [(p.t_ms, p.level, p.carrier_hz) for p in one] == [
        (0, 0.2, 80),
        (40, 0.2, 80),
        (40, 0.6, 200),
        (60, 0.6, 200),
        (60, 0.2, 80),
        (100, 0.2, 80),
    ]


def test_two_that_cross_meet_in_a_corner():
    up = (Breakpoint(0, 0.0, 100), Breakpoint(100, 1.0, 100))
    down = (Breakpoint(0, 1.0, 100), Breakpoint(100, 0.0, 100))
    assert [(p.t_ms, round(p.level, 6)) for p in strongest([up, down])] == [(0, 1.0), (50, 0.5), (100, 1.0)]


def test_left_and_right_are_halves_and_a_middle_is_both():
    a, b, c = ((Breakpoint(0, v, 100), Breakpoint(50, v, 100)) for v in (0.2, 0.4, 0.6))
    row = Layout((Motor(0, 0.5), Motor(0.5, 0.5), Motor(1, 0.5)))
    left, right = sides(Timeline((a, b, c), 50), row)
    assert (left[0].level, right[0].level) == (0.4, 0.6)
    only = Layout((Motor(0.9, 0.5),))
    assert sides(Timeline((a,), 50), only) == (a, a)


def test_other_motors_get_the_nearest_and_places_survive():
    eight = usual_layout(8)
    tracks_of = corners(MOVING, GRID, eight)
    assert tracks_of[0] == MOVING.tracks[0]
    assert tracks_of[-1] == MOVING.tracks[3]
    back = fitted(Clip(Timeline(tracks_of, MOVING.duration_ms), eight), GRID)
    assert worst(back, MOVING, between=False) <= STEP
    assert fitted(Clip(MOVING, GRID), GRID) is MOVING


@settings(max_examples=40)
@given(timelines(), st.sampled_from([0.1, 0.36, 0.71, 1.0]))
def test_a_cap_cuts_what_is_above_it_and_nothing_else(made, cap):
    timeline, _ = made
    done = capped(timeline, cap)
    assert done.peak <= cap
    wanted, levels = (sample(t, 1000) for t in (timeline, done))
    assert abs(levels - np.minimum(wanted, cap)).max() <= 1e-6


@settings(max_examples=40)
@given(timelines())
def test_pieces_put_together_are_the_whole(made):
    timeline, _ = made
    at, wanted = -20, sample(timeline, 1000)
    levels = np.zeros_like(wanted)
    for piece in pieces(timeline, lead_in_ms=20):
        for onset, part in piece.steps:
            assert part.duration_ms <= 20 or sum(map(len, set(part.tracks))) <= 16 + 3 * len(part.tracks)
            levels[:, at + onset : at + onset + part.duration_ms] = sample(part, 1000)
        at += piece.duration_ms
    assert at == timeline.duration_ms
    assert abs(levels - wanted).max() <= 1e-6


def test_pieces_of_long_clips_are_none_too_long():
    beat = (Breakpoint(0, 0.5, 100), Breakpoint(40, 0.5, 100), Breakpoint(40, 0.0, 100))
    far = 3 * 3600 * 1000
    track = (*beat, Breakpoint(far, 0.0, 100), Breakpoint(far, 0.5, 100), Breakpoint(far + 40, 0.5, 100))
    made = list(pieces(Timeline((track,), far + 100_000)))
    assert max(piece.duration_ms for piece in made) <= 60_000
    assert sum(piece.duration_ms for piece in made) == far + 100_000
    assert sum(len(piece.steps) for piece in made) == 2
