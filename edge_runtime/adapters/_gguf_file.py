"""Reads a LoRA from a GGUF file, as llama.cpp's `convert_lora_to_gguf.py` writes it: parts like those of a PEFT folder.

So it goes every way that those go: checked against the model, merged by `models convert`, written anew for llama.cpp.
"""

from __future__ import annotations

import hashlib
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_runtime.adapters._lora import MAX_RANK, Lora, LoraPart
from edge_runtime.adapters._refused import mapped, refused
from edge_runtime.adapters._safetensors import MAX_FILE_BYTES
from edge_runtime.engines._gguf_header import Header, Tensor
from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.errors import AdapterRefused, EngineMissing, ModelError
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.gemma_names import MATRICES

if TYPE_CHECKING:
    import mmap

    from edge_runtime.adapters._safetensors import Array

ARCHITECTURE = "gemma3"
HINT = "Name a PEFT folder, or a LoRA's .gguf file for this model."
MODULES = {theirs: ours for ours, theirs in MATRICES.items()}
_SIDE = re.compile(r"blk\.(?P<layer>\d{1,4})\.(?P<matrix>\w+)\.weight\.lora_(?P<side>[ab])")
CHUNK_BYTES = 1 << 20


def read_gguf_lora(path: Path) -> Lora:
    """Read the file. Raises AdapterRefused, EngineMissing."""
    try:
        with open_gguf(path, vocabulary=False) as (header, _):
            alpha = _alpha(path, header)
    except AdapterRefused:
        raise
    except ModelError as error:
        raise AdapterRefused(str(error), reason=error.reason, hint=HINT) from None
    if len(header.data_starts) > 1:
        raise refused(path, "it is split into several files", HINT, Reason.NOT_SUPPORTED)
    sides: dict[tuple[int, str], dict[str, Tensor]] = {}
    norms = 0
    for name, tensor in header.tensors.items():
        found = _SIDE.fullmatch(name)
        if found and found["matrix"] in MODULES:
            sides.setdefault((int(found["layer"]), MODULES[found["matrix"]]), {})[found["side"]] = tensor
        elif name.startswith(("token_embd.", "output.")):
            what = "it changes the token embeddings, which also are the model's output"
            raise refused(path, what, "Train it on the layers alone.", Reason.NOT_SUPPORTED)
        elif name.endswith("_norm.weight"):
            norms += 1
        else:
            raise refused(path, f"it changes {name[:80]!r}, which is no matrix of a Gemma 3 layer", HINT)
    if not sides:
        raise refused(path, "it changes nothing of the language model", HINT)
    with mapped(path, MAX_FILE_BYTES) as data:
        digest = hashlib.sha256()
        for at in range(0, len(data), CHUNK_BYTES):
            digest.update(data[at : at + CHUNK_BYTES])
        parts = tuple(_part(path, data, header, place, sides[place], alpha) for place in sorted(sides))
    note = f"{path.name}: {norms} norms were left aside, as llama.cpp leaves them."
    return Lora(path.stem, str(path), parts, digest.hexdigest(), (note,) if norms else ())


def _alpha(path: Path, header: Header) -> float:
    """See that the file is a LoRA of Gemma 3; gives its strength, 0 for none of its own."""
    kind, adapter = header.text("general.type") or "model", header.text("adapter.type")
    if kind != "adapter" or adapter != "lora":
        what = f"it is a {kind[:40]}" if kind != "adapter" else f"it is an adapter of the kind {adapter[:40]!r}"
        raise refused(path, f"{what}, not a LoRA", HINT)
    if header.architecture != ARCHITECTURE:
        what = f"it is for a {header.architecture[:40]!r} model"
        raise refused(path, what, "Choose an adapter for a Gemma 3.", Reason.WRONG_BASE)
    if "adapter.alora.invocation_tokens" in header.arrays:
        what = "it begins at certain tokens (aLoRA)"
        raise refused(path, what, "A plain LoRA can be used.", Reason.NOT_SUPPORTED)
    alpha = header.scalars.get("adapter.lora.alpha", 0.0)
    if not isinstance(alpha, float) or not math.isfinite(alpha):
        raise refused(path, f"its alpha is {alpha!r}", "Convert it again.")
    return alpha


def _part(
    path: Path, data: mmap.mmap, header: Header, place: tuple[int, str], sides: dict[str, Tensor], alpha: float
) -> LoraPart:
    import numpy as np

    layer, module = place
    where = f"layer {layer}'s {module}"
    if len(sides) != 2:
        raise refused(path, f"one half of {where} is missing", "Download or convert it again.", Reason.INCOMPLETE)
    a, b = (sides[side].shape for side in "ab")
    if len(a) != 2 or len(b) != 2 or a[1] != b[0] or not 1 <= a[1] <= MAX_RANK:
        what = f"the halves of {where} do not fit each other ({list(a[::-1])} and {list(b[::-1])})"
        raise refused(path, what, "Convert it again.", Reason.WRONG_SHAPE)
    values = [_unpacked(path, data, header, sides[side]) for side in "ab"]
    if not all(np.isfinite(half).all() for half in values):
        raise refused(path, f"{where} holds values that are no numbers", "Train or convert it again.")
    return LoraPart(layer, module, values[0], values[1], alpha / a[1] if alpha else 1.0)


def _unpacked(path: Path, data: mmap.mmap, header: Header, tensor: Tensor) -> Array:
    """Give a tensor's values, [rows, columns], float32."""
    import numpy as np

    try:
        import gguf
    except ModuleNotFoundError as error:
        raise EngineMissing(
            f"The package {error.name} is not installed, and adapters in GGUF files need it.",
            reason=Reason.ENGINE_MISSING,
            hint="Run `make run` in the checkout, or install the wheel with its extra [llama].",
        ) from None
    rows = tensor.shape[1]
    start = header.data_starts[0] + tensor.offset
    packed = np.frombuffer(data, np.uint8, tensor.size_bytes, start).reshape(rows, -1)
    try:
        found: Any = gguf.quants.dequantize(packed, gguf.GGMLQuantizationType[tensor.type_name])
    except (NotImplementedError, KeyError):
        what = f"its values are packed as {tensor.type_name}, which cannot be unpacked"
        raise refused(path, what, "Convert it as f16 or f32.", Reason.NOT_SUPPORTED) from None
    return np.asarray(found, np.float32)
