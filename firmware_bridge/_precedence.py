"""Threads that carry touch run before ordinary ones, where the system allows it."""

from __future__ import annotations

import contextlib
import os
import sys


def prefer_this_thread() -> None:
    """Where the system lets it, run before ordinary threads: it hardly computes, and others may use every core."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(0, policy, os.sched_param(os.sched_get_priority_min(os.SCHED_FIFO)))
