"""From timed levels to motors: device strings, the player, devices, and the bridge that joins them."""

from typing import TYPE_CHECKING

from lexicon._lazy import lazily

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

if TYPE_CHECKING:
    from ._bridge import Bridge
    from ._clock import Clock, ScaledClock, VirtualClock, make_clock
    from ._discover import DeviceInfo, buzz_timeline, list_devices, list_served, scan_devices
    from ._events import (
        BridgeEvent,
        Finished,
        Late,
        Level,
        LinkDown,
        Received,
        Restarted,
        Sent,
        Started,
        Stopped,
        Stretched,
    )
    from ._layouts import make_layout
    from ._link import Link, ModelLink
    from ._model import DeviceModel, ModelConfig
    from ._open import OPENABLE, SIMULATED, open_bridge
    from ._playable import Health
    from ._player import Admission, Player
    from ._running import Callback
    from ._session import Session
    from ._uri import SCHEMES, DeviceUri, parse_uri

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
    "DeviceModel",
    "DeviceNotFound",
    "DeviceRefused",
    "DeviceStringError",
    "DeviceUnknown",
    "DeviceUri",
    "Finished",
    "HapticsError",
    "Health",
    "Late",
    "Level",
    "LexiconFileError",
    "Link",
    "LinkDown",
    "LinkLost",
    "ModelConfig",
    "ModelLink",
    "Player",
    "Reason",
    "Received",
    "Restarted",
    "ScaledClock",
    "Sent",
    "Session",
    "Started",
    "Stopped",
    "Stretched",
    "VirtualClock",
    "buzz_timeline",
    "list_devices",
    "list_served",
    "make_clock",
    "make_layout",
    "open_bridge",
    "parse_uri",
    "scan_devices",
]

_HOMES = {
    "._bridge": "Bridge",
    "._clock": "Clock ScaledClock VirtualClock make_clock",
    "._discover": "DeviceInfo buzz_timeline list_devices list_served scan_devices",
    "._events": "BridgeEvent Finished Late Level LinkDown Received Restarted Sent Started Stopped Stretched",
    "._layouts": "make_layout",
    "._link": "Link ModelLink",
    "._model": "DeviceModel ModelConfig",
    "._open": "OPENABLE SIMULATED open_bridge",
    "._playable": "Health",
    "._player": "Admission Player",
    "._running": "Callback",
    "._session": "Session",
    "._uri": "SCHEMES DeviceUri parse_uri",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, _HOMES)
