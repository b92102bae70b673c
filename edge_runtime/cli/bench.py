"""`bench`: the project's own figures, beside the obvious alternative, measured in one run."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from edge_runtime.catalog import find_model

from ._options import Debug, Json, option
from ._print import print_rows

app = typer.Typer(help="Measure on this machine.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Measure on this machine."""


@app.command()
def engine(
    model: Annotated[
        str | None, option("--model", "A model of the catalogue, or a .gguf file.", metavar="ID|FILE")
    ] = None,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Decode speed of this engine and of llama-cpp-python's own streaming call."""
    from edge_runtime.bench_engine import bench_engine

    rows = [dataclasses.asdict(row) for row in bench_engine(find_model(model)[0])]
    print_rows(rows, tuple(rows[0]), json=json)
