"""What a device has to know as long as it is played on: told one by one until it has answered, then again. No I/O."""

from __future__ import annotations

from collections import deque

from . import _wire as wire


class Terms:
    """The cap, and how often levels are reported. Every answer counts: the device answers in order."""

    def __init__(self) -> None:
        """There are none."""
        self._all: list[wire.HostPacket] = []
        self._untold: deque[wire.HostPacket] = deque()
        self._told = 0

    @property
    def known(self) -> bool:
        """The device has answered to all of them."""
        return not self._untold

    @property
    def next(self) -> wire.HostPacket | None:
        """The one that is to be told now; None once all are known."""
        return self._untold[0] if self._untold else None

    def restart(self, max_level: float, watch_ms: int) -> None:
        """Begin to tell: never above ``max_level`` (0..1), levels every ``watch_ms``, or not at all for 0."""
        limit = wire.Limit(int(max_level * 255))
        self._all = [limit, wire.Watch(watch_ms)] if watch_ms else [limit]
        self._untold = deque(self._all)
        self._told = 0

    def answered(self) -> bool:
        """Take an answer; whether it was to one that had not been known."""
        if not self._untold:
            return False
        self._untold.popleft()
        return True

    def sign(self) -> wire.HostPacket:
        """A sign of life: one that is not known, else one of all in turn, so that a loss mends itself."""
        if self._untold:
            return self._untold[0]
        self._told += 1
        return self._all[(self._told - 1) % len(self._all)]
