"""Every error that this product raises on purpose hangs on one tree.

::

    HapticsError                       exit 1
    ├── BridgeError                    exit 3
    │   ├── DeviceStringError          exit 2   (also ValueError)
    │   │   └── DeviceUnknown          exit 3
    │   ├── DeviceNotFound             exit 3
    │   ├── DeviceRefused              exit 3
    │   └── LinkLost                   exit 3   (also ConnectionError)
    ├── LexiconFileError               exit 5   (also ValueError)
    └── edge_runtime.errors.EngineError ...

The message is one sentence that says what is wrong; ``hint`` is one imperative sentence that mends it;
``reason`` is a stable word for programs.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar


class Reason(str, Enum):
    """Base of the stable words; each package extends it with members of its own."""

    def __str__(self) -> str:
        """Give the word itself, the same on every Python."""
        return str(self.value)


class BridgeReason(Reason):
    """Why something between the person's command and the motors failed."""

    BAD_FORM = "bad_form"
    """Not of the form ``scheme:address?option=value``."""
    UNKNOWN_SCHEME = "unknown_scheme"
    BAD_ADDRESS = "bad_address"
    UNKNOWN_OPTION = "unknown_option"
    BAD_OPTION = "bad_option"
    """A known option with a value out of its range."""
    TIME_SCALE = "time_scale"
    """Time can be scaled for simulated devices only."""
    NOT_IN_BUILD = "not_in_build"
    """A known scheme whose transport this build does not have."""
    NOT_FOUND = "not_found"
    SEVERAL_FOUND = "several_found"
    CANNOT_OPEN = "cannot_open"
    REFUSED = "refused"
    """The device is there and does not want to play."""
    DROPPED = "dropped"
    """The link broke."""
    SILENT = "silent"
    """The device no longer answers."""
    INVALID_FILE = "invalid_file"


class HapticsError(Exception):
    """Root of the tree: a message, what to do about it, and a stable reason."""

    exit_code: ClassVar[int] = 1
    """What the command line ends with."""

    def __init__(self, message: str, *, hint: str, reason: Reason) -> None:
        """Keep the message (one sentence), the hint (one imperative sentence) and the reason."""
        super().__init__(message)
        self.hint = hint
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive a trip between processes with hint and reason."""
        return _rebuild, (type(self), str(self), self.hint, self.reason)


def _rebuild(kind: type[HapticsError], message: str, hint: str, reason: Reason) -> HapticsError:
    return kind(message, hint=hint, reason=reason)


class BridgeError(HapticsError):
    """Something between the player and the motors."""

    exit_code: ClassVar[int] = 3


class DeviceStringError(BridgeError, ValueError):
    """The string that names a device cannot be read."""

    exit_code: ClassVar[int] = 2


class DeviceUnknown(DeviceStringError):
    """There is no such kind of device."""

    exit_code: ClassVar[int] = 3


class DeviceNotFound(BridgeError):
    """No device, several devices, or no transport that could reach it."""


class DeviceRefused(BridgeError):
    """The device answered, and does not want to play."""


class LinkLost(BridgeError, ConnectionError):
    """The device was there and can no longer be reached."""


class LexiconFileError(HapticsError, ValueError):
    """A lexicon or pattern file that cannot be read as one."""

    exit_code: ClassVar[int] = 5
