"""The grammar as points of a text: what may come next, and where any piece of it leads. No I/O.

The grammar is regular, so a point is all that has to be known of a block. Points are made when a text first comes to
them and kept for all blocks of the same limits: there are some hundreds.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import count

from ._grammar import ROOT, Either, Maybe, Part, Rule, rules
from ._limits import Limits
from ._tokens import INTENSITY_LEVELS

Rest = tuple[Part, ...]
"""Parts that are still to come, one after the other."""


class Point:
    """Where a text stands in the grammar. The same text from the same point leads to the same object."""

    __slots__ = ("_after", "_closing", "_further", "_ways", "_ways_of")

    def __init__(
        self, ways_of: Callable[[Point], dict[str, Point]], further: Callable[[str], Point | None] | None = None
    ) -> None:
        """Take what tells a point's ways, asked once, and within one of them what tells where a text leads."""
        self._ways_of, self._further = ways_of, further
        self._ways: dict[str, Point] | None = None
        self._after: dict[str, Point] = {}
        self._closing: str | None = None

    @property
    def ways(self) -> Mapping[str, Point]:
        """What may come next, tags whole, and where each leads; none begins with another."""
        if self._ways is None:
            self._ways = self._ways_of(self)
        return self._ways

    @property
    def whole(self) -> bool:
        """Whether the block is complete; then nothing may follow."""
        return not self.ways

    def after(self, text: str) -> Point | None:
        """Give the point after a piece of text, however it is cut; None when that may not come."""
        if not text:
            return self
        if self._further is not None:
            return self._further(text)
        found = self._after.get(text)
        if found is None:
            found = self._look(text)
            if found is not None:
                self._after[text] = found
        return found

    def follow(self, text: str) -> tuple[Point | None, str]:
        """Go on until the block is complete; gives the point and what is left; no point where the text may not come."""
        point = self
        while text and not point.whole:
            way = next(filter(text.startswith, point.ways), None)
            if way is None:
                return point.after(text), ""
            point, text = point.ways[way], text[len(way) :]
        return point, text

    def closing(self) -> str:
        """Give a shortest text that completes the block, with blanks between its tags."""
        if self._closing is None:
            order = count()
            waiting = [(0, 0, next(order), "", self)]
            known: set[Point] = set()
            while True:
                letters, blanks, _, text, point = heapq.heappop(waiting)
                if point.whole:
                    break
                if point not in known:
                    known.add(point)
                    for way, to in point.ways.items():
                        more = way.count(" ")
                        heapq.heappush(waiting, (letters + len(way) - more, blanks - more, next(order), text + way, to))
            self._closing = text
        return self._closing

    def _look(self, text: str) -> Point | None:
        for way, point in self.ways.items():
            if text.startswith(way):
                return point.after(text[len(way) :])
        begun = {way[len(text) :]: point for way, point in self.ways.items() if way.startswith(text)}
        return Point(lambda _: begun, lambda more: self.after(text + more)) if begun else None


class _Read:
    """Reads the rules: a point between two texts is the set of what may still come."""

    def __init__(self, bodies: Mapping[str, Part]) -> None:
        self._bodies = bodies
        self._points: dict[frozenset[Rest], Point] = {}
        self._rests: dict[Point, frozenset[Rest]] = {}
        self.start = self._point(frozenset([(bodies[ROOT],)]))

    def ways(self, point: Point) -> dict[str, Point]:
        found: dict[str, set[Rest]] = {}
        for rest in self._rests[point]:
            for text, more in self._texts(rest):
                found.setdefault(text, set()).add(more)
        return {text: self._point(frozenset(rests)) for text, rests in found.items()}

    def _point(self, rests: frozenset[Rest]) -> Point:
        point = self._points.get(rests)
        if point is None:
            point = self._points[rests] = Point(self.ways)
            self._rests[point] = rests
        return point

    def _texts(self, rest: Rest) -> Iterator[tuple[str, Rest]]:
        """Give each text that `rest` can begin with, and what comes after it."""
        if not rest:
            return
        first, more = rest[0], rest[1:]
        if isinstance(first, str):
            yield first, more
        elif isinstance(first, Rule):
            yield from self._texts((self._bodies[first.name], *more))
        elif isinstance(first, Either):
            for way in first.ways:
                yield from self._texts((way, *more))
        elif isinstance(first, Maybe):
            yield from self._texts((first.part, *more))
            yield from self._texts(more)
        else:
            yield from self._texts((*first, *more))


def block(limits: Limits | None = None) -> Point:
    """Give the point before a block, a macro or a safety token, as the grammar of these limits has them.

    Limits that allow the same blocks give the same point.
    """
    wanted = limits or Limits()
    felt = max((level for level in INTENSITY_LEVELS if level <= wanted.max_level), default=INTENSITY_LEVELS[0])
    return _start(replace(wanted, max_level=felt, fade_ms=Limits().fade_ms))


@lru_cache(maxsize=8)
def _start(limits: Limits) -> Point:
    return _Read(rules(limits)).start
