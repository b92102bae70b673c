"""Puts cases and questions to a model."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from edge_runtime.engines import Cancel, Engine, Finish, Message, Sampling
from edge_runtime.errors import EngineError, EngineReason

from ._case import Case, Question

SEEDS = 2**32 - 1
"""The last 32-bit value means "draw one" to llama.cpp."""


class Scored(Protocol):
    """One continuation's score."""

    @property
    def logprob(self) -> float:
        """Natural logarithm of its likelihood."""
        ...


class Scorer(Protocol):
    """What an engine must offer for questions: those of `llama` and `onnx` do."""

    def tokenize(self, text: str) -> list[int]:
        """Tokenize plain text from its beginning."""
        ...

    def reply_tokens(self, text: str) -> list[int]:
        """Tokenize a text that goes on."""
        ...

    def score(self, prefix: Sequence[int], continuations: Sequence[Sequence[int]]) -> Sequence[Scored]:
        """Score each continuation of one prefix."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said last."""

    text: str
    token_ids: tuple[int, ...]
    ended: bool
    """Whether it ended by itself."""


def ask(engine: Engine, case: Case, system: Callable[[bool], str], sampling: Sampling, seed: int | None) -> Reply:
    """Say each turn of a case, with the model's answers between; returns the last. Raises what the engine raises."""
    history: list[Message] = []
    reply = Reply("", (), ended=True)
    for turn in case.said:
        history.append(Message("user", turn))
        reply = _answer(engine, [Message("system", system(case.haptics)), *history], sampling, seed)
        history.append(Message("assistant", reply.text.strip()))
    return reply


def seed_of(*parts: object) -> int:
    """Give each answer a seed of its own that does not depend on what else is asked."""
    return zlib.crc32(":".join(map(str, parts)).encode()) % SEEDS


def scorer_of(engine: Engine) -> Scorer:
    """Give what scores with an engine's model. Raises EngineError for an engine that cannot."""
    make = getattr(engine, "scorer", None)
    if make is None:
        raise EngineError(
            "This engine cannot tell how likely a text is, and multiple-choice questions need that.",
            reason=EngineReason.BACKEND_UNKNOWN,
            hint="Use --backend llama or onnx, or leave these suites out.",
        )
    scorer: Scorer = make()
    return scorer


def weigh(scorer: Scorer, question: Question, text: str) -> tuple[float, ...]:
    """Score the choices of a question after what the model reads (`with_examples`). Raises what the scorer raises."""
    prefix, continuations = encode_pairs(scorer, text, [f" {choice}" for choice in question.choices])
    return tuple(score.logprob for score in scorer.score(prefix, continuations))


def encode_pairs(scorer: Scorer, context: str, continuations: Sequence[str]) -> tuple[list[int], list[list[int]]]:
    """Tokenize a context with each continuation, as a whole: what goes beyond the context's own tokens is scored.

    Blanks at the context's end belong to the continuation, since tokens begin with blanks and do not end with them.
    """
    kept = context.rstrip()
    blanks = context[len(kept) :]
    prefix = scorer.tokenize(kept)
    found = []
    for continuation in continuations:
        whole = scorer.tokenize(kept + blanks + continuation)
        found.append(whole[len(prefix) :] or scorer.reply_tokens(blanks + continuation))
    return prefix, found


def _answer(engine: Engine, messages: list[Message], sampling: Sampling, seed: int | None) -> Reply:
    pieces: list[str] = []
    tokens: list[int] = []
    ended = False
    for item in engine.generate(messages, sampling, seed=seed, cancel=Cancel()):
        if isinstance(item, Finish):
            ended = item.reason == "stop"
        else:
            pieces.append(item.text)
            tokens.append(item.token)
    return Reply("".join(pieces), tuple(tokens), ended)
