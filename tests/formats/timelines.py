"""Timelines to put through formats, and how far apart two are."""

from __future__ import annotations

from hypothesis import strategies as st

from firmware_bridge.formats import usual_layout
from lexicon import GRID, Breakpoint, Composer, Ended, Parser, Timeline, compile_program, sample

STEP = 1 / 255
STILL = st.sampled_from([0.0, 0.0, STEP, 0.26, 0.36, 0.51, 0.71, 1.0])


def of_tags(text: str) -> Timeline:
    parser, composer = Parser(), Composer()
    events = parser.feed(text) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    (program,) = [change.program for change in changes if isinstance(change, Ended)]
    return compile_program(program)


@st.composite
def tracks(draw, *, holds: bool = False, most: int = 8):
    """Corners by time; ``holds`` alone are jumps between levels of 255."""
    levels = st.integers(0, 255).map(lambda n: n / 255) if holds else st.one_of(STILL, st.floats(0, 1))
    t, hz, points = draw(st.sampled_from([0, 0, 1, 40])), draw(st.integers(60, 250)), []
    for _ in range(draw(st.integers(0, most))):
        level = draw(levels)
        later = t + draw(st.sampled_from([1, 5, 19, 20, 30, 100]))
        if holds:
            points += [Breakpoint(t, level, hz), Breakpoint(later, level, hz)]
        else:
            points.append(Breakpoint(t, level, hz))
            if draw(st.booleans()):
                points.append(Breakpoint(t, draw(levels), hz))
            hz = draw(st.integers(60, 250))
        t = later
    if points:
        points.append(Breakpoint(points[-1].t_ms, 0.0, hz))
    return tuple(points)


@st.composite
def timelines(draw, *, motors=(1, 2, 4), holds: bool = False):
    """A timeline and the layout of so many motors."""
    count = draw(st.sampled_from(motors))
    made = tuple(draw(tracks(holds=holds)) for _ in range(count))
    end = max([1, *(track[-1].t_ms for track in made if track)])
    return Timeline(made, end + draw(st.sampled_from([0, 0, 50]))), usual_layout(count)


def worst(a: Timeline, b: Timeline, *, between: bool = True) -> float:
    """The largest difference of a level, at each ms and, with ``between``, half a ms after it."""
    end = max(a.duration_ms, b.duration_ms) + 1
    one, two = (sample(Timeline(timeline.tracks, end), 2000 if between else 1000) for timeline in (a, b))
    return float(abs(one - two).max())


def onsets(timeline: Timeline) -> list[list[int]]:
    """Per motor, where it starts from rest."""
    felt = sample(timeline, 2000)[:, 1::2] > 0  # half-way between two ms, where no corner is
    return [[t for t, (a, b) in enumerate(zip([False, *row], row, strict=False)) if b and not a] for row in felt]


CALM = of_tags("[feel_calm]")
MOVING = of_tags("[begin_haptics][uplift][i4][pat_roll][t1s][rest_250ms][spark][i2][pat_ripple][t500ms][end_haptics]")
TAPS = of_tags("[soft_alert]")
LAYOUT = GRID
