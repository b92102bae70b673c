"""Draws tokens with the samplers in C, from the few that can be drawn, and held to a rule."""

from __future__ import annotations

import ctypes
from types import ModuleType
from typing import Any

import numpy as np

from edge_runtime.engines._candidates import BRACKET, GREEDY_BELOW, MAX_REDRAWS, Floats, Repeats, candidates
from edge_runtime.engines._rule import Rule
from edge_runtime.engines.base import Sampling
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

LONG = 1 << 15
"""From so many tokens on those that can be drawn are searched first: llama.cpp lists the whole vocabulary each time and
looks each up among the last ones. For a short one that is quicker than any search in Python."""
CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""llama_token_data."""


def add_penalties(lib: ModuleType, chain: Any, sampling: Sampling, vocabulary: int) -> None:
    """Add what makes repeating dearer, where it is asked for."""
    last, penalty = sampling.repeat_last_n, sampling.repeat_penalty
    if penalty != 1.0 and last:
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_penalties(vocabulary, last, penalty, 0.0, 0.0))


def add_samplers(lib: ModuleType, chain: Any, sampling: Sampling, seed: int) -> None:
    """Add the samplers in the order of llama.cpp, after its penalties: top-k, top-p, min-p, temperature, draw."""
    add = lib.llama_sampler_chain_add
    if sampling.temperature < GREEDY_BELOW:
        add(chain, lib.llama_sampler_init_greedy())
        return
    if sampling.top_k > 0:
        add(chain, lib.llama_sampler_init_top_k(sampling.top_k))
    if sampling.top_p < 1:
        add(chain, lib.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        add(chain, lib.llama_sampler_init_min_p(sampling.min_p, 1))
    if sampling.temperature != 1:
        add(chain, lib.llama_sampler_init_temp(sampling.temperature))
    add(chain, lib.llama_sampler_init_dist(seed))


class Drawer:
    """Draws the tokens of one answer, each from the last logits, held to a rule; `close` frees its samplers."""

    def __init__(self, model: LlamaModel, sampling: Sampling, seed: int, rule: Rule | None) -> None:
        lib = model.lib
        self._model, self._rule, self._pieces = model, rule, model.pieces
        self._chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        self._few = _Few(model, sampling, self._chain) if model.n_vocab >= LONG else None
        if self._few is None:
            add_penalties(lib, self._chain, sampling, model.n_vocab)
        add_samplers(lib, self._chain, sampling, seed)
        self._sample = lib.llama_sampler_sample

    def close(self) -> None:
        """Free the samplers."""
        self._model.lib.llama_sampler_free(self._chain)

    def draw(self) -> int | None:
        """Draw one token and accept it; None when nothing may follow. Raises EngineError.

        A mask over all candidates costs a tenth of the decoding itself. So a token is drawn first and judged alone, and
        only when it is refused are those that may not come taken away, or this one where the rule gives no mask, and
        another drawn: each is then as likely as if that had come first.
        """
        rule, few = self._rule, self._few
        token: int = few.first() if few is not None else self._sample(self._chain, self._model.context, -1)
        if rule is not None and (rule.busy or BRACKET in self._pieces[token]):
            for _ in range(MAX_REDRAWS):
                if rule.accept(token, self._pieces[token]):
                    break
                logits, mask = last_logits(self._model), rule.mask()
                if mask is None:
                    logits[token] = -np.inf
                elif mask.any():
                    np.copyto(logits, -np.inf, where=~mask)
                else:
                    return None
                token = few.again() if few is not None else self._sample(self._chain, self._model.context, -1)
            else:
                raise EngineError(
                    "The model's vocabulary cannot continue the answer.",
                    reason=Reason.ENGINE_FAILED,
                    hint="Choose another preset with `--preset focused`.",
                )
        if few is not None:
            few.accept(token)
        return token


class _Few:
    """Draws from the few tokens of a long vocabulary that can be drawn at all; the same as from all of them."""

    def __init__(self, model: LlamaModel, sampling: Sampling, chain: Any) -> None:
        lib = model.lib
        self._model, self._chain, self._apply = model, chain, lib.llama_sampler_apply
        self._most = 1 if sampling.temperature < GREEDY_BELOW else sampling.top_k
        self._repeats = Repeats(sampling)
        self.accept = self._repeats.accept
        self._data = np.empty(model.n_vocab, CANDIDATE)
        pointer = self._data.ctypes.data_as(ctypes.POINTER(lib.llama_token_data))
        self._array = lib.llama_token_data_array(pointer, 0, -1, False)

    def first(self) -> int:
        """Draw from the model's logits, after repeating was made dearer in them. Raises EngineError."""
        self._repeats.punish(last_logits(self._model))
        return self.again()

    def again(self) -> int:
        """Draw from what they are now. Raises EngineError."""
        logits = last_logits(self._model)
        ids = candidates(logits, self._most)
        if not len(ids):
            raise no_numbers()
        data, array = self._data[: len(ids)], self._array
        data["id"], data["logit"] = ids, logits[ids]
        array.size, array.selected, array.sorted = len(ids), -1, False
        self._apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)


def last_logits(model: LlamaModel) -> Floats:
    """Give llama.cpp's own logits, to be read or changed in place before the next decoding. Raises EngineError."""
    pointer = model.lib.llama_get_logits_ith(model.context, -1)
    if not pointer:
        raise EngineError("The model gave no result.", reason=Reason.ENGINE_FAILED, hint="Run the command again.")
    return np.ctypeslib.as_array(pointer, (model.n_vocab,))


def no_numbers() -> EngineError:
    """Say that a model is of no use."""
    return EngineError(
        "The model is broken: what it computes are no numbers.",
        reason=Reason.ENGINE_FAILED,
        hint="Download the model again, or choose another with `edge-haptics models list`.",
    )
