"""Packing a file into fewer bits: what llama.cpp makes, in a process that can be ended, or nothing."""

from __future__ import annotations

import ctypes
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
from pathlib import Path

import gguf
import numpy as np
import pytest
from gguf_shapes import write_shape
from tiny_gguf import write_tiny_gguf
from typer.testing import CliRunner

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.engines.llama._lib import LOG, library
from edge_runtime.errors import EngineError, InputUnusable, ModelNotFound, ModelRefused
from edge_runtime.quantize import QUANTIZATIONS, quantize
from edge_runtime.quantize._imatrix import read_imatrix

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("quantize") / "tiny-F32.gguf")


def write_sums(path: Path, tiny: Path, *, size: int | None = None, old: bool = False) -> Path:
    """An importance matrix that says that the first half of each row matters a hundred times as much."""
    tensors = [t for t in gguf.GGUFReader(tiny).tensors if t.name.startswith("blk.") and len(t.shape) == 2]
    rows = {t.name: np.repeat(np.float32([100, 1]), (size or int(t.shape[0])) // 2) * 7 for t in tensors}
    if old:
        parts = [struct.pack("<i", len(rows))]
        for name, values in rows.items():
            parts.append(struct.pack("<i", len(name)) + name.encode() + struct.pack("<ii", 7, values.size))
            parts.append(values.astype("<f4").tobytes())
        path.write_bytes(b"".join(parts))
        return path
    writer = gguf.GGUFWriter(path, "")
    writer.add_type("imatrix")
    for name, values in rows.items():
        writer.add_tensor(f"{name}.in_sum2", values.reshape(1, -1))
        writer.add_tensor(f"{name}.counts", np.full((1, 1), 7, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_the_file_is_the_one_that_llama_cpp_makes(tiny: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    done = quantize(tiny, tmp_path / "q.gguf", "Q4_K_M", progress=lambda *told: seen.append(told))
    assert done.quantization == "Q4_K_M"
    assert check_gguf(done.path).claimed == "Q4_K_M"
    assert [number for number, _, _ in seen] == list(range(1, len(seen) + 1))
    assert len(seen) == seen[0][1] == sum(count for _, count in done.tensors)
    assert done.size_bytes < done.source_bytes / 4
    lib = library()
    params = lib.llama_model_quantize_default_params()
    params.ftype = lib.LLAMA_FTYPE_MOSTLY_Q4_K_M
    assert lib.llama_model_quantize(bytes(tiny), bytes(tmp_path / "own.gguf"), ctypes.byref(params)) == 0
    assert (tmp_path / "own.gguf").read_bytes() == done.path.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.gguf", "q.gguf"]


@pytest.mark.parametrize("to", ["Q4_K_M", "Q3_K_M", "Q6_K", "Q8_0"])
def test_fallbacks_are_counted_as_llama_cpp_counts_them(tmp_path: Path, to: str) -> None:
    source = write_shape(tmp_path / "odd.gguf", width=160, inner=256, feed=512, layers=4)
    lib = library()
    params = lib.llama_model_quantize_default_params()
    params.ftype = QUANTIZATIONS[to]
    LOG.clear()
    assert lib.llama_model_quantize(bytes(source), bytes(tmp_path / "own.gguf"), ctypes.byref(params)) == 0
    said = [re.search(r"(\d+) of \d+ tensor\(s\) required fallback", line) for _, line in LOG._lines]
    counted = next((int(found[1]) for found in said if found), 0)
    from edge_runtime.quantize._report import report

    done = report(source, tmp_path / "own.gguf", tmp_path / "own.gguf", to, 0)
    assert len(done.fallbacks) == counted
    assert (counted > 0) == (to != "Q8_0")
    assert all(fall.row == 160 for fall in done.fallbacks)


@pytest.mark.parametrize("old", [False, True])
def test_an_importance_matrix_is_heeded(tiny: Path, tmp_path: Path, old: bool) -> None:
    sums = write_sums(tmp_path / "sums", tiny, old=old)
    values = read_imatrix(sums)
    assert set(np.unique(values["blk.0.attn_q.weight"])) == {1, 100}
    done = quantize(tiny, tmp_path / "with.gguf", "Q4_K_S", imatrix=sums)
    plain = quantize(tiny, tmp_path / "without.gguf", "Q4_K_S")
    assert done.weighted == len(values) == 14
    assert plain.weighted == 0
    name = "blk.0.ffn_up.weight"
    kept = {
        path: next(t for t in gguf.GGUFReader(path).tensors if t.name == name) for path in (done.path, plain.path, tiny)
    }
    wide = {path: gguf.quants.dequantize(t.data, t.tensor_type) for path, t in kept.items()}
    off = {path: np.abs(wide[path] - wide[tiny])[:, :128].mean() for path in (done.path, plain.path)}
    assert off[done.path] < off[plain.path]


def test_matrices_that_cannot_be_used_are_one_sentence(tiny: Path, tmp_path: Path) -> None:
    target = tmp_path / "q.gguf"
    (tmp_path / "text").write_text("hello, this is no matrix")
    for name, kind in (("text", ModelRefused), ("none", ModelNotFound)):
        with pytest.raises(kind):
            quantize(tiny, target, "Q4_K_M", imatrix=tmp_path / name)
    wrong = write_sums(tmp_path / "wrong", tiny, size=64)
    with pytest.raises(EngineError, match="imatrix size 64"):
        quantize(tiny, target, "Q4_K_M", imatrix=wrong)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["text", "wrong"]


def test_quantized_weights_are_packed_again_only_when_asked_to(tiny: Path, tmp_path: Path) -> None:
    once = quantize(tiny, tmp_path / "q8.gguf", "Q8_0").path
    with pytest.raises(ModelRefused, match="quantized already"):
        quantize(once, tmp_path / "q4.gguf", "Q4_K_M")
    assert quantize(once, tmp_path / "q4.gguf", "Q4_K_M", requantize=True).quantization == "Q4_K_M"
    with pytest.raises(InputUnusable, match="already"):
        quantize(tiny, tmp_path / "q4.gguf", "Q4_K_M")
    with pytest.raises(ModelRefused, match="text file"):
        quantize(Path(__file__), tmp_path / "no.gguf", "Q4_K_M")


def test_what_is_left_early_leaves_nothing(tiny: Path, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        quantize(tiny, tmp_path / "q.gguf", "Q4_K_M", progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_it_and_leaves_nothing(tmp_path: Path) -> None:
    source = write_shape(tmp_path / "big-F32.gguf", width=512, inner=512, feed=4096, layers=4)
    command = [sys.executable, "-c", SLOW, str(source), str(tmp_path / "q.gguf")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        worker = os.pidfd_open(int(process.stdout.readline()))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130, err
    assert [path.name for path in tmp_path.iterdir()] == ["big-F32.gguf"]
    ended, _, _ = select.select([worker], [], [], 60)  # it ends by itself where Ctrl-C came before anybody could end it
    os.close(worker)
    assert ended


SLOW = """
import signal, subprocess, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
from pathlib import Path
import edge_runtime.quantize._run as run
from edge_runtime.cli._signals import signals
from edge_runtime.engines.gguf_info import read_gguf
run.check_gguf = read_gguf  # zeros without a tokenizer: only their size matters
started = subprocess.Popen
class Told(started):
    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        print(self.pid, flush=True)
run.subprocess.Popen = Told
with signals(lambda: None):
    run.quantize(Path(sys.argv[1]), Path(sys.argv[2]), "Q2_K", threads=1, progress=lambda *_: threading.Event().wait())
"""


def test_the_command_names_the_file_and_says_what_fell_back(tiny: Path, tmp_path: Path) -> None:
    from edge_runtime.cli import app

    source = tmp_path / "tiny-F32.gguf"
    source.write_bytes(tiny.read_bytes())
    done = CliRunner().invoke(
        app, ["models", "quantize", str(source), "--to", "q5_k_m", "--json"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["file"] == str(tmp_path / "tiny-Q5_K_M.gguf")
    assert found["quantization"] == "Q5_K_M"
    assert found["fallbacks"] == []
    assert CliRunner().invoke(app, ["models", "quantize", str(source), "--to", "Q9"]).exit_code == 2
