"""Holds an answer to a JSON schema, for any engine: token ids in, a mask or forced tokens out.

Built on llguidance, which reasons in bytes: a token may begin in one value and end in the next. It knows the vocabulary
only as the bytes that each token adds to the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edge_runtime.engines._schema import bad_schema
from edge_runtime.errors import EngineMissing
from edge_runtime.errors import EngineReason as Reason

try:
    import llguidance
except ModuleNotFoundError:
    raise EngineMissing(
        "The package llguidance is not installed, and holding answers to a schema needs it.",
        reason=Reason.ENGINE_MISSING,
        hint="Run `make run` in the checkout, or install the wheel with the engine's extra, e.g. [llama].",
    ) from None

BYTES = 256
CLOSING_MAX = 4096
"""Bytes that closing a cut answer may take; a schema that wants more than this stays open."""
JSON_BLANKS = r"[ \n]{0,12}"
"""Between a JSON answer's marks: a line break and the indentation of the deepest usual level."""
ANY_OBJECT = '{"type": "object"}'
CLOSERS = b'}],"0123456789'
"""Bytes to prefer, in this order, where closing leaves a choice."""
FREE_TEXT = 64
"""More bytes than this may come next only where words may."""


class JsonGrammar:
    """A vocabulary as llguidance takes it; made once for a model (about a second for 2^18 tokens)."""

    def __init__(self, pieces: Sequence[bytes], ends: frozenset[int], encode: Callable[[bytes], list[int]]) -> None:
        self.size = len(pieces)
        # One token more for each byte, so that any text can be consumed, and one that ends it in any case.
        tokens = [*pieces, *(bytes([byte]) for byte in range(BYTES)), b""]
        for end in ends:
            tokens[end] = b""
        stop = sorted(ends) or [len(tokens) - 1]
        wrapped: Any = _Wrapped(tokens, stop[0], encode)
        self._native = llguidance.LLTokenizer(wrapped, eos_token=stop)

    def constraint(self, schema: str | None) -> Constraint:
        """Hold a text to a schema, any object for None. Raises InputUnusable when that is none, or cannot be held."""
        try:
            grammar = llguidance.LLMatcher.grammar_from_json_schema(
                schema or ANY_OBJECT, overrides={"whitespace_pattern": JSON_BLANKS}
            )
            matcher = llguidance.LLMatcher(self._native, grammar, log_level=0)
        except ValueError as error:
            raise bad_schema(str(error)) from None
        if matcher.is_error():
            raise bad_schema(matcher.get_error())
        return Constraint(self.size, matcher)


class Constraint:
    """Where one text stands in its schema; the `Rule` of an answer that is held to it whole."""

    __slots__ = ("_matcher", "_size", "busy")

    def __init__(self, size: int, matcher: Any) -> None:
        self.busy = True
        self._size, self._matcher = size, matcher

    @property
    def done(self) -> bool:
        """Whether the text is whole and nothing may follow."""
        return bool(self._matcher.is_stopped())

    def mask(self) -> NDArray[np.bool_]:
        """Say of every token of the vocabulary whether it may come next; those that end an answer included."""
        return self._allowed()[: self._size]

    def force(self) -> list[int]:
        """Give the tokens that must come next, as the model itself would write them, and accept them."""
        tokens = [token for token in self._matcher.compute_ff_tokens() if token < self._size]
        return tokens[: self._matcher.try_consume_tokens(tokens)] if tokens else tokens

    def accept(self, token: int, raw: bytes = b"") -> bool:  # noqa: ARG002 - the vocabulary knows its bytes
        """Go on by one token; False, and nothing changes, when it may not come."""
        return bool(self._matcher.try_consume_tokens([token]))

    def closing(self) -> bytes | None:
        """Give a short text that completes what was begun; None when there is no short one. Moves nothing."""
        matcher, first = self._matcher.deep_copy(), self._size
        closing = b""
        while not matcher.is_accepting():
            if len(closing) >= CLOSING_MAX:
                return None
            forced = matcher.compute_ff_bytes() or self._next_closer(self._allowed(matcher)[first : first + BYTES])
            if not forced or matcher.try_consume_tokens([first + byte for byte in forced]) != len(forced):
                return None
            closing += forced
        return closing

    def _next_closer(self, allowed: NDArray[np.bool_]) -> bytes:
        inside_a_string = int(allowed.sum()) > FREE_TEXT
        for byte in b'"' if inside_a_string else CLOSERS:
            if allowed[byte]:
                return bytes([byte])
        found = np.flatnonzero(allowed)
        return bytes([int(found[0])]) if len(found) else b""

    def _allowed(self, matcher: Any = None) -> NDArray[np.bool_]:
        bits = np.frombuffer((matcher or self._matcher).compute_bitmask(), np.uint8)
        return np.unpackbits(bits, bitorder="little").view(np.bool_)


class _Wrapped:
    """What llguidance asks of a tokenizer."""

    is_tokenizer_wrapper = True
    bos_token_id = None
    special_token_ids: Sequence[int] = ()

    def __init__(self, tokens: Sequence[bytes], end: int, encode: Callable[[bytes], list[int]]) -> None:
        self.tokens, self.eos_token_id, self._encode = tokens, end, encode

    def __call__(self, text: bytes | str) -> list[int]:
        return self._encode(text.encode() if isinstance(text, str) else text)
