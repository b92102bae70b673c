"""The losses that several formats have in common. No I/O."""

from __future__ import annotations

from lexicon import Timeline

from ._clip import HIGH_HZ, LOW_HZ, Loss, Lost
from ._merge import Track


def places(timeline: Timeline, kept: int = 1) -> tuple[Loss, ...]:
    """For a format of ``kept`` places."""
    if len(timeline.tracks) <= kept or len(set(timeline.tracks)) == 1:
        return ()
    where = "all of them as one" if kept == 1 else "its left and right half"
    return (Loss(Lost.PLACES, f"{len(timeline.tracks)} motors became {where}, the strongest at each moment"),)


def carriers_outside(track: Track) -> tuple[Loss, ...]:
    """For a format whose frequency is 0 to 1."""
    carriers = {p.carrier_hz for p in track if p.level > 0}
    if all(LOW_HZ <= hz <= HIGH_HZ for hz in carriers):
        return ()
    return (Loss(Lost.CARRIERS, f"carriers outside {LOW_HZ} to {HIGH_HZ} Hz became the nearer of both"),)
