"""The way to a device: a contract for every transport, and the simulated one with its faults. No I/O."""

from __future__ import annotations

import random
from collections import deque
from typing import Protocol

from ._messages import FromDevice, Hello, HelloReply, LevelReport, Limit, ToDevice
from ._mock import MockDevice, MockSettings
from .errors import BridgeReason, LinkLost


class Link(Protocol):
    """What a session needs of a transport. All calls come one at a time, and none of them waits."""

    ahead_ms: float
    """How far ahead of their time frames are sent; 0 for devices that play on receipt."""

    def handshake(self, max_level: float, now_ms: float) -> HelloReply:
        """Greet the device and lower its cap. Raises `BridgeError` when it does not answer."""
        ...

    def send(self, message: ToDevice, now_ms: float) -> None:
        """Hand one message over. Raises `LinkLost` when the device cannot be reached any more."""
        ...

    def receive(self, now_ms: float) -> list[FromDevice]:
        """Return what has come from the device by ``now_ms``. Raises `LinkLost` as `send` does."""
        ...

    def next_deadline(self) -> float | None:
        """Say when `receive` should be called without anything having been sent; None when it need not."""
        ...

    def close(self) -> None:
        """Let go of the transport; called once, at rest or not."""
        ...


class SimLink:
    """A `MockDevice` at the other end of a link that may lose, double, delay or break."""

    ahead_ms = 0.0

    def __init__(
        self,
        settings: MockSettings | None = None,
        *,
        loss: float = 0.0,
        dup: float = 0.0,
        delay_ms: int = 0,
        drop_after: int | None = None,
        seed: int = 0,
    ) -> None:
        """Lose and double messages (probabilities, each way), delay them, break after ``drop_after`` sent."""
        self._reports: list[LevelReport] = []
        self.device = MockDevice(settings, on_change=self._reports.append)
        self._loss, self._dup, self._delay_ms, self._left = loss, dup, delay_ms, drop_after
        self._random = random.Random(seed)  # noqa: S311 - faults that can be repeated
        self._down: deque[tuple[float, ToDevice]] = deque()
        self._up: deque[tuple[float, FromDevice]] = deque()

    def handshake(self, max_level: float, now_ms: float) -> HelloReply:
        """Faults begin after the handshake, so that a bad link is met while playing."""
        hello = self.device.receive(Hello(), now_ms)[0]
        self.device.receive(Limit(max_level), now_ms)
        assert isinstance(hello, HelloReply)
        return hello

    def send(self, message: ToDevice, now_ms: float) -> None:
        """Put a message on its way."""
        if self._left == 0:
            self._down.clear()
            self._up.clear()
            raise LinkLost(
                "The link to the simulated device broke, as drop_after asked for.",
                hint="Leave drop_after out of the device string.",
                reason=BridgeReason.DROPPED,
            )
        if self._left is not None:
            self._left -= 1
        self._down.extend((now_ms + self._delay_ms, message) for _ in range(self._copies()))
        self._run(now_ms)

    def receive(self, now_ms: float) -> list[FromDevice]:
        """Return answers that have come by now, and every change of the levels, which nothing loses."""
        self._run(now_ms)
        messages: list[FromDevice] = list(self._reports)
        self._reports.clear()
        while self._up and self._up[0][0] <= now_ms:
            messages.append(self._up.popleft()[1])
        return messages

    def next_deadline(self) -> float | None:
        """Return the next arrival at either end, or the device's dead-man."""
        times = [self._down[0][0]] if self._down else []
        times += [self._up[0][0]] if self._up else []
        deadman = self.device.next_deadline()
        return min([*times, deadman] if deadman is not None else times, default=None)

    def close(self) -> None:
        """Nothing is held."""

    def _run(self, now_ms: float) -> None:
        while self._down and self._down[0][0] <= now_ms:
            for reply in self.device.receive(self._down.popleft()[1], now_ms):
                self._up.extend((now_ms + self._delay_ms, reply) for _ in range(self._copies()))
        self.device.tick(now_ms)

    def _copies(self) -> int:
        if self._random.random() < self._loss:
            return 0
        return 2 if self._random.random() < self._dup else 1
