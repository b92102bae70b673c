"""Whatever a link does and whatever is played: caps hold, rest comes, and only the plan is felt."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lexicon import Breakpoint, Timeline
from tests.bridge.session_rig import Rig, block

BAD = st.fixed_dictionaries(
    {
        "loss": st.sampled_from([0.0, 0.05, 0.3]),
        "corrupt": st.sampled_from([0.0, 0.05]),
        "dup": st.sampled_from([0.0, 0.3]),
        "reorder": st.sampled_from([0.0, 0.2]),
        "delay_ms": st.sampled_from([0, 1, 40, 400]),
        "interval_ms": st.sampled_from([0, 0, 30]),
        "seed": st.integers(0, 9999),
    }
)


@settings(max_examples=30)
@given(BAD, st.sampled_from([None, 8, 30]), st.floats(0.05, 1), st.floats(0.05, 1), st.data())
def test_whatever_the_link_does_caps_hold_and_leaving_means_rest(faults, drop_after, cap, own_cap, data):
    rig = Rig(motors=2, cap=cap, max_level=own_cap, faults=faults | {"drop_after": drop_after})
    rig.until(lambda: rig.session.ready or rig.session.lost)
    for number in range(1, data.draw(st.integers(1, 4)) + 1):
        if rig.session.lost:
            break
        rig.play(number, block(data.draw(st.integers(1, 1500)), data.draw(st.floats(0, 300)), motors=2))
        rig.walk(rig.now + data.draw(st.integers(0, 1500)))
    rig.stop("leaving", quiet=True)
    rig.walk(rig.now + 4000)
    assert rig.session.at_rest
    rig.forget_host(rig.now + 1000)
    assert rig.model.levels == (0, 0)
    assert all(level <= min(cap, own_cap) * 255 + 0.5 for _, levels in rig.outputs for level in levels)


@st.composite
def steps(draw, least_ms=0):
    """One step for two motors: slopes, jumps and holds, often the same on both."""
    any_corners = st.lists(st.tuples(st.integers(least_ms, 80), st.integers(0, 255)), min_size=1, max_size=4)
    tracks = []
    for corners in (one := draw(any_corners), draw(any_corners | st.just(one))):
        t_ms, points = 0, []
        for after_ms, level in corners:
            t_ms += after_ms
            points.append(Breakpoint(t_ms, level / 255, 170))
        tracks.append((*points, Breakpoint(t_ms + draw(st.sampled_from([0, 30])), 0.0, 170)))
    return Timeline(tuple(tracks), max(track[-1].t_ms for track in tracks))


class Judge:
    """Knows every timeline that the player handed over, and what the device may do therefore."""

    def __init__(self, rig):
        self.rig = rig
        self.planned = []
        due = rig.session.player.due

        def listen(now_ms):
            parts = due(now_ms)
            self.planned += parts
            return parts

        rig.session.player.due = listen

    def watch(self, until, *, strict):
        """Look at the device every ms."""
        while self.rig.now < until:
            now = math.floor(self.rig.now) + 1
            self.rig.walk(now)
            self.rig.model.tick(self.rig.now_us)
            self.planned = [part for part in self.planned if part.end_ms >= now]
            asked = [part.timeline.levels_at(now - part.t_ms) for part in self.planned]
            for motor, level in enumerate(self.rig.model.levels):
                wanted = [0.0, *(min(255 * levels[motor], CAP) for levels in asked)]
                wanted = [max(wanted)] if strict else wanted
                assert any(abs(value - level) <= ROUNDING for value in wanted), (now, motor, level, wanted)
                assert level <= CAP


CAP = 180
ROUNDING = 1.51
"""A level is encoded within 1 of what is wanted, and rounded."""


@settings(max_examples=12)
@given(st.lists(steps(least_ms=20), min_size=1, max_size=5))  # shorter ones are more than a device has room for
def test_over_a_good_link_all_that_was_planned_is_felt(timelines):
    rig = Rig(motors=2, cap=CAP / 255).greeted()
    judge = Judge(rig)
    rig.play(1, *timelines)
    judge.watch(sum(timeline.duration_ms for timeline in timelines) + 20, strict=True)
    assert rig.session.idle


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.lists(steps(), min_size=1, max_size=3), st.integers(0, 300), st.booleans()), max_size=4),
    st.sampled_from([0, 5, 30]),
    st.integers(0, 9999),
)
def test_over_a_bad_link_nothing_is_felt_but_what_was_planned(programs, delay_ms, seed):
    faults = {"loss": 0.05, "corrupt": 0.05, "dup": 0.05, "reorder": 0.05, "delay_ms": delay_ms, "seed": seed}
    rig = Rig(motors=2, cap=CAP / 255, faults=faults)
    rig.until(lambda: rig.session.ready)
    rig.walk(math.ceil(rig.now))
    judge = Judge(rig)
    for number, (timelines, wait_ms, then_stop) in enumerate(programs):
        rig.play(number, *timelines)
        judge.watch(rig.now + wait_ms, strict=False)
        if then_stop:
            rig.stop()
    judge.watch(rig.now + 300, strict=False)
    assert rig.session.lost is None


class SessionMachine(RuleBasedStateMachine):
    """Programs and stops in any order over a bad link: nothing from before a stop is felt after it."""

    @initialize(faults=BAD)
    def open(self, faults):
        self.rig = Rig(faults=faults)
        self.rig.until(lambda: self.rig.session.ready or self.rig.session.lost)
        self.next_id = 1
        self.first_allowed = 1
        self.first_of = {0: 0}
        self.floor = 0

    @precondition(lambda self: not self.rig.session.lost and self.next_id < 250)
    @rule(on_ms=st.integers(1, 900))
    def play(self, on_ms):
        # Each program has a level of its own, so that what plays says whose it is.
        self.rig.play(self.next_id, block(on_ms, self.next_id))
        self.first_of[self.next_id] = self.first_allowed
        self.next_id += 1

    @rule()
    def stop(self):
        self.rig.stop()
        self.first_allowed = self.next_id

    @rule(ms=st.integers(0, 1500))
    def pass_time(self, ms):
        self.rig.walk(self.rig.now + ms)

    @rule()
    def rest_follows_a_stop(self):
        self.stop()
        self.rig.walk(self.rig.now + 2500)
        assert self.rig.session.at_rest

    @invariant()
    def nothing_comes_back(self):
        if not hasattr(self, "rig"):
            return
        for _, (level,) in self.rig.outputs:
            # Once anything of after a stop was felt, nothing of before it is.
            self.floor = max(self.floor, self.first_of[level])
            assert not level or level >= self.floor
        self.rig.outputs.clear()
        if self.rig.session.at_rest and not self.rig.session.lost:
            assert self.rig.model.levels == (0,)
            self.floor = self.first_allowed


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(max_examples=20, stateful_step_count=20)
