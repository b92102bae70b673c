"""Trains the emotion projection of the shipped model: ``python models/recipe/emotion.py`` (minutes on a CPU).

The model's weights come from its GGUF file as they are there and stay as they are; only W [width, 8] and b [width] are learnt, so
that a reply becomes likely under the vector of its tone, and likelier than under the vector of another tone. Half of the examples
have a prompt of another tone: the vector, not the prompt, must say which tone is wanted. The rows of the ears stay zero: the vector
colours the voice, and the touch still listens to the person.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import hashlib
import math
import random
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from chat import Conversation, Exchange, spans
from convert import _NAMES
from corpus.common import Reply, gentle_block, render, system_line
from engine import Engine
from model import sliding_mask
from safetensors.torch import save_file
from settings import Settings
from tone import JUDGED, PAIRS, TONES, Example, examples
from torch import Tensor
from torch.nn import functional
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

MISMATCHED, HAPTICS = 0.5, 0.25
"""Shares of examples whose prompt has another tone, and of those with a touch."""
PAIRED, RATE, DECAY = 6, 0.03, 1e-2
"""Replies of a step, each under two vectors; the peak rate; AdamW's weight decay."""
CONTRAST = 8.0
"""How much a nat a token between the two vectors counts in the loss."""
HELD = 96
"""Replies of the judge's half that the report is about."""


@dataclass(frozen=True, slots=True)
class Row:
    ids: list[int]
    start: int
    """Where the reply begins."""
    vector: tuple[float, ...]
    other: tuple[float, ...]
    """The vector of another tone."""


def load_gguf(path: Path) -> Any:
    """Transformers' Gemma 3 with a GGUF file's weights, unpacked."""
    reader = gguf.GGUFReader(path)

    def field(name: str) -> Any:
        return reader.fields[f"gemma3.{name}"].contents()

    tensors = {
        tensor.name: torch.from_numpy(np.array(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32))
        for tensor in reader.tensors
    }
    head = field("attention.key_length")
    make: Any = Gemma3TextConfig
    config = make(
        vocab_size=len(tensors["token_embd.weight"]),
        hidden_size=field("embedding_length"),
        num_hidden_layers=field("block_count"),
        num_attention_heads=field("attention.head_count"),
        num_key_value_heads=field("attention.head_count_kv"),
        head_dim=head,
        intermediate_size=field("feed_forward_length"),
        hidden_activation="gelu_pytorch_tanh",
        query_pre_attn_scalar=head,
        sliding_window=field("attention.sliding_window"),
        max_position_embeddings=field("context_length"),
        rope_theta=field("rope.freq_base"),
        rope_local_base_freq=10_000.0,
        rms_norm_eps=field("attention.layer_norm_rms_epsilon"),
        tie_word_embeddings=True,
        use_cache=False,
        attn_implementation="sdpa",
    )
    model = Gemma3ForCausalLM(config)
    names = {ours: theirs for theirs, ours in _NAMES.items()}
    state = {"embed_tokens.weight": tensors["token_embd.weight"], "norm.weight": tensors["output_norm.weight"] - 1}
    for name, values in tensors.items():
        if found := re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight", name):
            norm = found[2].endswith("_norm") or found[2] == "post_attention_norm"
            state[f"layers.{found[1]}.{names[found[2]]}.weight"] = values - 1 if norm else values
    model.model.load_state_dict(state)
    return model.eval().requires_grad_(requires_grad=False)


class Rows:
    """Draws training rows; everything chance decides comes from one seed."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self._engine, self._rng = engine, random.Random(seed)
        self._tones: dict[str | None, list[Example]] = defaultdict(list)
        for example in examples(judge=False):
            self._tones[example.tone].append(example)

    def draw(self) -> Row:
        rng = self._rng
        tone, other = rng.sample(list(TONES), 2)
        example = rng.choice(self._tones[tone])
        user = rng.choice(self._tones[other]).user if rng.random() < MISMATCHED else example.user
        return self.row(example, user, TONES[tone], TONES[other])

    def row(self, example: Example, user: str, vector: tuple[float, ...] = (), other: tuple[float, ...] = ()) -> Row:
        haptics = self._rng.random() < HAPTICS
        touch = gentle_block(self._rng, example.tone) if example.tone else ""
        reply = render(Reply(example.reply, touch), haptics).strip()
        pieces = list(spans(Conversation(system_line(haptics), (Exchange(user, reply),))))
        before = self._engine.span_ids(pieces[:-3])
        return Row([*before, *self._engine.span_ids(pieces[-3:-1])], len(before), vector, other)


def coloured(projection: torch.nn.Linear, vectors: Tensor, width: int) -> Tensor:
    """What is added to embeddings of ``width``: nothing to the ears, which are the last coordinates."""
    found: Tensor = projection(vectors)
    return functional.pad(found, (0, width - projection.out_features))


def loss_of(model: Any, projection: torch.nn.Linear, rows: Sequence[Row], vectors: Tensor) -> Tensor:
    """Mean cross-entropy (nats a token) of each reply under ``vectors`` [rows, 8]."""
    length = max(len(row.ids) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    targets = torch.full((len(rows), length), -100)
    for place, row in enumerate(rows):
        ids[place, : len(row.ids)] = torch.tensor(row.ids)
        targets[place, row.start - 1 : len(row.ids) - 1] = ids[place, row.start : len(row.ids)]
    embedded = model.model.embed_tokens(ids)
    embedded += coloured(projection, vectors, embedded.shape[-1])[:, None]
    masks = {"full_attention": None, "sliding_attention": sliding_mask(length, model.config.sliding_window)}
    states = model.model(inputs_embeds=embedded, attention_mask=masks).last_hidden_state
    wanted = targets >= 0
    losses = torch.zeros(targets.shape)
    losses[wanted] = functional.cross_entropy(model.lm_head(states[wanted]), targets[wanted], reduction="none")
    return losses.sum(1) / wanted.sum(1)


def train(model: Any, rows: Rows, width: int, steps: int, seed: int) -> torch.nn.Linear:
    """Learn what is added to the first ``width`` coordinates."""
    torch.manual_seed(seed)
    projection = torch.nn.Linear(len(PAIRS), width)
    torch.nn.init.zeros_(projection.weight)
    torch.nn.init.zeros_(projection.bias)
    optimizer = torch.optim.AdamW(projection.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 10) * 0.5 * (1 + math.cos(math.pi * step / steps))
    )
    started, seen = time.monotonic(), []
    for step in range(steps):
        batch = [rows.draw() for _ in range(PAIRED)]
        vectors = torch.tensor([row.vector for row in batch] + [row.other for row in batch])
        own, other = loss_of(model, projection, batch * 2, vectors).chunk(2)
        loss = (own + functional.softplus(CONTRAST * (own - other))).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        seen.append((float(own.detach().mean()), float((other - own).detach().mean())))
        if (step + 1) % 10 == 0:
            loss_own, gap = (sum(column) / len(column) for column in zip(*seen, strict=True))
            spent = time.monotonic() - started
            print(
                f"  step {step + 1:4d}  loss {loss_own:.4f}  under another tone {gap:+.4f}  {spent:.0f} s", flush=True
            )
            seen.clear()
    return projection.eval()


def report(model: Any, projection: torch.nn.Linear, rows: Rows) -> None:
    """Loss of the judge's replies, each under a prompt of its own: with its pole, without a vector, with the other pole."""
    rng = random.Random(1)
    held = list({example.reply: example for example in examples(judge=True)}.values())
    for pair, poles in JUDGED.items():
        for tones, sign in zip(poles, (-1.0, 1.0), strict=True):
            chosen = [example for example in held if example.tone in tones]
            chosen = rng.sample(chosen, min(len(chosen), HELD // 8))
            batch = [rows.row(example, example.user) for example in chosen]
            figures = []
            for value in (sign, 0.0, -sign):
                vectors = torch.zeros(len(batch), len(PAIRS))
                vectors[:, PAIRS.index(pair)] = value
                with torch.no_grad():
                    figures.append(f"{float(loss_of(model, projection, batch, vectors).mean()):.4f}")
            name = pair.split("-")[sign > 0]
            print(
                f"  {name} ({len(batch)} replies): own pole {figures[0]}, none {figures[1]}, other pole {figures[2]}",
                flush=True,
            )


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=settings.shipped)
    parser.add_argument("--out", type=Path, default=settings.shipped.with_name("felt-small-emotion.safetensors"))
    parser.add_argument("--steps", type=int, default=90)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--threads", type=int, default=settings.threads)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = load_gguf(options.model)
    rows = Rows(Engine(options.model, settings.context), options.seed)
    wide = model.config.hidden_size
    width = settings.width if wide == settings.finished.width else wide
    projection = train(model, rows, width, options.steps, options.seed)
    report(model, projection, rows)
    metadata = {
        "format": "pt",
        "model_sha256": hashlib.sha256(options.model.read_bytes()).hexdigest(),
        "pairs": ",".join(PAIRS),
    }
    tensors = {
        "weight": functional.pad(projection.weight.detach(), (0, 0, 0, wide - width)),
        "bias": functional.pad(projection.bias.detach(), (0, wide - width)),
    }
    temporary = options.out.with_suffix(".part")
    save_file(tensors, temporary, metadata)
    os.replace(temporary, options.out)
    print(f"  wrote {options.out}")


if __name__ == "__main__":
    main()
