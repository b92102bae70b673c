"""From tags to programs, step by step while the stream goes on. No I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias, cast

from ._compile import default_duration_ms, signature_pattern
from ._events import Code, Diagnostic, Event, Tag, Text
from ._limits import Limits
from ._program import Item, Program, Rest, Step
from ._tokens import BY_NAME, INTENSITY_LEVELS, Emotion, Group, Pattern, Place, Token

DEFAULT_EMOTION = Emotion.STEADY
DEFAULT_INTENSITY = 2
NAMED_MAX = 8
"""How many tags one sentence names."""
UNUSED_MAX = 1000
"""How many are counted: a stream may repeat a tag for ever."""


@dataclass(frozen=True, slots=True)
class Added:
    """These items are complete and can play; the first of an id begins its program."""

    program_id: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The block is closed; nothing more is added to this program."""

    program: Program


@dataclass(frozen=True, slots=True)
class Halted:
    """A safety token: every motor rests now, what is queued is dropped."""

    off: bool
    """Whether haptics stay off until the person opts in again."""
    cut: Program | None = None
    """As much of the open block as had been read; it ends here."""


Change: TypeAlias = "Added | Ended | Halted | Diagnostic"


@dataclass(slots=True)
class _Block:
    """The state of the block that is open."""

    id: int
    implicit: bool
    emotion: Emotion | None = None
    intensity: int = DEFAULT_INTENSITY
    pattern: Pattern | None = None
    place: Place = Place.ALL
    pending: bool = False
    """A pattern was set and has got no duration yet."""
    unused: list[str] = field(default_factory=list)
    """Tags that set the state and were not used by a step yet."""
    items: list[Item] = field(default_factory=list)
    section: list[Item] = field(default_factory=list)
    """What was written since the begin or the last repeat."""
    pass_ms: int = 0
    total_ms: int = 0
    steps: int = 0
    told: set[Code] = field(default_factory=set)


class Composer:
    """Composes the events of one stream into programs, within ``limits``; ids count from ``first_id``."""

    def __init__(self, limits: Limits | None = None, first_id: int = 1) -> None:
        self._limits = limits or Limits()
        self._next_id = first_id
        self._block: _Block | None = None
        self._skipping = False  # after a safety token, until the block it stood in ends, words come or another begins
        self._dropped = False  # whether that was told
        self._out: list[Change] = []

    def push(self, event: Event) -> list[Change]:
        """Take the next event of the parser and return what it brings about."""
        if isinstance(event, Text):
            self._words(event.text)
        elif isinstance(event, Tag):
            self._tag(event.token)
        return self._flush()

    def finish(self) -> list[Change]:
        """End the stream; an open block is closed."""
        if self._block is not None:
            if not self._block.implicit:
                self._tell(Code.UNCLOSED_BLOCK, "the stream ended inside a block; it was closed")
            self._close()
        return self._flush()

    @property
    def next_id(self) -> int:
        """The id that the next program will get."""
        return self._next_id

    def _words(self, text: str) -> None:
        if not text.strip():
            return
        self._skipping = False
        if self._block is None:
            return
        if self._block.implicit:
            self._close()
        else:
            self._tell(Code.TEXT_IN_BLOCK, "words stand inside a block; they were shown, the block went on")

    def _tag(self, token: Token) -> None:
        if token.group is Group.SAFETY:
            self._halt(token)
        elif token.name == "begin_haptics":
            self._begin()
        elif token.name == "end_haptics":
            self._end()
        elif self._skipping:
            self._tell_dropped(token)
        elif token.group is Group.MACRO:
            for name in cast("tuple[str, ...]", token.value):
                self._tag(BY_NAME[name])
        else:
            self._inside(token)

    def _halt(self, token: Token) -> None:
        block, self._block = self._block, None
        cut = None
        if block is not None and block.items:
            cut = Program(block.id, tuple(block.items))
            self._next_id = block.id + 1
        self._skipping, self._dropped = True, False
        # First of all: nothing may stand between this token and the motors.
        self._out.append(Halted(token.name == "haptics_off", cut))
        self._tell(Code.STOPPED, f"{token.tag} halted the motors and dropped what was queued")

    def _tell_dropped(self, token: Token) -> None:
        if not self._dropped:
            self._dropped = True
            self._tell(Code.AFTER_STOP, f"{token.tag} follows a stop in the same breath; what comes there is left out")

    def _begin(self) -> None:
        self._skipping = False
        if self._block is not None:
            if not self._block.implicit:
                self._tell(Code.NESTED_BEGIN, "a block began inside another; the open one was closed")
            self._close()
        self._open(implicit=False)

    def _end(self) -> None:
        if self._block is not None:
            self._close()
        elif not self._skipping:
            self._tell(Code.STRAY_END, "[end_haptics] stands without [begin_haptics]; it was ignored")
        self._skipping = False

    def _open(self, *, implicit: bool) -> _Block:
        self._block = block = _Block(self._next_id, implicit)
        if implicit:
            self._tell(Code.IMPLICIT_BLOCK, "tags stand outside a block; they form one of their own")
        return block

    def _inside(self, token: Token) -> None:
        block = self._block or self._open(implicit=True)
        value = token.value
        if token.group is Group.DURATION:
            self._commit(block, cast("int", value))
        elif token.group is Group.REST:
            self._settle(block)
            self._add(block, Rest(block.total_ms, cast("int", value)))
        elif token.group is Group.SEQUENCE:
            self._settle(block)
            self._repeat(block, cast("int", value))
        else:
            block.unused.append(token.tag)
            del block.unused[UNUSED_MAX:]
            if isinstance(value, Emotion):
                block.emotion = value
            elif isinstance(value, Pattern):
                block.pattern, block.pending = value, True
            elif isinstance(value, Place):
                block.place = value
            else:
                block.intensity = cast("int", value)

    def _settle(self, block: _Block) -> None:
        """Commit a pattern that was set but given no duration."""
        if block.pending and block.pattern is not None:
            length = default_duration_ms(block.pattern)
            self._tell(
                Code.PATTERN_WITHOUT_DURATION,
                f"[pat_{block.pattern.value}] got no duration; it plays for its own {length} ms",
            )
            self._commit(block, length)

    def _commit(self, block: _Block, duration_ms: int) -> None:
        emotion = block.emotion or DEFAULT_EMOTION
        pattern = block.pattern or signature_pattern(emotion)
        block.pending = False
        block.unused.clear()
        if block.steps >= self._limits.steps:
            self._tell(Code.LIMIT_STEPS, f"a block has at most {self._limits.steps} steps; the rest was left out")
            return
        if INTENSITY_LEVELS[block.intensity - 1] > self._limits.max_level:
            self._tell(
                Code.LIMIT_LEVEL,
                f"[i{block.intensity}] is stronger than the limit of {self._limits.max_level:g}; it plays at the limit",
            )
        block.steps += 1
        self._add(
            block,
            Step(block.total_ms, duration_ms, emotion, block.intensity, pattern, block.place, duration_ms),
        )

    def _add(self, block: _Block, item: Item) -> None:
        """Append ``item`` as written, cut at the limit of one pass."""
        room = self._limits.pass_ms - block.pass_ms
        fitted = _fit(item, room, self._limits.fade_ms)
        if fitted is not item:
            self._tell(Code.LIMIT_PASS, f"one pass lasts at most {self._limits.pass_ms} ms; it was cut there")
        if fitted is not None:
            block.pass_ms += fitted.duration_ms
            if isinstance(placed := self._place(block, fitted), (Step, Rest)):
                block.section.append(fitted)
                self._out.append(Added(block.id, (placed,)))

    def _repeat(self, block: _Block, times: int) -> None:
        if not block.section:
            self._tell(Code.REPEAT_OF_NOTHING, f"[seq_repeat_{times}] has nothing before it; nothing was repeated")
            return
        section, block.section = block.section, []
        copies = [self._place(block, item) for _ in range(times - 1) for item in section]
        placed = tuple(item for item in copies if item is not None)
        if placed:
            self._out.append(Added(block.id, placed))

    def _place(self, block: _Block, item: Item) -> Item | None:
        """Put ``item`` at the end of the written-out program, cut at the limit of the whole."""
        fitted = _fit(item, self._limits.total_ms - block.total_ms, self._limits.fade_ms)
        if fitted is not item:
            self._tell(
                Code.LIMIT_TOTAL,
                f"a block with its repeats lasts at most {self._limits.total_ms} ms; it was cut there",
            )
        if fitted is None:
            return None
        placed = fitted if fitted.onset_ms == block.total_ms else replace(fitted, onset_ms=block.total_ms)
        block.items.append(placed)
        block.total_ms += placed.duration_ms
        return placed

    def _close(self) -> None:
        block, self._block = self._block, None
        if block is None:
            return
        self._block = block
        self._settle(block)
        self._block = None
        if block.unused:
            more = f" and {len(block.unused) - NAMED_MAX} more" if len(block.unused) > NAMED_MAX else ""
            named = " ".join(block.unused[:NAMED_MAX]) + more
            self._tell(Code.UNUSED_STATE, f"{named} came without a step; nothing plays it")
        if block.items:
            self._next_id = block.id + 1
            self._out.append(Ended(Program(block.id, tuple(block.items))))
        else:
            self._tell(Code.EMPTY_BLOCK, "a block in which nothing plays")

    def _tell(self, code: Code, detail: str) -> None:
        """Report once a block."""
        if self._block is not None:
            if code in self._block.told:
                return
            self._block.told.add(code)
        self._out.append(Diagnostic(code, detail))

    def _flush(self) -> list[Change]:
        out, self._out = self._out, []
        return out


def _fit(item: Item, room_ms: int, fade_ms: int) -> Item | None:
    """``item``, or as much of it as ``room_ms`` leaves; None when that is too short to fade out in."""
    if item.duration_ms <= room_ms:
        return item
    if room_ms <= fade_ms:
        return None
    return replace(item, duration_ms=room_ms)
