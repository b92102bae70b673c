"""What can be played on from here, and a program that shows that a device works."""

from __future__ import annotations

from dataclasses import dataclass

from lexicon import Frame, Layout

BUZZ_LEVEL = 0.26
"""That of ``[i1]``: weak, and felt."""
BUZZ_MS, GAP_MS = 400, 200
"""Long enough to be found with the hand, far enough apart to be told apart."""
BUZZ_HZ = 170
"""Near the resonance of most small motors that have one."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """One device that can be opened."""

    uri: str
    name: str
    simulated: bool


def list_devices() -> list[DeviceInfo]:
    """Return the devices that can be reached now; the simulated one is always there."""
    return [DeviceInfo("mock:", "simulated device with four motors", simulated=True)]


def buzz_program(layout: Layout) -> tuple[Frame, ...]:
    """Buzz each motor weakly in turn, `BUZZ_MS` on, `GAP_MS` off; as long as its last frame's time."""
    frames: list[Frame] = []
    rest = (0.0,) * len(layout)
    still = (0,) * len(layout)
    for index, motor in enumerate(layout.motors):
        onset_ms = index * (BUZZ_MS + GAP_MS)
        level = max(BUZZ_LEVEL, motor.lowest_level)
        levels = (*rest[:index], level, *rest[index + 1 :])
        carriers = (*still[:index], BUZZ_HZ, *still[index + 1 :])
        frames += [Frame(onset_ms, levels, carriers), Frame(onset_ms + BUZZ_MS, rest, still)]
    return tuple(frames)
