"""Multiple choice beside lm-evaluation-harness: what it asked, how likely it found each choice, what it made of that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
pytest.importorskip("torch", reason="torch is not installed: run `make test`")

from harness_golden import GOLDEN, SEED, SHAPE, SHOTS, SPREAD, TASKS, write_tasks

from edge_runtime.convert import convert
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.evals import Choice, Plan, choose_examples, figures, read_suite, run, with_examples

pytestmark = pytest.mark.slow

NATS = 0.02
"""llama.cpp's attention in half precision moves the sum of some 60 tokens by 0.0124 at most here."""


@pytest.fixture(scope="module")
def golden() -> Any:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine(golden: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    """The folder that the harness read, converted."""
    from gemma_folder import write_folder  # torch and transformers take seconds

    folder = tmp_path_factory.mktemp("harness")
    write_folder(folder / "model", SHAPE, seed=SEED, initializer_range=SPREAD)
    opened = LlamaEngine(convert(folder / "model", folder / "model.gguf").path, threads=1)
    yield opened
    opened.close()


@pytest.mark.parametrize("shots", SHOTS)
@pytest.mark.parametrize("task", TASKS)
def test_our_figures_are_the_harness_s(golden: Any, engine: LlamaEngine, tmp_path: Path, task: str, shots: int) -> None:
    write_tasks(golden["rows"], tmp_path)
    suite, pool = read_suite(tmp_path / f"{task}.jsonl"), read_suite(tmp_path / f"{task}_dev.jsonl")
    assert not suite.bad
    found = golden["found"][f"{task} {shots}"]
    plan = Plan((suite,), {}, (), lambda _: "", shots=shots, pool=pool)
    results = list(run(plan, engine, {}))
    for question, result, theirs in zip(suite.questions, results, found["questions"], strict=True):
        examples = choose_examples(question, pool.questions, shots, 0)
        assert with_examples(question, examples) == theirs["context"]
        assert [f" {choice}" for choice in question.choices] == theirs["continuations"]
        assert isinstance(result, Choice)
        assert result.logprobs == pytest.approx(theirs["logprobs"], abs=NATS)
        assert (result.right, result.right_norm) == (theirs["acc"], theirs["acc_norm"])
        own = Choice(task, question.id, question.gold, tuple(theirs["logprobs"]), question.lengths, shots)
        assert (own.right, own.right_norm) == (theirs["acc"], theirs["acc_norm"])
    ours = figures(results)["questions"][task]
    for name in ("acc", "acc_stderr", "acc_norm", "acc_norm_stderr"):
        assert ours[name] == pytest.approx(found[name], abs=5e-5), name
    assert ours["questions"] == 8
    assert ours["shots"] == shots
