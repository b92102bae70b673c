"""What any GGUF file says about itself; the mix is told from its tensors."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from gguf_shapes import write_shape
from tiny_gguf import TEMPLATE, write_tiny_gguf

from edge_runtime.catalog import find_entry, load_catalog
from edge_runtime.engines._gguf_header import Tensor
from edge_runtime.engines._gguf_mix import FALLBACKS, MIXES, name_mix
from edge_runtime.engines.conversation import show_conversation
from edge_runtime.engines.gguf_info import read_gguf
from edge_runtime.errors import ModelError, ModelNotFound, ModelRefused
from edge_runtime.paths import models_dir

SHIPPED = models_dir() / "shipped" / "felt-small-Q4_K_M.gguf"


QUANTS = ["Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_0", "Q4_K_S", "Q4_K_M", "Q5_0", "Q5_K_S", "Q5_K_M", "Q6_K", "Q8_0"]


@pytest.mark.parametrize(("width", "inner", "feed"), [(256, 256, 512), (160, 256, 512)])
def test_the_mix_of_what_llama_cpp_quantized_is_told_from_its_tensors(
    tmp_path: Path, width: int, inner: int, feed: int
) -> None:
    """The oracle is llama.cpp: it writes the name of the mix that it made. 160 is no multiple of a block, as 640 is none."""
    from edge_runtime.engines.llama._lib import library

    lib = library()
    source = write_shape(tmp_path / "f32.gguf", width=width, inner=inner, feed=feed, layers=8)
    for name in QUANTS:
        target = tmp_path / f"{name}.gguf"
        params = lib.llama_model_quantize_default_params()
        params.ftype = getattr(lib, f"LLAMA_FTYPE_MOSTLY_{name}")
        params.nthread = 1
        assert lib.llama_model_quantize(bytes(source), bytes(target), ctypes.byref(params)) == 0
        info = read_gguf(target)
        assert info.claimed == name
        assert info.quantization == name
        target.unlink()


def tensors(**types: str) -> dict[str, Tensor]:
    return {
        f"blk.{n}.{role}.weight": Tensor(kind, (256, 256), 65536, 0, 1)
        for n in range(4)
        for role, kind in types.items()
    }


def test_a_name_does_not_hide_a_weaker_mix() -> None:
    plain = dict.fromkeys(("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"), "Q4_0")
    assert name_mix(tensors(**plain)) == "Q4_0"
    assert name_mix(tensors(**plain) | {"token_embd.weight": Tensor("F16", (256, 9000), 2304000, 0, 1)}) == "Q4_0"
    assert name_mix(tensors(**plain | {"ffn_up": "Q2_K", "ffn_gate": "Q2_K", "ffn_down": "Q2_K"})) == "Q4_0"
    assert name_mix(tensors(**dict.fromkeys(plain, "IQ4_XS"))) == "IQ4_XS"
    assert name_mix({}) == "none"
    known = {kind for mix in MIXES.values() for kind in (mix.rest, *mix.values, *mix.down, *mix.out)}
    assert {kind for kinds in FALLBACKS.values() for kind in kinds} <= known


def test_a_file_whose_metadata_lies_is_named_by_its_tensors(tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "tiny-Q8_0.gguf")
    data = bytearray(path.read_bytes())
    at = data.index(b"general.file_type") + len("general.file_type") + 4
    data[at : at + 4] = (15).to_bytes(4, "little")
    path.write_bytes(data)
    info = read_gguf(path)
    assert (info.claimed, info.quantization) == ("Q4_K_M", "F32")
    assert dict(info.tensors)["F32"] == sum(count for _, count in info.tensors)


def test_memory_is_the_file_and_what_a_context_takes(tmp_path: Path) -> None:
    info = read_gguf(write_tiny_gguf(tmp_path / "tiny.gguf"))
    assert info.kv_bytes == 2 * (64 + 64) * 1 * 2
    assert info.memory_bytes(1000) == info.size_bytes + 1000 * info.kv_bytes
    (entry,) = (entry for entry in load_catalog().model if entry.default)
    assert entry.memory_mb is not None
    assert read_gguf(SHIPPED).memory_bytes(entry.context) <= entry.memory_mb * 1_000_000


def write_kind(path: Path, arch: str, kind: str, keys: dict[str, Any]) -> Path:
    writer = gguf.GGUFWriter(path, arch)
    writer.add_type(kind)
    for key, value in keys.items():
        (writer.add_float32 if isinstance(value, float) else writer.add_string)(key, value)
    writer.add_tensor("blk.0.attn_q.weight.lora_a", np.zeros((8, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_files_that_are_no_models_say_what_they_are(tmp_path: Path) -> None:
    lora = write_kind(tmp_path / "a.gguf", "gemma3", "adapter", {"adapter.type": "lora", "adapter.lora.alpha": 16.0})
    info = read_gguf(lora)
    assert (info.kind, info.adapter, info.architecture) == ("adapter", "lora, alpha 16", "gemma3")
    assert read_gguf(write_kind(tmp_path / "b.gguf", "clip", "mmproj", {})).kind == "projector"
    assert read_gguf(write_kind(tmp_path / "c.gguf", "x", "imatrix", {})).kind == "imatrix"
    with pytest.raises(ModelRefused, match="text file"):
        read_gguf(Path(__file__))
    with pytest.raises(ModelNotFound):
        read_gguf(tmp_path / "none.gguf")


def test_a_conversation_is_shown_as_the_template_writes_it(tmp_path: Path) -> None:
    shown = show_conversation(read_gguf(write_tiny_gguf(tmp_path / "tiny.gguf", template=TEMPLATE)))
    assert shown.startswith("<bos><start_of_turn>user\n(the system text)\n\n(what the person says)<end_of_turn>")
    assert shown.endswith("<start_of_turn>model\n")
    strict = TEMPLATE.replace("{% if messages[0]['role'] == 'system' %}", "{% if messages[0]['role'] == 'x' %}")
    assert show_conversation(read_gguf(write_tiny_gguf(tmp_path / "strict.gguf", template=strict))) == shown


def test_info_and_list_speak_json() -> None:
    def run(*arguments: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "edge_runtime", "models", *arguments, "--json"], capture_output=True, check=True
        )
        return json.loads(done.stdout)

    info = run("info")
    assert info["quantization"] == info["claimed"] == "Q4_K_M"
    assert sum(info["mix"].values()) == info["parameters"]
    assert "<start_of_turn>user" in run("info", "--template")["conversation"]
    rows = {row["id"]: row for row in run("list")}
    assert rows["felt-small"]["here"]
    assert rows["gemma-3-1b-it"]["quantization"] == "Q4_K_M"


def test_the_catalogue_names_each_file_once_and_never_guesses() -> None:
    catalog = load_catalog()
    assert len({entry.id for entry in catalog.model}) == len(catalog.model)
    assert len({(entry.repository, entry.file) for entry in catalog.model}) == len(catalog.model)
    assert sum(entry.default for entry in catalog.model) == 1
    for family in ("gemma-3-270m-it", "gemma-3-1b-it", "gemma-3-4b-it", "gemma-3n-E2B-it"):
        bare = find_entry(family)
        assert bare is not None
        assert bare == find_entry(f"{family}:Q4_K_M") == find_entry(family.upper())
        assert find_entry(f"{family}:q8_0") != bare
    for entry in catalog.model:
        assert (entry.sha256 is None) == (entry.size_bytes is None)
        assert entry.quantization in entry.file
    assert find_entry("gemma-3-9b-it") is None
    assert catalog.verdict("q4_0").verdict == "unsafe"
    assert catalog.verdict("Q9_X").verdict == "untested"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("model = 3", "catalogue"),
        ('[[model]]\nid = "x"\nname = "X"\n', "catalogue"),
        ("[[", "catalogue"),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=says):
        load_catalog(path)


def test_the_shipped_file_is_the_one_of_the_catalogue() -> None:
    import hashlib

    (entry,) = (entry for entry in load_catalog().model if entry.repository is None)
    assert entry.size_bytes == SHIPPED.stat().st_size
    assert entry.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
