"""A real server on a loopback port, its model scripted unless a test wants the shipped one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import openai
import pytest
from websockets.sync.client import ClientConnection, connect

from edge_runtime.engines import Engine, ScriptedEngine
from edge_runtime.serve import Monitor, Rules, Site, _run, serving
from edge_runtime.serve._chat import _Talk
from edge_runtime.trace import Sink

BLOCK = "[begin_haptics][calm][i2][pat_breath][m_all][t2s][end_haptics]"
WAIT_S = 30.0
"""Longer than anything takes; a test that gets here has failed."""


@dataclass
class Served:
    """A server that runs, and ways to ask it."""

    monitor: Monitor
    engine: Engine
    port: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    @property
    def person(self) -> dict[str, str]:
        """Headers of a browser here that shows our own page."""
        return {"Origin": self.url}

    def get(self, path: str, **more: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=WAIT_S, **more)

    def post(self, path: str, json: Any = None, **more: Any) -> httpx.Response:
        return httpx.post(self.url + path, json=json, timeout=WAIT_S, **more)

    def events(self, query: str = "", **more: Any) -> ClientConnection:
        return connect(f"ws://{self.host}/v1/events{query}", **more)

    def sleepy(self, kinds: str) -> ClientConnection:
        """A reader of events that takes from the system only what it is asked for; best on a `narrow` server."""
        wire = socket.socket()
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        wire.connect(("127.0.0.1", self.port))
        return self.events(f"?kinds={kinds}", sock=wire, max_queue=1, ping_interval=None, close_timeout=1)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Let its loop do nothing meanwhile: whatever is done inside happens to it at one moment."""
        stands, go_on = threading.Event(), threading.Event()

        def stand() -> None:
            stands.set()
            assert go_on.wait(WAIT_S)

        self.monitor.hub._loop.call_soon_threadsafe(stand)
        assert stands.wait(WAIT_S)
        try:
            yield
        finally:
            go_on.set()

    def client(self, **more: Any) -> openai.OpenAI:
        return openai.OpenAI(base_url=self.url + "/v1", api_key="any", timeout=WAIT_S, max_retries=0, **more)


@contextmanager
def served(
    engine: Engine | None = None, *, site: Site | None = None, sinks: tuple[Sink, ...] = (), port: int = 0, **rules: Any
) -> Iterator[Served]:
    """Serve until the block ends, events go to ``sinks`` too; then no thread of it is left."""
    engine = engine or ScriptedEngine()
    before = set(threading.enumerate())
    with ExitStack() as stack:
        monitor = stack.enter_context(Monitor(engine, Rules(**{"model": "scripted"} | rules), *sinks))
        running = stack.enter_context(serving(monitor, site, port=port))
        yield Served(monitor, engine, running.port)
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.name.startswith("edge-haptics")]
    assert left == []


@pytest.fixture
def late_after(monkeypatch) -> Callable[[str], None]:
    """Let no answer take too long before it has said this."""
    too_late, bell = _Talk._too_late, threading.Event()

    def late_after(words: str) -> None:
        def late(talk: _Talk) -> None:
            for _ in range(int(WAIT_S * 100)):
                if words in talk.job.text:
                    break
                bell.wait(0.01)
            too_late(talk)

        monkeypatch.setattr(_Talk, "_too_late", late)

    return late_after


@pytest.fixture
def narrow(monkeypatch) -> None:
    """Let the system keep only some kilobytes on the server's side of each connection, not megabytes."""

    def listen(host: str, port: int) -> socket.socket:
        listener = wide(host, port)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        return listener

    wide = _run.listen
    monkeypatch.setattr(_run, "listen", listen)


@pytest.fixture(scope="session")
def served_by() -> Callable[..., Any]:
    return served


@pytest.fixture
def serve() -> Callable[..., Any]:
    return served
