"""What motors did, as holds that can be played again: fitted to other motors and cut into pieces. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from lexicon import Breakpoint, Layout, Motor, Timeline

from ._recording import Change, Recording

PIECE_MS = 60_000
PIECE_CHANGES = 5_000
"""So that one piece on eight motors stays below what a player holds for one program."""
STEP_MS = 1000
"""A piece is handed over in steps, since each is turned into packets at one go."""
STEP_MOVES = 16
"""Of motors within a step: two steps fit the queue of any device."""
DEFAULT_HZ = 170
"""For voice coils where no frequency was recorded: near what is felt best."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a recording that is one program of a player."""

    steps: tuple[tuple[int, Timeline], ...]
    """When each begins, from the piece's own zero, and what it plays."""
    duration_ms: int


def fitted(recording: Recording, layout: Layout) -> Recording:
    """Let the motors of ``layout`` play a recording.

    As many motors take their parts by number. Else each recorded one goes to the motor nearest to its place, where
    the strongest is felt, and a motor that got none does what the nearest recorded one did.
    """
    if len(layout) == len(recording.layout):
        return replace(recording, layout=layout)
    sources = _sources(recording.layout.motors, layout.motors)
    changes = []
    for change in recording.changes:
        loudest = [max(those, key=lambda source: change.levels[source]) for those in sources]
        levels = tuple(change.levels[source] for source in loudest)
        changes.append(Change(change.t_ms, levels, tuple(change.carriers_hz[source] for source in loudest)))
    return Recording(layout, tuple(changes))


def pieces(recording: Recording, *, lead_in_ms: int = 0) -> Iterator[Piece]:
    """Cut a recording into pieces of at most `PIECE_MS`, at a rest where there is one; silence comes first."""
    changes = recording.changes
    begin, at = 0, -lead_in_ms
    held = Change(at, (0.0,) * len(recording.layout), (0,) * len(recording.layout))
    while begin < len(changes):
        end = begin
        while end < len(changes) and changes[end].t_ms <= at + PIECE_MS and end - begin < PIECE_CHANGES:
            end += 1
        if end < len(changes):
            rests = (k + 1 for k in range(end - 1, begin, -1) if not any(changes[k].levels))
            end = next(rests, end)
            last_ms = changes[end - 1].t_ms if end > begin else at
            stop = last_ms if last_ms > at else at + PIECE_MS
        else:
            stop = changes[-1].t_ms
        inside = [held, *changes[begin:end]]
        yield _piece(inside, at, stop)
        held, begin, at = inside[-1], end, stop


def hold_timeline(changes: Sequence[Change], start_ms: int, end_ms: int) -> Timeline:
    """Hold the levels of ``changes``, by time, the first of them at ``start_ms`` or before it, until ``end_ms``."""
    tracks = []
    for motor in range(len(changes[0].levels)):
        points: list[Breakpoint] = []
        level, hz = 0.0, DEFAULT_HZ
        for change in changes:
            now, t = change.levels[motor], max(0, change.t_ms - start_ms)
            if now != level:
                if points:
                    points.append(Breakpoint(t, level, hz))
                points.append(Breakpoint(t, now, change.carriers_hz[motor] or DEFAULT_HZ))
                level = now
            hz = change.carriers_hz[motor] or hz
        if level:
            points += [Breakpoint(end_ms - start_ms, level, hz), Breakpoint(end_ms - start_ms, 0.0, hz)]
        tracks.append(tuple(points))
    return Timeline(tuple(tracks), end_ms - start_ms)


def _piece(changes: Sequence[Change], at: int, stop: int) -> Piece:
    steps = []
    start, k = at, 1
    inside = [changes[0]]
    while start < stop:
        end, moves = min(start + STEP_MS, stop), 0
        while k < len(changes) and changes[k].t_ms < end:
            pairs = zip(inside[-1].levels, changes[k].levels, strict=True)
            moves += len({(before, after) for before, after in pairs if before != after})
            if changes[k].t_ms <= start:
                inside = []
            elif moves > STEP_MOVES:
                end = changes[k].t_ms
                break
            inside.append(changes[k])
            k += 1
        if any(any(change.levels) for change in inside):
            steps.append((start - at, hold_timeline(inside, start, end)))
        start, inside = end, inside[-1:]
    return Piece(tuple(steps), stop - at)


def _sources(recorded: Sequence[Motor], present: Sequence[Motor]) -> list[list[int]]:
    """Which of the recorded motors each one that is present plays."""
    found: list[list[int]] = [[] for _ in present]
    for source, motor in enumerate(recorded):
        found[_nearest(motor, present)].append(source)
    return [those or [_nearest(motor, recorded)] for those, motor in zip(found, present, strict=True)]


def _nearest(place: Motor, motors: Sequence[Motor]) -> int:
    return min(range(len(motors)), key=lambda k: (hypot(motors[k].x - place.x, motors[k].y - place.y), k))
