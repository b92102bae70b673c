"""`models`: the catalogue and local files."""

from __future__ import annotations

from typing import Annotated

import typer

from edge_runtime.catalog import find_model, load_catalog
from edge_runtime.engines.gguf_check import check_gguf

from ._options import Debug, Json
from ._print import print_fields, print_rows

app = typer.Typer(help="The models known by name, and files of your own.", no_args_is_help=True, rich_markup_mode=None)

Model = Annotated[str | None, typer.Argument(help="An id of the catalogue or a .gguf file.", metavar="ID|FILE")]


@app.command("list")
def list_(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """List the catalogue."""
    rows = [
        {
            "id": entry.id,
            "quantization": entry.quantization,
            "here": "here" if entry.path.is_file() else "missing",
            "licence": entry.licence,
            "summary": entry.summary,
        }
        for entry in load_catalog().model
    ]
    print_rows(rows, ("id", "quantization", "here", "licence", "summary"), json=json)


@app.command()
def info(model: Model = None, json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Say what a model file holds."""
    path, entry = find_model(model)
    found = check_gguf(path)
    print_fields(
        {
            "id": entry.id if entry else None,
            "file": str(path),
            "name": found.name,
            "architecture": found.architecture,
            "parameters": found.parameters,
            "context": found.context,
            "vocabulary": found.vocabulary,
            "quantization": found.quantization,
            "mix": dict(found.mix) if json else ", ".join(f"{kind} {count}" for kind, count in found.mix),
            "chat template": "yes" if found.chat_template else "no",
            "licence": found.licence,
            "bytes": found.size_bytes,
        },
        json=json,
    )


@app.command()
def path(model: Model = None, debug: Debug = False) -> None:  # noqa: ARG001
    """Print where a model's file is."""
    typer.echo(str(find_model(model)[0]))
