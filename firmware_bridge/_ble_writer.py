"""What waits to be written over BLE: few writes at a time, the urgent ones first. Runs on one event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

MAX_IN_FLIGHT = 4
"""Writes that the system has not answered. Some two hundred at once kill the D-Bus connection without a word."""
KEPT_FOR_URGENT = 1
"""Of these, kept free of plain packets: a stop goes out even while the others hang."""
MAX_WAITING = 4096
"""Packets that wait. A host that heeds its window never gets near it."""


class Writer:
    """Starts ``write(packet)`` for what was `put`, in order, with at most `MAX_IN_FLIGHT` unfinished.

    ``write`` deals with its own errors. All methods but `put` belong to the loop's thread.
    """

    def __init__(self, write: Callable[[bytes], Coroutine[Any, Any, None]]) -> None:
        """Start with nothing to write."""
        self.one_by_one = False
        """Whether a packet waits for the answer to the one before: what writes with response need."""
        self._write = write
        self._plain: deque[bytes] = deque()
        self._urgent: deque[bytes] = deque()
        self._running: set[asyncio.Task[None]] = set()

    def put(self, packet: bytes, *, urgent: bool) -> bool:
        """Queue a packet, from any thread; `pump` then has to be called. Says whether there was room."""
        queue = self._urgent if urgent else self._plain
        if len(queue) >= MAX_WAITING:
            return False
        queue.append(packet)
        return True

    def pump(self) -> None:
        """Start as many writes as may be in flight."""
        most = 1 if self.one_by_one else MAX_IN_FLIGHT - KEPT_FOR_URGENT
        while self._urgent or self._plain:
            if len(self._running) >= (most + KEPT_FOR_URGENT if self._urgent else most):
                return
            packet = (self._urgent or self._plain).popleft()
            task = asyncio.get_running_loop().create_task(self._write(packet))
            self._running.add(task)
            task.add_done_callback(self._on_done)

    async def finish(self, timeout_s: float) -> None:
        """Let what is urgent or has begun leave within ``timeout_s``, and drop the rest."""
        self._plain.clear()
        self.pump()
        if self._running:
            # One wait is enough: each write that ends starts the next.
            await asyncio.wait({asyncio.ensure_future(self._idle())}, timeout=timeout_s)
        self.drop()

    def drop(self) -> None:
        """Forget what waits and give up what is being written."""
        self._plain.clear()
        self._urgent.clear()
        for task in self._running:
            task.cancel()

    async def _idle(self) -> None:
        while self._running:
            await asyncio.wait(set(self._running))

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.result()
        self.pump()
