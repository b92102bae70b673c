"""Training on a person's own dialogues: wrong ones are named, right ones are learnt, and what comes out is used."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
peft = pytest.importorskip("peft")
torch.set_num_threads(1)  # a small model's threads only wait for each other
from gemma_folder import same_logits, write_folder  # noqa: E402

from edge_runtime.errors import InputUnusable, ModelRefused  # noqa: E402
from edge_runtime.train import DataInvalid, Dialogue, TrainSettings, read_dialogues, train  # noqa: E402
from edge_runtime.train._train import IGNORED, _encode  # noqa: E402

BLOCK = "\n\nHaptics:\n[begin_haptics] [calm] [i2] [pat_wave] [m_all] [t1s] [end_haptics]"


def line(*contents: str, **more: Any) -> str:
    messages = [{"role": "user" if at % 2 == 0 else "assistant", "content": text} for at, text in enumerate(contents)]
    return json.dumps({"messages": messages} | more)


def write_data(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


GOOD = (
    line("I am tired", f"Then rest a while.{BLOCK}", haptics=True),
    line("hello", "Hello there.", "how are you", "I am well.", haptics=False),
    "",
    line("stop", "I stop.\n\nHaptics:\n[stop]", haptics=True),
    json.dumps({"messages": [
        {"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}, {"role": "assistant", "content": "Hi."},
    ]}),
)  # fmt: skip


def test_dialogues_in_order_are_read(tmp_path: Path) -> None:
    found = read_dialogues(write_data(tmp_path / "d.jsonl", *GOOD))
    assert [dialogue.line for dialogue in found] == [1, 2, 4, 5]
    assert [dialogue.blocks for dialogue in found] == [1, 0, 1, 0]
    assert [dialogue.messages[0] for dialogue in found] == [
        ("system", "OPUS_HAPTICS=on"), ("system", "OPUS_HAPTICS=off"), ("system", "OPUS_HAPTICS=on"), ("system", "Be brief."),
    ]  # fmt: skip


BAD = {
    "unknown_tag": line("a", "b [pat_spiral]"),
    "text_in_block": line("a", "b\n\nHaptics:\n[begin_haptics] [calm] well [t1s] [end_haptics]"),
    "unclosed_block": line("a", "b\n\nHaptics:\n[begin_haptics] [calm] [t1s]"),
    "tag_spelling": line("a", "b\n\nHaptics:\n[begin_haptics] [Calm] [i2] [pat_wave] [t1s] [end_haptics]"),
    "tags_when_off": line("a", f"b{BLOCK}", haptics=False),
    "roles": line("a", "b", "c"),
    "not_a_dialogue": '{"messages": 3}',
}


@pytest.mark.parametrize("code", BAD)
def test_each_wrong_line_is_named(tmp_path: Path, code: str) -> None:
    path = write_data(tmp_path / "d.jsonl", GOOD[0], BAD[code], GOOD[1], BAD[code])
    with pytest.raises(DataInvalid, match="in lines 2, 4") as caught:
        read_dialogues(path)
    assert caught.value.exit_code == 5
    assert {problem.line for problem in caught.value.problems} == {2, 4}
    assert code in {problem.code for problem in caught.value.problems}


@given(st.lists(st.one_of(st.text(max_size=40), st.just(GOOD[0]), st.sampled_from(sorted(BAD.values()))), max_size=6))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    with contextlib.suppress(DataInvalid, InputUnusable):
        assert all(isinstance(dialogue, Dialogue) for dialogue in read_dialogues(path))


def test_the_command_prints_each_wrong_line(tmp_path: Path) -> None:
    from edge_runtime.cli import app

    path = write_data(tmp_path / "d.jsonl", *BAD.values())
    runner = CliRunner()
    arguments = ["models", "train", str(tmp_path), str(path), "-o", str(tmp_path / "out"), "--check"]
    done = runner.invoke(app, arguments)
    assert isinstance(done.exception, DataInvalid)
    assert {int(row.split()[0]) for row in done.stdout.splitlines()} == set(range(1, len(BAD) + 1))
    path.write_text("\n".join(GOOD), encoding="utf-8")
    assert "4 dialogues, 2 answers with tags" in runner.invoke(app, arguments).stdout
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("train") / "tiny-gemma-it"
    write_folder(path, num_hidden_layers=2)
    return path


def test_only_answers_are_learnt(folder: Path, tmp_path: Path) -> None:
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    for dialogue in read_dialogues(write_data(tmp_path / "d.jsonl", *GOOD)):
        row = _encode(tokenizer, dialogue)
        assert len(row.ids) == len(row.targets)
        assert row.ids.count(tokenizer.bos_token_id) == 1
        assert all(target in {IGNORED, number} for target, number in zip(row.targets, row.ids, strict=True))
        learnt = tokenizer.decode([target for target in row.targets if target != IGNORED])
        answers = [content for role, content in dialogue.messages if role == "assistant"]
        assert learnt == "".join(f"{answer.strip()}<end_of_turn>" for answer in answers)


SETTINGS = TrainSettings(epochs=8, rank=4, rate=2e-2, batch=4, length=256)


@pytest.mark.slow
def test_a_lora_is_trained_loaded_and_merged(folder: Path, tmp_path: Path) -> None:
    """End to end on a small random model: the loss falls, peft loads it, and a merged GGUF computes what peft computes."""

    from edge_runtime.adapters import Lora, load_adapter
    from edge_runtime.convert import convert

    dialogues = read_dialogues(write_data(tmp_path / "d.jsonl", *GOOD))
    seen: list[tuple[int, int, float]] = []
    done = train(folder, dialogues, tmp_path / "adapter", SETTINGS, lambda *told: seen.append(told))
    assert done.loss_after < 0.85 * done.loss_before
    assert [step for step, _, _ in seen] == list(range(1, done.steps + 1))
    assert done.steps == 8
    lora = load_adapter(done.path)
    assert isinstance(lora, Lora)
    assert len(lora.parts) == 14
    base = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    merged = peft.PeftModel.from_pretrained(base, done.path).merge_and_unload()
    written = convert(folder, tmp_path / "merged.gguf", adapter=done.path)
    assert written.merged == 14
    same_logits(written.path, merged)


def test_what_is_left_early_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    def interrupt(step: int, steps: int, loss: float) -> None:
        raise KeyboardInterrupt

    dialogues = read_dialogues(write_data(tmp_path / "d.jsonl", *GOOD))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(KeyboardInterrupt):
        train(folder, dialogues, out / "adapter", SETTINGS, interrupt)
    with pytest.raises(InputUnusable, match="there already"):
        train(folder, dialogues, out, SETTINGS)
    with pytest.raises(InputUnusable, match="No dialogue fits"):
        train(folder, dialogues, out / "adapter", TrainSettings(length=16))
    with pytest.raises(ModelRefused, match=r"cannot be trained: there is no config\.json in it"):
        train(tmp_path, dialogues, out / "adapter", SETTINGS)
    assert list(out.iterdir()) == []
