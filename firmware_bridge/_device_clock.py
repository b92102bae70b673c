"""When to ask a device for its time, and the clock that touch is stamped with. Host times in ms. No I/O."""

from __future__ import annotations

from . import _wire as wire
from ._link import Link
from ._sync import ClockSync

PROBES = {False: 8, True: 32}
"""Time probes before playing: where a round trip is even, and where only the fastest of many ways up is right."""
PROBES_WELL = 128
"""After so many a radio's is as well known as it gets: the fastest is hardly ever 2 ms slow even at intervals of 50."""
PROBE_GAP_MS = {False: 2.0, True: 11.3}
"""One-way probes meet the radio's slots at different moments, since no slot is a multiple of this."""
PROBE_WELL_MS = 23.7
"""From the first that is good enough on until it is well known: half of such a link is left to others."""
PROBE_EVERY_MS = {False: 1500, True: 200}
"""And later, to follow the drift; it is also the sign of life at rest. Over a radio the fastest of few is not fast."""
MOST_UNANSWERED = {False: 8, True: 64}
"""Probes whose answers are waited for, before and after it is well known: a slow link is not flooded."""
LOST_MS = 1000
"""An answer that has not come for so long does not come: longer than any round trip that could still play."""
SLEW = 2e-4
"""How fast the clock of what plays moves towards a better estimate: in 9 s less than 2 ms, which nobody feels."""
STEP_MS = 30.0
"""An estimate that is so much better is taken at once, even while something plays."""
_WRAP_US = 1 << 32


class DeviceClock:
    """One device's clock. Over a radio it does not leap while something plays, when the estimate gets better."""

    def __init__(self, link: Link, now_ms: float) -> None:
        """Of the device behind ``link``; `restart` it once the device has been greeted."""
        self.same = link.same_clock
        """Whether it is the host's own."""
        self._one_way = link.one_way_sync
        self.restart(now_ms)

    def restart(self, now_ms: float) -> None:
        """Know nothing, and begin to ask."""
        self.sync = ClockSync(one_way=self._one_way)
        self._asked: dict[int, float] = {}
        self._due_ms: float | None = None if self.same else now_ms
        self._learnt = self._settled = self.same
        self._playing = False
        self._ahead_ms = 0.0
        """By how much the clock of what plays is ahead of the estimate."""
        self._followed_ms = now_ms

    @property
    def learnt(self) -> bool:
        """Whether so much is known that something can be played."""
        return self._learnt

    @property
    def settled(self) -> bool:
        """Whether it is as well known as it gets."""
        return self._settled

    @property
    def way_ms(self) -> float:
        """What the way to the device takes when it is slow; 0 as long as that was not measured."""
        slow_us = self.sync.slow_trip_us or 0
        return slow_us / 1000 if self._one_way else slow_us / 2000

    def next_ms(self) -> float | None:
        """When to ask next; None for never."""
        if self._due_ms is None or len(self._asked) < MOST_UNANSWERED[self._settled]:
            return self._due_ms
        return max(self._due_ms, next(iter(self._asked.values())) + LOST_MS)

    def ask(self, now_ms: float) -> wire.Time:
        """The question, to be sent now."""
        if not self._learnt:
            self._due_ms = now_ms + PROBE_GAP_MS[self._one_way]
        elif self._settled or self._playing:
            self._due_ms = now_ms + PROBE_EVERY_MS[self._one_way]
        else:
            self._due_ms = now_ms + PROBE_WELL_MS
        while len(self._asked) >= MOST_UNANSWERED[self._settled]:
            del self._asked[next(iter(self._asked))]
        t1 = int(now_ms * 1000) % _WRAP_US
        self._asked[t1] = now_ms
        return wire.Time(t1)

    def answered(self, reply: wire.TimeReply, back_ms: float) -> bool:
        """Take an answer that came at ``back_ms``; False for one to nothing that was asked."""
        sent_ms = self._asked.pop(reply.t1, None)
        if sent_ms is None:
            return False
        now_ms = max(back_ms, self._followed_ms)
        before_ms = self._shown(now_ms)
        self.sync.add(int(sent_ms * 1000), reply.received, reply.sent, int(back_ms * 1000))
        if self._learnt and self._one_way:
            self._ahead_ms = before_ms - self._estimate(now_ms)
        enough = self.sync.probes >= PROBES[self._one_way]
        self._learnt = self._learnt or enough
        # A clock that has leapt is learnt anew; one that is followed is remembered by fewer probes than taught it.
        self._settled = enough and (self._settled or not self._one_way or self.sync.probes >= PROBES_WELL)
        return True

    def follow(self, now_ms: float, *, playing: bool) -> None:
        """Let what is stamped from now on come nearer to the estimate: all the way, or bit by bit while it plays."""
        self._playing = playing
        most_ms = SLEW * max(0.0, now_ms - self._followed_ms)
        self._followed_ms = max(self._followed_ms, now_ms)
        if not playing or abs(self._ahead_ms) > STEP_MS:
            self._ahead_ms = 0.0
        else:
            self._ahead_ms -= max(-most_ms, min(self._ahead_ms, most_ms))

    def device_ms(self, host_ms: float) -> float:
        """What the device's clock shows at ``host_ms``."""
        return host_ms if self.same else round(self._shown(host_ms), 3)

    def unwrap_us(self, device_u32: int, now_ms: float) -> int:
        """Device time as a number that does not wrap."""
        if not self.same:
            return self.sync.unwrap(device_u32)
        now_us = round(now_ms * 1000)
        return now_us + (device_u32 - now_us + _WRAP_US // 2) % _WRAP_US - _WRAP_US // 2

    def _shown(self, host_ms: float) -> float:
        return self._estimate(host_ms) + self._ahead_ms

    def _estimate(self, host_ms: float) -> float:
        return self.sync.to_device_us(host_ms * 1000) / 1000
