"""The listening layer: one more layer on top of the text, trained alone, that carries what was said to the token that names the emotion.

An answer's emotion is drawn after the answer, and a small network has then half forgotten what the person said. The layer's
keys are the old layers' states with ears (``widen``); it learns to name what the bag hears in the last thing said, whatever was
answered, and to leave every other token as it was.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import mix
import numpy as np
import numpy.typing as npt
import torch
from bag import Bag
from chat import LEARNT, Conversation, spans
from corpus.common import EMOTIONS
from model import create, load, sliding_mask, write
from safetensors.torch import load_file
from settings import Settings
from tokenizer import Tokenizer
from torch import Tensor
from torch.nn import functional
from widen import widen

TALKS, GLANCES = 6_000, 24_000
"""So many conversations and openings are read by the old layers, once."""
LONGEST = 400
"""Tokens of a conversation that is read."""
ROWS = 256
"""Places of one step where an emotion is to be named."""
SHARE_OF_TALKS = 0.3
"""Those of them in conversations; the others follow an opening."""
FOREIGN = 0.95
"""Share of them whose answer is that of another opening: the layer must listen to what was said, not to what was answered."""
KEPT_TOKENS = 400
"""Tokens of whole conversations in each step, of which all but the emotions are to stay as they are."""
SHARPER = 6.0
"""Exponent of the bag's chances where they are what is to be said."""
LEAK = 1.0
"""How much it costs an emotion to become likelier where none is to be named, in nats beyond ``SPARE``."""
SPARE = 0.5
FARTHER = 50
"""An opening's emotion is asked for up to so many tokens after it, as if an answer stood between."""
RATE, WARMUP, BETAS, DECAY, DROPPED = 2e-3, 30, (0.9, 0.98), 0.05, 0.1
SAY_EVERY_S = 30.0


@dataclass(frozen=True, slots=True)
class Files:
    """What the stage reads and writes."""

    talks: Path
    """Conversations, as ``mix`` writes them."""
    openings: Path
    words: Path
    base: Path
    """The weights that training wrote."""
    weights: Path


@dataclass(frozen=True, slots=True)
class Heard:
    """Conversations as the old layers leave them, end to end; conversation ``i`` is ``offsets[i]:offsets[i + 1]``."""

    ids: npt.NDArray[np.int64]
    trained: npt.NDArray[np.bool_]
    states: npt.NDArray[np.float16]
    """[tokens, width], before the last norm."""
    offsets: npt.NDArray[np.int64]
    places: tuple[tuple[int, int, int], ...]
    """Where an emotion is to be named: conversation, the token before it (counted from the first of all), row of ``named``."""
    named: npt.NDArray[np.float32]
    """[places, emotions]: what is to be named, as chances."""

    def __len__(self) -> int:
        return len(self.offsets) - 1


def listen(settings: Settings, tokenizer: Tokenizer, files: Files, minutes: float) -> None:
    """Read, train the layer for ``minutes`` by the clock and write the whole network to ``files.weights``."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    bag = Bag.read(files.words)
    below = load(files.base, settings, tokenizer)
    below.model.norm = torch.nn.Identity()
    talks = _hear(below, _some(files.talks, TALKS, rng), bag, tokenizer, settings)
    openings = _hear(below, _some(files.openings, GLANCES, rng), bag, tokenizer, settings)
    print(f"  heard {len(talks.ids) + len(openings.ids)} tokens", flush=True)
    wide = widen(load_file(files.base), bag, settings)
    top = _top(wide, settings, tokenizer, talks)
    _train(top, talks, openings, settings, tokenizer, minutes, rng)
    layer = {f"layers.{settings.layers}.{name}": values for name, values in top.model.layers[0].state_dict().items()}
    write({**wide, **layer}, files.weights)


def _some(path: Path, count: int, rng: np.random.Generator) -> list[Conversation]:
    found = list(mix.read_conversations(path))
    return [found[at] for at in rng.permutation(len(found))[:count]]


def _hear(
    below: Any, conversations: Sequence[Conversation], bag: Bag, tokenizer: Tokenizer, settings: Settings
) -> Heard:
    """What the old layers make of ``conversations``, and what the bag says of the last thing said before each block."""
    (begin,) = tokenizer.encode(LEARNT)
    emotions = {one for name in EMOTIONS for one in tokenizer.encode(f"[{name}]")}
    rows: list[tuple[list[int], list[bool]]] = []
    places: list[tuple[int, int, int]] = []
    named: list[npt.NDArray[np.float64]] = []
    first = 0
    for conversation in conversations:
        ids, trained, _ = tokenizer.encode_spans(spans(conversation))
        said = [exchange.user for exchange in conversation.exchanges if LEARNT in exchange.reply]
        blocks = [at for at, one in enumerate(ids) if one == begin]
        if len(ids) > LONGEST or len(said) != len(blocks):
            continue
        for words, at in zip(said, blocks, strict=True):
            if at + 1 < len(ids) and ids[at + 1] in emotions and trained[at + 1]:
                places.append((len(rows), first + at, len(named)))
                named.append(_sharper(bag.chances(tokenizer.encode(words.strip()))[: len(EMOTIONS)]))
        rows.append((ids, trained))
        first += len(ids)
    offsets = np.cumsum([0, *(len(ids) for ids, _ in rows)], dtype=np.int64)
    states = np.zeros((int(offsets[-1]), settings.width), dtype=np.float16)
    order = sorted(range(len(rows)), key=lambda row: len(rows[row][0]))
    while order:
        length = len(rows[order[-1]][0])
        part, order = order[-max(1, settings.rows_tokens // length) :], order[: -max(1, settings.rows_tokens // length)]
        batch = torch.full((len(part), length), tokenizer.pad)
        for place, row in enumerate(part):
            batch[place, : len(rows[row][0])] = torch.tensor(rows[row][0])
        masks = {"full_attention": None, "sliding_attention": sliding_mask(length, settings.window)}
        with torch.no_grad():
            found = below.model(input_ids=batch, attention_mask=masks).last_hidden_state.numpy()
        for place, row in enumerate(part):
            states[offsets[row] : offsets[row + 1]] = found[place, : len(rows[row][0])]
    return Heard(
        np.array([one for ids, _ in rows for one in ids], dtype=np.int64),
        np.array([one for _, trained in rows for one in trained], dtype=np.bool_),
        states,
        offsets,
        tuple(places),
        np.array(named, dtype=np.float32),
    )


def _sharper(chances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    powers = chances**SHARPER
    return np.asarray(powers / powers.sum())


def _top(wide: dict[str, Tensor], settings: Settings, tokenizer: Tokenizer, talks: Heard) -> Any:
    """A network of the new layer alone, with the wide table and last norm: its layer begins as a whisper that hears the ears."""
    top = create(replace(settings.widened, layers=1), tokenizer)
    top.requires_grad_(False)
    top.model.embed_tokens.weight.copy_(wide["embed_tokens.weight"])
    top.model.norm.weight.copy_(wide["norm.weight"])
    layer = top.model.layers[0].requires_grad_(True)
    spread = float(np.sqrt(np.mean(talks.states[[at for _, at, _ in talks.places]].astype(np.float32) ** 2)))
    attention, heard, ears = layer.self_attn, len(EMOTIONS), settings.width
    with torch.no_grad():
        layer.post_attention_layernorm.weight.fill_(0.2 * spread - 1)
        layer.post_feedforward_layernorm.weight.fill_(0.05 * spread - 1)
        attention.q_proj.weight.mul_(0.3)
        attention.k_proj.weight.mul_(0.3)
        attention.v_proj.weight[:heard] = 0
        attention.v_proj.weight[heard:, ears:] = 0
        attention.v_proj.weight[:heard, ears : ears + heard] = 8 * torch.eye(heard)
        layer.mlp.gate_proj.weight[:, ears:] *= 0.1
    return top


class Ears:
    """The states below the new layer: those of the old layers, and beside them what the ears hold."""

    def __init__(self, top: Any, settings: Settings) -> None:
        table = top.model.embed_tokens.weight.detach()
        self._ears = (table[:, settings.width :] * math.sqrt(table.shape[1])).numpy()

    def of(self, heard: Heard, start: int, end: int) -> npt.NDArray[np.float32]:
        """[end - start, wide width]"""
        return np.concatenate([heard.states[start:end].astype(np.float32), self._ears[heard.ids[start:end]]], 1)


def last_states(top: Any, keys: Tensor, known: Tensor, places: Tensor, query: Tensor, at: Tensor) -> Tensor:
    """The states after layer and last norm of one more place behind each row: as the layer gives them, without the other places'.

    ``keys`` [rows, length, width] are the states below at ``places`` [rows, length], where ``known``; ``query`` [rows, width] is
    the last place's own, ``at`` [rows].
    """
    layer = top.model.layers[0]
    attention, rows = layer.self_attn, len(keys)
    below, own = layer.input_layernorm(keys), layer.input_layernorm(query)[:, None]
    states, where = torch.cat([below, own], 1), torch.cat([places, at[:, None]], 1)
    seen = torch.cat([known, torch.ones(rows, 1, dtype=torch.bool)], 1)
    seen &= at[:, None] - where < top.config.sliding_window
    cos, sin = top.model.rotary_emb_local(states, where)
    heads = attention.q_norm(attention.q_proj(own).view(rows, 1, -1, attention.head_dim)).transpose(1, 2)
    asked = _turned(heads, cos[:, None, -1:], sin[:, None, -1:])
    offered = _turned(attention.k_norm(attention.k_proj(states)), cos, sin)[:, None]
    values = attention.v_proj(states)[:, None]
    found = functional.scaled_dot_product_attention(
        asked,
        offered.expand(-1, asked.shape[1], -1, -1),
        values.expand(-1, asked.shape[1], -1, -1),
        attn_mask=seen[:, None, None],
        scale=attention.scaling,
    )
    heard = attention.o_proj(found.transpose(1, 2).reshape(rows, -1))
    states = query + layer.post_attention_layernorm(heard)
    states = states + layer.post_feedforward_layernorm(layer.mlp(layer.pre_feedforward_layernorm(states)))
    last: Tensor = top.model.norm(states)
    return last


def _turned(values: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """``values`` [..., head width] turned to their rotary places."""
    half = values.shape[-1] // 2
    return values * cos + torch.cat([-values[..., half:], values[..., :half]], -1) * sin


def _train(
    top: Any,
    talks: Heard,
    openings: Heard,
    settings: Settings,
    tokenizer: Tokenizer,
    minutes: float,
    rng: np.random.Generator,
) -> None:
    layer, ears = top.model.layers[0], Ears(top, settings)
    emotions = torch.tensor([one for name in EMOTIONS for one in tokenizer.encode(f"[{name}]")])
    adam = torch.optim.AdamW(
        [
            {"params": [p for p in layer.parameters() if p.ndim > 1], "weight_decay": DECAY},
            {"params": [p for p in layer.parameters() if p.ndim < 2], "weight_decay": 0.0},
        ],
        lr=RATE,
        betas=BETAS,
    )
    ends = np.stack([ears.of(talks, at, at + 1)[0] for _, at, _ in talks.places])
    begun, step, said_s = time.monotonic(), 0, 0.0
    sums, steps = np.zeros(3), 0
    while (share := (time.monotonic() - begun) / (60 * minutes)) < 1.0:
        for group in adam.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARMUP) * (1 - share)
        named = _named(top, ears, talks, openings, ends, emotions, rng)
        kept, leak = _kept(top, ears, talks, ends, emotions, rng)
        loss = named + kept + LEAK * leak
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(layer.parameters(), settings.clip)
        adam.step()
        step += 1
        sums, steps = sums + [float(named.detach()), float(kept.detach()), float(leak.detach())], steps + 1
        passed = time.monotonic() - begun
        if passed - said_s >= SAY_EVERY_S:
            print(
                f"  step {step:5d} {share:6.1%}  named {sums[0] / steps:.4f}  text {sums[1] / steps:.4f}  leak {sums[2] / steps:.4f}",
                flush=True,
            )
            sums, steps, said_s = np.zeros(3), 0, passed


def _named(
    top: Any,
    ears: Ears,
    talks: Heard,
    openings: Heard,
    ends: npt.NDArray[np.float32],
    emotions: Tensor,
    rng: np.random.Generator,
) -> Tensor:
    """Mean divergence (nats) of what the layer names from what it is to name."""
    loss = torch.zeros(())
    for heard, count in ((talks, round(ROWS * SHARE_OF_TALKS)), (openings, round(ROWS * (1 - SHARE_OF_TALKS)))):
        drawn = [heard.places[at] for at in rng.integers(len(heard.places), size=count)]
        window, width = int(top.config.sliding_window), int(top.config.hidden_size)
        keys, known = np.zeros((count, window, width), np.float32), np.zeros((count, window), np.bool_)
        first, last, own = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros((count, width), np.float32)
        for row, (conversation, at, _) in enumerate(drawn):
            begin = int(heard.offsets[conversation])
            start = max(begin, at - window + 1)
            keys[row, : at - start], known[row, : at - start] = ears.of(heard, start, at), True
            first[row], last[row] = start - begin, at - begin
            if heard is openings:
                last[row] += rng.integers(FARTHER)
            foreign = heard is openings or rng.random() < FOREIGN
            own[row] = ends[rng.integers(len(ends))] if foreign else ears.of(heard, at, at + 1)[0]
        length = int(known.any(0).sum())
        states = last_states(
            top,
            functional.dropout(torch.from_numpy(keys[:, :length]), DROPPED),
            torch.from_numpy(known[:, :length]),
            torch.from_numpy(first[:, None] + np.arange(length)),
            torch.from_numpy(own),
            torch.from_numpy(last),
        )
        wanted = torch.from_numpy(heard.named[[row for _, _, row in drawn]])
        spoken = functional.log_softmax(top.lm_head(states), -1)[:, emotions]
        loss = loss + (torch.xlogy(wanted, wanted) - wanted * spoken).sum()
    return loss / ROWS


def _kept(
    top: Any,
    ears: Ears,
    talks: Heard,
    ends: npt.NDArray[np.float32],
    emotions: Tensor,
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor]:
    """Of whole conversations, where no emotion is to be named: mean divergence (nats) from the old text, and what leaks."""
    named = {at for _, at, _ in talks.places}
    kept, leak, count, tokens = torch.zeros(()), torch.zeros(()), 0, 0
    while tokens < KEPT_TOKENS:
        one = int(rng.integers(len(talks)))
        start, end = int(talks.offsets[one]), int(talks.offsets[one + 1])
        tokens += end - start
        below = torch.from_numpy(ears.of(talks, start, end))
        changed = below.clone()
        for at in range(start, end):
            if at in named and rng.random() < FOREIGN:
                changed[at - start] = torch.from_numpy(ends[rng.integers(len(ends))])
        wanted = [at - start for at in range(start, end - 1) if talks.trained[at + 1] and at not in named]
        if not wanted:
            continue
        with torch.no_grad():
            old = functional.log_softmax(top.lm_head(top.model.norm(below[wanted])), -1)
        masks = {"full_attention": None, "sliding_attention": sliding_mask(end - start, top.config.sliding_window)}
        states = top.model(inputs_embeds=changed[None], attention_mask=masks).last_hidden_state[0, wanted]
        new = functional.log_softmax(top.lm_head(states), -1)
        kept = kept + (old.exp() * (old - new)).sum()
        grown = _odds(new, emotions) - _odds(old, emotions)
        leak = leak + functional.relu(grown - SPARE).sum()
        count += len(wanted)
    return kept / max(count, 1), leak / max(count, 1)


def _odds(spoken: Tensor, emotions: Tensor) -> Tensor:
    return torch.logsumexp(spoken[:, emotions], -1)
