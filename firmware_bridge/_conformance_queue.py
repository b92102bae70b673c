"""Cases of the conformance run: the queue, stop and the dead-man. Each begins in a session of its own."""

from __future__ import annotations

from dataclasses import replace

from . import _wire as wire
from ._conformance_kit import FAR_OFF_MS, TOUCH, Cases, answered, deadman_ms, expect, has, touch_later
from ._dialogue import Dialogue, Mismatch, signed_us
from ._track_format import LONGEST_MS, Kind, Segment, Track, Voice, write_track
from ._wire import StatusFlags, StatusReason

CASES = Cases()
EARLY_MS = 5
"""So much sooner than it says a device may rest: it allows for its own ticks."""
BUSY_MS = 50
"""So much later, where it runs on a busy machine."""


@CASES.add("far", "A track that starts more than 10 s ahead or 20 s ago is FAR, and its number is not used up.")
def _far(talk: Dialogue) -> None:
    for ahead_ms in (10_500, -20_500, 1_000_000, -1_000_000):
        track = wire.Track(0, talk.epoch, talk.device_us(ahead_ms), TOUCH)
        answered(talk, track, StatusReason.FAR, seq=0, free_tracks=talk.hello.tracks)
        answered(talk, replace(track, seq=9), StatusReason.GAP, seq=0)
    for seq, ahead_ms in enumerate((9_500, -19_500)):
        near = wire.Track(seq, talk.epoch, talk.device_us(ahead_ms), TOUCH)
        answered(talk, near, StatusReason.OK, seq=seq + 1)


@CASES.add("full of tracks", "A track needs a free one; without it is FULL, and nothing of it is taken.")
def _full_of_tracks(talk: Dialogue) -> None:
    status = talk.status(wire.Ping())
    track = touch_later(talk)
    need = (len(TOUCH) + 1) // 2
    while status.free_tracks and status.free_segments >= need:
        room = {"free_tracks": status.free_tracks - 1, "free_segments": status.free_segments - 1}
        status = answered(talk, replace(track, seq=status.seq), StatusReason.OK, seq=(status.seq + 1) % 256, **room)
    same = {"seq": status.seq, "free_tracks": status.free_tracks, "free_segments": status.free_segments}
    answered(talk, replace(track, seq=status.seq), StatusReason.FULL, **same)
    far_off = replace(track, seq=status.seq, t0=talk.device_us(3 * FAR_OFF_MS))
    answered(talk, far_off, StatusReason.FAR, **same)


@CASES.add("full of segments", "A packet needs a free segment for every two of its bytes, rounded up; else it is FULL.")
def _full_of_segments(talk: Dialogue) -> None:
    eight = b"".join(bytes((9 * 4 + 1, 20 + n)) for n in range(8))
    status = answered(talk, replace(touch_later(talk), data=TOUCH[:3]), StatusReason.OK, seq=1)
    while status.free_segments >= 8:
        left = status.free_segments - 8
        more = wire.More(status.seq, talk.epoch, eight)
        status = answered(talk, more, StatusReason.OK, seq=(status.seq + 1) % 256, free_segments=left)
    same = {"seq": status.seq, "free_segments": status.free_segments}
    odd = eight[: 2 * status.free_segments] + b"\x25"
    answered(talk, wire.More(status.seq, talk.epoch, odd), StatusReason.FULL, **same)
    if status.free_segments:
        answered(talk, wire.More(status.seq, talk.epoch, odd[:-1]), StatusReason.OK, free_segments=0)


@CASES.add(
    "malformed track", "A track that cannot be understood is BAD, uses up its number and is skipped from there on."
)
def _malformed_track(talk: Dialogue) -> None:
    heads = [b"\x20\1\xff", b"\x80\1\xff", b"\x10\1\xff", b"\0\0\xff", b"\4\0\x40\1\xff"]
    if talk.hello.motors < wire.MAX_MOTORS:
        heads.append(bytes((0, 1 << talk.hello.motors, 255)))
    ends = [b"\2\x28", b"\3\x28", b"\x81\x81\x28"]
    track, seq = touch_later(talk), 0
    for data in (*heads, *(TOUCH[:3] + end for end in ends)):
        answered(talk, replace(track, seq=seq, data=data), StatusReason.BAD, seq=seq + 1)
        free = talk.hello.tracks if data in heads else talk.hello.tracks - 1
        rest = wire.More(seq + 1, talk.epoch, TOUCH)
        answered(talk, rest, StatusReason.OK, seq=seq + 2, free_tracks=free, free_segments=talk.hello.segments)
        talk.epoch, seq = (talk.epoch + 1) % 256, 0
        answered(talk, wire.Stop(talk.epoch), StatusReason.OK)
        track = replace(track, epoch=talk.epoch)


@CASES.add("after the end", "Bytes after the end of a track are skipped and are no error.")
def _after_the_end(talk: Dialogue) -> None:
    track = touch_later(talk)
    left = talk.hello.segments - 1
    answered(talk, replace(track, data=TOUCH + b"\xff\x29\xff"), StatusReason.OK, seq=1, free_segments=left)
    answered(talk, wire.More(1, talk.epoch, b"\x29\x3c" * 4), StatusReason.OK, seq=2, free_segments=left)


@CASES.add("stop repeated", "A STOP of the device's own epoch is a repeat and changes nothing.")
def _stop_repeated(talk: Dialogue) -> None:
    _stops_change_nothing(talk, (0,))


@CASES.add("stop overtaken", "A STOP of one of the eight epochs before the device's was overtaken and changes nothing.")
def _stop_overtaken(talk: Dialogue) -> None:
    _stops_change_nothing(talk, range(1, 9))
    ninth = (talk.epoch - 9) % 256
    answered(talk, wire.Stop(ninth), StatusReason.OK, seq=0, epoch=ninth, free_tracks=talk.hello.tracks)


def _stops_change_nothing(talk: Dialogue, ago: tuple[int, ...] | range) -> None:
    before = answered(talk, touch_later(talk), StatusReason.OK, seq=1)
    for epochs in ago:
        stop = wire.Stop((talk.epoch - epochs) % 256)
        answered(talk, stop, StatusReason.OK, seq=1, epoch=talk.epoch, free_tracks=before.free_tracks)


@CASES.add(
    "silence", "When the host is silent while something plays, the device rests and is halted until a new epoch."
)
def _silence(talk: Dialogue) -> None:
    bears_ms = deadman_ms(talk)
    answered(talk, wire.Watch(talk.watch_ms), StatusReason.OK)
    hold = Segment(Kind.HOLD, min(LONGEST_MS, 2 * bears_ms + 500), 40)
    talk.put(write_track(Track((Voice(1),), (hold,))), talk.device_us(talk.lead_ms))
    told = _halted(talk, 2 * bears_ms + 500)
    has(told, StatusFlags.HALTED)
    has(told, StatusFlags.BUSY, wanted=False)
    talk.wait_for(lambda: False, 100, alive=False)
    expect("the last report", max(talk.levels[-1].levels) if talk.levels else 0, 0)
    for packet in (wire.Ping(), wire.Watch(0), wire.Stop(talk.epoch), wire.Stop((talk.epoch - 1) % 256)):
        has(talk.status(packet), StatusFlags.HALTED)
    for track in (touch_later(talk), touch_later(talk, 7, (talk.epoch + 1) % 256), touch_later(talk, 7)):
        answered(talk, track, StatusReason.HALTED)
    talk.epoch = (talk.epoch + 1) % 256
    has(answered(talk, wire.Stop(talk.epoch), StatusReason.OK), StatusFlags.HALTED, wanted=False)
    answered(talk, touch_later(talk), StatusReason.OK, seq=1)


@CASES.add("bad packets feed nothing", "What is answered BAD is no sign of life.")
def _bad_packets_feed_nothing(talk: Dialogue) -> None:
    bears_ms = deadman_ms(talk)
    heard = answered(talk, touch_later(talk), StatusReason.OK)
    talk.wait_for(lambda: False, bears_ms * 0.5, alive=False)
    for wrong in (b"\x77", b"\3\0"):
        answered(talk, wrong, StatusReason.BAD)
    _halted_after(talk, heard.now, bears_ms)


@CASES.add("signs of life", "Any correct packet of a known type is a sign of life; HELLO ends a halt.")
def _signs_of_life(talk: Dialogue) -> None:
    bears_ms = deadman_ms(talk)
    answered(talk, touch_later(talk), StatusReason.OK)
    talk.wait_for(lambda: False, bears_ms * 0.6, alive=False)
    heard = talk.device_us()
    _halted_after(talk, heard, bears_ms)
    talk.hello_as(wire.MAJOR)
    answered(talk, touch_later(talk), StatusReason.OK, seq=1)


@CASES.add("rest needs nobody", "A device at rest with nothing queued does not mind silence.")
def _rest_needs_nobody(talk: Dialogue) -> None:
    talk.wait_for(lambda: talk.told, deadman_ms(talk) * 1.3, alive=False)
    has(talk.status(wire.Ping()), StatusFlags.HALTED, wanted=False)


def _halted(talk: Dialogue, within_ms: float) -> wire.Status:
    if not talk.wait_for(lambda: talk.told, within_ms + 2 * talk.link.lead_ms, alive=False):
        raise Mismatch(f"nothing came in {within_ms:.0f} ms of silence")
    expect("the reason of what it said by itself", wire.reason_name(talk.told[0].reason), "deadman")
    return talk.told[0]


def _halted_after(talk: Dialogue, heard_us: int, bears_ms: int) -> None:
    passed_ms = signed_us(_halted(talk, bears_ms + BUSY_MS + 100).now - heard_us) / 1000
    if not bears_ms - EARLY_MS <= passed_ms <= bears_ms + BUSY_MS:
        raise Mismatch(
            f"it was halted after {passed_ms:.0f} ms of silence, and it says that it rests within {bears_ms}"
        )
