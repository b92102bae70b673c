"""A small random Gemma 3 in transformers with a SentencePiece tokenizer, and the same as a GGUF file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import sentencepiece
import torch
from gemma_writer import add_words, begin_gemma, end_gemma
from tiny_gguf import TEMPLATE
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from edge_runtime.gemma_names import NAMES

WIDTH, LAYERS, HEADS, HEAD, FEED, CONTEXT, WINDOW, VOCABULARY = 64, 2, 2, 32, 128, 1024, 48, 500


def train_tokenizer(lines: Iterable[str]) -> Any:
    buffer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=buffer, model_type="bpe", vocab_size=VOCABULARY,
        character_coverage=1.0, byte_fallback=True, split_digits=True, normalization_rule_name="identity",
        add_dummy_prefix=False, remove_extra_whitespaces=False, pad_id=0, eos_id=1, bos_id=2, unk_id=3,
        control_symbols=["<start_of_turn>", "<end_of_turn>"], user_defined_symbols=["\n"], hard_vocab_limit=False,
        minloglevel=2,
    )  # fmt: skip
    return sentencepiece.SentencePieceProcessor(model_proto=buffer.getvalue())


def random_model(size: int, seed: int = 4) -> Any:
    torch.set_num_threads(1)  # so small a model only waits for more
    torch.manual_seed(seed)
    configuration: Any = Gemma3TextConfig(
        vocab_size=size, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS, num_key_value_heads=1,
        head_dim=HEAD, intermediate_size=FEED, query_pre_attn_scalar=HEAD, sliding_window=WINDOW,
        max_position_embeddings=CONTEXT, initializer_range=0.12, tie_word_embeddings=True, use_cache=False,
        attn_implementation="eager",
    )  # fmt: skip
    return Gemma3ForCausalLM(configuration).eval()


def write_gguf(model: Any, tokenizer: Any, path: Path) -> Path:
    writer = begin_gemma(
        path, width=WIDTH, layers=LAYERS, feed=FEED, heads=HEADS, head=HEAD, context=CONTEXT, window=WINDOW
    )
    writer.add_rope_freq_base(model.config.rope_theta)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    kinds = gguf.TokenType
    count = tokenizer.get_piece_size()
    types = [
        kinds.UNKNOWN if tokenizer.is_unknown(i) else kinds.CONTROL if tokenizer.is_control(i)
        else kinds.BYTE if tokenizer.is_byte(i) else kinds.USER_DEFINED if tokenizer.id_to_piece(i) == "\n"
        else kinds.NORMAL
        for i in range(count)
    ]  # fmt: skip
    pieces = [tokenizer.id_to_piece(i).encode() for i in range(count)]
    scores = [tokenizer.get_score(i) for i in range(count)]
    add_words(writer, (pieces, scores, [int(kind) for kind in types]))
    writer.add_chat_template(TEMPLATE)
    for name, tensor in model.model.state_dict().items():
        values = tensor.numpy().astype(np.float32)
        if name == "embed_tokens.weight":
            target = "token_embd.weight"
        elif name == "norm.weight":
            target = "output_norm.weight"
        else:
            _, layer, rest = name.split(".", 2)
            target = f"blk.{layer}.{NAMES[rest.removesuffix('.weight')]}.weight"
        writer.add_tensor(target, values + np.float32(1) if "norm" in target else values)
    return end_gemma(writer, path)
