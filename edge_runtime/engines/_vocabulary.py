"""How a model's tokens write tags: which of them may come at a point of a block, and which must."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lexicon import TOKENS, Point

if TYPE_CHECKING:
    from edge_runtime.engines._constraint import Constraint, JsonGrammar

_NAMES = " ".join(token.tag for token in TOKENS)


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
        self._may: dict[Point, list[int]] = {}
        self._must: dict[Point, list[int]] = {}
        self._json: JsonGrammar | None = None

    def may_follow(self, point: Point) -> NDArray[np.bool_]:
        """Say of every token whether it may come next."""
        found = self._may.get(point)
        if found is None:
            found = self._may[point] = self._longer("", point)
        mask = np.zeros(len(self.pieces), np.bool_)
        mask[found] = True
        return mask

    def must_follow(self, point: Point) -> list[int]:
        """Give the tokens that must come next, as the model itself would write them."""
        found = self._must.get(point)
        if found is None:
            found = self._must[point] = self._forced(point)
        return found

    def json(self, schema: str | None = None) -> Constraint:
        """Hold a text to a JSON schema, or to any object. Raises InputUnusable for a bad schema, EngineMissing."""
        if self._json is None:
            from edge_runtime.engines._constraint import JsonGrammar

            self._json = JsonGrammar(self.pieces, self.ends, self.encode)
        return self._json.constraint(schema)

    def _longer(self, said: str, point: Point) -> list[int]:
        """Give the tokens that begin with `said` and go on as the grammar does from `point`."""
        found: set[int] = set()
        for way, to in point.ways.items():
            for end in range(1, len(way) + 1):
                found.update(self._tokens.get(said + way[:end], ()))
            at = bisect_right(self._texts, said + way)
            if at < len(self._texts) and self._texts[at].startswith(said + way):
                found.update(self._longer(said + way, to))
        return sorted(found)

    def _forced(self, point: Point) -> list[int]:
        text, at = "", point
        while common := _common(list(at.ways)):
            at = at.ways.get(common) or at.after(common) or at
            text += common
        tokens = self.encode(text.encode("latin-1"))
        # Where a longer token could hold the end of it and what comes then, the model may write that one.
        certain = next((start for start in range(len(text)) if self._longer(text[start:], at)), len(text))
        ends = np.cumsum([len(self.pieces[token]) for token in tokens])
        return tokens[: int((ends <= certain).sum())]


def _common(texts: Sequence[str]) -> str:
    """Give what all texts begin with."""
    least, most = min(texts, default=""), max(texts, default="")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(least, most, strict=False))
    return "".join(one for one, _ in same)


def _may_be_of_tags(text: str) -> bool:
    """Whether it has no part that no tag has; what remains is few thousand tokens of any vocabulary."""
    return bool(text) and all(part.lstrip(" [") in _NAMES for part in text.split("]"))
