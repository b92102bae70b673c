"""`play`: touch without a model: tags, a file of any format, or what was recorded."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from edge_runtime.paths import find_file
from edge_runtime.performer import Performer, Watcher
from edge_runtime.playback import Playback, find_recording, load_recording
from edge_runtime.score import find_clip, load_clip
from edge_runtime.screen import open_screen
from firmware_bridge import BridgeEvent
from firmware_bridge.errors import BridgeReason, LexiconFileError
from firmware_bridge.formats import Loss
from lexicon import Limits, Parser, Tag, Unknown

from ._input import need_text, read_text
from ._options import MAX_LEVEL, Debug, Device, Json, MaxLevel, Offline, ShowTags, Stats, TimeScale, Trace
from ._signals import signals
from ._stage import Ending, bridge_for, record_session, recording


def play(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Tags as text, a file of them, a haptic file (.haptic, .ahap, .hjif and more), a recording (file:), "
            "a trace (--trace), or - for standard input.",
        ),
    ],
    device: Device = "mock:",
    trace: Trace = None,
    time_scale: TimeScale = 1.0,
    max_level: MaxLevel = MAX_LEVEL,
    show_tags: ShowTags = True,
    stats: Stats = False,
    offline: Offline = False,  # noqa: ARG001
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Play tags, a haptic file, or again what was recorded; what is odd is said on stderr."""
    text, playback, losses = _load(need_text(source, "source"))
    with ExitStack() as stack:
        record = stack.enter_context(recording(trace, json=json))
        ending = stack.enter_context(Ending(record))

        def interrupt() -> None:
            if playback:
                playback.leave()
            if ending.bridge:
                ending.bridge.stop("person")

        def on_event(event: BridgeEvent) -> None:
            watcher(event)
            if playback:
                playback(event)

        stack.enter_context(signals(interrupt))
        watcher = Watcher(record)
        bridge = ending.bridge = bridge_for(device, time_scale, max_level, on_event)
        screen = watcher.screen = open_screen(bridge.layout, json=json, motors=True)
        record_session(record, device=device, haptics=True)
        stack.enter_context(bridge)
        stack.enter_context(screen)
        if playback:
            for loss in losses:
                screen.note(f"{loss.kind.value}: {loss.detail}")
            if note := playback.misfit(bridge):
                screen.note(note)
            playback.play(bridge)
            ending.blocks = playback.begun
        else:
            limits = Limits(max_level=max_level)
            performer = Performer(screen, record, bridge, limits, show_tags=show_tags, wait_for_room=True)
            performer.feed(text)
            performer.finish()
            ending.blocks = len(performer.programs)
            bridge.drained()
    if stats:
        typer.echo(f"{ending.blocks} blocks, {bridge.played_ms} ms felt, {bridge.late} late", err=True)


def _load(source: str) -> tuple[str, Playback | None, tuple[Loss, ...]]:
    """Return the text with tags that ``source`` is or names, or what plays the recording or clip that it names.

    A clip comes with what was lost when it was read. Raises InputUnusable, LexiconFileError.
    """
    path = None if source == "-" else find_file(source)
    if path is not None:
        if (clip := load_clip(path)) is not None:
            return "", Playback(clip), clip.losses
        if (long := load_recording(path)) is not None:
            return "", Playback(long), ()
    text = need_text(read_source(source, path), "source")
    name = "standard input" if source == "-" else source
    if (clip := find_clip(text.encode(), name)) is not None:
        return "", Playback(clip), clip.losses
    if (short := find_recording(text, name)) is not None:
        return "", Playback(short), ()
    parser = Parser()
    if not any(isinstance(event, (Tag, Unknown)) for event in parser.feed(text) + parser.finish()):
        raise no_tag()
    return text, None, ()


def no_tag() -> LexiconFileError:
    """The error for text in which nothing is felt."""
    return LexiconFileError(
        "There is no tag in what was to be played.",
        hint='Try: edge-haptics play "[feel_calm]"',
        reason=BridgeReason.INVALID_FILE,
    )


def read_source(source: str, path: Path | None) -> str:
    """Return the text that ``source`` is or names. Raises InputUnusable, LexiconFileError."""
    if source == "-":
        return read_text("-")
    if path is None:
        if "[" not in source and " " not in source.strip() and Path(source[-16:]).suffix:
            raise LexiconFileError(
                f"There is no file {source}.",
                hint='Name a file of text with tags, or give tags as text: "[feel_calm]"',
                reason=BridgeReason.NOT_FOUND,
            )
        return source
    return read_text(source)
