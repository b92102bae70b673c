"""Cases of the conformance run that are felt, weakly: what `LEVELS` says against the arithmetic of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import _wire as wire
from ._conformance_kit import TOUCH, Cases, answered, expect, has, touch_later
from ._dialogue import Dialogue, Mismatch, signed_us
from ._track_format import Carrier, Chop, Kind, Segment, Track, Voice, track_level, write_track
from ._wire import StatusFlags, StatusReason

NEAR_US = (-1000, -500, 0, 500, 1000)
"""A report may be a millisecond off: a device looks at its clock that often."""
SLACK_MS = 70
"""For how long a report may be out of date, beside the time between reports."""
ALL = 0xFF
LIMIT_LEVEL = 32
CASES = Cases()
"""The last one leaves the limit lower."""


def _one(*segments: Segment, chop: Chop | None = None, gain: int = 255, ended: bool = True) -> Track:
    return Track((Voice(1, gain),), segments, chop, ended=ended)


def _played(talk: Dialogue, tracks: Sequence[tuple[int, Track]], *, cut: Sequence[int] = (), ago_ms: int = 0) -> None:
    """Play tracks (offset in ms, track) and compare; with ``ago_ms`` they begin so long before they are sent."""
    answered(talk, wire.Watch(talk.watch_ms), StatusReason.OK)
    t0_us = talk.device_us(-ago_ms if ago_ms else talk.lead_ms)
    taken = [talk.put(write_track(track), t0_us + at * 1000, cut=cut) for at, track in tracks]
    heard_us = signed_us(taken[-1].now - t0_us)
    length_ms = max(at + track.duration_ms for at, track in tracks)
    left_ms = length_ms - heard_us / 1000
    talk.wait(max(0.0, left_ms) + SLACK_MS + talk.watch_ms + 2 * talk.link.lead_ms)
    motors, limit = talk.hello.motors, talk.limit

    def wanted(u_us: int) -> tuple[int, ...]:
        out = [0] * motors
        for at, track in tracks:
            for voice in track.voices:
                level = min(limit, track_level(track, voice, u_us - (at + voice.delay_ms) * 1000))
                out = [max(own, level) if voice.motors >> m & 1 else own for m, own in enumerate(out)]
        return tuple(out)

    reports = [(signed_us(report.now - t0_us), report.levels) for report in talk.levels]
    _compare(reports, wanted, max(0, heard_us // 1000) if ago_ms else 0, length_ms, SLACK_MS + talk.watch_ms)


Reports = Sequence["tuple[int, tuple[int, ...]]"]


def _compare(
    reports: Reports, wanted: Callable[[int], tuple[int, ...]], first_ms: int, length_ms: int, slack_ms: int
) -> None:
    """Raise `Mismatch` where a report is wrong for its time, or where one is missing."""
    for u_us, levels in reports:
        motor = _off(levels, [wanted(u_us + by) for by in NEAR_US])
        if motor is not None:
            right = wanted(u_us)[motor]
            raise Mismatch(f"{u_us / 1000:.1f} ms after its start m{motor + 1} is at {levels[motor]}, not {right}")
    by_ms = [wanted(t * 1000 + at) for t in range(length_ms + slack_ms + 1) for at in (0, 999)]
    held: tuple[int, ...] = (0,) * len(by_ms[0])
    left = list(reports)
    for t in range(first_ms, length_ms + slack_ms + 1):
        while left and left[0][0] <= t * 1000:
            held = left.pop(0)[1]
        motor = None if t < first_ms + slack_ms else _off(held, by_ms[2 * max(first_ms, t - slack_ms) : 2 * t + 1])
        if motor is not None:
            right = by_ms[2 * t][motor]
            raise Mismatch(f"{t} ms after its start m{motor + 1} was last said to be at {held[motor]}, not {right}")


def _off(levels: tuple[int, ...], near: Sequence[tuple[int, ...]]) -> int | None:
    """The first motor that is at none of the levels it has or passes; None when all are right."""
    if len(levels) != len(near[0]):
        raise Mismatch(f"it reports {len(levels)} levels for {len(near[0])} motors")
    for motor, level in enumerate(levels):
        if not min(one[motor] for one in near) <= level <= max(one[motor] for one in near):
            return motor
    return None


@CASES.add(
    "hold", "A hold jumps to its level and stays there; one of 0 ms is a jump alone. The track is freed after it."
)
def _hold(talk: Dialogue) -> None:
    parts = (
        Segment(Kind.HOLD, 120, 30),
        Segment(Kind.HOLD, 90, 0),
        Segment(Kind.HOLD, 0, 60),
        Segment(Kind.RAMP, 70, 45),
        Segment(Kind.HOLD, 80, 45),
    )
    _played(talk, [(0, _one(*parts))])
    free = {"free_tracks": talk.hello.tracks, "free_segments": talk.hello.segments}
    has(answered(talk, wire.Ping(), StatusReason.OK, **free), StatusFlags.BUSY, wanted=False)


@CASES.add("ramp", "A ramp is a straight line from the level before it.")
def _ramp(talk: Dialogue) -> None:
    _played(talk, [(0, _one(Segment(Kind.RAMP, 200, 60), Segment(Kind.RAMP, 31, 20), Segment(Kind.RAMP, 120, 0)))])


@CASES.add("ease", "An ease is a raised cosine in four straight pieces, from or to 0, but never below its lower end.")
def _ease(talk: Dialogue) -> None:
    _played(talk, [(0, _one(Segment(Kind.EASE, 203, 60), Segment(Kind.EASE, 150, 5), Segment(Kind.EASE, 160, 60)))])


@CASES.add("root", "A root is a square root in three straight pieces; a fall goes back the way of a rise.")
def _root(talk: Dialogue) -> None:
    _played(talk, [(0, _one(Segment(Kind.ROOT, 203, 60), Segment(Kind.ROOT, 190, 5), Segment(Kind.ROOT, 160, 60)))])


@CASES.add("chop", "Every second part of a chopped piece plays a share of its line; a piece of too few parts is whole.")
def _chop(talk: Dialogue) -> None:
    parts = (Segment(Kind.RAMP, 250, 60), Segment(Kind.RAMP, 90, 20), Segment(Kind.HOLD, 120, 40))
    _played(talk, [(0, _one(*parts, Segment(Kind.EASE, 480, 0), chop=Chop(35, 80)))])


@CASES.add("gain", "A voice plays its gain's share of the envelope, rounded to the nearest level.")
def _gain(talk: Dialogue) -> None:
    parts = (Segment(Kind.RAMP, 150, 120), Segment(Kind.HOLD, 100, 99))
    _played(talk, [(0, _one(*parts, gain=101))])


@CASES.add("voices", "Each voice plays the envelope on its motors after its delay.")
def _voices(talk: Dialogue) -> None:
    every, last = ALL >> (8 - talk.hello.motors), 1 << (talk.hello.motors - 1)
    voices = (Voice(1), Voice(last, delay_ms=160), Voice(every, delay_ms=70))
    _played(talk, [(0, Track(voices, (Segment(Kind.RAMP, 120, 60),)))])


@CASES.add("head", "A track may have all parts of a head, and may be cut anywhere.")
def _head(talk: Dialogue) -> None:
    voices = (Voice(1), Voice(1 << (talk.hello.motors - 1)))
    parts = (Segment(Kind.RAMP, 150, 60), Segment(Kind.HOLD, 100, 10))
    whole = Track(voices, parts, Chop(200, 90), Carrier(170, 240, 250))
    _played(talk, [(0, whole)], cut=(0, 1, 2, 1, 3, 1, 1, 4, 1, 1))


@CASES.add("overlap", "Where voices or tracks overlap, a motor has the highest of them.")
def _overlap(talk: Dialogue) -> None:
    long, short = _one(Segment(Kind.HOLD, 260, 30)), _one(Segment(Kind.RAMP, 100, 60))
    _played(talk, [(0, long), (90, short)])


@CASES.add(
    "late", "A track that comes after its t0 is counted, and what is left of it plays as if it had come in time."
)
def _late(talk: Dialogue) -> None:
    late = talk.status(wire.Ping()).late
    _played(talk, [(0, _one(Segment(Kind.RAMP, 600, 60)))], ago_ms=200)
    answered(talk, wire.Ping(), StatusReason.OK, late=min(late + 1, 0xFFFF))


@CASES.add("underrun", "At the end of a track whose end has not come its motors are at 0; that is counted once.")
def _underrun(talk: Dialogue) -> None:
    underruns = min(talk.status(wire.Ping()).underruns + 1, 0xFFFF)
    _played(talk, [(0, _one(Segment(Kind.HOLD, 120, 40), ended=False))])
    answered(talk, wire.Ping(), StatusReason.OK, underruns=underruns, free_tracks=talk.hello.tracks - 1)
    answered(talk, touch_later(talk, talk.seq), StatusReason.OK)
    answered(talk, wire.Ping(), StatusReason.OK, underruns=underruns, free_tracks=talk.hello.tracks - 1)


@CASES.add("watch", "LEVELS come on change, no more often than asked for, and not at all after WATCH 0.")
def _watch(talk: Dialogue) -> None:
    every_ms = 60
    answered(talk, wire.Watch(every_ms), StatusReason.OK)
    ramp = write_track(_one(Segment(Kind.RAMP, 300, 60)))
    talk.put(ramp, talk.device_us(talk.lead_ms))
    talk.wait(talk.lead_ms + 300 + SLACK_MS + every_ms)
    at = [report.now for report in talk.levels]
    gaps = [signed_us(b - a) / 1000 for a, b in zip(at, at[1:], strict=False)]
    if not gaps or min(gaps) < every_ms:
        raise Mismatch(f"{len(at)} reports came, {min(gaps, default=0):.1f} ms apart at least")
    expect("the last report", max(talk.levels[-1].levels), 0)
    answered(talk, wire.Watch(0), StatusReason.OK)
    talk.levels.clear()
    talk.put(TOUCH, talk.device_us(talk.lead_ms))
    talk.wait(talk.lead_ms + 100)
    expect("the number of reports after WATCH 0", len(talk.levels), 0)


@CASES.add(
    "stop", "STOP of another epoch brings the motors to rest on receipt, empties the queue and makes 0 the next number."
)
def _stop(talk: Dialogue) -> None:
    answered(talk, wire.Watch(talk.watch_ms), StatusReason.OK)
    long = write_track(_one(Segment(Kind.HOLD, 2000, 40)))
    talk.put(long, talk.device_us(talk.lead_ms))
    if not talk.wait_for(lambda: talk.levels, talk.lead_ms + 300, alive=True):
        raise Mismatch("no report came of a track that should play")
    talk.epoch, before = (talk.epoch + 1) % 256, len(talk.levels)
    free = {"free_tracks": talk.hello.tracks, "free_segments": talk.hello.segments}
    stop = answered(talk, wire.Stop(talk.epoch), StatusReason.OK, seq=0, epoch=talk.epoch, **free)
    has(stop, StatusFlags.BUSY, wanted=False)
    talk.wait(150)
    after = [report for report in talk.levels[before:] if signed_us(report.now - stop.now) >= 0]
    if not after or any(after[0].levels):
        raise Mismatch("the next report after it was no rest")
    took_ms = signed_us(after[0].now - stop.now) / 1000
    if took_ms > talk.watch_ms + SLACK_MS:
        raise Mismatch(f"rest was reported {took_ms:.0f} ms after it")
    expect("the number of reports after the one of rest", len(after) - 1, 0)


@CASES.add(
    "stopped for good", "Nothing that was sent before a STOP can play after it: it is dropped, or its epoch is stale."
)
def _stopped_for_good(talk: Dialogue) -> None:
    answered(talk, wire.Watch(talk.watch_ms), StatusReason.OK)
    t0_us = talk.device_us(talk.lead_ms + 100)
    talk.put(TOUCH, t0_us)
    old, talk.epoch = talk.epoch, (talk.epoch + 1) % 256
    answered(talk, wire.Stop(talk.epoch), StatusReason.OK)
    for seq in (0, 1):
        answered(talk, wire.Track(seq, old, t0_us, TOUCH), StatusReason.STALE)
    talk.wait(talk.lead_ms + 250)
    expect("the number of reports after it", len(talk.levels), 0)


@CASES.add("limit", "LIMIT lowers the highest level; neither a higher LIMIT nor HELLO raises it.")
def _limit(talk: Dialogue) -> None:
    talk.limit = min(talk.limit, LIMIT_LEVEL)
    answered(talk, wire.Limit(LIMIT_LEVEL), StatusReason.OK)
    answered(talk, wire.Limit(255), StatusReason.OK)
    talk.hello_as(wire.MAJOR)
    _played(talk, [(0, _one(Segment(Kind.RAMP, 150, 80), Segment(Kind.HOLD, 100, 80)))])
