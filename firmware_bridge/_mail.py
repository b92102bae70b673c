"""Waiting for what other threads put into a queue, for no longer than was asked."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def take(mail: SimpleQueue[T], timeout_s: float | None) -> T:
    """Take the next of ``mail``, which comes within ``timeout_s`` (None: whenever it comes). Raises `Empty`.

    For one taker. It looks before it waits, since CPython's own wait may never end: where it finds the queue's lock
    open but nothing there, as after an item that came together with a timeout, it waits again for what is left of the
    time, and for ever if that is less than nothing, as on a busy machine.
    """
    try:
        return mail.get_nowait()  # closes that lock
    except Empty:
        return mail.get(timeout=timeout_s)
