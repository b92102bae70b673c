"""`render`: what would be felt, as a picture, as sound, or as a file of another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edge_runtime.paths import find_file
from edge_runtime.sanitize import sanitize
from lexicon import Limits

from ._input import need_text
from ._options import MAX_LEVEL, Debug, Json, MaxLevel, option
from ._print import print_rows
from ._render_folder import render_folder
from ._render_job import ENDINGS, Job, Theme, ending_of, write


def render(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Tags as text, a file of them, a haptic file, a recording, a folder of these, or - for stdin.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"What to write, by its ending: {' '.join(ENDINGS)}; for a folder, a folder.",
        ),
    ],
    to: Annotated[
        str | None,
        option("--to", "For a folder: the ending that its files get, e.g. ahap.", metavar="ENDING", envvar=None),
    ] = None,
    theme: Annotated[
        Theme, option("--theme", "Colours of a picture; auto is light, in an .svg whatever the reader has.")
    ] = Theme.AUTO,
    chunks: Annotated[bool, option("--chunks", "Cut the curves of an .ahap to 16 points, for old releases.")] = False,
    channels: Annotated[int, option("--channels", "Of a .wav: 2 for headphones, or 4, one a motor.", min=2, max=4)] = 4,
    max_level: MaxLevel = MAX_LEVEL,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Draw, sound or convert tags and haptic files; what gets lost on the way is said on stderr."""
    job = Job(theme, chunks, channels, Limits(max_level=max_level))
    path = None if source == "-" else find_file(need_text(source, "source"))
    if path is not None and path.is_dir():
        render_folder(path, output, ending_of(f".{(to or '').lstrip('.')}", "--to"), job, json=json)
        return
    ending = ending_of(output.name if to is None else f".{to.lstrip('.')}", "-o")
    data, notes = job.file(source, path, ending)
    write(output, data, path)
    rows = [{"file": str(output), "bytes": len(data), "losses": notes}]
    if json:
        print_rows(rows, (), json=True)
        return
    for note in notes:
        typer.echo(sanitize(note), err=True)
