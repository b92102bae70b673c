"""``serial:PORT``: boards on a USB cable or a UART, found by port, by serial number, or by being the only one."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from ._pump import Channel, FdChannel
from ._stream import StreamLink
from ._uri import DeviceUri, shown
from .errors import BridgeReason, DeviceNotFound

DEFAULT_BAUD = 115_200
POLL_S = 0.005
"""How long a read waits where a port cannot be selected on; a frame to send waits as long at worst."""
WRITE_S = 0.5
"""A port that takes no byte for so long is dead; 20 times what a full window needs at 115200 baud."""
MAX_NAME = 60
"""How much of the name that a board gives itself is shown."""
MAX_NAMED = 8
"""How many devices one error names."""
MAKERS = frozenset(
    {
        0x0403,  # FTDI
        0x0483,  # ST
        0x067B,  # Prolific
        0x0D28,  # Arm DAPLink
        0x10C4,  # Silicon Labs
        0x1209,  # pid.codes
        0x1366,  # SEGGER
        0x16C0,  # Teensy
        0x1915,  # Nordic
        0x1A86,  # WCH (CH340)
        0x1B4F,  # SparkFun
        0x1FC9,  # NXP
        0x2341,  # Arduino
        0x239A,  # Adafruit
        0x2886,  # Seeed
        0x2A03,  # Arduino
        0x2E8A,  # Raspberry Pi
        0x2FE3,  # Zephyr
        0x303A,  # Espressif
    }
)
"""USB vendors of microcontroller boards and their serial chips; modems, phones and receivers have others."""


@dataclass(frozen=True, slots=True)
class Board:
    """One serial port on USB."""

    port: str
    number: str | None
    """Its serial number, which stays the same under another port."""
    name: str
    likely: bool
    """Whether it looks like a microcontroller."""


def list_ports() -> list[tuple[str, str]]:
    """Return (device string, name) of every port that looks like a microcontroller; none without pyserial."""
    try:
        boards = _boards()
    except DeviceNotFound:
        return []
    return [(_uri(board, boards), board.name) for board in boards if board.likely]


class SerialLink(StreamLink):
    """Frames over a serial port that nobody else can open meanwhile.

    Opening may reboot the device (boards that reset on DTR); whoever greets it has to ask again for a while.
    """

    lost_hint = "Plug the device in again and see that its cable carries data."
    selectable: ClassVar[bool] = os.name == "posix"
    """Whether one can wait on an open port."""

    def __init__(self, address: str) -> None:
        """``address`` is ``auto``, ``PORT`` or ``id=SERIALNUMBER``, the last two with ``,BAUD`` if wanted."""
        target, comma, baud = address.rpartition(",")
        if not comma or not (baud.isascii() and baud.isdigit()):
            target, baud = address, str(DEFAULT_BAUD)
        self._target, self._baud = target, int(baud)
        super().__init__(f"serial {shown(target)[1:-1]}")

    def _connect(self) -> Channel:
        serial = _pyserial("serial")
        path = self._find()
        self.describe = f"serial {shown(path)[1:-1]}"
        port = serial.Serial()
        port.port, port.baudrate, port.exclusive = path, self._baud, True
        port.timeout, port.write_timeout = POLL_S, WRITE_S
        port.dtr = port.rts = False  # before opening: many boards reset when they rise
        try:
            port.open()
        except Exception as error:  # termios.error and what else a driver brings; not all are OSErrors
            raise _explain(path, self._baud, error) from error
        with contextlib.suppress(Exception):  # FTDI chips hold bytes back for 16 ms; others know no such thing
            port.set_low_latency_mode(True)
        return FdChannel(port.fileno(), port.close) if self.selectable else _PolledChannel(port)

    def _find(self) -> str:
        if self._target != "auto" and not self._target.startswith("id="):
            return self._target
        boards = _boards()
        if self._target == "auto":
            found = [board for board in boards if board.likely]
            missing = "No serial port looks like a microcontroller."
            hint = "Plug the device in, or name its port like serial:/dev/ttyACM0."
        else:
            number = self._target[3:]
            found = [board for board in boards if board.number == number]
            missing = f"No serial device with the number {shown(number)} is plugged in."
            hint = "Plug it in, or see `edge-haptics devices list` for those that are."
        if not found:
            raise DeviceNotFound(missing, hint=hint, reason=BridgeReason.NOT_FOUND)
        if len(found) > 1:
            uris = [_uri(board, boards) for board in found[:MAX_NAMED]]
            raise DeviceNotFound(
                f"{len(found)} serial devices could be meant: {', '.join(uris)}.",
                hint="Name one of them.",
                reason=BridgeReason.SEVERAL_FOUND,
            )
        return found[0].port


class _PolledChannel:
    """A port of a system where one cannot wait for several things at once."""

    def __init__(self, port: Any) -> None:
        self._port = port
        self.close = port.close

    def fileno(self) -> None:
        """Nothing to wait on."""

    def read(self) -> bytes:
        """Wait `POLL_S` for a byte, then take what else is there."""
        data: bytes = self._port.read(1)
        return data + self._port.read(self._port.in_waiting) if data else b""

    def write(self, data: bytes) -> int:
        """Wait for `WRITE_S` at most; raises OSError after it."""
        return self._port.write(data) or 0


def _boards() -> list[Board]:
    boards = []
    for port in sorted(_comports(), key=lambda port: str(port.device)):
        if port.vid is not None:
            name = _plain(port.product or port.description or "") or "USB serial port"
            number = _plain(port.serial_number or "") or None
            boards.append(Board(port.device, number, name, port.vid in MAKERS))
    return boards


def _comports() -> Iterable[Any]:
    ports: Iterable[Any] = _pyserial("serial.tools.list_ports").comports()
    return ports


def _uri(board: Board, boards: list[Board]) -> str:
    own = board.number is not None and [other.number for other in boards].count(board.number) == 1
    return str(DeviceUri("serial", f"id={board.number}" if own else board.port))


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable()).strip()[:MAX_NAME]


def _pyserial(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise DeviceNotFound(
            "Serial devices need the package pyserial, which is not installed.",
            hint="Install it with `pip install edge-haptics[serial]`.",
            reason=BridgeReason.NOT_IN_BUILD,
        ) from error


def _explain(path: str, baud: int, error: Exception) -> DeviceNotFound:
    number = getattr(error, "errno", None)
    port, reason = shown(path)[1:-1], BridgeReason.CANNOT_OPEN
    if number in {errno.ENOENT, errno.ENODEV, errno.ENXIO}:
        message, reason = f"There is no serial port {port}.", BridgeReason.NOT_FOUND
        hint = "Plug the device in, or see `edge-haptics devices list`."
    elif number in {errno.EACCES, errno.EPERM}:
        message = f"You may not open the serial port {port}."
        hint = "Join the group dialout with `sudo usermod -aG dialout $USER`, then log in again."
    elif number in {errno.EBUSY, errno.EAGAIN}:
        message = f"The serial port {port} is held by another program."
        hint = "Close the other program (a serial monitor, ModemManager, or another edge-haptics)."
    else:
        message = f"The serial port {port} cannot be opened at {baud} baud: {_plain(str(error))}."
        hint = "See that it is a serial port and that it takes this rate."
    return DeviceNotFound(message, hint=hint, reason=reason)
