"""How many threads a model is computed with, at first and while other programs keep cores busy."""

from __future__ import annotations

import math
import os
from pathlib import Path

from edge_runtime.engines._duel import Duel

SMALL_MODEL = 50_000_000
"""Below this many parameters more threads wait for each other longer than they compute."""
SMALL_MODEL_THREADS = 2
TOO_SLOW = 4.0
"""A token that takes so many times the quickest was waited for, not computed."""
QUICK_ENOUGH_S = 0.02
"""A token within this time comes sooner than anybody reads; on a virtual machine some take that long by themselves."""
SLOW_TOKENS = 2
"""One slow token may be chance."""
OPENING = 3
"""Tokens that tell how quick the machine is: with all threads, one, and all again; the first finds empty caches."""
CROWDED = 2.0
"""A second thread with which a token takes so many times as long has no core of its own, and does not help a prompt."""
AGAIN_S, AGAIN_LONGEST_S = 2.0, 60.0
"""After so long all threads are tried again; twice as long after each vain try."""


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


class Pace:
    """Chooses with how many threads the next token is computed, by what the last ones took.

    llama.cpp's threads spin for each other in every operation. Where another program holds a core, each of these
    waits lasts as long as the system's time slice, and a token a thousand times as long. The first three tokens,
    with all threads, with one and with all, tell how quick the machine is even when it was busy from the start.
    What a second thread is worth for quick tokens changes from second to second: one alone and both fight it out.
    """

    def __init__(self, threads: int) -> None:
        self._all = self.threads = self._settled = threads
        """Threads for the next token; those that were not given up for good reason."""
        self._duel = Duel() if threads == 2 else None
        self._best = math.inf
        self._opening: list[float] = []
        self._slow = 0
        self._calm = threads == 1
        """All threads compute, or could, and none was waited for lately."""
        self._again_at = math.inf
        self._again_s = AGAIN_S

    @property
    def batch(self) -> int:
        """Threads for several tokens at once, which share the work better than a single one does."""
        crowded = self._duel is not None and self._duel.ahead and self._duel.gap >= CROWDED
        return 1 if crowded else self._settled

    def took(self, seconds: float, now: float) -> int:
        """Note what a token took that was ready at `now` (both in seconds); returns the threads for the next."""
        if self._calm and seconds < QUICK_ENOUGH_S:  # nearly every token of a small model
            self._best = min(self._best, seconds)
            return self._fight(seconds)
        if self._all == 1:
            return 1
        self._best = min(self._best, seconds)
        if len(self._opening) < OPENING:
            self._opening.append(seconds)
            self.threads = 1 if len(self._opening) == 1 else self._all
            if len(self._opening) == OPENING:
                self._open(min(self._opening[::2]), self._opening[1], now)
            return self.threads
        slow = self._waited(seconds, self.threads)
        self._slow = self._slow + 1 if slow else 0
        if self.threads > self._settled:  # a try of all threads
            self._settle(self._settled if slow else self._all, now)
        elif self._slow >= SLOW_TOKENS and self.threads > 1:
            self._settle(self.threads // 2, now)
        elif now >= self._again_at:
            self.threads = self._all
        self._calm = not self._slow and self._settled == self._all
        return self._fight(seconds) if self._settled == self._all else self.threads

    def _fight(self, seconds: float) -> int:
        if self._duel is not None:
            self.threads = 1 if self._duel.took(seconds) else self._all
        return self.threads

    def _open(self, together: float, alone: float, now: float) -> None:
        """Begin with what the first tokens took, with all threads and with one."""
        if together < alone >= QUICK_ENOUGH_S:
            self._duel = None  # such a model has work for all
        if self._waited(together, self._all):
            self._settle(1, now)
        elif self._duel and together >= CROWDED * alone:
            self._duel, self.threads = Duel(second=True, gap=together / alone), 1
        self._calm = self._settled == self._all

    def _waited(self, seconds: float, threads: int) -> bool:
        return seconds > max(QUICK_ENOUGH_S, TOO_SLOW * self._best * self._all / threads)

    def _settle(self, threads: int, now: float) -> None:
        self.threads = self._settled = threads
        self._slow = 0
        self._duel = self._duel and Duel()  # what it found is of another time
        if threads == self._all:
            self._again_at, self._again_s = math.inf, AGAIN_S
        else:
            self._again_at = now + self._again_s
            self._again_s = min(2 * self._again_s, AGAIN_LONGEST_S)
