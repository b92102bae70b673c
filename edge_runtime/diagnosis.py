"""What is odd in a text with tags, each with its place."""

from __future__ import annotations

import bisect
import re
from typing import Any

from edge_runtime.sanitize import sanitize
from lexicon import Composer, Diagnostic, Event, Parser


def diagnose(text: str) -> list[dict[str, Any]]:
    """Return every oddity of ``text`` with the line and column (from 1) where its tag begins."""
    parser, composer = Parser(), Composer()
    rows: list[dict[str, Any]] = []
    begin = at = 0

    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def tell(diagnostic: Diagnostic) -> None:
        line = bisect.bisect_right(starts, begin)
        column = begin - starts[line - 1] + 1
        rows.append(
            {"line": line, "column": column, "code": diagnostic.code.value, "detail": sanitize(diagnostic.detail)}
        )

    def take(event: Event) -> None:
        nonlocal begin, at
        if isinstance(event, Diagnostic):
            tell(event)
            return
        source = event.source
        begin, at = at + (source.find("[") if source.endswith("]") else 0), at + len(source)
        for change in composer.push(event):
            if isinstance(change, Diagnostic):
                tell(change)

    for event in parser.feed(text) + parser.finish():
        take(event)
    for change in composer.finish():
        if isinstance(change, Diagnostic):
            tell(change)
    return rows
