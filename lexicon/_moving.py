"""The two patterns that run from motor to motor, by the laws of apparent motion and phantom places. No I/O.

Two beats at neighbouring motors are felt as one moving touch when the second begins 0.32 * d + 47.3 ms after the
first, for beats of d ms; two motors at sqrt(1 - b) and sqrt(b) are felt as one between them, at b of the way (both
Israr and Poupyrev 2011, doi 10.1145/1978942.1979235).
"""

from __future__ import annotations

from ._emotions import Signature
from ._envelopes import GAP_MS, PULSE_MS, STEP_MS, Envelope, Point, beat, prompt, roughen

SOA_SLOPE = 0.32
SOA_BASE_MS = 47.3
LAP_MS = 400
"""Shortest lap, and shortest pause before a run is repeated, at which 95 % tell the direction (Niwa et al. 2009)."""
LAP_MAX_MS = 2000
"""Slower than this the place stands and no longer runs."""
RUN_BEAT_MS = (50, 250)
"""Shortest and longest beat of a spread; the law of onsets was measured on beats of about this length."""
OUTERMOST = 0.7
"""Level of a spread's last station: one noticed step (1.4) below its first."""
_ACCENTS = (1.0, 0.5, 0.7, 0.5)
_ECHO = (1.0, 0.6, 0.36)


def onset_gap_ms(beat_ms: float) -> float:
    """From one onset to the next for beats of ``beat_ms`` to be felt as one moving touch."""
    return SOA_SLOPE * beat_ms + SOA_BASE_MS


def stations_that_fit(duration: int, wanted: int) -> int:
    """How many of ``wanted`` stations a run of ``duration`` ms has time for, with the shortest beats."""
    return max(1, min(wanted, 1 + int((duration - PULSE_MS) // (onset_gap_ms(PULSE_MS) + 1))))


def ripple(signature: Signature, duration: int, stations: int) -> tuple[Envelope, ...]:
    """One envelope a station: beats that start one after the other, weaker outward; repeated where there is time.

    With one station there is nowhere to spread to: an echo of three weaker and weaker beats stands for it.
    """
    if stations == 1:
        return (_echo(signature, duration),)
    law = 1 + SOA_SLOPE * (stations - 1)
    longest = int((duration - SOA_BASE_MS * (stations - 1)) / law)
    low, high = RUN_BEAT_MS
    length = int(min(max(0.2 * signature.tempo_ms, low), high, longest))
    run = onset_gap_ms(length) * (stations - 1) + length
    count = max(1, int((duration + LAP_MS) // (run + LAP_MS)))
    if count == 1:
        length = min(longest, 2 * length)
    gap = onset_gap_ms(length)
    run = int(gap * (stations - 1)) + length
    pitch = (duration - run) / (count - 1) if count > 1 else 0.0
    return tuple(
        _finish(
            signature,
            [
                point
                for k in range(count)
                for point in beat(
                    int(k * pitch) + int(s * gap),
                    length,
                    min(signature.attack_ms, length // 2),
                    max(min(signature.attack_ms, length // 2), length // 3),
                    1 - (1 - OUTERMOST) * s / (stations - 1),
                )
            ],
        )
        for s in range(stations)
    )


def roll(signature: Signature, duration: int, stations: int) -> tuple[Envelope, ...]:
    """One envelope a station: the touch glides around them, from the first to the last lap's last.

    The onset gap g follows from the number of visits; a visit lasts as long as the law gives for g, at most 2 g, and
    neighbours cross over while both are on: at g = 131 ms and slower the place moves without a stop. With one
    station a rhythm of strong and weak beats stands for the lap.
    """
    if stations == 1:
        return (_accents(signature, duration),)
    lap = min(max(signature.tempo_ms, LAP_MS), LAP_MAX_MS)
    laps = max(1, min(round(duration / lap), duration // LAP_MS))
    visits = stations * laps
    while laps > 1 and _visit(duration, visits)[1] < PULSE_MS:
        laps -= 1
        visits = stations * laps
    gap, length = _visit(duration, visits)
    tracks: list[list[Point]] = [[] for _ in range(stations)]
    for k in range(visits):
        cross = max(length - gap, 0.0)
        times = (k * gap, k * gap + cross, k * gap + length - cross, k * gap + length)
        start, full, leave, end = (min(int(t + 1e-6), duration) for t in times)
        if k == visits - 1:
            end = duration
        track = tracks[k % stations]
        if k == 0:
            full = min(max(signature.attack_ms, STEP_MS), full)
        track += _glide(start, full, leave, end)
    return tuple(_finish(signature, points) for points in tracks)


def _visit(duration: int, visits: int) -> tuple[float, float]:
    """The onset gap and the length of each of ``visits`` that fill ``duration``."""
    gap = duration / (visits + 1)
    if (gap - SOA_BASE_MS) / SOA_SLOPE >= 2 * gap:
        return gap, 2 * gap
    gap = (duration + SOA_BASE_MS / SOA_SLOPE) / (visits - 1 + 1 / SOA_SLOPE)
    return gap, (gap - SOA_BASE_MS) / SOA_SLOPE


def _glide(start: int, full: int, leave: int, end: int) -> list[Point]:
    """A visit: in by sqrt(b), held, out by sqrt(1 - b)."""
    full = full if full - start >= STEP_MS else start
    leave = leave if end - leave >= STEP_MS else end
    leave = leave if leave - full >= STEP_MS else full
    rising = [(start + int((full - start) * b), level) for b, level in _crossing(full - start)]
    falling = [(leave + int((end - leave) * (1 - b)), level) for b, level in reversed(_crossing(end - leave))]
    points = [(start, 0.0), *rising, (full, 1.0), (leave, 1.0), *falling, (end, 0.0)]
    return list(dict.fromkeys(points))


def _crossing(length: int) -> tuple[tuple[float, float], ...]:
    """Corners of a square root between 0 and 1: (share of the way, level), as many as the length allows."""
    if length >= 4 * STEP_MS + 4:
        return ((0.25, 0.5), (0.5625, 0.75))
    return ((0.5, 0.7071),) if length >= 2 * STEP_MS + 2 else ()


def _echo(signature: Signature, duration: int) -> Envelope:
    room = duration // len(_ECHO)
    low, high = RUN_BEAT_MS
    length = int(max(min(max(0.2 * signature.tempo_ms, low), high // 2, room - GAP_MS), PULSE_MS))
    step = length + GAP_MS + 10
    fit = max(1, min(len(_ECHO), 1 + (duration - length) // step))
    points: list[Point] = []
    for k in range(fit):
        points += beat(k * step, length, min(signature.attack_ms, length // 2), length // 2, _ECHO[k])
    return _finish(signature, points)


def _accents(signature: Signature, duration: int) -> Envelope:
    most = max(1, duration // (PULSE_MS + GAP_MS))
    lap = min(max(signature.tempo_ms, LAP_MS), LAP_MAX_MS)
    count = max(1, min(most, round(4 * duration / lap)))
    points: list[Point] = []
    for k in range(count):
        felt = max(duration // count - GAP_MS - 10, PULSE_MS)
        attack = min(signature.attack_ms, felt // 2)
        points += beat(duration * k // count, felt, attack, attack, _ACCENTS[k % 4])
    return _finish(signature, points)


def _finish(signature: Signature, points: list[Point]) -> Envelope:
    tidy = tuple(p for i, p in enumerate(points) if not i or p != points[i - 1])
    shape = prompt(tidy) if tidy and tidy[0][0] == 0 else tidy
    return roughen(shape, signature.rough_depth, signature.rough_ms)
