"""The language's grammar for engines that can be held to one, as GBNF and as Lark. No I/O.

What a block may still hold is written out as states: how many steps and how much time are left. Time counts in units
of the shortest duration, and steps only where time would allow more of them, so there are few states.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from ._limits import Limits
from ._tokens import INTENSITY_LEVELS, TOKENS, Group, Token

UNIT_MS = 250
"""Every duration and every rest is a multiple of this."""


def gbnf(limits: Limits | None = None) -> str:
    """Return a GBNF grammar (llama.cpp's notation) whose root is one block, one macro or one safety token.

    A step names emotion, intensity, pattern and motor in this order, each at most once, then its duration; a rest may
    follow, and one repeat may stand last. Steps, time and named levels stay within ``limits``: nothing has to be cut.
    """
    return "".join(f"{name} ::= {body}\n" for name, body in _Rules("root", limits or Limits()).bodies.items())


@lru_cache(maxsize=8)
def lark(limits: Limits | None = None) -> str:
    """Return the same grammar in Lark's notation, as llguidance reads it; kept, since every block asks for it."""
    return "".join(f"{name}: {body}\n" for name, body in _Rules("start", limits or Limits()).bodies.items())


class _Rules:
    """Bodies of the rules by name, in what both notations share: quoted strings, ``|``, ``?`` and parentheses."""

    def __init__(self, root: str, limits: Limits) -> None:
        self._limits = limits
        self._units = min(limits.pass_ms, limits.total_ms) // UNIT_MS
        self.bodies = {root: ("block | " if self._units else "") + "macro | safety"}
        if self._units:
            self.bodies["block"] = ""
            self.bodies["block"] = f'"[begin_haptics]" gap {self._step(limits.steps, self._units)}'
            self.bodies["gap"] = '" "?'
            self.bodies["how"] = "(emotion gap)? (intensity gap)? (pattern gap)? (motor gap)?"
            for group in (Group.EMOTION, Group.INTENSITY, Group.PATTERN, Group.MOTOR):
                self.bodies[group.value] = _any(token for token in TOKENS if token.group is group and self._felt(token))
        for group in (Group.MACRO, Group.SAFETY):
            self.bodies[group.value] = _any(token for token in TOKENS if token.group is group)

    def _step(self, steps: int, left: int) -> str:
        """Name the rule of one more step: how it feels and how long, then the rest of the block."""
        steps = min(steps, left)
        name = f"step{steps}x{left}"
        if name not in self.bodies:
            self.bodies[name] = ""  # known while its parts are written
            ways = [f"{tag} {self._after(steps - 1, left - units)}" for tag, units in _lasting(Group.DURATION, left)]
            self.bodies[name] = f"how ({' | '.join(ways)})"
        return name

    def _after(self, steps: int, left: int) -> str:
        """Name the rule of what may follow a duration: a rest, or what may follow a rest too."""
        steps = min(steps, left)
        name = f"after{steps}x{left}"
        if name not in self.bodies:
            self.bodies[name] = ""
            rests = [f"gap {tag} {self._go_on(steps, left - units)}" for tag, units in _lasting(Group.REST, left)]
            self.bodies[name] = " | ".join([*rests, self._go_on(steps, left)])
        return name

    def _go_on(self, steps: int, left: int) -> str:
        """Name the rule of another step where one fits, a repeat that stays within the whole, or the end."""
        steps = min(steps, left)
        name = f"more{steps}x{left}"
        if name not in self.bodies:
            self.bodies[name] = ""
            pass_ms = (self._units - left) * UNIT_MS
            repeats = [
                f'"{token.tag}" gap "[end_haptics]"'
                for token in TOKENS
                if token.group is Group.SEQUENCE and cast("int", token.value) * pass_ms <= self._limits.total_ms
            ]
            ways = [self._step(steps, left)] if steps else []
            self.bodies[name] = f"gap ({' | '.join([*ways, *repeats, _END])})"
        return name

    def _felt(self, token: Token) -> bool:
        """Whether an intensity is played as it is named; the lightest may always be."""
        if token.group is not Group.INTENSITY:
            return True
        number = cast("int", token.value)
        return number == 1 or INTENSITY_LEVELS[number - 1] <= self._limits.max_level


_END = '"[end_haptics]"'


def _lasting(group: Group, left: int) -> list[tuple[str, int]]:
    """The tags of a group that fit into what is left, quoted, each with its units."""
    lengths = [(f'"{token.tag}"', cast("int", token.value) // UNIT_MS) for token in TOKENS if token.group is group]
    return [(tag, units) for tag, units in lengths if units <= left]


def _any(tokens: Iterable[Token]) -> str:
    return " | ".join(f'"{token.tag}"' for token in tokens)
