"""A recording or a clip played on a bridge, piece after piece: one plays while the next one waits."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path

from firmware_bridge import Bridge, BridgeEvent, Finished, Stopped
from firmware_bridge._recording import MAX_LINE, Recording, is_recording, read_recording
from firmware_bridge._replay import Piece, fitted, pieces
from firmware_bridge.formats import Clip, capped
from firmware_bridge.formats import fitted as fitted_clip
from firmware_bridge.formats import pieces as clip_pieces

LEAD_IN_MS = 20
"""Silence before the first level, so that it is on its way when its time comes."""


def find_recording(text: str, name: str) -> Recording | None:
    """Read what ``text`` holds if it begins like a recording or a trace, else None. Raises as `load_recording`."""
    lines = list(io.StringIO(text))  # at newlines alone
    return read_recording(lines, name) if lines and is_recording(lines[0]) else None


def load_recording(path: Path) -> Recording | None:
    """Read the file at ``path`` if it begins like a recording or a trace; None for anything else.

    Raises LexiconFileError that names the line for what is wrong in it.
    """
    if not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            if not is_recording(file.readline(MAX_LINE)):
                return None
            file.seek(0)
            return read_recording(iter(lambda: file.readline(MAX_LINE), ""), path.name)
    except OSError:
        return None  # whoever reads it as text says so


class Playback:
    """Plays one recording or clip. Give it to the bridge as (a part of) its callback, then `play`."""

    def __init__(self, source: Recording | Clip) -> None:
        """Nothing is played yet."""
        self.begun = 0
        """Pieces that were handed over."""
        self._source = source
        self._bridge: Bridge | None = None
        self._pieces: Iterator[Piece] = iter(())
        self._over = False
        # A callback may come while another thread, or this one further up, hands a piece over.
        self._lock = threading.RLock()

    def misfit(self, bridge: Bridge) -> str | None:
        """Say how what was made for other motors is played; None where there are as many, or one for all."""
        recorded, present = len(self._source.layout), len(bridge.layout)
        if recorded == present or (recorded == 1 and isinstance(self._source, Clip)):
            return None
        return f"recorded on {recorded} motors, played on {present}: each does what was recorded nearest to its place"

    def play(self, bridge: Bridge) -> None:
        """Play to the end, or until somebody stops the bridge. Raises what `Bridge.drained` raises."""
        self._bridge = bridge
        if isinstance(self._source, Clip):
            timeline = capped(fitted_clip(self._source, bridge.layout), bridge.max_level)
            self._pieces = clip_pieces(timeline, lead_in_ms=LEAD_IN_MS)
        else:
            self._pieces = pieces(fitted(self._source, bridge.layout), lead_in_ms=LEAD_IN_MS)
        for _ in range(2):
            self._hand_over()
        while bridge.drained() and not self._over:
            pass

    def __call__(self, event: BridgeEvent) -> None:
        """Take one event of the bridge: where a piece ended there is room for the next."""
        if isinstance(event, Finished):
            self._hand_over()
        elif isinstance(event, Stopped) and event.program_id is None:
            self.leave()

    def leave(self) -> None:
        """Hand no more over."""
        self._over = True

    def _hand_over(self) -> None:
        with self._lock:
            piece = None if self._over or self._bridge is None else next(self._pieces, None)
            if piece is None or self._bridge is None:
                self._over = True
                return
            self.begun += 1
            number = self.begun
            self._bridge.begin(number)
            for onset_ms, timeline in piece.steps:
                self._bridge.append(number, onset_ms, timeline)
            self._bridge.end(number, piece.duration_ms)
