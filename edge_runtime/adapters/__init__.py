"""What colours a model's voice: emotion vectors, LoRA adapters and soft prompts, the same for every engine."""

from __future__ import annotations

from edge_runtime.adapters._adaptation import MAX_ADAPTERS, MAX_SCALE, Adaptable, Adaptation, adapt
from edge_runtime.adapters._emotion import PAIRS, EmotionVector
from edge_runtime.adapters._lora import Lora, LoraPart
from edge_runtime.adapters._peft import load_adapter
from edge_runtime.adapters._projection import Projection, load_projection
from edge_runtime.adapters._soft_prompt import SoftPrompt

__all__ = [
    "MAX_ADAPTERS",
    "MAX_SCALE",
    "PAIRS",
    "Adaptable",
    "Adaptation",
    "EmotionVector",
    "Lora",
    "LoraPart",
    "Projection",
    "SoftPrompt",
    "adapt",
    "load_adapter",
    "load_projection",
]
