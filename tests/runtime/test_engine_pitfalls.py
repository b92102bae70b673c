"""What went wrong with llama-cpp-python's own ways, and that it does not here.

Elsewhere: typed control tokens, system texts and templates in test_engine_prompt; a fixed seed, reuse beyond a sliding
window and cancelling inside the prompt in test_engine_llama; invalid grammars in test_engine_constraint; adapters, which
must not meet a memory of before, in theirs.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling
from edge_runtime.engines._tag_guard import TagGuard
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._lib import library
from edge_runtime.engines.llama._sampler import Drawer
from edge_runtime.errors import EngineError

HELLO = [Message("user", "hello")]
WILD = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, max_tokens=40)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("pitfalls") / "tiny.gguf")


@pytest.fixture
def engine(tiny: Path) -> Iterator[LlamaEngine]:
    opened = LlamaEngine(tiny, threads=1)
    yield opened
    opened.close()


class Watched:
    """llama.cpp, with some of its functions replaced."""

    def __init__(self, **replaced: object) -> None:
        self._replaced = replaced

    def __getattr__(self, name: str) -> object:
        return self._replaced.get(name) or getattr(library(), name)


def script(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch, tokens: list[int]) -> None:
    """Let the model say exactly these."""
    left = iter(tokens)
    monkeypatch.setattr(Drawer, "draw", lambda _: next(left, None))


def byte_token(engine: LlamaEngine, value: int) -> int:
    model = engine._model
    return next(token for token in range(model.n_vocab) if model.spelling(token) == f"<0x{value:02X}>")


def test_an_invalid_byte_holds_nothing_back(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    word = engine._model.tokenize("hello", special=False)
    script(engine, monkeypatch, [byte_token(engine, 0xFF), *word, byte_token(engine, 0xC3), *word])
    texts = [event.text for event in engine.generate(HELLO, WILD, seed=1, cancel=Cancel()) if isinstance(event, Piece)]
    assert texts == ["\ufffd", "hello", "", "\ufffdhello"]


def test_a_token_is_spelled_once_however_often_it_comes(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counted(vocabulary: object, token: int, *rest: object) -> int:
        calls.append(token)
        return int(library().llama_token_to_piece(vocabulary, token, *rest))

    monkeypatch.setattr(engine._model, "lib", Watched(llama_token_to_piece=counted))
    script(engine, monkeypatch, engine._model.tokenize("hello you", special=False) * 30)
    finish = list(engine.generate(HELLO, replace(WILD, max_tokens=200), seed=1, cancel=Cancel()))[-1]
    assert isinstance(finish, Finish)
    assert finish.tokens >= 60
    assert len(calls) == len(set(calls))


def test_a_rule_that_fails_ends_the_answer_with_its_error(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in a logits processor is swallowed by ctypes, and the answer goes on free."""

    def broken(*_: object) -> bool:
        raise EngineError("the rule broke", hint="none", reason=None)  # type: ignore[arg-type]

    monkeypatch.setattr(TagGuard, "accept", broken)
    monkeypatch.setattr("edge_runtime.engines.llama._sampler.BRACKET", b"")
    with pytest.raises(EngineError, match="the rule broke"):
        list(engine.generate(HELLO, replace(WILD, haptics=False), seed=1, cancel=Cancel()))
    monkeypatch.undo()
    assert list(engine.generate(HELLO, WILD, seed=1, cancel=Cancel())), "and the engine lives"


@pytest.mark.parametrize("wanted", [1, 128, 257, 1000])
def test_the_context_is_a_multiple_that_both_sides_agree_on(tiny: Path, wanted: int) -> None:
    engine = LlamaEngine(tiny, context=wanted, threads=1)
    try:
        context = engine.info().context
        assert context % 256 == 0
        assert wanted <= context < wanted + 256
        assert library().llama_n_ctx(engine._model.context) == context
    finally:
        engine.close()


def test_a_memory_that_lost_its_beginning_is_not_used(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """`llama_memory_seq_rm` says True although a short window has forgotten the cells."""
    ask = [Message("user", "hello you and me are warm and calm today " * 20)]
    list(engine.generate(ask, WILD, seed=1, cancel=Cancel()))
    assert list(engine.generate(ask, WILD, seed=1, cancel=Cancel()))[-1].reused_tokens >= 128  # type: ignore[union-attr]
    monkeypatch.setattr(engine._model, "lib", Watched(llama_memory_seq_pos_min=lambda *_: 64))
    assert list(engine.generate(ask, WILD, seed=1, cancel=Cancel()))[-1].reused_tokens == 0  # type: ignore[union-attr]


def test_a_prompt_that_begins_anew_writes_no_zeros_over_the_memory(
    engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That takes as long as reading a short prompt."""
    zeros: list[bool] = []

    def clear(memory: object, data: bool) -> None:
        zeros.append(data)
        library().llama_memory_clear(memory, data)

    monkeypatch.setattr(engine._model, "lib", Watched(llama_memory_clear=clear))
    for seed in range(3):
        assert list(engine.generate(HELLO, WILD, seed=seed, cancel=Cancel()))
    assert zeros
    assert not any(zeros)


def test_a_kept_memory_has_no_room_for_scores_of_the_vocabulary(engine: LlamaEngine, tmp_path: Path) -> None:
    list(engine.generate([Message("user", "hello you " * 100)], WILD, seed=1, cancel=Cancel()))
    model, path = engine._model, tmp_path / "state"
    assert engine.save(path)
    cells = len(engine._memory.tokens)
    assert cells > 200
    of_scores = cells * model.n_vocab * 4
    assert path.stat().st_size < of_scores / 2


def test_a_rule_and_a_penalty_hold_together(engine: LlamaEngine) -> None:
    """Given a processor and a bias, the library's own call drops both."""
    sentence = '{"type": "string", "minLength": 30, "maxLength": 60}'
    penalised = replace(WILD, temperature=0.0, max_tokens=80, schema=sentence, repeat_penalty=9.0)

    def say(sampling: Sampling) -> str:
        events = engine.generate(HELLO, sampling, seed=1, cancel=Cancel())
        return "".join(event.text for event in events if isinstance(event, Piece))

    both, rule_alone, penalty_alone = (
        say(sampling)
        for sampling in (penalised, replace(penalised, repeat_penalty=1.0), replace(penalised, schema=None))
    )
    assert 30 <= len(json.loads(both)) <= 60
    assert both != rule_alone, "the penalty changes what is drawn"
    assert not penalty_alone.startswith('"'), "the rule is what makes it JSON"


def test_logits_are_kept_for_the_last_token_alone(engine: LlamaEngine) -> None:
    """Of a vocabulary of 2^18 each further one would take a megabyte."""
    list(engine.generate([Message("user", "hello you " * 20)], replace(WILD, max_tokens=1), seed=1, cancel=Cancel()))
    model = engine._model
    assert model.lib.llama_get_logits_ith(model.context, -1)
    assert not model.lib.llama_get_logits_ith(model.context, 0)


def test_logits_without_room_are_a_sentence_and_not_the_end_of_the_process(
    engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """llama.cpp asserts that they fit, and aborts."""
    lib, model = library(), engine._model
    monkeypatch.setattr(model, "lib", Watched(llama_decode=lambda *_: pytest.fail("it would abort here")))
    batch = lib.llama_batch_init(4, 0, 1)
    batch.n_tokens = 4
    try:
        with pytest.raises(EngineError, match="logits of the last token alone"):
            model.decode(batch)
    finally:
        lib.llama_batch_free(batch)


def test_decoding_leaves_other_threads_alone(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread runs while llama.cpp computes: what waits for the model does not stop what plays."""
    ran = threading.Event()

    def decode(context: object, batch: object) -> int:
        assert ran.wait(30)
        return int(library().llama_decode(context, batch))

    monkeypatch.setattr(engine._model, "lib", Watched(llama_decode=decode))
    threading.Timer(0, ran.set).start()
    assert len(list(engine.generate(HELLO, WILD, seed=1, cancel=Cancel()))) > 1
