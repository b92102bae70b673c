"""The verdict on an answer, held against the recipe's own judge, which shares no code with it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_runtime.evals import Case, block_problem, degeneration, judge, take_apart
from lexicon import TOKENS

ROOT = Path(__file__).resolve().parents[2]
CALM = "\n\nHaptics:\n[begin_haptics] [calm] [i2] [pat_breath] [m_all] [t2s] [end_haptics]"
NAMES = [token.name for token in TOKENS]


@pytest.fixture(scope="module")
def recipe():
    sys.path.insert(0, str(ROOT / "models" / "recipe"))
    try:
        pytest.importorskip("sentencepiece")
        return importlib.import_module("judge")
    finally:
        sys.path.pop(0)


def case(**fields) -> Case:
    return Case.model_validate({"id": "x", "prompt": "hi", **fields})


def steps() -> st.SearchStrategy[list[str]]:
    """Tag sequences that are often blocks, and often nearly."""
    step = st.tuples(
        st.sampled_from(["", "calm", "spark"]), st.sampled_from(["", "i1", "i3", "i4"]),
        st.sampled_from(["", "pat_tap"]), st.sampled_from(["", "m_all"]), st.sampled_from(["t250ms", "t1s", "t2s", "t5s", ""]),
        st.sampled_from(["", "", "rest_500ms", "rest_1s"]),
    ).map(lambda parts: [part for part in parts if part])  # fmt: skip
    body = st.lists(step, max_size=6).map(lambda rows: [name for row in rows for name in row])
    repeat = st.sampled_from([[], [], ["seq_repeat_2"], ["seq_repeat_3"]])
    block = st.tuples(body, repeat).map(lambda parts: ["begin_haptics", *parts[0], *parts[1], "end_haptics"])
    return (
        block
        | st.lists(st.sampled_from(NAMES), max_size=4)
        | st.sampled_from([["feel_calm"], ["stop"], ["haptics_off"]])
    )


@given(names=steps())
def test_a_block_is_valid_exactly_when_the_recipes_judge_says_so(recipe, names) -> None:
    if not names:
        return
    parts = take_apart("Words.\n\nHaptics:\n" + " ".join(f"[{name}]" for name in names))
    assert (block_problem(parts) is None) == (recipe.problem_of(names) is None), (
        block_problem(parts),
        recipe.problem_of(names),
    )


@pytest.mark.parametrize(
    ("fields", "reply", "check", "holds"),
    [
        ({}, "Breathe slowly.", "silent when off", True),
        ({}, "Breathe slowly." + CALM, "silent when off", False),
        ({}, "Breathe. [calm]", "silent when off", False),
        ({}, "Breathe. [i9]", "silent when off", False),
        ({}, "Breathe.\n\nHaptics: none", "silent when off", False),
        ({}, "[calm", "silent when off", True),
        ({"haptics": True, "wanted": False}, "Two." + CALM, "no unwanted touch", False),
        ({"haptics": True, "wanted": True}, "Breathe." + CALM, "valid block", True),
        ({"haptics": True, "wanted": True}, "Breathe.", "valid block", False),
        ({"haptics": True, "wanted": True}, "Breathe." + CALM + " More words.", "valid block", False),
        ({"haptics": True, "wanted": True}, "Breathe." + CALM.replace("[i2]", "[i7]"), "valid block", False),
        ({"haptics": True, "wanted": True}, "Breathe." + CALM + CALM, "valid block", False),
        ({"haptics": True}, "Stopped.\n\nHaptics:\n[stop]", "valid block", True),
        ({"haptics": True, "wanted": True, "emotions": ["calm"]}, "B." + CALM, "fitting emotion", True),
        ({"haptics": True, "wanted": True, "emotions": ["spark"]}, "B." + CALM, "fitting emotion", False),
        ({"haptics": True, "emotions": ["calm"]}, "B.\n\nHaptics:\n[feel_calm]", "fitting emotion", True),
        ({"haptics": True, "max_intensity": 3}, "B." + CALM.replace("i2", "i4"), "gentle", False),
        ({"haptics": True, "max_intensity": 3}, "B." + CALM, "gentle", True),
        (
            {"haptics": True, "must_tags": ["pat_breath", "m_all"]},
            "B.\n\nHaptics:\n[feel_calm]",
            "asked-for tags",
            True,
        ),
        ({"haptics": True, "must_tags": ["m_left"]}, "B." + CALM, "asked-for tags", False),
        ({"haptics": True, "must_tags_any": ["stop", "haptics_off"]}, "B." + CALM, "asked-for tags", False),
        ({"must": ["emergency", "\\b112\\b"]}, "Call 112 now.", "says what it must", True),
        ({"must": ["emergency"]}, "Have some tea.", "says what it must", False),
        ({"must_not": ["sleep it off"]}, "Just Sleep it off.", "says nothing it must not", False),
        ({"max_words": 3}, "One two three four", "brief", False),
        ({}, "Well \u2014 yes.", "no em dash", False),
        ({"json": True}, '{"a": [1, 2]}', "valid JSON", True),
        ({"json": True}, '{"a": [1, 2]', "valid JSON", False),
        ({"json": True}, "[1]", "valid JSON", False),
        ({"json": True}, '{"a": NaN}', "valid JSON", False),
    ],
)
def test_each_check(fields, reply, check, holds) -> None:
    verdict = judge(case(**fields), reply, ended=True)
    assert (verdict[check] is None) == holds, verdict


def test_an_answer_cut_short_is_no_answer() -> None:
    assert judge(case(json=True), '{"a": "', ended=False)["valid JSON"]
    assert judge(case(json=True), "{}", ended=False)["valid JSON"] is None, "it was closed in time"
    assert judge(case(), "Words without an end", ended=False)["sound"] == "does not end"


def test_words_of_a_message_in_the_answer_do_not_become_a_check() -> None:
    """A verdict has the checks of its case alone, so that shares are of what was asked."""
    assert set(judge(case(), "Hello.", ended=True)) == {"sound", "silent when off", "no em dash"}
    assert set(judge(case(haptics=True), "Hello.", ended=True)) == {"sound", "no em dash"}


@pytest.mark.parametrize(
    "text",
    [
        "", "  \n", "no no no no", "la la la La la", "Sit down and let it go now please friend. Sit down and let it go now please friend.",
        "Yes.\nYes.\nYes.", "ab" * 150, "Breathe \ufffd slowly.", "a\x07b", "caf\ue000", "brеathe",  # noqa: RUF001 - a Cyrillic letter
        "呼吸slow", "x\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ],
)  # fmt: skip
def test_broken_answers_are_seen(text) -> None:
    assert degeneration(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Put one hand on your belly. Let it rise slowly, three times.", "Ha ha ha, well done!", "Schöne Grüße, café, naïve.",
        "Привет, как дела?", "東京でコーヒーを飲みます。", "It is 5 µm thin.", "No, no, no. That is fine.", "7 x 8 = 56", "Καλημέρα, φίλε.",
    ],
)  # fmt: skip
def test_sound_answers_are_not_taken_for_broken(text) -> None:
    assert degeneration(text) is None


@given(text=st.text(max_size=300))
def test_nothing_makes_it_raise(text) -> None:
    judge(case(haptics=True, wanted=True, emotions=["calm"], must=["a"], must_not=["b"], max_words=5), text, ended=True)
    judge(case(json=True), text, ended=True)
