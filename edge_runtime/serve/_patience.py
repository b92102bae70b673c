"""How long a connection is waited for: uvicorn's protocols, which wait for ever for a slow head and a slow reader."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

HEAD_S = 15.0
"""From the first byte of a request, or from the connection, to the end of its head."""
HEAD_MAX = 16 * 1024
"""Of a request's head."""
STALLED_S = 30.0
"""A reader that in this time takes nothing of what waits for it is gone: what waits, and its place, are kept for it."""


class _Patience:
    """One wait at a time, that ends with ``cut`` unless it is called off."""

    def __init__(self, loop: asyncio.AbstractEventLoop, cut: Callable[[], None]) -> None:
        self._loop, self._cut = loop, cut
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, wait_s: float) -> None:
        """Wait from now on; one that waits already waits on."""
        if self._timer is None:
            self._timer = self._loop.call_later(wait_s, self._cut)

    def end(self) -> None:
        """Call it off."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class _Taken:
    """Mixed into a protocol of uvicorn: whoever takes nothing of what is written to them is cut."""

    _taking: _Patience

    def pause_writing(self) -> None:
        """The reader is behind."""
        super().pause_writing()  # type: ignore[misc]
        self._taking.begin(STALLED_S)

    def resume_writing(self) -> None:
        """It takes what waits."""
        super().resume_writing()  # type: ignore[misc]
        self._taking.end()


class PatientHttp(_Taken, H11Protocol):
    """HTTP/1.1 that cuts whoever takes too long to ask, or to take the answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._asking = _Patience(self.loop, transport.abort)
        self._taking = _Patience(self.loop, transport.abort)
        self._asking.begin(HEAD_S)

    def data_received(self, data: bytes) -> None:
        """Wait on while a head is not whole, and while what nobody reads any more goes on."""
        # h11 minds how long a head is only while it is not whole; what came at one moment is given in parts.
        for at in range(0, len(data), HEAD_MAX):
            if not self.transport.is_closing():
                super().data_received(data[at : at + HEAD_MAX])
        state = self.conn.their_state
        if state is h11.IDLE or (state is h11.SEND_BODY and self.cycle and self.cycle.response_complete):
            self._asking.begin(HEAD_S)
        else:
            self._asking.end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        self._asking.end()
        self._taking.end()


class PatientSocket(_Taken, WebSocketsSansIOProtocol):
    """WebSockets that cut whoever reads nothing any more."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for nobody yet."""
        super().connection_made(transport)
        self._taking = _Patience(self.loop, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        self._taking.end()
