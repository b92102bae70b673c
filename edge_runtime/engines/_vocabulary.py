"""How a model's tokens write tags: where each leads in a block, which may come, and which must."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lexicon import TOKENS, Point

if TYPE_CHECKING:
    from edge_runtime.engines._constraint import Constraint, JsonGrammar

_NAMES = " ".join(token.tag for token in TOKENS)


class Spot:
    """A point of the grammar as one model's tokens come to it; the same object each time."""

    __slots__ = ("_vocabulary", "after", "forced", "may", "point", "whole")

    def __init__(self, vocabulary: Vocabulary, point: Point) -> None:
        self._vocabulary = vocabulary
        self.point, self.whole = point, point.whole
        self.after: dict[int, Spot] = {}
        """Where tokens lead that came before; `go` asks for others."""
        self.forced = vocabulary.forced(point)
        """The tokens that must come next, as the model itself would write them."""
        self.may: list[int] | None = None

    def go(self, token: int, text: str) -> Spot | None:
        """Give the spot after a token; None when it may not come."""
        point = self.point.after(text) if text else None
        if point is None:
            return None
        found = self.after[token] = self._vocabulary.spot(point)
        return found

    def mask(self) -> NDArray[np.bool_]:
        """Say of every token whether it may come next."""
        if self.may is None:
            self.may = list(self._vocabulary.allowed(self.point))
        mask = np.zeros(len(self._vocabulary.pieces), np.bool_)
        mask[self.may] = True
        return mask


class Vocabulary:
    """The bytes of every token, laid out for rules; made once for a model (half a second for 2^18 tokens)."""

    def __init__(self, pieces: Sequence[bytes], ends: Iterable[int], encode: Callable[[bytes], list[int]]) -> None:
        """Take what each token adds to the text, the tokens that end an answer, and the model's way to write a text.

        Control tokens add nothing. What `encode` cannot write it gives back as no tokens.
        """
        self.pieces, self.ends, self.encode = pieces, frozenset(ends), encode
        self._tokens: dict[str, list[int]] = {}
        for token, piece in enumerate(pieces):
            text = piece.decode("latin-1")
            if token not in self.ends and _may_be_of_tags(text):
                self._tokens.setdefault(text, []).append(token)
        self._texts = sorted(self._tokens)
        self._spots: dict[Point, Spot] = {}
        self._json: JsonGrammar | None = None

    def spot(self, point: Point) -> Spot:
        """Give the spot of a point."""
        return self._spots.get(point) or self._spots.setdefault(point, Spot(self, point))

    def json(self, schema: str | None = None) -> Constraint:
        """Hold a text to a JSON schema, or to any object. Raises InputUnusable for a bad schema, EngineMissing."""
        if self._json is None:
            from edge_runtime.engines._constraint import JsonGrammar

            self._json = JsonGrammar(self.pieces, self.ends, self.encode)
        return self._json.constraint(schema)

    def allowed(self, point: Point, said: str = "") -> Iterator[int]:
        """Give the tokens that begin with `said`, are longer and go on as the grammar does from `point`."""
        for way, to in point.ways.items():
            for end in range(1, len(way) + 1):
                yield from self._tokens.get(said + way[:end], ())
            at = bisect_right(self._texts, said + way)
            if at < len(self._texts) and self._texts[at].startswith(said + way):
                yield from self.allowed(to, said + way)

    def forced(self, point: Point) -> list[int]:
        """Give the tokens that must come next, as the model itself would write them."""
        text, at = "", point
        while common := _common(list(at.ways)):
            at = at.ways.get(common) or at.after(common) or at
            text += common
        tokens = self.encode(text.encode("latin-1")) if text else []
        # Where a longer token could hold the end of it and what comes then, the model may write that one.
        certain = next(
            (start for start in range(len(text)) if next(self.allowed(at, text[start:]), None) is not None), len(text)
        )
        ends = accumulate(len(self.pieces[token]) for token in tokens)
        return tokens[: sum(end <= certain for end in ends)]


def _common(texts: Sequence[str]) -> str:
    """Give what all texts begin with."""
    least, most = min(texts, default=""), max(texts, default="")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(least, most, strict=False))
    return "".join(one for one, _ in same)


def _may_be_of_tags(text: str) -> bool:
    """Whether it has no part that no tag has; what remains is few thousand tokens of any vocabulary."""
    return bool(text) and all(part.lstrip(" [") in _NAMES for part in text.split("]"))
