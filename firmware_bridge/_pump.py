"""A stream of bytes with a thread of its own: frames out, packets in, and the thread for what cannot be done at once.

A frame leaves in the call that sends it where the stream takes it there and then: no thread has to wake up for it.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from ._frame import Deframer
from ._precedence import prefer_this_thread
from .errors import BridgeReason

MAX_WAITING = 256
"""Frames that wait to leave: many times a session's window. A device that takes none of so many is dead."""
MAX_ARRIVED = 4096
"""Packets that nobody has fetched yet; beyond it the oldest are dropped, as a radio would."""
READ_BYTES = 4096
FLUSH_S = 0.25
"""How long closing waits for urgent frames to leave: a stop takes 2 ms at 115200 baud."""
JOIN_S = 1.5
"""How long `close` waits for the thread; a driver that hangs in its own close is left to itself."""


class Channel(Protocol):
    """A stream of bytes that is open, used by one thread. Everything may raise OSError: then it is gone."""

    def fileno(self) -> int | None:
        """What to wait on; None where nothing can be waited on: then `read` waits for a few ms itself."""
        ...

    def read(self) -> bytes:
        """Return what is there; nothing when there is nothing."""
        ...

    def write(self, data: bytes) -> int:
        """Take as many bytes as fit now and say how many."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class FdChannel:
    """A file descriptor that does not block: a terminal, real or not."""

    def __init__(self, fd: int, close: Callable[[], None]) -> None:
        """Use ``fd`` until ``close`` is called."""
        self._fd = fd
        self.close = close

    def fileno(self) -> int:
        """The descriptor."""
        return self._fd

    def read(self) -> bytes:
        """Read once; an end of file is a loss."""
        try:
            data = os.read(self._fd, READ_BYTES)
        except BlockingIOError:
            return b""
        if not data:
            raise ConnectionResetError("the other end is gone")
        return data

    def write(self, data: bytes) -> int:
        """Write once."""
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0


class Pump:
    """The thread of one connection: frames out, packets in, until it is closed or the stream breaks."""

    def __init__(self, channel: Channel, wake: Callable[[], None], name: str) -> None:
        """Own ``channel`` from here on; ``wake`` is called by the thread."""
        self.down: tuple[str, BridgeReason] | None = None
        """Why nothing moves any more; None while it does."""
        self.deframer = Deframer()
        self._channel, self._wake = channel, wake
        self._lock = threading.Lock()
        self._begun = b""
        """The rest of a frame whose first bytes have left."""
        self._urgent: deque[bytes] = deque()
        self._queue: deque[bytes] = deque()
        self._arrived: deque[tuple[float, bytes]] = deque(maxlen=MAX_ARRIVED)
        self._at_once = False
        """Whether a write never waits."""
        self._until: float | None = None
        """When closing gives up; None while nobody closes."""
        self._bell, self._bell_rope = socket.socketpair()
        for end in (self._bell, self._bell_rope):
            end.setblocking(False)
        self._thread = threading.Thread(target=self._run, name=f"link to {name}", daemon=True)
        self._thread.start()

    def put(self, data: bytes, *, urgent: bool) -> bool:
        """Let bytes leave, now or as soon as they can; False when the stream is down."""
        with self._lock:
            if self.down is None and not self._left_at_once(data, urgent=urgent):
                queue = self._urgent if urgent else self._queue
                if len(queue) < MAX_WAITING:
                    queue.append(data)
                else:
                    self.down = ("it takes no data any more", BridgeReason.SILENT)
                self._ring()
            return self.down is None

    def take(self) -> list[tuple[float, bytes]]:
        """Return what has arrived since the last time."""
        return [self._arrived.popleft() for _ in range(len(self._arrived))]

    def close(self) -> None:
        """Let urgent frames leave, drop the others, end the thread."""
        with self._lock:
            self._until = time.monotonic() + FLUSH_S
            self._ring()
        if self._thread is not threading.current_thread():
            self._thread.join(JOIN_S)

    def _left_at_once(self, data: bytes, *, urgent: bool) -> bool:
        """Write if it is this frame's turn; False when it has to be queued, or the stream is down."""
        if not self._at_once or self._begun or self._urgent or (self._queue and not urgent) or self._until is not None:
            return False
        try:
            taken = self._channel.write(data)
        except OSError:
            return False  # the thread will meet it too, and says why
        self._begun = data[taken:] if taken else b""
        if self._begun:
            self._ring()
        return taken > 0

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # full: it rings already; closed: the thread is gone
            self._bell_rope.send(b"\0")

    def _run(self) -> None:
        why = "it was closed"
        prefer_this_thread()
        try:
            fd = self._channel.fileno()
            if fd is None:
                self._poll()
            else:
                self._select(fd)
        except OSError as error:
            why = error.strerror or str(error) or type(error).__name__
        finally:
            with self._lock:
                self.down = self.down or (why, BridgeReason.DROPPED)
                self._queue.clear()
                self._urgent.clear()
                self._bell.close()
                self._bell_rope.close()
            with contextlib.suppress(OSError):
                self._channel.close()
            if self._until is None:
                self._wake()

    def _select(self, fd: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell, selectors.EVENT_READ)
            selector.register(fd, selectors.EVENT_READ)
            self._at_once = True
            while not self._over():
                full = selectors.EVENT_READ | selectors.EVENT_WRITE
                selector.modify(fd, full if self._next() else selectors.EVENT_READ)
                for key, events in selector.select(None if self._until is None else FLUSH_S):
                    if key.fileobj is self._bell:
                        self._bell.recv(READ_BYTES)
                        continue
                    if events & selectors.EVENT_READ:
                        self._feed(self._channel.read())
                    if events & selectors.EVENT_WRITE:
                        with self._lock:
                            self._leave()

    def _poll(self) -> None:
        while not self._over():
            while self._next() and not self._over():
                self._leave()
            self._feed(self._channel.read())

    def _over(self) -> bool:
        if self.down is not None:
            return True
        return self._until is not None and (not self._next() or time.monotonic() >= self._until)

    def _source(self) -> deque[bytes]:
        """Where the next frame comes from. What is not urgent does not leave any more once somebody closes."""
        return self._urgent if self._urgent or self._until is not None else self._queue

    def _next(self) -> bytes:
        source = self._source()
        return self._begun or (source[0] if source else b"")

    def _leave(self) -> None:
        # Chosen when it can leave, not when it was queued: until its first byte has gone, an urgent frame passes it.
        begun, source = self._begun, self._source()
        data = begun or (source[0] if source else b"")
        taken = self._channel.write(data) if data else 0
        if begun:
            self._begun = begun[taken:]
        elif taken:
            self._begun = source.popleft()[taken:]

    def _feed(self, data: bytes) -> None:
        now_s = time.monotonic()
        packets = self.deframer.feed(data)
        self._arrived.extend((now_s, packet) for packet in packets)
        if packets and self._until is None:
            self._wake()
