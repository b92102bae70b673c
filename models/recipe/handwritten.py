"""Dialogues written by hand: plain text files, one paragraph each, with several ways to say each line."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.common import EMOTIONS, Dialogue, Reply, Turn, gentle_block

ON_SHARE = 0.65
"""How often a dialogue that does not name its setting happens with haptics on."""


@dataclass(slots=True)
class Choices:
    """One turn: what may be said, what may be answered, and which touch may follow (one is drawn of each)."""

    users: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    touches: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    """One paragraph: its haptics setting (None for either), its emotion (a gentle block of it follows a turn without
    a touch of its own; None for no touch), and its turns."""

    setting: bool | None = None
    emotion: str | None = None
    turns: list[Choices] = field(default_factory=list)


def read(path: Path) -> list[Card]:
    """Each card of ``path``.

    Cards are separated by blank lines. ``U:`` is what the user says, ``A:`` the answer, ``H:`` the tags that follow it; lines
    of one kind in a row are alternatives that all fit, and a ``U:`` after an ``A:`` or ``H:`` begins the next turn. First may stand
    ``haptics: on`` or ``off``, and ``E:`` with an emotion. Lines beginning with ``#`` are comments.
    Raises ValueError naming the line for anything else.
    """
    found: list[Card] = []
    card = Card()
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        key, _, rest = line.strip().partition(":")
        rest = rest.strip()
        last = card.turns[-1] if card.turns else None
        if not line.strip():
            if last is not None and not last.replies:
                raise ValueError(f"{path.name}:{number}: a U: line has no A: line")
            if last is not None:
                found.append(card)
            card = Card()
        elif line.lstrip().startswith("#"):
            continue
        elif key == "haptics" and rest in ("on", "off") and last is None:
            card.setting = rest == "on"
        elif key == "E" and rest in EMOTIONS and last is None:
            card.emotion = rest
        elif key == "U" and rest:
            if last is None or last.replies:
                card.turns.append(Choices())
            card.turns[-1].users.append(rest)
        elif key == "A" and rest and last is not None and not last.touches:
            last.replies.append(rest)
        elif key == "H" and rest and last is not None and last.replies:
            last.touches.append(rest)
        else:
            raise ValueError(f"{path.name}:{number}: expected E:, U:, A: or H: in this order")
    return found


def dialogues(cards: list[Card], rng: random.Random, copies: int) -> Iterator[Dialogue]:
    """Each opening of each card ``copies`` times, in chance order."""
    openings = [(card, user) for card in cards for user in card.turns[0].users]
    for card, opening in rng.sample(pool := openings * copies, len(pool)):
        haptics = rng.random() < ON_SHARE if card.setting is None else card.setting
        turns = tuple(
            _turn(rng, card.emotion, choices, opening if at == 0 else None) for at, choices in enumerate(card.turns)
        )
        yield Dialogue("handwritten", haptics, turns)


def plain_words(text: str) -> str:
    """``text`` without case, apostrophes and punctuation, so that two ways of typing one sentence are equal."""
    return " ".join(re.findall(r"\w+", re.sub(r"['\u2019]", "", text.lower()))) or text.strip()


def _turn(rng: random.Random, emotion: str | None, choices: Choices, opening: str | None) -> Turn:
    touch = ""
    if choices.touches:
        touch = rng.choice(choices.touches)
    elif emotion is not None:
        touch = gentle_block(rng, emotion)
    return Turn(opening or rng.choice(choices.users), Reply(rng.choice(choices.replies), touch))
