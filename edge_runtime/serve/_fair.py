"""Who is answered next: one of each lane in turn, each lane in its own order. No I/O."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class QueueFull(Exception):
    """As many wait as may."""


class FairQueue(Generic[T]):
    """Items wait in lanes; a lane that asks a lot makes only itself wait."""

    def __init__(self, limit: int) -> None:
        """Let at most ``limit`` items wait, and half of them in one lane while others wait too."""
        self.limit = limit
        self._lanes: OrderedDict[str, deque[T]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        """How many wait."""
        return self._size

    def put(self, lane: str, item: T) -> None:
        """Let ``item`` wait. Raises QueueFull."""
        waiting = self._lanes.get(lane)
        others = self._size - (len(waiting) if waiting else 0)
        room = self.limit if not others else max(1, self.limit // 2)
        if self._size >= self.limit or (waiting and len(waiting) >= room):
            raise QueueFull
        if waiting is None:
            waiting = self._lanes[lane] = deque()
        waiting.append(item)
        self._size += 1

    def take(self) -> T | None:
        """Return the next item; None when nobody waits."""
        if not self._lanes:
            return None
        lane, waiting = next(iter(self._lanes.items()))
        item = waiting.popleft()
        self._size -= 1
        if waiting:
            self._lanes.move_to_end(lane)
        else:
            del self._lanes[lane]
        return item

    def remove(self, item: T) -> bool:
        """Take ``item`` out wherever it waits; False when it does not."""
        for lane, waiting in self._lanes.items():
            if item in waiting:
                waiting.remove(item)
                self._size -= 1
                if not waiting:
                    del self._lanes[lane]
                return True
        return False

    def items(self) -> list[T]:
        """Return all that wait."""
        return [item for waiting in self._lanes.values() for item in waiting]
