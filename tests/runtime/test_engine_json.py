from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling, sampling_for
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._sampler import JsonSampler, make_chain, make_grammar
from edge_runtime.errors import EngineError


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    opened = LlamaEngine(write_tiny_gguf(tmp_path_factory.mktemp("json") / "tiny.gguf"))
    yield opened
    opened.close()


def ask(engine: LlamaEngine, sampling: Sampling, seed: int) -> tuple[str, str]:
    events = list(engine.generate([Message("user", "hello")], sampling, seed=seed, cancel=Cancel()))
    assert isinstance(events[-1], Finish)
    return "".join(event.text for event in events if isinstance(event, Piece)), events[-1].reason


@pytest.mark.slow
def test_fifty_answers_of_a_random_model_are_json(engine: LlamaEngine) -> None:
    sampling = sampling_for("json-strict", max_tokens=900)
    whole = 0
    for seed in range(50):
        text, reason = ask(engine, sampling, seed)
        if reason == "stop":
            assert isinstance(json.loads(text), dict)
            whole += 1
        else:
            assert reason in ("length", "context")
    assert whole >= 20


def test_hot_sampling_over_all_candidates_is_json_too(engine: LlamaEngine) -> None:
    hot = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, max_tokens=900, json=True)
    reasons = []
    for seed in range(8):
        text, reason = ask(engine, hot, seed)
        reasons.append(reason)
        if reason == "stop":
            assert isinstance(json.loads(text), dict)
        assert text.startswith("{")


def test_greedy_json_and_the_same_seed(engine: LlamaEngine) -> None:
    greedy = Sampling(temperature=0, max_tokens=60, json=True)
    assert ask(engine, greedy, 1) == ask(engine, greedy, 2)
    assert ask(engine, sampling_for("json-strict"), 5) == ask(engine, sampling_for("json-strict"), 5)


@pytest.mark.parametrize("text", ['root ::= "a', "nothing", 'other ::= "a"', "root ::= missing"])
def test_an_invalid_grammar_is_an_error_not_a_crash(engine: LlamaEngine, text: str) -> None:
    with pytest.raises(EngineError, match="grammar"):
        make_grammar(engine._model, text)


def test_bytes_that_are_no_utf8_are_refused(engine: LlamaEngine) -> None:
    model = engine._model
    chain = make_chain(model.lib, Sampling(), 1)
    strict = JsonSampler(model, chain)

    def byte(value: int) -> int:
        return next(token for token in range(model.n_vocab) if model.spelling(token) == f"<0x{value:02X}>")

    def accept(value: int) -> None:
        assert strict._allowed(byte(value))
        model.lib.llama_sampler_accept(strict._grammar, byte(value))

    try:
        assert not strict._allowed(byte(ord("[")))
        accept(ord("{"))
        accept(ord('"'))
        for value in (0x80, 0xC0, 0xC1, 0xF5, 0xFF):
            assert not strict._allowed(byte(value))
        accept(0xED)
        assert not strict._allowed(byte(0xA0)), "a surrogate"
        assert not strict._allowed(byte(ord("a")))
        accept(0x9F)
        accept(0xBF)
        accept(ord('"'))
        assert not strict._allowed(1), "the end, while the object is open"
    finally:
        strict.close()
        model.lib.llama_sampler_free(chain)
