"""Which parts of an envelope, on which motors, are copies of one another, so that one track plays them. No I/O.

A *part* is a stretch above 0 of one or more motors. A *run* of parts, one after the other on the same motors, is an
envelope; wherever the same run is found again, later, weaker or on other motors, it is a voice of the same track.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ._chop import ChopRange
from ._fit import Fit, fit, rests, size
from ._follow import OFF_STEPS, Points, follows
from ._track_format import MAX_VOICES, Kind, Segment, Track, Voice, head_bytes

MAX_SEGMENTS = 36
"""Of one track: any device has room for 48 at least, and its last packet asks for more than it needs."""
LONGEST_DELAY = 65535
LONGEST_RUN = 12
"""Parts; more would only be tried in vain, as they seldom fit one track."""
BATCH = 48
"""Parts that are looked at together, so that a long program takes time in proportion to its length."""
_EXACT = 1e-9
"""A gain is rounded down, so that a copy is never stronger than asked (one of whole levels is exact); but not for what
floats do."""
_ALIKE = 2.5 / 255
"""How far the corners of two parts may be apart, of their peak, to be looked at closer."""
_STEEP = 1.2
"""Bends, in levels a ms, that may not be 1 ms off: no rounding hides that."""
_FRAMING = 11
"""Bytes beside a track's own: those of its packet before them, and what frames it on a wire."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch above 0."""

    motors: int
    """Bits; those whose whole envelopes are equal."""
    onset_ms: int
    points: Points
    """From its own onset."""
    times: tuple[int, ...] = field(init=False)
    levels: tuple[float, ...] = field(init=False)
    """Those of the points, 0..255."""
    peak: float = field(init=False)

    def __post_init__(self) -> None:
        """Take the points apart: they are compared often."""
        times, levels = zip(*self.points, strict=True)
        object.__setattr__(self, "times", times)
        object.__setattr__(self, "levels", levels)
        object.__setattr__(self, "peak", max(levels))


@dataclass(frozen=True, slots=True)
class Placed:
    """A track and when it begins."""

    onset_ms: int
    track: Track


def share(parts: Sequence[Part], *, delays: bool = True) -> list[Placed]:
    """Tracks that together play all ``parts``, in few bytes; each is right, whatever the parts are.

    Without ``delays`` only parts that begin together share.
    """
    if len(parts) == 1:  # as most steps of one place have: nothing to share
        (part,), one = parts, fit(parts[0].points)
        return [Placed(part.onset_ms, Track((Voice(part.motors),), one.segments, one.chop.chosen()))]
    parts = sorted(parts, key=lambda part: part.onset_ms)
    batches = [parts[k : k + BATCH] for k in range(0, len(parts), BATCH)]
    return [placed for batch in batches for placed in _Sharing(batch, delays).solve()]


@dataclass(slots=True)
class _Plan:
    """One track that could be made."""

    fits: list[Fit]
    """Of the strongest run, one a part."""
    run: list[int]
    chop: ChopRange
    voices: list[tuple[int, int, int]]
    """Onset, gain, motors; by onset."""
    parts: set[int]
    """What it covers."""
    fitted_bytes: int
    bytes: int
    """On the wire, with what frames it there."""


class _Sharing:
    """One set of parts, from the first to the last: whatever begins next goes into the track that pays best."""

    def __init__(self, parts: Sequence[Part], delays: bool) -> None:
        self._parts = parts
        self._kinds = _kinds(parts, delays)
        self._rows: dict[int, list[int]] = {}
        for i, part in enumerate(parts):
            self._rows.setdefault(part.motors, []).append(i)

    def solve(self) -> list[Placed]:
        plans = self._plans(1)
        if len(plans) > 1 and len(self._rows) < len(self._parts):
            plans = min(plans, self._plans(LONGEST_RUN), key=lambda plans: sum(plan.bytes for plan in plans))
        return [self._placed(plan) for plan in plans]

    def _plans(self, longest: int) -> list[_Plan]:
        """Tracks of runs of at most ``longest`` parts."""
        plans: list[_Plan] = []
        left = set(range(len(self._parts)))
        while left:
            plans.append(self._best(left, longest))
            left -= plans[-1].parts
        return plans

    def _best(self, left: set[int], longest: int) -> _Plan:
        """The track for the first part that is left: of it alone, or of it and some after it."""
        first = min(left)
        row = self._rows[self._parts[first].motors]
        at = row.index(first)
        best: tuple[float, _Plan] | None = None
        for end in range(at + 1, min(at + longest, len(row)) + 1):
            plan = self._plan(row[at:end], left) if row[end - 1] in left else None
            if plan is None:
                break
            price = plan.bytes / (len(plan.parts) * (plan.fitted_bytes / len(plan.run) + 4))
            if best is None or price < best[0]:
                best = price, plan
            if len(plan.parts) == len(left):
                break
        assert best is not None
        return best[1]

    def _plan(self, run: list[int], left: set[int]) -> _Plan | None:
        """The track that plays ``run`` and what is like it; None where one track cannot."""
        parts = self._parts
        like = [found for row in self._rows.values() for found in self._copies(run, row, left)]
        run = max(like, key=lambda found: parts[found[0]].peak)
        fits = [fit(parts[i].points) for i in run]
        chop = fits[0].chop
        for other in fits[1:]:
            both = chop.with_(other.chop)
            if both is None:
                return None
            chop = both
        if len(run) > 1 and sum(len(one.segments) + 2 for one in fits) > MAX_SEGMENTS:
            return None
        voices: dict[tuple[int, int], tuple[int, set[int]]] = {}
        for found in [run, *like]:
            where = self._voice(run, found, fits, chop)
            if where is not None:
                motors, those = voices.get(where, (0, set()))
                voices[where] = motors | parts[found[0]].motors, those.union(found)
        chosen = _chosen(voices)
        covered = {i for _, (_, those) in chosen for i in those}
        pauses = sum(
            sum(map(size, rests(parts[j].onset_ms - parts[i].onset_ms - parts[i].points[-1][0])))
            for i, j in zip(run, run[1:], strict=False)
        )
        fitted = sum(one.bytes for one in fits)
        cost = _FRAMING + head_bytes(len(chosen), chopped=chop.keep >= 0) + fitted + pauses + 1
        voices_of = [(at, gain, motors) for (at, gain), (motors, _) in chosen]
        return _Plan(fits, run, chop, voices_of, covered, fitted, cost)

    def _placed(self, plan: _Plan) -> Placed:
        segments: list[Segment] = []
        end = self._parts[plan.run[0]].onset_ms
        for i, fitted in zip(plan.run, plan.fits, strict=True):
            part = self._parts[i]
            segments += rests(part.onset_ms - end)
            if segments and segments[-1].level > 0 and fitted.segments[0].kind is not Kind.HOLD:
                segments.append(Segment(Kind.HOLD, 0, 0))
            segments += fitted.segments
            end = part.onset_ms + part.points[-1][0]
        onset = plan.voices[0][0]
        voices = tuple(Voice(motors, gain, at - onset) for at, gain, motors in plan.voices)
        return Placed(onset, Track(voices, tuple(segments), plan.chop.chosen()))

    def _copies(self, run: list[int], row: list[int], left: set[int]) -> list[list[int]]:
        """Where the kinds and the rhythm of ``run`` are found in ``row``; no more than cover what all would."""
        count, parts, kinds = len(run), self._parts, self._kinds
        first = kinds[run[0]]
        matches: list[int] = []
        for k in range(len(row) - count + 1):
            if kinds[row[k]] != first or row[k] not in left:
                continue
            here = row[k : k + count]
            late = parts[here[0]].onset_ms - parts[run[0]].onset_ms
            if count == 1 or all(
                j in left and kinds[i] == kinds[j] and abs(parts[j].onset_ms - parts[i].onset_ms - late) <= 1
                for i, j in zip(run, here, strict=True)
            ):
                matches.append(k)
        if count == 1:
            return [[row[k]] for k in matches]
        found: list[list[int]] = []
        covered = 0
        for k, after in zip(matches, [*matches[1:], len(row)], strict=False):
            if k + count > covered and after > covered:  # else one later covers as much and more
                found.append(row[k : k + count])
                covered = k + count
        return found

    def _voice(self, run: list[int], found: list[int], fits: list[Fit], chop: ChopRange) -> tuple[int, int] | None:
        """When and how strongly ``found`` plays what was fitted to ``run``; None where that would not be right."""
        parts = self._parts
        start = parts[found[0]].onset_ms
        if run == found:
            return start, 255
        rounded = 0.5 if fits[0].most == OFF_STEPS else _EXACT
        gain = min(255, int(255 * parts[found[0]].peak / parts[run[0]].peak + rounded))
        late = start - parts[run[0]].onset_ms
        if len(run) == 1:
            one, own, target = fits[0], parts[run[0]], parts[found[0]]
            for by in (0,) if own.times == target.times else (0, 1, -1):
                if _plays(one, own, target, -by, gain, chop):
                    return start + by, gain
            return None
        shifts = [parts[j].onset_ms - parts[i].onset_ms - late for i, j in zip(run, found, strict=True)]
        on_time = not any(shifts) and all(parts[i].times == parts[j].times for i, j in zip(run, found, strict=True))
        for by in (0,) if on_time else (0, 1, -1):
            if all(
                _plays(one, parts[i], parts[j], shift - by, gain, chop)
                for one, i, j, shift in zip(fits, run, found, shifts, strict=True)
            ):
                return start + by, gain
        return None


def _plays(fitted: Fit, own: Part, target: Part, shift: int, gain: int, chop: ChopRange) -> bool:
    """Whether what was fitted to ``own`` is right for ``target`` too, at ``gain`` and ``shift`` ms later."""
    if not shift and own.times == target.times:
        if gain == 255 and own.levels == target.levels:
            return True
        share = gain / 255
        worst = max([abs(x * share - y) for x, y in zip(own.levels, target.levels, strict=True)])
        if fitted.off * share + worst <= fitted.most:
            return True
    elif shift and (abs(shift) > 1 or target.levels[0] > 0 or target.levels[-1] > 0):
        return False
    else:
        steep = _STEEP * 255 / max(gain, 1)
        for k in range(1, len(own.times) - 1):
            if own.times[k] != target.times[k] + shift and _bend(own.points, k) > steep:
                return False
    return follows(fitted.segments, chop.chosen(), gain, tuple([(t + shift, y) for t, y in target.points]))


def _bend(points: Points, k: int) -> float:
    """By how much the slope changes at a corner, in levels a ms."""
    (t0, x), (t1, y), (t2, z) = points[k - 1 : k + 2]
    return abs((y - x) / (t1 - t0) - (z - y) / (t2 - t1)) if t0 < t1 < t2 else 255.0


def _chosen(
    voices: dict[tuple[int, int], tuple[int, set[int]]],
) -> list[tuple[tuple[int, int], tuple[int, set[int]]]]:
    """As many voices as a track holds, those that cover most first, sorted by when they begin."""
    if len(voices) == 1:
        return [*voices.items()]
    strongest = sorted(voices.items(), key=lambda item: (-len(item[1][1]), item[0]))
    first = min(at for at, _ in voices)
    near = [item for item in strongest if item[0][0] - first <= LONGEST_DELAY]
    return sorted(near[:MAX_VOICES], key=lambda item: item[0])


def _kinds(parts: Sequence[Part], delays: bool) -> list[int]:
    """A number for each part; parts that may be copies of one another have the same."""
    models: list[tuple[Part, int]] = []
    kinds: list[int] = []
    for part in parts:
        onset = 0 if delays else part.onset_ms
        alike = (k for k, (model, at) in enumerate(models) if at == onset and _alike(model, part))
        kinds.append(next(alike, len(models)))
        if kinds[-1] == len(models):
            models.append((part, onset))
    return kinds


def _alike(a: Part, b: Part) -> bool:
    if a.times != b.times:
        if len(a.times) != len(b.times) or any(not -1 <= t - u <= 1 for t, u in zip(a.times, b.times, strict=True)):
            return False
    elif a.levels == b.levels:
        return True
    scale, off = b.peak / a.peak, _ALIKE * b.peak
    return all(-off <= x * scale - y <= off for x, y in zip(a.levels, b.levels, strict=True))
