"""The device: the wire protocol's own device model, behind a real bridge and a link that may be bad."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from queue import SimpleQueue

from firmware_bridge import Bridge, DeviceUri, parse_uri
from firmware_bridge._faults import Faults, FaultyLink
from firmware_bridge._link import ModelLink
from firmware_bridge._open import join, make_link
from lexicon import Breakpoint, Limits, Timeline

from ._felt import Tolerance
from ._simulation import Simulation

SAMPLES_MS = 12
"""A device looks every 10 ms at a level that moves, and its clock is not quite the host's."""
STEP_MS = 10
"""How often a device is looked at that nobody reaches any more."""


class HapticDevice(Simulation):
    """What a device does with what it is sent: packets, clocks, caps, queues, a dead-man; faults where asked for.

    Touch begins some milliseconds after it was asked for, as the way to a device takes time.
    """

    tolerance = Tolerance(3 / 255, SAMPLES_MS)

    def __init__(
        self,
        device: str | DeviceUri = "mock:",
        *,
        limits: Limits | None = None,
        golden: Path | None = None,
        update: bool = False,
    ) -> None:
        """Open a ``mock:`` device; its string has the faults. Raises as `open_bridge` does, ValueError for others."""
        self.uri = parse_uri(device) if isinstance(device, str) else device
        if self.uri.scheme != "mock":
            raise ValueError(f"{self.uri} has no place on a virtual clock; give a mock: device")
        self._seen: list[tuple[float, tuple[float, ...], tuple[int, ...]]] = []
        self._breaks = "drop_after" in self.uri.options
        super().__init__(limits or Limits(), golden=golden, update=update)

    def _open(self) -> Bridge:
        link = make_link(self.uri, self.clock)
        self._link = link if isinstance(link, FaultyLink) else FaultyLink(link, Faults(), self.clock.now_ms)
        assert isinstance(self._link.inner, ModelLink)
        self.model = self._link.inner.model
        """The device itself; its ``levels`` are 0..255."""
        self.model.outputs = self._changed
        mail: SimpleQueue[None] = SimpleQueue()
        session = join(self._link, self.clock, mail, max_level=self.limits.max_level)
        return Bridge(session, self._link, self.clock, self._heard, mail)

    def _changed(self, now_us: int, levels: tuple[int, ...], carriers: tuple[int, ...]) -> None:
        self._seen.append((now_us / 1000, tuple(level / 255 for level in levels), tuple(2 * hz for hz in carriers)))

    def advance(self, ms: float) -> None:
        """Let time pass, for the device also where nobody reaches it any more."""
        end_ms = self.now_ms + ms
        while self._breaks and self.now_ms < end_ms:
            super().advance(min(STEP_MS, end_ms - self.now_ms))
            if self.bridge.link_error is not None:
                self.model.tick(round(self.now_ms * 1000))
        super().advance(max(end_ms - self.now_ms, 0.0))

    def unplug(self) -> None:
        """Pull the cable, now: the host finds out, and the device falls silent by itself as its dead-man says."""
        self._link.unplug()
        self._breaks = True

    def levels_at(self, t_ms: float) -> tuple[float, ...]:
        """What each motor did at ``t_ms``, 0..1."""
        k = bisect_right(self._seen, t_ms, key=lambda seen: seen[0])
        return self._seen[k - 1][1] if k else (0.0,) * len(self.layout)

    @property
    def timeline(self) -> Timeline:
        """What the motors have done so far, from 0 to now: levels held until the next one."""
        now = round(self.now_ms)
        tracks: list[list[Breakpoint]] = [[] for _ in self.layout.motors]
        before = (0.0,) * len(tracks)
        for t_ms, levels, carriers in [*self._seen, (self.now_ms, before, (0,) * len(tracks))]:
            for track, old, level, hz in zip(tracks, before, levels, carriers, strict=True):
                if old != level:
                    hz = hz or (track[-1].carrier_hz if track else 0)  # noqa: PLW2901 - a motor at rest has none
                    track += [Breakpoint(round(t_ms), old, hz), Breakpoint(round(t_ms), level, hz)]
            before = levels
        return Timeline(tuple(map(tuple, tracks)), now)
