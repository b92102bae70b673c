"""What reading a stream yields: text, tags, unknown tags and diagnostics. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from ._tokens import Token


class Code(str, Enum):
    """Stable names of everything odd that a stream, a block or a program can show."""

    TAG_SPELLING = "tag_spelling"
    """A tag in another case or with blanks inside its brackets; read as meant."""
    UNKNOWN_TAG = "unknown_tag"
    """A word of the lexicon's shape that is not in it; taken out, never played."""
    TEXT_IN_BLOCK = "text_in_block"
    """Words between begin and end; shown, the block goes on."""
    IMPLICIT_BLOCK = "implicit_block"
    """Tags outside begin and end; they form a block of their own."""
    UNCLOSED_BLOCK = "unclosed_block"
    """The stream ended inside a block; closed."""
    NESTED_BEGIN = "nested_begin"
    """Begin inside a block; the open one is closed first."""
    STRAY_END = "stray_end"
    """End without begin; ignored."""
    EMPTY_BLOCK = "empty_block"
    """A block in which nothing plays."""
    PATTERN_WITHOUT_DURATION = "pattern_without_duration"
    """A pattern that got no duration; played with its own default."""
    REPEAT_OF_NOTHING = "repeat_of_nothing"
    """A repeat with nothing before it; nothing played."""
    UNUSED_STATE = "unused_state"
    """Emotion, intensity or motor tags that no step used."""
    LIMIT_PASS = "limit_pass"
    """One pass went over its time limit; cut there."""
    LIMIT_TOTAL = "limit_total"
    """The block with its repeats went over its time limit; cut there."""
    LIMIT_STEPS = "limit_steps"
    """More steps than allowed; the rest is left out."""
    LIMIT_LEVEL = "limit_level"
    """Stronger than the person's cap; played at the cap."""
    LIMIT_QUEUE = "limit_queue"
    """One block plays and one waits already; this one is left out."""
    STOPPED = "stopped"
    """A safety token halted the motors and dropped the queue."""
    AFTER_STOP = "after_stop"
    """Tags that follow a safety token in the same breath; left out."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for the person: ``text`` is what is shown, ``source`` the characters of the stream it stands for."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A token of the lexicon; ``source`` holds its characters and the header and blanks that went with it."""

    token: Token
    source: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A tag of the lexicon's shape that is not in it, in lower case without inner blanks."""

    tag: str
    source: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd: a stable code and one sentence."""

    code: Code
    detail: str


Event: TypeAlias = "Text | Tag | Unknown | Diagnostic"


def join_text(events: Iterable[Event]) -> tuple[Event, ...]:
    """Join neighbouring `Text` events, so that two ways of cutting a stream can be compared."""
    joined: list[Event] = []
    for event in events:
        last = joined[-1] if joined else None
        if isinstance(event, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + event.text, last.source + event.source)
        else:
            joined.append(event)
    return tuple(joined)
