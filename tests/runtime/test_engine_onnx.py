from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
pytest.importorskip("onnxruntime", reason="the onnx extra is not installed: run `make test`")

from f32_gguf import write_f32
from onnx import TensorProto, helper, load, save
from tiny_gguf import CONTEXT, WIDTH, write_tiny_gguf

from edge_runtime.catalog import find_model, find_onnx
from edge_runtime.engines import Cancel, Engine, Finish, Message, Piece, Sampling, open_engine
from edge_runtime.engines._reuse import common_prefix
from edge_runtime.engines.llama import LlamaEngine
from edge_runtime.engines.llama._lib import library
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.onnx import OnnxEngine, _runtime, choose_provider
from edge_runtime.engines.onnx._engine import CHUNK
from edge_runtime.engines.onnx._folder import find_export
from edge_runtime.engines.onnx._tokenizer import ExportTokenizer
from edge_runtime.errors import EngineError, EngineReason, ModelError, ModelNotFound, ModelRefused, PromptTooLong
from lexicon import Diagnostic, Parser, Tag, Unknown

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "models" / "recipe"))
from export_onnx import export  # noqa: E402

sys.path.remove(str(ROOT / "models" / "recipe"))

FORMS = {
    "embeddings": {},
    "all positions": {"all_positions": True},
    "ids": {"token_ids": True},
    "ids and positions": {"token_ids": True, "position_ids": True, "all_positions": True},
}
GREEDY = Sampling(temperature=0, max_tokens=24)
WILD = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, max_tokens=24)
CLOSE = 0.01
"""llama.cpp looks GELU up in a table of half precision."""
LONG = "hello you and me are warm and calm today " * 12


def user(text: str) -> list[Message]:
    return [Message("user", text)]


def answer(
    engine: Engine, messages: Sequence[Message], sampling: Sampling = GREEDY, *, seed: int | None = 1
) -> tuple[list[int], str, Finish]:
    events = list(engine.generate(messages, sampling, seed=seed, cancel=Cancel()))
    finish = events.pop()
    assert isinstance(finish, Finish)
    pieces = [event for event in events if isinstance(event, Piece)]
    return [piece.token for piece in pieces if piece.token >= 0], "".join(piece.text for piece in pieces), finish


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("onnx") / "tiny.gguf")


@pytest.fixture(scope="module", params=list(FORMS))
def folder(request: pytest.FixtureRequest, tiny: Path) -> Path:
    path = tiny.with_name(request.param.replace(" ", "-"))
    export(tiny, path, bits=32, **FORMS[request.param])
    return path


@pytest.fixture(scope="module")
def plain(tiny: Path) -> Path:
    path = tiny.with_name("plain")
    export(tiny, path, bits=32)
    return path


@pytest.fixture
def engine(plain: Path) -> Iterator[OnnxEngine]:
    opened = OnnxEngine(plain, threads=1)
    yield opened
    opened.close()


@pytest.fixture
def f32_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let llama.cpp compute attention in float32, as onnxruntime does, and not in half precision."""
    lib = library()
    defaults = lib.llama_context_default_params

    def in_f32() -> object:
        options = defaults()
        options.type_k = options.type_v = lib.GGML_TYPE_F32
        options.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_DISABLED
        return options

    monkeypatch.setattr(lib, "llama_context_default_params", in_f32)


def logits(engine: OnnxEngine, tokens: list[int]) -> np.ndarray:
    found = engine._compute(tokens, Cancel(), None)
    assert found is not None
    return found


# the same model on the other engine


def test_every_form_of_export_gives_llamas_logits(folder: Path, tiny: Path, f32_memory: None) -> None:
    """200 positions, the window of 64 long behind, each after a prompt that was cut into chunks."""
    tokens = [2, *np.random.default_rng(4).integers(6, 300, 199).tolist()]
    theirs, ours = LlamaEngine(tiny, threads=1), OnnxEngine(folder, threads=1)
    try:
        model = theirs._model
        worst, agreed = 0.0, 0
        for at, token in enumerate(tokens):
            assert model.lib.llama_decode(model.context, theirs._adapters.feed((token,))) == 0
            expected = np.ctypeslib.as_array(model.lib.llama_get_logits_ith(model.context, -1), (model.n_vocab,))
            if at < 120:
                found = logits(ours, [token]) if at % 40 else logits(_fresh(ours), tokens[: at + 1])
            else:
                found = logits(ours, [token])
            worst = max(worst, float(np.abs(found - expected).max()))
            agreed += int(expected[found.argmax()] > expected.max() - 2 * CLOSE)
        assert worst < CLOSE
        assert agreed == len(tokens)
    finally:
        theirs.close()
        ours.close()


def _fresh(engine: OnnxEngine) -> OnnxEngine:
    engine.forget()
    return engine


@pytest.mark.parametrize(("bits", "near"), [(8, 0.05), (4, 0.5)])
def test_fewer_bits_give_nearly_the_same_logits(
    plain: Path, tiny: Path, tmp_path: Path, bits: int, near: float
) -> None:
    export(tiny, tmp_path / "small", bits=bits)
    tokens = np.random.default_rng(5).integers(6, 300, 100).tolist()
    expected, found = (logits(OnnxEngine(path, threads=1), tokens) for path in (plain, tmp_path / "small"))
    assert 0 < float((found - expected).std()) < near * float(expected.std())
    sizes = [(path / "model.onnx_data").stat().st_size for path in (tmp_path / "small", plain)]
    assert bits / 32 < sizes[0] / sizes[1] < bits / 25


def test_both_engines_say_the_same(folder: Path, tiny: Path, f32_memory: None) -> None:
    theirs, ours = LlamaEngine(tiny, threads=1), OnnxEngine(folder, threads=1)
    try:
        for text in ("hello", "a calm day", LONG):
            short = Sampling(temperature=0, max_tokens=12)
            expected, found = answer(theirs, user(text), short), answer(ours, user(text), short)
            assert found[:2] == expected[:2]
            assert (found[2].prompt_tokens, found[2].reason) == (expected[2].prompt_tokens, expected[2].reason)
    finally:
        theirs.close()
        ours.close()


@pytest.mark.slow
def test_the_shipped_model_in_f32_says_the_same_fifty_times(tmp_path: Path, f32_memory: None) -> None:
    source = write_f32(find_model(None)[0], tmp_path / "f32.gguf")
    export(source, tmp_path / "f32", bits=32)
    system = (ROOT / "models" / "prompts" / "line.md").read_text().replace("{haptics}", "on")
    lines = (ROOT / "models" / "recipe" / "heldout.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [row["prompt"] for row in map(json.loads, lines) if "prompt" in row][:50]
    assert len(asked) == 50
    theirs, ours = LlamaEngine(source, threads=1), OnnxEngine(tmp_path / "f32", threads=1)
    sampling = Sampling(temperature=0, max_tokens=48)
    try:
        different = []
        for text in asked:
            messages = [Message("system", system), *user(text)]
            expected, found = (answer(engine, messages, sampling)[0] for engine in (theirs, ours))
            if found != expected and not _is_tie(ours, messages, expected, found):
                different.append(text)
        assert different == []
    finally:
        theirs.close()
        ours.close()


def _is_tie(engine: OnnxEngine, messages: Sequence[Message], expected: list[int], found: list[int]) -> bool:
    """Whether two answers part where both tokens are as likely but for rounding."""
    at = common_prefix(expected, found)
    if at == min(len(expected), len(found)):
        return False
    engine.forget()
    scores = logits(engine, [*engine._prompter.fit(messages, room=1024, reply=64).tokens, *expected[:at]])
    return abs(float(scores[expected[at]] - scores[found[at]])) < 2 * CLOSE


@pytest.mark.slow
def test_the_shipped_export_is_of_the_shipped_model() -> None:
    """Fed with what the shipped GGUF says, the export's likeliest next token is the same nearly always."""
    theirs, ours = open_engine(find_model(None)[0], threads=1), open_engine(find_onnx(None)[0], "onnx", threads=1)
    assert isinstance(ours, OnnxEngine)
    asked = ["hello", "I am nervous about my exam", "my cat is ill", "what can you do?", "make it feel like rain"]
    system = (ROOT / "models" / "prompts" / "line.md").read_text().replace("{haptics}", "on")
    agreed = total = 0
    try:
        for text in asked:
            messages = [Message("system", system), *user(text)]
            said = answer(theirs, messages, Sampling(temperature=0, max_tokens=48))[0]
            prompt = ours._prompter.fit(messages, room=1024, reply=64).tokens
            assert prompt == theirs._prompter.fit(messages, room=1024, reply=64).tokens  # type: ignore[attr-defined]
            ours.forget()
            for fed, token in zip([prompt, *([token] for token in said)], said, strict=False):
                agreed += int(logits(ours, fed).argmax() == token)
                total += 1
        assert agreed / total > 0.9
    finally:
        theirs.close()
        ours.close()
    size = sum(file.stat().st_size for file in find_onnx(None)[0].iterdir())
    assert size < 10_000_000


# the vocabulary


@pytest.fixture(scope="module", params=["tiny", "shipped"])
def vocabularies(
    request: pytest.FixtureRequest, tiny: Path, plain: Path
) -> Iterator[tuple[LlamaModel, ExportTokenizer]]:
    model = LlamaModel(tiny if request.param == "tiny" else find_model(None)[0], threads=1)
    yield model, ExportTokenizer(find_export(plain if request.param == "tiny" else find_onnx(None)[0]))
    model.close()


@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ["<end_of_turn>", "[calm]", "<bos>", " the", "  ", "\n\n", "calm", "é", "\u2581", "<0x0A>", "feel"]
            )
        ).map("".join),
    ),
    special=st.booleans(),
)
def test_texts_become_the_ids_of_llama(
    vocabularies: tuple[LlamaModel, ExportTokenizer], text: str, special: bool
) -> None:
    theirs, ours = vocabularies
    found = ours.tokenize(text, special=special)
    assert found == theirs.tokenize(text, special=special)
    assert [ours.piece(token) for token in found] == [theirs.piece(token) for token in found]


def test_all_that_is_known_of_a_token_agrees(vocabularies: tuple[LlamaModel, ExportTokenizer]) -> None:
    theirs, ours = vocabularies
    assert (ours.size, ours.bos, ours.eos, ours.adds_bos) == (
        theirs.n_vocab,
        theirs.bos,
        min(ours.ends),
        theirs.adds_bos,
    )
    assert ours.chat_template == theirs.chat_template
    for token in range(ours.size):
        assert ours.spelling(token) == theirs.spelling(token)
        assert ours.is_user_defined(token) == theirs.is_user_defined(token)
        if token != 3:  # llama.cpp writes <unk> out as a sign
            assert ours.piece(token) == theirs.piece(token)


# memory


def test_a_reused_memory_changes_nothing(plain: Path) -> None:
    used, fresh = OnnxEngine(plain, threads=1), OnnxEngine(plain, threads=1)
    answer(used, user(LONG * 2 + "one"))
    told, expected = answer(used, user(LONG * 2 + "two")), answer(fresh, user(LONG * 2 + "two"))
    assert told[:2] == expected[:2]
    assert told[2].reused_tokens >= CHUNK > expected[2].reused_tokens == 0
    memories = [engine._model._memory for engine in (used, fresh) if engine._model]
    assert all(np.array_equal(memories[0][name].numpy(), memories[1][name].numpy()) for name in memories[0])


def test_a_tab_may_stand_for_its_byte(plain: Path, tmp_path: Path) -> None:
    """So transformers writes the tokenizer of a Gemma, and exporters copy it."""
    folder = shutil.copytree(plain, tmp_path / "export")
    file = folder / "tokenizer.json"
    text = file.read_text(encoding="utf-8")
    number = json.loads(text)["model"]["vocab"]["<0x09>"]
    file.write_text(text.replace('"<0x09>"', r'"\t"'), encoding="utf-8")
    tokenizer = ExportTokenizer(find_export(folder))
    assert tokenizer.tokenize("\t", special=False) == [number]
    assert tokenizer.piece(number) == b"\t"
    file.write_text(text.replace('"<0x09>"', '"no tab"'), encoding="utf-8")
    with pytest.raises(ModelRefused, match="a token for each byte"):
        ExportTokenizer(find_export(folder))


def test_an_unseeded_answer_reuses_all_but_the_new_tokens(engine: OnnxEngine) -> None:
    answer(engine, user("hello you"), WILD, seed=None)
    finish = answer(engine, user("hello you"), WILD, seed=None)[2]
    assert finish.reused_tokens == finish.prompt_tokens - 1


def test_a_seed_gives_the_same_text_after_other_answers(engine: OnnxEngine) -> None:
    first = answer(engine, user("hello"), WILD, seed=7)[1]
    assert answer(engine, user("hello"), WILD, seed=8)[1] != first
    answer(engine, user("something else"), WILD, seed=9)
    assert answer(engine, user("hello"), WILD, seed=7)[1] == first


def test_a_full_context_ends_the_answer_and_a_longer_message_is_refused(plain: Path) -> None:
    engine = OnnxEngine(plain, context=64, threads=1)
    tokens, _, finish = answer(engine, user("hello"), Sampling(temperature=0, max_tokens=200))
    assert finish.reason in ("context", "stop")
    assert finish.prompt_tokens + len(tokens) <= 65
    with pytest.raises(PromptTooLong):
        answer(engine, user(LONG))
    assert OnnxEngine(plain, threads=1).info().context == CONTEXT


# ending


def test_cancel_between_tokens(engine: OnnxEngine) -> None:
    cancel = Cancel()
    running = engine.generate(user("hello"), WILD, seed=1, cancel=cancel)
    next(running)
    cancel.set()
    events = list(running)
    assert isinstance(events[-1], Finish)
    assert (events[-1].reason, events[-1].tokens) == ("cancelled", 1)


def test_cancel_inside_a_computation_leaves_a_sound_memory(
    engine: OnnxEngine, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flag is set by another thread while the second chunk is about to be computed: onnxruntime itself ends it."""
    cancel = Cancel()
    model = engine._model
    assert model is not None
    real, calls = model.compute, []

    def compute(given: object, run_options: object, *, wanted: bool) -> object:
        calls.append(wanted)
        if len(calls) == 2:
            setter = threading.Thread(target=cancel.set)
            setter.start()
            setter.join()
        return real(given, run_options, wanted=wanted)

    monkeypatch.setattr(model, "compute", compute)
    events = list(engine.generate(user(LONG * 3), GREEDY, seed=1, cancel=cancel))
    assert isinstance(events[-1], Finish)
    assert (events[-1].reason, events[-1].tokens, len(calls)) == ("cancelled", 0, 2)
    assert (model.length, engine._cached[-1] >= 0, len(engine._cached)) == (CHUNK, True, CHUNK)
    told = answer(engine, user(LONG * 3))
    assert told[2].reused_tokens == CHUNK
    assert told[:2] == answer(OnnxEngine(plain, threads=1), user(LONG * 3))[:2]


def test_a_closed_engine_says_so(plain: Path) -> None:
    engine = OnnxEngine(plain, threads=1)
    running = engine.generate(user("hello"), WILD, seed=1, cancel=Cancel())
    next(running)
    engine.close()
    engine.close()
    for use in (lambda: next(running), lambda: answer(engine, user("hello"))):
        with pytest.raises(EngineError) as caught:
            use()
        assert caught.value.reason is EngineReason.ENGINE_CLOSED


# held to a grammar


def test_json_and_schemas_hold(engine: OnnxEngine) -> None:
    schema = '{"type": "object", "properties": {"calm": {"type": "boolean"}}, "required": ["calm"], "additionalProperties": false}'
    for seed in range(6):
        wild = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, max_tokens=40)
        _, text, finish = answer(engine, user("hello"), replace(wild, schema=schema), seed=seed)
        assert set(json.loads(text)) == {"calm"}
        assert finish.forced_tokens > 0
        assert isinstance(json.loads(answer(engine, user("hello"), replace(wild, json=True), seed=seed)[1]), dict)


def test_tags_are_held_to_the_lexicon_or_kept_out(engine: OnnxEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A random model that leans to beginning a block; its vocabulary has a few of the tags, whole."""
    model = engine._model
    assert model is not None
    begin, real = engine._tokenizer.tokenize("[begin_haptics]", special=False)[0], model.compute

    def lean(given: object, run_options: object, *, wanted: bool) -> object:
        found = real(given, run_options, wanted=wanted)
        if found is not None:
            found[begin] += 8
        return found

    monkeypatch.setattr(model, "compute", lean)
    wild = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, max_tokens=60)
    blocks = 0
    for seed in range(12):
        off = answer(engine, user("calm"), replace(wild, haptics=False), seed=seed)[1]
        on = answer(engine, user("calm"), replace(wild, haptics=True), seed=seed)[1]
        assert not [event for event in _events(off) if isinstance(event, Tag)]
        assert not [event for event in _events(on) if isinstance(event, (Unknown, Diagnostic))]
        blocks += on.count("[begin_haptics]")
    assert blocks


def _events(text: str) -> list[object]:
    parser = Parser()
    return [*parser.feed(text), *parser.finish()]


# where it runs


def test_the_cpu_computes_and_a_gpu_must_show_that_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here no GPU is: a provider that is listed all the same fails its one product, and a note says it."""
    ort = _runtime.runtime()
    if "CUDAExecutionProvider" in ort.get_available_providers():
        pytest.skip("this onnxruntime has CUDA: what is checked here is a machine without")
    given = np.array([[1, 2], [3, 4]], np.float32)
    probe = ort.InferenceSession(_runtime.PROBE, providers=[_runtime.CPU])
    assert np.array_equal(probe.run(None, {"x": given})[0], given @ given)
    assert choose_provider() == _runtime.Provider(_runtime.CPU, "cpu")
    with pytest.raises(EngineError, match="no such provider"):
        choose_provider("cuda")
    with pytest.raises(EngineError, match="no provider called"):
        choose_provider("abacus")
    monkeypatch.setattr(ort, "get_available_providers", lambda: list(_runtime.GPUS.values()))
    found = choose_provider()
    assert found.name == _runtime.CPU
    assert "cuda did not compute" in found.note
    assert "tensorrt did not compute" in found.note
    _runtime._fails.cache_clear()


def test_a_gpu_that_computes_is_used_with_its_memory(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No GPU is here: what a session would be opened with, where the product of two matrices had come out right."""
    ort = _runtime.runtime()
    cuda, tensorrt = _runtime.GPUS["cuda"], _runtime.GPUS["tensorrt"]
    monkeypatch.setattr(ort, "get_available_providers", lambda: [tensorrt, cuda, _runtime.CPU])
    fails = {cuda: "", tensorrt: ""}
    monkeypatch.setattr(_runtime, "_fails", fails.__getitem__)
    assert choose_provider() == _runtime.Provider(cuda, "cuda")
    assert choose_provider("cpu") == _runtime.Provider(_runtime.CPU, "cpu")
    opened: list[list[str]] = []
    real = ort.InferenceSession

    def open_here(path: str, options: object, *, providers: list[str]) -> object:
        opened.append(providers)
        return real(path, options, providers=[_runtime.CPU])

    monkeypatch.setattr(ort, "InferenceSession", open_here)
    monkeypatch.setattr(ort.OrtValue, "ortvalue_from_numpy", lambda values, device, number: (device, number))
    for wish, chain in (("cuda", [cuda, _runtime.CPU]), ("tensorrt", [tensorrt, cuda, _runtime.CPU])):
        engine = OnnxEngine(plain, provider=wish)
        assert opened[-2:] == [chain, [_runtime.CPU]]
        assert (engine.info().gpu_layers, engine.info().note) == (-1, "")
        assert set(engine._model._memory.values()) == {("cuda", 0)}
    fails[cuda] = "no driver"
    assert choose_provider() == _runtime.Provider(tensorrt, "cuda")
    fails[tensorrt] = "no library"
    found = choose_provider()
    assert found.device == "cpu"
    assert found.note == (
        "cuda did not compute (no driver); tensorrt did not compute (no library): the CPU computes instead"
    )


# foreign files


def broken(plain: Path, to: Path, change: str) -> Path:
    shutil.copytree(plain, to)
    if change == "no tokenizer":
        (to / "tokenizer.json").unlink()
    elif change == "no embeddings":
        (to / "embed_tokens.onnx").unlink()
    elif change == "no graph":
        (to / "model.onnx").unlink()
    elif change == "no weights":
        (to / "model.onnx_data").unlink()
    elif change == "cut weights":
        (to / "model.onnx_data").write_bytes((plain / "model.onnx_data").read_bytes()[:1000])
    elif change == "random":
        (to / "model.onnx").write_bytes(np.random.default_rng(1).bytes(5000))
    elif change == "bad config":
        (to / "config.json").write_text('{"max_position_embeddings": -1}')
    elif change == "no json":
        (to / "config.json").write_text("[" * 100_000)
    elif change == "bad tokenizer":
        (to / "tokenizer.json").write_text('{"model": {}}')
    else:
        graph = load(to / "model.onnx", load_external_data=False)
        if change == "foreign input":
            graph.graph.input.append(helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, [1]))
        elif change == "no cache":
            del graph.graph.output[1:]
        save(graph, to / "model.onnx")
    return to


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("no tokenizer", "no tokenizer.json and no tokenizer.model"),
        ("no embeddings", "embed_tokens.onnx is not beside it"),
        ("no graph", "no graph"),
        ("no weights", "cannot load model.onnx"),
        ("cut weights", "cannot load model.onnx"),
        ("random", "cannot load model.onnx"),
        ("bad config", "greater than or equal to 1"),
        ("no json", "not JSON"),
        ("bad tokenizer", "tokenizer.json cannot be used"),
        ("foreign input", "takes pixel_values"),
        ("no cache", "present.0.key is missing"),
    ],
)
def test_a_folder_that_is_no_export_is_refused_in_one_sentence(
    plain: Path, tmp_path: Path, change: str, says: str
) -> None:
    with pytest.raises(ModelRefused, match=says) as caught:
        OnnxEngine(broken(plain, tmp_path / "folder", change))
    assert caught.value.exit_code == 4
    assert caught.value.hint


def test_nothing_there(tmp_path: Path) -> None:
    for open_it in (
        lambda: OnnxEngine(tmp_path / "none"),
        lambda: find_onnx("gemma-3-1b-it"),
        lambda: find_onnx("none"),
    ):
        with pytest.raises(ModelNotFound):
            open_it()
    with pytest.raises(ModelError):
        OnnxEngine(tmp_path)


def test_numbers_that_are_none_are_said(tiny: Path, tmp_path: Path) -> None:
    source = write_tiny_gguf(tmp_path / "nan.gguf", tensors={"blk.1.ffn_down.weight": float("nan")})
    export(source, tmp_path / "nan", bits=32)
    with pytest.raises(EngineError, match="no numbers"):
        answer(OnnxEngine(tmp_path / "nan", threads=1), user("hello"))


def test_a_graph_may_be_named_itself(plain: Path) -> None:
    engine = OnnxEngine(plain / "model.onnx")
    info = engine.info()
    assert (info.model, info.architecture, info.backend) == ("tiny random gemma", "gemma3_text", "onnxruntime on CPU")
    assert engine._model is not None
    assert engine._model.width == WIDTH


@pytest.mark.slow
def test_a_command_runs_the_shipped_export(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    options = ["--backend", "onnx", "--seed", "3", "--haptics", "on", "--time-scale", "0", "--trace", str(trace)]
    command = [sys.executable, "-m", "edge_runtime", "say", "I am nervous about my exam", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    events = [json.loads(line) for line in trace.read_text().splitlines()]
    assert done.stdout.strip()
    assert done.stderr == ""
    assert (events[0]["model"], events[0]["backend"], events[-1]["reason"]) == ("felt-small", "onnx", "stop")
    assert any(event["kind"] == "program" for event in events)
