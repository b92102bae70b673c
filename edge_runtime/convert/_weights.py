"""The weights of a folder: safetensors in one file or in shards, described first, then read in slices of rows.

Layout (the safetensors format page): u64 length, that many bytes of JSON, then the data of all tensors in a row. Slices
are read, not mapped, so that memory stays that of one slice however large the file is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_runtime.convert._refused import read_json, refused
from edge_runtime.errors import EngineReason as Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

INDEX, SINGLE = "model.safetensors.index.json", "model.safetensors"
MAX_HEADER_BYTES = 16 << 20
MAX_DIMENSIONS = 4
KINDS = {"F32": ("<f4", 4), "F16": ("<f2", 2), "BF16": ("<u2", 2)}
"""Types that weights are converted from: numpy's name of what is read, and bytes."""
SAVE_AGAIN = "Save it again with `model.save_pretrained(folder, safe_serialization=True)`."


@dataclass(frozen=True, slots=True)
class Weight:
    """One tensor and where it lies."""

    name: str
    path: Path
    kind: str
    """A key of `KINDS`, or another type of the format."""
    shape: tuple[int, ...]
    offset: int

    def slices(self, chunk_bytes: int) -> Iterator[tuple[int, Floats]]:
        """Give (first row, rows) one slice after the other; float32, or float16 and bfloat16 bits as they are."""
        import numpy as np

        kind, size = KINDS[self.kind]
        row = math.prod(self.shape[1:])
        rows = max(1, chunk_bytes // max(row * size, 1))
        with self.path.open("rb") as file:
            file.seek(self.offset)
            for first in range(0, self.shape[0], rows):
                count = min(rows, self.shape[0] - first)
                data = np.fromfile(file, kind, count * row)
                if data.size != count * row:
                    raise refused(
                        self.path.parent, f"{self.path.name} ends too early", "Download it again.", Reason.TRUNCATED
                    )
                yield first, data.reshape(count, *self.shape[1:])


def read_weights(folder: Path) -> dict[str, Weight]:
    """Describe every tensor of a folder by its name. Raises ModelRefused, ModelNotFound."""
    found: dict[str, Weight] = {}
    for path in _files(folder):
        for weight in describe_file(folder, path):
            if weight.name in found:
                raise refused(folder, f"the tensor {weight.name[:80]!r} is in two files", "Download it again.")
            found[weight.name] = weight
    return found


def _files(folder: Path) -> list[Path]:
    if (folder / INDEX).is_file():
        weight_map = read_json(folder / INDEX).get("weight_map")
        names = set(weight_map.values()) if isinstance(weight_map, dict) else set()
        if not names or not all(isinstance(name, str) and Path(name).name == name for name in names):
            raise refused(folder, f"{INDEX} does not name its files", "Download it again.")
        missing = sorted(name for name in names if not (folder / name).is_file())
        if missing:
            raise refused(folder, f"{len(missing)} of its files are missing, {missing[0]} first", "Download them too.")
        return [folder / name for name in sorted(names)]
    if (folder / SINGLE).is_file():
        return [folder / SINGLE]
    if any(folder.glob("pytorch_model*.bin")):
        raise refused(folder, "its weights are pickles, which can hold code", SAVE_AGAIN, Reason.NOT_SUPPORTED)
    raise refused(
        folder, f"it has no {SINGLE}", "Name the folder that holds config.json, the tokenizer and the weights."
    )


def describe_file(folder: Path, path: Path) -> Iterator[Weight]:
    """Describe every tensor of one file. Raises ModelRefused, ModelNotFound."""
    if not path.is_file():
        raise refused(folder, f"it has no {path.name}", "Download or save it again.", Reason.INCOMPLETE)
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > MAX_HEADER_BYTES or 8 + length > size:
            raise refused(folder, f"{path.name} is no safetensors file, or was cut short", "Download it again.")
        raw = file.read(length)
    try:
        header = json.loads(raw.decode("utf-8"))
        entries = [(name, entry) for name, entry in header.items() if name != "__metadata__"]
    except (ValueError, RecursionError, AttributeError):
        raise refused(folder, f"the header of {path.name} is no JSON object", "Download it again.") from None
    for name, entry in entries:
        try:
            kind, shape, (first, last) = str(entry["dtype"]), tuple(entry["shape"]), entry["data_offsets"]
            sound = all(type(number) is int and number >= 0 for number in (*shape, first, last))
            sound = sound and len(shape) <= MAX_DIMENSIONS and first <= last <= size - 8 - length
            sound = sound and (kind not in KINDS or last - first == math.prod(shape) * KINDS[kind][1])
        except (TypeError, KeyError, ValueError):
            sound = False
        if not sound:
            raise refused(folder, f"the tensor {name[:80]!r} in {path.name} is malformed", "Download it again.")
        yield Weight(name, path, kind, shape, 8 + length + first)


def widened(rows: Floats, kind: str) -> Floats:
    """Give float32 of what was read; bfloat16 is the upper half of one."""
    import numpy as np

    if kind == "BF16":
        wide: Floats = (rows.astype(np.uint32) << np.uint32(16)).view(np.float32)
        return wide
    return rows.astype(np.float32, copy=False)
