"""Precedence for a while: threads that are started meanwhile do not inherit it, and it is given back."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from firmware_bridge._precedence import prefer_this_thread, preferred

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="threads are given precedence on Linux alone")


def policy_in_a_thread(*before) -> int:
    found: list[int] = []

    def look() -> None:
        for call in before:
            call()
        found.append(os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found[0]


def test_it_lasts_as_long_as_the_block_and_is_not_inherited() -> None:
    ordinary, best = policy_in_a_thread(), policy_in_a_thread(prefer_this_thread)
    seen: list[int] = []

    def work() -> None:
        with preferred():
            seen.extend((os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK, policy_in_a_thread()))

    assert policy_in_a_thread(work) == ordinary
    assert seen == [best, ordinary]


def test_a_system_that_grants_none_is_no_hindrance(monkeypatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.sched_setscheduler", denied)
    with preferred():
        pass
