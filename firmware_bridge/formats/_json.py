"""JSON documents from strangers: every value knows its path, so that an error can say where. No I/O."""

from __future__ import annotations

import gc
import json
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from firmware_bridge._uri import shown

from ._clip import MAX_POINTS, Wrong

MAX_DIGITS = 20
"""Of a whole number; longer ones are read as floats, which takes no time."""
_DOCUMENT = "The document"
_NUMBERS = frozenset({int, float})


class Node:
    """A value of a document and the way to it. Each method raises `Wrong` for what is not as asked."""

    __slots__ = ("_key", "_parent", "value")

    def __init__(self, value: Any, parent: Node | None = None, key: str | int = "") -> None:
        self.value = value
        self._parent = parent
        self._key = key

    @property
    def path(self) -> str:
        """Such as ``signals.continuous.envelopes.amplitude[3].time``."""
        return _path(self._keys()) or _DOCUMENT

    def wrong(self, what: str) -> Wrong:
        """The error that says that this value ``what``."""
        return Wrong(self.path, what)

    def get(self, key: str) -> Node | None:
        """The member ``key`` of an object, None where it is missing or null."""
        if not isinstance(self.value, dict):
            raise self.wrong("is no object")
        value = self.value.get(key)
        return None if value is None else Node(value, self, key)

    def need(self, key: str) -> Node:
        """The member ``key`` of an object."""
        node = self.get(key)
        if node is None:
            raise self.wrong(f"has no {key!r}")
        return node

    def object(self) -> dict[str, Any]:
        """The value, an object."""
        if not isinstance(self.value, dict):
            raise self.wrong("is no object")
        return self.value

    def items(self, most: int = MAX_POINTS) -> Iterator[Node]:
        """The values of an array of at most ``most``."""
        if not isinstance(self.value, list):
            raise self.wrong("is no array")
        if len(self.value) > most:
            raise self.wrong(f"has {len(self.value)} entries; it may have {most}")
        return (Node(value, self, k) for k, value in enumerate(self.value))

    def number(self, low: float, high: float) -> float:
        """The value, a number from ``low`` to ``high``."""
        value = self.value
        if type(value) in _NUMBERS and low <= value <= high:
            return float(value)
        value = self.real()
        if not low <= value <= high:
            raise self.wrong(f"is {value:.6g}; it must be {low:.10g} to {high:.10g}")
        return value

    def number_of(self, key: str, low: float, high: float) -> float:
        """The member ``key`` of an object, a number from ``low`` to ``high``."""
        value: Any = self.value.get(key) if isinstance(self.value, dict) else None
        if type(value) in _NUMBERS and low <= value <= high:
            return float(value)
        return self.need(key).number(low, high)

    def real(self) -> float:
        """The value, a number."""
        value = self.value
        if type(value) is float and math.isfinite(value):
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong("is no number")
        if not math.isfinite(value):
            raise self.wrong("is no finite number")
        return float(value)

    def numbers(self, low: float, high: float, most: int = MAX_POINTS) -> list[float]:
        """The value, an array of at most ``most`` numbers from ``low`` to ``high``."""
        nodes = self.items(most)
        if all(type(v) in _NUMBERS and low <= v <= high for v in self.value):
            return [float(v) for v in self.value]
        return [node.number(low, high) for node in nodes]

    def whole(self, low: int, high: int) -> int:
        """The value, a whole number from ``low`` to ``high``."""
        value = self.number(low, high)
        if value != int(value):
            raise self.wrong(f"is {value:.6g}; it must be a whole number")
        return int(value)

    def text(self) -> str:
        """The value, a string."""
        if not isinstance(self.value, str):
            raise self.wrong("is no string")
        return self.value

    def one_of(self, words: frozenset[str]) -> str:
        """The value, one of ``words``."""
        text = self.text()
        if text not in words:
            raise self.wrong(f"is {shown(text)}; it must be one of {', '.join(sorted(words))}")
        return text

    def _keys(self) -> list[str | int]:
        keys: list[str | int] = []
        node = self
        while node._parent is not None:
            keys.append(node._key)
            node = node._parent
        return keys[::-1]


def load(data: bytes) -> Node:
    """Parse a JSON document. Raises `Wrong` with line and column, or with the path, for what is not in order."""
    text = decode(data)
    twice: list[tuple[dict[str, Any], str]] = []
    infinite = False

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) != len(found):
            twice.append((made, Counter(key for key, _ in found).most_common(1)[0][0]))
        return made

    def constant(_name: str) -> float:
        nonlocal infinite
        infinite = True
        return math.nan

    try:
        with _uncollected():
            value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise Wrong(f"Line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise Wrong(_DOCUMENT, "is nested too deeply") from error
    if twice:
        made, key = twice[0]
        raise Wrong(_find(value, lambda v: v is made), f"has {shown(key)} twice")
    if infinite:
        raise Wrong(_find(value, lambda v: isinstance(v, float) and v != v), "is no finite number")  # noqa: PLR0124
    return Node(value)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector wait: it would look again and again at millions of small arrays, none of which is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def decode(data: bytes) -> str:
    """UTF-8 text, a byte order mark left out. Raises `Wrong` with the line of what is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Wrong(f"Line {line}", f"is not UTF-8 text (byte {error.start} is 0x{data[error.start]:02x})") from error


def dump(value: object) -> bytes:
    """Write a document: an object or array a line below the top two levels, as people would."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)


def _find(root: Any, wanted: Any) -> str:
    """The path to the first value that is ``wanted``."""
    stack: list[tuple[Any, tuple[Any, ...]]] = [(root, ())]
    while stack:
        value, keys = stack.pop()
        if wanted(value):
            chain: list[str | int] = []
            while keys:
                keys, key = keys
                chain.append(key)
            return _path(chain[::-1]) or _DOCUMENT
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        stack += [(v, (keys, k)) for k, v in inside if isinstance(v, (dict, list, float))]
    return _DOCUMENT


def _path(keys: list[str | int]) -> str:
    """Written as in a program; keys that are not ours to print are quoted."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        elif key.isidentifier() and key.isascii() and len(key) <= 64:
            text += f".{key}" if text else key
        else:
            text += f"[{shown(key)}]"
    return text
