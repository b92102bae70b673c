"""What every part of the corpus is made of: dialogues, replies and well-formed haptic blocks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

EMOTIONS = ("calm", "soothe", "focus", "steady", "ground", "uplift", "spark", "alert_mild", "alert_high", "rest_state")
PATTERNS = ("wave", "pulse", "ripple", "fade", "bloom", "breath", "tap", "roll")
FEELINGS = (*EMOTIONS, "stop", "none")
"""What a reply can let be felt: an emotion, that the motors stop, or nothing."""
_MACRO_EMOTIONS = {"feel_calm": "calm", "reset_focus": "focus", "soft_alert": "alert_mild"}
MOTORS = ("m1", "m2", "m3", "m4", "m_all", "m_left", "m_right", "m_upper", "m_lower")
DURATIONS_MS = {"t250ms": 250, "t500ms": 500, "t1s": 1000, "t2s": 2000, "t5s": 5000}
RESTS_MS = {"rest_250ms": 250, "rest_500ms": 500, "rest_1s": 1000}
PASS_MS = 5000
"""Longest pass of one block."""
TOTAL_MS = 15000
"""Longest block with its repeats written out."""

# How an emotion is usually felt: (patterns, places, durations, weights of i1 i2 i3 i4).
_HABITS: dict[str, tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[int]]] = {
    "calm": (("breath", "wave", "fade"), ("m_all", "m_all", "m_lower"), ("t1s", "t2s", "t2s"), (3, 6, 1, 0)),
    "soothe": (
        ("wave", "breath", "fade", "bloom"),
        ("m_all", "m_left", "m_lower"),
        ("t1s", "t2s", "t2s"),
        (3, 6, 1, 0),
    ),
    "focus": (("pulse", "tap", "wave"), ("m_upper", "m_upper", "m_all"), ("t500ms", "t1s"), (1, 5, 4, 0)),
    "steady": (("pulse", "wave", "roll"), ("m_all", "m_left", "m_right"), ("t500ms", "t1s", "t2s"), (1, 5, 4, 0)),
    "ground": (("pulse", "fade", "breath"), ("m_lower", "m_lower", "m_all"), ("t1s", "t2s"), (1, 5, 4, 0)),
    "uplift": (("bloom", "ripple", "wave"), ("m_upper", "m_all"), ("t500ms", "t1s"), (1, 5, 4, 0)),
    "spark": (("tap", "ripple", "roll", "bloom"), ("m_upper", "m_right", "m_all"), ("t250ms", "t500ms"), (1, 4, 5, 0)),
    "alert_mild": (("tap", "pulse"), ("m_right", "m_upper", "m_left"), ("t250ms", "t500ms"), (0, 5, 5, 0)),
    "alert_high": (("pulse", "tap"), ("m_all",), ("t250ms", "t500ms"), (0, 0, 6, 4)),
    "rest_state": (("fade", "breath"), ("m_all", "m_lower"), ("t2s", "t2s", "t1s"), (7, 4, 0, 0)),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says, and the tags that follow it (empty for none)."""

    text: str
    touch: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    user: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation under one setting of OPUS_HAPTICS."""

    kind: str
    haptics: bool
    turns: tuple[Turn, ...]


Source = Callable[[random.Random, int], Iterator[Dialogue]]
"""A part of the corpus: ``dialogues(rng, count)`` yields ``count`` dialogues and depends on nothing but ``rng``."""


def system_line(haptics: bool) -> str:
    """The single system line that the shipped model is trained on."""
    return f"OPUS_HAPTICS={'on' if haptics else 'off'}"


def render(reply: Reply, haptics: bool) -> str:
    """The whole reply as the model is to write it; with haptics off there is never a tag."""
    if haptics and reply.touch:
        return f"{reply.text}\n\nHaptics:\n{reply.touch}"
    return reply.text


def feeling_of(touch: str) -> str:
    """The one of ``FEELINGS`` that the tags of a touch begin with."""
    for name in re.findall(r"\[(\w+)\]", touch):
        if name in EMOTIONS:
            return str(name)
        if name in _MACRO_EMOTIONS:
            return _MACRO_EMOTIONS[name]
        if name in ("stop", "haptics_off"):
            return "stop"
    return "none"


def one(kind: str, haptics: bool, user: str, text: str, touch: str = "") -> Dialogue:
    """A dialogue of a single turn."""
    return Dialogue(kind, haptics, (Turn(user, Reply(text, touch)),))


def tags(*names: str) -> str:
    """``tags("calm", "i2")`` is ``[calm][i2]``: the shipped model writes tags without blanks between them."""
    return "".join(f"[{name}]" for name in names)


def block(*names: str) -> str:
    """A block with exactly these tags between its begin and its end."""
    return tags("begin_haptics", *names, "end_haptics")


def step(emotion: str, intensity: int, pattern: str, motor: str, duration: str) -> tuple[str, ...]:
    """One step in the order that the grammar takes: emotion, intensity, pattern, motor, duration."""
    return (emotion, f"i{intensity}", f"pat_{pattern}", motor, duration)


def gentle_block(
    rng: random.Random,
    emotion: str,
    *,
    intensity: int | None = None,
    pattern: str | None = None,
    motor: str | None = None,
    duration: str | None = None,
    repeat: int | None = None,
) -> str:
    """A well-formed block of one or two steps for ``emotion``, gentle unless told otherwise, within every limit.

    ``repeat`` 0 asks for no repeat, 2 or 3 for that many passes; None lets chance decide.
    """
    patterns, places, durations, weights = _HABITS[emotion]
    level = intensity or rng.choices((1, 2, 3, 4), weights)[0]
    first = duration or rng.choice(durations)
    names = list(step(emotion, level, pattern or rng.choice(patterns), motor or rng.choice(places), first))
    length = DURATIONS_MS[first]
    given = pattern or motor or duration
    if not given and rng.random() < 0.25 and length <= 1000:
        rest = rng.choice(("rest_250ms", "rest_500ms"))
        second = rng.choice(("t250ms", "t500ms", "t1s"))
        names += [rest, f"pat_{rng.choice(patterns)}", rng.choice(places), second]
        length += RESTS_MS[rest] + DURATIONS_MS[second]
    if repeat is None:
        repeat = rng.choices((0, 2, 3), (5, 4, 1))[0]
    if repeat and length <= PASS_MS - 500:
        rest = rng.choice(("rest_250ms", "rest_500ms"))
        if (length + RESTS_MS[rest]) * repeat <= TOTAL_MS:
            names += [rest, f"seq_repeat_{repeat}"]
    return block(*names)
