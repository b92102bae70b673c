"""What a model thinks of texts that are given: logits after each token, and log-likelihoods of continuations.

It computes in a memory of its own beside the conversation's, so that neither disturbs the other. From the same tokens
come the same numbers: a memory begins empty, and is cut and filled at the same places each time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from edge_runtime.engines._prompt import Prompter
from edge_runtime.engines._score import Row, Score, weigh_token
from edge_runtime.engines.base import Message
from edge_runtime.engines.llama._lib import LOG
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.errors import EngineError, ModelRefused, PromptTooLong
from edge_runtime.errors import EngineReason as Reason

STEP = 64
"""Tokens computed together: each of them may want logits, and those of a large vocabulary take a megabyte."""


class LlamaScorer:
    """Scores texts under a loaded model; for one thread. `LlamaEngine.scorer` makes it, and closes it with itself.

    Raises ModelRefused when there is no room for its memory.
    """

    def __init__(self, model: LlamaModel, prompter: Prompter) -> None:
        lib = model.lib
        self.room: int = model.n_ctx
        """Tokens that its memory holds."""
        self._model, self._lib, self._prompter = model, lib, prompter
        LOG.clear()
        options = lib.llama_context_default_params()
        options.n_ctx = model.n_ctx
        options.n_batch = options.n_ubatch = STEP
        options.n_seq_max = 1
        options.n_outputs_max = STEP
        options.n_threads = options.n_threads_batch = model.threads
        options.swa_full = True
        options.no_perf = True
        self._context: Any = lib.llama_init_from_model(model.model, options)
        if not self._context:
            said = LOG.last_error()
            raise ModelRefused(
                f"There is no room to score texts with {model.info.path}{f' ({said})' if said else ''}.",
                reason=Reason.NOT_LOADED,
                hint="Choose a smaller model.",
            )
        self._memory = lib.llama_get_memory(self._context)
        self._batch = lib.llama_batch_init(STEP, 0, 1)

    def close(self) -> None:
        """Free the memory; safe to call twice."""
        context, self._context = self._context, None
        if context:
            self._lib.llama_batch_free(self._batch)
            self._lib.llama_free(context)

    def tokenize(self, text: str) -> list[int]:
        """Tokenize as plain text, with the model's own beginning where it has one. Raises EngineError."""
        model = self._model
        return ([model.bos] if model.adds_bos else []) + model.tokenize(text, special=False)

    def reply_tokens(self, text: str) -> list[int]:
        """Tokenize an answer as it follows a prompt: nothing is put before it."""
        return self._model.tokenize(text, special=False)

    def prompt(self, messages: Sequence[Message]) -> list[int]:
        """Tokenize a conversation up to where the model's answer begins. Raises PromptTooLong, EngineError."""
        return self._prompter.fit(messages, room=self.room, reply=self.room // 2).tokens

    def vocabulary(self) -> tuple[int, bytes]:
        """Give what two models must share for their logits to be compared: its size and some names."""
        count = self._model.n_vocab
        names = (self._model.spelling(token) for token in range(0, count, max(count // 4096, 1)))
        return count, "\0".join(names).encode("utf-8", "replace")

    def logits(self, tokens: Sequence[int], first: int) -> Iterator[Row]:
        """Yield the logits after each of `tokens` from index `first` on; a row is valid until the next one.

        Raises PromptTooLong, EngineError.
        """
        self._require_room(len(tokens))
        self._lib.llama_memory_clear(self._memory, True)
        yield from self._decode(tokens, 0, first)

    def score(self, prefix: Sequence[int], continuations: Sequence[Sequence[int]]) -> list[Score]:
        """Score each continuation of one prefix, which is computed once. None of them may be empty.

        A prefix that is too long is cut at its beginning, alike for all. Raises PromptTooLong, EngineError, ValueError.
        """
        if not prefix or not all(continuations):
            raise ValueError("a prefix and its continuations need a token each")
        longest = max(len(continuation) for continuation in continuations)
        self._require_room(longest)
        prefix = prefix[-(self.room + 1 - longest) :]
        self._lib.llama_memory_clear(self._memory, True)
        (row,) = self._decode(prefix, 0, len(prefix) - 1)
        start = row.copy()
        return [self._continue(len(prefix), start, continuation) for continuation in continuations]

    def _continue(self, at: int, start: Row, continuation: Sequence[int]) -> Score:
        self._lib.llama_memory_seq_rm(self._memory, 0, at, -1)
        total, greedy = weigh_token(start, continuation[0])
        for row, token in zip(self._decode(continuation[:-1], at, 0), continuation[1:], strict=True):
            logprob, first = weigh_token(row, token)
            total, greedy = total + logprob, greedy and first
        return Score(total, greedy, len(continuation))

    def _decode(self, tokens: Sequence[int], at: int, first: int) -> Iterator[Row]:
        """Compute `tokens` from position `at` on and yield the logits after each from index `first` on."""
        if not self._context:
            raise EngineError("This engine was closed.", reason=Reason.ENGINE_CLOSED, hint="Open the model again.")
        batch, lib, size = self._batch, self._lib, self._model.n_vocab
        for start in range(0, len(tokens), STEP):
            chunk = tokens[start : start + STEP]
            for place, token in enumerate(chunk):
                batch.token[place] = token
                batch.pos[place] = at + start + place
                batch.n_seq_id[place] = 1
                batch.seq_id[place][0] = 0
                batch.logits[place] = start + place >= first
            batch.n_tokens = len(chunk)
            if lib.llama_decode(self._context, batch):
                said = LOG.last_error()
                raise EngineError(
                    f"llama.cpp failed while it scored a text{f' ({said})' if said else ''}.",
                    reason=Reason.ENGINE_FAILED,
                    hint="Run the command again, or choose another model.",
                )
            for place in range(max(first - start, 0), len(chunk)):
                pointer = lib.llama_get_logits_ith(self._context, place)
                row = np.ctypeslib.as_array(ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float)), (size,))
                if not np.isfinite(row.max()):
                    raise EngineError(
                        "The model is broken: what it computes are no numbers.",
                        reason=Reason.ENGINE_FAILED,
                        hint="Download the model again, or choose another with `edge-haptics models list`.",
                    )
                yield row

    def _require_room(self, count: int) -> None:
        if count > self.room:
            raise PromptTooLong(
                f"A text of {count} tokens is too long for the model's context of {self.room}.",
                reason=Reason.PROMPT_TOO_LONG,
                hint="Shorten it, or choose a model with a longer context.",
            )
