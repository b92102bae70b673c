"""Weights and tokenizer to a GGUF file in f32, and from there to Q4_K_M through llama.cpp."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
import numpy.typing as npt
from chat import TEMPLATE
from engine import errors_only
from safetensors.numpy import load_file
from settings import Settings
from tokenizer import Tokenizer

_NAMES = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "post_feedforward_layernorm": "post_ffw_norm",
}
"""Transformers' name inside a layer -> GGUF's."""
_BLOCK = 256
"""Weights in a block of Q4_K and Q6_K."""
_NARROW = ((b"attn_[qk]\\.|ffn_(gate|up)", llama_cpp.GGML_TYPE_IQ4_NL), (b"attn_v", llama_cpp.GGML_TYPE_Q8_0))
"""Names of the matrices that read the stream, and what they become where its width is no multiple of ``_BLOCK``: llama.cpp
itself would take Q5_0, which is larger, a fifth slower and no nearer."""


def gguf_name(name: str) -> str:
    """GGUF's tensor name for transformers' (of the text model, without a leading ``model.``)."""
    if name == "embed_tokens.weight":
        return "token_embd.weight"
    if name == "norm.weight":
        return "output_norm.weight"
    _, layer, rest = name.split(".", 2)
    return f"blk.{layer}.{_NAMES[rest.removesuffix('.weight')]}.weight"


def write_f32(weights: Path, tokenizer: Tokenizer, settings: Settings, path: Path) -> None:
    """The model as llama.cpp's ``gemma3``: norm weights are stored with their 1 added, matrices as they are."""
    temporary = path.with_suffix(".part")
    writer = gguf.GGUFWriter(temporary, "gemma3")
    _metadata(writer, settings)
    _vocabulary(writer, tokenizer)
    for name, tensor in sorted(load_file(weights).items()):
        values: npt.NDArray[np.float32] = tensor.astype(np.float32)
        writer.add_tensor(gguf_name(name), values + np.float32(1) if name.endswith("norm.weight") else values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(temporary, path)


def _metadata(writer: gguf.GGUFWriter, settings: Settings) -> None:
    writer.add_type("model")
    writer.add_name(settings.name)
    writer.add_basename(settings.name)
    writer.add_description(settings.description)
    writer.add_license("apache-2.0")
    writer.add_languages(["en"])
    writer.add_tags(["text-generation", "haptics"])
    writer.add_context_length(settings.context)
    writer.add_embedding_length(settings.width)
    writer.add_block_count(settings.layers)
    writer.add_feed_forward_length(settings.ffn)
    writer.add_head_count(settings.heads)
    writer.add_head_count_kv(settings.kv_heads)
    writer.add_key_length(settings.head_width)
    writer.add_value_length(settings.head_width)
    writer.add_layer_norm_rms_eps(settings.norm_eps)
    writer.add_rope_freq_base(settings.rope_full)
    writer.add_sliding_window(settings.window)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)


def _vocabulary(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    pieces, scores, kinds = zip(*tokenizer.entries(), strict=True)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(list(pieces))
    writer.add_token_scores(list(scores))
    writer.add_token_types([int(kind) for kind in kinds])
    writer.add_bos_token_id(tokenizer.bos)
    # A reply ends with <end_of_turn>: the runtimes that know one end only must know this one.
    writer.add_eos_token_id(tokenizer.end)
    writer.add_eot_token_id(tokenizer.end)
    writer.add_unk_token_id(tokenizer.unk)
    writer.add_pad_token_id(tokenizer.pad)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)


def quantize(source: Path, target: Path) -> None:
    """``source`` as Q4_K_M in ``target``; RuntimeError where llama.cpp refuses.

    Rows that Q4_K and Q6_K do not fit become IQ4_NL and Q8_0, of the table of embeddings too.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(".part")
    errors_only()
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M
    params.nthread = 2
    width = gguf.GGUFReader(source).fields["gemma3.embedding_length"].contents()
    narrow = _NARROW if width % _BLOCK else ()
    types = (llama_cpp.llama_model_tensor_override * (len(narrow) + 1))()  # the last one, all zeros, ends the list
    for override, (pattern, kind) in zip(types, narrow, strict=False):
        override.pattern, override.type = pattern, kind
    params.tt_overrides = types
    if llama_cpp.llama_model_quantize(str(source).encode(), str(temporary).encode(), ctypes.byref(params)):
        raise RuntimeError(f"llama.cpp could not quantize {source.name}")
    os.replace(temporary, target)
