"""Chopped envelopes: what they were before every second part of their straight pieces was made weaker. No I/O."""

from __future__ import annotations

from typing import NamedTuple

from ._follow import Point, Points
from ._track_format import Chop

LONGEST_HALF_MS = 255
CUT_MS = 3
"""A straight piece is cut from three parts on."""


class ChopRange(NamedTuple):
    """Ways of chopping that all cut an envelope alike."""

    low_ms: int
    high_ms: int
    keep: int
    """Of 255; -1 where nothing is cut, so that any will do."""

    def with_(self, other: ChopRange) -> ChopRange | None:
        """Those that are right for both; None where there are none."""
        low, high = max(self.low_ms, other.low_ms), min(self.high_ms, other.high_ms)
        if self.keep < 0 and other.keep < 0:
            return ChopRange(low, LONGEST_HALF_MS, -1)
        if low > high or (self.keep != other.keep and self.keep >= 0 and other.keep >= 0):
            return None
        return ChopRange(low, high, max(self.keep, other.keep))

    def chosen(self) -> Chop | None:
        """One of them; None where nothing is cut."""
        return Chop(self.high_ms, self.keep) if self.keep >= 0 else None


def whole(longest_ms: int) -> ChopRange:
    """What leaves straight pieces of up to ``longest_ms`` whole."""
    return ChopRange(longest_ms // CUT_MS + 1, LONGEST_HALF_MS, -1)


def unchop(points: Points) -> tuple[Points, float, ChopRange] | None:
    """The envelope before it was chopped, how far off the weak parts are (of 255), and how it was; None if it was not.

    All its straight pieces that are long enough are cut, or it was not chopped.
    """
    plain: list[Point] = []
    low, high, keep, off = 1, LONGEST_HALF_MS, -1, 0.0
    i, last = 0, len(points) - 1
    while i < last:
        plain.append(points[i])
        (t0, y0), (t1, y1) = points[i], points[i + 1]
        end = _cut_to(points, i) if t1 > t0 else 0
        if end:
            ms, n = points[end][0] - t0, (end - i + 1) // 2
            keep = keep if keep >= 0 else _keep(points, i, end)
            found = _off(points, i, end, n, keep)
            if found is None:
                return None
            off = max(off, found)
            low, high, i = max(low, ms // (n + 2) + 1), min(high, ms // n), end
        else:
            low, i = max(low, (t1 - t0) // CUT_MS + 1) if y0 > 0 or y1 > 0 else low, i + 1
    if keep < 0 or low > high:
        return None
    return (*plain, points[last]), off, ChopRange(low, high, keep)


def _cut_to(points: Points, i: int) -> int:
    """The corner up to which there is an even number of jumps, and no corner but them; 0 for none."""
    j, last = i + 1, len(points) - 1
    while j < last and points[j][0] == points[j + 1][0]:
        j += 2
    j -= 2 if (j - i) % 4 == 3 else 0  # the last jump is the corner's own
    return j if i + 5 <= j <= last else 0


def _keep(points: Points, i: int, end: int) -> int:
    """What the weak parts keep, of 255, by the loudest of them; -1 for nothing that can be said."""
    loud = max(range(i + 1, end, 2), key=lambda k: points[k][1] + points[k + 1][1])
    near, far = sorted((points[loud][1], points[loud + 1][1]))
    return round(255 * near / far) if far > 0 else -1


def _off(points: Points, i: int, end: int, n: int, keep: int) -> float | None:
    """How far the corners are from those of one line in ``n`` parts; None where they are at other times, or far."""
    (t0, y0), (t1, y1) = points[i], points[end]
    worst = 0.0
    for k in range(1, n):
        (t, before), (_, after) = points[i + 2 * k - 1], points[i + 2 * k]
        if t != t0 + (t1 - t0) * k // n:
            return None
        level = y0 + (y1 - y0) * (t - t0) / (t1 - t0)
        strong, weak = (before, after) if k % 2 else (after, before)
        worst = max(worst, abs(strong - level), abs(weak - level * keep / 255))
    return worst if worst <= 1 else None
