"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import EngineReason, InputUnusable


@contextmanager
def whole_file(target: Path, *, replace: bool = False, sync: bool = True) -> Iterator[Path]:
    """Give a path beside ``target`` to write to, which takes its place at the end; whatever ends it earlier removes it.

    With ``sync`` it is on the disk before it takes that place, which one of many small files need not be.
    Raises InputUnusable when there is something already, unless ``replace``, or when nothing can be written there.
    """
    if target.is_dir() or (target.exists() and not replace):
        raise InputUnusable(
            f"{target} is there already.",
            hint="Choose another name." if target.is_dir() else "Choose another name, or give --force.",
            reason=EngineReason.BAD_INPUT,
        )
    part = target.with_name(f".{target.name[:50]}.{os.getpid()}.part")
    try:
        try:
            part.touch(exist_ok=True)
        except OSError as error:
            raise InputUnusable(
                f"Nothing can be written at {target}: {error.strerror}.",
                hint="Choose a folder that is there and yours.",
                reason=EngineReason.NOT_READABLE,
            ) from None
        yield part
        if sync:
            with part.open("rb") as file:
                os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def free_bytes(target: Path) -> int:
    """Say how much room there is where ``target`` would lie."""
    return shutil.disk_usage(target.parent).free
