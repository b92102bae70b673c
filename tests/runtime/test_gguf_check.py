from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tiny_gguf import TEMPLATE, vocabulary, write_tiny_gguf

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
