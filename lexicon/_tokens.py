"""The 49 tokens as data: what each is called, which group it is in and what it stands for. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias


class Group(str, Enum):
    """The ten kinds of tokens."""

    BLOCK = "block"
    EMOTION = "emotion"
    INTENSITY = "intensity"
    PATTERN = "pattern"
    DURATION = "duration"
    REST = "rest"
    MOTOR = "motor"
    SEQUENCE = "sequence"
    MACRO = "macro"
    SAFETY = "safety"


class Emotion(str, Enum):
    """What a step is to convey; it colours the pattern's tempo, attack, carrier and roughness."""

    CALM = "calm"
    SOOTHE = "soothe"
    FOCUS = "focus"
    STEADY = "steady"
    GROUND = "ground"
    UPLIFT = "uplift"
    SPARK = "spark"
    ALERT_MILD = "alert_mild"
    ALERT_HIGH = "alert_high"
    REST_STATE = "rest_state"


class Pattern(str, Enum):
    """The eight families of envelopes."""

    WAVE = "wave"
    PULSE = "pulse"
    RIPPLE = "ripple"
    FADE = "fade"
    BLOOM = "bloom"
    BREATH = "breath"
    TAP = "tap"
    ROLL = "roll"


class Place(str, Enum):
    """Where on the 2x2 grid: four corners and five groups of them."""

    M1 = "m1"
    M2 = "m2"
    M3 = "m3"
    M4 = "m4"
    ALL = "m_all"
    LEFT = "m_left"
    RIGHT = "m_right"
    UPPER = "m_upper"
    LOWER = "m_lower"


INTENSITY_LEVELS = (0.26, 0.36, 0.51, 0.71, 1.0)
"""Levels of ``[i1]`` to ``[i5]``: powers of the square root of two, rounded; people tell ratios from 1.4 on apart."""

Value: TypeAlias = "Emotion | Pattern | Place | int | tuple[str, ...] | None"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the language.

    ``value`` depends on the group: an `Emotion`, `Pattern` or `Place`; 1..5 for an intensity; milliseconds for a
    duration or rest; the number of passes for a sequence; the names it expands to for a macro; else None.
    """

    name: str
    group: Group
    meaning: str
    value: Value = None

    @property
    def tag(self) -> str:
        """The canonical spelling, brackets included."""
        return f"[{self.name}]"


def _table() -> tuple[Token, ...]:
    rows: list[Token] = [
        Token("begin_haptics", Group.BLOCK, "opens a block; what follows is felt as one gesture"),
        Token("end_haptics", Group.BLOCK, "closes the block"),
    ]
    emotions = {
        Emotion.CALM: "slow and even, for a mind that is wound up",
        Emotion.SOOTHE: "soft and close, for sadness and hurt",
        Emotion.FOCUS: "clear, regular marks that gather attention",
        Emotion.STEADY: "a firm, even beat to lean on",
        Emotion.GROUND: "low and heavy, brings one back to the body",
        Emotion.UPLIFT: "opens upward, for low spirits",
        Emotion.SPARK: "quick and bright, for joy and curiosity",
        Emotion.ALERT_MILD: "a polite tap on the shoulder",
        Emotion.ALERT_HIGH: "urgent and sharp, for real danger only",
        Emotion.REST_STATE: "almost nothing, the end of the day",
    }
    rows += [Token(e.value, Group.EMOTION, meaning, e) for e, meaning in emotions.items()]
    words = ("very light", "light", "medium", "strong", "very strong")
    rows += [
        Token(f"i{n}", Group.INTENSITY, f"{word}, level {INTENSITY_LEVELS[n - 1]}", n)
        for n, word in enumerate(words, start=1)
    ]
    patterns = {
        Pattern.WAVE: "a smooth swell that rises and falls",
        Pattern.PULSE: "separate short beats",
        Pattern.RIPPLE: "spreads from motor to motor",
        Pattern.FADE: "comes slowly and leaves slowly",
        Pattern.BLOOM: "grows, then lets go",
        Pattern.BREATH: "slow in, slow out, like breathing",
        Pattern.TAP: "one quick tap",
        Pattern.ROLL: "runs around the motors in a circle",
    }
    rows += [Token(f"pat_{p.value}", Group.PATTERN, meaning, p) for p, meaning in patterns.items()]
    durations = {"t250ms": 250, "t500ms": 500, "t1s": 1000, "t2s": 2000, "t5s": 5000}
    rows += [Token(name, Group.DURATION, f"plays the step for {ms} ms", ms) for name, ms in durations.items()]
    rests = {"rest_250ms": 250, "rest_500ms": 500, "rest_1s": 1000}
    rows += [Token(name, Group.REST, f"nothing for {ms} ms", ms) for name, ms in rests.items()]
    places = {
        Place.M1: "upper left motor",
        Place.M2: "upper right motor",
        Place.M3: "lower left motor",
        Place.M4: "lower right motor",
        Place.ALL: "all four motors",
        Place.LEFT: "both motors on the left",
        Place.RIGHT: "both motors on the right",
        Place.UPPER: "both upper motors",
        Place.LOWER: "both lower motors",
    }
    rows += [Token(p.value, Group.MOTOR, meaning, p) for p, meaning in places.items()]
    rows += [
        Token(f"seq_repeat_{n}", Group.SEQUENCE, f"what came so far is played {n} times in all", n) for n in (2, 3)
    ]
    macros = {
        "feel_calm": (
            "a slow calm breath, twice",
            "begin_haptics calm i2 pat_breath m_all t2s rest_500ms seq_repeat_2 end_haptics",
        ),
        "reset_focus": (
            "a wave above, a pause, one pulse everywhere: back to the task",
            "begin_haptics focus i3 pat_wave m_upper t1s rest_250ms pat_pulse m_all t500ms end_haptics",
        ),
        "soft_alert": (
            "two light taps on the right",
            "begin_haptics alert_mild i2 pat_tap m_right t250ms rest_250ms pat_tap m_right t250ms end_haptics",
        ),
    }
    rows += [Token(name, Group.MACRO, meaning, tuple(text.split())) for name, (meaning, text) in macros.items()]
    rows += [
        Token("stop", Group.SAFETY, "halts every motor now and drops all that is queued"),
        Token("haptics_off", Group.SAFETY, "as stop, and stays off until the person opts in again"),
    ]
    return tuple(rows)


TOKENS: tuple[Token, ...] = _table()
"""All 49, in the order of the published set, then the two safety tokens."""

BY_NAME = MappingProxyType({token.name: token for token in TOKENS})
"""Token by its name without brackets."""


def token(tag: str) -> Token:
    """Return the token spelled ``tag`` (brackets optional); raises KeyError when it is not in the lexicon."""
    return BY_NAME[tag.strip("[]")]
