"""Answers with llama.cpp: what is still in memory of a prompt is reused, and the rest is computed in chunks."""

from __future__ import annotations

import os
import secrets
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from edge_runtime.adapters import Adaptation
from edge_runtime.engines._candidates import GREEDY_BELOW
from edge_runtime.engines._decoding import END, Begun, Pieces, tell
from edge_runtime.engines._prompt import Cancelled, Prompt, Prompter
from edge_runtime.engines._reuse import chunk_end
from edge_runtime.engines._rule import rule_for
from edge_runtime.engines._template import GEMMA_TEMPLATE
from edge_runtime.engines.base import (
    Cancel,
    EngineInfo,
    Finish,
    FinishReason,
    Message,
    Piece,
    Sampling,
)
from edge_runtime.engines.llama._adapters import Adapters
from edge_runtime.engines.llama._lib import LOG, native_flag_reader
from edge_runtime.engines.llama._memory import TILE, Memory
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.llama._sampler import Drawer, no_numbers
from edge_runtime.engines.llama._scorer import LlamaScorer
from edge_runtime.engines.llama._state import fingerprint
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

SEEDS = 0xFFFFFFFF
"""llama.cpp takes this very seed as a wish for a random one."""
ABORTED, NO_ROOM = 2, 1


class LlamaEngine:
    """Runs a GGUF file with llama.cpp. For one worker thread; `close` and a Cancel may come from others.

    `context`, `threads` and `gpu_layers` are chosen when None. Quantizations that the catalogue calls unsafe are
    refused unless they are allowed.
    Raises EngineMissing, ModelNotFound, ModelRefused.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        context: int | None = None,
        threads: int | None = None,
        gpu_layers: int | None = None,
        allow_unsafe_quant: bool = False,
    ) -> None:
        self._lock = threading.RLock()  # a collected answer gives its sampler back from within any call
        self._turn = 0
        self._model = LlamaModel(
            path,
            context=context,
            threads=threads,
            gpu_layers=gpu_layers,
            allow_unsafe_quant=allow_unsafe_quant,
        )
        try:
            self._prompter = Prompter(self._model)
        except BaseException:
            self._model.close()
            raise
        lib = self._model.lib
        self._memory = Memory(self._model)
        self._pieces = Pieces(self._model.piece, self._model.ends)
        self._adapters = Adapters(self._model)
        self._reader = native_flag_reader(lib)
        self._idle = Cancel()
        self._steady_from = sys.maxsize
        """Tokens in memory from which on the answer that runs is computed with as many threads as ever."""
        self._scorer: LlamaScorer | None = None

    def info(self) -> EngineInfo:
        """Describe the model and where it runs."""
        model, file = self._model, self._model.info
        return EngineInfo(
            model=file.name,
            path=file.path,
            architecture=file.architecture,
            parameters=file.parameters,
            context=model.n_ctx,
            backend="llama.cpp on GPU" if model.gpu_layers else "llama.cpp on CPU",
            gpu_layers=model.gpu_layers,
            vocabulary=model.n_vocab,
            threads=model.threads,
        )

    def close(self) -> None:
        """Free the model; waits for what is being computed (a token, or reading the prompt), then an answer raises."""
        with self._lock:
            self._turn += 1
            if self._scorer is not None:
                self._scorer.close()
            self._model.close()

    def scorer(self) -> LlamaScorer:
        """Give what scores texts with this model, in a memory of its own. Raises ModelRefused, EngineError."""
        with self._lock:
            self._require_open()
            if self._scorer is None:
                self._scorer = LlamaScorer(self._model, self._prompter)
            return self._scorer

    @property
    def template(self) -> str:
        """The chat template in use."""
        return self._model.info.chat_template or GEMMA_TEMPLATE

    def forget(self) -> None:
        """Empty the memory, so that the next prompt is computed from its first token."""
        with self._lock:
            self._require_open()
            self._memory.clear()

    def adapt(self, adaptation: Adaptation) -> None:
        """Colour every answer from now on; what memory holds was computed otherwise and is cleared.

        Ends an answer that runs. Raises AdapterRefused, EmotionInvalid, EngineError; then all is as it was.
        """
        with self._lock:
            self._require_open()
            if self._adapters.put_on(adaptation):
                self._turn += 1
                self._memory.clear()

    def save(self, path: Path) -> str | None:
        """Write what is in memory; returns what must be the same to use it again, None when there is nothing."""
        with self._lock:
            self._require_open()
            if not self._memory.tokens:
                return None
            self._memory.save(path)
            return f"{fingerprint(self._model, self._settings())}:{self._memory.aligned}"

    def restore(self, path: Path, mark: str) -> bool:
        """Take a memory that `save` wrote; False, with an empty memory, when it does not fit."""
        name, _, aligned = mark.partition(":")
        with self._lock:
            self._require_open()
            if name != fingerprint(self._model, self._settings()) or not aligned.isdecimal():
                self._memory.clear()
                return False
            return self._memory.load(path, int(aligned))

    def _settings(self) -> str:
        """Name what else than the file changes what is computed."""
        return self._adapters.key

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, *, seed: int | None = None, cancel: Cancel
    ) -> Iterator[Piece | Finish]:
        """Answer the last message, piece by piece; ends with exactly one Finish.

        The same seed gives the same text. Starting an answer ends one that was left unfinished.
        Raises PromptTooLong, EngineError.
        """
        started = time.perf_counter()
        lock, model, lib = self._lock, self._model, self._model.lib
        with lock:
            self._require_open()
            LOG.clear()
            self._turn += 1
            turn = self._turn
            rule = rule_for(sampling, model.vocabulary)
            if sampling.haptics:
                model.prepare_vocabulary()
            try:
                soft = self._adapters.soft_ids
                room = model.n_ctx - len(soft)
                prompt = self._prompter.fit(messages, room=room, reply=sampling.max_tokens, cancel=cancel)
                prompt.tokens[:0] = soft
            except Cancelled:
                prompt = Prompt([], 0)
            lib.llama_set_abort_callback(model.context, self._reader, cancel.address)
            drawn = secrets.randbits(32) if seed is None else seed
            drawer = Drawer(model, sampling, drawn % SEEDS, rule)
            exact = seed is not None or sampling.temperature < GREEDY_BELOW
            steady_from = self._steady_from = model.splits_from if exact else sys.maxsize
            pieces, feed, memory = self._pieces, self._adapters.feed, self._memory.tokens
        draw, decode = drawer.draw, model.decode

        def step(waiting: list[int]) -> list[int] | FinishReason:
            with lock:
                if self._turn != turn:
                    raise _overtaken()
                if len(waiting) == 1:  # in as few calls as can be: each costs several times what it does alone
                    status = decode(feed(waiting), steady=len(memory) >= steady_from)
                    if status:
                        return self._stopped(status, cancel)
                    memory.append(waiting[0])
                elif waiting:
                    failed = self._compute(waiting, cancel)
                    if failed is not None:
                        return failed
                token = draw()
                if token is None or pieces[token] is END:
                    return "stop"
                return [token, *pieces.looked_up(rule.force())] if rule is not None and rule.busy else [token]

        try:
            reused, stopped = self._prefill(prompt.tokens, turn, cancel, exact)
            yield from tell(
                Begun(prompt, reused, [], stopped, started),
                step,
                pieces,
                rule=rule,
                limit=sampling.max_tokens,
                memory=memory,
                context=model.n_ctx,
                cancel=cancel,
            )
            with lock:
                if self._turn == turn:
                    self._prompter.expect()
        finally:
            with lock:
                drawer.close()
                if self._turn == turn:
                    lib.llama_set_abort_callback(model.context, self._reader, self._idle.address)

    def _compute(self, tokens: list[int], cancel: Cancel) -> FinishReason | None:
        """Bring tokens into memory, a batch at a time; returns why that ended early, if it did. Raises EngineError."""
        model, feed, step = self._model, self._adapters.feed, self._model.n_batch
        for start in range(0, len(tokens), step):
            chunk = tokens[start : start + step]
            status = model.decode(feed(chunk), steady=len(self._memory.tokens) >= self._steady_from)
            if status:
                return self._stopped(status, cancel)
            self._memory.tokens += chunk
        return None

    def _prefill(self, tokens: list[int], turn: int, cancel: Cancel, exact: bool) -> tuple[int, FinishReason | None]:
        """Bring the prompt into memory; returns how much of it was there, and why it is not complete, if so.

        Raises EngineError, also when what the model computes from it are no numbers.
        """
        if not tokens:
            return 0, "cancelled"
        step, memory = self._model.n_batch, self._memory
        with self._lock:
            self._require_turn(turn)
            keep = start = memory.keep(tokens, exact=exact)
        while start < len(tokens):
            end = chunk_end(start, len(tokens), step=step, tail=TILE)
            with self._lock:
                self._require_turn(turn)
                if cancel.is_set():
                    return keep, "cancelled"
                failed = self._compute(tokens[start:end], cancel)
                if failed is not None:
                    return keep, failed
                if memory.aligned == start and end == start + step:
                    memory.align(end)
                if end >= len(tokens):
                    self._require_numbers()
            start = end
        return keep, None

    def _stopped(self, status: int, cancel: Cancel) -> FinishReason:
        """Say why decoding ended; raises EngineError, with memory cleared, when it failed."""
        if status == ABORTED or cancel.is_set():
            return "cancelled"
        if status == NO_ROOM:
            return "context"
        self._memory.clear()
        said = LOG.last_error()
        raise EngineError(
            f"llama.cpp failed while it computed the answer{f' ({said})' if said else ''}.",
            reason=Reason.ENGINE_FAILED,
            hint="Run the command again; if it fails again, try `--backend` or another model.",
        )

    def _require_turn(self, turn: int) -> None:
        if self._turn != turn:
            raise _overtaken()

    def _require_numbers(self) -> None:
        pointer = self._model.lib.llama_get_logits_ith(self._model.context, -1)
        # the greatest is NaN when any is
        if pointer and np.isfinite(np.ctypeslib.as_array(pointer, (self._model.n_vocab,)).max()):
            return
        self._memory.clear()
        raise no_numbers()

    def _require_open(self) -> None:
        if not self._model.context:
            raise EngineError("This engine was closed.", reason=Reason.ENGINE_CLOSED, hint="Open the model again.")


def _overtaken() -> EngineError:
    return EngineError(
        "This answer was ended, because the engine was closed or began another one.",
        reason=Reason.ENGINE_CLOSED,
        hint="Read one answer to its end before the next.",
    )
