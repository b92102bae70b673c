"""The lower edge of a cloud of delays: where a clock is, seen over a way that is never faster than its fastest. Pure.

A packet waits for the radio's next slot and for a late host, so that its delay is anything from the least to some ten
milliseconds. What is never below the truth is best where it is lowest, and the lowest of few is not low.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

DRIFT_SPAN_US = 3_000_000
"""No drift is told from less time than this."""
RARELY = 6.0
"""The lowest of n delays is hardly ever above ``RARELY / sqrt(n)`` times what lies between the lowest and a quarter of
them: so where two waits add up, a slot's and a late host's; one evenly spread wait is much lower."""
TICK_US = 300.0
"""What two lowest delays differ by in any case: the device reads its clock once in a while."""
LEAST = 48
"""Samples in each half: chance rules fewer, and a drift is looked for again with each that comes."""
ROUNDS = 3
"""The lowest of a sloped cloud are at its ends; those of one that was levelled are anywhere."""
MAX_DRIFT = 0.01
"""No clock is worse than this: twice a ceramic resonator."""


class Sample(NamedTuple):
    """One packet that was sent, and how much more the device's clock showed on its arrival (both us)."""

    sent_us: int
    offset_us: float


class Line(NamedTuple):
    """How a clock differs from the host's: by how much, and how much that grows."""

    at_us: int
    offset_us: float
    drift: float

    def offset_at(self, host_us: float) -> float:
        """How much more the device's clock shows at ``host_us``."""
        return self.offset_us + self.drift * (host_us - self.at_us)


def find_floor(samples: Sequence[Sample]) -> Line:
    """The line below ``samples`` (in order, at least one).

    It has a slope only where the lowest of the older and of the newer half differ by more than chance explains.
    """
    drift = _drift(samples)
    at_us = samples[-1].sent_us
    return Line(at_us, min(s.offset_us - drift * (s.sent_us - at_us) for s in samples), drift)


def _drift(samples: Sequence[Sample]) -> float:
    lowest_us = min(sample.offset_us for sample in samples)
    quarter_us = sorted(sample.offset_us - lowest_us for sample in samples)[len(samples) // 4]
    middle_us = (samples[0].sent_us + samples[-1].sent_us) / 2
    older = sum(sample.sent_us <= middle_us for sample in samples)
    newer = len(samples) - older
    if min(older, newer) < LEAST or samples[-1].sent_us - samples[0].sent_us < DRIFT_SPAN_US:
        return 0.0
    chance_us = TICK_US + RARELY * quarter_us / math.sqrt(min(older, newer))
    drift = 0.0
    for _ in range(ROUNDS):
        level = [Sample(s.sent_us, s.offset_us - drift * s.sent_us) for s in samples]
        first, last = (min(half, key=lambda s: s.offset_us) for half in (level[:older], level[older:]))
        moved_us = last.offset_us - first.offset_us
        if not drift and abs(moved_us) <= chance_us:
            return 0.0
        drift += moved_us / max(last.sent_us - first.sent_us, DRIFT_SPAN_US)
    return max(-MAX_DRIFT, min(drift, MAX_DRIFT))
