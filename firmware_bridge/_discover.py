"""What can be played on from here, and a program that shows that a device works."""

from __future__ import annotations

from dataclasses import dataclass

from lexicon import Breakpoint, Layout, Timeline

from ._uri import DeviceUri

SCAN_S = 3.0
"""Devices advertise ten times a second or, when nobody was there for a while, once."""
BUZZ_LEVEL = 0.26
"""That of ``[i1]``: weak, and felt."""
BUZZ_MS, GAP_MS = 400, 200
"""Long enough to be found with the hand, far enough apart to be told apart."""
BUZZ_HZ = 170
"""Near the resonance of most small motors that have one."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """One device that can be opened."""

    uri: str
    name: str
    """Safe to print: what does not print was taken out."""
    simulated: bool


def list_devices() -> list[DeviceInfo]:
    """Return the devices that can be told without a radio; the simulated one in the process is always there."""
    from ._gamepad import list_gamepads
    from ._serial import list_ports
    from ._sim import can_run

    found = [DeviceInfo("mock:", "simulated device with four motors", simulated=True)]
    if can_run():
        found.append(DeviceInfo("sim:", "the firmware as a process, with four motors", simulated=True))
    return found + [DeviceInfo(uri, name, simulated=False) for uri, name in [*list_ports(), *list_gamepads()]]


def scan_devices(timeout_s: float = SCAN_S) -> list[DeviceInfo]:
    """Listen for BLE devices that advertise themselves, the nearest first; takes ``timeout_s``.

    Not to be called inside an event loop. Raises `DeviceNotFound` when Bluetooth is missing, off or denied.
    """
    from ._ble_find import scan

    seen = scan(timeout_s)
    return [
        DeviceInfo(str(DeviceUri("ble", one.address)), f"{one.name} ({one.rssi} dBm)", simulated=False) for one in seen
    ]


def list_served() -> list[DeviceInfo]:
    """Return the devices that an Intiface on this machine knows; none where it does not run.

    Not to be called inside an event loop.
    """
    from ._intiface import list_toys

    return [DeviceInfo(uri, f"{name} (Intiface)", simulated=False) for uri, name in list_toys()]


def buzz_timeline(layout: Layout) -> Timeline:
    """Buzz each motor weakly in turn, `BUZZ_MS` on, `GAP_MS` off."""
    tracks = []
    for index, motor in enumerate(layout.motors):
        onset_ms = index * (BUZZ_MS + GAP_MS)
        level = max(BUZZ_LEVEL, motor.lowest_level)
        corners = ((onset_ms, level), (onset_ms + BUZZ_MS, level), (onset_ms + BUZZ_MS, 0.0))
        tracks.append(tuple(Breakpoint(t_ms, value, BUZZ_HZ) for t_ms, value in corners))
    return Timeline(tuple(tracks), max(0, len(tracks) * (BUZZ_MS + GAP_MS) - GAP_MS))
