"""The simulator: a device that does exactly, and at once, what it is told. No protocol, no rounding, no delay."""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue

from firmware_bridge import Admission, Bridge, BridgeError, BridgeEvent, Health, Player, Stopped, make_layout
from firmware_bridge._player import Part
from lexicon import Breakpoint, Layout, Limits, Timeline

from ._differ import SHIFT_MS, window
from ._felt import Tolerance
from ._simulation import Simulation


class HapticSim(Simulation):
    """What is felt, exactly: levels and times are those of the lexicon and of the player, to the millisecond."""

    tolerance = Tolerance(1 / 255, SHIFT_MS)

    def __init__(
        self,
        *,
        motors: int = 4,
        kind: str = "lra",
        lowest: float = 0.0,
        limits: Limits | None = None,
        golden: Path | None = None,
        update: bool = False,
    ) -> None:
        """Simulate 1, 2, 4 or 8 motors of a ``kind`` (erm, lra, vcm), ``lowest`` their weakest felt level."""
        limits = limits or Limits()
        self._session = _Exact(make_layout(motors, kind, lowest), limits.max_level)
        super().__init__(limits, golden=golden, update=update)

    def _open(self) -> Bridge:
        return Bridge(self._session, self._session, self.clock, self._heard, SimpleQueue())

    def levels_at(self, t_ms: float) -> tuple[float, ...]:
        """What each motor did at ``t_ms``, 0..1."""
        here = [part.timeline.levels_at(t_ms - part.t_ms) for part in self._session.parts if t_ms <= self.now_ms]
        return tuple(max(levels, default=0.0) for levels in zip(*here, strict=True)) or (0.0,) * len(self.layout)

    @property
    def timeline(self) -> Timeline:
        """What the motors have done so far, from 0 to now."""
        now = round(self.now_ms)
        tracks: list[list[Breakpoint]] = [[] for _ in self.layout.motors]
        for part in self._session.parts:
            for track, points in zip(tracks, part.timeline.tracks, strict=True):
                _lay(track, [Breakpoint(part.t_ms + p.t_ms, p.level, p.carrier_hz) for p in points])
        return window(Timeline(tuple(map(tuple, tracks)), now), 0, now)


class _Exact:
    """A `Playable` without a device: what is due is felt."""

    late = 0

    def __init__(self, layout: Layout, max_level: float) -> None:
        self.layout = layout
        self.lost: BridgeError | None = None
        self.parts: list[Part] = []
        """What was felt or is being felt, by time."""
        self._player = Player(len(layout), max_level=max_level)
        self._events: list[BridgeEvent] = []

    @property
    def idle(self) -> bool:
        return self._player.idle

    @property
    def max_level(self) -> float:
        return self._player.max_level

    @property
    def played_ms(self) -> int:
        return self._player.played_ms

    @property
    def stretched_ms(self) -> int:
        return self._player.stretched_ms

    @property
    def health(self) -> Health:
        return Health()

    def begin(self, program_id: int) -> Admission:
        return self._player.begin(program_id)

    def prepare(self, timeline: Timeline) -> None:
        self._player.capped(timeline)

    def append(self, program_id: int, onset_ms: int, timeline: Timeline, now_ms: float) -> bool:
        return self._player.append(program_id, onset_ms, timeline, now_ms)

    def end(self, program_id: int, duration_ms: int, now_ms: float) -> bool:
        return self._player.end(program_id, duration_ms, now_ms)

    def stop(self, reason: str, now_ms: float, *, quiet: bool = False) -> None:
        if not (quiet and self.idle):
            self._events.append(Stopped(reason))
        self._player.stop(now_ms)
        self._cut(now_ms)

    def cancel(self, program_id: int, reason: str, now_ms: float) -> bool:
        handed_over = self._player.cancel(program_id, now_ms)
        if handed_over is None:
            return False
        if handed_over:
            self._cut(now_ms)
        self._events.append(Stopped(reason, program_id))
        return True

    def _cut(self, now_ms: float) -> None:
        now = round(now_ms)
        self.parts = [
            part if part.end_ms <= now else Part(part.t_ms, window(part.timeline, 0, max(now - part.t_ms, 0)))
            for part in self.parts
        ]

    def advance(self, now_ms: float) -> None:
        self.parts += self._player.due(now_ms)
        self._events += self._player.take_events()

    def next_deadline(self) -> float | None:
        return self._player.next_deadline()

    def take_events(self) -> list[BridgeEvent]:
        events, self._events = self._events, []
        return events

    def close(self) -> None:
        """Nothing is held."""


def _lay(track: list[Breakpoint], points: list[Breakpoint]) -> None:
    """Lay what comes next on a track; where both are on, the stronger is felt, as on a device."""
    if not points:
        return
    if not track or points[0].t_ms >= track[-1].t_ms:
        edges = (track[-1], points[0]) if track else ()
        track += [Breakpoint(p.t_ms, 0.0, p.carrier_hz) for p in edges if p.level > 0]
        track += points
        return
    both = Timeline((tuple(track), tuple(points)), 0)
    start, end = min(track[0].t_ms, points[0].t_ms), max(track[-1].t_ms, points[-1].t_ms)
    carrier = points[0].carrier_hz
    track[:] = [Breakpoint(t, max(both.levels_at(t)), carrier) for t in range(start, end + 1)]
