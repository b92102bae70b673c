"""Timelines as tracks of the wire protocol: envelopes in as few bytes as they can be. Pure.

::

    timeline ── parts (stretches above 0) ── share: who plays copies of whom ── fit: segments ── bytes ── packets

A level is within 1/255 of the timeline's, and rounded to 1/255, but never above its peak; onsets and jumps are exact
to the ms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from lexicon import Timeline

from ._fit import fit, most_segments
from ._follow import Point, Points, value_at
from ._glide import Glide, glide_of
from ._halves import Envelope, Envelopes, in_halves
from ._room import FREED_MS, HURRY_MS, Need, Room, needs
from ._track_format import Track, decode_track, track_level, write_track
from ._voices import MAX_SEGMENTS, Part, share
from ._wire import MAX_PACKET, MORE_HEAD, TRACK_HEAD

__all__ = ["TrackBytes", "decode_track", "encode_timeline", "packets", "track_level"]

ROOM = Room(tracks=8, segments=64)
"""Of the reference firmware."""
CUTS = (1, 2, 3, 4, 6, 8, 16)
"""Into how many windows an envelope is cut, until its tracks come in time."""
FEWEST = 6
"""Segments of a track at least, so that it is worth its packet."""
_TRACK, _MORE = 0x10, 0x11
_EXACT = 1e-6
"""A level of n / 255 is n, whatever a float makes of it."""


@dataclass(frozen=True, slots=True)
class TrackBytes:
    """One track, ready to be sent."""

    onset_ms: int
    """On the timeline; its t0."""
    data: bytes
    motors: int
    """Every motor that has a voice, as bits."""
    duration_ms: int
    """From the onset to the end of its last voice."""
    segments: int
    """Less the end."""
    needs: tuple[Need, ...] = ()
    """What its packets ask of a queue, on a wire."""


def encode_timeline(timeline: Timeline, *, carriers: bool, room: Room = ROOM) -> tuple[TrackBytes, ...]:
    """Turn ``timeline`` into tracks, by onset; nothing felt gives ().

    With ``carriers`` (voice coils) each track has its carrier, and where it glides, the glide to its own end. They
    are as few bytes as can come in time through a queue with ``room``. Raises ValueError for more than eight motors.
    """
    if len(timeline.tracks) > 8:
        raise ValueError(f"{len(timeline.tracks)} motors; it must be at most 8")
    known: dict[int, Envelope] = {}
    motors: dict[Envelope, int] = {}
    for k, track in enumerate(timeline.tracks):
        envelope = known.get(id(track))
        if envelope is None:
            hz = tuple([point.carrier_hz for point in track]) if carriers else ()
            known[id(track)] = envelope = tuple([(point.t_ms, point.level) for point in track]), hz
        motors[envelope] = motors.get(envelope, 0) | 1 << k
    return _encode(tuple(motors.items()), room)


def packets(track: TrackBytes, seq: int, epoch: int, t0_us: int, longest: int = MAX_PACKET) -> list[bytes]:
    """Cut ``track`` into packets of at most ``longest`` bytes, numbered from ``seq``, to begin at ``t0_us``.

    Numbers wrap: ``seq`` and ``epoch`` at 256, the device's time at 2^32.
    """
    data, first, more = track.data, longest - TRACK_HEAD, longest - MORE_HEAD
    epoch &= 255
    out = [bytes((_TRACK, seq & 255, epoch)) + (t0_us & 0xFFFFFFFF).to_bytes(4, "little") + data[:first]]
    for k, at in enumerate(range(first, len(data), more), start=1):
        out.append(bytes((_MORE, seq + k & 255, epoch)) + data[at : at + more])
    return out


@lru_cache(maxsize=128)
def _encode(envelopes: tuple[tuple[Envelope, int], ...], room: Room) -> tuple[TrackBytes, ...]:
    """In as few bytes as they can be, or in shorter tracks, where those would be in each other's way."""
    end_ms = max([points[-1][0] for (points, _), _ in envelopes if points], default=0)
    enough_ms = min(HURRY_MS, end_ms - FREED_MS)  # what comes next never has longer than this is
    best: tuple[float, tuple[TrackBytes, ...]] | None = None
    for made in _ways(envelopes, end_ms, room):
        spare_ms = room.spare_ms(made, end_ms)
        if best is None or spare_ms > best[0]:
            best = spare_ms, made
        if spare_ms >= enough_ms:
            break
    assert best is not None
    return best[1]


def _ways(envelopes: Envelopes, end_ms: int, room: Room) -> Iterator[tuple[TrackBytes, ...]]:
    """Ways to play them, those of few bytes first; the last one always finds room in time."""
    # Rounded down, so that no motor is ever stronger than what was asked for.
    top = int(max([level for (points, _), _ in envelopes for _, level in points], default=0.0) * 255 + _EXACT)
    for cuts in CUTS:
        if cuts > 1 and end_ms < cuts * HURRY_MS:
            break
        window_ms, segments = max(end_ms // cuts, 1), max(MAX_SEGMENTS // cuts, FEWEST)
        yield _in_windows(envelopes, window_ms, partial(_parts, top=top, segments=segments))
    yield in_halves(envelopes, room, lambda inside: _in_windows(inside, end_ms + 1, partial(_whole, top=top)))


def _in_windows(
    envelopes: Envelopes, window_ms: int, parts_of: Callable[[Points, int], list[Part]]
) -> tuple[TrackBytes, ...]:
    """Tracks of what begins within one window."""
    groups: dict[tuple[int, Glide | None], list[Part]] = {}
    glides: dict[Glide, None] = {}
    for (points, hz), mask in envelopes:
        for part in parts_of(points, mask):
            glide = glide_of(points, hz, part.onset_ms, part.onset_ms + part.points[-1][0], glides) if hz else None
            if glide:
                glides[glide] = None
            groups.setdefault((part.onset_ms // window_ms, glide), []).append(part)
    made = [
        _finished(placed.onset_ms, placed.track, glide)
        for (_, glide), parts in groups.items()
        for placed in share(parts, delays=glide is None or glide.slope == 0)  # a late voice glides late
    ]
    return tuple(sorted(made, key=lambda track: (track.onset_ms, track.motors, track.data)))


def _finished(onset: int, track: Track, glide: Glide | None) -> TrackBytes:
    if glide is not None:
        track = replace(track, carrier=glide.carrier(onset, track.duration_ms))
    data, count = write_track(track), len(track.segments)
    return TrackBytes(onset, data, track.motors, track.duration_ms, count, needs(track.segments, len(data)))


def _parts(track: Points, mask: int, top: int, segments: int) -> list[Part]:
    """The stretches above 0 of one motor's track, none of more than ``segments``."""
    parts: list[Part] = []
    stretch: list[Point] = []
    for t, y in _tidy(track, top):
        stretch.append((t, y))
        if y <= 0 and len(stretch) > 1:
            parts += _cut(mask, stretch, segments)
            stretch = [(t, 0.0)]
    return [*parts, *_cut(mask, stretch, segments)]


def _whole(track: Points, mask: int, top: int) -> list[Part]:
    """All of one motor's track, rests included."""
    points = _tidy(track, top)
    felt = [k for k, (_, y) in enumerate(points) if y > 0]
    return _cut(mask, points[max(felt[0] - 1, 0) : felt[-1] + 2], MAX_SEGMENTS) if felt else []


def _tidy(track: Points, top: int) -> list[Point]:
    """Levels of 255, none above ``top``; of several points at one time the first and the last."""
    out: list[Point] = []
    for t, level in track:
        if len(out) > 1 and out[-1][0] == out[-2][0] == t:
            out.pop()
        out.append((t, min(level * 255, top)))
    if len(out) > 1 and out[0][0] == out[1][0]:
        out.pop(0)
    return out


def _cut(mask: int, points: list[Point], most: int) -> list[Part]:
    """One part, or as many as it takes for each to have room in a track."""
    if len(points) > 1 and points[-1][0] == points[-2][0]:
        points = points[:-1]
    if len(points) > 1 and points[0][0] == points[1][0]:
        points = points[1:]
    if len(points) < 2 or (len(points) == 2 and points[0][1] <= 0 and points[1][1] <= 0):
        return []
    onset = points[0][0]
    moved: Points = tuple([(t - onset, y) for t, y in points])
    if most_segments(moved) < most:
        return [Part(mask, onset, moved)]
    parts = []
    while len(segments := fit(moved).segments) > most - 1:
        cut = sum(s.ms for s in segments[: most - 2])
        head = [p for p in moved if p[0] < cut] + [(cut, value_at(moved, cut, before=True))]
        tail = [(cut, value_at(moved, cut))] + [p for p in moved if p[0] > cut]
        parts.append(Part(mask, onset, tuple(head)))
        moved, onset = tuple((t - cut, y) for t, y in tail), onset + cut
    return [*parts, Part(mask, onset, moved)]
