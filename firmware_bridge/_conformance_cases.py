"""Cases of the conformance run: the session and the numbers of packets. Each begins in a session of its own."""

from __future__ import annotations

from dataclasses import replace

from . import _wire as wire
from ._conformance_kit import TOUCH, Cases, answered, expect, has, touch_later
from ._dialogue import QUIET_LEVEL, Dialogue, Mismatch, NotSeen, signed_us
from ._faults import Framed
from ._frame import frame, wrap
from ._wire import StatusFlags, StatusReason

CASES = Cases()


@CASES.add("hello", "HELLO is answered with HELLO_R and PLACES; there is room for at least 4 tracks and 48 segments.")
def _hello(talk: Dialogue) -> None:
    hello, places = talk.hello_as(wire.MAJOR)
    expect("what it says of itself the second time", replace(hello, max_level=0), replace(talk.hello, max_level=0))
    expect("what it says of its places the second time", places, talk.places)
    if hello.tracks < 4 or hello.segments < 48:
        raise Mismatch(f"it has room for {hello.tracks} tracks and {hello.segments} segments")
    if hello.duty > 100:
        raise Mismatch(f"its duty is {hello.duty} percent")


@CASES.add("hello begins anew", "HELLO empties the queue, ends WATCH, takes the epoch and makes 0 the next number.")
def _hello_begins_anew(talk: Dialogue) -> None:
    answered(talk, wire.Watch(talk.watch_ms), StatusReason.OK)
    answered(talk, touch_later(talk), StatusReason.OK, seq=1)
    talk.epoch = (talk.epoch + 1) % 256
    talk.hello_as(wire.MAJOR)
    has(answered(talk, wire.Ping(), StatusReason.OK, seq=0, epoch=talk.epoch), StatusFlags.BUSY, wanted=False)
    talk.put(TOUCH, talk.device_us(talk.lead_ms))
    talk.wait(talk.lead_ms + 100)
    expect("the number of reports without a watch", len(talk.levels), 0)


@CASES.add(
    "version", "A HELLO of another major version is answered the same and closes the session; minor ones may differ."
)
def _version(talk: Dialogue) -> None:
    hello, _ = talk.hello_as(wire.MAJOR + 1)
    expect("the major version it says", hello.major, wire.MAJOR)
    has(talk.status(wire.Ping()), StatusFlags.SESSION, wanted=False)
    talk.hello_as(wire.MAJOR, wire.MINOR + 9)
    has(talk.status(wire.Ping()), StatusFlags.SESSION)


@CASES.add("no session", "Without a session TRACK and MORE are refused with NO_SESSION; STOP needs none.")
def _no_session(talk: Dialogue) -> None:
    talk.hello_as(wire.MAJOR + 1)
    if talk.status(wire.Ping()).flags & StatusFlags.SESSION:
        raise NotSeen("its session stays open")
    answered(talk, touch_later(talk), StatusReason.NO_SESSION)
    answered(talk, wire.More(0, talk.epoch, TOUCH), StatusReason.NO_SESSION)
    answered(talk, wire.Stop((talk.epoch + 1) % 256), StatusReason.OK, epoch=(talk.epoch + 1) % 256)


@CASES.add(
    "time", "TIME is answered with its t1, when it came and when the answer left; the clock runs in microseconds."
)
def _time(talk: Dialogue) -> None:
    asked = []
    for t1 in (0xA1B2C3D4, 7):
        before_ms = talk.clock.now_ms()
        reply = talk.ask(wire.Time(t1))
        if not isinstance(reply, wire.TimeReply):
            raise Mismatch(f"time was answered with {reply.name}, not with time_r")
        expect("t1", reply.t1, t1)
        if signed_us(reply.sent - reply.received) < 0:
            raise Mismatch("it answered before it was asked")
        asked.append((before_ms, reply.received, talk.clock.now_ms()))
        talk.wait(100)
    (sent, first, back), (sent_again, second, back_again) = asked
    passed_ms = signed_us(second - first) / 1000
    if not (sent_again - back) * 0.98 - 2 <= passed_ms <= (back_again - sent) * 1.02 + 2:
        raise Mismatch(f"its clock went on by {passed_ms:.1f} ms in {sent_again - sent:.1f} ms")


@CASES.add("ping", "PING is answered with a STATUS: a session, nothing that plays or waits, all room free.")
def _ping(talk: Dialogue) -> None:
    free = {"free_tracks": talk.hello.tracks, "free_segments": talk.hello.segments}
    status = answered(talk, wire.Ping(), StatusReason.OK, seq=0, epoch=talk.epoch, **free)
    expect("flags", StatusFlags(status.flags & ~StatusFlags.BLOCKED), StatusFlags.SESSION)


@CASES.add("unknown type", "A packet of an unknown type is answered BAD, counts as an error and does nothing else.")
def _unknown_type(talk: Dialogue) -> None:
    _all_bad(talk, [b"\0", b"\x04\1", b"\x0f", b"\x15\1", b"\x7f\1\2", b"\x83", b"\xff"])


@CASES.add(
    "wrong length", "A byte more or less than a type has is answered BAD, counts as an error and does nothing else."
)
def _wrong_length(talk: Dialogue) -> None:
    epoch, other = bytes((talk.epoch,)), bytes(((talk.epoch + 1) % 256,))
    hello, track, quiet = b"\1\1\0" + other, b"\x10\0" + epoch, bytes((QUIET_LEVEL,))
    wrong = [hello[:3], hello + b"\0", b"\2\1\2\3", b"\2\1\2\3\4\5", b"\3\0", track + b"\1\2\3", b"\x11\0" + epoch]
    wrong += [b"\x12", b"\x12" + other + b"\0", b"\x13", b"\x13" + quiet + b"\0", b"\x14", b"\x14\0\0"]
    _all_bad(talk, wrong)


@CASES.add("long packets", "On a wire a TRACK and a MORE have up to 64 bytes, and no frame is longer.")
def _long_packets(talk: Dialogue) -> None:
    if talk.link.packet_bytes < wire.MAX_PACKET:
        raise NotSeen(f"this link carries {talk.link.packet_bytes} bytes at a time")
    free = talk.hello.segments
    holds = b"".join(bytes((9 * 4 + 1, 20 + n)) for n in range(30))
    track = replace(touch_later(talk), data=TOUCH[:3] + holds[:54])
    answered(talk, track, StatusReason.OK, seq=1, free_segments=free - 27)
    talk.epoch = (talk.epoch + 1) % 256
    answered(talk, wire.Stop(talk.epoch), StatusReason.OK)
    answered(talk, replace(touch_later(talk), data=TOUCH[:3]), StatusReason.OK, seq=1)
    answered(talk, wire.More(1, talk.epoch, holds + b"\0"), StatusReason.OK, seq=2, free_segments=free - 30)
    if isinstance(talk.link, Framed):
        errors = talk.status(wire.Ping()).errors
        talk.link.send_bytes(wrap(bytes((0x11, 2, talk.epoch)) + bytes(62)))
        answered(talk, wire.Ping(), StatusReason.OK, seq=2, errors=min(errors + 1, 0xFFFF))


def _all_bad(talk: Dialogue, wrong: list[bytes]) -> None:
    before = talk.status(wire.Ping())
    for number, data in enumerate(wrong, start=1):
        errors = min(before.errors + number, 0xFFFF)
        after = answered(talk, data, StatusReason.BAD, errors=errors, seq=before.seq, epoch=before.epoch)
        expect("flags", StatusFlags(after.flags), StatusFlags(before.flags))


@CASES.add("frames", "What is not a whole, correct frame is dropped and counted; the next one is read.")
def _frames(talk: Dialogue) -> None:
    if not isinstance(talk.link, Framed):
        raise NotSeen("this link has no frames of its own")
    errors = talk.status(wire.Ping()).errors
    whole = frame(wire.encode(wire.Stop((talk.epoch + 1) % 256)))
    for wrong in (bytes((whole[0], whole[1] ^ 1, *whole[2:])), b"\xff" * 40 + b"\0"):
        talk.link.send_bytes(wrong)
        errors = min(errors + 1, 0xFFFF)
        answered(talk, wire.Ping(), StatusReason.OK, errors=errors, epoch=talk.epoch)


@CASES.add("repeat", "One of the 128 numbers before the awaited one is a repeat: OK, and skipped.")
def _repeat(talk: Dialogue) -> None:
    track = touch_later(talk)
    first = answered(talk, track, StatusReason.OK, seq=1)
    for seq in (0, 255, 129):
        answered(talk, replace(track, seq=seq), StatusReason.OK, seq=1, free_tracks=first.free_tracks)
        more = wire.More(seq, talk.epoch, TOUCH)
        answered(talk, more, StatusReason.OK, seq=1, free_segments=first.free_segments)


@CASES.add("gap", "Any other number than the awaited one is a GAP, and nothing of it is taken.")
def _gap(talk: Dialogue) -> None:
    track = touch_later(talk)
    for seq in (1, 2, 100, 127):
        answered(talk, replace(track, seq=seq), StatusReason.GAP, seq=0, free_tracks=talk.hello.tracks)
        answered(talk, wire.More(seq, talk.epoch, TOUCH), StatusReason.GAP, seq=0)


@CASES.add("numbers wrap", "Numbers go on from 255 to 0; a MORE with no track open is skipped and is no error.")
def _numbers_wrap(talk: Dialogue) -> None:
    errors = talk.status(wire.Ping()).errors
    answers = talk.burst([wire.More(seq % 256, talk.epoch, b"\0") for seq in range(260)])
    for number, answer in enumerate(answers, start=1):
        if not isinstance(answer, wire.Status) or answer.reason != StatusReason.OK:
            raise Mismatch(f"the packet after {number - 1} others was not answered ok")
        expect(f"the number awaited after {number} packets", answer.seq, number % 256)
    answered(talk, wire.Ping(), StatusReason.OK, errors=errors)


@CASES.add("stale", "A packet of a track of another epoch is STALE, whatever its number, and nothing of it is taken.")
def _stale(talk: Dialogue) -> None:
    for step in (1, -1, 128):
        epoch = (talk.epoch + step) % 256
        for seq in (0, 1, 255):
            free = {"seq": 0, "free_tracks": talk.hello.tracks}
            answered(talk, touch_later(talk, seq, epoch), StatusReason.STALE, **free)
            answered(talk, wire.More(seq, epoch, TOUCH), StatusReason.STALE, **free)
