"""The Buttplug protocol as a client speaks it, versions 4 and 3, sans-IO: frames in, devices and answers out.

Only what vibrates is looked at. Ids and messages are those of the published schema; frames are arrays of messages.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAX_FRAME = 1024 * 1024
"""Bytes of the longest frame that is read: a list of sixty devices has less."""
MAX_DEVICES = 64
"""More than one house holds."""
MAX_FEATURES = 8
"""Motors that a layout can have."""
MAX_STEPS = 65_535
"""No motor tells more steps apart."""
MAX_GAP_MS = 1000
"""A device that takes a command less often cannot be played on; it is taken to be this quick."""
MAX_NAME = 60
_ID_END = 4_294_967_296
_MESSAGES = frozenset({"Ok", "Error", "ServerInfo", "DeviceList", "DeviceAdded", "DeviceRemoved"})


class Misread(ValueError):
    """A frame that no server of ours would send."""


@dataclass(frozen=True, slots=True)
class Vibrator:
    """One thing on a device that vibrates."""

    index: int
    steps: int


@dataclass(frozen=True, slots=True)
class Toy:
    """One device that the server knows, as far as it vibrates."""

    index: int
    name: str
    """Safe to print."""
    gap_ms: int
    """How far apart commands must be."""
    vibrators: tuple[Vibrator, ...]


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
        """Ids of messages that were not answered."""
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
        number = _whole(body["Id"], 0, _ID_END - 1)
        if kind == "Error":
            said = _plain(body["ErrorMessage"]) or "no reason"
            self.refusal = self.refusal or said
        elif kind == "ServerInfo":
            version = body["ProtocolVersionMajor"] if self.major >= 4 else body["MessageVersion"]
            if _whole(version, 0, 1000) < self.major:
                self.refusal = self.refusal or f"it speaks version {version}"
            self.ping_ms = _whole(body["MaxPingTime"], 0, _ID_END)
            self.welcome = True
        elif kind == "DeviceList":
            toys = self._toys(body["Devices"])
            self.toys = {toy.index: toy for toy in toys if toy.vibrators}
            self.listed = True
        elif kind == "DeviceAdded":
            toy = _toy_of_3(body)
            if toy.vibrators and len(self.toys) < MAX_DEVICES:
                self.toys[toy.index] = toy
        elif kind == "DeviceRemoved":
            self.toys.pop(_whole(body["DeviceIndex"], 0, _ID_END), None)
        self.owed.discard(number)

    def _toys(self, devices: Any) -> list[Toy]:
        if len(devices) > MAX_DEVICES:
            raise ValueError(f"{len(devices)} devices")
        if self.major >= 4:
            return [_toy_of_4(device) for device in devices.values()]
        return [_toy_of_3(device) for device in devices]

    def _frame(self, *messages: tuple[str, dict[str, object]]) -> str:
        said = []
        for kind, body in messages:
            self._id = self._id % (_ID_END - 1) + 1
            self.owed.add(self._id)
            said.append({kind: {"Id": self._id, **body}})
        return json.dumps(said)


def _toy_of_4(device: dict[str, Any]) -> Toy:
    vibrators = []
    for feature in device["DeviceFeatures"].values():
        output = (feature.get("Output") or {}).get("Vibrate")
        if output is not None:
            low, high = output["Value"]
            # Where rest lies outside of the range, a motor could not be told to rest.
            if _whole(low, -MAX_STEPS, MAX_STEPS) <= 0 < _whole(high, -MAX_STEPS, MAX_STEPS):
                vibrators.append(Vibrator(_whole(feature["FeatureIndex"], 0, _ID_END), high))
    return _toy(device, device["DeviceMessageTimingGap"], sorted(vibrators, key=lambda vibrator: vibrator.index))


def _toy_of_3(device: dict[str, Any]) -> Toy:
    scalars = device["DeviceMessages"].get("ScalarCmd", [])
    vibrators = [
        Vibrator(index, _whole(scalar["StepCount"], 1, MAX_STEPS))
        for index, scalar in enumerate(scalars)
        if scalar["ActuatorType"] == "Vibrate"
    ]
    return _toy(device, device.get("DeviceMessageTimingGap", 0), vibrators)


def _toy(device: dict[str, Any], gap: Any, vibrators: Sequence[Vibrator]) -> Toy:
    name = _plain(device.get("DeviceDisplayName") or device["DeviceName"])
    gap_ms = min(_whole(gap, 0, _ID_END), MAX_GAP_MS)
    return Toy(_whole(device["DeviceIndex"], 0, _ID_END), name, gap_ms, tuple(vibrators[:MAX_FEATURES]))


def _whole(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"no whole number from {low} to {high}")
    return value


def _plain(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError("no text")
    return "".join(char for char in text if char.isprintable()).strip()[:MAX_NAME]


def _scalar(step: int, steps: int) -> float:
    """The share that servers, which round up, turn into exactly ``step``."""
    share = step / steps
    return math.nextafter(share, 0.0) if share * steps > step else share
