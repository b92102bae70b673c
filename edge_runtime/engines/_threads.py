"""How many threads a model is computed with."""

from __future__ import annotations

import os
from pathlib import Path

SMALL_MODEL = 50_000_000
"""Below this many parameters more threads wait for each other longer than they compute."""
SMALL_MODEL_THREADS = 2


def default_threads(parameters: int) -> int:
    """Count the physical cores that this process may use, from 1; few for a very small model."""
    try:
        allowed = os.sched_getaffinity(0)
    except AttributeError:
        return max((os.cpu_count() or 2) // 2, 1)
    cores = set()
    for cpu in allowed:
        place = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        try:
            cores.add(place.read_text(encoding="ascii").strip())
        except OSError:
            cores.add(str(cpu))
    count = max(len(cores), 1)
    return min(count, SMALL_MODEL_THREADS) if parameters < SMALL_MODEL else count
