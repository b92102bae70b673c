"""HJIF: the rules of the standard's own checker, a channel a motor, its place, and what other profiles hold."""

from __future__ import annotations

import copy
import json

import pytest
from formats.timelines import CALM, MOVING, TAPS, timelines
from hypothesis import given, settings

from firmware_bridge import LexiconFileError
from firmware_bridge.formats import Format, Lost, read_clip, usual_layout, write_clip
from lexicon import GRID, Layout, Motor, Timeline

KEYFRAMES = [
    {"relative_position": 0, "amplitude_modulation": 0.0, "frequency_modulation": 180},
    {"relative_position": 500, "amplitude_modulation": 0.5, "frequency_modulation": 180},
    {"relative_position": 1000, "amplitude_modulation": 0.0, "frequency_modulation": 90},
]
EFFECT = {"effect_type": "Basis", "position": 0, "phase": 0.0, "base_signal": "Sine", "keyframes": KEYFRAMES}
BAND = {"band_type": "VectorialWave", "lower_frequency_limit": 0, "upper_frequency_limit": 1000, "effects": [EFFECT]}
CHANNEL = {"id": 0, "description": "m1", "gain": 1.0, "mixing_coefficient": 1.0, "body_part_mask": 0, "bands": [BAND]}
PERCEPTION = {
    "id": 0, "avatar_id": 0, "description": "", "perception_modality": "Vibrotactile",
    "effect_library": [], "channels": [CHANNEL],
}  # fmt: skip
GOOD = {
    "version": "2023", "profile": "Simple Parametric", "level": 1, "date": "2026-01-01", "description": "",
    "timescale": 1000, "avatars": [], "syncs": [], "perceptions": [PERCEPTION],
}  # fmt: skip
P, C, B, E = ("perceptions", 0), ("channels", 0), ("bands", 0), ("effects", 0)


def changed(*changes):
    """`GOOD` with (path, value) set; ... takes it out."""
    document = copy.deepcopy(GOOD)
    for path, value in changes:
        node = document
        for key in path[:-1]:
            node = node[key]
        if value is ...:
            del node[path[-1]]
        else:
            node[path[-1]] = copy.deepcopy(value)
    return json.dumps(document).encode()


def read(*changes):
    return read_clip(changed(*changes), Format.HJIF, "x")


def conformant(data):
    """The reference software's own rules, as far as this profile goes: required members, then what must agree."""
    d = json.loads(data)
    assert {
        "version",
        "profile",
        "level",
        "date",
        "description",
        "timescale",
        "perceptions",
        "avatars",
        "syncs",
    } <= set(d)
    assert (d["version"], d["profile"], d["level"], d["timescale"]) == ("2023", "Simple Parametric", 1, 1000)
    for p in d["perceptions"]:
        assert {"id", "avatar_id", "description", "perception_modality", "channels", "effect_library"} <= set(p)
        assert "effect_semantic_scheme" not in p
        assert p["perception_modality"] == "Vibrotactile"
        assert len(p["channels"]) <= 128
        assert len({c["id"] for c in p["channels"]}) == len(p["channels"])
        for c in p["channels"]:
            assert {"id", "description", "gain", "mixing_coefficient", "body_part_mask", "bands"} <= set(c)
            assert "reference_device_id" not in c
            assert set(c["body_part_target"]) <= {"Left", "Right", "Top", "Down", "All"}
            for axis in "XYZ":
                assert 0 <= c["actuator_target"][0][axis] <= c["actuator_resolution"][axis] <= 127
            assert len(c["bands"]) <= 7
            for b in c["bands"]:
                assert {"band_type", "lower_frequency_limit", "upper_frequency_limit", "effects"} <= set(b)
                assert "curve_type" not in b
                before = 0
                for e in b["effects"]:
                    assert {"effect_type", "position", "keyframes"} <= set(e)
                    assert isinstance(e["position"], int)
                    assert e["position"] >= before
                    at = [k["relative_position"] for k in e["keyframes"]]
                    assert all(isinstance(t, int) for t in at)
                    assert all(a < b for a, b in zip(at, at[1:], strict=False))
                    assert all(0 <= k["amplitude_modulation"] <= 1 for k in e["keyframes"])
                    assert all(0 <= k["frequency_modulation"] <= 1000 for k in e["keyframes"])
                    before = e["position"] + at[-1]
    return True


@given(timelines(motors=(1, 2, 4, 8)))
@settings(max_examples=25)
def test_what_is_written_conforms(made) -> None:
    timeline, layout = made
    assert conformant(write_clip(timeline, layout, Format.HJIF).data)


@pytest.mark.parametrize("timeline", [CALM, MOVING, TAPS])
def test_what_is_written_stays_as_it_was(timeline, golden) -> None:
    name = {CALM: "calm", MOVING: "moving", TAPS: "taps"}[timeline]
    golden(f"{name}.hjif", write_clip(timeline, GRID, Format.HJIF).data)


def test_places_come_back_to_a_hundredth_and_words_do_without_a_grid() -> None:
    layout = Layout((Motor(0.25, 0.75), Motor(1.0, 0.333), Motor(0.5, 0.5)))
    clip = read_clip(write_clip(Timeline(CALM.tracks[:3], 5000), layout, Format.HJIF).data, Format.HJIF)
    assert [(m.x, m.y) for m in clip.layout.motors] == [(0.25, 0.75), (1.0, 0.33), (0.5, 0.5)]
    words = [(["Left", "Top", "Chest"], (0, 0)), (["Right", "Hand"], (1, 0.5)), (["Down"], (0.5, 1))]
    for parts, place in words:
        (motor,) = read(((*P, *C, "body_part_target"), parts)).layout.motors
        assert (motor.x, motor.y) == place
    assert read(((*P, *C, "body_part_target"), ["Chest"])).layout == usual_layout(1)


def test_gain_effects_of_the_library_and_other_clocks() -> None:
    clip = read(((*P, *C, "gain"), 0.5))
    assert clip.timeline.levels_at(500) == (0.25,)
    clip = read(((*P, *C, "gain"), -4))
    assert clip.timeline.peak == 1
    assert [loss.kind for loss in clip.losses] == [Lost.VALUES]
    library = [{"id": 3, "effect_type": "Basis", "keyframes": KEYFRAMES}]
    clip = read(
        ((*P, "effect_library"), library), ((*P, *C, *B, *E), {"effect_type": "Reference", "id": 3, "position": 200})
    )
    assert clip.timeline.levels_at(700) == (0.5,)
    clip = read((("profile",), "Main"), (("timescale",), 500))
    assert clip.timeline.levels_at(1000) == (0.5,)
    assert clip.timeline.duration_ms == 2000


def test_transients_are_beats_and_waveforms_are_named() -> None:
    clip = read(((*P, *C, *B, "band_type"), "Transient"))
    assert clip.timeline.levels_at(510) == (0.5,)
    assert clip.timeline.levels_at(531) == (0,)
    clip = read(((*P, *C, *B, "band_type"), "Curve"))
    assert [(loss.kind, loss.detail) for loss in clip.losses] == [
        (Lost.EVENTS, "Curve bands, which are waveforms were left out (1)")
    ]
    nested = {"effect_type": "Composite", "position": 100, "composition": [EFFECT, {**EFFECT, "position": 50}]}
    clip = read((("profile",), "Main"), ((*P, *C, *B, *E), nested))
    assert clip.timeline.duration_ms == 1150


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        *[((key,), ..., f"The document in 'x' has no {key!r}.") for key in GOOD],
        (("version",), "2022", "version in 'x' is '2022'; it must be a year from 2023 on, such as 2023 or 2025-1."),
        (("profile",), "Other", "profile in 'x' is 'Other'; it must be one of Main, Simple Parametric."),
        (("level",), 3, "level in 'x' is 3; it must be 1 to 2."),
        (("timescale",), 500, "timescale in 'x' is 500; the profile Simple Parametric has 1000 alone."),
        *[((*P, key), ..., f"perceptions[0] in 'x' has no {key!r}.") for key in PERCEPTION],
        ((*P, "avatar_id"), 4, "perceptions[0].avatar_id in 'x' is 4, and there is no such avatar."),
        ((*P, "perception_modality"), "Pressure", "perceptions[0].perception_modality in 'x' is 'Pressure', which level 1 of this profile has not."),
        ((*P, "channels"), [CHANNEL, CHANNEL], "perceptions[0].channels[1].id in 'x' is 0 a second time."),
        *[((*P, *C, key), ..., f"perceptions[0].channels[0] in 'x' has no {key!r}.") for key in CHANNEL],
        ((*P, *C, "reference_device_id"), 1, "perceptions[0].channels[0].reference_device_id in 'x' names a reference device that is not there."),
        ((*P, *C, "bands"), [BAND] * 8, "perceptions[0].channels[0].bands in 'x' has 8 entries; it may have 7."),
        ((*P, *C, "actuator_target"), [{"X": 1, "Y": 1, "Z": 1}], "perceptions[0].channels[0].actuator_target in 'x' stands without an actuator_resolution."),
        *[((*P, *C, *B, key), ..., f"perceptions[0].channels[0].bands[0] in 'x' has no {key!r}.") for key in BAND],
        ((*P, *C, *B, "upper_frequency_limit"), -1, "perceptions[0].channels[0].bands[0].upper_frequency_limit in 'x' is -1; it must be 0 to 1000000."),
        ((*P, *C, *B, "band_type"), "WaveletWave", "perceptions[0].channels[0].bands[0].band_type in 'x' is WaveletWave, which the profile Simple Parametric has not."),
        *[((*P, *C, *B, *E, key), ..., f"perceptions[0].channels[0].bands[0].effects[0] in 'x' has no {key!r}.") for key in ("effect_type", "position", "keyframes")],
        ((*P, *C, *B, *E), {"effect_type": "Composite", "position": 0, "composition": []}, "perceptions[0].channels[0].bands[0].effects[0].effect_type in 'x' is Composite, which the profile Simple Parametric has not."),
        ((*P, *C, *B, *E), {"effect_type": "Reference", "position": 0, "id": 9}, "perceptions[0].channels[0].bands[0].effects[0].id in 'x' is 9, and the library has no such effect."),
        (("avatars",), [{"id": 0}], "avatars in 'x' has an avatar of id 0, which stands for none."),
        ((*P, "channels"), [], "perceptions in 'x' has no channel that vibrates."),
    ],
)  # fmt: skip
def test_each_rule_has_its_sentence(path, value, says) -> None:
    with pytest.raises(LexiconFileError) as caught:
        read((path, value))
    assert str(caught.value) == says


def test_an_effect_that_holds_itself_ends() -> None:
    loop = {
        "id": 1,
        "effect_type": "Composite",
        "composition": [{"effect_type": "Reference", "id": 1, "position": 0}] * 9,
    }
    with pytest.raises(LexiconFileError, match="nested more than 4 deep"):
        read(
            (("profile",), "Main"),
            ((*P, "effect_library"), [loop]),
            ((*P, *C, *B, *E), {"effect_type": "Reference", "id": 1, "position": 0}),
        )
