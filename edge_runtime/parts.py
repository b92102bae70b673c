"""Names of a model that is split into files, as llama.cpp wants them: `NAME-00001-of-00003.gguf`. No I/O but a look."""

from __future__ import annotations

import re
from pathlib import Path

MAX_PARTS = 999
"""The largest published models have below 200."""
_PART = re.compile(r"(?P<stem>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL)


def part_names(name: str) -> tuple[str, ...]:
    """List all parts of the model that a file's name belongs to, the first one first; a whole file is its only part."""
    found = _PART.fullmatch(name)
    if found is None or not 1 <= int(found["number"]) <= int(found["count"]) <= MAX_PARTS:
        return (name,)
    count = int(found["count"])
    return tuple(f"{found['stem']}-{number:05d}-of-{count:05d}.gguf" for number in range(1, count + 1))


def part_paths(path: Path) -> tuple[Path, ...]:
    """List where all parts of a model lie, whether or not they are there."""
    return tuple(path.with_name(name) for name in part_names(path.name))
