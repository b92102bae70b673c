"""``gamepad:auto`` and ``gamepad:/dev/input/eventN``: rumble through Linux' own force feedback.

The heavy motor of a gamepad is in its left grip, the light one in its right. Layouts and numbers are those of
linux/input.h, so that nothing needs to be installed.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import struct
import sys
from pathlib import Path

from lexicon import Layout

from ._battery import share_of
from ._layouts import make_layout
from ._outlet import Outlet
from ._pace import Levels, Pace
from ._uri import DeviceUri, shown
from .errors import BridgeReason, DeviceNotFound, LinkLost

INPUTS = Path("/dev/input")
ABOUT = Path("/sys/class/input")
"""Where the system describes the event devices; the battery belongs to the controller, two steps above one."""
GAP_MS = 15
"""A gamepad on the radio takes a report every 8 to 15 ms."""
EFFECT_MS, RENEW_S = 2000, 1.0
"""How long the system rumbles when nothing is renewed, and how often it is: a program that hangs leaves no motor on."""
MAX_NAMED = 8
_NAME_BYTES = 64
_EV_FF, _FF_RUMBLE, _FF_MAX = 0x15, 0x50, 0x7F
_WRITE, _READ = 1, 2
# struct ff_effect: type, id, direction, trigger (2), replay (2), and a union that begins on 16 and holds a pointer.
_EFFECT = struct.Struct("=HhHHHHH2xHH")
_EFFECT_BYTES = 48 if struct.calcsize("P") == 8 else 44
_EVENT = struct.Struct("llHHi")


def _request(direction: int, number: int, size: int) -> int:
    return direction << 30 | size << 16 | ord("E") << 8 | number


_SET_EFFECT = _request(_WRITE, 0x80, _EFFECT_BYTES)
_ERASE_EFFECT = _request(_WRITE, 0x81, 4)


class GamepadOutlet(Outlet):
    """One gamepad. Its effect is erased on leaving, and by the system when the program is killed."""

    def __init__(self, address: str, *, lowest: float = 0.0) -> None:
        """``address`` is ``auto`` or the path of an event device."""
        super().__init__(f"gamepad {shown(address)[1:-1]}", patience_s=5.0)
        self._address, self._lowest = address, lowest
        self._file: int | None = None
        self._effect = -1
        self._renewing: asyncio.Task[None] | None = None
        self._now: Levels = (0, 0)

    async def _reach(self) -> Layout:
        path = Path(self._address) if self._address != "auto" else _only()
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError as error:
            raise _unopened(path, error) from error
        if not _rumbles(self._file):
            raise DeviceNotFound(
                f"{shown(str(path))} has nothing that rumbles.",
                hint="See `edge-haptics devices list` for gamepads that do.",
                reason=BridgeReason.NOT_FOUND,
            )
        self.describe = f"{_name(self._file)} ({path.name})"
        self.pace = Pace(GAP_MS, 2)
        self._renewing = asyncio.create_task(self._renew())
        self._watch_battery(lambda: asyncio.to_thread(_battery, path.resolve().name))
        return make_layout(2, "erm", self._lowest)

    async def _send(self, levels: Levels) -> None:
        self._now = levels
        self._rumble()

    async def _send_rest(self) -> None:
        await self._send((0, 0))

    async def _let_go(self) -> None:
        if self._renewing is not None:
            self._renewing.cancel()
        file, self._file = self._file, None
        if file is None:
            return
        with contextlib.suppress(OSError):
            if self._effect >= 0:
                _write(file, _EVENT.pack(0, 0, _EV_FF, self._effect, 0))
                _ioctl(file, _ERASE_EFFECT, self._effect)
        os.close(file)

    async def _renew(self) -> None:
        with contextlib.suppress(LinkLost):
            while True:
                await asyncio.sleep(RENEW_S)
                if any(self._now):
                    self._rumble()

    def _rumble(self) -> None:
        """Put the two levels into our one effect, and let it play or stop."""
        if self._file is None:
            return
        strong, weak = (level * 257 for level in self._now)
        effect = bytearray(_EFFECT_BYTES)
        _EFFECT.pack_into(effect, 0, _FF_RUMBLE, self._effect, 0, 0, 0, EFFECT_MS, 0, strong, weak)
        try:
            _ioctl(self._file, _SET_EFFECT, effect)
            self._effect = _EFFECT.unpack_from(effect)[1]
            _write(self._file, _EVENT.pack(0, 0, _EV_FF, self._effect, int(any(self._now))))
        except OSError as error:
            lost = LinkLost(
                f"{self.describe} can no longer be reached: {error.strerror}.",
                hint="Plug it in or switch it on again, then connect again.",
                reason=BridgeReason.DROPPED,
            )
            self._fail(lost)
            raise lost from error


def _battery(event: str) -> float | None:
    """Read what the system knows of the battery of the controller behind an event device; it may ask the controller."""
    for file in (ABOUT / event / "device" / "device" / "power_supply").glob("*/capacity"):
        said = file.read_text(encoding="ascii", errors="replace").strip()
        return share_of(int(said)) if said.isdecimal() else None
    return None


def list_gamepads() -> list[tuple[str, str]]:
    """Return (device string, name) of every gamepad that rumbles and may be opened; none but on Linux."""
    return [(str(DeviceUri("gamepad", str(path))), name) for path, name in _found()[0]]


def _found() -> tuple[list[tuple[Path, str]], int]:
    """Those that rumble, and how many event devices may not be opened."""
    rumbling, denied = [], 0
    paths = (
        sorted(INPUTS.glob("event*"), key=lambda path: (len(path.name), path.name)) if sys.platform == "linux" else []
    )
    for path in paths:
        try:
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError as error:
            denied += error.errno in {errno.EACCES, errno.EPERM}
            continue
        try:
            if _rumbles(file):
                rumbling.append((path, _name(file)))
        finally:
            os.close(file)
    return rumbling, denied


def _only() -> Path:
    rumbling, denied = _found()
    if len(rumbling) == 1:
        return rumbling[0][0]
    if rumbling:
        named = ", ".join(str(DeviceUri("gamepad", str(path))) for path, _ in rumbling[:MAX_NAMED])
        raise DeviceNotFound(
            f"{len(rumbling)} gamepads could be meant: {named}.",
            hint="Name one of them.",
            reason=BridgeReason.SEVERAL_FOUND,
        )
    hint = "Plug a gamepad in, or connect it over Bluetooth."
    if denied:
        hint = "Join the group input with `sudo usermod -aG input $USER`, log in again, and plug a gamepad in."
    raise DeviceNotFound("No gamepad that rumbles is there.", hint=hint, reason=BridgeReason.NOT_FOUND)


def _unopened(path: Path, error: OSError) -> DeviceNotFound:
    hint = "See `edge-haptics devices list` for gamepads that rumble."
    if error.errno in {errno.EACCES, errno.EPERM}:
        hint = "Join the group input with `sudo usermod -aG input $USER`, then log in again."
    return DeviceNotFound(
        f"{shown(str(path))} cannot be opened: {error.strerror}.", hint=hint, reason=BridgeReason.CANNOT_OPEN
    )


def _rumbles(file: int) -> bool:
    bits = bytearray(_FF_MAX // 8 + 1)
    try:
        _ioctl(file, _request(_READ, 0x20 + _EV_FF, len(bits)), bits)
    except OSError:
        return False
    return bool(bits[_FF_RUMBLE // 8] >> _FF_RUMBLE % 8 & 1)


def _name(file: int) -> str:
    text = bytearray(_NAME_BYTES)
    with contextlib.suppress(OSError):
        _ioctl(file, _request(_READ, 0x06, len(text)), text)
    said = text.split(b"\0")[0].decode("utf-8", errors="replace")
    return "".join(char for char in said if char.isprintable()).strip() or "gamepad"


def _ioctl(file: int, request: int, argument: bytearray | int) -> None:
    from fcntl import ioctl  # Linux only

    ioctl(file, request, argument)


def _write(file: int, event: bytes) -> None:
    os.write(file, event)
