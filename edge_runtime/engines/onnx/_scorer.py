"""How likely an export finds texts that are given. It computes in the engine's one memory, which it empties."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edge_runtime.engines._score import Row, Score, weigh_token
from edge_runtime.engines.onnx._tokenizer import ExportTokenizer
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import PromptTooLong

Compute = Callable[[Sequence[int]], Row]
"""Bring tokens into memory; gives the logits after the last."""


class OnnxScorer:
    """Scores texts under a loaded export; `OnnxEngine.scorer` makes it. For the engine's own thread."""

    def __init__(self, tokenizer: ExportTokenizer, room: int, keep: Callable[[int], None], compute: Compute) -> None:
        self.room = room
        """Tokens that memory holds."""
        self._tokenizer, self._keep, self._compute = tokenizer, keep, compute

    def tokenize(self, text: str) -> list[int]:
        """Tokenize as plain text, with the model's own beginning where it has one."""
        tokenizer = self._tokenizer
        return ([tokenizer.bos] if tokenizer.adds_bos else []) + tokenizer.tokenize(text, special=False)

    def reply_tokens(self, text: str) -> list[int]:
        """Tokenize a text that goes on: nothing is put before it."""
        return self._tokenizer.tokenize(text, special=False)

    def score(self, prefix: Sequence[int], continuations: Sequence[Sequence[int]]) -> list[Score]:
        """Score each continuation of one prefix, which is computed once. None of them may be empty.

        A prefix that is too long is cut at its beginning, alike for all. Raises PromptTooLong, EngineError, ValueError.
        """
        if not prefix or not all(continuations):
            raise ValueError("a prefix and its continuations need a token each")
        longest = max(len(continuation) for continuation in continuations)
        if longest > self.room:
            raise PromptTooLong(
                f"A text of {longest} tokens is too long for the model's context of {self.room}.",
                reason=Reason.PROMPT_TOO_LONG,
                hint="Shorten it, or choose a model with a longer context.",
            )
        prefix = prefix[-(self.room + 1 - longest) :]
        self._keep(0)
        start = self._compute(prefix)
        return [self._continue(len(prefix), start, continuation) for continuation in continuations]

    def _continue(self, at: int, start: Row, continuation: Sequence[int]) -> Score:
        """A token at a time: an export need not give the logits of more than the last position."""
        self._keep(at)
        total, greedy = weigh_token(start, continuation[0])
        for token, following in zip(continuation, continuation[1:], strict=False):
            logprob, first = weigh_token(self._compute([token]), following)
            total, greedy = total + logprob, greedy and first
        return Score(total, greedy, len(continuation))
