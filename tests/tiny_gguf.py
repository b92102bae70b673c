"""Writes a small random Gemma 3 as a GGUF file: the same bytes for the same seed, about 3 MB, no download."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy as np
from gemma_writer import add_words, begin_gemma, end_gemma

WIDTH, LAYERS, HEADS, HEAD, FEED = 256, 2, 4, 64, 512
CONTEXT = 1024
WORDS = [
    "the",
    "a",
    "an",
    "and",
    "you",
    "your",
    "i",
    "me",
    "we",
    "is",
    "are",
    "be",
    "do",
    "not",
    "to",
    "of",
    "in",
    "it",
    "on",
    "for",
    "with",
    "this",
    "that",
    "calm",
    "breath",
    "slow",
    "warm",
    "hand",
    "rest",
    "feel",
    "soft",
    "light",
    "one",
    "two",
    "three",
    "hello",
    "yes",
    "no",
    "good",
    "day",
    "night",
    "name",
    "word",
    "user",
    "model",
    "system",
    "haptics",
    "off",
]
TAGS = ("[begin_haptics]", "[end_haptics]", "[calm]", "[i2]", "[pat_wave]", "[m_all]", "[t1s]", "[stop]")
CONTROLS = ("<start_of_turn>", "<end_of_turn>")

TEMPLATE = """{{ bos_token }}{% set ns = namespace(prefix='') %}{% set turns = messages %}\
{% if messages[0]['role'] == 'system' %}{% set ns.prefix = messages[0]['content'] + '\n\n' %}\
{% set turns = messages[1:] %}{% endif %}\
{% for turn in turns %}\
{% if (turn['role'] == 'user') != (loop.index0 % 2 == 0) %}\
{{ raise_exception('roles must alternate') }}{% endif %}\
<start_of_turn>{{ 'model' if turn['role'] == 'assistant' else turn['role'] }}
{% if loop.first %}{{ ns.prefix }}{% endif %}{{ turn['content'] | trim }}<end_of_turn>
{% endfor %}{% if add_generation_prompt %}<start_of_turn>model
{% endif %}"""


def vocabulary() -> tuple[list[bytes], list[float], list[int]]:
    """Pieces, scores and types as SentencePiece lays them out: controls, tags, bytes, signs, merges."""
    kind = gguf.TokenType
    pieces: list[tuple[bytes, float, int]] = [
        (b"<pad>", 0.0, kind.CONTROL),
        (b"<eos>", 0.0, kind.CONTROL),
        (b"<bos>", 0.0, kind.CONTROL),
        (b"<unk>", 0.0, kind.UNKNOWN),
        *((name.encode(), 0.0, kind.CONTROL) for name in CONTROLS),
        *((name.encode(), 0.0, kind.USER_DEFINED) for name in TAGS),
        *((b"<0x%02X>" % byte, 0.0, kind.BYTE) for byte in range(256)),
    ]
    seen = {piece for piece, _, _ in pieces}
    merges: list[str] = [chr(code) for code in range(33, 127)] + ["\n", "\u2581", "\n\n", "é", "\u2581\u2581"]
    for word in WORDS:
        for start in ("", "\u2581"):
            merges += [(start + word)[:end] for end in range(2, len(start + word) + 1)]
    for rank, merge in enumerate(merges):
        piece = merge.encode()
        if piece not in seen:
            seen.add(piece)
            pieces.append((piece, -float(rank), kind.NORMAL))
    return [p for p, _, _ in pieces], [s for _, s, _ in pieces], [int(t) for _, _, t in pieces]


def write_tiny_gguf(
    path: Path,
    *,
    seed: int = 1,
    template: str | None = TEMPLATE,
    context: int = CONTEXT,
    window: int = 64,
    tied: bool = False,
    keys: dict[str, Any] | None = None,
    tensors: dict[str, np.dtype[Any] | float] | None = None,
    words: tuple[list[bytes], list[float], list[int]] | None = None,
    tables: tuple[np.ndarray, np.ndarray] | None = None,
    split: int = 0,
) -> Path:
    """Write the model and give its path back. `window` is the sliding window of the layers; `tied` writes no output of its own,
    and embeddings as small as transformers begins with.

    `keys` replaces or adds metadata (a name without its `gemma3.` too); `tensors` gives a tensor another type,
    or fills it with one value; `words` is another vocabulary, `tables` its embedding and output weights. `split` makes
    several files of so many tensors, of which the first is given back.
    """
    rng = np.random.default_rng(seed)
    words = words or vocabulary()
    pieces = words[0]
    writer = begin_gemma(
        path, width=WIDTH, layers=LAYERS, feed=FEED, heads=HEADS, head=HEAD, context=context, window=window, split=split
    )
    writer.add_name("tiny random gemma")
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_rope_freq_base(1e6)
    add_words(writer, words)
    writer.add_eot_token_id(5)
    writer.add_unk_token_id(3)
    writer.add_pad_token_id(0)
    if template is not None:
        writer.add_chat_template(template)

    for key, value in (keys or {}).items():
        kind = {
            bool: gguf.GGUFValueType.BOOL,
            int: gguf.GGUFValueType.UINT32,
            float: gguf.GGUFValueType.FLOAT32,
            str: gguf.GGUFValueType.STRING,
        }[type(value)]
        name = key if key.startswith("tokenizer.") else f"gemma3.{key}"
        writer.kv_data[0][name] = gguf.GGUFValue(value, kind)

    def add(name: str, values: np.ndarray) -> None:
        change = (tensors or {}).get(name)
        if isinstance(change, float):
            values = np.full_like(values, change)
        elif change is not None:
            values = values.astype(change)
        writer.add_tensor(name, values)

    def weights(*shape: int, scale: float = 0.08) -> np.ndarray:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    def ones(count: int) -> np.ndarray:
        return np.ones(count, np.float32)

    embedding, output = tables or (
        weights(len(pieces), WIDTH, scale=0.02 if tied else 0.06),
        None if tied else weights(len(pieces), WIDTH, scale=0.06),
    )
    add("token_embd.weight", embedding)
    if output is not None:  # a tied random model only repeats the token before
        add("output.weight", output)
    add("output_norm.weight", ones(WIDTH))
    for layer in range(LAYERS):
        start = f"blk.{layer}."
        for name, count in (
            ("attn_norm", WIDTH), ("post_attention_norm", WIDTH), ("ffn_norm", WIDTH),
            ("post_ffw_norm", WIDTH),
            ("attn_q_norm", HEAD), ("attn_k_norm", HEAD),
        ):  # fmt: skip
            add(f"{start}{name}.weight", ones(count))
        for name, out, into in (
            ("attn_q", HEADS * HEAD, WIDTH), ("attn_k", HEAD, WIDTH), ("attn_v", HEAD, WIDTH),
            ("attn_output", WIDTH, HEADS * HEAD), ("ffn_gate", FEED, WIDTH), ("ffn_up", FEED, WIDTH),
            ("ffn_down", WIDTH, FEED),
        ):  # fmt: skip
            add(f"{start}{name}.weight", weights(out, into))
    end_gemma(writer, path)
    return min(path.parent.glob(f"{path.stem}-*-of-*.gguf")) if split else path
