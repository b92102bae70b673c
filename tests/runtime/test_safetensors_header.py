from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from edge_runtime.safetensors_header import MAX_DIMENSIONS, Entry, HeaderInvalid, read_header

ARRAYS = {"a": np.ones((2, 3), np.float32), "b": np.zeros(4, np.float16), "c": np.arange(3, dtype=np.int64)}
WHOLE = save(ARRAYS, metadata={"made": "by hand"})


def read(raw: bytes) -> tuple[list[Entry], dict[str, str]]:
    return read_header(io.BytesIO(raw), len(raw))


def written(header: Any, data: bytes = bytes(16)) -> bytes:
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def one(**changes: object) -> bytes:
    return written({"t": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **changes}})


def test_a_file_of_the_official_writer_is_described() -> None:
    entries, metadata = read(WHOLE)
    assert metadata == {"made": "by hand"}
    assert {entry.name for entry in entries} == set(ARRAYS)
    for entry in entries:
        array = ARRAYS[entry.name]
        assert (entry.shape, WHOLE[entry.start : entry.end]) == (array.shape, array.tobytes())


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "was cut short"),
        (b"\x10\0\0\0\0\0\0\0{}", "was cut short"),
        (bytes([255] * 8), "was cut short"),
        (written([]), "no JSON object"),
        (b"\x02\0\0\0\0\0\0\0{]", "no JSON object"),
        (b"\xa0\x86\x01\0\0\0\0\0" + b"[" * 100_000, "no JSON object"),
        (written({"t": 1}), "'t' that is not described"),
        (one(data_offsets=[0]), "not described"),
        (one(shape=[-2]), "odd shape"),
        (one(shape=[True, 2]), "odd shape"),
        (one(shape=[1] * (MAX_DIMENSIONS + 1)), "odd shape"),
        (one(data_offsets=[12, 20]), "outside the file"),
        (one(data_offsets=[8, 0]), "outside the file"),
        (one(shape=[3]), "not the size of its shape"),
        (
            written({name: {"dtype": "F32", "shape": [2], "data_offsets": [at, at + 8]} for name, at in (("a", 0), ("b", 4))}),
            "overlap",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(raw: bytes, says: str) -> None:
    with pytest.raises(HeaderInvalid, match=says):
        read(raw)


CUTS: list[Callable[[bytes, int], bytes]] = [
    lambda raw, at: raw[:at],
    lambda raw, at: raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :],
]


@given(at=st.integers(0, len(WHOLE) - 1), cut=st.sampled_from(CUTS))
def test_a_damaged_file_is_described_or_refused(at: int, cut: Callable[[bytes, int], bytes]) -> None:
    raw = cut(WHOLE, at)
    try:
        entries, _ = read(raw)
    except HeaderInvalid:
        return
    assert all(8 <= entry.start <= entry.end <= len(raw) for entry in entries)
