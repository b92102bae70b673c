"""The recipe's files: what the shipped model is quantized to, and a finished file as the beginning of another training."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import gguf
import numpy as np
import pytest
from gguf_shapes import write_shape

from edge_runtime.engines.gguf_info import read_gguf

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sentencepiece")
pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

RECIPE = Path(__file__).resolve().parents[2] / "models" / "recipe"
VOCABULARY = 60
READS_THE_STREAM = ("attn_q", "attn_k", "ffn_gate", "ffn_up")


class _Tokenizer:
    """The four numbers that a network takes of a tokenizer."""

    pad, bos, end = 0, 2, 5

    def __len__(self) -> int:
        return VOCABULARY


@pytest.fixture(scope="module")
def recipe():
    sys.path.insert(0, str(RECIPE))
    try:
        import bag
        import convert
        import model
        import settings
        import start
        import widen
    finally:
        sys.path.remove(str(RECIPE))
    return bag, convert, model, settings, start, widen


@pytest.fixture(autouse=True)
def log(recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """llama.cpp has one log for a whole process, and it is the engine's."""
    _, convert, *_ = recipe
    monkeypatch.setattr(convert, "errors_only", lambda: None)


@pytest.mark.parametrize(("width", "narrow"), [(288, True), (256, False)])
def test_rows_that_do_not_fit_get_types_of_as_many_bits(recipe, tmp_path, width, narrow) -> None:
    """The name is llama.cpp's own for the mix that was asked for, and the one that the tensors tell."""
    _, convert, *_ = recipe
    source = write_shape(tmp_path / "f32.gguf", width=width, inner=256, feed=512, layers=7)
    convert.quantize(source, tmp_path / "small.gguf")
    info = read_gguf(tmp_path / "small.gguf")
    assert info.claimed == info.quantization == "Q4_K_M"
    types = {tensor.name: tensor.tensor_type.name for tensor in gguf.GGUFReader(tmp_path / "small.gguf").tensors}
    for layer in range(7):
        for name in READS_THE_STREAM:
            assert types[f"blk.{layer}.{name}.weight"] == ("IQ4_NL" if narrow else "Q4_K")
        assert types[f"blk.{layer}.attn_v.weight"] in (("Q8_0",) if narrow else ("Q4_K", "Q6_K"))
        assert types[f"blk.{layer}.attn_output.weight"] == "Q4_K"
        assert types[f"blk.{layer}.ffn_down.weight"] in ("Q4_K", "Q6_K")
    assert types["token_embd.weight"] == ("Q8_0" if narrow else "Q6_K")


def test_a_finished_file_gives_back_the_network_that_was_widened(recipe, tmp_path) -> None:
    from safetensors.torch import load_file

    bag, convert, model, settings, start, widen = recipe
    small = replace(settings.Settings(), width=48, ears=16, layers=2, ffn=64, heads=2, head_width=16)
    words = np.random.default_rng(3).normal(0, 1, (VOCABULARY, 12)).astype(np.float32)
    heard = bag.Bag(words, np.zeros(12, np.float32), np.arange(VOCABULARY, dtype=np.int64))
    base = model.create(small, _Tokenizer()).model.state_dict()
    finished = model.create(small.finished, _Tokenizer()).model.state_dict() | widen.widen(base, heard, small)
    for name, weights in (("base", base), ("finished", finished)):
        writer = gguf.GGUFWriter(tmp_path / name, "gemma3")
        for key, values in weights.items():
            writer.add_tensor(convert.gguf_name(key), values.numpy() + np.float32(key.endswith("norm.weight")))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        start.take_weights(tmp_path / name, small, _Tokenizer(), tmp_path / "start.safetensors")
        found = load_file(tmp_path / "start.safetensors")
        assert found.keys() == base.keys()
        for key, values in base.items():
            torch.testing.assert_close(found[key], values)
    with pytest.raises(ValueError, match="reshape"):
        start.take_weights(tmp_path / "finished", replace(small, ears=8), _Tokenizer(), tmp_path / "no.safetensors")
