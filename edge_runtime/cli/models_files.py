"""`models list|pull|verify|path|rm`: what is known by name, and what of it is on this machine."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import typer

from edge_runtime.catalog import Entry, find_entry, find_model, load_catalog
from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.errors import EngineMissing, EngineReason, ModelError, ModelNotFound
from edge_runtime.hub import (
    Cached,
    Wanted,
    check_whole,
    hash_file,
    list_cached,
    locate,
    locate_parts,
    parse_wanted,
    remove,
)
from edge_runtime.hub import pull as pull_file
from edge_runtime.parts import part_paths
from edge_runtime.paths import find_file

from ._options import Debug, Json, Model, Offline
from ._print import print_fields, print_rows
from ._progress import progress_bar
from ._signals import signals

Pulled = Annotated[
    str, typer.Argument(help="An id of the catalogue, or owner/name:QUANT of a repository on the hub.", metavar="MODEL")
]


def list_(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """List the catalogue, and what else was pulled."""
    entries = load_catalog().model
    known = {(entry.repository, entry.file) for entry in entries}
    rows = [_row(entry, json=json) for entry in entries]
    try:
        others = [cached for cached in list_cached() if (cached.repository, cached.file) not in known]
    except EngineMissing:
        others = []
    rows += [_other_row(cached, json=json) for cached in others]
    columns = ("id", "quantization", "here", "size", "memory", "verdict", "summary")
    print_rows(rows if json else [dict(zip(columns, columns, strict=True)), *rows], columns, json=json)


def pull(model: Pulled, offline: Offline = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Fetch a model into the hub's shared cache, check it, and print where it is."""
    wanted = _wanted(model)
    with signals(lambda: None), progress_bar("checking") as bar:
        path = pull_file(wanted, bar, offline=offline)
    check_gguf(path)
    typer.echo(str(path))


def verify(model: Model = None, json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Read a whole file again and compare it with what the catalogue or the hub says; exits 4 when it differs."""
    entry = load_catalog().model[0] if model is None else find_entry(model)
    wanted = entry.wanted if entry else None if find_file(str(model)) else parse_wanted(str(model))
    path = (locate(wanted) if wanted else None) or find_model(model)[0]
    with signals(lambda: None), progress_bar("reading") as bar:
        if wanted is not None:
            sha256, against = check_whole(path, wanted.sha256, bar, anew=True), "the hub"
        elif entry is not None and entry.sha256:
            sha256, against = check_whole(path, entry.sha256, bar, anew=True), "the catalogue"
        else:
            sha256, against = tuple(hash_file(part, bar) for part in part_paths(path)), "nothing"
    size = check_gguf(path).size_bytes
    fields = {
        "file": str(path),
        "sha256": sha256[0] if len(sha256) == 1 else list(sha256) if json else ", ".join(sha256),
        "compared with": against,
        "structure": "sound",
        "bytes": size,
    }
    print_fields(fields, json=json)


def rm(model: Pulled, debug: Debug = False) -> None:  # noqa: ARG001
    """Remove what was pulled."""
    if find_file(model) is not None:
        hint = f"Remove it with `rm {shlex.quote(model)}`."
        raise ModelError(f"{model} is a file of yours.", hint=hint, reason=EngineReason.NOT_OURS)
    parts = locate_parts(_wanted(model))
    if not parts:
        raise ModelNotFound(
            f"The model {model} is not on this machine.",
            hint="See `edge-haptics models list`.",
            reason=EngineReason.NO_SUCH_FILE,
        )
    typer.echo(f"{sum(map(remove, parts)) / 1e6:,.0f} MB freed")


def path(model: Model = None, debug: Debug = False) -> None:  # noqa: ARG001
    """Print where a model's file is."""
    typer.echo(str(find_model(model)[0]))


def _wanted(name: str) -> Wanted:
    entry = find_entry(name)
    if entry is not None and entry.wanted is None:
        raise ModelError(
            f"{entry.id} comes with edge-haptics.",
            hint=f"See it with `edge-haptics models info {entry.id}`.",
            reason=EngineReason.NOT_OURS,
        )
    wanted = entry.wanted if entry else parse_wanted(name)
    if wanted is None:
        find_model(name)  # says what is close to it
        raise ModelError(
            f"{name} is a file, not a name on the hub.",
            hint="Name an id of `edge-haptics models list`, or owner/name:QUANT.",
            reason=EngineReason.NO_SUCH_FILE,
        )
    return wanted


def _other_row(cached: Cached, *, json: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"{cached.repository}/{cached.file}", "size_bytes": cached.size_bytes}
    if json:
        return row | {"here": cached.whole, "repository": cached.repository, "file": cached.file}
    here, size = "here" if cached.whole else "in part", f"{cached.size_bytes / 1e6:,.0f} MB"
    return row | {"quantization": "-", "here": here, "size": size, "memory": "-", "verdict": "-", "summary": "pulled"}


def _row(entry: Entry, *, json: bool) -> dict[str, Any]:
    here = entry.path is not None
    if json:
        return {
            "id": entry.id,
            "name": entry.name,
            "repository": entry.repository,
            "revision": entry.revision,
            "file": entry.file,
            "quantization": entry.quantization,
            "size_bytes": entry.size_bytes,
            "sha256": entry.sha256,
            "memory_mb": entry.memory_mb,
            "context": entry.context,
            "licence": entry.licence,
            "verdict": entry.verdict,
            "verdict_reason": entry.verdict_reason,
            "here": here,
            "summary": entry.summary,
        }
    return {
        "id": entry.id,
        "quantization": entry.quantization,
        "here": "here" if here else "-",
        "size": f"{entry.size_bytes / 1e6:,.0f} MB" if entry.size_bytes else "-",
        "memory": f"{entry.memory_mb:,} MB" if entry.memory_mb else "-",
        "verdict": entry.verdict,
        "summary": entry.summary,
    }
