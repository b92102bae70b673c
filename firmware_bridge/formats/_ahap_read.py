"""AHAP (Core Haptics), read: events, parameters and curves become one track. No I/O.

What Core Haptics clamps is clamped and counted; what has no meaning for motors is named. A missing intensity is 1, a
missing sharpness 0.5. Intensity squared is level, sharpness squared is frequency (of a transient: sharpness itself),
as in the conversion from ``.haptic``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from lexicon import Breakpoint, Timeline

from ._clip import MAX_BREAKPOINTS, MAX_MS, MAX_POINTS, MONO, Clip, Loss, Lost, Wrong, hz_of
from ._haptic import BEAT_MS
from ._json import Node
from ._merge import Point, Track, tidy
from ._mix import MAX_AT_ONCE, strongest

CONTINUOUS_MS = 30_000
RELEASE_MS = 10_000
"""Longest attack, decay and release."""
STEP, STEP_SHARPNESS = 0.06, 0.1
"""Farthest from point to point in intensity and sharpness: levels between two are within a 255th of the curve."""
_EVENT_KINDS = frozenset({"HapticTransient", "HapticContinuous"})
_AUDIO = frozenset({"AudioContinuous", "AudioCustom"})
_SHAPES = frozenset({"HapticIntensity", "HapticSharpness", "AttackTime", "DecayTime", "ReleaseTime", "Sustained"})
_OF_LENGTH = _SHAPES - {"HapticIntensity", "HapticSharpness"}
"""What means nothing to a beat."""
_INTENSITY, _SHARPNESS = "HapticIntensityControl", "HapticSharpnessControl"


@dataclass(slots=True)
class _Event:
    start: int
    end: int
    """For a transient, that of its beat."""
    transient: bool
    intensity: float
    sharpness: float
    attack: int = 0
    decay: int = 0
    release: int = 0
    sustained: bool = True


class _Reader:
    """Takes the entries of a pattern one after the other."""

    def __init__(self) -> None:
        self.events: list[_Event] = []
        self.controls: dict[str, list[list[Point]]] = {_INTENSITY: [], _SHARPNESS: []}
        self.ignored: Counter[str] = Counter()
        self.clamped = self.cut = self._points = 0

    def take(self, entry: Node) -> None:
        for key, take in (("Event", self._event), ("Parameter", self._parameter), ("ParameterCurve", self._curve)):
            if (node := entry.get(key)) is not None:
                take(node)
                return
        entry.object()
        self.ignored["entries without Event, Parameter or ParameterCurve"] += 1

    def _event(self, node: Node) -> None:
        kind = node.need("EventType").text()
        if kind not in _EVENT_KINDS:
            self.ignored[f"{kind} events" if kind in _AUDIO else "events of an unknown type"] += 1
            return
        start = self._time(node)
        values: dict[str, Node] = {}
        parameters = node.get("EventParameters")
        for item in parameters.items(100) if parameters else ():
            name = item.need("ParameterID").text()
            if name in _SHAPES:
                values[name] = item.need("ParameterValue")
            else:
                known = name.startswith("Audio") and name.isalpha() and len(name) < 20
                self.ignored[f"{name} of events" if known else "event parameters that are unknown"] += 1

        def value(name: str, default: float, high: float = 1.0) -> float:
            return self._clamp(values[name], 0.0, high) if name in values else default

        event = _Event(start, start + BEAT_MS, kind == "HapticTransient", value("HapticIntensity", 1.0), 0.0)
        event.sharpness = value("HapticSharpness", 0.5)
        if event.transient:
            self.ignored.update(f"{name} of transients" for name in values if name in _OF_LENGTH)
        else:
            length = round(self._clamp(node.need("EventDuration"), 0.0, MAX_MS / 1000) * 1000)
            self.cut += length > CONTINUOUS_MS
            event.end = start + min(length, CONTINUOUS_MS)
            event.attack = round(value("AttackTime", 0.0, RELEASE_MS / 1000) * 1000)
            event.decay = round(value("DecayTime", 0.0, RELEASE_MS / 1000) * 1000)
            event.release = round(value("ReleaseTime", 0.0, RELEASE_MS / 1000) * 1000)
            sustained = values.get("Sustained")
            if sustained is not None:
                event.sustained = sustained.value is not False and bool(sustained.value is True or sustained.real() > 0)
            if event.sustained and event.decay:
                self.ignored["DecayTime of sustained events"] += 1
            if event.release and not event.sustained:
                self.ignored["ReleaseTime of events that decay"] += 1
                event.release = 0
        self.events.append(event)

    def _parameter(self, node: Node) -> None:
        name = node.need("ParameterID").text()
        if (low_high := self._range(name)) is None:
            return
        self.controls[name].append([(self._time(node), self._clamp(node.need("ParameterValue"), *low_high))])

    def _curve(self, node: Node) -> None:
        name = node.need("ParameterID").text()
        low_high = self._range(name)
        start = self._time(node)
        points: list[Point] = []
        for item in node.need("ParameterCurveControlPoints").items():
            self._points += 1
            if self._points > MAX_POINTS:
                raise item.wrong(f"is one point more than the {MAX_POINTS} of all curves together")
            t = start + self._time(item)
            if points and t < points[-1][0]:
                raise item.wrong("is before the point before it")
            value = item.need("ParameterValue")
            if low_high is not None:
                points.append((t, self._clamp(value, *low_high)))
        if points:
            self.controls[name].append(points)

    def _range(self, name: str) -> tuple[float, float] | None:
        if name == _INTENSITY:
            return 0.0, 1.0
        if name == _SHARPNESS:
            return -1.0, 1.0
        known = name.endswith("Control") and name.isalpha() and len(name) < 40
        self.ignored[name if known else "dynamic parameters that are unknown"] += 1
        return None

    def _time(self, node: Node) -> int:
        time = node.get("Time")
        if time is None:
            return 0
        return round(self._clamp(time, 0.0, MAX_MS / 1000, refuse_above=True) * 1000)

    def _clamp(self, node: Node, low: float, high: float, *, refuse_above: bool = False) -> float:
        value = node.real()
        if refuse_above and value > high:
            raise node.wrong(f"is {value:.6g}; it may be {high:g}")
        inside = min(max(value, low), high)
        self.clamped += inside != value
        return inside

    def losses(self) -> tuple[Loss, ...]:
        found = [Loss(Lost.EVENTS, f"{name} were left out ({many})") for name, many in self.ignored.items()]
        beats = sum(event.transient for event in self.events)
        if beats:
            found.append(Loss(Lost.EVENTS, f"transients play as beats of {BEAT_MS} ms ({beats})"))
        if self.cut:
            found.append(Loss(Lost.TIMES, f"events were cut at the 30 s that one may last ({self.cut})"))
        if self.clamped:
            found.append(Loss(Lost.VALUES, f"values out of range were moved to its end ({self.clamped})"))
        return tuple(found)


def read_ahap(root: Node) -> Clip:
    """Read a clip for one motor. Raises `Wrong`."""
    reader = _Reader()
    for entry in root.need("Pattern").items():
        reader.take(entry)
    intensity = _Control(reader.controls[_INTENSITY], 1.0)
    sharpness = _Control(reader.controls[_SHARPNESS], 0.0)
    tracks = []
    room = MAX_BREAKPOINTS
    for event in reader.events:
        track = _track(event, intensity, sharpness)
        room -= len(track)
        if room < 0:
            raise Wrong("The document", f"makes more than {MAX_BREAKPOINTS} breakpoints")
        tracks.append(track)
    track = strongest(tracks, MAX_AT_ONCE)
    end = max((event.end + event.release for event in reader.events), default=0)
    return Clip(Timeline((track,), end), MONO, reader.losses())


class _Control:
    """A value over time: each curve or parameter governs until the next one begins, and its last value stays."""

    def __init__(self, parts: Iterable[list[Point]], default: float) -> None:
        points: list[Point] = []
        for part in sorted(parts, key=lambda p: p[0][0]):
            start = part[0][0]
            value = _between(points, start, default)
            while points and points[-1][0] > start:
                points.pop()
            points += [(start, value), *part]
        self._points = points or [(0.0, default)]
        self._times = [t for t, _ in self._points]
        self._default = default

    def at(self, t: float, *, before: bool = False) -> float:
        """The value at ``t``; at a jump that after it, or ``before``."""
        k = bisect_right(self._times, t)
        if before:
            while k > 1 and self._times[k - 1] == t and self._times[k - 2] == t:
                k -= 1
        return _value(self._points, k, t, self._default)

    def inside(self, start: int, end: int) -> Sequence[float]:
        """The times of corners between both."""
        return self._times[bisect_right(self._times, start) : bisect_right(self._times, end - 1)]


def _between(points: Sequence[Point], t: float, default: float) -> float:
    return _value(points, bisect_right(points, t, key=lambda p: p[0]), t, default)


def _value(points: Sequence[Point], k: int, t: float, default: float) -> float:
    if k == 0:
        return default
    t0, a = points[k - 1]
    if k == len(points) or t0 == t:
        return a
    t1, b = points[k]
    return a + (b - a) * (t - t0) / (t1 - t0)


def _track(event: _Event, intensity: _Control, sharpness: _Control) -> Track:
    if event.transient:
        level = (event.intensity * intensity.at(event.start)) ** 2
        hz = hz_of(min(max(event.sharpness + sharpness.at(event.start), 0.0), 1.0))
        return (Breakpoint(event.start, level, hz), Breakpoint(event.end, level, hz)) if level > 0 else ()
    envelope = _envelope(event)
    times = sorted(
        {t for t, _ in envelope}
        | {round(t) for c in (intensity, sharpness) for t in c.inside(event.start, envelope[-1][0])}
    )
    out: list[Breakpoint] = []
    shape = _Control([[(float(t), v) for t, v in envelope]], 0.0)

    def corner(t: int, before: bool) -> tuple[float, float]:
        strength = event.intensity * shape.at(t, before=before) * intensity.at(t, before=before)
        return strength, min(max(event.sharpness + sharpness.at(t, before=before), 0.0), 1.0)

    for a, b in zip(times, times[1:], strict=False):
        _stretch(out, a, b, corner)
    return tidy(out)


def _stretch(out: list[Breakpoint], a: int, b: int, corner: Callable[[int, bool], tuple[float, float]]) -> None:
    """Append the corners from ``a`` to ``b``, close enough together for straight lines between them."""
    (i0, s0), (i1, s1) = corner(a, False), corner(b, True)
    many = min(b - a, max(1, ceil(abs(i1 - i0) / STEP), ceil(abs(s1 - s0) / STEP_SHARPNESS)))
    if many > 1 or abs(i1 - i0) > 0:
        many = min(b - a, many * 2)  # where an attack meets a curve the product is bent
    for k in range(many + 1):
        t = a + (b - a) * k // many
        i, s = (i0, s0) if k == 0 else (i1, s1) if k == many else corner(t, False)
        out.append(Breakpoint(t, min(i * i, 1.0), hz_of(s * s)))


def _envelope(event: _Event) -> list[tuple[int, float]]:
    """Attack, then full until the end and a release after it; not sustained, it decays from the attack on."""
    start, end = event.start, event.end
    top = min(start + event.attack, end)
    points = [(start, 0.0), (top, 1.0)] if top > start else [(start, 1.0)]
    if event.sustained:
        points.append((end, 1.0))
        if event.release:
            points.append((end + event.release, 0.0))
    else:
        points.append((min(top + event.decay, end) if event.decay else end, 0.0))
    return points
