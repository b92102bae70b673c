"""Colouring the voice on the command line: what is typed, what is said about it, and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tiny_gguf import WIDTH, write_tiny_gguf

from edge_runtime.cli import say
from edge_runtime.cli._options import RunOptions
from edge_runtime.engines import EngineInfo, ScriptedEngine

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_") and k != "OPUS_HAPTICS"}


def run(*arguments: str, cache: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_runtime", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=ENV | {"XDG_CACHE_HOME": str(cache)},
        timeout=110,
    )


def write_lora(folder: Path, width: int = WIDTH) -> Path:
    folder.mkdir()
    (folder / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA", "r": 2, "lora_alpha": 4}))
    rng = np.random.default_rng(1)
    name = "base_model.model.model.layers.0.self_attn.q_proj.lora_"
    halves = {
        f"{name}A.weight": rng.standard_normal((2, width)).astype(np.float32),
        f"{name}B.weight": rng.standard_normal((WIDTH, 2)).astype(np.float32),
    }
    save_file(halves, folder / "adapter_model.safetensors")
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_gguf(tmp_path / "tiny.gguf", tied=True)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--emotion", "joy=2"], 2, "outside -1..1"),
        (["--emotion", "bliss=1"], 2, "no emotion called 'bliss'"),
        (["--adapter", "nowhere"], 4, "nowhere cannot be used: it is not there"),
        (["--adapter", "nowhere=0.5"], 4, "nowhere cannot be used"),
        (["--adapter", "docs=x"], 4, "is no number"),
        (["--adapter", "docs"], 4, "adapter_config.json cannot be used: it is not there"),
        (["--emotion", "joy=1", "--projection", "README.md"], 4, "no safetensors file"),
    ],
)
def test_what_cannot_be_used_ends_before_the_model_is_opened(
    arguments: list[str], code: int, words: str, tmp_path: Path
) -> None:
    done = run("say", "hi", *arguments, cache=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_an_adapter_of_another_width_and_an_emotion_without_a_projection(model: Path, tmp_path: Path) -> None:
    folder = write_lora(tmp_path / "wide", 640)
    done = run("say", "hi", "--model", str(model), "--adapter", str(folder), cache=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert "is not for this model" in done.stderr
    done = run("say", "hi", "--model", str(model), "--emotion", "joy=1", cache=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--projection FILE" in done.stderr


def test_a_chat_is_coloured_as_it_goes(model: Path, tmp_path: Path) -> None:
    folder, trace = write_lora(tmp_path / "mine"), tmp_path / "t.jsonl"
    weight = np.random.default_rng(2).standard_normal((WIDTH, 8)).astype(np.float32)
    save_file({"w": weight}, folder / "emotion_projection.safetensors")
    lines = (
        "/emotion", "/emotion joy=1", f"/adapter {folder}=0.5", "/emotion joy=1,fear=-0.5", "hello",
        "/adapter mine=2", "hello", "/adapter nowhere", "/adapter off other", "/adapter off mine", "/emotion off",
        "hello", "/quit",
    )  # fmt: skip
    (tmp_path / "system.txt").write_text("be calm")
    system = ("--system", str(tmp_path / "system.txt"))
    options = (
        "--model",
        str(model),
        *system,
        "--seed",
        "1",
        "--max-tokens",
        "4",
        "--trace",
        str(trace),
        "--temperature",
        "0",
    )
    done = run("chat", *options, cache=tmp_path, stdin="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if line]
    assert [line for line in said if "There is no projection" not in line and "nowhere" not in line] == [
        "There is no emotion.",
        "Adapters: mine=0.5.",
        "The emotion is joy=1,courage=0.5.",
        "Adapters: mine=2.",
        "No adapter is called other.",
        "There is no adapter.",
        "There is no emotion.",
    ]
    assert len(said) == 9
    first = json.loads(trace.read_text().splitlines()[0])
    assert (first["emotion"], first["adapters"]) == (None, [])
    assert list((tmp_path / "edge-haptics" / "adapters").glob("*.gguf"))


def test_a_note_of_the_engine_is_said_once(monkeypatch, capsys) -> None:
    class Noting(ScriptedEngine):
        def info(self) -> EngineInfo:
            return replace(super().info(), note="cuda did not compute: no device")

    monkeypatch.setattr(say, "open_engine", lambda *_, **__: Noting("Hello."))
    opened = say.open_model(RunOptions())
    assert capsys.readouterr().err == "note: cuda did not compute: no device\n"
    opened.engine.close()
