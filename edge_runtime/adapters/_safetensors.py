"""Reads a `.safetensors` file without torch: names, types and shapes checked, arrays straight from the file."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Any

from edge_runtime.adapters._refused import SAVE_AGAIN, mapped, refused
from edge_runtime.safetensors_header import TYPES, HeaderInvalid, read_header, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MAX_FILE_BYTES = 8 << 30
"""Rank 256 on every matrix of a 27B model in float32 takes about half."""
ZIP, PICKLE = b"PK\x03\x04", b"\x80"


def read_safetensors(path: str | os.PathLike[str]) -> tuple[dict[str, Array], dict[str, str]]:
    """Return every floating-point tensor by its name, and the metadata. Raises AdapterRefused."""
    import numpy as np

    with mapped(path, MAX_FILE_BYTES) as data:
        try:
            entries, metadata = read_header(data, len(data))
        except HeaderInvalid as error:
            if data[:4] == ZIP or data[:1] == PICKLE:
                raise refused(path, "it is a pickle, which can hold code, not a safetensors file", SAVE_AGAIN) from None
            raise refused(path, f"it {error}", "Download or save it again.") from None
        tensors: dict[str, Array] = {}
        for entry in entries:
            if entry.kind in TYPES:
                array = np.frombuffer(data, TYPES[entry.kind][0], math.prod(entry.shape), entry.start)
                array = array.reshape(entry.shape)
                tensors[entry.name] = widened(array) if entry.kind == "BF16" else array
    return tensors, metadata
