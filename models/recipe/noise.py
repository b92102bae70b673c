"""Slips of somebody typing in a hurry, for the user's side of a conversation only."""

from __future__ import annotations

import random
import re

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {key: (x, y) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
_NEIGHBOURS = {
    key: [other for other, (u, v) in _PLACES.items() if other != key and abs(x - u) <= 1 and abs(y - v) <= 1]
    for key, (x, y) in _PLACES.items()
}
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand plus minus times divided double triple half once twice".split()
)
# Tags and quoted words are asked for exactly as they stand.
_KEPT = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|(?<!\w)'[^']{2,}'(?!\w)")
_WORD = re.compile(r"[A-Za-z]{4,}")


def roughen(rng: random.Random, text: str) -> str:
    """``text`` with one or more slips: case, punctuation, apostrophes, letters, blanks. Digits and number words stay."""
    pieces = _split(text)
    if rng.random() < 0.55:
        pieces = [(kept, part.lower() if not kept else part) for kept, part in pieces]
    elif rng.random() < 0.04:
        pieces = [(kept, part.upper() if not kept else part) for kept, part in pieces]
    if rng.random() < 0.45:
        pieces = [(kept, part if kept else re.sub(r"(?<=[A-Za-z])'(?=[A-Za-z])", "", part)) for kept, part in pieces]
    if rng.random() < 0.35:
        pieces = [(kept, part if kept else re.sub(r"(?<=[A-Za-z]),(?=\s)", "", part)) for kept, part in pieces]
    if rng.random() < 0.10:
        pieces = [(kept, part if kept else re.sub(r"(?<=[A-Za-z])[.?!](?=\s)", "", part)) for kept, part in pieces]
    if rng.random() < 0.50:
        pieces = _mistype(rng, pieces, rng.choice((1, 1, 1, 2)))
    rough = "".join(part for _, part in pieces)
    if rng.random() < 0.60:
        rough = rough.rstrip(".?! ") or rough
    elif rng.random() < 0.08:
        rough = re.sub(r"[.?!]$", lambda end: end.group() * rng.choice((2, 3)), rough)
    if rng.random() < 0.12:
        rough = _stray_blank(rng, rough)
    return rough


def _split(text: str) -> list[tuple[bool, str]]:
    pieces: list[tuple[bool, str]] = []
    at = 0
    for found in _KEPT.finditer(text):
        pieces += [(False, text[at : found.start()]), (True, found.group())]
        at = found.end()
    return [*pieces, (False, text[at:])]


def _mistype(rng: random.Random, pieces: list[tuple[bool, str]], slips: int) -> list[tuple[bool, str]]:
    for _ in range(slips):
        words = [
            (index, found)
            for index, (kept, part) in enumerate(pieces)
            if not kept
            for found in _WORD.finditer(part)
            if found.group().lower() not in _NUMBERS and not _is_name(part, found.start())
        ]
        if not words:
            break
        index, found = rng.choice(words)
        part = pieces[index][1]
        pieces[index] = (False, part[: found.start()] + _slip(rng, found.group()) + part[found.end() :])
    return pieces


def _is_name(part: str, start: int) -> bool:
    """A capital inside a sentence: names are picked up by the reply, letter by letter."""
    return part[start].isupper() and start > 1 and part[start - 2] not in ".?!"


def _slip(rng: random.Random, word: str) -> str:
    """One wrong, swapped, lost or doubled letter; the first letter stays."""
    at = rng.randrange(1, len(word))
    kind = rng.randrange(4)
    if kind == 0:
        near = _NEIGHBOURS[word[at].lower()]
        return word[:at] + rng.choice(near) + word[at + 1 :]
    if kind == 1 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _stray_blank(rng: random.Random, text: str) -> str:
    blanks = [found.start() for found in re.finditer(" ", text)]
    if not blanks:
        return text
    at = rng.choice(blanks)
    if text[at - 1] in ",.?!" and rng.random() < 0.5:
        return text[: at - 1] + " " + text[at - 1 :]
    return text[:at] + " " + text[at:]
