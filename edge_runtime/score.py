"""What a person names to be played or drawn, as one timeline: tags, a file of any format, or what was recorded."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from firmware_bridge._recording import Recording, is_recording
from firmware_bridge._replay import hold_timeline
from firmware_bridge.errors import BridgeReason, LexiconFileError
from firmware_bridge.formats import MAX_BYTES, READABLE, Clip, Format, format_of, read_clip, sniff
from firmware_bridge.formats._files import too_large
from lexicon import (
    GRID,
    Composer,
    Diagnostic,
    Ended,
    Halted,
    Layout,
    Limits,
    Parser,
    Program,
    Timeline,
    compile_program,
)


@dataclass(frozen=True, slots=True)
class Score:
    """One timeline and what is known of how it came about."""

    timeline: Timeline
    layout: Layout
    notes: tuple[str, ...] = ()
    """What was odd or was lost on the way, a clause each."""
    program: Program | None = None
    """For tags: all blocks one after the other."""
    wanted: Timeline | None = None
    """For tags: the same without the cap on levels."""


def score_of_text(text: str, limits: Limits) -> Score | None:
    """Lay text with tags out on the four motors of the grid, block after block; None when nothing in it is felt."""
    parser, composer = Parser(), Composer(limits)
    events = parser.feed(text) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    programs: list[Program] = []
    notes = [f"{d.code.value}: {d.detail}" for d in [*events, *changes] if isinstance(d, Diagnostic)]
    for change in changes:
        if isinstance(change, Ended):
            programs.append(change.program)
        elif isinstance(change, Halted) and change.cut is not None:
            programs.append(change.cut)
    items, zero = [], 0
    for program in programs:
        items += [replace(item, onset_ms=item.onset_ms + zero) for item in program.items]
        zero += program.duration_ms
    whole = Program(1, tuple(items))
    if not whole.steps:
        return None
    wanted = compile_program(whole, limits=replace(limits, max_level=1.0))
    return Score(compile_program(whole, limits=limits), GRID, tuple(notes), whole, wanted)


def score_of_clip(clip: Clip) -> Score:
    """A file's clip."""
    return Score(clip.timeline, clip.layout, tuple(f"{loss.kind.value}: {loss.detail}" for loss in clip.losses))


def score_of_recording(recording: Recording) -> Score:
    """What motors did, as holds."""
    changes = recording.changes
    return Score(hold_timeline(changes, 0, changes[-1].t_ms), recording.layout)


def find_clip(data: bytes, name: str) -> Clip | None:
    """Read a JSON document of a known format; None for anything else. Raises LexiconFileError."""
    kind = sniff(data)
    return None if kind is None else read_clip(data, kind, name)


def load_clip(path: Path, *, strict: bool = False) -> Clip | None:
    """Read the file at ``path`` if its name or, for ``.json``, what is in it says that it is of a known format.

    ``strict`` is that of `read_clip`.

    Raises LexiconFileError for one that is not in order, or that cannot be read.
    """
    kind = format_of(path.name)
    if kind not in READABLE or path.is_dir():
        return None
    data = read_bytes(path)
    if kind is Format.JSON and sniff(data) is None and is_recording(data.partition(b"\n")[0].decode(errors="replace")):
        return None
    return read_clip(data, kind, path.name, strict=strict)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds. Raises LexiconFileError, also for one that is larger than any format may be."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                size = os.fstat(file.fileno()).st_size  # 0 for what only streams
                raise too_large(path.name, size or None)
            return data
    except OSError as error:
        raise LexiconFileError(
            f"{path.name!a} cannot be read: {error.strerror}.",
            hint="Give a file that exists and that you may read.",
            reason=BridgeReason.CANNOT_OPEN,
        ) from error
