"""One way to say that a file of an adapter cannot be used, and to open it within limits."""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from edge_runtime.errors import AdapterRefused
from edge_runtime.errors import EngineReason as Reason

SAVE_AGAIN = "Save it again as safetensors with `model.save_pretrained(folder, safe_serialization=True)`."


def refused(
    path: str | os.PathLike[str], what: str, hint: str, reason: Reason = Reason.ADAPTER_INVALID
) -> AdapterRefused:
    """Make the error: what is wrong with a file or folder, and what to do."""
    return AdapterRefused(f"The adapter {os.fspath(path)} cannot be used: {what}.", reason=reason, hint=hint)


@contextmanager
def mapped(path: str | os.PathLike[str], cap: int) -> Iterator[mmap.mmap]:
    """Map a regular file of at most `cap` bytes for reading. Raises AdapterRefused."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise refused(path, "it is not there", "Check the path.", Reason.NO_SUCH_FILE) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise refused(path, f"it cannot be opened ({why})", "Check the path.", Reason.NOT_READABLE) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise refused(path, "it is no file", "Check the path.", Reason.NOT_A_FILE)
        if status.st_size == 0:
            raise refused(path, "it is empty", "Download or save it again.", Reason.EMPTY_FILE)
        if status.st_size > cap:
            raise refused(
                path, f"it has {status.st_size:,} bytes, and at most {cap:,} are read", "Choose a smaller one."
            )
        data = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)
    yield data  # closed with the last array that looks into it
