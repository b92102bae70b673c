"""``file:PATH``: a simulated device that writes down what it is told, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ._greeting import layout_of
from ._link import ModelLink
from ._model import DeviceModel
from ._wire import Places
from .errors import BridgeReason, DeviceNotFound, LinkLost

_HEAD = '{"motors": '
"""How a recording begins."""


class FileLink(ModelLink):
    """Writes a line with the layout, then one for each change: ``t_ms``, ``levels``, ``carriers_hz``.

    Every line goes out whole when it is written, so that the file can be read whatever ends the run.
    """

    def __init__(self, path: Path, model: DeviceModel, now_ms: Callable[[], float]) -> None:
        """Create ``path`` or write a recording there anew.

        Raises `DeviceNotFound` when that cannot be done, or when something else than a recording is there.
        """
        super().__init__(model, now_ms)
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
        self._failure: LinkLost | None = None
        self.describe = f"the recording {path.name}"
        model.outputs = self._note
        config = model.config
        layout = layout_of(config.hello(0, config.max_level), Places(config.places))
        self._line({"motors": [{"x": motor.x, "y": motor.y, "kind": motor.kind.value} for motor in layout.motors]})

    def receive(self) -> list[tuple[float, bytes]]:
        """As for any simulated device. Raises `LinkLost` when the disk is full."""
        arrived = super().receive()
        if self._failure:
            raise self._failure
        return arrived

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _note(self, now_us: int, levels: tuple[int, ...], carriers: tuple[int, ...]) -> None:
        self._line(
            {
                "t_ms": now_us / 1000,
                "levels": [round(level / 255, 4) for level in levels],
                "carriers_hz": [2 * carrier for carrier in carriers],
            }
        )

    def _line(self, value: object) -> None:
        try:
            self._file.write(json.dumps(value) + "\n")
        except (OSError, ValueError) as error:
            self._failure = LinkLost(
                f"The recording cannot go on: {error}.",
                hint="Free some space on the disk, or record somewhere else.",
                reason=BridgeReason.DROPPED,
            )
