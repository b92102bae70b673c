"""With how many threads a token is computed while other programs hold cores: pure first, then by the engine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from hypothesis import given
from hypothesis import strategies as st
from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Message, Piece, Sampling
from edge_runtime.engines._duel import LONG, TRY, Duel
from edge_runtime.engines._threads import AGAIN_LONGEST_S, AGAIN_S, Pace
from edge_runtime.engines.llama import LlamaEngine, _model
from edge_runtime.engines.llama._lib import library
from edge_runtime.paths import models_dir

SHIPPED = models_dir() / "shipped" / "felt-small-Q4_K_M.gguf"
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


@pytest.mark.parametrize("threads", [3, 8])
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
    if threads == 2:  # where one alone has a try now and then
        assert free.count(1) < 0.03 * len(free)
    else:
        assert set(free) == {threads}


TIMES, SEEDS = st.floats(0.0002, 0.01), st.integers(0, 2**32)
JITTER = 0.01


def fight(duel: Duel, first: float, second: float, times: int, random: Random) -> list[bool]:
    """Which way was taken each time, where each takes what it takes within some jitter."""
    taken = []
    for _ in range(times):
        taken.append(duel.second)
        took = (second if duel.second else first) * random.uniform(1 - JITTER, 1 + JITTER)
        assert duel.took(took) == duel.second
    return taken


@given(TIMES, st.floats(1.08, 20.0), st.booleans(), SEEDS)
def test_the_quicker_way_is_taken_once_both_were_tried(quick: float, factor: float, second: bool, seed: int) -> None:
    ways = (quick * factor, quick) if second else (quick, quick * factor)
    duel, random = Duel(), Random(seed)
    fight(duel, *ways, 2 * TRY, random)
    assert duel.second == second
    assert duel.gap == pytest.approx(factor, rel=3 * JITTER)
    assert fight(duel, *ways, 3000, random).count(not second) < 0.03 * 3000


@given(TIMES, st.floats(1.08, 20.0), st.booleans(), st.integers(0, 2000), SEEDS)
def test_what_has_become_quicker_is_found_soon(
    quick: float, factor: float, second: bool, before: int, seed: int
) -> None:
    ways = (quick * factor, quick) if second else (quick, quick * factor)
    duel, random = Duel(), Random(seed)
    fight(duel, *ways, before, random)
    fight(duel, *reversed(ways), LONG + 3 * TRY, random)
    late = fight(duel, *reversed(ways), 1000, random)
    assert late.count(second) < 0.1 * 1000


@given(TIMES, SEEDS)
def test_two_that_are_alike_take_no_turns(seconds: float, seed: int) -> None:
    taken = fight(Duel(), seconds, seconds, 3000, Random(seed))
    assert taken.count(True) < 0.03 * 3000


def test_the_first_time_after_a_change_does_not_count() -> None:
    duel, before = Duel(), False
    for _ in range(1000):
        changed, before = duel.second != before, duel.second
        duel.took(1.0 if changed else 0.001 if duel.second else 0.0012)
    assert duel.second


@given(SEEDS)
def test_what_is_quick_but_waits_for_long_at_times_is_slow(seed: int) -> None:
    duel, random, seconds = Duel(), Random(seed), 0
    for _ in range(3000):
        seconds += duel.second
        duel.took(0.0006 if duel.second else random.choice((0.005, *[0.0005] * 5)))
    assert seconds > 0.6 * 3000


@pytest.mark.parametrize(
    ("together", "alone", "tries"), [(0.3, 0.6, False), (0.015, 0.026, False), (0.011, 0.017, True)]
)
def test_a_model_with_work_for_all_is_not_tried_with_one_again(together: float, alone: float, tries: bool) -> None:
    pace, chosen, random = Pace(2), [], Random(1)
    for at in range(600):
        chosen.append(pace.threads)
        pace.took((alone if pace.threads == 1 else together) * random.uniform(1, 1.1), at * together)
    assert chosen[:3] == [2, 1, 2]
    assert 6 <= chosen[3:].count(1) < 40 if tries else 1 not in chosen[3:]


def test_tokens_that_wait_for_long_at_times_count_too() -> None:
    """Two threads are quick or wait for 30 ms, in turn; then every token of one alone is slow."""
    pace, alone = Pace(2), 0
    for at in range(1000):
        alone += pace.threads == 1
        pace.took(0.0006 if pace.threads == 1 else (0.0004, 0.03)[at % 2], at * 0.01)
    assert alone > 900
    alone = 0
    for at in range(1000):
        alone += pace.threads == 1
        pace.took(0.03 if pace.threads == 1 else 0.001, 10 + at * 0.01)
    assert alone < 300


def test_one_slow_token_at_the_beginning_decides_nothing_for_good() -> None:
    pace, alone = Pace(2), 0
    for at, seconds in enumerate((0.05, 0.03, 0.05)):
        pace.took(seconds, at * 0.05)
    for at in range(400):
        alone += pace.threads == 1
        pace.took(0.0004 if pace.threads == 1 else 0.004, 1 + at * 0.001)
    assert alone > 360


def test_a_prompt_does_not_feel_a_try() -> None:
    for together, alone, batch in ((4.0, 0.4, 1), (0.4, 0.9, 2)):
        pace, batches = Pace(2), []
        for at in range(800):
            pace.took(QUICK * (alone if pace.threads == 1 else together), at * QUICK)
            batches.append(pace.batch)
        assert set(batches[20:]) == {batch}


def test_a_core_that_is_held_is_noticed_by_the_third_token() -> None:
    pace, chosen = Pace(2), []
    for at in range(300):
        chosen.append(pace.threads)
        pace.took(4 * QUICK if pace.threads == 2 else 0.4 * QUICK, at * QUICK)
    assert chosen[:8] == [2, 1, 2, 1, 1, 1, 1, 1]
    assert chosen.count(2) < 25
    assert pace.batch == 1


@pytest.mark.parametrize(("alone", "batch"), [(0.7, 2), (1.4, 2), (0.3, 1)])
def test_a_prompt_gets_both_threads_unless_one_has_no_core(alone: float, batch: int) -> None:
    pace = Pace(2)
    assert pace.batch == 2
    for at in range(100):
        pace.took(QUICK * (alone if pace.threads == 1 else 1.0), at * QUICK)
    assert (pace.threads, pace.batch) == (1 if alone < 1 else 2, batch)


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
            assert batch in {1, 4}
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


def test_logits_are_the_same_bit_by_bit_though_threads_split_what_a_late_token_looks_at() -> None:
    tokens = Random(3).choices(range(300, 4000), k=400)

    def logits(threads: Callable[[], int], *, steady: bool) -> list[bytes]:
        engine = LlamaEngine(SHIPPED)
        try:
            model, found = engine._model, []
            model._pace = type(
                "Any", (), {"threads": property(lambda _: threads()), "batch": 2, "took": lambda *_: 0}
            )()
            for at, token in enumerate(tokens):
                assert model.decode(engine._adapters.feed([token]), steady=steady and at >= model.splits_from) == 0
                pointer = model.lib.llama_get_logits_ith(model.context, -1)
                found.append(bytes(np.ctypeslib.as_array(pointer, (model.n_vocab,))))
            return found
        finally:
            engine.close()

    chance = Random(4)
    alone = logits(lambda: 1, steady=True)
    assert logits(lambda: chance.choice((1, 2)), steady=True) == alone
    loose = logits(lambda: 2, steady=False)
    assert loose[:256] == alone[:256], "else it is needed sooner"
    assert loose != alone, "else it is not needed any more"


@pytest.mark.parametrize(("seed", "temperature"), [(5, 1.0), (None, 0.0), (None, 1.0)])
def test_an_answer_that_must_be_exact_is_steady_where_it_has_to_be(
    seed: int | None, temperature: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = LlamaEngine(SHIPPED)
    decode, told = engine._model.decode, []

    def spy(batch: Any, *, steady: bool = False) -> int:
        told.append((len(engine._memory.tokens), steady))
        return decode(batch, steady=steady)

    monkeypatch.setattr(engine._model, "decode", spy)
    try:
        long = [Message("user", "tell me of the sea and of the wind " * 32)]
        list(engine.generate(long, Sampling(temperature=temperature, max_tokens=20), seed=seed, cancel=Cancel()))
    finally:
        engine.close()
    exact = seed is not None or temperature == 0
    assert told[-1][0] > 256
    assert [steady for _, steady in told] == [exact and held >= 256 for held, _ in told]


@pytest.mark.parametrize(
    ("given", "kept"),
    [({}, "10000"), ({"GOMP_SPINCOUNT": "7"}, "7"), ({"OMP_WAIT_POLICY": "active"}, "None")],
)
def test_threads_sleep_soon_unless_the_person_has_said_how_they_wait(given: dict[str, str], kept: str) -> None:
    said = {name: value for name, value in os.environ.items() if name not in {"GOMP_SPINCOUNT", "OMP_WAIT_POLICY"}}
    load = "from edge_runtime.engines.llama._lib import library; library()"
    show = "import os; print(os.environ.get('GOMP_SPINCOUNT'))"
    command = [sys.executable, "-c", f"{load}; {show}"]
    told = subprocess.run(command, env=said | given, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == kept


def test_threads_that_were_asked_for_are_kept(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LlamaEngine(tiny, threads=3)
    try:
        now = iter(range(1_000_000))
        monkeypatch.setattr(_model, "perf_counter", lambda: next(now) ** 2)
        list(engine.generate([Message("user", "hello")], Sampling(max_tokens=20), seed=1, cancel=Cancel()))
        assert library().llama_n_threads(engine._model.context) == 3
    finally:
        engine.close()
