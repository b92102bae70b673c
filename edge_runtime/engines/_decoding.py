"""The decode loop that local engines share: tokens become text, and each piece goes out before the next is computed."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from edge_runtime.engines._prompt import Prompt
from edge_runtime.engines._rule import Rule
from edge_runtime.engines.base import Cancel, Finish, FinishReason, Piece

Step = Callable[[list[int]], "list[int] | FinishReason"]
"""Brings tokens into memory and gives those that follow, one drawn and then those forced; or why none does.

It looks all of them up among the pieces while the model cannot be closed.
"""


class Mark(Enum):
    """What a vocabulary's pieces keep for a token that has no text of its own."""

    END = 0
    """The token ends the answer."""
    BYTES = 1
    """The token is part of a character."""


END = Mark.END


class Pieces(dict[int, "Piece | Mark"]):
    """The piece that each token adds to an answer, made when it comes for the first time."""

    __slots__ = ("_ends", "spell")

    def __init__(self, spell: Callable[[int], bytes], ends: Callable[[int], bool]) -> None:
        """Take the bytes that a token adds, and whether one ends the answer."""
        super().__init__()
        self.spell = spell
        self._ends = ends

    def __missing__(self, token: int) -> Piece | Mark:
        """Give a token's piece, or why it has none of its own."""
        try:
            known = END if self._ends(token) else Piece(self.spell(token).decode("utf-8"), token)
        except UnicodeDecodeError:
            known = Mark.BYTES
        self[token] = known
        return known

    def looked_up(self, tokens: list[int]) -> list[int]:
        """Give the tokens back once each one's piece is known."""
        for token in tokens:
            self[token]
        return tokens


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer whose prompt was read."""

    prompt: Prompt
    reused: int
    """Tokens of the prompt that were in memory."""
    waiting: list[int]
    """Tokens of the prompt that the first step computes."""
    stopped: FinishReason | None
    """Why the prompt was not read to its end; None when it was."""
    started: float
    """When the answer was asked for, by `time.perf_counter`."""


def tell(
    begun: Begun,
    step: Step,
    pieces: Pieces,
    *,
    rule: Rule | None,
    limit: int,
    memory: Sequence[int],
    context: int,
    cancel: Cancel,
) -> Iterator[Piece | Finish]:
    """Tell an answer of at most `limit` tokens, piece by piece; ends with exactly one Finish.

    `memory` holds what was computed, at most `context` tokens. Raises what `step` raises.
    """
    reason: FinishReason = begun.stopped or "cancelled"
    complete = begun.stopped is None
    waiting = begun.waiting
    clock, is_set = time.perf_counter, cancel.is_set
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    pending = False
    count = forced = 0
    first = last = begun.started
    while complete:
        found = step(waiting)
        if isinstance(found, str):
            reason = found
            last = clock() if found == "stop" else last
            break
        last = clock()
        if not count:
            first = last
        waiting = found
        count += len(waiting)
        forced += len(waiting) - 1
        for token in waiting:
            piece = pieces[token]
            if pending or isinstance(piece, Mark):
                piece = Piece(decoder.decode(pieces.spell(token)), token)
                pending = bool(decoder.getstate()[0])
            yield piece
        if is_set():
            break
        if rule is not None and rule.done:
            reason = "stop"
            break
        if count >= limit:
            reason = "length"
            break
        if len(memory) + len(waiting) > context:
            reason = "context"
            break
    closing = rule.closing() if rule is not None and complete and reason in ("length", "context") else b""
    rest = decoder.decode(closing or b"", final=True) if complete else ""
    if rest:
        yield Piece(rest, -1)
    took = last - first
    yield Finish(
        reason=reason,
        tokens=count,
        prompt_tokens=len(begun.prompt.tokens),
        reused_tokens=begun.reused,
        dropped_turns=begun.prompt.dropped_turns,
        ttft_ms=(first - begun.started) * 1000 if count else 0.0,
        tok_per_s=(count - 1) / took if count > 1 and took > 0 else 0.0,
        forced_tokens=forced,
    )
