"""Multiple choice by log-likelihood: the published formats in words, and the numbers against transformers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edge_runtime.engines import sampling_for
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.evals import Plan, choose_examples, read_suite, run, with_examples
from edge_runtime.evals._ask import encode_pairs
from edge_runtime.evals._tasks import read_question
from edge_runtime.paths import models_dir

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

HELLASWAG = [
    {"ind": 1, "activity_label": "Making tea", "ctx_a": "A man boils water.", "ctx_b": "he then", "ctx": "unused",
     "split": "val", "endings": ["pours it over the leaves.", "reads  the [title] kettle a [step] story.",
                                 "flies away.", "buys a boat and sails it."], "source_id": "x~1", "label": "0"},
    {"ind": 2, "activity_label": "Gardening", "ctx_a": "[header] How to plant [title] Dig a hole.", "ctx_b": "",
     "endings": ["Put the seed in.", "Eat the spade.", "Sing to the moon for an hour.", "Close the hole with glass."],
     "label": 2},
    {"ind": 3, "activity_label": "Running", "ctx_a": "Two girls stand at a line.", "ctx_b": "they",
     "endings": ["run when the whistle blows.", "turn into a house.", "sleep.", "fold the road."], "label": "0"},
]  # fmt: skip
MMLU = [
    {"question": " What is 2 + 2?", "subject": "elementary_mathematics", "choices": ["3", "4", "5", "22"], "answer": 1},
    {"question": "Which is a plant?", "subject": "high_school_biology", "choices": ["oak", "cat", "iron", "rain"], "answer": 0},
    {"question": "What is 3 x 3?", "subject": "elementary_mathematics", "choices": ["6", "8", "9", "12"], "answer": "C"},
    {"question": "What is 10 - 7?", "subject": "elementary_mathematics", "choices": ["1", "2", "4", "3"], "answer": 3},
]  # fmt: skip
ARC = [
    {"id": "A1", "question": "Why do stars twinkle?", "choices": {"text": ["air moves", "they blink", "they are wet"], "label": ["A", "B", "C"]}, "answerKey": "A"},
    {"id": "A2", "question": {"stem": "What falls from clouds?", "choices": [{"text": "rain", "label": "1"}, {"text": "stones and old coats", "label": "2"}, {"text": "light", "label": "3"}, {"text": "sand", "label": "4"}]}, "answerKey": "1"},
    {"id": "A3", "question": "What is hot?", "choices": {"text": ["ice", "a flame"], "label": ["A", "B"]}, "answerKey": "B"},
]  # fmt: skip


def as_file(rows: list[dict[str, Any]], path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_each_format_is_put_into_words() -> None:
    tea = read_question(HELLASWAG[0], "1")
    assert tea.query == "Making tea: A man boils water. He then"
    assert tea.choices[1] == "reads the. kettle a story."
    assert (tea.gold, tea.lengths[2]) == (0, len("flies away."))
    assert read_question(HELLASWAG[1], "2").query == "Gardening: How to plant. Dig a hole."
    four = read_question(MMLU[0], "1")
    assert four.query == "What is 2 + 2?\nA. 3\nB. 4\nC. 5\nD. 22\nAnswer:"
    assert four.choices == ("A", "B", "C", "D")
    assert four.lead == "The following are multiple choice questions (with answers) about elementary mathematics.\n\n"
    assert (four.gold, read_question(MMLU[2], "3").gold) == (1, 2)
    stars, rain = read_question(ARC[0], "1"), read_question(ARC[1], "2")
    assert stars.query == "Question: Why do stars twinkle?\nAnswer:"
    assert (rain.choices[1], rain.gold) == ("stones and old coats", 0)


def test_examples_are_solved_of_the_same_subject_and_never_the_question() -> None:
    pool = [read_question(row, str(n)) for n, row in enumerate(MMLU)]
    chosen = choose_examples(pool[0], pool, 5, 0)
    assert [example.id for example in chosen] == ["2", "3"]
    text = with_examples(pool[0], chosen)
    assert text.startswith(pool[0].lead + "What is 3 x 3?\n")
    assert "Answer: C\n\nWhat is 10 - 7?" in text
    assert text.endswith("D. 22\nAnswer:")
    many = [read_question({**ARC[0], "id": f"q{n}", "question": f"Why {n}?"}, str(n)) for n in range(40)]
    drawn = choose_examples(many[0], many, 25, 7)
    assert len({example.id for example in drawn} - {"q0"}) == 25
    assert drawn == choose_examples(many[0], many, 25, 7)
    assert drawn != choose_examples(many[0], many, 25, 8)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A random model twice: in transformers with its tokenizer, and as a file for llama.cpp."""
    from random_gemma import random_model, train_tokenizer, write_gguf  # torch and transformers take seconds

    everyday = (models_dir() / "suites" / "everyday.jsonl").read_text(encoding="utf-8").splitlines()
    lines = [text for line in everyday for text in (json.loads(line)["question"], *json.loads(line)["choices"]["text"])]
    tokenizer = train_tokenizer(lines * 4)
    model = random_model(tokenizer.get_piece_size())
    path = write_gguf(model, tokenizer, tmp_path_factory.mktemp("random") / "random.gguf")
    engine = LlamaEngine(path, threads=1)
    yield model, tokenizer, engine
    engine.close()


def directly(model: Any, tokenizer: Any, context: str, continuation: str) -> float:
    """The plain way: tokenize the whole, log-softmax, add up what the continuation's tokens get."""
    import torch

    inside = [2, *tokenizer.encode(context.rstrip())]
    whole = [2, *tokenizer.encode(context + continuation)]
    assert whole[: len(inside)] == inside
    with torch.no_grad():
        logprobs = model(torch.tensor([whole])).logits[0].log_softmax(-1)
    return sum(float(logprobs[at - 1, whole[at]]) for at in range(len(inside), len(whole)))


@pytest.mark.parametrize("shots", [0, 2])
@pytest.mark.parametrize(("name", "rows"), [("hellaswag", HELLASWAG), ("mmlu", MMLU), ("arc", ARC)])
def test_scores_and_choices_are_those_of_transformers(pair, tmp_path, name, rows, shots) -> None:
    model, tokenizer, engine = pair
    suite = read_suite(as_file(rows, tmp_path / f"{name}.jsonl"))
    assert not suite.bad
    plan = Plan((suite,), {"focused": sampling_for("focused")}, ("focused",), lambda _: "", shots=shots)
    results = list(run(plan, engine, {}))
    assert len(results) == len(rows)
    for question, result in zip(suite.questions, results, strict=True):
        text = with_examples(question, choose_examples(question, suite.questions, shots, 0))
        wanted = [directly(model, tokenizer, text, f" {choice}") for choice in question.choices]
        assert result.logprobs == pytest.approx(wanted, abs=0.02, rel=2e-4)
        assert max(wanted) - min(wanted) > 0.3, "a model that finds all alike would prove nothing"
        assert result.right == (max(range(len(wanted)), key=wanted.__getitem__) == question.gold)
        by_length = [value / len(choice) for value, choice in zip(wanted, question.choices, strict=True)]
        assert result.right_norm == (max(range(len(wanted)), key=by_length.__getitem__) == question.gold)


def test_scoring_depends_on_nothing_before_and_leaves_answers_alone(pair) -> None:
    _, _, engine = pair
    scorer = engine.scorer()
    prefix, continuations = encode_pairs(scorer, "The sun is ", ["hot.", "a very long and old story about ice."])
    assert continuations[0] == scorer.tokenize("The sun is hot.")[len(prefix) :]
    first = scorer.score(prefix, continuations)
    scorer.score(scorer.tokenize("Something else " * 30), [continuations[1], continuations[0]])
    assert scorer.score(prefix, continuations) == first
    assert scorer.score(prefix, continuations[::-1]) == first[::-1]
    best = max(range(engine.info().vocabulary), key=lambda token: scorer.score(prefix, [[token]])[0].logprob)
    assert scorer.score(prefix, [[best]])[0].greedy
    assert not scorer.score(prefix, [[best, *continuations[1]]])[0].greedy


def test_a_context_that_is_too_long_is_cut_at_its_beginning(pair) -> None:
    _, _, engine = pair
    scorer = engine.scorer()
    long = scorer.tokenize("water " * 3000)
    kept = long[-(scorer.room + 1 - 2) :]
    assert scorer.score(long, [[5, 6], [7]]) == scorer.score(kept, [[5, 6], [7]])
