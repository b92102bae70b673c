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

    from edge_runtime.engines._vocabulary import Spot, Vocabulary

CERTAIN_AFTER = 4
"""Characters of a name, from its first underscore on, after which it is a tag's and no other word's: `begin_hap`."""
_CERTAIN = tuple(
    f"[{token.name[: token.name.index('_') + CERTAIN_AFTER]}"
    for token in TOKENS
    if token.name in {"begin_haptics", "end_haptics", "haptics_off"} or token.group.value == "macro"
)


class TagGuard:
    """The `Rule` of tags: a block begins at `start`; None: no tag may be.

    `vocabulary` is asked for only where a block begins.
    """

    __slots__ = ("_open", "_spot", "_start", "_vocabulary", "busy", "done")

    def __init__(self, start: Point | None, vocabulary: Callable[[], Vocabulary]) -> None:
        self._start, self._vocabulary = start, vocabulary
        self._spot: Spot | None = None
        self._open = ""
        self.busy = False
        """A tag or a block is open."""
        self.done = False
        """Never: words may always follow."""

    def mask(self) -> NDArray[np.bool_] | None:
        """Say which tokens may come next; None outside a block, where all may until `accept` refuses one."""
        return None if self._spot is None else self._spot.mask()

    def force(self) -> list[int]:
        """Give the tokens that must come next and accept them; none outside a block."""
        spot = self._spot
        if spot is None or not spot.forced:
            return []
        for token in spot.forced:
            self.accept(token, self._vocabulary().pieces[token])
        return list(spot.forced)

    def accept(self, token: int, raw: bytes) -> bool:
        """Go on by one token, whose bytes are `raw`; False, and nothing changes, when it may not come."""
        spot = self._spot
        if spot is None:
            return self._read(self._open + raw.decode("latin-1"))  # tags are ASCII, so any byte is one character
        after = spot.after.get(token) or spot.go(token, raw.decode("latin-1"))
        if after is None:
            return False
        if after.whole:
            self._spot, self.busy = None, False
        else:
            self._spot = after
        return True

    def closing(self) -> bytes | None:
        """Give the text that ends an open block; b"" outside."""
        return b"" if self._spot is None else self._spot.point.closing().encode("latin-1")

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
        self._open, self.busy = "", not point.whole
        self._spot = None if point.whole else self._vocabulary().spot(point)
        return True
