"""What a GGUF file of any kind says about itself: models, adapters, projectors, importance matrices.

Only the header is read; tensors are measured, not touched. Layout: the GGUF specification, versions 2 and 3,
little-endian. Whether a model can run is for `gguf_check` to say.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from edge_runtime.engines._gguf_header import Header
from edge_runtime.engines._gguf_mix import count_weights, name_mix
from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.engines._gguf_types import FILE_TYPES

KV_BYTES = 2
"""Of one number in the memory of a context: f16."""
KINDS = {"clip": "projector", "controlvector": "control vector"}
"""Architecture: what a file of it is, where it is no model."""


@dataclass(frozen=True, slots=True)
class GgufInfo:
    """What a GGUF file says about itself; strings are foreign text."""

    path: str
    size_bytes: int
    version: int
    kind: str
    """`model`, `adapter`, `projector`, `control vector` or `imatrix`."""
    architecture: str
    name: str
    licence: str
    parameters: int
    context: int
    """Tokens; 0 when the file does not say."""
    quantization: str
    """The mix that the tensors have (`Q4_K_M`), or the type of most weights."""
    claimed: str
    """The mix that the metadata names; "" when it names none."""
    mix: tuple[tuple[str, int], ...]
    """Type of weight and how many of the parameters have it, most first."""
    tensors: tuple[tuple[str, int], ...]
    """Type and how many tensors have it, most first."""
    layers: tuple[tuple[str, int], ...]
    """Like `mix`, of the matrices inside the layers alone."""
    chat_template: str | None
    tokenizer: str
    """Kind of tokenizer (`llama` is SentencePiece); "" without one."""
    vocabulary: int
    kv_bytes: int
    """Memory that each token of the context takes; 0 when the file does not say enough."""
    parts: int
    """Files that the model is split into."""
    bos: str = ""
    eos: str = ""
    """How the tokens that begin and end a text are spelt."""
    adapter: str = ""
    """What an adapter says of itself: its kind and strength."""

    def memory_bytes(self, context: int) -> int:
        """What the file and a context of so many tokens take; 0 when that cannot be told."""
        return self.size_bytes + self.kv_bytes * context if self.kv_bytes else 0


def read_gguf(path: str | os.PathLike[str]) -> GgufInfo:
    """Describe any GGUF file. Raises ModelNotFound, ModelRefused."""
    with open_gguf(path, vocabulary=False) as (header, size):
        return describe(header, os.fspath(path), size)


def describe(header: Header, path: str, size: int) -> GgufInfo:
    """Say what a header says."""
    arch = header.architecture
    mix = count_weights(header.tensors.values())
    inside = [tensor for name, tensor in header.tensors.items() if name.startswith("blk.") and len(tensor.shape) > 1]
    counts = Counter(tensor.type_name for tensor in header.tensors.values())
    kind = header.text("general.type")
    alpha = header.scalars.get("adapter.lora.alpha")
    adapter = header.text("adapter.type") + (f", alpha {alpha:g}" if isinstance(alpha, float) else "")
    return GgufInfo(
        path=path,
        size_bytes=size,
        version=header.version,
        kind=KINDS.get(arch) or (kind if kind in {"adapter", "imatrix"} else "model"),
        architecture=arch,
        name=header.text("general.name") or Path(path).stem,
        licence=header.text("general.license"),
        parameters=sum(mix.values()),
        context=header.count(f"{arch}.context_length"),
        quantization=name_mix(header.tensors),
        claimed=FILE_TYPES.get(header.count("general.file_type", -1), ""),
        mix=tuple(mix.items()),
        tensors=tuple(counts.most_common()),
        layers=tuple(count_weights(inside).items()),
        chat_template=header.text("tokenizer.chat_template") or None,
        tokenizer=header.text("tokenizer.ggml.model"),
        vocabulary=header.vocabulary,
        kv_bytes=_kv_bytes(header),
        parts=max(header.count("split.count"), 1),
        bos=header.spellings.get("bos", ""),
        eos=header.spellings.get("eos", ""),
        adapter=adapter,
    )


def _kv_bytes(header: Header) -> int:
    arch = header.architecture
    heads = header.count(f"{arch}.attention.head_count")
    groups = header.count(f"{arch}.attention.head_count_kv", heads)
    usual = header.count(f"{arch}.embedding_length") // heads if heads > 0 else 0
    sizes = (header.count(f"{arch}.attention.{name}_length", usual) for name in ("key", "value"))
    layers = header.count(f"{arch}.block_count") - header.count(f"{arch}.attention.shared_kv_layers")
    return max(layers * groups * sum(sizes) * KV_BYTES, 0)
