"""The language's grammar as GBNF, for engines that can be held to one. No I/O."""

from __future__ import annotations

from ._limits import Limits
from ._tokens import TOKENS, Group


def gbnf(limits: Limits | None = None) -> str:
    """Return a GBNF grammar whose root is one block, one macro or one safety token.

    A step names emotion, intensity, pattern and motor in this order, each at most once, then its duration. How long
    steps last together cannot be said in a grammar; the composer sees to that.
    """
    more_steps = (limits or Limits()).steps - 1
    rules = {
        "root": "block | macro | safety",
        "block": f'"[begin_haptics]" gap part (gap part){{0,{more_steps}}} (gap repeat)? gap "[end_haptics]"',
        "part": "step (gap rest)?",
        "step": "(emotion gap)? (intensity gap)? (pattern gap)? (motor gap)? duration",
        "gap": '" "?',
        "emotion": _one_of(Group.EMOTION),
        "intensity": _one_of(Group.INTENSITY),
        "pattern": _one_of(Group.PATTERN),
        "motor": _one_of(Group.MOTOR),
        "duration": _one_of(Group.DURATION),
        "rest": _one_of(Group.REST),
        "repeat": _one_of(Group.SEQUENCE),
        "macro": _one_of(Group.MACRO),
        "safety": _one_of(Group.SAFETY),
    }
    return "".join(f"{name} ::= {body}\n" for name, body in rules.items())


def _one_of(group: Group) -> str:
    return " | ".join(f'"{token.tag}"' for token in TOKENS if token.group is group)
