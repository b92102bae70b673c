"""AHAP (Core Haptics), read: events, parameters and curves become one track. No I/O.

What Core Haptics clamps is clamped and counted; what has no meaning for motors is named. A missing intensity is 1, a
missing sharpness 0.5. Intensity squared is level, sharpness squared is frequency (of a transient: sharpness itself),
as in the conversion from ``.haptic``.
"""

from __future__ import annotations

from collections import Counter

from lexicon import Timeline

from ._ahap_track import Control, Event, track_of
from ._clip import MAX_BREAKPOINTS, MAX_MS, MAX_POINTS, MONO, Clip, Loss, Lost, Wrong
from ._haptic import BEAT_MS
from ._json import Node
from ._merge import Point
from ._mix import MAX_AT_ONCE, strongest

CONTINUOUS_MS = 30_000
MAX_S = MAX_MS / 1000
RELEASE_MS = 10_000
"""Longest attack, decay and release."""
_EVENT_KINDS = frozenset({"HapticTransient", "HapticContinuous"})
_AUDIO = frozenset({"AudioContinuous", "AudioCustom"})
_SHAPES = frozenset({"HapticIntensity", "HapticSharpness", "AttackTime", "DecayTime", "ReleaseTime", "Sustained"})
_OF_LENGTH = _SHAPES - {"HapticIntensity", "HapticSharpness"}
"""What means nothing to a beat."""
_INTENSITY, _SHARPNESS = "HapticIntensityControl", "HapticSharpnessControl"


class _Reader:
    """Takes the entries of a pattern one after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = []
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
                values[name] = item
                item.need("ParameterValue")
            else:
                known = name.startswith("Audio") and name.isalpha() and len(name) < 20
                self.ignored[f"{name} of events" if known else "event parameters that are unknown"] += 1

        def value(name: str, default: float, high: float = 1.0) -> float:
            return self._clamp(values[name], "ParameterValue", 0.0, high) if name in values else default

        event = Event(start, start + BEAT_MS, kind == "HapticTransient", value("HapticIntensity", 1.0), 0.0)
        event.sharpness = value("HapticSharpness", 0.5)
        if event.transient:
            self.ignored.update(f"{name} of transients" for name in values if name in _OF_LENGTH)
        else:
            length = round(self._clamp(node, "EventDuration", 0.0, MAX_S) * 1000)
            self.cut += length > CONTINUOUS_MS
            event.end = start + min(length, CONTINUOUS_MS)
            event.attack = round(value("AttackTime", 0.0, RELEASE_MS / 1000) * 1000)
            event.decay = round(value("DecayTime", 0.0, RELEASE_MS / 1000) * 1000)
            event.release = round(value("ReleaseTime", 0.0, RELEASE_MS / 1000) * 1000)
            if "Sustained" in values:
                sustained = values["Sustained"].need("ParameterValue")
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
        self.controls[name].append([(self._time(node), self._clamp(node, "ParameterValue", *low_high))])

    def _curve(self, node: Node) -> None:
        name = node.need("ParameterID").text()
        low_high = self._range(name)
        start = self._time(node)
        points: list[Point] = []
        before = 0
        for item in node.need("ParameterCurveControlPoints").items():
            self._points += 1
            if self._points > MAX_POINTS:
                raise item.wrong(f"is one point more than the {MAX_POINTS} of all curves together")
            t = start + self._time(item)
            if low_high is None:
                item.need("ParameterValue")
                continue
            if t < before:
                raise item.wrong("is before the point before it")
            before = t
            points.append((t, self._clamp(item, "ParameterValue", *low_high)))
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
        if node.object().get("Time") is None:
            return 0
        return round(self._clamp(node, "Time", 0.0, MAX_S, refuse_above=True) * 1000)

    def _clamp(self, node: Node, key: str, low: float, high: float, *, refuse_above: bool = False) -> float:
        value = node.object().get(key)
        if type(value) is float and low <= value <= high:
            return value
        value = node.need(key).real()
        if refuse_above and value > high:
            raise node.need(key).wrong(f"is {value:.6g}; it may be {high:g}")
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
    intensity = Control(reader.controls[_INTENSITY], 1.0)
    sharpness = Control(reader.controls[_SHARPNESS], 0.0)
    tracks = []
    room = MAX_BREAKPOINTS
    for event in reader.events:
        track = track_of(event, intensity, sharpness)
        room -= len(track)
        if room < 0:
            raise Wrong("The document", f"makes more than {MAX_BREAKPOINTS} breakpoints")
        tracks.append(track)
    track = strongest(tracks, MAX_AT_ONCE)
    end = max((event.end + event.release for event in reader.events), default=0)
    return Clip(Timeline((track,), end), MONO, reader.losses())
