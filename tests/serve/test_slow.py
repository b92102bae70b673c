"""Whoever is slow: at asking, at sending a body, at reading. It holds nobody up and fills no memory."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from typing import Any

import pytest
from serve.test_answers import wait_until
from websockets.exceptions import ConnectionClosed

from edge_runtime.serve import _asked, _events, _patience, _run
from edge_runtime.serve._backlog import MAX_FRAMES

WAIT_S = 30.0
HEAD = b"POST /v1/haptics/play HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n"


def backlogs(server: Any) -> list[Any]:
    return [reader.backlog for reader in server.monitor.hub._readers]


@pytest.mark.usefixtures("narrow")
def test_a_slow_reader_of_the_socket_loses_old_levels_and_no_text_and_fills_no_memory(serve) -> None:
    """It reads nothing until the server has begun to leave frames out, and then everything."""
    rest, filling = [0.0] * 4, "x" * 4096
    with serve() as server, server.sleepy("text,level") as slow, server.events("?kinds=level") as quick:
        wait_until(lambda: len(server.monitor.hub) == 2)
        sent, levels, seen = 0, 0, 0
        while not server.monitor.hub.dropped_in_all:
            assert levels < 100_000, "the system itself keeps all of it"
            server.monitor.record("text", text=f"{sent} {filling}")
            sent += 1
            for _ in range(50):
                server.monitor.record("level", t_device_ms=levels, levels=rest)
                levels += 1
            while seen < levels:
                seen += json.loads(quick.recv(timeout=WAIT_S))["kind"] == "level"
        for _ in range(5 * MAX_FRAMES):
            server.monitor.record("level", t_device_ms=levels, levels=rest)
            levels += 1
            while seen < levels:
                seen += json.loads(quick.recv(timeout=WAIT_S))["kind"] == "level"
        for _ in range(2 * MAX_FRAMES):  # more than there is room for frames
            server.monitor.record("text", text=f"{sent} ")
            sent += 1
        server.monitor.record("text", text="the end")
        (behind,) = [backlog for backlog in backlogs(server) if backlog.dropped]
        assert len(behind._levels) <= MAX_FRAMES
        got: list[dict[str, Any]] = []
        while not got or got[-1].get("text") != "the end":
            got.append(json.loads(slow.recv(timeout=WAIT_S)))
        dropped = behind.dropped
    texts = [event["text"].split()[0] for event in got if event["kind"] == "text"]
    assert texts == [*map(str, range(sent)), "the"]
    came = [event["t_device_ms"] for event in got if event["kind"] == "level"]
    assert came == sorted(set(came))
    assert came[-1] == levels - 1
    assert sum(event["levels"] for event in got if event["kind"] == "dropped") == dropped == levels - len(came) > 0


@pytest.mark.usefixtures("narrow")
def test_a_reader_that_takes_nothing_any_more_is_cut(serve, monkeypatch) -> None:
    monkeypatch.setattr(_patience, "STALLED_S", 0.2)
    begun, waits = threading.Event(), _patience._Patience.begin

    def begin(self: Any, wait_s: float) -> None:
        waits(self, wait_s)
        if wait_s == 0.2:
            begun.set()

    monkeypatch.setattr(_patience._Patience, "begin", begin)
    with serve() as server, contextlib.suppress(ConnectionClosed), server.sleepy("text"):
        wait_until(lambda: len(server.monitor.hub) == 1)
        for _ in range(20):
            server.monitor.record("text", text=os.urandom(50_000).hex())  # what compressing makes no smaller
        assert begun.wait(WAIT_S), "nobody minds that it takes nothing"
        wait_until(lambda: not len(server.monitor.hub), "it takes nothing, and is kept")
        assert server.get("/health").status_code == 200


def test_a_socket_has_a_longest_life(serve, monkeypatch) -> None:
    monkeypatch.setattr(_events, "LIFE_S", 0.2)
    with serve() as server, server.events() as old:
        with pytest.raises(ConnectionClosed) as caught:  # noqa: PT012
            for _ in range(1000):
                old.recv(timeout=WAIT_S)
        assert caught.value.rcvd.code == 1001
        wait_until(lambda: not len(server.monitor.hub))


def at_once(server: Any, begun: bytes) -> socket.socket:
    """A connection on which this has come before the server looks at its clock."""
    with server.standing_still():
        wire = socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_S)
        wire.sendall(begun)
    return wire


def ended(wire: socket.socket) -> bytes:
    """Read until the server has closed."""
    said = b""
    try:
        while more := wire.recv(65536):
            said += more
    except ConnectionResetError:
        pass
    return said


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HT", HEAD, b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HTTP/1.1\r\nHo"]
)
def test_a_head_that_does_not_come_to_its_end_is_not_waited_for(serve, monkeypatch, begun) -> None:
    monkeypatch.setattr(_patience, "HEAD_S", 0.2)
    monkeypatch.setattr(_run, "IDLE_S", 1)
    with serve() as server, at_once(server, begun) as wire:
        said = ended(wire)
        assert said.count(b"HTTP/1.1 ") == begun.count(b"\r\n\r\n")


def test_a_body_that_trickles_is_told_so_and_the_connection_ends(serve, monkeypatch) -> None:
    monkeypatch.setattr(_asked, "BODY_S", 0.2)
    monkeypatch.setattr(_patience, "HEAD_S", 0.2)
    with serve(haptics=True) as server, at_once(server, HEAD + b"\r\n{") as wire:
        assert wire.recv(65536).startswith(b"HTTP/1.1 408 ")
        wire.sendall(b'"')  # and so on, to an answer that was given
        ended(wire)
        assert server.get("/health").status_code == 200
