"""Tracks on their way to the device: in order, again where one was lost, no more than it has room for. No I/O."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice

from ._room import FREED_MS
from ._tracks import ROOM, TrackBytes, packets
from ._wire import Status, StatusReason

RETRY_FLOOR_MS = 40.0
"""An answer is not waited for less than this: a host that is busy answers late too."""
PATIENT_AFTER = 3
"""After so many silences in a row each further one doubles the wait: a slow way is not to be flooded."""
MOST_RETRY_MS = 1000.0
"""As far as this."""
FULL_RETRY_MS = 20.0
"""How soon a packet that did not fit is offered again, where nobody knows when there will be room."""
AGAIN_MS = 2.0
"""How soon it is offered again where a track should be over, and the device says that it is not: clocks differ."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One packet that the device has not taken yet."""

    data: bytes
    segments: int
    """Room that the device wants to have for it."""
    held: _Held | None
    """What the device holds once it has taken it; None for all but a track's first packet."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A track in the device's queue."""

    end_ms: float
    segments: int


class Sender:
    """A go-back-N sender of one epoch after another. Times are the host's, in ms."""

    def __init__(self, window: int, packet_bytes: int) -> None:
        """At most ``window`` packets, of ``packet_bytes`` at most, are under way without an answer."""
        self.retry_ms = 2 * RETRY_FLOOR_MS
        """How long an answer is waited for."""
        self.tracks = ROOM.tracks
        """Room of the device, when it is empty."""
        self.resent = 0
        """Packets that were sent again, in all."""
        self.under_way = 0
        """Packets that were sent and not answered: the first of the queue."""
        self._window, self._packet_bytes = window, packet_bytes
        self._queue: deque[_Waiting] = deque()
        """From ``_first_seq`` on."""
        self._held: deque[_Held] = deque()
        """Tracks in the device, in its order, when it answered last: it frees the oldest first."""
        self._sent_ms = self._now_ms = 0.0
        self.restart(0)

    @property
    def idle(self) -> bool:
        """The device has taken everything."""
        return not self._queue

    def took(self, slow_trip_ms: float) -> None:
        """Wait for answers as the slow round trips of late suggest: quick ones say nothing of a radio's interval."""
        self.retry_ms = max(self.retry_ms / 2, RETRY_FLOOR_MS, 2 * slow_trip_ms)

    def restart(self, epoch: int) -> None:
        """Drop everything; ``epoch`` begins with number 0, and with an empty device."""
        self._queue.clear()
        self._held.clear()
        self._epoch = epoch
        self._next_seq = self._first_seq = 0
        self.under_way = self._tried = 0
        """``_tried`` were sent at all: an answer may come to any of them."""
        self._silences = 0
        """How often in a row no answer came in time: then one packet finds out what the device has."""
        self._held_until_ms: float | None = None
        self._gap: tuple[int, float] | None = None
        """The number that was missing last, and until when its repeat is on its way."""
        self._room: tuple[int, int] | None = None
        """Free tracks and segments, as the device said last; None while it has said nothing."""

    def put(self, track: TrackBytes, t0_us: int, end_ms: float) -> None:
        """Queue one track that starts at ``t0_us`` (device time, modulo 2^32) and is over at ``end_ms``."""
        head = 7
        for data in packets(track, self._next_seq, self._epoch, t0_us, self._packet_bytes):
            held = _Held(end_ms, track.segments) if head == 7 else None
            self._queue.append(_Waiting(data, (len(data) - head + 1) // 2, held))
            self._next_seq = (self._next_seq + 1) % 256
            head = 3

    def due(self, now_ms: float) -> list[bytes]:
        """Return the packets that are to be sent now."""
        self._now_ms = now_ms
        offered = False
        if self._held_until_ms is not None:
            if now_ms < self._held_until_ms:
                return []
            self._held_until_ms, offered = None, True
        elif self.under_way and now_ms >= self._late_ms:
            self.under_way, self._silences = 0, self._silences + 1
        found: list[bytes] = []
        first = self.under_way
        for item in list(islice(self._queue, first, self._most)):
            if not (self._fits(item, self._free()) or (offered and not self.under_way)):
                if not self.under_way:
                    freed_ms = self._freed_ms()
                    self._held_until_ms = now_ms + FULL_RETRY_MS if freed_ms is None else freed_ms
                break
            self.under_way += 1
            found.append(item.data)
        self.resent += max(0, min(self._tried, self.under_way) - first)
        self._tried = max(self._tried, self.under_way)
        if found:
            self._sent_ms = now_ms
        return found

    def answered(self, status: Status, now_ms: float) -> None:
        """Take what the device says: what it has taken is forgotten, what it missed is sent again."""
        if status.epoch != self._epoch:
            return
        taken = (status.seq - self._first_seq) % 256
        if taken > self._tried:
            return
        self._now_ms, self._silences = now_ms, 0
        self.under_way, self._tried = max(0, self.under_way - taken), self._tried - taken
        for _ in range(taken):
            item = self._queue.popleft()
            if item.held is not None:
                self._held.append(item.held)
        self._room = (status.free_tracks, status.free_segments)
        while len(self._held) > self.tracks - status.free_tracks:
            self._held.popleft()
        if taken:
            self._first_seq = status.seq
            self._sent_ms = now_ms
            self._held_until_ms = None
        if status.reason == StatusReason.FULL:
            self.under_way = 0
            self._held_until_ms = now_ms + self._full_ms()
        elif self._held_until_ms is not None:
            if self._queue and self._fits(self._queue[0], self._room):
                self._held_until_ms = None
        elif status.reason == StatusReason.GAP and (
            self._gap is None or self._gap[0] != status.seq or now_ms >= self._gap[1]
        ):
            # Once for each loss: all that follows a gap is refused too.
            self._gap = (status.seq, now_ms + self.retry_ms)
            self.under_way = 0

    def next_deadline(self) -> float | None:
        """Say when `due` has something to do; None when that depends on what comes."""
        if self._held_until_ms is not None:
            return self._held_until_ms
        waiting = next(islice(self._queue, self.under_way, self._most), None)
        if waiting is None or (self.under_way and not self._fits(waiting, self._free())):
            late_ms = self._late_ms if self._queue else None
            freed_ms = self._freed_ms() if waiting else None
            return min((ms for ms in (late_ms, freed_ms) if ms is not None), default=None)
        return self._sent_ms

    @property
    def _most(self) -> int:
        return 1 if self._silences else self._window

    @property
    def _late_ms(self) -> float:
        """When an answer is overdue."""
        longer = 1 << min(max(0, self._silences - PATIENT_AFTER), 5)
        return self._sent_ms + max(self.retry_ms, min(self.retry_ms * longer, MOST_RETRY_MS))

    def _fits(self, item: _Waiting, free: tuple[int, int] | None) -> bool:
        """Whether there is room for it behind what is under way, where so many tracks and segments are free."""
        if free is None:
            return True
        ahead = list(islice(self._queue, self.under_way))
        tracks = sum(other.held is not None for other in (*ahead, item))
        return tracks <= free[0] and sum(other.segments for other in (*ahead, item)) <= free[1]

    def _free(self) -> tuple[int, int] | None:
        """What the device said, and what must have become free since then; None while it has said nothing."""
        if self._room is None:
            return None
        tracks, segments = self._room
        for held in self._held:
            if held.end_ms + FREED_MS > self._now_ms:
                break
            tracks, segments = tracks + 1, segments + held.segments
        return tracks, segments

    def _freed_ms(self) -> float | None:
        """When the next track in the device is over, and its room is free; None when nobody knows."""
        return next((held.end_ms + FREED_MS for held in self._held if held.end_ms + FREED_MS > self._now_ms), None)

    def _full_ms(self) -> float:
        """For how long it stays full: until the oldest track is over, or as long again as it should have been."""
        if not self._held:
            return FULL_RETRY_MS
        over_ms = self._now_ms - self._held[0].end_ms - FREED_MS
        return -over_ms if over_ms < 0 else min(max(AGAIN_MS, over_ms), FULL_RETRY_MS)
