"""Whether the device still answers, and when it has to hear from us. Host times in ms. No I/O."""

from __future__ import annotations

ASK_AGAIN_MS = 150
"""How soon a device that owes an answer is asked again."""
SILENCE_MS = 1000
"""A device that has owed an answer for so long is gone; longer than any round trip that could still play."""
STALL_MS = 2 * ASK_AGAIN_MS
"""A host that looks for answers less often than this was held up itself: that is no silence of the device."""


class Pulse:
    """Counts from what was sent and not answered."""

    def __init__(self, now_ms: float) -> None:
        """Nothing was sent yet."""
        self.sent_ms = now_ms
        """When something was sent last."""
        self.owed_since: float | None = None
        """Since when the device owes an answer; None while it does not."""
        self._looked_ms = now_ms

    def look(self, now_ms: float) -> None:
        """Answers are looked for now."""
        if self.owed_since is not None and now_ms > self._looked_ms + STALL_MS:
            self.owed_since = now_ms
        self._looked_ms = now_ms

    def sent(self, now_ms: float) -> None:
        """Something was sent that is answered."""
        self.sent_ms = now_ms
        if self.owed_since is None:
            self.owed_since = now_ms

    def heard(self) -> None:
        """The device said something."""
        self.owed_since = None

    def is_gone(self, now_ms: float) -> bool:
        """Whether it has been silent for too long."""
        return self.owed_since is not None and now_ms >= self.owed_since + SILENCE_MS

    def next_ms(self, every_ms: float | None) -> float | None:
        """When something has to be sent: every ``every_ms``, and again where an answer is owed."""
        times = [] if every_ms is None else [self.sent_ms + every_ms]
        if self.owed_since is not None:
            times.append(min(self.sent_ms + ASK_AGAIN_MS, self.owed_since + SILENCE_MS))
        return min(times, default=None)
