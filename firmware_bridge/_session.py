"""One player and one device over one link, sans-IO: time in, events out. The rim only waits and calls.

What it sends is the state of the motors, so repeating it is harmless: it does so while a motor runs (the
device stops by itself when its host is silent), and until the device has said that it took the last one.
"""

from __future__ import annotations

from collections.abc import Iterable

from lexicon import Frame

from ._events import BridgeEvent, Level, LinkDown, Received, Sent, Stopped
from ._link import Link
from ._messages import FromDevice, Hello, HelloReply, LevelReport, Levels, Limit, Status, Stop, ToDevice
from ._player import Admission, Player
from .errors import BridgeReason, LinkLost

KEEP_ALIVES = 5
"""How often a state is repeated within the device's dead-man time: four may get lost in a row."""
STOP_RETRY_MS = 30
"""How soon rest is asked for again when it was not confirmed: about one interval of a radio link."""
SILENCE_MS = 1000
"""A device that has owed an answer for so long is gone; longer than any round trip that could still play."""


class Session:
    """Plays what it is given until it is stopped or the link is lost. Times are the device's, in ms."""

    def __init__(self, link: Link, hello: HelloReply, *, max_level: float) -> None:
        """Take over a link whose handshake gave ``hello``; the lower of both caps holds."""
        self.layout = hello.layout
        self.player = Player(len(hello.layout), max_level=min(max_level, hello.max_level))
        self.lost: LinkLost | None = None
        """Why the link is down; None while it is up."""
        self._link = link
        self._keep_alive_ms = hello.deadman_ms / KEEP_ALIVES
        rest = (0.0,) * len(hello.layout)
        self._state = Frame(0, rest, (0,) * len(rest))
        self._reported = rest
        self._seq = self._needed = self._acked = 0
        self._stopping = False
        self._sent_ms = 0.0
        self._owed_since: float | None = None
        self._events: list[BridgeEvent] = [
            Sent(Hello.name, Hello.size),
            Received(hello.name, hello.size),
            Sent(Limit.name, Limit.size),
        ]

    @property
    def at_rest(self) -> bool:
        """The motors rest, as far as the device says, and it took the last message, or is out of reach."""
        confirmed = self.lost is not None or self._acked >= self._needed
        return confirmed and not any(self._state.levels) and not any(self._reported)

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        return self.player.idle and self.at_rest

    def take_events(self) -> list[BridgeEvent]:
        """Return what happened since the last call."""
        events, self._events = self._events, []
        return events

    def begin(self, program_id: int) -> Admission:
        """As `Player.begin`. Raises `LinkLost` once the link is down."""
        if self.lost:
            raise self.lost
        return self.player.begin(program_id)

    def append(self, program_id: int, onset_ms: int, frames: Iterable[Frame], now_ms: float) -> bool:
        """As `Player.append`; what is due goes out at once."""
        held = self.player.append(program_id, onset_ms, frames, now_ms)
        self.advance(now_ms)
        return held

    def end(self, program_id: int, duration_ms: int, now_ms: float) -> bool:
        """As `Player.end`."""
        held = self.player.end(program_id, duration_ms, now_ms)
        self.advance(now_ms)
        return held

    def stop(self, reason: str, now_ms: float, *, quiet: bool = False) -> None:
        """Drop everything and tell the device to rest, before anything else is sent.

        With ``quiet`` it is no event when there was nothing to stop.
        """
        was_idle = self.idle
        self._state = self.player.stop(now_ms)
        self._stopping = True
        self._tell_stop(now_ms)
        self._needed = self._seq
        if not (quiet and was_idle):
            self._events.append(Stopped(reason))
        self._receive(now_ms)

    def advance(self, now_ms: float) -> None:
        """Do what is due at ``now_ms``."""
        self._receive(now_ms)
        frames = self.player.due(now_ms, ahead_ms=self._link.ahead_ms)
        self._events.extend(self.player.take_events())
        for frame in frames:
            if (frame.levels, frame.carriers_hz) != (self._state.levels, self._state.carriers_hz):
                self._state = frame
                self._stopping = False
                self._tell_state(now_ms)
                self._needed = self._seq
        repeat_ms = self._repeat_ms()
        if repeat_ms is not None and now_ms >= repeat_ms:
            if self._stopping:
                self._tell_stop(now_ms)
            else:
                self._tell_state(now_ms)
        if not self.lost and self._owed_since is not None and now_ms >= self._owed_since + SILENCE_MS:
            self._lose(
                LinkLost(
                    "The device no longer answers.",
                    hint="Check its cable or its battery, then connect again.",
                    reason=BridgeReason.SILENT,
                ),
                now_ms,
            )
        self._receive(now_ms)

    def next_deadline(self) -> float | None:
        """Say when `advance` has something to do; None when that depends on what comes."""
        due_ms = self.player.next_deadline()
        times = [
            None if due_ms is None else due_ms - self._link.ahead_ms,
            self._link.next_deadline(),
            self._repeat_ms(),
            None if self.lost or self._owed_since is None else self._owed_since + SILENCE_MS,
        ]
        return min((time for time in times if time is not None), default=None)

    def _repeat_ms(self) -> float | None:
        resting = not any(self._state.levels)
        if self.lost or (resting and self._acked >= self._needed):
            return None
        return self._sent_ms + (STOP_RETRY_MS if resting else self._keep_alive_ms)

    def _tell_state(self, now_ms: float) -> None:
        self._seq += 1
        levels, carriers = self._state.levels, self._state.carriers_hz
        self._send(Levels(self._seq, self.player.epoch, levels, carriers), now_ms)

    def _tell_stop(self, now_ms: float) -> None:
        self._seq += 1
        self._send(Stop(self._seq, self.player.epoch), now_ms)

    def _send(self, message: ToDevice, now_ms: float) -> None:
        if self.lost:
            return
        self._sent_ms = now_ms
        if self._owed_since is None:
            self._owed_since = now_ms
        self._events.append(Sent(message.name, message.size))
        try:
            self._link.send(message, now_ms)
        except LinkLost as error:
            self._events.pop()
            self._lose(error, now_ms)

    def _receive(self, now_ms: float) -> None:
        messages: list[FromDevice] = []
        try:
            messages = self._link.receive(now_ms)
        except LinkLost as error:
            if not self.lost:
                self._lose(error, now_ms)
        for message in messages:
            if isinstance(message, LevelReport):
                self._reported = message.levels
                self._events.append(Level(message.t_device_ms, message.levels))
                continue
            if self.lost:
                continue
            self._events.append(Received(message.name, message.size))
            if isinstance(message, Status):
                self._acked = max(self._acked, message.seq)
                self._owed_since = None if self._acked >= self._needed else now_ms

    def _lose(self, error: LinkLost, now_ms: float) -> None:
        self.lost = error
        self._state = self.player.stop(now_ms)
        self._events += [LinkDown(str(error)), Stopped("link_lost")]
