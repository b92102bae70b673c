"""What one WebSocket still has to get: events in order, where a slow reader loses old frames and never text. No I/O."""

from __future__ import annotations

from collections import deque

FRAMES = frozenset({"level", "web", "beat", "tx", "rx"})
"""Kinds whose old events say nothing that a newer one does not."""
LEVELS = frozenset({"level", "web"})
MAX_FRAMES = 64
"""Of levels, and as many of the others: more than a second of the busiest touch."""
MAX_BYTES = 8 * 1024 * 1024
"""Of everything else: longer than any answer; a reader that is behind by so much is gone."""


class Backlog:
    """`push` lines as they happen, `pop` them as the reader takes them."""

    def __init__(self, max_frames: int = MAX_FRAMES, max_bytes: int = MAX_BYTES) -> None:
        """Keep at most ``max_frames`` levels, as many other frames, and ``max_bytes`` of the rest."""
        self.overflow = False
        """More than that of what must not be lost came; nothing is kept any more, and the reader is to be let go."""
        self.dropped = 0
        """Frames that were left out, in all."""
        self._untold = 0
        self._max_frames, self._max_bytes = max_frames, max_bytes
        self._bytes = self._count = 0
        self._levels: deque[tuple[int, str]] = deque()
        self._frames: deque[tuple[int, str]] = deque()
        self._rest: deque[tuple[int, str]] = deque()

    def push(self, kind: str, line: str) -> None:
        """Add one event."""
        if self.overflow:
            return
        self._count += 1
        if kind in FRAMES:
            queue = self._levels if kind in LEVELS else self._frames
            queue.append((self._count, line))
            if len(queue) > self._max_frames:
                queue.popleft()
                self.dropped += 1
                self._untold += 1
            return
        self._rest.append((self._count, line))
        self._bytes += len(line)
        if self._bytes > self._max_bytes:
            self.overflow = True
            for queue in (self._levels, self._frames, self._rest):
                queue.clear()

    def pop(self) -> str | None:
        """Return the oldest line; None when there is none."""
        if self._untold:
            told, self._untold = self._untold, 0
            return f'{{"kind":"dropped","levels":{told}}}'
        queues = [queue for queue in (self._levels, self._frames, self._rest) if queue]
        if not queues:
            return None
        queue = min(queues, key=lambda held: held[0][0])
        _, line = queue.popleft()
        if queue is self._rest:
            self._bytes -= len(line)
        return line
