"""The system text that a model gets, with the person's opt-in written into it."""

from __future__ import annotations

from pathlib import Path

from .catalog import Entry
from .errors import EngineReason, InputUnusable
from .paths import models_dir

SYSTEM_MAX_BYTES = 64 * 1024
"""A system text longer than this is a mistake: it fills the context of any small model."""


def system_text(entry: Entry | None, *, haptics: bool, file: Path | None = None) -> str:
    """Return the system text: of ``file`` if given, else the one the model was made for; ``{haptics}`` is filled in.

    Raises InputUnusable.
    """
    path = file or models_dir() / "prompts" / f"{entry.prompt if entry else 'opus'}.md"
    try:
        with path.open("rb") as source:
            raw = source.read(SYSTEM_MAX_BYTES + 1)
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputUnusable(
            f"the system text {path} cannot be read: {_why(error)}",
            hint="Give a file of plain UTF-8 text.",
            reason=EngineReason.NOT_READABLE,
        ) from error
    if len(raw) > SYSTEM_MAX_BYTES:
        raise InputUnusable(
            f"the system text {path} is longer than {SYSTEM_MAX_BYTES // 1024} KiB",
            hint="Shorten it.",
            reason=EngineReason.PROMPT_TOO_LONG,
        )
    return text.strip().replace("{haptics}", "on" if haptics else "off")


def _why(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "it cannot be opened") if isinstance(error, OSError) else "it is not UTF-8 text"
