"""JSON schemas as they come in: text, a dict or a pydantic model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import InputUnusable

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMA_MAX = 256 * 1024
"""Characters of a schema; the largest published ones have about this many."""


def schema_text(source: str | dict[str, Any] | type[BaseModel]) -> str:
    """Give a JSON schema as text: from text, from a dict, or from a pydantic model. Raises InputUnusable."""
    if isinstance(source, str):
        if len(source) > SCHEMA_MAX:
            raise bad_schema(f"it has more than {SCHEMA_MAX} characters")
        try:
            value = json.loads(source)
        except ValueError as error:
            raise bad_schema(f"it is not JSON ({error})") from None
        except RecursionError:
            raise bad_schema("it is nested too deep") from None
    else:
        value = source if isinstance(source, dict) else source.model_json_schema()
    if not isinstance(value, dict):
        raise bad_schema("it is no JSON object")
    return json.dumps(value)


def bad_schema(why: str) -> InputUnusable:
    """Say in one sentence why a schema is of no use."""
    return InputUnusable(
        f"The JSON schema cannot be used: {first_line(why)}",
        reason=Reason.SCHEMA_INVALID,
        hint="Give a JSON schema (draft 2020-12) with the keywords that docs/reference/engine.md lists.",
    )


def first_line(text: str) -> str:
    """Give the beginning of a message as the end of a sentence."""
    line = next(iter(text.strip().splitlines()), "").rstrip(".")
    return f"{line[:300]}."
