"""The moments of a moving timeline that show how it moves. No I/O."""

from __future__ import annotations

from ._timeline import Timeline

SAMPLES = 600
MOST = 8
_SAME = 1e-9


def moments(timeline: Timeline, start_ms: int, end_ms: int, most: int = MOST) -> tuple[int, ...]:
    """Up to ``most`` times from ``start_ms`` on, at each of which other motors lead than at the one before.

    Motors lead that are within a tenth of the strongest; of a stretch with the same leaders it is the strongest
    moment. Where there are more stretches than ``most``, those at the beginning are shown: what follows repeats them.
    """
    found: list[tuple[frozenset[int], float, int]] = []
    for n in range(SAMPLES):
        t = start_ms + (2 * n + 1) * (end_ms - start_ms) // (2 * SAMPLES)
        levels = timeline.levels_at(t)
        top = max(levels, default=0.0)
        if top <= 0:
            found.append((frozenset(), 0.0, t))
            continue
        leaders = frozenset(k for k, level in enumerate(levels) if level >= 0.9 * top)
        if found and found[-1][0] == leaders:
            if top > found[-1][1] + _SAME:
                found[-1] = (leaders, top, t)
        else:
            found.append((leaders, top, t))
    return tuple(t for leaders, _, t in found if leaders)[:most]
