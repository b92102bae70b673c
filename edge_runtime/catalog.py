"""The models known by name, and where a model named on the command line lies."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import EngineMissing, EngineReason, ModelError, ModelNotFound
from .hub import Wanted, check_whole, locate, parse_wanted
from .paths import find_file, models_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PromptName = Literal["line", "opus"]
Judgement = Literal["safe", "unsafe", "untested"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(_Table):
    """What is known about answers of models in one quantization."""

    name: str
    verdict: Judgement
    reason: str = ""


class _File(_Table):
    file: str
    """In its repository; without one, relative to the folder of the catalogue."""
    quantization: str
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")] | None = None
    size_bytes: Annotated[int, Field(gt=0)] | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    memory_mb: Annotated[int, Field(gt=0)] | None = None


class _Family(_Table):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][A-Za-z0-9.-]*$")]
    name: str
    licence: str
    prompt: PromptName
    summary: str
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")] | None = None
    context: Annotated[int, Field(gt=0)] = 4096
    default: bool = False
    recommended: str
    """The quantization that the bare id means."""
    projection: str | None = None
    onnx: str | None = None
    """The folder of its ONNX export, where it comes with one; relative to the folder of the catalogue."""
    file: tuple[_File, ...]


class _Document(_Table):
    quantization: tuple[Verdict, ...] = ()
    model: tuple[_Family, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the catalogue; None is what is not known."""

    id: str
    """`gemma-3-1b-it` for the recommended file of a model, `gemma-3-1b-it:Q8_0` for another."""
    name: str
    file: str
    quantization: str
    licence: str
    prompt: PromptName
    """Which system prompt it was made for."""
    summary: str
    default: bool
    repository: str | None
    """On the Hugging Face hub; None for what comes with edge-haptics."""
    revision: str | None
    size_bytes: int | None
    sha256: str | None
    memory_mb: int | None
    """Megabytes that it takes with a context of `context` tokens, about."""
    context: int
    verdict: Judgement
    verdict_reason: str
    projection: str | None
    """The file of its emotions' projection, relative to the folder of the catalogue."""
    onnx: str | None
    """The folder of its ONNX export, where it comes with one."""

    @property
    def path(self) -> Path | None:
        """Where its file is, or None when it is not here."""
        if self.wanted is None:
            path = models_dir() / self.file
            return path if path.is_file() else None
        try:
            return locate(self.wanted)
        except EngineMissing:
            return None

    @property
    def wanted(self) -> Wanted | None:
        """What to fetch from the hub; None for what comes with edge-haptics."""
        if self.repository is None:
            return None
        return Wanted(self.repository, self.file, self.quantization, self.revision, self.sha256, self.size_bytes)

    @property
    def projection_path(self) -> Path | None:
        """Where the projection's file is; None for a model without one."""
        return models_dir() / self.projection if self.projection else None


@dataclass(frozen=True, slots=True)
class Catalog:
    """All files, and the verdicts on quantizations."""

    model: tuple[Entry, ...]
    quantization: tuple[Verdict, ...]

    def verdict(self, quantization: str) -> Verdict:
        """Say what is known about a quantization, e.g. `Q4_0`."""
        known = (verdict for verdict in self.quantization if verdict.name == quantization.upper())
        return next(known, Verdict(name=quantization, verdict="untested"))


def load_catalog(path: Path | None = None) -> Catalog:
    """Read the catalogue; raises ModelError when it cannot be used."""
    path = path or models_dir() / "catalog.toml"
    try:
        document = _Document.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise ModelError(
            f"The model catalogue {path} cannot be used: {first}",
            hint="Install edge-haptics again.",
            reason=EngineReason.MALFORMED,
        ) from error
    catalog = Catalog((), document.quantization)
    entries = (_entry(family, file, catalog) for family in document.model for file in family.file)
    return Catalog(tuple(entries), document.quantization)


def _entry(family: _Family, file: _File, catalog: Catalog) -> Entry:
    recommended = file.quantization == family.recommended
    verdict = catalog.verdict(file.quantization)
    return Entry(
        id=family.id if recommended else f"{family.id}:{file.quantization}",
        name=family.name,
        file=file.file,
        quantization=file.quantization,
        licence=family.licence,
        prompt=family.prompt,
        summary=family.summary,
        default=family.default and recommended,
        repository=family.repository,
        revision=file.revision,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        memory_mb=file.memory_mb,
        context=family.context,
        verdict=verdict.verdict,
        verdict_reason=verdict.reason,
        projection=family.projection,
        onnx=family.onnx,
    )


def find_entry(name: str, catalog: Catalog | None = None) -> Entry | None:
    """Return the entry that an id means; the recommended quantization may be spelt out, in any case."""
    wanted = name.lower()
    for entry in (catalog or load_catalog()).model:
        if wanted in {entry.id.lower(), f"{entry.id}:{entry.quantization}".lower()}:
            return entry
    return None


def find_model(name: str | None) -> tuple[Path, Entry | None]:
    """Return the file that ``name`` means; None means the default model.

    A name is an id of the catalogue, a path, or a file that was pulled (`owner/name:Q4_K_M`). What was pulled is
    checked once. Raises ModelNotFound when there is none, ModelRefused when it is not what the hub has.
    """
    catalog = load_catalog()
    if name is None:
        entry = next(entry for entry in catalog.model if entry.default)
        return _present(entry), entry
    found = find_entry(name, catalog)
    if found is not None:
        return _present(found), found
    path = find_file(name)
    if path is not None:
        shipped = ((entry, entry.path) for entry in catalog.model if entry.wanted is None)
        known = (entry for entry, there in shipped if there is not None and there.samefile(path))
        return path, next(known, None)
    wanted = parse_wanted(name)
    if wanted is not None:
        return _pulled(name, wanted), None
    ids = [entry.id for entry in catalog.model]
    close = difflib.get_close_matches(name, ids, n=1)
    raise ModelNotFound(
        f"There is no model and no file called {name!r}",
        hint=f"Did you mean {close[0]}?" if close else "Name a .gguf file, or one of `edge-haptics models list`.",
        reason=EngineReason.NO_SUCH_FILE,
    )


def find_onnx(name: str | None) -> tuple[Path, Entry | None]:
    """Return the ONNX export that ``name`` means: that of a catalogue's model, a path, or None for the default model's.

    Raises ModelNotFound when it is neither, or when the model comes without one.
    """
    catalog = load_catalog()
    entry = find_entry(name, catalog) if name else next(entry for entry in catalog.model if entry.default)
    if entry is not None and entry.onnx is not None and (models_dir() / entry.onnx).is_dir():
        return models_dir() / entry.onnx, entry
    path = None if entry is not None or name is None else find_file(name)
    if path is None:
        raise ModelNotFound(
            f"There is no ONNX export of {entry.id if entry else name!r}",
            hint="Name the folder of an export; docs/guides/backends.md says how to make one.",
            reason=EngineReason.NO_SUCH_FILE,
        )
    here = ((entry, models_dir() / entry.onnx) for entry in catalog.model if entry.default and entry.onnx is not None)
    return path, next((entry for entry, there in here if there.is_dir() and there.samefile(path)), None)


def _present(entry: Entry) -> Path:
    if entry.wanted is not None:
        return _pulled(entry.id, entry.wanted)
    path = entry.path
    if path is None:
        raise ModelNotFound(
            f"The file of the model {entry.id} is missing: {models_dir() / entry.file}",
            hint="Restore it with `git checkout models/shipped` or install edge-haptics again.",
            reason=EngineReason.NO_SUCH_FILE,
        )
    return path


def _pulled(name: str, wanted: Wanted) -> Path:
    path = locate(wanted)
    if path is None:
        raise ModelNotFound(
            f"The model {name} is not on this machine.",
            hint=f"Fetch it with `edge-haptics models pull {name}`.",
            reason=EngineReason.NO_SUCH_FILE,
        )
    check_whole(path, wanted.sha256)
    return path
