"""Keeps haptic tags as the lexicon has them while a model answers, or out of the answer; other text is free.

It reads characters and never tokens, because one token may end a tag, hold three or begin one in mid-word. Outside a
block it costs one look at each token: only what holds a bracket, or goes on with one, is read at all. In a block each
token is looked up at the point of the grammar where the text stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lexicon import TOKENS, Parser, Point, Tag, Unknown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from edge_runtime.engines._vocabulary import Vocabulary

CERTAIN_AFTER = 4
"""Characters of a name, from its first underscore on, after which it is a tag's and no other word's: `begin_hap`."""
_CERTAIN = tuple(
    f"[{token.name[: token.name.index('_') + CERTAIN_AFTER]}"
    for token in TOKENS
    if token.name in {"begin_haptics", "end_haptics", "haptics_off"} or token.group.value == "macro"
)


class TagGuard:
    """The `Rule` of tags: a block begins at `start`; None: no tag may be.

    `vocabulary` is asked for only where a token was refused or one must come.
    """

    __slots__ = ("_open", "_point", "_start", "_vocabulary", "busy")

    def __init__(self, start: Point | None, vocabulary: Callable[[], Vocabulary]) -> None:
        self._start, self._vocabulary = start, vocabulary
        self._point: Point | None = None
        self._open = ""
        self.busy = False
        """A tag or a block is open."""

    @property
    def done(self) -> bool:
        """Never: words may always follow."""
        return False

    def mask(self) -> NDArray[np.bool_] | None:
        """Say which tokens may come next; None outside a block, where all may until `accept` refuses one."""
        return None if self._point is None else self._vocabulary().may_follow(self._point)

    def force(self) -> list[int]:
        """Give the tokens that must come next and accept them; none outside a block."""
        point = self._point
        if point is None:
            return []
        vocabulary = self._vocabulary()
        forced = vocabulary.must_follow(point)
        for token in forced:
            self.accept(token, vocabulary.pieces[token])
        return forced

    def accept(self, token: int, raw: bytes) -> bool:  # noqa: ARG002 - the text says it all
        """Go on by one token, whose bytes are `raw`; False, and nothing changes, when it may not come."""
        text = raw.decode("latin-1")  # tags are ASCII, so any byte is one character
        if self._point is None:
            return self._read(self._open + text)
        point = self._point.after(text) if text else None
        if point is None:
            return False
        self._stand(point)
        return True

    def closing(self) -> bytes | None:
        """Give the text that ends an open block; b"" outside."""
        return b"" if self._point is None else self._point.closing().encode("latin-1")

    def _stand(self, point: Point) -> None:
        self._point = None if point.whole else point
        self._open, self.busy = "", not point.whole

    def _read(self, text: str) -> bool:
        """Read free text from where a tag may have begun on."""
        parser, at = Parser(), 0
        for event in parser.feed(text):
            if isinstance(event, Tag):
                at += len(event.source)
                if not event.source.endswith(event.token.tag):
                    return False
                return self._enter(text[at - len(event.token.tag) :])
            if isinstance(event, Unknown):
                return False
            if hasattr(event, "source"):
                at += len(event.source)
        begun = parser.open_tag
        if begun.lower().startswith(_CERTAIN):
            return self._enter(begun)
        self._open, self.busy = begun, bool(begun)
        return True

    def _enter(self, text: str) -> bool:
        """Hold to the grammar from the beginning of a block on; words may come after its end, in one token."""
        point, left = self._start.follow(text) if self._start is not None else (None, "")
        if point is None:
            return False
        if left:
            return self._read(left)
        self._stand(point)
        return True
