"""How far apart many devices hear of one onset, when one machine feeds them all through an MQTT broker.

Broker and subscribers are real and on this machine; all share its clock. The obvious alternative sends each device a
message of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from edge_runtime.bench_link import share_of
from firmware_bridge import BridgeEvent, BridgeReason, DeviceNotFound, LinkLost, ScaledClock, Started, open_bridge
from firmware_bridge._precedence import preferred
from lexicon import Breakpoint, Timeline

DEVICES, ONSETS = 200, 20
HOLD_MS, PERIOD_MS = 800, 1200
"""The latest level wins: on a busy machine one that is held for a short time may rightly never be sent."""
MOTORS = 4
LOWEST, APART = 40, 4
"""Each onset has a level of its own, of 255: that is how a subscriber knows it."""
PROCESSES = 4
"""At most so many share the subscribers."""
BEFORE_S = 1.0
"""Between connecting and the first onset: what everybody is told at first has been read by then."""
UP_S, READY_S, LEFT_S = 10.0, 60.0, 30.0
"""How long the broker may take to start, the subscribers to gather, and what they heard to come."""

Heard: TypeAlias = "dict[tuple[int, int], int]"
"""Subscriber and onset: when it came, in ns of `time.monotonic_ns`; what never came is not there."""
Plan: TypeAlias = "list[int]"
"""When each onset is due, in ns of `time.monotonic_ns`."""


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One figure: ours, theirs, and how many times better ours is."""

    name: str
    unit: str
    ours: float
    theirs: float | None
    """None where the other way has nothing of the kind."""
    ratio: float | None


def bench_fleet(devices: int = DEVICES, onsets: int = ONSETS) -> list[FleetRow]:
    """Play ``onsets`` onsets to ``devices`` subscribers: as levels, as a message for each, as timelines.

    Raises `DeviceNotFound` without Mosquitto or aiomqtt, `LinkLost` when broker or subscribers end early or are silent.
    """
    with mosquitto() as port:
        with open_bridge(f"mqtt://127.0.0.1:{port}/fleet"):
            """Whatever is missing is said at once."""
        levels = asyncio.run(_way(port, "levels", devices, lambda uri: _play(uri, onsets)))
        each = asyncio.run(_way(port, "each", devices, lambda uri: _send_each(uri, devices, onsets)))
        ahead = asyncio.run(_way(port, "ahead", devices, lambda uri: _play(f"{uri}?send=timelines", onsets)))
    late, theirs, timelines = (lateness(*way) for way in (levels, each, ahead))
    wanted = devices * onsets
    return [
        *_rows("onset against the plan", late, theirs),
        *_rows("among subscribers", spread(levels[1]), spread(each[1])),
        FleetRow("onsets that did not come", "", wanted - len(late), wanted - len(theirs), None),
        FleetRow("timelines: in hand before the start, least", "ms", round(-max(timelines, default=0), 1), None, None),
        FleetRow("timelines: too late, or not at all", "", wanted - sum(ms <= 0 for ms in timelines), None, None),
    ]


def lateness(plan: Plan, heard: Heard) -> list[float]:
    """How long after its time each onset came to each subscriber, in ms; below 0 before it."""
    return [(at_ns - plan[onset]) / 1e6 for (_, onset), at_ns in heard.items()]


def spread(heard: Heard) -> list[float]:
    """How long after the first subscriber each of them heard of each onset, in ms."""
    first: dict[int, int] = {}
    for (_, onset), at_ns in heard.items():
        first[onset] = min(at_ns, first.get(onset, at_ns))
    return [(at_ns - first[onset]) / 1e6 for (_, onset), at_ns in heard.items()]


def onset_of(level: int) -> int | None:
    """Which onset a level of 255 belongs to; None where it is none's."""
    onset, rest = divmod(level - LOWEST, APART)
    return onset if onset >= 0 and not rest else None


def _rows(name: str, ours: list[float], theirs: list[float]) -> Iterator[FleetRow]:
    for share, what in ((0.5, "median"), (0.95, "p95"), (0.99, "p99"), (1.0, "most")):
        a, b = share_of(ours, share), share_of(theirs, share)
        yield FleetRow(f"{name}, {what}", "ms", round(a, 2), round(b, 2), round(b / max(a, 1e-3), 1))


async def _way(
    port: int, name: str, devices: int, play: Callable[[str], Coroutine[None, None, Plan]]
) -> tuple[Plan, Heard]:
    """Gather subscribers, play to them, and hear what came to whom."""
    topic = f"fleet/{name}"
    async with _crowds(port, topic, devices) as crowds:
        plan = await play(f"mqtt://127.0.0.1:{port}/{topic}")
        heard: Heard = {}
        for first, crowd in crowds.items():
            with _in_time("tell what came to them"):
                said, _ = await asyncio.wait_for(crowd.communicate(b""), LEFT_S)
            for number, level, at_ns in json.loads(said):
                onset = onset_of(level)
                if onset is not None and onset < len(plan):
                    heard.setdefault((first + number, onset), at_ns)
    return plan, heard


@contextlib.asynccontextmanager
async def _crowds(port: int, topic: str, devices: int) -> AsyncIterator[Mapping[int, asyncio.subprocess.Process]]:
    """Processes of subscribers, each by the number of its first; all have subscribed."""
    count = min(PROCESSES, os.cpu_count() or 1, devices)
    firsts = [devices * process // count for process in range(count + 1)]
    crowds: dict[int, asyncio.subprocess.Process] = {}
    pipe = asyncio.subprocess.PIPE
    try:
        for first, end in zip(firsts, firsts[1:], strict=False):
            command = [sys.executable, "-m", "edge_runtime.bench_crowd", str(port), topic, str(end - first)]
            crowds[first] = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
        for crowd in crowds.values():
            assert crowd.stdout is not None
            with _in_time("gather"):
                line = await asyncio.wait_for(crowd.stdout.readline(), READY_S)
            if line.strip() != b"ready":
                raise _lost("ended before they had gathered")
        yield crowds
    finally:
        for crowd in crowds.values():
            if crowd.returncode is None:
                crowd.kill()
                await crowd.wait()


@contextlib.contextmanager
def _in_time(what: str) -> Iterator[None]:
    try:
        yield
    except asyncio.TimeoutError:
        raise _lost(f"did not {what} in time") from None


def _lost(what: str) -> LinkLost:
    return LinkLost(f"The subscribers {what}.", hint="Try again with fewer devices.", reason=BridgeReason.SILENT)


async def _play(uri: str, onsets: int) -> Plan:
    """Our way: the bridge, one step an onset."""
    clock, zero = ScaledClock(), []

    def on_event(event: BridgeEvent) -> None:
        if isinstance(event, Started):
            zero.append(event.t_device_ms)

    def play() -> None:
        with open_bridge(uri, clock=clock, max_level=1.0, on_event=on_event) as bridge:
            time.sleep(BEFORE_S)
            bridge.begin(1)
            for onset in range(onsets):
                bridge.append(1, onset * PERIOD_MS, _step(onset))
            bridge.end(1, onsets * PERIOD_MS)
            bridge.drained(onsets * PERIOD_MS / 1000 + LEFT_S)

    await asyncio.to_thread(play)
    return [clock.zero_ns + round((zero[0] + onset * PERIOD_MS) * 1e6) for onset in range(onsets)]


def _step(onset: int) -> Timeline:
    level = (LOWEST + APART * onset) / 255
    track = (Breakpoint(0, level, 170), Breakpoint(HOLD_MS, level, 170), Breakpoint(HOLD_MS, 0.0, 170))
    return Timeline((track,) * MOTORS, PERIOD_MS)


async def _send_each(uri: str, devices: int, onsets: int) -> Plan:
    """The other way: sleep until an onset is due, and send a message to one device after the other."""
    import aiomqtt

    place, topic = uri.removeprefix("mqtt://").split("/", 1)
    host, port = place.split(":")
    plan = [time.monotonic_ns() + round((BEFORE_S + onset * PERIOD_MS / 1000) * 1e9) for onset in range(onsets)]
    at_once = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)
    version = aiomqtt.ProtocolVersion.V5
    with preferred():
        async with aiomqtt.Client(host, int(port), protocol=version, socket_options=at_once) as client:

            async def tell(at_ns: int, level: float, why: str) -> None:
                await asyncio.sleep(max(0, at_ns - time.monotonic_ns()) / 1e9)
                body = json.dumps({"levels": [round(level, 4)] * MOTORS, "on": level > 0, "why": why})
                for number in range(devices):
                    await client.publish(f"{topic}/each/{number}", body)

            for onset, at_ns in enumerate(plan):
                await tell(at_ns, (LOWEST + APART * onset) / 255, "playing")
                await tell(at_ns + HOLD_MS * 1_000_000, 0.0, "rest")
            await client.publish(f"{topic}/levels", json.dumps({"why": "left"}), qos=1)
    return plan


@contextlib.contextmanager
def mosquitto() -> Iterator[int]:
    """A broker of our own on a free port of this machine, open to programs of this machine alone.

    Raises `DeviceNotFound` where there is none or it does not start.
    """
    found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise DeviceNotFound(
            "There is no MQTT broker to measure with.",
            hint="Install Mosquitto: sudo apt install mosquitto",
            reason=BridgeReason.NOT_FOUND,
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    broker = subprocess.Popen([found, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        until_s = time.monotonic() + UP_S
        while not _answers(port):
            if broker.poll() is not None or time.monotonic() > until_s:
                raise DeviceNotFound(
                    "The MQTT broker does not start.",
                    hint=f"See what `{found} -p {port}` says.",
                    reason=BridgeReason.CANNOT_OPEN,
                )
            time.sleep(0.02)
        yield port
    finally:
        broker.kill()
        broker.wait()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
