"""What a timeline does, composed as a picture: steps, motors, limits, moments. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ._areas import above, rests, segments, thinned
from ._device import GRID, Layout
from ._draw import labels
from ._limits import Limits
from ._moments import telling
from ._picture import (
    CARRIERS_HZ,
    CHARACTER,
    Label,
    Path,
    Picture,
    Polygon,
    Rect,
    Shape,
    carrier_colour,
    text_width,
)
from ._program import Program, Rest, Step
from ._strip import NORMAL, SMALL, STRIP, seconds, strip
from ._timeline import Breakpoint, Timeline

WIDTH = 960.0
LEFT, RIGHT = 104.0, 44.0
ROW, GAP = 56.0, 12.0
CHIP = 34.0
TITLE = 16.0
TICKS_MS = (
    10,
    25,
    50,
    100,
    250,
    500,
    1000,
    2000,
    5000,
    10_000,
    30_000,
    60_000,
    300_000,
    900_000,
    3_600_000,
    14_400_000,
)
_CORNER_NAMES = ("upper left", "upper right", "lower left", "lower right")


def picture(
    timeline: Timeline,
    *,
    layout: Layout = GRID,
    program: Program | None = None,
    limits: Limits | None = None,
    wanted: Timeline | None = None,
    title: str = "",
) -> Picture:
    """Draw a timeline: time to the right, a row for each motor of ``layout``, full height is level 1.

    With its ``program`` the tags stand above their steps, and a step that a limit cut is marked; with ``limits`` their
    level is a dashed line, and what ``wanted`` (the same without that limit) would have played above it an outline.
    Patterns that move get a strip of moments: the motors at their places.
    """
    scene = _Scene(timeline, layout, limits, wanted)
    scene.head(title)
    if program is not None:
        scene.steps(program)
    scene.rows()
    if len(layout) > 1 and len(set(timeline.tracks)) > 1:
        scene.strip(program)
    return Picture(WIDTH, scene.y + 12, tuple(scene.shapes))


class _Scene:
    """Collects shapes from top to bottom; ``y`` is where the next part begins."""

    def __init__(self, timeline: Timeline, layout: Layout, limits: Limits | None, wanted: Timeline | None) -> None:
        self.shapes: list[Shape] = []
        self.y = 16.0
        self._timeline, self._layout = timeline, layout
        self._limits, self._wanted = limits, wanted
        self._total = max(timeline.duration_ms, 1)
        self._cuts: list[int] = []

    def x(self, t_ms: float) -> float:
        """Where a moment stands."""
        return LEFT + (WIDTH - LEFT - RIGHT) * t_ms / self._total

    def head(self, title: str) -> None:
        """The title, and the scale of carriers."""
        low, high = CARRIERS_HZ
        bar = WIDTH - RIGHT - 190
        size = TITLE if text_width(title, TITLE) <= bar - LEFT else NORMAL
        room = int((bar - LEFT) / (size * CHARACTER))
        shown = title if len(title) <= room else title[: room - 1] + "…"
        self.shapes.append(Label(16, self.y + 14, shown, size, bold=True))
        self.shapes.append(Label(bar - 8, self.y + 12, f"{low} Hz", SMALL, "faint", "end"))
        for k in range(24):
            hz = low + (high - low) * k / 23
            self.shapes.append(Rect(bar + k * 6, self.y + 3, 6.4, 10, carrier_colour(hz)))
        self.shapes.append(Label(bar + 24 * 6 + 8, self.y + 12, f"{high} Hz", SMALL, "faint"))
        self.y += 34

    def steps(self, program: Program) -> None:
        """The tags above their steps; a line marks where a limit cut one."""
        for item in program.items:
            a, b = self.x(item.onset_ms), self.x(min(item.end_ms, self._total))
            if b <= a:
                continue
            if isinstance(item, Rest):
                middle = self.y + CHIP / 2
                self.shapes.append(Path(((a + 2, middle), (b - 2, middle)), "faint", 1, 3))
                self._fitting((f"rest {item.duration_ms} ms", f"{item.duration_ms}"), (a + b) / 2, self.y + 11, b - a)
                continue
            self.shapes.append(Rect(a + 1, self.y, b - a - 2, CHIP, "chip", 4))
            first = (f"{item.emotion.value} {item.pattern.value}", item.pattern.value, item.pattern.value[:3])
            place = item.motors.value.removeprefix("m_")
            self._fitting(first, (a + b) / 2, self.y + 14, b - a - 8)
            second = (
                f"i{item.intensity} {place} {item.duration_ms} ms",
                f"i{item.intensity} {place}",
                f"i{item.intensity}",
            )
            self._fitting(second, (a + b) / 2, self.y + 28, b - a - 8, "faint")
            if _cut(item):
                self._cuts.append(item.end_ms)
        self.y += CHIP + 10

    def rows(self) -> None:
        """The motors, the rests they share, and the axis."""
        top, count = self.y, len(self._timeline.tracks)
        bottom = top + count * (ROW + GAP) - GAP
        for a, b in rests(self._timeline):
            x, width = self.x(a), self.x(b) - self.x(a)
            self.shapes.append(Rect(x, top, width, bottom - top, "rest"))
        corners = count == len(self._layout) == len(GRID)
        for k, name in enumerate(labels(self._layout, count)):
            floor = top + k * (ROW + GAP) + ROW
            self._row(k, name, _CORNER_NAMES[k] if corners else _place(self._layout, k), floor)
        for t in self._cuts:
            x = self.x(t)
            self.shapes.append(Path(((x, top - 6), (x, bottom)), "limit", 1.5))
            self.shapes.append(Label(x - 4, top + 11, "cut here by a limit", SMALL, "limit", "end"))
        self.y = bottom + 4
        self._axis()

    def strip(self, program: Program | None) -> None:
        """The motors at their places, at moments that show how the touch moves, and each motor that plays."""
        whole = (0, self._timeline.duration_ms)
        times = telling(self._timeline, [(s.onset_ms, s.end_ms) for s in program.steps] if program else [whole])
        if times:
            self.shapes += strip(self._timeline, self._layout, times, LEFT, self.y)
            self.y += STRIP

    def _fitting(self, texts: Sequence[str], x: float, y: float, room: float, colour: str = "ink") -> None:
        """The longest of ``texts`` that has room, in the middle; none where none has."""
        fits = next((text for text in texts if text_width(text, SMALL) <= room), None)
        if fits:
            self.shapes.append(Label(x, y, fits, SMALL, colour, "middle"))

    def _row(self, k: int, name: str, place: str, floor: float) -> None:
        self.shapes.append(Label(16, floor - ROW / 2 + 1, name, NORMAL, bold=True))
        self.shapes.append(Label(16, floor - ROW / 2 + 15, place, SMALL, "faint"))
        self.shapes.append(Label(LEFT - 6, floor - ROW + 8, "1", 9, "faint", "end"))
        self.shapes.append(Label(LEFT - 6, floor, "0", 9, "faint", "end"))
        for y in (floor, floor - ROW):
            self.shapes.append(Path(((LEFT, y), (WIDTH - RIGHT, y)), "line"))
        for points, colour in self._areas(self._timeline.tracks[k]):
            self.shapes.append(Polygon(tuple((x, floor - ROW * level) for x, level in points), colour))
        if self._limits is None or self._limits.max_level >= 1:
            return
        cap = self._limits.max_level
        y = floor - ROW * cap
        runs = list(above(self._wanted.tracks[k] if self._wanted is not None else (), cap))
        for run in runs:
            self.shapes.append(Path(tuple((self.x(t), floor - ROW * level) for t, level in run), "limit", 1, 2))
        colour = "limit" if runs else "faint"
        self.shapes.append(Path(((LEFT, y), (WIDTH - RIGHT, y)), colour, 0.75, 5))
        self.shapes.append(Label(WIDTH - RIGHT + 4, y + 3, f"{cap:g}", 9, colour))

    def _areas(self, track: tuple[Breakpoint, ...]) -> Iterator[tuple[list[tuple[float, float]], str]]:
        """Areas of one colour each, as corners of (x, level), closed along the floor."""
        area: list[tuple[float, float]] = []
        colour = ""
        for p, q in segments(thinned(track, self._total, int(WIDTH - LEFT - RIGHT))):
            own = carrier_colour((p.carrier_hz + q.carrier_hz) / 2)
            a, b = self.x(p.t_ms), self.x(q.t_ms)
            if area and (own != colour or area[-1][0] != a):
                yield [(area[0][0], 0.0), *area, (area[-1][0], 0.0)], colour
                area = []
            colour = own
            area += [(a, p.level), (b, q.level)]
        if area:
            yield [(area[0][0], 0.0), *area, (area[-1][0], 0.0)], colour

    def _axis(self) -> None:
        step = next((t for t in TICKS_MS if self.x(t) - self.x(0) >= 56), TICKS_MS[-1])
        self.shapes.append(Path(((LEFT, self.y), (WIDTH - RIGHT, self.y)), "faint"))
        for t in range(0, self._total + 1, step):
            x = self.x(t)
            self.shapes.append(Path(((x, self.y), (x, self.y + 5)), "faint"))
            self.shapes.append(Label(x, self.y + 17, seconds(t) if t else "0", SMALL, "faint", "middle"))
        self.y += 30


def _cut(step: Step) -> bool:
    return step.shape_ms > step.duration_ms


def _place(layout: Layout, k: int) -> str:
    motor = layout.motors[k]
    if len(layout) == 1:
        return "one motor"
    return f"at {motor.x:.2g}, {motor.y:.2g}"
