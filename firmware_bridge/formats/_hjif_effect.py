"""The effects in the bands of an HJIF file: keyframes to tracks of motors. No I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lexicon import Breakpoint

from ._clip import DEFAULT_HZ, MAX_MS, MAX_POINTS, Loss, Lost
from ._haptic import BEAT_MS
from ._json import Node
from ._merge import Point, Track, merge

MAX_ID = 65_535
MAX_NESTED = 4
"""Effects within effects."""
MAX_HZ = 1000
_EFFECTS = frozenset({"Basis", "Reference", "Composite"})


@dataclass(slots=True)
class Bands:
    """What holds for all bands of a document, and what was met in them."""

    simple: bool
    level: int
    ms: float
    """Of one tick."""
    ignored: Counter[str] = field(default_factory=Counter)
    clamped: int = 0
    points: int = 0
    beats: int = 0
    end_ms: float = 0

    def count(self, node: Node) -> None:
        """Note one more keyframe or effect. Raises `Wrong` when it is one too many."""
        self.points += 1
        if self.points > MAX_POINTS:
            raise node.wrong(f"is one more than the {MAX_POINTS} keyframes and effects that one file may have")

    def losses(self) -> tuple[Loss, ...]:
        """Name what was left out or changed."""
        found = [Loss(Lost.EVENTS, f"{what} were left out ({many})") for what, many in self.ignored.items()]
        if self.beats:
            found.append(Loss(Lost.EVENTS, f"transients play as beats of {BEAT_MS} ms ({self.beats})"))
        if self.clamped:
            found.append(Loss(Lost.VALUES, f"{self.clamped} levels above 1 became 1"))
        return tuple(found)


def read_effect(
    node: Node,
    kind: str,
    file: Bands,
    library: dict[int, Node],
    gain: float,
    zero_ms: float = 0.0,
    nested: int = 0,
) -> list[Track]:
    """Give the tracks of one effect of a band of ``kind``, ``zero_ms`` into the clip. Raises `Wrong`."""
    file.count(node)
    if nested > MAX_NESTED:
        raise node.wrong(f"is nested more than {MAX_NESTED} deep")
    form = node.need("effect_type").one_of(_EFFECTS)
    limit = int(MAX_MS / file.ms)
    # What the library holds is placed by whoever refers to it.
    position = node.need("position") if nested == 0 or form == "Reference" else node.get("position")
    start = zero_ms + (position.whole(0, limit) * file.ms if position else 0.0)
    if form == "Reference":
        number = node.need("id").whole(0, MAX_ID)
        if number not in library:
            raise node.need("id").wrong(f"is {number}, and the library has no such effect")
        return read_effect(library[number], kind, file, library, gain, start, nested + 1)
    if form == "Composite":
        if file.simple:
            raise node.need("effect_type").wrong("is Composite, which the profile Simple Parametric has not")
        parts = (part for part in node.need("composition").items())
        return [t for part in parts for t in read_effect(part, kind, file, library, gain, start, nested + 1)]
    signal = node.get("base_signal")
    if signal is not None and signal.text() != "Sine" and kind == "VectorialWave":
        file.ignored["base signals that are no sine, played as one,"] += 1
    return _keyframes(node.need("keyframes"), kind, file, gain, start)


def _keyframes(node: Node, kind: str, file: Bands, gain: float, start_ms: float) -> list[Track]:
    levels: list[Point] = []
    carriers: list[Point] = []
    before = 0.0
    for keyframe in node.items():
        file.count(keyframe)
        position = keyframe.get("relative_position")
        t = position.whole(0, int(MAX_MS / file.ms)) * file.ms if position else 0.0
        if t < before:
            raise keyframe.wrong("is before the keyframe before it")
        before = t
        if (amplitude := keyframe.get("amplitude_modulation")) is not None:
            level = abs(amplitude.number(-1e6, 1e6) * gain)
            file.clamped += level > 1
            levels.append((start_ms + t, min(level, 1.0)))
        if (frequency := keyframe.get("frequency_modulation")) is not None:
            carriers.append((start_ms + t, min(frequency.number(0, 1e6), MAX_HZ)))
    file.end_ms = max(file.end_ms, start_ms + before)
    if file.end_ms > MAX_MS:
        raise node.wrong("ends more than a day after the beginning")
    if kind == "Transient":
        file.beats += len(levels)
        return [_beat(t, level, carriers) for t, level in levels if level > 0]
    if not levels and before > 0:
        levels = [(start_ms, min(abs(gain), 1.0)), (start_ms + before, min(abs(gain), 1.0))]
    return [track] if (track := merge(levels, carriers, DEFAULT_HZ)) else []


def _beat(at: float, level: float, carriers: list[Point]) -> Track:
    hz = round(next((v for t, v in carriers if t == at), DEFAULT_HZ))
    t = round(at)
    return Breakpoint(t, level, hz), Breakpoint(t + BEAT_MS, level, hz)
