"""The narrowing stage: a narrow network with steep gates (``narrow``) learns to say what the widened one says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from chat import LEARNT
from clock import Clock, left, resume, save
from corpus.common import EMOTIONS
from mix import Tokens
from model import (
    Batch,
    create,
    gather,
    held_out,
    hidden_states,
    load,
    sliding_mask,
    stream,
    write,
)
from narrow import energies, fold, prune, sharpen
from safetensors.torch import load_file
from settings import Settings
from tokenizer import Tokenizer
from torch import Tensor
from torch.nn import functional

MEASURED = 20
"""Micro-batches over which the energy of the units is measured."""
EMOTION_COUNTS, BEGIN_COUNTS = 3.0, 2.0
"""How much it counts to say an emotion, and that a block begins, as the wide network does; every other token 1."""
GLANCES_COUNT = 0.3
"""How much a micro-batch of glances counts, beside one of conversations."""
RATE, EMBEDDINGS_RATE, WARMUP, BETAS = 1.5e-4, 4.5e-5, 20, (0.9, 0.98)
"""Peak rates; at 4e-4 the two networks part within forty steps."""
SAY_EVERY_S = 30.0


@dataclass(frozen=True, slots=True)
class Files:
    """What the stage reads and writes."""

    train: Path
    held: Path
    glances: Path
    wide: Path
    """The widened network's weights."""
    checkpoint: Path
    weights: Path
    report: Path


def counts(tokenizer: Tokenizer) -> Tensor:
    """[vocabulary]: how much it counts to say each id as the wide network does."""
    found = torch.ones(len(tokenizer))
    found[tokenizer.encode("".join(f"[{name}]" for name in EMOTIONS))] = EMOTION_COUNTS
    found[tokenizer.encode(LEARNT)] = BEGIN_COUNTS
    return found


def divergences(said: Tensor, wanted: Tensor) -> Tensor:
    """[tokens], nats: how far the chances of the logits ``said`` are from those of ``wanted``, both [tokens, vocabulary]."""
    spoken, known = (functional.log_softmax(one, -1) for one in (said, wanted))
    return functional.kl_div(spoken, known, reduction="none", log_target=True).sum(-1)


class Pair:
    """The wide network, which stays as it is, and the narrow one that learns to say the same."""

    def __init__(self, wide: Any, narrow: Any, settings: Settings) -> None:
        self.narrow = narrow
        self._wide = wide.eval().requires_grad_(requires_grad=False)
        self._window, self._clip = settings.window, settings.clip
        self._states = [hidden_states(one) for one in (narrow, wide)]
        names = list(narrow.named_parameters())
        groups = [
            {"params": [p for name, p in names if ("embed" in name) == tables], "peak": peak}
            for tables, peak in ((False, RATE), (True, EMBEDDINGS_RATE))
        ]
        self.adam = torch.optim.Adam(groups, lr=RATE, betas=BETAS)

    def logits(self, part: Batch) -> tuple[Tensor, Tensor]:
        """What the narrow network says and what the wide one does, [targets, vocabulary], where a reply is to be learnt."""
        mask, wanted = sliding_mask(part.ids.shape[1], self._window), part.targets >= 0
        said = self.narrow.lm_head(self._states[0](part.ids, mask)[wanted])
        with torch.no_grad():
            return said, self._wide.lm_head(self._states[1](part.ids, mask)[wanted])

    def learn(self, talks: Sequence[Batch], glances: Batch, counted: Tensor, share: float) -> float:
        """One step at ``share`` of the peak rates; the mean divergence (nats a token) of ``talks`` before it."""
        apart, tokens = 0.0, 0
        for part, weight in [*((talk, 1.0) for talk in talks), (glances, GLANCES_COUNT)]:
            said, wanted = self.logits(part)
            targets = part.targets[part.targets >= 0]
            each = divergences(said, wanted)
            (weight * (each @ counted[targets]) / max(len(targets), 1)).backward()  # type: ignore[no-untyped-call]
            if part is not glances:
                apart, tokens = apart + float(each.detach().sum()), tokens + len(targets)
        torch.nn.utils.clip_grad_norm_(self.narrow.parameters(), self._clip)
        for group in self.adam.param_groups:
            group["lr"] = group["peak"] * share
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        return apart / max(tokens, 1)

    @torch.no_grad()
    def compare(self, parts: Iterable[Batch]) -> tuple[float, float, float]:
        """Mean loss of the narrow network, of the wide one, and their divergence, in nats a token."""
        sums, count = torch.zeros(3), 0
        for part in parts:
            both, targets = self.logits(part), part.targets[part.targets >= 0]
            losses = [functional.cross_entropy(logits, targets, reduction="sum") for logits in both]
            sums += torch.stack([*losses, divergences(*both).sum()])
            count += len(targets)
        narrow, wide, apart = (sums / max(count, 1)).tolist()
        return narrow, wide, apart


def distil(settings: Settings, tokenizer: Tokenizer, files: Files, minutes: float) -> None:
    """Prune, learn for ``minutes`` by the clock, from ``files.checkpoint`` where there is one, and write ``files.weights``."""
    torch.set_num_threads(settings.threads)
    tokens, held, openings = Tokens.load(files.train), Tokens.load(files.held), Tokens.load(files.glances)
    wide, pad = load(files.wide, settings.widened, tokenizer), tokenizer.pad
    measured = islice(stream(tokens, settings.rows_tokens, settings.seed, 0), MEASURED)
    energy = energies(wide, (gather(tokens, rows, pad) for rows in measured), pad, settings.window)
    student = create(settings.finished, tokenizer)
    student.model.load_state_dict(prune(load_file(files.wide), energy, settings.narrow_ffn))
    pair = Pair(wide, sharpen(student, settings.sharpness).train(), settings)
    progress = resume(files.checkpoint, [student.model], [pair.adam])
    talks = stream(tokens, settings.rows_tokens, settings.seed + 2, progress.batch)
    glances = stream(openings, settings.glance_tokens, settings.seed + 3, progress.glance)
    counted, clock, sums, steps = counts(tokenizer), Clock(progress.elapsed_s), 0.0, 0
    while (share := progress.share(minutes)) < 1.0:
        parts = [gather(tokens, next(talks), pad) for _ in range(settings.accumulate)]
        looked = gather(openings, next(glances), pad)
        sums += pair.learn(parts, looked, counted, min(1.0, (progress.step + 1) / WARMUP) * (1 - share))
        steps += 1
        progress.step += 1
        progress.batch += settings.accumulate
        progress.glance += 1
        progress.tokens += sum(part.ids.numel() for part in (*parts, looked))
        progress.elapsed_s = clock.now()
        if clock.due("say", SAY_EVERY_S):
            done = f"{progress.share(minutes):6.1%}  divergence {sums / steps:.4f}  {left(progress, minutes)} left"
            print(f"  step {progress.step:5d} {done}", flush=True)
            sums, steps = 0.0, 0
        if clock.due("validate", settings.validate_every_s):
            said = "  held out: loss {:.4f}, of the wide network {:.4f}, divergence {:.4f}"
            print(said.format(*pair.compare(held_out(held, settings, pad))), flush=True)
        if clock.due("save", settings.save_every_s):
            save(files.checkpoint, [student.model], [pair.adam], progress)
    write(fold(student.model.state_dict(), settings.sharpness), files.weights)
    loss, wide_loss, apart = pair.compare(held_out(held, settings, pad))
    report = {
        "parameters": sum(p.numel() for p in student.parameters()),
        "steps": progress.step,
        "tokens": progress.tokens,
        "minutes": round(progress.elapsed_s / 60, 1),
        "held_out_loss": round(loss, 4),
        "held_out_loss_wide": round(wide_loss, 4),
        "held_out_divergence": round(apart, 4),
    }
    files.report.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"  done: {report}", flush=True)
