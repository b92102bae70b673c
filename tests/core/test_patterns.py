from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon._compile import compile_program, compile_step, default_duration_ms, signature_pattern
from lexicon._device import GRID, Actuator, Layout, Motor
from lexicon._envelopes import FIRST_LEVEL
from lexicon._limits import Limits
from lexicon._moving import onset_gap_ms
from lexicon._places import SHARE_MIN
from lexicon._program import Program, Rest, Step
from lexicon._timeline import Breakpoint, Timeline
from lexicon._tokens import INTENSITY_LEVELS, TOKENS, Emotion, Group, Pattern, Place

OPEN = Limits(max_level=1.0)
ONE = Layout((Motor(0.5, 0.5),))
TWO = Layout((Motor(0.0, 0.5), Motor(1.0, 0.5)))
EIGHT = Layout(tuple(Motor(x / 3, float(y)) for y in (0, 1) for x in range(4)))
NINE = Layout(tuple(Motor(x / 2, y / 2) for y in range(3) for x in range(3)))
LINE = Layout(tuple(Motor(x / 4, 0.3) for x in range(5)))
PLAIN = (GRID, ONE, TWO, EIGHT, NINE, LINE)
SLOW = Layout(tuple(replace(m, kind=Actuator.ERM, rise_ms=90, stop_ms=60) for m in GRID.motors))
DULL = Layout(tuple(replace(m, lowest_level=0.3) for m in GRID.motors))
COARSE = Layout(tuple(replace(m, steps=10) for m in GRID.motors))
COIN = Layout(tuple(replace(m, steps=20, lowest_level=0.18, rise_ms=116) for m in EIGHT.motors))

layouts = st.sampled_from((*PLAIN, SLOW, DULL, COARSE, COIN))
plain_layouts = st.sampled_from((*PLAIN, SLOW))
lengths = st.sampled_from((250, 500, 1000, 2000, 5000)) | st.integers(30, 5000)


@st.composite
def steps(draw: st.DrawFn, lengths: st.SearchStrategy[int] = lengths) -> Step:
    length = draw(lengths)
    return Step(
        0,
        length,
        draw(st.sampled_from(Emotion)),
        draw(st.integers(1, 5)),
        draw(st.sampled_from(Pattern)),
        draw(st.sampled_from(Place)),
        length,
    )


caps = st.floats(0.05, 1.0).map(lambda cap: Limits(max_level=cap))


def step(emotion: str, pattern: str, length: int = 2000, place: str = "m_all", intensity: int = 3) -> Step:
    return Step(0, length, Emotion(emotion), intensity, Pattern(f"{pattern}"), Place(place), length)


def islands(track: tuple[Breakpoint, ...]) -> list[tuple[int, int]]:
    """Start and end of each stretch above 0; stretches that touch at 0 without a rest count as one."""
    found: list[tuple[int, int]] = []
    for a, b in pairwise(track):
        if a.level == 0 and b.level == 0:
            continue
        if found and found[-1][1] == a.t_ms:
            found[-1] = (found[-1][0], b.t_ms)
        elif b.t_ms > a.t_ms:
            found.append((a.t_ms, b.t_ms))
    return found


def changes(track: tuple[Breakpoint, ...]) -> list[int]:
    """Lengths of the pieces in which something plays."""
    return [b.t_ms - a.t_ms for a, b in pairwise(track) if b.t_ms > a.t_ms and max(a.level, b.level) > 0]


@given(steps(), layouts, caps)
def test_every_track_that_plays_ends_at_rest_when_the_step_ends(s: Step, layout: Layout, limits: Limits) -> None:
    timeline = compile_step(s, layout, limits)
    assert len(timeline.tracks) == len(layout)
    assert timeline.duration_ms == s.duration_ms
    for track in filter(None, timeline.tracks):
        assert (track[-1].t_ms, track[-1].level) == (s.duration_ms, 0.0)
        assert all(isinstance(p.t_ms, int) and 60 <= p.carrier_hz <= 250 for p in track)
        assert all(0 <= a.t_ms <= b.t_ms for a, b in pairwise(track))


@given(steps(), plain_layouts, caps)
def test_the_peak_is_exactly_the_intensity_or_the_cap(s: Step, layout: Layout, limits: Limits) -> None:
    timeline = compile_step(s, layout, limits)
    assert timeline.peak == min(INTENSITY_LEVELS[s.intensity - 1], limits.max_level)


@given(steps(), layouts, caps)
def test_no_motor_ever_passes_the_cap(s: Step, layout: Layout, limits: Limits) -> None:
    assert 0 < compile_step(s, layout, limits).peak <= limits.max_level


@given(steps(), layouts)
def test_levels_change_no_faster_than_every_20_ms(s: Step, layout: Layout) -> None:
    for track in compile_step(s, layout, OPEN).tracks:
        assert min(changes(track), default=20) >= 20, track
        times = [p.t_ms for p in track]
        assert all(times.count(t) <= 3 for t in times)


@given(steps(), layouts)
def test_beats_last_30_ms_and_rests_between_them_50(s: Step, layout: Layout) -> None:
    for track in compile_step(s, layout, OPEN).tracks:
        found = islands(track)
        assert all(end - start >= 30 for start, end in found), track
        assert all(later[0] - earlier[1] >= 50 for earlier, later in pairwise(found)), track


@pytest.mark.parametrize("pattern", Pattern)
def test_all_that_the_tags_can_say_keeps_the_rules(pattern: Pattern) -> None:
    lengths = (250, 500, 1000, 2000, 5000)
    for emotion, length, n in product(Emotion, lengths, range(1, 6)):
        timeline = compile_step(Step(0, length, emotion, n, pattern, Place.ALL, length))
        assert timeline.peak == min(INTENSITY_LEVELS[n - 1], 0.71)
    for emotion, place, length in product(Emotion, Place, lengths):
        timeline = compile_step(Step(0, length, emotion, 1, pattern, place, length))
        assert timeline.peak == INTENSITY_LEVELS[0]
        for track in filter(None, set(timeline.tracks)):
            found = islands(track)
            assert min(changes(track)) >= 20, (emotion, place, length)
            assert all(end - start >= 30 for start, end in found), (emotion, place, length)
            assert all(b[0] - a[1] >= 50 for a, b in pairwise(found)), (emotion, place, length)


@given(steps(), layouts)
def test_something_is_felt_at_the_onset(s: Step, layout: Layout) -> None:
    timeline = compile_step(s, layout, OPEN)
    least = FIRST_LEVEL * SHARE_MIN * 19 / 20  # where a neighbour of half the weight starts first, read at 19 ms of 20
    assert max(max(timeline.levels_at(t)) for t in range(20)) >= 0.99 * least * timeline.peak


@given(steps(), st.sampled_from((DULL, COIN)))
def test_what_plays_is_at_least_the_lowest_level(s: Step, layout: Layout) -> None:
    lowest = layout.motors[0].lowest_level
    for track in compile_step(s, layout, OPEN).tracks:
        assert all(p.level == 0 or p.level >= lowest - 1e-9 for p in track)
        for a, b in pairwise(track):
            assert a.t_ms == b.t_ms or (a.level > 0) == (b.level > 0), "a slope passes below what is felt"


@given(steps(), caps)
def test_a_coarse_motor_gets_its_own_steps(s: Step, limits: Limits) -> None:
    for track in compile_step(s, COARSE, limits).tracks:
        for p in track:
            assert abs(p.level * 10 - round(p.level * 10)) < 1e-9 or p.level == limits.max_level < 0.1


def test_a_cap_below_the_lowest_level_plays_at_the_cap() -> None:
    assert compile_step(step("steady", "pulse"), DULL, Limits(max_level=0.2)).peak == 0.2


def stretched(track: tuple[Breakpoint, ...], t: int, end: int) -> float:
    """How far a level may lie beside the envelope's: its last corner is moved to the end from up to 20 ms before it."""
    before = [p for p in track if p.t_ms < end]
    last = next((p for p in track if p.t_ms == end), None)
    if not before or last is None or t <= before[-1].t_ms:
        return 0.0
    return abs(last.level - before[-1].level) * 20 / (end - before[-1].t_ms)


@given(steps(st.sampled_from((250, 500, 1000, 2000, 5000))), layouts, st.data())
def test_a_cut_step_is_the_full_one_until_it_fades(s: Step, layout: Layout, data: st.DataObject) -> None:
    limits = Limits(fade_ms=data.draw(st.sampled_from((0, 20, 50, 120))))
    length = data.draw(st.integers(60, s.shape_ms - 1))
    whole = compile_step(s, layout, limits)
    part = compile_step(replace(s, duration_ms=length), layout, limits)
    assert part.duration_ms == length
    assert part.peak <= max(whole.peak, 0)
    last = max(length - limits.fade_ms, length // 2) - 45
    for t in range(0, last, 7):
        if all(p.t_ms < last or p.t_ms > last + 45 for track in whole.tracks for p in track):
            for track, cut, full in zip(whole.tracks, part.levels_at(t), whole.levels_at(t), strict=True):
                assert cut == pytest.approx(full, abs=1e-4 + stretched(track, t, s.shape_ms))
    for track in filter(None, part.tracks):
        assert (track[-1].t_ms, track[-1].level) == (length, 0.0)
        assert min(changes(track), default=20) >= 20, track
        found = islands(track)
        assert all(end - start >= 30 for start, end in found), track
        assert all(later[0] - earlier[1] >= 50 for earlier, later in pairwise(found)), track


@pytest.mark.parametrize("length", range(41, 91))
def test_a_cut_leaves_no_beat_too_short_to_feel(length: int) -> None:
    for pattern, fade in product(Pattern, (0, 20)):
        cut = Step(0, length, Emotion.SOOTHE, 1, pattern, Place.ALL, 250)
        for track in filter(None, compile_step(cut, GRID, Limits(fade_ms=fade)).tracks):
            assert all(end - start >= 30 for start, end in islands(track)), (pattern, fade)


@given(steps(), st.sampled_from((DULL, COIN)), st.data())
def test_a_cut_never_fades_through_what_is_not_felt(s: Step, layout: Layout, data: st.DataObject) -> None:
    part = replace(s, duration_ms=data.draw(st.integers(30, s.shape_ms)))
    lowest = layout.motors[0].lowest_level
    for track in compile_step(part, layout, OPEN).tracks:
        assert all(p.level == 0 or p.level >= lowest - 1e-9 for p in track)
        assert all(a.t_ms == b.t_ms or (a.level > 0) == (b.level > 0) for a, b in pairwise(track))


def test_a_beat_that_would_begin_in_the_fade_is_left_out() -> None:
    whole = compile_step(step("alert_high", "pulse"))
    (_, rest), (second, _), *_ = islands(whole.tracks[0])
    part = compile_step(replace(step("alert_high", "pulse"), duration_ms=second + 55))
    assert [max(part.levels_at(t)) for t in range(rest, second + 55)] == [0] * (second + 55 - rest)
    longer = compile_step(replace(step("alert_high", "pulse"), duration_ms=second + 90))
    assert len(islands(longer.tracks[0])) == 2


def test_a_cut_that_leaves_too_little_plays_nothing() -> None:
    assert compile_step(replace(step("calm", "pulse"), duration_ms=29)).peak == 0


def test_an_intensity_outside_the_lexicon_is_refused() -> None:
    with pytest.raises(ValueError, match="it must be 1 to 5"):
        compile_step(replace(step("calm", "pulse"), intensity=6))


@pytest.mark.parametrize("layout", PLAIN)
@pytest.mark.parametrize("emotion", Emotion)
def test_eight_patterns_are_eight_timelines(layout: Layout, emotion: Emotion) -> None:
    made = {compile_step(step(emotion.value, p.value), layout, OPEN).tracks for p in Pattern}
    assert len(made) == 8


@pytest.mark.parametrize("layout", PLAIN)
@pytest.mark.parametrize("pattern", Pattern)
def test_ten_emotions_are_ten_timelines_of_one_pattern(layout: Layout, pattern: Pattern) -> None:
    made = {compile_step(step(e.value, pattern.value), layout, OPEN).tracks for e in Emotion}
    assert len(made) == 10


def test_a_calm_breath_is_the_one_of_the_lexicon() -> None:
    timeline = compile_step(step("calm", "breath", intensity=2))
    assert timeline.peak == 0.36
    assert len(set(timeline.tracks)) == 1
    assert 700 <= max(range(2000), key=lambda t: timeline.levels_at(t)[0]) <= 1000


def onset(timeline: Timeline, motor: int) -> int:
    return next(p.t_ms for p, q in pairwise(timeline.tracks[motor]) if q.level > 0)


def test_a_spread_keeps_the_law_of_apparent_motion() -> None:
    timeline = compile_step(step("focus", "ripple"), limits=OPEN)
    m1, m2, m3, m4 = (onset(timeline, i) for i in range(4))
    first = islands(timeline.tracks[0])[0]
    law = onset_gap_ms(first[1] - first[0])
    assert (m1, m2 - m1, m3 - m1) == (0, pytest.approx(law, abs=1), pytest.approx(law, abs=1))
    assert m4 - m1 == pytest.approx(2 * law, abs=1)


def test_repeated_spreads_leave_400_ms_between_them() -> None:
    for emotion in Emotion:
        timeline = compile_step(step(emotion.value, "ripple", 5000), limits=OPEN)
        felt = sorted(span for track in timeline.tracks for span in islands(track))
        runs = [felt[0]]
        for start, end in felt[1:]:
            if start - runs[-1][1] > onset_gap_ms(0):
                assert start - runs[-1][1] >= 398
                runs.append((start, end))
            else:
                runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        assert len(runs) > 1


def test_a_roll_runs_clockwise_and_keeps_its_energy() -> None:
    timeline = compile_step(step("calm", "roll", intensity=5), limits=OPEN)
    peaks = [max(range(0, 2000, 5), key=lambda t: timeline.levels_at(t)[i]) for i in range(4)]
    assert peaks[0] < peaks[1] < peaks[3] < peaks[2]
    energy = [sum(level**2 for level in timeline.levels_at(t)) for t in range(200, 1550, 5)]
    assert min(energy) > 0.85
    assert max(energy) < 1.15


@pytest.mark.parametrize("emotion", Emotion)
def test_laps_take_400_ms_or_more(emotion: Emotion) -> None:
    timeline = compile_step(step(emotion.value, "roll", 5000), limits=OPEN)
    starts = [start for start, _ in islands(timeline.tracks[1])]
    assert all(later - earlier >= 399 for earlier, later in pairwise(starts))


def test_a_slow_motor_gets_longer_beats_not_stronger_ones() -> None:
    quick, slow = (compile_step(step("focus", "pulse"), layout, OPEN) for layout in (GRID, SLOW))
    first, *rest = islands(quick.tracks[0])
    slow_first, *slow_rest = islands(slow.tracks[0])
    assert slow_first[0] == first[0] == 0
    for before, after in zip(rest, slow_rest, strict=True):
        assert before[0] - after[0] == 90
    assert slow.peak == quick.peak


@pytest.mark.parametrize("pattern", Pattern)
def test_slow_motors_keep_the_order_in_which_they_start(pattern: Pattern) -> None:
    for emotion, layout, length in product(Emotion, (GRID, TWO, EIGHT), (250, 1000, 2000)):
        slow = Layout(tuple(replace(m, rise_ms=90, stop_ms=60) for m in layout.motors))
        before, after = (compile_step(step(emotion.value, pattern.value, length), on, OPEN) for on in (layout, slow))
        for quick_track, slow_track in zip(before.tracks, after.tracks, strict=True):
            quick_on, slow_on = ([start for start, _ in islands(t)] for t in (quick_track, slow_track))
            if pattern in (Pattern.RIPPLE, Pattern.ROLL):
                assert slow_on == quick_on, (emotion, length)
            else:
                assert abs(slow_on[0] - quick_on[0]) <= 20, (emotion, length)


def test_a_spread_over_slow_motors_is_still_a_spread() -> None:
    timeline = compile_step(step("focus", "ripple"), SLOW, OPEN)
    assert [onset(timeline, i) for i in range(4)] == [0, 79, 79, 158]


@pytest.mark.parametrize("pattern", Pattern)
def test_a_motor_that_stops_slowly_comes_to_rest_in_every_rest(pattern: Pattern) -> None:
    motor = Motor(0.5, 0.5, Actuator.ERM, rise_ms=50, stop_ms=80)
    for emotion, length in product(Emotion, (250, 500, 1000, 2000)):
        s = step(emotion.value, pattern.value, length)
        (quick,), (slow,) = (compile_step(s, Layout((m,)), OPEN).tracks for m in (Motor(0.5, 0.5), motor))
        pairs = zip(pairwise(islands(quick)), pairwise(islands(slow)), strict=True)
        for (before, next_before), (after, next_after) in pairs:
            rest = next_after[0] - after[1]
            assert rest >= min(50 + 80, next_before[0] - before[1]), (emotion, length)
            inside = [p for p in quick if before[0] <= p.t_ms <= before[1]]
            top = max(inside, key=lambda p: p.level).t_ms
            shortest = after[1] < max(before[0] + 40, top + 20) + 20
            assert rest >= 130 or shortest or before[1] - after[1] == 80, (emotion, length)


def test_beats_on_a_slow_stop_end_sooner_but_stay_beats() -> None:
    motor = Motor(0.5, 0.5, Actuator.ERM, stop_ms=80)
    (quick,), (slow,) = (
        compile_step(step("alert_high", "pulse"), Layout((m,)), OPEN).tracks for m in (Motor(0.5, 0.5), motor)
    )
    for before, after in zip(islands(quick)[:-1], islands(slow)[:-1], strict=True):
        assert after[0] == before[0]
        assert 40 <= after[1] - after[0] < before[1] - before[0]
    assert islands(slow)[-1] == islands(quick)[-1]


def test_default_lengths_are_lengths_of_the_lexicon() -> None:
    known = {t.value for t in TOKENS if t.group is Group.DURATION}
    assert {default_duration_ms(p) for p in Pattern} <= known
    assert (default_duration_ms(Pattern.TAP), default_duration_ms(Pattern.BREATH)) == (250, 2000)
    assert {signature_pattern(e) for e in Emotion} <= set(Pattern)


@given(
    st.lists(steps(st.sampled_from((250, 500, 1000))) | st.sampled_from((250, 500)), min_size=1, max_size=5), layouts
)
def test_a_program_is_its_steps_at_their_onsets(parts: list[Step | int], layout: Layout) -> None:
    items: list[Step | Rest] = []
    at = 0
    for part in parts:
        item = Rest(at, part) if isinstance(part, int) else replace(part, onset_ms=at)
        items.append(item)
        at = item.end_ms
    program = Program(1, tuple(items))
    timeline = compile_program(program, layout, OPEN)
    assert timeline.duration_ms == at
    for item in items:
        alone = compile_step(item, layout, OPEN) if isinstance(item, Step) else None
        for t in range(0, item.duration_ms, 13):
            expected = alone.levels_at(t) if alone else (0.0,) * len(layout)
            assert timeline.levels_at(item.onset_ms + t) == pytest.approx(expected)


@given(
    st.lists(steps() | st.sampled_from((250, 500)), min_size=2, max_size=4),
    st.sampled_from((GRID, EIGHT, LINE, SLOW, COIN)),
)
def test_corners_of_a_program_are_20_ms_apart_over_its_steps_too(parts: list[Step | int], layout: Layout) -> None:
    items: list[Step | Rest] = []
    at = 0
    for part in parts:
        items.append(Rest(at, part) if isinstance(part, int) else replace(part, onset_ms=at))
        at = items[-1].end_ms
    for track in compile_program(Program(1, tuple(items)), layout, OPEN).tracks:
        assert all(b.t_ms - a.t_ms >= 20 or b.t_ms == a.t_ms for a, b in pairwise(track)), track
