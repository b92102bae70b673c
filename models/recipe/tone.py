"""Which tone a reply has: the corpus' labels as emotion vectors, and a judge of words that shares no card with the training.

The judge compares how often the words of a text occur in replies of two tones (naive Bayes, one judge for each pair), on the
half of the hand-written cards that ``emotion.py`` never sees.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handwritten import read

RECIPE = Path(__file__).parent
PAIRS = (
    "sadness-joy",
    "fear-courage",
    "disgust-acceptance",
    "anger-calmness",
    "surprise-expectation",
    "distrust-trust",
    "boredom-interest",
    "indifference-empathy",
)
"""The product's order."""
TONES: dict[str | None, tuple[float, ...]] = {
    "uplift": (1, 0, 0, 0, 0, 0.5, 0, 0),
    "spark": (1, 0, 0, 0, -0.5, 0, 1, 0),
    "soothe": (-1, 0, 0, 0, 0, 0, 0, 1),
    "ground": (0, 1, 0, 0, 0, 0, 0, 0),
    "steady": (0, 0.5, 0, 0, 0, 1, 0, 0),
    "calm": (0, 0, 0.5, 1, 0, 0, 0, 0),
    "rest_state": (0, 0, 1, 0, 0, 0, -1, 0),
    "focus": (0, 0, 0, 0, 1, 0, 1, 0),
    "alert_mild": (0, 0, 0, 0, -1, 0, 0, 0),
    "alert_high": (0, -1, 0, 0, 0, 0, 0, 0),
    None: (0, 0, 0, 0, 0, 0, 0, -1),
}
"""Emotion of a reply's touch (None: a plain answer without one) -> the vector that it teaches. Disgust, anger and distrust
are in no reply: their poles are the opposites of what was taught."""
JUDGED = {
    "sadness-joy": (("soothe",), ("uplift", "spark")),
    "fear-courage": (("alert_high", "alert_mild"), ("ground", "steady")),
    "boredom-interest": (("rest_state",), ("focus", "spark")),
    "indifference-empathy": ((None,), ("soothe",)),
}
"""Pairs of which both poles have replies: tones of the first pole, tones of the second."""
KINDS = (("feeling_hard", 20), ("feeling_bright", 19), ("everyday", 11))


@dataclass(frozen=True, slots=True)
class Example:
    user: str
    reply: str
    tone: str | None


def examples(judge: bool) -> Iterator[Example]:
    """Single-turn cards of one half of ``said_*.txt``: that of the judge, or that of the training."""
    for path in sorted((RECIPE / "corpus").glob("said_*.txt")):
        for card in read(path):
            choices = card.turns[0]
            half = hashlib.blake2b(choices.replies[0].encode(), digest_size=1).digest()[0] % 2 == 0
            if half == judge and len(card.turns) == 1:
                for reply in choices.replies:
                    for user in choices.users:
                        yield Example(user, reply, card.emotion)


def prompts() -> list[str]:
    """Fifty prompts that are in no corpus: feelings of both kinds and everyday talk."""
    rows = [json.loads(line) for line in (RECIPE / "heldout.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        prompt
        for kind, count in KINDS
        for prompt in [row["prompt"] for row in rows if row["kind"] == kind and "prompt" in row][:count]
    ]


class Judge:
    """How much more the words of a text belong to the second pole of a pair than to the first."""

    def __init__(self, pair: str) -> None:
        replies = {example.reply: example.tone for example in examples(judge=True)}
        low, high = (Counter(_words(r for r, tone in replies.items() if tone in tones)) for tones in JUDGED[pair])
        known = low.keys() | high.keys()
        sizes = low.total() + len(known), high.total() + len(known)
        self._weights = {
            word: math.log((high[word] + 1) / sizes[1]) - math.log((low[word] + 1) / sizes[0]) for word in known
        }

    def score(self, text: str) -> float:
        """Mean log-likelihood ratio of the words that the judge knows; 0 when it knows none."""
        found = [self._weights[word] for word in _words([text]) if word in self._weights]
        return sum(found) / len(found) if found else 0.0


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"[a-z']+", text.lower())
