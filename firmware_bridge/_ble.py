"""The BLE transport: one thread, one event loop, bleak. One packet is one write or one notification."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._battery import Battery, share_of
from ._ble_find import clean_name, find, find_characteristics, foreign, in_a_sentence, need_bleak
from ._ble_ids import BATTERY_LEVEL, BATTERY_SERVICE, PACKET_BYTES
from ._ble_writer import Writer
from ._precedence import prefer_this_thread
from ._uri import shown
from .errors import BridgeReason, DeviceNotFound, LinkLost

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic

MAX_ARRIVED = 4096
"""Packets kept for `BleLink.receive`; of more the oldest go, since a later status says all that an earlier one did."""
LEAST_LEAD_MS = 100.0
"""Shortest lead of any BLE link: phones and desktops stretch the interval as they like."""
JITTER_MS = 20.0
"""What the host's own scheduling adds (99th percentile, measured through D-Bus on two busy cores)."""
FLUSH_S, DISCONNECT_S, CLOSE_S = 0.5, 1.0, 3.0
"""How long closing waits for a last stop, for the system to hang up, and for all of it."""
_OPENING = threading.Lock()
"""One link of a process is opened at a time: bleak looks once at the system's version, and on one event loop only."""
_HINT = "Check its battery and bring it nearer, then connect again."


@dataclass(frozen=True, slots=True)
class BleOptions:
    """How patient a `BleLink` is; seconds."""

    scan_s: float = 6.0
    """For the first device that fits."""
    settle_s: float = 1.0
    """After it, for others that fit too."""
    connect_s: float = 15.0
    """From the call to the device's first possible packet; services are read for the first time in it."""
    write_s: float = 2.0
    """For the system to take one packet. bleak itself waits for ever."""
    interval_ms: float = 48.75
    """Longest connection interval to reckon with, in ms. Not to be had from the system; BlueZ asks for 30 to 50."""


class BleLink:
    """A link to one device over BLE.

    ``address`` is ``auto``, ``name=...``, a MAC or a UUID. It does not connect again by itself: open a new one.
    """

    one_way_sync = True
    """Answers wait for the next connection event: half a round trip would be wrong by half an interval."""
    window = 4
    """Packets in flight that the device has not answered: more would only wait in front of a stop."""
    same_clock = False
    watch_ms = 0
    """Never: reports of levels would take the slots that answers need."""
    packet_bytes = PACKET_BYTES
    overhead = 7
    """Bytes before each packet: 4 of L2CAP, 3 of ATT."""

    def __init__(self, address: str, *, options: BleOptions | None = None) -> None:
        """Remember what to connect to; nothing is imported or opened before `open`."""
        self.describe = f"BLE device {shown(address)}"
        self._address, self._options = address, options or BleOptions()
        self.lead_ms = max(LEAST_LEAD_MS, 2 * self._options.interval_ms + JITTER_MS)
        self._patience_s = self._options.scan_s + self._options.settle_s + self._options.connect_s
        self._wake: Callable[[], None] = lambda: None
        self._opened: Future[None] = Future()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._closing = False
        self._lost: LinkLost | None = None
        self._arrived: deque[tuple[float, bytes]] = deque(maxlen=MAX_ARRIVED)
        self._writer = Writer(self._write)
        self._client: BleakClient | None = None
        self._char: BleakGATTCharacteristic | None = None
        self._battery = Battery()
        self._asking: asyncio.Task[None] | None = None

    @property
    def battery(self) -> float | None:
        """As the device's Battery Service says; None where it has none."""
        return self._battery.share

    def open(self, wake: Callable[[], None]) -> None:
        """Find the device and connect, within the sum of the options' times. Once only, and one link after the other.

        ``wake`` is called from the link's thread whenever something arrived or the link was lost; it must be quick.
        Raises `DeviceNotFound` or `DeviceRefused`, both with hint and reason; RuntimeError when called twice.
        """
        if self._thread is not None or self._closing:
            raise RuntimeError("a BleLink is opened once; make a new one")
        need_bleak()
        self._wake = wake
        try:
            with _OPENING:
                self._thread = threading.Thread(target=self._live, name="ble-link", daemon=True)
                self._thread.start()
                self._opened.result(self._patience_s + 2 * CLOSE_S)
        except FutureTimeout:
            self.close()
            raise in_a_sentence(asyncio.TimeoutError(), self.describe) from None
        except BaseException:
            self.close()
            raise

    def send(self, packet: bytes) -> None:
        """Queue one packet; never waits. Raises `LinkLost` when the link is down, ValueError for a bad length."""
        self._queue(packet, urgent=False)

    def send_urgent(self, packet: bytes) -> None:
        """Do as `send` does, but pass every packet that has not left yet."""
        self._queue(packet, urgent=True)

    def receive(self) -> list[tuple[float, bytes]]:
        """Return what has arrived: ``time.monotonic()`` of its arrival in seconds, and the packet.

        Raises `LinkLost` once the link is down and everything was given.
        """
        packets: list[tuple[float, bytes]] = []
        lost = self._lost  # looked at first: what came before the loss is then in the queue
        with contextlib.suppress(IndexError):
            while True:
                packets.append(self._arrived.popleft())
        if not packets and lost is not None:
            raise lost
        return packets

    def next_deadline_ms(self) -> None:
        """Nothing happens without `wake`."""

    def close(self) -> None:
        """Hang up; a last urgent packet still leaves. Returns within 3 s in any state; may be called again."""
        self._closing = True
        if self._lost is None:
            self._lost = LinkLost(
                f"The link to {self.describe} was closed.", hint="Connect again.", reason=BridgeReason.DROPPED
            )
        self._on_loop(self._end)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(CLOSE_S)

    # From here on: any thread, without waiting.

    def _queue(self, packet: bytes, *, urgent: bool) -> None:
        if not 0 < len(packet) <= PACKET_BYTES:
            raise ValueError(f"a packet has 1 to {PACKET_BYTES} bytes, not {len(packet)}")
        if self._lost is not None:
            raise self._lost
        if not self._opened.done():
            raise LinkLost(f"{self.describe} is not open.", hint="Open it first.", reason=BridgeReason.DROPPED)
        if not self._writer.put(packet, urgent=urgent):
            raise self._loss("takes no more packets", BridgeReason.SILENT)
        self._on_loop(self._writer.pump)

    def _on_loop(self, action: Callable[[], None]) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # its loop has ended, and so has the link
                self._loop.call_soon_threadsafe(action)

    def _loss(self, what: str, reason: BridgeReason = BridgeReason.DROPPED) -> LinkLost:
        return LinkLost(f"{self.describe} {what}.", hint=_HINT, reason=reason)

    # From here on: the link's own thread.

    def _live(self) -> None:
        prefer_this_thread()
        try:
            asyncio.run(self._main())
        except BaseException as error:  # told to whoever opened it, or else to whoever uses it
            self._fail(self._loss(f"failed: {foreign(error)}"))
        finally:
            if not self._opened.done():
                how = "closed" if self._closing else "disconnected"
                self._opened.set_exception(
                    DeviceNotFound(
                        f"{self.describe} was {how} while it was being opened.",
                        hint="Open it again.",
                        reason=BridgeReason.CANNOT_OPEN,
                    )
                )

    async def _main(self) -> None:
        self._ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        if self._closing:
            return
        opening = asyncio.create_task(asyncio.wait_for(self._connect(), self._patience_s))
        opening.add_done_callback(lambda task: task.cancelled() or task.exception())
        ended = asyncio.create_task(self._ended.wait())
        try:
            await asyncio.wait({opening, ended}, return_when=asyncio.FIRST_COMPLETED)
            if opening.done():
                opening.result()
                self._opened.set_result(None)
                await ended
        except Exception as error:  # bleak raises what it likes
            self._opened.set_exception(in_a_sentence(error, self.describe))
        finally:
            await self._hang_up(opening)

    async def _connect(self) -> None:
        from bleak import BleakClient

        device = await find(self._address, scan_s=self._options.scan_s, settle_s=self._options.settle_s)
        self.describe = f"{clean_name(device)}, {device.address}"
        client = BleakClient(device, self._on_disconnected, timeout=self._options.connect_s)
        self._client = client
        await client.connect()
        write, notify = find_characteristics(client.services, self.describe)
        self._writer.one_by_one = "write-without-response" not in write.properties
        self._char = write
        await client.start_notify(notify, self._on_notify)
        service = client.services.get_service(BATTERY_SERVICE)
        level = None if service is None else service.get_characteristic(BATTERY_LEVEL)
        if level is not None:
            self._asking = asyncio.create_task(self._battery.keep(lambda: self._read_share(client, level)))

    @staticmethod
    async def _read_share(client: BleakClient, level: BleakGATTCharacteristic) -> float | None:
        return share_of((await client.read_gatt_char(level))[0])

    def _on_notify(self, _: BleakGATTCharacteristic, data: bytearray) -> None:
        self._arrived.append((time.monotonic(), bytes(data)))
        self._wake()

    def _on_disconnected(self, _: BleakClient) -> None:
        if self._char is not None:  # before that bleak may be trying once more by itself
            self._fail(self._loss("was disconnected"))

    def _fail(self, loss: LinkLost) -> None:
        if self._lost is None:
            self._lost = loss
            self._end()
            self._wake()

    def _end(self) -> None:
        if self._ended is not None:
            self._ended.set()

    async def _write(self, packet: bytes) -> None:
        char, client, response = self._char, self._client, self._writer.one_by_one
        if char is None or client is None:
            return
        # Asked for each packet: the system learns it late, and it may change.
        if not response and len(packet) > (room := char.max_write_without_response_size):
            self._fail(self._loss(f"takes only {room} bytes in one write", BridgeReason.REFUSED))
            return
        try:
            await asyncio.wait_for(client.write_gatt_char(char, packet, response), self._options.write_s)
        except asyncio.TimeoutError:
            self._fail(self._loss(f"took no packet for {self._options.write_s:g} s", BridgeReason.SILENT))
        except Exception as error:  # BleakError, OSError, EOFError, and assertions of a bus that is gone
            self._fail(self._loss(f"can no longer be written to: {foreign(error)}"))

    async def _hang_up(self, opening: asyncio.Task[None]) -> None:
        """Leave nothing behind: not a half-open connection, and not a bus that looks alive and is not."""
        if self._closing:
            await self._writer.finish(FLUSH_S)
        self._writer.drop()
        if self._asking is not None:
            self._asking.cancel()
        opening.cancel()
        await asyncio.wait({opening}, timeout=DISCONNECT_S)
        if self._client is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._client.disconnect(), DISCONNECT_S)
