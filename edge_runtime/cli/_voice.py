"""What colours the voice, as it is typed: `--emotion`, `--projection`, `--adapter`, and the same inside a chat."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from edge_runtime.adapters import Adaptation, EmotionVector, load_adapter, load_projection
from edge_runtime.catalog import find_model, find_onnx
from edge_runtime.errors import AdapterRefused, EngineReason

from ._options import Backend, RunOptions

PROJECTIONS = ("emotion_projection.safetensors", "emotion_projection.pth")
"""A LoRA's folder may hold the projection that it was trained with, under one of these names."""

Tell = Callable[[str], None]


def voice_for(options: RunOptions, tell: Tell) -> Adaptation:
    """Read what ``options`` name; notes go to ``tell``. Raises AdapterRefused, EmotionInvalid, ModelNotFound."""
    wanted = Adaptation()
    for spec in options.adapter or ():
        wanted = put_on(wanted, spec, tell)
    return feeling(wanted, options.emotion, options) if options.emotion else wanted


def feeling(wanted: Adaptation, emotion: str, options: RunOptions) -> Adaptation:
    """Give the voice an emotion, and the projection that was named, lies with an adapter, or belongs to the model.

    Raises AdapterRefused, EmotionInvalid, ModelNotFound.
    """
    vector = EmotionVector.parse(emotion)
    file = options.projection or _beside(wanted) or _shipped(options)
    return replace(wanted, emotion=vector, projection=load_projection(file) if file else None)


def put_on(wanted: Adaptation, spec: str, tell: Tell) -> Adaptation:
    """Add an adapter, ``DIR``, ``FILE`` or ``DIR=0.5``, or give one that is on another scale, ``NAME=0.5``.

    Raises AdapterRefused.
    """
    name, scale = _split(spec)
    changed = wanted.scaled(name, scale)
    if changed is not None and not Path(name).exists():
        return changed
    adapter = load_adapter(Path(name).expanduser())
    for note in adapter.notes:
        tell(note)
    return wanted.wearing(adapter, scale)


def _split(spec: str) -> tuple[str, float]:
    """``DIR=0.5`` is a folder or file and a scale, unless one has that very name."""
    name, equals, number = spec.rpartition("=")
    if not equals or Path(spec).exists():
        return spec, 1.0
    try:
        scale = float(number)
    except ValueError:
        scale = math.nan
    if not math.isfinite(scale):
        raise AdapterRefused(
            f"The scale {number[:40]!r} of {name} is no number.",
            reason=EngineReason.ADAPTER_INVALID,
            hint="Write it as DIR=0.5.",
        )
    return name, scale


def _shipped(options: RunOptions) -> Path | None:
    if options.backend is Backend.OPENAI:
        return None
    find = find_onnx if options.backend is Backend.ONNX else find_model
    _, entry = find(options.model)
    return entry.projection_path if entry else None


def _beside(wanted: Adaptation) -> Path | None:
    files = [Path(lora.path) / name for lora, _ in wanted.loras for name in PROJECTIONS]
    return next((file for file in files if file.is_file()), None)
