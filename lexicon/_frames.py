"""From timelines to what is sent or drawn: sample-and-hold frames, and samples at a fixed rate. No I/O."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from ._timeline import Breakpoint, Frame, Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HOLD_CHANGE = 0.03
"""A frame is held while no motor's level moves further: an eighth of the weakest level, below what is noticed."""


class _Reading(NamedTuple):
    """One track at one moment; a tuple, as frames of all motors read tens of thousands a second."""

    area: float
    """Level times ms, up to here."""
    rest: int
    """How long it rested, up to here; only differences mean something."""
    far: float
    """Until when the level from here on may be held."""
    carrier: int


_SILENT = _Reading(0.0, 0, inf, 0)


class _Reader:
    """One track, read anywhere."""

    def __init__(self, track: tuple[Breakpoint, ...]) -> None:
        self.times = [p.t_ms for p in track]
        self.levels = [p.level for p in track]
        self.carriers = [p.carrier_hz for p in track]
        self.areas = [0.0]
        self.rests = [0]
        self.slopes: list[tuple[float, float]] = []
        for a, b in zip(track, track[1:], strict=False):
            span = b.t_ms - a.t_ms
            self.areas.append(self.areas[-1] + (a.level + b.level) * span / 2)
            self.rests.append(self.rests[-1] + (span if a.level == b.level == 0 else 0))
            self.slopes.append(
                ((b.level - a.level) / span, (b.carrier_hz - a.carrier_hz) / span) if span else (0.0, 0.0)
            )

    def edges(self) -> set[int]:
        """Where it starts, rests or jumps."""
        times, levels = self.times, self.levels
        found = {t for t, level in zip(times, levels, strict=True) if level == 0}
        found |= {t for t, later in zip(times, times[1:], strict=False) if t == later}
        return found | set(times[:1])

    def felt(self) -> tuple[int, int] | None:
        """From the first moment above 0 to the last, or None."""
        times, levels = self.times, self.levels
        loud = [i for i in range(len(times) - 1) if times[i + 1] > times[i] and (levels[i] > 0 or levels[i + 1] > 0)]
        return (times[loud[0]], times[loud[-1] + 1]) if loud else None

    def read(self, t: int) -> _Reading:
        """What the track has done up to ``t`` and does from there."""
        i = bisect_right(self.times, t) - 1
        if i < 0:
            return _Reading(0.0, t - self.times[0], self.times[0], self.carriers[0])
        if i >= len(self.slopes):
            return _Reading(self.areas[-1], self.rests[-1] + t - self.times[-1], inf, self.carriers[-1])
        past, level = t - self.times[i], self.levels[i]
        slope, glide = self.slopes[i]
        far: float = self.times[i + 1]
        if abs(slope) * (far - t) > HOLD_CHANGE:
            far = t + HOLD_CHANGE / abs(slope)
        carrier = round(self.carriers[i] + glide * past) if glide else self.carriers[i]
        rest = self.rests[i] + (past if level == slope == 0 else 0)
        return _Reading(self.areas[i] + (level + slope * past / 2) * past, rest, far, carrier)


def frames(timeline: Timeline, min_gap_ms: int = 20, *, onsets: Iterable[int] = ()) -> tuple[Frame, ...]:
    """Turn a timeline into frames that the motors hold until the next one.

    A level is the exact average over its hold, less the rest in it; where more of it is rest, it is 0. So rests stay
    rests, and nothing is sent that is weaker than the timeline. The first frame stands at the first moment that is
    felt, the last is all 0 and stands exactly where the last level ends (which may be closer to the one before); a
    beat shorter than half its hold may be lost, at either end too. The others are at least ``min_gap_ms`` apart, on
    jumps and rests wherever those are that far apart, and only where something changes. ``onsets`` (of a program's
    steps) get a frame exactly there, if something changes. A motor that never plays has carrier 0, a resting one the
    carrier it last had. Nothing felt gives (). Raises ValueError for a gap below 1.
    """
    if min_gap_ms < 1:
        raise ValueError(f"min_gap_ms is {min_gap_ms}; it must be at least 1")
    distinct = {id(track): track for track in timeline.tracks if track}
    readers = [_Reader(track) for track in distinct.values()]
    order = list(distinct)
    slots = [order.index(id(track)) if track else -1 for track in timeline.tracks]  # -1: the silence at the end
    spans = [span for reader in readers if (span := reader.felt())]
    if not spans:
        return ()
    first, end = min(s for s, _ in spans), max(e for _, e in spans)
    edges = {t for r in readers for t in r.edges() if t < end}
    grid = _Grid(edges, {t for t in onsets if first < t < end} | {end}, min_gap_ms)
    carriers = [reader.carriers[0] for reader in readers] + [0]
    made: list[Frame] = []
    before: tuple[list[float], list[int]] | None = None
    t, peak = first, timeline.peak
    now = [reader.read(t) for reader in readers]
    while t < end:
        stop = grid.stop(t, min([reading.far for reading in now]))
        then = [reader.read(stop) for reader in readers]
        levels = [_held(a, b, stop - t, peak) for a, b in zip(now, then, strict=True)] + [0.0]
        carriers = [a.carrier if level else c for a, level, c in zip([*now, _SILENT], levels, carriers, strict=True)]
        if before != (levels, carriers) and (made or any(levels)):
            before = levels, carriers
            made.append(Frame(t, tuple([levels[i] for i in slots]), tuple([carriers[i] for i in slots])))
        t, now = stop, then
    last = Frame(end, (0.0,) * len(slots), tuple(carriers[i] for i in slots))
    return (*made, last) if made and any(made[-1].levels) else tuple(made)


def _held(a: _Reading, b: _Reading, hold: int, peak: float) -> float:
    """The level to hold from ``a`` to ``b``: mixed with a rest it would be neither, and may not be felt at all."""
    rest = b.rest - a.rest
    if 2 * rest > hold:
        return 0.0
    return min(round((b.area - a.area) / (hold - rest), 6), peak)


def sample(timeline: Timeline, rate_hz: int) -> NDArray[np.float32]:
    """Sample the levels at ``rate_hz``: float32 of shape [motors, samples], samples = duration rounded up.

    Sample k is the level at k / rate_hz seconds, after a jump where there is one. Needs numpy, which is imported only
    here. Raises ValueError for a rate below 1.
    """
    import numpy as np

    if rate_hz < 1:
        raise ValueError(f"rate_hz is {rate_hz}; it must be at least 1")
    count = -(-timeline.duration_ms * rate_hz // 1000)
    at = np.arange(count) * (1000.0 / rate_hz)
    out = np.zeros((len(timeline.tracks), count), dtype=np.float32)
    for row, track in zip(out, timeline.tracks, strict=True):
        if len(track) < 2:
            continue
        times = np.array([p.t_ms for p in track], dtype=np.float64)
        levels = np.array([p.level for p in track])
        left = np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(track) - 2)
        width = np.maximum(times[left + 1] - times[left], 1e-9)
        share = np.clip((at - times[left]) / width, 0.0, 1.0)
        inside = (at >= times[0]) & (at < times[-1])
        row[:] = np.where(inside, levels[left] + (levels[left + 1] - levels[left]) * share, 0.0)
    return out


class _Grid:
    """Where frames may stand: edges first, else wherever enough has changed."""

    def __init__(self, edges: set[int], hard: set[int], gap: int) -> None:
        self._gap, self._hard = gap, sorted(hard)
        self._edges = sorted(edges | hard)

    def stop(self, t: int, far: float) -> int:
        """Where the hold that began at ``t`` ends, when levels may be held until ``far``."""
        soonest = t + self._gap
        until = self._next_edge(soonest)
        passed = self._edges[bisect_right(self._edges, t)] < soonest
        stop = soonest if passed or far < soonest else int(min(far, until))
        return until if until - stop < self._gap else stop

    def _next_edge(self, soonest: int) -> int:
        """The first edge from ``soonest`` on that is not just before an onset, or the end."""
        onset = next((h for h in self._hard if h >= soonest), self._hard[-1])
        edge = self._edges[bisect_right(self._edges, soonest - 1)] if onset >= soonest else onset
        return edge if edge <= onset - self._gap else onset
