"""Room beside the text: the trained network with more coordinates that none of its layers reads or writes, and back.

The new coordinates ("ears") of a piece's embedding hold what the bag says of the piece; only a layer laid on top hears them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from bag import Bag
from corpus.common import EMOTIONS
from settings import Settings
from torch import Tensor

_LOUD = 0.25
"""Spread of what the ears hold, as a share of the embeddings' own."""
_LARGEST = 4.0
"""At most so many times that spread."""
_OVER_STATES = (
    "input_layernorm",
    "post_attention_layernorm",
    "pre_feedforward_layernorm",
    "post_feedforward_layernorm",
)
"""Norms over the whole width (those of queries and keys are not)."""
_WRITERS = ("o_proj", "down_proj")
"""Matrices whose rows are the width's coordinates; the others' columns are."""


def widen(narrow: Mapping[str, Tensor], bag: Bag, settings: Settings) -> dict[str, Tensor]:
    """The weights with ``settings.ears`` more coordinates, of the same text.

    A norm divides by the root mean square over all coordinates, which zeros make smaller: so the weights (1 + w) of the norms over
    states shrink by sqrt(width / new width), and the embeddings too, which are scaled by the root of the new width. The last norm
    stays as it is, for the tied table shrinks after it. At the ears 1 + w is 0: no old layer hears them. The logits are the same
    but for what the ears themselves add to the root mean square, a few thousandths.
    """
    shrink = math.sqrt(settings.width / (settings.width + settings.ears))
    wide: dict[str, Tensor] = {}
    for name, values in narrow.items():
        if name == "embed_tokens.weight":
            wide[name] = torch.cat([values, _heard(bag, settings) * values.std()], 1) * shrink
        elif name == "norm.weight":
            wide[name] = torch.cat([values, torch.full((settings.ears,), -1.0)])
        elif any(norm in name for norm in _OVER_STATES):
            wide[name] = torch.cat([(1 + values) * shrink - 1, torch.full((settings.ears,), -1.0)])
        elif values.ndim < 2:
            wide[name] = values.clone()
        else:
            side = 0 if any(writer in name for writer in _WRITERS) else 1
            shape = list(values.shape)
            shape[side] = settings.ears
            wide[name] = torch.cat([values, torch.zeros(shape)], side)
    return wide


def unwiden(wide: Mapping[str, Tensor], settings: Settings) -> dict[str, Tensor]:
    """What ``widen`` was given: the inverse, without the layers laid on top."""
    shrink = math.sqrt(settings.width / (settings.width + settings.ears))
    found: dict[str, Tensor] = {}
    for name, values in wide.items():
        if name.startswith("layers.") and int(name.split(".")[1]) >= settings.layers:
            continue
        if name == "embed_tokens.weight":
            found[name] = values[:, : settings.width] / shrink
        elif name == "norm.weight":
            found[name] = values[: settings.width].clone()
        elif any(norm in name for norm in _OVER_STATES):
            found[name] = (1 + values[: settings.width]) / shrink - 1
        elif values.ndim < 2:
            found[name] = values.clone()
        elif any(writer in name for writer in _WRITERS):
            found[name] = values[: settings.width].clone()
        else:
            found[name] = values[:, : settings.width].clone()
    return found


def _heard(bag: Bag, settings: Settings) -> Tensor:
    """[vocabulary, ears]: each piece's word for each emotion, of spread ``_LOUD`` over the pieces as often as they were heard."""
    words = torch.from_numpy(bag.weights)[:, : len(EMOTIONS)]
    words = words - words.mean(1, keepdim=True)
    often = torch.from_numpy(bag.heard).to(words.dtype)
    words[often == 0] = 0
    loud = (often @ words.square()).sum().div(often.sum() * words.shape[1]).sqrt()
    ears = torch.zeros(len(words), settings.ears)
    ears[:, : len(EMOTIONS)] = (words / loud).clamp(-_LARGEST, _LARGEST) * _LOUD
    return ears
