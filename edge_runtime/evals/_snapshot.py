"""Keeps runs: what was run, every answer, the figures. A run that was cut off goes on where it was.

A run is a folder `STAMP-KEY` with `journal.jsonl`, a line for each answer, and `snapshot.json` once it is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import platformdirs

from edge_runtime.errors import EngineReason, InputUnusable, ResultsFailed

from ._results import Result, figures, from_row, to_row
from ._suite import BadLine

FORMAT = 1
JOURNAL, SNAPSHOT = "journal.jsonl", "snapshot.json"
SNAPSHOT_MAX_BYTES = 256 << 20

Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One complete run."""

    path: Path
    when: str
    """UTC, ISO 8601."""
    about: dict[str, Any]
    """What was run: model, template, system texts, presets, suites, versions, seed."""
    bad_lines: tuple[str, ...]
    figures: dict[str, Any]
    results: tuple[Result, ...]


def runs_dir() -> Path:
    """Where runs are kept unless the person names a folder."""
    return platformdirs.user_state_path("edge-haptics") / "evals"


class Journal:
    """One run while it goes on; a context. Opens the unfinished run of the same `about`, else begins one.

    Raises ResultsFailed when its folder cannot be written.
    """

    def __init__(self, folder: Path, about: Mapping[str, Any], *, fresh: bool = False) -> None:
        self._about = dict(about)
        self._key = hashlib.sha256(_text(self._about).encode()).hexdigest()[:12]
        self.known: dict[Key, Result] = {}
        """What an earlier attempt found out."""
        self._file: TextIO | None = None
        unfinished = [] if fresh else [run for run in _runs(folder) if run.name.endswith(self._key)]
        unfinished = [run for run in unfinished if not (run / SNAPSHOT).exists()]
        stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H-%M-%S.%fZ")
        self.path = unfinished[-1] if unfinished else folder / f"{stamp}-{self._key}"

    def __enter__(self) -> Journal:
        """Open the file and read what is there; a last line that was cut is dropped."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            journal = self.path / JOURNAL
            whole = 0
            if journal.exists():
                for line in journal.read_bytes().splitlines(keepends=True):
                    result = _result(line)
                    if result is None:
                        break
                    self.known[result.key] = result
                    whole += len(line)
                os.truncate(journal, whole)
            self._file = journal.open("a", encoding="utf-8")
        except OSError as error:
            raise _failed(self.path, error) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        """Close the file; it stays for the next attempt unless `finish` was called."""
        if self._file is not None:
            self._file.close()

    def add(self, result: Result) -> None:
        """Keep one result, at once. Raises ResultsFailed."""
        if result.key in self.known or self._file is None:
            return
        try:
            self._file.write(_text(to_row(result)) + "\n")
            self._file.flush()
        except OSError as error:
            raise _failed(self.path, error) from None

    def finish(self, results: Sequence[Result], bad: Sequence[BadLine]) -> Snapshot:
        """Write the snapshot, whole or not at all. Raises ResultsFailed."""
        when = datetime.now(timezone.utc).isoformat(timespec="seconds")
        made = Snapshot(self.path, when, self._about, tuple(map(str, bad)), figures(results), tuple(results))
        content = {
            "format": FORMAT,
            "when": when,
            "about": made.about,
            "bad_lines": made.bad_lines,
            "figures": made.figures,
            "results": [to_row(result) for result in results],
        }
        try:
            part = self.path / (SNAPSHOT + ".part")
            part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            part.replace(self.path / SNAPSHOT)
        except OSError as error:
            raise _failed(self.path, error) from None
        return made


def read_snapshot(path: Path) -> Snapshot:
    """Read a run's folder, or its snapshot file. Raises InputUnusable."""
    file = path / SNAPSHOT if path.is_dir() else path
    try:
        if file.stat().st_size > SNAPSHOT_MAX_BYTES:
            raise ValueError("it is too large")
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError("it is of another version")
        return Snapshot(
            file.parent,
            str(content["when"]),
            dict(content["about"]),
            tuple(content["bad_lines"]),
            dict(content["figures"]),
            tuple(from_row(row) for row in content["results"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputUnusable(
            f"The snapshot {file} cannot be read: {why}.",
            hint="Name a folder that `edge-haptics eval` wrote.",
            reason=EngineReason.NOT_READABLE,
        ) from None


def last_before(folder: Path, snapshot: Snapshot) -> Snapshot | None:
    """Return the latest complete run of the same suites that was begun before this one; None if there is none."""
    names = _suites(snapshot.about)
    for run in reversed(_runs(folder)):
        if run.name >= snapshot.path.name or not (run / SNAPSHOT).exists():
            continue
        try:
            found = read_snapshot(run)
        except InputUnusable:
            continue
        if _suites(found.about) == names:
            return found
    return None


def _suites(about: Mapping[str, Any]) -> list[str]:
    suites = about.get("suites")
    return sorted(suites) if isinstance(suites, dict) else []


def _runs(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def _result(line: bytes) -> Result | None:
    try:
        return from_row(json.loads(line)) if line.endswith(b"\n") else None
    except (ValueError, KeyError, TypeError):
        return None


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _failed(path: Path, error: OSError) -> ResultsFailed:
    return ResultsFailed(
        f"The results cannot be written to {path}: {error.strerror or error}.",
        hint="Name another folder with --out.",
        reason=EngineReason.RESULTS_FAILED,
    )
