"""Packs a GGUF file into fewer bits, by llama.cpp."""

from __future__ import annotations

from edge_runtime.quantize._report import Fallback, Quantized
from edge_runtime.quantize._run import QUANTIZATIONS, quantize

__all__ = ["QUANTIZATIONS", "Fallback", "Quantized", "quantize"]
