"""Raw packets with one device over its link, on any clock: ask, wait, listen. Nothing is repeated or put right."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from . import _wire as wire
from ._clock import Clock, VirtualClock
from ._greeting import misfit
from ._link import Link
from ._mail import take
from .errors import BridgeReason, LinkLost

QUIET_LEVEL = 64
"""Nothing stronger is asked of a device while it is examined: a quarter of full level."""
ANSWER_MS = 1000
"""Longer than any answer takes that could still play."""
GREET_EVERY_MS, GREET_FOR_MS = 250, 4000
"""A board that starts anew when its port is opened is asked until it listens."""
SETTLE_MS = 60
"""How long late answers to a repeated greeting are waited for."""
LEAD_MS = 60.0
"""How far ahead a track is sent, beside what the way to the device takes."""
REST_TRIES, REST_MS = 6, 200
EPOCH_STEP = 16
"""So that no stop of an earlier case counts as one that was overtaken."""
_U32 = 0xFFFF_FFFF


class Mismatch(Exception):
    """The device did something else than its contract says; the message is what came instead."""


class NotSeen(Exception):
    """This device or link gives no way to see it; the message is why."""


class Dialogue:
    """Speaks with a device whose link is open. Methods raise `LinkLost`, and `Mismatch` for answers that do not fit."""

    def __init__(self, link: Link, clock: Clock, mail: SimpleQueue[None]) -> None:
        """``mail`` is what the link wakes; nothing is sent yet."""
        self.link, self.clock, self.mail = link, clock, mail
        self.epoch = self.seq = 0
        """What the next track is numbered with."""
        self.limit = QUIET_LEVEL
        """The device's highest level, as far as it was told."""
        self.levels: list[wire.Levels] = []
        """Reports since the case began."""
        self.told: list[wire.Status] = []
        """Statuses that came by themselves since the case began."""
        self.lead_ms = LEAD_MS
        self.hello: wire.HelloReply
        self.places: wire.Places
        self._inbox: deque[wire.Packet | wire.Unreadable] = deque()

    @property
    def watch_ms(self) -> int:
        """How often reports are asked for: what every link has room for."""
        return max(20 if self.link.one_way_sync else 5, self.link.watch_ms)

    def greet(self) -> None:
        """Find out who is there. Raises `LinkLost` when nobody answers, `DeviceRefused` when it cannot be played on."""
        end_ms = self.clock.now_ms() + GREET_FOR_MS
        greeted, round_trip_ms = 0, 0.0
        while greeted < 2:  # the first answer may belong to an earlier question
            before_ms = self.clock.now_ms()
            try:
                self.hello, self.places = self.hello_as(wire.MAJOR, within_ms=GREET_EVERY_MS + 4 * self.link.lead_ms)
            except Mismatch as error:
                if self.clock.now_ms() < end_ms:
                    continue
                raise LinkLost(
                    f"Nothing that speaks our protocol answers on {self.link.describe}: {error}.",
                    hint="Check that the firmware is on the device and that it is the right one.",
                    reason=BridgeReason.SILENT,
                ) from error
            round_trip_ms = self.clock.now_ms() - before_ms
            self.wait_for(lambda: False, SETTLE_MS + 2 * self.link.lead_ms, alive=False)
            greeted += 1
        self.lead_ms = LEAD_MS + 3 * round_trip_ms + 2 * self.link.lead_ms
        if refusal := misfit(self.hello, self.places, self.link.describe):
            raise refusal

    def begin(self) -> None:
        """Open a session of a new epoch, with the level limited and nothing heard yet."""
        self.epoch, self.seq = (self.epoch + EPOCH_STEP) % 256, 0
        hello, _ = self.hello_as(wire.MAJOR)
        self.limit = min(self.limit, hello.max_level)
        self.status(wire.Limit(QUIET_LEVEL))
        self.levels.clear()
        self.told.clear()

    def hello_as(
        self, major: int, minor: int = wire.MINOR, *, within_ms: float = ANSWER_MS
    ) -> tuple[wire.HelloReply, wire.Places]:
        """Greet with a version and return the answers."""
        self._inbox.clear()
        self._send(wire.encode(wire.Hello(major, minor, self.epoch)))
        self.wait_for(lambda: len(self._inbox) > 1, within_ms, alive=False)
        came = [self._inbox.popleft() for _ in range(min(2, len(self._inbox)))]
        match came:
            case [wire.HelloReply() as hello, wire.Places() as places]:
                return hello, places
        names = " and ".join(packet.name for packet in came) or "nothing"
        raise Mismatch(f"hello was answered with {names}, not with hello_r and places")

    def ask(self, packet: wire.HostPacket | bytes) -> wire.Packet | wire.Unreadable:
        """Send one packet and return what answers it."""
        return self.burst([packet])[0]

    def status(self, packet: wire.HostPacket | bytes) -> wire.Status:
        """Send what is answered with a status."""
        return self._as_status(packet, self.ask(packet))

    def burst(self, packets: Sequence[wire.HostPacket | bytes]) -> list[wire.Packet | wire.Unreadable]:
        """Send packets as fast as the link bears it; return their answers in order."""
        answers: list[wire.Packet | wire.Unreadable] = []
        self._inbox.clear()
        for at in range(0, len(packets), self.link.window):
            sent = packets[at : at + self.link.window]
            for packet in sent:
                self._send(packet if isinstance(packet, bytes) else wire.encode(packet))
            if not self._hears(len(sent)):
                raise Mismatch(f"{name_of(sent[len(self._inbox)])} was not answered within {ANSWER_MS} ms")
            answers += [self._inbox.popleft() for _ in sent]
        return answers

    def put(self, data: bytes, t0_us: int, *, cut: Sequence[int] = ()) -> wire.Status:
        """Send a whole track, its bytes ``cut`` into pieces or as few packets as can be; return the last answer."""
        packets: list[wire.HostPacket] = []
        sizes = list(cut)
        at = 0
        while at < len(data) or not packets:
            most = self.link.packet_bytes - (wire.MORE_HEAD if packets else wire.TRACK_HEAD)
            size = sizes.pop(0) if sizes else most
            piece, seq = data[at : at + size], (self.seq + len(packets)) % 256
            head = wire.More(seq, self.epoch, piece) if packets else wire.Track(seq, self.epoch, t0_us & _U32, piece)
            packets.append(head)
            at += size
        for packet, answer in zip(packets, self.burst(packets), strict=True):
            status = self._as_status(packet, answer)
            if status.reason != wire.StatusReason.OK:
                raise Mismatch(f"a track that is right was answered {wire.reason_name(status.reason)}")
        self.seq = (self.seq + len(packets)) % 256
        return status

    def device_us(self, ahead_ms: float = 0.0) -> int:
        """What the device's clock shows (u32) so long after now."""
        asked = self.ask(wire.Time(0x5A5A))
        if not isinstance(asked, wire.TimeReply):
            raise Mismatch(f"time was answered with {asked.name}, not with time_r")
        return (asked.sent + round(ahead_ms * 1000)) & _U32

    def wait(self, ms: float) -> None:
        """Let time pass and collect what the device says; it is kept from falling silent."""
        self.wait_for(lambda: False, ms, alive=True)

    def wait_for(self, condition: Callable[[], object], ms: float, *, alive: bool) -> bool:
        """Wait until ``condition`` holds, at most ``ms``; with ``alive`` the device gets signs of life."""
        end_ms = self.clock.now_ms() + ms
        every_ms = self.hello.deadman_ms / 3 if alive else float("inf")
        ping_ms = self.clock.now_ms() + every_ms
        while True:
            self._receive()
            if condition():
                return True
            now_ms = self.clock.now_ms()
            if now_ms >= end_ms:
                return False
            if now_ms >= ping_ms:
                self.status(wire.Ping())
                ping_ms = self.clock.now_ms() + every_ms
            else:
                self._sleep(min(end_ms, ping_ms))

    def rest(self) -> None:
        """Ask for rest until the device confirms it, or has not for a while."""
        epoch = self.epoch
        for _ in range(REST_TRIES):
            epoch = (epoch + 1) % 256
            self._inbox.clear()
            self.link.send_urgent(wire.encode(wire.Stop(epoch)))
            self._wait_for_epoch(epoch)
            heard = self._heard()
            if any(s.epoch == epoch and not s.flags & wire.StatusFlags.BUSY for s in heard):
                return
            epoch = heard[-1].epoch if heard else epoch

    def _wait_for_epoch(self, epoch: int) -> None:
        self.wait_for(lambda: any(status.epoch == epoch for status in self._heard()), REST_MS, alive=False)

    def _hears(self, count: int) -> bool:
        return self.wait_for(lambda: len(self._inbox) >= count, ANSWER_MS, alive=False)

    def _heard(self) -> list[wire.Status]:
        return [packet for packet in self._inbox if isinstance(packet, wire.Status)]

    def _as_status(self, packet: wire.HostPacket | bytes, answer: wire.Packet | wire.Unreadable) -> wire.Status:
        if not isinstance(answer, wire.Status):
            raise Mismatch(f"{name_of(packet)} was answered with {answer.name}, not with a status")
        if answer.boot != self.hello.boot:
            raise Mismatch(f"it said boot {answer.boot} after boot {self.hello.boot}")
        return answer

    def _send(self, data: bytes) -> None:
        self.link.send(data)

    def _receive(self) -> None:
        for _, data in self.link.receive():
            packet = wire.decode(data)
            if isinstance(packet, wire.Levels):
                self.levels.append(packet)
            elif isinstance(packet, wire.Status) and packet.reason in _BY_THEMSELVES:
                self.told.append(packet)
            else:
                self._inbox.append(packet)

    def _sleep(self, until_ms: float) -> None:
        due_ms = self.link.next_deadline_ms()
        until_ms = until_ms if due_ms is None else min(until_ms, due_ms)
        if isinstance(self.clock, VirtualClock):
            self.clock.move_to(until_ms)
        else:
            with contextlib.suppress(Empty):
                take(self.mail, max(0.0, until_ms - self.clock.now_ms()) / 1000 / self.clock.scale)


_BY_THEMSELVES = (wire.StatusReason.DEADMAN, wire.StatusReason.FAULT)


def signed_us(difference: int) -> int:
    """Read a difference of u32 times as the nearest one."""
    return ((difference + 0x8000_0000) & _U32) - 0x8000_0000


def name_of(packet: wire.HostPacket | bytes) -> str:
    """Name a packet in a sentence."""
    return f"the packet {packet.hex(' ')}" if isinstance(packet, bytes) else packet.name
