from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge import _wire
from firmware_bridge._wire import (
    Hello,
    HelloReply,
    Kind,
    Levels,
    Limit,
    More,
    Ping,
    Places,
    Status,
    StatusReason,
    Stop,
    Time,
    TimeReply,
    Track,
    Unreadable,
    Watch,
    decode,
    encode,
    reason_name,
)
from lexicon import Actuator

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())
BODY = {
    0x01: {3}, 0x02: {4}, 0x03: {0}, 0x10: set(range(6, 64)), 0x11: set(range(3, 64)), 0x12: {1}, 0x13: {1}, 0x14: {1},
    0x81: {19}, 0x82: {12}, 0x83: {18}, 0x84: set(range(2, 17, 2)), 0x85: set(range(5, 13)),
}  # fmt: skip

u8, u16, u32 = (st.integers(0, 2**bits - 1) for bits in (8, 16, 32))
PACKETS = st.one_of(
    st.builds(Hello, u8, u8, u8),
    st.builds(Time, u32),
    st.just(Ping()),
    st.builds(Track, u8, u8, u32, st.binary(max_size=57)),
    st.builds(More, u8, u8, st.binary(min_size=1, max_size=61)),
    st.builds(Stop, u8),
    st.builds(Limit, u8),
    st.builds(Watch, u8),
    st.builds(HelloReply, *[u8] * 10, u16, u16, u8, u8, u8, u16),
    st.builds(TimeReply, u32, u32, u32),
    st.builds(Status, *[u8] * 6, u32, u16, u16, u16, u16),
    st.builds(Places, st.lists(st.tuples(u8, u8), min_size=1, max_size=8).map(tuple)),
    st.builds(Levels, u32, st.lists(u8, min_size=1, max_size=8).map(tuple)),
)


@given(PACKETS)
def test_a_packet_comes_back_from_its_bytes(packet) -> None:
    data = encode(packet)
    assert len(data) <= (_wire.MAX_PACKET if isinstance(packet, Track | More) else _wire.SHORT_PACKET)
    assert data[0] == packet.type
    assert decode(data) == packet


@given(
    st.one_of(
        st.binary(max_size=68),
        st.builds(lambda kind, body: bytes((kind,)) + body, st.sampled_from(sorted(BODY)), st.binary(max_size=65)),
    )
)
def test_any_bytes_are_a_packet_that_gives_them_back_or_unreadable(data) -> None:
    packet = decode(data)
    if data and len(data) - 1 in BODY.get(data[0], ()):
        assert not isinstance(packet, Unreadable)
        assert encode(packet) == data
    else:
        assert packet == Unreadable(data)


@pytest.mark.parametrize("kind", sorted(BODY))
def test_only_the_lengths_of_the_tables_are_read(kind) -> None:
    read = {n for n in range(70) if not isinstance(decode(bytes((kind,)) + bytes(n)), Unreadable)}
    assert read == BODY[kind]


@pytest.mark.parametrize(
    "packet",
    [
        Stop(256),
        Stop(-1),
        Time(2**32),
        Track(0, 0, 0, bytes(58)),
        More(0, 0, b""),
        More(0, 0, bytes(62)),
        Places(()),
        Places(((256, 0),)),
        Levels(0, ()),
        Levels(0, (0,) * 9),
    ],
)
def test_what_does_not_fit_is_refused(packet) -> None:
    with pytest.raises(ValueError):
        encode(packet)


@pytest.mark.parametrize(("name", "text"), sorted(GOLDEN["packets"].items()))
def test_the_bytes_are_those_that_were_laid_down(name, text) -> None:
    packet = decode(bytes.fromhex(text))
    assert packet.name == name
    assert encode(packet).hex() == text


def test_the_first_bytes_read_by_hand() -> None:
    assert encode(Track(7, 3, 0x01020304, b"\x00\x0f\xff")).hex() == "1007030403020100" + "0fff"
    assert (
        encode(Status(1, 2, 3, 9, 8, 64, 1000, 1, 2, 3, 0xBEEF)).hex()
        == "83" + "010203090840" + "e8030000" + "0100" + "0200" + "0300" + "efbe"
    )
    assert encode(Levels(256, (1, 2))).hex() == "85" + "00010000" + "0102"


def test_unknown_numbers_are_values() -> None:
    status = decode(encode(Status(77, *[0] * 10)))
    assert isinstance(status, Status)
    assert (status.reason, reason_name(status.reason), reason_name(StatusReason.NO_SESSION)) == (77, "77", "no_session")


def test_kinds_are_those_of_the_lexicon() -> None:
    assert [kind.name for kind in Kind] == [actuator.name for actuator in Actuator]
