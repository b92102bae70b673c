"""`.haptic`: one sentence for each rule, strict and legacy; emphasis; what is written passes strict."""

from __future__ import annotations

import copy
import json

import pytest
from formats.timelines import CALM, MOVING, TAPS

from firmware_bridge import LexiconFileError
from firmware_bridge.formats import Format, Lost, read_clip, write_clip
from lexicon import GRID

POINT = {"time": 0.0, "amplitude": 0.0}
GOOD = {
    "version": {"major": 1, "minor": 0, "patch": 0},
    "metadata": {"editor": "by hand", "tags": ["x"], "something": {"else": 1}},
    "signals": {
        "continuous": {
            "envelopes": {
                "amplitude": [
                    {"time": 0.0, "amplitude": 0.2},
                    {"time": 0.1, "amplitude": 0.4, "emphasis": {"amplitude": 0.9, "frequency": 1.0}},
                    {"time": 0.1, "amplitude": 0.4},
                    {"time": 0.5, "amplitude": 0.0},
                ],
                "frequency": [{"time": 0.0, "frequency": 0.0}, {"time": 0.5, "frequency": 0.5}],
            }
        }
    },
}
AMPLITUDE = ("signals", "continuous", "envelopes", "amplitude")
FREQUENCY = ("signals", "continuous", "envelopes", "frequency")


def changed(*path, value):
    """`GOOD` with the value at ``path`` set; ... takes it out."""
    document = copy.deepcopy(GOOD)
    node = document
    for key in path[:-1]:
        node = node[key]
    if value is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return json.dumps(document).encode()


def refusal(data, *, strict=False):
    with pytest.raises(LexiconFileError) as caught:
        read_clip(data, Format.HAPTIC, "x.haptic", strict=strict)
    assert caught.value.exit_code == 5
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("version",), ..., "The document in 'x.haptic' has no 'version'."),
        (("version", "major"), 2, "version.major in 'x.haptic' is not 1, the version that can be read."),
        (("version", "major"), "1", "version.major in 'x.haptic' is no number."),
        (("version", "minor"), 0.5, "version.minor in 'x.haptic' is 0.5; it must be a whole number."),
        (("metadata",), [], "metadata in 'x.haptic' is no object."),
        (("signals",), ..., "The document in 'x.haptic' has no 'signals'."),
        (("signals", "continuous"), 7, "signals.continuous in 'x.haptic' is no object."),
        (AMPLITUDE, ..., "signals.continuous.envelopes in 'x.haptic' has no 'amplitude'."),
        (AMPLITUDE, {}, "signals.continuous.envelopes.amplitude in 'x.haptic' is no array."),
        (AMPLITUDE, [POINT], "signals.continuous.envelopes.amplitude in 'x.haptic' has 1 points; it must have two or more."),
        (AMPLITUDE, [POINT, POINT], "signals.continuous.envelopes.amplitude in 'x.haptic' lasts no time; its last point must be after its first."),
        ((*AMPLITUDE, 3, "time"), 0.05, "signals.continuous.envelopes.amplitude[3].time in 'x.haptic' is 0.05, before the 0.1 of the point before it."),
        ((*AMPLITUDE, 0, "time"), -0.1, "signals.continuous.envelopes.amplitude[0].time in 'x.haptic' is -0.1; it must be 0 to 86400."),
        ((*AMPLITUDE, 3, "time"), 1e308, "signals.continuous.envelopes.amplitude[3].time in 'x.haptic' is 1e+308; it must be 0 to 86400."),
        ((*AMPLITUDE, 3, "time"), True, "signals.continuous.envelopes.amplitude[3].time in 'x.haptic' is no number."),
        ((*AMPLITUDE, 3, "amplitude"), 1.01, "signals.continuous.envelopes.amplitude[3].amplitude in 'x.haptic' is 1.01; it must be 0 to 1."),
        ((*AMPLITUDE, 1, "emphasis", "amplitude"), 0.3, "signals.continuous.envelopes.amplitude[1].emphasis.amplitude in 'x.haptic' is 0.3, below the 0.4 of its point; an emphasis stands out."),
        ((*AMPLITUDE, 1, "emphasis", "amplitude"), 1.5, "signals.continuous.envelopes.amplitude[1].emphasis.amplitude in 'x.haptic' is 1.5; it must be 0 to 1."),
        ((*AMPLITUDE, 1, "emphasis", "frequency"), -1, "signals.continuous.envelopes.amplitude[1].emphasis.frequency in 'x.haptic' is -1; it must be 0 to 1."),
        ((*AMPLITUDE, 1, "emphasis", "frequency"), ..., "signals.continuous.envelopes.amplitude[1].emphasis in 'x.haptic' has no 'frequency'."),
        ((*FREQUENCY, 1, "frequency"), 2, "signals.continuous.envelopes.frequency[1].frequency in 'x.haptic' is 2; it must be 0 to 1."),
        ((*FREQUENCY, 0, "time"), 0.6, "signals.continuous.envelopes.frequency[1].time in 'x.haptic' is 0.5, before the 0.6 of the point before it."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("strict", [True, False])
def test_each_rule_has_its_sentence(path, value, says, strict) -> None:
    assert refusal(changed(*path, value=value), strict=strict) == says


def test_legacy_files_may_have_frequencies_outside() -> None:
    data = changed(*FREQUENCY, 1, "time", value=0.9)
    assert refusal(data, strict=True) == (
        "signals.continuous.envelopes.frequency[1].time in 'x.haptic' is 0.9; it must be within the amplitude's 0 to 0.5."
    )
    clip = read_clip(data, Format.HAPTIC)
    assert [loss.kind for loss in clip.losses] == [Lost.CARRIERS, Lost.EVENTS]


@pytest.mark.parametrize("part", [("metadata",), ("version", "minor"), ("version", "patch"), FREQUENCY])
def test_what_may_be_missing_is_not_missed(part) -> None:
    assert read_clip(changed(*part, value=...), Format.HAPTIC, strict=True).timeline.duration_ms == 500


def test_an_emphasis_is_a_beat_that_stands_out() -> None:
    clip = read_clip(json.dumps(GOOD).encode(), Format.HAPTIC, strict=True)
    levels = {t: clip.timeline.levels_at(t)[0] for t in (69, 70, 99, 100, 129, 130, 159, 160)}
    assert levels[100] == levels[129] == 0.9
    assert levels[69] == pytest.approx(0.2 + 0.2 * 0.69)
    assert levels[70] == pytest.approx((0.2 + 0.2 * 0.7) / 2)
    assert levels[159] == pytest.approx(levels[160] / 2, abs=2e-3)
    assert {p.carrier_hz for p in clip.timeline.tracks[0] if p.level == 0.9} == {250}
    assert "1 emphases" in clip.losses[0].detail


def test_frequencies_are_carriers() -> None:
    clip = read_clip(changed(*AMPLITUDE, value=[POINT, {"time": 1.0, "amplitude": 1.0}]), Format.HAPTIC)
    assert [(p.t_ms, p.carrier_hz) for p in clip.timeline.tracks[0]] == [(0, 60), (500, 155), (1000, 155)]


@pytest.mark.parametrize("timeline", [CALM, MOVING, TAPS])
def test_what_is_written_passes_strict_and_stays_as_it_was(timeline, golden) -> None:
    written = write_clip(timeline, GRID, Format.HAPTIC)
    assert read_clip(written.data, Format.HAPTIC, strict=True).timeline.duration_ms == timeline.duration_ms
    name = {CALM: "calm", MOVING: "moving", TAPS: "taps"}[timeline]
    golden(f"{name}.haptic", written.data)
