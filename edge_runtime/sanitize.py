"""Foreign text made safe to show: no terminal control sequence gets through, however it was cut. No I/O."""

from __future__ import annotations

import re

SEQUENCE_MAX = 64
"""A sequence that goes on for longer is given up: what follows is shown, so that nobody can swallow an answer."""

# Control characters but tab and newline, and the marks that turn the direction of text around.
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ESC = "\x1b"
# ESC [ parameters final; ESC ] or P, X, ^, _ text up to BEL or ESC backslash; ESC and one more character.
_WHOLE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]+[0-~]|\x1b[^\[\]PX^_ -/]", re.DOTALL
)
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)\Z", re.DOTALL)


class Sanitizer:
    """Strips a stream: `feed` each piece, `finish` once."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """Return what of ``piece`` may be shown; the start of a sequence is held back."""
        if not self._held and not _BAD.search(piece):
            return piece
        text = _WHOLE.sub("", self._held + piece)
        self._held = ""
        begun = _BEGUN.search(text)
        if begun and len(begun.group()) <= SEQUENCE_MAX:
            self._held = begun.group()
            text = text[: begun.start()]
        return _BAD.sub("", text)

    def finish(self) -> None:
        """End the stream; a sequence that was only begun is dropped."""
        self._held = ""


def sanitize(text: str) -> str:
    """Strip a whole text."""
    return Sanitizer().feed(text)
