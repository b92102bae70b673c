"""Folders of transformers become files of llama.cpp that compute the same, for each shape that Gemma 3 comes in."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
import llama_cpp  # noqa: E402
import sentencepiece  # noqa: E402
from gemma_folder import TEXT, same_logits, write_folder, write_sparse_folder, write_tokenizer  # noqa: E402
from tiny_gguf import TEMPLATE  # noqa: E402

from edge_runtime.convert import convert, read_config, read_vocabulary  # noqa: E402
from edge_runtime.convert._sentencepiece import USER_DEFINED, Pieces, parse_sentencepiece  # noqa: E402
from edge_runtime.convert._tensors import narrowed  # noqa: E402
from edge_runtime.convert._weights import float_rows  # noqa: E402
from edge_runtime.engines.gguf_check import check_gguf  # noqa: E402
from edge_runtime.errors import InputUnusable, ModelError, ModelRefused  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder that tests may copy and break."""
    folder = tmp_path_factory.mktemp("plain") / "tiny-gemma-it"
    write_folder(folder, num_hidden_layers=2)
    return folder


@pytest.mark.parametrize(
    ("shape", "dtype", "shard", "changes"),
    [
        ("270m", "float32", "5GB", {}),
        ("1b", "bfloat16", "1MB", {}),
        ("4b", "float16", "1MB", {}),
        (
            "1b",
            "float32",
            "5GB",
            {"tie_word_embeddings": False, "sliding_window_pattern": 4, "rope_local_base_freq": 5000.0},
        ),
    ],
)
def test_logits_are_those_of_transformers(
    tmp_path: Path, shape: str, dtype: str, shard: str, changes: dict[str, Any]
) -> None:
    """Longer than the window, past every layer's kind; the larger shape is saved with its vision part and scaled positions."""
    model = write_folder(tmp_path / shape, shape, dtype=dtype, shard=shard, **changes)
    done = convert(tmp_path / shape, tmp_path / "out.gguf", kind="F32")
    assert (done.vision > 0) == (shape == "4b")
    assert len(list((tmp_path / shape).glob("*.safetensors"))) > (shard == "1MB")
    assert check_gguf(done.path).quantization == "F32"
    same_logits(
        done.path, transformers.AutoModelForCausalLM.from_pretrained(tmp_path / shape, dtype=torch.float32).eval()
    )
    kept = convert(tmp_path / shape, tmp_path / "kept.gguf")
    assert kept.kind == {"float32": "F32", "bfloat16": "BF16", "float16": "F16"}[dtype]
    reader = {tensor.name: tensor for tensor in gguf.GGUFReader(kept.path).tensors}
    name = "blk.1.ffn_down.weight"
    (weight,) = (
        value
        for key, value in model.state_dict().items()
        if key.endswith("layers.1.mlp.down_proj.weight") and "vision" not in key
    )
    wide = gguf.quants.dequantize(reader[name].data, reader[name].tensor_type)
    assert np.array_equal(wide.reshape(weight.shape), weight.float().numpy())
    info = check_gguf(kept.path)
    assert info.chat_template == TEMPLATE
    assert (info.bos, info.eos) == ("<bos>", "<eos>")


def texts(rng: random.Random) -> list[str]:
    odd = [
        "  ",
        "\n\n",
        "\n\n\n",
        "   ",
        "<start_of_turn>",
        "<end_of_turn>",
        "<b>",
        "<unused0>",
        "é",
        "日本",
        "😀",
        "\t",
        "[calm]",
        "\r\n",
        " .",
    ]
    words = TEXT.split()
    made = [
        "".join(rng.choice([rng.choice(words), " ", rng.choice(odd)]) for _ in range(rng.randrange(1, 24)))
        for _ in range(400)
    ]
    any_ = [
        "".join(
            chr(rng.choice([rng.randrange(32, 127), rng.randrange(160, 0x2500), rng.randrange(0x3040, 0xD7FF)]))
            for _ in range(12)
        )
        for _ in range(100)
    ]
    return [*odd, *made, *(text for text in any_ if "\u2581" not in text)]


@pytest.mark.parametrize("source", ["tokenizer.model", "tokenizer.json"])
def test_texts_become_the_same_tokens(plain: Path, tmp_path: Path, source: str) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(plain, folder)
    (folder / {"tokenizer.model": "tokenizer.json", "tokenizer.json": "tokenizer.model"}[source]).unlink()
    done = convert(folder, tmp_path / "out.gguf")
    assert done.tokenizer == source
    tokenizer = transformers.AutoTokenizer.from_pretrained(plain)
    llm = llama_cpp.Llama(str(done.path), vocab_only=True, verbose=False)
    try:
        for text in texts(random.Random(1)):
            ids = llm.tokenize(text.encode(), add_bos=False, special=True)
            assert ids == tokenizer(text, add_special_tokens=False)["input_ids"], text
            assert llm.detokenize(ids, special=True).decode() == text
    finally:
        llm.close()


def test_pieces_are_those_that_sentencepiece_reads(plain: Path) -> None:
    found = parse_sentencepiece((plain / "tokenizer.model").read_bytes())
    other = sentencepiece.SentencePieceProcessor(model_file=str(plain / "tokenizer.model"))
    assert [(piece, score) for piece, score, _ in found.pieces] == [
        (other.id_to_piece(number), other.get_score(number)) for number in range(other.get_piece_size())
    ]
    assert found.ids == {"unk": other.unk_id(), "bos": other.bos_id(), "eos": other.eos_id(), "pad": other.pad_id()}
    assert not found.dummy_prefix
    named = {piece for piece, _, kind in found.pieces if kind == USER_DEFINED}
    assert {"<start_of_turn>", "\n\n", "\u2581\u2581"} <= named


@given(st.binary(max_size=200))
def test_any_bytes_are_pieces_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse_sentencepiece(data), Pieces)


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=50))
def test_rounding_to_bf16_is_that_of_torch(values: list[float]) -> None:
    floats = np.array(values, np.float32)
    wanted = torch.from_numpy(floats).bfloat16().float().numpy()
    assert np.array_equal(float_rows(narrowed(floats, "BF16"), "BF16"), wanted)


def change_config(folder: Path, **changes: Any) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | changes), encoding="utf-8")


def poison(folder: Path) -> None:
    path = folder / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-4:] = b"\xff\xff\xff\x7f"
    path.write_bytes(data)


BREAKS: dict[str, tuple[Any, str]] = {
    "another model": (lambda f: change_config(f, model_type="llama"), "only Gemma 3"),
    "yarn": (lambda f: change_config(f, rope_scaling={"rope_type": "yarn", "factor": 2}), "positions are scaled"),
    "soft caps": (lambda f: change_config(f, final_logit_softcapping=30.0), "capped"),
    "both ways": (lambda f: change_config(f, use_bidirectional_attention=True), "both ways"),
    "own scale": (lambda f: change_config(f, query_pre_attn_scalar=100), "scaled by 100"),
    "no rule": (lambda f: change_config(f, layer_types=["full_attention", "sliding_attention"]), "follow no rule"),
    "packed": (lambda f: change_config(f, quantization_config={"bits": 4}), "quantized already"),
    "wrong width": (lambda f: change_config(f, hidden_size=96), "has the shape"),
    "more layers": (lambda f: change_config(f, num_hidden_layers=3, layer_types=None), "13 tensors are missing"),
    "fewer layers": (lambda f: change_config(f, num_hidden_layers=1, layer_types=None), "and 1 layers"),
    "no config": (lambda f: (f / "config.json").unlink(), "config.json cannot be read"),
    "config is a list": (lambda f: (f / "config.json").write_text("[]"), "no JSON object"),
    "odd size": (lambda f: change_config(f, head_dim=-1), "wrong at head_dim"),
    "no weights": (lambda f: (f / "model.safetensors").unlink(), "no model.safetensors"),
    "pickle": (lambda f: (f / "model.safetensors").rename(f / "pytorch_model.bin"), "pickles"),
    "cut": (
        lambda f: (f / "model.safetensors").write_bytes((f / "model.safetensors").read_bytes()[:5000]),
        "outside the file",
    ),
    "no number": (poison, "no numbers"),
    "no tokenizer": (lambda f: [(f / n).unlink() for n in ("tokenizer.model", "tokenizer.json")], "neither tokenizer"),
    "tokenizer is text": (lambda f: (f / "tokenizer.model").write_text("hello"), "malformed"),
    "missing shard": (
        lambda f: (f / "model.safetensors.index.json").write_text('{"weight_map": {"a": "model-1.safetensors"}}'),
        "1 of its files are missing",
    ),
    "shard elsewhere": (
        lambda f: (f / "model.safetensors.index.json").write_text('{"weight_map": {"a": "../x.safetensors"}}'),
        "does not name its files",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_cannot_be_converted_is_one_sentence_and_leaves_nothing(plain: Path, tmp_path: Path, name: str) -> None:
    folder, out = tmp_path / "folder", tmp_path / "out"
    shutil.copytree(plain, folder)
    out.mkdir()
    change, says = BREAKS[name]
    change(folder)
    with pytest.raises(ModelError, match=says) as caught:
        convert(folder, out / "out.gguf")
    assert caught.value.hint
    assert list(out.iterdir()) == []


def test_the_file_appears_whole_or_not_at_all(plain: Path, tmp_path: Path) -> None:
    def interrupt(done: int, size: int) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "out.gguf"
    with pytest.raises(KeyboardInterrupt):
        convert(plain, target, progress=interrupt)
    assert list(tmp_path.iterdir()) == []
    seen: list[tuple[int, int]] = []
    convert(plain, target, progress=lambda done, size: seen.append((done, size)))
    assert seen[-1][0] == seen[-1][1]
    before = target.read_bytes()
    with pytest.raises(InputUnusable, match="already"):
        convert(plain, target)
    with pytest.raises(KeyboardInterrupt):
        convert(plain, target, replace=True, progress=interrupt)
    assert target.read_bytes() == before
    with pytest.raises(InputUnusable, match="Nothing can be written"):
        convert(plain, tmp_path / "none" / "out.gguf")


def test_values_too_large_for_f16_are_refused(tmp_path: Path) -> None:
    model = write_folder(tmp_path / "folder", num_hidden_layers=1)
    with torch.no_grad():
        model.model.embed_tokens.weight[5, 5] = 1e6
    model.save_pretrained(tmp_path / "folder")
    with pytest.raises(ModelRefused, match="too large for f16"):
        convert(tmp_path / "folder", tmp_path / "out.gguf", kind="F16")
    assert convert(tmp_path / "folder", tmp_path / "out.gguf", kind="BF16").kind == "BF16"


def test_memory_stays_below_the_largest_tensor(tmp_path: Path) -> None:
    """A file with a hole: 280 MB of embeddings, converted by a process that takes less."""
    write_tokenizer(tmp_path)
    size = write_sparse_folder(
        tmp_path,
        {"vocab_size": 70_000, "hidden_size": 2048, "intermediate_size": 512, "num_hidden_layers": 1, "head_dim": 64,
         "num_attention_heads": 4, "num_key_value_heads": 1, "sliding_window": 512},
    )  # fmt: skip
    code = (
        "import re, sys; from pathlib import Path; from edge_runtime.convert import convert\n"
        "convert(Path(sys.argv[1]), Path(sys.argv[1]) / 'out.gguf')\n"
        # getrusage would tell what the tests themselves took
        "print(1024 * int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert size > 280_000_000
    assert int(done.stdout) < size


def test_a_config_of_transformers_5_reads_the_same(plain: Path, tmp_path: Path) -> None:
    shutil.copy(plain / "config.json", tmp_path / "config.json")
    before = read_config(tmp_path)
    full = {"rope_type": "linear", "factor": 8.0, "rope_theta": 2e6}
    change_config(
        tmp_path, rope_theta=None, rope_scaling=None,
        rope_parameters={"full_attention": full, "sliding_attention": {"rope_type": "default", "rope_theta": 3e4}},
    )  # fmt: skip
    after = read_config(tmp_path)
    assert (before.scaling, before.rope_theta, before.rope_local_base_freq) == (1, 1e6, 1e4)
    assert (after.scaling, after.rope_theta, after.rope_local_base_freq) == (8, 2e6, 3e4)


def test_a_vocabulary_is_cut_and_filled_to_the_rows(plain: Path) -> None:
    vocabulary = read_vocabulary(plain)
    count = len(vocabulary.pieces)
    assert [piece for piece, _, _ in vocabulary.sized(count + 2).pieces[-2:]] == [f"[PAD{count}]", f"[PAD{count + 1}]"]
    assert len(vocabulary.sized(10).pieces) == 10
    assert set(vocabulary.ids) == {"bos", "eos", "pad", "unk", "eot"}
    assert set(vocabulary.sized(3).ids) == {"bos", "eos", "pad"}


def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from edge_runtime.cli import app

    write_folder(tmp_path / "tiny", "4b", num_hidden_layers=1)
    arguments = ["models", "convert", str(tmp_path / "tiny"), "-o", str(tmp_path / "t.gguf"), "--type", "f16", "--json"]
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert "vision part" in done.stderr
    assert json.loads(done.stdout)["type"] == "F16"
