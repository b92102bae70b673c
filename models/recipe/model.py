"""The network: transformers' Gemma 3 text model with this recipe's sizes, and its loss on the replies."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from mix import Tokens
from safetensors.torch import load_file, save_file
from settings import Settings
from tokenizer import Tokenizer
from torch import Tensor
from torch.nn import functional
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

Hidden = Callable[[Tensor, Tensor | None], Tensor]
"""(ids [rows, length], sliding mask or None) -> last hidden states [rows, length, width]."""


def configuration(settings: Settings, tokenizer: Tokenizer) -> Any:
    """The Gemma 3 configuration; layer ``i`` is a full-attention one when ``i + 1`` divides by 6, as llama.cpp has it."""
    make: Any = Gemma3TextConfig
    return make(
        vocab_size=len(tokenizer),
        hidden_size=settings.width,
        num_hidden_layers=settings.layers,
        num_attention_heads=settings.heads,
        num_key_value_heads=settings.kv_heads,
        head_dim=settings.head_width,
        intermediate_size=settings.ffn,
        hidden_activation="gelu_pytorch_tanh",
        query_pre_attn_scalar=settings.head_width,
        sliding_window=settings.window,
        max_position_embeddings=settings.context,
        rope_theta=settings.rope_full,
        rope_local_base_freq=settings.rope_local,
        rms_norm_eps=settings.norm_eps,
        pad_token_id=tokenizer.pad,
        bos_token_id=tokenizer.bos,
        eos_token_id=tokenizer.end,
        tie_word_embeddings=True,
        use_cache=False,
        attn_implementation="sdpa",
    )


def create(settings: Settings, tokenizer: Tokenizer) -> Any:
    """A model with fresh weights, the same for the same seed."""
    torch.manual_seed(settings.seed)
    return Gemma3ForCausalLM(configuration(settings, tokenizer))


def load(path: Path, settings: Settings, tokenizer: Tokenizer) -> Any:
    """The model with the weights that training wrote to ``path``."""
    model = create(settings, tokenizer)
    model.model.load_state_dict(load_file(path))
    return model.eval()


def write(weights: Mapping[str, Tensor], path: Path) -> None:
    """What ``load`` reads, in ``path``."""
    temporary = path.with_suffix(".part")
    save_file({name: values.detach().contiguous() for name, values in weights.items()}, temporary)
    os.replace(temporary, path)


def hidden_states(model: Any) -> Hidden:
    """The stack without its head. Rows must be padded on the right only, which a causal model never sees."""

    def run(ids: Tensor, sliding: Tensor | None) -> Tensor:
        masks = {"full_attention": None, "sliding_attention": sliding}
        found: Tensor = model.model(input_ids=ids, attention_mask=masks).last_hidden_state
        return found

    return run


def sliding_mask(length: int, window: int) -> Tensor | None:
    """True where a position may look (itself and the ``window - 1`` before it); None where plain causality says the same."""
    if length <= window:
        return None
    behind = torch.arange(length)[:, None] - torch.arange(length)[None, :]
    return ((behind >= 0) & (behind < window))[None, None]


def batches(tokens: Tokens, rows_tokens: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Every conversation once: rows of nearly one length together, ``rows_tokens`` tokens at most, in chance order."""
    lengths = tokens.lengths()
    order = np.lexsort((rng.random(len(lengths)), lengths))[::-1]
    cuts: list[npt.NDArray[np.int64]] = []
    at = 0
    while at < len(order):
        rows = max(1, rows_tokens // int(lengths[order[at]]))
        cuts.append(order[at : at + rows])
        at += rows
    for index in rng.permutation(len(cuts)):
        yield cuts[index]


def stream(tokens: Tokens, rows_tokens: int, seed: int, skip: int) -> Iterator[npt.NDArray[np.int64]]:
    """``batches`` without end, epoch after epoch, beginning after the first ``skip``."""
    epoch = 0
    while True:
        for rows in batches(tokens, rows_tokens, np.random.default_rng((seed, epoch))):
            if skip:
                skip -= 1
            else:
                yield rows
        epoch += 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of conversations, all [rows, length]."""

    ids: Tensor
    targets: Tensor
    """The next token where the reply is to be learnt, else -100."""
    feelings: Tensor
    """The feeling of the coming reply where it is to be known, else -1."""


def gather(tokens: Tokens, rows: npt.NDArray[np.int64], pad: int) -> Batch:
    """The conversations ``rows`` of ``tokens``, padded on the right."""
    length = int(tokens.lengths()[rows].max())
    ids = np.full((len(rows), length), pad, dtype=np.int64)
    targets = np.full((len(rows), length), -100, dtype=np.int64)
    feelings = np.full((len(rows), length), -1, dtype=np.int64)
    for place, row in enumerate(rows):
        start, end = int(tokens.offsets[row]), int(tokens.offsets[row + 1])
        own = tokens.ids[start:end].astype(np.int64)
        ids[place, : len(own)] = own
        targets[place, : len(own) - 1] = np.where(tokens.trained[start + 1 : end], own[1:], -100)
        feelings[place, : len(own)] = tokens.feelings[start:end]
    return Batch(torch.from_numpy(ids), torch.from_numpy(targets), torch.from_numpy(feelings))


def reply_loss(model: Any, states: Tensor, targets: Tensor, weights: Tensor | None = None) -> Tensor:
    """Summed cross-entropy (nats) over the targets, each times its id's of ``weights`` [vocabulary] where given.

    The head runs on the targets' positions alone.
    """
    wanted = targets >= 0
    logits, chosen = model.lm_head(states[wanted]), targets[wanted]
    if weights is None:
        return functional.cross_entropy(logits, chosen, reduction="sum")
    return functional.cross_entropy(logits, chosen, reduction="none") @ weights[chosen]


def feeling_loss(reader: Any, states: Tensor, feelings: Tensor) -> Tensor:
    """Summed cross-entropy (nats) of a linear ``reader`` [width -> feelings], where a feeling is to be known."""
    wanted = feelings >= 0
    return functional.cross_entropy(reader(states[wanted]), feelings[wanted], reduction="sum")


def held_out(tokens: Tokens, settings: Settings, pad: int) -> Iterator[Batch]:
    """The first conversations held out."""
    rows = np.arange(min(len(tokens), settings.validation_rows))
    rows = rows[np.argsort(tokens.lengths()[rows], kind="stable")]
    for at in range(0, len(rows), 16):
        yield gather(tokens, rows[at : at + 16], pad)


def held_out_loss(model: Any, tokens: Tokens, settings: Settings, pad: int) -> tuple[float, float]:
    """Mean loss and its perplexity over them."""
    hidden = hidden_states(model)
    total, count = 0.0, 0
    with torch.no_grad():
        for batch in held_out(tokens, settings, pad):
            states = hidden(batch.ids, sliding_mask(batch.ids.shape[1], settings.window))
            total += float(reply_loss(model, states, batch.targets))
            count += int((batch.targets >= 0).sum())
    mean = total / max(count, 1)
    return mean, math.exp(mean)
