"""The numpy sampler draws as llama.cpp's own chain does: what each step leaves is compared with it."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from edge_runtime.engines import Sampling
from edge_runtime.engines._candidates import Repeats
from edge_runtime.engines._candidates import candidates as candidates_of
from edge_runtime.engines.llama._lib import library
from edge_runtime.engines.onnx._sampler import Sampler, kept_candidates, top_k

LOGITS = st.one_of(
    arrays.arrays(np.float32, st.integers(1, 40), elements=st.floats(-30, 30, width=32), unique=True),
    st.builds(
        lambda seed, size: np.random.default_rng(seed).normal(0, 4, size).astype(np.float32),
        st.integers(0, 1 << 30),
        st.integers(600, 3000),
    ),
)


def candidates(logits: np.ndarray) -> tuple[np.ndarray, Any]:
    lib = library()
    data = np.zeros(len(logits), np.dtype([("id", "<i4"), ("logit", "<f4"), ("p", "<f4")]))
    data["id"], data["logit"] = np.arange(len(logits)), logits
    pointer = data.ctypes.data_as(ctypes.POINTER(lib.llama_token_data))
    return data, lib.llama_token_data_array(pointer, len(logits), -1, False)


def theirs(chain: Any, logits: np.ndarray) -> dict[int, float]:
    """Ids and probabilities that llama.cpp's chain leaves to draw from."""
    lib = library()
    data, array = candidates(logits)
    lib.llama_sampler_apply(chain, ctypes.byref(array))
    left = data[: array.size]
    powers = np.exp(left["logit"] - left["logit"].max(), dtype=np.float64)
    return dict(zip(left["id"].tolist(), powers / powers.sum(), strict=True))


def ours(sampling: Sampling, logits: np.ndarray) -> dict[int, float]:
    ids = top_k(logits, sampling.top_k)
    ids = ids[: kept_candidates(logits[ids], sampling)]
    powers = np.exp((logits[ids] - logits[ids[0]]) / np.float64(sampling.temperature))
    return dict(zip(ids.tolist(), powers / powers.sum(), strict=True))


@given(
    logits=LOGITS,
    k=st.integers(0, 70),
    p=st.sampled_from([1.0, 0.95, 0.9, 0.5, 0.01]),
    least=st.sampled_from([0.0, 0.05, 0.1, 0.9]),
    temperature=st.sampled_from([0.2, 0.3, 1.0, 1.5]),
)
@example(logits=np.zeros(1, np.float32), k=1, p=0.9, least=0.1, temperature=0.3)
def test_what_is_left_to_draw_from_is_llamas(logits, k, p, least, temperature) -> None:
    sampling = Sampling(temperature=temperature, top_k=k, top_p=p, min_p=least)
    lib = library()
    chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    for step in (
        lib.llama_sampler_init_top_k(k),
        lib.llama_sampler_init_top_p(p, 1),
        lib.llama_sampler_init_min_p(least, 1),
        lib.llama_sampler_init_temp(temperature),
    ):
        lib.llama_sampler_chain_add(chain, step)
    try:
        expected = theirs(chain, logits)
    finally:
        lib.llama_sampler_free(chain)
    found = ours(sampling, logits)
    edge = set(found) ^ set(expected)  # a sum that meets top-p within float32's last bits
    assert sum(found.get(token, 0.0) + expected.get(token, 0.0) for token in edge) < 2e-3
    if not edge:
        assert all(abs(found[token] - expected[token]) < 1e-4 for token in found)


@settings(max_examples=40)
@given(logits=LOGITS, said=st.lists(st.integers(0, 599), max_size=30), last=st.integers(1, 20))
def test_repeats_are_punished_as_llama_does(logits, said, last) -> None:
    said = [token % len(logits) for token in said]
    lib = library()
    penalties = lib.llama_sampler_init_penalties(len(logits), last, 1.3, 0.0, 0.0)
    data, array = candidates(logits)
    repeats = Repeats(Sampling(repeat_penalty=1.3, repeat_last_n=last))
    for token in said:
        lib.llama_sampler_accept(penalties, token)
        repeats.accept(token)
    lib.llama_sampler_apply(penalties, ctypes.byref(array))
    lib.llama_sampler_free(penalties)
    expected = np.empty(len(logits), np.float32)
    expected[data["id"]] = data["logit"]
    repeats.punish(logits)
    assert np.allclose(logits, expected, rtol=1e-6)


@given(logits=LOGITS, k=st.integers(1, 700))
def test_the_quick_search_finds_the_largest(logits, k) -> None:
    assert np.array_equal(np.sort(logits[top_k(logits, k)])[::-1], np.sort(logits)[::-1][:k])


def test_where_no_logit_is_a_number_nothing_can_be_drawn() -> None:
    assert not len(candidates_of(np.full(4096, np.nan, np.float32), 40))


def test_the_draw_follows_the_probabilities() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))
    sampler = Sampler(Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0), 7)
    counts = np.bincount([sampler.draw(logits) for _ in range(4000)], minlength=4) / 4000
    assert np.abs(counts - np.exp(logits)).max() < 0.03  # four standard deviations


def test_a_seed_repeats_and_the_likeliest_wins_at_zero() -> None:
    logits = np.random.default_rng(3).normal(0, 2, 5000).astype(np.float32)
    wild = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0)
    first, again, other = (Sampler(wild, seed) for seed in (5, 5, 6))
    drawn = [[sampler.draw(logits) for _ in range(20)] for sampler in (first, again, other)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert Sampler(Sampling(temperature=0), 1).draw(logits) == logits.argmax()


def test_what_is_banned_is_never_drawn() -> None:
    logits = np.full(30_720, -np.inf, np.float32)
    for sampling in (Sampling(temperature=0), Sampling(), Sampling(top_k=0, top_p=1.0, min_p=0.0)):
        assert Sampler(sampling, 1).draw(logits) is None
        logits[77] = 1.0
        assert Sampler(sampling, 1).draw(logits) == 77
        logits[77] = -np.inf


class Fixed:
    """A rule that always lets the same tokens come."""

    busy = True
    done = False

    def __init__(self, allowed: list[bool]) -> None:
        self._allowed = np.array(allowed)
        self.masks = 0

    def mask(self) -> Any:
        self.masks += 1
        return self._allowed

    def accept(self, token: int, raw: bytes) -> bool:
        return bool(self._allowed[token])

    def force(self) -> list[int]:
        return []

    def closing(self) -> bytes:
        return b""


def test_what_a_rule_leaves_is_drawn_as_if_the_rest_had_never_been() -> None:
    """A token is judged after it was drawn; that must not make what may come likelier or less likely."""
    logits = np.log(np.array([0.4, 0.3, 0.2, 0.1], np.float32))
    rule, sampler = Fixed([False, True, True, False]), Sampler(Sampling(temperature=1, top_k=0, top_p=1, min_p=0), 5)
    drawn = [sampler.draw_held(logits, rule, lambda _: b"") for _ in range(4000)]
    assert set(drawn) == {1, 2}
    assert abs(drawn.count(1) / len(drawn) - 0.6) < 0.03
    assert 0.46 < rule.masks / len(drawn) < 0.54, "a mask is made only where the draw was refused"


def test_nothing_is_drawn_where_nothing_may_come() -> None:
    assert Sampler(Sampling(), 1).draw_held(np.zeros(4, np.float32), Fixed([False] * 4), lambda _: b"") is None
