"""BLE without a radio: bleak as it is, on a fake BlueZ (`fake_bluez`)."""

from __future__ import annotations

import contextlib
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from firmware_bridge import _battery, _ble
from firmware_bridge._ble import BleLink, BleOptions
from firmware_bridge._ble_find import scan
from firmware_bridge._ble_ids import NORDIC_UART
from firmware_bridge._link import Link
from firmware_bridge.errors import BridgeReason, DeviceNotFound, DeviceRefused, LinkLost
from tests.bridge.bluez_bus import FakeBluez, missing
from tests.bridge.fake_radio import Band

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")

LONG_S = 60.0
"""Then something that had to come has not."""
PATIENT = BleOptions(scan_s=LONG_S, settle_s=0.3, connect_s=LONG_S, write_s=LONG_S)
STOP = b"\x12\x01"
MAC, OTHER = "AA:BB:CC:DD:EE:01", "AA:BB:CC:DD:EE:02"


class Host:
    """A link with somebody who waits at it."""

    def __init__(self, address="auto", options=PATIENT):
        self.link = BleLink(address, options=options)
        self.packets = []
        self._woken = threading.Event()

    def open(self):
        self.link.open(self._woken.set)
        return self.link

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, *_):
        assert ends(self.link)

    def take(self, count):
        """Receive until so many packets have come; the link says when to look."""
        deadline = monotonic() + LONG_S
        while len(self.packets) < count and self._woken.wait(deadline - monotonic()):
            self._woken.clear()
            self.packets += [packet for _, packet in self.link.receive()]
        return self.packets

    def loss(self):
        """Receive until the link says that it is lost."""
        deadline = monotonic() + LONG_S
        while self._woken.wait(deadline - monotonic()):
            self._woken.clear()
            try:
                while self.link.receive():
                    pass
            except LinkLost as lost:
                return lost
        return None


def ends(link):
    """Close it; says whether its thread ends."""
    link.close()
    if link._thread is not None:
        link._thread.join(LONG_S)
    return link._thread is None or not link._thread.is_alive()


@pytest.fixture(scope="module")
def shared():
    started = []
    yield started
    for bluez in started:
        bluez.__exit__(None, None, None)


@pytest.fixture
def air(shared):
    """Put devices into the air: a service that runs already is used again."""

    def begin(*bands, device="echo"):
        if shared and shared[0].alive:
            shared[0].reset(*bands, device=device)
        else:
            while shared:
                shared.pop().__exit__(None, None, None)
            shared.append(FakeBluez(*bands, device=device).__enter__())
        return contextlib.nullcontext(shared[0])

    return begin


def until(condition):
    """Look again and again; a reading is no event."""
    deadline, bell = monotonic() + LONG_S, threading.Event()
    while not condition() and monotonic() < deadline:
        bell.wait(0.01)
    assert condition()


def numbered(count):
    return [bytes([0x10, number]) for number in range(count)]


def test_scan_lists_what_advertises_the_service_the_nearest_first(air):
    far, uart = Band(OTHER, "far", rssi=-80), Band("AA:BB:CC:DD:EE:03", "lamp", NORDIC_UART)
    with air(far, Band(), uart):
        assert scan(0.5) == [(MAC, "felt band", -50), (OTHER, "far", -80)]


def test_it_is_a_link():
    link: Link = BleLink("auto")
    assert link.next_deadline_ms() is None
    for name in Link.__annotations__:
        assert hasattr(link, name), name


def test_auto_takes_the_only_one(air):
    with air(Band()) as bluez, Host() as host:
        assert host.link.describe == f"felt band, {MAC}"
        assert bluez.set()["connected"] == [MAC]
    assert (host.link.one_way_sync, host.link.window) == (True, 4)
    assert host.link.lead_ms == 117.5
    assert BleLink("auto", options=BleOptions(interval_ms=7.5)).lead_ms == 100


def test_auto_does_not_choose_between_two_even_when_one_is_heard_later(air):
    options = BleOptions(scan_s=LONG_S, settle_s=2.0)
    with air(Band(), Band(OTHER, "left\x1b[2J hand", skips=3)), pytest.raises(DeviceNotFound) as caught:
        Host(options=options).open()
    assert caught.value.reason is BridgeReason.SEVERAL_FOUND
    assert MAC in str(caught.value)
    assert f"left[2J hand ({OTHER})" in str(caught.value)


def test_auto_leaves_a_plain_uart_alone(air):
    with air(Band(profile=NORDIC_UART)), pytest.raises(DeviceNotFound) as caught:
        Host(options=BRIEF).open()
    assert caught.value.reason is BridgeReason.NOT_FOUND


@pytest.mark.parametrize("address", ["name=left hand", OTHER.lower()])
def test_by_name_and_by_address_also_a_plain_uart(air, address):
    with air(Band(), Band(OTHER, "left hand", NORDIC_UART)), Host(address) as host:
        host.link.send(b"\x03")
        assert host.take(1) == [b"\x03"]
        assert host.link.describe == f"left hand, {OTHER}"


def test_the_first_links_of_a_process_may_be_opened_from_several_threads_at_once(air, monkeypatch):
    from bleak.backends.bluezdbus.version import BlueZFeatures

    macs = [MAC, OTHER, "AA:BB:CC:DD:EE:03"]
    monkeypatch.setattr(BlueZFeatures, "_check_bluez_event", None)
    monkeypatch.setattr(BlueZFeatures, "checked_bluez_version", False)
    with air(*map(Band, macs)) as bluez, ThreadPoolExecutor(len(macs)) as pool:
        hosts = [Host(mac) for mac in macs]
        try:
            list(pool.map(Host.open, hosts))
            assert sorted(bluez.set()["connected"]) == macs
        finally:
            ended = [ends(host.link) for host in hosts]
        assert all(ended)


def test_a_battery_is_read_again_and_again_and_one_that_cannot_be_read_is_not_known(air, monkeypatch):
    monkeypatch.setattr(_battery, "BATTERY_S", 0.05)
    with air(Band(battery=True)) as bluez, Host() as host:
        for percent, share in [(62, 0.62), (-1, None), (61, 0.61), (101, None), (100, 1.0)]:
            bluez.set(percent=percent)
            until(lambda share=share: host.link.battery == share)
        host.link.send(b"\x03")
        assert host.take(1) == [b"\x03"]


def test_a_device_without_the_battery_service_has_none(air):
    with air(Band()), Host() as host:
        host.link.send(b"\x03")
        assert host.take(1) == [b"\x03"]
        assert host.link.battery is None


def test_two_of_the_same_name_are_told(air):
    with air(Band(), Band(OTHER)), pytest.raises(DeviceNotFound) as caught:
        Host("name=felt band").open()
    assert caught.value.reason is BridgeReason.SEVERAL_FOUND


BRIEF = BleOptions(scan_s=0.5, settle_s=0.1, connect_s=LONG_S, write_s=0.3)


@pytest.mark.parametrize("address", ["auto", "name=nobody", OTHER])
def test_none_found(air, address):
    bands = () if address == "auto" else (Band(),)
    with air(*bands), pytest.raises(DeviceNotFound) as caught:
        Host(address, BRIEF).open()
    assert caught.value.reason is BridgeReason.NOT_FOUND
    assert "0.5 s" in str(caught.value)


def test_a_device_left_connected_by_a_killed_host_is_found_though_it_is_silent(air):
    with air(Band(connected=True)), Host() as host:
        host.link.send(b"\x03")
        assert host.take(1) == [b"\x03"]


def test_packets_both_ways_in_order_with_their_times(air):
    with air(Band()), Host() as host:
        before = monotonic()
        host.link.send(b"\x03")
        host._woken.wait(LONG_S)
        ((when, packet),) = host.link.receive()
        assert packet == b"\x03"
        assert before < when < monotonic()
        for sent in numbered(40):
            host.link.send(sent)
        assert host.take(40) == numbered(40)


def test_a_device_that_wants_answers_to_its_writes_gets_one_at_a_time(air):
    with air(Band(write_flags=("write",))) as bluez, Host() as host:
        bluez.set(answer="left")
        for sent in numbered(12):
            host.link.send(sent)
        assert host.take(12) == numbered(12)
        assert bluez.set()["most_in_flight"] == 1


def test_the_model_greets(air):
    with air(Band(), device="model"), Host() as host:
        host.link.send(bytes([0x01, 1, 0, 0]))
        assert [packet[0] for packet in host.take(2)] == [0x81, 0x84]


def test_a_packet_is_1_to_20_bytes(air):
    with air(Band()), Host() as host:
        for packet in (b"", bytes(21)):
            with pytest.raises(ValueError, match="20 bytes"):
                host.link.send(packet)


def test_an_mtu_that_comes_late_changes_nothing_and_one_that_falls_ends_the_link(air):
    with air(Band()) as bluez, Host() as host:
        host.link.send(bytes(20))
        assert host.take(1) == [bytes(20)]
        bluez.set(mtu=247)
        host.link.send(bytes(20))
        assert len(host.take(2)) == 2
        bluez.set(mtu=22)
        host.link.send(b"\x03")
        assert len(host.take(3)) == 3
        host.link.send(bytes(20))
        lost = host.loss()
        assert "only 19 bytes" in str(lost)


@pytest.mark.parametrize("profile", ["small", "strange"])
def test_a_device_that_cannot_carry_packets_is_refused(air, profile):
    band = Band(write_flags=("read",) if profile == "strange" else ("write-without-response",))
    with air(band) as bluez:
        bluez.set(mtu=22)
        with pytest.raises(DeviceRefused) as caught:
            Host().open()
        assert bluez.wait(free=1)["connected"] == []
    assert ("no service" if profile == "strange" else "fewer than 20 bytes") in str(caught.value)
    assert caught.value.reason is BridgeReason.REFUSED


def test_a_lost_link_gives_what_had_come_and_is_then_lost_for_both(air):
    with air(Band()) as bluez, Host() as host:
        host.link.send(b"\x03")
        host._woken.wait(LONG_S)
        bluez.set(do="drop")
        while host.link._lost is None:
            assert host._woken.wait(LONG_S)
            host._woken.clear()
        assert [packet for _, packet in host.link.receive()] == [b"\x03"]
        for use in (host.link.receive, lambda: host.link.send(b"\x03"), lambda: host.link.send_urgent(STOP)):
            with pytest.raises(LinkLost) as caught:
                use()
            assert caught.value.reason is BridgeReason.DROPPED
            assert "disconnected" in str(caught.value)


def test_after_a_loss_a_new_link_works(air):
    with air(Band()) as bluez:
        for _ in range(3):
            with Host() as host:
                bluez.set(do="drop")
                assert host.loss()
        bluez.set(drop_after=5)
        with Host() as host:
            for sent in numbered(8):
                host.link.send(sent)
            assert host.loss()
        assert 5 <= bluez.set()["carried"] <= 8  # those that were in flight may still be carried
        with Host() as host:
            host.link.send(b"\x03")
            assert host.take(1) == [b"\x03"]


def test_the_death_of_bluetoothd_is_noticed_by_the_next_write(air):
    with air(Band()) as bluez, Host() as host:
        bluez.die()
        host.link.send(b"\x03")
        lost = host.loss()
        assert lost.reason is BridgeReason.DROPPED
        assert "no longer be written to" in str(lost)


def test_the_death_of_the_bus_is_noticed_at_once(air):
    with air(Band()) as bluez, Host() as host:
        bluez.kill_bus()
        assert host.loss()


def test_a_write_that_hangs_ends_the_link(air):
    options = BleOptions(scan_s=LONG_S, settle_s=0.1, connect_s=LONG_S, write_s=0.3)
    with air(Band()) as bluez, Host(options=options) as host:
        bluez.set(hang=True)
        host.link.send(b"\x03")
        lost = host.loss()
        assert lost.reason is BridgeReason.SILENT
        assert "0.3 s" in str(lost)


def test_a_busy_bluetoothd_is_asked_again(air):
    with air(Band()) as bluez, Host() as host:
        bluez.set(in_progress=3)
        host.link.send(b"\x03")
        assert host.take(1) == [b"\x03"]


def test_a_flood_keeps_few_in_flight_and_a_stop_passes_all_that_waits(air):
    with air(Band()) as bluez, Host() as host:
        bluez.set(hold=True, answer="left")
        for sent in numbered(200):
            host.link.send(sent)
        assert bluez.wait(in_flight=3)["most_in_flight"] == 3
        host.link.send_urgent(STOP)
        assert bluez.wait(in_flight=4)["in_flight"] == 4
        bluez.set(hold=False, interval_ms=1)
        state = bluez.wait(carried=201)
        assert state["arrived"][3] == STOP.hex()
        assert state["most_in_flight"] == 4
        packets = host.take(201)
        assert [p for p in packets if p != STOP] == numbered(200)


def test_a_device_that_floods_takes_no_more_memory_than_the_cap(air):
    with air(Band()) as bluez, Host() as host:
        bluez.set(do="flood")
        host.link.send(b"\x03")
        while not host.link._arrived or host.link._arrived[-1][1] != b"\x03":
            assert host._woken.wait(LONG_S)
            assert host.link._lost is None
            host._woken.clear()
        packets = host.link.receive()
        assert len(packets) == 4096
        assert packets[-1][1] == b"\x03"


def test_a_host_that_heeds_no_window_is_told(air):
    with air(Band()) as bluez, Host() as host:
        bluez.set(hang=True)
        for _ in range(4096):
            host.link.send(b"\x03")
        with pytest.raises(LinkLost) as caught:
            [host.link.send(b"\x03") for _ in range(4)]
        assert caught.value.reason is BridgeReason.SILENT


def test_connecting_is_tried_once_more_when_the_system_gave_up_by_itself(air):
    with air(Band()) as bluez:
        bluez.set(connect="abort")
        with Host() as host:
            host.link.send(b"\x03")
            assert host.take(1) == [b"\x03"]


@pytest.mark.parametrize(
    ("faults", "sentence"),
    [
        ({"connect": "fail"}, "br-connection-page-timeout"),
        ({"connect": "hang"}, "did not answer in time"),
        ({"powered": False}, "switched off"),
    ],
)
def test_why_it_could_not_be_opened_is_a_sentence(air, faults, sentence):
    options = BleOptions(scan_s=LONG_S, settle_s=0.1, connect_s=0.5 if faults.get("connect") == "hang" else LONG_S)
    with air(Band()) as bluez:
        bluez.set(**faults)
        with pytest.raises(DeviceNotFound) as caught:
            Host(options=options).open()
    assert sentence in str(caught.value)
    assert caught.value.reason is BridgeReason.CANNOT_OPEN
    assert str(caught.value).endswith(".")
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize("gone", ["bus", "bluetoothd"])
def test_without_a_bluetooth_service_both_scan_and_open_say_so(air, gone):
    with air(Band()) as bluez:
        if gone == "bus":
            bluez.kill_bus()
        else:
            bluez.die()
        for reach in (lambda: scan(0.2), Host().open):
            with pytest.raises(DeviceNotFound, match="Bluetooth service") as caught:
                reach()
            assert caught.value.reason is BridgeReason.CANNOT_OPEN


def test_without_bleak_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "bleak", None)
    for reach in (lambda: scan(0.2), Host().open):
        with pytest.raises(DeviceNotFound, match="need the package bleak") as caught:
            reach()
        assert caught.value.reason is BridgeReason.NOT_IN_BUILD
        assert "edge-haptics[ble]" in caught.value.hint


def test_closing_lets_a_last_stop_leave(air, monkeypatch):
    monkeypatch.setattr(_ble, "FLUSH_S", LONG_S)
    with air(Band()) as bluez:
        with Host() as host:
            bluez.set(answer="left")
            host.link.send_urgent(STOP)
        state = bluez.wait(free=1)
        assert (state["arrived"], state["connected"]) == ([STOP.hex()], [])


def closed(link):
    """Close it twice; says whether it is dead then."""
    link.close()
    for use in (link.receive, lambda: link.send(b"\x03")):
        with pytest.raises(LinkLost):
            use()
    return ends(link)


def test_close_before_open():
    host = Host()
    with pytest.raises(LinkLost):
        host.link.send(b"\x03")
    assert host.link.receive() == []
    assert closed(host.link)
    with pytest.raises(RuntimeError):
        host.open()


@pytest.mark.parametrize("how", ["open", "dropped", "dead", "no bus", "hung write", "hung disconnect"])
def test_close_when_it_is(air, how):
    with air(Band()) as bluez:
        host = Host()
        link = host.open()
        if how == "dropped":
            bluez.set(do="drop")
            assert host.loss()
        elif how == "dead":
            bluez.die()
        elif how == "no bus":
            bluez.kill_bus()
        elif how == "hung write":
            bluez.set(hang=True)
            link.send(b"\x03")
            bluez.wait(in_flight=1)
        elif how == "hung disconnect":
            bluez.set(hang_up="hang")
        assert closed(link)


@pytest.mark.parametrize("while_", ["scanning", "connecting"])
def test_close_while_it_opens(air, while_):
    address = OTHER if while_ == "scanning" else "auto"
    with air(Band()) as bluez, ThreadPoolExecutor() as pool:
        bluez.set(connect="hang", hang_up="hang")
        host = Host(address, options=BleOptions(scan_s=LONG_S, settle_s=0.2, connect_s=LONG_S))
        opening = pool.submit(host.open)
        assert bluez.wait(**({"discovering": 1} if while_ == "scanning" else {"hanging": 1}))
        assert closed(host.link)
        with pytest.raises(DeviceNotFound, match="closed while it was being opened"):
            opening.result()
