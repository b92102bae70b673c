"""Tracks on their way to the device: in order, again where one was lost, no more than it has room for. No I/O."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from ._tracks import TrackBytes, packets
from ._wire import Status, StatusReason

RETRY_FLOOR_MS = 20.0
"""An answer is not waited for less than this: a host that is busy answers late too."""
FULL_RETRY_MS = 20.0
"""How soon a packet that did not fit is offered again, where nobody knows when there will be room."""
FREED_MS = 1.0
"""A track that is over is freed at the device's next tick."""


@dataclass(slots=True)
class _Waiting:
    """One packet that the device has not taken yet."""

    data: bytes
    segments: int
    """Room that the device wants to have for it."""
    end_ms: float | None
    """When its track is over; None for all but a track's first packet."""
    sent: bool = False


class Sender:
    """A go-back-N sender of one epoch after another. Times are the host's, in ms."""

    def __init__(self, window: int, packet_bytes: int) -> None:
        """At most ``window`` packets, of ``packet_bytes`` at most, are under way without an answer."""
        self.retry_ms = 4 * RETRY_FLOOR_MS
        """How long an answer is waited for."""
        self.resent = 0
        """Packets that were sent again, in all."""
        self._window, self._packet_bytes = window, packet_bytes
        self._queue: deque[_Waiting] = deque()
        """From ``_first_seq`` on."""
        self._ends: deque[float] = deque()
        """Of the tracks that the device holds, in its order: it frees the oldest first."""
        self._sent_ms = 0.0
        self.restart(0)

    @property
    def idle(self) -> bool:
        """The device has taken everything."""
        return not self._queue

    @property
    def under_way(self) -> int:
        """Packets that were sent and not answered."""
        return sum(item.sent for item in self._queue)

    def took(self, round_trip_ms: float) -> None:
        """Wait for answers as the quickest round trip of late suggests."""
        self.retry_ms = max(self.retry_ms / 2, 2 * RETRY_FLOOR_MS, 4 * round_trip_ms)

    def restart(self, epoch: int) -> None:
        """Drop everything; ``epoch`` begins with number 0, and with an empty device."""
        self._queue.clear()
        self._ends.clear()
        self._epoch = epoch
        self._next_seq = self._first_seq = 0
        self._held_until_ms: float | None = None
        self._gap: tuple[int, float] | None = None
        """The number that was missing last, and until when its repeat is on its way."""
        self._room: tuple[int, int] | None = None
        """Free tracks and segments, as the device said last; None while it has said nothing."""

    def put(self, track: TrackBytes, t0_us: int, end_ms: float) -> None:
        """Queue one track that starts at ``t0_us`` (device time, modulo 2^32) and is over at ``end_ms``."""
        head = 7
        for data in packets(track, self._next_seq, self._epoch, t0_us, self._packet_bytes):
            self._queue.append(_Waiting(data, (len(data) - head + 1) // 2, end_ms if head == 7 else None))
            self._next_seq = (self._next_seq + 1) % 256
            head = 3

    def due(self, now_ms: float) -> list[bytes]:
        """Return the packets that are to be sent now."""
        offered = False
        if self._held_until_ms is not None:
            if now_ms < self._held_until_ms:
                return []
            self._held_until_ms, offered = None, True
        elif self.under_way and now_ms >= self._sent_ms + self.retry_ms:
            self._forget_sent()
        found: list[bytes] = []
        for item in list(self._queue)[: self._window]:
            if item.sent:
                continue
            if not (self._fits(item) or (offered and not self.under_way)):
                if not self.under_way:
                    self._hold(now_ms)
                break
            item.sent = True
            found.append(item.data)
        if found:
            self._sent_ms = now_ms
        return found

    def answered(self, status: Status, now_ms: float) -> None:
        """Take what the device says: what it has taken is forgotten, what it missed is sent again."""
        if status.epoch != self._epoch:
            return
        taken = (status.seq - self._first_seq) % 256
        if taken > self.under_way:
            return
        for _ in range(taken):
            item = self._queue.popleft()
            if item.end_ms is not None:
                self._ends.append(item.end_ms)
        self._room = (status.free_tracks, status.free_segments)
        if taken:
            self._first_seq = status.seq
            self._sent_ms = now_ms
            self._held_until_ms = None
        if status.reason == StatusReason.FULL:
            self._forget_sent()
            self._hold(now_ms)
        elif self._held_until_ms is not None:
            if self._queue and self._fits(self._queue[0]):
                self._held_until_ms = None
        elif status.reason == StatusReason.GAP and (
            self._gap is None or self._gap[0] != status.seq or now_ms >= self._gap[1]
        ):
            # Once for each loss: all that follows a gap is refused too.
            self._gap = (status.seq, now_ms + self.retry_ms)
            self._forget_sent()

    def next_deadline(self) -> float | None:
        """Say when `due` has something to do; None when that depends on what comes."""
        if self._held_until_ms is not None:
            return self._held_until_ms
        waiting = next((item for item in list(self._queue)[: self._window] if not item.sent), None)
        if waiting is not None and (self._fits(waiting) or not self.under_way):
            return self._sent_ms
        return self._sent_ms + self.retry_ms if self._queue else None

    def _fits(self, item: _Waiting) -> bool:
        """Whether there is room for it behind what is under way, as far as the device has said."""
        if self._room is None:
            return True
        ahead = [other for other in self._queue if other.sent]
        tracks = sum(other.end_ms is not None for other in (*ahead, item))
        return tracks <= self._room[0] and sum(other.segments for other in (*ahead, item)) <= self._room[1]

    def _hold(self, now_ms: float) -> None:
        """Wait until the oldest track in the device is over, and its room is free."""
        while self._ends and self._ends[0] + FREED_MS <= now_ms:
            self._ends.popleft()
        self._held_until_ms = self._ends[0] + FREED_MS if self._ends else now_ms + FULL_RETRY_MS

    def _forget_sent(self) -> None:
        for item in self._queue:
            self.resent += item.sent
            item.sent = False
