"""The emotion vector: eight pairs of opposites, each from -1 (its first name) to 1 (its second)."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass

from edge_runtime.errors import EmotionInvalid
from edge_runtime.errors import EngineReason as Reason

PAIRS = (
    ("sadness", "joy"),
    ("fear", "courage"),
    ("disgust", "acceptance"),
    ("anger", "calmness"),
    ("surprise", "expectation"),
    ("distrust", "trust"),
    ("boredom", "interest"),
    ("indifference", "empathy"),
)
"""In the order of the projection's columns."""
_PLACES = {pair[side]: (at, 2 * side - 1) for at, pair in enumerate(PAIRS) for side in (0, 1)}
_PLACES |= {"-".join(pair): (at, 1) for at, pair in enumerate(PAIRS)}
"""Every name that may be said, its pair and its sign."""
MAX_CHARS = 400
"""All eight pairs by their longest names, with blanks, take about half."""


@dataclass(frozen=True, slots=True)
class EmotionVector:
    """Eight numbers from -1 to 1, in the order of `PAIRS`."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        """Raises EmotionInvalid."""
        if len(self.values) != len(PAIRS):
            raise _invalid(f"An emotion vector has {len(PAIRS)} values, not {len(self.values)}")
        for (low, high), value in zip(PAIRS, self.values, strict=True):
            if not -1 <= value <= 1:
                raise _invalid(f"The value {value:g} of {low}-{high} is outside -1..1")

    @staticmethod
    def parse(text: str) -> EmotionVector:
        """Read `joy=1,fear=-0.5`: a name of either side of a pair (`sadness=1` is `joy=-1`), or of the pair itself.

        What is not named is 0. Raises EmotionInvalid.
        """
        if len(text) > MAX_CHARS:
            raise _invalid(f"The emotion has {len(text)} characters")
        values = [0.0] * len(PAIRS)
        named: set[int] = set()
        for part in text.split(","):
            name, equals, number = (field.strip() for field in part.partition("="))
            if not equals:
                raise _invalid(f"The emotion {part.strip()[:40]!r} has no value")
            if name.lower() not in _PLACES:
                close = difflib.get_close_matches(name.lower(), _PLACES, n=1)
                raise _invalid(
                    f"There is no emotion called {name[:40]!r}", f"Did you mean {close[0]}?" if close else ""
                )
            at, sign = _PLACES[name.lower()]
            if at in named:
                raise _invalid(f"The pair {'-'.join(PAIRS[at])} has two values")
            named.add(at)
            values[at] = sign * _number(name, number)
        return EmotionVector(tuple(value + 0.0 for value in values))  # never -0.0

    def __str__(self) -> str:
        """Say what is not 0, as `parse` reads it; `joy=0` when all are 0."""
        named = [f"{pair[value > 0]}={abs(value):.6g}" for pair, value in zip(PAIRS, self.values, strict=True) if value]
        return ",".join(named) or f"{PAIRS[0][1]}=0"


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _invalid(f"The value {text[:40]!r} of {name} is no number")
    if abs(value) > 1:
        raise _invalid(f"The value {text[:40]} of {name} is outside -1..1")
    return value


def _invalid(what: str, hint: str = "") -> EmotionInvalid:
    names = ", ".join("-".join(pair) for pair in PAIRS)
    hint = hint or f"Write it as joy=1,fear=-0.5, each from -1 to 1, of: {names}."
    return EmotionInvalid(f"{what}.", reason=Reason.EMOTION_INVALID, hint=hint)
