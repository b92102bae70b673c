"""What the bench counts; its times are for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from edge_runtime.bench_answer import _json, _session, _tags, _turns
from edge_runtime.bench_engine import BareLoop, EngineRow
from edge_runtime.catalog import find_model
from edge_runtime.cli import app
from edge_runtime.engines import Cancel, Message, Sampling
from edge_runtime.engines.llama import LlamaEngine

PATH = find_model(None)[0]
LEAD = [Message("system", "OPUS_HAPTICS=on")]


@pytest.fixture(scope="module")
def engine() -> Iterator[LlamaEngine]:
    opened = LlamaEngine(PATH, threads=1)
    yield opened
    opened.close()


def named(rows: list[EngineRow]) -> dict[str, EngineRow]:
    return {row.name: row for row in rows}


def test_no_answer_breaks_its_schema_and_free_ones_do(engine: LlamaEngine) -> None:
    row = _json(engine, LEAD, 10)
    assert (row.ours, row.unit) == (0.0, "%")
    assert row.bare == 100.0


@pytest.mark.slow
def test_a_late_turn_of_a_talk_computes_as_little_as_an_early_one(engine: LlamaEngine) -> None:
    rows = named(_turns(PATH, engine, LEAD, 1))
    early, late = rows["tokens computed for turn 2"].ours, rows["tokens computed for turn 20"].ours
    assert 10 < late <= 1.3 * early < 60


def test_text_without_tags_is_the_same_guarded_or_not(engine: LlamaEngine) -> None:
    (row, *_) = _tags(engine, LEAD, 1)
    assert row.name == "decoding, tags kept out"
    assert row.to_bare


def test_a_session_is_restored_whole(engine: LlamaEngine) -> None:
    row = _session(engine, LEAD, 1)
    what, tokens = row.name.split(",")[0], int("".join(filter(str.isdigit, row.name.split(" tokens")[0])))
    assert what == "session restored"
    assert engine.info().context - 100 < tokens < engine.info().context, "and all of it is reused"
    assert row.ours > 0


def test_the_bare_loop_says_what_the_engine_says_free(engine: LlamaEngine) -> None:
    talk = [*LEAD, Message("user", "I am nervous about my exam")]
    bare = BareLoop(PATH, talk, threads=1)
    try:
        for seed in range(3):
            *_, finish = engine.generate(talk, Sampling(), seed=seed, cancel=Cancel())
            assert bare.answer(Sampling(), seed).tokens == finish.tokens
    finally:
        bare.close()


def test_any_file_is_measured_with_the_system_text_that_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that the catalogue does not know gets its long text otherwise, which a short context has no room for."""
    stranger = tmp_path / "mine.gguf"
    stranger.write_bytes(b"GGUF")
    told: list[tuple[Path, str]] = []

    def rows(path: Path, system: str, *, quick: bool) -> list[EngineRow]:
        told.append((path, system))
        return [EngineRow("one", "ms", 1.0)]

    monkeypatch.setattr("edge_runtime.bench_engine.bench_engine", rows)
    monkeypatch.setattr("edge_runtime.bench_answer.bench_answer", rows)
    text = tmp_path / "line.md"
    text.write_text("TOUCH={haptics}", encoding="utf-8")
    done = CliRunner().invoke(app, ["bench", "engine", "--model", str(stranger), "--system", str(text)])
    assert done.exit_code == 0, done.output
    assert [system for _, system in told] == ["TOUCH=on"] * 2
