"""The main job on the shipped model: words to touch, end to end, by the real llama.cpp."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edge_runtime.catalog import find_model, load_catalog
from edge_runtime.engines.gguf_check import check_gguf
from lexicon import TOKENS

pytest.importorskip("llama_cpp", reason="the main job needs llama-cpp-python; run `make test`")

ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_") and k != "OPUS_HAPTICS"}
PROMPT = "I am nervous about my exam"


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_runtime", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=ENV,
        timeout=110,
    )


def say(tmp_path: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], list[dict[str, object]]]:
    trace = tmp_path / "t.jsonl"
    done = run("say", PROMPT, "--trace", str(trace), "--time-scale", "0", *arguments)
    assert done.returncode == 0, done.stderr
    return done, [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]


def kinds(events: list[dict[str, object]], kind: str) -> list[dict[str, object]]:
    return [event for event in events if event["kind"] == kind]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sentence_is_answered_and_felt(tmp_path, seed) -> None:
    done, events = say(tmp_path, "--haptics", "on", "--seed", str(seed))
    assert {"session", "prompt", "piece", "text", "tag", "program", "start", "tx", "rx", "level", "end"} <= {
        str(event["kind"]) for event in events
    }
    assert kinds(events, "level")[-1]["levels"] == [0.0] * 4
    assert max(max(event["levels"]) for event in kinds(events, "level")) > 0.2
    shown = "".join(str(event["text"]) for event in kinds(events, "text"))
    assert done.stdout == shown + "\n"
    assert len(shown.split()) > 5
    assert not any(token.tag in shown for token in TOKENS)
    assert "Haptics" not in shown
    assert events[-1]["kind"] == "end"
    assert events[-1]["blocks"] == 1


def test_with_haptics_off_nothing_moves_and_the_model_writes_no_tag(tmp_path) -> None:
    done, events = say(tmp_path, "--haptics", "off", "--seed", "1")
    assert not kinds(events, "level")
    assert not kinds(events, "tag")
    assert done.stdout.strip()


def test_off_is_the_default_and_the_environment_can_opt_in(tmp_path) -> None:
    _, events = say(tmp_path)
    assert events[0]["haptics"] is False
    trace = tmp_path / "on.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "edge_runtime", "say", PROMPT, "--time-scale", "0", "--trace", str(trace)],
        env=ENV | {"OPUS_HAPTICS": "on"},
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=110,
    )
    assert done.stdout
    assert json.loads(trace.read_text().splitlines()[0])["haptics"] is True


def test_a_seed_repeats_an_answer(tmp_path) -> None:
    first, _ = say(tmp_path, "--haptics", "on", "--seed", "5")
    second, _ = say(tmp_path, "--haptics", "on", "--seed", "5")
    other, _ = say(tmp_path, "--haptics", "on", "--seed", "6")
    assert first.stdout == second.stdout != other.stdout


def test_onsets_stand_where_the_plan_says_in_virtual_time(tmp_path) -> None:
    _, events = say(tmp_path, "--haptics", "on", "--seed", "1")
    (program,) = kinds(events, "program")
    (start,) = kinds(events, "start")
    moves = [float(e["t_device_ms"]) - float(start["t_device_ms"]) for e in kinds(events, "level") if any(e["levels"])]
    for step in program["steps"]:
        if step["kind"] == "step":
            assert min(abs(move - step["onset_ms"]) for move in moves) <= 1.0


def test_a_chat_remembers_commands_work_and_stdout_stays_clean(tmp_path) -> None:
    trace = tmp_path / "t.jsonl"
    lines = [
        "I am nervous about my exam",
        "/haptics on",
        "I am nervous about my exam",
        "/again",
        "/stop",
        "/preset safety-conservative",
        "/preset nosuch",
        "/device mock:?motors=2",
        "/device nosuch:",
        "/again",
        "/haptics off",
        "/nosuch",
        "/help",
        "/quit",
        "never read",
    ]
    done = run("chat", "--time-scale", "0", "--seed", "1", "--trace", str(trace), stdin="\n".join(lines))
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in trace.read_text().splitlines()]
    assert len(kinds(events, "prompt")) == 2
    assert len(kinds(events, "program")) == 3
    assert {len(e["levels"]) for e in kinds(events, "level")} == {2, 4}
    for said in ("Touch is on", "Touch is off", "no preset called 'nosuch'", "mock:?motors=2", "/nosuch", "/quit"):
        assert said in done.stderr
    assert not re.search(r"\[\w+\]", done.stdout)
    assert done.stdout.count("\n") == 2


def test_a_chat_goes_on_without_a_link_that_breaks_at_once() -> None:
    done = run(
        "chat",
        "--haptics",
        "on",
        "--seed",
        "1",
        "--device",
        "mock:?drop_after=1",
        stdin="I am nervous about my exam\n/quit\n",
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stderr.splitlines()[:2]
    assert first.startswith("The link to the simulated device broke")
    assert second.startswith("Touch is still away: The link to the simulated device broke")
    assert done.stdout.strip()


def test_the_catalogue_knows_the_file_and_its_facts() -> None:
    path, entry = find_model(None)
    assert entry is not None
    info = check_gguf(path)
    assert (info.architecture, info.quantization) == ("gemma3", entry.quantization) == ("gemma3", "Q4_K_M")
    assert path.stat().st_size < 20_000_000
    assert find_model(str(path))[1] == entry
    assert len(load_catalog().model) == len({e.id for e in load_catalog().model})


@pytest.mark.parametrize("keep", [0, 3, 64, 5_000, 1_000_000])
def test_a_model_that_was_cut_is_refused_in_one_sentence(tmp_path, keep) -> None:
    path, _ = find_model(None)
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(path.read_bytes()[:keep])
    done = run("say", "hi", "--model", str(cut))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert str(cut) in done.stderr


def test_json_strict_gives_json_or_says_that_it_was_cut(tmp_path) -> None:
    done, events = say(tmp_path, "--preset", "json-strict", "--seed", "3")
    if events[-1]["reason"] == "stop":
        assert isinstance(json.loads(done.stdout), dict)
    else:
        assert events[-1]["reason"] in {"length", "context"}
        assert done.stdout.startswith("{")
