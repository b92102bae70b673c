"""Our decode loop against the obvious alternative, on one file, in interleaved rounds.

The alternative is llama-cpp-python's own `create_chat_completion(stream=True)` with the same messages, sampler
values, seed, threads, context and number of tokens.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from edge_runtime.engines import Cancel, Finish, Message, Sampling
from edge_runtime.engines.llama import LlamaEngine

ROUNDS = 5
TOKENS = 256
PROMPT = "Tell me slowly how to rest after a long day, and let me feel it."


@dataclass(frozen=True, slots=True)
class EngineRow:
    """One figure: ours, theirs, and how many times better ours is; medians over the rounds."""

    name: str
    unit: str
    ours: float
    theirs: float
    ratio: float


@dataclass(frozen=True, slots=True)
class _Round:
    tokens: int
    first_ms: float
    tok_per_s: float


def bench_engine(
    path: str | os.PathLike[str], *, rounds: int = ROUNDS, tokens: int = TOKENS, threads: int | None = None
) -> list[EngineRow]:
    """Measure tokens per second after the first piece and the time to the first piece.

    Once with as many threads on both sides, once with the threads that each chooses by default. Both sides start each
    round with an empty memory. Raises EngineMissing, ModelNotFound, ModelRefused.
    """
    engine = LlamaEngine(path, threads=threads)
    try:
        info = engine.info()
        import llama_cpp

        rows: list[EngineRow] = []
        for name, count in (("same threads", info.threads), ("default threads", None)):
            other = llama_cpp.Llama(
                model_path=os.fspath(path),
                n_ctx=info.context,
                n_batch=256,
                n_threads=count,
                n_threads_batch=count,
                n_gpu_layers=info.gpu_layers,
                verbose=False,
            )
            try:
                found = _compare(engine, other, rounds, tokens)
            finally:
                other.close()
            rows += [replace(row, name=f"{row.name}, {name}") for row in found]
        return [
            replace(row, ours=round(row.ours, 1), theirs=round(row.theirs, 1), ratio=round(row.ratio, 2))
            for row in rows
        ]
    finally:
        engine.close()


def _compare(engine: LlamaEngine, other: Any, rounds: int, tokens: int) -> list[EngineRow]:
    sampling = Sampling(max_tokens=tokens)
    ours: list[_Round] = []
    theirs: list[_Round] = []
    for number in range(rounds + 1):  # the first round of each warms up
        pair = (_ours(engine, sampling, number), _theirs(other, sampling, number))
        if number:
            ours.append(pair[0])
            theirs.append(pair[1])
    return [
        _row("decoding", "token/s", [r.tok_per_s for r in ours], [r.tok_per_s for r in theirs], higher=True),
        _row("first piece", "ms", [r.first_ms for r in ours], [r.first_ms for r in theirs], higher=False),
        _row("tokens", "", [float(r.tokens) for r in ours], [float(r.tokens) for r in theirs], higher=True),
    ]


def _ours(engine: LlamaEngine, sampling: Sampling, seed: int) -> _Round:
    engine.forget()
    started = time.perf_counter()
    stamps: list[float] = []
    count = 0
    for event in engine.generate([Message("user", PROMPT)], sampling, seed=seed, cancel=Cancel()):
        if isinstance(event, Finish):
            count = event.tokens
        else:
            stamps.append(time.perf_counter())
    return _round(started, stamps, count)


def _theirs(other: Any, sampling: Sampling, seed: int) -> _Round:
    other.reset()
    other.set_seed(seed)
    started = time.perf_counter()
    stamps: list[float] = []
    stream = other.create_chat_completion(
        [{"role": "user", "content": PROMPT}],
        stream=True,
        max_tokens=sampling.max_tokens,
        temperature=sampling.temperature,
        top_k=sampling.top_k,
        top_p=sampling.top_p,
        min_p=sampling.min_p,
        repeat_penalty=sampling.repeat_penalty,
        seed=seed,
    )
    before = other.n_tokens
    for chunk in stream:
        if "content" in chunk["choices"][0]["delta"]:
            stamps.append(time.perf_counter())
            if len(stamps) == 1:
                before = other.n_tokens
    return _round(started, stamps, other.n_tokens - before + 1)


def _round(started: float, stamps: Sequence[float], count: int) -> _Round:
    """Rate by the tokens that the model computed, since one piece may hold several."""
    if len(stamps) < 2:
        return _Round(count, 0.0, 0.0)
    return _Round(count, (stamps[0] - started) * 1000, (count - 1) / (stamps[-1] - stamps[0]))


def _row(name: str, unit: str, ours: list[float], theirs: list[float], *, higher: bool) -> EngineRow:
    pairs = zip(ours, theirs, strict=True)
    ratios = [(a / b if higher else b / a) for a, b in pairs if a > 0 and b > 0]
    return EngineRow(
        name,
        unit,
        statistics.median(ours),
        statistics.median(theirs),
        statistics.median(ratios) if ratios else 0.0,
    )
