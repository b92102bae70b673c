from __future__ import annotations

from pathlib import Path

import pytest
from tiny_gguf import write_tiny_gguf

from edge_runtime.engines import PRESET_NAMES, Cancel, Message, load_presets, open_engine, sampling_for
from edge_runtime.errors import PresetInvalid
from edge_runtime.paths import models_dir


def test_the_four_presets_are_there_with_their_values() -> None:
    presets = load_presets()
    assert tuple(presets) == PRESET_NAMES
    assert all(0 < len(preset.description) <= 100 for preset in presets.values())
    focused = presets["focused"].sampling
    assert (focused.temperature, focused.top_k, focused.top_p, focused.min_p) == (0.3, 40, 0.9, 0.1)
    loose = presets["exploratory"].sampling
    assert (loose.temperature, loose.top_k, loose.top_p, loose.min_p) == (1.0, 64, 0.95, 0.0)
    assert [name for name, preset in presets.items() if preset.sampling.json] == ["json-strict"]
    assert presets["safety-conservative"].sampling.max_tokens < focused.max_tokens


def test_single_values_can_be_overridden() -> None:
    sampling = sampling_for("focused", temperature=0, max_tokens=7)
    assert (sampling.temperature, sampling.max_tokens, sampling.top_k) == (0.0, 7, 40)


@pytest.mark.parametrize(
    "wrong", [{"name": "wild"}, {"temperature": -1}, {"temperature": float("nan")}, {"max_tokens": 0}]
)
def test_wrong_wishes_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PresetInvalid) as caught:
        sampling_for(**wrong)  # type: ignore[arg-type]
    assert caught.value.exit_code == 2
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("temperature = 0.3", "temperature = 9.0"), "focused.temperature"),
        (("temperature = 0.3", 'temperature = "hot"'), "focused.temperature"),
        (("top_k = 40", "top_q = 40"), "focused"),
        (("[exploratory]", "[other]"), "lacks exploratory"),
        (("[focused]", "[focused"), "not valid TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_place(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    path = tmp_path / "presets.toml"
    path.write_text((models_dir() / "presets.toml").read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(PresetInvalid, match=says):
        load_presets(path)
    with pytest.raises(PresetInvalid, match="cannot be read"):
        load_presets(tmp_path / "none.toml")


@pytest.mark.parametrize("name", PRESET_NAMES)
def test_a_model_answers_with_each_preset(tmp_path, name) -> None:
    engine = open_engine(write_tiny_gguf(tmp_path / "tiny.gguf"), threads=1)
    drawn = list(engine.generate([Message("user", "hello")], sampling_for(name, max_tokens=3), seed=1, cancel=Cancel()))
    assert 0 < drawn[-1].tokens <= 3
    engine.close()
