"""Android's vibrator: one file with what ``createWaveform`` takes and what ``BasicEnvelopeBuilder`` takes. No I/O.

::

    {
        "waveform": {"timings": [...], "amplitudes": [...], "repeat": -1},
        "envelopes": [{"at_ms": 0, "points": [{"intensity": 0.6, "sharpness": 0.5, "duration_ms": 20}, ...]}, ...],
    }

The waveform serves API 26 on, the envelopes API 36 on; each is the whole clip, and the app plays one of them.
"""

from __future__ import annotations

from math import sqrt

from lexicon import Timeline

from ._clip import DEFAULT_HZ, MAX_MS, MONO, Clip, Loss, Lost, Written, frequency_of
from ._json import Node, dump
from ._merge import Track, islands, whole
from ._mix import mono
from ._note import places
from ._steps import holds, track_of, unheld

POINT_MS = 20
"""Shortest time from one point of an envelope to the next that every device can do."""
MAX_CONTROL_POINTS = 16
"""How many points of one envelope every device takes."""
LEAST_BEND = 1 / 510
"""A corner that bends a level by less says nothing."""
LONGEST_MS = 2**31 - 1


def write_android(timeline: Timeline) -> Written:
    """Write the strongest motor at each moment, as a waveform and as envelopes."""
    track = mono(timeline)
    timings, amplitudes = waveform(track, whole(timeline))
    envelopes, worst = _envelopes(track)
    document = {"waveform": {"timings": timings, "amplitudes": amplitudes, "repeat": -1}, "envelopes": envelopes}
    losses = [*places(timeline), *unheld([track])]
    if worst > 1 / 255:
        losses.append(Loss(Lost.LEVELS, f"the envelopes of API 36 are off by up to {worst:.2f} for a moment"))
    return Written(dump(document), tuple(losses))


def waveform(track: Track, duration_ms: int) -> tuple[list[int], list[int]]:
    """Timings and amplitudes of equal length, no timing 0; times are whole ms of the clip, so no rounding adds up."""
    made = holds([track], duration_ms)
    ends = [*(hold.start_ms for hold in made[1:]), duration_ms]
    pairs = [(end - hold.start_ms, hold.levels[0]) for hold, end in zip(made, ends, strict=True)]
    kept = [(ms, level) for ms, level in pairs if ms > 0]
    return [ms for ms, _ in kept], [level for _, level in kept]


def _envelopes(track: Track) -> tuple[list[dict[str, object]], float]:
    """One envelope a stretch above 0, and how far the worst is off."""
    out: list[dict[str, object]] = []
    worst, free = 0.0, 0
    for island in islands(track):
        points, off = _thinned(island)
        worst = max(worst, off)
        start = max(island[0].t_ms, free)
        entries = []
        t = start
        for at, level, hz in points:
            width = max(POINT_MS, at - t)
            t += width
            entries.append(
                {
                    "intensity": round(sqrt(level), 4),
                    "sharpness": round(sqrt(frequency_of(hz)), 4),
                    "duration_ms": width,
                }
            )
        free = t
        out.append({"at_ms": start, "points": entries})
    return out, worst


def _thinned(island: Track) -> tuple[list[tuple[int, float, int]], float]:
    """Points after the start, the last at 0: at least `POINT_MS` apart, at most `MAX_CONTROL_POINTS`; and the error."""
    start, end = island[0].t_ms, island[-1].t_ms
    spaced = [start]
    for t in sorted({p.t_ms for p in island}):
        if t - spaced[-1] >= POINT_MS and end - t >= POINT_MS:
            spaced.append(t)
    spaced.append(end)
    level = _strongest_at(island, spaced)
    spaced = _bends(spaced, level)
    made = [(t, level[t][0], level[t][1]) for t in spaced[1:-1]]
    if not made:  # no room for a corner between: up and down at once
        top = max(island, key=lambda p: p.level)
        made = [
            (min(max(top.t_ms, start + POINT_MS), max(end - POINT_MS, start + POINT_MS)), top.level, top.carrier_hz)
        ]
    made.append((max(end, made[-1][0] + POINT_MS), 0.0, made[-1][2]))
    path = [(start, 0.0), *((t, value) for t, value, _ in made)]
    return made, _off(path, island)


def _strongest_at(island: Track, times: list[int]) -> dict[int, tuple[float, int]]:
    """Level and carrier at each of ``times``; at a jump the stronger side."""
    found = dict.fromkeys(times, (0.0, DEFAULT_HZ))
    for p in island:
        if p.t_ms in found:
            found[p.t_ms] = max(found[p.t_ms], (p.level, p.carrier_hz))
    return found


def _bends(times: list[int], level: dict[int, tuple[float, int]]) -> list[int]:
    """The times, of at most `MAX_CONTROL_POINTS` after the first, between which it is closest to straight."""
    kept = [0, len(times) - 1]
    open_parts = [_farthest(times, level, *kept)]
    while open_parts and len(kept) <= MAX_CONTROL_POINTS:
        worst = max(open_parts)
        open_parts.remove(worst)
        off, at, a, b = worst
        if off <= LEAST_BEND:
            break
        kept.append(at)
        open_parts += [_farthest(times, level, a, at), _farthest(times, level, at, b)]
    return [times[k] for k in sorted(kept)]


def _farthest(times: list[int], level: dict[int, tuple[float, int]], a: int, b: int) -> tuple[float, int, int, int]:
    """How far from straight it is between two of ``times``, and where."""
    t0, t1 = times[a], times[b]
    start, rise = level[t0][0], level[t1][0] - level[t0][0]
    bends = ((abs(level[times[k]][0] - start - rise * (times[k] - t0) / (t1 - t0)), k) for k in range(a + 1, b))
    return (*max(bends, default=(0.0, a)), a, b)


def _off(path: list[tuple[int, float]], island: Track) -> float:
    """How far ``path`` is from the corners of ``island`` at most."""
    worst, k = 0.0, 0
    for p in island:
        while k + 2 < len(path) and path[k + 1][0] < p.t_ms:
            k += 1
        (t0, a), (t1, b) = path[k], path[k + 1]
        worst = max(worst, abs(a + (b - a) * (min(p.t_ms, t1) - t0) / (t1 - t0) - p.level))
    return worst


def read_android(root: Node) -> Clip:
    """Read the waveform for one motor. Raises `Wrong`."""
    node = root.get("waveform") or root
    timings = [t.whole(0, LONGEST_MS) for t in node.need("timings").items()]
    listed = node.get("amplitudes")
    if listed is None:
        levels = [float(k % 2) for k in range(len(timings))]  # off and on in turn
    else:
        levels = [1.0 if a.value == -1 else a.whole(0, 255) / 255 for a in listed.items()]
    if listed is not None and len(levels) != len(timings):
        raise listed.wrong(f"has {len(levels)} entries for {len(timings)} timings")
    changes, t = [], 0
    for ms, level in zip(timings, levels, strict=True):
        if ms:
            changes.append((t, level))
        t += ms
        if t > MAX_MS:
            raise node.need("timings").wrong("are together more than a day")
    repeat = node.get("repeat")
    again = repeat is not None and repeat.whole(-1, LONGEST_MS) >= 0
    losses = (Loss(Lost.TIMES, "it repeats without end; it is played once"),) if again else ()
    return Clip(Timeline((track_of(changes, t, DEFAULT_HZ),), t), MONO, losses)
