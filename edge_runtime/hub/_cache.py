"""The hub's cache on this machine, shared with other programs. A file of it is used once its content was checked.

The cache names a file by the sha256 that the hub has of it, but neither the client nor another program that writes
there compares. So we do, once for each file, and remember size, time and place of what was found whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_runtime.errors import EngineMissing, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.hub._names import Wanted, choose_file, fitting_files
from edge_runtime.parts import part_paths
from edge_runtime.paths import cache_dir

CHUNK = 8 << 20
SHA256 = re.compile(r"[0-9a-f]{64}")

Progress = Callable[[int, int], None]
"""Told how many bytes of how many were looked at."""


@dataclass(frozen=True, slots=True)
class Cached:
    """A model in the cache, by its first file."""

    repository: str
    file: str
    path: Path
    size_bytes: int
    """Of all its parts that are here."""
    whole: bool
    """Whether no part is missing."""


def client() -> tuple[Any, Path]:
    """Import the hub's client and say where its cache is. Raises EngineMissing."""
    try:
        import huggingface_hub
        from huggingface_hub import constants
    except ModuleNotFoundError as error:
        raise EngineMissing(
            f"The package {error.name} is not installed, and models from the hub need it.",
            reason=Reason.ENGINE_MISSING,
            hint="Run `make run` in the checkout, or install the wheel with its extra [hub].",
        ) from None
    return huggingface_hub, Path(constants.HF_HUB_CACHE)


def locate(wanted: Wanted) -> Path | None:
    """Find a model's (first) file in the cache, without the network; None when it, or a part of it, is not there.

    Raises ModelNotFound when a quantization fits several files, EngineMissing.
    """
    parts = _parts(wanted)
    return parts[0] if parts and all(path.is_file() for path in parts) else None


def locate_parts(wanted: Wanted) -> list[Path]:
    """Find what of a model is in the cache. Raises as `locate` does."""
    return [path for path in _parts(wanted) if path.is_file()]


def _parts(wanted: Wanted) -> tuple[Path, ...]:
    _, cache = client()
    snapshots = repository_folder(cache, wanted.repository) / "snapshots"
    commit = wanted.revision or _head(snapshots.parent)
    folder = snapshots / commit if commit else None
    if folder is None or not folder.is_dir():
        return ()
    if wanted.file is not None:
        return part_paths(folder / wanted.file)
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*.gguf") if path.is_file()]
    return part_paths(folder / choose_file(files, wanted)) if fitting_files(files, wanted) else ()


def list_cached() -> list[Cached]:
    """List every GGUF model in the cache, each once."""
    _, cache = client()
    found: dict[Path, Cached] = {}
    for path in sorted(cache.glob("models--*/snapshots/*/**/*.gguf")):
        parts = [part for part in part_paths(path) if part.is_file()]
        if not parts or path != parts[0]:
            continue
        repository = path.relative_to(cache).parts[0].removeprefix("models--").replace("--", "/", 1)
        file = path.relative_to(cache).as_posix().split("/", 3)[3]
        size = sum(part.stat().st_size for part in parts)
        whole = len(parts) == len(part_paths(path))
        found.setdefault(path.resolve(), Cached(repository, file, path, size, whole))
    return list(found.values())


def check_whole(
    path: Path, sha256: str | None = None, progress: Progress | None = None, *, anew: bool = False
) -> tuple[str, ...]:
    """`check_content` of a cached model's every part; ``sha256`` is of a model in one file."""
    parts = part_paths(path)
    known = sha256 if len(parts) == 1 else None
    return tuple(check_content(part, known, progress, anew=anew) for part in parts)


def check_content(
    path: Path, sha256: str | None = None, progress: Progress | None = None, *, anew: bool = False
) -> str:
    """Compare a cached file with the sha256 that its place (or the caller) says; give its sha256.

    What was found whole before is not read again unless ``anew``. Raises ModelRefused when it differs.
    """
    blob = path.resolve()
    place = blob.name if SHA256.fullmatch(blob.name) else None
    expected = sha256 or place
    status = blob.stat()
    note = {"path": str(blob), "size": status.st_size, "mtime_ns": status.st_mtime_ns, "inode": status.st_ino}
    record = _record(blob)
    if not anew:
        with suppress(OSError, ValueError):
            known = json.loads(record.read_text(encoding="utf-8"))
            digest = str(known.pop("sha256"))
            if known == note and (expected is None or digest == expected):
                return digest
    digest = hash_file(blob, progress)
    if expected is not None and digest != expected:
        record.unlink(missing_ok=True)
        raise ModelRefused(
            f"The model file {path} is not what it should be: its sha256 is {digest[:12]}..., not {expected[:12]}....",
            hint="Remove it with `edge-haptics models rm` and pull it again.",
            reason=Reason.WRONG_CONTENT,
        )
    with suppress(OSError):  # then it is read again next time
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(note | {"sha256": digest}), encoding="utf-8")
    return digest


def hash_file(path: Path, progress: Progress | None = None) -> str:
    """Give a file's sha256 as 64 hex digits."""
    digest, done, size = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, size)
    return digest.hexdigest()


def remove(path: Path) -> int:
    """Take a file out of the cache, with every name that it has there; give the bytes that became free."""
    _, cache = client()
    blob = path.resolve()
    top = cache / path.relative_to(cache).parts[0]
    for other in (top / "snapshots").rglob("*"):
        if other.is_symlink() and other.readlink().name == blob.name and other.resolve() == blob:
            other.unlink()
    path.unlink(missing_ok=True)
    size = blob.stat().st_size if blob.exists() else 0
    blob.unlink(missing_ok=True)
    _record(blob).unlink(missing_ok=True)
    return size


def repository_folder(cache: Path, repository: str) -> Path:
    """Say where the cache keeps a model's repository."""
    return cache / ("models--" + repository.replace("/", "--"))


def _head(folder: Path) -> str | None:
    try:
        return (folder / "refs" / "main").read_text(encoding="ascii").strip() or None
    except (OSError, ValueError):
        return None


def _record(blob: Path) -> Path:
    return cache_dir() / "checked" / (hashlib.sha256(os.fsencode(blob)).hexdigest()[:32] + ".json")
