"""Player and device over a bad link, driven with `now`: stopping, repeating, silence, and the state machine."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from firmware_bridge import (
    Admission,
    BridgeReason,
    Level,
    LinkDown,
    LinkLost,
    MockSettings,
    Received,
    Sent,
    Session,
    SimLink,
    Started,
    Stopped,
    make_layout,
)
from lexicon import Frame


def session_over(link, cap=1.0):
    return Session(link, link.handshake(cap, 0), max_level=cap)


def block(on_ms, level, motors=1):
    return [Frame(0, (level,) * motors, (170,) * motors), Frame(on_ms, (0.0,) * motors, (0,) * motors)]


def one_motor(**faults):
    return SimLink(MockSettings(make_layout(1)), **faults)


def walk(session, now, until):
    """Let time pass from deadline to deadline."""
    while (deadline := session.next_deadline()) is not None and deadline <= until:
        now = max(now, deadline)
        session.advance(now)
    session.advance(until)
    return until


def play(session, program_id, on_ms, level, now=0):
    admission = session.begin(program_id)
    if admission is not Admission.REFUSED:
        session.append(program_id, 0, block(on_ms, level, len(session.layout)), now)
        session.end(program_id, on_ms, now)
    return admission


def heard(session):
    return [(e.t_device_ms, e.levels[0]) for e in session.take_events() if isinstance(e, Level)]


def test_the_order_of_events():
    session = session_over(one_motor())
    session.advance(0)
    play(session, 1, 100, 0.5)
    assert session.take_events() == [
        Sent("hello", 4),
        Received("hello_r", 20),
        Sent("limit", 3),
        Started(1, 0),
        Sent("levels", 12),
        Level(0, (0.5,)),
        Received("status", 14),
    ]


def test_a_level_that_stays_is_kept_alive():
    session = session_over(one_motor())
    play(session, 1, 3000, 0.5)
    walk(session, 0, 5000)
    assert heard(session) == [(0, 0.5), (3000, 0.0)]
    assert session.idle
    assert session.next_deadline() is None


def test_stop_is_at_once_and_nothing_follows():
    session = session_over(one_motor())
    play(session, 1, 1000, 0.5)
    play(session, 2, 1000, 0.4)
    walk(session, 0, 300)
    session.take_events()
    session.stop("test", 300.5)
    assert session.take_events() == [
        Sent("stop", 3),
        Stopped("test"),
        Level(300.5, (0.0,)),
        Received("status", 14),
    ]
    assert session.idle
    walk(session, 301, 9000)
    assert session.take_events() == []


def test_stopping_quietly_with_nothing_to_stop_is_no_event():
    session = session_over(one_motor())
    session.take_events()
    session.stop("leaving", 1, quiet=True)
    assert session.take_events() == [Sent("stop", 3), Received("status", 14)]
    play(session, 1, 1000, 0.5, now=2)
    session.stop("leaving", 3, quiet=True)
    assert Stopped("leaving") in session.take_events()


@pytest.mark.parametrize("seed", range(20))
def test_a_stop_that_is_lost_is_repeated(seed):
    link = one_motor(loss=0.6, dup=0.3, seed=seed)
    session = session_over(link)
    play(session, 1, 60_000, 0.5)
    now = walk(session, 0, 200)
    session.stop("test", now)
    walk(session, now, now + 300)
    assert link.device.levels == (0.0,)
    assert link.device.deadman_fired == 0


def test_a_broken_link_is_told_and_the_device_rests_by_itself():
    link = one_motor(drop_after=3)
    session = session_over(link)
    play(session, 1, 10_000, 0.5)
    walk(session, 0, 2000)
    events = session.take_events()
    down = events.index(next(e for e in events if isinstance(e, LinkDown)))
    assert events[down + 1] == Stopped("link_lost")
    assert [e for e in events[down:] if isinstance(e, Level)] == [Level(700, (0.0,))]
    assert link.device.deadman_fired == 1
    assert session.idle
    assert session.lost.reason is BridgeReason.DROPPED
    with pytest.raises(LinkLost):
        session.begin(2)
    assert session.append(1, 0, block(10, 0.5), 2000) is False


def test_a_device_that_never_answers_is_lost():
    session = session_over(one_motor(loss=1.0))
    play(session, 1, 5000, 0.5)
    walk(session, 0, 3000)
    assert session.lost.reason is BridgeReason.SILENT
    assert session.idle


def test_a_slow_link_is_not_silence():
    link = one_motor(delay_ms=400)
    session = session_over(link)
    play(session, 1, 4000, 0.5)
    walk(session, 0, 8000)
    assert session.lost is None
    assert heard(session) == [(400, 0.5), (4400, 0.0)]


FAULTS = st.fixed_dictionaries(
    {
        "loss": st.sampled_from([0.0, 0.05, 0.3]),
        "dup": st.sampled_from([0.0, 0.3]),
        "delay_ms": st.sampled_from([0, 1, 40, 400]),
        "drop_after": st.sampled_from([None, None, 0, 5, 30]),
        "seed": st.integers(0, 9999),
    }
)


@given(FAULTS, st.floats(0.05, 1), st.floats(0.05, 1), st.data())
def test_whatever_the_link_does_caps_hold_and_leaving_means_rest(faults, cap, own_cap, data):
    link = SimLink(MockSettings(make_layout(2), max_level=own_cap), **faults)
    session = session_over(link, cap)
    now = 0
    for number in range(1, data.draw(st.integers(1, 6)) + 1):
        if session.lost:
            break
        play(session, number, data.draw(st.integers(1, 1500)), data.draw(st.floats(0, 2)), now)
        now = walk(session, now, now + data.draw(st.integers(0, 1500)))
    session.stop("leaving", now, quiet=True)
    walk(session, now, now + 10_000)
    assert session.at_rest
    assert link.device.levels == (0.0, 0.0)
    assert all(level <= min(cap, own_cap) for report in link.device.history for level in report.levels)


class SessionMachine(RuleBasedStateMachine):
    """Programs and stops in any order over a bad link: nothing from before a stop is felt after it."""

    @initialize(faults=FAULTS)
    def open(self, faults):
        faults["drop_after"] = None
        self.link = one_motor(**faults)
        self.delay_ms = faults["delay_ms"]
        self.session = session_over(self.link, 0.6)
        self.now = 0
        self.next_id = 1
        self.first_allowed = 1
        self.old = self.link.device.levels
        self.confirmed = False

    @rule(on_ms=st.integers(1, 900))
    def play(self, on_ms):
        if not self.session.lost:
            play(self.session, self.next_id, on_ms, self.next_id / 10_000, self.now)
            self.next_id += 1

    @rule()
    def stop(self):
        self.session.stop("test", self.now)
        self.first_allowed = self.next_id

    @rule(ms=st.integers(0, 1500))
    def pass_time(self, ms):
        self.now = walk(self.session, self.now, self.now + ms)

    @rule()
    def rest_follows_a_stop(self):
        self.stop()
        self.now = walk(self.session, self.now, self.now + 1500)
        assert self.link.device.levels == (0.0,)

    @invariant()
    def what_is_felt_was_begun_after_the_last_confirmed_stop(self):
        if not hasattr(self, "link"):
            return
        level = self.link.device.levels[0]
        assert level <= 0.6
        # While a stop is on its way an old level may still be there; it can never come again after it.
        if level and self.old[0] == 0.0 and self.delay_ms == 0 and not self.session._link._down:
            assert round(level * 10_000) >= self.first_allowed
        self.old = self.link.device.levels


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(max_examples=40, stateful_step_count=25)
