"""What the device is known to do: its levels and whether anything is left in it. Statuses in, events out. No I/O."""

from __future__ import annotations

from ._events import Late, Level
from ._wire import Status, StatusFlags


class Mirror:
    """One session's view of its device. Device times are in us and do not wrap; host times are in ms."""

    def __init__(self) -> None:
        """It rests, as far as anybody knows."""
        self.late = 0
        """Tracks that came after their time, in all."""
        self.busy = False
        """It has been given something, and has not said that it is through."""
        self.busy_until_ms = 0.0
        """When it should be through."""
        self._late_before: int | None = None
        self.restart(0)

    def restart(self, motors: int) -> None:
        """It was greeted, and rests."""
        self.busy = False
        self._levels: tuple[int, ...] = (0,) * motors
        self._heard_us = 0

    def forget_counts(self) -> None:
        """It started anew, and so did its counts."""
        self._late_before = None

    @property
    def at_rest(self) -> bool:
        """Nothing is left in it, and its motors are at 0."""
        return not (self.busy or any(self._levels))

    def given(self, until_ms: float) -> None:
        """It is given something that lasts until then."""
        self.busy = True
        self.busy_until_ms = max(self.busy_until_ms, until_ms)

    def report(self, levels: tuple[int, ...], device_us: int) -> list[Level]:
        """Take what it said of its levels; nothing where that is old, known, or of another number of motors."""
        if device_us < self._heard_us or levels == self._levels or len(levels) != len(self._levels):
            return []
        self._heard_us = device_us
        self._levels = levels
        self.busy = self.busy or any(levels)
        return [Level(device_us / 1000, tuple(level / 255 for level in levels))]

    def heed(self, status: Status, device_us: int) -> list[Level | Late] | None:
        """Take a status; None for one that was overtaken by one that knows more."""
        if device_us < self._heard_us:
            return None
        self._heard_us = device_us
        events: list[Level | Late] = []
        if not status.flags & StatusFlags.BUSY:
            events += self.report((0,) * len(self._levels), device_us)
        if self._late_before is not None and status.late > self._late_before:
            self.late += status.late - self._late_before
            events.append(Late(status.late - self._late_before))
        self._late_before = status.late
        return events
