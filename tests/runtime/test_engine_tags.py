"""Tags of real models under sampling so hot that their own habits are gone; `--tags N` asks for N answers a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from stock_gguf import write_stock_gguf

from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling
from edge_runtime.engines._tag_guard import TagGuard
from edge_runtime.engines.llama import LlamaEngine
from lexicon import Code, Composer, Diagnostic, Ended, Parser, Tag, Unknown

HOT = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, max_tokens=48)
ODDITIES = {Code.STOPPED, Code.AFTER_STOP}
"""What may be said of tags that are in order: a stop stops."""


def ask(engine: LlamaEngine, sampling: Sampling, seed: int, prompt: str = "let me feel it") -> tuple[str, Finish]:
    events = list(engine.generate([Message("user", prompt)], sampling, seed=seed, cancel=Cancel()))
    assert isinstance(events[-1], Finish)
    return "".join(event.text for event in events if isinstance(event, Piece)), events[-1]


def read(text: str) -> tuple[set[Code], int, int]:
    """What is odd about a text, how many blocks it has and how many tags."""
    parser, composer = Parser(), Composer()
    events = parser.feed(text) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    odd = {item.code for item in [*events, *changes] if isinstance(item, Diagnostic)}
    blocks = sum(isinstance(change, Ended) for change in changes)
    return odd, blocks, sum(isinstance(event, (Tag, Unknown)) for event in events)


@pytest.fixture(scope="module")
def shipped() -> Iterator[LlamaEngine]:
    engine = LlamaEngine(find_model(None)[0], context=512, threads=1)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    engine = LlamaEngine(write_stock_gguf(tmp_path_factory.mktemp("stock") / "stock.gguf"), context=512, threads=1)
    yield engine
    engine.close()


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--tags"))


def test_the_stock_vocabulary_spells_tags_in_several_tokens(stock: LlamaEngine) -> None:
    model = stock._model
    assert model.n_vocab >= 16_384
    assert len(model.tokenize("[begin_haptics]", special=True)) >= 3
    pieces = {model.piece(token) for token in range(model.n_vocab)}
    assert not {b"[calm]", b"[begin_haptics]"} & pieces
    assert {b"][", b"] ["} & pieces, "one token ends a tag and begins another"


@pytest.mark.parametrize("which", ["shipped", "stock"])
def test_every_block_is_valid(which: str, count: int, request: pytest.FixtureRequest) -> None:
    engine: LlamaEngine = request.getfixturevalue(which)
    found = 0
    for seed in range(count):
        text, _ = ask(engine, replace(HOT, haptics=True), seed)
        odd, blocks, _ = read(text)
        assert odd <= ODDITIES, (seed, odd, text)
        found += blocks
    assert found >= count // 8, "or nothing was shown"


def test_a_mask_is_made_only_for_a_token_that_may_not_come(
    shipped: LlamaEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    mask = TagGuard.mask
    monkeypatch.setattr(TagGuard, "mask", lambda guard: made.append(1) or mask(guard))
    talk = [Message("system", "OPUS_HAPTICS=on"), Message("user", "I am nervous about my exam")]
    text = "".join(
        event.text
        for event in shipped.generate(talk, Sampling(haptics=True), seed=1, cancel=Cancel())
        if isinstance(event, Piece)
    )
    assert text.count("[") >= 6
    assert len(made) <= 1, "this model keeps to the grammar on its own"


@pytest.mark.parametrize("which", ["shipped", "stock"])
def test_with_haptics_off_no_tag_is_written(which: str, count: int, request: pytest.FixtureRequest) -> None:
    engine: LlamaEngine = request.getfixturevalue(which)
    free = sum(read(ask(engine, HOT, seed)[0])[2] for seed in range(min(count, 12)))
    assert free, "the model itself writes tags"
    for seed in range(count):
        text, _ = ask(engine, replace(HOT, haptics=False), seed)
        assert read(text)[2] == 0, (seed, text)
        assert "[begin_hap" not in text


def test_the_grammar_changes_nothing_that_is_in_order_already(shipped: LlamaEngine) -> None:
    """Tags stand with blanks or without, as the model was taught."""
    talk = [Message("system", "OPUS_HAPTICS=on"), Message("user", "I am nervous about my exam")]
    for seed in range(3):
        texts = []
        for haptics in (None, True):
            events = shipped.generate(talk, Sampling(haptics=haptics), seed=seed, cancel=Cancel())
            texts.append("".join(event.text for event in events if isinstance(event, Piece)))
        assert "[begin_haptics]" in texts[0]
        assert texts[0] == texts[1]
