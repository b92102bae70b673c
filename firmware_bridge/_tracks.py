"""Timelines as tracks of the wire protocol: envelopes in as few bytes as they can be. Pure.

::

    timeline ── parts (stretches above 0) ── share: who plays copies of whom ── fit: segments ── bytes ── packets

A level is within 1/255 of the timeline's, and rounded to 1/255, but never above its peak; onsets and jumps are exact
to the ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from lexicon import Breakpoint, Timeline

from ._fit import Points, find_chop, fit, value_at
from ._track_format import Carrier, Track, decode_track, track_level, write_track
from ._voices import MAX_SEGMENTS, Part, share

__all__ = ["TrackBytes", "decode_track", "encode_timeline", "packets", "track_level"]

FIRST_BYTES = 13
"""Of a track in its first packet."""
MORE_BYTES = 17
"""Of a track in each packet after it."""
_TRACK, _MORE = 0x10, 0x11
_SAME_HZ = 1.5
"""Carriers closer than this are one: a track names them in steps of 2 Hz."""
_MAX_HZ = 510
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


def encode_timeline(timeline: Timeline, *, carriers: bool) -> tuple[TrackBytes, ...]:
    """Turn ``timeline`` into tracks, by onset; nothing felt gives ().

    With ``carriers`` (voice coils) each track has its carrier, and where it glides, the glide to its own end. Raises
    ValueError for more than eight motors.
    """
    if len(timeline.tracks) > 8:
        raise ValueError(f"{len(timeline.tracks)} motors; it must be at most 8")
    return _encode(timeline.tracks, carriers)


def packets(track: TrackBytes, seq: int, epoch: int, t0_us: int) -> list[bytes]:
    """Cut ``track`` into packets of at most 20 bytes, numbered from ``seq``, to begin at device time ``t0_us``.

    Numbers wrap: ``seq`` and ``epoch`` at 256, the time at 2^32.
    """
    data = track.data
    epoch &= 255
    out = [bytes((_TRACK, seq & 255, epoch)) + (t0_us & 0xFFFFFFFF).to_bytes(4, "little") + data[:FIRST_BYTES]]
    for k, at in enumerate(range(FIRST_BYTES, len(data), MORE_BYTES), start=1):
        out.append(bytes((_MORE, seq + k & 255, epoch)) + data[at : at + MORE_BYTES])
    return out


@lru_cache(maxsize=128)
def _encode(tracks: tuple[tuple[Breakpoint, ...], ...], carriers: bool) -> tuple[TrackBytes, ...]:
    masks: dict[tuple[Breakpoint, ...], int] = {}
    for k, points in enumerate(tracks):
        masks[points] = masks.get(points, 0) | 1 << k
    # Rounded down, so that no motor is ever stronger than what was asked for.
    top = int(max((point.level for points in tracks for point in points), default=0.0) * 255 + _EXACT)
    groups: dict[_Glide | None, list[Part]] = {}
    for points, mask in masks.items():
        for part in _parts(points, mask, top):
            glide = _glide(points, part, groups) if carriers else None
            groups.setdefault(glide, []).append(part)
    made = [
        _finished(placed.onset_ms, placed.track, glide)
        for glide, parts in groups.items()
        for placed in share(parts, delays=glide is None or glide.slope == 0)  # a late voice glides late
    ]
    return tuple(sorted(made, key=lambda track: (track.onset_ms, track.motors, track.data)))


def _finished(onset: int, track: Track, glide: _Glide | None) -> TrackBytes:
    if glide is not None:
        track = replace(track, carrier=glide.carrier(onset, track.duration_ms))
    return TrackBytes(onset, write_track(track), track.motors, track.duration_ms, len(track.segments))


def _parts(track: tuple[Breakpoint, ...], mask: int, top: int) -> list[Part]:
    """The stretches above 0 of one motor's track, none longer than one track's segments."""
    parts: list[Part] = []
    stretch: list[tuple[int, float]] = []
    for t, y in _tidy(track, top):
        stretch.append((t, y))
        if y <= 0:
            parts += _cut(mask, stretch)
            stretch = [(t, 0.0)]
    return [*parts, *_cut(mask, stretch)]


def _tidy(track: tuple[Breakpoint, ...], top: int) -> list[tuple[int, float]]:
    """Levels of 255, none above ``top``; of several points at one time the first and the last."""
    out: list[tuple[int, float]] = []
    for point in track:
        if len(out) > 1 and out[-1][0] == out[-2][0] == point.t_ms:
            out.pop()
        out.append((point.t_ms, min(point.level * 255, top)))
    if len(out) > 1 and out[0][0] == out[1][0]:
        out.pop(0)
    return out


def _cut(mask: int, points: list[tuple[int, float]]) -> list[Part]:
    """One part, or as many as it takes for each to have room in a track."""
    if len(points) > 1 and points[-1][0] == points[-2][0]:
        points = points[:-1]
    if len(points) > 1 and points[0][0] == points[1][0]:
        points = points[1:]
    if len(points) < 2 or max(y for _, y in points) <= 0:
        return []
    onset = points[0][0]
    moved: Points = tuple((t - onset, y) for t, y in points)
    parts = []
    while len(segments := fit(moved, find_chop([moved]))) > MAX_SEGMENTS - 1:
        cut = sum(s.ms for s in segments[: MAX_SEGMENTS - 2])
        head = [p for p in moved if p[0] < cut] + [(cut, value_at(moved, cut, before=True))]
        tail = [(cut, value_at(moved, cut))] + [p for p in moved if p[0] > cut]
        parts.append(Part(mask, onset, tuple(head)))
        moved, onset = tuple((t - cut, y) for t, y in tail), onset + cut
    return [*parts, Part(mask, onset, moved)]


@dataclass(frozen=True, slots=True)
class _Glide:
    """A frequency that changes evenly, or not at all."""

    t_ms: int
    hz: float
    slope: float

    def at(self, t: int) -> float:
        return self.hz + self.slope * (t - self.t_ms)

    def carrier(self, onset: int, span: int) -> Carrier:
        """From ``onset`` on for ``span`` ms."""
        hz, end = (min(max(round(self.at(t)), 0), _MAX_HZ) for t in (onset, onset + span))
        return Carrier(hz, end, span) if hz != end and 0 < span < 65536 else Carrier(hz, hz, 0)


def _glide(track: tuple[Breakpoint, ...], part: Part, known: Iterable[_Glide | None]) -> _Glide:
    """The first glide of ``known`` that ``part`` is on, else that of the track's corners next to it."""
    start, end = part.onset_ms, part.onset_ms + part.points[-1][0]
    a = max((p for p in track if p.t_ms <= start), key=lambda p: p.t_ms)
    b = min((p for p in track if p.t_ms >= end), key=lambda p: p.t_ms)
    for glide in known:
        if glide and all(abs(glide.at(p.t_ms) - p.carrier_hz) <= _SAME_HZ for p in (a, b)):
            return glide
    slope = (b.carrier_hz - a.carrier_hz) / (b.t_ms - a.t_ms) if b.t_ms > a.t_ms else 0.0
    return _Glide(a.t_ms, a.carrier_hz, slope)
