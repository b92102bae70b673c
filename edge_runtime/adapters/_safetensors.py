"""Reads a `.safetensors` file without torch: names, types and shapes checked, arrays straight from the file.

Layout (the safetensors format page): u64 length, that many bytes of JSON, then the data of all tensors in a row.
bfloat16, which numpy does not know, becomes float32.
"""

from __future__ import annotations

import json
import math
import mmap
import os
from typing import TYPE_CHECKING, Any

from edge_runtime.adapters._refused import SAVE_AGAIN, mapped, refused
from edge_runtime.errors import AdapterRefused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MAX_FILE_BYTES = 8 << 30
"""Rank 256 on every matrix of a 27B model in float32 takes about half."""
MAX_HEADER_BYTES = 16 << 20
"""A LoRA of every matrix of 62 layers takes about 100 KB."""
MAX_DIMENSIONS = 8
TYPES = {"F64": ("<f8", 8), "F32": ("<f4", 4), "F16": ("<f2", 2), "BF16": ("<u2", 2)}
"""Those that weights have: numpy's name for them, and bytes."""
ZIP, PICKLE = b"PK\x03\x04", b"\x80"


def read_safetensors(path: str | os.PathLike[str]) -> tuple[dict[str, Array], dict[str, str]]:
    """Return every floating-point tensor by its name, and the metadata. Raises AdapterRefused."""
    import numpy as np

    with mapped(path, MAX_FILE_BYTES) as data:
        start, header = _header(path, data)
        metadata = header.pop("__metadata__", None)
        size, spans = len(data) - start, []
        tensors: dict[str, Array] = {}
        for name, entry in header.items():
            kind, shape, first, last = _entry(path, name, entry, size)
            spans.append((first, last))
            if kind in TYPES:
                count = math.prod(shape)
                array = np.frombuffer(data, TYPES[kind][0], count, start + first).reshape(shape)
                tensors[name] = widened(array) if kind == "BF16" else array
        spans.sort()
        if any(left[1] > right[0] for left, right in zip(spans, spans[1:], strict=False)):
            raise _malformed(path, "its tensors overlap")
    texts = metadata.items() if isinstance(metadata, dict) else ()
    return tensors, {str(key): value for key, value in texts if isinstance(value, str)}


def _header(path: str | os.PathLike[str], data: mmap.mmap) -> tuple[int, dict[str, Any]]:
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > MAX_HEADER_BYTES or 8 + length > len(data):
        if data[:4] == ZIP or data[:1] == PICKLE:
            raise refused(path, "it is a pickle, which can hold code, not a safetensors file", SAVE_AGAIN)
        raise _malformed(path, "it is no safetensors file, or was cut short")
    try:
        header = json.loads(data[8 : 8 + length].decode("utf-8"))
    except (ValueError, RecursionError):
        raise _malformed(path, "its header is no JSON") from None
    if not isinstance(header, dict):
        raise _malformed(path, "its header is no object")
    return 8 + length, header


def _entry(path: str | os.PathLike[str], name: str, entry: Any, size: int) -> tuple[str, list[int], int, int]:
    try:
        kind, shape, (first, last) = str(entry["dtype"]), list(entry["shape"]), entry["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise _malformed(path, f"its tensor {name[:60]!r} is not described") from None
    if not all(type(number) is int and number >= 0 for number in (*shape, first, last)) or len(shape) > MAX_DIMENSIONS:
        raise _malformed(path, f"its tensor {name[:60]!r} has an odd shape")
    if not first <= last <= size:
        raise _malformed(path, f"its tensor {name[:60]!r} lies outside the file")
    if kind in TYPES and last - first != math.prod(shape) * TYPES[kind][1]:
        raise _malformed(path, f"its tensor {name[:60]!r} has not the size of its shape")
    return kind, shape, first, last


def widened(array: Array) -> Array:
    """Give bfloat16 as float32, of which it is the upper half."""
    import numpy as np

    floats: Array = (array.astype(np.uint32) << np.uint32(16)).view(np.float32)
    return floats


def _malformed(path: str | os.PathLike[str], what: str) -> AdapterRefused:
    return refused(path, what, "Download or save it again.")
