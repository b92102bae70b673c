"""The verdict on one answer: each check that applies to its case, and what is wrong where it does not hold. No I/O."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lexicon import (
    BY_NAME,
    Code,
    Composer,
    Diagnostic,
    Emotion,
    Group,
    Limits,
    Parser,
    Tag,
    Text,
    Token,
)

from ._case import Case
from ._degenerate import degeneration

Verdict = dict[str, "str | None"]
"""Check: what is wrong, or None where it holds. A check that does not apply is not there."""

_SIGNS = {
    Group.EMOTION: "E",
    Group.INTENSITY: "I",
    Group.PATTERN: "P",
    Group.MOTOR: "M",
    Group.DURATION: "D",
    Group.REST: "R",
    Group.SEQUENCE: "S",
    Group.MACRO: "X",
    Group.SAFETY: "Y",
}
_ENDS = {"begin_haptics": "b", "end_haptics": "e"}
_FORM = re.compile(r"X|Y|b(?:(?:E?I?P?M?DR*)+S?)+e")
_EM_DASH = "\u2014"


@dataclass(frozen=True, slots=True)
class Parts:
    """An answer taken apart as the runtime does it."""

    words: str
    """What a person sees."""
    tags: tuple[Token, ...]
    problems: tuple[Diagnostic, ...]
    """What was odd about its tags; a halt, which is told too, is not."""
    last: bool
    """Whether no words come after the tags."""
    header: bool
    """Whether it holds a tag, or the header of a block."""


def take_apart(reply: str) -> Parts:
    """Read an answer with the runtime's own parser and composer."""
    parser, composer = Parser(), Composer(Limits())
    words: list[str] = []
    tags: list[Token] = []
    told: list[Diagnostic] = []
    last = True
    for event in (*parser.feed(reply), *parser.finish()):
        if isinstance(event, Text):
            words.append(event.text)
            last = last and not (tags and event.text.strip())
        elif isinstance(event, Tag):
            tags.append(event.token)
        elif isinstance(event, Diagnostic):
            told.append(event)
        told += [change for change in composer.push(event) if isinstance(change, Diagnostic)]
    told += [change for change in composer.finish() if isinstance(change, Diagnostic)]
    problems = tuple(diagnostic for diagnostic in told if diagnostic.code is not Code.STOPPED)
    shown = "".join(words)
    header = bool(tags or problems) or bool(re.search(r"^\W*haptics:", reply, re.IGNORECASE | re.MULTILINE))
    return Parts(shown.strip(), tuple(tags), problems, last, header)


def judge(case: Case, reply: str, *, ended: bool) -> Verdict:
    """Judge an answer; `ended` tells whether the model ended it by itself."""
    if case.json_:
        return {"valid JSON": _json_problem(reply)}
    parts = take_apart(reply)
    verdict: Verdict = {"sound": degeneration(parts.words or ("-" if parts.tags else ""), ended=ended)}
    if not case.haptics:
        verdict["silent when off"] = "a tag" if parts.header else None
    elif case.wanted is False:
        verdict["no unwanted touch"] = "a tag" if parts.header else None
    elif case.wanted or parts.header:
        verdict["valid block"] = block_problem(parts)
        if case.emotions:
            verdict["fitting emotion"] = _unfit(parts.tags, case.emotions)
    felt = [name for tag in parts.tags for name in _meaning(tag)]
    if case.max_intensity is not None and parts.tags:
        strongest = max((value for name in felt if isinstance(value := BY_NAME[name].value, int)
                         and BY_NAME[name].group is Group.INTENSITY), default=0)  # fmt: skip
        verdict["gentle"] = f"[i{strongest}]" if strongest > case.max_intensity else None
    if case.must_tags:
        missing = [tag for tag in case.must_tags if tag not in felt]
        verdict["asked-for tags"] = f"no [{missing[0]}]" if missing else None
    if case.must_tags_any:
        verdict["asked-for tags"] = None if set(felt) & set(case.must_tags_any) else "none of them"
    verdict |= _judge_words(case, parts.words)
    return verdict


def block_problem(parts: Parts) -> str | None:
    """Say why an answer's tags are not exactly one block, macro or stop at its end; None when they are."""
    if not parts.tags:
        return parts.problems[0].detail if parts.problems else "no touch"
    if parts.problems:
        return parts.problems[0].detail
    if not parts.last:
        return "words after the tags"
    signs = "".join(_ENDS.get(tag.name) or _SIGNS[tag.group] for tag in parts.tags)
    return None if _FORM.fullmatch(signs) else "tags out of order"


def _meaning(tag: Token) -> tuple[str, ...]:
    return (tag.name, *tag.value) if isinstance(tag.value, tuple) else (tag.name,)


def _unfit(tags: Sequence[Token], accepted: Sequence[Emotion]) -> str | None:
    felt = [BY_NAME[name].value for tag in tags for name in _meaning(tag) if BY_NAME[name].group is Group.EMOTION]
    if not felt:
        return "no emotion"
    first = felt[0]
    return None if first in accepted else f"[{getattr(first, 'value', first)}]"


def _judge_words(case: Case, words: str) -> Verdict:
    verdict: Verdict = {"no em dash": "an em dash" if _EM_DASH in words else None}
    if case.must:
        found = any(re.search(pattern, words, re.IGNORECASE) for pattern in case.must)
        verdict["says what it must"] = None if found else "nothing of it"
    if case.must_not:
        said = next((hit for pattern in case.must_not if (hit := re.search(pattern, words, re.IGNORECASE))), None)
        verdict["says nothing it must not"] = f"says {said.group()[:60]!r}" if said else None
    if case.max_words is not None:
        count = len(words.split())
        verdict["brief"] = f"{count} words" if count > case.max_words else None
    return verdict


def _json_problem(reply: str) -> str | None:
    try:
        value = json.loads(reply, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {str(error)[:60]}"
    return None if isinstance(value, dict) else "no object"


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
