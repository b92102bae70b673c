"""Reads a suite: one JSON object a line, checks of behaviour and multiple-choice questions.

A line that cannot be used is told by file, line and what is wrong; the others go on.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.paths import models_dir

from ._case import Case, Question
from ._tasks import is_question, read_question

LINE_MAX_BYTES = 1 << 20
LINES_MAX = 200_000
"""The largest published task has below 60,000."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out; lines count from 1."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        """Where and what."""
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass(slots=True)
class Suite:
    """What a file holds, in its order."""

    name: str
    path: Path
    sha256: str = ""
    cases: list[Case] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)


def shipped_suites() -> list[str]:
    """Names of the suites that come with edge-haptics."""
    return sorted(path.stem for path in (models_dir() / "suites").glob("*.jsonl"))


def find_suite(name: str) -> Path:
    """Return the file of a suite that comes with edge-haptics, or the file called `name`. Raises InputUnusable."""
    if name in shipped_suites():
        return models_dir() / "suites" / f"{name}.jsonl"
    path = Path(name).expanduser()
    if path.is_file():
        return path
    raise InputUnusable(
        f"There is no suite and no file called {name!r}.",
        hint=f"Give a file of JSON lines, or one of: {', '.join(shipped_suites())}.",
        reason=EngineReason.NO_SUCH_FILE,
    )


def read_suite(path: Path) -> Suite:
    """Read a file whole. Raises InputUnusable when it cannot be read or has no line that can be used."""
    suite, digest, seen = Suite(path.stem, path), hashlib.sha256(), set[str]()
    try:
        with path.open("rb") as file:
            for number in range(1, LINES_MAX + 2):
                raw = file.readline(LINE_MAX_BYTES + 1)
                if not raw:
                    break
                digest.update(raw)
                problem = "the file has too many lines; the rest is left out" if number > LINES_MAX else None
                if len(raw) > LINE_MAX_BYTES:
                    problem = f"a line of more than {LINE_MAX_BYTES >> 20} MiB"
                    while raw and not raw.endswith(b"\n"):
                        raw = file.readline(LINE_MAX_BYTES)
                        digest.update(raw)
                problem = problem or _take(suite, raw, number, seen)
                if problem:
                    suite.bad.append(BadLine(path.name, number, problem))
    except OSError as error:
        raise InputUnusable(
            f"The suite {path} cannot be read: {error.strerror or error}.",
            hint="Give a file of JSON lines.",
            reason=EngineReason.NOT_READABLE,
        ) from None
    if not suite.cases and not suite.questions:
        why = f" ({suite.bad[0]})" if suite.bad else ""
        raise InputUnusable(
            f"The suite {path} has no line that can be used{why}.",
            hint="Give a file of JSON lines; docs/guides/evaluate.md shows their fields.",
            reason=EngineReason.BAD_INPUT,
        )
    suite.sha256 = digest.hexdigest()
    return suite


def _take(suite: Suite, raw: bytes, number: int, seen: set[str]) -> str | None:
    """Add one line to the suite; returns what is wrong with it, if anything is."""
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        if not text.strip():
            return None
        row: Any = json.loads(text.strip())
        if not isinstance(row, dict):
            return "it is no JSON object"
        question = is_question(row)
        item: Case | Question = read_question(row, str(number)) if question else Case.model_validate(row)
    except UnicodeDecodeError as error:
        return f"it is not UTF-8 text (byte {error.start})"
    except json.JSONDecodeError as error:
        return f"it is no JSON: {error.msg} at column {error.colno}"
    except ValidationError as error:
        return _sentence(error)
    except (ValueError, RecursionError) as error:
        return str(error)[:200] or type(error).__name__
    if item.id in seen:
        return f"the id {item.id[:80]} occurs twice"
    seen.add(item.id)
    if isinstance(item, Case):
        suite.cases.append(item)
    else:
        suite.questions.append(item)
    return None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    return f"{where}: {what}" if where else what
