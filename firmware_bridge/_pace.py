"""When levels may leave for a device that takes one at a time. No I/O; times are in ms."""

from __future__ import annotations

from typing import TypeAlias

Levels: TypeAlias = "tuple[int, ...]"
"""One for each motor, 0 for rest, in units of whoever takes them."""


class Pace:
    """The first change leaves at once, the next no sooner than a gap after it; of those in between the latest wins."""

    def __init__(self, gap_ms: float, motors: int) -> None:
        """Begin at rest, with nothing sent."""
        self.gap_ms = gap_ms
        self._rest: Levels = (0,) * motors
        self._wanted = self._sent = self._rest
        self._free_ms = 0.0
        self._owed = False

    @property
    def wanted(self) -> Levels:
        """What the motors should do."""
        return self._wanted

    @property
    def moving(self) -> bool:
        """Whether a motor is on, as far as was sent."""
        return any(self._sent)

    def want(self, levels: Levels) -> None:
        """Say what the motors should do from now on."""
        self._wanted = levels

    def due(self, now_ms: float) -> Levels | None:
        """Return what is to be sent now, which then counts as sent; None for nothing."""
        if self._owed or self._wanted == self._sent or now_ms < self._free_ms:
            return None
        self._sent, self._free_ms = self._wanted, now_ms + self.gap_ms
        return self._sent

    def rested(self, now_ms: float) -> None:
        """Everything was brought to rest beside the queue; what comes next keeps its distance from that too."""
        self._wanted = self._sent = self._rest
        self._free_ms = now_ms + self.gap_ms

    def owe(self, owed: bool) -> None:
        """While an answer is owed nothing leaves, so that nothing piles up in front of a slow device."""
        self._owed = owed

    def next_ms(self) -> float | None:
        """Say when `due` has something; None while that depends on others."""
        return None if self._owed or self._wanted == self._sent else self._free_ms
