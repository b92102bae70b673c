from __future__ import annotations

import ctypes
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from tiny_gguf import CONTEXT, write_tiny_gguf

from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling
from edge_runtime.engines._decoding import Pieces
from edge_runtime.engines.base import Engine
from edge_runtime.engines.llama import LlamaEngine, _sampler
from edge_runtime.engines.llama._feed import TokenFeed
from edge_runtime.engines.llama._lib import LOG, LogTail, library
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.llama._sampler import Drawer, add_penalties, add_samplers
from edge_runtime.errors import EngineError, EngineReason, ModelRefused, PromptTooLong

GREEDY = Sampling(temperature=0, max_tokens=24)
WILD = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, max_tokens=24)
LONG = "hello you and me are warm and calm today " * 12


def user(text: str) -> list[Message]:
    return [Message("user", text)]


def answer(
    engine: Engine, messages: Sequence[Message], sampling: Sampling = GREEDY, *, seed: int | None = 1
) -> tuple[str, Finish]:
    events = list(engine.generate(messages, sampling, seed=seed, cancel=Cancel()))
    finish = events.pop()
    assert isinstance(finish, Finish)
    pieces = [event for event in events if isinstance(event, Piece)]
    assert len(pieces) == len(events)
    assert finish.tokens == sum(piece.token >= 0 for piece in pieces)
    return "".join(piece.text for piece in pieces), finish


def logits(engine: LlamaEngine) -> np.ndarray:
    model = engine._model
    return np.ctypeslib.as_array(model.lib.llama_get_logits_ith(model.context, -1), (model.n_vocab,)).copy()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("llama") / "tiny.gguf")


@pytest.fixture(scope="module")
def quantized(tiny: Path) -> Path:
    """The same model in Q4_K_M, where the last bits depend on how many tokens are computed together."""
    lib = library()
    params = lib.llama_model_quantize_default_params()
    params.ftype, params.nthread = 15, 1
    path = tiny.with_name("quantized.gguf")
    assert lib.llama_model_quantize(bytes(tiny), bytes(path), ctypes.byref(params)) == 0
    LOG.clear()
    return path


@pytest.fixture
def engine(tiny: Path) -> Iterator[LlamaEngine]:
    opened = LlamaEngine(tiny, threads=1)
    yield opened
    opened.close()


def test_info_says_what_runs(engine: LlamaEngine, tiny: Path) -> None:
    info = engine.info()
    assert (info.model, info.path, info.architecture) == ("tiny random gemma", str(tiny), "gemma3")
    assert info.context == CONTEXT
    assert info.threads >= 1
    assert info.vocabulary > 500


def test_an_answer_streams_and_ends_once(engine: LlamaEngine) -> None:
    text, finish = answer(engine, user("hello"))
    assert text
    assert finish.reason in ("stop", "length")
    assert finish.tokens <= GREEDY.max_tokens
    assert finish.ttft_ms > 0


def test_the_pieces_are_what_the_tokens_spell(engine: LlamaEngine) -> None:
    events = list(engine.generate(user("hello"), WILD, seed=4, cancel=Cancel()))
    pieces = [event for event in events if isinstance(event, Piece)]
    raw = b"".join(engine._model.piece(piece.token) for piece in pieces if piece.token >= 0)
    assert "".join(piece.text for piece in pieces) == raw.decode("utf-8", "replace")


@pytest.mark.parametrize("which", ["tiny", "quantized"])
@pytest.mark.parametrize("threads", [1, 2])
def test_a_reused_memory_changes_nothing(which: str, threads: int, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(which)
    used, fresh = LlamaEngine(path, threads=threads), LlamaEngine(path, threads=threads)
    try:
        answer(used, user(LONG + LONG[:300] + "one"))
        told = answer(used, user(LONG + LONG[:300] + "two"))
        expected = answer(fresh, user(LONG + LONG[:300] + "two"))
        assert told[0] == expected[0]
        assert told[1].reused_tokens >= 128 > expected[1].reused_tokens == 0
        assert np.array_equal(logits(used), logits(fresh))
    finally:
        used.close()
        fresh.close()


def test_an_unseeded_answer_reuses_all_but_the_new_tokens(engine: LlamaEngine) -> None:
    answer(engine, user("hello you"), WILD, seed=None)
    finish = answer(engine, user("hello you"), WILD, seed=None)[1]
    assert finish.reused_tokens == finish.prompt_tokens - 1


def test_reuse_beyond_the_sliding_window_is_exact(engine: LlamaEngine, tiny: Path) -> None:
    """The window is 64; with a shortened window cache the cells before it would be gone."""
    answer(engine, user(LONG + "and a good night"), Sampling(temperature=0.0, max_tokens=150))
    told = answer(engine, user(LONG), seed=2)
    other = LlamaEngine(tiny, threads=1)
    try:
        assert answer(other, user(LONG), seed=2)[0] == told[0]
    finally:
        other.close()


def test_a_seed_gives_the_same_text_after_other_answers(engine: LlamaEngine) -> None:
    first = answer(engine, user("hello"), WILD, seed=7)[0]
    assert answer(engine, user("hello"), WILD, seed=8)[0] != first
    answer(engine, user("something else"), WILD, seed=9)
    assert answer(engine, user("hello"), WILD, seed=7)[0] == first


def test_a_seed_gives_the_same_text_in_another_process(engine: LlamaEngine, tiny: Path) -> None:
    code = (
        "import sys; from edge_runtime.engines import *\n"
        f"engine = open_engine({str(tiny)!r})\n"
        "wild = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, max_tokens=24)\n"
        "events = engine.generate([Message('user', 'hello')], wild, seed=7, cancel=Cancel())\n"
        "sys.stdout.buffer.write(''.join(e.text for e in events if isinstance(e, Piece)).encode())\n"
        "engine.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode() == answer(engine, user("hello"), WILD, seed=7)[0]
    assert done.stderr == b""


def test_without_a_seed_answers_differ(engine: LlamaEngine) -> None:
    assert len({answer(engine, user("hello"), WILD, seed=None)[0] for _ in range(4)}) > 1


@pytest.mark.parametrize("seed", [0, -1, 0xFFFFFFFF, 1 << 80])
def test_any_integer_is_a_seed(engine: LlamaEngine, seed: int) -> None:
    assert answer(engine, user("hello"), WILD, seed=seed)[0] == answer(engine, user("hello"), WILD, seed=seed)[0]


def test_cancel_between_tokens(engine: LlamaEngine) -> None:
    cancel = Cancel()
    running = engine.generate(user("hello"), WILD, seed=1, cancel=cancel)
    next(running)
    cancel.set()
    events = list(running)
    assert isinstance(events[-1], Finish)
    assert (events[-1].reason, events[-1].tokens) == ("cancelled", 1)


def test_cancel_before_the_prompt_is_made(engine: LlamaEngine) -> None:
    cancel = Cancel()
    cancel.set()
    events = list(engine.generate(user("hello"), GREEDY, seed=1, cancel=cancel))
    assert len(events) == 1
    assert isinstance(events[0], Finish)
    assert (events[0].reason, events[0].tokens) == ("cancelled", 0)


def test_cancel_inside_the_prompt_leaves_a_sound_memory(engine: LlamaEngine, tiny: Path) -> None:
    cancel = Cancel()
    model = engine._model
    real = model.lib.llama_decode

    class Lib:
        """Sets the flag while the second chunk is about to be computed, as another thread would."""

        calls = 0

        def __getattr__(self, name: str) -> object:
            return getattr(library(), name)

        def llama_decode(self, context: object, batch: object) -> int:
            self.calls += 1
            if self.calls == 2:
                cancel.set()
            return int(real(context, batch))

    model.lib = Lib()  # type: ignore[assignment]
    events = list(engine.generate(user(LONG * 3), GREEDY, seed=1, cancel=cancel))
    model.lib = library()
    assert len(events) == 1
    assert isinstance(events[0], Finish)
    assert events[0].reason == "cancelled"
    assert len(engine._memory.tokens) == 128, "native code saw the flag: the second chunk was not finished"
    other = LlamaEngine(tiny, threads=1)
    try:
        assert answer(engine, user(LONG * 3))[0] == answer(other, user(LONG * 3))[0]
    finally:
        other.close()


def test_cancel_from_another_thread(engine: LlamaEngine) -> None:
    cancel = Cancel()
    seen = threading.Event()

    def stop() -> None:
        seen.wait()
        cancel.set()

    thread = threading.Thread(target=stop)
    thread.start()
    finish: Finish | None = None
    for event in engine.generate(user("hello"), Sampling(temperature=0, max_tokens=900), seed=1, cancel=cancel):
        seen.set()
        if cancel.wait(5) and isinstance(event, Finish):
            finish = event
    thread.join()
    assert finish is not None
    assert finish.reason == "cancelled"


def test_an_answer_left_unfinished_is_harmless(engine: LlamaEngine) -> None:
    expected = answer(engine, user("hello"), WILD, seed=7)[0]
    left = engine.generate(user("hello"), WILD, seed=3, cancel=Cancel())
    next(left)
    assert answer(engine, user("hello"), WILD, seed=7)[0] == expected
    with pytest.raises(EngineError, match="ended"):
        list(left)
    dropped = engine.generate(user("hello"), WILD, seed=3, cancel=Cancel())
    next(dropped)
    dropped.close()  # type: ignore[attr-defined]
    assert answer(engine, user("hello"), WILD, seed=7)[0] == expected


def test_closing_is_safe_at_any_time(tiny: Path) -> None:
    engine = LlamaEngine(tiny, threads=1)
    running = engine.generate(user("hello"), WILD, seed=3, cancel=Cancel())
    next(running)
    engine.close()
    engine.close()
    with pytest.raises(EngineError):
        list(running)
    with pytest.raises(EngineError, match="closed"):
        answer(engine, user("hello"))


def test_the_context_fills_while_answering(tiny: Path) -> None:
    engine = LlamaEngine(tiny, context=256, threads=1)
    try:
        assert engine.info().context == 256
        sampling = Sampling(temperature=1.0, top_k=1, max_tokens=1000)
        text, finish = answer(engine, user(LONG[:100]), sampling, seed=0)
        assert finish.reason == "context"
        assert finish.prompt_tokens + finish.tokens == 256 + 1, "the last token needs no room any more"
        assert text
    finally:
        engine.close()


def test_closing_between_the_draw_and_the_look_up(tiny: Path) -> None:
    """Another thread tries to close right after a token was drawn; it has to wait until the token was looked up."""
    engine = LlamaEngine(tiny, threads=1)
    model = engine._model
    closer = threading.Thread(target=engine.close)

    class Lib:
        def __getattr__(self, name: str) -> object:
            return getattr(library(), name)

        def llama_sampler_sample(self, chain: object, context: object, at: int) -> int:
            token = int(library().llama_sampler_sample(chain, context, at))
            if not closer.ident:
                closer.start()
            return token

    model.lib = Lib()  # type: ignore[assignment]
    owned: list[bool] = []
    look_up = model.ends

    def watched(token: int) -> bool:
        owned.append(engine._lock._is_owned())  # type: ignore[attr-defined]
        return look_up(token)

    engine._pieces = Pieces(model.piece, watched)
    running = engine.generate(user("hello"), WILD, seed=3, cancel=Cancel())
    next(running)
    closer.join()
    assert owned
    assert all(owned)
    assert (model.vocab, model.memory, model.context) == (None, None, None)
    with pytest.raises(EngineError, match="ended"):
        next(running)
    model.lib = library()


def test_garbage_collection_may_end_an_answer_at_any_time(tiny: Path) -> None:
    """In a process of its own, because the fault is one that never comes back."""
    code = (
        "import gc; from edge_runtime.engines import *\n"
        f"engine = open_engine({str(tiny)!r})\n"
        "fit = engine._prompter.fit\n"
        "def collecting(*args, **kwargs):\n"
        "    gc.collect()\n"
        "    return fit(*args, **kwargs)\n"
        "engine._prompter.fit = collecting\n"
        "gc.disable()\n"
        "ask = lambda: engine.generate([Message('user', 'hello')], Sampling(max_tokens=3), seed=1, cancel=Cancel())\n"
        "class Knot: pass\n"
        "knot = Knot(); knot.self, knot.answer = knot, ask()\n"
        "next(knot.answer); del knot\n"
        "print(type(list(ask())[-1]).__name__)\n"
        "engine.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"Finish"


def test_no_room_in_the_prompt_is_said_as_such(engine: LlamaEngine) -> None:
    class Lib:
        def __getattr__(self, name: str) -> object:
            return getattr(library(), name)

        def llama_decode(self, context: object, batch: object) -> int:
            return 1

    engine._model.lib = Lib()  # type: ignore[assignment]
    text, finish = answer(engine, user("hello"))
    engine._model.lib = library()
    assert (text, finish.reason, finish.tokens) == ("", "context", 0)


@pytest.mark.parametrize("temperature", [1e-38, 1e-10, 9e-4])
def test_a_tiny_temperature_is_greedy(engine: LlamaEngine, temperature: float) -> None:
    cold = Sampling(temperature=temperature, top_k=0, top_p=1.0, min_p=0.0, max_tokens=24)
    assert answer(engine, user("hello"), cold, seed=5)[0] == answer(engine, user("hello"), seed=1)[0]


@pytest.mark.parametrize("json", [False, True])
@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_model_that_computes_no_numbers_is_an_error(tmp_path: Path, weight: float, json: bool) -> None:
    engine = LlamaEngine(write_tiny_gguf(tmp_path / "nan.gguf", tensors={"blk.0.attn_q.weight": weight}), threads=1)
    try:
        with pytest.raises(EngineError, match="no numbers") as caught:
            answer(engine, user("hello"), Sampling(max_tokens=8, json=json))
        assert caught.value.reason is EngineReason.ENGINE_FAILED
        assert engine._memory.tokens == []
    finally:
        engine.close()


def test_the_log_line_that_is_quoted() -> None:
    log = LogTail()
    assert log.last_error() == ""
    log._receive(2, b"loading\n", None)
    log._receive(1, b"a detail\n", None)
    assert log.last_error() == "loading"
    for level, line in (
        (3, b"odd"),
        (4, b"the  cause\n"),
        (4, b"it failed"),
        (3, b"odder"),
        (2, b"bye"),
        (1, b"a detail"),
    ):
        log._receive(level, line, None)
    assert log.last_error() == "the cause"
    log.clear()
    log._receive(3, b"odd", None)
    log._receive(2, b"bye", None)
    assert log.last_error() == "odd"


def test_an_error_quotes_nothing_of_the_answer_before(engine: LlamaEngine) -> None:
    LOG._receive(4, b"an old story", None)
    answer(engine, user("hello"))
    assert "old story" not in LOG.last_error()


def test_old_turns_are_dropped_and_the_system_text_stays(engine: LlamaEngine) -> None:
    history = [Message("system", "be calm")]
    for number in range(40):
        history += [Message("user", f"{LONG[:90]} {number}"), Message("assistant", "yes good day")]
    finish = answer(engine, [*history, Message("user", "and now")])[1]
    assert finish.dropped_turns > 0
    assert finish.dropped_turns % 2 == 0
    assert finish.prompt_tokens <= CONTEXT - GREEDY.max_tokens
    short = answer(engine, [*history[:1], *history[1 + finish.dropped_turns :], Message("user", "and now")])
    assert short[1].dropped_turns == 0
    assert short[1].prompt_tokens == finish.prompt_tokens


@pytest.mark.parametrize("length", [5_000, 3_000_000])
def test_one_message_too_long_says_how_much_fits(engine: LlamaEngine, length: int) -> None:
    with pytest.raises(PromptTooLong) as caught:
        answer(engine, user("qz" * length))
    assert caught.value.exit_code == 1
    fits = int("".join(filter(str.isdigit, caught.value.hint)))
    assert CONTEXT - 60 < fits < CONTEXT
    assert answer(engine, user("q" * (fits - 1)), Sampling(max_tokens=4))[1].prompt_tokens > 900


@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\udcff", "\U0010ffff" * 20, "\r\n\t", "é" * 50])
def test_any_text_is_answered(engine: LlamaEngine, text: str) -> None:
    assert answer(engine, user(text))[1].prompt_tokens > 5


def test_nothing_to_answer(engine: LlamaEngine) -> None:
    with pytest.raises(EngineError, match="no message"):
        answer(engine, [])
    with pytest.raises(EngineError, match="no message"):
        answer(engine, [Message("system", "be calm")])


def test_a_file_that_llama_cpp_refuses(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.gguf"
    path.write_bytes(tiny.read_bytes().replace(b"gemma3", b"gemmaX"))
    with pytest.raises(ModelRefused, match="gemmaX") as caught:
        LlamaEngine(path)
    assert caught.value.exit_code == 4


def test_a_failing_decode_is_an_error_and_clears_the_memory(engine: LlamaEngine) -> None:
    expected = answer(engine, user("hello"), WILD, seed=7)[0]

    answer(engine, user(LONG * 2))
    assert engine._memory.aligned

    class Lib:
        def __getattr__(self, name: str) -> object:
            return getattr(library(), name)

        def llama_decode(self, context: object, batch: object) -> int:
            return -3

    engine._model.lib = Lib()  # type: ignore[assignment]
    with pytest.raises(EngineError, match="failed"):
        answer(engine, user(LONG * 2))
    engine._model.lib = library()
    assert engine._memory.tokens == []
    assert answer(engine, user("hello"), WILD, seed=7)[0] == expected


def test_log_lines_stay_out_of_the_terminal(tiny: Path, capfd: pytest.CaptureFixture[str]) -> None:
    LlamaEngine(tiny).close()
    assert capfd.readouterr() == ("", "")


def test_a_late_turn_computes_no_more_than_an_early_one_also_after_a_trim(engine: LlamaEngine) -> None:
    """The reply is what the talk goes on with, so that only it and the next words are new."""
    talk = [Message("system", "be calm")]
    computed, trims, before = [], [], 0
    for turn in range(40):
        talk.append(Message("user", f"hello you {turn % 10} and what is a good day for me"))
        text, finish = answer(engine, talk, Sampling(temperature=1.0, max_tokens=8), seed=None)
        talk.append(Message("assistant", text.strip() or "yes"))
        if finish.dropped_turns > before:
            trims.append(turn)
        else:
            computed.append(finish.prompt_tokens - finish.reused_tokens)
        before = finish.dropped_turns
    assert trims, "the context of 1024 was too small for all of it"
    assert len(trims) <= 3, "or every turn would begin anew"
    assert max(computed[1:]) <= 2 * min(computed[1:])


def test_the_markup_of_the_next_turn_is_there_before_it_is_asked_for(engine: LlamaEngine) -> None:
    """Rendering a long talk takes longer than reading what was said last."""
    engine._prompter._markup._frames.clear()
    answer(engine, user("hello"))
    assert ("user", "assistant", "user") in engine._prompter._markup._frames


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(),
        GREEDY,
        WILD,
        Sampling(temperature=1.0, top_k=64, top_p=0.95, min_p=0.0, repeat_penalty=1.3, repeat_last_n=5),
        Sampling(temperature=0.7, top_k=1000, top_p=1.0, min_p=0.05, repeat_penalty=1.1),
        Sampling(temperature=0, repeat_penalty=1.5),
    ],
)
@pytest.mark.parametrize("long", [0, 1 << 30])
def test_a_seed_draws_what_llama_cpp_draws_from_the_whole_vocabulary(
    sampling: Sampling, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sampler, "LONG", long)
    model = LlamaModel(find_model(None)[0], context=512, threads=1)
    lib, drawer = model.lib, Drawer(model, sampling, 11, None)
    whole = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    add_penalties(lib, whole, sampling, model.n_vocab)
    add_samplers(lib, whole, sampling, 11)
    feed = TokenFeed(model)
    try:
        waiting, said = model.tokenize("I am nervous about my exam", special=False), set()
        for _ in range(60):
            assert model.decode(feed(waiting)) == 0
            expected = lib.llama_sampler_sample(whole, model.context, -1)
            waiting = [drawer.draw() or 0]
            assert waiting == [expected]
            said.update(waiting)
        assert len(said) > 5
    finally:
        lib.llama_sampler_free(whole)
        drawer.close()
        model.close()


@pytest.mark.parametrize("length", [1, 2, 24])
def test_memory_is_told_of_every_token_that_was_computed(engine: LlamaEngine, length: int) -> None:
    model, memory = engine._model, engine._memory
    for turn in range(3):
        _, finish = answer(engine, user(LONG + "so " * turn), replace(WILD, max_tokens=length), seed=None)
        computed = finish.tokens - (finish.reason != "stop")  # the last one of a cut answer is drawn and no more
        assert len(memory.tokens) == finish.prompt_tokens + computed
        assert model.lib.llama_memory_seq_pos_max(model.memory, 0) + 1 == len(memory.tokens)
