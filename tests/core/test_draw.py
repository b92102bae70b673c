from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from lexicon._compile import compile_program, compile_step
from lexicon._device import Layout, Motor
from lexicon._draw import draw
from lexicon._examples import draw_token, example
from lexicon._limits import Limits
from lexicon._program import Rest, Step
from lexicon._timeline import Timeline
from lexicon._tokens import BY_NAME, TOKENS, Emotion, Group, Pattern, Place, Token

GOLDEN = Path(__file__).parent / "golden"
FELT = [t for t in TOKENS if t.group is not Group.BLOCK]


@pytest.mark.parametrize("token", TOKENS, ids=lambda t: t.name)
@pytest.mark.parametrize("unicode", [True, False])
def test_each_of_the_49_has_a_picture_for_80_columns(token: Token, unicode: bool) -> None:
    picture = draw_token(token, unicode=unicode)
    lines = picture.splitlines()
    assert len(lines) == 4 * 2 + 2
    assert all(len(line) <= 80 and line == line.rstrip() for line in lines)
    assert unicode or picture.isascii()
    assert all(f"m{n} " in picture for n in range(1, 5))


@pytest.mark.parametrize("unicode", [True, False])
def test_no_two_of_the_felt_tokens_look_alike(unicode: bool) -> None:
    pictures = {t.name: draw_token(t, unicode=unicode) for t in FELT}
    same = [(a, b) for a, b in combinations(pictures, 2) if pictures[a] == pictures[b]]
    within = [(a, b) for a, b in same if BY_NAME[a].group is BY_NAME[b].group]
    assert within == []


@pytest.mark.parametrize("name", ["calm", "alert_high", "pat_roll", "feel_calm", "soft_alert", "stop"])
def test_pictures_stay_as_they_were(name: str) -> None:
    """To accept a change, write what `draw_token` gives into the golden file and look at the difference."""
    assert draw_token(BY_NAME[name]) + "\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_examples_hold_their_token() -> None:
    for token in TOKENS:
        program = example(token)
        assert program.steps
        kinds = {
            Group.EMOTION: {s.emotion for s in program.steps},
            Group.INTENSITY: {s.intensity for s in program.steps},
            Group.PATTERN: {s.pattern for s in program.steps},
            Group.MOTOR: {s.motors for s in program.steps},
            Group.DURATION: {s.duration_ms for s in program.steps},
        }
        if token.group in kinds:
            assert kinds[token.group] == {token.value}
        if token.group is Group.REST:
            assert [i.duration_ms for i in program.items if isinstance(i, Rest)] == [token.value]
        if token.group is Group.SEQUENCE:
            assert len(program.steps) == token.value


def test_macros_are_drawn_as_they_are_written() -> None:
    calm = example(BY_NAME["feel_calm"])
    assert [(s.onset_ms, s.duration_ms, s.emotion, s.intensity, s.pattern) for s in calm.steps] == [
        (0, 2000, Emotion.CALM, 2, Pattern.BREATH),
        (2500, 2000, Emotion.CALM, 2, Pattern.BREATH),
    ]
    assert calm.duration_ms == 5000


def test_a_stop_is_at_once_and_for_good() -> None:
    timeline = compile_program(example(BY_NAME["stop"]), limits=Limits(max_level=1.0, fade_ms=0))
    assert timeline.levels_at(699)[0] > 0.3
    assert timeline.levels_at(700) == (0, 0, 0, 0)
    assert timeline.duration_ms == 2000


def test_more_level_draws_higher_and_rests_stay_blank() -> None:
    rows = [draw_token(BY_NAME[f"i{n}"]).count("█") for n in range(1, 6)]
    assert rows == sorted(rows)
    flat = compile_step(Step(0, 1000, Emotion.ALERT_HIGH, 3, Pattern.PULSE, Place.M1, 1000))
    line = draw(flat, height=1).splitlines()[0].partition("│")[2]
    assert "  " in line
    assert draw(flat, height=1).splitlines()[1] == "  m2 │"


def test_any_device_and_size_can_be_drawn() -> None:
    layout = Layout((Motor(0.2, 0.2), Motor(0.7, 0.2), Motor(0.5, 0.9)))
    timeline = compile_step(Step(0, 5000, Emotion.CALM, 2, Pattern.BREATH, Place.ALL, 5000), layout)
    lines = draw(timeline, width=20, height=1, layout=layout).splitlines()
    assert [line[:4] for line in lines[:3]] == ["  #1", "  #2", "  #3"]
    assert draw(Timeline(((),), 0), width=8, height=1)
    with pytest.raises(ValueError, match="at least 8 columns"):
        draw(timeline, width=7)
