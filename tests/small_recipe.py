"""The recipe in small, for tests: its modules, a tokenizer of sixty pieces, and networks as training leaves them."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

RECIPE = Path(__file__).resolve().parents[1] / "models" / "recipe"
VOCABULARY = 60
FIRST_TAG = 6


def modules(*names: str) -> tuple[ModuleType, ...]:
    """Modules of ``models/recipe`` by name, which import each other so."""
    sys.path.insert(0, str(RECIPE))
    try:
        return tuple(importlib.import_module(name) for name in names)
    finally:
        sys.path.remove(str(RECIPE))


class SmallTokenizer:
    """What a network takes of a tokenizer, and the tags, each one piece."""

    pad, bos, end = 0, 2, 5

    def __len__(self) -> int:
        return VOCABULARY

    def encode(self, text: str) -> list[int]:
        """Ids of the tags in ``text``."""
        (tokenizer,) = modules("tokenizer")
        return [FIRST_TAG + tokenizer.LEXICON.index(name) for name in re.findall(r"\[(\w+)\]", text)]


def trained_network(settings: Any) -> Any:
    """One whose norms are no mere ones and whose states are large against their epsilon, as training leaves them."""
    import torch

    (model,) = modules("model")
    network = model.create(settings, SmallTokenizer()).eval()
    generator = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, values in network.model.named_parameters():
            if name.endswith("norm.weight"):
                values.copy_(0.3 * torch.randn(values.shape, generator=generator))
            else:
                values.mul_(10)
    return network
