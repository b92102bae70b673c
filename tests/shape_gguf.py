"""Writes a random model of the shape of Gemma 3 270m, 262,144 tokens included: `python tests/shape_gguf.py OUT.gguf`.

Its words are worth nothing; what it costs is what a real one costs. About 290 MB, so never kept.
"""

from __future__ import annotations

import sys
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

import gguf
import numpy as np
from gemma_writer import add_words, begin_gemma, end_gemma
from stock_gguf import words
from tiny_gguf import TEMPLATE

WIDTH, LAYERS, HEADS, HEAD, FEED, WINDOW, CONTEXT = 640, 18, 4, 256, 2048, 512, 32_768
VOCABULARY = 262_144


def vocabulary() -> tuple[list[bytes], list[float], list[int]]:
    """The pieces of the small stock model, then four letters each until there are enough."""
    pieces, scores, types = words()
    missing = VOCABULARY - len(pieces)
    more = ["".join(letters).encode() for letters in islice(product(ascii_lowercase, repeat=4), missing)]
    return (
        [*pieces, *more],
        [*scores, *(scores[-1] - rank for rank in range(1, missing + 1))],
        [*types, *[int(gguf.TokenType.NORMAL)] * missing],
    )


def write_shape_gguf(path: Path, seed: int = 1) -> Path:
    """Write the model, its matrices in Q8_0, and give its path back."""
    rng = np.random.default_rng(seed)
    writer = begin_gemma(
        path, width=WIDTH, layers=LAYERS, feed=FEED, heads=HEADS, head=HEAD, context=CONTEXT, window=WINDOW
    )
    writer.add_name("random gemma of 270m's shape")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_rope_freq_base(1e6)
    add_words(writer, vocabulary())
    writer.add_eot_token_id(4)
    writer.add_unk_token_id(5)
    writer.add_chat_template(TEMPLATE)

    def matrix(name: str, out: int, into: int) -> None:
        """Blocks of 32 weights: a scale in half precision, then as many signed bytes."""
        blocks = np.empty((out, into // 32, 34), np.uint8)
        blocks[..., :2] = np.full((out, into // 32, 1), 0.0005, np.float16).view(np.uint8)
        blocks[..., 2:] = rng.integers(-100, 101, (out, into // 32, 32), np.int8).view(np.uint8)
        writer.add_tensor(name, blocks.reshape(out, -1), raw_dtype=gguf.GGMLQuantizationType.Q8_0)

    def ones(name: str, count: int) -> None:
        writer.add_tensor(name, np.ones(count, np.float32))

    matrix("token_embd.weight", VOCABULARY, WIDTH)
    ones("output_norm.weight", WIDTH)
    for layer in range(LAYERS):
        start = f"blk.{layer}."
        for name in ("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"):
            ones(f"{start}{name}.weight", WIDTH)
        for name in ("attn_q_norm", "attn_k_norm"):
            ones(f"{start}{name}.weight", HEAD)
        for name, out, into in (
            ("attn_q", HEADS * HEAD, WIDTH), ("attn_k", HEAD, WIDTH), ("attn_v", HEAD, WIDTH),
            ("attn_output", WIDTH, HEADS * HEAD), ("ffn_gate", FEED, WIDTH), ("ffn_up", FEED, WIDTH),
            ("ffn_down", WIDTH, FEED),
        ):  # fmt: skip
            matrix(f"{start}{name}.weight", out, into)
    return end_gemma(writer, path)


if __name__ == "__main__":
    write_shape_gguf(Path(sys.argv[1]))
