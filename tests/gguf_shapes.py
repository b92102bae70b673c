"""Files that have a Gemma 3's shapes and nothing else: what a quantizer looks at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gemma_writer import begin_gemma, end_gemma


def write_shape(path: Path, *, width: int, inner: int, feed: int, layers: int) -> Path:
    """A Gemma 3 of zeros, of which llama.cpp's quantizer only needs the shapes."""
    writer = begin_gemma(path, width=width, layers=layers, feed=feed, heads=4, head=inner // 4, context=256, window=64)
    shapes = {
        "attn_q": (inner, width), "attn_k": (inner // 4, width), "attn_v": (inner // 4, width), "attn_output": (width, inner),
        "ffn_gate": (feed, width), "ffn_up": (feed, width), "ffn_down": (width, feed),
        **{f"{name}_norm": (width,) for name in ("attn", "post_attention", "ffn", "post_ffw")},
        **{f"attn_{name}_norm": (inner // 4,) for name in "qk"},
    }  # fmt: skip
    tensors = {"token_embd.weight": (64, width), "output_norm.weight": (width,)}
    tensors |= {f"blk.{n}.{name}.weight": shape for n in range(layers) for name, shape in shapes.items()}
    for name, shape in tensors.items():
        writer.add_tensor(name, np.full(shape, 0.01, np.float32))
    return end_gemma(writer, path)
