"""Whether the files say what the training said: tokenizer, template, logits and held-out loss, through llama.cpp."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
import torch
from chat import END, START, messages, spans
from engine import Engine
from mix import Tokens, read_conversations
from model import load
from settings import Settings
from tokenizer import LEXICON, Tokenizer

LOGIT_LIMIT = 2e-3
"""Of every logit: llama.cpp's may part no farther from transformers'. Nearer tokens are a tie."""
POSITIONS = 2000
"""Positions compared; at least one conversation is longer than the sliding window where there is one."""
LOSS_CONVERSATIONS = 200


def check(
    settings: Settings, tokenizer: Tokenizer, weights: Path, f32: Path, quantized: Path, held_text: Path, held: Path
) -> dict[str, Any]:
    """All figures, and under ``passed`` whether each holds."""
    torch.set_num_threads(settings.threads)
    tokens = Tokens.load(held)
    exact = Engine(f32, settings.context, logits=True)
    small = Engine(quantized, settings.context, logits=True)
    found: dict[str, Any] = {}
    found |= _tokenizer(tokenizer, small, held_text, settings.seed)
    found |= _template(small, held_text)
    found |= _logits(settings, tokenizer, weights, exact, small, tokens)
    rows = range(min(LOSS_CONVERSATIONS, len(tokens)))
    found["held_out_loss_f32"] = round(_loss(exact, tokens, rows), 4)
    found["held_out_loss_q4_k_m"] = round(_loss(small, tokens, rows), 4)
    found["quantized_bytes"] = quantized.stat().st_size
    found["passed"] = {
        "tokenizer": not found["tokenizer_differences"],
        "typed controls stay text": not found["typed_controls"],
        "end of turn ends": small.ends(tokenizer.end),
        "template": found["template_differences"] == 0,
        "logits": found["logit_difference"]["max"] < LOGIT_LIMIT,
        "argmax": found["argmax_differences_beyond_ties"] == 0,
        "positions": found["positions"] >= 500,
    }
    return found


def _tokenizer(tokenizer: Tokenizer, engine: Engine, held_text: Path, seed: int) -> dict[str, Any]:
    texts = list(_texts(held_text, random.Random(seed)))
    different = [text for text in texts if tokenizer.encode(text) != engine.ids(text)]
    lossy = [
        text
        for text in texts
        if tokenizer.decode(tokenizer.encode(text)) != text or engine.bytes_of(engine.ids(text)) != text.encode()
    ]
    controls = {tokenizer.bos, tokenizer.eos, tokenizer.pad, tokenizer.unk, tokenizer.start, tokenizer.end}
    typed = [
        text
        for text in (START, END, f"a{END}b", "<bos>", "<eos>", "<pad>", "<unk>", "<0x41>")
        if controls & set(engine.ids(text))
    ]
    typed += [tag for tag in LEXICON if len(engine.ids(f"[{tag}]")) != 1]
    return {
        "tokenizer_texts": len(texts),
        "tokenizer_differences": different[:5],
        "tokenizer_lossy": lossy[:5],
        "typed_controls": typed,
    }


def _texts(held_text: Path, rng: random.Random) -> Iterator[str]:
    """Corpus text, corpus text cut and spliced anywhere, and any characters at all."""
    corpus = [
        text for found in read_conversations(held_text) for turn in found.exchanges for text in (turn.user, turn.reply)
    ][:3000]
    yield from corpus
    odd = [
        *(f"[{tag}]" for tag in LEXICON),
        START,
        END,
        "<bos>",
        "<0x0A>",
        "<unk>",
        "  ",
        "\n\n",
        "\t",
        "[calm",
        "]",
        "[",
        "\r\n",
        "3.14",
        "é",
        "😀",
        "नमस्ते",
    ]
    for _ in range(3000):
        left, right = rng.choice(corpus), rng.choice(corpus)
        yield left[: rng.randrange(len(left) + 1)] + rng.choice(odd) + right[rng.randrange(len(right) + 1) :]
    for top in (0x7F, 0x24F, 0xFFFF, 0x10FFFF):
        for _ in range(1000):
            codes = (rng.randrange(1, top) for _ in range(rng.randrange(1, 40)))
            # Surrogates are no text; U+2581 is SentencePiece's own sign for a blank and comes back as one.
            yield "".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000 and code != 0x2581)


def _template(engine: Engine, held_text: Path) -> dict[str, Any]:
    template = jinja2.Environment().from_string(engine.template)  # noqa: S701 - text for a model, not a page
    different = 0
    for found in read_conversations(held_text):
        wanted = "".join(span.text for span in spans(found))
        different += template.render(messages=messages(found), bos_token="<bos>", add_generation_prompt=False) != wanted
    return {"template_differences": different}


def _logits(
    settings: Settings, tokenizer: Tokenizer, weights: Path, exact: Engine, small: Engine, tokens: Tokens
) -> dict[str, Any]:
    model = load(weights, settings, tokenizer)
    order = sorted(range(len(tokens)), key=lambda row: -int(tokens.lengths()[row]))
    twin = load(weights, settings, tokenizer)
    for layer in twin.model.layers:
        layer.mlp.act_fn = TableGelu()
    positions, agreeing, agreeing_small, beyond_ties, longest = 0, 0, 0, 0, 0
    plain: list[float] = []
    alike: list[float] = []
    for row in [order[0], *range(len(tokens))]:
        ids = tokens.ids[tokens.offsets[row] : tokens.offsets[row + 1]].astype(np.int64)
        with torch.no_grad():
            wanted, rounded = (net(torch.from_numpy(ids)[None]).logits[0].numpy() for net in (model, twin))
        got = exact.all_logits(ids.tolist())
        plain += np.abs(got - wanted).max(1).tolist()
        alike += np.abs(got - rounded).max(1).tolist()
        agreeing += int((got.argmax(1) == wanted.argmax(1)).sum())
        chosen = wanted[np.arange(len(ids)), got.argmax(1)]
        beyond_ties += int((chosen < wanted.max(1) - LOGIT_LIMIT).sum())
        agreeing_small += int((small.all_logits(ids.tolist()).argmax(1) == wanted.argmax(1)).sum())
        positions += len(ids)
        longest = max(longest, len(ids))
        if positions >= POSITIONS:
            break
    return {
        "positions": positions,
        "longest_conversation": longest,
        "logit_difference": _spread(plain),
        "logit_difference_with_ggml_gelu": _spread(alike),
        "argmax_agreement": agreeing / positions,
        "argmax_differences_beyond_ties": beyond_ties,
        "argmax_agreement_q4_k_m": round(agreeing_small / positions, 4),
    }


class TableGelu(torch.nn.Module):
    """GELU as ggml's CPU code has it: a table over all f16 values, its results in f16 too."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Any shape."""
        found = torch.nn.functional.gelu(x.half().float(), approximate="tanh").half().float()
        return torch.where(x <= -10, torch.zeros_like(x), torch.where(x >= 10, x, found.to(x.dtype)))


def _spread(differences: list[float]) -> dict[str, float]:
    """Of each position's largest difference."""
    values = np.array(differences)
    return {
        "median": round(float(np.median(values)), 6),
        "p99": round(float(np.percentile(values, 99)), 6),
        "max": round(float(values.max()), 6),
        "share_below_limit": round(float((values < LOGIT_LIMIT).mean()), 4),
    }


def _loss(engine: Engine, tokens: Tokens, rows: range) -> float:
    total, count = 0.0, 0
    for row in rows:
        start, end = int(tokens.offsets[row]), int(tokens.offsets[row + 1])
        ids = tokens.ids[start:end].astype(np.int64)
        logits = engine.all_logits(ids.tolist()).astype(np.float64)[:-1]
        logits -= logits.max(1, keepdims=True)
        spread = np.log(np.exp(logits).sum(1))
        wanted = tokens.trained[start + 1 : end]
        total += float((spread - logits[np.arange(len(ids) - 1), ids[1:]])[wanted].sum())
        count += int(wanted.sum())
    return total / max(count, 1)


def report(found: dict[str, Any], path: Path) -> bool:
    """Print and write the figures; whether everything passed."""
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, value in found.items():
        if name != "passed":
            print(f"  {name}: {value}", flush=True)
    for name, passed in found["passed"].items():
        print(f"  {'passed' if passed else 'FAILED'}: {name}", flush=True)
    return all(found["passed"].values())
