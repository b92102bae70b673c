"""From parts that the player hands over to packets: kept until their time is near, sent in order. No I/O."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from lexicon import Timeline

from . import _wire as wire
from ._player import Part
from ._room import Room
from ._sender import Sender
from ._tracks import ROOM, TrackBytes, encode_timeline

REMEMBERED = 128
"""Steps whose tracks are at hand."""
LEADS = 2.5
"""How many times the way to the device an answer may take before any round trip was measured."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A track that is not to be sent yet."""

    t_ms: int
    track: TrackBytes

    @property
    def end_ms(self) -> int:
        return self.t_ms + self.track.duration_ms


class Outbox:
    """Host times in ms; ``sender`` numbers what goes."""

    def __init__(self, window: int, packet_bytes: int, lead_ms: float) -> None:
        """At most ``window`` packets of ``packet_bytes`` are under way without an answer, each for ``lead_ms``."""
        self.sender = Sender(window, packet_bytes)
        self._lead_ms, self._room, self._carriers = lead_ms, ROOM, False
        self._encoded: dict[int, tuple[Timeline, tuple[TrackBytes, ...]]] = {}
        """By identity, which is known at once: the same step is compiled once."""
        self._coming: deque[_Coming] = deque()
        """By time: a step may be longer than the device looks ahead, and the next one must not wait behind it."""

    def clear(self, epoch: int) -> None:
        """Drop everything; what comes belongs to ``epoch``."""
        self._coming.clear()
        self.sender.restart(epoch)

    def welcome(self, hello: wire.HelloReply, epoch: int) -> None:
        """Begin with a device: tracks fit its room, and have carriers where its motors can choose them."""
        self.clear(epoch)
        self.sender.retry_ms = max(self.sender.retry_ms, LEADS * self._lead_ms)
        self.sender.tracks = hello.tracks
        self._room, self._carriers = Room(hello.tracks, hello.segments), hello.kind == wire.Kind.VCM
        self._encoded.clear()

    def prepare(self, timeline: Timeline) -> tuple[TrackBytes, ...]:
        """Encode what will be held; it is remembered for a while. Raises ValueError for more than eight motors."""
        known = self._encoded.get(id(timeline))
        if known is not None:
            return known[1]
        tracks = encode_timeline(timeline, carriers=self._carriers, room=self._room)
        if len(self._encoded) >= REMEMBERED:
            self._encoded.clear()
        self._encoded[id(timeline)] = timeline, tracks
        return tracks

    def hold(self, part: Part) -> float | None:
        """Take a part; returns when it is over, None where nothing of it is felt."""
        ends = []
        for track in self.prepare(part.timeline):
            coming = _Coming(part.t_ms + track.onset_ms, track)
            insort(self._coming, coming, key=lambda held: held.t_ms)
            ends.append(coming.end_ms)
        return max(ends, default=None)

    def let_go(self, until_ms: float, stamp_us: Callable[[float], int]) -> None:
        """Hand the sender what begins by ``until_ms``; ``stamp_us`` turns host times into device times."""
        while self._coming and self._coming[0].t_ms <= until_ms:
            coming = self._coming.popleft()
            self.sender.put(coming.track, stamp_us(coming.t_ms), coming.end_ms)

    def next_ms(self, ahead_ms: float) -> float | None:
        """When `let_go` has something to do for what begins ``ahead_ms`` later."""
        return self._coming[0].t_ms - ahead_ms if self._coming else None
