"""The recipe's listening layer: the widened network says the same, and the layer alone is the layer in its network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_recipe import VOCABULARY, SmallTokenizer, modules, trained_network

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sentencepiece")


@pytest.fixture(scope="module")
def recipe():
    bag, listen, model, settings, widen = modules("bag", "listen", "model", "settings", "widen")
    small = replace(
        settings.Settings(), width=48, ears=16, layers=6, ffn=64, heads=2, head_width=16, window=8, context=64
    )
    return small, bag.Bag, model, widen, listen


def _bag(kind, loud: float):
    rng = np.random.default_rng(3)
    words = rng.normal(0, loud, (VOCABULARY, 12)).astype(np.float32)
    return kind(words, np.zeros(12, np.float32), np.arange(VOCABULARY, dtype=np.int64))


def _logits(recipe, network, settings):
    _, _, model, _, _ = recipe
    ids = torch.arange(2 * 24).view(2, 24) % VOCABULARY
    with torch.no_grad():
        return network.lm_head(model.hidden_states(network)(ids, model.sliding_mask(24, settings.window)))


@pytest.mark.parametrize("ears", ["silent", "heard"])
def test_the_widened_network_says_the_same(recipe, ears) -> None:
    small, bag, model, widen, _ = recipe
    narrow = trained_network(small)
    wide = model.create(replace(small.widened, layers=small.layers), SmallTokenizer()).eval()
    weights = widen.widen(narrow.model.state_dict(), _bag(bag, 2.0), small)
    if ears == "silent":
        weights["embed_tokens.weight"][:, small.width :] = 0
    wide.model.load_state_dict(weights)
    said, same = _logits(recipe, narrow, small), _logits(recipe, wide, small)
    # What the ears hold adds to the root mean square, and changes nothing else.
    off = float((said - same).abs().max() / said.std())
    assert off < 1e-4 if ears == "silent" else 1e-3 < off < 0.5


def test_unwidening_is_the_inverse(recipe) -> None:
    small, bag, _, widen, _ = recipe
    narrow = trained_network(small).model.state_dict()
    wide = widen.widen(narrow, _bag(bag, 2.0), small)
    wide["layers.6.mlp.up_proj.weight"] = torch.ones(3)
    back = widen.unwiden(wide, small)
    assert set(back) == set(narrow)
    for name, values in narrow.items():
        torch.testing.assert_close(back[name], values)


def test_the_last_place_alone_is_the_last_place_of_the_layer(recipe) -> None:
    small, _, model, _, listen = recipe
    top = trained_network(replace(small.widened, layers=1))
    generator = torch.Generator().manual_seed(5)
    states = 3 * torch.randn((3, 20, small.widened.width), generator=generator)
    masks = {"full_attention": None, "sliding_attention": model.sliding_mask(20, small.window)}
    with torch.no_grad():
        whole = top.model(inputs_embeds=states, attention_mask=masks).last_hidden_state[:, -1]
        known, places = torch.ones((3, 19), dtype=torch.bool), torch.arange(19).expand(3, -1)
        alone = listen.last_states(top, states[:, :-1], known, places, states[:, -1], torch.tensor([19] * 3))
        # What is padding is not heard, wherever it lies.
        padded = torch.cat([states[:, :-1], 9 * torch.ones((3, 4, small.widened.width))], 1)
        less = torch.cat([known, torch.zeros((3, 4), dtype=torch.bool)], 1)
        wider = torch.arange(23).expand(3, -1)
        same = listen.last_states(top, padded, less, wider, states[:, -1], torch.tensor([19] * 3))
    torch.testing.assert_close(alone, whole, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(same, whole, atol=1e-5, rtol=1e-5)
