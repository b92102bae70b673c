"""What `bench link` measures on: the firmware as a process, a link that can be bad, and two ways to play over it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

from firmware_bridge import (
    Bridge,
    BridgeEvent,
    BridgeReason,
    Callback,
    Link,
    LinkLost,
    ScaledClock,
    Session,
    Started,
    open_bridge,
)
from firmware_bridge import _wire as wire
from firmware_bridge._faults import Faults, FaultyLink
from firmware_bridge._mail import take
from firmware_bridge._precedence import prefer_this_thread
from firmware_bridge._sim import SimProcessLink
from firmware_bridge._sync import ClockSync
from firmware_bridge._track_format import Kind, Segment, Track, Voice, write_track
from lexicon import Timeline

Reply = TypeVar("Reply", wire.TimeReply, wire.HelloReply)
PROBES = 20
"""Time probes past the simulated radio: the fastest of them is right to some ten microseconds."""
ANSWER_S = 2.0
"""How long an answer to one packet is waited for."""
LEVEL = 0.36
RADIO_LEAD_MS = 150.0
"""As over a real radio: two long intervals and a host that is late."""
HOST_LEAD_MS = 100
"""The host-timed way begins so much after it is told to."""
HOST_HOLD_MS = 110
"""How long after its time the host-timed way ends a level: just before the motor's next, so that late ones count."""
HOLD_S = 0.6
"""Longer than the dead-man time: as a large file that is read, or code that was not written with touch in mind."""
_SPIN = (
    "import os, sys, threading\n"
    "threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()\n"
    "while True: pass"
)
"""Ends with its standard input, should nobody be left to end it."""


class Edge(NamedTuple):
    """One motor starts to move, ``t_ms`` after the plan's zero."""

    t_ms: int
    motor: int


class TappedLink:
    """A link whose `on_send` sees each packet that is handed over; the device's log has its levels, it is not asked."""

    battery: float | None = None

    def __init__(self, inner: Link, lead_ms: float) -> None:
        """Wrap ``inner``, and plan at least ``lead_ms`` ahead."""
        self.lead_ms = max(inner.lead_ms, lead_ms)
        self.one_way_sync, self.window, self.same_clock = inner.one_way_sync, inner.window, inner.same_clock
        self.watch_ms, self.overhead, self.describe = 0, inner.overhead, inner.describe
        self.packet_bytes = inner.packet_bytes
        self.on_send: Callable[[bytes], None] | None = None
        self.open, self.send_urgent, self.receive = inner.open, inner.send_urgent, inner.receive
        self.next_deadline_ms, self.close = inner.next_deadline_ms, inner.close
        self._inner = inner

    def send(self, packet: bytes) -> None:
        """Send a packet. Raises `LinkLost`."""
        self._inner.send(packet)
        if self.on_send is not None:
            self.on_send(packet)


class Radio:
    """A simulated radio with a thread of its own: it goes on carrying while its host is late, as a real one does."""

    battery: float | None = None

    def __init__(self, inner: FaultyLink, now_ms: Callable[[], float]) -> None:
        """Carry what ``inner`` has under way by ``now_ms``, once it is open and was begun."""
        self.lead_ms, self.one_way_sync, self.window = inner.lead_ms, inner.one_way_sync, inner.window
        self.same_clock, self.watch_ms, self.overhead = inner.same_clock, inner.watch_ms, inner.overhead
        self.packet_bytes, self.describe = inner.packet_bytes, inner.describe
        self._inner, self._now_ms = inner, now_ms
        self._lock = threading.Lock()
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._arrived: deque[tuple[float, bytes]] = deque()
        self._lost: LinkLost | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._carry, name="simulated radio", daemon=True)

    def open(self, wake: Callable[[], None]) -> None:
        """Open the inner link; nothing is carried before `begin`."""
        self._wake = wake
        self._inner.open(self._ring)

    def _ring(self) -> None:
        self._bell.put(None)
        if not self._thread.is_alive():  # who talks past the radio must not wait for an answer longer than it takes
            self._wake()

    def begin(self) -> None:
        """Carry from now on."""
        self._thread.start()

    def send(self, packet: bytes) -> None:
        """Queue a packet for the next connection event. Raises `LinkLost`."""
        with self._lock:
            self._inner.send(packet)
        self._bell.put(None)

    def send_urgent(self, packet: bytes) -> None:
        """Do as `send` does, and pass what waits. Raises `LinkLost`."""
        with self._lock:
            self._inner.send_urgent(packet)
        self._bell.put(None)

    def receive(self) -> list[tuple[float, bytes]]:
        """Return what has come. Raises `LinkLost`."""
        with self._lock:
            arrived = [self._arrived.popleft() for _ in range(len(self._arrived))]
            if self._lost is not None and not arrived:
                raise self._lost
        return arrived

    def next_deadline_ms(self) -> None:
        """Nothing happens without a call of ``wake``."""

    def close(self) -> None:
        """End the thread, then the inner link."""
        self._closing = True
        self._bell.put(None)
        if self._thread.is_alive():
            self._thread.join(ANSWER_S)
        self._inner.close()

    def _carry(self) -> None:
        prefer_this_thread()
        while not self._closing and self._lost is None:
            with self._lock:
                try:
                    came = self._inner.receive()
                except LinkLost as error:
                    came, self._lost = [], error
                self._arrived.extend(came)
                next_ms = self._inner.next_deadline_ms()
            if came or self._lost:
                self._wake()
            left_ms = ANSWER_S * 1000 if next_ms is None else next_ms - self._now_ms()
            with contextlib.suppress(Empty):
                take(self._bell, max(0.0, left_ms) / 1000)


class LateBridge(Bridge):
    """A bridge on a host that wakes it late each time."""

    def __init__(
        self, dawdle: Callable[[], None], session: Session, link: Link, clock: ScaledClock, *rest: Any
    ) -> None:
        """Call ``dawdle`` before each turn."""
        super().__init__(session, link, clock, *rest)
        self._dawdle = dawdle

    def _turn(self) -> None:
        self._dawdle()
        super()._turn()


class Rig:
    """A firmware process and the way to it; use it as a context manager. Raises `DeviceNotFound` without a compiler."""

    def __init__(self, log: Path | None = None, *, interval_ms: float = 0.0, jitter_ms: float = 0.0) -> None:
        """Log the device's outputs to ``log``; with ``interval_ms`` over a simulated radio.

        With ``jitter_ms`` the host does whatever it does so much late at most, each time anew.
        """
        self.clock = ScaledClock()
        self.truth = ClockSync(one_way=False)
        """The device's clock, measured past the radio and the jitter."""
        self.mail: SimpleQueue[None] = SimpleQueue()
        self._device = SimProcessLink(log=log)
        self._radio: Radio | None = None
        if interval_ms:
            self._radio = Radio(
                FaultyLink(self._device, Faults(interval_ms=interval_ms), self.clock.now_ms), self.clock.now_ms
            )
        self.link = TappedLink(self._radio or self._device, RADIO_LEAD_MS if interval_ms else 0.0)
        self._jitter_ms = jitter_ms
        self._random = random.Random(int(interval_ms * 100))  # noqa: S311 - jitter that can be repeated

    def dawdle(self) -> None:
        """Be late."""
        if self._jitter_ms:
            time.sleep(self._random.uniform(0.0, self._jitter_ms) / 1000)

    def __enter__(self) -> Rig:
        """Start the device and learn its clock."""
        try:
            self.link.open(lambda: self.mail.put(None))
            for _ in range(PROBES):
                sent_us = round(self.clock.now_ms() * 1000)
                self._device.send(wire.encode(wire.Time(sent_us % (1 << 32))))
                reply = self._answer(self._device, wire.TimeReply)
                self.truth.add(sent_us, reply.received, reply.sent, round(self.clock.now_ms() * 1000))
            if self._radio is not None:
                self._radio.begin()
        except BaseException:
            self.link.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the device."""
        self.link.close()

    def bridge(self, on_event: Callback | None = None) -> tuple[Bridge, Session]:
        """Do as `open_bridge` does, over this rig's link, and wait until the clock is known. Raises `BridgeError`."""
        session = Session(self.link, max_level=1.0, now_ms=self.clock.now_ms())
        while not (session.ready and session.in_time):
            session.advance(self.clock.now_ms())
            if session.lost:
                raise session.lost
            self.nap(session.next_deadline())
            self.dawdle()
        return LateBridge(self.dawdle, session, self.link, self.clock, on_event, self.mail), session

    def greet(self) -> None:
        """Open a session of epoch 0 by hand. Raises `LinkLost`."""
        self.link.send(wire.encode(wire.Hello(wire.MAJOR, wire.MINOR, 0)))
        self._answer(self.link, wire.HelloReply)

    def nap(self, until_ms: float | None) -> None:
        """Wait until something came or the time has come."""
        left_ms = 50.0 if until_ms is None else until_ms - self.clock.now_ms()
        with contextlib.suppress(Empty):
            take(self.mail, max(0.0, left_ms) / 1000)

    def sleep_until(self, until_ms: float) -> None:
        """Sleep, but for what the simulated link has to do meanwhile."""
        while (now_ms := self.clock.now_ms()) < until_ms:
            self.link.receive()
            next_ms = self.link.next_deadline_ms()
            wake_ms = until_ms if next_ms is None else min(next_ms, until_ms)
            time.sleep(max(0.0, wake_ms - now_ms) / 1000)

    def _answer(self, link: Link, kind: type[Reply]) -> Reply:
        until_ms = self.clock.now_ms() + ANSWER_S * 1000
        while self.clock.now_ms() < until_ms:
            for _, data in link.receive():
                packet = wire.decode(data)
                if isinstance(packet, kind):
                    return packet
            self.nap(link.next_deadline_ms())
        raise LinkLost(
            "The simulated device does not answer.", hint="Try again on an idle machine.", reason=BridgeReason.SILENT
        )


def play_planned(rig: Rig, steps: Sequence[Timeline]) -> float:
    """Play ``steps`` one after the other as one program, by our bridge.

    Returns what the device's clock truly showed at their zero, in ms: the bridge misjudged it by a little, and all of
    the program is so much early or late. Raises `BridgeError`.
    """
    zero: list[float] = []

    def on_event(event: BridgeEvent) -> None:
        if isinstance(event, Started):
            now_ms = rig.clock.now_ms()
            misjudged_ms = session.device_ms(now_ms) - rig.truth.to_device_us(now_ms * 1000) / 1000
            zero.append(event.t_device_ms - misjudged_ms)

    bridge, session = rig.bridge(on_event)
    with bridge:
        bridge.begin(1)
        onset_ms = 0
        for step in steps:
            bridge.append(1, onset_ms, step)
            onset_ms += step.duration_ms
        bridge.end(1, onset_ms)
        bridge.drained(onset_ms / 1000 + ANSWER_S)
    return zero[0]


def play_held_up(device: str, steps: Sequence[Timeline]) -> float:
    """Play ``steps`` as one program while this Python is held up (`held_up`); returns the device time of their zero."""
    zero: list[float] = []

    def on_event(event: BridgeEvent) -> None:
        if isinstance(event, Started):
            zero.append(event.t_device_ms)

    with open_bridge(device, max_level=1.0, on_event=on_event) as bridge:
        bridge.begin(1)
        onset_ms = 0
        for step in steps:
            bridge.append(1, onset_ms, step)
            onset_ms += step.duration_ms
        bridge.end(1, onset_ms)
        with held_up(), contextlib.suppress(LinkLost):
            bridge.drained(onset_ms / 1000 + ANSWER_S)
    return zero[0]


@contextlib.contextmanager
def held_up() -> Iterator[None]:
    """Let a thread hold the interpreter's lock for `HOLD_S` again and again, as one long call into C does."""
    ended = threading.Event()
    sleep = ctypes.PyDLL(None).usleep  # one that does not let go of the lock, as `time.sleep` would

    def hold() -> None:
        while not ended.is_set():
            sleep(int(HOLD_S * 1_000_000))
            time.sleep(0)

    thread = threading.Thread(target=hold, name="held up", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def play_host_timed(rig: Rig, edges: Sequence[Edge]) -> float:
    """Play ``edges`` by a thread that sleeps until each is due and sends it then, to be played on receipt.

    Returns the device time of their zero in ms. Raises `LinkLost`.
    """
    rig.greet()
    zero_ms = rig.clock.now_ms() + HOST_LEAD_MS
    for number, (t_ms, motor) in enumerate(edges):
        rig.sleep_until(zero_ms + t_ms)
        rig.dawdle()
        now_ms = rig.clock.now_ms()
        hold_ms = max(1, round(zero_ms + t_ms + HOST_HOLD_MS - now_ms))
        hold = Track((Voice(1 << motor),), (Segment(Kind.HOLD, hold_ms, round(LEVEL * 255)),))
        now_us = round(rig.truth.to_device_us(now_ms * 1000)) % (1 << 32)
        rig.link.send(wire.encode(wire.Track(number % 256, 0, now_us, write_track(hold))))
    rig.sleep_until(zero_ms + (edges[-1].t_ms if edges else 0) + 2 * HOST_HOLD_MS)
    return rig.truth.to_device_us(zero_ms * 1000) / 1000


@contextlib.contextmanager
def busy_cores(count: int | None = None) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Keep every core busy with a process each (or ``count`` processes), until left."""
    spinning: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(count or os.cpu_count() or 1):
            spinning.append(subprocess.Popen([sys.executable, "-c", _SPIN], stdin=subprocess.PIPE))  # noqa: S603, PERF401
        yield spinning
    finally:
        for process in spinning:
            process.kill()
        for process in spinning:
            process.communicate()
