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

    def spare_ms(self, tracks: Sequence[Held], end_ms: int) -> float:
        """How long before it is needed each packet of ``tracks`` finds room at least, whatever comes before and after.

        They are in the order in which they are sent. What comes before them keeps half of the queue until 0, and what
        follows them needs half of it at ``end_ms``; who keeps to that on both sides is never in the way of others.
        Negative where one is late by the queue alone.
        """
        others = _others(self.tracks // 2, self.segments // 2)
        held: deque[tuple[int, int]] = deque((0, segments) for segments in others)
        used, free_ms, spare = sum(others), float("-inf"), float("inf")
        wanted = [(track.onset_ms, track.needs, track.duration_ms, track.segments) for track in tracks]
        wanted += [(end_ms, (Need(segments, 0),), 0, segments) for segments in others]
        for onset_ms, needed, duration_ms, count in wanted:
            for need in needed:
                while held and (len(held) >= self.tracks or used + need.segments > self.segments):
                    over_ms, segments = held.popleft()
                    used -= segments
                    free_ms = max(free_ms, over_ms + FREED_MS)
                spare = min(spare, onset_ms + need.ms - free_ms)
            held.append((onset_ms + duration_ms, count))
            used += count
        return spare

    def half_holds(self, tracks: Sequence[Held]) -> bool:
        """Whether ``tracks`` ask for half of it at most, so that as many others are there at the same time."""
        used = 0
        for track in tracks:
            if any(used + need.segments > self.segments // 2 for need in track.needs):
                return False
            used += track.segments
        return len(tracks) <= self.tracks // 2


def _others(tracks: int, segments: int) -> list[int]:
    """The segments of each of so many tracks."""
    return [segments // tracks + (k < segments % tracks) for k in range(tracks)]


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
