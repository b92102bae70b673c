"""The engine elsewhere: any server that speaks OpenAI's chat completions (llama-server, vLLM, Ollama and others)."""

from __future__ import annotations

from edge_runtime.engines.openai._engine import OpenAIEngine

__all__ = ["OpenAIEngine"]
