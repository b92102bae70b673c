"""Frames over a real socket on this machine, and each way of not getting one as a sentence."""

from __future__ import annotations

import socket
import threading

import pytest

from firmware_bridge import BridgeReason, DeviceNotFound, LinkLost
from firmware_bridge._frame import Deframer, frame
from firmware_bridge._tcp import TcpLink


@pytest.fixture
def server():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def link_to(listener):
    return TcpLink(f"127.0.0.1:{listener.getsockname()[1]}")


def test_packets_travel_both_ways_without_nagle(server):
    rung = threading.Semaphore(0)
    link = link_to(server)
    link.open(rung.release)
    device, _ = server.accept()
    with device:
        link.send(b"\x03")
        deframer, found = Deframer(), []
        while not found:
            found = deframer.feed(device.recv(100))
        assert found == [b"\x03"]
        device.sendall(frame(b"\x83\x01"))
        assert rung.acquire(timeout=20)
        assert [packet for _, packet in link.receive()] == [b"\x83\x01"]
        assert link._pump._channel._sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert rung.acquire(timeout=20)
    with pytest.raises(LinkLost, match=r"tcp 127\.0\.0\.1:\d+ broke: the other end closed it"):
        link.receive()
    link.close()


def test_a_refused_connection_is_a_sentence(server):
    link = link_to(server)
    server.close()
    with pytest.raises(DeviceNotFound, match="Nothing listens at tcp 127") as refused:
        link.open(lambda: None)
    assert refused.value.reason is BridgeReason.CANNOT_OPEN
    link.close()


@pytest.mark.parametrize(
    ("error", "sentence", "reason"),
    [
        (socket.gaierror(-2, "Name or service not known"), "There is no host called 'felt.invalid'", "not_found"),
        (UnicodeError("label too long"), "There is no host called 'felt.invalid'", "not_found"),
        (TimeoutError("timed out"), "did not answer within 5 s", "not_found"),
        (ConnectionRefusedError(111, "Connection refused"), "Nothing listens at tcp felt.invalid:4242", "cannot_open"),
        (OSError(113, "No route to host"), "cannot be reached: No route to host", "cannot_open"),
    ],
)
def test_what_stands_in_the_way_is_said(monkeypatch, error, sentence, reason):
    def fail(address, timeout):
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    with pytest.raises(DeviceNotFound, match=sentence) as found:
        TcpLink("felt.invalid:4242").open(lambda: None)
    assert found.value.reason == reason
    assert found.value.hint.endswith(".")


def test_ipv6_hosts_stand_in_brackets(monkeypatch):
    asked = []

    def refuse(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(DeviceNotFound):
        TcpLink("[::1]:4242").open(lambda: None)
    assert asked == [("::1", 4242)]
