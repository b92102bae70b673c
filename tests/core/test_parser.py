"""One table of streams, each read whole, character by character and at random cuts."""

from __future__ import annotations

import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon import BY_NAME, Code, Diagnostic, Event, Parser, Tag, Text, Unknown, join_text

# stream, what the person sees, the tags taken out (? marks an unknown one)
CASES: list[tuple[str, str, str]] = [
    ("", "", ""),
    ("plain words", "plain words", ""),
    ("Hello.\n\nHaptics:\n[begin_haptics] [calm] [i2] [end_haptics]\n", "Hello.", "begin_haptics calm i2 end_haptics"),
    ("Hello.\n\nHaptics:\n[begin_haptics][calm][t1s][end_haptics]", "Hello.", "begin_haptics calm t1s end_haptics"),
    ("A.\n\nHaptics:\n[feel_calm]\n\nB.", "A.\n\nB.", "feel_calm"),
    ("A.\n\n**Haptics:**\n[feel_calm]", "A.", "feel_calm"),
    ("A.\n\n**Haptics**:\n[feel_calm]", "A.", "feel_calm"),
    ("HAPTICS: [feel_calm]", "", "feel_calm"),
    ("[feel_calm] Good.", "Good.", "feel_calm"),
    ("I feel [calm] happy", "I feel happy", "calm"),
    ("I feel [calm], happy", "I feel, happy", "calm"),
    ("I feel[calm] happy", "I feel happy", "calm"),
    ("I feel [calm]happy", "I feel happy", "calm"),
    ("a[calm]b", "ab", "calm"),
    ("one\n[calm]\ntwo", "one\ntwo", "calm"),
    ("one [calm]\n[i2]\n[i3] two", "one two", "calm i2 i3"),
    ("one\n\n\n\n[calm]\n\n\ntwo", "one\n\ntwo", "calm"),
    ("tail\n\n[calm]\n\n", "tail", "calm"),
    ("see [1] and [link](url) and a[0] and [calmness]", "see [1] and [link](url) and a[0] and [calmness]", ""),
    ("[] [ ] [[ ]] [", "[] [ ] [[ ]] [", ""),
    ("[calm", "[calm", ""),
    ("[calm\n]", "[calm\n]", ""),
    ("[[calm]]", "[]", "calm"),
    ("[Calm] [ i2 ] [PAT_BREATH]", "", "calm i2 pat_breath"),
    ("x [pat_spiral] [i9] [t3s] [m7] [rest_2s] y", "x y", "?pat_spiral ?i9 ?t3s ?m7 ?rest_2s"),
    ("[i] [t] [m] [t5] [pat] [rest]", "[i] [t] [m] [t5] [pat] [rest]", ""),
    ("haptics: off today", "haptics: off today", ""),
    ("Haptics are nice. Hush.", "Haptics are nice. Hush.", ""),
    ("Haptics:\n", "Haptics:\n", ""),
    ("Haptics:\n\nnone", "Haptics:\n\nnone", ""),
    ("hhaptics: [calm]", "hhaptics:", "calm"),
    ("Haptics: Haptics: [calm]", "Haptics:", "calm"),
    ("**bold** *it* **", "**bold** *it* **", ""),
    ("  \n", "", ""),
    ("  leading stays", "  leading stays", ""),
    ("trailing stays \n", "trailing stays \n", ""),
    ("a" + " " * 50 + "b", "a" + " " * 50 + "b", ""),
    ("é[calm]ü\u00a0[i1]ж", "éü\u00a0ж", "calm i1"),
    ("\x00\x1b[31m[calm]", "\x00\x1b[31m", "calm"),
    ("[" + " " * 40 + "calm]", "[" + " " * 40 + "calm]", ""),
    ("[pat_" + "x" * 40 + "]", "[pat_" + "x" * 40 + "]", ""),
    ("a" + " " * 30 + "[begin_haptics] b", "a" + " " * 13 + "b", "begin_haptics"),
    ("[stop]", "", "stop"),
    ("[ca[calm]lm] x", "[ca\nlm] x", "calm"),
    ("[ [i1]calm]", "[\ncalm]", "i1"),
    ("- a\n  [calm]\n  - b", "- a\n  - b", "calm"),
    (
        "[end_date] [reset_password] [begin_transaction] [soft_delete] [alert_box] [rest_api](x) [rest_room]",
        "[end_date] [reset_password] [begin_transaction] [soft_delete] [alert_box] [rest_api](x) [rest_room]",
        "",
    ),
    (
        "[begin_haptic][end_haptics_now][feel_happy][alert_low][seq_repeat_4]",
        "",
        "?begin_haptic ?end_haptics_now ?feel_happy ?alert_low ?seq_repeat_4",
    ),
    ("[haptics_off] ok", "ok", "haptics_off"),
]


def read(*pieces: str) -> tuple[Event, ...]:
    parser = Parser()
    events = [event for piece in pieces for event in parser.feed(piece)]
    return join_text([*events, *parser.finish()])


def visible(events: tuple[Event, ...]) -> str:
    return "".join(event.text for event in events if isinstance(event, Text))


def sources(events: tuple[Event, ...]) -> str:
    return "".join(event.source for event in events if not isinstance(event, Diagnostic))


def taken(events: tuple[Event, ...]) -> list[str]:
    names = []
    for event in events:
        if isinstance(event, Tag):
            names.append(event.token.name)
        elif isinstance(event, Unknown):
            names.append("?" + event.tag[1:-1])
    return names


@pytest.mark.parametrize(("stream", "shown", "tags"), CASES)
def test_case_whole_and_character_by_character(stream, shown, tags) -> None:
    whole = read(stream)
    assert visible(whole) == shown
    assert taken(whole) == tags.split()
    assert sources(whole) == stream
    assert read(*stream) == whole


@pytest.mark.parametrize(("stream", "shown", "tags"), CASES)
def test_case_cut_in_two_anywhere(stream, shown, tags) -> None:
    whole = read(stream)
    for cut in range(len(stream) + 1):
        assert read(stream[:cut], stream[cut:]) == whole


def test_case_in_a_stream_of_all_cases() -> None:
    stream = "\nand ".join(stream for stream, _, _ in CASES)
    assert read(*stream) == read(stream)


FRAGMENTS = st.one_of(
    st.sampled_from([token.tag for token in BY_NAME.values()]),
    st.sampled_from(
        ["Haptics:", "haptics:", "**Haptics:**", "\n", "\n\n", " ", "[", "]", "*", "h", "H", "[i", "[pat_", "\t"]
    ),
    st.sampled_from(["[Calm]", "[ i2 ]", "[i9]", "[pat_spiral]", "[calmness]", "[1]", "hello", "Haptics", ".", ","]),
    st.text(max_size=5),
    st.text(string.printable, max_size=8),
)
STREAMS = st.lists(FRAGMENTS, max_size=25).map("".join)


@given(STREAMS, st.data())
def test_any_cut_gives_the_same_events(stream, data) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    whole = read(stream)
    assert read(*pieces) == whole
    assert read(*stream) == whole
    assert sources(whole) == stream


@given(STREAMS)
def test_no_tag_stays_visible_and_other_words_do(stream) -> None:
    events = read(stream)
    shown = visible(events)
    assert not any(
        token.tag in event.source for event in events if isinstance(event, Text) for token in BY_NAME.values()
    )
    assert not taken(read(shown))
    kept = [c for event in events if isinstance(event, Text) for c in event.source if not c.isspace()]
    assert [c for c in shown if not c.isspace()] == kept


@given(STREAMS)
def test_only_what_may_become_a_tag_is_held_back(stream) -> None:
    """What is held is the start of blanks, header and tag: some ending makes it vanish from the visible text."""
    parser = Parser()
    before = parser.feed(stream)
    held = parser.held
    assert held <= 32
    if held == 0:
        return
    told = sources(tuple(before))
    tail = stream[len(told) :]
    assert len(tail) == held
    endings = ["[calm]", "calm]", "]"] + [name[n:] + "]" for name in BY_NAME for n in range(1, len(name))]
    endings += (
        ["Haptics:"[n:] + "[calm]" for n in range(8)]
        + ["*[calm]", "**[calm]"]
        + ["haptics:**[calm]", "*haptics:**[calm]"]
    )
    endings += [f"{'haptics:'[n:]}{mark}[calm]" for n in range(8) for mark in ("*", "**")]
    endings += ["1]", "0s]", "s]", "ms]", "0ms]", "x]"]

    def vanishes(ending: str) -> bool:
        events = read(stream + ending)
        at = 0
        for event in events:
            if isinstance(event, Diagnostic):
                continue
            if isinstance(event, (Tag, Unknown)) and at <= len(told) and at + len(event.source) >= len(stream):
                return True
            at += len(event.source)
        return False

    assert any(vanishes(ending) for ending in endings), tail


def test_plain_text_goes_on_at_once() -> None:
    parser = Parser()
    assert parser.feed("Words go on") == [Text("Words go on", "Words go on")]
    assert parser.feed(" at [") == [Text(" at", " at")]
    assert parser.feed("x") == [Text(" [x", " [x")]


def test_oddities_are_reported_with_their_code() -> None:
    codes = [event.code for event in read("[Calm] [pat_spiral] [calm]") if isinstance(event, Diagnostic)]
    assert codes == [Code.TAG_SPELLING, Code.UNKNOWN_TAG]


def test_reading_costs_the_same_per_character_however_much_came_before() -> None:
    def calls(stream: str) -> int:
        count = 0

        def profile(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        parser = Parser()
        sys.setprofile(profile)
        try:
            for c in stream:
                parser.feed(c)
        finally:
            sys.setprofile(None)
        return count

    for text in (
        "Plain words, and more of them. ",
        "[calm] [i9] [x [begin_hap tics: ",
        "[" * 7,
        "\n\n Haptics:\n[i1] ",
    ):
        assert calls(text * 200) <= 11 * calls(text * 20)


@given(st.integers(1, 400))
def test_a_stream_of_openings_never_holds_more_than_the_cap(n) -> None:
    parser = Parser()
    parser.feed("[ " * n + "\n" * n + "[" * n)
    assert parser.held <= 32
