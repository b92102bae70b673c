"""Emotions and soft prompts on an ONNX export, against transformers and peft; vocabularies that are SentencePiece files."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

pytest.importorskip("onnxruntime", reason="the onnx extra is not installed: run `make test`")
pytest.importorskip("peft", reason="peft is not installed: run `make test`")

import gguf
import torch
from gemma_oracle import load_tiny, logits, make_lora, make_soft_prompt, shifted
from tiny_gguf import WIDTH, write_tiny_gguf

from edge_runtime.adapters import Adaptation, EmotionVector, Projection, SoftPrompt, load_adapter
from edge_runtime.engines import Cancel, Message, Piece, Sampling
from edge_runtime.engines.onnx import OnnxEngine
from edge_runtime.engines.onnx._folder import find_export
from edge_runtime.engines.onnx._tokenizer import ExportTokenizer
from edge_runtime.errors import AdapterRefused, EngineReason, ModelRefused

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "models" / "recipe"))
from export_onnx import export  # noqa: E402

sys.path.remove(str(ROOT / "models" / "recipe"))

pytestmark = pytest.mark.slow

LIMIT = 2e-3
RNG = np.random.default_rng(6)
PROJECTION = Projection(
    "p", RNG.standard_normal((WIDTH, 8)).astype(np.float32), RNG.standard_normal(WIDTH).astype(np.float32), "1" * 64, ""
)
JOY = EmotionVector.parse("joy=1,fear=-0.5")
SOFT = SoftPrompt("soft", "soft", RNG.standard_normal((5, WIDTH)).astype(np.float32), "2" * 64)
IDS = [2, *RNG.integers(6, 500, 199).tolist()]
VOICES = {
    "plain": Adaptation(),
    "emotion": Adaptation(JOY, PROJECTION),
    "other": Adaptation(EmotionVector.parse("sadness=1"), PROJECTION),
    "soft": Adaptation(soft_prompt=SOFT),
    "both": Adaptation(JOY, PROJECTION, soft_prompt=SOFT),
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("voice") / "tiny.gguf", tied=True)


@pytest.fixture(scope="module")
def folder(tiny: Path) -> Path:
    export(tiny, tiny.with_name("export"), bits=32)
    return tiny.with_name("export")


@pytest.fixture
def engine(folder: Path) -> Iterator[OnnxEngine]:
    opened = OnnxEngine(folder, threads=1)
    yield opened
    opened.close()


def engine_logits(engine: OnnxEngine) -> np.ndarray:
    """Prefilled together up to the middle, soft prompt first, then a token at a time."""
    engine.forget()
    half = len(IDS) // 2
    steps = [[*engine._voice.soft_ids, *IDS[:half]], *([token] for token in IDS[half:])]
    found = [engine._compute(step, Cancel(), None) for step in steps]
    engine.forget()
    return np.array(found)


def alike(ours: np.ndarray, theirs: np.ndarray) -> None:
    theirs = theirs[-len(ours) :]
    assert np.abs(ours - theirs).max() < LIMIT
    assert np.array_equal(ours.argmax(1), theirs.argmax(1))


def said(engine: OnnxEngine) -> str:
    told = engine.generate([Message("user", "hello you " * 80)], Sampling(temperature=0, max_tokens=8), cancel=Cancel())
    return "".join(item.text for item in told if isinstance(item, Piece))


def test_emotions_and_soft_prompts_are_what_transformers_and_peft_compute(
    engine: OnnxEngine, tiny: Path, tmp_path: Path
) -> None:
    oracle: Any = load_tiny(tiny, table_gelu=False)
    plain = logits(oracle, IDS)
    alike(engine_logits(engine), plain)
    engine.adapt(VOICES["emotion"])
    offset = VOICES["emotion"].offset
    with shifted(oracle, offset):
        theirs = logits(oracle, IDS)
    alike(engine_logits(engine), theirs)
    assert np.abs(theirs - plain).max() > 0.1
    wrapped = make_soft_prompt(oracle, tmp_path / "soft")
    soft = load_adapter(tmp_path / "soft")
    engine.adapt(Adaptation().wearing(soft))
    theirs = logits(wrapped, IDS)
    alike(engine_logits(engine), theirs)
    assert np.abs(theirs - plain).max() > 0.1
    engine.adapt(Adaptation(JOY, PROJECTION).wearing(soft))
    rows = oracle.get_input_embeddings()(torch.tensor([IDS])) + torch.from_numpy(offset)
    with torch.no_grad():
        whole = oracle(inputs_embeds=torch.cat([torch.from_numpy(soft.vectors)[None], rows], 1)).logits[0]
    alike(engine_logits(engine), whole.numpy())


def test_every_change_answers_as_a_fresh_engine_does(folder: Path) -> None:
    fresh, used = {}, OnnxEngine(folder, threads=1)
    for name, voice in VOICES.items():
        alone = OnnxEngine(folder, threads=1)
        alone.adapt(voice)
        fresh[name] = said(alone), alone._model._memory["past_key_values.1.key"].numpy()
        alone.close()
    memories = [memory for _, memory in fresh.values()]
    assert not any(
        np.array_equal(left[:, :, -40:], right[:, :, -40:])
        for at, left in enumerate(memories)
        for right in memories[:at]
    )
    names = list(VOICES)
    for name in [other for at, first in enumerate(names) for last in names[at + 1 :] for other in (first, last)]:
        used.adapt(VOICES[name])
        text = said(used)
        assert text == fresh[name][0]
        assert np.array_equal(used._model._memory["past_key_values.1.key"].numpy(), fresh[name][1])
    used.close()


def test_what_cannot_be_put_on_is_one_sentence_and_changes_nothing(
    engine: OnnxEngine, tiny: Path, tmp_path: Path
) -> None:
    make_lora(load_tiny(tiny), tmp_path / "lora")
    export(tiny, tmp_path / "ids", bits=32, token_ids=True)
    ids = OnnxEngine(tmp_path / "ids", threads=1)
    narrow = SoftPrompt("n", "n", np.zeros((3, 64), np.float32), "3" * 64)
    long = SoftPrompt("l", "l", np.zeros((2048, WIDTH), np.float32), "4" * 64)
    engine.adapt(VOICES["soft"])
    cases = (
        (engine, Adaptation().wearing(load_adapter(tmp_path / "lora")), "is a LoRA", EngineReason.NOT_SUPPORTED),
        (ids, VOICES["emotion"], "takes token ids", EngineReason.NOT_SUPPORTED),
        (engine, Adaptation(soft_prompt=narrow), "64 numbers, and this model has 256", EngineReason.WRONG_SHAPE),
        (engine, Adaptation(soft_prompt=long), "leave no room", EngineReason.PROMPT_TOO_LONG),
    )
    for target, voice, says, reason in cases:
        with pytest.raises(AdapterRefused, match=says) as caught:
            target.adapt(voice)
        assert caught.value.reason is reason
        assert (caught.value.exit_code, bool(caught.value.hint)) == (4, True)
    assert engine._voice.key == VOICES["soft"].key
    ids.adapt(Adaptation())
    assert isinstance(said(ids), str)


def test_a_command_colours_the_shipped_export() -> None:
    from edge_runtime.cli import app

    def say(emotion: str) -> str:
        arguments = ["say", "what a day", "--temperature", "0", "--backend", "onnx", "--emotion", emotion]
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    assert say("joy=1") != say("sadness=1")


# vocabularies


@pytest.fixture(scope="module")
def sentencepiece_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export with its vocabulary as the SentencePiece file that it would have been."""
    from sentencepiece import sentencepiece_model_pb2 as pb

    target = tmp_path_factory.mktemp("spm") / "export"
    shutil.copytree(folder, target)
    tokens = json.loads((target / "tokenizer.json").read_text())
    reader = gguf.GGUFReader(folder.with_name("tiny.gguf"))
    scores, kinds = (reader.fields[f"tokenizer.ggml.{name}"].contents() for name in ("scores", "token_type"))
    names = [
        bytes(reader.fields["tokenizer.ggml.tokens"].parts[at]).decode()
        for at in reader.fields["tokenizer.ggml.tokens"].data
    ]
    model = pb.ModelProto()
    for name, score, kind in zip(names, scores, kinds, strict=True):
        model.pieces.add(piece=name, score=score, type=kind)
    model.trainer_spec.model_type = 2
    model.trainer_spec.unk_id, model.trainer_spec.bos_id = 3, 2
    model.trainer_spec.eos_id, model.trainer_spec.pad_id = 1, 0
    model.normalizer_spec.add_dummy_prefix = False
    (target / "tokenizer.model").write_bytes(model.SerializeToString())
    (target / "tokenizer.json").unlink()
    assert tokens["model"]["vocab"]
    return target


def test_a_sentencepiece_vocabulary_is_the_same_vocabulary(folder: Path, sentencepiece_folder: Path) -> None:
    ours, plain = (ExportTokenizer(find_export(path)) for path in (sentencepiece_folder, folder))
    assert (ours.size, ours.bos, ours.ends) == (plain.size, plain.bos, plain.ends)
    for text in ("hello, you and me\n\nare <end_of_turn> calm", "  two  blanks é\u00fc\U0001f642", "[calm] [i2] x"):
        for special in (False, True):
            assert ours.tokenize(text, special=special) == plain.tokenize(text, special=special)
    assert said(OnnxEngine(sentencepiece_folder, threads=1)) == said(OnnxEngine(folder, threads=1))


def test_a_sentencepiece_file_that_is_none_is_one_sentence(sentencepiece_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(sentencepiece_folder, tmp_path / "bad")
    (tmp_path / "bad" / "tokenizer.model").write_text("hello")
    with pytest.raises(ModelRefused, match="is malformed") as caught:
        OnnxEngine(tmp_path / "bad")
    assert caught.value.exit_code == 4
