"""``intiface:ws://HOST:PORT``: whatever Intiface (or another Buttplug server) can make vibrate.

On websockets and not on the protocol's own client, which sends no stop when it leaves and keeps it to itself when a
ping fails.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from lexicon import Layout

from ._battery import ASK_S
from ._buttplug import MAX_FRAME, Client, Misread, Toy
from ._layouts import make_layout
from ._outlet import Outlet, foreign, steps_of
from ._pace import Levels, Pace
from ._uri import DeviceUri, shown
from .errors import BridgeError, BridgeReason, DeviceNotFound, DeviceRefused, LinkLost

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

CLIENT_NAME = "edge-haptics"
LOCAL = "ws://127.0.0.1:12345"
"""Where Intiface listens unless it was told otherwise."""
CONNECT_S, HELLO_S = 5.0, 3.0
"""For a connection, and for its first answer in each version."""
SCAN_S, SETTLE_S = 6.0, 0.5
"""For the first device that vibrates, and after it for others."""
ANSWER_S = 2.0
"""Longer than a slow device takes for a command; a server that does not answer for so long is gone."""
LEAVE_S = 1.0
"""How long leaving waits for the last stop to be answered, and for the connection to close."""
LEAST_GAP_MS = 10.0
"""How far apart commands are where the server names no gap."""
PINGS = 3
"""Pings within the time after which the server gives up: two may come late."""
MAX_NAMED = 8
"""Devices that an error names."""
_HINT = "See that Intiface still runs and the device is on, then connect again."


class IntifaceOutlet(Outlet):
    """One device of one server; `device` is its name or number, empty for the only one that vibrates."""

    def __init__(
        self, url: str, *, device: str = "", kind: str = "erm", lowest: float = 0.0, scan_s: float = SCAN_S
    ) -> None:
        """Say what to reach; ``kind`` and ``lowest`` are what nobody tells us of its motors."""
        self._url, self._device, self._scan_s = url or LOCAL, device, scan_s
        patience_s = 2 * (CONNECT_S + HELLO_S) + HELLO_S + scan_s + SETTLE_S
        super().__init__(f"Intiface at {shown(self._url)[1:-1]}", patience_s=patience_s)
        self._kind, self._lowest = kind, lowest
        self._client = Client(4)
        self._toy: Toy | None = None
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._pinging: asyncio.Task[None] | None = None
        self._heard = asyncio.Event()
        self._late: asyncio.TimerHandle | None = None
        self._told: Levels = ()
        """What the vibrators were last set to; empty for rest."""

    async def toys(self) -> list[Toy]:
        """Ask for the server's devices and hang up. Raises `BridgeError`."""
        try:
            await self._greet()
            return list(self._client.toys.values())
        finally:
            await self._let_go()

    async def _reach(self) -> Layout:
        await self._greet()
        self._pinging = asyncio.create_task(self._ping())
        toy = await self._find()
        self._toy, self.describe = toy, f"{toy.name} on {self.describe}"
        self.pace = Pace(max(LEAST_GAP_MS, toy.gap_ms), len(toy.vibrators))
        if toy.battery is not None:
            self._watch_battery(self._ask_battery)
        steps = min(*(vibrator.steps for vibrator in toy.vibrators), 255)
        return make_layout(len(toy.vibrators), self._kind, self._lowest, steps)

    def _in_units(self, levels: Levels) -> Levels:
        vibrators = self._toy.vibrators if self._toy else ()
        return tuple(
            steps_of(level, self.limit, vibrator.steps) for level, vibrator in zip(levels, vibrators, strict=True)
        )

    async def _send(self, levels: Levels) -> None:
        assert self._toy is not None
        before = self._told or (0,) * len(levels)
        self._told = levels
        rows = zip(self._toy.vibrators, levels, before, strict=True)
        self.pace.owe(True)
        await self._say(self._client.vibrate(self._toy, {vibrator: now for vibrator, now, was in rows if now != was}))

    async def _send_rest(self) -> None:
        assert self._toy is not None
        self._told = ()
        self.pace.owe(True)
        await self._say(self._client.stop(self._toy))

    async def _let_go(self) -> None:
        if self._pinging is not None:
            self._pinging.cancel()
        if self._socket is not None and self._toy is not None:
            with contextlib.suppress(BridgeError):
                await self._send_rest()
                await self._until(lambda: not self._client.owed, LEAVE_S)
        self._toy = None
        await self._hang_up()

    # -- connecting

    async def _greet(self) -> None:
        """Connect and learn of the devices, in the newest version that the server speaks."""
        said = "it says nothing"
        for major in (4, 3):
            await self._connect()
            client = self._client = Client(major)
            with contextlib.suppress(BridgeError):
                await self._say(client.hello(CLIENT_NAME))
                await self._until(lambda: client.welcome or client.refusal, HELLO_S)  # noqa: B023
            if client.welcome and not client.refusal:
                await self._say(client.ask_for_devices())
                if not await self._until(lambda: client.listed, HELLO_S):  # noqa: B023
                    raise self._loss("does not say which devices it has", BridgeReason.SILENT, _HINT)
                return
            said = client.refusal or said
            await self._hang_up()
        raise DeviceRefused(
            f"{self.describe} speaks neither version 4 nor version 3 of Buttplug ({said}).",
            hint="Start Intiface Central there, or give the address on which it listens.",
            reason=BridgeReason.REFUSED,
        )

    async def _connect(self) -> None:
        try:
            from websockets.asyncio.client import connect
            from websockets.exceptions import WebSocketException
        except ImportError as error:
            raise DeviceNotFound(
                "Devices of Intiface need the package websockets, which is not installed.",
                hint="Install it with `pip install edge-haptics[intiface]`.",
                reason=BridgeReason.NOT_IN_BUILD,
            ) from error
        try:
            self._socket = await connect(
                self._url,
                max_size=MAX_FRAME,
                open_timeout=CONNECT_S,
                close_timeout=LEAVE_S,
                compression=None,
                proxy=None,
            )
        except (OSError, ValueError, WebSocketException, asyncio.TimeoutError) as error:
            raise DeviceNotFound(
                f"{self.describe} cannot be reached: {foreign(error)}.",
                hint="Start Intiface Central and its server, or give the address on which it listens.",
                reason=BridgeReason.CANNOT_OPEN,
            ) from error
        self._listening = asyncio.create_task(self._listen(self._socket))

    async def _hang_up(self) -> None:
        if self._late is not None:
            self._late.cancel()
        if self._socket is not None:
            await self._socket.close()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening})
        self._socket = self._listening = None

    async def _find(self) -> Toy:
        """Return the device that is meant; the server looks for it when it does not know it yet."""
        fits = self._fits()
        if not fits:
            await self._say(self._client.scan(on=True))
            if await self._until(self._fits, self._scan_s):
                await self._until(lambda: len(self._fits()) > 1, SETTLE_S)
            await self._say(self._client.scan(on=False))
            self._client.refusal = None  # a server that cannot scan may still be told of devices
            fits = self._fits()
        if len(fits) == 1:
            return fits[0]
        if fits:
            named = ", ".join(uri for uri, _ in device_strings(self._url, fits[:MAX_NAMED]))
            raise DeviceNotFound(
                f"{len(fits)} devices of Intiface could be meant: {named}.",
                hint="Name one of them.",
                reason=BridgeReason.SEVERAL_FOUND,
            )
        known = ", ".join(shown(toy.name) for toy in list(self._client.toys.values())[:MAX_NAMED])
        what = f"called {shown(self._device)}" if self._device else "that vibrates"
        raise DeviceNotFound(
            f"{self.describe} has no device {what}{f', but {known}' if known else ''}.",
            hint="Turn the device on and see that Intiface shows it.",
            reason=BridgeReason.NOT_FOUND,
        )

    def _fits(self) -> list[Toy]:
        wanted = self._device.casefold()
        return [
            toy for toy in self._client.toys.values() if not wanted or wanted in {toy.name.casefold(), str(toy.index)}
        ]

    # -- the conversation

    async def _ask_battery(self) -> float | None:
        """Ask while the motors rest, so that nothing which is felt waits behind the answer."""
        toy, client, socket = self._toy, self._client, self._socket
        assert toy is not None
        assert socket is not None
        if self.pace.moving:
            return self.battery.share
        client.batteries.pop(toy.index, None)
        await socket.send(client.ask_for_battery(toy))
        await self._until(lambda: toy.index in client.batteries, ASK_S)
        return client.batteries.get(toy.index)

    async def _say(self, frame: str) -> None:
        """Send a frame; an answer must come within `ANSWER_S`. Raises `LinkLost`."""
        socket = self._socket
        if socket is None:
            raise self._loss("is not connected", hint=_HINT)
        loop = asyncio.get_running_loop()
        if self._late is None or self._late.cancelled():
            self._late = loop.call_later(ANSWER_S, self._silent)
        try:
            await asyncio.wait_for(socket.send(frame), ANSWER_S)
        except asyncio.TimeoutError:
            raise self._loss("takes no more commands", BridgeReason.SILENT, _HINT) from None
        except Exception as error:  # ConnectionClosed, and what a broken connection brings
            raise self._loss(f"can no longer be reached: {foreign(error)}", hint=_HINT) from error

    def _silent(self) -> None:
        if self._toy is not None:
            self._fail(self._loss(f"did not answer for {ANSWER_S:g} s", BridgeReason.SILENT, _HINT))

    async def _until(self, condition: Callable[[], object], within_s: float) -> bool:
        """Wait until something that was heard makes ``condition`` true. Raises `LinkLost` when no more can come."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + within_s
        while not condition():
            if self._listening is None or self._listening.done():
                raise self._loss("closed the connection", hint=_HINT)
            self._heard.clear()
            try:
                await asyncio.wait_for(self._heard.wait(), end_s - loop.time())
            except asyncio.TimeoutError:
                return False
        return True

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for frame in socket:
                self._client.receive(frame)
                self._heed()
                self._heard.set()
            what = "closed the connection"
        except Misread as error:
            what = f"says what Buttplug does not know ({foreign(error)})"
        except Exception as error:  # ConnectionClosedError
            what = f"broke the connection: {foreign(error)}"
        finally:
            self._heard.set()
        if self._toy is not None:
            self._fail(self._loss(what, hint=_HINT))

    def _heed(self) -> None:
        """Follow what the server says of our device and of our commands."""
        client, toy = self._client, self._toy
        if not client.owed:
            if self._late is not None:
                self._late.cancel()
            self.pace.owe(False)
            self._look()
        if toy is None:
            return
        now = client.toys.get(toy.index)
        if client.refusal is not None:
            self._fail(self._loss(f"refused a command: {shown(client.refusal)}", BridgeReason.REFUSED, _HINT))
        elif now is None:
            self._fail(self._loss("is no longer there", hint=_HINT))
        elif (now.name, now.vibrators) != (toy.name, toy.vibrators):
            self._fail(self._loss("changed into another device", hint=_HINT))
        else:
            self.pace.gap_ms = max(LEAST_GAP_MS, now.gap_ms)

    async def _ping(self) -> None:
        with contextlib.suppress(LinkLost):  # whoever listens says why
            while self._client.ping_ms:
                await self._say(self._client.ping())
                await asyncio.sleep(self._client.ping_ms / PINGS / 1000)


def list_toys(url: str = LOCAL) -> list[tuple[str, str]]:
    """Ask a server for its devices: (device string, name) of each. None where no server answers."""
    try:
        return device_strings(url, asyncio.run(IntifaceOutlet(url).toys()))
    except BridgeError:
        return []


def device_strings(url: str, toys: list[Toy]) -> list[tuple[str, str]]:
    """How each device is named, by its name where only one has it, and what it is called."""
    names = [toy.name.casefold() for toy in toys]
    return [
        (str(DeviceUri("intiface", url, {"device": toy.name if names.count(name) == 1 else toy.index})), toy.name)
        for toy, name in zip(toys, names, strict=True)
    ]
