"""The ten emotions as numbers: what each does to the tempo, edge, pitch and place of any pattern. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from ._tokens import Emotion, Pattern

EVEN = (1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Signature:
    """How one emotion colours a pattern; all of it is our own choice, held apart by a test over every pair."""

    pattern: Pattern
    """Played when a step names none."""
    tempo_ms: int
    """From one beat, swell or run to the next; patterns fit a whole number of them into a step."""
    duty: float
    """Share of a beat that is felt, and half of it the share of a fade that holds."""
    attack_ms: int
    """From rest to full on beats and taps; below 20 it is a jump."""
    rise: float
    """Share of a swell that rises, for the slow patterns."""
    carrier_hz: int
    """The vibration's frequency at the start; low is dull, high is bright."""
    carrier_end_hz: int
    """And at the end of the step."""
    rough_depth: float = 0.0
    """How deep long stretches are chopped, 0 smooth .. 1 down to rest."""
    rough_ms: int = 60
    """Period of that chopping."""
    tilt: tuple[float, float, float, float] = EVEN
    """Weight at upper left, upper right, lower left, lower right; blended between."""
    travel_ms: tuple[int, int] = (0, 0)
    """How much later the right side starts than the left, and the lower than the upper; negative the other way."""


SIGNATURES = MappingProxyType(
    {
        Emotion.CALM: Signature(Pattern.BREATH, 2000, 0.60, 160, 0.45, 90, 90),
        Emotion.SOOTHE: Signature(Pattern.WAVE, 1000, 0.55, 120, 0.40, 110, 110, travel_ms=(300, 0)),
        Emotion.FOCUS: Signature(Pattern.PULSE, 500, 0.30, 20, 0.30, 180, 180, tilt=(1.0, 1.0, 0.4, 0.4)),
        Emotion.STEADY: Signature(Pattern.PULSE, 1000, 0.50, 100, 0.50, 130, 130),
        Emotion.GROUND: Signature(Pattern.FADE, 1400, 0.90, 100, 0.12, 65, 65, 0.35, 160, tilt=(0.35, 0.35, 1.0, 1.0)),
        Emotion.UPLIFT: Signature(Pattern.BLOOM, 700, 0.50, 60, 0.75, 140, 200, travel_ms=(0, -350)),
        Emotion.SPARK: Signature(Pattern.RIPPLE, 200, 0.40, 0, 0.25, 230, 230, 0.40, 80, tilt=(0.7, 1.0, 0.5, 0.7)),
        Emotion.ALERT_MILD: Signature(Pattern.TAP, 400, 0.25, 0, 0.25, 200, 200, tilt=(0.45, 1.0, 0.45, 1.0)),
        Emotion.ALERT_HIGH: Signature(Pattern.PULSE, 150, 0.50, 0, 0.15, 250, 250, 0.60, 60),
        Emotion.REST_STATE: Signature(Pattern.FADE, 3000, 0.20, 200, 0.22, 60, 60, travel_ms=(0, 450)),
    }
)
"""Carriers stay within 60..250 Hz: coin motors reach no lower, and above 250 a vibration begins to be heard."""


def signature_pattern(emotion: Emotion) -> Pattern:
    """The pattern that ``emotion`` plays when none was named."""
    return SIGNATURES[emotion].pattern
