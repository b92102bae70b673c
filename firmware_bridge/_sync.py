"""The device's clock as the host sees it: probes in, an offset and a drift out. No I/O.

Over serial the offset is taken from the middle of the fastest round trip. Over a radio an answer waits for the next
connection event, so that half a round trip is wrong by half an interval: there the fastest way *to* the device counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from ._floor import DRIFT_SPAN_US, Line, Sample, find_floor

WINDOW = 256
"""Probes that are remembered: all of half a minute over a radio, with those that came before it was well known."""
SPAN_US = {False: 12_000_000, True: 30_000_000}
"""Older probes say little: a crystal of 50 ppm has moved by 0.6 ms, or 1.5. Round trips are good each by itself; of
ways up only the lowest of many is."""
DRIFT_NOISE_US = 300
"""How far the best round trips of two times may differ without any drift."""
LEAP_US = 500_000
"""A clock that is so far from where it was has leapt: no way takes so long."""
LEAPT = 3
"""Probes in a row that must say so."""
SLOW_SHARE = 0.95
"""Of all round trips so many are no slower than the slow one."""
_HALF, _WHOLE = 1 << 31, 1 << 32


@dataclass(frozen=True, slots=True)
class Probe:
    """One exchange of `TIME`, in microseconds; device times are unwrapped."""

    sent_us: int
    received_us: int
    answered_us: int
    back_us: int

    @property
    def round_trip_us(self) -> int:
        """The way there and back, without the time in the device."""
        return (self.back_us - self.sent_us) - (self.answered_us - self.received_us)

    @property
    def up_us(self) -> int:
        """What the device's clock showed on arrival, less what the host's had shown."""
        return self.received_us - self.sent_us

    @property
    def middle_us(self) -> float:
        """The offset, were both ways equally long."""
        return (self.received_us + self.answered_us - self.sent_us - self.back_us) / 2


class ClockSync:
    """Turns the host's time into the device's. Feed it probes; it is ready after the first."""

    def __init__(self, *, one_way: bool) -> None:
        """``one_way`` for links whose answers wait for a slot."""
        self._one_way = one_way
        self._probes: deque[Probe] = deque(maxlen=WINDOW)
        self._last_us: int | None = None
        self._line = Line(0, 0.0, 0.0)
        self._slow_us: int | None = None
        """Asked for more often than it changes; None where it is not known for what is remembered now."""

    @property
    def probes(self) -> int:
        """How many are in use."""
        return len(self._probes)

    @property
    def round_trip_us(self) -> int | None:
        """The fastest round trip that is remembered."""
        return min((probe.round_trip_us for probe in self._probes), default=None)

    @property
    def slow_trip_us(self) -> int | None:
        """A round trip that few of those remembered were slower than."""
        if self._slow_us is None and self._probes:
            trips = sorted(probe.round_trip_us for probe in self._probes)
            self._slow_us = trips[int(SLOW_SHARE * (len(trips) - 1))]
        return self._slow_us

    @property
    def drift_ppm(self) -> float:
        """How much faster the device's clock runs."""
        return self._line.drift * 1e6

    def add(self, sent_us: int, received_u32: int, answered_u32: int, back_us: int) -> None:
        """Take one answered probe; device times as they came, modulo 2^32."""
        received_us = self.unwrap(received_u32)
        answered_us = received_us + (answered_u32 - received_u32) % _WHOLE
        self._last_us = answered_us
        if back_us < sent_us or answered_us - received_us > max(1_000_000, 2 * (back_us - sent_us)):
            return
        self._slow_us = None
        self._probes.append(Probe(sent_us, received_us, answered_us, back_us))
        while back_us - self._probes[0].back_us > SPAN_US[self._one_way]:
            self._probes.popleft()
        self._line = self._floor() if self._one_way else _best_middle(self._probes)

    def unwrap(self, device_u32: int) -> int:
        """Device time as a number that does not wrap, taken as near the last one as it can be."""
        if self._last_us is None:
            return device_u32
        return self._last_us + (device_u32 - self._last_us + _HALF) % _WHOLE - _HALF

    def to_device_us(self, host_us: float) -> float:
        """What the device's clock shows (unwrapped) when the host's shows ``host_us``."""
        return host_us + self._line.offset_at(host_us)

    def to_host_us(self, device_us: float) -> float:
        """The other way round."""
        at_us, offset_us, drift = self._line
        return (device_us - offset_us + drift * at_us) / (1.0 + drift)

    def _floor(self) -> Line:
        newest = list(self._probes)[-LEAPT:]
        if len(self._probes) > LEAPT and all(p.up_us - self._line.offset_at(p.sent_us) > LEAP_US for p in newest):
            self._probes = deque(newest, maxlen=WINDOW)
        return find_floor([Sample(probe.sent_us, probe.up_us) for probe in self._probes])


def _best_middle(probes: Sequence[Probe]) -> Line:
    """The middle of the fastest round trip of late, and the drift since the fastest one long before."""
    newest_us = probes[-1].back_us
    best = _fastest([probe for probe in probes if newest_us - probe.back_us <= SPAN_US[False] // 2])
    early = [probe for probe in probes if best.sent_us - probe.sent_us >= DRIFT_SPAN_US]
    drift = 0.0
    if early:
        first = _fastest(early)
        moved_us = best.middle_us - first.middle_us
        if abs(moved_us) > DRIFT_NOISE_US:
            drift = moved_us / (best.sent_us - first.sent_us)
    return Line(best.sent_us, best.middle_us, drift)


def _fastest(probes: Sequence[Probe]) -> Probe:
    return min(probes, key=lambda probe: probe.round_trip_us)
