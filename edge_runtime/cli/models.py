"""`models`: the catalogue and local files."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import typer

from edge_runtime.catalog import Entry, find_entry, find_file, find_model, load_catalog
from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.engines.gguf_info import GgufInfo, read_gguf
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
from edge_runtime.sanitize import sanitize

from . import audit, models_make
from ._options import Debug, Json, Offline
from ._print import print_fields, print_rows
from ._progress import progress_bar
from ._stage import signals

app = typer.Typer(help="The models known by name, and files of your own.", no_args_is_help=True, rich_markup_mode=None)
app.command()(audit.audit)
app.command()(models_make.convert)
app.command()(models_make.quantize)
app.command()(models_make.train)

CONTEXT = 4096
"""Tokens of context for which memory is told where a model allows as many."""

Model = Annotated[
    str | None,
    typer.Argument(help="An id of the catalogue, a .gguf file, or owner/name:QUANT that was pulled.", metavar="MODEL"),
]
Pulled = Annotated[
    str, typer.Argument(help="An id of the catalogue, or owner/name:QUANT of a repository on the hub.", metavar="MODEL")
]


@app.command("list")
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
    print_rows(rows, ("id", "quantization", "here", "size", "memory", "verdict", "summary"), json=json)


@app.command()
def pull(model: Pulled, offline: Offline = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Fetch a model into the hub's shared cache, check it, and print where it is."""
    wanted = _wanted(model)
    with signals(lambda: None), progress_bar("checking") as bar:
        path = pull_file(wanted, bar, offline=offline)
    check_gguf(path)
    typer.echo(str(path))


@app.command()
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


@app.command()
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


@app.command()
def info(
    model: Model = None,
    template: Annotated[
        bool, typer.Option("--template", help="Show a conversation as the model's chat template writes it.")
    ] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Say what a GGUF file holds: a model, an adapter, a projector or an importance matrix."""
    path, entry = find_model(model)
    found = read_gguf(path)
    if template:
        from edge_runtime.engines.conversation import show_conversation

        shown = show_conversation(found)
        if json:
            print_fields({"id": entry.id if entry else None, "file": str(path), "conversation": shown}, json=True)
        else:
            typer.echo(sanitize(shown), nl=not shown.endswith("\n"))
        return
    print_fields({"id": entry.id if entry else None, **_fields(found, json=json)}, json=json)


@app.command()
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


def _fields(found: GgufInfo, *, json: bool) -> dict[str, Any]:
    context = min(found.context or CONTEXT, CONTEXT)
    memory = found.memory_bytes(context)
    fields: dict[str, Any] = {
        "file": found.path,
        "kind": found.kind,
        "name": found.name,
        "architecture": found.architecture,
        "parameters": found.parameters,
        "context": found.context,
        "quantization": found.quantization,
        "claimed": found.claimed,
        "mix": _counts(found.mix, json=json),
        "tensors": _counts(found.tensors, json=json),
        "layers": _counts(found.layers, json=json),
        "chat template": "yes" if found.chat_template else "no",
        "tokenizer": found.tokenizer,
        "vocabulary": found.vocabulary,
        "adapter": found.adapter,
        "parts": found.parts,
        "licence": found.licence,
        "bytes": found.size_bytes,
        "memory": memory if json else f"{memory / 1e6:,.0f} MB with a context of {context}" if memory else "",
    }
    return fields if json else {name: value for name, value in fields.items() if value not in ("", 0)}


def _counts(counts: tuple[tuple[str, int], ...], *, json: bool) -> dict[str, int] | str:
    return dict(counts) if json else ", ".join(f"{kind} {count:,}" for kind, count in counts)
