"""`models info`: what a GGUF file says about itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from edge_runtime.engines.gguf_info import GgufInfo, read_gguf
from edge_runtime.paths import find_file, models_dir
from edge_runtime.sanitize import sanitize

from ._options import Debug, Json, Model
from ._print import print_fields

CONTEXT = 4096
"""Tokens of context for which memory is told where a model allows as many."""


def info(
    model: Model = None,
    template: Annotated[
        bool, typer.Option("--template", help="Show a conversation as the model's chat template writes it.")
    ] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Say what a GGUF file holds: a model, an adapter, a projector or an importance matrix."""
    path, id_ = _find(model)
    found = read_gguf(path)
    if template:
        from edge_runtime.engines.conversation import show_conversation

        shown = show_conversation(found)
        if json:
            print_fields({"id": id_, "file": str(path), "conversation": shown}, json=True)
        else:
            typer.echo(sanitize(shown), nl=not shown.endswith("\n"))
        return
    named = {"id": id_} if json or id_ else {}
    print_fields({**named, **_fields(found, json=json)}, json=json)


def _find(model: str | None) -> tuple[Path, str | None]:
    """Return the file that is meant and its id; a person's own file needs no look into the catalogue."""
    path = find_file(model) if model and model.lower().endswith(".gguf") else None
    if path is not None and models_dir() not in path.resolve().parents:
        return path, None
    from edge_runtime.catalog import find_model

    path, entry = find_model(model)
    return path, entry.id if entry else None


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
