"""Quantizations that are known to be dangerous are refused by what a file holds, whatever it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import llama_cpp
import pytest
from damaged_gguf import quantize, read_weights, write_weights
from tiny_gguf import write_tiny_gguf

from edge_runtime.catalog import find_model, load_catalog
from edge_runtime.engines import open_engine
from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.errors import EngineReason, ModelRefused
from edge_runtime.quant_policy import unsafe_verdict

ROOT = Path(__file__).resolve().parents[2]
MIXES = {
    "Q4_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_0,
    "Q3_K_S": llama_cpp.LLAMA_FTYPE_MOSTLY_Q3_K_S,
    "Q2_K": llama_cpp.LLAMA_FTYPE_MOSTLY_Q2_K,
    "Q3_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q3_K_M,
    "Q4_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M,
    "Q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0,
}
REFUSED = ("Q4_0", "Q3_K_S", "Q2_K")
FILE_TYPE = b"general.file_type\x04\x00\x00\x00"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shipped model in each quantization, every file called as if it were a good one."""
    folder = tmp_path_factory.mktemp("mixes")
    shipped, _ = find_model(None)
    whole = write_weights(shipped, read_weights(shipped), folder / "whole.gguf")
    found = {}
    for name, mix in MIXES.items():
        (folder / name).mkdir()
        found[name] = quantize(whole, folder / name / "model-Q4_K_M.gguf", mix)
    return found


@pytest.mark.parametrize("mix", MIXES)
def test_a_file_is_judged_by_what_it_holds(files, mix) -> None:
    info = check_gguf(files[mix])
    assert info.quantization == mix
    if mix not in REFUSED:
        open_engine(files[mix], context=256).close()
        return
    with pytest.raises(ModelRefused) as caught:
        open_engine(files[mix])
    assert caught.value.reason is EngineReason.UNSAFE_QUANT
    assert caught.value.exit_code == 4
    assert mix in str(caught.value)
    assert "dangerous" in str(caught.value)
    assert "--allow-unsafe-quant" in caught.value.hint
    open_engine(files[mix], context=256, allow_unsafe_quant=True).close()


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("change", ["says Q4_K_M", "says nothing"])
def test_the_tensors_tell_when_the_metadata_does_not(files, tmp_path, mix, change) -> None:
    raw = files[mix].read_bytes()
    at = raw.index(FILE_TYPE)
    if change == "says nothing":
        raw = raw.replace(b"general.file_type", b"general.file_typo", 1)
    else:
        raw = raw[: at + len(FILE_TYPE)] + (15).to_bytes(4, "little") + raw[at + len(FILE_TYPE) + 4 :]
    path = tmp_path / "model.gguf"
    path.write_bytes(raw)
    found = unsafe_verdict(check_gguf(path), load_catalog())
    assert (found.name if found else None) == (mix if mix in REFUSED else None)


def test_the_command_says_why_and_takes_it_when_told(files) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_")}
    command = [sys.executable, "-m", "edge_runtime", "say", "hi", "--max-tokens", "4", "--model", str(files["Q4_0"])]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=env, check=False)
    assert done.returncode == 4
    assert done.stdout == b""
    assert b"Q4_0" in done.stderr
    assert b"--allow-unsafe-quant" in done.stderr
    allowed = subprocess.run([*command, "--allow-unsafe-quant"], capture_output=True, cwd=ROOT, env=env, check=False)
    assert allowed.returncode == 0, allowed.stderr


@pytest.mark.parametrize("claimed", ["Q4_0", "Q2_K"])
def test_a_file_that_says_it_is_unsafe_is_taken_at_its_word(files, tmp_path, claimed) -> None:
    raw = files["Q4_K_M"].read_bytes()
    at = raw.index(FILE_TYPE) + len(FILE_TYPE)
    path = tmp_path / "model.gguf"
    path.write_bytes(raw[:at] + MIXES[claimed].to_bytes(4, "little") + raw[at + 4 :])
    assert unsafe_verdict(check_gguf(path), load_catalog()).name == claimed


def test_what_has_fewer_bits_than_the_refused_is_refused_and_a_name_alone_is_nothing(tmp_path) -> None:
    catalog = load_catalog()
    assert unsafe_verdict(check_gguf(write_tiny_gguf(tmp_path / "model-Q2_K.gguf")), catalog) is None
    assert {name: catalog.verdict(name).verdict for name in ("Q2_K_S", "IQ2_XXS", "IQ1_S")} == dict.fromkeys(
        ("Q2_K_S", "IQ2_XXS", "IQ1_S"), "unsafe"
    )
    assert all(
        catalog.verdict(mix).verdict != "unsafe" for mix in ("Q4_K_M", "Q3_K_M", "Q5_K_M", "Q6_K", "Q8_0", "F16")
    )
