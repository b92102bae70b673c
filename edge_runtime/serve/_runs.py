"""Traces of past runs: those in the one folder that the person who started the server named."""

from __future__ import annotations

import datetime
import stat
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from firmware_bridge._recording import is_recording

from ._answers import Run, Runs
from ._errors import ApiError

RUNS_MAX = 500
"""Listed at once, the newest of them."""
BYTES_MAX = 64 * 1024 * 1024
"""Of a trace that a page can still hold."""
HEAD_MAX = 64 * 1024


class PastRuns:
    """Handlers of one folder; None has nothing in it."""

    def __init__(self, folder: Path | None) -> None:
        """Look into ``folder``."""
        self._folder = folder

    async def list(self, request: Request) -> Response:  # noqa: ARG002
        """`GET /v1/runs`."""
        rows = [row for row, _ in (await to_thread.run_sync(self._found)).values()]
        return JSONResponse(Runs(runs=rows).model_dump())

    async def open(self, request: Request) -> Response:
        """`GET /v1/runs/{name}`."""
        found = (await to_thread.run_sync(self._found)).get(request.path_params["name"])
        if found is None:
            raise ApiError(404, "not_found", "There is no such run. GET /v1/runs lists them.")
        return FileResponse(found[1], media_type="application/x-ndjson", content_disposition_type="attachment")

    def _found(self) -> dict[str, tuple[Run, Path]]:
        """Regular files of the folder itself that begin like a trace, the newest first."""
        if self._folder is None:
            return {}
        seen: list[tuple[float, Run, Path]] = []
        try:
            for path in self._folder.iterdir():
                about = path.lstat()
                if stat.S_ISREG(about.st_mode) and 0 < about.st_size <= BYTES_MAX and _is_trace(path):
                    when = datetime.datetime.fromtimestamp(about.st_mtime, datetime.timezone.utc)
                    row = Run(name=path.name, bytes=about.st_size, modified=when.isoformat(timespec="seconds"))
                    seen.append((about.st_mtime, row, path))
        except OSError:
            return {}
        seen.sort(key=lambda one: one[0], reverse=True)
        return {row.name: (row, path) for _, row, path in seen[:RUNS_MAX]}


def _is_trace(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return is_recording(file.readline(HEAD_MAX))
    except OSError:
        return False
