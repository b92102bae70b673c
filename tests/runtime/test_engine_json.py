from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import BaseModel

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling, sampling_for, schema_text
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._lib import library
from edge_runtime.errors import InputUnusable
from lexicon import gbnf


class Mood(BaseModel):
    name: str
    strength: int
    tags: list[str] = []


HOT = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, max_tokens=60)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    opened = LlamaEngine(write_tiny_gguf(tmp_path_factory.mktemp("json") / "tiny.gguf"), threads=1)
    yield opened
    opened.close()


def ask(engine: LlamaEngine, sampling: Sampling, seed: int) -> tuple[str, Finish]:
    events = list(engine.generate([Message("user", "hello")], sampling, seed=seed, cancel=Cancel()))
    assert isinstance(events[-1], Finish)
    return "".join(event.text for event in events if isinstance(event, Piece)), events[-1]


@pytest.mark.parametrize(
    "sampling", [sampling_for("json-strict", max_tokens=40), replace(HOT, json=True)], ids=["strict", "hot"]
)
def test_answers_of_a_random_model_are_json_also_when_cut(engine: LlamaEngine, sampling: Sampling) -> None:
    for seed in range(12):
        text, finish = ask(engine, sampling, seed)
        assert isinstance(json.loads(text), dict)
        assert finish.reason in ("stop", "length")


def test_a_schema_is_kept(engine: LlamaEngine) -> None:
    held = replace(HOT, schema=schema_text(Mood))
    finishes = []
    for seed in range(12):
        text, finish = ask(engine, held, seed)
        Mood.model_validate_json(text)
        finishes.append(finish)
    assert all(finish.forced_tokens for finish in finishes), "the names of the members are not drawn"


def test_greedy_json_and_the_same_seed(engine: LlamaEngine) -> None:
    greedy = Sampling(temperature=0, max_tokens=60, json=True)
    assert ask(engine, greedy, 1)[0] == ask(engine, greedy, 2)[0]
    assert ask(engine, sampling_for("json-strict"), 5)[0] == ask(engine, sampling_for("json-strict"), 5)[0]


def test_a_bad_schema_is_an_error_before_the_answer(engine: LlamaEngine) -> None:
    with pytest.raises(InputUnusable, match="schema"):
        ask(engine, Sampling(schema='{"type": "odd"}'), 1)
    assert ask(engine, Sampling(max_tokens=2), 1)[1].tokens


def test_llama_cpp_reads_the_printed_grammar_too(engine: LlamaEngine) -> None:
    lib, vocabulary = library(), engine._model.vocab
    grammar = lib.llama_sampler_init_grammar(vocabulary, gbnf().encode(), b"root")
    assert grammar, "NULL is how it refuses one"
    lib.llama_sampler_free(grammar)
