"""The device's clock from time probes: exact where the way is even, right within the jitter where it is not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge._sync import ClockSync

WRAP = 1 << 32


def probe(sync: ClockSync, host_us: int, offset_us: float, up_us: int, down_us: int, rate: float = 1.0) -> None:
    received = int(host_us + up_us + offset_us + (rate - 1.0) * host_us)
    sync.add(host_us, received % WRAP, (received + 40) % WRAP, host_us + up_us + 40 + down_us)


@given(offset=st.integers(-(10**9), 10**9), start=st.integers(0, 10**9), way=st.integers(10, 3000))
def test_an_even_way_gives_the_exact_offset(offset: int, start: int, way: int) -> None:
    sync = ClockSync(one_way=False)
    for at in range(5):
        probe(sync, start + at * 2000, offset, way, way)
    wrapped = (sync.to_device_us(start + 9_000) - (start + 9_000 + offset)) % WRAP
    assert min(wrapped, WRAP - wrapped) <= 1


def test_the_fastest_round_trip_counts() -> None:
    sync = ClockSync(one_way=False)
    for at, (up, down) in enumerate([(9000, 200), (100, 110), (50, 7000)]):
        probe(sync, at * 2000, 500_000, up, down)
    assert sync.to_device_us(10_000) == pytest.approx(510_000, abs=10)
    assert sync.round_trip_us == 210


def test_over_a_radio_only_the_way_up_counts() -> None:
    rng = random.Random(4)
    one_way, middle = ClockSync(one_way=True), ClockSync(one_way=False)
    for at in range(20):
        up = 300 + rng.randrange(30_000)
        for sync in (one_way, middle):
            probe(sync, at * 11_300, 70_000, up, 30_000)
    assert one_way.to_device_us(300_000) - 370_000 == pytest.approx(300, abs=2500)
    assert abs(middle.to_device_us(300_000) - 370_000) > 8_000


@pytest.mark.parametrize("ppm", [-5000, -200, 200, 5000])
def test_drift_is_followed(ppm: int) -> None:
    sync = ClockSync(one_way=False)
    rate = 1 + ppm / 1e6
    for at in range(8):
        probe(sync, at * 1_500_000, 1_000_000, 60, 60, rate)
    later = 12_500_000
    expected = later + 1_000_000 + (rate - 1) * later
    assert sync.to_device_us(later) == pytest.approx(expected, abs=150)
    assert sync.drift_ppm == pytest.approx(ppm, rel=0.1)


def test_device_time_is_followed_over_its_wrap() -> None:
    sync = ClockSync(one_way=False)
    base = WRAP - 3_000_000
    for at in range(6):
        probe(sync, at * 1_000_000, base, 50, 50)
    assert sync.to_device_us(5_500_000) == pytest.approx(base + 5_500_000, abs=5)
    assert sync.unwrap(400_000) == WRAP + 400_000
    assert sync.to_host_us(sync.to_device_us(5_200_000)) == pytest.approx(5_200_000, abs=1)


def test_an_answer_that_cannot_be_true_is_left_out() -> None:
    sync = ClockSync(one_way=False)
    sync.add(1000, 5000, 5040, 900)
    sync.add(1000, 5000, 50_000_000, 1200)
    assert sync.probes == 0
