"""Text that a person gives, as an argument, a file or on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from edge_runtime.errors import EngineReason, InputUnusable

INPUT_MAX_BYTES = 1024 * 1024
"""More than this on standard input or in a file is no prompt and no pattern."""


def read_text(source: str) -> str:
    """Return the text of a file, or of standard input for ``-``. Raises InputUnusable."""
    name = "standard input" if source == "-" else source
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(INPUT_MAX_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(INPUT_MAX_BYTES + 1)
    except OSError as error:
        raise InputUnusable(
            f"{name} cannot be read: {error.strerror}.",
            hint="Give a file that exists, or the text itself.",
            reason=EngineReason.NOT_READABLE,
        ) from error
    if len(raw) > INPUT_MAX_BYTES:
        raise InputUnusable(
            f"{name} holds more than {INPUT_MAX_BYTES // 1024} KiB.",
            hint="Give a shorter text.",
            reason=EngineReason.BAD_INPUT,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputUnusable(
            f"{name} is not UTF-8 text (byte {error.start} is 0x{raw[error.start]:02x}).",
            hint="Give plain text.",
            reason=EngineReason.BAD_INPUT,
        ) from error
    if "\0" in text:
        raise InputUnusable(f"{name} holds binary data.", hint="Give plain text.", reason=EngineReason.BAD_INPUT)
    return text


def need_text(text: str, what: str) -> str:
    """Return ``text`` unless it is blank. Raises InputUnusable."""
    if not text.strip():
        raise InputUnusable(
            f"The {what} is empty.",
            hint="Write some words, or - to read them from standard input.",
            reason=EngineReason.PROMPT_EMPTY,
        )
    return text
