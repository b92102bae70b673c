"""The tiny GGUF model in transformers, and PEFT folders made for it by peft itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from peft import LoraConfig, PromptTuningConfig, get_peft_model
from tiny_gguf import FEED, HEAD, HEADS, LAYERS, WIDTH, vocabulary
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from edge_runtime.gemma_names import NAMES

HERE = {theirs: ours for ours, theirs in NAMES.items()}


class TableGelu(torch.nn.Module):
    """GELU as ggml's CPU code has it: a table over all f16 values, its results in f16 too."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        found = torch.nn.functional.gelu(x.half().float(), approximate="tanh").half().float()
        return torch.where(x <= -10, torch.zeros_like(x), torch.where(x >= 10, x, found))


def load_tiny(path: Path, window: int = 64, *, table_gelu: bool = True) -> Any:
    """Give transformers' Gemma 3 with the weights of a tied tiny GGUF in float32, with ggml's GELU or its own."""
    config: Any = Gemma3TextConfig(
        vocab_size=len(vocabulary()[0]),
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=1,
        head_dim=HEAD,
        intermediate_size=FEED,
        hidden_activation="gelu_pytorch_tanh",
        query_pre_attn_scalar=HEAD,
        sliding_window=window,
        layer_types=["sliding_attention"] * LAYERS,
        rope_theta=1e6,
        rope_local_base_freq=1e4,
        rms_norm_eps=1e-6,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=1,
        tie_word_embeddings=True,
        attn_implementation="eager",
    )
    model = Gemma3ForCausalLM(config)
    state = {}
    for tensor in gguf.GGUFReader(path).tensors:
        values = torch.from_numpy(np.array(tensor.data, np.float32))
        if tensor.name.endswith("_norm.weight"):
            values = values - 1
        state[_name(tensor.name)] = values
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model.load_state_dict(state)
    for layer in model.model.layers if table_gelu else ():
        layer.mlp.act_fn = TableGelu()
    return model.eval()


def _name(name: str) -> str:
    if name == "token_embd.weight":
        return "model.embed_tokens.weight"
    if name == "output_norm.weight":
        return "model.norm.weight"
    _, layer, kind, _ = name.split(".")
    return f"model.layers.{layer}.{HERE[kind]}.weight"


def logits(model: Any, ids: list[int]) -> np.ndarray:
    """Give the logits of every position, [len(ids), vocabulary]."""
    with torch.no_grad():
        found = model(torch.tensor([ids])).logits[0]
    return found[-len(ids) :].numpy()


@contextmanager
def shifted(model: Any, offset: np.ndarray) -> Iterator[None]:
    """Add `offset` to what transformers' own (scaling) embedding gives."""
    embedding = model.get_input_embeddings()
    hook = embedding.register_forward_hook(lambda _module, _input, output: output + torch.from_numpy(offset))
    try:
        yield
    finally:
        hook.remove()


def make_lora(model: Any, folder: Path, *, seed: int = 1, **settings: Any) -> Any:
    """Put a random LoRA on the model by peft, save it to `folder`, and give the model that has it."""
    torch.manual_seed(seed)
    config = LoraConfig(**{"r": 4, "lora_alpha": 8, "target_modules": ["q_proj", "v_proj"], **settings})
    wrapped = get_peft_model(model, config).eval()
    for name, weight in wrapped.named_parameters():
        if ".lora_" in name:
            torch.nn.init.normal_(weight, std=0.05)
    wrapped.save_pretrained(folder, save_embedding_layers=False)
    return wrapped


def make_soft_prompt(model: Any, folder: Path, *, count: int = 8, seed: int = 1) -> Any:
    """The same with a random soft prompt of `count` vectors."""
    torch.manual_seed(seed)
    config = PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=count)
    wrapped = get_peft_model(model, config).eval()
    for weight in wrapped.prompt_encoder.parameters():
        torch.nn.init.normal_(weight, std=1.0)
    wrapped.save_pretrained(folder, save_embedding_layers=False)
    return wrapped


def write_gguf_lora(
    lora: Any, path: Path, alpha: float, kind: str = "F32", arch: str = "gemma3", **more: np.ndarray
) -> Path:
    """Write a LoRA as llama.cpp's converter does: the plain halves, and alpha for it to divide by the rank."""
    writer = gguf.GGUFWriter(path, arch)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    packing = gguf.GGMLQuantizationType[kind]
    for part in lora.parts:
        for side, half in (("a", part.a), ("b", part.b)):
            values = np.ascontiguousarray(half, np.float32)
            fits = kind != "Q8_0" or values.shape[1] % 32 == 0
            used = packing if fits else gguf.GGMLQuantizationType.F16
            writer.add_tensor(
                f"blk.{part.layer}.{NAMES[part.module]}.weight.lora_{side}",
                gguf.quants.quantize(values, used),
                raw_dtype=used,
            )
    for name, values in more.items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
