"""``.haptic`` 1.0 (Lofelt, Meta): envelopes of amplitude and frequency for one actuator, with emphasis. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from lexicon import Breakpoint, Timeline

from ._clip import MAX_MS, MONO, Clip, Loss, Lost, Written, Wrong, frequency_of, hz_of
from ._json import Node, dump
from ._merge import Point, Track, closed, merge, whole
from ._mix import mono, strongest
from ._note import carriers_outside, places

BEAT_MS = 30
"""How long an emphasis plays on a motor: a shorter beat is hardly felt."""
DUCK_MS = 30
"""How long before and after an emphasis the signal is lowered, so that the beat stands out."""
DUCKED = 0.5
"""To how much, as the format's makers do on their own actuators."""
DEFAULT_FREQUENCY = 0.5
MAX_S = MAX_MS / 1000


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A transient, both 0..1."""

    amplitude: float
    frequency: float


class Amplitude(NamedTuple):
    """One point of the amplitude envelope; a tuple, since clips have thousands and dataclasses take longer to make."""

    time_s: float
    amplitude: float
    emphasis: Emphasis | None = None


class Frequency(NamedTuple):
    """One point of the frequency envelope."""

    time_s: float
    frequency: float


@dataclass(frozen=True, slots=True)
class Haptic:
    """A clip of this format; the amplitude's last point is its end."""

    amplitude: tuple[Amplitude, ...]
    frequency: tuple[Frequency, ...] = ()


def parse_haptic(root: Node, *, strict: bool) -> tuple[Haptic, tuple[Loss, ...]]:
    """Take the document apart. Raises `Wrong`, a sentence of its own for each rule.

    Not ``strict``, frequencies may stand outside the time of the amplitudes, as older files have them.
    """
    version = root.need("version")
    if version.need("major").whole(0, 1_000_000) != 1:
        raise version.need("major").wrong("is not 1, the version that can be read")
    for part in ("minor", "patch"):
        if (number := version.get(part)) is not None:
            number.whole(0, 1_000_000)
    if (metadata := root.get("metadata")) is not None:
        metadata.object()
    envelopes = root.need("signals").need("continuous").need("envelopes")
    amplitude = _amplitudes(envelopes.need("amplitude"))
    listed = envelopes.get("frequency")
    frequency = _frequencies(listed) if listed else []
    start, end = amplitude[0].time_s, amplitude[-1].time_s
    outside = [k for k, point in enumerate(frequency) if not start <= point.time_s <= end]
    losses = []
    if listed is not None and outside:
        if strict:
            raise Wrong(
                f"{listed.path}[{outside[0]}].time",
                f"is {frequency[outside[0]].time_s:g}; it must be within the amplitude's {start:g} to {end:g}",
            )
        losses.append(Loss(Lost.CARRIERS, f"{len(outside)} frequencies stand outside the amplitude's time"))
    return Haptic(tuple(amplitude), tuple(frequency)), tuple(losses)


def _amplitudes(node: Node) -> list[Amplitude]:
    points: list[Amplitude] = []
    for item in node.items():
        time = _time(item, points[-1].time_s if points else 0.0)
        amplitude = item.number_of("amplitude", 0, 1)
        emphasis = item.get("emphasis")
        if emphasis is None:
            points.append(Amplitude(time, amplitude))
            continue
        strength = emphasis.number_of("amplitude", 0, 1)
        if strength < amplitude:
            raise emphasis.need("amplitude").wrong(
                f"is {strength:g}, below the {amplitude:g} of its point; an emphasis stands out"
            )
        points.append(Amplitude(time, amplitude, Emphasis(strength, emphasis.number_of("frequency", 0, 1))))
    if len(points) < 2:
        raise node.wrong(f"has {len(points)} points; it must have two or more")
    if points[-1].time_s <= points[0].time_s:
        raise node.wrong("lasts no time; its last point must be after its first")
    return points


def _frequencies(node: Node) -> list[Frequency]:
    points: list[Frequency] = []
    for item in node.items():
        time = _time(item, points[-1].time_s if points else 0.0)
        points.append(Frequency(time, item.number_of("frequency", 0, 1)))
    return points


def _time(item: Node, before_s: float) -> float:
    time = item.number_of("time", 0, MAX_S)
    if time < before_s:
        raise item.need("time").wrong(f"is {time:g}, before the {before_s:g} of the point before it")
    return time


def read_haptic(root: Node, *, strict: bool = False) -> Clip:
    """Read a clip for one motor. Raises `Wrong`."""
    haptic, losses = parse_haptic(root, strict=strict)
    beats = sum(point.emphasis is not None for point in haptic.amplitude)
    if beats:
        detail = f"{beats} emphases play as beats of {BEAT_MS} ms, the signal around them lowered"
        losses = (*losses, Loss(Lost.EVENTS, detail))
    return Clip(timeline_of(haptic), MONO, losses)


def timeline_of(haptic: Haptic) -> Timeline:
    """What one motor does."""
    levels: list[Point] = [(p.time_s * 1000, p.amplitude) for p in haptic.amplitude]
    carriers: list[Point] = [(p.time_s * 1000, hz_of(p.frequency)) for p in haptic.frequency]
    signal = merge(levels, carriers, hz_of(DEFAULT_FREQUENCY))
    beats = _beats(haptic)
    if beats:
        signal = strongest([_ducked(signal, [beat[0].t_ms for beat in beats]), *beats])
    end = max(round(haptic.amplitude[-1].time_s * 1000), beats[-1][-1].t_ms if beats else 0)
    return Timeline((signal,), end)


def _beats(haptic: Haptic) -> list[Track]:
    marks = {round(p.time_s * 1000): p.emphasis for p in haptic.amplitude if p.emphasis}
    times = sorted(marks)
    beats: list[Track] = []
    for t, later in zip(times, [*times[1:], MAX_MS * 2], strict=False):
        emphasis = marks[t]
        level, hz = emphasis.amplitude, hz_of(emphasis.frequency)
        if level > 0:
            beats.append((Breakpoint(t, level, hz), Breakpoint(min(t + BEAT_MS, later), level, hz)))
    return beats


def _ducked(track: Track, beats: Sequence[int]) -> Track:
    """Lower ``track`` around each beat."""
    windows: list[tuple[int, int]] = []
    for t in beats:
        start, end = max(0, t - DUCK_MS), t + BEAT_MS + DUCK_MS
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    out: list[Breakpoint] = []
    k = 0
    for p, q in zip(track, [*track[1:], None], strict=True):
        while k < len(windows) and windows[k][1] <= p.t_ms:
            k += 1
        low = k < len(windows) and windows[k][0] <= p.t_ms
        out.append(replace(p, level=p.level * DUCKED) if low else p)
        m = k
        while q is not None and m < len(windows) and windows[m][0] < q.t_ms:
            for t, before, after in ((windows[m][0], 1.0, DUCKED), (windows[m][1], DUCKED, 1.0)):
                if p.t_ms < t < q.t_ms or (t == q.t_ms and before == DUCKED):
                    share = (t - p.t_ms) / (q.t_ms - p.t_ms)
                    level = p.level + (q.level - p.level) * share
                    hz = round(p.carrier_hz + (q.carrier_hz - p.carrier_hz) * share)
                    out += [Breakpoint(t, level * before, hz), Breakpoint(t, level * after, hz)]
            m += 1
    return tuple(out)


def haptic_of(track: Track, duration_ms: int) -> Haptic:
    """Write one track as envelopes. Raises `Wrong` for a clip that lasts no time, which the format cannot hold."""
    if duration_ms < 1:
        raise Wrong("The clip", "lasts no time")
    points = closed(track, duration_ms)
    carriers = [carrier for carrier, _ in groupby((point.t_ms, point.carrier_hz) for point in track)]
    frequencies = {hz: round(frequency_of(hz), 5) for hz in {hz for _, hz in carriers}}
    return Haptic(
        tuple(Amplitude(p.t_ms / 1000, round(p.level, 6)) for p in points),
        tuple(Frequency(t / 1000, frequencies[hz]) for t, hz in _needed(carriers)),
    )


def _needed(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that neither begin nor end a change."""
    return [
        p
        for a, p, b in zip([None, *points], points, [*points[1:], None], strict=False)
        if a is None or a[1] != p[1] or (b is not None and b[1] != p[1])
    ]


def write_haptic(timeline: Timeline) -> Written:
    """Write the strongest motor at each moment; what is written passes the strict reading."""
    track = mono(timeline)
    haptic = haptic_of(track, whole(timeline))
    return Written(dump(document_of(haptic)), (*places(timeline), *carriers_outside(track)))


def document_of(haptic: Haptic) -> object:
    """The document of a clip."""
    amplitude = []
    for p in haptic.amplitude:
        point: dict[str, object] = {"time": p.time_s, "amplitude": p.amplitude}
        if p.emphasis:
            point["emphasis"] = {"amplitude": p.emphasis.amplitude, "frequency": p.emphasis.frequency}
        amplitude.append(point)
    frequency = [{"time": p.time_s, "frequency": p.frequency} for p in haptic.frequency]
    return {
        "version": {"major": 1, "minor": 0, "patch": 0},
        "metadata": {"editor": "edge-haptics"},
        "signals": {"continuous": {"envelopes": {"amplitude": amplitude, "frequency": frequency}}},
    }
