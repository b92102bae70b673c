"""What the firmware's core makes of the bytes of tracks."""

from __future__ import annotations

import shutil

import pytest

from tests.bridge.felt_core import BAD, MS, OK, PING, SESSION, Device, hold, more, number, track, voice

pytestmark = pytest.mark.skipif(
    not (shutil.which("cc") and shutil.which("make")), reason="needs a C compiler and make (Debian: build-essential)"
)


def test_late_and_underrun(lib):
    device = Device(lib, now=100 * MS)
    assert device.ask(track(0, 100 * MS, voice() + hold(5, 10))).late == 0
    answer = device.ask(track(1, 98 * MS, b"\0"))
    assert answer.late == 0
    device.at(103 * MS)
    answer = device.ask(more(2, b"\x01\xff" + hold(10, 90)))
    assert (answer.late, device.levels[0]) == (1, 90)  # 98 + 10 ms: what is left of it
    assert device.level_at(107_999) == 90
    assert device.level_at(108_000) == 0
    answer = device.ask(bytes((PING,)))
    assert (answer.underruns, answer.tracks) == (2, 7)
    device.receive(more(3, hold(20, 70) + b"\0"))
    assert device.levels[0] == 70
    device.tick(128_000)
    answer = device.ask(bytes((PING,)))
    assert (answer.underruns, answer.tracks, answer.flags) == (2, 8, SESSION)


@pytest.mark.parametrize(
    ("data", "tracks"),
    [
        (b"\x20", 8), (b"\x10", 8), (b"\x04\x00\x09", 8), (b"\x00\x00", 8), (b"\x00\x04\xff", 8),
        (voice() + number(0, 2), 7), (voice() + number(0, 3), 7), (voice() + b"\x81\x81", 7),
    ],
)  # fmt: skip
def test_tracks_that_cannot_be_understood(lib, data, tracks):
    device = Device(lib)
    assert device.ask(track(0, 9 * MS, data))[1:3] == (BAD, 1)
    assert device.ask(more(1, hold(5, 99))).tracks == tracks
    assert device.level_at(10 * MS) == 0


def test_a_bad_track_plays_as_far_as_it_was_understood(lib):
    device = Device(lib)
    assert device.ask(track(0, 0, voice() + hold(10, 50) + number(0, 2) + b"\x99")).reason == BAD
    assert (device.levels[0], device.level_at(9_999), device.level_at(10_000)) == (50, 50, 0)
    assert device.ask(bytes((PING,))).underruns == 0


def test_tracks_cut_anywhere_play_the_same(lib):
    data = bytes((0x1F, 3, 85, 75, 100, 16, 0, 1, 255, 2, 200, 3, 0, 1, 128, 5, 0, 2, 255, 9, 0))
    data += number(8, 0) + b"\xff" + number(9, 2) + b"\x20" + number(25, 3) + b"\xe0" + number(3, 1) + b"\x50\0"

    def play(cuts):
        device = Device(lib)
        device.receive(track(0, 5 * MS, data[: cuts[0]]))
        for seq, (begin, end) in enumerate(zip(cuts, (*cuts[1:], len(data)), strict=True), 1):
            assert device.ask(more(seq, data[begin:end])).reason == OK
        return [(device.tick(us), list(device.levels), list(device.carriers))[1:] for us in range(0, 70 * MS, 501)]

    whole = play((13,))
    assert max(levels[0] for levels, _ in whole) > 200
    assert {carriers[0] for _, carriers in whole} >= {0, 75, 100}
    for cut in range(14):
        assert play((cut, cut + 1, cut + 16)) == whole


def test_shapes(lib):
    """By hand: half a ramp, quarters of an ease, corners of roots, an ease above its first level, the dips of a chop."""
    device = Device(lib)
    device.receive(track(0, 0, voice() + number(10, 0) + b"\xc8" + number(8, 2) + b"\x00\0"))
    assert [device.level_at(us) for us in (0, 5 * MS, 10 * MS, 12 * MS, 14 * MS, 16 * MS, 18 * MS)] == [
        0,
        100,
        200,
        171,
        100,
        29,
        0,
    ]
    device = Device(lib)
    device.receive(track(0, 0, voice() + number(16, 3) + b"\xc8" + number(16, 3) + b"\x00\0"))
    assert [device.level_at(us * MS) for us in (0, 4, 9, 16, 23, 28, 32)] == [0, 100, 150, 200, 150, 100, 0]
    device = Device(lib)
    device.receive(track(0, 0, voice() + number(0, 1) + b"\x3c" + number(16, 2) + b"\xc8" + number(16, 2) + b"\x3c\0"))
    assert [device.level_at(us * MS) for us in (0, 4, 8, 16, 20, 28, 31)] == [60, 60, 100, 200, 171, 60, 60]
    device = Device(lib)
    data = bytes((0x04, 5, 51, 1, 255)) + number(25, 1) + b"\xc8\0"
    device.receive(track(0, 0, data))
    assert [device.level_at(us * MS) for us in (0, 4, 5, 9, 10, 15, 20, 24, 25)] == [
        200,
        200,
        40,
        40,
        200,
        40,
        200,
        200,
        0,
    ]
