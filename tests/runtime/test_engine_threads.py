"""With how many threads a token is computed while other programs hold cores: pure first, then by the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from hypothesis import given
from hypothesis import strategies as st
from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Message, Piece, Sampling
from edge_runtime.engines._threads import AGAIN_LONGEST_S, AGAIN_S, Pace
from edge_runtime.engines.llama import LlamaEngine, _model
from edge_runtime.engines.llama._lib import library

QUICK, HELD = 0.001, 0.8
"""What a token takes with all threads, and what it takes when one of them has to wait for a core."""


def talk(pace: Pace, busy: Callable[[float], bool], tokens: int) -> Iterator[tuple[float, int, float]]:
    """When each token began, its threads and what it took, on a machine that is busy at some times."""
    now, all_threads = 0.0, pace.threads
    for _ in range(tokens):
        threads = pace.threads
        took = HELD if busy(now) and threads > 1 else QUICK * all_threads / threads
        yield now, threads, took
        now += took
        assert pace.took(took, now) == pace.threads


def test_a_single_thread_stays_one() -> None:
    assert {threads for _, threads, _ in talk(Pace(1), lambda now: now > 0.01, 50)} == {1}


@pytest.mark.parametrize("threads", [2, 3, 8])
@given(st.lists(st.floats(1.0, 1.9), min_size=3, max_size=60))
def test_a_quiet_machine_keeps_all_after_one_try(threads: int, jitter: list[float]) -> None:
    pace, chosen = Pace(threads), []
    for at, factor in enumerate(jitter):
        chosen.append(pace.threads)
        pace.took(QUICK * factor * threads / pace.threads, at * QUICK)
    assert chosen == [threads, 1, *[threads] * (len(jitter) - 2)]


@pytest.mark.parametrize("threads", [2, 8])
def test_a_machine_that_was_busy_from_the_start_gets_one_thread(threads: int) -> None:
    told = list(talk(Pace(threads), lambda _: True, 4000))
    held = [begun for begun, _, took in told if took == HELD]
    assert held[0] == 0.0
    waits = [later - earlier for earlier, later in pairwise(held)]
    assert len(waits) >= 2
    assert all(later > 1.5 * earlier for earlier, later in pairwise(waits)), (
        "each vain try is followed by a longer wait"
    )


@pytest.mark.parametrize("threads", [2, 8])
def test_all_threads_come_back_when_the_cores_are_free(threads: int) -> None:
    told = list(talk(Pace(threads), lambda now: 0.05 < now < 30.0, 120_000))
    free = [chosen for begun, chosen, _ in told if begun > 30.0 + AGAIN_LONGEST_S]
    assert free, "the machine was free for long enough"
    assert set(free) == {threads}


@given(
    threads=st.sampled_from([2, 3, 4, 8]),
    spells=st.lists(st.tuples(st.floats(0.1, 20.0), st.floats(0.1, 20.0)), max_size=5),
)
def test_of_a_busy_spell_little_is_lost(threads: int, spells: list[tuple[float, float]]) -> None:
    edges, at = [], 0.0
    for free, busy in spells:
        edges.append((at + free, at + free + busy))
        at += free + busy
    told = talk(Pace(threads), lambda now: any(begun <= now < ended for begun, ended in edges), 1000)
    held = sum(1 for _, _, took in told if took == HELD)
    lengths = sum(busy for _, busy in spells)
    steps = 2 * threads.bit_length()  # two slow tokens at each halving
    assert held <= len(spells) * steps + lengths / AGAIN_S + 1


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("threads") / "tiny.gguf")


def test_the_engine_goes_on_with_fewer_threads_and_says_the_same(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = [Message("user", "hello you and me")]
    wild = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, max_tokens=30)

    def say(engine: LlamaEngine) -> str:
        events = engine.generate(ask, wild, seed=5, cancel=Cancel())
        return "".join(event.text for event in events if isinstance(event, Piece))

    one = LlamaEngine(tiny, threads=1)
    try:
        expected = say(one)
    finally:
        one.close()

    monkeypatch.setattr(_model, "default_threads", lambda _: 4)
    engine = LlamaEngine(tiny)
    lib, now, threads = library(), [0.0], [4]

    class Busy:
        """llama.cpp on a machine whose cores are held: only one thread never waits."""

        def __getattr__(self, name: str) -> object:
            return getattr(lib, name)

        def llama_set_n_threads(self, context: object, count: int, batch: int) -> None:
            assert count == batch
            threads.append(count)
            lib.llama_set_n_threads(context, count, batch)

        def llama_decode(self, context: object, batch: object) -> int:
            now[0] += HELD if threads[-1] > 1 else QUICK
            return int(lib.llama_decode(context, batch))

    monkeypatch.setattr(engine._model, "lib", Busy())
    monkeypatch.setattr(_model, "perf_counter", lambda: now[0])
    try:
        assert engine.info().threads == 4
        assert say(engine) == expected
        assert threads == [4, 1, 4, 1]
        assert now[0] < 3.2 * HELD, "the prompt and two tokens were waited for"
    finally:
        engine.close()


def test_threads_that_were_asked_for_are_kept(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LlamaEngine(tiny, threads=3)
    try:
        now = iter(range(1_000_000))
        monkeypatch.setattr(_model, "perf_counter", lambda: next(now) ** 2)
        list(engine.generate([Message("user", "hello")], Sampling(max_tokens=20), seed=1, cancel=Cancel()))
        assert library().llama_n_threads(engine._model.context) == 3
    finally:
        engine.close()
