"""The ONNX engine: a Gemma 3 export, run by a plain onnxruntime session."""

from __future__ import annotations

from edge_runtime.engines.onnx._engine import OnnxEngine
from edge_runtime.engines.onnx._runtime import choose_provider, runtime

__all__ = ["OnnxEngine", "choose_provider", "runtime"]
