"""Tracks on their way to the device: in order, again where one was lost, no more than it has room for. No I/O."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from ._tracks import TrackBytes, packets
from ._wire import Status, StatusReason

RETRY_FLOOR_MS = 20.0
"""An answer is not waited for less than this: a host that is busy answers late too."""
FULL_RETRY_MS = 20.0
"""How soon a packet that did not fit is offered again."""


@dataclass(slots=True)
class _Waiting:
    """One packet that the device has not taken yet."""

    data: bytes
    sent: bool = False


class Sender:
    """A go-back-N sender of one epoch after another. Times are the host's, in ms."""

    def __init__(self, window: int, packet_bytes: int) -> None:
        """At most ``window`` packets, of ``packet_bytes`` at most, are under way without an answer."""
        self.retry_ms = 4 * RETRY_FLOOR_MS
        """How long an answer is waited for; set it from the round trip."""
        self.resent = 0
        """Packets that were sent again, in all."""
        self._window, self._packet_bytes = window, packet_bytes
        self._epoch = 0
        self._next_seq = 0
        self._first_seq = 0
        self._queue: deque[_Waiting] = deque()
        """From ``_first_seq`` on."""
        self._held_until_ms: float | None = None
        self._gap: tuple[int, float] | None = None
        """The number that was missing last, and until when its repeat is on its way."""
        self._sent_ms = 0.0

    @property
    def idle(self) -> bool:
        """The device has taken everything."""
        return not self._queue

    @property
    def under_way(self) -> int:
        """Packets that were sent and not answered."""
        return sum(item.sent for item in self._queue)

    def restart(self, epoch: int) -> None:
        """Drop everything; ``epoch`` begins with number 0."""
        self._queue.clear()
        self._epoch = epoch
        self._next_seq = self._first_seq = 0
        self._held_until_ms = self._gap = None

    def put(self, track: TrackBytes, t0_us: int) -> None:
        """Queue one track that starts at ``t0_us`` (device time, modulo 2^32)."""
        for data in packets(track, self._next_seq, self._epoch, t0_us, self._packet_bytes):
            self._queue.append(_Waiting(data))
            self._next_seq = (self._next_seq + 1) % 256

    def due(self, now_ms: float) -> list[bytes]:
        """Return the packets that are to be sent now."""
        if self._held_until_ms is not None:
            if now_ms < self._held_until_ms:
                return []
            self._held_until_ms = None
            self._forget_sent()
        elif self.under_way and now_ms >= self._sent_ms + self.retry_ms:
            self._forget_sent()
        found: list[bytes] = []
        for index, item in enumerate(self._queue):
            if index >= self._window:
                break
            if not item.sent:
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
        if 0 < taken <= self.under_way:
            for _ in range(taken):
                self._queue.popleft()
            self._first_seq = status.seq
            self._sent_ms = now_ms
            self._held_until_ms = None
        elif taken:
            return
        if status.reason == StatusReason.FULL:
            self._held_until_ms = now_ms + FULL_RETRY_MS
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
        if any(not item.sent for item in list(self._queue)[: self._window]):
            return self._sent_ms
        return self._sent_ms + self.retry_ms if self._queue else None

    def _forget_sent(self) -> None:
        for item in self._queue:
            self.resent += item.sent
            item.sent = False
