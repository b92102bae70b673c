"""From tags to programs: state, defaults, repeats, limits, safety."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon import (
    TOKENS,
    Added,
    Change,
    Code,
    Composer,
    Diagnostic,
    Emotion,
    Ended,
    Halted,
    Limits,
    Parser,
    Pattern,
    Place,
    Program,
    Rest,
    Step,
    default_duration_ms,
    signature_pattern,
    token,
)


def compose(text: str, limits: Limits | None = None) -> list[Change]:
    parser, composer = Parser(), Composer(limits)
    changes = [c for event in parser.feed(text) + parser.finish() for c in composer.push(event)]
    return changes + composer.finish()


def tags(names: str) -> str:
    return " ".join(f"[{name}]" for name in names.split())


def programs(names: str, limits: Limits | None = None) -> list[Program]:
    return [c.program for c in compose(tags(names), limits) if isinstance(c, Ended)]


def codes(text: str, limits: Limits | None = None) -> list[Code]:
    return [c.code for c in compose(text, limits) if isinstance(c, Diagnostic)]


def shape(program: Program) -> list[tuple[object, ...]]:
    return [
        (item.onset_ms, item.duration_ms, item.emotion.value, item.intensity, item.pattern.value, item.motors.value)
        if isinstance(item, Step)
        else (item.onset_ms, item.duration_ms)
        for item in program.items
    ]


def test_a_duration_commits_a_step_and_the_state_carries_on() -> None:
    (program,) = programs("begin_haptics focus i3 pat_wave m_upper t1s rest_250ms pat_pulse m_all t500ms end_haptics")
    assert shape(program) == [
        (0, 1000, "focus", 3, "wave", "m_upper"),
        (1000, 250),
        (1250, 500, "focus", 3, "pulse", "m_all"),
    ]
    assert program.duration_ms == 1750


def test_defaults() -> None:
    (program,) = programs("begin_haptics t1s end_haptics")
    assert program.items == (Step(0, 1000, Emotion.STEADY, 2, signature_pattern(Emotion.STEADY), Place.ALL, 1000),)
    (program,) = programs("begin_haptics spark t1s end_haptics")
    assert program.steps[0].pattern is signature_pattern(Emotion.SPARK)


@pytest.mark.parametrize("ending", ["rest_500ms end_haptics", "seq_repeat_2 end_haptics", "end_haptics", ""])
def test_a_pattern_without_duration_plays_for_its_own(ending) -> None:
    text = tags(f"begin_haptics calm pat_wave {ending}")
    changes = compose(text)
    (program,) = [c.program for c in changes if isinstance(c, Ended)]
    assert program.steps[0].duration_ms == default_duration_ms(Pattern.WAVE)
    assert Code.PATTERN_WITHOUT_DURATION in codes(text)


def test_a_repeat_plays_what_came_since_the_last_one_n_times_in_all() -> None:
    (program,) = programs("begin_haptics t250ms seq_repeat_3 t500ms rest_250ms seq_repeat_2 end_haptics")
    assert [item.duration_ms for item in program.items] == [250] * 3 + [500, 250] * 2
    assert [item.onset_ms for item in program.items] == [0, 250, 500, 750, 1250, 1500, 2000]


def test_a_repeat_of_nothing_is_reported_and_plays_nothing() -> None:
    text = tags("begin_haptics calm seq_repeat_3 t500ms end_haptics")
    assert codes(text) == [Code.REPEAT_OF_NOTHING]
    assert programs("begin_haptics calm seq_repeat_3 t500ms end_haptics")[0].duration_ms == 500
    assert codes(tags("begin_haptics t500ms seq_repeat_2 seq_repeat_2 end_haptics")) == [Code.REPEAT_OF_NOTHING]


@pytest.mark.parametrize("name", ["feel_calm", "reset_focus", "soft_alert"])
def test_a_macro_is_what_it_expands_to(name) -> None:
    assert programs(name) == programs(" ".join(token(name).value))
    assert codes(f"[{name}]") == []


def test_feel_calm_is_five_seconds() -> None:
    (program,) = programs("feel_calm")
    assert shape(program) == [
        (0, 2000, "calm", 2, "breath", "m_all"),
        (2000, 500),
        (2500, 2000, "calm", 2, "breath", "m_all"),
        (4500, 500),
    ]


def test_tags_outside_a_block_form_one_until_the_next_words() -> None:
    text = "Well [calm] [t1s] \n [t500ms] then [spark][t1s]"
    first, second = [c.program for c in compose(text) if isinstance(c, Ended)]
    assert [s.duration_ms for s in first.steps] == [1000, 500]
    assert second.steps[0].emotion is Emotion.SPARK
    assert codes(text) == [Code.IMPLICIT_BLOCK, Code.IMPLICIT_BLOCK]


def test_words_inside_a_block_do_not_end_it() -> None:
    text = "[begin_haptics] [calm] slowly now [t1s] and [t500ms] [end_haptics]"
    (program,) = [c.program for c in compose(text) if isinstance(c, Ended)]
    assert [s.duration_ms for s in program.steps] == [1000, 500]
    assert codes(text) == [Code.TEXT_IN_BLOCK]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[begin_haptics] [t1s]", [Code.UNCLOSED_BLOCK]),
        ("[begin_haptics] [t1s] [begin_haptics] [t1s] [end_haptics]", [Code.NESTED_BEGIN]),
        ("[end_haptics]", [Code.STRAY_END]),
        ("[begin_haptics] [end_haptics]", [Code.EMPTY_BLOCK]),
        ("[begin_haptics] [calm] [end_haptics]", [Code.UNUSED_STATE, Code.EMPTY_BLOCK]),
        ("[begin_haptics] [i5] [t1s] [i5] [t1s] [end_haptics]", [Code.LIMIT_LEVEL]),
        ("[begin_haptics] [t5s] [t1s] [end_haptics]", [Code.LIMIT_PASS]),
        ("[begin_haptics] [t5s] [seq_repeat_3] [t250ms] [end_haptics]", [Code.LIMIT_PASS]),
        ("[begin_haptics] " + "[t250ms] " * 17 + "[end_haptics]", [Code.LIMIT_STEPS]),
    ],
)
def test_what_is_odd_is_reported(text, expected) -> None:
    assert codes(text) == expected


def test_a_pass_is_cut_at_its_limit_with_its_shape_kept() -> None:
    (program,) = programs("begin_haptics t2s t2s t5s t1s end_haptics")
    assert [(s.duration_ms, s.shape_ms) for s in program.steps] == [(2000, 2000), (2000, 2000), (1000, 5000)]


def test_repeats_are_cut_at_the_limit_of_the_whole() -> None:
    limits = Limits(total_ms=6000)
    (program,) = programs("begin_haptics t2s rest_500ms seq_repeat_3 end_haptics", limits)
    assert program.duration_ms == 6000
    assert program.steps[-1].duration_ms == 1000
    assert Code.LIMIT_TOTAL in codes(tags("begin_haptics t2s rest_500ms seq_repeat_3 end_haptics"), limits)


def test_steps_come_as_soon_as_they_are_complete() -> None:
    parser, composer = Parser(), Composer()
    seen: list[Change] = []
    for piece in ["[begin_haptics]", "[calm]", "[t1s]"]:
        for event in parser.feed(piece):
            seen += composer.push(event)
    assert seen == [Added(1, (Step(0, 1000, Emotion.CALM, 2, signature_pattern(Emotion.CALM), Place.ALL, 1000),))]


@pytest.mark.parametrize(("name", "off"), [("stop", False), ("haptics_off", True)])
@pytest.mark.parametrize(
    ("text", "played"),
    [
        ("[begin_haptics][t1s][pat_wave]{}[t2s][feel_calm][end_haptics] words [soft_alert]", ["soft_alert"]),
        ("[calm][t1s]{}[t2s]", []),
        ("[calm][t1s]{} words [t2s]", ["t2s"]),
        ("[begin_haptics]{}[feel_calm][end_haptics]", []),
        ("[begin_haptics][t1s]{} words. [soft_alert]", ["soft_alert"]),
        ("{}[t1s][feel_calm]", []),
        ("{}[begin_haptics][t2s][end_haptics]", ["t2s"]),
        ("[feel_calm]{}", []),
    ],
)
def test_after_a_safety_token_nothing_plays_in_the_same_breath(name, off, text, played) -> None:
    changes = compose(text.format(f"[{name}]"))
    halted = next(i for i, c in enumerate(changes) if isinstance(c, Halted))
    assert changes[halted].off is off
    assert changes[halted + 1] == Diagnostic(Code.STOPPED, f"[{name}] halted the motors and dropped what was queued")
    after = [c.program for c in changes[halted:] if isinstance(c, Ended)]
    expected = [p for names in played for p in programs(names)]
    assert [shape(p) for p in after] == [shape(p) for p in expected]
    told = [c.code for c in changes if isinstance(c, Diagnostic)]
    rest = text.split("{}")[1]
    assert (Code.AFTER_STOP in told) == rest.startswith(("[t", "[feel"))
    assert Code.EMPTY_BLOCK not in told


def test_a_stop_comes_before_anything_else_and_says_what_it_cut() -> None:
    changes = compose("[begin_haptics][calm][t1s][stop]")
    assert isinstance(changes[0], Added)
    assert isinstance(changes[1], Halted)
    assert changes[1].cut is not None
    assert changes[1].cut.duration_ms == 1000


def test_a_sentence_stays_short_however_many_tags_are_unused() -> None:
    (detail,) = [
        c.detail for c in compose("[calm]" * 5000) if isinstance(c, Diagnostic) and c.code is Code.UNUSED_STATE
    ]
    assert len(detail) < 200


NAMES = st.lists(st.sampled_from([t.name for t in TOKENS] + ["words", "pat_spiral"]), max_size=60)


@given(NAMES)
def test_no_program_passes_a_limit_and_what_is_added_is_what_ends(names) -> None:
    limits = Limits()
    text = " ".join(name if name == "words" else f"[{name}]" for name in names)
    changes = compose(text, limits)
    added: dict[int, list[object]] = {}
    for change in changes:
        if isinstance(change, Added):
            added.setdefault(change.program_id, []).extend(change.items)
    ended = [c.program for c in changes if isinstance(c, Ended)]
    cut = [c.cut for c in changes if isinstance(c, Halted) and c.cut is not None]
    ended = sorted(ended + cut, key=lambda p: p.id)
    assert {p.id: list(p.items) for p in ended} == added
    assert [p.id for p in ended] == sorted(added)
    for program in ended:
        at = 0
        for item in program.items:
            assert item.onset_ms == at
            assert item.duration_ms > 0
            at = item.end_ms
            if isinstance(item, Step):
                assert item.duration_ms <= limits.pass_ms
                assert item.shape_ms >= item.duration_ms
            else:
                assert isinstance(item, Rest)
        assert program.duration_ms <= limits.total_ms


@given(NAMES, st.data())
def test_programs_do_not_depend_on_how_the_stream_was_cut(names, data) -> None:
    text = " ".join(name if name == "words" else f"[{name}]" for name in names)
    parser, composer = Parser(), Composer()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    changes: list[Change] = []
    for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True):
        for event in parser.feed(text[a:b]):
            changes += composer.push(event)
    for event in parser.finish():
        changes += composer.push(event)
    changes += composer.finish()
    assert [c for c in changes if isinstance(c, Ended)] == [c for c in compose(text) if isinstance(c, Ended)]
    assert [c for c in changes if isinstance(c, Added)] == [c for c in compose(text) if isinstance(c, Added)]
