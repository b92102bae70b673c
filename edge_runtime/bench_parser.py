"""The parser against the obvious alternative: a regular expression over all that came so far, on every piece."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from lexicon import TOKENS, Parser

WORDS = "the exam is near and your body knows it so put both feet on the floor and let each breath out be longer"
PIECES = 1_000
GROWTH = 10
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class ParserRow:
    """One figure, ours and theirs."""

    name: str
    unit: str
    ours: float
    theirs: float
    ratio: float


def bench_parser(pieces: int = PIECES, *, rounds: int = ROUNDS) -> list[ParserRow]:
    """CPU time per piece, and how much more ten times the text takes; the best of interleaved rounds."""
    short, long = stream(pieces), stream(pieces * GROWTH)
    figures: dict[str, list[tuple[float, float]]] = {"ours": [], "theirs": []}
    for _ in range(rounds):
        for name, read in (("ours", _ours), ("theirs", _theirs)):
            figures[name].append((_timed(read, short), _timed(read, long)))
    per_piece = {name: min(a for a, _ in rows) / pieces * 1e6 for name, rows in figures.items()}
    growth = {name: min(b for _, b in rows) / min(a for a, _ in rows) for name, rows in figures.items()}
    return [
        _row("a piece of text", "us", per_piece),
        _row(f"{GROWTH} times the text", "times the time", growth),
    ]


def stream(pieces: int) -> list[str]:
    """Plain words with a block now and then, cut as a tokenizer cuts: the same for the same length."""
    rng = random.Random(pieces)  # noqa: S311
    found: list[str] = []
    while len(found) < pieces:
        found += [f"{word} " for word in rng.sample(WORDS.split(), 12)]
        if rng.random() < 0.1:
            found += ["\n\nHaptics:\n", "[begin", "_haptics]", "[calm]", "[t1s]", "[end_haptics]", "\n"]
    return found[:pieces]


def _ours(pieces: list[str]) -> None:
    parser = Parser()
    for piece in pieces:
        parser.feed(piece)
    parser.finish()


_TAG = re.compile("|".join(re.escape(token.tag) for token in TOKENS))


def _theirs(pieces: list[str]) -> None:
    text = ""
    for piece in pieces:
        text += piece
        _TAG.sub("", text)


def _timed(read: Callable[[list[str]], None], pieces: list[str]) -> float:
    start = time.thread_time()
    read(pieces)
    return time.thread_time() - start


def _row(name: str, unit: str, values: dict[str, float]) -> ParserRow:
    ours, theirs = values["ours"], values["theirs"]
    return ParserRow(name, unit, round(ours, 2), round(theirs, 2), round(theirs / ours, 2))
