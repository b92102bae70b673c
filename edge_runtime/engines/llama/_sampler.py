"""The chain of samplers in C, and the JSON grammar held against it by rejection.

A grammar over all candidates costs as much as the decoding itself for a vocabulary of 2^18. So the chain draws
first and the grammar judges that one token; only when it is refused are all masked and drawn from again.
"""

from __future__ import annotations

import codecs
import ctypes
from types import ModuleType
from typing import Any

import numpy as np

from edge_runtime.engines.base import Sampling
from edge_runtime.engines.llama._json import JSON_GRAMMAR
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

MAX_REDRAWS = 256
"""Each bans one token for this step; more means that the vocabulary cannot spell what the grammar wants."""
GREEDY_BELOW = 1e-3
"""Dividing the logits by less overflows a float32 and draws anything at all; at this the likeliest always wins."""
SURROGATES = b"\xa0"
"""After 0xED this begins a surrogate, which the decoder notices only at the third byte."""
NEVER_UTF8 = frozenset({0xC0, 0xC1, *range(0xF5, 0x100)})


def make_chain(lib: ModuleType, sampling: Sampling, seed: int) -> Any:
    """Build the chain in the order of llama.cpp: penalties, top-k, top-p, min-p, temperature, draw."""
    chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    add = lib.llama_sampler_chain_add
    if sampling.repeat_penalty != 1.0 and sampling.repeat_last_n:
        add(
            chain,
            lib.llama_sampler_init_penalties(sampling.repeat_last_n, sampling.repeat_penalty, 0.0, 0.0),
        )
    if sampling.temperature < GREEDY_BELOW:
        add(chain, lib.llama_sampler_init_greedy())
        return chain
    if sampling.top_k > 0:
        add(chain, lib.llama_sampler_init_top_k(sampling.top_k))
    if sampling.top_p < 1:
        add(chain, lib.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        add(chain, lib.llama_sampler_init_min_p(sampling.min_p, 1))
    if sampling.temperature != 1:
        add(chain, lib.llama_sampler_init_temp(sampling.temperature))
    add(chain, lib.llama_sampler_init_dist(seed))
    return chain


def make_grammar(model: LlamaModel, text: str) -> Any:
    """Compile a GBNF grammar whose root is `root`. Raises EngineError when it is invalid."""
    grammar = model.lib.llama_sampler_init_grammar(model.vocab, text.encode("utf-8"), b"root")
    if not grammar:  # llama.cpp answers NULL here and would crash on using it
        raise EngineError(
            "The grammar of the answer is invalid.",
            reason=Reason.ENGINE_FAILED,
            hint="Choose another preset with `--preset focused`.",
        )
    return grammar


class JsonSampler:
    """Draws tokens that keep the answer a JSON object in valid UTF-8."""

    def __init__(self, model: LlamaModel, chain: Any, grammar_text: str = JSON_GRAMMAR) -> None:
        lib = model.lib
        self._model, self._lib, self._chain = model, lib, chain
        self._grammar = make_grammar(model, grammar_text)
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        kind = np.dtype([("id", "<i4"), ("logit", "<f4"), ("p", "<f4")])
        self._all = np.empty(model.n_vocab, kind)
        self._ids = np.arange(model.n_vocab, dtype=np.int32)
        self._array = lib.llama_token_data_array()
        self._one = (lib.llama_token_data * 1)()
        self._single = lib.llama_token_data_array()

    def close(self) -> None:
        """Free the grammar; the chain belongs to the caller."""
        grammar, self._grammar = self._grammar, None
        if grammar:
            self._lib.llama_sampler_free(grammar)

    def sample(self) -> int | None:
        """Draw from the last logits and accept the token; None when nothing may follow."""
        lib = self._lib
        pointer = lib.llama_get_logits_ith(self._model.context, -1)
        if not pointer:
            raise EngineError("The model gave no result.", reason=Reason.ENGINE_FAILED, hint="Run the command again.")
        logits = np.ctypeslib.as_array(pointer, (self._model.n_vocab,))
        token = self._draw(logits)
        banned: list[int] = []
        while token is None or not self._allowed(token):
            if len(banned) > MAX_REDRAWS:
                raise EngineError(
                    "The model's vocabulary cannot continue the JSON.",
                    reason=Reason.ENGINE_FAILED,
                    hint="Choose another preset with `--preset focused`.",
                )
            if token is not None:
                banned.append(token)
            token = self._draw(logits, banned)
            if token is None:
                return None
        lib.llama_sampler_accept(self._grammar, token)
        lib.llama_sampler_accept(self._chain, token)
        return token

    def _draw(self, logits: Any, banned: list[int] | None = None) -> int | None:
        self._all["id"], self._all["logit"], self._all["p"] = self._ids, logits, 0.0
        array = self._array
        array.data = ctypes.cast(self._all.ctypes.data, type(array.data))
        array.size, array.selected, array.sorted = len(self._all), -1, False
        if banned is not None:
            self._all["logit"][banned] = -np.inf
            self._lib.llama_sampler_apply(self._grammar, ctypes.byref(array))
            if not np.isfinite(self._all["logit"]).any():
                return None
        self._lib.llama_sampler_apply(self._chain, ctypes.byref(array))
        if not 0 <= array.selected < array.size:
            return None
        return int(array.data[array.selected].id)

    def _allowed(self, token: int) -> bool:
        """Judge one token by the grammar and by whether its bytes go on in valid UTF-8; moves the decoder."""
        lib, one, single = self._lib, self._one, self._single
        one[0].id, one[0].logit, one[0].p = token, 0.0, 0.0
        single.data = ctypes.cast(one, type(single.data))
        single.size, single.selected, single.sorted = 1, -1, False
        lib.llama_sampler_apply(self._grammar, ctypes.byref(single))
        if one[0].logit != 0.0:
            return False
        if lib.llama_vocab_is_eog(self._model.vocab, token):
            return True
        raw = self._model.piece(token)
        # the grammar reads a control token's name as text, and stops reading at a zero byte
        if not raw or 0 in raw or not NEVER_UTF8.isdisjoint(raw):
            return False
        before = self._decoder.getstate()
        try:
            self._decoder.decode(raw)
            pending = self._decoder.getstate()[0]
            sound = not (pending[:1] == b"\xed" and pending[1:2] >= SURROGATES)
        except UnicodeDecodeError:
            sound = False
        if not sound:
            self._decoder.setstate(before)
        return sound
