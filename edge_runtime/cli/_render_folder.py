"""All files of a folder, converted in one call."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.sanitize import sanitize
from firmware_bridge.errors import BridgeReason, HapticsError, LexiconFileError
from firmware_bridge.formats import READABLE, format_of

from ._print import print_rows
from ._render_job import Job, write

TEXT_ENDINGS = (".txt", ".md")
"""Files of text with tags, in a folder."""
MAX_FILES = 100_000


def render_folder(folder: Path, output: Path, ending: str, job: Job, *, json: bool) -> None:
    """Convert each file of ``folder``; one that is not in order is said, left out, and the rest goes on.

    Raises LexiconFileError at the end when there was one.
    """
    files = list(_sources(folder))
    if not files:
        raise LexiconFileError(
            f"There is no file that can be read in {folder.name!a}.",
            hint="Give a folder of haptic files, or of .txt and .md files with tags.",
            reason=BridgeReason.NOT_FOUND,
        )
    rows: list[dict[str, object]] = []
    failed = 0
    targets: dict[Path, Path] = {}
    for path in _progress(files):
        target = output / path.relative_to(folder).with_name(_stem(path) + ending)
        row: dict[str, object] = {"file": str(path), "written": str(target), "losses": [], "error": None}
        try:
            if target in targets:
                raise _twice(target, targets[target])
            data, notes = job.file(str(path), path, ending)
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, data, path)
            row["losses"] = notes
            targets[target] = path
        except (HapticsError, OSError) as error:
            failed += 1
            row |= {"written": None, "error": str(error)}
            if not json:
                typer.echo(sanitize(f"{path.name}: {error}"), err=True)
        rows.append(row)
    if json:
        print_rows(rows, (), json=True)
    else:
        lossy = sum(bool(row["losses"]) for row in rows)
        told = f", {lossy} of them with losses (--json names them)" if lossy else ""
        typer.echo(f"{len(rows) - failed} of {len(rows)} files written to {sanitize(str(output))}{told}", err=True)
    if failed:
        raise LexiconFileError(
            f"{failed} of {len(rows)} files could not be converted.",
            hint="Mend those that are named above; the others were written.",
            reason=BridgeReason.INVALID_FILE,
        )


def _sources(folder: Path) -> Iterator[Path]:
    """The files of a folder, and of folders in it, that have an ending that is read; by name."""
    found = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (format_of(path.name) in READABLE or path.suffix.lower() in TEXT_ENDINGS):
            found += 1
            if found > MAX_FILES:
                raise LexiconFileError(
                    f"There are more than {MAX_FILES} files in {folder.name!a}.",
                    hint="Convert a folder of it at a time.",
                    reason=BridgeReason.INVALID_FILE,
                )
            yield path


def _stem(path: Path) -> str:
    """A file's name without the ending that says its format."""
    kind = format_of(path.name)
    return path.name[: -len(kind.value)] if kind else path.stem


def _progress(files: list[Path]) -> Iterator[Path]:
    """Give each file; on a terminal a bar on stderr shows how far it is."""
    if not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description="converting", console=Console(stderr=True), transient=True)


def _twice(target: Path, first: Path) -> InputUnusable:
    return InputUnusable(
        f"{target.name!a} was already made from {first.name!a}.",
        hint="Rename one of both.",
        reason=EngineReason.BAD_INPUT,
    )
