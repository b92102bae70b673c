"""Follow what edge-haptics publishes: print each change of the motors, or drive your own in `show`.

Run: python subscriber.py HOST TOPIC [PORT]   (needs `pip install aiomqtt`)

It understands both ways of publishing: levels as they change, and timelines ahead of their time.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import json
import sys
import time

import aiomqtt

STEP_S = 0.02
"""How often a timeline is looked at while something of it plays."""


def show(levels: list[float]) -> None:
    """Replace this by what drives your motors; 0 to 1 each."""
    sys.stdout.write(f"{time.time() * 1000:.0f} {' '.join(f'{level:.2f}' for level in levels)}\n")
    sys.stdout.flush()


def level_at(points: list[list[float]], t_ms: float) -> float:
    """Read straight lines between points of [ms, level]; outside of them is rest."""
    for (t0, a), (t1, b) in zip(points, points[1:], strict=False):
        if t0 <= t_ms < t1:
            return a + (b - a) * (t_ms - t0) / (t1 - t0)
    return 0.0


class Motors:
    """What is to be done now, of levels and of timelines."""

    def __init__(self) -> None:
        self.count = 0
        self.epoch = 0
        self.held: list[tuple[float, int, list]] = []  # start in ms of time.time(), number, voices
        self.number = 0
        self.now: list[float] = []
        self.news = asyncio.Event()

    def take(self, name: str, body: dict) -> None:
        """Heed one message."""
        if name == "device":
            self.count = len(body["motors"])
            return
        if body["epoch"] < self.epoch:
            return  # a stop came after it
        if name == "levels":
            if body["epoch"] > self.epoch or not body["on"]:
                self.held.clear()
            self.show(body["levels"])
        elif name == "timeline":
            self.number += 1
            heapq.heappush(self.held, (body["at_ms"], self.number, body["voices"]))
        self.epoch = body["epoch"]
        self.news.set()

    def show(self, levels: list[float]) -> None:
        """Do it if it is a change."""
        if levels != self.now:
            self.now = levels
            show(levels)

    async def play(self) -> None:
        """Play the timelines that were taken; where several meet on a motor, the strongest is felt."""
        while True:
            now = time.time() * 1000
            self.held = [one for one in self.held if any(now < one[0] + v["points"][-1][0] for v in one[2])]
            heapq.heapify(self.held)
            if self.held and self.held[0][0] <= now:
                levels = [0.0] * self.count
                for start, _, voices in self.held:
                    for voice in voices:
                        level = level_at(voice["points"], now - start)
                        for motor in voice["motors"]:
                            levels[motor] = max(levels[motor], level)
                self.show([round(level, 2) for level in levels])
                wait = STEP_S
            elif self.held:
                wait = max(0.0, (self.held[0][0] - now) / 1000)
            else:
                if self.number:
                    self.show([0.0] * self.count)
                wait = None
            self.news.clear()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.news.wait(), wait)


async def main(host: str, topic: str, port: str = "1883") -> None:
    """Subscribe and follow until the broker is gone."""
    motors = Motors()
    playing = asyncio.create_task(motors.play())
    async with aiomqtt.Client(host, int(port), protocol=aiomqtt.ProtocolVersion.V5) as client:
        await client.subscribe(f"{topic}/#", qos=1)
        async for message in client.messages:
            motors.take(str(message.topic).rsplit("/", 1)[1], json.loads(message.payload))
    playing.cancel()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
