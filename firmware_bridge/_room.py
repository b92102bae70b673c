"""How soon tracks find room in a device's queue, which frees the oldest first and never one behind it. No I/O."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ._fit import size
from ._track_format import Segment
from ._wire import MAX_PACKET, MORE_HEAD, TRACK_HEAD

FREED_MS = 1
"""A track that is over is freed at the device's next tick."""
HURRY_MS = 250
"""How long before its time a track has to find room, so that neither a radio nor a busy host makes it late."""


class Need(NamedTuple):
    """What one packet of a track asks for."""

    segments: int
    """Room, with that of the packets before it."""
    ms: int
    """How long after the track's onset it is needed."""


class Held(Protocol):
    """What a queue knows of a track; `TrackBytes` is one."""

    @property
    def onset_ms(self) -> int: ...
    @property
    def duration_ms(self) -> int: ...
    @property
    def segments(self) -> int: ...
    @property
    def needs(self) -> Sequence[Need]: ...


@dataclass(frozen=True, slots=True)
class Room:
    """A device's queue."""

    tracks: int
    segments: int

    def spare_ms(self, tracks: Sequence[Held], every_ms: int) -> float:
        """How long before it is needed each packet of ``tracks`` finds room at least, where they come ``every_ms``.

        They are in the order in which they are sent. Negative where one is late by the queue alone; infinite where
        nothing ever has to wait.
        """
        held: deque[tuple[int, int]] = deque()
        used, free_ms, spare = 0, float("-inf"), float("inf")
        for late_ms in (0, every_ms):
            for track in tracks:
                onset_ms = track.onset_ms + late_ms
                for need in track.needs:
                    while held and (len(held) >= self.tracks or used + need.segments > self.segments):
                        end_ms, segments = held.popleft()
                        used -= segments
                        free_ms = max(free_ms, end_ms + FREED_MS)
                    spare = min(spare, onset_ms + need.ms - free_ms)
                held.append((onset_ms + track.duration_ms, track.segments))
                used += track.segments
        return spare


def needs(segments: Sequence[Segment], track_bytes: int) -> tuple[Need, ...]:
    """What each packet asks for, where a wire carries a track of so many bytes: half its own, rounded up."""
    found = [Need((min(track_bytes, MAX_PACKET - TRACK_HEAD) + 1) // 2, 0)]
    at, known_ms, count = track_bytes - 1 - sum(map(size, segments)), 0, 0
    start = MAX_PACKET - TRACK_HEAD
    for segment in segments:
        at += size(segment)
        if at > start:
            found.append(Need(count + (min(track_bytes - start, MAX_PACKET - MORE_HEAD) + 1) // 2, known_ms))
            start += MAX_PACKET - MORE_HEAD
        known_ms, count = known_ms + segment.ms, count + 1
    return tuple(found)
