"""The Buttplug protocol as a client speaks it, versions 4 and 3, sans-IO: frames in, devices and answers out.

Only what vibrates is looked at. Ids and messages are those of the published schema; frames are arrays of messages.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from ._buttplug_toys import ID_END, Toy, Vibrator, battery_share, plain, toy_of_3, toy_of_4, whole

MAX_FRAME = 1024 * 1024
"""Bytes of the longest frame that is read: a list of sixty devices has less."""
MAX_DEVICES = 64
"""More than one house holds."""
MAX_ASKED = 8
"""Questions after batteries that an answer is still known for."""
_READINGS = frozenset({"InputReading", "SensorReading"})
_MESSAGES = frozenset({"Ok", "Error", "ServerInfo", "DeviceList", "DeviceAdded", "DeviceRemoved"}) | _READINGS


class Misread(ValueError):
    """A frame that no server of ours would send."""


class Client:
    """One conversation in version ``major``. Every method that returns a frame expects an answer to it."""

    def __init__(self, major: int) -> None:
        """Nothing was said yet."""
        self.major = major
        self.welcome = False
        """The server has said who it is."""
        self.listed = False
        """The devices are known."""
        self.ping_ms = 0
        """How often the server wants to hear a ping, at least; 0 for never."""
        self.toys: dict[int, Toy] = {}
        """What the server has that vibrates, by its number."""
        self.refusal: str | None = None
        """What the server found wrong first, in its words, safe to print."""
        self.owed: set[int] = set()
        """Ids of messages that were not answered, but for questions after batteries: those may stay without answer."""
        self.batteries: dict[int, float | None] = {}
        """What was said last of a device's battery, as a share, by the device's number."""
        self._asked: dict[int, Toy] = {}
        self._id = 0

    def hello(self, name: str) -> str:
        """Say who is there."""
        version: dict[str, object] = {"MessageVersion": 3}
        if self.major >= 4:
            version = {"ProtocolVersionMajor": self.major, "ProtocolVersionMinor": 0}
        return self._frame(("RequestServerInfo", {"ClientName": name, **version}))

    def ask_for_devices(self) -> str:
        """Ask which devices there are."""
        return self._frame(("RequestDeviceList", {}))

    def scan(self, *, on: bool) -> str:
        """Let the server look for devices, or no longer."""
        return self._frame(("StartScanning" if on else "StopScanning", {}))

    def ping(self) -> str:
        """Say that somebody is there."""
        return self._frame(("Ping", {}))

    def stop(self, toy: Toy) -> str:
        """Bring one device to rest."""
        if self.major >= 4:
            return self._frame(("StopCmd", {"DeviceIndex": toy.index, "Inputs": False, "Outputs": True}))
        return self._frame(("StopDeviceCmd", {"DeviceIndex": toy.index}))

    def vibrate(self, toy: Toy, steps: Mapping[Vibrator, int]) -> str:
        """Set vibrators of a device to steps of theirs."""
        if self.major >= 4:
            return self._frame(
                *(
                    (
                        "OutputCmd",
                        {
                            "DeviceIndex": toy.index,
                            "FeatureIndex": vibrator.index,
                            "Command": {"Vibrate": {"Value": step}},
                        },
                    )
                    for vibrator, step in steps.items()
                )
            )
        scalars = [
            {"Index": vibrator.index, "Scalar": _scalar(step, vibrator.steps), "ActuatorType": "Vibrate"}
            for vibrator, step in steps.items()
        ]
        return self._frame(("ScalarCmd", {"DeviceIndex": toy.index, "Scalars": scalars}))

    def ask_for_battery(self, toy: Toy) -> str:
        """Ask a device that has one how full its battery is."""
        assert toy.battery is not None
        where: dict[str, object] = {"SensorIndex": toy.battery.index, "SensorType": "Battery"}
        if self.major >= 4:
            where = {"FeatureIndex": toy.battery.index, "Type": "Battery", "Command": "Read"}
        kind = "InputCmd" if self.major >= 4 else "SensorReadCmd"
        frame = self._frame((kind, {"DeviceIndex": toy.index, **where}))
        self.owed.discard(self._id)
        self._asked[self._id] = toy
        if len(self._asked) > MAX_ASKED:
            del self._asked[next(iter(self._asked))]
        return frame

    def receive(self, frame: str | bytes) -> None:
        """Take a frame. Raises `Misread`; messages of kinds that nobody here needs are passed over."""
        try:
            messages = json.loads(frame)
            if not isinstance(messages, list):
                raise TypeError("no array")
            for message in messages:
                for kind, body in message.items():
                    if kind in _MESSAGES:
                        self._take(kind, body)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Misread(f"{type(error).__name__}: {error}") from error

    def _take(self, kind: str, body: dict[str, Any]) -> None:
        number = whole(body["Id"], 0, ID_END - 1)
        if number in self._asked and kind in _READINGS | {"Error"}:
            toy = self._asked.pop(number)
            self.batteries[toy.index] = battery_share(toy, body)
        elif kind == "Error":
            said = plain(body["ErrorMessage"]) or "no reason"
            self.refusal = self.refusal or said
        elif kind == "ServerInfo":
            version = body["ProtocolVersionMajor"] if self.major >= 4 else body["MessageVersion"]
            if whole(version, 0, 1000) < self.major:
                self.refusal = self.refusal or f"it speaks version {version}"
            self.ping_ms = whole(body["MaxPingTime"], 0, ID_END)
            self.welcome = True
        elif kind == "DeviceList":
            toys = self._toys(body["Devices"])
            self.toys = {toy.index: toy for toy in toys if toy.vibrators}
            self.listed = True
        elif kind == "DeviceAdded":
            toy = toy_of_3(body)
            if toy.vibrators and len(self.toys) < MAX_DEVICES:
                self.toys[toy.index] = toy
        elif kind == "DeviceRemoved":
            self.toys.pop(whole(body["DeviceIndex"], 0, ID_END), None)
        self.owed.discard(number)

    def _toys(self, devices: Any) -> list[Toy]:
        if len(devices) > MAX_DEVICES:
            raise ValueError(f"{len(devices)} devices")
        if self.major >= 4:
            return [toy_of_4(device) for device in devices.values()]
        return [toy_of_3(device) for device in devices]

    def _frame(self, *messages: tuple[str, dict[str, object]]) -> str:
        said = []
        for kind, body in messages:
            self._id = self._id % (ID_END - 1) + 1
            self.owed.add(self._id)
            said.append({kind: {"Id": self._id, **body}})
        return json.dumps(said)


def _scalar(step: int, steps: int) -> float:
    """The share that servers, which round up, turn into exactly ``step``."""
    share = step / steps
    return math.nextafter(share, 0.0) if share * steps > step else share
