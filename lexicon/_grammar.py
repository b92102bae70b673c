"""The language's grammar: one block, one macro or one safety token, as rules and as GBNF and Lark. No I/O.

What a block may still hold is written out as states: how many steps and how much time are left. Time counts in units
of the shortest duration, and steps only where time would allow more of them, so there are few states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

from ._limits import Limits
from ._tokens import INTENSITY_LEVELS, TOKENS, Group, Token

UNIT_MS = 250
"""Every duration and every rest is a multiple of this."""
BEGIN, END = "[begin_haptics]", "[end_haptics]"
ROOT = "root"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule by its name."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """One of these."""

    ways: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Maybe:
    """This or nothing."""

    part: Part


Part: TypeAlias = "str | Rule | Either | Maybe | tuple[Part, ...]"
"""A text as it stands, or what is made of parts; a tuple is one part after the other."""


def gbnf(limits: Limits | None = None) -> str:
    """Return a GBNF grammar (llama.cpp's notation) whose root is one block, one macro or one safety token.

    A step names emotion, intensity, pattern and motor in this order, each at most once, then its duration; a rest may
    follow, and one repeat may stand last. Steps, time and named levels stay within ``limits``: nothing has to be cut.
    """
    return "".join(f"{name} ::= {_written(body)}\n" for name, body in rules(limits or Limits()).items())


def lark(limits: Limits | None = None) -> str:
    """Return the same grammar in Lark's notation, as llguidance reads it."""
    bodies = rules(limits or Limits()).items()
    return "".join(f"{'start' if name == ROOT else name}: {_written(body)}\n" for name, body in bodies)


@lru_cache(maxsize=8)
def rules(limits: Limits) -> dict[str, Part]:
    """Give the rules by name, the root first."""
    return _Rules(limits).bodies


def _written(part: Part, *, within: bool = False) -> str:
    """Write a part in what both notations share: quoted strings, ``|``, ``?`` and parentheses."""
    if isinstance(part, str):
        return f'"{part}"'
    if isinstance(part, Rule):
        return part.name
    if isinstance(part, Maybe):
        inner = _written(part.part)
        return f"({inner})?" if isinstance(part.part, tuple) else f"{inner}?"
    if isinstance(part, Either):
        ways = " | ".join(map(_written, part.ways))
        return f"({ways})" if within else ways
    return " ".join(_written(one, within=True) for one in part)


class _Rules:
    """Bodies of the rules by name; a rule stands before those that it names first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._units = min(limits.pass_ms, limits.total_ms) // UNIT_MS
        self._named: dict[str, Rule] = {}
        kinds = ("block", "macro", "safety") if self._units else ("macro", "safety")
        self.bodies: dict[str, Part] = {ROOT: Either(tuple(map(self._rule, kinds)))}
        if self._units:
            self._gap = self._rule("gap")
            self.bodies["block"] = ""
            self.bodies["block"] = (BEGIN, self._gap, self._step(limits.steps, self._units))
            self.bodies["gap"] = Maybe(" ")
            how = [group.value for group in (Group.EMOTION, Group.INTENSITY, Group.PATTERN, Group.MOTOR)]
            self.bodies["how"] = tuple(Maybe((self._rule(name), self._gap)) for name in how)
            for name in how:
                self.bodies[name] = _any(token for token in TOKENS if token.group.value == name and self._felt(token))
        for group in (Group.MACRO, Group.SAFETY):
            self.bodies[group.value] = _any(token for token in TOKENS if token.group is group)

    def _rule(self, name: str) -> Rule:
        return self._named.setdefault(name, Rule(name))

    def _step(self, steps: int, left: int) -> Rule:
        """Name the rule of one more step: how it feels and how long, then the rest of the block."""
        steps = min(steps, left)
        name = f"step{steps}x{left}"
        if name not in self.bodies:
            self.bodies[name] = ""  # known while its parts are written
            ways = [(tag, self._after(steps - 1, left - units)) for tag, units in _lasting(Group.DURATION, left)]
            self.bodies[name] = (self._rule("how"), Either(tuple(ways)))
        return self._rule(name)

    def _after(self, steps: int, left: int) -> Rule:
        """Name the rule of what may follow a duration: a rest, or what may follow a rest too."""
        steps = min(steps, left)
        name = f"after{steps}x{left}"
        if name not in self.bodies:
            self.bodies[name] = ""
            rests = [(self._gap, tag, self._go_on(steps, left - units)) for tag, units in _lasting(Group.REST, left)]
            self.bodies[name] = Either((*rests, self._go_on(steps, left)))
        return self._rule(name)

    def _go_on(self, steps: int, left: int) -> Rule:
        """Name the rule of another step where one fits, a repeat that stays within the whole, or the end."""
        steps = min(steps, left)
        name = f"more{steps}x{left}"
        if name not in self.bodies:
            self.bodies[name] = ""
            pass_ms = (self._units - left) * UNIT_MS
            repeats = [
                (token.tag, self._gap, END)
                for token in TOKENS
                if token.group is Group.SEQUENCE and cast("int", token.value) * pass_ms <= self._limits.total_ms
            ]
            more = [self._step(steps, left)] if steps else []
            self.bodies[name] = (self._gap, Either((*more, *repeats, END)))
        return self._rule(name)

    def _felt(self, token: Token) -> bool:
        """Whether an intensity is played as it is named; the lightest may always be."""
        if token.group is not Group.INTENSITY:
            return True
        number = cast("int", token.value)
        return number == 1 or INTENSITY_LEVELS[number - 1] <= self._limits.max_level


def _lasting(group: Group, left: int) -> list[tuple[str, int]]:
    """The tags of a group that fit into what is left, each with its units."""
    lengths = [(token.tag, cast("int", token.value) // UNIT_MS) for token in TOKENS if token.group is group]
    return [(tag, units) for tag, units in lengths if units <= left]


def _any(tokens: Iterable[Token]) -> Either:
    return Either(tuple(token.tag for token in tokens))
