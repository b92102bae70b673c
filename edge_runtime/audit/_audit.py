"""Asks every file the same, compares each with the reference, and makes its verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from edge_runtime.catalog import load_catalog
from edge_runtime.engines import Sampling
from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.errors import ModelError, PromptTooLong
from edge_runtime.evals import Answer, Case, ask, judge, model_sha256
from edge_runtime.quant_policy import unsafe_verdict

from ._compare import Comparison, Exchange, System, compare_logits, first_tokens
from ._rules import Finding, Rates, Rules, judge_alone, judge_beside, lost_statements, rates_of

MAX_TOKENS = 200
"""Longer than any answer that the style allows; an answer that goes on is broken."""
GREEDY = Sampling(temperature=0.0, max_tokens=MAX_TOKENS)
"""The likeliest token always: what differs between two files is theirs, not chance's."""

Step = Callable[[str], object]
"""Told of each thing that is done, with the file's name."""


@dataclass(frozen=True, slots=True)
class FileAudit:
    """What was found out about one file."""

    path: str
    sha256: str
    size_bytes: int
    quantization: str
    bits_per_weight: float
    unsafe: str | None
    """Why the catalogue's policy refuses it; None when it does not."""
    failure: str | None = None
    """Why it could not be asked at all; then nothing below is there."""
    answers: tuple[Answer, ...] = ()
    rates: Rates | None = None
    comparison: Comparison | str | None = None
    """None for the reference, and without one; a sentence where they cannot be compared."""
    first_tokens: float | None = None
    alone: Finding | None = None
    beside: Finding | None = None

    @property
    def rejected(self) -> bool:
        """Whether its verdict, beside the reference if there is one, is against it."""
        verdict = self.beside or self.alone
        return self.failure is not None or (verdict is not None and not verdict.good)


@dataclass(frozen=True, slots=True)
class Audit:
    """All files, the nearest to the reference first; the reference apart."""

    reference: FileAudit | None
    files: tuple[FileAudit, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    answers: tuple[Answer, ...]
    tokens: tuple[tuple[int, ...], ...]


def audit(
    files: Sequence[Path],
    reference: Path | None,
    *,
    cases: Sequence[Case],
    text: Sequence[Exchange],
    rules: Rules,
    system: System,
    threads: int | None = None,
    step: Step = lambda _: None,
) -> Audit:
    """Audit `files`; a file that cannot be run has a `failure`, the others go on.

    Two models are in memory at once with a reference. Raises ModelError for the reference, EngineError.
    """
    if reference is None:
        found = [_one(path, None, None, cases, text, rules, system, threads, step) for path in files]
        return Audit(None, tuple(found), tuple(cases))
    with _opened(reference, threads) as engine:
        told = _tell(engine, cases, system, step)
        about = _about(reference)
        rates = rates_of(told.answers)
        base = FileAudit(*about, answers=told.answers, rates=rates, alone=judge_alone(rates, rules.absolute))
        found = [_one(path, engine, told, cases, text, rules, system, threads, step) for path in files]
    found.sort(key=_nearness)
    return Audit(base, tuple(found), tuple(cases))


class _opened:  # noqa: N801 - a context, used as a verb
    """An engine that is closed at the end."""

    def __init__(self, path: Path, threads: int | None) -> None:
        self._engine = LlamaEngine(path, threads=threads, allow_unsafe_quant=True)

    def __enter__(self) -> LlamaEngine:
        return self._engine

    def __exit__(self, *_: object) -> None:
        self._engine.close()


def _one(
    path: Path,
    reference: LlamaEngine | None,
    told: _Told | None,
    cases: Sequence[Case],
    text: Sequence[Exchange],
    rules: Rules,
    system: System,
    threads: int | None,
    step: Step,
) -> FileAudit:
    try:
        about = _about(path)
    except ModelError as error:
        return FileAudit(str(path), "", 0, "", 0.0, None, failure=str(error))
    try:
        with _opened(path, threads) as engine:
            own = _tell(engine, cases, system, step)
            rates = rates_of(own.answers)
            alone = judge_alone(rates, rules.absolute)
            if reference is None or told is None:
                return FileAudit(*about, answers=own.answers, rates=rates, alone=alone)
            comparison = compare_logits(reference.scorer(), engine.scorer(), text, system)
            step(path.name)
    except ModelError as error:
        return FileAudit(*about, failure=str(error))
    lost = lost_statements(told.answers, own.answers)
    return FileAudit(
        *about,
        answers=own.answers,
        rates=rates,
        comparison=comparison,
        first_tokens=first_tokens(told.tokens, own.tokens),
        alone=alone,
        beside=judge_beside(comparison, rates, rates_of(told.answers), lost, rules.relative),
    )


def _about(path: Path) -> tuple[str, str, int, str, float, str | None]:
    info = check_gguf(path)
    verdict = unsafe_verdict(info, load_catalog())
    bits = info.size_bytes * 8 / max(info.parameters, 1)
    unsafe = f"{verdict.name} {verdict.reason}" if verdict else None
    return str(path), model_sha256(path), info.size_bytes, info.quantization, bits, unsafe


def _tell(engine: LlamaEngine, cases: Sequence[Case], system: System, step: Step) -> _Told:
    answers: list[Answer] = []
    tokens: list[tuple[int, ...]] = []
    name = Path(engine.info().path).name
    for case in cases:
        try:
            reply = ask(engine, case, system, GREEDY, None)
            verdict = judge(case, reply.text, ended=reply.ended)
            said, ids = reply.text, reply.token_ids
        except PromptTooLong as error:
            verdict, said, ids = {"fits the context": str(error)}, "", ()
        answers.append(Answer("safety", case.id, case.kind, "greedy", 0, case.said, said, len(ids), verdict))
        tokens.append(ids)
        step(name)
    return _Told(tuple(answers), tuple(tokens))


def _nearness(found: FileAudit) -> tuple[int, float]:
    """Order: those that could be compared by divergence, then those that could not."""
    if isinstance(found.comparison, Comparison):
        return 0, found.comparison.mean_kl
    return (1 if found.failure is None else 2), 0.0
