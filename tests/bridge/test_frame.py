from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge._frame import MAX_FRAME, Deframer, crc16, frame, unframe

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())
PACKET = st.binary(min_size=1, max_size=64)


@given(st.lists(PACKET, max_size=6), st.data())
def test_any_cut_of_the_stream_gives_the_same_packets(packets, data) -> None:
    stream = b"".join(map(frame, packets))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    deframer = Deframer()
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [packet for piece in pieces for packet in deframer.feed(piece)] == packets
    assert deframer.errors == 0


def test_byte_by_byte() -> None:
    packets = [bytes(64), b"\x01", bytes(range(64)), b"\xff" * 64]
    deframer = Deframer()
    stream = b"".join(map(frame, packets))
    assert [packet for byte in stream for packet in deframer.feed(bytes((byte,)))] == packets


@given(PACKET)
def test_a_frame_is_short_and_its_zero_is_its_last(packet) -> None:
    data = frame(packet)
    assert len(data) == len(packet) + 4 <= MAX_FRAME == 68
    assert data.index(0) == len(data) - 1


@given(st.binary(max_size=80), st.lists(PACKET, min_size=1, max_size=3))
def test_garbage_costs_what_it_touches_and_no_more(garbage, packets) -> None:
    deframer = Deframer()
    found = deframer.feed(garbage + b"\0" + b"".join(map(frame, packets)))
    assert found[-len(packets) :] == packets
    assert deframer.errors + len(found) == len([part for part in garbage.split(b"\0") if part]) + len(packets)


@given(st.lists(PACKET, min_size=2, max_size=4), st.data())
def test_a_changed_byte_loses_at_most_its_neighbours_and_is_counted(packets, data) -> None:
    stream = bytearray(b"".join(map(frame, packets)))
    at = data.draw(st.integers(0, len(stream) - 1))
    stream[at] ^= data.draw(st.integers(1, 255))
    deframer = Deframer()
    found = deframer.feed(bytes(stream))
    deframer.feed(b"\0")
    assert deframer.errors >= 1
    assert len(found) >= len(packets) - 2
    assert [packet for packet in found if packet in packets] == found


def test_zeros_alone_are_nothing() -> None:
    deframer = Deframer()
    assert deframer.feed(bytes(100)) == []
    assert deframer.errors == 0


@pytest.mark.parametrize(
    "body",
    [
        b"\x01",
        b"\x05\x01",
        b"\x03\xff\xff",  # an empty packet under a right CRC
        frame(b"abc")[:-2],
        frame(b"abc")[:-1] + b"\x01",
        frame(bytes(20))[:-1] + b"\x01",
    ],
)
def test_what_is_no_whole_frame_is_counted(body) -> None:
    assert unframe(body) is None
    deframer = Deframer()
    assert deframer.feed(body + b"\0" + frame(b"next")) == [b"next"]
    assert deframer.errors == 1


@pytest.mark.parametrize("length", [0, 65])
def test_packets_of_other_lengths_are_refused(length) -> None:
    with pytest.raises(ValueError):
        frame(bytes(length))


def test_a_long_frame_with_a_right_crc_is_broken_all_the_same() -> None:
    long = bytes(range(1, 66))
    body = bytes((len(long) + 3,)) + long + crc16(long).to_bytes(2, "little")
    assert 0 not in body
    deframer = Deframer()
    assert deframer.feed(body + b"\0") == []
    assert deframer.errors == 1


def test_endless_garbage_takes_no_memory() -> None:
    deframer = Deframer()
    garbage = b"\x55" * 65536
    tracemalloc.start()
    for _ in range(50):
        deframer.feed(garbage)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 4096
    assert deframer.feed(b"\0" + frame(b"next")) == [b"next"]
    assert deframer.errors == 1


@pytest.mark.parametrize(("packet", "framed"), GOLDEN["frames"])
def test_the_frames_are_those_that_were_laid_down(packet, framed) -> None:
    assert frame(bytes.fromhex(packet)).hex() == framed
    assert Deframer().feed(bytes.fromhex(framed)) == [bytes.fromhex(packet)]


def test_the_crc_is_the_one_of_the_catalogues() -> None:
    assert crc16(b"123456789") == 0x29B1
