"""The WebSocket: everything that happens, and the few things that a page may say."""

from __future__ import annotations

import asyncio
import contextlib

from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from firmware_bridge._web import AUDIENCE

from ._doorkeeper import Caller
from ._forms import Follow, Order, Ping, StopOrder
from ._hub import Reader, as_line
from ._monitor import BEAT_S, QUIET_BEAT_S, Monitor
from ._rates import Rates

SOCKETS_MAX = 64
LIFE_S = 12 * 3600.0
ORDERS_PER_S, ORDERS_BURST = 60.0, 120
FOLLOW_S = 0.1
"""How often a browser that is a device hears of a level that stays."""
ORDER: TypeAdapter[Ping | StopOrder | Follow] = TypeAdapter(Order)
POLICY, LATER, GOING = 1008, 1013, 1001


class Events:
    """Serves the sockets of one monitor."""

    def __init__(self, monitor: Monitor) -> None:
        """Tell of ``monitor``."""
        self._monitor = monitor

    async def serve(self, socket: WebSocket) -> None:
        """`/v1/events`."""
        await socket.accept()
        if len(self._monitor.hub) >= SOCKETS_MAX:
            await socket.close(LATER)
            return
        caller: Caller = socket.scope["state"]["caller"]
        wanted = socket.query_params.get("kinds")
        kinds = None if wanted is None else frozenset(wanted.split(",")[:32])
        listener = _Listener(self._monitor, socket, Reader(kinds, lambda: self._state(caller)))
        await listener.run()

    async def beat(self) -> None:
        """Tell everybody how the device is, for ever: often while it moves."""
        loop = asyncio.get_running_loop()
        told_s = 0.0
        while True:
            await asyncio.sleep(BEAT_S)
            moving = any(self._monitor.rig.levels)
            if len(self._monitor.hub) and (moving or loop.time() - told_s >= QUIET_BEAT_S):
                told_s = loop.time()
                self._monitor.hub.publish(self._monitor.beat())

    def _state(self, caller: Caller) -> str:
        return as_line(self._monitor.state(person=caller.person).model_dump())


class _Listener:
    """One socket."""

    def __init__(self, monitor: Monitor, socket: WebSocket, reader: Reader) -> None:
        self._monitor, self._socket, self._reader = monitor, socket, reader
        self._rates = Rates(ORDERS_PER_S, ORDERS_BURST)
        self._loop = asyncio.get_running_loop()
        self._again: asyncio.TimerHandle | None = None
        self._follows = False

    async def run(self) -> None:
        """Until either side leaves."""
        hub = self._monitor.hub
        self._reader.push("state", self._reader.state())
        hub.join(self._reader)
        tasks = [asyncio.ensure_future(self._tell()), asyncio.ensure_future(self._hear())]
        code = GOING
        try:
            done, _ = await asyncio.wait(tasks, timeout=LIFE_S, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                code = task.result()
        finally:
            self._follow(False)
            hub.leave(self._reader)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.close(code)

    async def _tell(self) -> int:
        backlog, bell = self._reader.backlog, self._reader.bell
        while True:
            await bell.wait()
            bell.clear()
            while (line := backlog.pop()) is not None:
                try:
                    await self._socket.send_text(line)
                except WebSocketDisconnect:
                    return GOING
            if backlog.overflow:
                return LATER

    async def _hear(self) -> int:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return GOING
            if self._rates.wait_s("", self._loop.time()):
                return POLICY
            try:
                order = ORDER.validate_json(message.get("text") or "")
            except ValidationError:
                return POLICY
            self._take(order)

    def _take(self, order: Ping | StopOrder | Follow) -> None:
        if isinstance(order, Ping):
            self._reader.push("pong", as_line({"t_ms": self._monitor.record.now_ms(), "kind": "pong", "t": order.t}))
        elif isinstance(order, Follow):
            self._follow(order.on)
        else:
            self._monitor.stop()

    # -- a browser that is a device

    def _follow(self, on: bool) -> None:
        if on == self._follows:
            return
        self._follows = on
        if on:
            AUDIENCE.join(self._show)
            self._monitor.followed()
        else:
            AUDIENCE.leave(self._show)
            if self._again is not None:
                self._again.cancel()
        self._monitor.tell_state()

    def _show(self, t_ms: float, levels: tuple[float, ...], carriers_hz: tuple[int, ...]) -> None:
        """From the thread that plays."""
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._push_levels, t_ms, levels, carriers_hz)

    def _push_levels(self, t_ms: float, levels: tuple[float, ...], carriers_hz: tuple[int, ...]) -> None:
        if self._again is not None:
            self._again.cancel()
            self._again = None
        if not self._follows:
            return
        shown = {
            "t_ms": self._monitor.record.now_ms(),
            "kind": "web",
            "t_device_ms": round(t_ms, 3),
            "levels": [round(level, 4) for level in levels],
            "carriers_hz": list(carriers_hz),
        }
        self._reader.push("web", as_line(shown))
        if any(levels):
            self._again = self._loop.call_later(FOLLOW_S, self._push_levels, t_ms, levels, carriers_hz)
