"""What a source becomes: a picture, sound, or a file of another format."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from edge_runtime.errors import EngineReason, InputUnusable
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
from edge_runtime.whole_file import whole_file
from firmware_bridge.formats import WRITABLE, Format, capped, format_of, haptic_to_ahap, write_clip
from lexicon import Limits, picture, svg

from ._input import need_text
from .play import no_tag, read_source

PICTURES = (".svg", ".png")
ENDINGS = (*PICTURES, *sorted(kind.value for kind in WRITABLE))


class Theme(str, Enum):
    """Of pictures."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Job:
    """What is asked of every file alike."""

    def __init__(self, theme: Theme, chunks: bool, channels: int, limits: Limits) -> None:
        """``chunks`` holds for an .ahap, ``channels`` for a .wav."""
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


def ending_of(name: str, flag: str) -> str:
    """The ending of ``name`` that says what is written; the longest counts. Raises InputUnusable."""
    fitting = [ending for ending in ENDINGS if name.lower().endswith(ending)]
    if not fitting:
        raise InputUnusable(
            f"{flag} does not say what to write.",
            hint=f"Name a format with {flag}, one of {' '.join(ENDINGS)}.",
            reason=EngineReason.BAD_INPUT,
        )
    return max(fitting, key=len)


def write(target: Path, data: bytes, source: Path | None) -> None:
    """Write a file whole or not at all; never over what it is made from. Raises InputUnusable."""
    try:
        if source is not None and target.exists() and target.samefile(source):
            raise InputUnusable(
                f"{target.name!a} is what was to be read.", hint="Name another file.", reason=EngineReason.BAD_INPUT
            )
        if target.exists() and not target.is_file():  # such as /dev/stdout
            target.write_bytes(data)
            return
        with whole_file(target, replace=True, sync=False) as part:
            part.write_bytes(data)
    except OSError as error:
        raise InputUnusable(
            f"{target.name!a} cannot be written: {error.strerror}.",
            hint="Name a file in a folder that exists and that you may write to.",
            reason=EngineReason.NOT_READABLE,
        ) from error
