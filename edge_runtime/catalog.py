"""The models known by name, and where a model named on the command line lies."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import EngineReason, ModelError, ModelNotFound
from .paths import models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PromptName = Literal["line", "opus"]


class Entry(BaseModel):
    """One model of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    file: str
    """Relative to the folder of the catalogue."""
    name: str
    quantization: str
    licence: str
    prompt: PromptName
    """Which system prompt it was made for."""
    default: bool = False
    summary: str

    @property
    def path(self) -> Path:
        """Where its file is, or would be."""
        return models_dir() / self.file


class Catalog(BaseModel):
    """All of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: tuple[Entry, ...]


def load_catalog(path: Path | None = None) -> Catalog:
    """Read the catalogue; raises ModelError when it cannot be used."""
    path = path or models_dir() / "catalog.toml"
    try:
        return Catalog.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise ModelError(
            f"the model catalogue {path} cannot be used: {first}",
            hint="Install edge-haptics again.",
            reason=EngineReason.MALFORMED,
        ) from error


def find_model(name: str | None) -> tuple[Path, Entry | None]:
    """Return the file that ``name`` means: an id of the catalogue, a path, or None for the default model.

    Raises ModelNotFound when it is neither, or when the file is not there.
    """
    catalog = load_catalog()
    if name is None:
        entry = next(entry for entry in catalog.model if entry.default)
        return _present(entry), entry
    for entry in catalog.model:
        if entry.id == name:
            return _present(entry), entry
    path = find_file(name)
    if path is not None:
        known = (entry for entry in catalog.model if entry.path.exists() and entry.path.samefile(path))
        return path, next(known, None)
    ids = [entry.id for entry in catalog.model]
    close = difflib.get_close_matches(name, ids, n=1)
    known_ids = ", ".join(ids)
    raise ModelNotFound(
        f"there is no model and no file called {name!r}",
        hint=f"Did you mean {close[0]}?" if close else f"Name a .gguf file or one of: {known_ids}.",
        reason=EngineReason.NO_SUCH_FILE,
    )


def find_file(name: str) -> Path | None:
    """Return the path that ``name`` is, ``~`` filled in, or None when nothing is there or it can be no path."""
    try:
        path = Path(name).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _present(entry: Entry) -> Path:
    if not entry.path.is_file():
        raise ModelNotFound(
            f"the file of model {entry.id} is missing: {entry.path}",
            hint="Restore it with `git checkout models/shipped` or install edge-haptics again.",
            reason=EngineReason.NO_SUCH_FILE,
        )
    return entry.path
