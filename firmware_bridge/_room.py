"""How soon tracks find room in a device's queue, which frees the oldest first and never one behind it. No I/O."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

FREED_MS = 1
"""A track that is over is freed at the device's next tick."""
HURRY_MS = 250
"""How long before its time a track has to find room, so that neither a radio nor a busy host makes it late."""


class Held(Protocol):
    """What a queue knows of a track; `TrackBytes` is one."""

    @property
    def onset_ms(self) -> int: ...
    @property
    def duration_ms(self) -> int: ...
    @property
    def segments(self) -> int: ...
    @property
    def data(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Room:
    """A device's queue."""

    tracks: int
    segments: int

    def spare_ms(self, tracks: Sequence[Held], every_ms: int) -> float:
        """How long before its onset each of ``tracks`` finds room at least, where they come again ``every_ms``.

        They are in the order in which they are sent. Negative where one is late by the queue alone; infinite where
        nothing ever has to wait.
        """
        held: deque[tuple[int, int]] = deque()
        used, free_ms, spare = 0, float("-inf"), float("inf")
        for late_ms in (0, every_ms):
            for track in tracks:
                # What a packet asks for: half its bytes, beside the segments of those before it.
                need = len(track.data) // 2 + 1
                while held and (len(held) >= self.tracks or used + need > self.segments):
                    end_ms, segments = held.popleft()
                    used -= segments
                    free_ms = max(free_ms, end_ms + FREED_MS)
                onset_ms = track.onset_ms + late_ms
                held.append((onset_ms + track.duration_ms, track.segments))
                used += track.segments
                spare = min(spare, onset_ms - free_ms)
        return spare
