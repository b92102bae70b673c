"""`config.json` of a Gemma 3: the sizes of its text part, and what llama.cpp computes otherwise, which is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from edge_runtime.convert._refused import read_json, refused
from edge_runtime.errors import EngineReason as Reason

LAYERS_27B = 62
"""By this number llama.cpp knows the one size whose attention is scaled by width / heads."""
PERIOD = 6
"""Every so many layers one attends to everything, unless the file says otherwise."""


class TextConfig(BaseModel):
    """What is read of it; the defaults are transformers' own, which published files rely on."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    vocab_size: int = Field(default=262208, ge=1, le=1 << 20)
    hidden_size: int = Field(default=2304, ge=1, le=1 << 17)
    intermediate_size: int = Field(default=9216, ge=1, le=1 << 20)
    num_hidden_layers: int = Field(default=26, ge=1, le=1 << 10)
    num_attention_heads: int = Field(default=8, ge=1, le=1 << 12)
    num_key_value_heads: int = Field(default=4, ge=1, le=1 << 12)
    head_dim: int = Field(default=256, ge=2, le=1 << 14)
    max_position_embeddings: int = Field(default=131072, ge=1, le=1 << 24)
    rms_norm_eps: float = Field(default=1e-6, gt=0, lt=1)
    rope_theta: float = Field(default=1e6, gt=0)
    rope_local_base_freq: float = Field(default=1e4, gt=0)
    rope_scaling: dict[str, Any] | None = None
    rope_parameters: dict[str, Any] | None = None
    """How transformers 5 says the three above."""
    sliding_window: int = Field(default=4096, ge=1, le=1 << 24)
    sliding_window_pattern: int | None = Field(default=None, ge=1, le=1 << 10)
    layer_types: list[Literal["sliding_attention", "full_attention"]] | None = None
    query_pre_attn_scalar: float = 256
    final_logit_softcapping: float | None = None
    attn_logit_softcapping: float | None = None
    hidden_activation: str = "gelu_pytorch_tanh"
    attention_bias: bool = False
    use_bidirectional_attention: bool | str | None = False
    bos_token_id: int | None = None
    eos_token_id: int | list[int] | None = None
    pad_token_id: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _flatten(cls, data: Any) -> Any:
        rope = data.get("rope_parameters") if isinstance(data, dict) else None
        if not isinstance(rope, dict):
            return data
        full, local = rope.get("full_attention", rope), rope.get("sliding_attention", {})
        flat = {
            "rope_theta": full.get("rope_theta"),
            "rope_scaling": full,
            "rope_local_base_freq": local.get("rope_theta"),
        }
        return {**data, **{name: value for name, value in flat.items() if value is not None}}

    @property
    def scaling(self) -> float:
        """By how much positions are divided in the layers that attend to everything; 1 for not at all."""
        return float((self.rope_scaling or {}).get("factor", 1.0)) if self.rope_kind == "linear" else 1.0

    @property
    def rope_kind(self) -> str:
        """`default`, `linear` or another kind of rope scaling."""
        scaling = self.rope_scaling or {}
        return str(scaling.get("rope_type", scaling.get("type", "default")))

    @property
    def period(self) -> int:
        """Each layer whose number (from 1) divides by this attends to everything; 0 when there is no such number."""
        kinds = self.layer_types
        if kinds is None:
            return self.sliding_window_pattern or PERIOD
        first = kinds.index("full_attention") + 1 if "full_attention" in kinds else max(PERIOD, len(kinds) + 1)
        regular = [
            "full_attention" if number % first == 0 else "sliding_attention" for number in range(1, len(kinds) + 1)
        ]
        return first if kinds == regular else 0


def read_config(folder: Path) -> TextConfig:
    """Read and check the text part's sizes. Raises ModelRefused, ModelNotFound."""
    document = read_json(folder / "config.json")
    kind = document.get("model_type")
    if kind == "gemma3":
        text = document.get("text_config")
        document = {
            **(text if isinstance(text, dict) else {}),
            "quantization_config": document.get("quantization_config"),
        }
    elif kind != "gemma3_text":
        raise refused(
            folder,
            f"it is a {str(kind)[:40]!r}, and only Gemma 3 can be converted here",
            "Use llama.cpp's own converter.",
        )
    if document.get("quantization_config"):
        raise refused(
            folder, "its weights are quantized already", "Convert the original weights, then quantize the file."
        )
    try:
        config = TextConfig.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:60]
        raise refused(folder, f"config.json is wrong at {where}: {first['msg']}", "Download it again.") from None
    _check(folder, config, json.dumps(document.get("rope_scaling"))[:80])
    return config


def _check(folder: Path, config: TextConfig, scaling: str) -> None:
    heads, groups, width = config.num_attention_heads, config.num_key_value_heads, config.hidden_size
    usual = width / heads if config.num_hidden_layers == LAYERS_27B else config.head_dim
    other = {
        f"{groups} key heads do not divide {heads} heads": heads % groups != 0,
        "its heads have an odd width": config.head_dim % 2 != 0,
        f"its activation is {config.hidden_activation[:40]!r}": config.hidden_activation != "gelu_pytorch_tanh",
        "its attention has biases": config.attention_bias,
        "its attention looks both ways": bool(config.use_bidirectional_attention),
        "its logits are capped": bool(config.final_logit_softcapping or config.attn_logit_softcapping),
        f"its attention is scaled by {config.query_pre_attn_scalar:g}, not {usual:g}": config.query_pre_attn_scalar
        != usual,
        f"its positions are scaled in a way of their own ({scaling})": config.rope_kind not in {"default", "linear"},
        "its layers with a window follow no rule": config.period < 2,
        f"it has {len(config.layer_types or ())} kinds for {config.num_hidden_layers} layers": config.layer_types
        is not None
        and len(config.layer_types) != config.num_hidden_layers,
    }
    for what, wrong in other.items():
        if wrong:
            raise refused(
                folder, f"{what}, which llama.cpp does not compute", "Choose a Gemma 3.", Reason.NOT_SUPPORTED
            )
