"""Serving on an address: uvicorn with our limits, on a socket that is ours, from this thread or one of its own."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import uvicorn

from edge_runtime.errors import EngineReason, ServerFailed

from ._app import make_app
from ._doorkeeper import Site
from ._monitor import Monitor
from ._patience import HEAD_MAX, PatientHttp, PatientSocket

ORDER_MAX = 4096
"""Of what comes over a WebSocket."""
CONNECTIONS_MAX = 512
IDLE_S = 15
LEAVE_S = 5
"""How long open connections may take to end when the server goes."""


class _Server(uvicorn.Server):
    """uvicorn without hands on signals; says when it has begun."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_start = on_start

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_start()


class Serving:
    """A server on its address. `leave` may be called from any thread and from a signal handler."""

    def __init__(self, monitor: Monitor, listener: socket.socket, site: Site, on_start: Callable[[], object]) -> None:
        """Serve ``monitor`` on ``listener``, which is closed at the end."""
        self.port: int = listener.getsockname()[1]
        self._monitor, self._listener = monitor, listener
        config = uvicorn.Config(
            make_app(monitor, site),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            http=PatientHttp,
            ws=PatientSocket,
            ws_max_size=ORDER_MAX,
            h11_max_incomplete_event_size=HEAD_MAX,
            limit_concurrency=CONNECTIONS_MAX,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=LEAVE_S,
            lifespan="on",
        )
        self._server = _Server(config, on_start)
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self) -> None:
        """Serve until `leave`."""
        asyncio.run(self._run())

    def leave(self) -> None:
        """Bring the motors to rest, cancel what is answered, close every connection, and let `run` return."""
        loop = self._loop
        if loop is None:
            self._server.should_exit = True
            return
        with contextlib.suppress(RuntimeError):  # it has left already
            loop.call_soon_threadsafe(self._leave)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve([self._listener])

    def _leave(self) -> None:
        if self._server.should_exit:
            self._server.force_exit = True
        self._server.should_exit = True
        self._monitor.rig.stop("leaving")
        self._monitor.desk.leave()


def listen(host: str, port: int) -> socket.socket:
    """Listen at an address; port 0 is any that is free. Raises ServerFailed."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except BaseException:
            listener.close()
            raise
    except (OSError, UnicodeError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "something listens there already" if taken else getattr(error, "strerror", None) or "no such address"
        raise ServerFailed(
            f"There can be no server at {host} port {port}: {why}.",
            hint="Choose another --port, or 0 for any that is free." if taken else "Choose another --host and --port.",
            reason=EngineReason.SERVER_UNREACHABLE,
        ) from error
    return listener


@contextmanager
def serving(monitor: Monitor, site: Site | None = None, host: str = "127.0.0.1", port: int = 0) -> Iterator[Serving]:
    """Serve from a thread of its own while this lasts. Raises ServerFailed."""
    begun = threading.Event()
    served = Serving(monitor, listen(host, port), site or Site(loopback=True), begun.set)

    def run() -> None:
        try:
            served.run()
        finally:
            begun.set()

    thread = threading.Thread(target=run, name="edge-haptics-serve")
    thread.start()
    try:
        begun.wait()
        yield served
    finally:
        served.leave()
        thread.join()
