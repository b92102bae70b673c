"""From parts that the player hands over to packets: kept until their time is near, sent in order. No I/O."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ._player import Part
from ._sender import Sender
from ._tracks import TrackBytes


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

    def __init__(self, window: int, packet_bytes: int) -> None:
        """At most ``window`` packets of ``packet_bytes`` are under way without an answer."""
        self.sender = Sender(window, packet_bytes)
        self._coming: deque[_Coming] = deque()
        """By time: a step may be longer than the device looks ahead, and the next one must not wait behind it."""

    def clear(self, epoch: int) -> None:
        """Drop everything; what comes belongs to ``epoch``."""
        self._coming.clear()
        self.sender.restart(epoch)

    def hold(self, part: Part, tracks: Sequence[TrackBytes]) -> float | None:
        """Take a part as ``tracks``; returns when it is over, None where nothing of it is felt."""
        ends = []
        for track in tracks:
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
