"""What colours the voice, apart from any engine: vectors as they are typed, and foreign files read within limits."""

from __future__ import annotations

import collections
import contextlib
import io
import json
import pickle
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from edge_runtime.adapters import (
    MAX_ADAPTERS,
    PAIRS,
    Adaptation,
    EmotionVector,
    Lora,
    LoraPart,
    SoftPrompt,
    adapt,
    load_adapter,
    load_projection,
)
from edge_runtime.adapters._safetensors import read_safetensors
from edge_runtime.adapters._torch_file import read_torch_file
from edge_runtime.engines import ScriptedEngine
from edge_runtime.errors import AdapterRefused, EmotionInvalid, EngineReason

torch = pytest.importorskip("torch", reason="torch is not installed: run `make test`")


def vector(**values: float) -> tuple[float, ...]:
    return tuple(values.get(high, 0.0) for _, high in PAIRS)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("joy=1", vector(joy=1)),
        ("sadness=1", vector(joy=-1)),
        ("joy=1,fear=-0.5", vector(joy=1, courage=0.5)),
        (" Joy = 1 , FEAR = .25 ", vector(joy=1, courage=-0.25)),
        ("sadness-joy=-0.5", vector(joy=-0.5)),
        ("empathy=1e-1,boredom=+1", vector(empathy=0.1, interest=-1)),
        ("joy=0", vector()),
    ],
)
def test_an_emotion_as_it_is_typed(text: str, values: tuple[float, ...]) -> None:
    assert EmotionVector.parse(text).values == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no value"),
        ("joy", "has no value"),
        ("joy=", "is no number"),
        ("joy=nan", "is no number"),
        ("joy=inf", "is no number"),
        ("joy=1.01", "outside -1..1"),
        ("fear=-2", "outside -1..1"),
        ("joy=1,,fear=1", "has no value"),
        ("joy=1,sadness=1", "pair sadness-joy has two values"),
        ("joi=1", "no emotion called 'joi'"),
        ("joy=1" + " " * 1000, "characters"),
    ],
)
def test_an_emotion_that_cannot_be_read_is_one_sentence(text: str, words: str) -> None:
    with pytest.raises(EmotionInvalid, match=words) as caught:
        EmotionVector.parse(text)
    assert caught.value.exit_code == 2
    assert caught.value.hint


def test_a_slip_of_the_pen_gets_a_suggestion() -> None:
    with pytest.raises(EmotionInvalid) as caught:
        EmotionVector.parse("corage=1")
    assert caught.value.hint == "Did you mean courage?"


@given(st.lists(st.integers(-1000, 1000), min_size=8, max_size=8))
def test_what_a_vector_says_of_itself_is_read_as_the_same(thousandths: list[int]) -> None:
    found = EmotionVector(tuple(value / 1000 for value in thousandths))
    assert EmotionVector.parse(str(found)).values == pytest.approx(found.values)


@given(st.text(max_size=60))
def test_any_text_is_a_vector_or_a_sentence(text: str) -> None:
    with contextlib.suppress(EmotionInvalid):
        assert len(EmotionVector.parse(text).values) == len(PAIRS)


TENSORS = {
    "a.weight": np.arange(24, dtype=np.float32).reshape(4, 6),
    "b": np.array([1.5, -2], np.float16),
    "c": np.array([[0.25]], np.float64),
    "empty": np.zeros((0, 3), np.float32),
}


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return ours.keys() == theirs.keys() and all(np.array_equal(ours[name], theirs[name]) for name in theirs)


def test_safetensors_are_read_as_its_own_library_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "t.safetensors"
    save_file(TENSORS, path, {"model": "x"})
    tensors, metadata = read_safetensors(path)
    assert same(tensors, TENSORS)
    assert metadata == {"model": "x"}


@pytest.mark.parametrize("kind", [torch.float32, torch.float16, torch.bfloat16, torch.float64])
def test_both_forms_give_what_torch_saved(kind: Any, tmp_path: Path) -> None:
    from safetensors.torch import save_file as save_torch

    torch.manual_seed(1)
    layer = torch.nn.Linear(8, 6).to(kind)
    wanted = {name: tensor.detach().to(torch.float64).numpy() for name, tensor in layer.state_dict().items()}
    torch.save(layer.state_dict(), tmp_path / "p.pth")
    save_torch(layer.state_dict(), tmp_path / "p.safetensors")
    assert same(read_torch_file(tmp_path / "p.pth"), wanted)
    assert same(read_safetensors(tmp_path / "p.safetensors")[0], wanted)
    one, other = load_projection(tmp_path / "p.pth"), load_projection(tmp_path / "p.safetensors")
    assert one.digest == other.digest
    emotion = EmotionVector.parse("joy=1,trust=-0.25")
    theirs = layer.float()(torch.tensor(emotion.values)).detach().numpy()
    assert one.offset(emotion) == pytest.approx(theirs, abs=1e-6)


def test_views_parameters_and_nested_states_are_read(tmp_path: Path) -> None:
    base = torch.arange(24, dtype=torch.float32)
    state = {
        "model": collections.OrderedDict(
            turned=base.reshape(4, 6).T, part=base[3:9:2], weight=torch.nn.Parameter(base.clone()), scalar=base[5]
        ),
        "steps": 7,
    }
    torch.save(state, tmp_path / "s.pth")
    wanted = {f"model.{name}": tensor.detach().numpy() for name, tensor in state["model"].items()}
    assert same(read_torch_file(tmp_path / "s.pth"), wanted)


class Command:
    """A pickle of this runs a command when it is loaded."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> Any:
        return subprocess.call, (["touch", str(self.target)],)


def test_a_file_that_holds_code_is_refused_and_not_run(tmp_path: Path) -> None:
    torch.save({"weight": torch.zeros(6, 8), "extra": Command(tmp_path / "ran")}, tmp_path / "code.pth")
    torch.save(torch.nn.Linear(8, 6), tmp_path / "module.pth")
    (tmp_path / "plain.pth").write_bytes(pickle.dumps({"weight": Command(tmp_path / "ran")}))
    torch.save({"weight": torch.zeros(6, 8)}, tmp_path / "old.pth", _use_new_zipfile_serialization=False)
    for name in ("code", "module", "plain", "old"):
        with pytest.raises(AdapterRefused) as caught:
            load_projection(tmp_path / f"{name}.pth")
        assert caught.value.exit_code == 4
    assert not (tmp_path / "ran").exists()


def test_sizes_that_a_zip_only_claims_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", b"\0" * 5_000_000)
    with pytest.raises(AdapterRefused, match="compressed"):
        read_torch_file(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.pkl", b"\0" * 2_000_000)
    with pytest.raises(AdapterRefused, match="too long"):
        read_torch_file(path)


def saved(form: str) -> bytes:
    buffer = io.BytesIO()
    state = {"weight": torch.arange(16.0).reshape(2, 8), "bias": torch.zeros(2)}
    if form == "pth":
        torch.save(state, buffer)
        return buffer.getvalue()
    from safetensors.torch import save

    return bytes(save(state))


SAVED = {form: saved(form) for form in ("pth", "safetensors")}


@given(st.sampled_from(sorted(SAVED)), st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=6))
def test_a_damaged_file_is_a_projection_or_a_sentence(form: str, changes: list[tuple[int, int]]) -> None:
    raw = bytearray(SAVED[form])
    for at, value in changes:
        raw[at % len(raw)] = value
    check(bytes(raw), form)


@given(st.sampled_from(sorted(SAVED)), st.integers(0, 4096))
def test_a_file_cut_short_is_a_sentence(form: str, length: int) -> None:
    check(SAVED[form][: length % len(SAVED[form])], form)


def check(raw: bytes, form: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p.{form}"
        path.write_bytes(raw)
        with contextlib.suppress(AdapterRefused):
            assert load_projection(path).weight.shape[1] == 8


@pytest.mark.parametrize(
    ("tensors", "words"),
    [
        ({}, "no single linear layer"),
        ({"a": np.zeros((4, 8)), "b": np.zeros((4, 8))}, "no single linear layer"),
        ({"a": np.zeros((8, 4))}, r"\[8, 4\], not \[width, 8\]"),
        ({"a": np.zeros((4, 8)), "b": np.zeros(3)}, "3 numbers for a width of 4"),
        ({"a": np.full((4, 8), np.inf)}, "no numbers"),
    ],
)
def test_what_is_no_linear_layer_of_eight_is_refused(tensors: dict[str, Any], words: str, tmp_path: Path) -> None:
    path = tmp_path / "p.safetensors"
    save_file({name: tensor.astype(np.float32) for name, tensor in tensors.items()}, path)
    with pytest.raises(AdapterRefused, match=words):
        load_projection(path)


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [4], "data_offsets": [0, 12]},
        {"dtype": "F32", "shape": [-4], "data_offsets": [0, 16]},
        {"dtype": "F32", "shape": [1 << 62, 4], "data_offsets": [0, 16]},
        {"dtype": "F32", "shape": [4], "data_offsets": [8, 24]},
        {"dtype": "F32", "shape": [4], "data_offsets": [16, 0]},
        {"dtype": "F32", "shape": "4", "data_offsets": [0, 16]},
        {"dtype": "F32", "shape": [4.0], "data_offsets": [0, 16]},
        {"shape": [4]},
        7,
    ],
)
def test_a_tensor_that_lies_wrong_is_refused(entry: object, tmp_path: Path) -> None:
    header = json.dumps({"w": entry}).encode()
    path = tmp_path / "p.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(16))
    with pytest.raises(AdapterRefused):
        read_safetensors(path)


def lora(name: str, digest: str = "d") -> Lora:
    part = LoraPart(0, "mlp.up_proj", np.zeros((1, 2), np.float32), np.zeros((2, 1), np.float32), 1.0)
    return Lora(name, f"/somewhere/{name}", (part,), digest)


def soft(name: str) -> SoftPrompt:
    return SoftPrompt(name, name, np.zeros((2, 4), np.float32), name)


def test_adapters_are_put_on_scaled_and_taken_off_by_name() -> None:
    voice = Adaptation().wearing(lora("a", "1")).wearing(lora("b", "2"), 0.5).wearing(soft("s"))
    assert voice.names == ("a=1", "b=0.5", "s")
    scaled = voice.scaled("a", -2)
    assert scaled is not None
    assert scaled.names == ("a=-2", "b=0.5", "s")
    left = voice.without("s")
    assert left is not None
    assert left.names == ("a=1", "b=0.5")
    assert voice.without("nobody") is None
    assert voice.scaled("nobody", 1) is None
    assert voice.wearing(lora("a", "3"), 3).names == ("a=3", "b=0.5", "s")


@pytest.mark.parametrize("scale", [11, -11, float("nan"), float("inf")])
def test_a_scale_out_of_range_is_refused(scale: float) -> None:
    with pytest.raises(AdapterRefused, match="out of range"):
        Adaptation().wearing(lora("a"), scale)


def test_there_are_limits_to_what_is_put_on() -> None:
    voice = Adaptation()
    for number in range(MAX_ADAPTERS):
        voice = voice.wearing(lora(str(number)))
    with pytest.raises(AdapterRefused, match="at once"):
        voice.wearing(lora("more"))
    with pytest.raises(AdapterRefused, match="another adapter called 0"):
        Adaptation().wearing(lora("0")).wearing(replace(lora("0"), path="/elsewhere/0"))
    with pytest.raises(AdapterRefused, match="already"):
        voice.wearing(soft("s")).wearing(soft("t"))
    with pytest.raises(AdapterRefused, match="no scale"):
        voice.wearing(soft("s"), 0.5)


def test_the_key_tells_apart_whatever_changes_the_answer(tmp_path: Path) -> None:
    save_file({"w": np.ones((4, 8), np.float32)}, tmp_path / "p.safetensors")
    save_file({"w": np.full((4, 8), 2, np.float32)}, tmp_path / "q.safetensors")
    one, other = load_projection(tmp_path / "p.safetensors"), load_projection(tmp_path / "q.safetensors")
    joy, fear = EmotionVector.parse("joy=1"), EmotionVector.parse("joy=-1")
    known = [
        Adaptation(),
        Adaptation(joy, one),
        Adaptation(fear, one),
        Adaptation(joy, other),
        Adaptation().wearing(lora("a")),
        Adaptation().wearing(lora("a"), 0.5),
        Adaptation().wearing(lora("a", "e")),
        Adaptation().wearing(soft("s")),
        Adaptation(joy, one).wearing(lora("a")).wearing(soft("s")),
    ]
    assert len({voice.key for voice in known}) == len(known)
    assert Adaptation(projection=one).key == Adaptation().key == ""


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"peft_type": "LORA", "r": 0}', '{"peft_type": "LORA", "r": "x"}', "{"]
)
def test_a_configuration_that_cannot_be_read_is_a_sentence(text: str, tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text(text)
    with pytest.raises(AdapterRefused) as caught:
        load_adapter(tmp_path)
    assert caught.value.exit_code == 4


def test_a_soft_prompt_must_be_what_its_configuration_says(tmp_path: Path) -> None:
    save_file({"prompt_embeddings": np.zeros((4, 6), np.float32)}, tmp_path / "adapter_model.safetensors")
    for said in ({"num_virtual_tokens": 5}, {"token_dim": 8}):
        (tmp_path / "adapter_config.json").write_text(json.dumps({"peft_type": "PROMPT_TUNING"} | said))
        with pytest.raises(AdapterRefused) as caught:
            load_adapter(tmp_path)
        assert caught.value.reason is EngineReason.WRONG_SHAPE


def test_an_engine_that_cannot_be_coloured_refuses_colours_alone() -> None:
    adapt(object(), Adaptation())
    with pytest.raises(AdapterRefused, match="cannot colour") as caught:
        adapt(object(), Adaptation().wearing(lora("a")))
    assert caught.value.exit_code == 4
    engine = ScriptedEngine()
    adapt(engine, Adaptation().wearing(lora("a")))
    assert engine.adaptation is not None
    assert engine.adaptation.names == ("a=1",)


def test_neither_torch_nor_gguf_nor_numpy_is_imported_before_it_is_used() -> None:
    code = (
        "import sys, edge_runtime.adapters, edge_runtime.cli\n"
        "print([name for name in ('torch', 'gguf', 'numpy', 'safetensors', 'llama_cpp') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
