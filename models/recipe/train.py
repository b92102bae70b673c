"""Training by the clock, annealed to zero at its end, resumable at any checkpoint."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from bag import Bag, plant
from clock import Clock, Progress, left, resume, save
from corpus.common import DURATIONS_MS, EMOTIONS, FEELINGS, MOTORS, PATTERNS, RESTS_MS
from mix import Tokens
from model import (
    create,
    feeling_loss,
    gather,
    held_out_loss,
    hidden_states,
    load,
    reply_loss,
    sliding_mask,
    stream,
    write,
)
from muon import Muon
from settings import Settings
from tokenizer import Tokenizer

SAY_EVERY_S = 10.0
FIRST_STEPS = 40
"""The rate rises over this many steps at least."""


@dataclass(frozen=True, slots=True)
class Files:
    """What training reads and writes."""

    train: Path
    held: Path
    glances: Path
    checkpoint: Path
    start: Path | None
    """Weights to begin with; None begins with chance and the bag's words."""
    words: Path
    weights: Path
    report: Path


def rate(share: float, warmup: float) -> float:
    """The learning rate as a share of its peak: a straight rise, then a straight fall to zero."""
    return min(share / warmup if warmup else 1.0, (1.0 - share) / (1.0 - warmup), 1.0) if share < 1.0 else 0.0


def train(settings: Settings, tokenizer: Tokenizer, files: Files, minutes: float) -> None:
    """Run to the end of the schedule, from ``files.checkpoint`` where there is one, and write ``files.weights``."""
    torch.set_num_threads(settings.threads)
    tokens, held, openings = Tokens.load(files.train), Tokens.load(files.held), Tokens.load(files.glances)
    model = load(files.start, settings, tokenizer) if files.start else create(settings, tokenizer)
    if files.start is None:
        plant(model, Bag.read(files.words))
    model.train()
    reader = torch.nn.Linear(
        settings.width, len(FEELINGS)
    )  # only while training; what it reads is what the model needs
    peak = settings.again if files.start else 1.0
    optimizers = _optimizers(model, reader, settings)
    progress = resume(files.checkpoint, (model.model, reader), optimizers)
    hidden = hidden_states(model)
    talks = stream(tokens, settings.rows_tokens, settings.seed, progress.batch)
    glances = stream(openings, settings.glance_tokens, settings.seed + 1, progress.glance)
    weights = _weights(settings, tokenizer)
    clock = Clock(progress.elapsed_s)
    print(
        f"  {sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, {int(tokens.offsets[-1]) / 1e6:.2f} M tokens",
        flush=True,
    )
    loss_sum, loss_count, said_tokens = 0.0, 0, progress.tokens
    feeling_sum, feeling_count = 0.0, 0
    while (share := progress.share(minutes)) < 1.0:
        rise = (progress.step + 1) / FIRST_STEPS
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * peak * max(min(rate(share, settings.warmup), rise), 1e-4)
        parts = [gather(tokens, next(talks), tokenizer.pad) for _ in range(settings.accumulate)]
        parts.append(gather(openings, next(glances), tokenizer.pad))
        count = max(sum(int((part.targets >= 0).sum()) for part in parts), 1)
        known = max(sum(int((part.feelings >= 0).sum()) for part in parts), 1)
        for part in parts:
            states = hidden(part.ids, sliding_mask(part.ids.shape[1], settings.window))
            replies = reply_loss(model, states, part.targets, weights)
            feelings = feeling_loss(reader, states, part.feelings)
            loss = replies / count + settings.feeling_weight * feelings / known
            loss.backward()  # type: ignore[no-untyped-call]
            loss_sum += float(replies.detach())
            feeling_sum += float(feelings.detach())
            progress.tokens += part.ids.numel()
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        loss_count += count
        feeling_count += known
        progress.step += 1
        progress.batch += settings.accumulate
        progress.glance += 1
        progress.elapsed_s = clock.now()
        if clock.due("say", SAY_EVERY_S):
            share = progress.share(minutes)
            speed = (progress.tokens - said_tokens) / clock.since_s
            print(
                f"  step {progress.step:5d} {share:6.1%}  loss {loss_sum / max(loss_count, 1):.4f}  feeling {feeling_sum / max(feeling_count, 1):.4f}  {speed:5.0f} tokens/s  {left(progress, minutes)} left",
                flush=True,
            )
            loss_sum, loss_count, said_tokens = 0.0, 0, progress.tokens
            feeling_sum, feeling_count = 0.0, 0
        if clock.due("validate", settings.validate_every_s):
            print(
                "  held out: loss {:.4f}, perplexity {:.3f}".format(
                    *held_out_loss(model, held, settings, tokenizer.pad)
                ),
                flush=True,
            )
        if clock.due("save", settings.save_every_s):
            save(files.checkpoint, (model.model, reader), optimizers, progress)
    _finish(model, held, settings, tokenizer, files, progress)


def _weights(settings: Settings, tokenizer: Tokenizer) -> torch.Tensor:
    """What each id counts when it is to be learnt."""
    weights = torch.ones(len(tokenizer))
    chance = (
        {f"i{level}" for level in range(1, 6)}
        | {f"pat_{name}" for name in PATTERNS}
        | {*MOTORS, *DURATIONS_MS, *RESTS_MS}
    )
    for names, weight in ((EMOTIONS, settings.emotion_weight), (chance, settings.chance_weight)):
        for name in names:
            (one,) = tokenizer.encode(f"[{name}]")
            weights[one] = weight
    return weights


def _optimizers(model: Any, reader: torch.nn.Linear, settings: Settings) -> list[torch.optim.Optimizer]:
    named = list(model.named_parameters())
    matrices = [p for name, p in named if p.ndim == 2 and "embed" not in name]
    embeddings = [p for name, p in named if p.ndim == 2 and "embed" in name]
    vectors = [*(p for _, p in named if p.ndim < 2), *reader.parameters()]
    use_muon = settings.muon_rate > 0
    decayed = embeddings if use_muon else embeddings + matrices
    groups = [
        {"params": decayed, "weight_decay": settings.weight_decay, "peak": settings.adam_rate},
        {"params": vectors, "weight_decay": 0.0, "peak": settings.adam_rate},
    ]
    adam = torch.optim.AdamW(groups, lr=settings.adam_rate, betas=settings.betas, fused=True)
    if not use_muon:
        return [adam]
    group = {"params": matrices, "weight_decay": settings.weight_decay, "peak": settings.muon_rate}
    return [adam, Muon([group], lr=settings.muon_rate)]


def _finish(
    model: Any, held: Tokens, settings: Settings, tokenizer: Tokenizer, files: Files, progress: Progress
) -> None:
    loss, perplexity = held_out_loss(model, held, settings, tokenizer.pad)
    report = {
        "parameters": sum(p.numel() for p in model.parameters()),
        "steps": progress.step,
        "tokens": progress.tokens,
        "minutes": round(progress.elapsed_s / 60, 1),
        "held_out_loss": round(loss, 4),
        "held_out_perplexity": round(perplexity, 4),
    }
    write(model.model.state_dict(), files.weights)
    files.report.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"  done: {report}", flush=True)
