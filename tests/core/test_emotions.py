from __future__ import annotations

from itertools import combinations

import pytest

from lexicon._compile import compile_step
from lexicon._device import GRID
from lexicon._distance import Distance, emotion_distance, feel, measure
from lexicon._emotions import SIGNATURES
from lexicon._limits import Limits
from lexicon._program import Step
from lexicon._timeline import Breakpoint, Timeline
from lexicon._tokens import Emotion, Pattern, Place

PAIRS = list(combinations(Emotion, 2))


def clear(distance: Distance) -> float:
    """The second largest of the three: what at least two dimensions reach."""
    return sorted((distance.rhythm, distance.place, distance.sharpness))[1]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_pair_differs_noticeably_in_two_dimensions(a: Emotion, b: Emotion) -> None:
    distance = emotion_distance(a, b)
    assert distance.noticed >= 2
    assert clear(distance) >= 1.5, f"{a.value} and {b.value} came close: {distance}"


def test_every_pair_keeps_two_dimensions_on_motors_of_one_frequency() -> None:
    close = {(a, b) for a, b in PAIRS if emotion_distance(a, b, carriers=False).noticed < 2}
    assert len(close) == 0, close


def test_a_distance_is_symmetric_and_zero_from_itself() -> None:
    for a, b in PAIRS:
        assert emotion_distance(a, b) == emotion_distance(b, a)
    for a in Emotion:
        assert emotion_distance(a, a) == Distance(0.0, 0.0, 0.0)
    assert Distance(2.0, 3.0, 6.0).total == 7.0


def test_the_measure_reads_what_is_played() -> None:
    def box(*spans: tuple[int, int], level: float = 0.5) -> tuple[Breakpoint, ...]:
        points: list[Breakpoint] = []
        for start, end in spans:
            points += [Breakpoint(start, 0.0, 100), Breakpoint(start, level, 100)]
            points += [Breakpoint(end, level, 100), Breakpoint(end, 0.0, 100)]
        return tuple(points)

    left, right = box((0, 100), (500, 600)), box((50, 150), (550, 650))
    found = measure(Timeline((left, right, left, right), 1000))
    assert (found.rate_hz, found.duty, found.carrier_hz) == (2.0, 0.2, 100.0)
    assert (found.x, found.y, found.motion_ms, found.attack_ms) == (0.5, 0.5, (50.0, 0.0), 20.0)
    weak = box((0, 100), level=0.25)
    assert measure(Timeline((box((0, 100)), weak, weak, weak), 1000)).x == pytest.approx(2 / 7)


def test_emotions_feel_as_they_are_described() -> None:
    of = {e: feel(e) for e in Emotion}
    assert of[Emotion.ALERT_HIGH].rate_hz == max(f.rate_hz for f in of.values())
    assert of[Emotion.CALM].attack_ms > 10 * of[Emotion.ALERT_HIGH].attack_ms
    assert of[Emotion.GROUND].y > 0.8 > 0.3 > of[Emotion.FOCUS].y
    assert of[Emotion.UPLIFT].motion_ms[1] < -200 < 200 < of[Emotion.REST_STATE].motion_ms[1]
    assert of[Emotion.ALERT_MILD].x > 0.75
    assert of[Emotion.SPARK].carrier_hz > of[Emotion.STEADY].carrier_hz > of[Emotion.GROUND].carrier_hz


@pytest.mark.parametrize("place", [Place.ALL, Place.LEFT, Place.M2])
def test_calm_and_alarm_differ_in_the_same_pattern(place: Place) -> None:
    for pattern in (Pattern.PULSE, Pattern.WAVE, Pattern.BREATH):
        calm, alarm = (
            compile_step(Step(0, 5000, e, 3, pattern, place, 5000), GRID, Limits(max_level=1.0))
            for e in (Emotion.CALM, Emotion.ALERT_HIGH)
        )
        played = next(i for i, track in enumerate(calm.tracks) if track)
        slow, fast = (sum(p.level == 0.51 for p in t.tracks[played]) for t in (calm, alarm))
        assert fast > 2 * slow


def test_signatures_stay_in_their_ranges() -> None:
    for signature in SIGNATURES.values():
        assert 60 <= min(signature.carrier_hz, signature.carrier_end_hz)
        assert max(signature.carrier_hz, signature.carrier_end_hz) <= 250
        assert max(signature.tilt) == 1.0
        assert min(signature.tilt) > 0
        assert 0 < signature.duty < 1
        assert 0 < signature.rise < 1
        assert 0 <= signature.rough_depth < 1
        assert signature.rough_ms >= 60
    assert len(SIGNATURES) == len(Emotion)
