"""What a `.safetensors` file says of its tensors: names, types, shapes and places, checked against its size.

Layout (the safetensors format page): u64 length, that many bytes of JSON, then the data of all tensors in a row.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MAX_HEADER_BYTES = 16 << 20
"""A model of 62 layers takes about 100 KB."""
MAX_DIMENSIONS = 8
TYPES = {"F64": ("<f8", 8), "F32": ("<f4", 4), "F16": ("<f2", 2), "BF16": ("<u2", 2)}
"""Those that weights have: numpy's name of what is read (bfloat16, which it does not know, as bits), and bytes."""


class HeaderInvalid(Exception):
    """The text says what the file is or has, after its name."""


class Source(Protocol):
    """A file, or a map of one, that stands at its first byte."""

    def read(self, size: int, /) -> bytes:
        """Give up to that many bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One tensor, and where in the file it lies."""

    name: str
    kind: str
    """A key of `TYPES`, or another type of the format."""
    shape: tuple[int, ...]
    start: int
    end: int


def read_header(source: Source, size: int) -> tuple[list[Entry], dict[str, str]]:
    """Give the tensors and the metadata of a file of `size` bytes. Raises HeaderInvalid."""
    length = int.from_bytes(source.read(8), "little")
    if size < 8 or length > MAX_HEADER_BYTES or 8 + length > size:
        raise HeaderInvalid("is no safetensors file, or was cut short")
    try:
        header = json.loads(source.read(length).decode("utf-8"))
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict):
        raise HeaderInvalid("has a header that is no JSON object")
    metadata = header.pop("__metadata__", None)
    entries = [_entry(name, described, 8 + length, size) for name, described in header.items()]
    spans = sorted((entry.start, entry.end) for entry in entries)
    if any(left[1] > right[0] for left, right in zip(spans, spans[1:], strict=False)):
        raise HeaderInvalid("has tensors that overlap")
    texts = metadata.items() if isinstance(metadata, dict) else ()
    return entries, {str(key): value for key, value in texts if isinstance(value, str)}


def _entry(name: str, described: Any, data: int, size: int) -> Entry:
    whose = f"has a tensor {name[:80]!r} that"
    try:
        kind, shape, (first, last) = str(described["dtype"]), tuple(described["shape"]), described["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise HeaderInvalid(f"{whose} is not described") from None
    if not all(type(number) is int and number >= 0 for number in (*shape, first, last)) or len(shape) > MAX_DIMENSIONS:
        raise HeaderInvalid(f"{whose} has an odd shape")
    if not first <= last <= size - data:
        raise HeaderInvalid(f"{whose} lies outside the file")
    if kind in TYPES and last - first != math.prod(shape) * TYPES[kind][1]:
        raise HeaderInvalid(f"{whose} has not the size of its shape")
    return Entry(name, kind, shape, data + first, data + last)


def widened(bits: Array) -> Array:
    """Give bfloat16 as float32, of which it is the upper half."""
    import numpy as np

    floats: Array = (bits.astype(np.uint32) << np.uint32(16)).view(np.float32)
    return floats
