"""A pattern as sound, to design without hardware: each motor a sine of its carrier, as loud as its level. No I/O.

Up to four motors have a channel each, in the order that a quadraphonic room has: front left and right, rear left and
right. More are put together by the corner that they are nearest to; two channels are left and right, for headphones.
"""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

from firmware_bridge.errors import BridgeReason, LexiconFileError
from lexicon import GRID, Layout, Timeline

from ._clip import DEFAULT_HZ, Loss, Lost, Written
from ._merge import Track, whole
from ._mix import corners, sides

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE_HZ = 16_000
"""Samples a second: any player takes it, and carriers end at 1 kHz."""
MAX_S = 600
"""Longest sound: 77 MB."""
CHUNK = 1 << 16
_TOP = 32_000


def write_wav(timeline: Timeline, layout: Layout, channels: int) -> Written:
    """Write 16-bit PCM of at most ``channels`` (2 to 4) channels. Needs numpy, which is imported only here.

    Raises LexiconFileError for a clip that is too long.
    """
    import numpy as np

    end = whole(timeline)
    if end > MAX_S * 1000:
        raise LexiconFileError(
            f"The clip lasts {end / 1000:.0f} s; a sound may last {MAX_S}.",
            hint="Cut it into pieces.",
            reason=BridgeReason.INVALID_FILE,
        )
    tracks, losses = _channels(timeline, layout, channels)
    distinct = list(dict.fromkeys(tracks))
    voices = [_Voice(track) for track in distinct]
    heard = [distinct.index(track) for track in tracks]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(len(tracks))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        total = -(-end * RATE_HZ // 1000)
        for start in range(0, total, CHUNK):
            at = np.arange(start, min(start + CHUNK, total))
            sounds = [(voice.sound(at) * _TOP).astype("<i2") for voice in voices]
            file.writeframes(np.stack([sounds[k] for k in heard], axis=1).tobytes())
    return Written(out.getvalue(), losses)


def _channels(timeline: Timeline, layout: Layout, channels: int) -> tuple[tuple[Track, ...], tuple[Loss, ...]]:
    count = len(timeline.tracks)
    if count == 1:
        return timeline.tracks * 2, ()
    if count <= channels:
        return timeline.tracks, ()
    if channels < 4:
        return sides(timeline, layout), (Loss(Lost.PLACES, f"{count} motors became a left and a right channel"),)
    return corners(timeline, layout, GRID), (Loss(Lost.PLACES, f"{count} motors became four channels by their corner"),)


class _Voice:
    """One channel, its phase carried on from block to block."""

    def __init__(self, track: Track) -> None:
        import numpy as np

        # Times a hair apart keep a jump a jump.
        self._t = np.array([p.t_ms for p in track], dtype=np.float64)
        self._t[1:] += np.where(np.diff(self._t) == 0, 1e-6, 0.0)
        self._level = np.array([p.level for p in track])
        self._hz = np.array([float(p.carrier_hz or DEFAULT_HZ) for p in track])
        self._phase = 0.0

    def sound(self, at: NDArray[np.int64]) -> NDArray[np.float64]:
        """The samples of numbers ``at``, -1..1."""
        import numpy as np

        if not len(self._t):
            return np.zeros(len(at))
        ms = at * (1000 / RATE_HZ)
        phase = self._phase + np.cumsum(np.interp(ms, self._t, self._hz)) * (2 * np.pi / RATE_HZ)
        self._phase = float(phase[-1] % (2 * np.pi))
        return np.asarray(np.sin(phase) * np.interp(ms, self._t, self._level, left=0.0, right=0.0))
