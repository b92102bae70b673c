"""Recordings of ``file:`` and traces of ``--trace``, read line by line. No I/O."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from lexicon import Layout, Motor

from ._layouts import make_layout
from ._uri import shown
from .errors import BridgeReason, LexiconFileError

MAX_LINE = 8 * 1024 * 1024
"""Of a trace: a prompt of 1 MiB in the longest spelling that JSON has."""
MAX_CHANGES = 500_000
"""An hour and more of touch that never stands still."""
MAX_MS = 24 * 3600 * 1000
"""A day; more is a clock that went wrong."""
MAX_MOTORS = 64
"""Of what was recorded; it is mapped to what is there."""
MAX_HZ = 1000
_LARGEST = 1e12
_HINT = "Take the line out, or record it again."


@dataclass(frozen=True, slots=True)
class Change:
    """From here on the motors hold these levels."""

    t_ms: int
    """From the first one that is felt."""
    levels: tuple[float, ...]
    carriers_hz: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """What motors did; ends at rest."""

    layout: Layout
    """Where they were; for a trace, which does not say it, where as many motors usually are."""
    changes: tuple[Change, ...]


def is_recording(first_line: str) -> bool:
    """Whether a file that begins so is a recording or a trace."""
    try:
        value = json.loads(first_line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("motors"), list) or ("t_ms" in value and isinstance(value.get("kind"), str))


def read_recording(lines: Iterable[str], name: str = "the recording") -> Recording:
    """Read a recording or a trace, its ``lines`` with their ends.

    Unknown kinds and fields, empty lines and a last line that was cut off are passed over. Raises `LexiconFileError`
    that names the line for what is wrong, and when there is nothing in it that could be felt.
    """
    reader = _Reader()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        wrong = None
        try:
            value = json.loads(line) if len(line) < MAX_LINE else None
        except (ValueError, RecursionError):
            if not line.endswith("\n"):
                break
            wrong = "is not JSON"
        else:
            wrong = reader.take(value) if isinstance(value, dict) else "is no JSON object"
        if wrong is not None:
            message = f"Line {number} of {shown(name)} {wrong}."
            raise LexiconFileError(message, hint=_HINT, reason=BridgeReason.INVALID_FILE)
    recording = reader.finish()
    if recording is None:
        raise LexiconFileError(
            f"No motor moves in {shown(name)}.",
            hint="Record something that can be felt, e.g. with --device file:touch.jsonl.",
            reason=BridgeReason.INVALID_FILE,
        )
    return recording


class _Reader:
    """Takes the objects of a recording or a trace one after the other."""

    def __init__(self) -> None:
        self._layout: Layout | None = None
        self._motors = 0
        self._changes: list[Change] = []
        self._last_ms: float | None = None
        self._offset_ms = self._host_ms = 0.0

    def take(self, value: Mapping[str, Any]) -> str | None:
        """Take one; return what is wrong with it."""
        if "motors" in value and "kind" not in value:
            return self._take_layout(value["motors"])
        if "kind" not in value:
            return self._take_change(value, value.get("t_ms"), "t_ms")
        if value["kind"] != "level":
            return None
        host_ms, device_ms = value.get("t_ms"), value.get("t_device_ms")
        if not (_is_number(host_ms) and _is_number(device_ms)):
            return "has no time"
        if self._last_ms is not None and device_ms + self._offset_ms < self._last_ms:
            # Another device, or one that started anew: its clock did too.
            self._offset_ms = self._last_ms + max(0.0, host_ms - self._host_ms) - device_ms
        self._host_ms = host_ms
        return self._take_change(value, device_ms + self._offset_ms, "t_device_ms")

    def finish(self) -> Recording | None:
        """Return all of it, from the first level above 0 on; None when there is none."""
        first = next((k for k, change in enumerate(self._changes) if any(change.levels)), None)
        if first is None:
            return None
        zero_ms = self._changes[first].t_ms
        changes = [replace(change, t_ms=change.t_ms - zero_ms) for change in self._changes[first:]]
        changes[-1] = replace(changes[-1], levels=(0.0,) * self._motors)
        return Recording(self._layout or make_layout(self._motors), tuple(changes))

    def _take_layout(self, motors: object) -> str | None:
        if not isinstance(motors, list) or not 1 <= len(motors) <= MAX_MOTORS:
            return f"does not list 1 to {MAX_MOTORS} motors"
        if self._motors:
            return "lists motors a second time"
        for motor in motors:
            place = [motor.get("x"), motor.get("y")] if isinstance(motor, dict) else [None]
            if not all(_is_number(number) and 0 <= number <= 1 for number in place):
                return "has a motor without a place from 0 to 1"
        self._layout = Layout(tuple(Motor(float(motor["x"]), float(motor["y"])) for motor in motors))
        self._motors = len(motors)
        return None

    def _take_change(self, value: Mapping[str, Any], t_ms: object, time_name: str) -> str | None:
        levels, carriers = value.get("levels"), value.get("carriers_hz")
        if not _is_number(t_ms):
            return f"has no {time_name}"
        if not isinstance(levels, list) or not 1 <= len(levels) <= MAX_MOTORS:
            return f"does not list the levels of 1 to {MAX_MOTORS} motors"
        if not all(_is_number(level) and 0 <= level <= 1 for level in levels):
            return "has a level that is not from 0 to 1"
        if len(levels) != (self._motors or len(levels)):
            return f"has {len(levels)} levels for {self._motors} motors"
        if carriers is None:
            carriers = [0] * len(levels)
        elif not isinstance(carriers, list) or len(carriers) != len(levels):
            return f"has no frequency for each of {len(levels)} motors"
        if not all(_is_number(hz) and 0 <= hz <= MAX_HZ for hz in carriers):
            return f"has a frequency that is not from 0 to {MAX_HZ} Hz"
        if self._last_ms is not None and t_ms < self._last_ms:
            return "goes back in time"
        if self._changes and t_ms - self._changes[0].t_ms > MAX_MS:
            return "is more than a day after the first change"
        if len(self._changes) >= MAX_CHANGES:
            return f"is one change more than the {MAX_CHANGES} that can be played"
        self._last_ms, self._motors = t_ms, len(levels)
        whole = tuple(round(level * 255) / 255 for level in levels)
        change = Change(round(t_ms), whole, tuple(round(hz) for hz in carriers))
        if self._changes and self._changes[-1].t_ms == change.t_ms:
            self._changes.pop()
        self._changes.append(change)
        return None


def _is_number(value: object) -> TypeGuard[float]:
    # NaN compares as false, and whole numbers of any length do compare.
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _LARGEST
