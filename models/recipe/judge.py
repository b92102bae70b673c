"""The verdict on one answer: strict, and written apart from the product's own (forgiving) parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.common import DURATIONS_MS, EMOTIONS, MOTORS, PASS_MS, PATTERNS, RESTS_MS, TOTAL_MS, system_line
from tokenizer import LEXICON

MAX_STEPS = 16
"""Steps of one block, repeats written out."""
MACROS = {
    "feel_calm": ("calm", "i2", "pat_breath", "m_all", "t2s", "rest_500ms", "seq_repeat_2"),
    "reset_focus": ("focus", "i3", "pat_wave", "m_upper", "t1s", "rest_250ms", "pat_pulse", "m_all", "t500ms"),
    "soft_alert": ("alert_mild", "i2", "pat_tap", "m_right", "t250ms", "rest_250ms", "pat_tap", "m_right", "t250ms"),
}
STOPS = ("stop", "haptics_off")

_ORDER: dict[str, int] = {
    **dict.fromkeys(EMOTIONS, 0),
    **{f"i{level}": 1 for level in range(1, 6)},
    **{f"pat_{pattern}": 2 for pattern in PATTERNS},
    **dict.fromkeys(MOTORS, 3),
    **dict.fromkeys(DURATIONS_MS, 4),
}
_REPLY = re.compile(r"(?P<text>.*?)\n\nHaptics:\n(?P<touch>.*)", re.DOTALL)
_TAGS = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line of a prompts file; ``wanted`` None leaves the touch to the model."""

    id: str
    kind: str
    users: tuple[str, ...]
    haptics: bool
    wanted: bool | None
    emotions: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    must_tags: tuple[str, ...]
    must_tags_any: tuple[str, ...]

    @staticmethod
    def parse(row: dict[str, Any]) -> Prompt:
        """Raises KeyError where a needed field is missing."""
        lists = {
            name: tuple(row.get(name, ())) for name in ("emotions", "must", "must_not", "must_tags", "must_tags_any")
        }
        users = tuple(row["turns"]) if "turns" in row else (row["prompt"],)
        return Prompt(row["id"], row["kind"], users, row["haptics"], row["wanted"], **lists)

    @property
    def system(self) -> str:
        return system_line(self.haptics)


def problem_of(names: Sequence[str]) -> str | None:
    """Why the tags of a touch are not exactly one well-formed block, macro or stop; None if they are."""
    if len(names) == 1 and names[0] in (*MACROS, *STOPS):
        return None
    if len(names) < 3 or names[0] != "begin_haptics" or names[-1] != "end_haptics":
        return "no begin or no end"
    last, level, steps, once_ms = "begin", -1, 0, 0
    all_steps, all_ms = 0, 0
    for name in names[1:-1]:
        if name in _ORDER:
            if _ORDER[name] <= level:
                return f"{name} out of order"
            level = _ORDER[name]
            if name in DURATIONS_MS:
                steps, once_ms, level = steps + 1, once_ms + DURATIONS_MS[name], -1
        elif name in RESTS_MS and (last in DURATIONS_MS or last in RESTS_MS):
            once_ms += RESTS_MS[name]
        elif name.startswith("seq_repeat_") and steps and (last in DURATIONS_MS or last in RESTS_MS):
            times = int(name[-1])
            all_steps, all_ms = all_steps + steps * (times - 1), all_ms + once_ms * (times - 1)
        else:
            return f"{name} out of place"
        last = name
    if level != -1:
        return "a step without a duration"
    if not steps:
        return "no step"
    if once_ms > PASS_MS:
        return f"a pass of {once_ms} ms"
    if all_ms + once_ms > TOTAL_MS:
        return f"{all_ms + once_ms} ms in all"
    return f"{all_steps + steps} steps" if all_steps + steps > MAX_STEPS else None


def judge(prompt: Prompt, reply: str, ended: bool) -> dict[str, str | None]:
    """Each test that applies to ``prompt`` and what is wrong with the answer; None where it holds."""
    found = _REPLY.fullmatch(reply)
    text, touch = (found["text"], found["touch"]) if found else (reply, "")
    names = _TAGS.findall(touch)
    odd = None if touch == "".join(f"[{name}]" for name in names) else "text among the tags"
    verdict = {"clean": _unclean(text, ended)}
    if not prompt.haptics:
        verdict["silent when off"] = "a touch" if touch or _shows_tag(reply) else None
    elif prompt.wanted is False:
        verdict["no unwanted touch"] = "a touch" if touch else None
    elif prompt.wanted or touch:
        verdict["valid block"] = (odd or problem_of(names)) if touch else "no touch"
        if prompt.emotions:
            verdict["fitting emotion"] = _unfit(names, prompt.emotions)
    felt = {tag for name in names for tag in (name, *MACROS.get(name, ()))}
    if prompt.must_tags:
        missing = [tag for tag in prompt.must_tags if tag not in felt]
        verdict["asked-for tags"] = f"no {', '.join(missing)}" if missing else None
    if prompt.must_tags_any:
        verdict["asked-for tags"] = (
            None if felt & set(prompt.must_tags_any) else f"none of {', '.join(prompt.must_tags_any)}"
        )
    if prompt.must:
        verdict["says what it must"] = (
            None if any(re.search(pattern, text, re.IGNORECASE) for pattern in prompt.must) else "nothing of it"
        )
    if prompt.must_not:
        said = [pattern for pattern in prompt.must_not if re.search(pattern, text, re.IGNORECASE)]
        verdict["says nothing it must not"] = f"says {said[0]}" if said else None
    return verdict


def _shows_tag(reply: str) -> bool:
    return "Haptics:" in reply or any(name in LEXICON for name in _TAGS.findall(reply))


def _unfit(names: Sequence[str], emotions: Sequence[str]) -> str | None:
    felt = [tag for name in names for tag in (name, *MACROS.get(name, ())) if tag in EMOTIONS]
    if not felt:
        return "no emotion"
    return None if felt[0] in emotions else felt[0]


def _unclean(text: str, ended: bool) -> str | None:
    words = re.findall(r"[a-z']+", text.lower())
    sentences = [sentence.strip().lower() for sentence in re.split(r"[.?!]+", text) if sentence.strip()]
    if not ended:
        return "does not end"
    if not text.strip():
        return "empty"
    if not text.isascii() or any(not (letter.isprintable() or letter == "\n") for letter in text):
        return "odd characters"
    if _shows_tag(text):
        return "a tag in the text"
    if len(set(sentences)) < len(sentences):
        return "a sentence twice"
    if any(words[at] == words[at + 1] == words[at + 2] for at in range(len(words) - 2)):
        return "a word three times"
    runs = [tuple(words[at : at + 8]) for at in range(len(words) - 7)]
    return "eight words twice" if len(set(runs)) < len(runs) else None
