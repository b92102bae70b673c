"""Which tensor of a folder becomes which of the file, in what shape and type, and its values on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_runtime.convert._config import TextConfig
from edge_runtime.convert._refused import refused
from edge_runtime.convert._weights import KINDS, Weight, float_rows
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.gemma_names import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from edge_runtime.adapters import LoraPart

    Floats = NDArray[Any]

CHUNK_BYTES = 8 << 20
"""Of the folder's weights that are in memory at a time; float32 copies of them take twice to four times as much."""
_TEXT = re.compile(
    r"(?:model\.)?(?:language_model\.)?(?:model\.)?"
    r"(?:(?P<top>embed_tokens|norm|lm_head)|layers\.(?P<layer>\d{1,4})\.(?P<inner>[\w.]+))\.weight"
)
_VISION = re.compile(r"(?:model\.)?(?:vision_tower|multi_modal_projector)\.")
TOP = {"embed_tokens": "token_embd", "norm": "output_norm", "lm_head": "output"}


@dataclass(frozen=True, slots=True)
class Planned:
    """One tensor of the file to be written."""

    name: str
    source: Weight
    kind: str
    """`F32`, `F16` or `BF16`."""
    is_norm: bool
    part: LoraPart | None = None

    @property
    def size_bytes(self) -> int:
        """Its size in the file."""
        count = 1
        for length in self.source.shape:
            count *= length
        return count * KINDS[self.kind][1]

    def data(self, folder: Path) -> Iterator[bytes]:
        """Give its bytes, a slice at a time. Raises ModelRefused for values that no number or f16 holds."""
        import numpy as np

        for first, rows in self.source.slices(CHUNK_BYTES):
            if self.kind == self.source.kind and not self.is_norm and self.part is None:
                values = float_rows(rows, self.source.kind)
                done = rows
            else:
                values = float_rows(rows, self.source.kind)
                if self.is_norm:
                    values = values + np.float32(1)  # transformers multiplies by 1 + weight, llama.cpp by weight
                if self.part is not None:
                    low = self.part.b[first : first + len(rows)].astype(np.float32) @ self.part.a.astype(np.float32)
                    values = values + np.float32(self.part.scale) * low
                done = narrowed(values, self.kind)
            if not np.isfinite(values).all():
                raise refused(folder, f"{self.source.name} holds values that are no numbers", "Train or save it again.")
            if self.kind == "F16" and not np.isfinite(done).all():
                raise refused(
                    folder,
                    f"{self.source.name} holds values too large for f16",
                    "Convert it with `--type bf16`.",
                    Reason.NOT_SUPPORTED,
                )
            yield done.tobytes()


def plan(
    folder: Path,
    config: TextConfig,
    weights: Mapping[str, Weight],
    kind: str,
    parts: Mapping[tuple[int, str], LoraPart],
) -> tuple[list[Planned], int]:
    """Say what becomes of each tensor, and how many of the vision part are left out. Raises ModelRefused."""
    planned: dict[str, Planned] = {}
    vision = 0
    for weight in weights.values():
        found = _TEXT.fullmatch(weight.name)
        if found is None:
            if _VISION.match(weight.name):
                vision += 1
                continue
            raise refused(
                folder,
                f"the tensor {weight.name[:80]!r} belongs to no Gemma 3",
                "Choose a Gemma 3.",
                Reason.NOT_SUPPORTED,
            )
        name = _gguf_name(folder, weight, found)
        if weight.kind not in KINDS:
            raise refused(
                folder,
                f"{weight.name} has the type {weight.kind[:20]}",
                "Save it as bf16, f16 or f32.",
                Reason.NOT_SUPPORTED,
            )
        if name in planned:
            raise refused(folder, f"it has {name} twice, under two names", "Download it again.")
        is_norm = name.endswith("_norm.weight")
        place = (int(found["layer"]), found["inner"]) if found["layer"] else None
        part = parts.get(place) if place else None
        own = weight.kind if kind == "auto" else kind
        planned[name] = Planned(name, weight, "F32" if is_norm else own, is_norm, part)
    _check_shapes(folder, config, planned)
    unused = [place for place in parts if f"blk.{place[0]}.{NAMES.get(place[1])}.weight" not in planned]
    if unused:
        what = f"the adapter changes layer {unused[0][0]}, which the model has not"
        raise refused(folder, what, "Choose an adapter for this model.", Reason.WRONG_SHAPE)
    return sorted(planned.values(), key=_order), vision


def _gguf_name(folder: Path, weight: Weight, found: re.Match[str]) -> str:
    if found["top"]:
        return f"{TOP[found['top']]}.weight"
    inner = NAMES.get(found["inner"])
    if inner is None:
        raise refused(
            folder, f"the tensor {weight.name[:80]!r} belongs to no Gemma 3", "Choose a Gemma 3.", Reason.NOT_SUPPORTED
        )
    return f"blk.{int(found['layer'])}.{inner}.weight"


def _check_shapes(folder: Path, config: TextConfig, planned: Mapping[str, Planned]) -> None:
    width, feed, head = config.hidden_size, config.intermediate_size, config.head_dim
    queries, keys = config.num_attention_heads * head, config.num_key_value_heads * head
    inner = {
        "attn_q": (queries, width), "attn_k": (keys, width), "attn_v": (keys, width), "attn_output": (width, queries),
        "ffn_gate": (feed, width), "ffn_up": (feed, width), "ffn_down": (width, feed),
        "attn_q_norm": (head,), "attn_k_norm": (head,),
    }  # fmt: skip
    embedding = planned.get("token_embd.weight")
    rows = embedding.source.shape[0] if embedding and embedding.source.shape else 0
    wanted: dict[str, tuple[int, ...]] = {"token_embd.weight": (rows, width), "output_norm.weight": (width,)}
    for layer in range(config.num_hidden_layers):
        for name in NAMES.values():
            wanted[f"blk.{layer}.{name}.weight"] = inner.get(name, (width,))
    missing = [name for name in wanted if name not in planned]
    if missing:
        raise refused(
            folder,
            f"{len(missing)} tensors are missing, {missing[0]} first",
            "Download all of its files.",
            Reason.INCOMPLETE,
        )
    if "output.weight" in planned:
        wanted["output.weight"] = (rows, width)
    for name, tensor in planned.items():
        shape = tensor.source.shape
        if name not in wanted:
            raise refused(folder, f"it has a {name}, and {config.num_hidden_layers} layers", "Download it again.")
        if shape != wanted[name]:
            what = f"{tensor.source.name} has the shape {list(shape)}, not {list(wanted[name])}"
            raise refused(folder, what, "Download config.json and the weights of one model.", Reason.WRONG_SHAPE)
        part = tensor.part
        if part is not None and (part.b.shape[0], part.a.shape[1]) != shape:
            changed = [part.b.shape[0], part.a.shape[1]]
            what = f"the adapter changes {tensor.source.name} by a matrix of {changed}, not {list(shape)}"
            raise refused(folder, what, "Choose an adapter for this model.", Reason.WRONG_SHAPE)


def _order(tensor: Planned) -> tuple[int, str]:
    layer = re.match(r"blk\.(\d+)\.", tensor.name)
    return (int(layer[1]) if layer else -1 if tensor.name.startswith("token_embd") else 1 << 20, tensor.name)


def narrowed(values: Floats, kind: str) -> Floats:
    """Give float32 in another type, rounded to the nearest, to even between two."""
    import numpy as np

    if kind == "BF16":
        bits = np.ascontiguousarray(values).view(np.uint32)
        half: Floats = ((bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) >> np.uint32(16)).astype(
            "<u2"
        )
        return half
    if kind == "F16":
        with np.errstate(over="ignore"):
            return values.astype("<f2")
    return values.astype("<f4", copy=False)
