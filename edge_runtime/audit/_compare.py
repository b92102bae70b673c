"""How far one file's thoughts are from another's on a fixed text: KL divergence of what they expect, token by token."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from edge_runtime.engines import Message
from edge_runtime.engines._score import log_softmax
from edge_runtime.engines.llama import LlamaScorer
from edge_runtime.errors import EngineReason, InputUnusable

FIRST_TOKENS = 16
"""Tokens at the beginning of an answer that are compared: after the first difference two answers go their own ways."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One piece of the fixed text."""

    haptics: bool
    user: str
    reply: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file beside its reference; divergences in nats, of the reference's expectation from the file's."""

    positions: int
    """Tokens of answers that were compared."""
    mean_kl: float
    median_kl: float
    p99_kl: float
    top_agreement: float
    """Share of positions at which both find the same token likeliest."""
    perplexity_ratio: float
    """How much more surprised by the text the file is than the reference; 1 is alike."""


class System(Protocol):
    """Gives the system text for haptics on or off."""

    def __call__(self, haptics: bool, /) -> str: ...


def read_fixed(path: Path) -> list[Exchange]:
    """Read the fixed text. Raises InputUnusable."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [Exchange(bool(row["haptics"]), str(row["user"]), str(row["reply"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputUnusable(
            f"The fixed text {path} cannot be read: {error}.",
            hint="Install edge-haptics again.",
            reason=EngineReason.BAD_INPUT,
        ) from None


def compare_logits(
    reference: LlamaScorer, file: LlamaScorer, text: Sequence[Exchange], system: System
) -> Comparison | str:
    """Compare two models on every token of the text's answers; a sentence when they cannot be compared.

    Both are computed in step, so that no logits are kept: a row of a large vocabulary is a megabyte.
    Raises EngineError.
    """
    if reference.vocabulary() != file.vocabulary():
        return "its vocabulary is not the reference's"
    divergences: list[float] = []
    agreeing = 0
    surprise = np.zeros(2)
    for exchange in text:
        messages = [Message("system", system(exchange.haptics)), Message("user", exchange.user)]
        prompt, reply = reference.prompt(messages), reference.reply_tokens(exchange.reply)
        if (file.prompt(messages), file.reply_tokens(exchange.reply)) != (prompt, reply):
            return "its chat template or its tokenizer is not the reference's"
        tokens = (prompt + reply)[: reference.room]
        first = len(prompt) - 1
        rows: Iterator[Any] = zip(reference.logits(tokens, first), file.logits(tokens, first), strict=True)
        for (wanted_row, got_row), token in zip(rows, [*tokens[first + 1 :], None], strict=True):
            wanted, got = log_softmax(wanted_row), log_softmax(got_row)
            divergences.append(max(float(np.exp(wanted) @ (wanted - got)), 0.0))
            agreeing += int(wanted.argmax() == got.argmax())
            if token is not None:
                surprise -= (wanted[token], got[token])
    values = np.array(divergences)
    return Comparison(
        positions=len(values),
        mean_kl=float(values.mean()),
        median_kl=float(np.median(values)),
        p99_kl=float(np.percentile(values, 99)),
        top_agreement=agreeing / len(values),
        perplexity_ratio=float(np.exp((surprise[1] - surprise[0]) / len(values))),
    )


def first_tokens(reference: Sequence[Sequence[int]], file: Sequence[Sequence[int]]) -> float:
    """Give the share of each reference answer's first tokens that the file's answer begins with, averaged."""
    shares = []
    for wanted, got in zip(reference, file, strict=True):
        head = wanted[:FIRST_TOKENS]
        alike = next((at for at, token in enumerate(head) if at >= len(got) or got[at] != token), len(head))
        shares.append(alike / len(head) if head else float(not got))
    return sum(shares) / len(shares) if shares else 0.0
