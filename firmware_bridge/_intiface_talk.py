"""One conversation with a Buttplug server over a WebSocket: connecting, saying, listening, pinging.

On websockets and not on the protocol's own client, which sends no stop when it leaves and keeps it to itself when a
ping fails.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from ._buttplug import MAX_FRAME, Client, Misread
from ._outlet import foreign
from ._uri import shown
from .errors import BridgeError, BridgeReason, DeviceNotFound, DeviceRefused, LinkLost

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

CLIENT_NAME = "edge-haptics"
CONNECT_S, HELLO_S = 5.0, 3.0
"""For a connection, and for its first answer in each version."""
ANSWER_S = 2.0
"""Longer than a slow device takes for a command; a server that does not answer for so long is gone."""
LEAVE_S = 1.0
"""How long leaving waits for the last stop to be answered, and for the connection to close."""
GREET_S = 2 * (CONNECT_S + HELLO_S) + HELLO_S
"""How long greeting may take in all."""
PINGS = 3
"""Pings within the time after which the server gives up: two may come late."""


class Conversation:
    """What is said to a server and heard from it; `client` knows what it means."""

    def __init__(
        self,
        url: str,
        *,
        loss: Callable[[str, BridgeReason], LinkLost],
        heard: Callable[[], None],
        broke: Callable[[LinkLost], None],
    ) -> None:
        """``loss`` words an error, ``heard`` is called after each frame, ``broke`` when there will be none."""
        self.describe = f"Intiface at {shown(url)[1:-1]}"
        self.client = Client(4)
        self._url = url
        self._lose, self._on_heard, self._on_broke = loss, heard, broke
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._pinging: asyncio.Task[None] | None = None
        self._heard = asyncio.Event()
        self._late: asyncio.TimerHandle | None = None

    @property
    def connected(self) -> bool:
        """Whether there is a connection to say something on."""
        return self._socket is not None

    async def greet(self) -> None:
        """Connect and learn of the devices, in the newest version that the server speaks. Raises `BridgeError`."""
        said = "it says nothing"
        for major in (4, 3):
            await self._connect()
            client = self.client = Client(major)
            with contextlib.suppress(BridgeError):
                await self.say(client.hello(CLIENT_NAME))
                await self.until(lambda: client.welcome or client.refusal, HELLO_S)  # noqa: B023
            if client.welcome and not client.refusal:
                await self.say(client.ask_for_devices())
                if not await self.until(lambda: client.listed, HELLO_S):  # noqa: B023
                    raise self._lose("does not say which devices it has", BridgeReason.SILENT)
                return
            said = client.refusal or said
            await self.hang_up()
        raise DeviceRefused(
            f"{self.describe} speaks neither version 4 nor version 3 of Buttplug ({said}).",
            hint="Start Intiface Central there, or give the address on which it listens.",
            reason=BridgeReason.REFUSED,
        )

    def keep_up(self) -> None:
        """Ping from now on, as often as the server wants."""
        self._pinging = asyncio.create_task(self._ping())

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

    async def hang_up(self) -> None:
        """Close the connection; may be called again."""
        if self._pinging is not None:
            self._pinging.cancel()
        if self._late is not None:
            self._late.cancel()
        if self._socket is not None:
            await self._socket.close()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening})
        self._socket = self._listening = None

    async def say(self, frame: str) -> None:
        """Send a frame; where one is owed, an answer must come within `ANSWER_S`. Raises `LinkLost`."""
        socket = self._socket
        if socket is None:
            raise self._lose("is not connected", BridgeReason.DROPPED)
        loop = asyncio.get_running_loop()
        if self.client.owed and (self._late is None or self._late.cancelled()):
            self._late = loop.call_later(ANSWER_S, self._silent)
        try:
            await asyncio.wait_for(socket.send(frame), ANSWER_S)
        except asyncio.TimeoutError:
            raise self._lose("takes no more commands", BridgeReason.SILENT) from None
        except Exception as error:  # ConnectionClosed, and what a broken connection brings
            raise self._lose(f"can no longer be reached: {foreign(error)}", BridgeReason.DROPPED) from error

    def _silent(self) -> None:
        self._on_broke(self._lose(f"did not answer for {ANSWER_S:g} s", BridgeReason.SILENT))

    async def until(self, condition: Callable[[], object], within_s: float) -> bool:
        """Wait until something that was heard makes ``condition`` true. Raises `LinkLost` when no more can come."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + within_s
        while not condition():
            if self._listening is None or self._listening.done():
                raise self._lose("closed the connection", BridgeReason.DROPPED)
            self._heard.clear()
            try:
                await asyncio.wait_for(self._heard.wait(), end_s - loop.time())
            except asyncio.TimeoutError:
                return False
        return True

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for frame in socket:
                self.client.receive(frame)
                if self._late is not None and not self.client.owed:
                    self._late.cancel()
                self._on_heard()
                self._heard.set()
            what = "closed the connection"
        except Misread as error:
            what = f"says what Buttplug does not know ({foreign(error)})"
        except Exception as error:  # ConnectionClosedError
            what = f"broke the connection: {foreign(error)}"
        finally:
            self._heard.set()
        self._on_broke(self._lose(what, BridgeReason.DROPPED))

    async def _ping(self) -> None:
        with contextlib.suppress(LinkLost):  # whoever listens says why
            while self.client.ping_ms:
                await self.say(self.client.ping())
                await asyncio.sleep(self.client.ping_ms / PINGS / 1000)
