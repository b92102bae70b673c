"""Where the lines of a conversation come from: a prompt with editing on a terminal, else standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.performer import Watcher
from edge_runtime.screen import PlainScreen
from firmware_bridge import Bridge

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

LINE_MAX_BYTES = 64 * 1024
"""Longer than anything that a person says in one line."""
BAR = 8
"""Cells of one motor's bar below the prompt."""


class Lines(Protocol):
    """Gives one line after the other."""

    interactive: bool
    """Whether a person types, and touch may go on meanwhile."""

    def read(self, watcher: Watcher, bridge: Bridge | None) -> str | None:
        """Return the next line, None at the end. Raises KeyboardInterrupt on Ctrl-C."""
        ...

    def interrupt(self) -> None:
        """Take a SIGINT, from its handler: raises KeyboardInterrupt, here or out of the `read` under way."""
        ...


class PipedLines:
    """Standard input, line by line."""

    interactive = False

    def read(self, watcher: Watcher, bridge: Bridge | None) -> str | None:  # noqa: ARG002
        """Return the next line. Raises InputUnusable for bytes that are no text."""
        raw = sys.stdin.buffer.readline(LINE_MAX_BYTES + 1)
        if not raw:
            return None
        try:
            if len(raw) > LINE_MAX_BYTES:
                raise ValueError
            return raw.decode("utf-8-sig")
        except ValueError as error:
            raise InputUnusable(
                "A line of standard input is no text, or too long.",
                hint=f"Give lines of UTF-8 text of at most {LINE_MAX_BYTES // 1024} KiB.",
                reason=EngineReason.BAD_INPUT,
            ) from error

    def interrupt(self) -> None:
        """Break off whatever runs, a read too."""
        raise KeyboardInterrupt


class TypedLines:
    """A prompt with history and editing; the motors move below it."""

    interactive = True

    def __init__(self, session: PromptSession[str]) -> None:
        self._session = session
        self._reading = self._interrupted = False

    def read(self, watcher: Watcher, bridge: Bridge | None) -> str | None:
        """Ask for a line while touch may still play."""
        screen = _Toolbar(self._session, bridge)
        watcher.screen = screen
        self._interrupted = False
        self._reading = True
        try:
            self._session.bottom_toolbar = screen.render if bridge else None
            line = self._session.prompt("> ", pre_run=self._leave_if_interrupted)
        except EOFError:
            line = None
        finally:
            self._reading = False
            watcher.screen = None
        if self._interrupted:
            raise KeyboardInterrupt
        return line

    def interrupt(self) -> None:
        """Break off what runs; a prompt that is being set up or taken down is let finish that first."""
        if not self._reading:
            raise KeyboardInterrupt
        self._interrupted = True

    def _leave_if_interrupted(self) -> None:
        # From here on the prompt takes the signal itself.
        if self._interrupted:
            self._session.app.exit(exception=KeyboardInterrupt())


class _Toolbar(PlainScreen):
    """The motors as one line, redrawn on each change."""

    def __init__(self, session: PromptSession[str], bridge: Bridge | None) -> None:
        super().__init__(silent=True)
        self._session = session
        self._levels: Sequence[float] = (0.0,) * len(bridge.layout) if bridge else ()

    def levels(self, levels: Sequence[float]) -> None:
        self._levels = levels
        self._session.app.invalidate()

    def note(self, text: str) -> None:
        """Print a line above the prompt, from any thread; what is being typed stays as it is."""
        from prompt_toolkit.application import run_in_terminal

        show, loop = partial(super().note, text), self._session.app.loop
        try:
            if loop is not None:
                loop.call_soon_threadsafe(run_in_terminal, show)
        except RuntimeError:  # just taken down
            loop = None
        if loop is None:
            show()

    def render(self) -> str:
        bars = ("█" * round(level * BAR) for level in self._levels)
        return "   ".join(f"m{n} {bar.ljust(BAR, '·')}" for n, bar in enumerate(bars, start=1))


def open_lines() -> Lines:
    """Return the source that fits standard input."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return PipedLines()
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output

    return TypedLines(PromptSession(output=create_output(stdout=sys.stderr)))
