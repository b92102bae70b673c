"""``file:PATH``: a simulated device that writes down what it is told, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

from ._link import SimLink
from ._messages import FromDevice, Levels, ToDevice
from ._mock import MockSettings
from .errors import BridgeReason, DeviceNotFound, LinkLost

_HEAD = '{"motors": '
"""How a recording begins."""


class FileLink(SimLink):
    """Writes a line with the layout, then one for each change: ``t_ms``, ``levels``, ``carriers_hz``.

    Every line goes out whole when it is written, so that the file can be read whatever ends the run.
    """

    def __init__(self, path: Path, settings: MockSettings) -> None:
        """Create ``path`` or write a recording there anew.

        Raises `DeviceNotFound` when that cannot be done, or when something else than a recording is there.
        """
        super().__init__(settings)
        try:
            with path.open("a+", encoding="utf-8", errors="replace") as file:
                file.seek(0)
                start = file.read(len(_HEAD))
            if start and start != _HEAD:
                raise DeviceNotFound(
                    f"The file {path.name!a} is there already and is no recording.",
                    hint="Name another file; this one was left as it is.",
                    reason=BridgeReason.CANNOT_OPEN,
                )
            self._file = path.open("w", encoding="utf-8", buffering=1)
        except OSError as error:
            raise DeviceNotFound(
                f"The file {path.name!a} cannot be written: {error.strerror}.",
                hint="Name a file in a folder that exists and that you may write to.",
                reason=BridgeReason.CANNOT_OPEN,
            ) from error
        self._carriers: tuple[int, ...] = (0,) * len(settings.layout)
        self._written = (self.device.levels, self._carriers)
        motors = [{"x": m.x, "y": m.y, "kind": m.kind.value} for m in settings.layout.motors]
        self._line({"motors": motors})

    def send(self, message: ToDevice, now_ms: float) -> None:
        """Let the device take the message and write what changed. Raises `LinkLost` when the disk is full."""
        super().send(message, now_ms)
        if isinstance(message, Levels):
            self._carriers = message.carriers_hz
        self._note(now_ms)

    def receive(self, now_ms: float) -> list[FromDevice]:
        """As for any simulated device; what it did by itself is written too."""
        messages = super().receive(now_ms)
        self._note(now_ms)
        return messages

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _note(self, now_ms: float) -> None:
        levels = self.device.levels
        if not any(levels):
            self._carriers = (0,) * len(levels)
        if (levels, self._carriers) != self._written:
            self._written = (levels, self._carriers)
            self._line({"t_ms": round(now_ms, 3), "levels": levels, "carriers_hz": self._carriers})

    def _line(self, value: object) -> None:
        try:
            self._file.write(json.dumps(value) + "\n")
        except OSError as error:
            raise LinkLost(
                f"The recording cannot go on: {error.strerror}.",
                hint="Free some space on the disk, or record somewhere else.",
                reason=BridgeReason.DROPPED,
            ) from error
