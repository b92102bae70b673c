"""The recipe's files: what the shipped model is quantized to, and a finished file as the beginning of another training."""

from __future__ import annotations

from dataclasses import replace

import gguf
import numpy as np
import pytest
from gguf_shapes import write_shape
from small_recipe import VOCABULARY, SmallTokenizer, modules

from edge_runtime.engines.gguf_info import read_gguf

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sentencepiece")
pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

READS_THE_STREAM = ("attn_q", "attn_k", "ffn_gate", "ffn_up")


@pytest.fixture(scope="module")
def recipe():
    return modules("bag", "convert", "model", "narrow", "settings", "start", "widen")


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


def _write(convert, path, weights) -> None:
    writer = gguf.GGUFWriter(path, "gemma3")
    for key, values in weights.items():
        writer.add_tensor(convert.gguf_name(key), values.numpy() + np.float32(key.endswith("norm.weight")))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_a_file_gives_back_the_network_that_was_widened_and_nearly_that_which_was_narrowed(recipe, tmp_path) -> None:
    from safetensors.torch import load_file

    bag, convert, model, narrow, settings, start, widen = recipe
    small = replace(settings.Settings(), width=48, ears=16, layers=2, ffn=64, narrow_ffn=40, heads=2, head_width=16)
    words = np.random.default_rng(3).normal(0, 1, (VOCABULARY, 12)).astype(np.float32)
    heard = bag.Bag(words, np.zeros(12, np.float32), np.arange(VOCABULARY, dtype=np.int64))
    base = model.create(small, SmallTokenizer()).model.state_dict()
    widened = model.create(small.widened, SmallTokenizer()).model.state_dict() | widen.widen(base, heard, small)
    falling = torch.arange(small.ffn, 0, -1).expand(small.widened.layers, -1)
    finished = narrow.fold(narrow.prune(widened, falling, small.narrow_ffn), small.sharpness)
    for name, weights in (("base", base), ("widened", widened), ("finished", finished)):
        _write(convert, tmp_path / name, weights)
        start.take_weights(tmp_path / name, small, SmallTokenizer(), tmp_path / "start.safetensors")
        found = load_file(tmp_path / "start.safetensors")
        assert {key: values.shape for key, values in found.items()} == {
            key: values.shape for key, values in base.items()
        }
        for key, values in base.items():
            kept = slice(small.narrow_ffn if name == "finished" and "_proj" in key and "mlp" in key else None)
            if "down_proj" in key:
                torch.testing.assert_close(found[key][:, kept], values[:, kept])
                # What was cut is there again, and says nothing yet.
                assert not found[key][:, small.narrow_ffn :].any() or name != "finished"
            else:
                torch.testing.assert_close(found[key][kept], values[kept])
    with pytest.raises(ValueError, match="reshape"):
        start.take_weights(tmp_path / "finished", replace(small, ears=8), SmallTokenizer(), tmp_path / "no.safetensors")
