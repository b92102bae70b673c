"""Runs: seeds, presets, limits, going on after a cut, snapshots and what changed between them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from scripted_server import Request, piece, serving
from tiny_gguf import write_tiny_gguf
from typer.testing import CliRunner

from edge_runtime.cli import app
from edge_runtime.engines import Message, Sampling, ScriptedEngine
from edge_runtime.errors import EngineError, InputUnusable, PromptTooLong, ResultsFailed
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.evals import Journal, Plan, compare, figures, last_before, read_snapshot, read_suite, run

ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_")}
ROWS = [
    {"id": "off", "kind": "k1", "prompt": "hello"},
    {"id": "two", "kind": "k1", "turns": ["one", "two"], "must": ["second"]},
    {"id": "obj", "kind": "k2", "prompt": "as json", "json": True},
    {"id": "end", "kind": "k2", "prompt": "bye", "max_words": 2},
]


def suite_file(folder: Path, rows=ROWS, name="own.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def plan_of(path: Path, **changes) -> Plan:
    presets = {"focused": Sampling(), "exploratory": Sampling(temperature=1.0), "json-strict": Sampling(json=True)}
    return Plan((read_suite(path),), presets, ("focused", "exploratory"), lambda on: f"haptics {on}", **changes)


def answers(count: int = 40) -> ScriptedEngine:
    return ScriptedEngine(*(["a ", f"second {n}"] for n in range(count)))


def test_each_case_is_asked_with_each_preset_in_its_own_history(tmp_path) -> None:
    engine = answers()
    results = list(run(plan_of(suite_file(tmp_path), samples=2), engine, {}))
    assert len(results) == 2 * (2 + 2 + 1 + 2)
    assert [r.key for r in results[:4]] == [("own", "off", p, s) for p in ("focused", "exploratory") for s in (0, 1)]
    assert {r.preset for r in results if r.case == "obj"} == {"json-strict"}
    second_turn = next(q for q in engine.requests if len(q.messages) == 4)
    assert [m.role for m in second_turn.messages] == ["system", "user", "assistant", "user"]
    assert second_turn.messages[0] == Message("system", "haptics False")
    seeds = [q.seed for q in engine.requests if q.messages[-1].content == "hello"]
    assert seeds[:2] == seeds[2:], "a preset has no seed of its own"
    assert seeds[0] != seeds[1], "a sample has"
    again = answers()
    list(run(plan_of(suite_file(tmp_path, ROWS[:1], "own.jsonl"), samples=2), again, {}))
    assert [q.seed for q in again.requests] == seeds, "other cases do not change a seed"


def test_what_was_answered_is_not_asked_again(tmp_path) -> None:
    path, about = suite_file(tmp_path), {"suites": {"own": "x"}, "seed": 1}
    plan = plan_of(path)
    whole = list(run(plan, answers(), {}))
    with Journal(tmp_path / "runs", about) as journal:
        for result in whole[:3]:
            journal.add(result)
    cut = journal.path / "journal.jsonl"
    cut.write_text(cut.read_text() + '{"suite": "own", "ca')
    engine = ScriptedEngine(*(["a ", f"second {n}"] for n in range(4, 40)))  # two answers of the third were used up
    with Journal(tmp_path / "runs", about) as journal:
        assert len(journal.known) == 3
        results = []
        for result in run(plan, engine, journal.known):
            journal.add(result)
            results.append(result)
        snapshot = journal.finish(results, ())
    assert results == whole
    assert [json.loads(line)["case"] for line in cut.read_text().splitlines()] == [r.case for r in whole]
    assert read_snapshot(snapshot.path) == snapshot
    with Journal(tmp_path / "runs", about) as later:
        assert not later.known, "a complete run is not gone on with"
        assert later.path != snapshot.path
    with Journal(tmp_path / "runs", {**about, "seed": 2}) as other:
        assert not other.known


def test_a_text_that_is_too_long_fails_alone(tmp_path) -> None:
    error = PromptTooLong("too long", reason=Reason.PROMPT_TOO_LONG, hint="")
    engine = ScriptedEngine([error], ["fine"])
    results = list(run(plan_of(suite_file(tmp_path, [ROWS[0]])), engine, {}))
    assert results[0].verdict == {"fits the context": "too long"}
    assert results[1].passed


def test_figures_count_and_a_diff_names_what_changed(tmp_path) -> None:
    path = suite_file(tmp_path)
    plan = plan_of(path)
    first = [answers(), {"suites": {"own": "x"}, "system": {"on": "a"}}]
    second = [ScriptedEngine(*(["a ", "first"] for _ in range(40))), {"suites": {"own": "x"}, "system": {"on": "b"}}]
    made = []
    for engine, about in (first, second):
        with Journal(tmp_path / "runs", about) as journal:
            made.append(journal.finish(list(run(plan, engine, {})), ()))
    old, new = made
    found = old.figures["checks"]["own"]["focused"]
    assert found["checks"]["says what it must"] == [1, 1]
    assert found["checks"]["brief"] == [0, 1]
    assert found["answers"] == [2, 3]
    assert found["kinds"] == {"k1": [2, 2], "k2": [0, 1]}
    assert last_before(tmp_path / "runs", new).path == old.path
    assert last_before(tmp_path / "runs", old) is None
    changed = compare(old, new)
    assert [(c.name, c.before, c.after) for c in changed.run] == [("system / on", "a", "b")]
    assert ("checks / own / focused / checks / says what it must", [1, 1], [0, 1]) in [
        (c.name, c.before, c.after) for c in changed.figures
    ]
    about = {"presets": {"focused": {"top_k": 40, "limits": {"steps": 16}}}}
    whole = compare(replace(old, about={"presets": {}}), replace(old, about=about)).run
    assert [(c.name, c.before, c.after) for c in whole] == [
        ("presets / focused", None, "top_k 40, limits / steps 16")
    ], "what comes as a whole is one change"
    broken = [flip for flip in changed.flips if not flip.passed]
    assert {flip.name for flip in broken} == {"own two focused 0", "own two exploratory 0"}
    assert "nothing of it" in broken[0].after
    assert compare(new, new) == type(changed)((), (), (), 0, 0)


def test_results_that_cannot_be_written_and_snapshots_that_cannot_be_read(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ResultsFailed), Journal(tmp_path / "file", {}):
        pass
    for content in ("x", "{}", '{"format": 9}', "[]"):
        (tmp_path / "snapshot.json").write_text(content)
        with pytest.raises(InputUnusable):
            read_snapshot(tmp_path)
    assert figures([]) == {"checks": {}, "questions": {}}


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["eval", "--threads", "1", *arguments], catch_exceptions=False)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_command_keeps_compares_and_counts(tmp_path) -> None:
    model = str(write_tiny_gguf(tmp_path / "tiny.gguf", context=256))  # it never ends an answer by itself
    path = suite_file(tmp_path, [*ROWS[:1], {"id": "bad"}, *ROWS[2:3]])
    system = tmp_path / "system.md"
    system.write_text("Be calm. {haptics}")
    same = [
        str(path),
        "everyday",
        "--model",
        model,
        "--system",
        str(system),
        "--limit",
        "3",
        "--out",
        str(tmp_path / "runs"),
    ]
    presets = ["--preset", "focused", "--preset", "safety-conservative"]
    done = command(*same, *presets)
    out, err = done.stdout, done.stderr
    assert done.exit_code == 0, err
    assert "own.jsonl:2: it needs either a prompt or turns; left out" in err
    assert "1 line could not be used" in err
    assert all(
        word in out
        for word in ("focused", "safety-conservative", "json-strict", "JSON break rate", "acc_norm", "everyday")
    )
    system.write_text("Be brief. {haptics}")
    done = command(*same, *presets, "--diff", "--json")
    content = json.loads(done.stdout)
    assert [change["name"] for change in content["diff"]["run"]] == ["system / off", "system / on"]
    assert content["about"]["model"]["sha256"]
    assert content["figures"]["questions"]["everyday"]["questions"] == 3
    assert "Since 20" in command(*same, *presets, "--since", content["path"], "--seed", "5").stdout


@pytest.mark.slow
def test_an_export_answers_questions_as_its_model_does(tmp_path) -> None:
    pytest.importorskip("onnxruntime", reason="the onnx extra is not installed: run `make test`")
    sys.path.insert(0, str(ROOT / "models" / "recipe"))
    from export_onnx import export

    sys.path.remove(str(ROOT / "models" / "recipe"))
    tiny = write_tiny_gguf(tmp_path / "tiny.gguf")
    export(tiny, tmp_path / "export", bits=32)
    kept = ["--out", str(tmp_path / "runs"), "--limit", "4", "--json"]
    runs = [
        json.loads(command("everyday", "--shots", "1", "--model", str(model), "--backend", backend, *kept).stdout)
        for model, backend in ((tiny, "llama"), (tmp_path / "export", "onnx"))
    ]
    assert runs[0]["figures"] == runs[1]["figures"]
    theirs, ours = (read_snapshot(Path(run["path"])).results for run in runs)
    for one, other in zip(theirs, ours, strict=True):
        assert other.logprobs == pytest.approx(one.logprobs, abs=0.02)
    assert len({run["about"]["model"]["sha256"] for run in runs}) == 2
    assert runs[1]["about"]["model"]["backend"] == "onnxruntime on CPU"
    assert runs[0]["about"]["template"] == runs[1]["about"]["template"]


def test_a_server_is_asked_how_it_behaves_and_not_how_likely_a_text_is(tmp_path) -> None:
    def answer(request: Request) -> None:
        asked = request.json["messages"][-1]["content"]
        text = '{"a": 1}' if asked == "as json" else "second" if asked == "two" else "I am here."
        request.stream(piece(text), piece("", "stop"), "[DONE]")

    path, kept = suite_file(tmp_path), ["--out", str(tmp_path / "runs")]
    with serving(answer) as server:
        there = ["--backend", "openai", "--base-url", server.url, "--model", "some-model"]
        content = json.loads(command(str(path), *there, *kept, "--json").stdout)
        asked = len(server.requests)
        with pytest.raises(EngineError, match="how likely a text is") as caught:
            command(str(path), "everyday", *there, *kept)
        assert len(server.requests) == asked, "that is said before anything is asked"
    assert (caught.value.exit_code, bool(caught.value.hint)) == (1, True)
    assert content["figures"]["checks"]["own"]["focused"]["answers"] == [2, 3]
    assert content["figures"]["checks"]["own"]["json-strict"]["answers"] == [1, 1]
    about = content["about"]["model"]
    assert about == {"file": "some-model", "sha256": "", "backend": "server at 127.0.0.1"}
    assert asked == 5


HELD_AT_THE_FOURTH = """
import signal, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
from edge_runtime.cli import main
from edge_runtime.engines.llama import LlamaEngine
generate, begun = LlamaEngine.generate, []
def held(*given, **named):
    begun.append(given)
    for item in generate(*given, **named):
        if len(begun) == 4:
            print("the fourth", flush=True)
            threading.Event().wait()
        yield item
LlamaEngine.generate = held
main()
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_run_that_is_interrupted_goes_on_and_ends_as_it_would_have(tmp_path) -> None:
    model = str(write_tiny_gguf(tmp_path / "tiny.gguf", context=256))
    rows = [{"id": f"n{n}", "prompt": f"number {n}"} for n in range(12)]
    path, system = suite_file(tmp_path, rows), tmp_path / "system.md"
    system.write_text("Be calm.")
    arguments = [str(path), "--model", model, "--system", str(system), "--out", str(tmp_path / "runs")]
    process = subprocess.Popen(
        [sys.executable, "-c", HELD_AT_THE_FOURTH, "eval", "--threads", "1", *arguments],
        cwd=ROOT, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "the fourth\n"
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    (journal,) = (tmp_path / "runs").glob("*/journal.jsonl")
    assert journal.read_text().count("\n") == 3
    done = command(*arguments)
    assert "Going on with a run that was cut off: 3 of 12" in done.stderr
    whole = command(*arguments, "--fresh")
    assert done.exit_code == whole.exit_code == 0
    both = [read_snapshot(folder) for folder in sorted((tmp_path / "runs").iterdir())]
    assert both[0].results == both[1].results
