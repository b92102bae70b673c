"""Which parts of an envelope, on which motors, are copies of one another, so that one track plays them. No I/O.

A *part* is a stretch above 0 of one or more motors. A *run* of parts, one after the other on the same motors, is an
envelope; wherever the same run is found again, later, weaker or on other motors, it is a voice of the same track.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ._fit import Points, find_chop, fit, follows, rests, size
from ._track_format import MAX_VOICES, Chop, Kind, Segment, Track, Voice, write_track

MAX_SEGMENTS = 40
"""Of one track: any device has room for 48 at least, and its last packet asks for more than it needs."""
_LONGEST_DELAY = 65535
_LONGEST_RUN = 12
"""Parts; more would only be tried in vain, as they seldom fit one track."""
_BATCH = 48
"""Parts that are looked at together, so that a long program takes time in proportion to its length."""
_TRIALS = 100
"""Tracks that are tried while every way on is followed, some 10 ms; from then on the one that looks best is taken."""
_EXACT = 1e-9
"""A gain is rounded down, so that a copy is never stronger than asked; but not for what floats do."""
_ALIKE = 2.5 / 255
"""How far the corners of two parts may be apart, of their peak, to be looked at closer."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch above 0."""

    motors: int
    """Bits; those whose whole envelopes are equal."""
    onset_ms: int
    points: Points
    """From its own onset."""

    @property
    def peak(self) -> float:
        """0..255."""
        return max(y for _, y in self.points)


@dataclass(frozen=True, slots=True)
class Placed:
    """A track and when it begins."""

    onset_ms: int
    track: Track
    parts: frozenset[int]
    """What it covers."""
    bytes: int
    """On the wire, with what frames it on a serial line."""


def share(parts: Sequence[Part], *, delays: bool = True) -> list[Placed]:
    """Tracks that together play all ``parts``, in as few bytes on the wire as the search finds.

    Without ``delays`` only parts that begin together share. Each track is right, whatever the parts are.
    """
    parts = sorted(parts, key=lambda part: part.onset_ms)
    batches = [parts[k : k + _BATCH] for k in range(0, len(parts), _BATCH)]
    return [placed for batch in batches for placed in _Search(batch, delays).solve(frozenset(range(len(batch))))]


def wire_bytes(data: int) -> int:
    """What a track of ``data`` bytes costs on a serial line: packets, checks and zero bytes."""
    return data + 11 + 7 * -(-max(data - 13, 0) // 17)


class _Search:
    """What was found out about one set of parts."""

    def __init__(self, parts: Sequence[Part], delays: bool) -> None:
        self._parts = parts
        self._tried = 0
        self._best: dict[frozenset[int], list[Placed]] = {frozenset(): []}
        self._peaks = [part.peak for part in parts]
        self._kinds = _kinds(parts, self._peaks, delays)
        self._rows: dict[int, list[int]] = {}
        for i, part in enumerate(parts):
            self._rows.setdefault(part.motors, []).append(i)

    def solve(self, left: frozenset[int]) -> list[Placed]:
        """The best found for the parts ``left``."""
        if left not in self._best:
            if self._tried > _TRIALS:
                return self._hurry(left)
            found = [placed for row in self._rows.values() for placed in self._candidates(row, left)]
            ways: list[list[Placed]] = []
            for placed in sorted(found, key=self._price):
                if ways and self._tried > _TRIALS:
                    break
                ways.append([placed, *self.solve(left - placed.parts)])
            self._best[left] = min(ways, key=lambda way: sum(placed.bytes for placed in way))
        return self._best[left]

    def _hurry(self, left: frozenset[int]) -> list[Placed]:
        way: list[Placed] = []
        while left:
            row = self._rows[self._parts[min(left)].motors]
            way.append(min(self._candidates(row, left), key=self._price))
            left -= way[-1].parts
        return way

    def _price(self, placed: Placed) -> float:
        alone = sum(sum(map(size, fit(self._parts[i].points))) + 4 for i in placed.parts)
        return placed.bytes / alone

    def _candidates(self, row: list[int], left: frozenset[int]) -> Iterator[Placed]:
        """Tracks that begin with the first part of ``row`` that is left, the shortest run first."""
        first = next((k for k, i in enumerate(row) if i in left), len(row))
        for end in range(first + 1, min(first + _LONGEST_RUN, len(row)) + 1):
            placed = self._place(row[first:end], left) if row[end - 1] in left else None
            if placed is None:
                break
            yield placed

    def _place(self, run: list[int], left: frozenset[int]) -> Placed | None:
        """The track that plays ``run`` and what is like it; None where it has too many segments."""
        self._tried += 1
        like = [found for row in self._rows.values() for found in self._copies(run, row, left)]
        run = max(like, key=lambda found: self._peaks[found[0]])
        chop, segments = self._envelope(run)
        if len(segments) > MAX_SEGMENTS and len(run) > 1:
            return None
        voices: dict[tuple[int, int], tuple[int, set[int]]] = {(self._parts[run[0]].onset_ms, 255): (0, set())}
        for found in [run, *like]:
            where = self._voice(run, found, chop)
            if where is not None:
                motors, those = voices.get(where, (0, set()))
                voices[where] = motors | self._parts[found[0]].motors, those | set(found)
        chosen = _chosen(voices)
        onset = chosen[0][0][0]
        track = Track(tuple(Voice(motors, gain, at - onset) for (at, gain), (motors, _) in chosen), segments, chop)
        covered = frozenset(i for _, (_, those) in chosen for i in those)
        return Placed(onset, track, covered, wire_bytes(len(write_track(track))))

    def _copies(self, run: list[int], row: list[int], left: frozenset[int]) -> list[list[int]]:
        """Where the kinds and the rhythm of ``run`` are found in ``row``; no more than cover what all would."""
        count, parts, kinds = len(run), self._parts, self._kinds
        matches: list[int] = []
        for k in range(len(row) - count + 1):
            here = row[k : k + count]
            late = parts[here[0]].onset_ms - parts[run[0]].onset_ms
            if left.issuperset(here) and all(
                kinds[i] == kinds[j] and abs(parts[j].onset_ms - parts[i].onset_ms - late) <= 1
                for i, j in zip(run, here, strict=True)
            ):
                matches.append(k)
        found: list[list[int]] = []
        covered = 0
        for k, after in zip(matches, [*matches[1:], len(row)], strict=False):
            if k + count > covered and after > covered:  # else one later covers as much and more
                found.append(row[k : k + count])
                covered = k + count
        return found

    def _envelope(self, run: list[int]) -> tuple[Chop | None, tuple[Segment, ...]]:
        parts = [self._parts[i] for i in run]
        chop = find_chop([part.points for part in parts])
        segments: list[Segment] = []
        t = parts[0].onset_ms
        for part in parts:
            fitted = fit(part.points, chop)
            segments += rests(part.onset_ms - t)
            if segments and segments[-1].level > 0 and fitted[0].kind is not Kind.HOLD:
                segments.append(Segment(Kind.HOLD, 0, 0))
            segments += fitted
            t = part.onset_ms + part.points[-1][0]
        return chop, tuple(segments)

    def _voice(self, run: list[int], found: list[int], chop: Chop | None) -> tuple[int, int] | None:
        """When and how strongly ``found`` plays what was fitted to ``run``; None where that would not be right."""
        gain = min(255, int(255 * self._peaks[found[0]] / self._peaks[run[0]] + _EXACT))
        parts = self._parts
        late = parts[found[0]].onset_ms - parts[run[0]].onset_ms
        shifts = [parts[j].onset_ms - parts[i].onset_ms - late for i, j in zip(run, found, strict=True)]
        for by in (0, 1, -1):
            if all(self._plays(i, j, shift - by, gain, chop) for i, j, shift in zip(run, found, shifts, strict=True)):
                return parts[found[0]].onset_ms + by, gain
        return None

    def _plays(self, i: int, j: int, shift: int, gain: int, chop: Chop | None) -> bool:
        if i == j:
            return gain == 255 and shift == 0
        target = self._parts[j].points
        if shift and (abs(shift) > 1 or target[0][1] > 0 or target[-1][1] > 0):
            return False
        return _plays(self._parts[i].points, chop, gain, tuple((t + shift, y) for t, y in target))


@lru_cache(maxsize=1024)
def _plays(points: Points, chop: Chop | None, gain: int, target: Points) -> bool:
    return follows(fit(points, chop), chop, gain, target)


def _chosen(
    voices: dict[tuple[int, int], tuple[int, set[int]]],
) -> list[tuple[tuple[int, int], tuple[int, set[int]]]]:
    """As many voices as a track holds, those that cover most first, sorted by when they begin."""
    strongest = sorted(voices.items(), key=lambda item: (-len(item[1][1]), item[0]))
    first = min(at for at, _ in voices)
    near = [item for item in strongest if item[0][0] - first <= _LONGEST_DELAY]
    return sorted(near[:MAX_VOICES], key=lambda item: item[0])


def _kinds(parts: Sequence[Part], peaks: list[float], delays: bool) -> list[int]:
    """A number for each part; parts that may be copies of one another have the same."""
    models: list[tuple[Points, float, int]] = []
    kinds: list[int] = []
    for part, peak in zip(parts, peaks, strict=True):
        onset = 0 if delays else part.onset_ms
        alike = (
            k for k, (points, top, at) in enumerate(models) if at == onset and _alike(points, top, part.points, peak)
        )
        kinds.append(next(alike, len(models)))
        if kinds[-1] == len(models):
            models.append((part.points, peak, onset))
    return kinds


def _alike(a: Points, top_a: float, b: Points, top_b: float) -> bool:
    if a is b:
        return True
    return len(a) == len(b) and all(
        abs(t - u) <= 1 and abs(x / top_a - y / top_b) <= _ALIKE for (t, x), (u, y) in zip(a, b, strict=True)
    )
