"""Waiting for mail ends, whatever state a queue was left in."""

from __future__ import annotations

import threading
from queue import Empty, SimpleQueue

import pytest

from firmware_bridge._mail import take

WAITS = 300
LONGER_THAN_ALL_S = 20.0


def test_a_wait_of_almost_no_time_ends() -> None:
    """A new queue's lock is open, and a microsecond is over before it is looked at again: there CPython's never ends."""
    queues: list[SimpleQueue[None]] = [SimpleQueue() for _ in range(WAITS)]
    ended: list[SimpleQueue[None]] = []

    def wait() -> None:
        for queue in queues:
            with pytest.raises(Empty):
                take(queue, 1e-6)
            ended.append(queue)

    waiter = threading.Thread(target=wait, daemon=True)
    waiter.start()
    waiter.join(LONGER_THAN_ALL_S)
    assert len(ended) == WAITS


def test_what_is_there_or_comes_is_taken() -> None:
    queue: SimpleQueue[int] = SimpleQueue()
    queue.put(1)
    queue.put(2)
    assert [take(queue, 0.0), take(queue, None)] == [1, 2]
    with pytest.raises(Empty):
        take(queue, 0.0)
    threading.Timer(0.0, queue.put, [3]).start()
    assert take(queue, LONGER_THAN_ALL_S) == 3
