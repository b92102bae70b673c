"""A bad link in virtual time: what is lost, doubled, spoiled, swapped, delayed; and that it can be repeated."""

from __future__ import annotations

import pytest

from firmware_bridge import BridgeReason, LinkLost
from firmware_bridge._faults import SWAP_MS, Faults, FaultyLink, Framed
from firmware_bridge._frame import Deframer


class Inner:
    """A link that notes when what was sent, and gives what it is told to."""

    packet_bytes, battery = 64, None
    lead_ms, one_way_sync, window, same_clock, watch_ms, overhead = 10.0, False, 16, False, 0, 0
    describe = "a test"

    def __init__(self):
        self.now = 0.0
        self.sent = []
        self.up = []
        self.lost = None
        self.opened = 0
        self.deadline = None

    def open(self, wake):
        self.opened += 1

    def send(self, packet):
        self.sent.append((self.now, packet))

    def send_urgent(self, packet):
        self.sent.append((self.now, b"!" + packet))

    def receive(self):
        if self.lost and not self.up:
            raise self.lost
        up, self.up = self.up, []
        return up

    def next_deadline_ms(self):
        return self.deadline

    def close(self):
        pass


class InnerFramed(Inner):
    """The same, in frames, read by a device's reader."""

    overhead = 4

    def __init__(self):
        super().__init__()
        self.reader = Deframer()

    def send_bytes(self, data, *, urgent=False):
        self.sent += [(self.now, packet) for packet in self.reader.feed(data)]


def bad(inner=None, **faults):
    inner = inner or Inner()
    link = FaultyLink(inner, Faults(**faults), lambda: inner.now)
    link.open(lambda: None)
    return link, inner


def run(link, inner, until):
    """Walk from deadline to deadline and return all that came, with the time of the call."""
    got = []
    while (at := link.next_deadline_ms()) is not None and at <= until:
        inner.now = max(inner.now, at)
        got += [(inner.now, *item) for item in link.receive()]
    inner.now = until
    return got + [(until, *item) for item in link.receive()]


def packets(count):
    return [bytes((1, number)) for number in range(count)]


def test_without_faults_nothing_changes():
    link, inner = bad()
    link.send(b"a")
    link.send_urgent(b"b")
    inner.up = [(0.0, b"c")]
    assert inner.sent == [(0.0, b"a"), (0.0, b"!b")]
    assert link.receive() == [(0.0, b"c")]
    assert link.next_deadline_ms() is None
    assert (link.lead_ms, link.window, link.one_way_sync) == (10.0, 16, False)
    assert link.describe == "a test, with faults"


def test_a_delay_goes_each_way_and_stamps_say_so():
    link, inner = bad(delay_ms=40)
    link.send(b"a")
    assert inner.sent == []
    assert link.next_deadline_ms() == 40
    run(link, inner, 100)
    assert inner.sent == [(40, b"a")]
    inner.up = [(7.0, b"r")]  # the stamp's own zero may be another
    assert link.receive() == []
    assert run(link, inner, 200) == [(140, pytest.approx(7.04), b"r")]


@pytest.mark.parametrize(("fault", "low", "high"), [("loss", 60, 140), ("dup", 460, 540), ("corrupt", 60, 140)])
def test_shares_of_packets_fare_badly(fault, low, high):
    share = 0.75 if fault != "dup" else 0.25
    link, inner = bad(seed=3, **{fault: share})
    for packet in packets(200) * 2:
        link.send(packet)
    assert low <= len(inner.sent) <= high
    inner.up = [(0.0, packet) for packet in packets(200) * 2]
    assert low <= len(link.receive()) <= high


def test_spoiled_frames_are_found_by_the_crc():
    inner = InnerFramed()
    assert isinstance(inner, Framed)
    link, _ = bad(inner, corrupt=0.5, seed=1)
    sent = packets(250) * 4
    for packet in sent:
        link.send(packet)
    arrived = [packet for _, packet in inner.sent]
    assert set(arrived) <= set(sent)  # no spoiled one got through
    assert 200 < len(arrived) < 600
    assert inner.reader.errors > 200
    inner.up = [(0.0, packet) for packet in sent]
    up = [packet for _, packet in link.receive()]
    assert set(up) <= set(sent)
    assert 200 < len(up) < 600


def test_neighbours_swap_and_the_last_one_is_not_kept():
    link, inner = bad(reorder=1.0)
    for packet in (b"a", b"b", b"c"):
        link.send(packet)
    assert [packet for _, packet in inner.sent] == [b"b", b"a"]
    run(link, inner, 100)
    assert inner.sent[2] == (SWAP_MS, b"c")


def test_a_radio_moves_four_packets_each_way_in_an_event():
    link, inner = bad(interval_ms=30, delay_ms=2)
    inner.now = 10.0
    for packet in packets(6):
        link.send(packet)
    inner.up = [(0.0, packet) for packet in packets(5)]
    assert link.receive() == []
    got = [(at, packet) for at, _, packet in run(link, inner, 200)]
    assert [at for at, _ in inner.sent] == [32] * 4 + [62] * 2
    assert [at for at, _ in got] == [32] * 4 + [62]
    assert [packet for _, packet in inner.sent] == packets(6)
    assert [packet for _, packet in got] == packets(5)
    assert (link.lead_ms, link.window, link.one_way_sync) == (72.0, 4, True)


def test_urgent_packets_pass_those_that_wait_for_the_radio():
    link, inner = bad(interval_ms=30)
    inner.now = 10.0
    for packet in packets(9):
        link.send(packet)
    link.send_urgent(b"s")
    link.send_urgent(b"t")
    run(link, inner, 30)
    assert [packet for _, packet in inner.sent] == [b"!s", b"!t", *packets(2)]


def test_the_link_breaks_once_after_so_many():
    link, inner = bad(drop_after=2)
    link.send(b"a")
    link.send(b"b")
    inner.up = [(0.0, b"r")]
    with pytest.raises(LinkLost, match="on purpose") as lost:
        link.send(b"c")
    assert lost.value.reason is BridgeReason.DROPPED
    with pytest.raises(LinkLost):
        link.receive()
    assert link.next_deadline_ms() is None
    link.close()
    link.open(lambda: None)
    for packet in packets(5):
        link.send(packet)
    assert inner.opened == 2
    assert len(inner.sent) == 7


def test_the_inner_links_loss_and_deadline_come_through():
    link, inner = bad()
    inner.deadline = 12.5
    assert link.next_deadline_ms() == 12.5
    inner.lost = LinkLost("Gone.", hint="Wait.", reason=BridgeReason.DROPPED)
    inner.up = [(0.0, b"r")]
    assert link.receive() == [(0.0, b"r")]
    with pytest.raises(LinkLost, match="Gone"):
        link.receive()


def test_a_seed_repeats_it():
    def once(seed):
        link, inner = bad(InnerFramed(), loss=0.2, dup=0.2, corrupt=0.2, reorder=0.2, interval_ms=15, seed=seed)
        for packet in packets(60):
            link.send(packet)
            inner.up.append((inner.now / 1000, packet))
            run(link, inner, inner.now + 5)
        return inner.sent

    assert once(5) == once(5)
    assert once(5) != once(6)


@pytest.mark.parametrize("wrong", [{"loss": 1.5}, {"reorder": -0.1}, {"delay_ms": -1}, {"interval_ms": float("nan")}])
def test_impossible_faults_are_refused(wrong):
    with pytest.raises(ValueError):
        Faults(**wrong)
