"""A simulated device, sans-IO: messages and time in, answers and level changes out.

It does by itself what the contract asks of any device: it caps every level, refuses what belongs to an
earlier epoch, and comes to rest when its host falls silent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lexicon import GRID, Actuator, Layout, Motor

from ._messages import FromDevice, Hello, HelloReply, LevelReport, Limit, Status, Stop, ToDevice

DEADMAN_MS = 500
"""Silence of the host after which the motors rest: many intervals of a radio link, soon for a person."""
MAX_HISTORY = 100_000
"""Level changes kept for whoever asks later: an hour of touch."""

_PLACES: Mapping[int, tuple[tuple[float, float], ...]] = {
    1: ((0.5, 0.5),),
    2: ((0.0, 0.5), (1.0, 0.5)),
    4: tuple((motor.x, motor.y) for motor in GRID.motors),
    8: tuple((x / 3, y) for y in (0.0, 1.0) for x in range(4)),
}
# Rest to 90 % and back to 10 %, as usual for a coin motor without overdrive; the other kinds count as quick.
_ERM_RISE_MS, _ERM_STOP_MS = 50, 80


def make_layout(motors: int = 4, kind: str = "lra", lowest: float = 0.0) -> Layout:
    """Spread 1, 2, 4 or 8 like motors over the grid. Raises KeyError or ValueError for others."""
    actuator = Actuator(kind)
    rise_ms, stop_ms = (_ERM_RISE_MS, _ERM_STOP_MS) if actuator is Actuator.ERM else (0, 0)
    return Layout(
        tuple(
            Motor(x, y, kind=actuator, lowest_level=lowest, rise_ms=rise_ms, stop_ms=stop_ms)
            for x, y in _PLACES[motors]
        )
    )


@dataclass(frozen=True, slots=True)
class MockSettings:
    """What a simulated device is like."""

    layout: Layout = GRID
    max_level: float = 1.0
    """Its own cap, 0..1."""
    deadman_ms: int = DEADMAN_MS


class MockDevice:
    """A device model. Its clock is the ``now_ms`` it is given and starts at 0 when it is made."""

    def __init__(
        self,
        settings: MockSettings | None = None,
        on_change: Callable[[LevelReport], None] | None = None,
    ) -> None:
        """Start at rest; ``on_change`` is told of each change of the outputs."""
        self.settings = settings or MockSettings()
        self.levels: tuple[float, ...] = (0.0,) * len(self.settings.layout)
        """What the motors do now, one level each, 0..1."""
        self.history: deque[LevelReport] = deque(maxlen=MAX_HISTORY)
        """Every change of the outputs, the newest last."""
        self.deadman_fired = 0
        """How often it came to rest because its host was silent."""
        self.refused = 0
        """Messages of an earlier epoch."""
        self._on_change = on_change
        self._cap = self.settings.max_level
        self._epoch = 0
        self._seq = 0
        self._heard_ms = 0.0

    def receive(self, message: ToDevice, now_ms: float) -> list[FromDevice]:
        """Take one message at ``now_ms`` and return the answers."""
        self.tick(now_ms)
        self._heard_ms = now_ms
        if isinstance(message, Hello):
            self._epoch = self._seq = self.refused = 0
            self._put((), now_ms)
            settings = self.settings
            return [HelloReply(settings.layout, self._cap, settings.deadman_ms)]
        if isinstance(message, Limit):
            self._cap = min(self._cap, message.max_level)
            self._put(self.levels, now_ms)
        elif message.epoch < self._epoch:
            self.refused += 1
        elif isinstance(message, Stop):
            # No look at the sequence: a stop that was overtaken still stops.
            self._epoch = message.epoch
            self._seq = max(self._seq, message.seq)
            self._put((), now_ms)
        elif message.seq > self._seq:
            self._epoch, self._seq = message.epoch, message.seq
            self._put(message.levels, now_ms)
        return [Status(self._seq, self._epoch, self.refused)]

    def tick(self, now_ms: float) -> None:
        """Let time be ``now_ms``: the motors rest when the host has been silent for too long."""
        deadline = self.next_deadline()
        if deadline is not None and now_ms >= deadline:
            self.deadman_fired += 1
            self._put((), now_ms)

    def next_deadline(self) -> float | None:
        """When `tick` has something to do; None while at rest."""
        return self._heard_ms + self.settings.deadman_ms if any(self.levels) else None

    def _put(self, wanted: tuple[float, ...], now_ms: float) -> None:
        count = len(self.settings.layout)
        padded = (*wanted, *(0.0,) * count)[:count]
        levels = tuple(min(level, self._cap) if level > 0.0 else 0.0 for level in padded)
        if levels != self.levels:
            self.levels = levels
            report = LevelReport(now_ms, levels)
            self.history.append(report)
            if self._on_change:
                self._on_change(report)
