"""Writes small random Gemma 3 models as Hugging Face folders, by transformers and sentencepiece themselves."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
import sentencepiece
import torch
import transformers
from tiny_gguf import TEMPLATE

from lexicon import TOKENS

LOGIT_LIMIT = 2e-3
POSITIONS = 64
CONTROLS = ["<start_of_turn>", "<end_of_turn>"]
ADDED = ["\n\n", "\u2581\u2581", "<unused0>", "<b>"]
TEXT = """the quick brown fox jumps over the lazy dog and then it rests a while in the warm light of the day
breathe in slowly and let it out again. you are safe here, and nothing has to be done. I am with you all the time
hello there, how are you? I am well, thank you; the sun is out and the birds sing in the old tree by the river
one two three four five six seven eight nine ten, and back again: ten nine eight seven six five four three two one
""" * 4  # fmt: skip
SHAPES: dict[str, dict[str, Any]] = {
    "270m": {"num_hidden_layers": 7, "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 32,
             "hidden_size": 80, "intermediate_size": 256, "query_pre_attn_scalar": 32},
    "1b": {"num_hidden_layers": 8, "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 32,
           "hidden_size": 144, "intermediate_size": 288, "query_pre_attn_scalar": 32},
    "4b": {"num_hidden_layers": 6, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 32,
           "hidden_size": 160, "intermediate_size": 320, "query_pre_attn_scalar": 32,
           "rope_scaling": {"factor": 8.0, "rope_type": "linear"}},
}  # fmt: skip
"""What tells the published sizes apart, made small: heads, groups, widths that fit no block, position scaling."""


def write_tokenizer(folder: Path, *, tags: bool = False) -> transformers.PreTrainedTokenizerBase:
    """Train a SentencePiece BPE on a little text; save it as `tokenizer.model` and `tokenizer.json` both."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT.splitlines()), model_writer=model, model_type="bpe", vocab_size=640,
        byte_fallback=True, pad_id=0, eos_id=1, bos_id=2, unk_id=3, add_dummy_prefix=False,
        remove_extra_whitespaces=False, normalization_rule_name="identity", hard_vocab_limit=False,
        user_defined_symbols=[*CONTROLS, *ADDED], minloglevel=2, num_threads=1,
    )  # fmt: skip
    (folder / "tokenizer.model").write_bytes(model.getvalue())
    slow = transformers.GemmaTokenizer(str(folder / "tokenizer.model"), chat_template=TEMPLATE)
    slow.add_special_tokens({"additional_special_tokens": CONTROLS})
    tokenizer = transformers.GemmaTokenizerFast.from_pretrained(folder, from_slow=True, chat_template=TEMPLATE)
    tokenizer.add_special_tokens({"additional_special_tokens": CONTROLS})
    if tags:
        tokenizer.add_tokens([token.tag for token in TOKENS])
    tokenizer.save_pretrained(folder)
    return tokenizer


def write_folder(
    folder: Path, shape: str = "270m", *, dtype: str = "float32", shard: str = "5GB", seed: int = 1, **changes: Any
) -> Any:
    """Write a model with its tokenizer; give the model back as transformers has it."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_tokenizer(folder)
    sizes = {
        "vocab_size": len(tokenizer) + 6, "max_position_embeddings": 1024, "sliding_window": 16,
        "bos_token_id": 2, "eos_token_id": 1, "pad_token_id": 0, "initializer_range": 0.04,
    } | SHAPES[shape] | changes  # fmt: skip
    text = transformers.Gemma3TextConfig(**sizes)
    if shape == "4b":
        vision = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
                  "image_size": 32, "patch_size": 16}  # fmt: skip
        config = transformers.Gemma3Config(text_config=text.to_dict(), vision_config=vision, mm_tokens_per_image=4)
        model: Any = transformers.Gemma3ForConditionalGeneration(config)
    else:
        model = transformers.Gemma3ForCausalLM(text)
    rng = np.random.default_rng(seed)  # numpy's numbers: alike with every torch
    with torch.no_grad():
        for name, value in model.named_parameters():
            # norms at zero would show a forgotten 1 + weight, but not a swapped pair
            spread = 0.2 if "norm" in name else sizes["initializer_range"]
            value.copy_(torch.from_numpy(rng.normal(0, spread, tuple(value.shape)).astype(np.float32)))
    model = model.to(getattr(torch, dtype)).eval()
    model.save_pretrained(folder, max_shard_size=shard)
    return model


def write_sparse_folder(folder: Path, config: dict[str, Any]) -> int:
    """Write a bf16 Gemma 3 of zeros in a file with a hole; give the bytes of its weights. It needs a tokenizer beside it."""
    width, feed, head = config["hidden_size"], config["intermediate_size"], config["head_dim"]
    queries, keys = config["num_attention_heads"] * head, config["num_key_value_heads"] * head
    inner = {
        "self_attn.q_proj": (queries, width), "self_attn.k_proj": (keys, width), "self_attn.v_proj": (keys, width),
        "self_attn.o_proj": (width, queries), "mlp.gate_proj": (feed, width), "mlp.up_proj": (feed, width),
        "mlp.down_proj": (width, feed), "self_attn.q_norm": (head,), "self_attn.k_norm": (head,),
        **{f"{name}_layernorm": (width,) for name in ("input", "post_attention", "pre_feedforward", "post_feedforward")},
    }  # fmt: skip
    shapes = {"model.embed_tokens.weight": (config["vocab_size"], width), "model.norm.weight": (width,)}
    for layer in range(config["num_hidden_layers"]):
        shapes |= {f"model.layers.{layer}.{name}.weight": shape for name, shape in inner.items()}
    at, header = 0, {}
    for name, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    raw = json.dumps(header).encode()
    with (folder / "model.safetensors").open("wb") as file:
        file.write(len(raw).to_bytes(8, "little") + raw)
        file.truncate(8 + len(raw) + at)
    kinds = {"model_type": "gemma3_text", "query_pre_attn_scalar": head}
    (folder / "config.json").write_text(json.dumps(config | kinds), encoding="utf-8")
    return at


def gguf_logits(path: Path, ids: list[int]) -> np.ndarray:
    llm = llama_cpp.Llama(
        str(path),
        n_ctx=256,
        logits_all=True,
        verbose=False,
        n_threads=1,
        type_k=llama_cpp.GGML_TYPE_F32,
        type_v=llama_cpp.GGML_TYPE_F32,
    )
    try:
        llm.eval(ids)
        return np.array(llm.scores[: len(ids)])
    finally:
        llm.close()


def same_logits(path: Path, model: Any, seed: int = 0) -> None:
    """Compare with ``model``, which must have been loaded in float32: one cast later keeps constants that were rounded."""
    rows = model.get_input_embeddings().weight.shape[0]
    ids = np.random.default_rng(seed).integers(4, rows - 6, POSITIONS).tolist()
    with torch.no_grad():
        wanted = model(input_ids=torch.tensor([ids])).logits[0].numpy()
    got = gguf_logits(path, ids)
    assert np.abs(got - wanted).max() < LOGIT_LIMIT
    assert (got.argmax(1) == wanted.argmax(1)).all()
    assert wanted.std() > 100 * LOGIT_LIMIT
