"""What changed between two runs: what was run, the figures, and the answers that fell on the other side. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ._results import Answer, Choice, Result
from ._snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; None where it was not there."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Flip:
    """An answer that passes now and did not, or the other way."""

    name: str
    passed: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs from one run to a later one."""

    run: tuple[Change, ...]
    figures: tuple[Change, ...]
    flips: tuple[Flip, ...]
    added: int
    """Cases and questions that only the later one asked."""
    removed: int


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """Compare two runs."""
    old = {result.key: result for result in before.results}
    new = {result.key: result for result in after.results}
    flips = [
        flip
        for key in new
        if key in old
        for flip in [_flip(" ".join(map(str, key)).strip(), old[key], new[key])]
        if flip
    ]
    return Difference(
        run=tuple(_settings(before.about, after.about)),
        figures=tuple(_changes(before.figures, after.figures)),
        flips=tuple(sorted(flips, key=lambda flip: flip.passed)),
        added=len(new.keys() - old.keys()),
        removed=len(old.keys() - new.keys()),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    old, new = dict(_flat(before)), dict(_flat(after))
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield Change(name, old.get(name), new.get(name))


def _settings(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> Iterator[Change]:
    """Like `_changes`; but what came or went as a whole, such as a preset, is one change."""
    for name in sorted(before.keys() | after.keys()):
        old, new, here = before.get(name), after.get(name), f"{path}{name}"
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _settings(old, new, f"{here} / ")
        else:
            yield from _changes({here: _listed(old)}, {here: _listed(new)})


def _listed(value: Any) -> Any:
    """Give a mapping as one text."""
    return ", ".join(f"{name} {inner}" for name, inner in _flat(value)) if isinstance(value, Mapping) else value


def _flat(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        here = f"{path}{name}"
        if isinstance(inner, Mapping):
            yield from _flat(inner, f"{here} / ")
        else:
            yield here, list(inner) if isinstance(inner, tuple) else inner


def _flip(name: str, before: Result, after: Result) -> Flip | None:
    if isinstance(before, Answer) and isinstance(after, Answer) and before.passed != after.passed:
        return Flip(name, after.passed, _shown(before), _shown(after))
    if isinstance(before, Choice) and isinstance(after, Choice) and before.right != after.right:
        return Flip(name, after.right, *("right" if choice.right else "wrong" for choice in (before, after)))
    return None


def _shown(answer: Answer) -> str:
    problems = [f"{check}: {problem}" for check, problem in answer.verdict.items() if problem]
    return answer.reply + (f"  ({'; '.join(problems)})" if problems else "")
