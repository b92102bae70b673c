"""Holds what is to be played, on the device's clock, and says what is due. No clock and no I/O of its own.

At most one program plays and one waits. A program may arrive step by step while it plays: where the next step
comes after its time, the program's clock is shifted, so that it and all that follows move later together.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from lexicon import Frame

from ._events import Finished, LateFrames, Started, Stretched

MAX_QUEUED_FRAMES = 20_000
"""Per program: 15 s at the densest, one frame a millisecond, and some room."""
MAX_PROGRAMS = 2
"""One playing, one waiting: touch that comes much later than its words says nothing any more."""
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


@dataclass(slots=True)
class _Slot:
    program_id: int
    frames: deque[Frame] = field(default_factory=deque)
    """Times from the program's zero."""
    last_ms: int = 0
    length_ms: int | None = None
    zero_ms: int | None = None
    """The device time of the program's zero, shifts included; None until its turn has come."""
    started_ms: int = 0

    @property
    def ready(self) -> bool:
        return bool(self.frames) or self.length_ms is not None

    @property
    def end_ms(self) -> int | None:
        if self.length_ms is None or self.zero_ms is None:
            return None
        return self.zero_ms + max(self.length_ms, self.last_ms)


class Player:
    """Timed levels in, due levels out; `stop` empties it at once."""

    def __init__(self, motors: int, *, max_level: float = 1.0) -> None:
        """Play for ``motors`` motors, never above ``max_level`` (0..1)."""
        if motors < 1 or not 0.0 < max_level <= 1.0:
            raise ValueError("a player needs a motor and a cap above 0 and at most 1")
        self.motors = motors
        self.max_level = max_level
        self.epoch = 0
        """How often it was stopped; what belongs to an earlier epoch never plays."""
        self.late = 0
        """Frames skipped so far in favour of a newer one."""
        self.stretched_ms = 0
        """How much later than planned programs moved so far, in all."""
        self._played_ms = 0
        self._slots: deque[_Slot] = deque()
        self._events: list[Started | Stretched | Finished | LateFrames] = []

    @property
    def idle(self) -> bool:
        """Nothing plays and nothing waits."""
        return not self._slots

    @property
    def played_ms(self) -> int:
        """How long programs have been playing, those ended and stopped."""
        return self._played_ms

    def take_events(self) -> list[Started | Stretched | Finished | LateFrames]:
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

    def append(self, program_id: int, onset_ms: int, frames: Iterable[Frame], now_ms: float) -> bool:
        """Add one step: ``frames`` in order, their times from ``onset_ms``, the last one all zeros.

        The first step of a program whose turn it is sets its zero to the next whole millisecond. A step
        overrides what earlier steps would do after its own first frame. Returns False, and keeps nothing, for
        a program that is not held (refused, stopped). Raises ValueError for frames of another number of
        motors, out of order, or that do not end at rest.
        """
        slot = self._find(program_id)
        if slot is None:
            return False
        step = self._checked(onset_ms, list(frames))
        if not step:
            return True
        if slot.length_ms is not None:
            raise ValueError(f"program {program_id} has ended already")
        first_ms = step[0].t_ms
        if slot.zero_ms is not None and slot.zero_ms + first_ms < now_ms:
            shift = math.ceil(now_ms) - slot.zero_ms - first_ms
            slot.zero_ms += shift
            self.stretched_ms += shift
            self._events.append(Stretched(program_id, shift))
        while slot.frames and slot.frames[-1].t_ms > first_ms:
            slot.frames.pop()
        if len(slot.frames) + len(step) > MAX_QUEUED_FRAMES:
            raise ValueError(f"program {program_id} has more than {MAX_QUEUED_FRAMES} frames")
        slot.frames.extend(step)
        slot.last_ms = step[-1].t_ms
        self._start_head(now_ms)
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
        self._start_head(now_ms)
        return True

    def due(self, now_ms: float, *, ahead_ms: float = 0.0) -> list[Frame]:
        """Return the frames whose time has come, their times on the device's clock.

        Of those whose time is past only the newest is given: it is the state now. With ``ahead_ms``, for
        devices that queue by their own clock, those that come within it follow.
        """
        past: list[Frame] = []
        coming: list[Frame] = []
        horizon = now_ms + ahead_ms
        while self._slots:
            slot = self._slots[0]
            if slot.zero_ms is None:
                break
            while slot.frames and slot.zero_ms + slot.frames[0].t_ms <= horizon:
                frame = slot.frames.popleft()
                frame = replace(frame, t_ms=frame.t_ms + slot.zero_ms)
                (past if frame.t_ms <= now_ms else coming).append(frame)
            end_ms = slot.end_ms
            if slot.frames or end_ms is None or end_ms > now_ms:
                break
            self._played_ms += end_ms - slot.started_ms
            self._events.append(Finished(slot.program_id, end_ms))
            self._slots.popleft()
            self._start_head(max(now_ms, end_ms))
        if past:
            skipped = sum(a.t_ms < b.t_ms for a, b in pairwise(past))
            if skipped:
                self.late += skipped
                self._events.append(LateFrames(skipped))
        return past[-1:] + coming

    def next_deadline(self) -> int | None:
        """Say when `due` has something to do; None when that depends on what comes."""
        if not self._slots or self._slots[0].zero_ms is None:
            return None
        slot = self._slots[0]
        assert slot.zero_ms is not None
        return slot.zero_ms + slot.frames[0].t_ms if slot.frames else slot.end_ms

    def stop(self, now_ms: float) -> Frame:
        """Drop everything, begin a new epoch and return the frame of rest."""
        if self._slots and self._slots[0].zero_ms is not None:
            self._played_ms += max(0, math.floor(now_ms) - self._slots[0].started_ms)
        self._slots.clear()
        self.epoch += 1
        return Frame(math.floor(now_ms), (0.0,) * self.motors, (0,) * self.motors)

    def _find(self, program_id: int) -> _Slot | None:
        return next((slot for slot in self._slots if slot.program_id == program_id), None)

    def _start_head(self, now_ms: float) -> None:
        if self._slots and self._slots[0].zero_ms is None and self._slots[0].ready:
            head = self._slots[0]
            head.zero_ms = head.started_ms = math.ceil(now_ms)
            self._events.append(Started(head.program_id, head.zero_ms))

    def _checked(self, onset_ms: int, frames: Sequence[Frame]) -> list[Frame]:
        if not 0 <= onset_ms <= MAX_AHEAD_MS:
            raise ValueError(f"a step cannot start at {onset_ms} ms")
        checked: list[Frame] = []
        for frame in frames:
            if len(frame.levels) != self.motors:
                raise ValueError(f"a frame has {len(frame.levels)} levels for {self.motors} motors")
            t_ms = max(0, onset_ms + frame.t_ms)
            if checked and t_ms < checked[-1].t_ms:
                raise ValueError("frames are out of order")
            checked.append(Frame(t_ms, tuple(map(self._capped, frame.levels)), frame.carriers_hz))
        if checked and any(checked[-1].levels):
            raise ValueError("a step's last frame is not at rest")
        return checked

    def _capped(self, level: float) -> float:
        # Written so that NaN, which compares as false, becomes rest.
        return min(level, self.max_level) if level > 0.0 else 0.0
