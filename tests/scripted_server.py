"""A real HTTP server on this machine that behaves as a test tells it, well or badly."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

WAIT_S = 30.0
"""Longer than anything takes; a test that gets here has failed."""


@dataclass
class Request:
    """One request as it came in, and the way to answer it."""

    line: str
    headers: dict[str, str]
    body: bytes
    wire: socket.socket

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def send(self, text: str | bytes) -> None:
        self.wire.sendall(text.encode() if isinstance(text, str) else text)

    def reply(self, status: int, body: str = "", *headers: str, kind: str = "application/json") -> None:
        lines = [f"HTTP/1.1 {status} x", f"Content-Type: {kind}", f"Content-Length: {len(body.encode())}", *headers]
        self.send("\r\n".join([*lines, "Connection: close", "", body]))

    def stream(self, *events: str) -> None:
        self.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        self.send("".join(f"data: {event}\n\n" for event in events))

    def until_closed(self) -> bool:
        """Wait for the other side to close; False when it did not."""
        self.wire.settimeout(WAIT_S)
        try:
            return self.wire.recv(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False


def piece(text: str, finish: str | None = None) -> str:
    return json.dumps({"choices": [{"delta": {"content": text}, "finish_reason": finish}]}, ensure_ascii=False)


Behaviour = Callable[[Request], object]


@dataclass
class ScriptedServer:
    """Answers each request with the next behaviour, the last one for all that follow."""

    behaviours: list[Behaviour]
    requests: list[Request] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                wire, _ = listener.accept()
            except OSError:
                return
            with wire:
                try:
                    request = self._read(wire)
                    if request is not None:
                        self.requests.append(request)
                        step = min(len(self.requests), len(self.behaviours)) - 1
                        self.behaviours[step](request)
                except BaseException as error:
                    self.failures.append(error)

    def _read(self, wire: socket.socket) -> Request | None:
        wire.settimeout(WAIT_S)
        raw = b""
        while b"\r\n\r\n" not in raw:
            more = wire.recv(65536)
            if not more:
                return None
            raw += more
        head, body = raw.split(b"\r\n\r\n", 1)
        line, *rest = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (entry.split(": ", 1) for entry in rest)}
        while len(body) < int(headers.get("content-length", "0")):
            body += wire.recv(65536)
        return Request(line, headers, body, wire)


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[ScriptedServer]:
    """Serve one connection after another until the block ends; fails when a behaviour did."""
    server = ScriptedServer(list(behaviours))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        thread = threading.Thread(target=server.serve, args=(listener,))
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(WAIT_S)
    assert not thread.is_alive()
    assert not server.failures, server.failures
