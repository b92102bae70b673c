"""From timed levels to motors: device strings, the player, devices, and the bridge that joins them."""

from ._bridge import Bridge, Callback
from ._clock import Clock, ScaledClock, VirtualClock, make_clock
from ._discover import DeviceInfo, buzz_program, list_devices
from ._events import (
    BridgeEvent,
    Finished,
    LateFrames,
    Level,
    LinkDown,
    Received,
    Sent,
    Started,
    Stopped,
    Stretched,
)
from ._link import Link, SimLink
from ._mock import MockDevice, MockSettings, make_layout
from ._open import OPENABLE, SIMULATED, open_bridge
from ._player import Admission, Player
from ._session import Session
from ._uri import SCHEMES, DeviceUri, parse_uri
from .errors import (
    BridgeError,
    BridgeReason,
    DeviceNotFound,
    DeviceRefused,
    DeviceStringError,
    DeviceUnknown,
    HapticsError,
    LexiconFileError,
    LinkLost,
    Reason,
)

__all__ = [
    "OPENABLE",
    "SCHEMES",
    "SIMULATED",
    "Admission",
    "Bridge",
    "BridgeError",
    "BridgeEvent",
    "BridgeReason",
    "Callback",
    "Clock",
    "DeviceInfo",
    "DeviceNotFound",
    "DeviceRefused",
    "DeviceStringError",
    "DeviceUnknown",
    "DeviceUri",
    "Finished",
    "HapticsError",
    "LateFrames",
    "Level",
    "LexiconFileError",
    "Link",
    "LinkDown",
    "LinkLost",
    "MockDevice",
    "MockSettings",
    "Player",
    "Reason",
    "Received",
    "ScaledClock",
    "Sent",
    "Session",
    "SimLink",
    "Started",
    "Stopped",
    "Stretched",
    "VirtualClock",
    "buzz_program",
    "list_devices",
    "make_clock",
    "make_layout",
    "open_bridge",
    "parse_uri",
]
