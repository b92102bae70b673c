from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

pytest.importorskip("llguidance", reason="the llama extra is not installed: run `make run`")

from edge_runtime.engines import schema_text
from edge_runtime.engines._constraint import ANY_OBJECT, Constraint, Vocabulary
from edge_runtime.engines._tag_guard import TagGuard
from edge_runtime.errors import EngineError, InputUnusable
from lexicon import TOKENS, Code, Composer, Diagnostic, Limits, Parser, Tag, lark

END = 0
BASE = [b"", *(bytes([byte]) for byte in range(256))]
ODD = [
    b"] [",
    b"][",
    b"] ",
    b"calm",
    b"pat_",
    b"_haptics",
    b"begin",
    b"[[",
    b"ha",
    b"] [i",
    b"ms] [",
    b'"a"',
    b"hello",
    b"[stop][",
]
SINGLE = [token.tag.encode() for token in TOKENS]
VOCABULARIES = {"bytes": BASE, "odd": BASE + ODD, "single": BASE + SINGLE, "both": BASE + ODD + SINGLE}


def encoder(pieces: list[bytes]) -> Callable[[bytes], list[int]]:
    """Write greedily, the longest piece first."""
    longest_first = re.compile(b"|".join(map(re.escape, sorted(set(pieces) - {b""}, key=len, reverse=True))), re.DOTALL)
    numbers = {piece: token for token, piece in reversed(list(enumerate(pieces)))}
    return lambda text: [numbers[piece] for piece in longest_first.findall(text)]


ENCODE = {name: encoder(pieces) for name, pieces in VOCABULARIES.items()}


@cache
def vocabulary(name: str) -> Vocabulary:
    pieces = VOCABULARIES[name]
    return Vocabulary(pieces, [END], ENCODE[name])


@cache
def grammar(name: str, limits: Limits | None = None) -> Constraint:
    return vocabulary(name).tags(lark(limits))


def oddities(text: str, limits: Limits | None = None) -> set[Code]:
    """What the reader and the composer have to say about a text."""
    parser, composer = Parser(), Composer(limits)
    events = parser.feed(text) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    return {item.code for item in [*events, *changes] if isinstance(item, Diagnostic)}


def write(guard: TagGuard, name: str, rng: random.Random, length: int) -> str:
    """Answer as an engine does: draw, be refused, draw again. Leans to brackets, parts of tags and openers."""
    pieces = VOCABULARIES[name]
    likely = [token for token, piece in enumerate(pieces) if piece in LEANING]
    said = b""
    while len(said) < length:
        mask = guard.mask()
        while True:
            begun = max(n for n in range(len(OPENER)) if said.endswith(OPENER[:n]))
            if mask is not None:
                token = int(rng.choice(mask.nonzero()[0]))
            elif rng.random() < (0.9 if begun > 1 else 0.3):
                token = ENCODE[name](OPENER[begun:])[0]
            else:
                token = rng.choice(likely) if rng.random() < 0.7 else rng.randrange(1, len(pieces))
            if guard.accept(token, pieces[token]):
                break
            assert mask is None, "what the mask allows is accepted"
        said += pieces[token] + b"".join(pieces[forced] for forced in guard.force())
    closing = guard.closing()
    assert closing is not None
    return (said + closing).decode("latin-1")


OPENER = b"[begin_haptics] "
LEANING = [b"[", b"]", b" ", b"begin", b"_haptics", b"] [", b"calm", b"[calm]", b"[[", b"[stop]"]


@pytest.mark.parametrize("name", VOCABULARIES)
@given(
    seed=st.integers(0, 2**32),
    limits=st.sampled_from([None, Limits(steps=2), Limits(pass_ms=1000), Limits(total_ms=6000, max_level=0.4)]),
)
@settings(max_examples=10)
def test_whatever_is_drawn_the_lexicon_has_nothing_to_say(name: str, seed: int, limits: Limits | None) -> None:
    text = write(TagGuard(grammar(name, limits).copy), name, random.Random(seed), 200)
    macros_aside = re.sub(r"\[(feel_calm|reset_focus|soft_alert)\]", "", text)
    assert oddities(macros_aside, limits) <= {Code.STOPPED}


@pytest.mark.parametrize("name", VOCABULARIES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=10)
def test_with_haptics_off_no_tag_is_written(name: str, seed: int) -> None:
    text = write(TagGuard(None), name, random.Random(seed), 200)
    events = Parser().feed(text)
    assert "[" in text
    assert "[begin_hap" not in text
    assert not [event for event in events if isinstance(event, Tag) or type(event).__name__ == "Unknown"]


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize(
    "prose", ["see [1] and a[0], [link](url), [ step 2 ], [calmness] x[i]", "[[", "[" * 40, "[ " * 30, "mit [ä]"]
)
def test_brackets_of_prose_are_free(on: bool, prose: str) -> None:
    guard = TagGuard(grammar("bytes").copy if on else None)
    assert all(guard.accept(byte + 1, bytes([byte])) for byte in prose.encode())


@pytest.mark.parametrize(
    "start", ["[calm", "[ begin_haptics ", "[i9", "[pat_spiral", "[t1s", "[end_hapti", "[Begin_hapti", "[m1"]
)
@pytest.mark.parametrize("on", [True, False])
def test_what_opens_no_block_is_refused_at_its_last_character_or_before(on: bool, start: str) -> None:
    guard = TagGuard(grammar("bytes").copy if on else None)
    took = [guard.accept(byte + 1, bytes([byte])) for byte in f"{start}]".encode()]
    assert not all(took)


def test_a_token_may_end_a_block_and_begin_prose() -> None:
    guard = TagGuard(grammar("single").copy)
    assert guard.accept(1, b"[stop] and [feel_calm] so [beg")
    assert guard.busy
    assert guard.mask() is None, "[beg could be [beginning]"
    assert guard.accept(1, b"in_hap")
    assert guard.mask() is not None
    assert not guard.accept(1, b"x")
    assert b"".join(VOCABULARIES["single"][t] for t in guard.force()).startswith(b"tics]")


def test_a_refused_token_changes_nothing() -> None:
    guard = TagGuard(None)
    assert guard.accept(1, b"[cal")
    assert not guard.accept(1, b"m] [")
    assert guard.accept(1, b"ls] and [")
    assert guard.busy


@pytest.mark.parametrize(("cut", "closing"), [
    ("[begin_haptics] ", "[t1s] [end_haptics]"),
    ("[begin_haptics] [ca", "lm] [t1s] [end_haptics]"),
    ("[begin_haptics] [t5s]", " [end_haptics]"),
    ("[begin_haptics] [calm] [t2s] [seq", "_repeat_2] [end_haptics]"),
    ("words", ""),
])  # fmt: skip
def test_a_cut_block_is_closed(cut: str, closing: str) -> None:
    guard = TagGuard(grammar("bytes").copy)
    assert all(guard.accept(byte + 1, bytes([byte])) for byte in cut.encode())
    assert guard.closing() == closing.encode()
    assert oddities(cut + closing) == set()


@pytest.mark.parametrize("steps", [1, 3, 16])
def test_no_step_begins_beyond_the_limit(steps: int) -> None:
    """Where time leaves room for more: sixteen of the shortest take four seconds of five."""
    step = b" [t250ms]"
    allowed = grammar("bytes", Limits(steps=steps)).copy()
    block = b"[begin_haptics]" + step * steps
    assert allowed.accept_bytes(block) == len(block)
    assert allowed.copy().accept_bytes(b" [end_haptics]") == len(b" [end_haptics]")
    for more in (step, b" [calm]", b" [m1]"):
        assert allowed.copy().accept_bytes(more) < 3, "of another step not even the first letter"
    assert allowed.accept_bytes(b" [rest_250ms]") == len(b" [rest_250ms]"), "a rest is no step"


def test_a_mask_says_what_accept_does() -> None:
    constraint = grammar("both").copy()
    assert constraint.accept_bytes(b"[begin_haptics] [calm") == 21
    mask = constraint.mask()
    assert len(mask) == len(VOCABULARIES["both"])
    for token in range(len(mask)):
        trial = constraint.copy()
        assert trial.accept(token) == bool(mask[token]), VOCABULARIES["both"][token]


def test_rolled_back_is_as_before() -> None:
    constraint = grammar("odd").copy()
    constraint.accept_bytes(b"[begin_haptics] ")
    before = constraint.mask()
    assert constraint.accept_bytes(b"[calm]") == 6
    constraint.rollback(6)
    assert (constraint.mask() == before).all()
    with pytest.raises(EngineError, match="go back"):
        constraint.rollback(99)


def test_the_end_is_allowed_where_a_text_is_whole() -> None:
    constraint = grammar("bytes").copy()
    assert not constraint.mask()[END]
    constraint.accept_bytes(b"[stop]")
    assert constraint.done
    assert list(constraint.mask().nonzero()[0]) == [END]


def test_an_invalid_grammar_is_an_error() -> None:
    for text in ('start: "a', "start: missing", "nothing", ""):
        with pytest.raises(EngineError, match="grammar"):
            vocabulary("bytes").tags(text)


class Mood(BaseModel):
    name: str
    strength: int
    tags: list[str] = []


SCHEMAS = [
    ANY_OBJECT,
    schema_text(Mood),
    '{"type": "object", "properties": {"a": {"enum": ["ä\\"b", "c"]}, "b": {"type": "array", "items": {"type": "number"}, "minItems": 2}}, "required": ["a", "b"], "additionalProperties": false}',
    '{"anyOf": [{"type": "string", "maxLength": 5}, {"type": "boolean"}]}',
]


@pytest.mark.parametrize("schema", SCHEMAS)
@given(seed=st.integers(0, 2**32), length=st.integers(0, 100))
@example(seed=0, length=27)  # in the third schema a number after which another has to come
@settings(max_examples=10)
def test_json_is_whole_wherever_it_is_cut(schema: str, seed: int, length: int) -> None:
    rng, pieces = random.Random(seed), VOCABULARIES["odd"]
    constraint = vocabulary("odd").json(schema)
    said = b""
    while len(said) < length and not constraint.done:
        token = rng.choice([int(t) for t in constraint.mask().nonzero()[0]])
        assert constraint.accept(token)
        said += pieces[token] + b"".join(pieces[t] for t in constraint.force())
        if token == END:
            break
    closing = constraint.closing()
    assert closing is not None
    value = json.loads(said + closing)
    if schema == SCHEMAS[1]:
        Mood.model_validate(value)


@pytest.mark.parametrize(
    "source", ["{", "[]", "3", '{"type": "odd"}', '{"type": "string", "format": 3}', "[" * 100_000, " " * 300_000]
)
def test_a_bad_schema_is_one_sentence(source: str) -> None:
    with pytest.raises(InputUnusable, match="schema cannot be used") as caught:
        vocabulary("bytes").json(schema_text(source))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
