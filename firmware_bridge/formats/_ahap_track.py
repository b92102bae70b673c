"""What an event of AHAP does under the curves of its pattern, as one track. No I/O."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
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
        self.jumps = frozenset(s for s, t in zip(self._times, self._times[1:], strict=False) if s == t)

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
    out: list[Breakpoint] = []
    shape = Control([[(float(t), v) for t, v in envelope]], 0.0)
    level = all(v == 1.0 for _, v in envelope)

    def corner(t: int, before: bool) -> _Corner:
        strength = event.intensity if level else event.intensity * shape.at(t, before=before)
        return strength, intensity.at(t, before=before), event.sharpness + sharpness.at(t, before=before)

    jumps = shape.jumps | intensity.jumps | sharpness.jumps
    now = corner(times[0], False)
    for a, b in zip(times, times[1:], strict=False):
        then = corner(b, True)
        _stretch(out, a, b, now, then, joined=bool(out) and a not in jumps)
        now = corner(b, False) if b in jumps else then
    return tidy(out)


_Corner = tuple[float, float, float]
"""The event's own intensity, the curve's, and the sharpness of both, at one time."""


def _stretch(out: list[Breakpoint], a: int, b: int, now: _Corner, then: _Corner, *, joined: bool) -> None:
    """Append the corners from ``a`` to ``b``, between which all three go straight, close enough for straight levels.

    ``joined``: the corner at ``a`` is there already.
    """
    (e0, c0, s0), (e1, c1, s1) = now, then
    rise, bend, glide = e1 - e0, c1 - c0, s1 - s0
    # Where an attack meets a curve their product may be the same at both ends and more between them.
    change = abs(rise) + abs(bend) if rise and bend else abs(e1 * c1 - e0 * c0)
    many = min(b - a, max(1, ceil(change / STEP), ceil(abs(_inside(s1) - _inside(s0)) / STEP_SHARPNESS)))
    for k in range(joined, many + 1):
        ms = (b - a) * k // many
        share = ms / (b - a)
        strength = (e0 + rise * share) * (c0 + bend * share)
        sharp = s0 + glide * share
        sharp = 0.0 if sharp < 0 else min(sharp, 1.0)
        out.append(Breakpoint(a + ms, min(strength * strength, 1.0), hz_of(sharp * sharp)))


def _inside(sharpness: float) -> float:
    return min(max(sharpness, 0.0), 1.0)


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
