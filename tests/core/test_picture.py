"""Pictures: every motor a row, level as area, carrier as colour, tags, rests and limits where they are; valid SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon import (
    GRID,
    THEMES,
    TOKENS,
    Breakpoint,
    Circle,
    Composer,
    Ended,
    Group,
    Label,
    Layout,
    Limits,
    Motor,
    Parser,
    Path,
    Polygon,
    Rect,
    Timeline,
    compile_program,
    example,
    picture,
    svg,
)
from lexicon._moments import MOST, moments, telling
from lexicon._picture import carrier_colour
from lexicon._scene import LEFT, RIGHT, ROW, WIDTH

INSIDE = WIDTH - LEFT - RIGHT


def composed(text, limits=None):
    parser, composer = Parser(), Composer(limits)
    events = parser.feed(text) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    return next(change.program for change in changes if isinstance(change, Ended))


def drawn(text, **extra):
    limits = Limits()
    program = composed(text, limits)
    wanted = compile_program(program, limits=Limits(max_level=1.0))
    timeline = compile_program(program, limits=limits)
    return picture(timeline, program=program, limits=limits, wanted=wanted, **extra)


def of(kind, made):
    return [shape for shape in made.shapes if isinstance(shape, kind)]


def texts(made):
    return [label.text for label in of(Label, made)]


@pytest.mark.parametrize("token", [t for t in TOKENS if t.group is not Group.BLOCK], ids=lambda t: t.name)
@pytest.mark.parametrize("theme", [None, *THEMES])
def test_each_token_is_a_valid_document_that_stays_on_its_paper(token, theme) -> None:
    program = example(token)
    made = picture(compile_program(program), program=program, limits=Limits(), title=token.tag)
    root = ElementTree.fromstring(svg(made, theme))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert float(root.get("height")) == made.height
    for polygon in of(Polygon, made):
        assert all(LEFT - 0.01 <= x <= WIDTH - RIGHT + 0.01 and 0 <= y <= made.height for x, y in polygon.points)
    assert all(0 <= label.y <= made.height for label in of(Label, made))
    assert token.tag in texts(made)


def test_level_is_area_and_carrier_is_colour() -> None:
    low = (Breakpoint(0, 0.5, 60), Breakpoint(500, 0.5, 60), Breakpoint(500, 0.0, 60))
    high = (Breakpoint(500, 1.0, 250), Breakpoint(1000, 0.0, 250))
    made = picture(Timeline((low, high), 1000), layout=Layout((Motor(0, 0.5), Motor(1, 0.5))))
    first, second = of(Polygon, made)
    assert (first.colour, second.colour) == (carrier_colour(60), carrier_colour(250))
    xs, ys = zip(*first.points, strict=True)
    assert (min(xs), max(xs)) == (LEFT, LEFT + INSIDE / 2)
    assert max(ys) - min(ys) == pytest.approx(ROW / 2)
    floors = {y for path in of(Path, made) if path.colour == "line" for _, y in path.points}
    assert max(ys) in floors  # it stands on its floor
    xs, ys = zip(*second.points, strict=True)
    assert (min(xs), max(xs)) == (LEFT + INSIDE / 2, WIDTH - RIGHT)
    assert max(ys) - min(ys) == pytest.approx(ROW)


def test_a_glide_changes_its_colour_on_the_way() -> None:
    glide = (Breakpoint(0, 0.5, 60), Breakpoint(1000, 0.5, 250), Breakpoint(1000, 0.0, 250))
    colours = [
        polygon.colour for polygon in of(Polygon, picture(Timeline((glide,), 1000), layout=Layout((Motor(0.5, 0.5),))))
    ]
    assert len(colours) > 10
    assert len(set(colours)) == len(colours)


def test_tags_and_rests_stand_above_where_they_are_felt() -> None:
    made = drawn("[calm][i2][pat_breath][t2s][rest_500ms][seq_repeat_2]")
    chips = [rect for rect in of(Rect, made) if rect.colour == "chip"]
    assert [round(chip.x) for chip in chips] == [round(LEFT + INSIDE * t / 5000) + 1 for t in (0, 2500)]
    assert texts(made).count("calm breath") == 2
    assert texts(made).count("i2 all 2000 ms") == 2
    assert texts(made).count("rest 500 ms") == 2
    rests = [rect for rect in of(Rect, made) if rect.colour == "rest"]
    assert len(rests) == 2
    assert all(rect.width > INSIDE * 0.1 for rect in rests)


def test_a_limit_that_cuts_in_is_seen() -> None:
    quiet, cut = drawn("[steady][i2][t1s]"), drawn("[steady][i5][t1s]")
    assert not [path for path in of(Path, quiet) if path.colour == "limit"]
    outlines = [path for path in of(Path, cut) if path.colour == "limit" and path.dash == 2]
    assert len(outlines) >= 4
    assert texts(cut).count("0.71") == 4
    long = drawn("[steady][t5s][uplift][t5s][uplift][t5s]")
    assert "cut here by a limit" not in texts(long)  # it ends where the pass ends, nothing was shaped for longer
    shortened = drawn("[steady][t2s][uplift][t5s]")
    assert texts(shortened).count("cut here by a limit") == 1


def test_moving_patterns_get_a_strip_of_moments_in_the_order_they_are_felt() -> None:
    made = drawn("[steady][i3][pat_roll][t2s]")
    assert "moments" in texts(made)
    assert "moments" not in texts(drawn("[steady][i3][pat_pulse][t2s]"))
    program = composed("[steady][i3][pat_roll][t2s]")
    timeline = compile_program(program)
    times = moments(timeline, 0, timeline.duration_ms)
    leaders = [max(range(4), key=lambda k: timeline.levels_at(t)[k]) for t in times]
    order = [k for k, before in zip(leaders, [None, *leaders], strict=False) if k != before]
    assert order[:4] == [0, 1, 3, 2]  # around the square
    discs = [circle for circle in of(Circle, made) if not circle.ring]
    assert len({circle.x for circle in discs}) >= 4
    assert len({circle.y for circle in discs}) == 2


def test_long_clips_are_drawn_by_what_is_strongest() -> None:
    points = tuple(Breakpoint(t, 0.9 if t == 60_000 else 0.1 * (t // 10 % 2), 100) for t in range(0, 120_000, 10))
    made = picture(Timeline((points,), 120_000), layout=Layout((Motor(0.5, 0.5),)))
    ys = [y for polygon in of(Polygon, made) for _, y in polygon.points]
    assert max(ys) - min(ys) == pytest.approx(0.9 * ROW)
    assert sum(len(polygon.points) for polygon in of(Polygon, made)) < 4000


def test_names_of_files_cannot_become_markup() -> None:
    made = picture(Timeline(((),), 10), layout=Layout((Motor(0.5, 0.5),)), title='<script>&"\u202e\n')
    text = svg(made, "light")
    assert "<script" not in text
    assert "\u202e" not in text
    assert ElementTree.fromstring(text) is not None


def test_one_document_serves_light_and_dark() -> None:
    made = drawn("[steady][t1s]")
    text = svg(made)
    assert "prefers-color-scheme: dark" in text
    assert set(re.findall(r"var\(--(\w+)\)", text)) <= set(THEMES["light"])
    assert set(THEMES["light"]) == set(THEMES["dark"])
    for theme, colours in THEMES.items():
        named = set(re.findall(r"#[0-9a-f]{6}", svg(made, theme)))
        assert {colours["paper"], colours["ink"]} <= named
    with pytest.raises(KeyError):
        svg(made, "sepia")
    assert len(GRID) == 4


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("[uplift][i4][pat_roll][m_left][t2s][alert_high][i4][pat_tap][m4][t250ms]", 3),
        ("[uplift][i4][pat_roll][m_all][t2s][alert_high][i4][pat_pulse][m_right][t1s]", 2),
        ("[steady][i2][pat_wave][m2][t1s][calm][i3][pat_ripple][m_lower][t2s][steady][i1][pat_wave][m1][t1s]", 0),
    ],
)
def test_each_motor_that_plays_is_seen_in_the_strip_however_late(text, late) -> None:
    made = drawn(text)
    lit = [circle for circle in of(Circle, made) if not circle.ring and circle.radius > 6]
    rings = [circle for circle in of(Circle, made) if circle.ring]
    seen = {rings.index(next(r for r in rings if (r.x, r.y) == (c.x, c.y))) % 4 for c in lit}
    program = composed(text)
    playing = {k for k, track in enumerate(compile_program(program).tracks) if any(p.level for p in track)}
    assert late in seen
    assert seen == playing


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 3000), st.floats(0.1, 1.0)), min_size=2, max_size=12))
def test_up_to_eight_motors_are_all_seen_and_moments_are_in_order(beats) -> None:
    tracks: list[tuple[Breakpoint, ...]] = [()] * 12
    for motor, start, level in beats:
        tracks[motor] = tuple(
            Breakpoint(start + t, at, 170) for t, at in ((0, 0.0), (30, level), (60, level), (60, 0.0))
        )
    timeline = Timeline(tuple(tracks), 3060)
    times = telling(timeline, [(0, 3060)])
    assert list(times) == sorted(set(times))
    assert len(times) <= MOST
    motors = {motor for motor, _, _ in beats}
    if times and len(motors) <= MOST:
        assert all(any(timeline.levels_at(t)[motor] > 0 for t in times) for motor in motors)


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_drawn_in_grey_stands_out_from_what_is_behind_it(theme) -> None:
    def lightness(name):
        parts = [int(THEMES[theme][name][at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    def contrast(a, b):
        low, high = sorted((lightness(a), lightness(b)))
        return (high + 0.05) / (low + 0.05)

    assert contrast("rest", "paper") >= 1.1
    assert contrast("line", "rest") >= 1.35
    assert contrast("line", "paper") >= 1.5
    assert contrast("faint", "chip") >= 4
    assert contrast("ink", "chip") >= 9
