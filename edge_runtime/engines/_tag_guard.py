"""Keeps haptic tags as the lexicon has them while a model answers, or out of the answer; other text is free.

It reads characters and never tokens, because one token may end a tag, hold three or begin one in mid-word. Outside a
block it costs one look at each token: only what holds a bracket, or goes on with one, is read at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lexicon import TOKENS, Parser, Tag, Unknown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from edge_runtime.engines._constraint import Constraint

CERTAIN_AFTER = 4
"""Characters of a name, from its first underscore on, after which it is a tag's and no other word's: `begin_hap`."""
_CERTAIN = tuple(
    f"[{token.name[: token.name.index('_') + CERTAIN_AFTER]}"
    for token in TOKENS
    if token.name in {"begin_haptics", "end_haptics", "haptics_off"} or token.group.value == "macro"
)


class TagGuard:
    """The `Rule` of tags: `grammar` gives a fresh constraint for one block; None: no tag may be."""

    __slots__ = ("_block", "_grammar", "_open", "busy")

    def __init__(self, grammar: Callable[[], Constraint] | None) -> None:
        self._grammar = grammar
        self._block: Constraint | None = None
        self._open = ""
        self.busy = False
        """A tag or a block is open."""

    @property
    def done(self) -> bool:
        """Never: words may always follow."""
        return False

    def mask(self) -> NDArray[np.bool_] | None:
        """Say which tokens may come next; None outside a block, where all may until `accept` refuses one."""
        return None if self._block is None else self._block.mask()

    def force(self) -> list[int]:
        """Give the tokens that must come next and accept them; none outside a block."""
        if self._block is None:
            return []
        forced = self._block.force()
        self._settle()
        return forced

    def accept(self, token: int, raw: bytes) -> bool:
        """Go on by one token, whose bytes are `raw`; False, and nothing changes, when it may not come."""
        if self._block is None:
            return self._read(self._open + raw.decode("latin-1"))  # tags are ASCII, so any byte is one character
        accepted = self._block.accept(token)
        self._settle()
        return accepted

    def closing(self) -> bytes | None:
        """Give the text that ends an open block; b"" outside."""
        return b"" if self._block is None else self._block.closing()

    def _settle(self) -> None:
        if self._block is not None and self._block.done:
            self._block, self._open, self.busy = None, "", False

    def _read(self, text: str) -> bool:
        """Read free text from where a tag may have begun on."""
        parser, at = Parser(), 0
        for event in parser.feed(text):
            if isinstance(event, Tag):
                at += len(event.source)
                if not event.source.endswith(event.token.tag):
                    return False
                block = self._started(event.token.tag)
                if block is None:
                    return False
                if not block.done:
                    return self._enter(block, text[at:])
            elif isinstance(event, Unknown):
                return False
            elif hasattr(event, "source"):
                at += len(event.source)
        begun = parser.open_tag
        if begun.lower().startswith(_CERTAIN):
            block = self._started(begun)
            return block is not None and self._enter(block, "")
        self._open, self.busy = begun, bool(begun)
        return True

    def _started(self, text: str) -> Constraint | None:
        """Begin a block with `text`; None when none begins so."""
        if self._grammar is None:
            return None
        block = self._grammar()
        return block if block.accept_bytes(text.encode("latin-1")) == len(text) else None

    def _enter(self, block: Constraint, rest: str) -> bool:
        """Hold to `block` what stands after its beginning, and what comes after the block, in one token."""
        took = block.accept_bytes(rest.encode("latin-1"))
        if took < len(rest):
            return block.done and self._read(rest[took:])
        self._block, self._open, self.busy = block, "", True
        self._settle()
        return True
