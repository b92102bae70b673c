"""A bad link on purpose: wraps another, loses, doubles, spoils, swaps, delays, breaks. Repeatable by its seed."""

from __future__ import annotations

import math
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from ._frame import Deframer, frame
from ._link import Link
from ._wire import SHORT_PACKET
from .errors import BridgeReason, LinkLost

PACKETS_PER_EVENT = 4
"""What a radio moves each way in one connection event: phones do 4 to 7, others 1 to 6."""
SWAP_MS = 20.0
"""How long a packet that is to be overtaken waits for one that does it."""
MAX_FLIPS = 3
"""Bits that are turned in a spoiled frame: as many as the CRC surely finds."""
MAX_WATCH_MS = 255
"""What `WATCH` has room for."""
T = TypeVar("T")


def wall_ms() -> float:
    """Return the time that real links live by, in ms."""
    return time.monotonic() * 1000


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong: shares of packets (0 to 1) each way, and times in ms."""

    loss: float = 0.0
    dup: float = 0.0
    corrupt: float = 0.0
    reorder: float = 0.0
    delay_ms: float = 0.0
    interval_ms: float = 0.0
    """Packets leave at multiples of it, `PACKETS_PER_EVENT` each way, as over a radio; 0 at once."""
    drop_after: int | None = None
    """How many packets are sent before the link breaks; it breaks once, and holds when it is opened again."""
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for shares outside of 0 to 1 and negative times."""
        shares = (self.loss, self.dup, self.corrupt, self.reorder)
        if not all(0.0 <= share <= 1.0 for share in shares):
            raise ValueError("loss, dup, corrupt and reorder are 0 to 1")
        times = (self.delay_ms, self.interval_ms, self.drop_after or 0)
        if not all(math.isfinite(number) and number >= 0 for number in times):
            raise ValueError("delay_ms, interval_ms and drop_after are 0 or more")


@runtime_checkable
class Framed(Protocol):
    """A link whose packets travel in frames with a CRC."""

    def send_bytes(self, data: bytes, *, urgent: bool = False) -> None:
        """Put bytes on the wire as they are."""
        ...


class FaultyLink:
    """``inner`` with faults. Everything happens in its calls, so that it works on any clock that they are told."""

    def __init__(self, inner: Link, faults: Faults, now_ms: Callable[[], float] = wall_ms) -> None:
        """Live by ``now_ms``, the session's time."""
        self.lead_ms = inner.lead_ms + faults.delay_ms + 2 * faults.interval_ms
        self.one_way_sync = inner.one_way_sync or faults.interval_ms > 0
        self.window = min(inner.window, PACKETS_PER_EVENT) if faults.interval_ms else inner.window
        self.same_clock, self.overhead = inner.same_clock, inner.overhead
        # One report a connection event: more would pile up in front of the answers.
        self.watch_ms = inner.watch_ms and min(max(inner.watch_ms, math.ceil(faults.interval_ms)), MAX_WATCH_MS)
        self.packet_bytes = min(inner.packet_bytes, SHORT_PACKET) if faults.interval_ms else inner.packet_bytes
        self.describe = inner.describe
        self.inner = inner
        self._faults, self._now_ms = faults, now_ms
        self._random = random.Random(faults.seed)  # noqa: S311 - faults that can be repeated
        self._left, self._broken = faults.drop_after, False
        self._reset()

    def _reset(self) -> None:
        self._down: _Way[_Down] = _Way(self._faults, self._random)
        self._up: _Way[_Up] = _Way(self._faults, self._random)
        self._reader = Deframer()

    @property
    def battery(self) -> float | None:
        """As the inner link says."""
        return self.inner.battery

    def open(self, wake: Callable[[], None]) -> None:
        """Open the inner link; raises what it raises."""
        self._reset()
        self._broken = False
        self.inner.open(wake)
        self.describe = f"{self.inner.describe}, with faults"

    def send(self, packet: bytes) -> None:
        """Send a packet, perhaps. Raises `LinkLost` when the link broke, by itself or on purpose."""
        self._put(packet, urgent=False)

    def send_urgent(self, packet: bytes) -> None:
        """Do as `send` does, and pass what waits for a connection event; what is in the air is not passed."""
        self._put(packet, urgent=True)

    def receive(self) -> list[tuple[float, bytes]]:
        """Return what has come through by now, stamped as much later as it was delayed. Raises `LinkLost`."""
        if self._broken:
            raise self._lost()
        now = self._now_ms()
        self._deliver(now)
        lost: LinkLost | None = None
        try:
            for arrived_s, packet in self.inner.receive():
                for whole in self._spoil_up(packet):
                    self._up.put(_Up(arrived_s, now, whole), now, urgent=False)
        except LinkLost as error:
            lost = error
        through = [(item.arrived_s + (due - item.came_ms) / 1000, item.packet) for due, item in self._up.due(now)]
        if lost is not None and not through:
            raise lost
        return through

    def next_deadline_ms(self) -> float | None:
        """Say when `receive` should be called: something will be through, or the inner link wants it."""
        if self._broken:
            return None
        times = (self._down.next_ms(), self._up.next_ms(), self.inner.next_deadline_ms())
        return min((at for at in times if at is not None), default=None)

    def unplug(self) -> None:
        """Break it now, as a pulled cable does; it holds when it is opened again."""
        self._broken = True

    def close(self) -> None:
        """Close the inner link; what was still on its way is lost."""
        self._reset()
        self.inner.close()

    def _put(self, packet: bytes, *, urgent: bool) -> None:
        if self._left == 0:
            self._left, self._broken = None, True
        if self._broken:
            raise self._lost()
        if self._left is not None:
            self._left -= 1
        now = self._now_ms()
        if self._random.random() >= self._faults.corrupt:
            self._down.put(_Down(packet, urgent, raw=False), now, urgent=urgent)
        elif isinstance(self.inner, Framed):
            self._down.put(_Down(self._flip(frame(packet)), urgent, raw=True), now, urgent=urgent)
        self._deliver(now)

    def _deliver(self, now: float) -> None:
        for _, item in self._down.due(now):
            if item.raw and isinstance(self.inner, Framed):
                self.inner.send_bytes(item.data, urgent=item.urgent)
            elif item.urgent:
                self.inner.send_urgent(item.data)
            else:
                self.inner.send(item.data)

    def _spoil_up(self, packet: bytes) -> list[bytes]:
        spoiled = self._random.random() < self._faults.corrupt
        if not isinstance(self.inner, Framed):
            return [] if spoiled else [packet]
        whole = frame(packet)
        return self._reader.feed(self._flip(whole) if spoiled else whole)

    def _flip(self, data: bytes) -> bytes:
        bits = self._random.sample(range(len(data) * 8), self._random.randint(1, MAX_FLIPS))
        number = int.from_bytes(data, "little")
        for bit in bits:
            number ^= 1 << bit
        return number.to_bytes(len(data), "little")

    def _lost(self) -> LinkLost:
        return LinkLost(
            f"The link to {self.inner.describe} broke, on purpose.",
            hint="Leave drop_after out of the device string, or open it again.",
            reason=BridgeReason.DROPPED,
        )


class _Down(NamedTuple):
    data: bytes
    urgent: bool
    raw: bool


class _Up(NamedTuple):
    arrived_s: float
    came_ms: float
    packet: bytes


class _Way(Generic[T]):
    """One direction: what waits for a connection event, what is in the air, and what is to be overtaken."""

    def __init__(self, faults: Faults, chance: random.Random) -> None:
        self._faults, self._random = faults, chance
        self._waiting: deque[tuple[float, T]] = deque()
        self._passed = 0
        """How many at the front of those that wait are urgent."""
        self._air: deque[tuple[float, T]] = deque()
        self._held: tuple[float, T] | None = None
        """Until when at most, and what."""
        self._event, self._used = -1, 0

    def put(self, item: T, now: float, *, urgent: bool) -> None:
        """Begin the way of an item: none, one or two of it."""
        self._depart(now)
        if self._random.random() < self._faults.loss:
            return
        for _ in range(2 if self._random.random() < self._faults.dup else 1):
            self._waiting.insert(self._passed if urgent else len(self._waiting), (now, item))
            self._passed += urgent

    def due(self, now: float) -> list[tuple[float, T]]:
        """Return (when, what) of all that is through by now."""
        self._depart(now)
        self._let_go(now)
        through = []
        while self._air and self._air[0][0] <= now:
            through.append(self._air.popleft())
        return through

    def next_ms(self) -> float | None:
        """When something will be through."""
        times = [self._air[0][0]] if self._air else []
        times += [self._held[0]] if self._held else []
        times += [self._departure()[0] + self._faults.delay_ms] if self._waiting else []
        return min(times, default=None)

    def _departure(self) -> tuple[float, int]:
        """When the first that waits leaves, and the number of that connection event."""
        since, interval = self._waiting[0][0], self._faults.interval_ms
        if not interval:
            return since, 0
        event = max(math.ceil(since / interval), self._event)
        event += event == self._event and self._used >= PACKETS_PER_EVENT
        return event * interval, event

    def _depart(self, now: float) -> None:
        while self._waiting:
            at, event = self._departure()
            if at > now:
                return
            self._used = self._used + 1 if event == self._event else 1
            self._event = event
            self._passed = max(0, self._passed - 1)
            self._fly(self._waiting.popleft()[1], at + self._faults.delay_ms)

    def _fly(self, item: T, due: float) -> None:
        self._let_go(due)
        if self._held is not None:
            self._air += [(due, item), (due, self._held[1])]
            self._held = None
        elif self._random.random() < self._faults.reorder:
            self._held = (due + SWAP_MS, item)
        else:
            self._air.append((due, item))

    def _let_go(self, now: float) -> None:
        if self._held is not None and self._held[0] <= now:
            self._air.append(self._held)
            self._held = None
