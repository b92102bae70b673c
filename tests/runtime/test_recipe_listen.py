"""The recipe's listening layer: the widened network says the same, and the layer alone is the layer in its network."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sentencepiece")

RECIPE = Path(__file__).resolve().parents[2] / "models" / "recipe"
VOCABULARY = 60


class _Tokenizer:
    """The four numbers that a network takes of a tokenizer."""

    pad, bos, end = 0, 2, 5

    def __len__(self) -> int:
        return VOCABULARY


@pytest.fixture(scope="module")
def recipe():
    sys.path.insert(0, str(RECIPE))
    try:
        import bag
        import listen
        import model
        import settings
        import widen
    finally:
        sys.path.remove(str(RECIPE))
    small = replace(
        settings.Settings(), width=48, ears=16, layers=6, ffn=64, heads=2, head_width=16, window=8, context=64
    )
    return small, bag.Bag, model, widen, listen


def _bag(kind, loud: float):
    rng = np.random.default_rng(3)
    words = rng.normal(0, loud, (VOCABULARY, 12)).astype(np.float32)
    return kind(words, np.zeros(12, np.float32), np.arange(VOCABULARY, dtype=np.int64))


def _network(recipe, settings):
    """One whose norms are no mere ones and whose states are large against their epsilon, as training leaves them."""
    _, _, model, _, _ = recipe
    network = model.create(settings, _Tokenizer()).eval()
    generator = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, values in network.model.named_parameters():
            if name.endswith("norm.weight"):
                values.copy_(0.3 * torch.randn(values.shape, generator=generator))
            else:
                values.mul_(10)
    return network


def _logits(recipe, network, settings):
    _, _, model, _, _ = recipe
    ids = torch.arange(2 * 24).view(2, 24) % VOCABULARY
    with torch.no_grad():
        return network.lm_head(model.hidden_states(network)(ids, model.sliding_mask(24, settings.window)))


@pytest.mark.parametrize("ears", ["silent", "heard"])
def test_the_widened_network_says_the_same(recipe, ears) -> None:
    small, bag, model, widen, _ = recipe
    narrow = _network(recipe, small)
    wide = model.create(replace(small.finished, layers=small.layers), _Tokenizer()).eval()
    weights = widen.widen(narrow.model.state_dict(), _bag(bag, 2.0), small)
    if ears == "silent":
        weights["embed_tokens.weight"][:, small.width :] = 0
    wide.model.load_state_dict(weights)
    said, same = _logits(recipe, narrow, small), _logits(recipe, wide, small)
    # What the ears hold adds to the root mean square, and changes nothing else.
    off = float((said - same).abs().max() / said.std())
    assert off < 1e-4 if ears == "silent" else 1e-3 < off < 0.5


def test_narrowing_is_the_inverse(recipe) -> None:
    small, bag, _, widen, _ = recipe
    narrow = _network(recipe, small).model.state_dict()
    wide = widen.widen(narrow, _bag(bag, 2.0), small)
    wide["layers.6.mlp.up_proj.weight"] = torch.ones(3)
    back = widen.narrow(wide, small)
    assert set(back) == set(narrow)
    for name, values in narrow.items():
        torch.testing.assert_close(back[name], values)


def test_the_last_place_alone_is_the_last_place_of_the_layer(recipe) -> None:
    small, _, model, _, listen = recipe
    top = _network(recipe, replace(small.finished, layers=1))
    generator = torch.Generator().manual_seed(5)
    states = 3 * torch.randn((3, 20, small.finished.width), generator=generator)
    masks = {"full_attention": None, "sliding_attention": model.sliding_mask(20, small.window)}
    with torch.no_grad():
        whole = top.model(inputs_embeds=states, attention_mask=masks).last_hidden_state[:, -1]
        known, places = torch.ones((3, 19), dtype=torch.bool), torch.arange(19).expand(3, -1)
        alone = listen.last_states(top, states[:, :-1], known, places, states[:, -1], torch.tensor([19] * 3))
        # What is padding is not heard, wherever it lies.
        padded = torch.cat([states[:, :-1], 9 * torch.ones((3, 4, small.finished.width))], 1)
        less = torch.cat([known, torch.zeros((3, 4), dtype=torch.bool)], 1)
        wider = torch.arange(23).expand(3, -1)
        same = listen.last_states(top, padded, less, wider, states[:, -1], torch.tensor([19] * 3))
    torch.testing.assert_close(alone, whole, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(same, whole, atol=1e-5, rtol=1e-5)
