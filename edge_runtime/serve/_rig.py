"""The device that a server plays on: chosen, opted into, connected, connected anew, and stopped past everything."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

from edge_runtime.performer import Watcher
from edge_runtime.trace import Record
from firmware_bridge import (
    Bridge,
    BridgeError,
    BridgeEvent,
    BridgeReason,
    Callback,
    DeviceNotFound,
    Level,
    make_clock,
    open_bridge,
    parse_uri,
)
from lexicon import GRID, Layout, Limits

IDS_EACH = 1000
"""Program ids that each answer has for itself: more blocks than any answer holds."""


class Mutable(Protocol):
    """Something whose touch can be ended while its words go on."""

    def mute(self) -> None:
        """Let nothing more of it be felt; from any thread, at once."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """How the way to the device is."""

    state: Literal["off", "up", "down"]
    """`off`, `up` or `down`."""
    detail: str | None = None
    """Why it is down."""


class Rig:
    """One device at a time. All methods may be called from any thread; connecting may take seconds, `stop` never."""

    def __init__(
        self,
        device: str,
        record: Record,
        *,
        most_level: float,
        time_scale: float = 1.0,
        on_event: Callback = lambda _event: None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """Choose ``device``; touch is off. ``on_change`` is called after each change of what a person sees of it.

        Raises DeviceStringError.
        """
        parse_uri(device)
        self.first_device = device
        """The one that the person who started the server chose."""
        self.device = device
        self.most_level = most_level
        self.on = False
        self.stops = 0
        self.levels: tuple[float, ...] = (0.0,) * len(GRID)
        self.t_device_ms = 0.0
        self.bridge: Bridge | None = None
        self._limit: dict[str, float] = {}
        self._record, self._time_scale = record, time_scale
        self._watcher, self._on_change = Watcher(record), on_change
        self._listeners: list[Callback] = [on_event]
        self._connecting = threading.RLock()
        self._why_down: str | None = None
        self._ids = itertools.count(0, IDS_EACH)
        self._performing: set[Mutable] = set()

    @property
    def layout(self) -> Layout:
        """The motors of the device, or of the one that is drawn while there is none."""
        bridge = self.bridge
        return bridge.layout if bridge else GRID

    @property
    def max_level(self) -> float:
        """The cap in force."""
        bridge = self.bridge
        return bridge.max_level if bridge else self._limit.get(self.device, self.most_level)

    @property
    def limits(self) -> Limits:
        """What a block may hold."""
        return Limits(max_level=self._limit.get(self.device, self.most_level))

    @property
    def link(self) -> Link:
        """How the way to the device is."""
        if not self.on:
            return Link("off")
        bridge = self.bridge
        error = bridge.link_error if bridge else None
        if bridge and error is None:
            return Link("up")
        return Link("down", str(error) if error else self._why_down)

    def unreachable(self) -> DeviceNotFound:
        """The error for a device that is not there now."""
        return DeviceNotFound(
            self._why_down or "There is no device now.",
            hint="Choose another one, or bring it back.",
            reason=BridgeReason.NOT_FOUND,
        )

    def take_ids(self) -> int:
        """Give the first of the program ids that one answer may use."""
        return next(self._ids) + 1

    def switch(self, on: bool) -> None:
        """Turn touch on or off, and connect or let go. Raises BridgeError; touch is on then, its link down."""
        with self._connecting:
            self.on = on
            try:
                self._reopen()
            finally:
                self._on_change()

    def choose(self, device: str) -> None:
        """Take another device; the one before is at rest then. Raises BridgeError; the one before is back then."""
        with self._connecting:
            parse_uri(device)
            before, self.device = self.device, device
            try:
                self._reopen()
            except BridgeError:
                self.device = before
                self._try_again()
                raise
            finally:
                self._on_change()

    def limit(self, max_level: float) -> None:
        """Cap the device's levels from now on, at `most_level` at most; it is connected anew. Raises BridgeError."""
        with self._connecting:
            self._limit[self.device] = min(max_level, self.most_level)
            try:
                self._reopen()
            finally:
                self._on_change()

    def ready(self) -> Bridge | None:
        """Give the bridge while touch is on, connected anew where its link was lost; None where that fails."""
        if not self.on:
            return None
        bridge = self.bridge
        if bridge is not None and bridge.link_error is None:
            return bridge
        with self._connecting:
            if self.on and (self.bridge is None or self.bridge.link_error is not None):
                self._try_again()
            return self.bridge

    def stop(self, reason: str) -> None:
        """Bring the motors to rest now, and let nothing be felt of what was asked for before."""
        self.stops += 1
        bridge = self.bridge
        if bridge is not None:
            bridge.stop(reason)
        for one in tuple(self._performing):
            one.mute()
        # What a performer was just handing over while the first one passed it.
        if bridge is not None and not bridge.idle:
            bridge.stop(reason)

    @contextmanager
    def listening(self, listener: Callback) -> Iterator[None]:
        """While this lasts, tell ``listener`` of every event of the bridge too."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def add(self, one: Mutable) -> None:
        """Let `stop` mute it."""
        self._performing.add(one)

    def discard(self, one: Mutable) -> None:
        """It performs no more."""
        self._performing.discard(one)

    def close(self) -> None:
        """Bring the motors to rest and let the device go."""
        with self._connecting:
            self.on = False
            self._let_go()

    def _try_again(self) -> None:
        try:
            self._reopen()
        except BridgeError as error:
            self._record("diagnostic", code="link_lost", detail=str(error))
        self._on_change()

    def _reopen(self) -> None:
        self._let_go()
        self._why_down = None
        if not self.on:
            return
        clock = None if self._time_scale == 1.0 else make_clock(self._time_scale)
        try:
            bridge = open_bridge(self.device, clock=clock, max_level=self.limits.max_level, on_event=self._take)
        except BridgeError as error:
            self._why_down = f"{error} {error.hint}"
            raise
        bridge.__enter__()
        self.levels = (0.0,) * len(bridge.layout)
        self.bridge = bridge

    def _let_go(self) -> None:
        bridge, self.bridge = self.bridge, None
        if bridge is not None:
            bridge.close()
        self.levels = (0.0,) * len(self.levels)

    def _take(self, event: BridgeEvent) -> None:
        if isinstance(event, Level):
            self.levels, self.t_device_ms = event.levels, event.t_device_ms
        self._watcher(event)
        for listener in tuple(self._listeners):
            listener(event)
