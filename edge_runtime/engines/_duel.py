"""Which of two ways to do the same small thing is quicker just now, found out by doing it. No clock."""

from __future__ import annotations

TRY = 6
"""Times that the other way is tried: the first finds caches and threads that are not ready for it, the rest count."""
SHORT, LONG = 32, 256
"""Times between two tries: few after a change, twice as many after each try in vain."""
MARGIN = 0.95
"""Whoever takes over has to be quicker by so much; two that are alike do not take turns."""

TICK = 1e-9
"""Of the clock, in seconds: nothing takes less."""


class Duel:
    """The winner goes on; the other has a try now and then, since what is quicker may change within seconds.

    Each is judged by the mean of its last times: a way that is quick but waits for long at times is slow.
    """

    def __init__(self, *, second: bool = False, gap: float = 1.0) -> None:
        """Begin with the first way and try the second soon, or with the second that was ``gap`` times as quick."""
        self.second = second
        """Whether the second way is next."""
        self.gap = gap
        """How many times as long as the winner the other one took when it had its last turn."""
        self._to_beat: float | None = None
        """What the winner took, while the other has its try."""
        self._stretch = SHORT if second else TRY
        self._turn(self._stretch)

    @property
    def ahead(self) -> bool:
        """Whether the second way won last, whichever is tried at the moment."""
        return self.second if self._to_beat is None else not self.second

    def took(self, seconds: float) -> bool:
        """Note how long it took this time; returns `second` for the next."""
        if self._left <= self._counted:
            self._sum += seconds
        self._left -= 1
        if not self._left:
            self._judge(self._sum / self._counted)
        return self.second

    def _turn(self, times: int) -> None:
        self._left, self._counted = times, min(times - 1, SHORT)
        self._sum = 0.0

    def _judge(self, found: float) -> None:
        to_beat, self._to_beat = self._to_beat, None
        if to_beat is None:
            self._to_beat = found
            self.second = not self.second
            self._turn(TRY)
            return
        self.gap = max(found, to_beat) / max(min(found, to_beat), TICK)
        if found < MARGIN * to_beat:
            self._stretch = SHORT
        else:
            self.second = not self.second
            self._stretch = min(max(2 * self._stretch, SHORT), LONG)
        self._turn(self._stretch)
