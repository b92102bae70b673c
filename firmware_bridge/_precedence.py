"""Threads that carry touch run before ordinary ones, where the system allows it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


def prefer_this_thread() -> None:
    """Where the system lets it, run before ordinary threads: it hardly computes, and others may use every core."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(0, policy, os.sched_param(os.sched_get_priority_min(os.SCHED_FIFO)))


@contextlib.contextmanager
def preferred() -> Iterator[None]:
    """For as long as it lasts do as `prefer_this_thread` does; threads that it starts meanwhile are ordinary ones."""
    if sys.platform != "linux":
        yield
        return
    before = (
        os.sched_getscheduler(0) | os.SCHED_RESET_ON_FORK,
        os.sched_getparam(0),
    )  # not to be taken back by everybody
    prefer_this_thread()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, *before)
