"""Serial ports: real pseudo-terminals for the bytes, made-up lists for finding devices."""

from __future__ import annotations

import errno
import os
import sys
import threading
import tty
from types import SimpleNamespace

import pytest

pytest.importorskip("serial", reason="serial devices need pyserial: pip install edge-haptics[serial]")
import serial

from firmware_bridge import BridgeReason, DeviceNotFound, LinkLost, _serial, parse_uri
from firmware_bridge._frame import Deframer, frame
from firmware_bridge._serial import SerialLink, list_ports

needs_pty = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")


class Board:
    """The device's end of a pseudo-terminal."""

    def __init__(self):
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.port = os.ttyname(slave)
        self.slave = slave

    def read(self, count):
        deframer, found = Deframer(), []
        while len(found) < count:
            found += deframer.feed(os.read(self.master, 4096))
        return found

    def say(self, data):
        os.write(self.master, data)

    def unplug(self):
        for end in (self.slave, self.master):
            os.close(end)
        self.master = None


@pytest.fixture
def board():
    board = Board()
    yield board
    if board.master is not None:
        board.unplug()


@pytest.fixture(params=[True, False], ids=["select", "poll"])
def way(request, monkeypatch):
    monkeypatch.setattr(SerialLink, "selectable", request.param)


def opened(address):
    link, rung = SerialLink(address), threading.Semaphore(0)
    link.open(rung.release)
    return link, rung


def hear(link, rung, count):
    found = []
    while len(found) < count:
        assert rung.acquire(timeout=20)
        found += link.receive()
    return [packet for _, packet in found]


def lose(link, rung):
    while True:
        assert rung.acquire(timeout=20)
        try:
            link.receive()
        except LinkLost as lost:
            return lost


def port(device, number=None, *, vid=0x303A, product="felt band"):
    return SimpleNamespace(device=device, vid=vid, serial_number=number, product=product, description="n/a")


def plug(monkeypatch, *ports):
    monkeypatch.setattr(_serial, "_comports", lambda: ports)


@needs_pty
@pytest.mark.usefixtures("way")
def test_packets_travel_both_ways_after_garbage(board):
    link, rung = opened(board.port)
    board.say(b"boot: \xff\xfe\x00" + frame(b"\x81\x01"))
    assert hear(link, rung, 1) == [b"\x81\x01"]
    link.send(b"\x03")
    link.send_urgent(b"\x12\x01")
    assert sorted(board.read(2)) == [b"\x03", b"\x12\x01"]
    link.close()


@needs_pty
@pytest.mark.usefixtures("way")
def test_an_unplugged_device_is_lost(board):
    before = set(threading.enumerate())
    link, rung = opened(board.port)
    board.unplug()
    assert str(lose(link, rung)).startswith(f"The link to serial {board.port} broke: ")
    with pytest.raises(LinkLost):
        link.send(b"\x03")
    assert set(threading.enumerate()) - before <= {link._pump._thread}
    link.close()
    assert set(threading.enumerate()) <= before


@needs_pty
@pytest.mark.usefixtures("way")
def test_a_device_is_found_again_under_another_number(board, monkeypatch):
    plug(monkeypatch, port("/dev/ttyUSB7", "F00D"), port(board.port, "BEEF"))
    link, rung = opened("id=BEEF")
    assert link.describe == f"serial {board.port}"
    board.unplug()
    lose(link, rung)
    with pytest.raises(LinkLost):
        link.send(b"\x03")
    again = Board()
    plug(monkeypatch, port(again.port, "BEEF"))
    link.open(rung.release)
    link.send(b"\x03")
    assert again.read(1) == [b"\x03"]
    link.close()
    again.unplug()


@needs_pty
def test_nobody_else_can_open_the_port(board):
    link, _ = opened(board.port)
    with pytest.raises(DeviceNotFound, match="held by another program") as held:
        opened(board.port)
    assert held.value.reason is BridgeReason.CANNOT_OPEN
    link.close()
    again, _ = opened(board.port)
    again.close()


@needs_pty
@pytest.mark.parametrize(("ending", "baud"), [("", 115200), (",9600", 9600)])
def test_the_port_is_set_up_before_it_is_opened(board, monkeypatch, ending, baud):
    seen = []
    really = serial.Serial.open
    monkeypatch.setattr(serial.Serial, "open", lambda port: (seen.append((port.dtr, port.rts)), really(port)))
    link, _ = opened(board.port + ending)
    assert seen == [(False, False)]
    import termios

    assert termios.tcgetattr(board.slave)[5] == getattr(termios, f"B{baud}")
    link.close()


def test_a_missing_port_and_a_file_are_sentences(tmp_path):
    with pytest.raises(DeviceNotFound, match="There is no serial port /dev/ttyACM99") as missing:
        opened("/dev/ttyACM99")
    assert missing.value.reason is BridgeReason.NOT_FOUND
    (tmp_path / "file").write_text("x")
    with pytest.raises(DeviceNotFound, match="cannot be opened at 115200 baud"):
        opened(str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("number", "sentence", "hint"),
    [
        (errno.EACCES, "You may not open the serial port COM3", "dialout"),
        (errno.EBUSY, "held by another program", "Close the other program"),
        (errno.ENXIO, "There is no serial port COM3", "devices list"),
        (errno.EIO, "cannot be opened at 9600 baud: .*broken", "takes this rate"),
    ],
)
def test_what_stands_in_the_way_is_said(monkeypatch, number, sentence, hint):
    def fail(_):
        raise serial.SerialException(number, "broken")

    monkeypatch.setattr(serial.Serial, "open", fail)
    with pytest.raises(DeviceNotFound, match=sentence) as found:
        SerialLink("COM3,9600").open(lambda: None)
    assert hint in found.value.hint


def test_auto_takes_the_only_one_that_looks_like_a_board(monkeypatch):
    plug(monkeypatch, port("/dev/ttyS0", vid=None), port("/dev/ttyUSB0", vid=0x12D1), port("/dev/ttyACM3"))
    assert SerialLink("auto")._find() == "/dev/ttyACM3"


def test_auto_names_all_that_could_be_meant(monkeypatch):
    plug(monkeypatch, port("/dev/ttyACM1", "A 1"), port("/dev/ttyACM0"))
    with pytest.raises(DeviceNotFound, match="2 serial devices") as several:
        opened("auto")
    assert several.value.reason is BridgeReason.SEVERAL_FOUND
    assert "serial:/dev/ttyACM0, serial:id=A%201" in str(several.value)


@pytest.mark.parametrize("address", ["auto", "id=BEEF"])
def test_nothing_found_is_said(monkeypatch, address):
    plug(monkeypatch, port("/dev/ttyUSB0", "FEED", vid=0x12D1))
    with pytest.raises(DeviceNotFound) as nothing:
        opened(address)
    assert nothing.value.reason is BridgeReason.NOT_FOUND


def test_two_ports_of_one_board_are_named_by_port(monkeypatch):
    plug(monkeypatch, port("/dev/ttyACM0", "BEEF"), port("/dev/ttyACM1", "BEEF"))
    with pytest.raises(DeviceNotFound, match="could be meant: serial:/dev/ttyACM0, serial:/dev/ttyACM1"):
        opened("id=BEEF")
    assert [uri for uri, _ in list_ports()] == ["serial:/dev/ttyACM0", "serial:/dev/ttyACM1"]


def test_a_listed_device_can_be_opened_as_listed(monkeypatch):
    plug(
        monkeypatch, port("/dev/ttyACM0", "A?1\x1b[2J", product="felt\x1b[31m " + "x" * 99), port("/dev/ttyUSB0", vid=1)
    )
    ((uri, name),) = list_ports()
    assert name.isprintable()
    assert len(name) <= 60
    assert SerialLink(parse_uri(uri).address)._find() == "/dev/ttyACM0"


def test_without_pyserial_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "serial", None)
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", None)
    for address in ("/dev/ttyACM0", "auto"):
        with pytest.raises(DeviceNotFound, match="need the package pyserial") as missing:
            opened(address)
        assert "edge-haptics[serial]" in missing.value.hint
        assert missing.value.reason is BridgeReason.NOT_IN_BUILD
    assert list_ports() == []
