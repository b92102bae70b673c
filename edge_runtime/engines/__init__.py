"""Engines: what turns a conversation into text. Each backend is imported only when it is opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from edge_runtime.errors import EngineError, EngineReason
from lexicon._lazy import lazily

if TYPE_CHECKING:
    from edge_runtime.engines._schema import schema_text
    from edge_runtime.engines.base import (
        Cancel,
        Engine,
        EngineInfo,
        Finish,
        FinishReason,
        Lasting,
        Message,
        Piece,
        Role,
        Sampling,
    )
    from edge_runtime.engines.presets import PRESET_NAMES, Preset, load_presets, sampling_for
    from edge_runtime.engines.scripted import Request, ScriptedEngine

BACKENDS = ("llama", "onnx", "openai", "scripted")

__all__ = [
    "BACKENDS",
    "PRESET_NAMES",
    "Cancel",
    "Engine",
    "EngineInfo",
    "Finish",
    "FinishReason",
    "Lasting",
    "Message",
    "Piece",
    "Preset",
    "Request",
    "Role",
    "Sampling",
    "ScriptedEngine",
    "load_presets",
    "open_engine",
    "sampling_for",
    "schema_text",
]

_HOMES = {
    "edge_runtime.engines._schema": "schema_text",
    "edge_runtime.engines.base": "Cancel Engine EngineInfo Finish FinishReason Lasting Message Piece Role Sampling",
    "edge_runtime.engines.presets": "PRESET_NAMES Preset load_presets sampling_for",
    "edge_runtime.engines.scripted": "Request ScriptedEngine",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, _HOMES)


def open_engine(path: str | os.PathLike[str], backend: str = "llama", **options: Any) -> Engine:
    """Open a model file, or for `openai` a server's model by its name, with a backend of `BACKENDS`.

    `options` go to the backend; for `llama`: `context`, `threads`, `gpu_layers` (each None for automatic),
    `allow_unsafe_quant`; for `onnx`: `context`, `threads`, `provider`; for `openai`: `base_url`, `offline`.
    Raises EngineMissing, ModelNotFound, ModelRefused, ServerFailed, InputUnusable, EngineError (unknown backend).
    """
    if backend == "llama":
        from edge_runtime.engines.llama import LlamaEngine

        return LlamaEngine(path, **options)
    if backend == "onnx":
        from edge_runtime.engines.onnx import OnnxEngine

        return OnnxEngine(path, **options)
    if backend == "openai":
        from edge_runtime.engines.openai import OpenAIEngine

        return OpenAIEngine(path, **options)
    if backend == "scripted":
        from edge_runtime.engines.scripted import ScriptedEngine

        return ScriptedEngine(*options.get("answers", ()))
    raise EngineError(
        f"There is no engine called {backend!r}.",
        reason=EngineReason.BACKEND_UNKNOWN,
        hint=f"Choose one of: {', '.join(BACKENDS)}.",
    )
