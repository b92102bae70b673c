"""The lower edge of delays: below all of them, sloped only where chance does not explain it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge._floor import MAX_DRIFT, Sample, find_floor

samples = st.lists(
    st.tuples(st.integers(0, 60_000_000), st.floats(-1e9, 1e9)), min_size=1, max_size=40, unique_by=lambda s: s[0]
).map(lambda found: [Sample(*sample) for sample in sorted(found)])


@given(samples)
def test_it_is_below_all_and_touches_one(found: list[Sample]) -> None:
    floor = find_floor(found)
    above = [sample.offset_us - floor.offset_at(sample.sent_us) for sample in found]
    assert min(above) == pytest.approx(0, abs=1e-3)
    assert abs(floor.drift) <= MAX_DRIFT


def delays(seed: int, slot_us: int, late_us: int, ppm: int, seconds: int = 40) -> list[Sample]:
    """Five a second, each waits for a slot and perhaps for a late host; the clock runs ``ppm`` fast from 7 s on."""
    rng, found, at = random.Random(seed), [], 0
    while at < seconds * 1_000_000:
        found.append(Sample(at, 7e6 + at * ppm / 1e6 + rng.uniform(0, slot_us) + rng.uniform(0, late_us)))
        at += 180_000 + rng.randrange(40_000)
    return found


@pytest.mark.parametrize("slot_us", [7_500, 48_750])
@pytest.mark.parametrize("late_us", [0, 30_000])
def test_no_drift_is_made_of_chance(slot_us: int, late_us: int) -> None:
    for seed in range(30):
        found = delays(seed, slot_us, late_us, ppm=0)
        for count in range(20, len(found), 9):
            assert find_floor(found[:count]).drift == 0.0, (seed, count)


@pytest.mark.parametrize("ppm", [-5000, -2000, 2000, 5000])
def test_a_drift_that_is_there_is_found(ppm: int) -> None:
    for seed in range(10):
        floor = find_floor(delays(seed, 48_750, 0, ppm))
        assert floor.drift * 1e6 == pytest.approx(ppm, abs=350)
        assert floor.offset_at(40e6) - (7e6 + 40 * ppm) == pytest.approx(0, abs=12_000)
