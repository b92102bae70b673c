"""Timeline -> file -> timeline: what a format can hold comes back, and what it cannot is named."""

from __future__ import annotations

import pytest
from formats.timelines import CALM, MOVING, STEP, TAPS, of_tags, onsets, timelines, worst
from hypothesis import given, settings

from firmware_bridge.formats import READABLE, WRITABLE, Format, Lost, mono, read_clip, write_clip
from lexicon import GRID, TOKENS, Group, Timeline

BOTH = sorted(READABLE & WRITABLE)
PLACED = (Format.HJIF, Format.CSV, Format.JSON)


def through(timeline, layout, kind):
    written = write_clip(timeline, layout, kind)
    return written, read_clip(written.data, kind, strict=True)


def held(timeline, clip):
    """What the clip would be if nothing but places had got lost."""
    if len(clip.timeline.tracks) == len(timeline.tracks):
        return timeline
    return Timeline((mono(timeline),), timeline.duration_ms)


@given(timelines())
@settings(max_examples=25)
@pytest.mark.parametrize("kind", [Format.HAPTIC, Format.AHAP, Format.HJIF])
def test_envelopes_come_back(kind, made):
    timeline, layout = made
    written, clip = through(timeline, layout, kind)
    wanted = held(timeline, clip)
    # Half-way between two ms a slope that fills one of them may be bent; at each ms it may not.
    assert worst(wanted, clip.timeline, between=False) <= STEP
    assert clip.timeline.duration_ms == timeline.duration_ms
    named = {loss.kind for loss in written.losses}
    assert named <= ({Lost.PLACES} if kind is not Format.HJIF else set())
    assert (Lost.PLACES in named) == (kind is not Format.HJIF and len(set(timeline.tracks)) > 1)


@given(timelines())
@settings(max_examples=20)
@pytest.mark.parametrize("kind", [Format.CSV, Format.JSON])
def test_samples_come_back(kind, made):
    timeline, layout = made
    written, clip = through(timeline, layout, kind)
    assert worst(timeline, clip.timeline, between=False) <= STEP
    assert clip.timeline.duration_ms == timeline.duration_ms
    assert clip.layout == layout
    if worst(timeline, clip.timeline) > STEP:
        assert Lost.SLOPES in {loss.kind for loss in written.losses}


@settings(max_examples=40)
@given(timelines(motors=(1,), holds=True))
def test_holds_come_back_from_android_bit_for_bit(made):
    timeline, layout = made
    written, clip = through(timeline, layout, Format.ANDROID)
    assert worst(timeline, clip.timeline) <= 1e-9
    assert clip.timeline.duration_ms == timeline.duration_ms
    assert {loss.kind for loss in written.losses} <= {Lost.CARRIERS, Lost.LEVELS}  # levels: of the envelopes


@settings(max_examples=40)
@given(timelines(motors=(2,), holds=True))
def test_holds_come_back_from_a_gamepad(made):
    timeline, layout = made
    _, clip = through(timeline, layout, Format.GAMEPAD)
    assert worst(timeline, clip.timeline) <= STEP / 2


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize(
    "token", [t for t in TOKENS if t.group in {Group.PATTERN, Group.EMOTION, Group.MACRO}], ids=lambda t: t.name
)
def test_what_the_language_plays_keeps_its_onsets(kind, token):
    timeline = of_tags(token.tag if token.group is Group.MACRO else f"[begin_haptics]{token.tag}[t2s][end_haptics]")
    written, clip = through(timeline, GRID, kind)
    wanted = held(timeline, clip)
    if kind is Format.GAMEPAD:
        from firmware_bridge.formats._mix import sides

        wanted = Timeline(sides(timeline, GRID), timeline.duration_ms)
    losses = {loss.kind for loss in written.losses}
    if Lost.LEVELS not in losses or kind is Format.ANDROID:
        there, back = onsets(wanted), onsets(clip.timeline)
        assert [len(a) for a in back] == [len(b) for b in there]
        assert all(abs(x - y) <= 1 for a, b in zip(back, there, strict=True) for x, y in zip(a, b, strict=True))
    if not losses - {Lost.PLACES}:
        assert worst(wanted, clip.timeline, between=False) <= STEP


@pytest.mark.parametrize("kind", [Format.HAPTIC, Format.AHAP, Format.HJIF])
def test_carriers_come_back_to_the_hertz(kind):
    written, clip = through(MOVING, GRID, kind)
    wanted = held(MOVING, clip)
    assert not [loss for loss in written.losses if loss.kind is Lost.CARRIERS]
    for a, b in zip(wanted.tracks, clip.timeline.tracks, strict=True):
        for p in a:
            after = [q for q in b if q.t_ms <= p.t_ms]
            before = [q for q in b if q.t_ms >= p.t_ms]
            if p.level > 0 and after and before:
                low = min(after[-1].carrier_hz, before[0].carrier_hz)
                high = max(after[-1].carrier_hz, before[0].carrier_hz)
                assert low - 2 <= p.carrier_hz <= high + 2


def test_a_second_trip_changes_nothing():
    for timeline in (CALM, MOVING, TAPS):
        for kind in (Format.HAPTIC, Format.HJIF):
            _, first = through(timeline, GRID, kind)
            written, second = through(first.timeline, first.layout, kind)
            assert second.timeline == first.timeline
            assert written.losses == ()


def test_places_survive_where_there_are_any():
    for kind in PLACED:
        _, clip = through(MOVING, GRID, kind)
        assert [(m.x, m.y) for m in clip.layout.motors] == [(m.x, m.y) for m in GRID.motors]


@pytest.mark.parametrize("kind", BOTH)
def test_silence_and_the_shortest_clip_can_be_written(kind):
    for timeline in (Timeline(((), (), (), ()), 1), Timeline(((), (), (), ()), 1000)):
        written, clip = through(timeline, GRID, kind)
        assert written.data
        assert clip.timeline.peak == 0
