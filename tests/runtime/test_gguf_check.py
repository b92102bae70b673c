from __future__ import annotations

import contextlib
import os
import shlex
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tiny_gguf import TEMPLATE, vocabulary, write_tiny_gguf

from edge_runtime.engines import _gguf_header
from edge_runtime.engines.gguf_check import GgufInfo, check_gguf
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="module")
def header(tiny: Path) -> bytes:
    """Everything before the tensors' data, cut a little into it."""
    data = tiny.read_bytes()
    return data[: data.rindex(b"post_ffw_norm") + 200]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "model.gguf"


def test_a_sound_file_says_what_it_is(tiny: Path) -> None:
    info = check_gguf(tiny)
    assert info.architecture == "gemma3"
    assert info.name == "tiny random gemma"
    assert info.licence == "apache-2.0"
    assert info.context == 1024
    assert info.quantization == "F32"
    assert info.vocabulary == len(vocabulary()[0])
    assert info.chat_template == TEMPLATE
    assert info.size_bytes == tiny.stat().st_size
    assert info.mix == (("F32", info.parameters),)


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (b"", Reason.EMPTY_FILE, "is empty"),
        (b"hello, this is text\n", Reason.NOT_GGUF, "text file"),
        (b"version https://git-lfs.github.com/spec/v1\n", Reason.NOT_GGUF, "Git LFS pointer"),
        (b"<!DOCTYPE html><html>", Reason.NOT_GGUF, "web page"),
        (b"PK\x03\x04rest", Reason.NOT_GGUF, "PyTorch"),
        (b'\x10\0\0\0\0\0\0\0{"a":', Reason.NOT_GGUF, "safetensors"),
        (b"\0" * 64, Reason.NOT_GGUF, "zeros"),
        (b"\x93\x01\x02\xff" * 20, Reason.NOT_GGUF, "not a GGUF"),
        (b"GG", Reason.NOT_GGUF, "text file"),
        (b"GGUF\x03", Reason.TRUNCATED, "after 5 bytes"),
        (b"GGUF\x03\0\0\0", Reason.TRUNCATED, "inside its header"),
        (b"GGUF\0\0\0\x03" + b"\0" * 16, Reason.BIG_ENDIAN, "big-endian"),
        (b"GGUF\x01\0\0\0" + b"\0" * 16, Reason.FOREIGN_VERSION, "version 1"),
        (b"GGUF\x63\0\0\0" + b"\0" * 16, Reason.FOREIGN_VERSION, "version 99"),
        (b"GGUF\x03\0\0\0" + b"\0" * 16, Reason.MALFORMED, "architecture"),
        (b"GGUF\x03\0\0\0" + struct.pack("<QQ", 1 << 60, 0), Reason.MALFORMED, "tensors"),
        (b"GGUF\x03\0\0\0" + struct.pack("<QQ", 0, 1 << 60), Reason.MALFORMED, "keys"),
        (b"GGUF\x03\0\0\0" + struct.pack("<QQQ", 0, 1, 1 << 62), Reason.MALFORMED, "key of"),
    ],
)
def test_foreign_files_are_refused_in_one_sentence(scratch: Path, content: bytes, reason: Reason, says: str) -> None:
    scratch.write_bytes(content)
    with pytest.raises(ModelRefused) as caught:
        check_gguf(scratch)
    assert caught.value.reason is reason
    assert says in str(caught.value)
    assert str(caught.value).endswith(".")
    assert caught.value.hint.endswith(".")
    assert caught.value.exit_code == 4


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound) as caught:
        check_gguf(tmp_path / "none.gguf")
    assert caught.value.reason is Reason.NO_SUCH_FILE
    with pytest.raises(ModelRefused) as refused:
        check_gguf(tmp_path)
    assert refused.value.reason is Reason.NOT_A_FILE
    with pytest.raises(ModelNotFound):
        check_gguf(tmp_path / "a\0b")
    with pytest.raises(ModelNotFound):
        check_gguf("x" * 5000)


def test_a_cut_file_says_how_much_is_there(tiny: Path, scratch: Path) -> None:
    data = tiny.read_bytes()
    scratch.write_bytes(data[:-100_000])
    with pytest.raises(ModelRefused, match=rf"ends after {len(data) - 100_000:,} of {len(data):,} bytes"):
        check_gguf(scratch)


def refuse(scratch: Path, data: bytes, says: str) -> None:
    scratch.write_bytes(data)
    with pytest.raises(ModelRefused, match=says):
        check_gguf(scratch)


def test_what_would_end_the_process_in_llama_cpp_is_refused(tiny: Path, scratch: Path) -> None:
    data = tiny.read_bytes()
    refuse(scratch, data.replace(b"<0x41>", b"<0x42>", 1), "occurs twice")
    refuse(scratch, data.replace(b"<0x41>", b"<0xzz>", 1).replace(b"\x01\0\0\0\0\0\0\0A", b"\x01\0\0\0\0\0\0\0\x01", 1),
           "byte tokens")  # fmt: skip
    refuse(scratch, data.replace(b"tokenizer.ggml.tokens", b"tokenizer.ggml.tokenz", 1), "no tokenizer")
    refuse(scratch, data.replace(b"tokenizer.ggml.model", b"tokenizer.ggml.mode_", 1), "no tokenizer")
    refuse(scratch, data.replace(b"blk.1.attn_q.weight", b"blk.1.attn_x.weight", 1), "blk.1.attn_q.weight")
    refuse(scratch, data.replace(b"attention.head_count", b"attention.head_coun_", 1), "head_count is missing")


EPSILON, TURNED = "attention.layer_norm_rms_epsilon", "rope.dimension_count"


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({EPSILON: -1.0}, "epsilon is -1.0"),
        ({EPSILON: float("nan")}, "epsilon is nan"),
        ({EPSILON: float("inf")}, "epsilon is inf"),
        ({EPSILON: 1}, "epsilon is 1"),
        ({TURNED: 1000}, "1000 for heads of 64"),
        ({TURNED: 63}, "63 for heads of 64"),
        ({TURNED: 0}, "0 for heads of 64"),
        ({f"{TURNED}_swa": 66}, "66 for heads of 64"),
        ({"attention.key_length": 63}, "63 for heads of 63"),
        ({"attention.sliding_window_pattern": 1}, "sliding window"),
        ({"rope.scaling.type": "x"}, "scaling.type is 'x'"),
        ({"expert_count": 3}, "0 of 3 experts"),
        ({"nextn_predict_layers": 9}, "9 for 2 blocks"),
        ({"tokenizer.ggml.model": "bert"}, "'bert'"),
        ({"tokenizer.ggml.model": "wordy"}, "'wordy'"),
    ],
)
def test_numbers_that_would_end_the_process_are_refused(scratch: Path, keys: dict[str, Any], says: str) -> None:
    write_tiny_gguf(scratch, keys=keys)
    with pytest.raises(ModelRefused, match=says) as caught:
        check_gguf(scratch)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("tensor", "kind"),
    [
        *(
            (name, kind)
            for name in ("output_norm", "blk.0.attn_q_norm", "blk.1.ffn_norm")
            for kind in ("i4", "f2", "f8")
        ),
        *((name, kind) for name in ("token_embd", "output", "blk.0.attn_q") for kind in ("i1", "i2", "i4", "i8", "f8")),
    ],
)
def test_weights_that_would_end_the_process_are_refused(scratch: Path, tensor: str, kind: str) -> None:
    write_tiny_gguf(scratch, tensors={f"{tensor}.weight": np.dtype(kind)})
    with pytest.raises(ModelRefused, match=f"{tensor}.weight' has the type"):
        check_gguf(scratch)


def test_odd_files_that_pass_run_without_a_crash(tmp_path: Path) -> None:
    """In a process of its own, because the fault would be its end."""
    pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
    changes: list[dict[str, Any]] = [
        *({"keys": keys} for keys in (
            {EPSILON: 0.0}, {EPSILON: 1.0}, {TURNED: 2}, {TURNED: 32}, {"rope.freq_base": float("nan")},
            {"rope.scaling.factor": 0.0}, {"attention.sliding_window": 0}, {"attention.sliding_window": (1 << 32) - 1},
            {"attention.sliding_window_pattern": 0}, {"attention.key_length_swa": 32}, {"nextn_predict_layers": 1},
            {"tokenizer.ggml.model": "gpt2"}, {"tokenizer.ggml.model": "t5"}, {"tokenizer.ggml.model": "rwkv"},
            {"tokenizer.ggml.bos_token_id": (1 << 32) - 1}, {"tokenizer.ggml.eos_token_id": 9999},
            {"feed_forward_length": 511}, {"attention.head_count_kv": 2},
        )),
        *({"tensors": {f"{name}.weight": change}} for name in ("token_embd", "blk.0.attn_q")
          for change in (np.dtype("f2"), 0.0, float("nan"), float("inf"))),
    ]  # fmt: skip
    paths = [write_tiny_gguf(tmp_path / f"{at}.gguf", **change) for at, change in enumerate(changes)]
    code = (
        "import sys; from edge_runtime.engines import *; from edge_runtime.errors import EngineError\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n"
        "        engine = open_engine(path)\n"
        "        for json in (False, True):\n"
        "            sampling = Sampling(max_tokens=2, json=json)\n"
        "            list(engine.generate([Message('user', 'hello')], sampling, seed=1, cancel=Cancel()))\n"
        "        engine.close()\n"
        "    except EngineError:\n"
        "        pass\n"
        "    print(path, flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)], check=False, capture_output=True, text=True, timeout=100
    )
    assert done.stdout.split() == [str(path) for path in paths], done.stderr
    assert done.returncode == 0


def test_a_named_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(ModelRefused, match="not a regular file") as caught:
        check_gguf(tmp_path / "pipe.gguf")
    assert caught.value.reason is Reason.NOT_A_FILE


def test_the_hint_for_permissions_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError

    path = tmp_path / "my model; $(x).gguf"
    monkeypatch.setattr(os, "open", forbidden)  # root may read anything
    with pytest.raises(ModelNotFound) as caught:
        check_gguf(path)
    command = caught.value.hint.split("`")[1]
    assert shlex.split(command) == ["chmod", "u+r", str(path)]


def test_no_descriptor_stays_open(tmp_path: Path, tiny: Path) -> None:
    def descriptors() -> int:
        probe = os.open(tiny, os.O_RDONLY)
        os.close(probe)
        return probe

    before = descriptors()
    for path in (tiny, tmp_path):
        with contextlib.suppress(ModelRefused):
            check_gguf(path)
    assert descriptors() == before


def string(text: bytes) -> bytes:
    return struct.pack("<Q", len(text)) + text


def test_many_long_texts_are_not_kept(tmp_path: Path) -> None:
    """400 texts of a mebibyte in a file with holes: 400 MiB if they were kept."""
    path, size = tmp_path / "sparse.gguf", 1 << 20
    with path.open("wb") as file:
        file.write(b"GGUF\x03\0\0\0" + struct.pack("<QQ", 0, 400))
        for number in range(400):
            file.write(string(b"key%d" % number) + struct.pack("<IQ", 8, size))
            file.seek(size, os.SEEK_CUR)
        file.truncate()
    code = (
        "import resource, sys; from edge_runtime.engines.gguf_check import check_gguf\n"
        "from edge_runtime.errors import ModelRefused\n"
        "soft = 300 << 20\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (soft, soft))\n"
        "try: check_gguf(sys.argv[1])\n"
        "except ModelRefused as error: print(error.reason.value)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "malformed", done.stderr


def test_the_strings_of_all_arrays_are_counted_together(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_gguf_header, "MAX_STRINGS", 100)
    array = struct.pack("<IIQ", 9, 8, 60) + string(b"") * 60
    start = b"GGUF\x03\0\0\0"
    one = start + struct.pack("<QQ", 0, 1) + string(b"a") + array
    refuse(scratch, one, "does not say its architecture")
    two = start + struct.pack("<QQ", 0, 2) + string(b"a") + array + string(b"b") + array
    refuse(scratch, two, "'b' has 60 elements")


def test_long_keys_are_refused(scratch: Path) -> None:
    start = b"GGUF\x03\0\0\0" + struct.pack("<QQ", 0, 1)
    refuse(scratch, start + string(b"k" * 2000) + struct.pack("<IB", 0, 1), "key of 2,000 bytes")


def test_nested_arrays_and_other_kinds_are_refused(scratch: Path) -> None:
    start = b"GGUF\x03\0\0\0" + struct.pack("<QQ", 0, 1) + struct.pack("<Q", 1) + b"k"
    refuse(scratch, start + struct.pack("<IIQ", 9, 9, 1 << 40), "elements of type 9")
    refuse(scratch, start + struct.pack("<IIQ", 9, 8, 1 << 40), "elements")
    refuse(scratch, start + struct.pack("<IIQ", 9, 4, 1 << 61), "inside its header")
    refuse(scratch, start + struct.pack("<I", 77), "unknown type 77")


def outcome(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    refused: ModelRefused | None = None
    try:
        assert isinstance(check_gguf(path), GgufInfo)
    except ModelRefused as error:
        refused = error
    assert refused is None or refused.hint


@given(data=st.binary(max_size=400))
@example(data=b"GGUF")
def test_any_bytes_give_info_or_a_refusal(scratch: Path, data: bytes) -> None:
    outcome(scratch, data)
    outcome(scratch, b"GGUF\x03\0\0\0" + data)


@given(data=st.data())
def test_any_mutation_gives_info_or_a_refusal(scratch: Path, header: bytes, data: st.DataObject) -> None:
    changed = bytearray(header)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        new = data.draw(st.binary(min_size=1, max_size=9) | st.sampled_from([b"\xff" * 8, b"\0" * 8, b"\x80" * 4]))
        if data.draw(st.booleans()):
            changed[at : at + len(new)] = new
        else:
            changed[at:at] = new
    outcome(scratch, bytes(changed[: data.draw(st.integers(0, len(changed)))]))
    outcome(scratch, bytes(changed))


def test_every_truncation_of_the_start_is_refused(scratch: Path, header: bytes) -> None:
    for length in [*range(1, 400), *range(400, len(header), 997)]:
        scratch.write_bytes(header[:length])
        with pytest.raises(ModelRefused):
            check_gguf(scratch)
