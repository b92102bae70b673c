"""The player, driven with a `now`: what is handed over and when, the queue, late steps, caps, and stopping."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from firmware_bridge import Admission, Finished, Player, Started, Stretched, _player
from lexicon import Breakpoint, Timeline


def line(*corners, motors=1, duration_ms=None):
    points = tuple(Breakpoint(t_ms, level, 170) for t_ms, level in corners)
    return Timeline((points,) * motors, points[-1].t_ms if duration_ms is None else duration_ms)


def block(on_ms=100, level=0.5, motors=1):
    """A level from 0 to ``on_ms``, then rest."""
    return line((0, level), (on_ms, level), (on_ms, 0.0), motors=motors)


def told(parts):
    return [(part.t_ms, part.timeline.peak) for part in parts]


def play(player, until, since=0):
    """Ask every whole millisecond: when it was handed over, when it begins, its level."""
    return [(now, *item) for now in range(since, until) for item in told(player.due(now))]


def test_parts_are_handed_over_ahead_of_their_time():
    player = Player(1, lead_ms=20, ahead_ms=100)
    assert player.begin(1) is Admission.PLAYING
    assert player.append(1, 0, block(), 10)
    assert player.append(1, 500, block(level=0.3), 10)
    assert player.end(1, 700, 10)
    assert told(player.due(10)) == [(30, 0.5)]
    assert player.next_deadline() == 410
    assert player.due(409) == []
    assert told(player.due(410)) == [(530, 0.3)]
    assert player.next_deadline() == 730
    assert not player.idle
    player.due(730)
    assert player.idle
    assert player.next_deadline() is None
    assert player.take_events() == [Started(1, 30), Finished(1, 730)]
    assert player.take_events() == []
    assert player.played_ms == 700


@pytest.mark.parametrize(("lead_ms", "zero_ms"), [(0, 8), (5, 13)])
def test_a_start_between_milliseconds_is_the_next_whole_one(lead_ms, zero_ms):
    player = Player(1, lead_ms=lead_ms)
    player.begin(1)
    player.append(1, 0, block(), 7.3)
    assert player.next_deadline() == zero_ms - lead_ms
    assert told(player.due(8)) == [(zero_ms, 0.5)]


def test_a_host_that_stalls_for_less_than_it_sends_ahead_is_in_time():
    player = Player(1, lead_ms=20, ahead_ms=300)
    player.begin(1)
    for onset in range(0, 1000, 100):
        player.append(1, onset, block(50), 0)
    player.due(0)
    assert [part.t_ms for part in player.due(300)] == [420, 520, 620]


def test_one_plays_one_waits_and_a_third_is_refused():
    player = Player(1, lead_ms=10, ahead_ms=1000)
    assert [player.begin(n) for n in (1, 2, 3)] == [Admission.PLAYING, Admission.WAITING, Admission.REFUSED]
    player.append(2, 0, block(10, 0.3), 0)
    player.end(2, 10, 0)
    assert player.append(3, 0, block(), 0) is False
    assert player.end(3, 100, 0) is False
    assert player.due(5) == []
    player.append(1, 0, block(100), 5)
    player.end(1, 150, 5)
    # The one that waits is sent as late as it can be: until then it can be dropped without a word to the device.
    assert play(player, 400, 5) == [(5, 15, 0.5), (155, 165, 0.3)]
    assert player.take_events() == [Started(1, 15), Started(2, 165), Finished(1, 165), Finished(2, 175)]
    assert player.begin(3) is Admission.PLAYING


def test_one_that_waits_says_when_its_turn_comes():
    player = Player(1, lead_ms=10)
    for n in (1, 2):
        player.begin(n)
        player.append(n, 0, block(), 0)
    player.due(0)
    assert player.next_deadline() is None
    player.end(1, 500, 0)
    assert player.next_deadline() == 500
    player.due(500)
    assert told(player.due(510)) == []
    assert player.take_events() == [Started(1, 10), Started(2, 510), Finished(1, 510)]


def test_a_program_that_waits_for_its_steps_starts_with_the_first_of_them():
    player = Player(1, lead_ms=10)
    player.begin(1)
    player.append(1, 0, block(), 0)
    player.end(1, 100, 0)
    player.begin(2)
    assert play(player, 300) == [(0, 10, 0.5)]
    player.append(2, 40, block(level=0.3), 300)
    assert play(player, 500, 300) == [(340, 350, 0.3)]
    assert player.stretched_ms == 0


def test_a_program_without_steps_ends_too():
    player = Player(1, lead_ms=10)
    player.begin(1)
    player.end(1, 200, 5)
    player.due(214)
    assert not player.idle
    player.due(215)
    assert player.idle
    assert player.take_events() == [Started(1, 15), Finished(1, 215)]


def test_a_step_that_comes_late_moves_the_rest_of_its_program():
    player = Player(1, lead_ms=20, ahead_ms=50)
    player.begin(1)
    player.append(1, 0, block(100), 0)
    player.append(1, 400, block(100, 0.2), 0)
    assert play(player, 150) == [(0, 20, 0.5)]
    player.append(1, 100, block(100, 0.3), 150)
    player.append(1, 200, block(100, 0.4), 151)
    player.end(1, 500, 151)
    assert player.stretched_ms == 50
    assert play(player, 600, 150) == [(150, 170, 0.3), (200, 270, 0.4), (400, 470, 0.2)]
    assert player.take_events() == [Started(1, 20), Stretched(1, 50), Finished(1, 570)]
    assert player.played_ms == 550


def test_a_step_that_comes_in_time_to_be_sent_moves_nothing():
    player = Player(1, lead_ms=20)
    player.begin(1)
    player.append(1, 0, block(50), 0)
    player.append(1, 100, block(50, 0.3), 100)
    assert player.stretched_ms == 0
    player.append(1, 200, block(50, 0.3), 200.5)
    assert player.stretched_ms == 1


def test_steps_that_overlap_are_both_given():
    player = Player(1)
    player.begin(1)
    player.append(1, 0, block(100), 0)
    player.append(1, 50, block(20, 0.3), 0)
    assert play(player, 200) == [(0, 0, 0.5), (50, 50, 0.3)]


def test_steps_may_come_in_any_order():
    player = Player(1)
    player.begin(1)
    for onset in (300, 100, 200, 0):
        player.append(1, onset, block(50, onset / 1000), 0)
    assert [t_ms for _, t_ms, _ in play(player, 400)] == [0, 100, 200, 300]


def test_stop_drops_everything():
    player = Player(2, lead_ms=2)
    player.begin(1)
    player.append(1, 0, block(100, motors=2), 0)
    player.append(1, 300, block(100, motors=2), 0)
    player.begin(2)
    player.due(0)
    player.stop(44.5)
    assert (player.idle, player.played_ms, player.next_deadline()) == (True, 42, None)
    assert player.append(1, 100, block(9, motors=2), 45) is False
    assert player.end(1, 100, 45) is False
    assert player.due(1000) == []
    assert player.begin(1) is Admission.PLAYING


def test_one_is_cancelled_and_the_other_goes_on_or_has_its_turn():
    player = Player(1, lead_ms=10, ahead_ms=1000)
    for n, level in ((1, 0.5), (2, 0.3)):
        player.begin(n)
        player.append(n, 0, block(100, level), 0)
        player.end(n, 150, 0)
    assert told(player.due(0)) == [(10, 0.5)]
    assert player.cancel(3, 20) is None
    assert player.cancel(2, 20) is False
    assert player.begin(2) is Admission.WAITING
    player.append(2, 0, block(100, 0.3), 20)
    player.end(2, 100, 20)
    assert player.cancel(1, 50.5) is True
    assert player.played_ms == 40
    assert told(player.due(51)) == [(61, 0.3)]
    assert player.take_events() == [Started(1, 10), Started(2, 61)]
    assert player.append(1, 0, block(), 52) is False


def test_one_that_is_nearly_over_when_the_next_is_on_its_way_is_left_to_end():
    player = Player(1, lead_ms=10)
    for n in (1, 2):
        player.begin(n)
        player.append(n, 0, block(100), 0)
        player.end(n, 100, 0)
    player.due(0)
    player.due(100)
    assert player.take_events() == [Started(1, 10), Started(2, 110)]
    assert player.cancel(1, 101) is None
    assert player.cancel(2, 101) is True


def test_stop_before_the_start_has_played_nothing():
    player = Player(1, lead_ms=100)
    player.begin(1)
    player.append(1, 0, block(), 0)
    player.stop(50)
    assert player.played_ms == 0


@pytest.mark.parametrize(
    ("onset_ms", "timeline", "match"),
    [
        (0, block(9, motors=2), "2 tracks for 1 motors"),
        (0, line((9, 0.5), (0, 0.0), duration_ms=9), "out of order"),
        (0, line((-1, 0.5), (5, 0.0)), "out of order"),
        (-1, block(), "cannot start"),
        (3_600_001, block(), "cannot start"),
        (0, line((0, 0.5), (5, 0.0), duration_ms=3_600_001), "cannot start"),
        (0, line((0, 0.5), (5, 0.0), duration_ms=-1), "cannot start"),
    ],
)
def test_timelines_that_cannot_be_meant(onset_ms, timeline, match):
    player = Player(1)
    player.begin(1)
    with pytest.raises(ValueError, match=match):
        player.append(1, onset_ms, timeline, 0)
    assert player.next_deadline() is None


def test_no_program_holds_more_breakpoints_than_its_share(monkeypatch):
    monkeypatch.setattr(_player, "MAX_QUEUED_POINTS", 6)
    player = Player(1)
    player.begin(1)
    player.append(1, 0, block(), 0)
    player.append(1, 100, block(), 0)
    with pytest.raises(ValueError, match="more than 6 breakpoints"):
        player.append(1, 200, block(), 0)


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
    for motors, cap in ((1, 0.0), (1, 1.1), (1, math.nan), (0, 1.0)):
        with pytest.raises(ValueError, match="cap"):
            Player(motors, max_level=cap)


@given(st.floats(0.01, 1), st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=20))
def test_no_level_is_above_the_cap_and_what_is_none_is_rest(cap, wanted):
    player = Player(2, max_level=cap)
    player.begin(1)
    player.append(1, 0, line(*enumerate(wanted), motors=2), 0)
    (part,) = player.due(0)
    for track in part.timeline.tracks:
        given_levels = [point.level for point in track]
        assert given_levels == [0.0 if not level > 0 else min(level, cap) for level in wanted]


def test_what_is_within_the_cap_is_handed_on_as_it_is():
    player = Player(1, max_level=0.5)
    player.begin(1)
    timeline = block()
    player.append(1, 0, timeline, 0)
    assert player.due(0)[0].timeline is timeline


class PlayerMachine(RuleBasedStateMachine):
    """Random programs, written while they play, against the rules that hold for all of them."""

    @initialize(lead_ms=st.sampled_from([0, 15]), ahead_ms=st.sampled_from([0, 200]))
    def open(self, lead_ms, ahead_ms):
        self.player = Player(1, max_level=0.7, lead_ms=lead_ms, ahead_ms=ahead_ms)
        self.lead_ms, self.ahead_ms = lead_ms, ahead_ms
        self.now = 0
        self.next_id = 1
        self.held = {}  # cursor, whether it has ended
        self.zero = {}
        self.onsets = {}  # of those that were not handed over
        self.until = {}  # what was handed over of each program plays until then
        self.silent_from = 0

    @rule()
    def begin(self):
        # Each program has a level of its own, so that what plays says whose it is.
        admission = self.player.begin(self.next_id)
        assert admission is [Admission.PLAYING, Admission.WAITING, Admission.REFUSED][min(len(self.held), 2)]
        if admission is not Admission.REFUSED:
            self.held[self.next_id] = [0, False]
            self.onsets[self.next_id] = []
        self.next_id += 1

    @precondition(lambda self: any(not ended for _, ended in self.held.values()))
    @rule(data=st.data(), on_ms=st.integers(1, 100), rest_ms=st.integers(0, 80))
    def append(self, data, on_ms, rest_ms):
        chosen = data.draw(st.sampled_from([n for n, (_, ended) in self.held.items() if not ended]))
        onset = self.held[chosen][0]
        assert self.player.append(chosen, onset, block(on_ms, chosen / 10_000), self.now)
        self.onsets[chosen].append(onset)
        self.held[chosen][0] = onset + on_ms + rest_ms

    @precondition(lambda self: any(not ended for _, ended in self.held.values()))
    @rule(data=st.data())
    def end(self, data):
        chosen = data.draw(st.sampled_from([n for n, (_, ended) in self.held.items() if not ended]))
        assert self.player.end(chosen, self.held[chosen][0], self.now)
        self.held[chosen][1] = True

    @rule()
    def stop(self):
        self.player.stop(self.now)
        self.heed()
        self.held.clear()
        self.until.clear()
        self.silent_from = self.now

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def cancel(self, data):
        self.heed()
        if not self.held:
            return
        chosen = data.draw(st.sampled_from(sorted(self.held)))
        told = self.player.cancel(chosen, self.now)
        if told is None:
            assert set(self.held) <= set(self.zero), "left to end though the next one waits"
            assert self.zero[chosen] + self.held[chosen][0] <= self.now + self.lead_ms
            return
        assert told == (chosen in self.zero)
        del self.held[chosen]
        if told:
            self.until.pop(chosen, None)
            self.silent_from = max([self.now, *self.until.values()])

    @rule(ms=st.integers(0, 150))
    def pass_time(self, ms):
        for _ in range(ms):
            deadline = self.player.next_deadline()
            self.now += 1
            parts = self.player.due(self.now)
            assert not parts or deadline <= self.now, "handed over without having said when"
            self.check(parts)

    def check(self, parts):
        held = dict(self.held)
        self.heed()
        for part in parts:
            program = round(part.timeline.peak * 10_000)
            assert program in held, "played after a stop or its end"
            assert self.now + self.lead_ms <= part.t_ms <= self.now + self.lead_ms + self.ahead_ms
            assert part.t_ms == self.zero[program] + self.onsets[program].pop(0), "out of step with its program"
            assert part.t_ms >= self.silent_from, "plays while another still does"
            self.silent_from = self.until[program] = part.end_ms

    def heed(self):
        for event in self.player.take_events():
            match event:
                case Started():
                    self.zero[event.program_id] = event.t_device_ms
                case Stretched():
                    self.zero[event.program_id] += event.by_ms
                case Finished():
                    cursor, ended = self.held.pop(event.program_id)
                    assert ended
                    assert event.t_device_ms == self.zero[event.program_id] + cursor
                    assert not any(n < event.program_id for n in self.held), "out of its turn"

    @invariant()
    def deadlines_are_not_past(self):
        if not hasattr(self, "player"):
            return
        self.check(self.player.due(self.now))
        deadline = self.player.next_deadline()
        assert deadline is None or deadline > self.now
        assert self.player.idle == (not self.held)


TestPlayerMachine = PlayerMachine.TestCase
TestPlayerMachine.settings = settings(max_examples=40, stateful_step_count=40)
