"""What the person who starts a server decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from edge_runtime.engines import Sampling

WAITING = 64
"""Answers that may wait; with a small model the last of them waits for some seconds."""
ANSWER_S = 120.0
"""Longest answer; whoever wants longer ones says so when starting."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the person who starts a server decides."""

    model: str
    """What the model is called."""
    sampling: Sampling = field(default_factory=Sampling)
    """Unless a caller asks otherwise; nobody gets longer answers."""
    system: Callable[[bool], str] = lambda _on: ""
    """The system text for touch on or off."""
    device: str = "mock:"
    haptics: bool = False
    max_level: float = 0.71
    time_scale: float = 1.0
    waiting: int = WAITING
    answer_s: float = ANSWER_S
    preset: str | None = None
    """What the sampling is called."""
    seed: int | None = None
    """Of answers that ask for none; None draws a fresh one each time."""
    runs: Path | None = None
    """The folder whose traces may be opened."""
