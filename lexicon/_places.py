"""Places of the 2x2 grid on the motors of any device: weights, orders and delays. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import atan2, hypot

from ._device import Layout, Motor
from ._emotions import Signature
from ._envelopes import STEP_MS
from ._tokens import Place

_CORNERS = {
    Place.M1: (1, 0, 0, 0),
    Place.M2: (0, 1, 0, 0),
    Place.M3: (0, 0, 1, 0),
    Place.M4: (0, 0, 0, 1),
    Place.ALL: (1, 1, 1, 1),
    Place.LEFT: (1, 0, 1, 0),
    Place.RIGHT: (0, 1, 0, 1),
    Place.UPPER: (1, 1, 0, 0),
    Place.LOWER: (0, 0, 1, 1),
}
_CORNER_XY = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
SHARE_MIN = 0.5
"""A motor with less than half the share of the nearest one lies outside the place."""
SAME = 1e-6
"""Positions closer than this are one place."""


@lru_cache(maxsize=64)
def place_weights(place: Place, layout: Layout) -> tuple[float, ...]:
    """How much each motor takes part in ``place``: 0..1, the strongest exactly 1.

    A motor's share is the sum of the bilinear weights, at its position, of the corners that make the place. Shares
    are scaled to 1 for the largest; below `SHARE_MIN` they become 0. Where no motor has a share, the motors nearest
    to the place's middle stand in for it. So the four motors of the grid get exactly 0 or 1, one motor gets every
    place, and of eight the neighbours share. An empty layout gives ().
    """
    corners = _CORNERS[place]
    shares = [blend((*map(float, corners),), motor) for motor in layout.motors]
    top = max(shares, default=0.0)
    if top > SAME:
        return tuple(round(s / top, 6) if s / top >= SHARE_MIN else 0.0 for s in shares)
    chosen = [xy for xy, corner in zip(_CORNER_XY, corners, strict=True) if corner]
    x, y = (sum(axis) / len(chosen) for axis in zip(*chosen, strict=True))
    away = [hypot(motor.x - x, motor.y - y) for motor in layout.motors]
    return tuple(1.0 if d <= min(away) + SAME else 0.0 for d in away)


def blend(corners: Sequence[float], motor: Motor) -> float:
    """The value at ``motor`` of four corner values (upper left, upper right, lower left, lower right), bilinear."""
    x, y = min(max(motor.x, 0.0), 1.0), min(max(motor.y, 0.0), 1.0)
    upper = corners[0] * (1 - x) + corners[1] * x
    lower = corners[2] * (1 - x) + corners[3] * x
    return upper * (1 - y) + lower * y


def delays_ms(signature: Signature, motors: Sequence[Motor], longest_ms: int) -> tuple[int, ...]:
    """When each of ``motors`` starts, from 0 for the first; shrunk so that none is later than ``longest_ms``."""
    dx, dy = signature.travel_ms
    raw = [dx * motor.x + dy * motor.y for motor in motors]
    first, span = min(raw), max(raw) - min(raw)
    scale = min(1.0, longest_ms / span) if span > 0 else 0.0
    return tuple(int((r - first) * scale) for r in raw)


def settled_ms(delays: Sequence[int], edges: Iterable[int]) -> tuple[int, ...]:
    """Move ``delays`` a little, so that one envelope's ``edges``, delayed by each, coincide or are `STEP_MS` apart.

    What is sent changes no faster than that, so edges closer together could not all be kept. Each goes to the nearest
    that fits between 0 and the largest; where none is near it joins another.
    """
    times = set(edges)
    gaps = {a - b for a in times for b in times}
    close = {gap + k for gap in gaps for k in range(1 - STEP_MS, STEP_MS) if k}
    settled: dict[int, int] = {}
    latest = max(delays)
    for delay in sorted(set(delays)):
        settled[delay] = next(
            at
            for away in range(latest + 1)
            for at in (delay - away, delay + away)
            if 0 <= at <= latest and all(at == other or at - other not in close for other in settled.values())
        )
    return tuple(settled[delay] for delay in delays)


def rings(signature: Signature, motors: Sequence[Motor]) -> dict[int, int]:
    """The station of each motor (by index) in a spread: 0 where it starts, then outward, equal distances together.

    It starts at the motor that the emotion lets start first; of those at the heaviest, of those at the first.
    """
    if not motors:
        return {}
    starts = delays_ms(signature, motors, 10_000)
    keys = [(starts[i], -blend(signature.tilt, m), i) for i, m in enumerate(motors)]
    origin = motors[min(keys)[2]]
    away = [round(hypot(m.x - origin.x, m.y - origin.y), 3) for m in motors]
    order = sorted(set(away))
    return {i: order.index(d) for i, d in enumerate(away)}


def lap(motors: Sequence[Motor]) -> dict[int, int]:
    """The station of each motor (by index) in a lap around them: clockwise from the upper left.

    Motors well inside the circle of the others stand still and are left out. Motors on one line are run through
    from its upper left end.
    """
    spots = {i: (round(m.x, 3), round(m.y, 3)) for i, m in enumerate(motors)}
    points = sorted(set(spots.values()), key=lambda p: (p[0] + p[1], p))
    if len(points) > 3:
        cx, cy = _middle(points)
        radius = {p: hypot(p[0] - cx, p[1] - cy) for p in points}
        outer = [p for p in points if radius[p] > 0.5 * max(radius.values())]
        points = outer if len(outer) >= 3 else points
    if points and not _on_a_line(points):
        cx, cy = _middle(points)
        first = points[0]
        points.sort(key=lambda p: atan2(p[1] - cy, p[0] - cx))
        start = points.index(first)
        points = points[start:] + points[:start]
    return {i: points.index(spot) for i, spot in spots.items() if spot in points}


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _on_a_line(points: Sequence[tuple[float, float]]) -> bool:
    (ax, ay), (bx, by) = min(points), max(points)
    return all(abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) < SAME for x, y in points)
