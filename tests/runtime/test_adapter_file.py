"""LoRAs that are GGUF files: read as what they are, or one sentence, whatever the file holds."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_gguf import FEED, WIDTH, write_tiny_gguf
from typer.testing import CliRunner

pytest.importorskip("peft", reason="peft is not installed: run `make test`")

from gemma_oracle import write_gguf_lora

from edge_runtime.adapters import Lora, LoraPart, load_adapter
from edge_runtime.errors import AdapterRefused
from edge_runtime.errors import EngineReason as Reason

RANK = 3
RNG = np.random.default_rng(4)


def part(layer: int, module: str, into: int, out: int) -> LoraPart:
    a, b = (RNG.standard_normal(shape).astype(np.float32) for shape in ((RANK, into), (out, RANK)))
    return LoraPart(layer, module, a, b, 2.0)


LORA = Lora("x", "x", (part(0, "self_attn.q_proj", WIDTH, 256), part(1, "mlp.down_proj", FEED, WIDTH)), "")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gguf_lora(LORA, tmp_path_factory.mktemp("file") / "voice.gguf", 6.0)


def test_parts_and_scale_are_those_that_were_written(sound: Path, tmp_path: Path) -> None:
    found = load_adapter(sound)
    assert isinstance(found, Lora)
    assert found.name == "voice"
    for ours, theirs in zip(found.parts, LORA.parts, strict=True):
        assert (ours.layer, ours.module, ours.scale) == (theirs.layer, theirs.module, 6.0 / RANK)
        assert np.array_equal(ours.a, theirs.a)
        assert np.array_equal(ours.b, theirs.b)
    again = write_gguf_lora(LORA, tmp_path / "voice.gguf", 0.0)
    assert load_adapter(again).parts[0].scale == 1.0
    assert load_adapter(again).digest != found.digest
    note = load_adapter(write_gguf_lora(LORA, tmp_path / "n.gguf", 6.0, **{"blk.0.attn_norm.weight": np.ones(WIDTH)}))
    assert note.notes == ("n.gguf: 1 norms were left aside, as llama.cpp leaves them.",)


def model(path: Path) -> Path:
    return write_tiny_gguf(path)


def with_nan(path: Path) -> Path:
    bad = part(0, "mlp.up_proj", WIDTH, FEED)
    bad.b[1, 1] = np.nan
    return write_gguf_lora(Lora("x", "x", (bad,), ""), path, 6.0)


def misfit(path: Path) -> Path:
    bad = LoraPart(0, "mlp.up_proj", np.ones((2, WIDTH)), np.ones((FEED, 3)), 1.0)
    return write_gguf_lora(Lora("x", "x", (bad,), ""), path, 6.0)


def text(path: Path) -> Path:
    path.write_text("hello")
    return path


def more(name: str) -> Callable[[Path], Path]:
    return lambda path: write_gguf_lora(LORA, path, 6.0, **{name: np.ones((RANK, 32), np.float32)})


@pytest.mark.parametrize(
    ("make", "reason", "says"),
    [
        (model, Reason.ADAPTER_INVALID, "it is a model, not a LoRA"),
        (with_nan, Reason.ADAPTER_INVALID, "no numbers"),
        (misfit, Reason.WRONG_SHAPE, "do not fit each other"),
        (text, Reason.NOT_GGUF, "is a text file"),
        (more("token_embd.weight.lora_a"), Reason.NOT_SUPPORTED, "token embeddings"),
        (more("output.weight.lora_a"), Reason.NOT_SUPPORTED, "token embeddings"),
        (more("v.blk.0.attn_q.weight.lora_a"), Reason.ADAPTER_INVALID, "no matrix of a Gemma 3 layer"),
        (more("blk.0.attn_v.weight.lora_b"), Reason.INCOMPLETE, "one half of layer 0's self_attn.v_proj"),
        (lambda path: write_gguf_lora(LORA, path, 6.0, arch="llama"), Reason.WRONG_BASE, "for a 'llama' model"),
        (lambda path: write_gguf_lora(LORA, path, float("inf")), Reason.ADAPTER_INVALID, "alpha is inf"),
        (lambda path: write_gguf_lora(Lora("", "", (), ""), path, 1.0), Reason.ADAPTER_INVALID, "changes nothing"),
    ],
    ids=range(11),
)
def test_other_files_are_one_sentence(make: Callable[[Path], Path], reason: Reason, says: str, tmp_path: Path) -> None:
    path = make(tmp_path / "file.gguf")
    with pytest.raises(AdapterRefused, match=says) as caught:
        load_adapter(path)
    assert caught.value.reason is reason
    assert caught.value.exit_code == 4
    assert caught.value.hint


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_file_is_a_lora_or_a_sentence(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    raw = bytearray(sound.read_bytes())
    for at, byte in changes:
        raw[at] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.gguf"
    path.write_bytes(raw)
    with contextlib.suppress(AdapterRefused):
        assert load_adapter(path).parts


def test_the_command_takes_it_or_ends_with_4(sound: Path, tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
    from edge_runtime.cli import app

    tiny = write_tiny_gguf(tmp_path / "tiny.gguf", context=4096)
    narrow = write_gguf_lora(Lora("", "", (part(0, "mlp.up_proj", 64, FEED),), ""), tmp_path / "narrow.gguf", 6.0)

    def say(adapter: str) -> str:
        arguments = ["say", "hi", "--model", str(tiny), "--adapter", adapter, "--max-tokens", "4"]
        done = CliRunner().invoke(app, [*arguments, "--temperature", "0", "--stats"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    assert say(f"{sound}=3") == say(f"{sound}=3") != say(f"{sound}=0")
    with pytest.raises(AdapterRefused, match="64 to 512, not 256 to 512") as caught:
        say(str(narrow))
    assert caught.value.exit_code == 4
