"""Lists for people and for programs."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Sequence
from typing import Any

import typer


def print_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str], *, json: bool) -> None:
    """Print rows as aligned columns, or all their fields as a JSON array."""
    if json:
        typer.echo(jsonlib.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    widths = [max((len(str(row[name])) for row in rows), default=0) for name in columns]
    for row in rows:
        cells = (str(row[name]).ljust(width) for name, width in zip(columns, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def print_fields(fields: dict[str, Any], *, json: bool) -> None:
    """Print one thing's fields a line each, or as a JSON object."""
    if json:
        typer.echo(jsonlib.dumps(fields, ensure_ascii=False, indent=2))
        return
    width = max(map(len, fields))
    for name, value in fields.items():
        typer.echo(f"{name.ljust(width)}  {value}")
