"""A bag of pieces names the feeling of what a person says; it hears new words better than the network alone, and teaches it.

Taught on openings as they stand, the network learns the generators' turns of phrase. A bag cannot: each piece speaks for
itself. So the network begins with the bag's weights among its embeddings, and hears words dropped, shuffled and spliced.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from chat import LEARNT, Conversation, Exchange
from corpus.common import EMOTIONS, FEELINGS, system_line
from settings import Settings
from tokenizer import Tokenizer
from torch.nn import functional

EPOCHS, ROWS, RATE, SMOOTHING = 3, 256, 0.1, 0.05
AS_SAID, DISTURBED = 0.25, 0.30
"""Shares of the glances that stay as they are and that lose words or their order; the rest is spliced."""
SHARPER = 1.5
"""Exponent of the bag's chances where it names what is spliced."""
LOUDER, LARGEST = 1.3, 5.0
"""Its weights in the embeddings: so many times the others' spread, and at most so many times their own."""


@dataclass(frozen=True, slots=True)
class Bag:
    """What each piece says of each of ``FEELINGS``."""

    weights: npt.NDArray[np.float32]
    """[vocabulary, feelings]"""
    bias: npt.NDArray[np.float32]
    heard: npt.NDArray[np.int64]
    """How often each piece was among what it learnt from."""

    def chances(self, ids: Sequence[int]) -> npt.NDArray[np.float64]:
        """[feelings], of the mean over the pieces."""
        scores = self.weights[list(ids)].mean(0).astype(np.float64) + self.bias
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum())

    def write(self, path: Path) -> None:
        temporary = path.with_suffix(".part.npz")
        np.savez(temporary, weights=self.weights, bias=self.bias, heard=self.heard)
        os.replace(temporary, path)

    @staticmethod
    def read(path: Path) -> Bag:
        with np.load(path) as arrays:
            return Bag(arrays["weights"], arrays["bias"], arrays["heard"])


def learn(glances: Sequence[Conversation], tokenizer: Tokenizer, seed: int) -> Bag:
    """Fit the bag to what is said in ``glances`` and the feeling of each."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    said = [glance.exchanges[0] for glance in glances]
    rows = [(tokenizer.encode(one.user), FEELINGS.index(one.feeling)) for one in said if one.feeling]
    table = torch.nn.EmbeddingBag(len(tokenizer), len(FEELINGS), mode="mean")
    torch.nn.init.zeros_(table.weight)
    bias = torch.zeros(len(FEELINGS), requires_grad=True)
    adam = torch.optim.Adam([table.weight, bias], lr=RATE)
    for epoch in range(EPOCHS):
        rng.shuffle(rows)
        for at in range(0, len(rows), ROWS):
            part = rows[at : at + ROWS]
            for group in adam.param_groups:
                group["lr"] = RATE * (1 - (epoch + at / len(rows)) / EPOCHS)
            ids = torch.tensor([one for row, _ in part for one in row])
            offsets = torch.tensor(np.cumsum([0, *(len(row) for row, _ in part[:-1])]))
            feelings = torch.tensor([feeling for _, feeling in part])
            loss = functional.cross_entropy(table(ids, offsets) + bias, feelings, label_smoothing=SMOOTHING)
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
            adam.zero_grad()
    heard = np.zeros(len(tokenizer), dtype=np.int64)
    for ids_of_one, _ in rows:
        np.add.at(heard, ids_of_one, 1)
    return Bag(table.weight.detach().numpy().copy(), bias.detach().numpy().copy(), heard)


def taught(
    glances: Sequence[Conversation], bag: Bag, tokenizer: Tokenizer, settings: Settings
) -> Iterator[Conversation]:
    """``settings.glances`` of them: as said, disturbed, or spliced of crops and then named by the bag."""
    rng = random.Random(settings.seed)
    felt = [glance for glance in glances if glance.system == system_line(True)]
    for _ in range(settings.glances):
        glance = rng.choice(felt if rng.random() < settings.glances_felt else glances)
        said, kind = glance.exchanges[0], rng.random()
        if kind < AS_SAID:
            yield glance
        elif kind < AS_SAID + DISTURBED:
            yield _glance(_disturbed(said.user, rng), said.feeling, glance.system)
        else:
            words = _spliced(felt, rng)
            yield _glance(words, _named(bag.chances(tokenizer.encode(words)), rng), system_line(True))


def _disturbed(said: str, rng: random.Random) -> str:
    dropped = rng.choice((0.0, 0.15, 0.3))
    words = [word for word in said.split() if rng.random() >= dropped] or said.split()
    if rng.random() < 0.7:
        rng.shuffle(words)
    return " ".join(words)


def _spliced(glances: Sequence[Conversation], rng: random.Random) -> str:
    found: list[str] = []
    for _ in range(rng.choice((1, 2, 2, 3))):
        words, length = rng.choice(glances).exchanges[0].user.split(), rng.randint(2, 9)
        at = rng.randint(0, max(0, len(words) - length))
        found += words[at : at + length]
    if rng.random() < 0.4:
        rng.shuffle(found)
    return " ".join(found)


def _named(chances: npt.NDArray[np.float64], rng: random.Random) -> str:
    """One of ``FEELINGS`` by chance; mostly an emotion, since a glance teaches most by its tag."""
    sharp = list(chances**SHARPER)
    (found,) = rng.choices(FEELINGS, sharp)
    if found not in EMOTIONS and rng.random() < 0.5:
        (found,) = rng.choices(EMOTIONS, sharp[: len(EMOTIONS)])
    return found


def _glance(user: str, feeling: str | None, system: str) -> Conversation:
    touch = system == system_line(True) and feeling in EMOTIONS
    reply = f"\n\nHaptics:\n{LEARNT}[{feeling}]" if touch else ""
    return Conversation(system, (Exchange(user, reply, feeling=feeling),), open=True)


@torch.no_grad()
def plant(model: Any, bag: Bag) -> None:
    """Begin with the bag's weights in the first of the embeddings' coordinates, which nothing reads or writes yet."""
    weights, heard = bag.weights - bag.weights.mean(1, keepdims=True), bag.heard[:, None]
    loudness = float(np.sqrt((heard * weights**2).sum() / heard.sum() / len(FEELINGS)))
    embeddings, taken = model.model.embed_tokens.weight, slice(0, len(FEELINGS))
    scale = LOUDER * float(embeddings.std()) / loudness
    planted = np.where(heard > 0, np.clip(weights, -LARGEST * loudness, LARGEST * loudness), 0) * scale
    embeddings[:, taken] = torch.from_numpy(planted.astype(np.float32))
    model.model.norm.weight[taken] = -1.0
    for layer in model.model.layers:
        attention, ffn = layer.self_attn, layer.mlp
        for reads in (attention.q_proj, attention.k_proj, attention.v_proj, ffn.gate_proj, ffn.up_proj):
            reads.weight[:, taken] = 0.0
        for writes in (attention.o_proj, ffn.down_proj):
            writes.weight[taken] = 0.0
