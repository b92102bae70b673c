"""What a person sees: words on stdout, everything else on stderr, the motors drawn live on a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from lexicon import GRID, Layout

BAR = 18
"""Cells of one motor's bar: two beside each other fit 80 columns."""
FRAMES_PER_S = 25
_EIGHTHS = " ▏▎▍▌▋▊▉█"


class Screen(Protocol):
    """Where an answer appears."""

    def words(self, text: str) -> None:
        """Show the next words of the answer."""
        ...

    def note(self, text: str, *, style: str = "dim") -> None:
        """Say something that is not part of the answer, a line of its own."""
        ...

    def levels(self, levels: Sequence[float]) -> None:
        """The motors changed; may be called from any thread."""
        ...

    def __enter__(self) -> Screen: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None: ...


class PlainScreen:
    """For pipes and files: the words as they come, nothing drawn."""

    def __init__(self, *, silent: bool = False) -> None:
        """With ``silent`` stdout belongs to somebody else (``--json``)."""
        self._silent = silent
        self._open_line = False

    def words(self, text: str) -> None:
        """Write through at once."""
        if text and not self._silent:
            sys.stdout.write(text)
            sys.stdout.flush()
            self._open_line = not text.endswith("\n")

    def note(self, text: str, *, style: str = "dim") -> None:  # noqa: ARG002
        """Write a line to stderr."""
        if self._open_line and sys.stdout.isatty():
            self._end_line()
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def levels(self, levels: Sequence[float]) -> None:
        """Nothing is drawn."""

    def __enter__(self) -> PlainScreen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._end_line()

    def _end_line(self) -> None:
        if self._open_line:
            self._open_line = False
            sys.stdout.write("\n")
            sys.stdout.flush()


class LiveScreen:
    """For a terminal: the answer grows, and below it the motors move until they rest.

    Lines that are complete are printed for good, so that an answer longer than the window stays whole in its history.
    """

    def __init__(self, layout: Layout = GRID, *, words_on_stdout: bool = True, motors: bool = True) -> None:
        """Draw on stdout, or, where stdout goes elsewhere, on stderr with the words written to stdout."""
        self._console = Console(stderr=not words_on_stdout, highlight=False, soft_wrap=False)
        self._plain = None if words_on_stdout else PlainScreen()
        self._layout = layout
        self._levels: Sequence[float] = (0.0,) * len(layout)
        self._motors = motors
        self._line = ""
        # rich's own refreshing thread may write between a print's erasing and its drawing; this lock is held for both.
        self._lock = threading.RLock()
        self._left = threading.Event()
        self._refresher = threading.Thread(target=self._refresh, name="edge-haptics-screen", daemon=True)
        self._live = Live(
            get_renderable=self._render,
            console=self._console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def words(self, text: str) -> None:
        """Add to the answer."""
        if self._plain:
            self._plain.words(text)
            return
        with self._lock:
            *lines, self._line = (self._line + text).split("\n")
            for line in lines:
                self._console.print(Text(line))

    def note(self, text: str, *, style: str = "dim") -> None:
        """Print a line above what is live."""
        with self._lock:
            self._finish_line()
            self._console.print(Text(text, style=style))

    def levels(self, levels: Sequence[float]) -> None:
        """Remember them; they are drawn with the next refresh."""
        self._levels = levels

    def __enter__(self) -> LiveScreen:
        self._live.start()
        self._refresher.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._left.set()
        self._refresher.join()
        with self._lock:
            line, self._line = self._line, ""
            self._motors = False
            self._live.stop()
            if line:
                self._console.print(Text(line))
        if self._plain:
            self._plain.__exit__(kind, error, tb)

    def _finish_line(self) -> None:
        line, self._line = self._line, ""
        if line:
            self._console.print(Text(line))

    def _refresh(self) -> None:
        while not self._left.wait(1 / FRAMES_PER_S):
            with self._lock:
                self._live.refresh()

    def _render(self) -> RenderableType:
        line = Text(self._line)
        if not self._motors:
            return line
        drawn = draw_motors(self._layout, self._levels)
        return Group(line, drawn) if line.plain else drawn


def draw_motors(layout: Layout, levels: Sequence[float]) -> Table:
    """The motors at their places, each with its level as a bar."""
    table = Table.grid(padding=(0, 3))
    rows: dict[float, list[tuple[float, Text]]] = {}
    for number, (motor, level) in enumerate(zip(layout.motors, levels, strict=False), start=1):
        rows.setdefault(motor.y, []).append((motor.x, _bar(f"m{number}", level)))
    for _, row in sorted(rows.items(), key=lambda item: item[0]):
        table.add_row(*(bar for _, bar in sorted(row, key=lambda item: item[0])))
    return table


def _bar(name: str, level: float) -> Text:
    eighths = round(max(0.0, min(1.0, level)) * BAR * 8)
    full, part = divmod(eighths, 8)
    cells = (_EIGHTHS[8] * full + (_EIGHTHS[part] if part else "")).ljust(BAR, "·")
    colour = "green" if level <= 0.36 else "yellow" if level <= 0.71 else "red"
    return Text.assemble((name, "bold"), " ", (cells, colour if level else "dim"), f" {level:.2f}")


def open_screen(layout: Layout, *, json: bool, motors: bool) -> Screen:
    """The screen that fits where stdout and stderr go; ``motors`` is whether there is anything to draw."""
    if json:
        return PlainScreen(silent=True)
    if sys.stdout.isatty():
        return LiveScreen(layout, motors=motors)
    if sys.stderr.isatty() and motors:
        return LiveScreen(layout, words_on_stdout=False)
    return PlainScreen()
