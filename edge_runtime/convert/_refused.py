"""One way to say that a model's folder cannot be used, and to read its small files within limits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused

MAX_JSON_BYTES = 64 << 20
"""A tokenizer.json of 262,144 pieces with its merges has about 33 MB."""


def refused(folder: Path, what: str, hint: str, reason: Reason = Reason.MALFORMED) -> ModelRefused:
    """Make the error: what is wrong with a folder, and what to do."""
    return ModelRefused(f"{folder} cannot be used: {what}.", reason=reason, hint=hint)


def read_bytes(path: Path, cap: int = MAX_JSON_BYTES) -> bytes:
    """Read a file of at most ``cap`` bytes. Raises ModelNotFound, ModelRefused."""
    try:
        with open(path, "rb", opener=_opener) as file:
            data = file.read(cap + 1)
    except OSError as error:
        raise ModelNotFound(
            f"{path} cannot be read: {error.strerror}.",
            hint="Name the folder that holds config.json, the tokenizer and the weights.",
            reason=Reason.NO_SUCH_FILE,
        ) from None
    if len(data) > cap:
        raise refused(path.parent, f"{path.name} has more than {cap:,} bytes", "Download it again.")
    return data


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object. Raises ModelNotFound, ModelRefused."""
    try:
        found = json.loads(read_bytes(path).decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise refused(path.parent, f"{path.name} is no JSON object", "Download it again.")
    return found


def read_optional_json(path: Path) -> dict[str, Any]:
    """Read a JSON object that need not be there: {} then. Raises ModelRefused."""
    return read_json(path) if path.is_file() else {}


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a named pipe would hold us until somebody writes
