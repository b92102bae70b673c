"""Foreign text never reaches the terminal as a control sequence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_runtime.sanitize import SEQUENCE_MAX, Sanitizer, sanitize

CASES = [
    ("plain\ttext\nhere", "plain\ttext\nhere"),
    ("a\x1b[31mred\x1b[0m b", "ared b"),
    ("\x1b]0;title\x07after", "after"),
    ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("\x1bPq#0\x1b\\x", "x"),
    ("\x1bcreset", "reset"),
    ("bell\x07 back\x08 return\r del\x7f c1\x9b31m", "bell back return del c131m"),
    ("\u202eabc\u202c", "abc"),
    ("\x1b]0;" + "x" * 200 + " end", "]0;" + "x" * 200 + " end"),
]


@pytest.mark.parametrize(("raw", "shown"), CASES)
def test_case_whole_and_in_pieces(raw, shown) -> None:
    assert sanitize(raw) == shown
    sanitizer = Sanitizer()
    pieces = [sanitizer.feed(c) for c in raw]
    assert "".join(pieces) == shown


BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@given(
    st.lists(
        st.one_of(st.text(max_size=6), st.sampled_from(["\x1b", "\x1b[", "\x1b]", "31m", "\x07", "\x1b\\", "[calm]"]))
    )
)
def test_nothing_that_steers_a_terminal_gets_through(pieces) -> None:
    sanitizer = Sanitizer()
    shown = "".join(map(sanitizer.feed, pieces))
    assert not BAD.search(shown)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"])))
def test_ordinary_text_is_untouched(text) -> None:
    assert sanitize(text) == text


def test_a_sequence_that_never_ends_swallows_nothing_for_long() -> None:
    sanitizer = Sanitizer()
    shown = "".join(sanitizer.feed(c) for c in "\x1b]" + "a" * 1000)
    assert len(shown) >= 1000 - SEQUENCE_MAX
