"""What a Buttplug server says of a device, versions 4 and 3: vibrators with their steps, a battery. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ._battery import share_of

MAX_FEATURES = 8
"""Motors that a layout can have."""
MAX_STEPS = 65_535
"""No motor tells more steps apart."""
MAX_GAP_MS = 1000
"""A device that takes a command less often cannot be played on; it is taken to be this quick."""
MAX_NAME = 60
ID_END = 4_294_967_296


@dataclass(frozen=True, slots=True)
class Vibrator:
    """One thing on a device that vibrates."""

    index: int
    steps: int


@dataclass(frozen=True, slots=True)
class Gauge:
    """Where a device tells its battery, and the readings that mean empty and full."""

    index: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Toy:
    """One device that the server knows, as far as it vibrates."""

    index: int
    name: str
    """Safe to print."""
    gap_ms: int
    """How far apart commands must be."""
    vibrators: tuple[Vibrator, ...]
    battery: Gauge | None = None


def toy_of_4(device: dict[str, Any]) -> Toy:
    """Read a device as version 4 describes it. Raises ValueError, TypeError, KeyError, AttributeError."""
    vibrators = []
    for feature in device["DeviceFeatures"].values():
        output = (feature.get("Output") or {}).get("Vibrate")
        if output is not None:
            low, high = output["Value"]
            # Where rest lies outside of the range, a motor could not be told to rest.
            if whole(low, -MAX_STEPS, MAX_STEPS) <= 0 < whole(high, -MAX_STEPS, MAX_STEPS):
                vibrators.append(Vibrator(whole(feature["FeatureIndex"], 0, ID_END), high))
    gauges = [
        _gauge(feature.get("FeatureIndex"), (feature.get("Input") or {}).get("Battery"), "Value")
        for feature in device["DeviceFeatures"].values()
    ]
    vibrators.sort(key=lambda vibrator: vibrator.index)
    return _toy(device, device["DeviceMessageTimingGap"], vibrators, gauges)


def toy_of_3(device: dict[str, Any]) -> Toy:
    """Read a device as version 3 describes it. Raises as `toy_of_4`."""
    scalars = device["DeviceMessages"].get("ScalarCmd", [])
    vibrators = [
        Vibrator(index, whole(scalar["StepCount"], 1, MAX_STEPS))
        for index, scalar in enumerate(scalars)
        if scalar["ActuatorType"] == "Vibrate"
    ]
    sensors = device["DeviceMessages"].get("SensorReadCmd", [])
    gauges = [
        _gauge(index, sensor if sensor.get("SensorType") == "Battery" else None, "SensorRange")
        for index, sensor in enumerate(sensors)
    ]
    return _toy(device, device.get("DeviceMessageTimingGap", 0), vibrators, gauges)


def _toy(device: dict[str, Any], gap: Any, vibrators: Sequence[Vibrator], gauges: Sequence[Gauge | None]) -> Toy:
    name = plain(device.get("DeviceDisplayName") or device["DeviceName"])
    gap_ms = min(whole(gap, 0, ID_END), MAX_GAP_MS)
    battery = next(filter(None, gauges), None)
    return Toy(whole(device["DeviceIndex"], 0, ID_END), name, gap_ms, tuple(vibrators[:MAX_FEATURES]), battery)


def _gauge(index: Any, described: Any, range_name: str) -> Gauge | None:
    """Read how a battery is described; None where it is none, or none that can be asked."""
    if described is None or (range_name == "Value" and "Read" not in described["Command"]):
        return None
    low, high = described[range_name][0]
    low, high = whole(low, -MAX_STEPS, MAX_STEPS), whole(high, -MAX_STEPS, MAX_STEPS)
    return Gauge(whole(index, 0, ID_END), low, high)


def battery_share(toy: Toy, body: dict[str, Any]) -> float | None:
    """What was read of a battery; None for an error."""
    assert toy.battery is not None
    if "Reading" in body:
        said = body["Reading"].get("Battery", {}).get("Value")
    else:
        said = next(iter(body.get("Data", ())), None)
    return share_of(said, toy.battery.low, toy.battery.high)


def whole(value: Any, low: int, high: int) -> int:
    """Give a whole number between both. Raises ValueError for anything else."""
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"no whole number from {low} to {high}")
    return value


def plain(text: Any) -> str:
    """Give a text as it can be printed, short. Raises TypeError for what is no text."""
    if not isinstance(text, str):
        raise TypeError("no text")
    return "".join(char for char in text if char.isprintable()).strip()[:MAX_NAME]
