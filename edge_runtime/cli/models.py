"""`models`: the catalogue and local files."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from edge_runtime.catalog import Entry, find_model, load_catalog
from edge_runtime.engines.gguf_info import GgufInfo, read_gguf
from edge_runtime.sanitize import sanitize

from . import audit
from ._options import Debug, Json
from ._print import print_fields, print_rows

app = typer.Typer(help="The models known by name, and files of your own.", no_args_is_help=True, rich_markup_mode=None)
app.command()(audit.audit)

CONTEXT = 4096
"""Tokens of context for which memory is told where a model allows as many."""

Model = Annotated[str | None, typer.Argument(help="An id of the catalogue or a .gguf file.", metavar="ID|FILE")]


@app.command("list")
def list_(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """List the catalogue."""
    rows = [_row(entry, json=json) for entry in load_catalog().model]
    print_rows(rows, ("id", "quantization", "here", "size", "memory", "verdict", "summary"), json=json)


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
