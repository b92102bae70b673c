"""A Buttplug server of our own, versions 4 and 3, strict: what the specification forbids is refused and kept for tests.

Behind it are devices that take a while for each command. As a program it prints its port and runs until it is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import sys
import threading
import time
from dataclasses import dataclass, field

from websockets.asyncio.server import serve

from tests.bridge.buttplug_rules import CLIENT, SERVER


@dataclass
class Device:
    """One device: vibrators with their steps, and how slow it is."""

    name: str
    steps: tuple[int, ...] = (20,)
    gap_ms: int = 0
    write_ms: int = 0
    others: tuple[str, ...] = ()
    """What else it has, before the vibrators."""
    battery: int | None = None
    """How full it is, in percent, where it says so; -1 for one that cannot be read."""
    now: list[int] = field(default_factory=list)
    writes: list[tuple[int, ...]] = field(default_factory=list)
    """What it did, one entry for each command."""

    def __post_init__(self):
        self.now = [0] * len(self.steps)

    def rest(self):
        self.now = [0] * len(self.steps)
        self.writes.append(tuple(self.now))

    def set(self, index, value):
        if not (0 <= index < len(self.steps) and 0 <= value <= self.steps[index]):
            raise ValueError(f"vibrator {index} cannot do {value}")
        self.now[index] = value

    def described(self, number, version):
        first = len(self.others)
        base = {"DeviceName": self.name, "DeviceIndex": number, "DeviceMessageTimingGap": self.gap_ms}
        if version == 4:
            kinds = [*self.others, *(("Vibrate", steps) for steps in self.steps)]
            features = {}
            for at, kind in enumerate(kinds):
                name, steps = (kind, 10) if at < first else kind
                features[str(at)] = {
                    "FeatureIndex": at,
                    "FeatureDescription": "",
                    "Output": {name: {"Value": [0, steps]}},
                }
            if self.battery is not None:
                features[str(len(kinds))] = {
                    "FeatureIndex": len(kinds),
                    "FeatureDescription": "battery Level",
                    "Input": {"Battery": {"Value": [[0, 100]], "Command": ["Read"]}},
                }
            return {**base, "DeviceFeatures": features}
        scalars = [{"StepCount": 10, "FeatureDescriptor": "", "ActuatorType": kind} for kind in self.others]
        scalars += [{"StepCount": steps, "FeatureDescriptor": "", "ActuatorType": "Vibrate"} for steps in self.steps]
        messages = {"ScalarCmd": scalars, "StopDeviceCmd": {}}
        if self.battery is not None:
            pressure, battery = (
                {"FeatureDescriptor": "", "SensorType": kind, "SensorRange": [[0, 100]]}
                for kind in ("Pressure", "Battery")
            )
            messages["SensorReadCmd"] = [pressure, battery]
        return {**base, "DeviceMessages": messages}


class Server:
    """Runs in a thread of its own; ``said`` has every message that came, ``wrong`` every frame that was not valid."""

    def __init__(self, *devices, version=4, ping_ms=0, found=(), port=0):
        self.version, self.ping_ms, self.port = version, ping_ms, port
        self.devices = dict(enumerate(devices, start=3))
        self.found = list(found)
        """What a scan brings."""
        self.said: list[tuple[str, dict]] = []
        self.wrong: list[str] = []
        self.deaf = False
        """It takes commands and answers nothing."""
        self.refuse = ""
        """With what words it refuses commands to devices."""
        self.listens = False
        self.late_pings = 0
        self.left = 0
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._sockets = set()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self):
        return f"ws://127.0.0.1:{self.port}"

    def kinds(self):
        return [kind for kind, _ in self.said]

    def until(self, condition, timeout_s=20):
        """Wait for what comes to make ``condition`` true."""
        with self._changed:
            assert self._changed.wait_for(condition, timeout_s), (self.said[-8:], self.wrong)

    def call(self, action):
        """Run ``action`` (a coroutine function) in the server."""
        return asyncio.run_coroutine_threadsafe(action(), self._loop).result(20)

    def remove(self, number):
        async def gone():
            del self.devices[number]
            if self.version == 4:
                await self._tell("DeviceList", self._list(0))
            else:
                await self._tell("DeviceRemoved", {"Id": 0, "DeviceIndex": number})

        self.call(gone)

    def drop(self):
        async def cut():
            for socket in tuple(self._sockets):
                socket.transport.abort()

        self.call(cut)

    def say(self, text):
        async def send():
            for socket in tuple(self._sockets):
                await socket.send(text)

        self.call(send)

    def __enter__(self):
        self._thread.start()
        self.until(lambda: self.listens)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(20)
        self._loop.close()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())

    async def _serve(self):
        self._ended = asyncio.Event()
        async with serve(self._talk, "127.0.0.1", self.port, close_timeout=0.2) as server:
            with self._changed:
                self.port, self.listens = server.sockets[0].getsockname()[1], True
                self._changed.notify_all()
            await self._ended.wait()

    async def _talk(self, socket):
        self._sockets.add(socket)
        self._pinged, guard = time.monotonic(), None
        try:
            async for frame in socket:
                await self._take(socket, frame)
                if self.ping_ms and guard is None:
                    guard = asyncio.create_task(self._guard(socket))
        except Exception:
            pass
        finally:
            if guard is not None:
                guard.cancel()
            self._sockets.discard(socket)
            for device in self.devices.values():
                device.rest()
            with self._changed:
                self.left += 1
                self._changed.notify_all()

    async def _guard(self, socket):
        while time.monotonic() - self._pinged < self.ping_ms / 1000:
            await asyncio.sleep(self.ping_ms / 4000)
        self.late_pings += 1
        await socket.close()

    async def _take(self, socket, frame):
        try:
            messages = json.loads(frame)
            CLIENT[self.version].validate(messages)
        except Exception as error:
            self.wrong.append(frame)
            await self._send(
                socket, "Error", {"Id": 0, "ErrorMessage": f"not valid: {str(error)[:60]}", "ErrorCode": 3}
            )
            return
        for message in messages:
            [(kind, body)] = message.items()
            await self._answer(socket, kind, body)
            with self._changed:
                self.said.append((kind, body))
                self._changed.notify_all()

    async def _answer(self, socket, kind, body):
        number = body["Id"]
        if kind == "RequestServerInfo":
            version = (
                {"ProtocolVersionMajor": 4, "ProtocolVersionMinor": 0} if self.version == 4 else {"MessageVersion": 3}
            )
            await self._send(
                socket, "ServerInfo", {"Id": number, "ServerName": "ours", "MaxPingTime": self.ping_ms, **version}
            )
        elif kind == "RequestDeviceList":
            await self._send(socket, "DeviceList", self._list(number))
        elif self.deaf:
            pass
        elif kind in {"InputCmd", "SensorReadCmd"}:
            await self._read(socket, kind, body)
        elif kind in {"OutputCmd", "ScalarCmd"} and self.refuse:
            await self._send(socket, "Error", {"Id": number, "ErrorMessage": self.refuse, "ErrorCode": 4})
        else:
            await self._do(kind, body)
            await self._send(socket, "Ok", {"Id": number})
            if kind == "StartScanning":
                for device in self.found:
                    at = max(self.devices, default=0) + 1
                    self.devices[at] = device
                    if self.version == 4:
                        await self._tell("DeviceList", self._list(0))
                    else:
                        await self._tell("DeviceAdded", {"Id": 0, **device.described(at, 3)})
                self.found = []

    async def _read(self, socket, kind, body):
        device, where = self.devices[body["DeviceIndex"]], {"Id": body["Id"], "DeviceIndex": body["DeviceIndex"]}
        if device.battery == -1:
            await self._send(socket, "Error", {"Id": body["Id"], "ErrorMessage": "cannot be read", "ErrorCode": 4})
        elif kind == "InputCmd":
            assert (body["FeatureIndex"], body["Type"]) == (len(device.others) + len(device.steps), "Battery")
            reading = {"FeatureIndex": body["FeatureIndex"], "Reading": {"Battery": {"Value": device.battery}}}
            await self._send(socket, "InputReading", {**where, **reading})
        else:
            assert (body["SensorIndex"], body["SensorType"]) == (1, "Battery")
            reading = {"SensorIndex": 1, "SensorType": "Battery", "Data": [device.battery]}
            await self._send(socket, "SensorReading", {**where, **reading})

    async def _do(self, kind, body):
        if kind == "Ping":
            self._pinged = time.monotonic()
        elif kind in {"StopCmd", "StopDeviceCmd", "StopAllDevices"}:
            for number, device in self.devices.items():
                if body.get("DeviceIndex", number) == number:
                    device.rest()
        elif kind == "OutputCmd":
            device = self.devices[body["DeviceIndex"]]
            device.set(body["FeatureIndex"] - len(device.others), body["Command"]["Vibrate"]["Value"])
            device.writes.append(tuple(device.now))
            await asyncio.sleep(device.write_ms / 1000)
        elif kind == "ScalarCmd":
            device = self.devices[body["DeviceIndex"]]
            for scalar in body["Scalars"]:
                at = scalar["Index"] - len(device.others)
                device.set(at, math.ceil(scalar["Scalar"] * device.steps[at]))
            device.writes.append(tuple(device.now))
            await asyncio.sleep(device.write_ms / 1000)

    def _list(self, number):
        described = {str(at): device.described(at, self.version) for at, device in self.devices.items()}
        return {"Id": number, "Devices": described if self.version == 4 else list(described.values())}

    async def _tell(self, kind, body):
        for socket in tuple(self._sockets):
            await self._send(socket, kind, body)

    async def _send(self, socket, kind, body):
        SERVER[self.version].validate([{kind: body}])
        with contextlib.suppress(Exception):
            await socket.send(json.dumps([{kind: body}]))


if __name__ == "__main__":
    with Server(
        Device("Slow one", (20, 10), gap_ms=50, write_ms=20), version=int(sys.argv[1]), port=int(sys.argv[2])
    ) as server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        server.until(lambda: "OutputCmd" in server.kinds() or "ScalarCmd" in server.kinds(), 100)
        sys.stdout.write("moves\n")
        sys.stdout.flush()
        sys.stdin.read()
