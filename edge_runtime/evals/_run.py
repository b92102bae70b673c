"""Goes through suites once for each preset; what was answered before is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from edge_runtime.engines import Engine, Sampling
from edge_runtime.errors import PromptTooLong

from ._ask import Scorer, ask, scorer_of, seed_of, weigh
from ._case import Case, Question
from ._judge import judge
from ._results import Answer, Choice, Result
from ._suite import Suite
from ._tasks import choose_examples, with_examples

JSON_PRESET = "json-strict"

Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, and how."""

    suites: tuple[Suite, ...]
    presets: Mapping[str, Sampling]
    """Those of the table; json-strict must be there when a suite asks for JSON."""
    columns: tuple[str, ...]
    """Presets that every other case is asked with."""
    system: Callable[[bool], str]
    samples: int = 1
    seed: int = 0
    limit: int | None = None
    """First so many cases and questions of each suite."""
    shots: int = 0
    """Examples before each question."""
    pool: Suite | None = None
    """Where examples come from; None takes each question's own suite."""


@dataclass(frozen=True, slots=True)
class _Job:
    suite: Suite
    item: Case | Question
    preset: str = ""
    sample: int = 0

    @property
    def key(self) -> Key:
        return (self.suite.name, self.item.id, self.preset, self.sample)


def jobs_of(plan: Plan) -> list[_Job]:
    """List all that there is to ask, in order."""
    jobs: list[_Job] = []
    for suite in plan.suites:
        for case in suite.cases[: plan.limit]:
            presets = (JSON_PRESET,) if case.json_ else plan.columns
            jobs += [_Job(suite, case, name, sample) for name in presets for sample in range(plan.samples)]
        jobs += [_Job(suite, question) for question in suite.questions[: plan.limit]]
    return jobs


def run(plan: Plan, engine: Engine, known: Mapping[Key, Result]) -> Iterator[Result]:
    """Yield one result for each job, in order; those in `known` are taken from there.

    Raises what the engine raises, but a text that is too long for the model fails alone.
    """
    scorer: Scorer | None = None
    for job in jobs_of(plan):
        if job.key in known:
            yield known[job.key]
        elif isinstance(job.item, Case):
            yield _ask(plan, engine, job, job.item)
        else:
            scorer = scorer or scorer_of(engine)
            yield _weigh(plan, scorer, job.suite, job.item)


def _ask(plan: Plan, engine: Engine, job: _Job, case: Case) -> Answer:
    seed = seed_of(plan.seed, job.suite.name, case.id, job.sample)
    try:
        reply = ask(engine, case, plan.system, plan.presets[job.preset], seed)
    except PromptTooLong as error:
        return Answer(*_names(job, case), case.said, "", 0, {"fits the context": str(error)})
    verdict = judge(case, reply.text, ended=reply.ended)
    return Answer(*_names(job, case), case.said, reply.text, len(reply.token_ids), verdict)


def _names(job: _Job, case: Case) -> tuple[str, str, str, str, int]:
    return (job.suite.name, case.id, case.kind, job.preset, job.sample)


def _weigh(plan: Plan, scorer: Scorer, suite: Suite, question: Question) -> Choice:
    pool = (plan.pool or suite).questions
    examples = choose_examples(question, pool, plan.shots, plan.seed)
    logprobs = weigh(scorer, question, with_examples(question, examples))
    return Choice(suite.name, question.id, question.gold, logprobs, question.lengths, len(examples))
