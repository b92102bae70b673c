"""The frames of the firmware: golden ones, broken ones, and lengths that none has."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.bridge.felt_core import Reader, framed

GOLDEN = json.loads((Path(__file__).parent / "golden" / "wire.json").read_text())

pytestmark = pytest.mark.skipif(
    not (shutil.which("cc") and shutil.which("make")), reason="needs a C compiler and make (Debian: build-essential)"
)


@pytest.mark.parametrize(("packet", "frame"), GOLDEN["frames"])
def test_golden_frames(lib, packet, frame):
    assert framed(lib, bytes.fromhex(packet)).hex() == frame
    assert Reader(lib).feed(bytes.fromhex(frame)) == [bytes.fromhex(packet)]


def test_broken_frames(lib):
    good = framed(lib, b"\x03")
    reader = Reader(lib)
    assert reader.feed(b"\0\0" + good + b"\0") == [b"\x03"]
    assert reader.feed(b"AT+GCAP\r\n\0" + good) == [None, b"\x03"]
    assert reader.feed(bytes(range(1, 256)) * 3 + b"\0" + good) == [None, b"\x03"]
    assert reader.feed(framed(lib, bytes(64))) == [bytes(64)]
    assert reader.feed(framed(lib, bytes(64))[:-1] + b"\x01\x00" + good) == [None, b"\x03"]
    assert reader.feed(b"\x03\xff\xff\0") == [None]  # the correct frame of no bytes at all
    for bit in range(8 * (len(good) - 1)):
        torn = bytearray(good)
        torn[bit // 8] ^= 1 << bit % 8
        assert b"\x03" not in reader.feed(bytes(torn))
        reader.feed(b"\0")


def test_no_frame_for_wrong_lengths(lib):
    assert framed(lib, b"") == b"" == framed(lib, bytes(65))
