"""The table of 49 against what is published."""

from __future__ import annotations

from collections import Counter

import pytest

from lexicon import BY_NAME, INTENSITY_LEVELS, TOKENS, Group, Parser, Tag, token

COUNTS = {
    "block": 2,
    "emotion": 10,
    "intensity": 5,
    "pattern": 8,
    "duration": 5,
    "rest": 3,
    "motor": 9,
    "sequence": 2,
    "macro": 3,
    "safety": 2,
}
PUBLISHED = """begin_haptics end_haptics calm soothe focus steady ground uplift spark alert_mild alert_high rest_state
i1 i2 i3 i4 i5 pat_wave pat_pulse pat_ripple pat_fade pat_bloom pat_breath pat_tap pat_roll
t250ms t500ms t1s t2s t5s rest_250ms rest_500ms rest_1s m1 m2 m3 m4 m_all m_left m_right m_upper m_lower
seq_repeat_2 seq_repeat_3 feel_calm reset_focus soft_alert stop haptics_off""".split()


def test_the_groups_have_their_counts() -> None:
    assert Counter(t.group.value for t in TOKENS) == COUNTS
    assert len(TOKENS) == 49


def test_the_names_are_the_published_ones() -> None:
    assert sorted(t.name for t in TOKENS) == sorted(PUBLISHED)


def test_levels_are_five_equal_ratios() -> None:
    ratios = [b / a for a, b in zip(INTENSITY_LEVELS, INTENSITY_LEVELS[1:], strict=False)]
    assert INTENSITY_LEVELS == (0.26, 0.36, 0.51, 0.71, 1.0)
    assert all(abs(ratio - 2**0.5) < 0.035 for ratio in ratios)


@pytest.mark.parametrize("t", TOKENS, ids=lambda t: t.name)
def test_every_token_has_a_round_trip(t) -> None:
    parser = Parser()
    assert parser.feed(t.tag) + parser.finish() == [Tag(t, t.tag)]
    assert token(t.tag) is BY_NAME[t.name] is t
    assert t.meaning


def test_durations_and_rests_say_what_their_names_say() -> None:
    units = {"ms": 1, "s": 1000}
    for t in TOKENS:
        if t.group in {Group.DURATION, Group.REST}:
            text = t.name.removeprefix("rest_").removeprefix("t")
            unit = "ms" if text.endswith("ms") else "s"
            assert t.value == int(text.removesuffix(unit)) * units[unit]


def test_macros_expand_to_known_tokens_within_a_block() -> None:
    for t in TOKENS:
        if t.group is Group.MACRO:
            names = t.value
            assert isinstance(names, tuple)
            assert names[0] == "begin_haptics"
            assert names[-1] == "end_haptics"
            assert all(name in BY_NAME for name in names)
