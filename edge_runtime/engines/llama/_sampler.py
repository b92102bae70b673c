"""The chain of samplers in C, and how it is held to a rule."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from edge_runtime.engines._rule import Rule
from edge_runtime.engines.base import Sampling
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

MAX_REDRAWS = 256
"""Each bans one token for this step; more means that the vocabulary cannot spell what the grammar wants."""
BRACKET = b"["
"""Outside a block only what has one can begin a tag."""
GREEDY_BELOW = 1e-3
"""Dividing the logits by less overflows a float32 and draws anything at all; at this the likeliest always wins."""


def make_chain(lib: ModuleType, sampling: Sampling, seed: int, vocabulary: int) -> Any:
    """Build the chain in the order of llama.cpp: penalties, top-k, top-p, min-p, temperature, draw."""
    chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    add = lib.llama_sampler_chain_add
    if sampling.repeat_penalty != 1.0 and sampling.repeat_last_n:
        add(
            chain,
            lib.llama_sampler_init_penalties(vocabulary, sampling.repeat_last_n, sampling.repeat_penalty, 0.0, 0.0),
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


class Drawer:
    """Draws the tokens of one answer, each from the last logits, held to a rule."""

    def __init__(self, model: LlamaModel, chain: Any, rule: Rule | None) -> None:
        self._model, self._chain, self._rule = model, chain, rule
        self._sample = model.lib.llama_sampler_sample

    def draw(self) -> int | None:
        """Draw one token and accept it; None when nothing may follow. Raises EngineError.

        A mask over all candidates costs a tenth of the decoding itself. So a token is drawn first and judged alone, and
        only when it is refused are those that may not come taken away, or this one where the rule gives no mask, and
        another drawn: each is then as likely as if that had come first.
        """
        model, rule, chain = self._model, self._rule, self._chain
        token = int(self._sample(chain, model.context, -1))
        if rule is None or not (rule.busy or BRACKET in model.piece(token)):
            return token
        for _ in range(MAX_REDRAWS):
            if rule.accept(token, model.piece(token)):
                return token
            mask = rule.mask()
            if mask is None:
                self._logits()[token] = -np.inf
            elif mask.any():
                np.copyto(self._logits(), -np.inf, where=~mask)
            else:
                return None
            token = int(self._sample(chain, model.context, -1))
        raise EngineError(
            "The model's vocabulary cannot continue the answer.",
            reason=Reason.ENGINE_FAILED,
            hint="Choose another preset with `--preset focused`.",
        )

    def _logits(self) -> Any:
        pointer = self._model.lib.llama_get_logits_ith(self._model.context, -1)
        if not pointer:
            raise EngineError("The model gave no result.", reason=Reason.ENGINE_FAILED, hint="Run the command again.")
        return np.ctypeslib.as_array(pointer, (self._model.n_vocab,))
