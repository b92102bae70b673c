"""What a person sees: words on stdout, everything else on stderr, the motors drawn live on a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from lexicon import GRID, Layout

BAR = 18
"""Cells of one motor's bar, where there is room."""
AROUND_BAR = 11
"""Cells beside a bar: the motor's name, its level and a gap, which shrinks before a bar is less than a cell."""
FRAMES_PER_S = 25
_EIGHTHS = " ▏▎▍▌▋▊▉█"


class Screen(Protocol):
    """Where an answer appears."""

    def words(self, text: str) -> None:
        """Show the next words of the answer."""
        ...

    def note(self, text: str) -> None:
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

    def note(self, text: str) -> None:
        """Write a line to stderr."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def levels(self, levels: Sequence[float]) -> None:
        """Nothing is drawn."""

    def __enter__(self) -> PlainScreen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._open_line:
            self._open_line = False
            sys.stdout.write("\n")
            sys.stdout.flush()


class LiveScreen:
    """For a terminal: the answer grows, and below it the motors move until they rest.

    Rows that are full are printed for good, so that an answer longer than the window stays whole in its history. What
    is typed meanwhile is kept for the next prompt and not shown: an echo would move what is drawn, which then stays.
    """

    def __init__(self, layout: Layout = GRID, *, motors: bool = True) -> None:
        """Draw on stdout; ``motors`` is whether there is anything to draw."""
        self._console = Console(highlight=False, soft_wrap=False)
        self._layout = layout
        self._levels: Sequence[float] = (0.0,) * len(layout)
        self._motors = motors
        self._line = ""
        # rich's own refreshing thread may write between a print's erasing and its drawing; this lock is held for both.
        self._lock = threading.RLock()
        self._left = threading.Event()
        self._echo = ExitStack()
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
        with self._lock:
            *lines, last = (self._line + text).split("\n")
            for line in lines:
                self._console.print(Text(line))
            rows = list(Text(last).wrap(self._console, self._console.width)) or [Text("")]
            for row in rows[:-1]:
                self._console.print(row)
            self._line = rows[-1].plain + last[len(last.rstrip(" ")) :] if len(rows) > 1 else last

    def note(self, text: str) -> None:
        """Print a line above what is live, or to stderr where that goes elsewhere."""
        with self._lock:
            if not sys.stderr.isatty():
                sys.stderr.write(text + "\n")
                return
            self._finish_line()
            self._console.print(Text(text, style="dim"))

    def levels(self, levels: Sequence[float]) -> None:
        """Remember them; they are drawn with the next refresh."""
        self._levels = levels

    def __enter__(self) -> LiveScreen:
        self._echo.enter_context(_no_echo())
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
        self._echo.close()

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
        drawn = draw_motors(self._layout, self._levels, width=self._console.width)
        return Group(line, drawn) if line.plain else drawn


@contextmanager
def _no_echo() -> Iterator[None]:
    """Keep the terminal from showing what is typed; where there is none, do nothing."""
    try:
        import termios

        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)
    except (ImportError, OSError, ValueError, termios.error):
        yield
        return
    quiet = [*before]
    quiet[3] &= ~(termios.ECHO | termios.ECHONL)
    termios.tcsetattr(number, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSANOW, before)


def draw_motors(layout: Layout, levels: Sequence[float], *, width: int = 80) -> Table:
    """The motors at their places, each with its level as a bar; ``width`` is that of the terminal in cells."""
    rows: dict[float, list[tuple[float, int, float]]] = {}
    for number, (motor, level) in enumerate(zip(layout.motors, levels, strict=False), start=1):
        rows.setdefault(motor.y, []).append((motor.x, number, level))
    columns = max(map(len, rows.values()), default=1)
    cells = max(1, min(BAR, width // columns - AROUND_BAR))
    table = Table.grid(padding=(0, 3 if cells > 1 else 1, 0, 0))
    for _, row in sorted(rows.items(), key=lambda item: item[0]):
        table.add_row(*(_bar(f"m{number}", level, cells) for _, number, level in sorted(row)))
    return table


def _bar(name: str, level: float, cells: int) -> Text:
    eighths = round(max(0.0, min(1.0, level)) * cells * 8)
    full, part = divmod(eighths, 8)
    bar = (_EIGHTHS[8] * full + (_EIGHTHS[part] if part else "")).ljust(cells, "·")
    colour = "green" if level <= 0.36 else "yellow" if level <= 0.71 else "red"
    return Text.assemble((name, "bold"), " ", (bar, colour if level else "dim"), f" {level:.2f}")


def can_draw() -> bool:
    """Whether stdout takes the characters that drawings are made of."""
    return (sys.stdout.encoding or "ascii").lower().replace("-", "").startswith("utf")


def open_screen(layout: Layout, *, json: bool, motors: bool) -> Screen:
    """The screen that fits where stdout goes; ``motors`` is whether there is anything to draw."""
    if json or not sys.stdout.isatty() or not can_draw() or Console().is_dumb_terminal:
        return PlainScreen(silent=json)
    return LiveScreen(layout, motors=motors)
