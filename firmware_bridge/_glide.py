"""Frequencies that change evenly: what a track can say of its carrier. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ._follow import Points
from ._track_format import Carrier

_SAME_HZ = 1.5
"""Carriers closer than this are one: a track names them in steps of 2 Hz."""
_MAX_HZ = 510


@dataclass(frozen=True, slots=True)
class Glide:
    """A frequency that changes evenly, or not at all."""

    t_ms: int
    hz: float
    slope: float

    def at(self, t: int) -> float:
        """The frequency at ``t`` ms."""
        return self.hz + self.slope * (t - self.t_ms)

    def carrier(self, onset: int, span: int) -> Carrier:
        """From ``onset`` on for ``span`` ms."""
        hz, end = (min(max(round(self.at(t)), 0), _MAX_HZ) for t in (onset, onset + span))
        return Carrier(hz, end, span) if hz != end and 0 < span < 65536 else Carrier(hz, hz, 0)


def glide_of(track: Points, hertz: tuple[int, ...], start: int, end: int, known: Iterable[Glide]) -> Glide:
    """The first glide of ``known`` that ``track`` is on from ``start`` to ``end``, else that of its corners there."""
    a = max((t, k) for k, (t, _) in enumerate(track) if t <= start)
    b = min((t, k) for k, (t, _) in enumerate(track) if t >= end)
    (t0, hz0), (t1, hz1) = ((t, hertz[k]) for t, k in (a, b))
    for glide in known:
        if all(abs(glide.at(t) - hz) <= _SAME_HZ for t, hz in ((t0, hz0), (t1, hz1))):
            return glide
    return Glide(t0, hz0, (hz1 - hz0) / (t1 - t0) if t1 > t0 else 0.0)
