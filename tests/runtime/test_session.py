"""Talks that are kept: what comes back, and what is thrown away."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import Cancel, Finish, Lasting, Message, Piece, Sampling, ScriptedEngine
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.errors import EngineError, InputUnusable
from edge_runtime.session import BROKEN, MEMORY, TALK, open_session

ROOT = Path(__file__).resolve().parents[2]
SAMPLING = Sampling(temperature=1.0, top_k=1, max_tokens=12)
LONG = "hello you and me are warm and calm today " * 12


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("session") / "tiny.gguf")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "edge-haptics" / "sessions"


@pytest.fixture
def engine(tiny: Path) -> Iterator[LlamaEngine]:
    opened = LlamaEngine(tiny, threads=1)
    yield opened
    opened.close()


def quiet(text: str) -> None:
    pytest.fail(f"it said: {text}")


def say(engine: LlamaEngine, history: list[Message], text: str, tokens: int = SAMPLING.max_tokens) -> Finish:
    """Answer and add both turns to the history."""
    asked = [*history, Message("user", text)]
    events = list(engine.generate(asked, replace(SAMPLING, max_tokens=tokens), seed=None, cancel=Cancel()))
    history[:] = [*asked, Message("assistant", "".join(e.text for e in events if isinstance(e, Piece)).strip())]
    assert isinstance(events[-1], Finish)
    return events[-1]


def logits(engine: LlamaEngine) -> np.ndarray:
    model = engine._model
    return np.ctypeslib.as_array(model.lib.llama_get_logits_ith(model.context, -1), (model.n_vocab,)).copy()


def test_a_talk_goes_on_where_it_was_left_with_the_numbers_of_a_fresh_one(engine: LlamaEngine, tiny: Path) -> None:
    history: list[Message] = []
    with open_session("work", quiet) as session:
        say(engine, history, LONG)
        session.keep(history, engine)
    other = LlamaEngine(tiny, threads=1)
    try:
        with open_session("work", quiet) as session:
            assert session.history == history
            assert session.restore(other) is None
        again = list(history)
        for turn in ("and now", "and then"):
            said = list(again)
            restored = say(other, again, turn, tokens=1)
            assert restored.prompt_tokens - restored.reused_tokens < 30, "and later turns go on from it too"
            engine.forget()
            say(engine, said, turn, tokens=1)
            # attention sums in half precision over cells that lie in another order
            assert np.abs(logits(other) - logits(engine)).max() < 0.02
    finally:
        other.close()


def test_the_files_are_the_persons_alone(engine: LlamaEngine, state: Path) -> None:
    with open_session("work", quiet) as session:
        say(engine, history := [], "hello")
        session.keep(history, engine)
    assert stat.S_IMODE((state / "work").stat().st_mode) == 0o700
    for name in (TALK, MEMORY):
        assert stat.S_IMODE((state / "work" / name).stat().st_mode) == 0o600
    assert {path.name for path in (state / "work").iterdir()} == {"lock", MEMORY, TALK}


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone", "foreign"])
def test_a_memory_that_does_not_fit_is_thrown_away_and_said(
    engine: LlamaEngine, tiny: Path, state: Path, damage: str
) -> None:
    with open_session("work", quiet) as session:
        say(engine, history := [], LONG)
        session.keep(history, engine)
    path = state / "work" / MEMORY
    raw = path.read_bytes()
    if damage == "flip":
        path.write_bytes(raw[:1000] + bytes([raw[1000] ^ 1]) + raw[1001:])
    elif damage == "cut":
        path.write_bytes(raw[: len(raw) // 2])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "gone":
        path.unlink()
    other = LlamaEngine(tiny, context=512 if damage == "foreign" else None, threads=1)
    try:
        with open_session("work", quiet) as session:
            told = session.restore(other)
            assert told is not None
            assert ("another model" if damage == "foreign" else "damaged") in told
            assert not path.exists()
            assert session.history == history, "what was said is kept all the same"
            assert session.restore(other) is None, "said once"
        assert say(other, list(history), "and now").reused_tokens == 0
    finally:
        other.close()


@pytest.mark.parametrize(
    "raw", [b"", b"{", b'{"version": 2, "turns": []}', b'{"turns": [{"role": "system", "content": "x"}]}', b"\xff"]
)
def test_a_talk_that_cannot_be_read_is_put_aside(state: Path, raw: bytes) -> None:
    (state / "work").mkdir(parents=True)
    (state / "work" / TALK).write_bytes(raw)
    told: list[str] = []
    with open_session("work", told.append) as session:
        assert session.history == []
        session.keep([Message("user", "hello")])
    assert len(told) == 1
    assert (state / "work" / BROKEN).read_bytes() == raw
    with open_session("work", quiet) as session:
        assert session.history == [Message("user", "hello")]


def test_an_engine_without_a_memory_of_its_own_keeps_the_talk(state: Path) -> None:
    engine = ScriptedEngine()
    assert not isinstance(engine, Lasting)
    with open_session("work", quiet) as session:
        session.keep([Message("user", "hello")], engine)
        assert session.restore(engine) is None
    assert json.loads((state / "work" / TALK).read_bytes())["memory"] is None


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "x" * 65, "a b", "ä"])
def test_a_name_is_no_path(name: str, state: Path) -> None:
    with pytest.raises(InputUnusable, match="name for a session"), open_session(name, quiet):
        pass
    assert not state.exists()


def test_two_at_once_are_refused() -> None:
    with open_session("work", quiet), pytest.raises(EngineError, match="another process"), open_session("work", quiet):
        pass
    with open_session("work", quiet) as session:
        assert session.history == []


def test_a_talk_that_cannot_be_written_is_an_error() -> None:
    with open_session("work", quiet) as session:
        (session.folder / f"{TALK}.new").mkdir()
        with pytest.raises(EngineError, match="cannot be kept"):
            session.keep([Message("user", "hello")])


def chat(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_runtime", "chat", "--stats", "--seed", "3", "--max-tokens", "12", *arguments],
        input=text, capture_output=True, text=True, check=True, cwd=ROOT, timeout=100,
    )  # fmt: skip


@pytest.mark.slow
def test_chat_keeps_nothing_unless_it_is_asked_to(state: Path) -> None:
    chat("hello\n")
    assert not state.exists()
    first = chat("hello there, I am tired and would like to sleep\n", "--session", "night")
    assert "(0 reused)" in first.stderr
    assert (state / "night" / MEMORY).stat().st_size < 8_000_000
    second = chat("and now?\n", "--session", "night")
    talk = json.loads((state / "night" / TALK).read_bytes())
    assert [turn["role"] for turn in talk["turns"]] == ["user", "assistant"] * 2
    assert talk["turns"][1]["content"].split()[:4] == first.stdout.split()[:4]
    assert "thrown away" not in second.stderr
