"""The weights of a folder: safetensors in one file or in shards, described first, then read in slices of rows.

Slices are read, not mapped, so that memory stays that of one slice however large the file is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_runtime.convert._refused import read_json, refused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.safetensors_header import TYPES, HeaderInvalid, read_header, widened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

INDEX, SINGLE = "model.safetensors.index.json", "model.safetensors"
KINDS = {kind: TYPES[kind] for kind in ("F32", "F16", "BF16")}
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
    try:
        with path.open("rb") as file:
            entries, _ = read_header(file, path.stat().st_size)
    except HeaderInvalid as error:
        raise refused(folder, f"{path.name} {error}", "Download it again.") from None
    for entry in entries:
        yield Weight(entry.name, path, entry.kind, entry.shape, entry.start)


def float_rows(rows: Floats, kind: str) -> Floats:
    """Give float32 of what was read."""
    return widened(rows) if kind == "BF16" else rows.astype("float32", copy=False)
