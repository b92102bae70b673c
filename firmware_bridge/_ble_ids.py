"""The names by which a device is known over BLE: its service, where packets go in, and where they come out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One service that carries packets; UUIDs in lower case."""

    service: str
    write: str
    """Host to device; written without response where the device allows it."""
    notify: str
    """Device to host."""


FELT = Profile(
    service="6b1d0001-9f3c-4c1e-8d52-7a3e5f1c0b64",
    write="6b1d0002-9f3c-4c1e-8d52-7a3e5f1c0b64",
    notify="6b1d0003-9f3c-4c1e-8d52-7a3e5f1c0b64",
)
"""The product's own service; only devices that advertise it are found without being named."""
NORDIC_UART = Profile(
    service="6e400001-b5a3-f393-e0a9-e50e24dcca9e",
    write="6e400002-b5a3-f393-e0a9-e50e24dcca9e",
    notify="6e400003-b5a3-f393-e0a9-e50e24dcca9e",
)
"""What plain bridges speak. Watches and lamps speak it too, so it is used only on a device that was named."""
PROFILES: tuple[Profile, ...] = (FELT, NORDIC_UART)
"""The first that a device has is used."""

BATTERY_SERVICE = "0000180f-0000-1000-8000-00805f9b34fb"
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"
"""The Bluetooth SIG's own: one byte, in percent."""

PACKET_BYTES = 20
"""The longest packet, and the least that any BLE link carries in one write."""
