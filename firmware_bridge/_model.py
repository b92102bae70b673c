"""A device as docs/reference/protocol.md describes it, sans-IO: packets and time in, answers and outputs out.

The firmware in C does the same; where time has to be compared, it is kept here without the wrap of the wire's u32.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from ._model_config import ModelConfig
from ._model_guard import MotorGuard
from ._model_tracks import ModelTrack
from ._wire import (
    MAJOR,
    DevicePacket,
    Hello,
    Levels,
    Limit,
    More,
    Ping,
    Places,
    Status,
    StatusFlags,
    StatusReason,
    Stop,
    Time,
    TimeReply,
    Track,
    Watch,
    decode,
    encode,
)

__all__ = ["DeviceModel", "ModelConfig", "Outputs"]

AHEAD_US, AGO_US = 10_000_000, 20_000_000
"""How far from now a track may start."""
REPEATS = 128
"""Sequence numbers before the awaited one that are repeats: half of all."""
OVERTAKEN = 8
"""Epochs before the device's own whose stops were overtaken and change nothing."""
SLOPE_US = 10_000
"""How long a simulated device may wait between two looks at a level that moves."""
_U16, _U32 = 0xFFFF, 0xFFFF_FFFF

Outputs: TypeAlias = Callable[[int, tuple[int, ...], tuple[int, ...]], None]
"""Told of each change: the time as it was given (us), the levels (0 to 255), the carriers (in 2 Hz, 0 for none)."""


class DeviceModel:
    """One device from its start on. Times are in us, never fall, and may wrap at 2^32 or not."""

    def __init__(self, config: ModelConfig, boot: int, now_us: int, outputs: Outputs | None = None) -> None:
        """Start at rest at ``now_us``; ``boot`` (u16) tells this start from others."""
        self.config = config
        self.outputs = outputs
        self.levels: tuple[int, ...] = (0,) * config.motors
        """What the motors do now, 0 to 255 each."""
        self.carriers: tuple[int, ...] = (0,) * config.motors
        """What carriers they have now, in steps of 2 Hz; 0 for none or at rest."""
        self._boot = boot
        self._now = now_us
        self._counted = now_us  # up to here, whole milliseconds have been counted as heat and as time on
        self._heard = now_us
        self._limit = config.max_level
        self._session = self._halted = False
        self._epoch = self._seq = 0
        self._queue: deque[ModelTrack] = deque()
        self._open: ModelTrack | None = None
        self._guards = [MotorGuard(config.duty, config.longest_on_ms) for _ in range(config.motors)]
        self._late = self._errors = self._underruns = 0
        self._watch_ms = 0
        self._reported: int | None = None
        self._changed = False

    @property
    def limit(self) -> int:
        """The highest level that it puts out now, 0 to 255."""
        return self._limit

    def receive(self, packet: bytes, now_us: int) -> list[bytes]:
        """Take one packet of any bytes; return the answers to it, then what a tick at the same time has to say."""
        self._set_now(now_us)
        answers = [encode(answer) for answer in self._handle(packet)]
        return answers + self._tick(now_us)

    def tick(self, now_us: int) -> list[bytes]:
        """Let time be ``now_us``; return what the device says by itself."""
        self._set_now(now_us)
        return self._tick(now_us)

    def frame_error(self) -> None:
        """Count a broken frame that the link met."""
        self._errors = min(self._errors + 1, _U16)

    def next_tick_us(self, now_us: int) -> int | None:
        """Say when to tick next so that nothing is missed; None when nothing will happen by itself."""
        due = [
            at
            for track in self._queue
            for voice in track.voices
            if (at := track.next_change_us(voice, self._now, SLOPE_US)) is not None
        ]
        due += [track.t0_us for track in self._queue if not track.voices and track.t0_us > self._now]  # an underrun
        if self._queue or any(self.levels):
            due.append(self._heard + self.config.bears_us)
        for guard, level in zip(self._guards, self.levels, strict=True):
            if (ms := guard.next_ms(level)) is not None:
                due.append(self._counted + ms * 1000)
        if self._watch_ms and self._changed:
            due.append(self._next_report_us())
        return now_us + max(0, min(due) - self._now - ((now_us - self._now) & _U32)) if due else None

    def _set_now(self, now_us: int) -> None:
        self._now += (now_us - self._now) & _U32

    def _handle(self, data: bytes) -> list[DevicePacket]:
        packet = decode(data)
        reason = StatusReason.OK
        if isinstance(packet, Hello | Time | Ping | Track | More | Stop | Limit | Watch):
            self._heard = self._now
        match packet:
            case Hello():
                self._begin(packet.epoch)
                self._watch_ms = 0
                self._session = packet.major == MAJOR
                return [self.config.hello(self._boot, self._limit), Places(self.config.places)]
            case Time():
                now = self._now & _U32
                return [TimeReply(packet.t1, now, now)]
            case Ping():
                pass
            case Track() | More():
                reason = self._take(packet)
            case Stop():
                if (self._epoch - packet.epoch) % 256 > OVERTAKEN:
                    self._begin(packet.epoch)
            case Limit():
                self._limit = min(self._limit, packet.level)
            case Watch():
                self._watch_ms = packet.every_ms
            case _:
                self.frame_error()
                reason = StatusReason.BAD
        return [self._status(reason)]

    def _begin(self, epoch: int) -> None:
        self._clear()
        self._halted = False
        self._epoch, self._seq = epoch, 0

    def _clear(self) -> None:
        # The outputs follow in the tick that comes at the same time, once the heat of the old ones is counted.
        self._queue.clear()
        self._open = None

    def _take(self, packet: Track | More) -> StatusReason:
        refusal = self._refusal(packet)
        if refusal is not None:
            return refusal
        if (self._seq - packet.seq - 1) % 256 < REPEATS:
            return StatusReason.OK
        self._seq = (self._seq + 1) % 256
        if isinstance(packet, Track):
            self._open = ModelTrack(self._now + _signed(packet.t0 - self._now), self.config.motors)
            self._queue.append(self._open)
        track = self._open
        if track is None:
            return StatusReason.OK
        had_head = bool(track.voices)
        understood = track.feed(packet.data)
        if track.voices and not had_head and self._now > track.t0_us:
            self._late = min(self._late + 1, _U16)
        if track.ended:
            self._open = None
            if not track.voices:
                self._queue.pop()
        return StatusReason.OK if understood else StatusReason.BAD

    def _refusal(self, packet: Track | More) -> StatusReason | None:
        """Say why a packet is not even looked into; None for a repeat too."""
        if not self._session:
            return StatusReason.NO_SESSION
        if self._halted:
            return StatusReason.HALTED
        if packet.epoch != self._epoch:
            return StatusReason.STALE
        before = (self._seq - packet.seq) % 256
        if before:
            return None if before <= REPEATS else StatusReason.GAP
        if isinstance(packet, Track) and not -AGO_US <= _signed(packet.t0 - self._now) <= AHEAD_US:
            return StatusReason.FAR
        if isinstance(packet, Track):
            self._free_tracks()
        no_track = isinstance(packet, Track) and len(self._queue) >= self.config.tracks
        if no_track or (len(packet.data) + 1) // 2 > self._free_segments:
            return StatusReason.FULL
        return None

    @property
    def _free_segments(self) -> int:
        return self.config.segments - sum(track.segments for track in self._queue)

    def _tick(self, given_us: int) -> list[bytes]:
        said: list[DevicePacket] = []
        ms = (self._now - self._counted) // 1000
        self._counted += ms * 1000
        faults = [guard.spend(level, ms) for guard, level in zip(self._guards, self.levels, strict=True)]
        busy = self._queue or any(self.levels)
        if busy and self._now - self._heard >= self.config.bears_us:
            self._clear()
            self._halted = True
            said.append(self._status(StatusReason.DEADMAN))
        self._free_tracks()
        self._put_out(given_us)
        if any(faults):
            said.append(self._status(StatusReason.FAULT))
        if self._watch_ms and self._changed and self._now >= self._next_report_us():
            self._reported, self._changed = self._now, False
            said.append(Levels(self._now & _U32, self.levels))
        return [encode(packet) for packet in said]

    def _free_tracks(self) -> None:
        for track in self._queue:
            if not (track.ended or track.underrun) and self._now - track.t0_us >= track.end_us:
                track.underrun = True
                self._underruns = min(self._underruns + 1, _U16)
        while self._queue and self._queue[0].over(self._now):
            if not self._queue[0].ended and len(self._queue) == 1:
                break
            self._queue.popleft()

    def _next_report_us(self) -> int:
        return self._now if self._reported is None else self._reported + self._watch_ms * 1000

    def _put_out(self, given_us: int) -> None:
        asked, carriers = [0] * self.config.motors, [0] * self.config.motors
        for track in self._queue:
            for voice in track.voices:
                level = track.level(voice, self._now)
                for motor in range(self.config.motors):
                    if voice.motors >> motor & 1 and level > asked[motor]:
                        asked[motor], carriers[motor] = level, track.carrier(voice, self._now)
        pairs = zip(self._guards, asked, strict=True)
        levels = tuple(guard.allow(min(level, self._limit)) for guard, level in pairs)
        heard = tuple(carrier if level else 0 for carrier, level in zip(carriers, levels, strict=True))
        if (levels, heard) != (self.levels, self.carriers):
            self._changed = self._changed or levels != self.levels
            self.levels, self.carriers = levels, heard
            if self.outputs:
                self.outputs(given_us, levels, heard)

    def _status(self, reason: StatusReason) -> Status:
        flags = StatusFlags(0)
        if self._queue:
            flags |= StatusFlags.BUSY
        if self._halted:
            flags |= StatusFlags.HALTED
        if any(guard.blocked for guard in self._guards):
            flags |= StatusFlags.BLOCKED
        if self._session:
            flags |= StatusFlags.SESSION
        return Status(
            reason=reason,
            seq=self._seq,
            epoch=self._epoch,
            flags=flags,
            free_tracks=self.config.tracks - len(self._queue),
            free_segments=self._free_segments,
            now=self._now & _U32,
            late=self._late,
            errors=self._errors,
            underruns=self._underruns,
            boot=self._boot,
        )


def _signed(difference: int) -> int:
    """Read a difference of u32 times as the nearest one, -2^31 to 2^31 - 1."""
    return ((difference + 0x8000_0000) & _U32) - 0x8000_0000
