"""``tcp:HOST:PORT``: a device, or an emulator of one, behind a socket."""

from __future__ import annotations

import socket

from ._pump import READ_BYTES, Channel
from ._stream import StreamLink
from ._uri import shown
from .errors import BridgeReason, DeviceNotFound

CONNECT_S = 5.0
"""Longer than a lost first packet takes to be sent again (1 s, then 2 s), short enough to wait for."""


class TcpLink(StreamLink):
    """Frames over one TCP connection, without Nagle's delay."""

    lost_hint = "See that the device is on and the network is up, then try again."

    def __init__(self, address: str, *, connect_s: float = CONNECT_S) -> None:
        """``address`` is HOST:PORT, an IPv6 host in brackets. Raises ValueError when there is no port."""
        host, _, port = address.rpartition(":")
        self._host, self._port, self._connect_s = host.strip("[]"), int(port), connect_s
        super().__init__(f"tcp {shown(address)[1:-1]}")

    def _connect(self) -> Channel:
        try:
            sock = socket.create_connection((self._host, self._port), timeout=self._connect_s)
        except (socket.gaierror, UnicodeError) as error:  # the latter from names that no host can have
            raise _not_found(
                f"There is no host called {shown(self._host)}.",
                "Check its spelling, or give its number.",
                BridgeReason.NOT_FOUND,
            ) from error
        except TimeoutError as error:
            raise _not_found(
                f"{self.describe} did not answer within {self._connect_s:g} s.",
                "See that the device is on and in the same network.",
                BridgeReason.NOT_FOUND,
            ) from error
        except ConnectionRefusedError as error:
            raise _not_found(
                f"Nothing listens at {self.describe}.",
                "Start the device's server there, or check the port number.",
                BridgeReason.CANNOT_OPEN,
            ) from error
        except OSError as error:
            raise _not_found(
                f"{self.describe} cannot be reached: {error.strerror or error}.",
                "See that the network is up and the address is right.",
                BridgeReason.CANNOT_OPEN,
            ) from error
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        return _SocketChannel(sock)


class _SocketChannel:
    """A connected socket that does not block."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.close = sock.close

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._sock.fileno()

    def read(self) -> bytes:
        """Read once; an end of file is a loss."""
        try:
            data = self._sock.recv(READ_BYTES)
        except BlockingIOError:
            return b""
        if not data:
            raise ConnectionResetError("the other end closed it")
        return data

    def write(self, data: bytes) -> int:
        """Write once."""
        try:
            return self._sock.send(data)
        except BlockingIOError:
            return 0


def _not_found(message: str, hint: str, reason: BridgeReason) -> DeviceNotFound:
    return DeviceNotFound(message, hint=hint, reason=reason)
