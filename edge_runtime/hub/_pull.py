"""Fetches a file from the Hugging Face hub by its own client, checks it, and explains what went wrong."""

from __future__ import annotations

import errno
import importlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from edge_runtime.errors import DownloadFailed, EngineError, ModelNotFound, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.hub._cache import (
    SHA256,
    Progress,
    check_content,
    check_whole,
    client,
    locate,
    remove,
    repository_folder,
)
from edge_runtime.hub._names import Wanted, choose_file
from edge_runtime.parts import part_names

MAX_STALLS = 3
"""Times that a connection may be cut without a byte more before it is given up."""
SPARE_BYTES = 64 << 20
"""Left free on the disk."""
FIRST_WORD_S = 5.0
"""For the hub to take the connection, and to begin its first answer."""
AGAIN = "Look at the network and pull it again; it goes on where it was cut off."


def pull(wanted: Wanted, progress: Progress | None = None, *, offline: bool = False) -> Path:
    """Give the path of a model's (first) file in the hub's cache, all of it fetched if need be and checked.

    What was cut off is taken up where it ended, now or by a later call. ``progress`` is told how far the check is; the
    client draws its own bar on a terminal. Raises ModelNotFound, ModelRefused, DownloadFailed, EngineMissing.
    """
    hub, cache = client()
    from huggingface_hub import constants

    if offline or constants.HF_HUB_OFFLINE:
        path = locate(wanted)
        if path is None:
            raise ModelNotFound(
                f"{wanted.file or wanted.quantization or 'A model'} of {wanted.repository} is not on this machine.",
                hint="Pull it without --offline.",
                reason=Reason.OFFLINE,
            )
        check_whole(path, wanted.sha256, progress)
        return path
    tools: Any = importlib.import_module("huggingface_hub.utils")
    tools.logging.set_verbosity_error()
    (tools.enable_progress_bars if sys.stderr.isatty() else tools.disable_progress_bars)()
    with _explained(wanted):
        # The client asks for files again and again for half a minute; this it asks once, so we do it first.
        about = hub.HfApi().model_info(wanted.repository, revision=wanted.revision, timeout=FIRST_WORD_S)
        file = wanted.file or choose_file((item.rfilename for item in about.siblings or ()), wanted)
    names = part_names(file)
    parts = [replace(wanted, file=name, sha256=wanted.sha256 if len(names) == 1 else None) for name in names]
    found = [_announced(hub, part) for part in parts]
    _need_space(cache, parts, found)
    paths = [_fetch(hub, cache, part, str(told.etag), progress) for part, told in zip(parts, found, strict=True)]
    return paths[0]


def _announced(hub: Any, wanted: Wanted) -> Any:
    """Ask what the hub has of one file."""
    with _explained(wanted):
        found = hub.get_hf_file_metadata(hub.hf_hub_url(wanted.repository, wanted.file, revision=wanted.revision))
    if wanted.sha256 and SHA256.fullmatch(str(found.etag)) and found.etag != wanted.sha256:
        raise ModelRefused(
            f"The hub has another {wanted.file} in {wanted.repository} than the catalogue knows.",
            hint=f"If that is meant, name it as {wanted.repository}/{wanted.file}.",
            reason=Reason.WRONG_CONTENT,
        )
    return found


def _fetch(hub: Any, cache: Path, wanted: Wanted, etag: str, progress: Progress | None) -> Path:
    """Download one file and check it; what is wrong is thrown away."""
    with _explained(wanted):
        path = Path(_download(hub, wanted, _partial(cache, wanted, etag)))
    try:
        check_content(path, wanted.sha256, progress)
    except ModelRefused as error:
        remove(path)
        raise ModelRefused(
            f"What came for {wanted.file} of {wanted.repository} is not what the hub announced; it was thrown away.",
            hint="Pull it again; if that repeats itself, something between here and the hub changes files.",
            reason=Reason.WRONG_CONTENT,
        ) from error
    return path


def _download(hub: Any, wanted: Wanted, partial: Path) -> str:
    """Let the client download; it gives up when a connection is cut, so go on while each try brings more."""
    from requests import exceptions

    stalls = 0
    while True:
        before = _size(partial)
        try:
            return str(hub.hf_hub_download(wanted.repository, wanted.file, revision=wanted.revision))
        except (exceptions.ChunkedEncodingError, exceptions.ConnectionError, exceptions.Timeout):
            stalls = 0 if _size(partial) > before else stalls + 1
            if stalls >= MAX_STALLS:
                raise
        except OSError as error:
            if "Consistency check failed" in str(error):  # more or less than was announced: it cannot be gone on with
                partial.unlink(missing_ok=True)
            raise


def _partial(cache: Path, wanted: Wanted, etag: str) -> Path:
    """Say where the client keeps what came of a file so far."""
    return repository_folder(cache, wanted.repository) / "blobs" / f"{etag}.incomplete"


def _need_space(cache: Path, parts: Sequence[Wanted], found: Sequence[Any]) -> None:
    size = 0
    for part, told in zip(parts, found, strict=True):
        partial = _partial(cache, part, str(told.etag))
        size += 0 if partial.with_suffix("").exists() else (told.size or 0) - _size(partial)
    place = next(folder for folder in (cache, *cache.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    if size > 0 and free < size + SPARE_BYTES:
        raise DownloadFailed(
            f"There is no room for {parts[0].file}: it needs {_mb(size)}, and {place} has {_mb(free)} free.",
            hint="Make room, or set HF_HUB_CACHE to a folder on another disk.",
            reason=Reason.NO_SPACE,
        )


@contextmanager
def _explained(wanted: Wanted) -> Iterator[None]:
    from huggingface_hub import constants

    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        _explain(error, wanted, constants.ENDPOINT)


def _explain(error: Exception, wanted: Wanted, endpoint: str) -> NoReturn:
    from huggingface_hub import errors
    from requests.exceptions import ConnectionError as Unconnected
    from requests.exceptions import RequestException, Timeout

    page = f"{endpoint}/{wanted.repository}"
    status = getattr(getattr(error, "response", None), "status_code", None)
    missing = isinstance(error, errors.RepositoryNotFoundError) and not isinstance(error, errors.GatedRepoError)
    if isinstance(error, errors.GatedRepoError) or (status == 403 and not missing):
        raise ModelNotFound(
            f"{wanted.repository} is gated: its terms have to be accepted once by whoever downloads it.",
            hint=f"Open {page}, accept them, then run `hf auth login` and pull it again.",
            reason=Reason.GATED,
        ) from error
    if isinstance(error, errors.LocalEntryNotFoundError):
        what = f"{wanted.repository} cannot be downloaded: the connection fails."
        raise DownloadFailed(what, hint=AGAIN, reason=Reason.DOWNLOAD_FAILED) from error
    if missing or status == 401:
        raise ModelNotFound(
            f"There is no repository {wanted.repository} on the hub, or it is private.",
            hint=f"Look at {page}; for a private one run `hf auth login` first.",
            reason=Reason.NO_SUCH_FILE,
        ) from error
    if isinstance(error, (errors.EntryNotFoundError, errors.RevisionNotFoundError)):
        raise ModelNotFound(
            f"The repository {wanted.repository} has no {wanted.file or 'such revision'}.",
            hint=f"Look at {page}/tree/main for its files.",
            reason=Reason.NO_SUCH_FILE,
        ) from error
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        raise DownloadFailed(
            f"The disk became full while {wanted.repository} was downloaded; what came is kept.",
            hint="Make room and pull it again, or set HF_HUB_CACHE to a folder on another disk.",
            reason=Reason.NO_SPACE,
        ) from error
    if isinstance(error, (Unconnected, Timeout)):
        raise DownloadFailed(
            f"The hub at {endpoint} cannot be reached.",
            hint=AGAIN,
            reason=Reason.DOWNLOAD_FAILED,
        ) from error
    if isinstance(error, RequestException):
        what = f"the hub answers {status}" if status else "the connection fails"
        raise DownloadFailed(
            f"{wanted.repository} cannot be downloaded: {what}.",
            hint=AGAIN,
            reason=Reason.DOWNLOAD_FAILED,
        ) from error
    raise DownloadFailed(
        f"{wanted.repository} cannot be downloaded: {' '.join(str(error).split())[:200].rstrip('.')}.",
        hint="Pull it again.",
        reason=Reason.DOWNLOAD_FAILED,
    ) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
