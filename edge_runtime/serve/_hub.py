"""Events to everybody who listens: from the recorder's thread to the loop, and there into each reader's backlog."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from edge_runtime.trace import Event

from ._backlog import Backlog

UNASKED = frozenset({"tx", "rx"})
"""Kinds that a reader gets only when it asks for them."""


class Reader:
    """One who listens, on the loop."""

    def __init__(self, kinds: frozenset[str] | None, state: Callable[[], str]) -> None:
        """Take events of ``kinds``; None is all but `UNASKED`. ``state`` is what it is told when that has changed."""
        self.state = state
        self.backlog = Backlog()
        self.bell = asyncio.Event()
        self._kinds = kinds

    def wants(self, kind: str) -> bool:
        """Whether it is told of this kind."""
        if kind == "state":
            return True
        return kind not in UNASKED if self._kinds is None else kind in self._kinds

    def push(self, kind: str, line: str) -> None:
        """Give it one line, whatever it asked for."""
        self.backlog.push(kind, line)
        self.bell.set()


class Hub:
    """Readers of one loop. `publish` may be called from any thread, the rest belongs to the loop."""

    def __init__(self) -> None:
        """Nobody listens."""
        self.dropped = 0
        """Frames that readers who have left were too slow for."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._readers: set[Reader] = set()

    def __len__(self) -> int:
        """How many listen."""
        return len(self._readers)

    @property
    def dropped_in_all(self) -> int:
        """Frames that readers were too slow for."""
        return self.dropped + sum(reader.backlog.dropped for reader in self._readers)

    def open(self) -> None:
        """Take the running loop."""
        self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        """Tell nobody any more."""
        self._loop = None

    def publish(self, event: Event) -> None:
        """Hand one event to the loop; without one, or once it is closed, it is lost."""
        self._on_loop(self._spread, event)

    def change(self) -> None:
        """Tell everybody the state anew."""
        self._on_loop(self._spread_state)

    def join(self, reader: Reader) -> None:
        """Let one listen."""
        self._readers.add(reader)

    def leave(self, reader: Reader) -> None:
        """It does no more."""
        if reader in self._readers:
            self._readers.remove(reader)
            self.dropped += reader.backlog.dropped

    def _on_loop(self, call: Callable[..., None], *given: Any) -> None:
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                loop.call_soon_threadsafe(call, *given)

    def _spread_state(self) -> None:
        for reader in self._readers:
            reader.push("state", reader.state())

    def _spread(self, event: Event) -> None:
        kind = event["kind"]
        readers = [reader for reader in self._readers if reader.wants(kind)]
        if readers:
            line = as_line(event)
            for reader in readers:
                reader.push(kind, line)


def as_line(event: dict[str, Any]) -> str:
    """One event as JSON."""
    return json.dumps(event, separators=(",", ":"))
