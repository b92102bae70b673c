"""``intiface:ws://HOST:PORT``: whatever Intiface (or another Buttplug server) can make vibrate."""

from __future__ import annotations

import asyncio
import contextlib

from lexicon import Layout

from ._battery import ASK_S
from ._buttplug_toys import Toy
from ._intiface_talk import GREET_S, LEAVE_S, Conversation
from ._layouts import make_layout
from ._outlet import Outlet, steps_of
from ._pace import Levels, Pace
from ._uri import DeviceUri, shown
from .errors import BridgeError, BridgeReason, DeviceNotFound, LinkLost

LOCAL = "ws://127.0.0.1:12345"
"""Where Intiface listens unless it was told otherwise."""
SCAN_S, SETTLE_S = 6.0, 0.5
"""For the first device that vibrates, and after it for others."""
LEAST_GAP_MS = 10.0
"""How far apart commands are where the server names no gap."""
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
        self._talk = Conversation(self._url, loss=self._gone, heard=self._heed, broke=self._broke)
        super().__init__(self._talk.describe, patience_s=GREET_S + scan_s + SETTLE_S)
        self._kind, self._lowest = kind, lowest
        self._toy: Toy | None = None
        self._told: Levels = ()
        """What the vibrators were last set to; empty for rest."""

    async def toys(self) -> list[Toy]:
        """Ask for the server's devices and hang up. Raises `BridgeError`."""
        try:
            await self._talk.greet()
            return list(self._talk.client.toys.values())
        finally:
            await self._let_go()

    async def _reach(self) -> Layout:
        await self._talk.greet()
        self._talk.keep_up()
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
        changed = {vibrator: now for vibrator, now, was in rows if now != was}
        await self._talk.say(self._talk.client.vibrate(self._toy, changed))

    async def _send_rest(self) -> None:
        assert self._toy is not None
        self._told = ()
        self.pace.owe(True)
        await self._talk.say(self._talk.client.stop(self._toy))

    async def _let_go(self) -> None:
        if self._talk.connected and self._toy is not None:
            with contextlib.suppress(BridgeError):
                await self._send_rest()
                await self._talk.until(lambda: not self._talk.client.owed, LEAVE_S)
        self._toy = None
        await self._talk.hang_up()

    async def _find(self) -> Toy:
        """Return the device that is meant; the server looks for it when it does not know it yet."""
        fits = self._fits()
        if not fits:
            await self._talk.say(self._talk.client.scan(on=True))
            if await self._talk.until(self._fits, self._scan_s):
                await self._talk.until(lambda: len(self._fits()) > 1, SETTLE_S)
            await self._talk.say(self._talk.client.scan(on=False))
            self._talk.client.refusal = None  # a server that cannot scan may still be told of devices
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
        known = ", ".join(shown(toy.name) for toy in list(self._talk.client.toys.values())[:MAX_NAMED])
        what = f"called {shown(self._device)}" if self._device else "that vibrates"
        raise DeviceNotFound(
            f"{self.describe} has no device {what}{f', but {known}' if known else ''}.",
            hint="Turn the device on and see that Intiface shows it.",
            reason=BridgeReason.NOT_FOUND,
        )

    def _fits(self) -> list[Toy]:
        wanted, toys = self._device.casefold(), self._talk.client.toys.values()
        return [toy for toy in toys if not wanted or wanted in {toy.name.casefold(), str(toy.index)}]

    async def _ask_battery(self) -> float | None:
        """Ask while the motors rest, so that nothing which is felt waits behind the answer."""
        toy, client = self._toy, self._talk.client
        assert toy is not None
        if self.pace.moving:
            return self.battery.share
        client.batteries.pop(toy.index, None)
        await self._talk.say(client.ask_for_battery(toy))
        await self._talk.until(lambda: toy.index in client.batteries, ASK_S)
        return client.batteries.get(toy.index)

    def _heed(self) -> None:
        """Follow what the server says of our device and of our commands."""
        client, toy = self._talk.client, self._toy
        if not client.owed:
            self.pace.owe(False)
            self._look()
        if toy is None:
            return
        now = client.toys.get(toy.index)
        if client.refusal is not None:
            self._fail(self._gone(f"refused a command: {shown(client.refusal)}", BridgeReason.REFUSED))
        elif now is None:
            self._fail(self._gone("is no longer there"))
        elif (now.name, now.vibrators) != (toy.name, toy.vibrators):
            self._fail(self._gone("changed into another device"))
        else:
            self.pace.gap_ms = max(LEAST_GAP_MS, now.gap_ms)

    def _gone(self, what: str, reason: BridgeReason = BridgeReason.DROPPED) -> LinkLost:
        return self._loss(what, reason, _HINT)

    def _broke(self, error: LinkLost) -> None:
        if self._toy is not None:
            self._fail(error)


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
