"""Holds what is to be played, on the host's clock, and hands it over ahead of its time. No clock and no I/O of its own.

At most one program plays and one waits. A program may arrive step by step while it plays: where the next step
comes too late to be sent in time, the program's clock is shifted, so that it and all that follows move later together.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import deque
from dataclasses import dataclass, field, replace
from enum import Enum

from lexicon import Timeline

from ._events import Finished, Started, Stretched

MAX_QUEUED_POINTS = 100_000
"""Breakpoints held for one program: 15 s at the densest on eight motors, and some room."""
MAX_PROGRAMS = 2
"""One playing, one waiting: touch that comes much later than its words says nothing any more."""
REMEMBERED = 128
"""Timelines that are known to be sound; a model's steps are fewer."""
MAX_AHEAD_MS = 3_600_000
"""Onsets and ends later than an hour are a mistake, not a plan."""


class Admission(str, Enum):
    """What became of a new program."""

    PLAYING = "playing"
    """Nothing is before it: it starts with its first step."""
    WAITING = "waiting"
    """It starts when the one that plays has ended."""
    REFUSED = "refused"
    """One plays and one waits already (`LIMIT_QUEUE`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A timeline and when its zero is."""

    t_ms: int
    timeline: Timeline

    @property
    def end_ms(self) -> int:
        """When it is over."""
        return self.t_ms + self.timeline.duration_ms


@dataclass(slots=True)
class _Slot:
    program_id: int
    parts: deque[Part] = field(default_factory=deque)
    """Those that were not handed over, by time from the program's zero."""
    points: int = 0
    last_ms: int = 0
    length_ms: int | None = None
    zero_ms: int | None = None
    """When the program's zero is, shifts included; None until its turn has come."""
    started_ms: int = 0

    @property
    def ready(self) -> bool:
        return bool(self.parts) or self.length_ms is not None

    @property
    def end_ms(self) -> int | None:
        """When it is over; None while that cannot be said."""
        if self.length_ms is None or self.zero_ms is None:
            return None
        return self.zero_ms + max(self.length_ms, self.last_ms)


class Player:
    """Timed envelopes in, due envelopes out; `stop` empties it at once. Times are whole ms of the host's clock."""

    def __init__(self, motors: int, *, max_level: float = 1.0, lead_ms: int = 0, ahead_ms: int = 0) -> None:
        """Play for ``motors`` motors, never above ``max_level`` (0..1).

        Whatever is handed over begins at least ``lead_ms`` after now, which is what the way to the device takes; what
        is known is handed over ``ahead_ms`` before that.
        """
        if motors < 1 or not 0.0 < max_level <= 1.0:
            raise ValueError("a player needs a motor and a cap above 0 and at most 1")
        self.motors = motors
        self.max_level = max_level
        self.lead_ms = lead_ms
        self.stretched_ms = 0
        """How much later than planned programs moved so far, in all."""
        self.played_ms = 0
        """How long programs have been playing, those ended and stopped."""
        self._ahead_ms = ahead_ms
        self._slots: deque[_Slot] = deque()
        self._events: list[Started | Stretched | Finished] = []
        self._sound: dict[int, Timeline] = {}
        """Those that needed no change, by identity: a step is looked at once, however often it comes."""

    @property
    def idle(self) -> bool:
        """Nothing plays and nothing waits."""
        return not self._slots

    @property
    def playing(self) -> bool:
        """A program has its zero: its steps are due at fixed times."""
        return any(slot.zero_ms is not None for slot in self._slots)

    def take_events(self) -> list[Started | Stretched | Finished]:
        """Return what happened since the last call."""
        events, self._events = self._events, []
        return events

    def begin(self, program_id: int) -> Admission:
        """Ask for a place for a program whose steps will follow.

        Raises ValueError when a program of that id is already held.
        """
        if self._find(program_id):
            raise ValueError(f"program {program_id} has begun already")
        if len(self._slots) >= MAX_PROGRAMS:
            return Admission.REFUSED
        self._slots.append(_Slot(program_id))
        return Admission.PLAYING if len(self._slots) == 1 else Admission.WAITING

    def append(self, program_id: int, onset_ms: int, timeline: Timeline, now_ms: float) -> bool:
        """Add one step, its zero ``onset_ms`` after the program's.

        The first step of a program whose turn it is sets the program's zero. Returns False, and keeps nothing, for
        a program that is not held (refused, stopped). Raises ValueError for a timeline of another number of motors,
        or one that cannot be meant.
        """
        slot = self._find(program_id)
        if slot is None:
            return False
        if not (0 <= onset_ms <= MAX_AHEAD_MS and 0 <= timeline.duration_ms <= MAX_AHEAD_MS):
            raise ValueError(f"a step cannot start at {onset_ms} ms and last {timeline.duration_ms} ms")
        part = Part(onset_ms, self.capped(timeline))
        if slot.length_ms is not None:
            raise ValueError(f"program {program_id} has ended already")
        slot.points += sum(map(len, timeline.tracks))
        if slot.points > MAX_QUEUED_POINTS:
            raise ValueError(f"program {program_id} has more than {MAX_QUEUED_POINTS} breakpoints")
        soonest = math.ceil(now_ms + self.lead_ms)
        if slot.zero_ms is not None and slot.zero_ms + onset_ms < soonest:
            shift = soonest - slot.zero_ms - onset_ms
            slot.zero_ms += shift
            self.stretched_ms += shift
            self._events.append(Stretched(program_id, shift))
        insort(slot.parts, part, key=lambda held: held.t_ms)
        slot.last_ms = max(slot.last_ms, part.end_ms)
        self._start_next(now_ms)
        return True

    def end(self, program_id: int, duration_ms: int, now_ms: float) -> bool:
        """Say how long the whole program is; it ends then, and the one that waits has its turn.

        Returns False for a program that is not held. Raises ValueError for a length that cannot be meant.
        """
        slot = self._find(program_id)
        if slot is None:
            return False
        if not 0 <= duration_ms <= MAX_AHEAD_MS:
            raise ValueError(f"a program cannot be {duration_ms} ms long")
        slot.length_ms = duration_ms
        self._start_next(now_ms)
        return True

    def due(self, now_ms: float) -> list[Part]:
        """Return the parts that are to be sent now, their times on the host's clock."""
        found: list[Part] = []
        horizon = now_ms + self.lead_ms + self._ahead_ms
        self._start_next(now_ms)
        for slot in self._slots:
            while slot.zero_ms is not None and slot.parts and slot.zero_ms + slot.parts[0].t_ms <= horizon:
                part = slot.parts.popleft()
                found.append(Part(part.t_ms + slot.zero_ms, part.timeline))
        while self._slots and (end_ms := self._slots[0].end_ms) is not None and end_ms <= now_ms:
            slot = self._slots.popleft()
            self.played_ms += end_ms - slot.started_ms
            self._events.append(Finished(slot.program_id, end_ms))
        return found

    def next_deadline(self) -> float | None:
        """Say when `due` has something to do; None when that depends on what comes."""
        times: list[float] = []
        before_ms: int | None = None
        for slot in self._slots:
            if slot.zero_ms is None:
                if before_ms is not None and slot.ready:
                    times.append(before_ms - self.lead_ms)
                break
            if slot.parts:
                times.append(slot.zero_ms + slot.parts[0].t_ms - self.lead_ms - self._ahead_ms)
            before_ms = slot.end_ms
            if before_ms is not None:
                times.append(before_ms)
        return min(times, default=None)

    def stop(self, now_ms: float) -> None:
        """Drop everything."""
        if self._slots and self._slots[0].zero_ms is not None:
            self.played_ms += max(0, math.floor(now_ms) - self._slots[0].started_ms)
        self._slots.clear()

    def cancel(self, program_id: int, now_ms: float) -> bool | None:
        """Drop one program; one that waits for its end has its turn at once.

        Returns whether the device may have some of it and must be told to rest; None for a program that is not held,
        and for one whose end is so near that the next was handed over.
        """
        slot = self._find(program_id)
        if slot is None or any(other.zero_ms is not None for other in list(self._slots)[self._slots.index(slot) + 1 :]):
            return None
        self._slots.remove(slot)
        if slot.zero_ms is None:
            return False
        self.played_ms += max(0, math.floor(now_ms) - slot.started_ms)
        return True

    def capped(self, timeline: Timeline) -> Timeline:
        """The timeline as it is played. Raises ValueError for one of another number of motors, or out of order."""
        if id(timeline) in self._sound:
            return timeline
        if len(timeline.tracks) != self.motors:
            raise ValueError(f"a timeline has {len(timeline.tracks)} tracks for {self.motors} motors")
        for track in timeline.tracks:
            if any(a.t_ms > b.t_ms for a, b in zip(track, track[1:], strict=False)) or (track and track[0].t_ms < 0):
                raise ValueError("breakpoints are out of order")
        # Written so that NaN, which compares as false, becomes rest.
        if all(0.0 <= point.level <= self.max_level for track in timeline.tracks for point in track):
            if len(self._sound) >= REMEMBERED:
                self._sound.clear()
            self._sound[id(timeline)] = timeline
            return timeline
        tracks = tuple(
            tuple(replace(p, level=min(p.level, self.max_level) if p.level > 0.0 else 0.0) for p in track)
            for track in timeline.tracks
        )
        return Timeline(tracks, timeline.duration_ms)

    def _find(self, program_id: int) -> _Slot | None:
        for slot in self._slots:
            if slot.program_id == program_id:
                return slot
        return None

    def _start_next(self, now_ms: float) -> None:
        """Give a zero to the first program without one, once the one before it is about to end."""
        soonest = math.ceil(now_ms + self.lead_ms)
        before_ms: int | None = soonest
        for slot in self._slots:
            if slot.zero_ms is None:
                if before_ms is not None and before_ms <= soonest and slot.ready:
                    slot.zero_ms = slot.started_ms = max(soonest, before_ms)
                    self._events.append(Started(slot.program_id, slot.zero_ms))
                else:
                    return
            before_ms = slot.end_ms
