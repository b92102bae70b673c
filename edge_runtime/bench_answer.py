"""What else an answer costs: later turns of a talk, tags, JSON, memory, and how soon it falls silent."""

from __future__ import annotations

import json
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
from tempfile import TemporaryDirectory
from typing import Any

from edge_runtime.bench_engine import PROMPT, TOKENS, BareLoop, EngineRow, open_other, stream_theirs
from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling, schema_text
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.session import MEMORY, Session

ROUNDS, QUICK_ROUNDS = 7, 2
CANCELS, QUICK_CANCELS = 100, 10
PREFILL_TOKENS = 2000
BESIDE_TOKENS = 96
"""Of the context, beside the messages: what the template adds, and the answer."""
REPLY_TOKENS = 16
"""Of each answer of the talk, so that twenty turns fit the small model's context."""
JSON_ANSWERS, QUICK_JSON_ANSWERS = 200, 20
MOOD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "mood": {"enum": ["calm", "nervous", "sad", "glad"]},
        "strength": {"type": "integer", "minimum": 1, "maximum": 5},
        "places": {"type": "array", "items": {"type": "string", "maxLength": 20}, "maxItems": 3},
    },
    "required": ["mood", "strength"],
    "additionalProperties": False,
}
ASKED = "and what could I do after that, when it is dark outside?"
PLAIN = "Why is the sky blue?"
"""Answered without a tag."""
BEGIN, END = "[begin_haptics]", "[end_haptics]"
_ONE_ANSWER = """
import sys
from edge_runtime.engines import Cancel, Message, Sampling
from edge_runtime.engines.llama import LlamaEngine
engine = LlamaEngine(sys.argv[1], allow_unsafe_quant=True)
for _ in engine.generate([Message("user", "hello")], Sampling(haptics=True, max_tokens=64), seed=1, cancel=Cancel()):
    pass
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def bench_answer(path: str | os.PathLike[str], system: str = "", *, quick: bool = False) -> list[EngineRow]:
    """Measure them; ``bare`` is the same without what is measured. Raises what opening a model raises."""
    lead = [Message("system", system)] if system else []
    engine = LlamaEngine(path, allow_unsafe_quant=True)  # nobody reads its answers
    try:
        rows = [*_turns(path, engine, lead, QUICK_ROUNDS if quick else ROUNDS)]
        rows += _tags(engine, lead, QUICK_ROUNDS if quick else ROUNDS)
        rows.append(_json(engine, lead, QUICK_JSON_ANSWERS if quick else JSON_ANSWERS))
        rows += [_cancel(engine, lead, QUICK_CANCELS if quick else CANCELS, at) for at in ("decoding", "reading")]
        rows.append(_session(engine, lead, QUICK_ROUNDS if quick else ROUNDS))
    finally:
        engine.close()
    return [*rows, _memory(Path(path))]


def _turns(path: str | os.PathLike[str], engine: LlamaEngine, lead: list[Message], rounds: int) -> list[EngineRow]:
    """Time to the first piece of the second and of the twentieth turn of a talk that the engine itself holds."""
    threads = engine.info().threads
    sampling = Sampling(max_tokens=REPLY_TOKENS)
    found: dict[int, list[tuple[float, float, float]]] = {2: [], 20: []}
    counts: dict[int, list[int]] = {2: [], 20: []}
    other = open_other(path, engine, threads)
    bare = BareLoop(path, [Message("user", ASKED)], threads=threads)
    try:
        for seed in range(rounds):
            talk = list(lead)
            for turn in range(1, 21):
                talk.append(Message("user", ASKED))
                pieces, finish = _answer(engine, talk, sampling, None)
                if turn in found:
                    kept = finish.reused_tokens
                    theirs = _first_of_theirs(other, talk, sampling, seed)
                    found[turn].append((finish.ttft_ms, bare.first_piece(talk, sampling, kept), theirs))
                    counts[turn].append(finish.prompt_tokens - kept)
                elif turn + 1 in found:
                    _first_of_theirs(other, talk, sampling, seed)  # so that it has what it can reuse
                talk.append(Message("assistant", "".join(pieces).strip()))
    finally:
        other.close()
        bare.close()
    rows = []
    for turn, trios in found.items():
        ours, bares, theirs = (statistics.median(column) for column in zip(*trios, strict=True))
        to_bare, to_theirs = (statistics.median(trio[at] / trio[0] for trio in trios) for at in (1, 2))
        rows += [
            EngineRow(
                f"first piece of turn {turn}", "ms", round(ours, 2), round(bares, 2), round(theirs, 2),
                to_bare=round(to_bare, 2), to_theirs=round(to_theirs, 2),
            ),
            EngineRow(f"tokens computed for turn {turn}", "", float(statistics.median(counts[turn]))),
        ]  # fmt: skip
    ratio = statistics.median(late[0] / early[0] for early, late in zip(found[2], found[20], strict=True))
    return [*rows, EngineRow("first piece, turn 20 to turn 2", "times", round(ratio, 2))]


def _first_of_theirs(other: Any, talk: Sequence[Message], sampling: Sampling, seed: int) -> float:
    started = time.perf_counter()
    for chunk in stream_theirs(other, talk, replace(sampling, max_tokens=1), seed):
        if "content" in chunk["choices"][0]["delta"]:
            return (time.perf_counter() - started) * 1000
    return (time.perf_counter() - started) * 1000


def _tags(engine: LlamaEngine, lead: list[Message], rounds: int) -> list[EngineRow]:
    """Decoding of text without tags, guarded and not; computations of a block, held to the grammar and not."""
    talk = [*lead, Message("user", PROMPT)]
    plain = Sampling(max_tokens=TOKENS, temperature=0.8)
    rates: list[tuple[float, float]] = []
    blocks: list[tuple[int, int]] = []
    for seed in range(rounds * 3):
        order = (False, None) if seed % 2 else (None, False)
        told = {on: _answer(engine, [Message("user", PLAIN)], replace(plain, haptics=on), seed) for on in order}
        if told[False][0] == told[None][0]:  # the model wanted no tag
            rates.append((told[False][1].tok_per_s, told[None][1].tok_per_s))
        pieces, finish = _answer(engine, talk, replace(plain, haptics=True), seed)
        if finish.forced_tokens:
            text = "".join(pieces)
            ends = accumulate(map(len, pieces))
            begun, over = text.find(BEGIN) + len(BEGIN), text.find(END) + len(END)
            inside = sum(begun < end <= over for end in ends)
            if text.count("[") == text[:over].count("["):  # one block, so that all that was forced is its own
                blocks.append((inside - finish.forced_tokens, inside))
    rows: list[EngineRow] = []
    if rates:
        ours, bare = (statistics.median(column) for column in zip(*rates, strict=True))
        ratio = statistics.median(a / b for a, b in rates if b)
        rows.append(
            EngineRow("decoding, tags kept out", "token/s", round(ours, 1), round(bare, 1), to_bare=round(ratio, 3))
        )
    if blocks:
        steps, tokens = (statistics.fmean(column) for column in zip(*blocks, strict=True))
        rows.append(
            EngineRow("block", "computations", round(steps, 1), round(tokens, 1), to_bare=round(tokens / steps, 2))
        )
    return rows


def _json(engine: LlamaEngine, lead: list[Message], count: int) -> EngineRow:
    """Hot answers held to a schema, most of them cut by their length, that are not what it says; free ones beside."""
    talk = [*lead, Message("user", "How do I feel, and how strongly?")]
    hot = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0)
    broken = [0, 0]
    for seed in range(count):
        for at, schema in enumerate((schema_text(MOOD), None)):
            sampling = replace(hot, schema=schema, max_tokens=8 + seed % 41)
            text = "".join(piece.text for piece in _pieces(engine, talk, sampling, seed))
            broken[at] += not _is_mood(text)
    held, free = (round(100 * number / count, 1) for number in broken)
    return EngineRow(f"JSON that breaks its schema, of {count} answers", "%", held, free)


def _is_mood(text: str) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return (
        isinstance(value, dict)
        and set(value) <= {"mood", "strength", "places"}
        and value.get("mood") in MOOD["properties"]["mood"]["enum"]
        and isinstance(value.get("strength"), int)
        and all(isinstance(place, str) for place in value.get("places", ()))
    )


def _pieces(engine: LlamaEngine, talk: Sequence[Message], sampling: Sampling, seed: int | None) -> list[Piece]:
    events = engine.generate(talk, sampling, seed=seed, cancel=Cancel())
    return [event for event in events if isinstance(event, Piece)]


def _answer(
    engine: LlamaEngine, talk: Sequence[Message], sampling: Sampling, seed: int | None
) -> tuple[list[str], Finish]:
    events = list(engine.generate(talk, sampling, seed=seed, cancel=Cancel()))
    finish = events[-1]
    assert isinstance(finish, Finish)
    return [event.text for event in events if isinstance(event, Piece) and event.token >= 0], finish


def _cancel(engine: LlamaEngine, lead: list[Message], count: int, at: str) -> EngineRow:
    """From the wish to the end of an answer, asked at points spread over decoding, or over reading a long prompt.

    That is `PREFILL_TOKENS` long, or as long as the context has room for; the row says how long.
    """
    text = _long_text(engine, lead) if at == "reading" else PROMPT
    sampling = Sampling(max_tokens=8 if at == "reading" else 100_000, temperature=2.0, top_k=0, top_p=1.0, min_p=0.0)
    engine.forget()
    talk = [*lead, Message("user", text)]
    started = time.perf_counter()
    _, finish = _answer(engine, talk, replace(sampling, max_tokens=1), 1)
    whole_s = time.perf_counter() - started
    what = f"reading {finish.prompt_tokens:,} tokens" if at == "reading" else at
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
    return EngineRow(f"cancel to silence while {what}, p99", "ms", round(silences[int(0.99 * (count - 1))], 2))


def _long_text(engine: LlamaEngine, lead: list[Message]) -> str:
    model = engine._model  # noqa: SLF001 - the bench counts with the engine's own tokenizer
    said = sum(len(model.tokenize(message.content, special=False)) for message in lead)
    most = min(PREFILL_TOKENS, engine.info().context - BESIDE_TOKENS) - said
    tokens = model.tokenize("word and rest " * PREFILL_TOKENS, special=False)[:most]
    return b"".join(map(model.piece, tokens)).decode("utf-8", "replace")


def _session(engine: LlamaEngine, lead: list[Message], rounds: int) -> EngineRow:
    """From a talk on disk that nearly fills the context to the same in memory."""
    talk = [*lead, Message("user", _long_text(engine, lead))]
    pieces, _ = _answer(engine, talk, Sampling(max_tokens=REPLY_TOKENS), None)
    took: list[float] = []
    with TemporaryDirectory(prefix="edge-haptics-") as folder:
        session = Session(Path(folder))
        session.keep([*talk, Message("assistant", "".join(pieces))], engine)
        size = (session.folder / MEMORY).stat().st_size
        for _ in range(rounds):
            engine.forget()
            started = time.perf_counter()
            told = session.restore(engine)
            took.append((time.perf_counter() - started) * 1000)
            assert told is None, told
    talk += [Message("assistant", "".join(pieces)), Message("user", ASKED)]
    _, finish = _answer(engine, talk, Sampling(max_tokens=1), None)
    what = f"session restored, {finish.reused_tokens:,} tokens in {size / 1e6:.1f} MB"
    return EngineRow(what, "ms", round(statistics.median(took), 2))


def _memory(path: Path) -> EngineRow:
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", _ONE_ANSWER, os.fspath(path)], capture_output=True, text=True, check=True
    )
    above = int(done.stdout) * 1024 - path.stat().st_size
    return EngineRow("memory above the file's size", "MB", round(above / 1e6, 1))
