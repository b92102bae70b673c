from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon._compile import compile_step
from lexicon._device import GRID, Layout, Motor
from lexicon._emotions import SIGNATURES
from lexicon._limits import Limits
from lexicon._places import lap, place_weights, rings
from lexicon._program import Step
from lexicon._tokens import Emotion, Pattern, Place

TWO = Layout((Motor(0.0, 0.5), Motor(1.0, 0.5)))
EIGHT = Layout(tuple(Motor(x / 3, float(y)) for y in (0, 1) for x in range(4)))
part = st.floats(0.0, 1.0).map(lambda v: round(v, 3))
any_layout = st.lists(st.builds(Motor, part, part), min_size=1, max_size=16).map(lambda m: Layout(tuple(m)))


@given(any_layout, st.sampled_from(Place))
def test_every_place_reaches_a_motor_of_every_device(layout: Layout, place: Place) -> None:
    weights = place_weights(place, layout)
    assert len(weights) == len(layout)
    assert max(weights) == 1.0
    assert all(w == 0 or 0.5 <= w <= 1 for w in weights)


@given(any_layout, st.sampled_from(Place), st.sampled_from(Pattern), st.sampled_from(Emotion))
def test_every_device_plays_everything(layout: Layout, place: Place, pattern: Pattern, emotion: Emotion) -> None:
    step = Step(0, 1000, emotion, 3, pattern, place, 1000)
    timeline = compile_step(step, layout, Limits(max_level=1.0))
    assert timeline.peak == 0.51
    for track, weight in zip(timeline.tracks, place_weights(place, layout), strict=True):
        assert not track or weight > 0


@pytest.mark.parametrize(
    ("place", "weights"),
    [
        (Place.M1, (1, 0, 0, 0)),
        (Place.M2, (0, 1, 0, 0)),
        (Place.M3, (0, 0, 1, 0)),
        (Place.M4, (0, 0, 0, 1)),
        (Place.ALL, (1, 1, 1, 1)),
        (Place.LEFT, (1, 0, 1, 0)),
        (Place.RIGHT, (0, 1, 0, 1)),
        (Place.UPPER, (1, 1, 0, 0)),
        (Place.LOWER, (0, 0, 1, 1)),
    ],
)
def test_the_grid_gets_the_lexicons_places(place: Place, weights: tuple[int, ...]) -> None:
    assert place_weights(place, GRID) == weights


def test_two_motors_tell_left_from_right_and_share_the_rest() -> None:
    assert place_weights(Place.M1, TWO) == place_weights(Place.LEFT, TWO) == (1, 0)
    assert place_weights(Place.M4, TWO) == place_weights(Place.RIGHT, TWO) == (0, 1)
    assert place_weights(Place.UPPER, TWO) == place_weights(Place.LOWER, TWO) == (1, 1)


def test_one_motor_gets_every_place() -> None:
    for xy in ((0.0, 0.0), (0.5, 0.5), (1.0, 0.0)):
        assert all(place_weights(place, Layout((Motor(*xy),))) == (1.0,) for place in Place)


def test_of_eight_motors_the_neighbours_share() -> None:
    third = pytest.approx(2 / 3, abs=1e-5)
    assert place_weights(Place.M1, EIGHT) == (1, third, 0, 0, 0, 0, 0, 0)
    assert place_weights(Place.RIGHT, EIGHT) == (0, 0, third, 1, 0, 0, third, 1)
    assert place_weights(Place.LOWER, EIGHT) == (0, 0, 0, 0, 1, 1, 1, 1)


def test_a_device_without_motors_plays_nothing() -> None:
    assert place_weights(Place.ALL, Layout(())) == ()
    step = Step(0, 500, Emotion.CALM, 2, Pattern.RIPPLE, Place.ALL, 500)
    assert compile_step(step, Layout(())).tracks == ()


def test_a_lap_runs_clockwise() -> None:
    assert lap(GRID.motors) == {0: 0, 1: 1, 3: 2, 2: 3}
    assert lap(EIGHT.motors) == {0: 0, 1: 1, 2: 2, 3: 3, 7: 4, 6: 5, 5: 6, 4: 7}


def test_a_lap_leaves_the_middle_out_and_runs_along_a_line() -> None:
    nine = [Motor(x / 2, y / 2) for y in range(3) for x in range(3)]
    assert 4 not in lap(nine)
    assert len(lap(nine)) == 8
    assert lap([Motor(0.9, 0.2), Motor(0.1, 0.2), Motor(0.5, 0.2)]) == {1: 0, 2: 1, 0: 2}


def test_a_spread_starts_where_the_emotion_is_heaviest() -> None:
    def start(emotion: Emotion) -> int:
        return next(i for i, ring in rings(SIGNATURES[emotion], GRID.motors).items() if ring == 0)

    assert start(Emotion.CALM) == 0
    assert start(Emotion.ALERT_MILD) == 1
    assert start(Emotion.GROUND) == 2
    assert start(Emotion.UPLIFT) == 2
    assert rings(SIGNATURES[Emotion.CALM], GRID.motors) == {0: 0, 1: 1, 2: 1, 3: 2}


@pytest.mark.parametrize(
    ("name", "bad", "good"),
    [
        ("x", (nan, inf), (-1.0, 2.0)),
        ("y", (nan, -inf), (-1.0, 2.0)),
        ("lowest_level", (-0.01, 1.01, nan), (0.0, 1.0)),
        ("steps", (0, -1), (1, 65535)),
        ("rise_ms", (-1, 1001), (0, 1000)),
        ("stop_ms", (-1, 1001), (0, 1000)),
    ],
)
def test_a_motor_that_cannot_be_is_refused(name: str, bad: tuple[float, ...], good: tuple[float, ...]) -> None:
    for value in bad:
        with pytest.raises(ValueError, match="must be"):
            replace(Motor(0.0, 0.0), **{name: value})
    for value in good:
        assert getattr(replace(Motor(0.0, 0.0), **{name: value}), name) == value
