"""Clocks that a bridge runs on: real, scaled, and virtual. Milliseconds as floats, from 0 when made."""

from __future__ import annotations

import math
import time
from typing import Protocol


class Clock(Protocol):
    """Time for one bridge; its zero is the device's zero."""

    @property
    def virtual(self) -> bool:
        """Whether time stands still until somebody moves it."""
        ...

    @property
    def scale(self) -> float:
        """Milliseconds of this clock that pass in one of the wall's; infinite when virtual."""
        ...

    def now_ms(self) -> float:
        """Milliseconds since this clock was made; never goes back."""
        ...


class ScaledClock:
    """The wall's monotonic clock, run ``scale`` times as fast."""

    virtual = False

    def __init__(self, scale: float = 1.0, *, zero_ns: int | None = None) -> None:
        """Start at 0 now, or where `time.monotonic_ns` was ``zero_ns``: two processes then have one clock.

        Raises ValueError unless ``scale`` is finite and above 0.
        """
        if not (math.isfinite(scale) and scale > 0):
            raise ValueError(f"a clock cannot run {scale} times as fast")
        self.scale = scale
        self.zero_ns = time.monotonic_ns() if zero_ns is None else zero_ns

    def now_ms(self) -> float:
        """Milliseconds since the start, scaled."""
        return (time.monotonic_ns() - self.zero_ns) * 1e-6 * self.scale


class VirtualClock:
    """Time that moves only when told to: simulated devices play at once, and exactly."""

    virtual = True
    scale = math.inf

    def __init__(self) -> None:
        """Start at 0."""
        self._now_ms = 0.0

    def now_ms(self) -> float:
        """Where time stands."""
        return self._now_ms

    def move_to(self, t_ms: float) -> None:
        """Let time be ``t_ms``; earlier times are ignored."""
        self._now_ms = max(self._now_ms, t_ms)


def make_clock(time_scale: float = 1.0) -> ScaledClock | VirtualClock:
    """Make a clock for ``--time-scale``: 1 real, 10 ten times as fast, 0 or infinite virtual time.

    Raises ValueError for negative scales and NaN.
    """
    if time_scale in (0, math.inf):
        return VirtualClock()
    return ScaledClock(time_scale)
