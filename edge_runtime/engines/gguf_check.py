"""A look at a GGUF file before native code sees it: whether it is whole, sound and a model that can run.

llama.cpp ends the process on some malformed files, so what it asserts is checked here first.
"""

from __future__ import annotations

import os

from edge_runtime.engines._gguf_header import Header, Malformed
from edge_runtime.engines._gguf_open import CHOOSE, open_gguf, refused
from edge_runtime.engines.gguf_info import GgufInfo, describe
from edge_runtime.errors import EngineReason as Reason

GEMMA3_KEYS = (
    "context_length",
    "embedding_length",
    "block_count",
    "feed_forward_length",
    "attention.head_count",
)
GEMMA3_BLOCK_TENSORS = (
    "attn_norm",
    "attn_output",
    "attn_q_norm",
    "attn_k_norm",
    "post_attention_norm",
    "ffn_norm",
    "ffn_gate",
    "ffn_up",
    "ffn_down",
    "post_ffw_norm",
)
SIZE_KEYS = {
    "context_length": 1 << 24,
    "embedding_length": 1 << 17,
    "block_count": 1 << 10,
    "attention.head_count": 1 << 12,
    "attention.key_length": 1 << 14,
    "attention.value_length": 1 << 14,
}
"""Sizes by which llama.cpp divides or allocates, with a cap well above any published model."""
EPSILON_KEYS = ("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon")
ROPE_SCALINGS = ("none", "linear", "yarn", "longrope")
NO_WEIGHTS = frozenset(("I8", "I16", "I32", "I64", "F64", "Q8_1", "Q8_K"))
"""Types that exist for indices and for the middle of a computation; llama.cpp has no product of them with a layer."""
TOKENIZERS = frozenset(("llama", "gpt2", "t5", "rwkv", "plamo2", "hybriddna", "gemma4"))
"""Those that llama.cpp can write text with; `bert` only reads, and ends the process when asked for more."""
__all__ = ["GgufInfo", "check_gguf"]


def check_gguf(path: str | os.PathLike[str]) -> GgufInfo:
    """Read and check a GGUF file's header. Raises ModelNotFound, ModelRefused."""
    shown = os.fspath(path)
    with open_gguf(path) as (header, size):
        _check_sizes(header)
        _check_numbers(header)
        _check_weights(header)
        _check_tokenizer(shown, header)
        if header.architecture == "gemma3":
            _check_gemma3(header)
        return describe(header, shown, size)


def _check_sizes(header: Header) -> None:
    arch = header.architecture
    if not arch:
        raise Malformed("it does not say its architecture")
    for key, cap in SIZE_KEYS.items():
        value = header.scalars.get(f"{arch}.{key}")
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= cap:
            raise Malformed(f"{key} is {value!r}")


def _check_numbers(header: Header) -> None:
    """Refuse what the operators of a layer assert: a small positive epsilon, rotations over pairs of a head."""
    arch, scalars = header.architecture, header.scalars
    for key in EPSILON_KEYS:
        value = scalars.get(f"{arch}.{key}", 0.0)
        if not isinstance(value, float) or not 0 <= value <= 1:
            raise Malformed(f"{key} is {value!r}")
    scaling = scalars.get(f"{arch}.rope.scaling.type", "none")
    if scaling not in ROPE_SCALINGS:
        raise Malformed(f"rope.scaling.type is {scaling!r}")
    experts, used = header.count(f"{arch}.expert_count"), header.count(f"{arch}.expert_used_count")
    if experts and (arch == "gemma3" or not 0 < used <= experts):
        raise Malformed(f"{used} of {experts} experts are used")
    ahead, blocks = header.count(f"{arch}.nextn_predict_layers"), header.count(f"{arch}.block_count")
    if ahead and not 0 < ahead < blocks:
        raise Malformed(f"nextn_predict_layers is {ahead} for {blocks} blocks")
    heads = header.count(f"{arch}.attention.head_count")
    usual = header.count(f"{arch}.embedding_length") // heads if heads else 0
    for suffix in ("", "_swa"):
        head = header.count(f"{arch}.attention.key_length{suffix}") or usual
        turned = scalars.get(f"{arch}.rope.dimension_count{suffix}", (head or None) if arch == "gemma3" else None)
        if turned is None:
            continue
        if not isinstance(turned, int) or turned % 2 or turned <= 0 or (head and turned > head):
            raise Malformed(f"rope.dimension_count{suffix} is {turned!r} for heads of {head}")


def _check_weights(header: Header) -> None:
    for name, tensor in header.tensors.items():
        flat = len(tensor.shape) == 1 or name.endswith("_norm.weight")
        if tensor.type_name in NO_WEIGHTS or (flat and tensor.type_name != "F32"):
            raise Malformed(f"the tensor {name[:40]!r} has the type {tensor.type_name}")


def _check_tokenizer(path: str, header: Header) -> None:
    model = header.text("tokenizer.ggml.model")
    if not model or model in ("none", "no_vocab") or not header.vocabulary:
        raise refused(path, "has no tokenizer", Reason.NO_TOKENIZER, CHOOSE)
    if model not in TOKENIZERS:
        raise refused(path, f"has a tokenizer that writes no text, {model[:40]!r}", Reason.NO_TOKENIZER, CHOOSE)
    for name in ("scores", "token_type"):
        length = header.arrays.get(f"tokenizer.ggml.{name}")
        if length is not None and length != header.vocabulary:
            raise Malformed(f"{length} {name} for {header.vocabulary} tokens")
    if header.duplicate_tokens:
        raise Malformed("a token occurs twice in its vocabulary")
    if model in ("llama", "t5") and header.missing_bytes:
        raise Malformed(f"its vocabulary lacks {header.missing_bytes} of the 256 byte tokens")


def _check_gemma3(header: Header) -> None:
    for key in GEMMA3_KEYS:
        if f"gemma3.{key}" not in header.scalars and f"gemma3.{key}" not in header.arrays:
            raise Malformed(f"gemma3.{key} is missing")
    if "gemma3.attention.layer_norm_rms_epsilon" not in header.scalars:
        raise Malformed("gemma3.attention.layer_norm_rms_epsilon is missing")
    pattern = "gemma3.attention.sliding_window_pattern"
    if pattern in header.arrays or header.count(pattern) == 1:
        raise Malformed("no layer has a sliding window")
    heads, groups = (
        header.count("gemma3.attention.head_count"),
        header.count("gemma3.attention.head_count_kv", 1),
    )
    if heads and (groups <= 0 or heads % groups):
        raise Malformed(f"{groups} key heads for {heads} heads")
    embedding = header.tensors.get("token_embd.weight")
    wanted = (header.count("gemma3.embedding_length"), header.vocabulary)
    if embedding is None:
        raise Malformed("the tensor token_embd.weight is missing")
    if embedding.shape != wanted:
        raise Malformed(f"token_embd.weight has shape {embedding.shape}, not {wanted}")
    names = ["output_norm"]
    for block in range(header.count("gemma3.block_count")):
        names += [f"blk.{block}.{name}" for name in GEMMA3_BLOCK_TENSORS]
        if f"blk.{block}.attn_qkv.weight" not in header.tensors:
            names += [f"blk.{block}.{name}" for name in ("attn_q", "attn_k", "attn_v")]
    missing = [name for name in names if f"{name}.weight" not in header.tensors]
    if missing:
        raise Malformed(f"{len(missing)} tensors are missing, {missing[0]}.weight first")
