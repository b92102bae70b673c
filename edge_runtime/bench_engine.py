"""Our engine with everything on, against the bare C loop and the obvious alternative, on one file, in turns.

The bare loop calls llama.cpp to decode and to sample and does nothing else: no text, no cancelling, no grammar. The
alternative is llama-cpp-python's own `create_chat_completion(stream=True)`. All have the same messages, sampler values,
seeds and context; each round starts with an empty memory.
"""

from __future__ import annotations

import ctypes
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from edge_runtime.engines import Cancel, Finish, Message, Sampling
from edge_runtime.engines._prompt import Prompter
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.llama._sampler import add_penalties, add_samplers

ROUNDS, QUICK_ROUNDS = 7, 2
TOKENS = 256
PROMPT = "Tell me slowly how to rest after a long day, and let me feel it."


@dataclass(frozen=True, slots=True)
class EngineRow:
    """One figure of each, and how many times better ours is; medians over the rounds. None where there is none."""

    name: str
    unit: str
    ours: float
    bare: float | None = None
    theirs: float | None = None
    to_bare: float | None = None
    to_theirs: float | None = None


@dataclass(frozen=True, slots=True)
class _Round:
    tokens: int
    first_ms: float
    tok_per_s: float


def bench_engine(
    path: str | os.PathLike[str], system: str = "", *, quick: bool = False, threads: int | None = None
) -> list[EngineRow]:
    """Measure tokens per second after the first piece and the time to the first piece, with haptics on.

    Once with as many threads on all sides, once with the threads that each chooses by default.
    Raises EngineMissing, ModelNotFound, ModelRefused.
    """
    rounds = QUICK_ROUNDS if quick else ROUNDS
    messages = ([Message("system", system)] if system else []) + [Message("user", PROMPT)]
    rows: list[EngineRow] = []
    engine = LlamaEngine(path, threads=threads, allow_unsafe_quant=True)  # nobody reads its answers
    try:
        bare = BareLoop(path, messages, threads=threads)
        try:
            for name, count in (("same threads", engine.info().threads), ("default threads", None)):
                other = open_other(path, engine, count)
                try:
                    found = _compare(engine, bare, other, messages, rounds)
                finally:
                    other.close()
                rows += [replace(row, name=f"{row.name}, {name}") for row in found]
        finally:
            bare.close()
    finally:
        engine.close()
    return rows


def open_other(path: str | os.PathLike[str], engine: LlamaEngine, threads: int | None) -> Any:
    """Open the file with llama-cpp-python, in the same context."""
    import llama_cpp

    info = engine.info()
    return llama_cpp.Llama(
        model_path=os.fspath(path),
        n_ctx=info.context,
        n_batch=256,
        n_threads=threads,
        n_threads_batch=threads,
        n_gpu_layers=info.gpu_layers,
        verbose=False,
    )


class BareLoop:
    """A model and a loop of two calls into llama.cpp."""

    def __init__(
        self, path: str | os.PathLike[str], messages: Sequence[Message], *, threads: int | None = None
    ) -> None:
        self._model = LlamaModel(path, threads=threads, allow_unsafe_quant=True)
        self._prompt = Prompter(self._model).fit(messages, room=self._model.n_ctx, reply=TOKENS).tokens

    def close(self) -> None:
        """Free the model."""
        self._model.close()

    def first_piece(self, messages: Sequence[Message], sampling: Sampling, kept: int) -> float:
        """Milliseconds to a prompt's first token, when `kept` of its tokens are in memory; untimed until then."""
        model, lib = self._model, self._model.lib
        prompt = Prompter(model).fit(messages, room=model.n_ctx, reply=sampling.max_tokens).tokens
        chain = _chain(model, sampling, 1)
        buffer: Any = (ctypes.c_int32 * model.n_batch)()
        batch = lib.llama_batch_get_one(buffer, 1)
        lib.llama_memory_clear(model.memory, True)
        started = 0.0
        for begin, end in ((0, kept), (kept, len(prompt))):
            started = time.perf_counter()
            for at in range(begin, end, model.n_batch):
                chunk = prompt[at : min(at + model.n_batch, end)]
                buffer[: len(chunk)], batch.n_tokens = chunk, len(chunk)
                lib.llama_decode(model.context, batch)
        lib.llama_sampler_sample(chain, model.context, -1)
        took = time.perf_counter() - started
        lib.llama_sampler_free(chain)
        return took * 1000

    def answer(self, sampling: Sampling, seed: int) -> _Round:
        """Answer once, from an empty memory."""
        model = self._model
        lib, context, vocabulary, step = model.lib, model.context, model.vocab, model.n_batch
        decode, sample, ends = lib.llama_decode, lib.llama_sampler_sample, lib.llama_vocab_is_eog
        lib.llama_memory_clear(model.memory, True)
        chain = _chain(model, sampling, seed)
        buffer: Any = (ctypes.c_int32 * step)()
        batch = lib.llama_batch_get_one(buffer, 1)
        started = time.perf_counter()
        for at in range(0, len(self._prompt), step):
            chunk = self._prompt[at : at + step]
            buffer[: len(chunk)], batch.n_tokens = chunk, len(chunk)
            decode(context, batch)
        batch.n_tokens, count = 1, 1
        buffer[0] = sample(chain, context, -1)
        first = time.perf_counter()
        while count < sampling.max_tokens:
            decode(context, batch)
            token = buffer[0] = sample(chain, context, -1)
            if ends(vocabulary, token):
                break
            count += 1
        took = time.perf_counter() - first
        lib.llama_sampler_free(chain)
        return _Round(count, (first - started) * 1000, (count - 1) / took)


def _chain(model: LlamaModel, sampling: Sampling, seed: int) -> Any:
    """Build all samplers in C, as a program in C would."""
    lib = model.lib
    chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    add_penalties(lib, chain, sampling, model.n_vocab)
    add_samplers(lib, chain, sampling, seed)
    return chain


def _compare(
    engine: LlamaEngine, bare: BareLoop, other: Any, messages: Sequence[Message], rounds: int
) -> list[EngineRow]:
    sampling = Sampling(max_tokens=TOKENS)
    trios: list[tuple[_Round, _Round, _Round]] = []
    for seed in range(rounds + 1):  # the first round of each warms up
        trio = (
            _ours(engine, messages, replace(sampling, haptics=True), seed),
            bare.answer(sampling, seed),
            _theirs(other, messages, sampling, seed),
        )
        trios += [trio] if seed else []
    return [
        _row("decoding", "token/s", [[r.tok_per_s for r in trio] for trio in trios], higher=True),
        _row("first piece", "ms", [[r.first_ms for r in trio] for trio in trios], higher=False),
        _row("tokens", "", [[float(r.tokens) for r in trio] for trio in trios], higher=True),
    ]


def _ours(engine: LlamaEngine, messages: Sequence[Message], sampling: Sampling, seed: int) -> _Round:
    engine.forget()
    started = time.perf_counter()
    stamps: list[float] = []
    count = 0
    for event in engine.generate(messages, sampling, seed=seed, cancel=Cancel()):
        if isinstance(event, Finish):
            count = event.tokens
        else:
            stamps.append(time.perf_counter())
    return _round(started, stamps, count)


def _theirs(other: Any, messages: Sequence[Message], sampling: Sampling, seed: int) -> _Round:
    other.reset()
    other.set_seed(seed)
    started = time.perf_counter()
    stamps: list[float] = []
    before = 0
    for chunk in stream_theirs(other, messages, sampling, seed):
        if "content" in chunk["choices"][0]["delta"]:
            stamps.append(time.perf_counter())
            if len(stamps) == 1:
                before = other.n_tokens
    return _round(started, stamps, other.n_tokens - before + 1)


def stream_theirs(other: Any, messages: Sequence[Message], sampling: Sampling, seed: int) -> Any:
    """Ask llama-cpp-python for the same answer."""
    return other.create_chat_completion(
        [{"role": message.role, "content": message.content} for message in messages],
        stream=True,
        max_tokens=sampling.max_tokens,
        temperature=sampling.temperature,
        top_k=sampling.top_k,
        top_p=sampling.top_p,
        min_p=sampling.min_p,
        repeat_penalty=sampling.repeat_penalty,
        seed=seed,
    )


def _round(started: float, stamps: Sequence[float], count: int) -> _Round:
    """Rate by the tokens that the model computed, since one piece may hold several."""
    if len(stamps) < 2:
        return _Round(count, 0.0, 0.0)
    return _Round(count, (stamps[0] - started) * 1000, (count - 1) / (stamps[-1] - stamps[0]))


def _row(name: str, unit: str, trios: list[list[float]], *, higher: bool) -> EngineRow:
    """Medians of ours, the bare loop's and theirs; ratios round by round, since a machine is never quiet for long."""

    def ratio(side: int) -> float:
        found = [trio[0] / trio[side] if higher else trio[side] / trio[0] for trio in trios if min(trio) > 0]
        return round(statistics.median(found), 2) if found else 0.0

    ours, bare, theirs = (round(statistics.median(column), 1) for column in zip(*trios, strict=True))
    return EngineRow(name, unit, ours, bare, theirs, ratio(1), ratio(2))
