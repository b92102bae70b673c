"""Memory of layers with a sliding window: cells that are used again, what that makes of reuse, and that answers stay the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling
from edge_runtime.engines._reuse import chunk_end, reusable
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._lib import library
from edge_runtime.engines.llama._memory import TILE

WINDOW, RING = 64, 256
FREE = Sampling(temperature=1.0, top_k=1, max_tokens=8)
"""Draws the likeliest token, and reuses all that is in memory when it has no seed."""
READ = replace(FREE, max_tokens=1)
"""Ends when the prompt was read: its logits are there."""
WORDS = "hello you and me we are not warm "
CLOSE = 0.02
"""Logits of the same tokens differ by less when their cells lie in another order: keys and values are half precision."""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("window") / "tiny.gguf", window=WINDOW)


@pytest.fixture(scope="module")
def pair(tiny: Path) -> Iterator[tuple[LlamaEngine, LlamaEngine]]:
    """One engine that remembers, and one that is told to forget before each answer."""
    used, fresh = LlamaEngine(tiny, threads=1), LlamaEngine(tiny, threads=1)
    yield used, fresh
    used.close()
    fresh.close()


@pytest.fixture
def engine(pair: tuple[LlamaEngine, LlamaEngine]) -> LlamaEngine:
    pair[0].forget()
    return pair[0]


def ask(words: int, end: str = "") -> list[Message]:
    """Give a message that makes a prompt of about so many tokens."""
    return [Message("user", " ".join((WORDS * (words // 8 + 1)).split()[: words - 12]) + end)]


def answer(
    engine: LlamaEngine, talk: list[Message], sampling: Sampling = FREE, *, seed: int | None = None
) -> tuple[str, Finish]:
    *pieces, finish = engine.generate(talk, sampling, seed=seed, cancel=Cancel())
    assert isinstance(finish, Finish)
    return "".join(piece.text for piece in pieces if isinstance(piece, Piece)), finish


def logits(engine: LlamaEngine) -> np.ndarray:
    model = engine._model
    return np.ctypeslib.as_array(model.lib.llama_get_logits_ith(model.context, -1), (model.n_vocab,)).copy()


def first_position(engine: LlamaEngine) -> int:
    return int(library().llama_memory_seq_pos_min(engine._model.memory, 0))


@pytest.mark.parametrize(
    ("window", "context", "ring"), [(64, 1024, 256), (64, 512, 256), (64, 256, 0), (128, 1024, 256), (512, 1024, 0)]
)
def test_cells_are_used_again_where_the_window_is_much_shorter_than_the_context(
    tmp_path: Path, window: int, context: int, ring: int
) -> None:
    engine = LlamaEngine(write_tiny_gguf(tmp_path / "one.gguf", window=window), context=context, threads=1)
    try:
        assert (engine._model.window, engine._model.ring) == (window, ring)
        answer(engine, ask(context - 40))
        kept = len(engine._memory.tokens) - first_position(engine)
        assert kept <= ring if ring else first_position(engine) == 0
    finally:
        engine.close()


def test_a_talk_goes_on_in_place_also_after_a_trim(pair: tuple[LlamaEngine, LlamaEngine]) -> None:
    """Each turn computes what is new and no more, with the numbers of an empty memory but for the order of sums."""
    used, fresh = pair
    used.forget()
    talk: list[Message] = []
    dropped = trims = 0
    for turn in range(15):
        talk += ask(80, f" {turn}")
        text, finish, read = begin(used, talk)
        fresh.forget()
        _, anew, expected = begin(fresh, talk)
        assert (anew.reused_tokens, anew.prompt_tokens) == (0, finish.prompt_tokens)
        assert np.abs(read - expected).max() < CLOSE
        if turn and finish.dropped_turns == dropped:
            assert finish.prompt_tokens - finish.reused_tokens < 120
        trims += finish.dropped_turns > dropped
        dropped = finish.dropped_turns
        talk.append(Message("assistant", text.strip() or "yes"))
    assert trims
    assert first_position(used) > RING


def begin(engine: LlamaEngine, talk: list[Message]) -> tuple[str, Finish, np.ndarray]:
    """Answer; gives the logits of the prompt too."""
    running = engine.generate(talk, FREE, seed=None, cancel=Cancel())
    events, read = [next(running)], logits(engine)
    events += running
    finish = events[-1]
    assert isinstance(finish, Finish)
    return "".join(event.text for event in events if isinstance(event, Piece)), finish, read


@pytest.mark.parametrize(("back", "kept"), [(20, True), (100, True), (180, True), (250, False), (500, False)])
def test_a_talk_that_turns_off_further_back_than_the_cells_reach_is_computed_anew(
    engine: LlamaEngine, back: int, kept: bool
) -> None:
    """Were the positions not asked for, llama.cpp would go on with a window that is not there."""
    length = 800
    answer(engine, ask(length), READ)
    engine._memory._copies.clear()
    finish = answer(engine, ask(length - back, " no"), READ)[1]
    assert (finish.reused_tokens > length - back - 20) is kept
    assert kept or finish.reused_tokens == 0
    found = logits(engine)
    engine.forget()
    answer(engine, ask(length - back, " no"), READ)
    assert np.abs(logits(engine) - found).max() < CLOSE


def test_an_exact_prompt_goes_on_from_a_copy_bit_by_bit(pair: tuple[LlamaEngine, LlamaEngine]) -> None:
    used, fresh = pair
    used.forget()
    answer(used, ask(700), seed=1)
    for length, reused in ((720, 512), (500, 256), (900, 256), (880, 768), (340, 256), (300, 0)):
        fresh.forget()
        text, finish = answer(used, ask(length, " now"), seed=1)
        assert finish.reused_tokens == reused, length
        assert text == answer(fresh, ask(length, " now"), seed=1)[0]
        assert np.array_equal(logits(used), logits(fresh))


TURNS = st.lists(
    st.tuples(st.integers(20, 980), st.sampled_from([" one", " two", ""]), st.booleans(), st.integers(0, 3)),
    min_size=2, max_size=5,
)  # fmt: skip


@settings(max_examples=12, derandomize=True)
@given(turns=TURNS)
def test_whatever_was_said_before_an_answer_is_that_of_an_empty_memory(
    pair: tuple[LlamaEngine, LlamaEngine], turns: list[tuple[int, str, bool, int]]
) -> None:
    """Bit by bit where it is exact; also after prompts that were broken off."""
    used, fresh = pair
    for length, end, exact, chunks in turns:
        seed = 1 if exact else None
        if chunks:
            break_off(used, ask(length, end), chunks, seed)
        fresh.forget()
        text, _ = answer(used, ask(length, end), FREE if exact else READ, seed=seed)
        again, _ = answer(fresh, ask(length, end), FREE if exact else READ, seed=seed)
        found, expected = logits(used), logits(fresh)
        assert (text == again and np.array_equal(found, expected)) if exact else np.abs(found - expected).max() < CLOSE


def break_off(engine: LlamaEngine, talk: list[Message], chunks: int, seed: int | None) -> None:
    """Ask, and cancel while the chunk with this number is computed."""
    cancel, model = Cancel(), engine._model

    class Lib:
        left = chunks

        def __getattr__(self, name: str) -> object:
            return getattr(library(), name)

        def llama_decode(self, context: object, batch: object) -> int:
            self.left -= 1
            if not self.left:
                cancel.set()
            return int(library().llama_decode(context, batch))

    model.lib = Lib()  # type: ignore[assignment]
    list(engine.generate(talk, replace(FREE, max_tokens=2), seed=seed, cancel=cancel))
    model.lib = library()


def test_a_memory_of_few_cells_is_kept_and_gone_on_from(engine: LlamaEngine, tiny: Path, tmp_path: Path) -> None:
    talk = ask(700)
    text, _ = answer(engine, talk)
    talk += [Message("assistant", text.strip() or "yes"), *ask(30, " then")]
    mark = engine.save(tmp_path / "state")
    assert mark
    other = LlamaEngine(tiny, threads=1)
    try:
        assert other.restore(tmp_path / "state", mark)
        for turn in range(3):
            finish = answer(other, talk, READ)[1]
            assert finish.prompt_tokens - finish.reused_tokens < 60, f"turn {turn} went on from it"
            engine.forget()
            answer(engine, talk, READ)
            assert np.abs(logits(other) - logits(engine)).max() < CLOSE
            talk += [Message("assistant", answer(other, talk)[0].strip() or "yes"), *ask(30, f" {turn}")]
        engine.forget()
        exact = answer(other, talk, seed=1)
        assert exact[0] == answer(engine, talk, seed=1)[0]
        assert np.array_equal(logits(other), logits(engine)), "what lies in another order is no part of an exact answer"
    finally:
        other.close()


@given(start=st.integers(0, 400), new=st.integers(1, 900), step=st.sampled_from([128, 512]))
def test_no_chunk_but_an_only_one_is_short(start: int, new: int, step: int) -> None:
    length, at, sizes = start + new, start, []
    while at < length:
        end = chunk_end(at, length, step=step, tail=TILE)
        sizes.append(end - at)
        at = end
    assert at == length
    assert max(sizes) <= step
    assert len(sizes) == 1 or min(sizes) >= TILE
    assert len(sizes) == -(-new // step), "and there are no more of them"


@given(
    cached=st.lists(st.integers(0, 1), max_size=400), tokens=st.lists(st.integers(0, 1), min_size=1, max_size=400),
    aligned=st.integers(0, 400),
)  # fmt: skip
def test_chunks_that_are_reused_are_those_of_an_empty_memory(
    cached: list[int], tokens: list[int], aligned: int
) -> None:
    keep = reusable(cached, tokens, aligned=min(aligned, len(cached)), step=128, exact=True, tail=TILE)
    ends = [0]
    while ends[-1] < len(tokens):
        ends.append(chunk_end(ends[-1], len(tokens), step=128, tail=TILE))
    assert keep in ends[:-1]
    assert keep <= aligned
    assert cached[:keep] == tokens[:keep]
