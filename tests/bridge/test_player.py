"""The player, driven with an integer `now`: what is due, the queue, late steps, and stopping."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from firmware_bridge import Admission, Finished, LateFrames, Player, Started, Stretched
from lexicon import Frame


def frame(t_ms, level, motors=1):
    return Frame(t_ms, (level,) * motors, (170,) * motors)


def block(on_ms=100, level=0.5):
    """A level from 0 to ``on_ms``, then rest."""
    return [frame(0, level), frame(on_ms, 0.0)]


def levels(frames):
    return [(f.t_ms, f.levels[0]) for f in frames]


def play(player, until):
    """Every whole millisecond: (time, level)."""
    return [item for now in range(until) for item in levels(player.due(now))]


def test_frames_come_at_their_time():
    player = Player(1)
    assert player.begin(1) is Admission.PLAYING
    assert player.append(1, 50, block(), 10)
    assert player.end(1, 200, 10)
    assert player.next_deadline() == 60
    assert play(player, 205) == [(60, 0.5), (160, 0.0)]
    assert player.next_deadline() == 210
    assert not player.idle
    player.due(210)
    assert player.idle
    assert player.take_events() == [Started(1, 10), Finished(1, 210)]
    assert player.played_ms == 200


def test_a_start_between_milliseconds_is_the_next_whole_one():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, block(), 7.3)
    assert player.due(7.9) == []
    assert levels(player.due(8)) == [(8, 0.5)]


def test_of_late_frames_only_the_newest_is_given():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, [frame(t, 0.1 + t / 1000) for t in (0, 20, 40, 60)] + [frame(80, 0)], 0)
    assert levels(player.due(45)) == [(40, 0.14)]
    assert player.late == 2
    assert LateFrames(2) in player.take_events()
    assert levels(player.due(60)) == [(60, 0.16)]
    assert player.late == 2


def test_two_frames_at_one_time_are_no_lateness():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, block(100), 0)
    player.append(1, 100, block(100, 0.3), 0)
    assert levels(player.due(0)) == [(0, 0.5)]
    assert levels(player.due(100)) == [(100, 0.3)]
    assert player.late == 0


def test_a_device_with_a_queue_gets_what_comes_ahead():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, [frame(t, 0.5) for t in (0, 20, 40, 60)] + [frame(80, 0)], 0)
    assert [f.t_ms for f in player.due(25, ahead_ms=20)] == [20, 40]
    assert [f.t_ms for f in player.due(41, ahead_ms=20)] == [60]


def test_one_plays_one_waits_and_a_third_is_refused():
    player = Player(1)
    assert [player.begin(n) for n in (1, 2, 3)] == [Admission.PLAYING, Admission.WAITING, Admission.REFUSED]
    player.append(2, 0, block(10, 0.3), 0)
    player.end(2, 10, 0)
    assert player.append(3, 0, block(), 0) is False
    assert player.due(5) == []
    player.append(1, 0, block(100), 5)
    player.end(1, 150, 5)
    assert play(player, 400) == [(5, 0.5), (105, 0.0), (155, 0.3), (165, 0.0)]
    assert player.begin(3) is Admission.PLAYING


def test_a_step_that_comes_late_moves_the_rest_of_its_program():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, block(100), 0)
    assert play(player, 150) == [(0, 0.5), (100, 0.0)]
    player.append(1, 100, block(100, 0.3), 150)
    player.append(1, 200, block(100, 0.2), 151)
    player.end(1, 300, 151)
    assert player.stretched_ms == 50
    assert play(player, 400) == [(150, 0.3), (250, 0.2), (350, 0.0)]
    assert player.take_events() == [Started(1, 0), Stretched(1, 50), Finished(1, 350)]
    assert player.late == 0


def test_a_step_overrides_what_would_come_after_its_first_frame():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, block(100), 0)
    player.append(1, 50, block(20, 0.3), 0)
    assert play(player, 200) == [(0, 0.5), (50, 0.3), (70, 0.0)]


def test_stop_drops_everything_and_begins_a_new_epoch():
    player = Player(2)
    player.begin(1)
    player.append(1, 0, [frame(0, 0.5, 2), frame(100, 0, 2)], 0)
    player.begin(2)
    player.due(0)
    assert player.stop(42.5) == Frame(42, (0.0, 0.0), (0, 0))
    assert (player.epoch, player.idle, player.played_ms) == (1, True, 42)
    assert player.append(1, 100, [frame(0, 0.5, 2), frame(9, 0, 2)], 43) is False
    assert player.end(1, 100, 43) is False
    assert player.due(1000) == []
    assert player.begin(1) is Admission.PLAYING


@pytest.mark.parametrize(
    ("frames", "match"),
    [
        ([frame(0, 0.5, 2), frame(1, 0, 2)], "2 levels for 1 motors"),
        ([frame(9, 0.5), frame(0, 0)], "out of order"),
        ([frame(0, 0.5)], "not at rest"),
    ],
)
def test_frames_that_cannot_be_meant(frames, match):
    player = Player(1)
    player.begin(1)
    with pytest.raises(ValueError, match=match):
        player.append(1, 0, frames, 0)
    assert player.next_deadline() is None


def test_misuse_is_named():
    player = Player(1)
    player.begin(1)
    with pytest.raises(ValueError, match="begun already"):
        player.begin(1)
    with pytest.raises(ValueError, match="long"):
        player.end(1, -1, 0)
    player.end(1, 500, 0)
    with pytest.raises(ValueError, match="ended already"):
        player.append(1, 0, block(), 0)
    with pytest.raises(ValueError, match="cap"):
        Player(1, max_level=0)


@given(st.floats(0.01, 1), st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=20))
def test_no_level_is_above_the_cap(cap, wanted):
    player = Player(1, max_level=cap)
    player.begin(1)
    player.append(1, 0, [*(frame(i, v) for i, v in enumerate(wanted)), frame(len(wanted), 0)], 0)
    for now in range(len(wanted) + 1):
        for _, level in levels(player.due(now)):
            assert 0 <= level <= cap
            assert not math.isnan(level)


class PlayerMachine(RuleBasedStateMachine):
    """Random programs, written while they play, against the rules that hold for all of them."""

    def __init__(self):
        super().__init__()
        self.player = Player(1, max_level=0.7)
        self.now = 0
        self.next_id = 1
        self.cursor = {}
        self.forbidden = set()
        self.level_ids = {}

    @rule()
    def begin(self):
        # Each program has a level of its own, so that what plays says whose it is.
        admission = self.player.begin(self.next_id)
        held = len(self.cursor)
        assert admission is [Admission.PLAYING, Admission.WAITING, Admission.REFUSED][min(held, 2)]
        if admission is not Admission.REFUSED:
            self.cursor[self.next_id] = [0, False]
        self.next_id += 1

    @precondition(lambda self: any(not ended for _, ended in self.cursor.values()))
    @rule(data=st.data(), on_ms=st.integers(1, 100), rest_ms=st.integers(0, 80))
    def append(self, data, on_ms, rest_ms):
        chosen = data.draw(st.sampled_from([n for n, (_, ended) in self.cursor.items() if not ended]))
        onset = self.cursor[chosen][0]
        assert self.player.append(chosen, onset, block(on_ms, chosen / 10_000), self.now)
        self.cursor[chosen][0] = onset + on_ms + rest_ms

    @precondition(lambda self: any(not ended for _, ended in self.cursor.values()))
    @rule(data=st.data())
    def end(self, data):
        chosen = data.draw(st.sampled_from([n for n, (_, ended) in self.cursor.items() if not ended]))
        assert self.player.end(chosen, self.cursor[chosen][0], self.now)
        self.cursor[chosen][1] = True

    @rule()
    def stop(self):
        epoch = self.player.epoch
        assert not any(self.player.stop(self.now).levels)
        assert self.player.epoch == epoch + 1
        self.forbidden |= set(range(1, self.next_id))
        self.cursor.clear()

    @rule(ms=st.integers(0, 150))
    def pass_time(self, ms):
        for _ in range(ms):
            self.now += 1
            due = self.player.due(self.now)
            self.forget_ended()
            for time, level in levels(due):
                assert time == self.now, "asked every millisecond, nothing is late"
                assert round(level * 10_000) not in self.forbidden, "played after a stop"
                assert level == 0 or round(level * 10_000) == next(iter(self.cursor)), "out of its turn"

    def forget_ended(self):
        for event in self.player.take_events():
            if isinstance(event, Finished):
                assert event.program_id == next(iter(self.cursor))
                del self.cursor[event.program_id]

    @invariant()
    def deadlines_are_not_past(self):
        self.player.due(self.now)
        self.forget_ended()
        deadline = self.player.next_deadline()
        assert deadline is None or deadline > self.now
        assert self.player.idle == (not self.cursor)


TestPlayerMachine = PlayerMachine.TestCase
TestPlayerMachine.settings = settings(max_examples=40, stateful_step_count=40)
