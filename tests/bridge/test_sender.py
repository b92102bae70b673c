"""Packets on their way: in order, never more than the window, again where one was lost, none twice without need."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge._model import DeviceModel, ModelConfig
from firmware_bridge._sender import Sender
from firmware_bridge._tracks import encode_timeline
from firmware_bridge._wire import Hello, Status, StatusReason, Stop, Track, decode, encode
from lexicon import GRID, Breakpoint, Timeline

WINDOW = 4


def track(level: float = 0.5):
    points = (Breakpoint(0, level, 0), Breakpoint(300, level, 0), Breakpoint(300, 0.0, 0))
    (found,) = encode_timeline(Timeline((points,) * 4, 300), carriers=False)
    return found


def status(seq: int, reason: StatusReason = StatusReason.OK, epoch: int = 0) -> Status:
    return Status(reason, seq, epoch, 9, 8, 64, 0, 0, 0, 0, 1)


def numbers(sent: list[bytes]) -> list[int]:
    return [data[1] for data in sent]


def filled(count: int) -> Sender:
    sender = Sender(WINDOW, 20)
    for _ in range(count):
        sender.put(track(), 0, 300.0)
    return sender


def test_no_more_than_the_window_is_under_way() -> None:
    sender = filled(9)
    assert numbers(sender.due(0.0)) == [0, 1, 2, 3]
    assert sender.due(1.0) == []
    sender.answered(status(2), 2.0)
    assert numbers(sender.due(2.0)) == [4, 5]
    assert sender.under_way == WINDOW


def test_a_gap_sends_again_from_there_once() -> None:
    sender = filled(5)
    sender.due(0.0)
    sender.answered(status(1, StatusReason.GAP), 1.0)
    assert numbers(sender.due(1.0)) == [1, 2, 3, 4]
    sender.answered(status(1, StatusReason.GAP), 1.5)
    assert sender.due(1.5) == []


def test_after_silence_one_packet_finds_out_what_the_device_has() -> None:
    sender = filled(6)
    sender.due(0.0)
    late_ms = sender.retry_ms
    assert sender.next_deadline() == late_ms
    assert sender.due(late_ms - 1) == []
    assert numbers(sender.due(late_ms)) == [0]
    assert sender.resent == 1
    sender.answered(status(1), late_ms + 1)
    assert numbers(sender.due(late_ms + 1)) == [1, 2, 3, 4]
    assert sender.resent == 4


def test_after_silence_an_answer_to_what_was_sent_before_counts() -> None:
    sender = filled(6)
    sender.due(0.0)
    assert numbers(sender.due(sender.retry_ms)) == [0]
    sender.answered(status(4), 200.0)
    assert numbers(sender.due(200.0)) == [4, 5]
    assert sender.resent == 1


def test_a_radio_that_has_become_slow_is_not_flooded() -> None:
    """What is sent again stands in front of a stop: at 48.75 ms three events carry twelve packets."""
    sender = filled(9)
    for _ in range(9):
        sender.took(9.0)  # a radio that was quick at first
    sent = [data for ms in range(150) for data in sender.due(float(ms))]
    assert numbers(sent) == [0, 1, 2, 3, 0, 0, 0]


def test_however_long_the_silence_is_it_is_asked_again() -> None:
    sender = filled(1)
    sender.due(0.0)
    times = []
    for _ in range(8):
        deadline = sender.next_deadline()
        assert deadline is not None
        times.append(deadline)
        assert numbers(sender.due(deadline)) == [0]
    assert [round(b - a) for a, b in zip([0.0, *times], times, strict=False)] == [80, 80, 80, 80, 160, 320, 640, 1000]


def test_what_did_not_fit_is_offered_again_later() -> None:
    sender = filled(3)
    sender.due(0.0)
    sender.answered(status(1, StatusReason.FULL), 1.0)
    assert sender.due(2.0) == []
    deadline = sender.next_deadline()
    assert deadline is not None
    assert numbers(sender.due(deadline)) == [1, 2]


def room(seq: int, tracks: int, segments: int, reason: StatusReason = StatusReason.OK) -> Status:
    return replace(status(seq, reason), free_tracks=tracks, free_segments=segments)


def test_what_has_no_room_waits_until_the_oldest_track_is_over() -> None:
    sender = filled(6)
    sender.due(0.0)
    sender.answered(room(4, 0, 40), 1.0)
    assert sender.due(2.0) == []
    assert sender.next_deadline() == 301.0
    assert numbers(sender.due(301.0)) == [4, 5]


def test_what_is_over_makes_room_for_as_many_while_others_are_under_way() -> None:
    sender = Sender(WINDOW, 20)
    for end_ms in (100.0, 200.0, 200.0, 300.0, 400.0, 500.0):
        sender.put(track(), 0, end_ms)
    sender.tracks = 4
    sender.due(0.0)
    sender.answered(room(3, 1, 40), 1.0)
    assert sender.due(1.0) == []  # 3 is under way, and takes the last place
    assert sender.next_deadline() == 1.0 + sender.retry_ms
    sender.answered(room(4, 0, 40), 2.0)
    assert sender.due(2.0) == []
    assert sender.next_deadline() == 101.0
    assert numbers(sender.due(101.0)) == [4]
    assert sender.next_deadline() == 101.0 + sender.retry_ms
    sender.answered(room(5, 0, 40), 102.0)
    assert sender.due(102.0) == []
    assert numbers(sender.due(201.0)) == [5]


def test_a_track_that_the_device_still_plays_is_waited_for_bit_by_bit() -> None:
    """Its clock is behind: what should be over by the host's is not."""
    sender = filled(6)
    sender.tracks = 4
    sender.due(0.0)
    sender.answered(room(4, 0, 40), 1.0)
    assert sender.due(1.0) == []
    assert numbers(sender.due(301.0)) == [4, 5]
    waits = []
    now = 301.0
    for _ in range(8):
        sender.answered(room(4, 0, 40, StatusReason.FULL), now)
        sender.answered(room(4, 0, 40, StatusReason.GAP), now)
        assert sender.due(now) == []
        deadline = sender.next_deadline()
        assert deadline is not None
        waits.append(deadline - now)
        now = deadline
        assert numbers(sender.due(now)) == [4, 5]
    assert waits == [2, 2, 4, 8, 16, 20, 20, 20]


def test_room_that_the_device_speaks_of_is_used_at_once() -> None:
    sender = filled(6)
    sender.due(0.0)
    sender.answered(room(4, 0, 40), 1.0)
    assert sender.due(2.0) == []
    sender.answered(room(4, 1, 40), 3.0)
    assert numbers(sender.due(3.0)) == [4]


def test_of_a_window_that_does_not_fit_one_packet_is_offered_again() -> None:
    sender = filled(6)
    sender.due(0.0)
    sender.answered(room(2, 0, 2, StatusReason.FULL), 1.0)
    sender.answered(room(2, 0, 2, StatusReason.GAP), 1.1)
    assert numbers(sender.due(301.0)) == [2]
    assert sender.resent == 1
    sender.answered(room(2, 0, 2, StatusReason.FULL), 302.0)
    deadline = sender.next_deadline()
    assert deadline is not None
    assert numbers(sender.due(deadline)) == [2]


def test_a_new_epoch_begins_with_nothing() -> None:
    sender = filled(3)
    sender.due(0.0)
    sender.restart(7)
    assert sender.idle
    assert sender.next_deadline() is None
    sender.put(track(), 0, 300.0)
    sender.answered(status(3, epoch=0), 1.0)
    (data,) = sender.due(1.0)
    packet = decode(data)
    assert isinstance(packet, Track)
    assert (packet.seq, packet.epoch) == (0, 7)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), loss=st.sampled_from([0.0, 0.1, 0.4]))
def test_over_a_bad_link_the_device_takes_all_in_order(seed: int, loss: float) -> None:
    """Losses and doubles both ways; the device itself is the judge, since it refuses whatever is out of order."""
    rng = random.Random(seed)
    device = DeviceModel(ModelConfig.of(GRID), 1, 0)
    device.receive(encode(Hello(1, 0, 0)), 0)
    device.receive(encode(Stop(1)), 0)
    sender = Sender(WINDOW, 20)
    sender.restart(1)
    wanted = 40
    for n in range(wanted):
        sender.put(track(0.2), 10_000 * n, 10.0 * n + 300)
    now = 0.0
    while not sender.idle:
        now += 5.0
        assert now < 60_000, "it does not come to an end"
        answers: list[bytes] = []
        for data in sender.due(now):
            for _ in range(0 if rng.random() < loss else 1 + (rng.random() < loss / 2)):
                answers += device.receive(data, int(now * 1000))
        for answer in answers:
            packet = decode(answer)
            if isinstance(packet, Status) and rng.random() >= loss:
                sender.answered(packet, now)
    found = [decode(answer) for answer in device.receive(encode(Stop(1)), int(now * 1000))]
    assert any(isinstance(packet, Status) and packet.seq == wanted % 256 for packet in found)


@pytest.mark.parametrize("seq", [200, 5, 255])
def test_an_answer_to_nothing_that_is_under_way_changes_nothing(seq: int) -> None:
    sender = filled(3)
    sender.due(0.0)
    sender.answered(status(seq), 1.0)
    assert sender.under_way == 3
