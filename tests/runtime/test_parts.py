"""Models that are split into files, as gguf's own writer splits them: opened by the first, read as one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_gguf import FEED, WIDTH, write_tiny_gguf

from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.engines.gguf_info import read_gguf
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelError
from edge_runtime.parts import MAX_PARTS, part_names, part_paths


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("whole") / "tiny.gguf", tied=True)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("split") / "tiny.gguf", tied=True, split=9)


def test_a_split_model_is_described_and_checked_as_one(whole: Path, first: Path) -> None:
    parts = part_paths(first)
    assert len(parts) == 4
    one, several = check_gguf(whole), check_gguf(first)
    assert several == read_gguf(first)
    assert several.parts == 4
    assert several.size_bytes == sum(part.stat().st_size for part in parts)
    for name in ("parameters", "quantization", "mix", "tensors", "layers", "vocabulary", "kv_bytes", "name"):
        assert getattr(several, name) == getattr(one, name)
    with open_gguf(whole) as (header, _):
        data = whole.read_bytes()
        wanted = {name: data[header.data_starts[0] + t.offset :][: t.size_bytes] for name, t in header.tensors.items()}
    with open_gguf(first) as (header, _):
        raw = [part.read_bytes() for part in parts]
        found = {
            name: raw[t.part][header.data_starts[t.part] + t.offset :][: t.size_bytes]
            for name, t in header.tensors.items()
        }
    assert found == wanted


def test_llama_cpp_says_the_same_with_all_that_is_put_on_it(whole: Path, first: Path, tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
    import numpy as np

    from edge_runtime.adapters import Adaptation, EmotionVector, Lora, LoraPart, Projection
    from edge_runtime.engines import Cancel, Message, Piece, Sampling
    from edge_runtime.engines.llama import LlamaEngine
    from edge_runtime.quantize import quantize

    rng = np.random.default_rng(2)
    low = [rng.standard_normal(shape).astype(np.float32) for shape in ((4, WIDTH), (FEED, 4), (WIDTH, 8), (WIDTH,))]
    lora = Lora("mine", "mine", (LoraPart(1, "mlp.up_proj", low[0], low[1], 0.1),), "0" * 64)
    projection = Projection("p", low[2], low[3], "1" * 64, "")
    plain = Adaptation()
    coloured = Adaptation(EmotionVector.parse("joy=1"), projection, ((lora, 1.0),))
    said = []
    for path in (whole, first):
        engine = LlamaEngine(path, threads=1)
        for voice in (plain, coloured):
            engine.adapt(voice)
            told = engine.generate([Message("user", "hello")], Sampling(temperature=0, max_tokens=12), cancel=Cancel())
            said.append([piece.token for piece in told if isinstance(piece, Piece)])
        engine.close()
    assert said[:2] == said[2:]
    assert said[0] != said[1]
    packed = [quantize(path, tmp_path / f"{at}.gguf", "Q8_0") for at, path in enumerate((whole, first))]
    assert check_gguf(packed[1].path).parts == 1
    assert packed[0].tensors == packed[1].tensors


def spoil(folder: Path, what: str) -> Path:
    parts = [folder / name for name in sorted(path.name for path in folder.iterdir())]
    if what == "missing":
        parts[2].unlink()
    elif what == "two missing":
        parts[1].unlink()
        parts[3].unlink()
    elif what == "cut":
        parts[1].write_bytes(parts[1].read_bytes()[:-1000])
    elif what == "swapped":
        parts[1].rename(folder / "x")
        parts[2].rename(parts[1])
        (folder / "x").rename(parts[2])
    elif what == "text":
        parts[3].write_text("hello")
    elif what == "a folder":
        parts[3].unlink()
        parts[3].mkdir()
    elif what == "of another":
        write_tiny_gguf(folder / "tiny.gguf", split=7)
    elif what == "renamed":
        return parts[0].rename(folder / "model.gguf")
    elif what == "first renamed":
        return parts[0].rename(folder / "tiny-00001-of-00002.gguf")
    elif what == "second":
        return parts[1]
    return parts[0]


@pytest.mark.parametrize(
    ("what", "reason", "says"),
    [
        ("missing", Reason.INCOMPLETE, "4 parts, and 1 of them is missing, tiny-00003-of-00004.gguf first"),
        ("two missing", Reason.INCOMPLETE, "2 of them are missing, tiny-00002-of-00004.gguf first"),
        ("cut", Reason.TRUNCATED, "tiny-00002-of-00004.gguf ends after"),
        ("swapped", Reason.MALFORMED, "tiny-00002-of-00004.gguf is malformed: it says that it is part 3 of 4"),
        ("text", Reason.NOT_GGUF, "tiny-00004-of-00004.gguf is a text file"),
        ("a folder", Reason.NOT_A_FILE, "tiny-00004-of-00004.gguf is a directory"),
        ("renamed", Reason.INCOMPLETE, "one of 4 parts"),
        ("first renamed", Reason.INCOMPLETE, "one of 4 parts"),
        ("second", Reason.INCOMPLETE, "is part 2 of 4"),
    ],
)
def test_parts_that_do_not_fit_are_one_sentence(
    first: Path, tmp_path: Path, what: str, reason: Reason, says: str
) -> None:
    folder = tmp_path / "split"
    shutil.copytree(first.parent, folder)
    path = spoil(folder, what)
    for look in (check_gguf, read_gguf):
        with pytest.raises(ModelError, match=says) as caught:
            look(path)
        assert caught.value.reason is reason
        assert caught.value.hint
        assert caught.value.exit_code == 4


def test_a_part_of_another_model_is_refused(first: Path, tmp_path: Path) -> None:
    folder = tmp_path / "split"
    shutil.copytree(first.parent, folder)
    other = part_paths(write_tiny_gguf(tmp_path / "tiny.gguf", split=8, tied=False))
    assert len(other) == 4
    other[1].replace(folder / other[1].name)
    with pytest.raises(ModelError, match="in an earlier part already"):
        check_gguf(folder / first.name)


@given(st.text(max_size=12), st.integers(0, 1200), st.integers(0, 1200))
def test_every_part_names_the_same_parts(stem: str, number: int, count: int) -> None:
    name = f"{stem}-{number:05d}-of-{count:05d}.gguf"
    names = part_names(name)
    if 1 <= number <= count <= MAX_PARTS:
        assert names[number - 1] == name
        assert len(names) == len(set(names)) == count
        assert all(part_names(other) == names for other in (names[0], names[-1]))
    else:
        assert names == (name,)
    assert part_names(stem) == (stem,)
