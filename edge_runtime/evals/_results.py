"""What a run finds out, answer by answer, and the figures made of it. No I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from ._judge import Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer and its verdict."""

    suite: str
    case: str
    kind: str
    preset: str
    sample: int
    said: tuple[str, ...]
    reply: str
    """The last answer as the model wrote it, tags and all."""
    tokens: int
    verdict: Verdict

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What it answers, the same in every run."""
        return (self.suite, self.case, self.preset, self.sample)

    @property
    def passed(self) -> bool:
        """Whether every check holds."""
        return not any(self.verdict.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """One question and how likely the model found each choice."""

    suite: str
    question: str
    gold: int
    logprobs: tuple[float, ...]
    lengths: tuple[int, ...]
    shots: int
    """Examples that stood before it."""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What it answers, the same in every run."""
        return (self.suite, self.question, "", 0)

    @property
    def right(self) -> bool:
        """Whether the likeliest choice is the right one."""
        return _first_largest(self.logprobs) == self.gold

    @property
    def right_norm(self) -> bool:
        """The same with each log-likelihood divided by the choice's characters."""
        return _first_largest([p / n for p, n in zip(self.logprobs, self.lengths, strict=True)]) == self.gold


Result = Answer | Choice


def to_row(result: Result) -> dict[str, Any]:
    """Give what JSON can hold; `from_row` reads it."""
    return asdict(result)


def from_row(row: dict[str, Any]) -> Result:
    """Read what `to_row` gave. Raises TypeError, KeyError, ValueError for anything else."""
    if "logprobs" in row:
        return Choice(**{**row, "logprobs": tuple(map(float, row["logprobs"])), "lengths": tuple(row["lengths"])})
    return Answer(**{**row, "said": tuple(row["said"]), "verdict": dict(row["verdict"])})


def figures(results: Iterable[Result]) -> dict[str, Any]:
    """Count what passed: by suite, then preset, then check and kind; and accuracies of questions by suite."""
    answers: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    choices: dict[str, list[Choice]] = defaultdict(list)
    for result in results:
        if isinstance(result, Answer):
            answers[result.suite][result.preset].append(result)
        else:
            choices[result.suite].append(result)
    return {
        "checks": {
            suite: {preset: _counts(found) for preset, found in presets.items()} for suite, presets in answers.items()
        },
        "questions": {suite: _accuracy(found) for suite, found in choices.items()},
    }


def _counts(answers: Sequence[Answer]) -> dict[str, Any]:
    checks: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        for check, problem in answer.verdict.items():
            checks[check][0] += problem is None
            checks[check][1] += 1
        kinds[answer.kind][0] += answer.passed
        kinds[answer.kind][1] += 1
    return {
        "answers": [sum(answer.passed for answer in answers), len(answers)],
        "checks": dict(checks),
        "kinds": dict(sorted(kinds.items())),
    }


def _accuracy(choices: Sequence[Choice]) -> dict[str, Any]:
    count = len(choices)
    acc = fmean(choice.right for choice in choices)
    norm = fmean(choice.right_norm for choice in choices)
    return {
        "questions": count,
        "acc": round(acc, 4),
        "acc_stderr": round(_stderr(acc, count), 4),
        "acc_norm": round(norm, 4),
        "acc_norm_stderr": round(_stderr(norm, count), 4),
        "shots": max(choice.shots for choice in choices),
    }


def _stderr(share: float, count: int) -> float:
    """Standard error of a mean of ones and zeros."""
    return (share * (1 - share) / (count - 1)) ** 0.5 if count > 1 else 0.0


def _first_largest(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)
