"""Importance matrices: how much each column of a matrix matters, as `llama-imatrix` writes it, in either of its forms.

The newer form is a GGUF file with `NAME.in_sum2` and `NAME.counts` for each matrix; the older a list of records (i32
number of entries; for each i32 length and name, i32 calls, i32 values, f32 values; what follows is not read).
"""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_BYTES = 1 << 30
MAX_ENTRIES = 1 << 16
HINT = "Make it with llama.cpp's `llama-imatrix` from the unquantized model."


def read_imatrix(path: Path) -> dict[str, NDArray[Any]]:
    """Return the values of each matrix by its tensor's name, float32. Raises ModelNotFound, ModelRefused."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if path.is_file() and size <= MAX_BYTES else b""
    except OSError as error:
        raise ModelNotFound(
            f"{path} cannot be read: {error.strerror}.", hint=HINT, reason=Reason.NO_SUCH_FILE
        ) from None
    try:
        values = _from_gguf(path) if data[:4] == b"GGUF" else _from_records(data)
    except (ValueError, struct.error, KeyError, IndexError):
        values = {}
    import numpy as np

    if not values or not all(np.isfinite(row).all() and (row >= 0).all() for row in values.values()):
        raise ModelRefused(f"{path} is no importance matrix.", hint=HINT, reason=Reason.MALFORMED)
    return values


def _from_gguf(path: Path) -> dict[str, NDArray[Any]]:
    import gguf
    import numpy as np

    tensors = {tensor.name: tensor.data for tensor in gguf.GGUFReader(path).tensors}
    found: dict[str, NDArray[Any]] = {}
    for name, sums in tensors.items():
        if name.endswith(".in_sum2"):
            base = name.removesuffix(".in_sum2")
            counts = np.maximum(np.asarray(tensors[f"{base}.counts"], np.float32).reshape(-1, 1), 1)
            found[base] = (np.asarray(sums, np.float32).reshape(counts.size, -1) / counts).ravel()
    return found


def _from_records(data: bytes) -> dict[str, NDArray[Any]]:
    import numpy as np

    (entries,) = struct.unpack_from("<i", data)
    at = 4
    if not 0 < entries <= MAX_ENTRIES:
        raise ValueError
    found: dict[str, NDArray[Any]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<i", data, at)
        if not 0 < length < 256:
            raise ValueError
        name = data[at + 4 : at + 4 + length].decode("utf-8")
        calls, count = struct.unpack_from("<ii", data, at + 4 + length)
        at += 12 + length
        if count <= 0 or at + 4 * count > len(data):
            raise ValueError
        values = np.frombuffer(data, "<f4", count, at).astype(np.float32)
        found[name] = values / calls if calls > 0 and math.isfinite(calls) else values
        at += 4 * count
    return found
