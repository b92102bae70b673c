"""The firmware's host port for tests: its log as events, and a cable to it that can be watched, cut and plugged."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from firmware_bridge import BridgeEvent, Sent
from firmware_bridge._frame import Deframer
from firmware_bridge._precedence import prefer_this_thread
from firmware_bridge._sim import SimProcessLink, build_host
from firmware_bridge._wire import Packet, Status, StatusReason, TimeReply, Unreadable, decode
from lexicon import Breakpoint, Timeline

WAIT_S = 60.0
"""Only a test that has failed waits for so long."""
T = TypeVar("T")


def busy(
    random: Random, ms: int = 4000, only: int = 0, motors: int = 4, piece_ms: tuple[int, int] = (12, 24)
) -> Timeline:
    """One motor that never rests, in so many different pieces that they fill a device's queue."""
    t, points = 0, [Breakpoint(0, 0.3, 170)]
    while t < ms:
        t += random.randint(*piece_ms)
        points.append(Breakpoint(t, random.uniform(0.1, 0.45), 170))
    points.append(Breakpoint(t, 0.0, 170))
    return Timeline(tuple(tuple(points) if motor == only else () for motor in range(motors)), t)


def in_parallel(trial: Callable[[int], T], count: int, at_once: int = 5) -> list[T]:
    """Run trials that mostly wait; raises what one of them raises."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(trial, range(count)))


def run_cli(*arguments: str) -> None:
    """Run the command line in this process, which is another's child."""
    from edge_runtime.cli import main

    sys.argv = ["edge-haptics", *arguments]
    main()


class News:
    """Something that is told from another thread, and can be waited for."""

    def __init__(self) -> None:
        self._news = threading.Condition()

    def tell(self) -> None:
        with self._news:
            self._news.notify_all()

    def wait(self, ready: Callable[[], object], what: str = "it") -> None:
        with self._news:
            assert self._news.wait_for(ready, WAIT_S), f"{what} did not come in {WAIT_S:g} s"


class Watcher(News):
    """A bridge's callback."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[BridgeEvent] = []

    def __call__(self, event: BridgeEvent) -> None:
        self.events.append(event)
        self.tell()

    @property
    def tracks(self) -> list[BridgeEvent]:
        """What was sent of tracks."""
        return [e for e in tuple(self.events) if isinstance(e, Sent) and e.message in {"track", "more"}]

    def wait_for(self, event: object) -> None:
        """Wait for an event, or for one of a kind."""
        kind = event if isinstance(event, type) else None
        self.wait(lambda: any(isinstance(e, kind) if kind else e == event for e in tuple(self.events)), str(event))


class Log(News):
    """What one start of a device put out: (device us, levels of 255), at each change."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        os.mkfifo(path)  # so that a line that is written is a line that wakes
        self.path = path
        self.lines: list[tuple[int, tuple[int, ...]]] = []
        self.ended = False
        threading.Thread(target=self._read, name=f"log {path.name}", daemon=True).start()

    @property
    def on(self) -> bool:
        return bool(self.lines) and any(self.lines[-1][1])

    def wait_on(self, changes: int = 1) -> None:
        """Wait until a motor is on, ``changes`` of levels from now."""
        first = len(self.lines)
        self.wait(lambda: len(self.lines) >= first + changes and self.on, "touch")

    def wait_into(self, ms: float, first: int = 0) -> bool:
        """Wait until a motor is on, ``ms`` after the first was in lines from ``first`` on, by the device's clock.

        Says False where a machine that is too busy has let the touch end before.
        """

        def there() -> bool:
            begun = next((us for us, levels in self.lines[first:] if any(levels)), None)
            return begun is not None and (not self.on or self.lines[-1][0] >= begun + 1000 * ms)

        self.wait(there, "touch")
        return self.on

    def wait_moment(self, changes: int) -> bool:
        """Wait for so many since the start, or until a machine that is too busy has let the touch end.

        Says whether a motor is on.
        """
        self.wait(lambda: self.lines and (not self.on or len(self.lines) >= changes), "touch")
        return self.on

    def wait_rest(self) -> int:
        """Wait until all motors rest, and say since when (device us)."""
        self.wait(lambda: not self.on, "rest")
        return self.lines[-1][0] if self.lines else 0

    def _read(self) -> None:
        with self.path.open() as lines:
            for line in lines:
                item = json.loads(line)
                self.lines.append((item["t_us"], tuple(round(level * 255) for level in item["levels"])))
                self.tell()
        self.ended = True
        self.tell()


class Tap(SimProcessLink):
    """The link of ``sim:``, and all that the device said over it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.said: list[Packet | Unreadable] = []
        self.spoiled = 0
        """Frames that were sent on purpose as none should be."""

    def receive(self) -> list[tuple[float, bytes]]:
        arrived = super().receive()
        self.said += [decode(data) for _, data in arrived]
        return arrived

    def send_bytes(self, data: bytes, *, urgent: bool = False) -> None:
        super().send_bytes(data, urgent=urgent)
        self.spoiled += not Deframer().feed(data)


def last_packet_us(said: list[Packet | Unreadable]) -> int:
    """When the device got its last packet, by its own clock: each is answered with a time."""
    for packet in reversed(said):
        if isinstance(packet, TimeReply):
            return packet.received
        if isinstance(packet, Status) and packet.reason not in {StatusReason.DEADMAN, StatusReason.FAULT}:
            return packet.now
    return 0


class Board:
    """A device with a radio: it is reached through its terminal, and outlives its host and its Bluetooth service."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.logs: list[Log] = []
        """One for each start."""
        self._port = folder / "port"
        self._boot()

    @property
    def log(self) -> Log:
        """Of this start."""
        return self.logs[-1]

    @property
    def port(self) -> str:
        """The terminal's name, the same after each start."""
        return str(self._port)

    def reboot(self) -> None:
        """Let it lose its power for a moment; its radio has a battery of its own."""
        self._kill()
        self._boot()

    def __enter__(self) -> Board:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()

    def _boot(self) -> None:
        self.logs.append(Log(self._port.with_name(f"levels-{len(self.logs)}")))
        command = [str(build_host()), "--log", str(self.log.path), "--boot", str(len(self.logs))]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._process.stdout is not None
        self._port.unlink(missing_ok=True)
        self._port.symlink_to(json.loads(self._process.stdout.readline())["port"])

    def _kill(self) -> None:
        self._process.kill()
        self._process.communicate()


class Port(News):
    """A device on a serial cable of a fixed name. It outlives its host, and its cable."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir()
        self.device = f"serial:{folder / 'port'}"
        self.logs: list[Log] = []
        """One for each start."""
        self.said: list[Packet | Unreadable] = []
        """By the device, since it started."""
        self._folder = folder
        self._bell, self._rope = os.pipe()
        self._ends: tuple[int, ...] = ()
        self._boot()
        self._plug()
        self._go()

    @property
    def log(self) -> Log:
        """Of this start."""
        return self.logs[-1]

    def cut(self) -> None:
        """Pull the cable."""
        with self._still():
            self._unplug()

    def plug(self) -> None:
        """Plug it in again: under the same name, though the system may give it another."""
        with self._still():
            self._plug()

    def reboot(self) -> None:
        """Let the device lose its power for a moment; the cable stays."""
        with self._still():
            self._kill()
            self._boot()

    def __enter__(self) -> Port:
        return self

    def __exit__(self, *_: object) -> None:
        self._halt()
        self._kill()
        self._unplug()
        os.close(self._bell)
        os.close(self._rope)

    def _boot(self) -> None:
        self.logs.append(Log(self._folder / f"levels-{len(self.logs)}"))
        self.said, self._deframer = [], Deframer()
        options = ["--stdio", "--boot", str(len(self.logs)), "--log", str(self.log.path)]
        self._process = subprocess.Popen(
            [str(build_host()), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def _kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _plug(self) -> None:
        import tty  # POSIX alone has it

        self._ends = os.openpty()  # its own slave stays open: a master without one reads errors
        master, slave = self._ends
        tty.setraw(slave)
        os.set_blocking(master, False)
        (self._folder / "port").symlink_to(os.ttyname(slave))

    def _unplug(self) -> None:
        for end in self._ends:
            os.close(end)
        if self._ends:
            (self._folder / "port").unlink()
        self._ends = ()

    def _go(self) -> None:
        self._thread = threading.Thread(target=self._relay, name="cable", daemon=True)
        self._thread.start()

    def _halt(self) -> None:
        os.write(self._rope, b"\0")
        self._thread.join(WAIT_S)

    @contextlib.contextmanager
    def _still(self) -> Iterator[None]:
        self._halt()
        yield
        self._go()

    def _relay(self) -> None:
        prefer_this_thread()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        down, up = self._process.stdin.fileno(), self._process.stdout.fileno()
        master = self._ends[0] if self._ends else None
        while True:
            ready, _, _ = select.select([self._bell, up, *self._ends[:1]], [], [])
            if self._bell in ready:
                os.read(self._bell, 1)
                return
            if master in ready:
                os.write(down, os.read(self._ends[0], 4096))
            if up in ready:
                data = os.read(up, 4096)
                if master is not None:
                    with contextlib.suppress(BlockingIOError):  # nobody reads: lost, as on a wire
                        os.write(master, data)
                self.said += [decode(packet) for packet in self._deframer.feed(data)]
                self.tell()
