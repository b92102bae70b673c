"""Emotions, LoRAs and soft prompts in llama.cpp: against transformers and peft, against a fresh engine, against harm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
pytest.importorskip("peft", reason="peft is not installed: run `make test`")

import gguf
from gemma_oracle import load_tiny, logits, make_lora, make_soft_prompt, shifted, write_gguf_lora
from safetensors.numpy import load_file, save_file
from tiny_gguf import WIDTH, write_tiny_gguf

from edge_runtime.adapters import Adaptation, EmotionVector, Projection, load_adapter, load_projection
from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._lib import library
from edge_runtime.engines.llama._lora_file import lora_file, tensor_name
from edge_runtime.engines.llama._table import EmbeddingTable
from edge_runtime.errors import AdapterRefused, EmotionInvalid, EngineReason

pytestmark = pytest.mark.slow

POSITIONS = 200
LIMIT = 2e-3
GREEDY = Sampling(temperature=0, max_tokens=12)
ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
LONG = "hello you and me are warm and calm today " * 20
JOY = EmotionVector.parse("joy=1,fear=-0.5")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("adapters") / "tiny.gguf", tied=True)


@pytest.fixture
def oracle(tiny: Path) -> Any:
    return load_tiny(tiny)


@pytest.fixture
def engine(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LlamaEngine]:
    """Attention in float32, as transformers has it: llama.cpp's flash attention alone costs 0.0025 here."""
    lib = library()
    params = lib.llama_context_default_params

    def exact() -> Any:
        found = params()
        found.type_k = found.type_v = lib.GGML_TYPE_F32
        found.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_DISABLED
        return found

    with monkeypatch.context() as patch:
        patch.setattr(lib, "llama_context_default_params", exact)
        opened = LlamaEngine(tiny, threads=1)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def projection(tmp_path_factory: pytest.TempPathFactory) -> Projection:
    return load_projection(write_projection(tmp_path_factory.mktemp("projection") / "p.safetensors"))


@pytest.fixture(scope="module")
def ids() -> list[int]:
    return [2, *np.random.default_rng(3).integers(4, 500, POSITIONS - 1).tolist()]


def write_projection(path: Path, width: int = WIDTH) -> Path:
    rng = np.random.default_rng(5)
    weight = rng.standard_normal((width, 8)).astype(np.float32)
    save_file({"weight": weight, "bias": rng.standard_normal(width).astype(np.float32) / 4}, path)
    return path


def engine_logits(engine: LlamaEngine, ids: list[int]) -> np.ndarray:
    """One token at a time, as answers are computed, from an empty memory."""
    model, feed = engine._model, engine._adapters.feed
    engine.forget()
    rows = []
    for token in [*engine._adapters.soft_ids, *ids]:
        assert model.lib.llama_decode(model.context, feed((token,))) == 0
        pointer = model.lib.llama_get_logits_ith(model.context, -1)
        rows.append(np.ctypeslib.as_array(pointer, (model.n_vocab,)).copy())
    engine.forget()
    return np.array(rows[-len(ids) :])


def answer(engine: LlamaEngine, text: str = "hello you") -> tuple[str, Finish]:
    events = list(engine.generate([Message("user", text)], GREEDY, seed=1, cancel=Cancel()))
    finish = events.pop()
    assert isinstance(finish, Finish)
    return "".join(event.text for event in events if isinstance(event, Piece)), finish


def last_logits(engine: LlamaEngine) -> np.ndarray:
    model = engine._model
    return np.ctypeslib.as_array(model.lib.llama_get_logits_ith(model.context, -1), (model.n_vocab,)).copy()


def assert_alike(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() < LIMIT
    assert np.array_equal(ours.argmax(1), theirs.argmax(1))


def test_the_tiny_model_is_the_same_in_both(engine: LlamaEngine, oracle: Any, ids: list[int]) -> None:
    assert_alike(engine_logits(engine, ids), logits(oracle, ids))


def test_fed_embeddings_are_exactly_what_the_model_looks_up(
    engine: LlamaEngine, projection: Projection, ids: list[int]
) -> None:
    plain = engine_logits(engine, ids)
    nothing = replace(projection, weight=projection.weight * 0, bias=projection.bias * 0)
    engine.adapt(Adaptation(JOY, nothing))
    assert np.array_equal(engine_logits(engine, ids), plain)


@pytest.mark.parametrize("kind", [0, 1, 2, 8, 12, 14, 30])
def test_rows_of_every_usual_packing_are_unpacked_as_the_model_does(kind: int, tmp_path: Path) -> None:
    """0 and so on are ggml's numbers: F32, F16, Q4_0, Q8_0, Q4_K, Q6_K, BF16."""
    packing = gguf.GGMLQuantizationType(kind)
    path = write_tiny_gguf(tmp_path / "t.gguf", tied=True)
    from llama_cpp import llama_cpp as lib

    params = lib.llama_model_quantize_default_params()
    params.ftype, params.token_embedding_type, params.nthread = 0, kind, 1
    packed = tmp_path / "packed.gguf"
    import ctypes

    assert lib.llama_model_quantize(bytes(path), bytes(packed), ctypes.byref(params)) == 0
    (tensor,) = (tensor for tensor in gguf.GGUFReader(packed).tensors if tensor.name == "token_embd.weight")
    assert tensor.tensor_type == packing
    engine = LlamaEngine(packed, threads=1, allow_unsafe_quant=True)
    try:
        plain = engine_logits(engine, [2, 7, 100, 300])
        table = EmbeddingTable(packed)
        wanted = gguf.quants.dequantize(tensor.data, packing) * np.sqrt(np.float32(WIDTH))
        assert all(np.array_equal(table.row(token), wanted[token]) for token in (0, 7, 300, table.count - 1))
        zero = np.zeros((WIDTH, 8), np.float32)
        engine.adapt(Adaptation(JOY, Projection("p", zero, zero[:, 0], "", "")))
        assert np.abs(engine_logits(engine, [2, 7, 100, 300]) - plain).max() < 1e-4
    finally:
        engine.close()


def test_an_emotion_is_what_transformers_computes(
    engine: LlamaEngine, oracle: Any, projection: Projection, ids: list[int]
) -> None:
    plain = engine_logits(engine, ids)
    engine.adapt(Adaptation(JOY, projection))
    with shifted(oracle, projection.weight @ np.array(JOY.values, np.float32) + projection.bias):
        theirs = logits(oracle, ids)
    assert_alike(engine_logits(engine, ids), theirs)
    assert np.abs(theirs - plain).max() > 0.1


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"target_modules": ALL, "r": 8, "lora_alpha": 4, "use_rslora": True},
        {
            "target_modules": ALL,
            "rank_pattern": {"q_proj": 2, "layers.1.mlp.down_proj": 16, r"^model\.layers\.0\.mlp\.up_proj": 6},
            "alpha_pattern": {"v_proj": 32, r"layers\.\d+\.self_attn.k_proj": 3, "down_proj": 20.5},
        },
    ],
    ids=["plain", "rank-stabilised", "patterns"],
)
def test_a_lora_is_what_peft_computes(
    settings: dict[str, Any], engine: LlamaEngine, oracle: Any, tmp_path: Path, ids: list[int]
) -> None:
    plain = logits(oracle, ids)
    theirs = logits(make_lora(oracle, tmp_path / "lora", **settings), ids)
    assert np.abs(theirs - plain).max() > 0.1
    engine.adapt(Adaptation().wearing(load_adapter(tmp_path / "lora")))
    assert_alike(engine_logits(engine, ids), theirs)


@pytest.mark.parametrize("kind", ["F32", "F16", "BF16", "Q8_0"])
@pytest.mark.parametrize("alpha", [0.0, 6.0])
def test_a_lora_in_a_gguf_file_is_what_llama_cpp_makes_of_it(
    kind: str, alpha: float, engine: LlamaEngine, oracle: Any, tmp_path: Path, ids: list[int]
) -> None:
    """The oracle is llama.cpp, which reads the file itself; and peft, where nothing was rounded."""
    ids = ids[:80]
    wrapped = make_lora(oracle, tmp_path / "lora", target_modules=ALL, r=4, lora_alpha=alpha or 4.0)
    path = write_gguf_lora(load_adapter(tmp_path / "lora"), tmp_path / "mine.gguf", alpha, kind)
    lora = load_adapter(path)
    assert (lora.name, lora.notes) == ("mine", ())
    engine.adapt(Adaptation().wearing(lora))
    ours = engine_logits(engine, ids)
    if kind == "F32":
        assert_alike(ours, logits(wrapped, ids))
    engine.adapt(Adaptation())
    plain, model = engine_logits(engine, ids), engine._model
    pointer = model.lib.llama_adapter_lora_init(model.model, bytes(path))
    engine._adapters._set([(pointer, 1.0)])
    theirs = engine_logits(engine, ids)
    engine._adapters._set([])
    model.lib.llama_adapter_lora_free(pointer)
    rounds = 5 if kind == "Q8_0" else 1  # there llama.cpp packs what it multiplies with too; we give it floats
    assert np.abs(ours - theirs).max() < LIMIT * rounds
    assert np.abs(theirs - plain).max() > 0.1


def test_several_loras_have_each_its_scale(engine: LlamaEngine, oracle: Any, tmp_path: Path, ids: list[int]) -> None:
    make_lora(load_tiny(Path(engine.info().path)), tmp_path / "second", seed=2, target_modules=ALL, r=2)
    wrapped = make_lora(oracle, tmp_path / "first", target_modules=ALL)
    wrapped.load_adapter(tmp_path / "second", "second")
    wrapped.base_model.set_adapter(["default", "second"])
    wrapped.base_model.scale_layer = None
    for module in wrapped.modules():
        if hasattr(module, "set_scale"):
            module.set_scale("default", 0.5)
            module.set_scale("second", -1.5)
    voice = Adaptation().wearing(load_adapter(tmp_path / "first"), 0.5)
    engine.adapt(voice.wearing(load_adapter(tmp_path / "second"), -1.5))
    assert_alike(engine_logits(engine, ids), logits(wrapped, ids))


def test_a_soft_prompt_is_what_peft_computes(engine: LlamaEngine, oracle: Any, tmp_path: Path, ids: list[int]) -> None:
    theirs = logits(make_soft_prompt(oracle, tmp_path / "soft"), ids)
    engine.adapt(Adaptation().wearing(load_adapter(tmp_path / "soft")))
    assert_alike(engine_logits(engine, ids), theirs)
    assert np.abs(theirs - logits(oracle, ids)).max() > 0.1


def test_all_three_together(
    engine: LlamaEngine, oracle: Any, tmp_path: Path, projection: Projection, ids: list[int]
) -> None:
    make_soft_prompt(load_tiny(Path(engine.info().path)), tmp_path / "soft")
    soft = load_adapter(tmp_path / "soft")
    wrapped = make_lora(oracle, tmp_path / "lora")
    voice = Adaptation(JOY, projection).wearing(load_adapter(tmp_path / "lora")).wearing(soft)
    engine.adapt(voice)
    import torch

    rows = oracle.get_input_embeddings()(torch.tensor([ids])) + torch.from_numpy(voice.offset)
    whole = torch.cat([torch.from_numpy(soft.vectors)[None], rows], 1)
    with torch.no_grad():
        theirs = wrapped(inputs_embeds=whole).logits[0, -len(ids) :].numpy()
    assert_alike(engine_logits(engine, ids), theirs)


def voices(tiny: Path, projection: Projection, folder: Path) -> dict[str, Adaptation]:
    make_lora(load_tiny(tiny), folder / "lora", target_modules=ALL)
    make_soft_prompt(load_tiny(tiny), folder / "soft")
    lora, soft = load_adapter(folder / "lora"), load_adapter(folder / "soft")
    return {
        "plain": Adaptation(),
        "emotion": Adaptation(JOY, projection),
        "other emotion": Adaptation(EmotionVector.parse("sadness=1"), projection),
        "lora": Adaptation().wearing(lora),
        "half lora": Adaptation().wearing(lora, 0.5),
        "soft": Adaptation().wearing(soft),
        "all": Adaptation(JOY, projection).wearing(lora, 2.0).wearing(soft),
    }


def test_every_change_answers_as_a_fresh_engine_does(tiny: Path, projection: Projection, tmp_path: Path) -> None:
    """From each voice to each other one, in one engine: text and logits are those of an engine that has no past.

    The prompt is long enough for an exact answer to reuse 128 tokens of what is in memory.
    """
    known = voices(tiny, projection, tmp_path)
    said = {}
    for name, voice in known.items():
        fresh = LlamaEngine(tiny, threads=1)
        fresh.adapt(voice)
        said[name] = (answer(fresh, LONG)[0], last_logits(fresh))
        assert answer(fresh, LONG)[1].reused_tokens >= 128
        fresh.close()
    logits = [found for _, found in said.values()]
    assert not any(np.array_equal(left, right) for at, left in enumerate(logits) for right in logits[:at])
    names = list(known)
    path = [name for at, first in enumerate(names) for other in names[at + 1 :] for name in (first, other)]
    used = LlamaEngine(tiny, threads=1)
    try:
        for name in [*path, names[0]]:
            used.adapt(known[name])
            text, finish = answer(used, LONG)
            assert finish.reused_tokens == 0
            assert text == said[name][0]
            assert np.array_equal(last_logits(used), said[name][1])
    finally:
        used.close()


def test_a_fresh_process_says_the_same(tiny: Path, projection: Projection, tmp_path: Path) -> None:
    make_lora(load_tiny(tiny), tmp_path / "lora", target_modules=ALL)
    engine = LlamaEngine(tiny, threads=1)
    answer(engine)
    engine.adapt(Adaptation(JOY, projection).wearing(load_adapter(tmp_path / "lora"), 0.5))
    code = (
        "import sys; from edge_runtime.engines import *; from edge_runtime.adapters import *\n"
        f"engine = open_engine({str(tiny)!r}, threads=1)\n"
        f"voice = Adaptation(EmotionVector.parse('joy=1,fear=-0.5'), load_projection({projection.path!r}))\n"
        f"engine.adapt(voice.wearing(load_adapter({str(tmp_path / 'lora')!r}), 0.5))\n"
        "events = engine.generate([Message('user', 'hello you')], Sampling(temperature=0, max_tokens=12), seed=1,"
        " cancel=Cancel())\n"
        "sys.stdout.buffer.write(''.join(e.text for e in events if isinstance(e, Piece)).encode())\n"
        "engine.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode() == answer(engine)[0]
    engine.close()


def test_memory_is_reused_under_one_voice_and_exact(tiny: Path, projection: Projection, tmp_path: Path) -> None:
    voice = voices(tiny, projection, tmp_path)["all"]
    long = "hello you and me are warm and calm today " * 40
    used, fresh = LlamaEngine(tiny, threads=1), LlamaEngine(tiny, threads=1)
    try:
        for engine in (used, fresh):
            engine.adapt(voice)
        answer(used, long + "one")
        text, finish = answer(used, long + "two")
        assert finish.reused_tokens >= 128
        assert text == answer(fresh, long + "two")[0]
        assert np.array_equal(last_logits(used), last_logits(fresh))
    finally:
        used.close()
        fresh.close()


def test_the_file_made_of_a_lora_is_kept_and_made_anew_when_it_is_damaged(oracle: Any, tmp_path: Path) -> None:
    make_lora(oracle, tmp_path / "lora")
    lora = load_adapter(tmp_path / "lora")
    with lora_file(lora) as path:
        first = path.read_bytes()
        stamp = path.stat().st_mtime_ns
    with lora_file(lora) as path:
        assert path.stat().st_mtime_ns == stamp
    for damaged in (b"", first[:-64], b"x" * 100, first[: len(first) // 2]):
        path.write_bytes(damaged)
        with lora_file(lora) as again:
            assert again.read_bytes() == first


def test_without_a_place_for_the_cache_a_lora_works_too(
    engine: LlamaEngine, oracle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    make_lora(oracle, tmp_path / "lora")
    plain = answer(engine)
    engine.adapt(Adaptation().wearing(load_adapter(tmp_path / "lora")))
    answer(engine)
    engine.adapt(Adaptation())
    assert answer(engine)[0] == plain[0]


def change_config(folder: Path, **values: Any) -> None:
    path = folder / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def change_tensors(folder: Path, change: Callable[[dict[str, np.ndarray]], object]) -> None:
    path = folder / "adapter_model.safetensors"
    tensors = dict(load_file(path))
    change(tensors)
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, path)


def _first(tensors: dict[str, np.ndarray]) -> str:
    return next(name for name in sorted(tensors) if name.endswith("lora_A.weight"))


def _embedding(tensors: dict[str, np.ndarray]) -> None:
    tensors["base_model.model.model.embed_tokens.lora_embedding_A"] = np.zeros((4, 600), np.float32)


def _head(tensors: dict[str, np.ndarray]) -> None:
    tensors["base_model.model.lm_head.lora_A.weight"] = np.zeros((4, WIDTH), np.float32)


def _later_layer(tensors: dict[str, np.ndarray]) -> None:
    for name in list(tensors):
        tensors[name.replace("layers.1.", "layers.25.")] = tensors.pop(name)


def _wider(tensors: dict[str, np.ndarray]) -> None:
    name = _first(tensors)
    tensors[name] = np.zeros((4, 640), np.float32)


def _no_numbers(tensors: dict[str, np.ndarray]) -> None:
    tensors[_first(tensors)] = np.full((4, WIDTH), np.nan, np.float32)


DAMAGE: dict[str, tuple[Callable[[Path], object], EngineReason, str]] = {
    "no folder": (shutil.rmtree, EngineReason.NO_SUCH_FILE, "it is not there"),
    "no configuration": (
        lambda f: (f / "adapter_config.json").unlink(), EngineReason.NO_SUCH_FILE, "it is not there",
    ),
    "no weights": (lambda f: (f / "adapter_model.safetensors").unlink(), EngineReason.NO_SUCH_FILE, "is not there"),
    "a pickle": (
        lambda f: (f / "adapter_model.safetensors").rename(f / "adapter_model.bin"),
        EngineReason.ADAPTER_INVALID, "a pickle, which can hold code",
    ),
    "a pickle by another name": (
        lambda f: (f / "adapter_model.safetensors").write_bytes(b"\x80\x02}q\x00."),
        EngineReason.ADAPTER_INVALID, "a pickle, which can hold code",
    ),
    "cut short": (
        lambda f: (f / "adapter_model.safetensors").write_bytes((f / "adapter_model.safetensors").read_bytes()[:-9]),
        EngineReason.ADAPTER_INVALID, "outside the file",
    ),
    "another kind": (lambda f: change_config(f, peft_type="IA3"), EngineReason.NOT_SUPPORTED, "'IA3'"),
    "DoRA": (lambda f: change_config(f, use_dora=True), EngineReason.NOT_SUPPORTED, "DoRA"),
    "whole layers": (
        lambda f: change_config(f, modules_to_save=["lm_head"]), EngineReason.NOT_SUPPORTED, "whole layers",
    ),
    "another rank": (lambda f: change_config(f, r=16), EngineReason.WRONG_SHAPE, "has rank 4"),
    "a costly pattern": (
        lambda f: change_config(f, rank_pattern={"(a+)+b": 3}), EngineReason.ADAPTER_INVALID, "too involved",
    ),
    "embeddings": (lambda f: change_tensors(f, _embedding), EngineReason.NOT_SUPPORTED, "token embeddings"),
    "the head": (lambda f: change_tensors(f, _head), EngineReason.NOT_SUPPORTED, "token embeddings"),
    "another model": (lambda f: change_tensors(f, _later_layer), EngineReason.WRONG_BASE, "has not"),
    "another width": (lambda f: change_tensors(f, _wider), EngineReason.WRONG_SHAPE, "640"),
    "half a pair": (lambda f: change_tensors(f, lambda t: t.pop(_first(t))), EngineReason.INCOMPLETE, "is missing"),
    "no numbers": (lambda f: change_tensors(f, _no_numbers), EngineReason.ADAPTER_INVALID, "no numbers"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sound(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "lora"
    make_lora(load_tiny(tiny), folder)
    return folder


@pytest.mark.parametrize("name", DAMAGE)
def test_what_cannot_be_used_is_one_sentence_and_changes_nothing(
    name: str, engine: LlamaEngine, sound: Path, tmp_path: Path
) -> None:
    plain = answer(engine)[0]
    folder = tmp_path / "lora"
    shutil.copytree(sound, folder)
    damage, reason, words = DAMAGE[name]
    damage(folder)
    with pytest.raises(AdapterRefused, match=words) as caught:
        engine.adapt(Adaptation().wearing(load_adapter(folder)))
    assert (caught.value.reason, caught.value.exit_code) == (reason, 4)
    assert str(caught.value).count(". ") == 0
    assert caught.value.hint
    assert answer(engine)[0] == plain


def test_a_refused_adapter_leaves_the_one_that_is_on(
    engine: LlamaEngine, sound: Path, tmp_path: Path, projection: Projection
) -> None:
    good = Adaptation(JOY, projection).wearing(load_adapter(sound))
    engine.adapt(good)
    text = answer(engine)[0]
    shutil.copytree(sound, tmp_path / "bad")
    change_tensors(tmp_path / "bad", _later_layer)
    with pytest.raises(AdapterRefused):
        engine.adapt(good.wearing(load_adapter(tmp_path / "bad")))
    assert answer(engine)[0] == text


def test_vision_parts_are_left_aside_and_said_so(engine: LlamaEngine, sound: Path, tmp_path: Path) -> None:
    """Gemma 3 with images calls its language part by a longer name; what belongs to its eye has no place here."""
    folder = tmp_path / "seeing"
    shutil.copytree(sound, folder)

    def rename(tensors: dict[str, np.ndarray]) -> None:
        for name in list(tensors):
            tensors[name.replace("model.model.layers", "model.model.language_model.layers")] = tensors.pop(name)
        tensors["base_model.model.model.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.lora_A.weight"] = (
            np.zeros((4, 9), np.float32)
        )

    change_tensors(folder, rename)
    seeing, plain = load_adapter(folder), load_adapter(sound)
    assert seeing.notes == ("seeing: 1 tensors of the vision part were left aside.",)
    assert plain.notes == ()
    engine.adapt(Adaptation().wearing(plain))
    text = answer(engine)[0]
    engine.adapt(Adaptation().wearing(seeing))
    assert answer(engine)[0] == text
    assert [tensor_name(part) for part in seeing.parts] == [tensor_name(part) for part in plain.parts]


def test_a_projection_of_another_width_and_an_emotion_without_one(engine: LlamaEngine, tmp_path: Path) -> None:
    narrow = load_projection(write_projection(tmp_path / "narrow.safetensors", 64))
    with pytest.raises(AdapterRefused, match="64 numbers, and this model has 256") as caught:
        engine.adapt(Adaptation(JOY, narrow))
    assert caught.value.exit_code == 4
    engine.adapt(Adaptation(projection=narrow))  # no emotion, no matter
    with pytest.raises(EmotionInvalid, match="no projection"):
        engine.adapt(Adaptation(JOY))


def test_a_long_soft_prompt_counts_as_prompt(engine: LlamaEngine, oracle: Any, tmp_path: Path) -> None:
    make_soft_prompt(oracle, tmp_path / "soft", count=200)
    plain = answer(engine)[1].prompt_tokens
    engine.adapt(Adaptation().wearing(load_adapter(tmp_path / "soft")))
    assert answer(engine)[1].prompt_tokens == plain + 200
    room = engine.info().context
    long = list(
        engine.generate(
            [Message("user", "hello " * 300)] * 1, Sampling(temperature=0, max_tokens=4000), seed=1, cancel=Cancel()
        )
    )[-1]
    assert isinstance(long, Finish)
    assert long.prompt_tokens + long.tokens <= room + 1
    make_soft_prompt(load_tiny(Path(engine.info().path)), tmp_path / "longer", count=600)
    with pytest.raises(AdapterRefused, match="leave no room"):
        engine.adapt(Adaptation().wearing(load_adapter(tmp_path / "longer")))


def test_another_architecture_has_no_fed_embeddings(tmp_path: Path, projection: Projection) -> None:
    path = write_tiny_gguf(tmp_path / "t.gguf", tied=True)
    raw = path.read_bytes().replace(b"gemma3", b"gemma9")
    path.write_bytes(raw)
    with pytest.raises(AdapterRefused, match="'gemma9'") as caught:
        EmbeddingTable(path)
    assert caught.value.reason is EngineReason.NOT_SUPPORTED
