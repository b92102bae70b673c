"""Opens a GGUF file of any kind and reads its header, or says in one sentence why that cannot be.

A model that is split into files is opened by its first, and its header is that of all of them.
"""

from __future__ import annotations

import mmap
import os
import shlex
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edge_runtime.engines._gguf_header import Header, Malformed, Truncated, read_header
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused
from edge_runtime.parts import part_paths

SNIFF_BYTES = 512
DOWNLOAD = "Download the model again, or choose another with `edge-haptics models list`."
CHOOSE = "Choose a GGUF model file, or one from `edge-haptics models list`."


@contextmanager
def open_gguf(path: str | os.PathLike[str], *, vocabulary: bool = True) -> Iterator[tuple[Header, int]]:
    """Give a model's header and its size in bytes, and turn what breaks the format meanwhile into sentences.

    Of a split model ``path`` is the first part; the others are read too, and the header is that of all. Without
    ``vocabulary`` the tokens are not compared with each other. Raises ModelNotFound, ModelRefused.
    """
    shown = os.fspath(path)
    with _sentences(shown):
        header, size = _read(shown, vocabulary=vocabulary)
        for part in _other_parts(shown, header):
            with _sentences(part):
                more, more_bytes = _read(part, vocabulary=False)
                place = (more.count("split.no"), more.count("split.count"))
                if place != (len(header.data_starts), header.count("split.count")):
                    raise Malformed(f"it says that it is part {place[0] + 1} of {place[1]}")
                header.add_part(more)
                size += more_bytes
        wanted = header.count("split.tensors.count", len(header.tensors))
        if len(header.data_starts) > 1 and wanted != len(header.tensors):
            raise Malformed(f"its parts hold {len(header.tensors)} of {wanted} tensors")
        yield header, size


def _other_parts(path: str, header: Header) -> list[str]:
    """Name the files that a split model goes on in. Raises ModelRefused, ModelNotFound."""
    count, number = header.count("split.count"), header.count("split.no")
    if count <= 1:
        return []
    parts = part_paths(Path(path))
    if len(parts) != count:
        what = f"is one of {count} parts, which llama.cpp finds by names like NAME-00001-of-{count:05d}.gguf"
        raise refused(path, what, Reason.INCOMPLETE, "Give the parts the names that they had.")
    if number != 0 or parts[0].name != Path(path).name:
        what = f"is part {number + 1} of {count}, and a split model is opened by its first"
        raise refused(path, what, Reason.INCOMPLETE, f"Name {parts[0]}.")
    missing = [part for part in parts if not part.exists()]
    if missing:
        raise ModelNotFound(
            f"The model {path} is split into {count} parts, and {len(missing)} of them "
            f"{'is' if len(missing) == 1 else 'are'} missing, {missing[0].name} first.",
            hint="Put all parts into one folder, or fetch them with `edge-haptics models pull`.",
            reason=Reason.INCOMPLETE,
        )
    return [str(part) for part in parts[1:]]


def _read(path: str, *, vocabulary: bool) -> tuple[Header, int]:
    # without O_NONBLOCK a named pipe would hold us here until somebody writes to it
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise refused(path, "is a directory", Reason.NOT_A_FILE, CHOOSE)
        if not stat.S_ISREG(status.st_mode):
            raise refused(path, "is not a regular file", Reason.NOT_A_FILE, CHOOSE)
        if status.st_size == 0:
            raise refused(path, "is empty", Reason.EMPTY_FILE, DOWNLOAD)
        with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
            _check_magic(path, bytes(data[:SNIFF_BYTES]))
            header = read_header(data, vocabulary=vocabulary)
            if header.data_end > len(data):
                raise Truncated(f"ends after {len(data):,} of {header.data_end:,} bytes")
            return header, len(data)
    finally:
        os.close(descriptor)


@contextmanager
def _sentences(path: str) -> Iterator[None]:
    try:
        yield
    except Truncated as error:
        raise refused(path, str(error), Reason.TRUNCATED, DOWNLOAD) from None
    except Malformed as error:
        raise refused(path, f"is malformed: {error}", Reason.MALFORMED, DOWNLOAD) from None
    except FileNotFoundError:
        raise ModelNotFound(f"There is no file at {path}.", reason=Reason.NO_SUCH_FILE, hint=CHOOSE) from None
    except PermissionError:
        raise ModelNotFound(
            f"The file {path} may not be read.",
            reason=Reason.NOT_READABLE,
            hint=f"Give yourself permission with `chmod u+r {shlex.quote(path)}`.",
        ) from None
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            f"The file {path!r} cannot be opened: {error}.", reason=Reason.NOT_READABLE, hint=CHOOSE
        ) from None


def refused(path: str, what: str, reason: Reason, hint: str) -> ModelRefused:
    """Make the error that says why a file is no model that can be run."""
    return ModelRefused(f"The file {path} {what}.", reason=reason, hint=hint)


def _check_magic(path: str, start: bytes) -> None:
    if start[:4] == b"GGUF":
        version = start[4:8]
        if len(version) < 4:
            raise refused(path, f"ends after {len(start)} bytes", Reason.TRUNCATED, DOWNLOAD)
        little, big = int.from_bytes(version, "little"), int.from_bytes(version, "big")
        if little in (2, 3):
            return
        if big in (1, 2, 3):
            raise refused(path, "is big-endian", Reason.BIG_ENDIAN, "Choose the little-endian file of this model.")
        raise refused(
            path,
            f"has GGUF version {little}, and only 2 and 3 can be read",
            Reason.FOREIGN_VERSION,
            "Convert the model again with a current llama.cpp.",
        )
    what, hint = "is not a GGUF file", CHOOSE
    if start.startswith(b"version https://git-lfs"):
        what, hint = "is a Git LFS pointer, not the model itself", "Run `git lfs pull`."
    elif start[:4] in (b"tjgg", b"lmgg", b"fmgg"):
        what = "is in the GGML format that came before GGUF"
    elif start[:4] == b"PK\x03\x04":
        what = "is a zip or PyTorch file, not a GGUF"
    elif start[8:10] == b'{"':
        what = "is a safetensors file, not a GGUF"
    elif start.lstrip()[:5].lower() in (b"<!doc", b"<html"):
        what, hint = "is a web page, not a GGUF", DOWNLOAD
    elif _is_text(start):
        what = "is a text file, not a GGUF"
    elif not any(start):
        what, hint = "starts with zeros, as an unfinished download does", DOWNLOAD
    raise refused(path, what, Reason.NOT_GGUF, hint)


def _is_text(start: bytes) -> bool:
    text = start.decode("utf-8", "ignore")
    enough = len(text.encode("utf-8")) >= len(start) - 3
    return enough and all(char.isprintable() or char in "\t\n\r\f" for char in text)
