"""A run by the wall clock, over all its pieces: how far it is, what is due, and the checkpoint that it goes on from."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import torch


@dataclass(slots=True)
class Progress:
    """Where the run is: ``batch`` and ``glance`` count micro-batches drawn since the first."""

    step: int = 0
    batch: int = 0
    glance: int = 0
    tokens: int = 0
    elapsed_s: float = 0.0

    def share(self, minutes: float) -> float:
        """0 at the start, 1 at the end."""
        return self.elapsed_s / (60 * minutes)


class Clock:
    """Wall time of the run, and what is due."""

    def __init__(self, before_s: float) -> None:
        self._zero = time.monotonic() - before_s
        self._last: dict[str, float] = {}
        self._before_s = before_s
        self.since_s = 0.0

    def now(self) -> float:
        return time.monotonic() - self._zero

    def due(self, name: str, every_s: float) -> bool:
        """Whether ``every_s`` have passed since this was last due; then ``since_s`` says how long it was."""
        now, last = self.now(), self._last.get(name, self._before_s)
        if now - last < every_s:
            return False
        self.since_s = now - last
        self._last[name] = now
        return True


def left(progress: Progress, minutes: float) -> str:
    """How long the run still takes."""
    seconds = 60 * minutes - progress.elapsed_s
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(seconds, 0):.0f} s"


def save(
    path: Path, modules: Sequence[torch.nn.Module], optimizers: Sequence[torch.optim.Optimizer], progress: Progress
) -> None:
    """Everything that the run goes on from, in ``path``."""
    temporary = path.with_suffix(".part")
    state = {
        "modules": [module.state_dict() for module in modules],
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "progress": astuple(progress),
    }
    torch.save(state, temporary)
    os.replace(temporary, path)


def resume(path: Path, modules: Sequence[torch.nn.Module], optimizers: Sequence[torch.optim.Optimizer]) -> Progress:
    """Fill ``modules`` and ``optimizers`` with what ``save`` wrote, where it did, and say how far that was."""
    if not path.exists():
        return Progress()
    state = torch.load(path, weights_only=True)
    for one, kept in zip([*modules, *optimizers], [*state["modules"], *state["optimizers"]], strict=True):
        one.load_state_dict(kept)
    progress = Progress(*state["progress"])
    print(f"  going on from step {progress.step}", flush=True)
    return progress
