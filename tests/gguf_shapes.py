"""Files that have a Gemma 3's shapes and nothing else: what a quantizer looks at."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np


def write_shape(path: Path, *, width: int, inner: int, feed: int, layers: int) -> Path:
    """A Gemma 3 of zeros, of which llama.cpp's quantizer only needs the shapes."""
    writer = gguf.GGUFWriter(path, "gemma3")
    writer.add_context_length(256)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(feed)
    writer.add_head_count(4)
    writer.add_head_count_kv(1)
    writer.add_key_length(inner // 4)
    writer.add_value_length(inner // 4)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_sliding_window(64)
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
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
