"""The llama.cpp engine: our own decode loop on the C interface of llama-cpp-python."""

from __future__ import annotations

from edge_runtime.engines.llama._engine import LlamaEngine
from edge_runtime.engines.llama._scorer import LlamaScorer

__all__ = ["LlamaEngine", "LlamaScorer"]
