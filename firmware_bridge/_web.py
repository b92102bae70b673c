"""``web:``: a device in this process, with all limits of one, whose outputs browsers follow."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeAlias

from ._link import ModelLink
from ._model import DeviceModel
from .errors import BridgeReason, DeviceNotFound, LinkLost

Follow: TypeAlias = "Callable[[float, tuple[float, ...], tuple[int, ...]], object]"
"""Told of each change, from any thread: the device's time in ms, the levels 0..1, the carriers in Hz (0 for none)."""


class Audience:
    """The browsers whose person wants them to follow."""

    def __init__(self) -> None:
        """Nobody does yet."""
        self.on_empty: Callable[[], None] = lambda: None
        """Called when the last one has left."""
        self._lock = threading.Lock()
        self._following: list[Follow] = []

    def __len__(self) -> int:
        """How many follow."""
        return len(self._following)

    def join(self, follow: Follow) -> None:
        """Let one follow from now on."""
        with self._lock:
            self._following.append(follow)

    def leave(self, follow: Follow) -> None:
        """Let one follow no more; may be called again."""
        with self._lock:
            if follow not in self._following:
                return
            self._following.remove(follow)
            empty = not self._following
        if empty:
            self.on_empty()

    def show(self, now_us: int, levels: tuple[int, ...], carriers: tuple[int, ...]) -> None:
        """Tell all what the motors do, in the device's units."""
        for follow in tuple(self._following):
            follow(now_us / 1000, tuple(level / 255 for level in levels), tuple(2 * carrier for carrier in carriers))


AUDIENCE = Audience()
"""That of this process."""


class WebLink(ModelLink):
    """There is a device while somebody follows."""

    describe = "the browsers that have the monitor open"

    def __init__(self, model: DeviceModel, now_ms: Callable[[], float]) -> None:
        """Let ``model`` live by ``now_ms``."""
        super().__init__(model, now_ms)
        model.outputs = AUDIENCE.show

    def open(self, wake: Callable[[], None]) -> None:
        """Raises `DeviceNotFound` while nobody follows."""
        if not AUDIENCE:
            raise DeviceNotFound(
                "No browser is used as a device.",
                hint="Run `edge-haptics serve`, open its page and press: use this browser.",
                reason=BridgeReason.NOT_FOUND,
            )
        AUDIENCE.on_empty = wake

    def send(self, packet: bytes) -> None:
        """Let the device take the packet. Raises `LinkLost` once nobody follows."""
        self._check()
        super().send(packet)

    send_urgent = send

    def receive(self) -> list[tuple[float, bytes]]:
        """As for any simulated device. Raises `LinkLost` once nobody follows."""
        self._check()
        return super().receive()

    def _check(self) -> None:
        if not AUDIENCE:
            raise LinkLost(
                "The last browser that was used as a device has left.",
                hint="Open the monitor again and press: use this browser.",
                reason=BridgeReason.DROPPED,
            )
