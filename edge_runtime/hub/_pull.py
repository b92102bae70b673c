"""Fetches a file from the Hugging Face hub by its own client, checks it, and explains what went wrong."""

from __future__ import annotations

import errno
import importlib
import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn

from edge_runtime.errors import DownloadFailed, EngineError, ModelNotFound, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.hub._cache import SHA256, Progress, check_content, client, locate, remove, repository_folder
from edge_runtime.hub._names import Wanted, choose_file

MAX_STALLS = 3
"""Times that a connection may be cut without a byte more before it is given up."""
SPARE_BYTES = 64 << 20
"""Left free on the disk."""
AGAIN = "Look at the network and pull it again; it goes on where it was cut off."


def pull(wanted: Wanted, progress: Progress | None = None, *, offline: bool = False) -> Path:
    """Give the path of a file in the hub's cache, fetched if need be and its content checked.

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
        check_content(path, wanted.sha256, progress)
        return path
    try:
        return _fetch(hub, cache, wanted, progress)
    except EngineError:
        raise
    except Exception as error:
        _explain(error, wanted, constants.ENDPOINT)


def _fetch(hub: Any, cache: Path, wanted: Wanted, progress: Progress | None) -> Path:
    tools: Any = importlib.import_module("huggingface_hub.utils")
    tools.logging.set_verbosity_error()
    (tools.enable_progress_bars if sys.stderr.isatty() else tools.disable_progress_bars)()
    file = wanted.file
    if file is None:
        tree = hub.HfApi().list_repo_tree(wanted.repository, recursive=True, revision=wanted.revision)
        file = choose_file((item.path for item in tree), wanted)
    found = hub.get_hf_file_metadata(hub.hf_hub_url(wanted.repository, file, revision=wanted.revision))
    etag, size = str(found.etag), found.size
    if wanted.sha256 and SHA256.fullmatch(etag) and etag != wanted.sha256:
        raise ModelRefused(
            f"The hub has another {file} in {wanted.repository} than the catalogue knows.",
            hint=f"If that is meant, name it as {wanted.repository}/{file}.",
            reason=Reason.WRONG_CONTENT,
        )
    blobs = repository_folder(cache, wanted.repository) / "blobs"
    partial = blobs / f"{etag}.incomplete"
    if size is not None and not (blobs / etag).exists():
        _need_space(cache, size - _size(partial), file)
    path = Path(_download(hub, wanted, file, partial))
    try:
        check_content(path, wanted.sha256, progress)
    except ModelRefused as error:
        remove(path)
        raise ModelRefused(
            f"What came for {file} of {wanted.repository} is not what the hub announced; it was thrown away.",
            hint="Pull it again; if that repeats itself, something between here and the hub changes files.",
            reason=Reason.WRONG_CONTENT,
        ) from error
    return path


def _download(hub: Any, wanted: Wanted, file: str, partial: Path) -> str:
    """Let the client download; it gives up when a connection is cut, so go on while each try brings more."""
    from requests import exceptions

    stalls = 0
    while True:
        before = _size(partial)
        try:
            return str(hub.hf_hub_download(wanted.repository, file, revision=wanted.revision))
        except (exceptions.ChunkedEncodingError, exceptions.ConnectionError, exceptions.Timeout):
            stalls = 0 if _size(partial) > before else stalls + 1
            if stalls >= MAX_STALLS:
                raise
        except OSError as error:
            if "Consistency check failed" in str(error):  # more or less than was announced: it cannot be gone on with
                partial.unlink(missing_ok=True)
            raise


def _need_space(cache: Path, size: int, file: str) -> None:
    place = next(folder for folder in (cache, *cache.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    if free < size + SPARE_BYTES:
        raise DownloadFailed(
            f"There is no room for {file}: it needs {_mb(size)}, and {place} has {_mb(free)} free.",
            hint="Make room, or set HF_HUB_CACHE to a folder on another disk.",
            reason=Reason.NO_SPACE,
        )


def _explain(error: Exception, wanted: Wanted, endpoint: str) -> NoReturn:
    from huggingface_hub import errors
    from requests.exceptions import RequestException

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
