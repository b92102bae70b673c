"""Devices of others, which take levels and know no envelopes: a model in front of each, and a thread to it.

::

    Session -> LevelLink: DeviceModel (envelopes, caps, heat, dead-man) --levels--> Outlet: thread, pace -> the device
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout

from lexicon import Layout

from ._battery import Battery
from ._link import ModelLink
from ._model import DeviceModel, ModelConfig
from ._pace import Levels, Pace
from ._precedence import prefer_this_thread
from ._uri import shown
from .errors import BridgeError, BridgeReason, DeviceNotFound, LinkLost

SILENCE_MS = 500.0
"""How long the bridge may be silent while a motor is on before the motors are brought to rest: a device's dead-man."""
CLOSE_S = 4.0
"""How long closing waits for a last rest and for hanging up."""


class Outlet(ABC):
    """The way to one device of others: a thread with an event loop. Opened once."""

    def __init__(self, describe: str, *, patience_s: float) -> None:
        """``patience_s`` is how long `_reach` may take; nothing is imported or opened yet."""
        self.describe = describe
        self.lost: LinkLost | None = None
        """Why the device is out of reach; None while it is not."""
        self.battery = Battery()
        self.pace = Pace(0.0, 0)
        self.limit = 255
        """The cap, 0 to 255: nothing above it may be sent, however a device rounds."""
        self._patience_s = patience_s
        self._wake: Callable[[], None] = lambda: None
        self._opened: Future[Layout] = Future()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._resting = self._closing = False
        self._seen_ms = 0.0
        self._asking: asyncio.Task[None] | None = None

    # From here on: any thread.

    def open(self, wake: Callable[[], None]) -> Layout:
        """Reach the device and say what it has; ``wake`` is called when it is lost. Raises `BridgeError`."""
        self._wake = wake
        self._thread = threading.Thread(target=self._run, name="edge-haptics-outlet", daemon=True)
        self._thread.start()
        try:
            return self._opened.result(self._patience_s + 2 * CLOSE_S)
        except FutureTimeout:
            self.close()
            raise self._unreached("did not answer in time") from None
        except BaseException:
            self.close()
            raise

    def put(self, levels: Levels) -> None:
        """Say what the motors should do from now on; never waits."""
        self._on_loop(lambda: self._want(levels))

    def rest(self) -> None:
        """Bring the motors to rest before anything else; never waits."""
        self._on_loop(self._rest_now)

    def seen(self) -> None:
        """The bridge is alive."""
        self._seen_ms = now_ms()

    def close(self) -> None:
        """Bring the motors to rest and let go, within 4 s; may be called again."""
        self._closing = True
        self._on_loop(self._look)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(CLOSE_S)

    def _on_loop(self, action: Callable[[], None]) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # its loop has ended, and so has the way to the device
                self._loop.call_soon_threadsafe(action)

    # From here on: the outlet's own thread.

    @abstractmethod
    async def _reach(self) -> Layout:
        """Connect, set `pace`, and say what motors there are. Raises `BridgeError`."""

    def _in_units(self, levels: Levels) -> Levels:
        """Levels as the device counts them, so that those that are one to it are no change."""
        return levels

    @abstractmethod
    async def _send(self, levels: Levels) -> None:
        """Pass levels on, in the device's units. Raises `LinkLost`."""

    @abstractmethod
    async def _send_rest(self) -> None:
        """Tell the device to rest, in the surest way it knows. Raises `LinkLost`."""

    @abstractmethod
    async def _let_go(self) -> None:
        """Tell the device to rest once more, where it still can be told, and hang up."""

    def _watch_battery(self, ask: Callable[[], Awaitable[float | None]]) -> None:
        """Ask for it from now on, until the device is let go."""
        self._asking = asyncio.create_task(self.battery.keep(ask))

    def _unreached(self, what: str, hint: str = "Try again.") -> DeviceNotFound:
        return DeviceNotFound(f"{self.describe} {what}.", hint=hint, reason=BridgeReason.NOT_FOUND)

    def _loss(self, what: str, reason: BridgeReason = BridgeReason.DROPPED, hint: str = "Connect again.") -> LinkLost:
        return LinkLost(f"{self.describe} {what}.", hint=hint, reason=reason)

    def _fail(self, error: LinkLost) -> None:
        """The device is out of reach."""
        if self.lost is None:
            self.lost = error
            self._look()
            self._wake()

    def _look(self) -> None:
        self._news.set()

    def _want(self, levels: Levels) -> None:
        self.pace.want(self._in_units(levels))
        self._look()

    def _rest_now(self) -> None:
        self._resting = True
        self.pace.rested(now_ms())
        self._look()

    def _run(self) -> None:
        prefer_this_thread()
        try:
            asyncio.run(self._main())
        except BridgeError as error:
            self._give_up(error)
        except BaseException as error:  # told to whoever opened it, or else to whoever uses it
            self._give_up(self._loss(f"failed: {foreign(error)}"))
        finally:
            self._give_up(self._unreached("was closed while it was being opened"))

    def _give_up(self, error: BridgeError) -> None:
        if not self._opened.done():
            self._opened.set_exception(error)
        elif self.lost is None and isinstance(error, LinkLost):
            self.lost = error
            self._wake()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        reaching = asyncio.create_task(asyncio.wait_for(self._reach(), self._patience_s))
        try:
            while not reaching.done() and not self._closing:
                looking = asyncio.create_task(self._news.wait())
                await asyncio.wait({reaching, looking}, return_when=asyncio.FIRST_COMPLETED)
                looking.cancel()
                self._news.clear()
            if self._closing:
                return
            try:
                layout = reaching.result()
            except asyncio.TimeoutError:
                raise self._unreached("did not answer in time") from None
            self._seen_ms = now_ms()
            self._opened.set_result(layout)
            while not self._closing and self.lost is None:
                await self._turn()
        finally:
            reaching.cancel()
            await asyncio.wait({reaching})
            if self._asking is not None:
                self._asking.cancel()
            await self._let_go()

    async def _turn(self) -> None:
        """Send what is due, rest first, then wait for what comes next."""
        self._news.clear()
        if self.pace.moving and now_ms() >= self._seen_ms + SILENCE_MS:
            self._rest_now()
        if self._resting:
            self._resting = False
            await self._send_rest()
        elif (levels := self.pace.due(now_ms())) is not None:
            await self._send(levels)
        times = [self.pace.next_ms(), self._seen_ms + SILENCE_MS if self.pace.moving else None]
        next_ms = min((time for time in times if time is not None), default=None)
        if self._resting or self._closing or self.lost is not None:
            return
        with contextlib.suppress(asyncio.TimeoutError):
            wait_s = None if next_ms is None else max(0.0, next_ms - now_ms()) / 1000
            await asyncio.wait_for(self._news.wait(), wait_s)


class LevelLink(ModelLink):
    """The device is a model with all limits of one; what its motors do goes to an outlet."""

    def __init__(self, outlet: Outlet, clock_ms: Callable[[], float]) -> None:
        """Play through ``outlet``; nothing is opened yet."""
        self._outlet, self._clock_ms = outlet, clock_ms
        self.describe = outlet.describe

    @property
    def battery(self) -> float | None:
        """As the outlet's device says."""
        return self._outlet.battery.share

    def open(self, wake: Callable[[], None]) -> None:
        """Reach the device. Raises `BridgeError`."""
        layout = self._outlet.open(wake)
        config = ModelConfig.of(layout)
        model = DeviceModel(config, boot=1, now_us=round(self._clock_ms() * 1000), outputs=self._put)
        super().__init__(model, self._clock_ms)
        self.describe = self._outlet.describe

    def send(self, packet: bytes) -> None:
        """Let the model take the packet. Raises `LinkLost` once the device is out of reach."""
        self._check()
        super().send(packet)

    def send_urgent(self, packet: bytes) -> None:
        """Let the model take a stop, and the device be told to rest before anything else."""
        self.send(packet)
        self._outlet.rest()

    def receive(self) -> list[tuple[float, bytes]]:
        """As for any simulated device. Raises `LinkLost` once the real one is out of reach."""
        self._check()
        return super().receive()

    def close(self) -> None:
        """Let go of the device, at rest."""
        self._outlet.close()

    def _check(self) -> None:
        self._outlet.seen()
        if self._outlet.lost is not None:
            raise self._outlet.lost

    def _put(self, _now_us: int, levels: Levels, _carriers: tuple[int, ...]) -> None:
        self._outlet.limit = self.model.limit
        self._outlet.put(levels)


def steps_of(level: int, limit: int, steps: int) -> int:
    """The step nearest to ``level`` of 255: at least 1 for a level above 0, never above ``limit`` of 255."""
    return min(max(round(level * steps / 255), 1), limit * steps // 255) if level else 0


def now_ms() -> float:
    """The time that outlets live by."""
    return time.monotonic() * 1000


def foreign(error: BaseException) -> str:
    """What somebody else's error says, safe to print and short."""
    return shown(f"{type(error).__name__}: {error}")[1:-1]
