"""AHAP: the published conversion, what Core Haptics would take, every event and curve, and what is left out."""

from __future__ import annotations

import json
from math import sqrt

import pytest
from formats.test_haptic import AMPLITUDE, GOOD, changed
from formats.timelines import CALM, MOVING, TAPS, timelines
from hypothesis import given, settings

from firmware_bridge import LexiconFileError
from firmware_bridge.formats import Format, Lost, haptic_to_ahap, read_clip, write_clip
from lexicon import GRID, Breakpoint, Timeline

RANGES = {
    "HapticIntensity": (0, 1),
    "HapticSharpness": (0, 1),
    "HapticIntensityControl": (0, 1),
    "HapticSharpnessControl": (-1, 1),
}


def pattern(data):
    return json.loads(data)["Pattern"]


def curves(data, name):
    found = [entry["ParameterCurve"] for entry in pattern(data) if "ParameterCurve" in entry]
    return [curve for curve in found if curve["ParameterID"] == name]


def events(data, kind):
    found = [entry["Event"] for entry in pattern(data) if "Event" in entry]
    return [event for event in found if event["EventType"] == kind]


def unclamped(data):
    """Whether Core Haptics would take it as it stands: known keys, values in range, times in order."""
    document = json.loads(data)
    assert set(document) == {"Version", "Pattern"}
    for entry in document["Pattern"]:
        ((key, value),) = entry.items()
        assert value["Time"] >= 0
        if key == "Event":
            assert value["EventType"] in {"HapticContinuous", "HapticTransient"}
            assert ("EventDuration" in value) == (value["EventType"] == "HapticContinuous")
            assert 0 < value.get("EventDuration", 1) <= 30
            found = [(p["ParameterID"], p["ParameterValue"]) for p in value["EventParameters"]]
        else:
            assert key == "ParameterCurve"
            points = value["ParameterCurveControlPoints"]
            assert points
            assert all(a["Time"] <= b["Time"] for a, b in zip(points, points[1:], strict=False))
            assert points[0]["Time"] == 0
            found = [(value["ParameterID"], p["ParameterValue"]) for p in points]
        for name, number in found:
            low, high = RANGES[name]
            assert low <= number <= high
    return True


def ahap(*entries):
    return json.dumps({"Version": 1.0, "Pattern": list(entries)}).encode()


def event(kind="HapticContinuous", time=0.0, duration=1.0, **values):
    made = {"Time": time, "EventType": kind}
    if kind == "HapticContinuous":
        made["EventDuration"] = duration
    made["EventParameters"] = [{"ParameterID": name, "ParameterValue": value} for name, value in values.items()]
    return {"Event": made}


def curve(name, *points, time=0.0):
    control = [{"Time": t, "ParameterValue": v} for t, v in points]
    return {"ParameterCurve": {"ParameterID": name, "Time": time, "ParameterCurveControlPoints": control}}


def levels(data, *times):
    timeline = read_clip(data, Format.AHAP).timeline
    return [round(timeline.levels_at(t)[0], 3) for t in times]


def test_haptic_becomes_ahap_as_its_makers_do_it() -> None:
    written = haptic_to_ahap(json.dumps(GOOD).encode(), "x.haptic")
    (intensity,) = curves(written.data, "HapticIntensityControl")
    (sharpness,) = curves(written.data, "HapticSharpnessControl")
    assert [(p["Time"], p["ParameterValue"]) for p in intensity["ParameterCurveControlPoints"]] == [
        (0.0, pytest.approx(sqrt(0.2), abs=1e-6)),
        (0.1, pytest.approx(sqrt(0.4) * 0.8, abs=1e-6)),
        (0.1, pytest.approx(sqrt(0.4), abs=1e-6)),
        (0.5, 0.0),
    ]
    assert sharpness["ParameterCurveControlPoints"][1]["ParameterValue"] == pytest.approx(sqrt(0.5), abs=1e-6)
    (continuous,) = events(written.data, "HapticContinuous")
    assert continuous["EventDuration"] == 0.5
    assert [p["ParameterValue"] for p in continuous["EventParameters"]] == [1.0, 0.0]
    (transient,) = events(written.data, "HapticTransient")
    assert transient["Time"] == 0.1
    assert [p["ParameterValue"] for p in transient["EventParameters"]] == [pytest.approx(sqrt(0.9), abs=1e-6), 1.0]
    assert unclamped(written.data)


def test_an_emphasis_on_the_first_point_is_kept() -> None:
    first = {"time": 0.0, "amplitude": 0.2, "emphasis": {"amplitude": 1, "frequency": 0.5}}
    data = haptic_to_ahap(changed(*AMPLITUDE, 0, value=first), "x").data
    assert [e["Time"] for e in events(data, "HapticTransient")] == [0.0, 0.1]


def test_long_clips_are_events_of_30_s_and_curves_of_16_points_where_that_is_asked_for() -> None:
    points = tuple(Breakpoint(t, 0.3 + 0.2 * (t // 1000 % 2), 100) for t in range(0, 70_001, 1000))
    timeline = Timeline((points,), 70_000)
    whole, cut = (write_clip(timeline, GRID, Format.AHAP, chunks=chunks) for chunks in (False, True))
    assert [e["EventDuration"] for e in events(whole.data, "HapticContinuous")] == [30, 30, 10]
    assert [e["Time"] for e in events(whole.data, "HapticContinuous")] == [0, 30, 60]
    assert len(curves(whole.data, "HapticIntensityControl")) == 1
    pieces = curves(cut.data, "HapticIntensityControl")
    sizes = [len(piece["ParameterCurveControlPoints"]) for piece in pieces]
    assert max(sizes) == 16
    assert sum(sizes) - len(sizes) + 1 == len(
        curves(whole.data, "HapticIntensityControl")[0]["ParameterCurveControlPoints"]
    )
    for a, b in zip(pieces, pieces[1:], strict=False):
        last, first = a["ParameterCurveControlPoints"][-1], b["ParameterCurveControlPoints"][0]
        assert a["Time"] + last["Time"] == pytest.approx(b["Time"])
        assert last["ParameterValue"] == first["ParameterValue"]
    assert unclamped(whole.data)
    assert unclamped(cut.data)
    times = range(0, 70_000, 250)
    assert levels(whole.data, *times) == levels(cut.data, *times)


@given(timelines())
@settings(max_examples=25)
def test_what_is_written_core_haptics_would_take(made) -> None:
    timeline, layout = made
    assert unclamped(write_clip(timeline, layout, Format.AHAP).data)


@pytest.mark.parametrize("timeline", [CALM, MOVING, TAPS])
def test_what_is_written_stays_as_it_was(timeline, golden) -> None:
    name = {CALM: "calm", MOVING: "moving", TAPS: "taps"}[timeline]
    golden(f"{name}.ahap", write_clip(timeline, GRID, Format.AHAP).data)


def test_intensity_squared_is_level_and_a_transient_is_a_beat() -> None:
    data = ahap(
        event(HapticIntensity=0.5, duration=0.2),
        event("HapticTransient", time=0.5, HapticIntensity=0.8, HapticSharpness=0.5),
    )
    assert levels(data, 0, 199, 200, 499, 500, 529, 530) == [0.25, 0.25, 0, 0, 0.64, 0.64, 0]
    clip = read_clip(data, Format.AHAP)
    assert {p.carrier_hz for p in clip.timeline.tracks[0] if p.level == pytest.approx(0.64)} == {155}
    assert [loss.kind for loss in clip.losses] == [Lost.EVENTS]


def test_missing_parameters_have_defaults() -> None:
    clip = read_clip(ahap({"Event": {"EventType": "HapticContinuous", "EventDuration": 0.1}}), Format.AHAP)
    assert [(p.level, p.carrier_hz) for p in clip.timeline.tracks[0]] == [(1.0, 108), (1.0, 108)]


def test_intensity_curves_multiply_and_sharpness_curves_add() -> None:
    data = ahap(
        event(HapticIntensity=0.8, HapticSharpness=0.2),
        curve("HapticIntensityControl", (0, 0), (0.5, 1), time=0.25),
        curve("HapticSharpnessControl", (0, 0.3)),
        {"Parameter": {"ParameterID": "HapticIntensityControl", "ParameterValue": 0.5, "Time": 0.9}},
    )
    wanted = [0.64, 0.64, round((0.8 * 0.5) ** 2, 3), 0.64, 0.64, round(0.4**2, 3)]
    assert levels(data, 0, 249, 500, 750, 899, 900) == pytest.approx(wanted, abs=2e-3)
    assert {p.carrier_hz for p in read_clip(data, Format.AHAP).timeline.tracks[0]} == {round(60 + 190 * 0.25)}


def test_curves_bend_levels_by_no_more_than_a_step() -> None:
    data = ahap(event(), curve("HapticIntensityControl", (0, 0), (1, 1)))
    timeline = read_clip(data, Format.AHAP).timeline
    assert max(abs(timeline.levels_at(t)[0] - (t / 1000) ** 2) for t in range(1000)) <= 1 / 255


@pytest.mark.parametrize("ends", [(1, 0), (0, 1), (1, 0.5), (0.2, 0.9)])
def test_an_attack_that_meets_a_curve_is_their_product_all_along(ends) -> None:
    data = ahap(event(AttackTime=1), curve("HapticIntensityControl", (0, ends[0]), (1, ends[1])))
    timeline = read_clip(data, Format.AHAP).timeline

    def strength(t):
        return t * (ends[0] + (ends[1] - ends[0]) * t)

    assert max(abs(timeline.levels_at(t)[0] - strength(t / 1000) ** 2) for t in range(1000)) <= 1 / 255


def test_attack_decay_and_release_shape_an_event() -> None:
    data = ahap(event(duration=0.4, AttackTime=0.1, ReleaseTime=0.2))
    assert levels(data, 0, 50, 100, 399, 500, 600) == pytest.approx([0, 0.25, 1, 1, 0.25, 0], abs=4e-3)
    data = ahap(event(duration=0.4, AttackTime=0.1, DecayTime=0.2, Sustained=0))
    assert levels(data, 100, 200, 300, 350) == pytest.approx([1, 0.25, 0, 0], abs=4e-3)


def test_what_has_no_meaning_is_named_and_what_is_out_of_range_is_moved() -> None:
    data = ahap(
        event(HapticIntensity=3, HapticSharpness=-1, AudioVolume=1),
        event(time=1, duration=40),
        {"Event": {"Time": 0, "EventType": "AudioCustom", "EventWaveformPath": "boom.wav", "EventParameters": []}},
        {"Event": {"Time": 0, "EventType": "Wobble"}},
        curve("AudioVolumeControl", (0, 1)),
        curve("HapticAttackTimeControl", (0, 1)),
        {"Comment": "nothing"},
    )
    clip = read_clip(data, Format.AHAP)
    told = {loss.detail: loss.kind for loss in clip.losses}
    assert told == {
        "AudioVolume of events were left out (1)": Lost.EVENTS,
        "AudioCustom events were left out (1)": Lost.EVENTS,
        "events of an unknown type were left out (1)": Lost.EVENTS,
        "AudioVolumeControl were left out (1)": Lost.EVENTS,
        "HapticAttackTimeControl were left out (1)": Lost.EVENTS,
        "entries without Event, Parameter or ParameterCurve were left out (1)": Lost.EVENTS,
        "events were cut at the 30 s that one may last (1)": Lost.TIMES,
        "values out of range were moved to its end (2)": Lost.VALUES,
    }
    assert clip.timeline.duration_ms == 31_000


@pytest.mark.parametrize("name", ["HapticIntensity", "HapticSharpness", "AttackTime", "DecayTime", "ReleaseTime", "Sustained",
    "AudioVolume", "AudioPitch", "AudioPan", "AudioBrightness"])  # fmt: skip
@pytest.mark.parametrize("kind", ["HapticContinuous", "HapticTransient"])
@pytest.mark.parametrize("sustained", [{}, {"Sustained": 0}], ids=["held", "decays"])
def test_each_parameter_of_an_event_is_felt_or_named(name, kind, sustained) -> None:
    value = {name: 1 - sustained.get(name, 1) if name == "Sustained" else 0.2}
    without = read_clip(ahap(event(kind, duration=0.4, **sustained)), Format.AHAP)
    with_it = read_clip(ahap(event(kind, duration=0.4, **{**sustained, **value})), Format.AHAP)
    named = any(name in loss.detail for loss in with_it.losses)
    assert (with_it.timeline != without.timeline) != named


@pytest.mark.parametrize("name", ["HapticIntensityControl", "HapticSharpnessControl", "HapticAttackTimeControl", "HapticDecayTimeControl",
    "HapticReleaseTimeControl", "AudioVolumeControl", "AudioPanControl", "AudioBrightnessControl", "AudioPitchControl",
    "AudioAttackTimeControl", "AudioDecayTimeControl", "AudioReleaseTimeControl"])  # fmt: skip
@pytest.mark.parametrize("kind", ["Parameter", "ParameterCurve"])
def test_each_dynamic_parameter_is_felt_or_named(name, kind) -> None:
    change = curve(name, (0, 0.3), (0.2, 0.1))
    if kind == "Parameter":
        change = {"Parameter": {"ParameterID": name, "Time": 0.1, "ParameterValue": 0.3}}
    without, with_it = (read_clip(ahap(event(duration=0.4), *more), Format.AHAP) for more in ((), (change,)))
    named = [loss.detail for loss in with_it.losses]
    assert (with_it.timeline != without.timeline) == (name in RANGES)
    assert named == ([] if name in RANGES else [f"{name} were left out (1)"])


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"Event": {}}, "Pattern[0].Event in 'x' has no 'EventType'."),
        ({"Event": {"EventType": "HapticContinuous"}}, "Pattern[0].Event in 'x' has no 'EventDuration'."),
        (event(time=1e6), "Pattern[0].Event.Time in 'x' is 1e+06; it may be 86400."),
        (event(HapticIntensity="loud"), "Pattern[0].Event.EventParameters[0].ParameterValue in 'x' is no number."),
        (curve("HapticIntensityControl", (1, 0), (0.5, 0)), "Pattern[0].ParameterCurve.ParameterCurveControlPoints[1] in 'x' is before the point before it."),
        (7, "Pattern[0] in 'x' is no object."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_by_its_path(entry, says) -> None:
    with pytest.raises(LexiconFileError) as caught:
        read_clip(ahap(entry), Format.AHAP, "x")
    assert str(caught.value) == says
