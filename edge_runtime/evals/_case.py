"""One thing to ask a model, and what its answer is held to: a line of a suite's file. No I/O."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from lexicon import BY_NAME, Emotion, Group

TURNS_MAX = 32
TEXT_MAX = 32_768
"""Characters of one turn; a longer one fills the context of a small model."""
PATTERN_MAX = 400
"""Characters of a pattern. Patterns are the suite's own and run on answers of a few kilobytes."""
PATTERNS_MAX = 64

Text = Annotated[str, Field(max_length=TEXT_MAX)]
Pattern = Annotated[str, Field(min_length=1, max_length=PATTERN_MAX)]
Patterns = Annotated[tuple[Pattern, ...], Field(max_length=PATTERNS_MAX)]


class Case(BaseModel):
    """What a person says, turn by turn, and what must hold of the last answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.:-]+$")]
    kind: Annotated[str, Field(min_length=1, max_length=40)] = "any"
    """What it belongs to; figures are also given by kind."""
    prompt: Text | None = None
    turns: Annotated[tuple[Text, ...], Field(max_length=TURNS_MAX)] = ()
    """Several things said one after the other; the model answers each, the last answer is judged."""
    haptics: bool = False
    """Whether the person opted in."""
    wanted: bool | None = None
    """Whether the answer must end in touch (or must not); None leaves it to the model."""
    emotions: tuple[Emotion, ...] = ()
    """Those of which the touch's first must be one."""
    must: Patterns = ()
    """Regular expressions, case ignored: at least one is found in the words."""
    must_not: Patterns = ()
    """None of these is."""
    must_tags: tuple[str, ...] = ()
    """All of these are felt; a macro counts as what it stands for."""
    must_tags_any: tuple[str, ...] = ()
    max_words: Annotated[int, Field(ge=1)] | None = None
    max_intensity: Annotated[int, Field(ge=1, le=5)] | None = None
    """The strongest that the touch may ask for, 1..5."""
    json_: Annotated[bool, Field(alias="json")] = False
    """The whole answer must be one JSON object; asked with the preset json-strict."""

    @property
    def said(self) -> tuple[str, ...]:
        """What the person says, in order."""
        return self.turns or (self.prompt or "",)

    @field_validator("must", "must_not")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"the pattern {pattern[:40]!r} is no regular expression: {error}") from None
        return patterns

    @field_validator("must_tags", "must_tags_any")
    @classmethod
    def _known(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        for tag in tags:
            if tag not in BY_NAME or BY_NAME[tag].group is Group.BLOCK:
                raise ValueError(f"{tag[:40]!r} is no tag of the lexicon")
        return tags

    @model_validator(mode="after")
    def _has_something_to_say(self) -> Case:
        if bool(self.turns) == (self.prompt is not None):
            raise ValueError("it needs either a prompt or turns")
        if not all(turn.strip() for turn in self.said):
            raise ValueError("a turn is empty")
        return self


Style = Literal["hellaswag", "mmlu", "arc"]


class Question(BaseModel):
    """One multiple-choice question, from any of the published formats, as it is put to a model."""

    model_config = ConfigDict(frozen=True)

    id: str
    style: Style
    query: str
    """What comes before each choice and a blank."""
    choices: tuple[str, ...]
    gold: int
    """Index of the right choice."""
    lengths: tuple[int, ...]
    """Characters of each choice, by which acc_norm divides."""
    subject: str = ""
    """What examples must share with it; "" where any example will do."""
    lead: str = ""
    """What stands before everything, examples included."""
