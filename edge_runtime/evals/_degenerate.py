"""Signs that a model is broken rather than wrong: it repeats itself, or writes characters nobody would. No I/O."""

from __future__ import annotations

import re
import unicodedata
import zlib

RUN_WORDS = 4
"""The same word so many times in a row."""
PHRASE_WORDS = 8
"""So many words, a second time."""
SENTENCE_TIMES = 3
LOOP_CHARS = 200
"""A text shorter than this is not judged by how well it can be packed."""
LOOP_RATIO = 0.22
"""Plain prose of a few hundred characters packs to above 0.4 of its size; loops go below 0.15."""
ODD_CATEGORIES = frozenset(("Cc", "Cn", "Co", "Cs"))
"""Controls, and code points without a character."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


def degeneration(text: str, *, ended: bool = True) -> str | None:
    """Say what is broken about an answer's words (tags taken out); None where nothing is.

    `ended` tells whether the model ended it by itself.
    """
    if not text.strip():
        return "empty"
    return broken_characters(text) or repetition(text) or (None if ended else "does not end")


def broken_characters(text: str) -> str | None:
    """Say which characters do not belong into an answer; None where all do."""
    for char in text:
        if char == "\ufffd":
            return "a broken character"
        if char not in "\n\t" and unicodedata.category(char) in ODD_CATEGORIES:
            return f"the character U+{ord(char):04X}"
    for word in _WORD.findall(text):
        scripts = {_script(char) for char in word if char.isalpha()} - {"MODIFIER"}
        if len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}:
            return f"a word of two scripts, {word[:20]!r}"
    return None


def repetition(text: str) -> str | None:
    """Say how the text repeats itself; None where it does not."""
    words = [word.lower() for word in _WORD.findall(text)]
    for at in range(len(words) - RUN_WORDS + 1):
        if len(set(words[at : at + RUN_WORDS])) == 1:
            return f"{words[at][:20]!r} {RUN_WORDS} times in a row"
    phrases = [tuple(words[at : at + PHRASE_WORDS]) for at in range(len(words) - PHRASE_WORDS + 1)]
    if len(set(phrases)) < len(phrases):
        return f"the same {PHRASE_WORDS} words twice"
    sentences = [part.strip().lower() for part in re.split(r"[.?!\n]+", text) if part.strip()]
    if sentences and max(sentences.count(part) for part in set(sentences)) >= SENTENCE_TIMES:
        return f"a sentence {SENTENCE_TIMES} times"
    raw = text.encode("utf-8", "replace")
    if len(raw) >= LOOP_CHARS and len(zlib.compress(raw, 9)) < LOOP_RATIO * len(raw):
        return "a loop of characters"
    return None


def _script(char: str) -> str:
    """Tell scripts apart by the first word of a character's name."""
    name = unicodedata.name(char, "")
    first = name.split(" ", 1)[0]
    return "LATIN" if first in ("MICRO", "FEMININE", "MASCULINE", "ANGSTROM", "KELVIN") else first
