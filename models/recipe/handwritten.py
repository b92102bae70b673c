"""Dialogues written by hand: a plain text file, one paragraph each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from corpus.common import Dialogue, Reply, Turn

ON_SHARE = 0.65
"""How often a dialogue that does not name its setting happens with haptics on."""


def read(path: Path) -> list[tuple[bool | None, tuple[Turn, ...]]]:
    """Each dialogue of ``path`` and its haptics setting (None for either).

    Dialogues are separated by blank lines. In each, ``U:`` begins what the user says, ``A:`` the answer, ``H:`` the tags
    that follow it; a line ``haptics: on`` or ``haptics: off`` may stand first; lines beginning with ``#`` are comments.
    Raises ValueError naming the line for anything else.
    """
    found: list[tuple[bool | None, tuple[Turn, ...]]] = []
    setting: bool | None = None
    turns: list[Turn] = []
    user: str | None = None
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        key, _, rest = line.strip().partition(":")
        rest = rest.strip()
        if not line.strip():
            if user is not None:
                raise ValueError(f"{path.name}:{number}: a U: line has no A: line")
            if turns:
                found.append((setting, tuple(turns)))
            setting, turns = None, []
        elif line.lstrip().startswith("#"):
            continue
        elif key == "haptics" and rest in ("on", "off") and not turns and user is None:
            setting = rest == "on"
        elif key == "U" and rest and user is None:
            user = rest
        elif key == "A" and rest and user is not None:
            turns.append(Turn(user, Reply(rest)))
            user = None
        elif key == "H" and rest and turns and user is None and not turns[-1].reply.touch:
            last = turns.pop()
            turns.append(Turn(last.user, Reply(last.reply.text, rest)))
        else:
            raise ValueError(f"{path.name}:{number}: expected U:, then A:, then perhaps H:")
    return found


def dialogues(path: Path, rng: random.Random, copies: int) -> Iterator[Dialogue]:
    """Each dialogue ``copies`` times, in chance order."""
    for setting, turns in rng.sample(pool := read(path) * copies, len(pool)):
        haptics = rng.random() < ON_SHARE if setting is None else setting
        yield Dialogue("handwritten", haptics, turns)
