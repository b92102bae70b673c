"""What a device allows one motor for its own good: a heat budget and a longest time on. No I/O."""

from __future__ import annotations

HEAT_LIMIT = 255 * 20_000
"""Full level for 20 s, with nothing lost meanwhile."""
HEAT_RELEASE = HEAT_LIMIT // 2


class MotorGuard:
    """Counts what one motor has done, and blocks it when that is too much."""

    def __init__(self, duty: int, longest_on_ms: int) -> None:
        """Begin cold; ``duty`` is the percentage of full level that a motor bears for ever."""
        self._loss = 255 * duty // 100
        self._longest_on_ms = longest_on_ms
        self._heat = 0
        self._on_ms = 0
        self._hot = False
        self._stuck = False

    @property
    def blocked(self) -> bool:
        """Whether the motor must rest."""
        return self._hot or self._stuck

    def spend(self, level: int, ms: int) -> bool:
        """Let ``level`` (0 to 255) have been on for ``ms``; return whether the motor became blocked by it."""
        before = self.blocked
        self._heat = max(0, self._heat + (level - self._loss) * ms)
        self._hot = self._heat > HEAT_RELEASE if self._hot else self._heat >= HEAT_LIMIT
        self._on_ms = self._on_ms + ms if level else 0
        self._stuck = self._stuck or self._on_ms >= self._longest_on_ms
        return self.blocked and not before

    def allow(self, asked: int) -> int:
        """Give the level that may be put out where ``asked`` is wanted."""
        if not asked:
            self._stuck = False
        level = 0 if self.blocked else asked
        if not level:
            self._on_ms = 0
        return level

    def next_ms(self, level: int) -> int | None:
        """Say after how many ms of ``level`` something changes by itself; None for never."""
        if self._hot:
            return -((HEAT_RELEASE - self._heat) // self._loss) if self._loss else None
        if not level:
            return None
        due = self._longest_on_ms - self._on_ms
        gain = level - self._loss
        return min(due, -((self._heat - HEAT_LIMIT) // gain)) if gain > 0 else due
