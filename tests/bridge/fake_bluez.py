"""A BlueZ without a radio: ``org.bluez`` on a private D-Bus, with devices behind it and faults on demand.

What bleak does on Linux runs against it unchanged. It lives in a process of its own, so that it can die as bluetoothd
does; `bluez_bus.FakeBluez` starts it with its bus and ends both. By hand, on a bus that runs already::

    DBUS_SYSTEM_BUS_ADDRESS=unix:path=... python -m tests.bridge.fake_bluez model '[{"name": "felt band"}]'

Each line on stdin is a JSON object: ``bands`` and ``device`` (begin anew with these), fields of `Faults`, ``do``
(``drop``, all or the one of ``address``, ``die`` or ``flood``), ``wait`` (keys of the answer with the least values to wait for). Each is answered with one line that says how things stand.
"""

# No postponed annotations here: dbus-fast reads them, and takes a postponed None for a type.
import asyncio
import contextlib
import json
import os
import sys
import time
from dataclasses import fields
from typing import Annotated, Any

from dbus_fast import BusType, DBusError, Message, PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import (
    DBusBool,
    DBusBytes,
    DBusDict,
    DBusInt16,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
    DBusUInt16,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property

from firmware_bridge._ble_ids import BATTERY_LEVEL, BATTERY_SERVICE
from tests.bridge.fake_radio import Air, Band, Faults, load_bands, make_device

ADAPTER = "/org/bluez/hci0"
ADVERTISE_S = 0.1
"""Advertisements come again and again: bleak misses one that comes while discovery is being started."""
FLOOD = 5000
"""Notifications at once: more than any queue on the way should keep."""
LATE_S = 0.2
"""Events that are so late are left out."""
UNREAD = 50
"""Signals between two round trips to the bus: dbus-fast gives a bus up whose socket is full (at about 200)."""
WAIT_S = 60.0
"""Then a line with ``wait`` is answered all the same."""
StrArray = Annotated[list[str], DBusSignature("as")]
_READ = PropertyAccess.READ
_PING = Message("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Peer", "Ping")


class Adapter(ServiceInterface):
    """``org.bluez.Adapter1``."""

    def __init__(self, world: "World") -> None:
        super().__init__("org.bluez.Adapter1")
        self._world = world

    @dbus_method()
    def SetDiscoveryFilter(self, properties: DBusDict) -> None:
        """Take it: bleak filters by itself too."""

    @dbus_method()
    def StartDiscovery(self) -> None:
        """Let advertisements be heard."""
        self._world.discovering += 1
        self._world.changed()

    @dbus_method()
    def StopDiscovery(self) -> None:
        """Let them be heard no more."""
        self._world.discovering -= 1

    @dbus_property(_READ)
    def Powered(self) -> DBusBool:
        return self._world.faults.powered

    @dbus_property(_READ)
    def Address(self) -> DBusStr:
        return "00:00:00:00:00:01"

    @dbus_property(_READ)
    def Roles(self) -> StrArray:
        return ["central"]


class Peripheral(ServiceInterface):
    """``org.bluez.Device1`` of one band, and its connection."""

    def __init__(self, world: "World", band: Band, kind: str) -> None:
        super().__init__("org.bluez.Device1")
        self.band, self._world = band, world
        self.path = f"{ADAPTER}/dev_{band.address.replace(':', '_')}"
        self.connected = self.resolved = False
        self.skips = band.skips
        self.air = Air(make_device(kind, world.now_us(), band.port), self.came_up, world.arrived)
        service = f"{self.path}/service000a"
        self.write = Characteristic(self, service, band.profile.write, list(band.write_flags))
        self.notify = Characteristic(self, service, band.profile.notify, ["notify"])
        self.gatt: dict[str, ServiceInterface] = {
            service: Service(self, band.profile.service),
            f"{service}/char000b": self.write,
            f"{service}/char000e": self.notify,
        }
        if band.battery:
            second = f"{self.path}/service0020"
            self.gatt[second] = Service(self, BATTERY_SERVICE)
            self.gatt[f"{second}/char0021"] = Characteristic(self, second, BATTERY_LEVEL, ["read"])

    def link_up(self) -> None:
        """Connect, in the order in which BlueZ tells it."""
        self.connected = True
        self.emit_properties_changed({"Connected": True})
        for path, interface in self.gatt.items():
            self._world.bus.export(path, interface)
        self.resolved = True
        self.emit_properties_changed({"ServicesResolved": True})

    def link_down(self) -> None:
        """Break the connection; what is on its way is lost."""
        if not self.connected:
            return
        self.connected = self.resolved = self.notify.notifying = False
        self.air.clear()
        self.emit_properties_changed({"ServicesResolved": False, "Connected": False})
        for path in reversed(self.gatt):
            self._world.bus.unexport(path)
        self._world.changed()

    async def take(self, value: bytes) -> None:
        """Take one write as the faults will have it."""
        world, faults = self._world, self._world.faults
        if faults.in_progress:
            faults.in_progress -= 1
            raise DBusError("org.bluez.Error.InProgress", "In Progress")
        if len(value) > faults.mtu - 3:
            raise DBusError("org.bluez.Error.Failed", "Operation failed with ATT error: 0x0d")
        world.count(+1)
        try:
            if faults.hang:
                await asyncio.Event().wait()
            left = asyncio.Event()
            self.air.write(value, left.set)
            if faults.answer == "left":
                await left.wait()
        finally:
            world.count(-1)

    def came_up(self, packet: bytes) -> None:
        """Notify the host of one packet."""
        if self.notify.notifying:
            self.notify.emit_properties_changed({"Value": packet})

    @dbus_method()
    async def Connect(self) -> None:
        """Connect, fail, hang, or fail the way that a second try mends."""
        faults = self._world.faults
        if faults.connect == "hang":
            self._world.hanging += 1
            self._world.changed()
            await asyncio.Event().wait()
        if faults.connect == "fail":
            raise DBusError("org.bluez.Error.Failed", "br-connection-page-timeout")
        self.link_up()
        if faults.connect == "abort":
            faults.connect = "ok"
            self.link_down()
            raise DBusError("org.bluez.Error.Failed", "le-connection-abort-by-local")
        self._world.changed()

    @dbus_method()
    async def Disconnect(self) -> None:
        """Hang up."""
        if self._world.faults.hang_up == "hang":
            await asyncio.Event().wait()
        self.link_down()

    @dbus_property(_READ)
    def Address(self) -> DBusStr:
        return self.band.address

    @dbus_property(_READ)
    def Alias(self) -> DBusStr:
        return self.band.name

    @dbus_property(_READ)
    def Name(self) -> DBusStr:
        return self.band.name

    @dbus_property(_READ)
    def Adapter(self) -> DBusObjectPath:
        return ADAPTER

    @dbus_property(_READ)
    def UUIDs(self) -> StrArray:
        return [self.band.profile.service]

    @dbus_property(_READ)
    def Connected(self) -> DBusBool:
        return self.connected

    @dbus_property(_READ)
    def ServicesResolved(self) -> DBusBool:
        return self.resolved

    @dbus_property(_READ)
    def Paired(self) -> DBusBool:
        return False

    @dbus_property(_READ)
    def RSSI(self) -> DBusInt16:
        return self.band.rssi


class Service(ServiceInterface):
    """``org.bluez.GattService1``."""

    def __init__(self, peripheral: "Peripheral", uuid: str) -> None:
        super().__init__("org.bluez.GattService1")
        self._peripheral, self._uuid = peripheral, uuid

    @dbus_property(_READ)
    def UUID(self) -> DBusStr:
        return self._uuid

    @dbus_property(_READ)
    def Primary(self) -> DBusBool:
        return True

    @dbus_property(_READ)
    def Device(self) -> DBusObjectPath:
        return self._peripheral.path


class Characteristic(ServiceInterface):
    """``org.bluez.GattCharacteristic1``."""

    def __init__(self, peripheral: "Peripheral", service: str, uuid: str, flags: list[str]) -> None:
        super().__init__("org.bluez.GattCharacteristic1")
        self._peripheral, self._service, self._uuid, self._flags = peripheral, service, uuid, flags
        self.mtu = peripheral._world.faults.mtu
        self.notifying = False

    @dbus_method()
    async def WriteValue(self, value: DBusBytes, options: DBusDict) -> None:
        """Take a packet."""
        await self._peripheral.take(bytes(value))

    @dbus_method()
    def ReadValue(self, options: DBusDict) -> DBusBytes:
        """Say how full the battery is."""
        percent = self._peripheral._world.faults.percent
        if percent < 0:
            raise DBusError("org.bluez.Error.Failed", "Operation failed with ATT error: 0x0e")
        return bytes([percent])

    @dbus_method()
    def StartNotify(self) -> None:
        """Let packets come up."""
        self.notifying = True

    @dbus_method()
    def StopNotify(self) -> None:
        """Let them come up no more."""
        self.notifying = False

    @dbus_property(_READ)
    def UUID(self) -> DBusStr:
        return self._uuid

    @dbus_property(_READ)
    def Service(self) -> DBusObjectPath:
        return self._service

    @dbus_property(_READ)
    def Flags(self) -> StrArray:
        return self._flags

    @dbus_property(_READ)
    def Value(self) -> DBusBytes:
        return b""

    @dbus_property(_READ)
    def Notifying(self) -> DBusBool:
        return self.notifying

    @dbus_property(_READ)
    def MTU(self) -> DBusUInt16:
        return self.mtu


class World:
    """Everything that this Bluetooth service knows."""

    def __init__(self, bus: MessageBus) -> None:
        self.bus = bus
        self.peripherals: list[Peripheral] = []
        self._change = asyncio.Event()
        self._adapter = Adapter(self)

    def reset(self, bands: list[Band], kind: str) -> None:
        """Forget everything and begin anew with these bands; nobody may be connected."""
        for old in self.peripherals:
            old.link_down()
            self.bus.unexport(old.path)
        self.bus.unexport(ADAPTER)
        self.faults = Faults()
        self.discovering = self.hanging = self.carried = 0
        self._in_flight = self._most_in_flight = 0
        self._packets: list[str] = []
        self.bus.export(ADAPTER, self._adapter)
        self.peripherals = [Peripheral(self, band, kind) for band in bands]
        for new in self.peripherals:
            self.bus.export(new.path, new)
            if new.band.connected:
                new.link_up()

    @staticmethod
    def now_us() -> int:
        """Device time, unwrapped."""
        return time.monotonic_ns() // 1000

    def count(self, change: int) -> None:
        """Count writes that are not answered yet."""
        self._in_flight += change
        self._most_in_flight = max(self._most_in_flight, self._in_flight)
        self.changed()

    def arrived(self, packet: bytes) -> None:
        """Note a packet that a device was given, and let what was to happen after so many happen."""
        self._packets.append(packet.hex())
        self.carried += 1
        if self.carried == self.faults.die_after:
            os._exit(1)
        if self.carried == self.faults.drop_after:
            asyncio.get_running_loop().call_soon(self.drop)
        self.changed()

    def drop(self, address: str | None = None) -> None:
        """Break every connection, or that to one device."""
        for peripheral in self.peripherals:
            if address in {None, peripheral.band.address}:
                peripheral.link_down()

    def changed(self) -> None:
        """Wake whoever waits for something."""
        self._change.set()

    def state(self) -> dict[str, Any]:
        """Say how things stand."""
        return {
            "arrived": self._packets,
            "carried": self.carried,
            "in_flight": self._in_flight,
            "most_in_flight": self._most_in_flight,
            "hanging": self.hanging,
            "discovering": self.discovering,
            "stops": [events for one in self.peripherals for events in one.air.stops],
            "stops_down": sum(len(one.air.stops) for one in self.peripherals),
            "full": sum(one.air.full for one in self.peripherals),
            "free": sum(not one.connected for one in self.peripherals),
            "connected": [one.band.address for one in self.peripherals if one.connected],
        }

    async def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one line of stdin."""
        if "bands" in order:
            self.reset(load_bands(order["bands"]), order.get("device", "echo"))
        for name in {one.name for one in fields(Faults)} & set(order):
            setattr(self.faults, name, order[name])
        if "mtu" in order:
            for peripheral in self.peripherals:
                for characteristic in (peripheral.write, peripheral.notify):
                    characteristic.mtu = order["mtu"]
                    characteristic.emit_properties_changed({"MTU": order["mtu"]})
        if order.get("do") == "die":
            os._exit(1)
        if order.get("do") == "drop":
            self.drop(order.get("address"))
        if order.get("do") == "flood":
            for number in range(FLOOD):
                for peripheral in self.peripherals:
                    peripheral.came_up(number.to_bytes(4, "little"))
                if number % UNREAD == 0:
                    await self.bus.call(_PING)
        for key, least in order.get("wait", {}).items():
            deadline = time.monotonic() + WAIT_S
            while self.state()[key] < least and time.monotonic() < deadline:
                self._change.clear()
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._change.wait(), deadline - time.monotonic())
        return self.state()

    async def advertise(self) -> None:
        """Let every device that is free be heard while somebody listens."""
        while True:
            for peripheral in self.peripherals:
                if not self.discovering or peripheral.connected:
                    continue
                peripheral.skips -= 1
                if peripheral.skips < 0:
                    peripheral.emit_properties_changed({"RSSI": peripheral.band.rssi})
            await asyncio.sleep(ADVERTISE_S)

    async def carry(self) -> None:
        """Run the connection events, as many as there should be though this process may be late."""
        due = time.monotonic()
        while True:
            due = max(due + self.faults.interval_ms / 1000, time.monotonic() - LATE_S)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            for peripheral in self.peripherals:
                if peripheral.connected and not self.faults.hold:
                    peripheral.air.event(self.now_us())


async def serve(kind: str, bands: list[Band]) -> None:
    """Be BlueZ until stdin ends."""
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    world = World(bus)
    world.reset(bands, kind)
    await bus.request_name("org.bluez")
    tasks = [asyncio.ensure_future(world.advertise()), asyncio.ensure_future(world.carry())]
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    sys.stdout.write("{}\n")
    sys.stdout.flush()
    while line := await orders.readline():
        sys.stdout.write(json.dumps(await world.obey(json.loads(line))) + "\n")
        sys.stdout.flush()
    for task in tasks:
        task.cancel()
    bus.disconnect()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], load_bands(json.loads(sys.argv[2]))))
