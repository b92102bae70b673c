"""Golden timelines: what is written is read back, and what somebody has spoiled is told by its line."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_runtime.testing import GoldenError, differences, golden_text, read_golden
from lexicon import Breakpoint, Emotion, Pattern, Place, Step, Timeline, compile_step

CORNER = st.tuples(st.integers(0, 5000), st.integers(0, 10_000).map(lambda n: n / 10_000), st.integers(0, 500))
TRACK = st.lists(CORNER, max_size=8).map(
    lambda corners: tuple(Breakpoint(*corner) for corner in sorted(corners, key=lambda c: c[0]))
)


@settings(max_examples=40)
@given(st.lists(TRACK, min_size=1, max_size=8), st.integers(0, 5000))
def test_what_is_written_is_read_back(tracks, duration_ms) -> None:
    timeline = Timeline(tuple(tracks), duration_ms)
    text = golden_text(timeline)
    assert read_golden(text) == timeline
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_golden_file_shows_what_it_holds() -> None:
    text = golden_text(compile_step(Step(0, 250, Emotion.ALERT_MILD, 2, Pattern.TAP, Place.RIGHT, 0)))
    assert text == GOLDEN


GOLDEN = """\
haptic timeline, 250 ms, 4 motors
#      │
#   m1 │
#      │
#   m2 │▆▆▆▆▆▆▆▆▆▆
#      │
#   m3 │
#      │
#   m4 │▆▆▆▆▆▆▆▆▆▆
#      └─────────────┴────────────┴───────────┴────────────┴────────────
#       0            0.05 s       0.1 s       0.15 s       0.2 s        0.25 s
t_ms        m1          m2          m3          m4
0           -           0.36@200    -           0.36@200
40          -           0.36        -           0.36
40          -           0           -           0
250         -           0           -           0
"""


@pytest.mark.parametrize(
    ("line", "spoiled", "told"),
    [
        ("haptic timeline, 250 ms, 4 motors", "touch", "line 1: a golden timeline begins with"),
        ("40          -           0.36 ", "40          -           1.36 ", "line 14: '1.36' is no level"),
        ("40          -           0.36 ", "39,5        -           0.36 ", "line 14: '39,5' is no time from 0 ms on"),
        ("40          -           0   ", "20          -           0   ", "line 15: '20' is no time from 40 ms on"),
        ("250         - ", "250         ", "line 16: 3 levels for 4 motors"),
        ("0.36@200", "0.36@bright", "line 13: '0.36@bright' is no level"),
    ],
)
def test_a_spoiled_line_is_named(line, spoiled, told) -> None:
    assert line in GOLDEN
    with pytest.raises(GoldenError) as caught:
        read_golden(GOLDEN.replace(line, spoiled, 1))
    assert str(caught.value).startswith(told)


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text) -> None:
    for whole in (text, GOLDEN + text):
        with contextlib.suppress(GoldenError):
            read_golden(whole)


def test_differences_are_where_they_are() -> None:
    a = Timeline(((Breakpoint(0, 0.0, 0), Breakpoint(100, 0.5, 0), Breakpoint(100, 0.0, 0)), ()), 200)
    shifted = Timeline(((Breakpoint(5, 0.0, 0), Breakpoint(105, 0.5, 0), Breakpoint(105, 0.0, 0)), ()), 200)
    assert differences(a, shifted, level=0.03, shift_ms=5) == []
    (found,) = differences(a, shifted, level=0.03, shift_ms=2)
    assert (found.motor, found.from_ms, found.to_ms, found.expected) == (0, 102, 105, 0.0)
    (found,) = differences(a, Timeline((a.tracks[0],), 200)) or [None]
    assert found is None
    (found,) = differences(a, Timeline((*a.tracks[:1], a.tracks[0]), 200))
    assert (found.motor, found.expected) == (1, 0.0)
