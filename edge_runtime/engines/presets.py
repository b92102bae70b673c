"""Named ways of drawing tokens, read from `models/presets.toml`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge_runtime.engines.base import Sampling
from edge_runtime.errors import EngineReason, PresetInvalid
from edge_runtime.paths import models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PRESET_NAMES = ("focused", "exploratory", "json-strict", "safety-conservative")
MAX_TOKENS_CAP = 1 << 17
"""The longest context that a model of this family has."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A name, what it is for in one line, and its values."""

    name: str
    description: str
    sampling: Sampling


class _Entry(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    description: str = Field(min_length=1, max_length=200)
    temperature: float = Field(ge=0, le=5)
    top_k: int = Field(ge=0, le=1 << 20)
    top_p: float = Field(gt=0, le=1)
    min_p: float = Field(ge=0, lt=1)
    repeat_penalty: float = Field(gt=0, le=10)
    repeat_last_n: int = Field(ge=0, le=1 << 16)
    max_tokens: int = Field(ge=1, le=MAX_TOKENS_CAP)
    json_: bool = Field(default=False, alias="json")


def load_presets(path: Path | None = None) -> dict[str, Preset]:
    """Read all presets, in the file's order. Raises PresetInvalid."""
    path = path or models_dir() / "presets.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _invalid(f"The presets file {path} cannot be read: {error.strerror or error}.") from None
    except ValueError as error:
        raise _invalid(f"The presets file {path} is not valid TOML: {error}.") from None
    presets = {name: _preset(name, table, path) for name, table in tables.items()}
    missing = [name for name in PRESET_NAMES if name not in presets]
    if missing:
        raise _invalid(f"The presets file {path} lacks {', '.join(missing)}.")
    return presets


def sampling_for(
    name: str = "focused",
    *,
    temperature: float | None = None,
    max_tokens: int | None = None,
    path: Path | None = None,
) -> Sampling:
    """Give a preset's values, single ones overridden. Raises PresetInvalid (unknown name, out of range)."""
    presets = load_presets(path)
    if name not in presets:
        raise PresetInvalid(
            f"There is no preset called {name!r}.",
            reason=EngineReason.PRESET_INVALID,
            hint=f"Choose one of: {', '.join(presets)}.",
        )
    sampling = presets[name].sampling
    if temperature is not None:
        if not 0 <= temperature <= 5:
            raise _out_of_range("temperature", temperature, "Choose a temperature from 0 to 5.")
        sampling = replace(sampling, temperature=float(temperature))
    if max_tokens is not None:
        if not 1 <= max_tokens <= MAX_TOKENS_CAP:
            raise _out_of_range("max-tokens", max_tokens, f"Choose a number from 1 to {MAX_TOKENS_CAP}.")
        sampling = replace(sampling, max_tokens=max_tokens)
    return sampling


def _preset(name: str, table: Any, path: Path) -> Preset:
    try:
        entry = _Entry.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join((name, *(str(part) for part in first["loc"])))
        raise _invalid(f"The presets file {path} is wrong at {where}: {first['msg']}.") from None
    values = entry.model_dump(exclude={"description"}, by_alias=True)
    return Preset(name, entry.description, Sampling(**values))


def _invalid(message: str) -> PresetInvalid:
    return PresetInvalid(
        message, reason=EngineReason.PRESET_INVALID, hint="Restore models/presets.toml from the release."
    )


def _out_of_range(option: str, value: float, hint: str) -> PresetInvalid:
    return PresetInvalid(f"The {option} {value} is out of range.", reason=EngineReason.PRESET_INVALID, hint=hint)
