"""``.tact`` of bHaptics, read: dots that are on for a while, and points that travel over a suit's motors. No I/O."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import hypot, sqrt

from lexicon import Breakpoint, Layout, Motor, Timeline

from ._clip import DEFAULT_HZ, MAX_BREAKPOINTS, MAX_MOTORS, MAX_MS, MAX_POINTS, Clip, Loss, Lost
from ._json import Node
from ._merge import Track, tidy
from ._mix import MAX_AT_ONCE, strongest

FRAME_MS = 20
"""From one position of a travelling point to the next, as the format's player has it."""
_PLAYBACKS = frozenset({"NONE", "FADE_IN", "FADE_OUT", "FADE_IN_OUT"})
_Part = tuple[str, int]
"""A device of the suit, and the motor's number in it."""


@dataclass(slots=True)
class _Suit:
    places: dict[_Part, tuple[float, float]]
    reach: dict[str, float]
    """Of a travelling point on each device: the distance between its neighbouring motors."""
    percent: bool
    """Whether intensities are 0 to 100 and not 0 to 1."""
    tracks: dict[_Part, list[Track]] = field(default_factory=lambda: defaultdict(list))
    ignored: Counter[str] = field(default_factory=Counter)
    points: int = 0
    made: int = 0

    def count(self, node: Node) -> None:
        self.points += 1
        if self.points > MAX_POINTS:
            raise node.wrong(f"is one point more than the {MAX_POINTS} that one file may have")

    def add(self, node: Node, part: _Part, track: Track) -> None:
        self.made += len(track)
        if self.made > MAX_BREAKPOINTS:
            raise node.wrong(f"makes more than {MAX_BREAKPOINTS} breakpoints")
        if track:
            self.tracks[part].append(track)


def read_tact(root: Node) -> Clip:
    """Read a clip with a motor for each one that plays. Raises `Wrong`."""
    project = root.need("project")
    suit = _suit(project)
    for track in project.need("tracks").items():
        enabled = track.get("enable")
        if enabled is not None and enabled.value is False:
            suit.ignored["tracks that are switched off"] += 1
            continue
        for effect in track.need("effects").items():
            start = effect.get("startTime")
            zero = start.number(0, MAX_MS) if start else 0.0
            modes = effect.need("modes")
            for name in modes.object():
                if (mode := modes.get(name)) is not None:
                    _mode(mode, name, round(zero), suit)
    parts = sorted(part for part, tracks in suit.tracks.items() if tracks)
    if len(parts) > MAX_MOTORS:
        raise project.wrong(f"plays {len(parts)} motors; it may play {MAX_MOTORS}")
    if not parts:
        raise project.wrong("has no motor that plays")
    tracks = tuple(strongest(suit.tracks[part], MAX_AT_ONCE) for part in parts)
    layout = Layout(tuple(Motor(*suit.places[part]) for part in parts))
    end = max((track[-1].t_ms for track in tracks if track), default=0)
    devices = {name for name, _ in parts}
    losses = [Loss(Lost.EVENTS, f"{what} were left out ({many})") for what, many in suit.ignored.items()]
    if len(devices) > 1:
        losses.append(Loss(Lost.PLACES, f"{len(devices)} devices of the suit lie over each other on one square"))
    return Clip(Timeline(tracks, end), layout, tuple(losses))


def _suit(project: Node) -> _Suit:
    places: dict[_Part, tuple[float, float]] = {}
    reach: dict[str, float] = {}
    layouts = project.need("layout").need("layouts")
    for name in layouts.object():
        own: list[tuple[float, float]] = []
        for motor in layouts.need(name).items(MAX_MOTORS):
            place = motor.number_of("x", 0, 1), motor.number_of("y", 0, 1)
            places[name, motor.need("index").whole(0, 1000)] = place
            own.append(place)
        gaps = [hypot(a[0] - b[0], a[1] - b[1]) for k, a in enumerate(own) for b in own[:k]]
        reach[name] = min((gap for gap in gaps if gap > 1e-3), default=1.0)
    return _Suit(places, reach, _percent(project))


def _percent(project: Node) -> bool:
    """Whether any intensity is above 1; checked first, as one file has one unit."""
    stack = [project.value]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            intensity = value.get("intensity")
            if isinstance(intensity, (int, float)) and intensity > 1:
                return True
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return False


def _mode(node: Node, name: str, zero: int, suit: _Suit) -> None:
    kind = node.need("mode").one_of(frozenset({"DOT_MODE", "PATH_MODE"}))
    if kind == "DOT_MODE":
        for feedback in node.need("dotMode").need("feedback").items():
            _dots(feedback, name, zero, suit)
    else:
        for feedback in node.need("pathMode").need("feedback").items():
            _path(feedback, name, zero, suit)


def _dots(node: Node, name: str, zero: int, suit: _Suit) -> None:
    start, end = (node.number_of(key, 0, MAX_MS) for key in ("startTime", "endTime"))
    if end < start:
        raise node.need("endTime").wrong(f"is {end:g}, before the {start:g} of startTime")
    a, b = zero + round(start), zero + round(end)
    rise, fall = _fades(node)
    for dot in node.need("pointList").items():
        suit.count(dot)
        level = _intensity(dot, suit)
        part = name, dot.need("index").whole(0, 1000)
        if part not in suit.places:
            raise dot.need("index").wrong("names a motor that the layout has not")
        if level > 0 and b > a:
            middle = (a + b) // 2
            corners = [(a, 0.0 if rise else level), *([(middle, level)] if rise and fall else [])]
            corners.append((b, 0.0 if fall else level))
            suit.add(dot, part, tuple(Breakpoint(t, v, DEFAULT_HZ) for t, v in corners))


def _path(node: Node, name: str, zero: int, suit: _Suit) -> None:
    """A point that goes from place to place; each motor near it plays by the square root of its nearness."""
    points: list[tuple[float, float, float, float]] = []
    for item in node.need("pointList").items():
        suit.count(item)
        t = item.number_of("time", 0, MAX_MS)
        if points and t < points[-1][0]:
            raise item.need("time").wrong("is before the point before it")
        points.append((t, item.number_of("x", 0, 1), item.number_of("y", 0, 1), _intensity(item, suit)))
    if len(points) < 2 or points[-1][0] <= points[0][0]:
        return
    rise, fall = _fades(node)
    begin, end = points[0][0], points[-1][0]
    frames: dict[_Part, list[Breakpoint]] = defaultdict(list)
    reach = suit.reach.get(name, 1.0)
    motors = [(part, place) for part, place in suit.places.items() if part[0] == name]
    if not motors:
        raise node.wrong("is of a device that the layout has not")
    times = [*range(round(begin), round(end), FRAME_MS), round(end)]
    if len(times) * len(motors) > MAX_BREAKPOINTS:
        raise node.wrong(f"makes more than {MAX_BREAKPOINTS} breakpoints")
    k = 0
    for t in times:
        while k + 2 < len(points) and points[k + 1][0] <= t:
            k += 1
        (t0, *from_), (t1, *to) = points[k], points[k + 1]
        share = min(max((t - t0) / (t1 - t0), 0.0), 1.0) if t1 > t0 else 1.0
        x, y, level = (a + (b - a) * share for a, b in zip(from_, to, strict=True))
        past = (t - begin) / (end - begin)
        level *= _fade(past, rise=rise, fall=fall)
        for part, (mx, my) in motors:
            near = max(0.0, 1 - hypot(mx - x, my - y) / reach)
            frames[part].append(Breakpoint(zero + t, round(level * sqrt(near), 6), DEFAULT_HZ))
    for part, track in frames.items():
        suit.add(node, part, tidy(track))


def _fades(node: Node) -> tuple[bool, bool]:
    listed = node.get("playbackType")
    kind = listed.one_of(_PLAYBACKS) if listed else "NONE"
    return "IN" in kind.split("_"), "OUT" in kind.split("_")


def _fade(past: float, *, rise: bool, fall: bool) -> float:
    if rise and fall:
        return 2 * min(past, 1 - past)
    return past if rise else 1 - past if fall else 1.0


def _intensity(node: Node, suit: _Suit) -> float:
    return node.number_of("intensity", 0, 100) / (100 if suit.percent else 1)
