"""`render`: what would be felt, as a picture, as sound, or as a file of another format."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.paths import find_file
from edge_runtime.playback import find_recording, load_recording
from edge_runtime.png import png
from edge_runtime.sanitize import sanitize
from edge_runtime.score import (
    Score,
    find_clip,
    load_clip,
    read_bytes,
    score_of_clip,
    score_of_recording,
    score_of_text,
)
from firmware_bridge.errors import BridgeReason, HapticsError, LexiconFileError
from firmware_bridge.formats import READABLE, WRITABLE, Format, capped, format_of, haptic_to_ahap, write_clip
from lexicon import Limits, picture, svg

from ._input import need_text
from ._options import MAX_LEVEL, Debug, Json, MaxLevel, option
from ._print import print_rows
from .play import no_tag, read_source

PICTURES = (".svg", ".png")
TEXT_ENDINGS = (".txt", ".md")
"""Files of text with tags, in a folder."""
MAX_FILES = 100_000
ENDINGS = (*PICTURES, *sorted(kind.value for kind in WRITABLE))


class Theme(str, Enum):
    """Of pictures."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


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
    job = _Job(theme, chunks, channels, Limits(max_level=max_level))
    path = None if source == "-" else find_file(need_text(source, "source"))
    if path is not None and path.is_dir():
        _folder(path, output, _ending(f".{(to or '').lstrip('.')}", "--to"), job, json=json)
        return
    ending = _ending(output.name if to is None else f".{to.lstrip('.')}", "-o")
    data, notes = job.file(source, path, ending)
    _write(output, data, path)
    rows = [{"file": str(output), "bytes": len(data), "losses": notes}]
    if json:
        print_rows(rows, (), json=True)
        return
    for note in notes:
        typer.echo(sanitize(note), err=True)


class _Job:
    """What is asked of every file alike."""

    def __init__(self, theme: Theme, chunks: bool, channels: int, limits: Limits) -> None:
        self._theme, self._chunks, self._channels, self._limits = theme, chunks, channels, limits

    def file(self, source: str, path: Path | None, ending: str) -> tuple[bytes, list[str]]:
        """Return what ``source`` becomes, and what was odd or got lost."""
        if path is not None and format_of(path.name) is Format.HAPTIC and ending == Format.AHAP.value:
            written = haptic_to_ahap(read_bytes(path), path.name, chunks=self._chunks)
            return written.data, [f"{loss.kind.value}: {loss.detail}" for loss in written.losses]
        score = self._score(source, path)
        notes = list(score.notes)
        if ending in PICTURES:
            return self._picture(score, source if path is None else path.name, ending), notes
        written = write_clip(score.timeline, score.layout, Format(ending), chunks=self._chunks, channels=self._channels)
        return written.data, notes + [f"{loss.kind.value}: {loss.detail}" for loss in written.losses]

    def _score(self, source: str, path: Path | None) -> Score:
        if path is not None:
            if (clip := load_clip(path)) is not None:
                return score_of_clip(clip)
            if (long := load_recording(path)) is not None:
                return score_of_recording(long)
        text = need_text(read_source(source, path), "source")
        name = "standard input" if source == "-" else source
        if (clip := find_clip(text.encode(), name)) is not None:
            return score_of_clip(clip)
        if (short := find_recording(text, name)) is not None:
            return score_of_recording(short)
        if (score := score_of_text(text, self._limits)) is None:
            raise no_tag()
        return score

    def _picture(self, score: Score, name: str, ending: str) -> bytes:
        foreign = score.program is None
        timeline = capped(score.timeline, self._limits.max_level) if foreign else score.timeline
        drawn = picture(
            timeline,
            layout=score.layout,
            program=score.program,
            limits=self._limits,
            wanted=score.timeline if foreign else score.wanted,
            title=sanitize(name).strip(),
        )
        if ending == ".png":
            return png(drawn, "dark" if self._theme is Theme.DARK else "light")
        return svg(drawn, None if self._theme is Theme.AUTO else self._theme.value).encode()


def _ending(name: str, flag: str) -> str:
    """The ending of ``name`` that says what is written; the longest counts. Raises InputUnusable."""
    fitting = [ending for ending in ENDINGS if name.lower().endswith(ending)]
    if not fitting:
        raise InputUnusable(
            f"{flag} does not say what to write.",
            hint=f"Name a format with {flag}, one of {' '.join(ENDINGS)}.",
            reason=EngineReason.BAD_INPUT,
        )
    return max(fitting, key=len)


def _folder(folder: Path, output: Path, ending: str, job: _Job, *, json: bool) -> None:
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
            _write(target, data, path)
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


def _write(target: Path, data: bytes, source: Path | None) -> None:
    """Write a file whole or not at all; never over what it is made from. Raises InputUnusable."""
    try:
        if source is not None and target.exists() and target.samefile(source):
            raise InputUnusable(
                f"{target.name!a} is what was to be read.", hint="Name another file.", reason=EngineReason.BAD_INPUT
            )
        if target.exists() and not target.is_file():  # such as /dev/stdout
            target.write_bytes(data)
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).chmod(0o666 & ~_umask())
                Path(file.name).replace(target)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise InputUnusable(
            f"{target.name!a} cannot be written: {error.strerror}.",
            hint="Name a file in a folder that exists and that you may write to.",
            reason=EngineReason.NOT_READABLE,
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _twice(target: Path, first: Path) -> InputUnusable:
    return InputUnusable(
        f"{target.name!a} was already made from {first.name!a}.",
        hint="Rename one of both.",
        reason=EngineReason.BAD_INPUT,
    )
