"""What else an answer costs: later turns of a talk, tags, memory, and how soon it falls silent."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from edge_runtime.bench_engine import PROMPT, TOKENS, EngineRow, open_other, stream_theirs
from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling
from edge_runtime.engines.llama import LlamaEngine

ROUNDS, QUICK_ROUNDS = 7, 2
CANCELS, QUICK_CANCELS = 100, 10
PREFILL_TOKENS = 2000
REPLY = "That sounds like a lot. Put both feet on the floor and let one breath out slowly."
ASKED = "and what could I do after that, when it is dark outside?"
BEGIN, END = "[begin_haptics]", "[end_haptics]"
_ONE_ANSWER = """
import sys
from edge_runtime.engines import Cancel, Message, Sampling
from edge_runtime.engines.llama import LlamaEngine
engine = LlamaEngine(sys.argv[1])
for _ in engine.generate([Message("user", "hello")], Sampling(haptics=True, max_tokens=64), seed=1, cancel=Cancel()):
    pass
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def bench_answer(path: str | os.PathLike[str], system: str = "", *, quick: bool = False) -> list[EngineRow]:
    """Measure them; ``bare`` is the same without what is measured. Raises what opening a model raises."""
    lead = [Message("system", system)] if system else []
    engine = LlamaEngine(path)
    try:
        rows = [*_turns(path, engine, lead, QUICK_ROUNDS if quick else ROUNDS)]
        rows += _tags(engine, lead, QUICK_ROUNDS if quick else ROUNDS)
        rows += [_cancel(engine, lead, QUICK_CANCELS if quick else CANCELS, at) for at in ("decoding", "reading")]
    finally:
        engine.close()
    return [*rows, _memory(Path(path))]


def _turns(path: str | os.PathLike[str], engine: LlamaEngine, lead: list[Message], rounds: int) -> list[EngineRow]:
    """Time to the first piece of the second and of the twentieth turn, the turn before it in memory."""
    other = open_other(path, engine, engine.info().threads)
    first: dict[int, list[tuple[float, float]]] = {2: [], 20: []}
    sampling = Sampling(max_tokens=2)
    try:
        for seed in range(rounds):
            for turn, found in first.items():
                for now in (turn - 1, turn):
                    talk = [*lead, *[Message("user", ASKED), Message("assistant", REPLY)] * (now - 1)]
                    talk.append(Message("user", ASKED))
                    (finish,) = [
                        event
                        for event in engine.generate(talk, sampling, seed=None, cancel=Cancel())
                        if isinstance(event, Finish)
                    ]
                    started = time.perf_counter()
                    stamps = [
                        time.perf_counter()
                        for chunk in stream_theirs(other, talk, sampling, seed)
                        if "content" in chunk["choices"][0]["delta"]
                    ]
                    theirs = (stamps[0] - started) * 1000 if stamps else 0.0
                found.append((finish.ttft_ms, theirs))
    finally:
        other.close()
    rows = []
    for turn, found in first.items():
        ours, theirs = (statistics.median(column) for column in zip(*found, strict=True))
        to_theirs = round(theirs / ours, 2) if ours else 0.0
        rows.append(
            EngineRow(f"first piece of turn {turn}", "ms", round(ours, 2), None, round(theirs, 2), to_theirs=to_theirs)
        )
    return rows


def _tags(engine: LlamaEngine, lead: list[Message], rounds: int) -> list[EngineRow]:
    """Decoding of text without tags, guarded and not; computations of a block, held to the grammar and not."""
    talk = [*lead, Message("user", PROMPT)]
    plain = Sampling(max_tokens=TOKENS, temperature=0.8)
    rates: list[tuple[float, float]] = []
    blocks: list[tuple[int, int]] = []
    for seed in range(rounds * 3):
        guarded, free = (_answer(engine, talk, replace(plain, haptics=on), seed) for on in (False, None))
        rates.append((guarded[1].tok_per_s, free[1].tok_per_s))
        pieces, finish = _answer(engine, talk, replace(plain, haptics=True), seed)
        if finish.forced_tokens:
            text = "".join(pieces)
            ends = accumulate(map(len, pieces))
            begun, over = text.find(BEGIN) + len(BEGIN), text.find(END) + len(END)
            inside = sum(begun < end <= over for end in ends)
            if text.count("[") == text[:over].count("["):  # one block, so that all that was forced is its own
                blocks.append((inside - finish.forced_tokens, inside))
    ours, bare = (statistics.median(column) for column in zip(*rates, strict=True))
    ratio = statistics.median(a / b for a, b in rates if b)
    rows = [EngineRow("decoding, tags kept out", "token/s", round(ours, 1), round(bare, 1), to_bare=round(ratio, 3))]
    if blocks:
        steps, tokens = (statistics.fmean(column) for column in zip(*blocks, strict=True))
        rows.append(
            EngineRow("block", "computations", round(steps, 1), round(tokens, 1), to_bare=round(tokens / steps, 2))
        )
    return rows


def _answer(engine: LlamaEngine, talk: Sequence[Message], sampling: Sampling, seed: int) -> tuple[list[str], Finish]:
    events = list(engine.generate(talk, sampling, seed=seed, cancel=Cancel()))
    finish = events[-1]
    assert isinstance(finish, Finish)
    return [event.text for event in events if isinstance(event, Piece) and event.token >= 0], finish


def _cancel(engine: LlamaEngine, lead: list[Message], count: int, at: str) -> EngineRow:
    """From the wish to the end of an answer, asked at points spread over decoding, or over reading a long prompt."""
    words = "word and rest " * PREFILL_TOKENS
    room = min(PREFILL_TOKENS, engine.info().context - 32)
    model = engine._model  # noqa: SLF001 - the bench counts with the engine's own tokenizer
    said = sum(len(model.tokenize(message.content, special=False)) for message in lead)
    prompt = model.tokenize(words, special=False)[: room - 64 - said]
    text = b"".join(map(model.piece, prompt)).decode("utf-8", "replace") if at == "reading" else PROMPT
    sampling = Sampling(max_tokens=8 if at == "reading" else 100_000, temperature=2.0, top_k=0, top_p=1.0, min_p=0.0)
    engine.forget()
    talk = [*lead, Message("user", text)]
    started = time.perf_counter()
    _answer(engine, talk, replace(sampling, max_tokens=1), 1)
    whole_s = time.perf_counter() - started
    silences: list[float] = []
    for number in range(count):
        engine.forget()
        cancel, begun = Cancel(), threading.Event()
        ended: list[float] = []

        def work(cancel: Cancel = cancel, begun: threading.Event = begun, ended: list[float] = ended) -> None:
            begun.set()
            list(engine.generate(talk, sampling, seed=2, cancel=cancel))
            ended.append(time.perf_counter())

        worker = threading.Thread(target=work)
        worker.start()
        begun.wait()
        time.sleep(whole_s * (number / count if at == "reading" else 1 + number / count))
        asked = time.perf_counter()
        cancel.set()
        worker.join()
        silences.append(max(ended[0] - asked, 0.0) * 1000)
    silences.sort()
    return EngineRow(f"cancel to silence while {at}, p99", "ms", round(silences[int(0.99 * (count - 1))], 2))


def _memory(path: Path) -> EngineRow:
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", _ONE_ANSWER, os.fspath(path)], capture_output=True, text=True, check=True
    )
    above = int(done.stdout) * 1024 - path.stat().st_size
    return EngineRow("memory above the file's size", "MB", round(above / 1e6, 1))
