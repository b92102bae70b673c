"""Reads the tensors of a `.pth` file without torch and without running what is in it.

Since torch 1.6 such a file is a zip: a pickle that describes the tensors, and one member for the bytes of each. The
pickle may name five kinds of storage and three functions, all of them our own below; anything else is refused, which
is what torch's `weights_only` means.
"""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from edge_runtime.adapters._refused import mapped, refused
from edge_runtime.errors import AdapterRefused
from edge_runtime.safetensors_header import widened

if TYPE_CHECKING:
    from edge_runtime.adapters._safetensors import Array

MAX_FILE_BYTES = 64 << 20
"""A projection for the widest Gemma 3 takes 190 KB; a whole model is none."""
MAX_PICKLE_BYTES = 1 << 20
MAX_MEMBERS = 4096
MAX_DEPTH = 3
STORAGES = {
    "DoubleStorage": "<f8",
    "FloatStorage": "<f4",
    "HalfStorage": "<f2",
    "BFloat16Storage": "<u2",
    "LongStorage": "<i8",
}
SAVE_WEIGHTS = "Save its weights alone: `safetensors.torch.save_file(module.state_dict(), file)`."


@dataclass(frozen=True, slots=True)
class _Kind:
    """A type of storage, named in the pickle."""

    name: str


def read_torch_file(path: str | os.PathLike[str]) -> dict[str, Array]:
    """Return the tensors of a saved state by their names (nested ones joined by dots). Raises AdapterRefused."""
    with mapped(path, MAX_FILE_BYTES) as data:
        content = data[:]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            state = _load(path, archive)
    except AdapterRefused:
        raise
    except Exception:  # zipfile raises half a dozen kinds on a damaged directory
        raise refused(path, "it is no zip of tensors, or was cut short", SAVE_WEIGHTS) from None
    tensors: dict[str, Array] = {}
    _collect(state, "", tensors, MAX_DEPTH)
    return tensors


def _load(path: str | os.PathLike[str], archive: zipfile.ZipFile) -> Any:
    members = archive.infolist()
    roots = [PurePosixPath(member.filename).parent for member in members if member.filename.endswith("/data.pkl")]
    if len(members) > MAX_MEMBERS or len(roots) != 1:
        raise refused(path, "it is a zip of something else", SAVE_WEIGHTS)
    if any(member.compress_type != zipfile.ZIP_STORED for member in members):
        raise refused(path, "it is compressed, which torch never does", SAVE_WEIGHTS)
    if sum(member.file_size for member in members) > MAX_FILE_BYTES:
        raise refused(path, "it says that it is longer than it is", SAVE_WEIGHTS)
    names = {member.filename for member in members}
    if f"{roots[0]}/byteorder" in names and archive.read(f"{roots[0]}/byteorder") != b"little":
        raise refused(path, "it is big-endian", SAVE_WEIGHTS)
    if archive.getinfo(f"{roots[0]}/data.pkl").file_size > MAX_PICKLE_BYTES:
        raise refused(path, "its list of tensors is too long", SAVE_WEIGHTS)
    reader = _Reader(path, archive, str(roots[0]))
    try:
        return reader.load()
    except AdapterRefused:
        raise
    except Exception as error:  # a hostile pickle may raise anything
        raise refused(path, f"its list of tensors is damaged ({type(error).__name__})", SAVE_WEIGHTS) from None


class _Reader(pickle.Unpickler):
    """An unpickler that knows tensors and nothing else."""

    def __init__(self, path: str | os.PathLike[str], archive: zipfile.ZipFile, root: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{root}/data.pkl")))
        self._path, self._archive, self._root = path, archive, root

    def find_class(self, module: str, name: str) -> Any:
        """Give our own stand-in for what the pickle names. Raises AdapterRefused."""
        if module in {"torch", "torch.storage"} and name in STORAGES:
            return _Kind(name)
        known = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): self._tensor,
            ("torch._utils", "_rebuild_parameter"): _parameter,
        }
        if (module, name) in known:
            return known[module, name]
        shown = f"{module}.{name}"[:80]
        raise refused(self._path, f"it holds more than weights ({shown!r})", SAVE_WEIGHTS)

    def persistent_load(self, pid: Any) -> Array:
        """Give the numbers of a storage. Raises AdapterRefused."""
        kind, key, count = pid[1], pid[2], pid[4]
        if not isinstance(kind, _Kind) or not isinstance(key, str) or not key.isalnum():
            raise refused(self._path, "it names an odd storage", SAVE_WEIGHTS)
        import numpy as np

        array = np.frombuffer(self._archive.read(f"{self._root}/data/{key}"), STORAGES[kind.name], int(count))
        return widened(array) if kind.name == "BFloat16Storage" else array

    def _tensor(self, storage: Array, offset: int, size: Any, stride: Any, *_rest: Any) -> Array:
        import numpy as np

        shape, steps = tuple(map(int, size)), tuple(map(int, stride))
        last = offset + sum((count - 1) * step for count, step in zip(shape, steps, strict=True))
        if min((offset, *shape, *steps)) < 0 or (0 not in shape and last >= len(storage)):
            raise refused(self._path, "one of its tensors lies outside its storage", SAVE_WEIGHTS)
        places = np.zeros((1,) * len(shape), np.int64) + offset
        for axis, (count, step) in enumerate(zip(shape, steps, strict=True)):
            if places.size * count > len(storage):
                raise refused(self._path, "one of its tensors is larger than its storage", SAVE_WEIGHTS)
            places = places + np.arange(count).reshape([-1 if at == axis else 1 for at in range(len(shape))]) * step
        return np.asarray(storage[places.reshape(shape)])


def _parameter(tensor: Array, *_rest: Any) -> Array:
    return tensor


def _collect(state: Any, prefix: str, tensors: dict[str, Array], depth: int) -> None:
    import numpy as np

    if isinstance(state, np.ndarray):
        tensors[prefix or "weight"] = state
    elif isinstance(state, dict) and depth:
        for name, value in state.items():
            _collect(value, f"{prefix}.{name}" if prefix else str(name), tensors, depth - 1)
