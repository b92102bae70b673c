"""The thread that serial, TCP and sim share, over real pseudo-terminals."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import tty

import pytest

from firmware_bridge import BridgeReason, LinkLost, _pump
from firmware_bridge._frame import Deframer, frame
from firmware_bridge._pump import MAX_WAITING, FdChannel
from firmware_bridge._stream import StreamLink

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
A, B, C, STOP = b"\x03", b"\x13\x40", b"\x10" + bytes(19), b"\x12\x07"


class PtyLink(StreamLink):
    """The slave end of a pty; the test holds the master end."""

    def __init__(self):
        super().__init__("a pty")
        self.master = None

    def _connect(self):
        self.master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(slave, False)
        self.slave = slave
        return FdChannel(slave, lambda: os.close(slave))


class FullLink(StreamLink):
    """A socket whose kernel buffer is full; a terminal's has room again whenever the kernel likes."""

    def __init__(self):
        super().__init__("a full socket")
        self.ours, theirs = socket.socketpair()
        self.ours.setblocking(False)
        self.master = theirs.detach()

    def _connect(self):
        with contextlib.suppress(BlockingIOError):
            while True:
                self.ours.send(bytes(1024))  # empty frames
        return FdChannel(self.ours.fileno(), self.ours.close)


class Bell:
    """Counts wakes and waits for them; the limit only ends a test that hangs."""

    def __init__(self):
        self._rung = threading.Semaphore(0)

    def __call__(self):
        self._rung.release()

    def wait(self):
        assert self._rung.acquire(timeout=20)


@pytest.fixture
def bell():
    return Bell()


@pytest.fixture
def link(bell):
    before = set(threading.enumerate())
    link = PtyLink()
    link.open(bell)
    yield link
    link.close()
    assert set(threading.enumerate()) <= before
    unplug(link)


def test_its_thread_runs_before_ordinary_ones_where_it_may(monkeypatch, bell):
    asked = []
    monkeypatch.setattr(_pump, "prefer_this_thread", lambda: asked.append(threading.current_thread().name))
    link = PtyLink()
    link.open(bell)
    link.close()
    os.close(link.master)
    assert asked == ["link to a pty"]


def unplug(link):
    if link.master is not None:
        os.close(link.master)
        link.master = None


@pytest.fixture
def full(bell):
    link = FullLink()
    link.open(bell)
    yield link
    link.close()
    unplug(link)


def read_packets(fd, count):
    deframer, found = Deframer(), []
    while len(found) < count:
        found += deframer.feed(os.read(fd, 4096))
    return found


def wait_for(link, bell, count):
    found = []
    while len(found) < count:
        bell.wait()
        found += link.receive()
    return [packet for _, packet in found]


def wait_for_loss(link, bell):
    while True:
        bell.wait()
        try:
            link.receive()
        except LinkLost as lost:
            return lost


def test_packets_travel_both_ways(link, bell):
    for packet in (A, B, C):
        link.send(packet)
    assert read_packets(link.master, 3) == [A, B, C]
    os.write(link.master, frame(C) + frame(A))
    assert wait_for(link, bell, 2) == [C, A]
    assert link.receive() == []


def test_frames_may_come_byte_by_byte_after_garbage(link, bell):
    os.write(link.master, b"ets Jul 29 2019\r\nrst:0x1\xff\x00")
    for byte in frame(C):
        os.write(link.master, bytes((byte,)))
    assert wait_for(link, bell, 1) == [C]
    assert link.frame_errors == 1


def test_an_unplugged_device_is_lost_for_receive_and_send(link, bell):
    unplug(link)
    assert wait_for_loss(link, bell).reason is BridgeReason.DROPPED
    for _ in range(2):
        with pytest.raises(LinkLost, match="a pty broke"):
            link.send(A)
        with pytest.raises(LinkLost):
            link.send_urgent(STOP)
        with pytest.raises(LinkLost):
            link.receive()


def test_what_came_before_the_loss_is_given_first():
    ours, theirs = socket.socketpair()
    link, bell = StreamLink("a socket"), Bell()
    link._connect = lambda: FdChannel(ours.fileno(), ours.close)
    theirs.sendall(frame(A) + frame(B))
    theirs.close()
    link.open(bell)
    bell.wait()
    bell.wait()
    assert [packet for _, packet in link.receive()] == [A, B]
    with pytest.raises(LinkLost, match="the other end is gone"):
        link.receive()
    link.close()


def test_the_port_is_closed_before_the_loss_is_told():
    ours, theirs = socket.socketpair()
    seen, rung = [], threading.Event()
    link = StreamLink("a socket")
    link._connect = lambda: FdChannel(ours.fileno(), lambda: (seen.append("closed"), ours.close()))
    link.open(lambda: (seen.append("woken"), rung.set()))
    theirs.close()
    assert rung.wait(20)
    assert seen == ["closed", "woken"]
    link.close()


def test_a_full_kernel_buffer_does_not_block_and_urgent_frames_pass(full):
    full.send(A)
    full.send(B)
    full.send_urgent(STOP)
    full.send_urgent(C)
    assert read_packets(full.master, 4) == [STOP, C, A, B]


def test_a_device_that_takes_nothing_is_lost(full, bell):
    for _ in range(MAX_WAITING):
        full.send(A)
    with pytest.raises(LinkLost, match="no data any more") as lost:
        full.send(A)
    assert lost.value.reason is BridgeReason.SILENT
    assert wait_for_loss(full, bell).reason is BridgeReason.SILENT


def test_closing_lets_urgent_frames_leave_and_drops_the_others():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    link = StreamLink("a socket")

    class Gate(FdChannel):
        def write(self, data):
            return super().write(data) if link.pump_of_test._until is not None else 0

    link._connect = lambda: Gate(ours.fileno(), ours.close)
    link.open(lambda: None)
    link.pump_of_test = link._pump
    link.send(A)
    link.send_urgent(STOP)
    link.close()
    with theirs:
        assert theirs.recv(4096) == frame(STOP)
        assert theirs.recv(4096) == b""


def test_a_frame_that_has_begun_is_finished_before_an_urgent_one():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    begun = threading.Event()
    allowed = threading.Event()

    class Halves(FdChannel):
        def write(self, data):
            if not begun.is_set():
                begun.set()
                return super().write(data[:2])
            return super().write(data) if allowed.is_set() else 0

    link = StreamLink("a socket")
    link._connect = lambda: Halves(ours.fileno(), ours.close)
    link.open(lambda: None)
    link.send(C)
    link.send(B)
    assert begun.wait(20)
    link.send_urgent(STOP)
    allowed.set()
    deframer, found = Deframer(), []
    while len(found) < 3:
        found += deframer.feed(theirs.recv(4096))
    link.close()
    theirs.close()
    assert found == [C, STOP, B]


def test_a_frame_leaves_in_the_call_that_sends_it():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    writers = []

    class Noted(FdChannel):
        def write(self, data):
            writers.append(threading.get_ident())
            return super().write(data)

    link = StreamLink("a socket")
    link._connect = lambda: Noted(ours.fileno(), ours.close)
    link.open(lambda: None)
    link.send(A)
    assert theirs.recv(4096) == frame(A)  # the thread is there: from now on it is not needed
    writers.clear()
    link.send(B)
    link.send_urgent(STOP)
    assert writers == [threading.get_ident()] * 2
    assert theirs.recv(4096) == frame(B) + frame(STOP)
    link.close()
    theirs.close()


def test_it_opens_again_after_a_loss(link, bell):
    unplug(link)
    wait_for_loss(link, bell)
    link.open(bell)
    link.send(A)
    assert read_packets(link.master, 1) == [A]
    os.write(link.master, frame(B))
    assert wait_for(link, bell, 1) == [B]


@pytest.mark.parametrize("state", ["never opened", "open", "closed", "lost", "full", "from its own thread"])
def test_close_leaves_no_thread_in_any_state(state, bell):
    before = set(threading.enumerate())
    link = FullLink() if state == "full" else PtyLink()
    if state != "never opened":
        link.open(bell)
    thread = link._pump._thread if link._pump else None
    if state == "closed":
        link.close()
    elif state == "lost":
        unplug(link)
        wait_for_loss(link, bell)
    elif state == "full":
        link.send_urgent(STOP)
    elif state == "from its own thread":
        link.close()
        link.open(lambda: (link.close(), bell()))
        thread = link._pump._thread
        os.write(link.master, frame(A))
        bell.wait()
        thread.join(20)
    link.close()
    link.close()
    assert set(threading.enumerate()) <= before
    with pytest.raises(LinkLost):
        link.send(A)
    with pytest.raises(LinkLost):
        link.receive()
    unplug(link)


def test_packets_of_a_wrong_length_are_not_sent(link):
    for packet in (b"", bytes(65)):
        with pytest.raises(ValueError, match="1 to 64"):
            link.send(packet)
