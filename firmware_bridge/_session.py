"""One player and one device over one link, sans-IO: time in, events out. The rim only waits and calls.

It gives the device what is planned, ahead of its time, in the device's own time. All times are the host's, in ms, but
for those that are told to others as the device's.
"""

from __future__ import annotations

from collections.abc import Callable

from lexicon import Layout, Timeline

from ._events import BridgeEvent, Finished, Started, Stopped
from ._greeting import layout_of
from ._link import Link
from ._peer import Peer
from ._playable import Health
from ._player import Admission, Player
from .errors import BridgeError

AHEAD_MS = 1500
"""How far ahead of its time touch is sent: a host that stalls for a second does no harm."""
MOST_LEAD_MS = 1000
"""No way that could still play takes longer."""


class Session:
    """Plays what it is given until it is stopped or the link is lost."""

    def __init__(
        self,
        link: Link,
        *,
        max_level: float,
        now_ms: float,
        epoch: int = 0,
        clock_ms: Callable[[float], float] = lambda stamp_s: stamp_s * 1000,
    ) -> None:
        """Take over an open link and greet; `advance` until `ready`.

        ``epoch`` (u8) should differ between sessions; ``clock_ms`` turns the link's stamps into the session's time.
        """
        self.layout = Layout(())
        self.player = Player(1, max_level=max_level)
        self._link = link
        self._peer = Peer(link, now_ms, epoch=epoch, max_level=max_level, clock_ms=clock_ms)
        self._peer.on_welcome = self._welcome
        self._peer.on_drop = self._peer.exchange.on_lost = self._drop

    @property
    def ready(self) -> bool:
        """Greeted and in step; programs are taken."""
        return self._peer.ready

    @property
    def in_time(self) -> bool:
        """The device's clock is as well known as it gets; that takes some seconds over a radio."""
        return self._peer.clock.settled

    @property
    def lost(self) -> BridgeError | None:
        """Why the link is down; None while it is up."""
        return self._peer.lost

    @property
    def at_rest(self) -> bool:
        """The motors rest, as far as the device says, or it is out of reach; not while it is being greeted."""
        return self._peer.at_rest

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        return self.player.idle and self.at_rest

    @property
    def late(self) -> int:
        """Tracks that came after their time."""
        return self._peer.mirror.late

    @property
    def max_level(self) -> float:
        """The cap that is in force: the person's or the device's, whichever is lower."""
        return self.player.max_level

    @property
    def played_ms(self) -> int:
        """As `Player.played_ms`."""
        return self.player.played_ms

    @property
    def stretched_ms(self) -> int:
        """As `Player.stretched_ms`."""
        return self.player.stretched_ms

    @property
    def health(self) -> Health:
        """How good the way to the device is."""
        return Health(self._peer.outbox.sender.resent, self._peer.round_trip_ms, self._link.battery)

    def take_events(self) -> list[BridgeEvent]:
        """Return what happened since the last call."""
        exchange = self._peer.exchange
        events, exchange.events = exchange.events, []
        return events

    def begin(self, program_id: int) -> Admission:
        """As `Player.begin`; refused while the device starts anew. Raises `BridgeError` once the link is down."""
        if self.lost:
            raise self.lost
        return self.player.begin(program_id) if self.ready else Admission.REFUSED

    def prepare(self, timeline: Timeline) -> None:
        """Encode a step that will be appended, so that then it takes no time. Raises ValueError as `append` does."""
        self._peer.outbox.prepare(self.player.capped(timeline))

    def append(self, program_id: int, onset_ms: int, timeline: Timeline, now_ms: float) -> bool:
        """As `Player.append`; what is due goes out with the next `advance`."""
        return self.player.append(program_id, onset_ms, timeline, now_ms)

    def end(self, program_id: int, duration_ms: int, now_ms: float) -> bool:
        """As `Player.end`."""
        return self.player.end(program_id, duration_ms, now_ms)

    def stop(self, reason: str, now_ms: float, *, quiet: bool = False) -> None:
        """Drop everything and tell the device to rest, before anything else is sent.

        With ``quiet`` it is no event when there was nothing to stop.
        """
        was_idle = self.idle
        self._peer.stop(now_ms)
        if not (quiet and was_idle):
            self._peer.exchange.events.append(Stopped(reason))
        self._peer.receive(now_ms)

    def cancel(self, program_id: int, reason: str, now_ms: float) -> bool:
        """Drop one program and play on what waits; as `Player.cancel`, False where that is None."""
        handed_over = self.player.cancel(program_id, now_ms)
        if handed_over is None:
            return False
        if handed_over:
            self._peer.rest(now_ms)
        self._peer.exchange.events.append(Stopped(reason, program_id))
        self.advance(now_ms)
        return True

    def advance(self, now_ms: float) -> None:
        """Do what is due at ``now_ms``."""
        self._peer.look(now_ms)
        if self.ready and not self.lost:
            self._play(now_ms)
        self._peer.speak(now_ms)
        if self.ready:
            self._keep_time(now_ms)

    def next_deadline(self) -> float | None:
        """Say when `advance` has something to do; None when that depends on what comes."""
        times = [self._peer.next_deadline()]
        if self.ready and not self.lost:
            times += [self.player.next_deadline(), self._peer.outbox.next_ms(self.player.lead_ms + AHEAD_MS)]
        return min((time for time in times if time is not None), default=None)

    def device_ms(self, host_ms: float) -> float:
        """What the device's clock shows at ``host_ms`` of the host's."""
        return self._peer.clock.device_ms(host_ms)

    def _play(self, now_ms: float) -> None:
        for part in self.player.due(now_ms):
            self._peer.give(part)
        self._peer.let_go(now_ms + self.player.lead_ms + AHEAD_MS)
        for event in self.player.take_events():
            if isinstance(event, Started | Finished):
                told = type(event)(event.program_id, self.device_ms(event.t_device_ms))
                self._peer.exchange.events.append(told)
            else:
                self._peer.exchange.events.append(event)

    def _keep_time(self, now_ms: float) -> None:
        """Before a program gets its zero its times may leap, and it may be planned further ahead."""
        playing = self.player.playing
        self._peer.clock.follow(now_ms, playing=playing)
        if not playing:
            way_ms = min(self._peer.clock.way_ms, MOST_LEAD_MS)
            self.player.lead_ms = round(max(self._link.lead_ms, way_ms))

    def _welcome(self) -> None:
        assert self._peer.greeting.hello is not None
        self.layout = layout_of(self._peer.greeting.hello, self._peer.greeting.places)
        before, max_level = self.player, self._peer.max_level
        self.player = Player(
            len(self.layout), max_level=max_level, lead_ms=round(self._link.lead_ms), ahead_ms=AHEAD_MS
        )
        self.player.played_ms, self.player.stretched_ms = before.played_ms, before.stretched_ms

    def _drop(self, now_ms: float) -> None:
        self.player.stop(now_ms)
