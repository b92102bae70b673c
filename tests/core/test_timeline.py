from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon._compile import compile_program, compile_step
from lexicon._device import GRID, Layout, Motor
from lexicon._frames import frames, sample
from lexicon._limits import Limits
from lexicon._program import Program, Step
from lexicon._timeline import Breakpoint, Frame, Timeline
from lexicon._tokens import Emotion, Pattern, Place

OPEN = Limits(max_level=1.0)
LAYOUTS = (
    GRID,
    Layout((Motor(0.5, 0.5),)),
    Layout(tuple(replace(m, lowest_level=0.2, steps=12, rise_ms=70) for m in GRID.motors)),
    Layout(tuple(Motor(x / 3, float(y)) for y in (0, 1) for x in range(4))),
)
COIN = Layout(tuple(replace(m, lowest_level=0.18, rise_ms=50, stop_ms=80) for m in LAYOUTS[3].motors))


@st.composite
def compiled(draw: st.DrawFn, layouts: tuple[Layout, ...] = LAYOUTS) -> Timeline:
    length = draw(st.sampled_from((250, 500, 1000, 2000, 5000)) | st.integers(30, 3000))
    step = Step(
        0,
        draw(st.just(length) | st.integers(30, length)),
        draw(st.sampled_from(Emotion)),
        draw(st.integers(1, 5)),
        draw(st.sampled_from(Pattern)),
        draw(st.sampled_from(Place)),
        length,
    )
    return compile_step(step, draw(st.sampled_from(layouts)), OPEN)


@st.composite
def any_timeline(draw: st.DrawFn) -> Timeline:
    """Tracks that no compiler made: any corners, any jumps."""
    tracks: list[tuple[Breakpoint, ...]] = []
    for _ in range(draw(st.integers(0, 3))):
        times = sorted(draw(st.lists(st.integers(0, 400), min_size=0, max_size=8)))
        levels = st.just(0.0) | st.floats(0.01, 1.0)
        points = [Breakpoint(t, draw(levels), draw(st.integers(60, 250))) for t in times]
        tracks.append((*points, Breakpoint(times[-1], 0.0, 60)) if times else ())
    return Timeline(tuple(tracks), 400)


def last_felt(timeline: Timeline) -> int:
    ends = [0]
    for track in timeline.tracks:
        ends += [b.t_ms for a, b in pairwise(track) if b.t_ms > a.t_ms and max(a.level, b.level) > 0]
    return max(ends)


def area(track: tuple[Breakpoint, ...], start: int, stop: int) -> float:
    """Level times ms between two times, by clipping every straight piece."""
    total = 0.0
    for a, b in pairwise(track):
        low, high = max(a.t_ms, start), min(b.t_ms, stop)
        if high > low:
            slope = (b.level - a.level) / (b.t_ms - a.t_ms)
            total += (high - low) * (2 * a.level + slope * (low + high - 2 * a.t_ms)) / 2
    return total


def rest(track: tuple[Breakpoint, ...], start: int, stop: int) -> int:
    """For how long of ``start`` to ``stop`` the track is at 0."""
    loud = sum(max(0, min(b.t_ms, stop) - max(a.t_ms, start)) for a, b in pairwise(track) if max(a.level, b.level) > 0)
    return stop - start - loud


@given(compiled() | any_timeline(), st.sampled_from((1, 10, 20, 33, 75)))
def test_frames_hold_exact_averages_far_enough_apart(timeline: Timeline, gap: int) -> None:
    made = frames(timeline, gap)
    if not made:
        return
    assert max(made[0].levels) > 0
    assert max(made[-1].levels) == 0
    assert all(later.t_ms - earlier.t_ms >= gap for earlier, later in pairwise(made[:-1]))
    for frame, after in pairwise(made):
        assert (frame.levels, frame.carriers_hz) != (after.levels, after.carriers_hz)
        hold = after.t_ms - frame.t_ms
        for level, track in zip(frame.levels, timeline.tracks, strict=True):
            still = rest(track, frame.t_ms, after.t_ms)
            mean = area(track, frame.t_ms, after.t_ms) / (hold - still) if 2 * still <= hold else 0
            assert level == pytest.approx(mean, abs=2e-6)
            assert 0 <= level <= timeline.peak


@given(compiled(), st.sampled_from((1, 10, 20)))
def test_frames_begin_and_end_with_what_is_felt(timeline: Timeline, gap: int) -> None:
    made = frames(timeline, gap)
    assert [f.t_ms for f in (*made[:1], *made[-1:])] == ([0, last_felt(timeline)] if timeline.peak else [])


def zeros(made: tuple[Frame, ...], motor: int) -> list[int]:
    """Lengths of the rests that one motor is sent between two levels."""
    found: list[int] = []
    since: int | None = None
    for frame in made:
        if frame.levels[motor] == 0:
            since = frame.t_ms if since is None else since
        elif since is not None:
            found.append(frame.t_ms - since)
            since = None
    return found[1:] if made and made[0].levels[motor] == 0 else found


@pytest.mark.parametrize("pattern", Pattern)
@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[3], COIN], ids=["grid", "eight", "coin"])
def test_rests_are_sent_as_rests_of_50_ms(pattern: Pattern, layout: Layout) -> None:
    for emotion, place, length in product(Emotion, (Place.ALL, Place.UPPER, Place.M2), (250, 500, 1000)):
        made = frames(compile_step(Step(0, length, emotion, 3, pattern, place, length), layout, OPEN))
        for motor in range(len(layout)):
            assert min(zeros(made, motor), default=50) >= 50, (emotion, place, length)


@given(compiled((COIN, LAYOUTS[2])))
def test_no_frame_is_weaker_than_what_is_felt(timeline: Timeline) -> None:
    assert all(level == 0 or level >= COIN.motors[0].lowest_level for f in frames(timeline) for level in f.levels)


def test_a_hold_that_meets_a_rest_is_the_one_or_the_other() -> None:
    def box(start: int, end: int) -> tuple[Breakpoint, ...]:
        corners = ((start, 0.0), (start, 0.5), (end, 0.5), (end, 0.0))
        return tuple(Breakpoint(t, level, 100) for t, level in corners)

    made = frames(Timeline((box(0, 100), box(8, 88), box(12, 92)), 100))
    assert {f.levels[0] for f in made[:-1]} == {0.5}
    assert [f.levels[1:] for f in made] == [(0.5, 0.0), (0.5, 0.5), (0.0, 0.0)]
    assert [f.t_ms for f in made] == [0, 20, 100]


def test_beats_and_rests_are_hit_to_the_millisecond() -> None:
    timeline = compile_step(Step(0, 2000, Emotion.ALERT_HIGH, 4, Pattern.PULSE, Place.ALL, 2000))
    made = frames(timeline)
    beats = [p.t_ms for a, p in pairwise(timeline.tracks[0]) if p.t_ms == a.t_ms]
    assert {f.t_ms for f in made} == {0, *beats}
    assert {f.levels[0] for f in made} == {0.0, 0.71}


def test_a_level_that_stays_is_one_frame() -> None:
    flat = Timeline(((Breakpoint(0, 0.5, 100), Breakpoint(900, 0.5, 100), Breakpoint(900, 0.0, 100)), ()), 1000)
    assert frames(flat) == (Frame(0, (0.5, 0.0), (100, 0)), Frame(900, (0.0, 0.0), (100, 0)))


def test_an_end_closer_than_the_gap_is_not_delayed() -> None:
    short = Timeline(((Breakpoint(0, 0.5, 100), Breakpoint(9, 0.5, 100), Breakpoint(9, 0.0, 100)),), 9)
    assert [f.t_ms for f in frames(short)] == [0, 9]


@pytest.mark.parametrize("gap", [20, 33])
def test_onsets_of_a_program_are_frames(gap: int) -> None:
    steps, at = [], 0
    for k, (emotion, pattern) in enumerate((e, p) for e in Emotion for p in Pattern):
        steps.append(Step(at, 250 + 10 * (k % 7), emotion, 1 + k % 5, pattern, Place.ALL, 250 + 10 * (k % 7)))
        at = steps[-1].end_ms
    timeline = compile_program(Program(1, tuple(steps)), GRID, OPEN)
    onsets = [step.onset_ms for step in steps]
    made = frames(timeline, gap, onsets=onsets)
    assert set(onsets) <= {f.t_ms for f in made}
    assert all(b.t_ms - a.t_ms >= gap for a, b in pairwise(made[:-1]))


def test_nothing_felt_gives_no_frames() -> None:
    assert frames(Timeline(((), ()), 500)) == ()
    assert frames(Timeline(((Breakpoint(0, 0.0, 90), Breakpoint(500, 0.0, 90)),), 500)) == ()


def test_a_gap_below_1_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        frames(Timeline((), 0), 0)


@given(compiled(), st.sampled_from((100, 1000, 8000)))
def test_samples_are_the_levels(timeline: Timeline, rate: int) -> None:
    made = sample(timeline, rate)
    assert made.dtype == np.float32
    assert made.shape == (len(timeline.tracks), -(-timeline.duration_ms * rate // 1000))
    for k in range(0, made.shape[1], 997):
        assert tuple(made[:, k]) == pytest.approx(timeline.levels_at(k * 1000 / rate), abs=1e-5)


def test_a_sample_on_a_jump_is_the_level_after_it() -> None:
    box = (Breakpoint(0, 0.0, 90), Breakpoint(10, 0.0, 90), Breakpoint(10, 0.5, 90), Breakpoint(20, 0.5, 90))
    made = sample(Timeline(((*box, Breakpoint(20, 0.0, 90)), ()), 30), 1000)
    assert made.tolist() == [[0.0] * 10 + [0.5] * 10 + [0.0] * 10, [0.0] * 30]


def test_a_rate_below_1_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        sample(Timeline((), 0), 0)
