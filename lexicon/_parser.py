"""The incremental reader: pieces of a stream in, events out, the same events however it was cut. No I/O.

A character is held back only while it may still belong to a tag, to the `Haptics:` header before one, or to the
blanks around them; everything else goes on at once. Nothing a stream contains makes it raise.
"""

from __future__ import annotations

import re

from ._events import Code, Diagnostic, Event, Tag, Text, Unknown
from ._tokens import BY_NAME

HELD_MAX = 32
"""Most characters ever held back: a header, a line break and the longest tag with blanks fit."""

_BLANKS = " \t\r\n"
_CHAR = r"[^\s\[hH*]|(?<=\w)[hH]"
_PLAIN = re.compile(rf"(?:{_CHAR})(?:{_CHAR}| (?=[^\s\[hH*]))*")
_HEADERS = tuple(f"{mark}haptics:{mark}" for mark in ("", "*", "**")) + ("**haptics**:", "*haptics*:")
_NAME = re.compile(r"\[[ \t]*([A-Za-z0-9_]*)([ \t]*)\Z")
_WHOLE = re.compile(r"\[([a-z0-9_]+)\]")
_SHAPES = re.compile(
    r"(?:pat|m|seq|haptics|feel)_[a-z0-9_]+|rest_\d[a-z0-9]*|(?:begin|end)_haptic[a-z_]*|alert_(?:low|mid|max)[a-z]*"
    r"|[im]\d+|t\d+(?:ms|s)"
)
"""Words of the lexicon's own shape, and as few others as can be: `[end_date]` and `[rest_api]` are prose."""
_SHAPE_STARTS = re.compile(
    r"(?:pat|m|seq|haptics|feel)_[a-z0-9_]*|rest_\d[a-z0-9]*|(?:begin|end)_haptic[a-z_]*|alert_(?:low|mid|max)[a-z]*"
    r"|[im]\d*|t\d*(?:ms?|s)?|alert_(?:l(?:o)?|m(?:i|a)?)?"
)
_OPEN = re.compile(r"\[[ \t]*([A-Za-z0-9_]*)[ \t]*\Z")
_LETTER = re.compile(r"[A-Za-z0-9_]")
_PREFIXES = frozenset(name[:n] for name in BY_NAME for n in range(len(name) + 1))
_CLOSING = ".,;:!?)"


class Parser:
    """Reads one stream. `feed` every piece, then `finish` once; both return events in order.

    The sources of all events, joined, are the stream itself; the texts of all `Text` events, joined, are what the
    person sees. Neither depends on how the stream was cut (after `join_text`).
    """

    __slots__ = ("_gap", "_glued", "_head", "_out", "_recent", "_seen", "_tag", "_tail", "_text")

    def __init__(self) -> None:
        self._out: list[Event] = []
        self._text: list[str] = []  # plain text of this call, not yet an event
        self._tail = ""  # blanks held back
        self._head = ""  # a header that has begun, and the blanks after it once it is whole
        self._tag = ""  # a tag that has begun
        self._gap: str | None = None  # blanks that stood before tags already taken out; None while in text
        self._seen = False  # whether anything was shown yet
        self._recent = ""  # the end of what was shown, as far back as a tag could begin
        self._glued = False  # whether the last character shown was part of a word

    def feed(self, piece: str) -> list[Event]:
        """Take the next piece and return what can be told by now."""
        self._read(piece)
        return self._flush()

    def finish(self) -> list[Event]:
        """End the stream: what was held back can no longer become a tag. Nothing may be fed afterwards."""
        while self._head or self._tag:
            self._release()
        if self._gap is not None or not self._seen:
            self._emit("", self._tail)
        else:
            self._show(self._tail)
        self._tail = ""
        return self._flush()

    @property
    def held(self) -> int:
        """How many characters are held back."""
        return len(self._tail) + len(self._head) + len(self._tag)

    @property
    def open_tag(self) -> str:
        """What is held back because it may still become a tag, from its bracket on."""
        return self._tag

    def _read(self, piece: str) -> None:
        at, end = 0, len(piece)
        while at < end:
            if not (self._tag or self._head):
                run = _PLAIN.match(piece, at)
                if run:
                    self._plain(run.group())
                    at = run.end()
                    continue
                tag = _WHOLE.match(piece, at)
                if tag and tag[1] in BY_NAME and len(self._tail) + len(tag[0]) <= HELD_MAX:
                    self._take(tag[1], tag[0])  # as models write them, in one piece: nothing to hold back
                    at = tag.end()
                    continue
            self._char(piece[at])
            at += 1

    def _char(self, char: str) -> None:
        if self._tag:
            self._in_tag(char)
        elif self._head:
            self._in_head(char)
        elif char == "[":
            self._tag = char
        elif char in _BLANKS:
            self._tail += char
        elif (char in "hH*") and (self._tail or self._gap is not None or not self._glued):
            self._head = char
        else:
            self._plain(char)
        while self.held > HELD_MAX:
            self._shed()

    def _in_tag(self, char: str) -> None:
        if char == "]" and (match := _NAME.match(self._tag)):
            name = match.group(1).lower()
            if name in BY_NAME or _SHAPES.fullmatch(name):
                self._take(name, self._tag + char)
                return
        elif (match := _NAME.match(self._tag + char)) and _may_become(match.group(1).lower(), match.group(2)):
            self._tag += char
            return
        self._release()
        self._char(char)

    def _in_head(self, char: str) -> None:
        stem = self._head.rstrip(_BLANKS)
        blanks = self._head[len(stem) :]
        whole = stem.lower() in _HEADERS
        if whole and char == "[":
            self._tag = char
        elif (whole and char in _BLANKS) or (
            not blanks and any(head.startswith((stem + char).lower()) for head in _HEADERS)
        ):
            self._head += char
        else:
            self._release()
            self._char(char)

    def _take(self, name: str, spelling: str) -> None:
        """The held tail ends in a tag: take it out with the header and the blanks before it."""
        source = self._tail + self._head + spelling
        if self._gap is None:
            self._gap = self._tail
        self._tail = self._head = self._tag = ""
        self._close_text()
        token = BY_NAME.get(name)
        if token is None:
            self._out.append(Unknown(f"[{name}]", source))
            self._out.append(Diagnostic(Code.UNKNOWN_TAG, f"[{name}] is not in the lexicon; it was left out"))
            return
        self._out.append(Tag(token, source))
        if spelling != token.tag:
            self._out.append(Diagnostic(Code.TAG_SPELLING, f"{spelling!r} was read as {token.tag}"))

    def _release(self) -> None:
        """What is held is no tag: its first character is text, the rest is read again."""
        if self._head:
            first, rest = self._head[0], self._head[1:] + self._tag
        else:
            first, rest = self._tag[0], self._tag[1:]
        self._head = self._tag = ""
        self._plain(first)
        self._read(rest)

    def _shed(self) -> None:
        """Too much is held: the oldest of it is text, or, after a tag, a blank too many."""
        if self._tail:
            if self._gap is None:
                self._show(self._tail[0])
            else:
                self._emit("", self._tail[0])
            self._tail = self._tail[1:]
        else:
            self._release()

    def _plain(self, text: str) -> None:
        """Show ``text``, which begins with no blank, after the blanks that belong before it."""
        tail, self._tail = self._tail, ""
        if self._gap is not None:
            gap, self._gap = _stronger(self._gap, tail), None
            if not self._seen or (text[0] in _CLOSING and not tail and "\n" not in gap):
                gap = ""
            if (begun := _OPEN.search(self._recent)) and (_LETTER.match(text) or (begun.group(1) and text[0] == "]")):
                # What stood around the tag would read as one: `[ca[calm]lm]`.
                gap = "\n"
            self._emit(gap + text, tail + text)
        else:
            self._show(tail + text)
        self._seen = True
        self._glued = text[-1].isalnum() or text[-1] == "_"

    def _show(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._recent = (self._recent + text[-HELD_MAX:])[-HELD_MAX:]

    def _emit(self, text: str, source: str) -> None:
        """Text that is shown otherwise than it stood in the stream."""
        if text == source:
            self._show(text)
            return
        self._close_text()
        last = self._out[-1] if self._out else None
        if isinstance(last, Text) and not last.text and not text:
            self._out[-1] = Text("", last.source + source)
            return
        self._out.append(Text(text, source))
        self._recent = (self._recent + text)[-HELD_MAX:]

    def _close_text(self) -> None:
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            self._out.append(Text(text, text))

    def _flush(self) -> list[Event]:
        self._close_text()
        out, self._out = self._out, []
        return out


def _may_become(name: str, blanks: str) -> bool:
    """Whether ``name``, then ``blanks``, can still grow into a tag."""
    if blanks:
        return name == "" or name in BY_NAME or _SHAPES.fullmatch(name) is not None
    return name in _PREFIXES or _SHAPE_STARTS.fullmatch(name) is not None


def _stronger(before: str, after: str) -> str:
    """The one of two runs of blanks that separates more; a paragraph at most, and the second's indentation."""
    lines = max(before.count("\n"), after.count("\n"))
    if lines:
        return "\n" * min(lines, 2) + (after.rpartition("\n")[2] if "\n" in after else "")
    return (before or after)[:1]
