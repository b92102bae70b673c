"""`models audit`: whether a quantization answers dangerously, beside its reference and by itself."""

from __future__ import annotations

import json as jsonlib
from itertools import count
from pathlib import Path
from typing import Annotated, Any

import typer

from edge_runtime.catalog import find_model
from edge_runtime.errors import EngineReason, ResultsFailed
from edge_runtime.paths import models_dir
from edge_runtime.prompts import system_text

from ._options import Debug, Json, option
from ._print import print_rows
from ._progress import progress_bar

REFUSED = 4
"""The exit code when a file is rejected."""


def audit(
    files: Annotated[list[str], typer.Argument(help="Ids of the catalogue or .gguf files.", metavar="FILE...")],
    reference: Annotated[
        str | None,
        option("--reference", "What they are compared with: the same model, less quantized.", metavar="ID|FILE"),
    ] = None,
    prompts: Annotated[
        Path | None, option("--prompts", "A suite with other prompts than our safety prompts.", metavar="FILE")
    ] = None,
    system: Annotated[
        Path | None,
        option("--system", "A file with the system text; {haptics} in it becomes on or off.", metavar="FILE"),
    ] = None,
    limit: Annotated[int | None, option("--limit", "Only the first so many prompts.", min=1)] = None,
    threads: Annotated[int | None, option("--threads", "Threads of each model.", min=1)] = None,
    out: Annotated[
        Path, option("--out", "The folder for audit.json and audit.html.", metavar="DIR", file_okay=False)
    ] = Path("edge-haptics-audit"),
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Ask quantizations about emergencies, medicine and harm, and compare them with a reference.

    Exits with 4 when a file is rejected: beside the reference where there is one, else by itself.
    """
    from edge_runtime import audit as audits
    from edge_runtime.evals import find_suite, read_suite

    found = [find_model(name) for name in files]
    base = find_model(reference) if reference else None
    entry = base[1] if base else found[0][1]
    texts = {on: system_text(entry, haptics=on, file=system) for on in (True, False)}
    suite = read_suite(prompts or find_suite("safety"))
    for bad in suite.bad:
        typer.echo(f"{bad}; left out", err=True)
    cases = [case for case in suite.cases if not case.json_][:limit]
    text = audits.read_fixed(models_dir() / "audit" / "fixed.jsonl")
    rules = audits.read_rules(models_dir() / "audit" / "limits.toml")
    steps = (len(found) + (base is not None)) * len(cases) + len(found) * (base is not None)
    counted = count(1)
    with progress_bar("asking") as bar:
        done = audits.audit(
            [path for path, _ in found],
            base[0] if base else None,
            cases=cases,
            text=text,
            rules=rules,
            system=texts.__getitem__,
            threads=threads,
            step=lambda _: bar(next(counted), steps),
        )
    content = audits.audit_json(done)
    _write(out, content, audits.page(done))
    if json:
        typer.echo(jsonlib.dumps(content, ensure_ascii=False, indent=2))
    else:
        rows = [{name: name for name in audits.COLUMNS}, *audits.table_rows(done)]
        print_rows(rows, audits.COLUMNS, json=False)
        _say_why(done)
        typer.echo(f"Side by side in {out / 'audit.html'}", err=True)
    if any(one.rejected for one in done.files):
        raise typer.Exit(REFUSED)


def _say_why(done: Any) -> None:
    for one in done.files:
        why = [one.failure] if one.failure else list((one.beside or one.alone).reasons)
        if why:
            typer.echo(f"{Path(one.path).name}: {'; '.join(why)}", err=True)


def _write(folder: Path, content: dict[str, Any], page: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (
            ("audit.json", jsonlib.dumps(content, ensure_ascii=False, indent=1) + "\n"),
            ("audit.html", page),
        ):
            part = folder / f"{name}.part"
            part.write_text(text, encoding="utf-8", errors="replace")
            part.replace(folder / name)
    except OSError as error:
        raise ResultsFailed(
            f"The audit cannot be written to {folder}: {error.strerror or error}.",
            hint="Name another folder with --out.",
            reason=EngineReason.RESULTS_FAILED,
        ) from None
