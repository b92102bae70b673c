"""Fewer FFN units and steeper gates: the widened network in the narrow shape that is shipped, and back.

Fewer units are fewer weights to read for each token. Steeper gates are for ggml, whose CPU code takes GELU from a table in f16
between -10 and 10 and is exact beyond: the network learns with ``Sharp``, and its steepness is then put into the gates' weights,
so that the file is an ordinary Gemma 3 whose gates, those that say most, lie beyond. What both cost, ``distil`` teaches it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from model import Batch, hidden_states, sliding_mask
from torch import Tensor
from torch.nn import functional


class Sharp(torch.nn.Module):
    """GELU (its tanh form) of ``sharpness`` times what it is given: nearly a ReLU, that many times as large.

    The norm behind the FFN takes the factor out again, so nothing divides by it: weights made that much smaller would in 4 bits have
    scales below f16's normal numbers, which some processors take for zero.
    """

    def __init__(self, sharpness: float) -> None:
        super().__init__()
        self._sharpness = sharpness

    def forward(self, x: Tensor) -> Tensor:
        """Any shape."""
        return functional.gelu(self._sharpness * x, approximate="tanh")


def sharpen(model: Any, sharpness: float) -> Any:
    """``model`` itself, every layer's activation ``Sharp`` from here on."""
    for layer in model.model.layers:
        layer.mlp.act_fn = Sharp(sharpness)
    return model


def fold(weights: Mapping[str, Tensor], sharpness: float) -> dict[str, Tensor]:
    """The weights that do with plain GELU what ``weights`` do with ``Sharp``."""
    return {name: values * sharpness if "gate_proj" in name else values for name, values in weights.items()}


def energies(model: Any, parts: Iterable[Batch], pad: int, window: int) -> Tensor:
    """[layers, units]: the mean over the tokens of each unit's square, times the square of what it writes: |its column of down_proj|^2."""
    layers = [layer.mlp.down_proj for layer in model.model.layers]
    found, count = torch.zeros(len(layers), layers[0].in_features), 0
    real = torch.zeros(0, dtype=torch.bool)

    def meter(index: int) -> Any:
        def read(module: Any, given: tuple[Tensor]) -> None:
            found[index] += given[0][real].square().sum(0) * module.weight.square().sum(0)

        return read

    hooks = [layer.register_forward_pre_hook(meter(index)) for index, layer in enumerate(layers)]
    hidden = hidden_states(model)
    with torch.no_grad():
        for part in parts:
            real = part.ids != pad
            hidden(part.ids, sliding_mask(part.ids.shape[1], window))
            count += int(real.sum())
    for hook in hooks:
        hook.remove()
    return found / max(count, 1)


def prune(weights: Mapping[str, Tensor], energy: Tensor, kept: int) -> dict[str, Tensor]:
    """``weights`` with the ``kept`` units of each layer that have most ``energy`` [layers, units], in their old order."""
    found = dict(weights)
    for layer, values in enumerate(energy):
        units = values.topk(kept).indices.sort().values
        for name, side in (("gate_proj", 0), ("up_proj", 0), ("down_proj", 1)):
            key = f"layers.{layer}.mlp.{name}.weight"
            found[key] = weights[key].index_select(side, units)
    return found


def broaden(narrow: Mapping[str, Tensor], fresh: Mapping[str, Tensor], sharpness: float) -> dict[str, Tensor]:
    """Finished weights in the shape of ``fresh`` again, with gates as flat as they were; the way back as far as there is one.

    In place of the units that were cut come those of ``fresh``, which write nothing yet. What was narrowed said nearly, not
    exactly, what this says with plain GELU: it is where a training begins.
    """
    found = dict(narrow)
    for name, values in fresh.items():
        old = narrow[name]
        if "gate_proj" in name:
            found[name] = torch.cat([old / sharpness, values[len(old) :]])
        elif "up_proj" in name:
            found[name] = torch.cat([old, values[len(old) :]])
        elif "down_proj" in name:
            found[name] = torch.cat([old, torch.zeros_like(values[:, old.shape[1] :])], 1)
    return found
