"""One player and one device over one link, sans-IO: time in, events out. The rim only waits and calls.

It greets the device, learns its clock, sends what the player gives ahead of its time, keeps the device from falling
silent, and stops it. All times are the host's, in ms, but for those that are told to others as the device's.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from lexicon import Layout, Timeline

from . import _wire as wire
from ._events import BridgeEvent, Finished, Late, Level, LinkDown, Received, Restarted, Sent, Started, Stopped
from ._greeting import layout_of, misfit
from ._link import Link
from ._player import Admission, Part, Player
from ._sender import Sender
from ._sync import ClockSync
from ._tracks import TrackBytes, encode_timeline
from .errors import BridgeError, BridgeReason, LinkLost

GREET_EVERY_MS = 250
"""A board that starts anew when its port is opened is asked again until it listens."""
GREET_FOR_MS = 4000
"""Longer than any bootloader waits."""
PROBES = {False: 8, True: 20}
"""Time probes before playing: round trips, one-way."""
PROBE_GAP_MS = {False: 2.0, True: 11.3}
"""One-way probes meet the radio's slots at different moments, since no slot is a multiple of this."""
PROBE_EVERY_MS = 1500
"""And later, to follow the drift; it is also the sign of life at rest."""
KEEP_ALIVES = 5
"""Signs of life within the device's dead-man time: four may get lost in a row."""
STOP_RETRY_MS = 30
"""How soon rest is asked for again when it was not confirmed: about one interval of a radio link."""
ASK_AGAIN_MS = 150
"""How soon a device that owes an answer is asked again."""
SILENCE_MS = 1000
"""A device that has owed an answer for so long is gone; longer than any round trip that could still play."""
STALL_MS = 2 * ASK_AGAIN_MS
"""A host that looks for answers less often than this was held up itself: that is no silence of the device."""
AHEAD_MS = 1500
"""How far ahead of its time touch is sent: a host that stalls for a second does no harm."""
LEADS = 2.5
"""How many times the way to the device an answer may take before any round trip was measured."""
_WRAP_US = 1 << 32


class Phase(Enum):
    """How far the session is."""

    GREETING = "greeting"
    SYNCING = "syncing"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class _Coming:
    """A track that is not to be sent yet."""

    t_ms: int
    track: TrackBytes


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
        self.phase = Phase.GREETING
        self.layout = Layout(())
        self.player = Player(1, max_level=max_level)
        self.hello: wire.HelloReply | None = None
        """Who the device says it is."""
        self.lost: BridgeError | None = None
        """Why the link is down; None while it is up."""
        self.late = 0
        """Tracks that came after their time."""
        self.sync = ClockSync(one_way=link.one_way_sync)
        self._link, self._max_level, self._clock_ms = link, max_level, clock_ms
        self._sender = Sender(link.window, link.packet_bytes)
        self._coming: deque[_Coming] = deque()
        """By time: a step may be longer than the device looks ahead, and the next one must not wait behind it."""
        self._epoch = epoch % 256
        self._stopping = False
        self._busy = False
        self._busy_until_ms = 0.0
        self._reported: tuple[int, ...] = ()
        self._late_before: int | None = None
        self._heard_us = 0
        self._probes: dict[int, float] = {}
        self._probes_left = 0
        self._probe_ms = self._sent_ms = self._stop_ms = now_ms
        self._greeted_ms = now_ms
        self._owed_since: float | None = None
        self._looked_ms = now_ms
        self._events: list[BridgeEvent] = []
        self._greet(now_ms)

    @property
    def ready(self) -> bool:
        """Greeted and in step; programs are taken."""
        return self.phase is Phase.READY

    @property
    def at_rest(self) -> bool:
        """The motors rest, as far as the device says, or it is out of reach; not while it is being greeted."""
        return self.lost is not None or (self.ready and not (self._stopping or self._busy or any(self._reported)))

    @property
    def idle(self) -> bool:
        """Nothing plays, nothing waits, and the motors rest."""
        return self.player.idle and self.at_rest

    def take_events(self) -> list[BridgeEvent]:
        """Return what happened since the last call."""
        events, self._events = self._events, []
        return events

    def begin(self, program_id: int) -> Admission:
        """As `Player.begin`; refused while the device starts anew. Raises `LinkLost` once the link is down."""
        if self.lost:
            raise self.lost
        return self.player.begin(program_id) if self.ready else Admission.REFUSED

    def append(self, program_id: int, onset_ms: int, timeline: Timeline, now_ms: float) -> bool:
        """As `Player.append`; what is due goes out at once."""
        held = self.player.append(program_id, onset_ms, timeline, now_ms)
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
        self._drop(now_ms)
        if not (quiet and was_idle):
            self._events.append(Stopped(reason))
        self._receive(now_ms)

    def advance(self, now_ms: float) -> None:
        """Do what is due at ``now_ms``."""
        if self._owed_since is not None and now_ms > self._looked_ms + STALL_MS:
            self._owed_since = now_ms
        self._looked_ms = now_ms
        self._receive(now_ms)
        if not self.lost:
            if self.phase is Phase.GREETING:
                self._greet_again(now_ms)
            elif self.phase is Phase.SYNCING:
                self._probe_if_due(now_ms)
            if self._stopping and now_ms >= self._stop_ms + STOP_RETRY_MS:
                self._tell_stop(now_ms)
            if self.ready:
                self._play(now_ms)
            self._stay_alive(now_ms)
        self._receive(now_ms)

    def next_deadline(self) -> float | None:
        """Say when `advance` has something to do; None when that depends on what comes."""
        times = [self._link.next_deadline_ms()]
        if not self.lost:
            times.append(self._stop_ms + STOP_RETRY_MS if self._stopping else None)
            if self.phase is Phase.GREETING:
                times.append(self._sent_ms + GREET_EVERY_MS)
            elif self._probes_left or self.ready:
                times.append(self._next_probe_ms())
            if self.ready:
                times += [self.player.next_deadline(), None if self._stopping else self._sender.next_deadline()]
                times.append(self._coming[0].t_ms - self._ahead_ms if self._coming else None)
                times.append(self._next_ping_ms())
        return min((time for time in times if time is not None), default=None)

    def device_ms(self, host_ms: float) -> float:
        """What the device's clock shows at ``host_ms`` of the host's."""
        return host_ms if self._link.same_clock else round(self.sync.to_device_us(host_ms * 1000) / 1000, 3)

    @property
    def _ahead_ms(self) -> int:
        return self.player.lead_ms + AHEAD_MS

    # -- greeting

    def _greet(self, now_ms: float) -> None:
        self._send(wire.Hello(wire.MAJOR, wire.MINOR, self._epoch), now_ms)

    def _greet_again(self, now_ms: float) -> None:
        if now_ms >= self._greeted_ms + GREET_FOR_MS:
            self._lose(
                LinkLost(
                    f"Nothing that speaks our protocol answers on {self._link.describe}.",
                    hint="Check that the firmware is on the device and that it is the right one.",
                    reason=BridgeReason.SILENT,
                ),
                now_ms,
            )
        elif now_ms >= self._sent_ms + GREET_EVERY_MS:
            self._greet(now_ms)

    def _welcome(self, places: wire.Places, now_ms: float) -> None:
        assert self.hello is not None
        if refusal := misfit(self.hello, places, self._link.describe):
            self._lose(refusal, now_ms)
            return
        hello, link = self.hello, self._link
        self.layout = layout_of(hello, places)
        self._max_level = min(self._max_level, hello.max_level / 255)
        before, lead_ms = self.player, round(link.lead_ms)
        self.player = Player(len(self.layout), max_level=self._max_level, lead_ms=lead_ms, ahead_ms=AHEAD_MS)
        self.player.played_ms, self.player.stretched_ms = before.played_ms, before.stretched_ms
        self._reported = (0,) * len(self.layout)
        self._heard_us = 0
        self._sender.restart(self._epoch)
        self._sender.retry_ms = max(self._sender.retry_ms, LEADS * link.lead_ms)
        self._stopping = self._busy = False
        self._send(wire.Limit(int(self._max_level * 255)), now_ms)
        if link.watch_ms:
            self._send(wire.Watch(link.watch_ms), now_ms)
        self._probes_left = 0 if link.same_clock else PROBES[link.one_way_sync]
        self._probe_ms = now_ms
        self.phase = Phase.SYNCING if self._probes_left else Phase.READY
        self._probe_if_due(now_ms)

    # -- the device's clock

    def _next_probe_ms(self) -> float | None:
        if self._link.same_clock:
            return None
        return self._probe_ms + (PROBE_GAP_MS[self._link.one_way_sync] if self._probes_left else PROBE_EVERY_MS)

    def _probe_if_due(self, now_ms: float) -> None:
        due_ms = self._next_probe_ms()
        if due_ms is None or now_ms < due_ms:
            return
        self._probe_ms = now_ms
        self._probes_left = max(0, self._probes_left - 1)
        t1 = int(now_ms * 1000) % _WRAP_US
        self._probes[t1] = now_ms
        while len(self._probes) > 64:
            del self._probes[next(iter(self._probes))]
        self._send(wire.Time(t1), now_ms)
        if self.phase is Phase.SYNCING and not self._probes_left:
            self._probes_left = 1  # until enough have been answered

    def _timed(self, reply: wire.TimeReply, back_ms: float) -> None:
        sent_ms = self._probes.pop(reply.t1, None)
        if sent_ms is None:
            return
        self.sync.add(int(sent_ms * 1000), reply.received, reply.sent, int(back_ms * 1000))
        round_trip_us = self.sync.round_trip_us
        if round_trip_us is not None:
            self._sender.retry_ms = max(self._sender.retry_ms / 2, 40.0, 4 * round_trip_us / 1000)
        if self.phase is Phase.SYNCING and self.sync.probes >= PROBES[self._link.one_way_sync]:
            self._probes_left = 0
            self.phase = Phase.READY

    # -- playing

    def _play(self, now_ms: float) -> None:
        self._probe_if_due(now_ms)
        for part in self.player.due(now_ms):
            self._hold(part)
        while self._coming and self._coming[0].t_ms <= now_ms + self._ahead_ms:
            coming = self._coming.popleft()
            self._sender.put(coming.track, round(self.device_ms(coming.t_ms) * 1000) % _WRAP_US)
        for event in self.player.take_events():
            if isinstance(event, Started | Finished):
                self._events.append(replace(event, t_device_ms=self.device_ms(event.t_device_ms)))
            else:
                self._events.append(event)
        if not self._stopping:
            for data in self._sender.due(now_ms):
                self._send_bytes(data, now_ms)

    def _hold(self, part: Part) -> None:
        carriers = self.hello is not None and self.hello.kind == wire.Kind.VCM
        for track in encode_timeline(part.timeline, carriers=carriers):
            coming = _Coming(part.t_ms + track.onset_ms, track)
            insort(self._coming, coming, key=lambda held: held.t_ms)
            self._busy = True
            self._busy_until_ms = max(self._busy_until_ms, coming.t_ms + track.duration_ms)

    def _next_ping_ms(self) -> float | None:
        times = []
        if self._owed_since is not None:
            times.append(min(self._sent_ms + ASK_AGAIN_MS, self._owed_since + SILENCE_MS))
        if (self._busy or not self._sender.idle) and self.hello is not None:
            times.append(self._sent_ms + self.hello.deadman_ms / KEEP_ALIVES)
        if self._busy and self._sender.idle and self._owed_since is None:
            times.append(max(self._busy_until_ms + 1, self._sent_ms + 10))
        return min(times, default=None)

    def _stay_alive(self, now_ms: float) -> None:
        if self.phase is Phase.GREETING:
            return
        if self._owed_since is not None and now_ms >= self._owed_since + SILENCE_MS:
            self._lose(
                LinkLost(
                    "The device no longer answers.",
                    hint="Check its cable or its battery, then connect again.",
                    reason=BridgeReason.SILENT,
                ),
                now_ms,
            )
        due_ms = self._next_ping_ms() if self.ready and not self.lost else None
        if due_ms is not None and now_ms >= due_ms:
            self._send(wire.Ping(), now_ms)

    # -- stopping

    def _drop(self, now_ms: float) -> None:
        self.player.stop(now_ms)
        self._coming.clear()
        self._epoch = (self._epoch + 1) % 256
        self._sender.restart(self._epoch)
        self._busy_until_ms = now_ms
        if self.phase is Phase.GREETING:
            self._greet(now_ms)
        else:
            self._stopping = True
            self._tell_stop(now_ms)

    def _tell_stop(self, now_ms: float) -> None:
        self._stop_ms = now_ms
        self._send(wire.Stop(self._epoch), now_ms, urgent=True)

    # -- what comes

    def _receive(self, now_ms: float) -> None:
        arrived: list[tuple[float, bytes]] = []
        try:
            arrived = self._link.receive()
        except LinkLost as error:
            self._lose(error, now_ms)
        for stamp_s, data in arrived:
            packet = wire.decode(data)
            if isinstance(packet, wire.Levels):
                self._report(packet.levels, self._device_us(packet.now, now_ms))
            elif not self.lost and not isinstance(packet, wire.Unreadable):
                self._events.append(Received(packet.name, len(data) + self._link.overhead))
                self._owed_since = None
                self._take(packet, stamp_s, now_ms)

    def _take(self, packet: wire.Packet, stamp_s: float, now_ms: float) -> None:
        if isinstance(packet, wire.HelloReply) and self.phase is Phase.GREETING:
            self.hello = packet
        elif isinstance(packet, wire.Places) and self.phase is Phase.GREETING and self.hello:
            self._welcome(packet, now_ms)
        elif isinstance(packet, wire.TimeReply):
            self._timed(packet, min(now_ms, self._clock_ms(stamp_s)))
        elif isinstance(packet, wire.Status) and self.hello and self.phase is not Phase.GREETING:
            self._heed(packet, now_ms)

    def _heed(self, status: wire.Status, now_ms: float) -> None:
        assert self.hello is not None
        if status.boot != self.hello.boot or not status.flags & wire.StatusFlags.SESSION:
            self._begin_anew(now_ms)
            return
        device_us = self._device_us(status.now, now_ms)
        if device_us < self._heard_us:
            return  # overtaken by one that knows more
        self._heard_us = device_us
        if not status.flags & wire.StatusFlags.BUSY:
            self._report((0,) * len(self.layout), device_us)
        if self._late_before is not None and status.late > self._late_before:
            self.late += status.late - self._late_before
            self._events.append(Late(status.late - self._late_before))
        self._late_before = status.late
        if self._stopping and status.epoch == self._epoch:
            self._stopping = False
        self._sender.answered(status, now_ms)
        if status.epoch == self._epoch and self._sender.idle and not status.flags & wire.StatusFlags.BUSY:
            self._busy = now_ms < self._busy_until_ms - 1 and self._busy
        astray = status.epoch != self._epoch or status.reason == wire.StatusReason.FAR
        if (status.flags & wire.StatusFlags.HALTED or astray) and not self._stopping:
            # The device gave up on us, or we on it: both begin again with an empty queue.
            self._drop(now_ms)
            self._events.append(Stopped("device_halted"))

    def _begin_anew(self, now_ms: float) -> None:
        self._drop(now_ms)
        self._stopping = self._busy = False
        self._reported = (0,) * len(self.layout)
        self.phase = Phase.GREETING
        self._greeted_ms = now_ms
        self.hello = self._late_before = None
        self.sync = ClockSync(one_way=self._link.one_way_sync)
        self._probes.clear()
        self._events += [Restarted(), Stopped("device_restarted")]
        self._greet(now_ms)

    def _report(self, levels: tuple[int, ...], device_us: int) -> None:
        if device_us < self._heard_us or levels == self._reported or len(levels) != len(self._reported):
            return
        self._heard_us = device_us
        self._reported = levels
        self._busy = self._busy or any(levels)
        self._events.append(Level(device_us / 1000, tuple(level / 255 for level in levels)))

    def _device_us(self, device_u32: int, now_ms: float) -> int:
        """Device time that does not wrap."""
        if not self._link.same_clock:
            return self.sync.unwrap(device_u32)
        now_us = round(now_ms * 1000)
        return now_us + (device_u32 - now_us + _WRAP_US // 2) % _WRAP_US - _WRAP_US // 2

    # -- what goes

    def _send(self, packet: wire.HostPacket, now_ms: float, *, urgent: bool = False) -> None:
        self._send_bytes(wire.encode(packet), now_ms, urgent=urgent)

    def _send_bytes(self, data: bytes, now_ms: float, *, urgent: bool = False) -> None:
        if self.lost:
            return
        try:
            (self._link.send_urgent if urgent else self._link.send)(data)
        except LinkLost as error:
            self._lose(error, now_ms)
            return
        self._sent_ms = now_ms
        if self._owed_since is None:
            self._owed_since = now_ms
        self._events.append(Sent(wire.decode(data).name, len(data) + self._link.overhead))

    def _lose(self, error: BridgeError, now_ms: float) -> None:
        if self.lost:
            return
        self.lost = error
        self.player.stop(now_ms)
        self._events += [LinkDown(str(error)), Stopped("link_lost")]
