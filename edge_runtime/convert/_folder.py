"""Writes the GGUF file: metadata, vocabulary, then one tensor after the other, each in slices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

from edge_runtime.adapters import Lora, LoraPart, load_adapter
from edge_runtime.convert._config import PERIOD, TextConfig, read_config
from edge_runtime.convert._refused import read_optional_json, refused
from edge_runtime.convert._tensors import Planned, plan
from edge_runtime.convert._vocabulary import Vocabulary, read_vocabulary
from edge_runtime.convert._weights import read_weights
from edge_runtime.errors import DownloadFailed, EngineMissing
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.whole_file import free_bytes, whole_file

ALIGNMENT = 32
FILE_TYPES = {"F32": 0, "F16": 1, "BF16": 32}
SPARE_BYTES = 16 << 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written."""

    path: Path
    size_bytes: int
    kind: str
    """Type of most weights: `F32`, `F16`, `BF16`."""
    tensors: int
    merged: int
    """Matrices that an adapter changed."""
    vision: int
    """Tensors of the vision part that were left out."""
    tokenizer: str
    """The file that the vocabulary was read from."""


def convert(
    folder: Path,
    target: Path,
    *,
    kind: str = "auto",
    adapter: Path | None = None,
    scale: float = 1.0,
    replace: bool = False,
    progress: Progress | None = None,
) -> Converted:
    """Convert the Gemma 3 in ``folder``, with a LoRA merged in ``scale`` times where one is given.

    ``kind`` is `F32`, `F16`, `BF16`, or `auto` for what the weights have; norms are always F32. Raises ModelRefused,
    ModelNotFound, AdapterRefused, InputUnusable (the target), EngineMissing.
    """
    config = read_config(folder)
    vocabulary = read_vocabulary(folder)
    parts = {} if adapter is None else _parts(adapter, scale)
    tensors, vision = plan(folder, config, read_weights(folder), kind, parts)
    rows = next(tensor.source.shape[0] for tensor in tensors if tensor.name == "token_embd.weight")
    vocabulary = vocabulary.sized(rows)
    size = sum(tensor.size_bytes for tensor in tensors)
    main = Counter({tensor.kind: 0 for tensor in tensors})
    for tensor in tensors:
        main[tensor.kind] += tensor.size_bytes
    ((main_kind, _),) = main.most_common(1)
    with whole_file(target, replace=replace) as part:
        if free_bytes(target) < size + SPARE_BYTES:
            raise DownloadFailed(
                f"There is no room for {target}: it takes {size / 1e6:,.0f} MB.",
                hint="Make room.",
                reason=Reason.NO_SPACE,
            )
        start = _write_header(part, _name(folder), config, vocabulary, tensors, FILE_TYPES[main_kind])
        _write_tensors(part, folder, start, tensors, size, progress)
    merged = sum(tensor.part is not None for tensor in tensors)
    return Converted(target, target.stat().st_size, main_kind, len(tensors), merged, vision, vocabulary.source)


def _parts(adapter: Path, scale: float) -> dict[tuple[int, str], LoraPart]:
    lora = load_adapter(adapter)
    if not isinstance(lora, Lora):
        raise refused(adapter, "it is a soft prompt, which cannot be merged", "Choose a LoRA.", Reason.NOT_SUPPORTED)
    return {(part.layer, part.module): changed(part, scale=part.scale * scale) for part in lora.parts}


def _write_header(
    path: Path, name: str, config: TextConfig, vocabulary: Vocabulary, tensors: Sequence[Planned], file_type: int
) -> int:
    """Write everything before the data; give its length, padded."""
    try:
        import gguf
        import numpy as np
    except ModuleNotFoundError as error:
        raise EngineMissing(
            f"The package {error.name} is not installed, and converting needs it.",
            reason=Reason.ENGINE_MISSING,
            hint="Run `make run` in the checkout, or install the wheel with its extra [convert].",
        ) from None
    writer = gguf.GGUFWriter(path, "gemma3")
    writer.add_type("model")
    writer.add_name(name)
    writer.add_file_type(file_type)
    _add_sizes(writer, config)
    _add_vocabulary(writer, vocabulary)
    types: dict[str, Any] = {"F32": np.dtype(np.float32), "F16": np.dtype(np.float16), "BF16": np.dtype(np.uint16)}
    raw = {"BF16": gguf.GGMLQuantizationType.BF16}
    for tensor in tensors:
        writer.add_tensor_info(
            tensor.name, tensor.source.shape, types[tensor.kind], tensor.size_bytes, raw_dtype=raw.get(tensor.kind)
        )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    return _padded(path.stat().st_size)


def _add_sizes(writer: Any, config: TextConfig) -> None:
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_sliding_window(config.sliding_window)
    writer.add_rope_freq_base(config.rope_theta)
    writer.add_float32("gemma3.rope.freq_base_swa", config.rope_local_base_freq)
    if config.period != PERIOD:
        writer.add_uint32("gemma3.attention.sliding_window_pattern", config.period)
    if config.scaling != 1:
        writer.add_string("gemma3.rope.scaling.type", "linear")
        writer.add_float32("gemma3.rope.scaling.factor", config.scaling)


def _add_vocabulary(writer: Any, vocabulary: Vocabulary) -> None:
    pieces, scores, kinds = zip(*vocabulary.pieces, strict=True)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([piece.encode("utf-8", "surrogatepass") for piece in pieces])
    writer.add_token_scores(list(scores))
    writer.add_token_types(list(kinds))
    for name, number in vocabulary.ids.items():
        getattr(writer, f"add_{name}_token_id")(number)
    writer.add_add_bos_token("bos" in vocabulary.ids)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(vocabulary.space_prefix)
    if vocabulary.template is not None:
        writer.add_chat_template(vocabulary.template)


def _write_tensors(
    path: Path, folder: Path, start: int, tensors: Sequence[Planned], size: int, progress: Progress | None
) -> None:
    done = 0
    with path.open("r+b") as file:
        file.truncate(start)
        file.seek(start)
        for tensor in tensors:
            for data in tensor.data(folder):
                file.write(data)
                done += len(data)
                if progress is not None:
                    progress(done, size)
            file.write(bytes(_padded(tensor.size_bytes) - tensor.size_bytes))


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _name(folder: Path) -> str:
    given = read_optional_json(folder / "config.json").get("_name_or_path")
    return given.rstrip("/").rsplit("/", 1)[-1] if isinstance(given, str) and given else folder.resolve().name
