"""Lists for people and for programs."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Sequence
from typing import Any

import typer

from edge_runtime.sanitize import sanitize


def print_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str], *, json: bool) -> None:
    """Print rows as aligned columns, or all their fields as a JSON array."""
    if json:
        typer.echo(jsonlib.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    shown = [[sanitize(str(row[name])) for name in columns] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(*shown, strict=True)]
    for row_cells in shown:
        cells = (cell.ljust(width) for cell, width in zip(row_cells, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def print_fields(fields: dict[str, Any], *, json: bool) -> None:
    """Print one thing's fields a line each, or as a JSON object."""
    if json:
        typer.echo(jsonlib.dumps(fields, ensure_ascii=False, indent=2))
        return
    width = max(map(len, fields))
    for name, value in fields.items():
        typer.echo(f"{name.ljust(width)}  {sanitize(str(value))}")
