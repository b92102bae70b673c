"""The device's clock as the host sees it: probes in, an offset and a drift out. No I/O.

Over serial the offset is taken from the middle of the fastest round trip. Over a radio an answer waits for the next
connection event, so that half a round trip is wrong by half an interval: there the fastest way *to* the device counts.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

WINDOW = 48
"""Probes that are remembered: more than a minute of the steady ones."""
SPAN_US = 12_000_000
"""Older probes say little: a crystal of 50 ppm has moved by 0.6 ms."""
DRIFT_SPAN_US = 3_000_000
"""Drift is told from probes at least so far apart."""
DRIFT_NOISE_US = {False: 300, True: 3000}
"""How far the best probes of two times may differ without any drift: round trips, one-way."""
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


class ClockSync:
    """Turns the host's time into the device's. Feed it probes; it is ready after the first."""

    def __init__(self, *, one_way: bool) -> None:
        """``one_way`` for links whose answers wait for a slot."""
        self._one_way = one_way
        self._probes: deque[Probe] = deque(maxlen=WINDOW)
        self._last_us: int | None = None
        self._offset_us = 0.0
        self._at_us = 0
        self._drift = 0.0

    @property
    def probes(self) -> int:
        """How many are in use."""
        return len(self._probes)

    @property
    def round_trip_us(self) -> int | None:
        """The fastest round trip that is remembered."""
        return min((probe.round_trip_us for probe in self._probes), default=None)

    @property
    def drift_ppm(self) -> float:
        """How much faster the device's clock runs."""
        return self._drift * 1e6

    def add(self, sent_us: int, received_u32: int, answered_u32: int, back_us: int) -> None:
        """Take one answered probe; device times as they came, modulo 2^32."""
        received_us = self.unwrap(received_u32)
        answered_us = received_us + (answered_u32 - received_u32) % _WHOLE
        self._last_us = answered_us
        if back_us < sent_us or answered_us - received_us > max(1_000_000, 2 * (back_us - sent_us)):
            return
        self._probes.append(Probe(sent_us, received_us, answered_us, back_us))
        while back_us - self._probes[0].back_us > SPAN_US:
            self._probes.popleft()
        self._estimate()

    def unwrap(self, device_u32: int) -> int:
        """Device time as a number that does not wrap, taken as near the last one as it can be."""
        if self._last_us is None:
            return device_u32
        return self._last_us + (device_u32 - self._last_us + _HALF) % _WHOLE - _HALF

    def to_device_us(self, host_us: float) -> float:
        """What the device's clock shows (unwrapped) when the host's shows ``host_us``."""
        return host_us + self._offset_us + self._drift * (host_us - self._at_us)

    def to_host_us(self, device_us: float) -> float:
        """The other way round."""
        return (device_us - self._offset_us + self._drift * self._at_us) / (1.0 + self._drift)

    def _estimate(self) -> None:
        newest = self._probes[-1].back_us
        recent = [probe for probe in self._probes if newest - probe.back_us <= SPAN_US // 2]
        best = self._best(recent)
        self._offset_us, self._at_us, self._drift = self._offset(best), best.sent_us, 0.0
        early = [probe for probe in self._probes if best.sent_us - probe.sent_us >= DRIFT_SPAN_US]
        if early:
            first = self._best(early)
            moved = self._offset(best) - self._offset(first)
            if abs(moved) > DRIFT_NOISE_US[self._one_way]:
                self._drift = moved / (best.sent_us - first.sent_us)

    def _best(self, probes: list[Probe]) -> Probe:
        if self._one_way:
            return min(probes, key=self._offset)
        return min(probes, key=lambda probe: probe.round_trip_us)

    def _offset(self, probe: Probe) -> float:
        if self._one_way:
            return probe.received_us - probe.sent_us
        return (probe.received_us + probe.answered_us - probe.sent_us - probe.back_us) / 2
