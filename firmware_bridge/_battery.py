"""How full a device's battery is: asked now and again, by whatever way the device has."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

BATTERY_S = 60.0
"""How often it is asked: a question takes a slot of a radio, and no battery loses a percent sooner."""
ASK_S = 5.0
"""How long an answer may take; touch does not wait for it."""


class Battery:
    """The last answer."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.share: float | None = None
        """How full it is, 0..1; None for what nobody knows."""

    async def keep(self, ask: Callable[[], Awaitable[float | None]]) -> None:
        """Ask again and again until this is cancelled; a question that fails is no reason to lose the device."""
        while True:
            try:
                self.share = await asyncio.wait_for(ask(), ASK_S)
            except Exception:  # transports raise what they like
                self.share = None
            await asyncio.sleep(BATTERY_S)


def share_of(value: object, low: int = 0, high: int = 100) -> float | None:
    """Give a reading between ``low`` and ``high`` as a share; None for what is no such reading."""
    if type(value) is not int or not low <= value <= high or low == high:
        return None
    return (value - low) / (high - low)
