"""How often one caller may ask: a bucket each that fills steadily. No clock of its own."""

from __future__ import annotations

from collections import OrderedDict

MAX_CALLERS = 4096
"""Callers that are remembered; who was quiet for longest is forgotten first, with a full bucket."""


class Rates:
    """Buckets by caller. Times are seconds of any clock that never falls."""

    def __init__(self, per_s: float, burst: int) -> None:
        """Let each caller ask ``burst`` times at once, and ``per_s`` times a second for good."""
        self._per_s, self._burst = per_s, burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, caller: str, now_s: float) -> float:
        """Count one request; returns 0, or how long to wait when there were too many (that one is not counted)."""
        left, then_s = self._buckets.pop(caller, (float(self._burst), now_s))
        left = min(float(self._burst), left + (now_s - then_s) * self._per_s)
        wait_s = 0.0 if left >= 1 else (1 - left) / self._per_s
        self._buckets[caller] = (left if wait_s else left - 1, now_s)
        while len(self._buckets) > MAX_CALLERS:
            self._buckets.popitem(last=False)
        return wait_s
