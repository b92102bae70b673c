"""Finding a device over BLE, and saying in sentences why Bluetooth did not work. bleak is imported when used."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from ._ble_ids import FELT, PACKET_BYTES, PROFILES
from ._uri import shown
from .errors import BridgeError, BridgeReason, DeviceNotFound, DeviceRefused

if TYPE_CHECKING:
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.device import BLEDevice
    from bleak.backends.scanner import AdvertisementData
    from bleak.backends.service import BleakGATTServiceCollection

MAX_NAME = 40
"""How much of the name that a device gives itself is shown."""
MAX_SEEN = 64
"""Devices that one scan keeps: more than a room holds, few enough to read."""
_BUS_HINT = "Install and start D-Bus and BlueZ, or use a serial device."
_SERVICE_HINT = "Start the Bluetooth service (systemctl start bluetooth), then try again."


class Sighting(NamedTuple):
    """One device that advertised itself during a scan."""

    address: str
    """A MAC, or a UUID where the system hides MACs."""
    name: str
    rssi: int
    """Signal strength in dBm: -40 is beside you, -90 hardly there."""


def scan(timeout_s: float = 4.0) -> list[Sighting]:
    """Listen for ``timeout_s`` and return the devices that advertise the product's service, the nearest first.

    Not to be called inside an event loop. Raises `DeviceNotFound` when Bluetooth is missing, off or denied.
    """
    need_bleak()

    async def listen() -> list[Sighting]:
        from bleak import BleakScanner

        found = await BleakScanner.discover(timeout_s, return_adv=True, service_uuids=[FELT.service])
        sightings = (Sighting(device.address, clean_name(device), seen.rssi) for device, seen in found.values())
        return sorted(sightings, key=lambda one: -one.rssi)[:MAX_SEEN]

    try:
        # Half of the limit is for a Bluetooth service that hangs.
        return asyncio.run(asyncio.wait_for(listen(), timeout_s * 2 + 5.0))
    except Exception as error:
        raise in_a_sentence(error, "Bluetooth") from error


async def find(address: str, *, scan_s: float, settle_s: float) -> BLEDevice:
    """Return the one device that ``address`` means: ``auto``, ``name=...``, a MAC or a UUID.

    Listens for up to ``scan_s``; once something fits, for ``settle_s`` more, since a second one that fits must be
    told (but not for an address, which only one has). Raises `DeviceNotFound` for none and for several, and
    whatever bleak raises.
    """
    from bleak import BleakScanner

    any_felt = address == "auto"
    by_name = address.startswith("name=")
    name = address.removeprefix("name=")
    fits: dict[str, BLEDevice] = {}
    first = asyncio.Event()

    def look(device: BLEDevice, seen: AdvertisementData | None = None) -> None:
        if by_name:
            good = name in {device.name, seen.local_name if seen else None}
        else:
            good = any_felt or device.address.lower() == address.lower()
        if good and len(fits) < MAX_SEEN:
            fits[device.address] = device
            first.set()

    async with BleakScanner(look, service_uuids=[FELT.service] if any_felt else None):
        # A device whose last host was killed stays connected, and then does not advertise.
        for device in await _connected((FELT.service,) if any_felt else tuple(p.service for p in PROFILES)):
            look(device)
        try:
            await asyncio.wait_for(first.wait(), scan_s)
        except asyncio.TimeoutError:
            raise _none_found(address, scan_s) from None
        if any_felt or by_name:
            await asyncio.sleep(settle_s)
    if len(fits) > 1:
        listed = ", ".join(f"{clean_name(device)} ({device.address})" for device in fits.values())
        raise DeviceNotFound(
            f"Several BLE devices were found: {listed}.",
            hint=f"Name one of them, like ble:{next(iter(fits))}.",
            reason=BridgeReason.SEVERAL_FOUND,
        )
    return next(iter(fits.values()))


def find_characteristics(
    services: BleakGATTServiceCollection, device: str
) -> tuple[BleakGATTCharacteristic, BleakGATTCharacteristic]:
    """Return where packets go in and where they come out. Raises `DeviceRefused`; ``device`` is for its sentence."""
    for profile in PROFILES:
        service = services.get_service(profile.service)
        write = service and service.get_characteristic(profile.write)
        notify = service and service.get_characteristic(profile.notify)
        if not (write and notify and {"write", "write-without-response"} & set(write.properties)):
            continue
        if write.max_write_without_response_size >= PACKET_BYTES:
            return write, notify
        raise DeviceRefused(
            f"{device} takes writes of fewer than {PACKET_BYTES} bytes.",
            hint="Raise the MTU in its firmware to 23 or more.",
            reason=BridgeReason.REFUSED,
        )
    raise DeviceRefused(
        f"{device} has no service that this program knows.",
        hint="Put the reference firmware on it, or name another device.",
        reason=BridgeReason.REFUSED,
    )


def clean_name(device: BLEDevice) -> str:
    """Give the device's name without what does not print: it comes from the air. Its address if it has none."""
    name = "".join(c for c in device.name or "" if c.isprintable()).strip()[:MAX_NAME]
    return name or device.address


def need_bleak() -> None:
    """Raise `DeviceNotFound`, with how to mend it, where the package bleak is not installed."""
    try:
        import bleak  # noqa: F401
    except ImportError as error:
        raise DeviceNotFound(
            "BLE devices need the package bleak, which is not installed.",
            hint='Install it with: pip install "edge-haptics[ble]".',
            reason=BridgeReason.NOT_IN_BUILD,
        ) from error


def in_a_sentence(error: Exception, what: str) -> BridgeError:
    """Turn whatever bleak or the system raised while ``what`` was being reached into one of this product's errors."""
    from bleak.exc import (
        BleakBluetoothNotAvailableError,
        BleakBluetoothNotAvailableReason,
        BleakDBusError,
        BleakDeviceNotFoundError,
    )

    if isinstance(error, BridgeError):
        return error
    message, hint = f"{what} could not be reached: {foreign(error)}.", "Bring it nearer, then try again."
    reason = BridgeReason.CANNOT_OPEN
    if isinstance(error, BleakDeviceNotFoundError):
        message, reason = f"{what} is no longer there.", BridgeReason.NOT_FOUND
    elif isinstance(error, asyncio.TimeoutError):
        message = f"{what} did not answer in time."
    elif isinstance(error, BleakBluetoothNotAvailableError):
        if error.reason is BleakBluetoothNotAvailableReason.POWERED_OFF:
            message, hint = "Bluetooth is switched off.", "Switch it on (bluetoothctl power on), then try again."
        elif error.reason in {
            BleakBluetoothNotAvailableReason.NO_BLUETOOTH,
            BleakBluetoothNotAvailableReason.NO_BLE_CENTRAL_ROLE,
        }:
            message, hint = "This machine has no Bluetooth LE radio.", "Plug one in, or use a serial device."
        else:
            message, hint = "This program may not use Bluetooth.", "Allow it in the system's settings, then try again."
    elif isinstance(error, BleakDBusError) and error.dbus_error.rsplit(".", 1)[-1] in {"ServiceUnknown", "NoReply"}:
        message, hint = "The Bluetooth service does not run.", _SERVICE_HINT
    elif isinstance(error, FileNotFoundError):
        message, hint = "This system has no D-Bus, and so no Bluetooth service.", _BUS_HINT
    elif isinstance(error, OSError):
        why = error.strerror or foreign(error)
        message, hint = f"The Bluetooth service could not be reached: {why}.", _SERVICE_HINT
    return DeviceNotFound(message, hint=hint, reason=reason)


def foreign(error: BaseException) -> str:
    """Give what another program says about an error, safe to print inside a sentence."""
    return shown(str(error).rstrip(".") or type(error).__name__)


async def _connected(services: tuple[str, ...]) -> list[BLEDevice]:
    from bleak import BleakAdapter

    try:
        adapter = await BleakAdapter.get()
        return list(await adapter.get_connected_devices(list(services)))
    except NotImplementedError:
        return []


def _none_found(address: str, scan_s: float) -> DeviceNotFound:
    what = "No BLE device" if address == "auto" else f"No BLE device {shown(address.removeprefix('name='))}"
    return DeviceNotFound(
        f"{what} was found within {scan_s:g} s.",
        hint="Switch the device on and bring it near; make sure that no other computer or phone holds it.",
        reason=BridgeReason.NOT_FOUND,
    )
