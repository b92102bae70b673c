"""The conformance run: every case of the wire protocol that can be seen from outside, put to one device.

It limits the device to `QUIET_LEVEL` first, so that nothing strong is felt (a restart of the device lifts that), and
leaves its motors at rest whatever happens. It takes real time: about ten seconds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue

from . import _conformance_cases, _conformance_levels, _conformance_queue
from ._clock import Clock, ScaledClock
from ._dialogue import QUIET_LEVEL, Dialogue, Mismatch, NotSeen
from ._link import Link
from ._open import make_link
from ._uri import DeviceUri
from .errors import LinkLost

__all__ = ["CASES", "QUIET_LEVEL", "CaseResult", "Outcome", "check_device", "check_link"]

CASES = (*_conformance_cases.CASES, *_conformance_queue.CASES, *_conformance_levels.CASES)
TRIES = 2
"""A case that fails is tried once more: a radio may have lost a packet, or the host been away."""


class Outcome(str, Enum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    """This device or link gives no way to see it."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case and what became of it."""

    name: str
    contract: str
    """What the contract says, in a sentence."""
    outcome: Outcome
    came: str = ""
    """What came instead, or why it could not be seen; empty when it passed."""


def check_device(
    device: str | DeviceUri, *, clock: Clock | None = None, on_result: Callable[[CaseResult], object] | None = None
) -> list[CaseResult]:
    """Put all cases to the device that ``device`` names and return what became of them.

    Raises what `open_bridge` raises: a device that is not there, does not answer or cannot be played on is no result.
    """
    clock = clock or ScaledClock()
    return check_link(make_link(device, clock), clock, on_result=on_result)


def check_link(
    link: Link, clock: Clock, *, on_result: Callable[[CaseResult], object] | None = None
) -> list[CaseResult]:
    """Put all cases to the device behind ``link``, which is opened and closed here. Raises as `check_device`."""
    mail: SimpleQueue[None] = SimpleQueue()
    try:
        link.open(lambda: mail.put(None))
    except BaseException:
        link.close()
        raise
    talk = Dialogue(link, clock, mail)
    results = []
    try:
        talk.greet()
        for case in CASES:
            results.append(_tried(case.name, case.contract, case.run, talk))
            if on_result is not None:
                on_result(results[-1])
    finally:
        try:
            with contextlib.suppress(LinkLost):
                talk.rest()
        finally:
            link.close()
    return results


def _tried(name: str, contract: str, run: Callable[[Dialogue], None], talk: Dialogue) -> CaseResult:
    came = ""
    for _ in range(TRIES):
        try:
            talk.begin()
            run(talk)
        except NotSeen as why:
            return CaseResult(name, contract, Outcome.SKIPPED, str(why))
        except Mismatch as error:
            came = came or str(error)
        else:
            return CaseResult(name, contract, Outcome.PASSED)
    return CaseResult(name, contract, Outcome.FAILED, came)
