"""The recipe's narrowing: what is cut, what the gates' steepness is for, and that the narrow network learns from the wide one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from small_recipe import VOCABULARY, SmallTokenizer, modules, trained_network

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sentencepiece")

LENGTH, ROWS = 24, 6


@pytest.fixture(scope="module")
def small():
    (settings,) = modules("settings")
    return replace(
        settings.Settings(),
        width=48,
        ears=16,
        layers=2,
        ffn=64,
        narrow_ffn=40,
        heads=2,
        head_width=16,
        window=8,
        context=64,
        rows_tokens=3 * LENGTH,
        glance_tokens=2 * LENGTH,
        threads=torch.get_num_threads(),
    )


@pytest.fixture(scope="module")
def network(small):
    """The wide one; nobody changes it."""
    return trained_network(small.widened)


def _tokens(mix, rows: int, seed: int):
    ids = np.random.default_rng(seed).integers(6, VOCABULARY, rows * LENGTH).astype(np.uint16)
    trained = np.tile(np.arange(LENGTH) > LENGTH // 2, rows)
    return mix.Tokens(ids, trained, np.full(len(ids), -1, np.int8), np.arange(rows + 1) * LENGTH)


def _batch(rows: int = ROWS, seed: int = 1):
    mix, model = modules("mix", "model")
    return model.gather(_tokens(mix, rows, seed), np.arange(rows), SmallTokenizer.pad)


def _logits(network, small, batch):
    (model,) = modules("model")
    with torch.no_grad():
        mask = model.sliding_mask(batch.ids.shape[1], small.window)
        return network.lm_head(model.hidden_states(network)(batch.ids, mask))


def _with(weights, settings):
    (model,) = modules("model")
    found = model.create(settings, SmallTokenizer()).eval()
    found.model.load_state_dict(weights)
    return found


def test_the_folded_network_is_the_one_that_was_trained(small, network) -> None:
    (narrow,) = modules("narrow")
    weights = network.model.state_dict()
    learnt = narrow.sharpen(_with(weights, small.widened), small.sharpness)
    plain = _with(narrow.fold(weights, small.sharpness), small.widened)
    said, same, before = (_logits(one, small, _batch()) for one in (learnt, plain, network))
    torch.testing.assert_close(same, said, atol=1e-5, rtol=1e-5)
    assert float((before - said).abs().max() / said.std()) > 0.01


@pytest.mark.parametrize("padded", [False, True])
def test_the_energy_of_a_unit_is_what_it_alone_writes(small, network, padded) -> None:
    """Beside an independent way to it: all but one unit silenced, and what the FFN then writes measured at every real token."""
    (narrow,) = modules("narrow")
    batch = _batch()
    if padded:
        pad = torch.full((ROWS, 5), SmallTokenizer.pad)
        ids, targets = torch.cat([batch.ids, pad], 1), torch.cat([batch.targets, pad - 100], 1)
        batch = replace(batch, ids=ids, targets=targets)
    energy = narrow.energies(network, [batch], SmallTokenizer.pad, small.window)
    assert energy.shape == (small.widened.layers, small.ffn)
    written: list[torch.Tensor] = []
    for layer, unit in ((0, 3), (1, 50), (2, 17)):
        written.clear()
        down = network.model.layers[layer].mlp.down_proj
        alone = torch.zeros_like(down.weight)
        alone[:, unit] = down.weight[:, unit].detach()
        hook = down.register_forward_hook(lambda _, given, __, alone=alone: written.append(given[0] @ alone.T))
        _logits(network, small, batch)
        hook.remove()
        torch.testing.assert_close(energy[layer, unit], written[0][:, :LENGTH].square().sum(-1).mean())


def test_the_units_of_most_energy_stay_and_say_what_they_said(small, network) -> None:
    (narrow,) = modules("narrow")
    weights = network.model.state_dict()
    energy = torch.rand((small.widened.layers, small.ffn), generator=torch.Generator().manual_seed(2))
    kept = [set(np.argsort(-row)[: small.narrow_ffn].tolist()) for row in energy.numpy()]
    silenced = {name: values.clone() for name, values in weights.items()}
    for layer, units in enumerate(kept):
        silenced[f"layers.{layer}.mlp.down_proj.weight"][:, [at for at in range(small.ffn) if at not in units]] = 0
    pruned = _with(narrow.prune(weights, energy, small.narrow_ffn), small.finished)
    said, same = (_logits(one, small, _batch()) for one in (_with(silenced, small.widened), pruned))
    torch.testing.assert_close(same, said, atol=1e-5, rtol=1e-5)


def test_at_full_width_nothing_is_cut(small, network) -> None:
    (narrow,) = modules("narrow")
    weights = network.model.state_dict()
    energy = torch.rand((small.widened.layers, small.ffn), generator=torch.Generator().manual_seed(2))
    whole = narrow.prune(weights, energy, small.ffn)
    assert whole.keys() == weights.keys()
    assert all(torch.equal(whole[name], values) for name, values in weights.items())


def test_ggmls_table_disturbs_steep_gates_less(small, network) -> None:
    """Its noise in the logits: the more gates lie beyond 10, the less of it."""
    pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")
    check, narrow = modules("check", "narrow")

    def noise(sharpness: float) -> float:
        folded = narrow.fold(network.model.state_dict(), sharpness)
        exact, rounded = _with(folded, small.widened), _with(folded, small.widened)
        for layer in rounded.model.layers:
            layer.mlp.act_fn = check.TableGelu()
        return float((_logits(exact, small, _batch()) - _logits(rounded, small, _batch())).abs().mean())

    assert noise(small.sharpness) < noise(1.0) / 2


def test_what_counts_more(small) -> None:
    distil, common = modules("distil", "corpus.common")
    tokenizer = SmallTokenizer()
    counts = distil.counts(tokenizer)
    assert {float(counts[tokenizer.encode(f"[{name}]")]) for name in common.EMOTIONS} == {3.0}
    assert float(counts[tokenizer.encode("[begin_haptics]")]) == 2.0
    assert float(counts.sum()) == VOCABULARY + 2 * 10 + 1


def _pair(small, network):
    distil, narrow = modules("distil", "narrow")
    weights = network.model.state_dict()
    energy = narrow.energies(network, [_batch()], SmallTokenizer.pad, small.window)
    student = _with(narrow.prune(weights, energy, small.narrow_ffn), small.finished)
    wide = _with(weights, small.widened)
    return distil.Pair(wide, narrow.sharpen(student, small.sharpness).train(), small), wide


def test_the_divergence_is_that_of_the_chances(small, network) -> None:
    (distil,) = modules("distil")
    generator = torch.Generator().manual_seed(4)
    said, wanted = (torch.randn((3, 7), generator=generator, dtype=torch.float64) for _ in range(2))
    p, q = (np.exp(one.numpy()) / np.exp(one.numpy()).sum(1, keepdims=True) for one in (wanted, said))
    np.testing.assert_allclose(distil.divergences(said, wanted).numpy(), (p * np.log(p / q)).sum(1))
    assert not distil.divergences(wanted, wanted).any()


def test_a_few_steps_bring_the_narrow_network_nearer_to_the_wide_one(small, network) -> None:
    (distil,) = modules("distil")
    pair, wide = _pair(small, network)
    for group in pair.adam.param_groups:
        group["peak"] *= 4  # for few steps
    before = {name: values.clone() for name, values in wide.state_dict().items()}
    counts, held = distil.counts(SmallTokenizer()), [_batch(seed=9)]
    _, target, at_first = pair.compare(held)
    for step in range(25):
        pair.learn([_batch(seed=2 * step), _batch(seed=2 * step + 1)], _batch(2, 100 + step), counts, 1.0)
    _, same, at_last = pair.compare(held)
    assert at_last < 0.85 * at_first
    assert same == target
    assert all(torch.equal(values, before[name]) for name, values in wide.state_dict().items())


def test_the_stage_writes_what_it_trained_and_goes_on_from_its_checkpoint(small, network, tmp_path, capsys) -> None:
    from safetensors.torch import load_file

    distil, mix, model = modules("distil", "mix", "model")
    files = distil.Files(
        *(tmp_path / name for name in ("t.npz", "h.npz", "g.npz", "wide", "ck.pt", "out", "report.json"))
    )
    for seed, path in enumerate((files.train, files.held, files.glances)):
        tokens = _tokens(mix, 12, seed)
        np.savez(path, ids=tokens.ids, trained=tokens.trained, feelings=tokens.feelings, offsets=tokens.offsets)
    model.write(network.model.state_dict(), files.wide)
    always = replace(small, save_every_s=0.0)
    distil.distil(always, SmallTokenizer(), files, minutes=0.005)
    written = files.weights.read_bytes()
    found = _with(load_file(files.weights), small.finished)
    *_, apart = distil.Pair(_with(network.model.state_dict(), small.widened), found, small).compare(
        model.held_out(mix.Tokens.load(files.held), small, SmallTokenizer.pad)
    )
    told = json.loads(files.report.read_text(encoding="utf-8"))
    assert told["held_out_divergence"] == pytest.approx(apart, abs=2e-4)
    assert told["parameters"] == sum(values.numel() for values in load_file(files.weights).values())
    capsys.readouterr()
    files.weights.unlink()
    distil.distil(always, SmallTokenizer(), files, minutes=0.005)
    assert "going on from step" in capsys.readouterr().out
    assert files.weights.read_bytes() == written
