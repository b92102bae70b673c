"""What an event of AHAP does under the curves of its pattern, as one track. No I/O."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from lexicon import Breakpoint

from ._clip import hz_of
from ._merge import Point, Track, tidy

STEP, STEP_SHARPNESS = 0.1, 0.1
"""Farthest from point to point in intensity and sharpness: levels between two are within a 255th of the curve."""


@dataclass(slots=True)
class Event:
    """One haptic event; times in ms."""

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


class Control:
    """A value over time: each curve or parameter governs until the next one begins, and its last value stays."""

    def __init__(self, parts: Iterable[list[Point]], default: float) -> None:
        """``parts`` are curves, none of them empty; before the first the value is ``default``."""
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

    def at(self, t: float) -> float:
        """The value at ``t``; at a jump that after it."""
        return _value(self._points, bisect_right(self._times, t), t, self._default)

    def along(self, times: Sequence[int]) -> Iterator[tuple[float, float]]:
        """The values at each of ``times``, which ascend: before a jump there and after it."""
        points, end = self._points, len(self._points)
        k = bisect_left(self._times, times[0])
        for t in times:
            while k < end and points[k][0] < t:
                k += 1
            if k == end or points[k][0] != t:
                value = _value(points, k, t, self._default)
                yield value, value
                continue
            before = points[k][1]
            while k + 1 < end and points[k + 1][0] == t:
                k += 1
            yield before, points[k][1]

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


def track_of(event: Event, intensity: Control, sharpness: Control) -> Track:
    """Its levels and carriers, close enough together for straight lines between them."""
    if event.transient:
        level = (event.intensity * intensity.at(event.start)) ** 2
        hz = hz_of(min(max(event.sharpness + sharpness.at(event.start), 0.0), 1.0))
        return (Breakpoint(event.start, level, hz), Breakpoint(event.end, level, hz)) if level > 0 else ()
    envelope = _envelope(event)
    times = sorted(
        {t for t, _ in envelope}
        | {round(t) for c in (intensity, sharpness) for t in c.inside(event.start, envelope[-1][0])}
    )
    shape = Control([[(float(t), v) for t, v in envelope]], 0.0)
    out: list[Breakpoint] = []
    a, jumps = times[0], True
    now = then = 0.0, 0.0, 0.0
    for b, (e0, e1), (c0, c1), (s0, s1) in zip(
        times, shape.along(times), intensity.along(times), sharpness.along(times), strict=True
    ):
        then = event.intensity * e0, c0, event.sharpness + s0
        if b > a:
            if jumps:
                out.append(_point(a, *now))
            _fill(out, a, b, now, then)
            out.append(_point(b, *then))
        jumps = not out or e0 != e1 or c0 != c1 or s0 != s1
        a, now = b, (event.intensity * e1, c1, event.sharpness + s1) if jumps else then
    return tidy(out)


_Corner = tuple[float, float, float]
"""The event's own intensity, the curve's, and the sharpness of both, at one time."""


def _fill(out: list[Breakpoint], a: int, b: int, now: _Corner, then: _Corner) -> None:
    """Append the corners between ``a`` and ``b``, where all three go straight, close enough for straight levels."""
    (e0, c0, s0), (e1, c1, s1) = now, then
    rise, bend, glide = e1 - e0, c1 - c0, s1 - s0
    # Where an attack meets a curve their product may be the same at both ends and more between them.
    change = abs(rise) + abs(bend) if rise and bend else abs(e1 * c1 - e0 * c0)
    if change <= STEP and -STEP_SHARPNESS <= glide <= STEP_SHARPNESS:
        return
    many = min(b - a, max(ceil(change / STEP), ceil(abs(_inside(s1) - _inside(s0)) / STEP_SHARPNESS)))
    for k in range(1, many):
        ms = (b - a) * k // many
        share = ms / (b - a)
        out.append(_point(a + ms, e0 + rise * share, c0 + bend * share, s0 + glide * share))


def _point(t: int, own: float, curve: float, sharpness: float) -> Breakpoint:
    strength, sharp = own * curve, _inside(sharpness)
    return Breakpoint(t, strength * strength if strength < 1 else 1.0, hz_of(sharp * sharp))


def _inside(sharpness: float) -> float:
    return 0.0 if sharpness < 0 else 1.0 if sharpness > 1 else sharpness


def _envelope(event: Event) -> list[tuple[int, float]]:
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
