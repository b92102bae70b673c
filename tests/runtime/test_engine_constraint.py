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

import llguidance

from edge_runtime.engines import schema_text
from edge_runtime.engines._constraint import ANY_OBJECT, _Wrapped
from edge_runtime.engines._tag_guard import TagGuard
from edge_runtime.engines._vocabulary import Vocabulary
from edge_runtime.errors import InputUnusable
from lexicon import TOKENS, Code, Composer, Diagnostic, Limits, Parser, Point, Tag, block, lark

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


def guard_of(name: str, limits: Limits | None = None, *, on: bool = True) -> TagGuard:
    return TagGuard(block(limits) if on else None, lambda: vocabulary(name))


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
    text = write(guard_of(name, limits), name, random.Random(seed), 200)
    macros_aside = re.sub(r"\[(feel_calm|reset_focus|soft_alert)\]", "", text)
    assert oddities(macros_aside, limits) <= {Code.STOPPED}


@pytest.mark.parametrize("name", VOCABULARIES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=10)
def test_with_haptics_off_no_tag_is_written(name: str, seed: int) -> None:
    text = write(guard_of(name, on=False), name, random.Random(seed), 200)
    events = Parser().feed(text)
    assert "[" in text
    assert "[begin_hap" not in text
    assert not [event for event in events if isinstance(event, Tag) or type(event).__name__ == "Unknown"]


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize(
    "prose", ["see [1] and a[0], [link](url), [ step 2 ], [calmness] x[i]", "[[", "[" * 40, "[ " * 30, "mit [ä]"]
)
def test_brackets_of_prose_are_free(on: bool, prose: str) -> None:
    guard = guard_of("bytes", on=on)
    assert all(guard.accept(byte + 1, bytes([byte])) for byte in prose.encode())


@pytest.mark.parametrize(
    "start", ["[calm", "[ begin_haptics ", "[i9", "[pat_spiral", "[t1s", "[end_hapti", "[Begin_hapti", "[m1"]
)
@pytest.mark.parametrize("on", [True, False])
def test_what_opens_no_block_is_refused_at_its_last_character_or_before(on: bool, start: str) -> None:
    guard = guard_of("bytes", on=on)
    took = [guard.accept(byte + 1, bytes([byte])) for byte in f"{start}]".encode()]
    assert not all(took)


def test_a_token_may_end_a_block_and_begin_prose() -> None:
    guard = guard_of("single")
    assert guard.accept(1, b"[stop] and [feel_calm] so [beg")
    assert guard.busy
    assert guard.mask() is None, "[beg could be [beginning]"
    assert guard.accept(1, b"in_hap")
    assert guard.mask() is not None
    assert not guard.accept(1, b"x")
    assert b"".join(VOCABULARIES["single"][t] for t in guard.force()).startswith(b"tics]")


def test_a_refused_token_changes_nothing() -> None:
    guard = guard_of("bytes", on=False)
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
    guard = guard_of("bytes")
    assert all(guard.accept(byte + 1, bytes([byte])) for byte in cut.encode())
    assert guard.closing() == closing.encode()
    assert oddities(cut + closing) == set()


@pytest.mark.parametrize("steps", [1, 3, 16])
def test_no_step_begins_beyond_the_limit(steps: int) -> None:
    """Where time leaves room for more: sixteen of the shortest take four seconds of five."""
    step = " [t250ms]"
    point = block(Limits(steps=steps)).after("[begin_haptics]" + step * steps)
    assert point is not None
    end = point.after(" [end_haptics]")
    assert end is not None
    assert end.whole
    for more in (step, " [calm]", " [m1]"):
        assert point.after(more[:3]) is None, "of another step not even the first letter"
    assert point.after(" [rest_250ms]") is not None, "a rest is no step"


def every_point(limits: Limits | None = None) -> list[Point]:
    """Every point between two texts of the grammar."""
    found = {block(limits): None}
    waiting = list(found)
    while waiting:
        more = [point for point in waiting.pop().ways.values() if point not in found]
        found.update(dict.fromkeys(more))
        waiting += more
    return list(found)


def test_points_are_few_and_each_can_be_completed() -> None:
    points = every_point()
    assert 100 < len(points) < 2000
    for point in points:
        closed = point.after(point.closing())
        assert closed is not None
        assert closed.whole
        assert not any(way.startswith(other) for way in point.ways for other in point.ways if way is not other)


def test_limits_that_allow_the_same_blocks_share_their_points() -> None:
    assert block() is block(Limits()) is block(Limits(max_level=0.8, fade_ms=70))
    assert block(Limits(max_level=0.01)) is block(Limits(max_level=0.3))
    for other in (Limits(max_level=0.6), Limits(max_level=1.0), Limits(steps=3), Limits(pass_ms=1000)):
        assert block(other) is not block()


def test_a_shortest_text_completes_a_block() -> None:
    assert block().closing() == "[stop]"
    begun = block().after("[begin_haptics] [calm] [i2] [t")
    assert begun is not None
    assert begun.closing() == "1s] [end_haptics]"


@given(data=st.data())
@settings(max_examples=100)
def test_a_text_leads_to_the_same_point_however_it_is_cut(data: st.DataObject) -> None:
    point, text = block(), ""
    for _ in range(data.draw(st.integers(1, 12))):
        if point.whole:
            break
        way = data.draw(st.sampled_from(sorted(point.ways)))
        point, text = point.ways[way], text + way
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    at: Point | None = block()
    for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        assert at is not None
        at = at.after(text[begin:end])
    assert at is point
    assert block().after(text) is point
    assert block().follow(text + "x" * point.whole) == (point, "x" * point.whole)


def test_a_mask_says_what_the_grammar_does() -> None:
    for name, pieces in VOCABULARIES.items():
        for start in ("", "[begin_haptics] [calm", "[begin_haptics][t2s", "[beg", "[begin_haptics] [calm] [i2] "):
            point = block().after(start)
            assert point is not None
            mask = vocabulary(name).spot(point).mask()
            assert mask.any()
            for token, piece in enumerate(pieces):
                assert mask[token] == (piece != b"" and point.after(piece.decode("latin-1")) is not None), piece


@pytest.mark.parametrize("name", VOCABULARIES)
@pytest.mark.parametrize(
    "limits", [Limits(), Limits(steps=2), Limits(pass_ms=1000), Limits(total_ms=6000, max_level=0.4)]
)
def test_llguidance_says_the_same_of_the_printed_grammar(name: str, limits: Limits) -> None:
    """Which tokens may come, which must, and where a block is complete, on walks through blocks of all kinds."""
    pieces, words, rng = VOCABULARIES[name], vocabulary(name), random.Random(len(name))
    native = llguidance.LLTokenizer(_Wrapped(pieces, END, ENCODE[name]), eos_token=[END])
    for _ in range(8):
        matcher, point = llguidance.LLMatcher(native, lark(limits), log_level=0), block(limits)
        while not point.whole:
            mask, forced = words.spot(point).mask(), words.spot(point).forced
            assert forced == matcher.compute_ff_tokens()
            for token in {*rng.sample(range(1, len(pieces)), 30), *mask.nonzero()[0].tolist()}:
                assert mask[token] == (matcher.validate_tokens([token]) == 1), pieces[token]
            for token in forced or [rng.choice(mask.nonzero()[0].tolist())]:
                assert matcher.consume_token(token)
                after = point.after(pieces[token].decode("latin-1"))
                assert after is not None
                point = after
        assert matcher.is_stopped()


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
