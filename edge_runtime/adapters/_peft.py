"""Reads a PEFT folder: `adapter_config.json` with `adapter_model.safetensors`, a LoRA or a soft prompt.

What would change more than this product can apply (DoRA, trained biases, whole layers, embeddings) is refused by name.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge_runtime.adapters._gguf_file import read_gguf_lora
from edge_runtime.adapters._lora import MAX_RANK, Lora, LoraPart
from edge_runtime.adapters._refused import SAVE_AGAIN, mapped, refused
from edge_runtime.adapters._safetensors import MAX_FILE_BYTES, read_safetensors
from edge_runtime.adapters._soft_prompt import SoftPrompt
from edge_runtime.errors import EngineReason as Reason

if TYPE_CHECKING:
    from edge_runtime.adapters._safetensors import Array

CONFIG, WEIGHTS, PICKLES = "adapter_config.json", "adapter_model.safetensors", ("adapter_model.bin", "adapter_model.pt")
MAX_CONFIG_BYTES = 1 << 20
MAX_SOFT_TOKENS = 2048
MAX_PATTERNS = 4096
MAX_PATTERN_CHARS = 200
MAX_REPEATS = 2
"""Repeats in one pattern; with more, matching it against a name could take as long as it likes."""
CHUNK_BYTES = 1 << 20
LAYER = re.compile(
    r"base_model\.model\.(?P<target>(?:model\.)?(?:language_model\.)?(?:model\.)?layers\.(?P<layer>[0-9]{1,4})\."
    r"(?P<module>self_attn\.[qkvo]_proj|mlp\.(?:gate|up|down)_proj))\.lora_(?P<side>[AB])\.weight"
)
VISION = re.compile(r"(^|\.)(vision_tower|vision_model|multi_modal_projector|embed_vision)\.")
EMBEDDINGS = re.compile(r"(^|\.)(embed_tokens|lm_head|word_embeddings)(\.|$)|lora_embedding_")
HINT = "Choose an adapter for this model."


class _Config(BaseModel):
    """What is read of `adapter_config.json`."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    peft_type: str
    r: int = Field(default=8, ge=1, le=MAX_RANK)
    lora_alpha: float = Field(default=8, gt=0, le=1e6)
    rank_pattern: dict[str, int] = Field(default_factory=dict, max_length=MAX_PATTERNS)
    alpha_pattern: dict[str, float] = Field(default_factory=dict, max_length=MAX_PATTERNS)
    use_rslora: bool = False
    use_dora: bool = False
    use_qalora: bool = False
    fan_in_fan_out: bool = False
    lora_bias: bool = False
    bias: str = "none"
    modules_to_save: list[str] | None = None
    layer_replication: list[Any] | None = None
    trainable_token_indices: Any = None
    alora_invocation_tokens: list[int] | None = None
    num_virtual_tokens: int | None = Field(default=None, ge=1, le=MAX_SOFT_TOKENS)
    token_dim: int | None = Field(default=None, ge=1, le=1 << 17)


def load_adapter(path: str | Path) -> Lora | SoftPrompt:
    """Read a PEFT folder, or a LoRA that is a GGUF file. Raises AdapterRefused, EngineMissing."""
    folder = Path(path)
    if not folder.exists():
        raise refused(folder, "it is not there", "Check the path.", Reason.NO_SUCH_FILE)
    if not folder.is_dir():
        return read_gguf_lora(folder)
    config, raw = _read_config(folder)
    weights = folder / WEIGHTS
    if not weights.exists() and any((folder / name).exists() for name in PICKLES):
        raise refused(folder, "its weights are a pickle, which can hold code", SAVE_AGAIN)
    tensors, _ = read_safetensors(weights)
    digest = _digest(raw, weights)
    if config.peft_type == "LORA":
        return _lora(folder, config, tensors, digest)
    if config.peft_type == "PROMPT_TUNING":
        return _soft_prompt(folder, config, tensors, digest)
    what = f"it is a {config.peft_type[:40]!r} adapter"
    raise refused(folder, what, "LoRA and prompt tuning can be used.", Reason.NOT_SUPPORTED)


def _read_config(folder: Path) -> tuple[_Config, bytes]:
    with mapped(folder / CONFIG, MAX_CONFIG_BYTES) as data:
        raw = data[:]
    try:
        return _Config.model_validate_json(raw), raw
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:80]
        what = f"{CONFIG} is wrong{f' at {where}' if where else ''}: {first['msg']}"
        raise refused(folder, what, "Save the adapter again.") from None


def _digest(config: bytes, weights: Path) -> str:
    digest = hashlib.sha256(len(config).to_bytes(8, "little") + config)
    with mapped(weights, MAX_FILE_BYTES) as data:
        _feed(digest, data)
    return digest.hexdigest()


def _feed(digest: Any, data: mmap.mmap) -> None:
    for start in range(0, len(data), CHUNK_BYTES):
        digest.update(data[start : start + CHUNK_BYTES])


def _lora(folder: Path, config: _Config, tensors: dict[str, Array], digest: str) -> Lora:
    _refuse_more_than_lora(folder, config)
    sides: dict[tuple[int, str], dict[str, Array]] = {}
    targets: dict[tuple[int, str], str] = {}
    vision = 0
    for name, tensor in tensors.items():
        found = LAYER.fullmatch(name)
        if found:
            place = int(found["layer"]), found["module"]
            if found["side"] in sides.setdefault(place, {}):
                raise refused(folder, f"it has {name[:80]!r} twice, under two names", HINT)
            sides[place][found["side"]] = tensor
            targets[place] = found["target"]
        elif EMBEDDINGS.search(name):
            what = "it changes the token embeddings, which also are the model's output"
            raise refused(folder, what, "Train it on the layers alone.", Reason.NOT_SUPPORTED)
        elif VISION.search(name):
            vision += 1
        else:
            raise refused(folder, f"it changes {name[:80]!r}, which is no matrix of a Gemma 3 layer", HINT)
    if not sides:
        raise refused(folder, "it changes nothing of the language model", HINT)
    scaling = _Scaling(folder, config)
    parts = tuple(_part(folder, place, sides[place], targets[place], scaling) for place in sorted(sides))
    note = f"{folder.name}: {vision} tensors of the vision part were left aside."
    return Lora(_name(folder), str(folder), parts, digest, (note,) if vision else ())


def _refuse_more_than_lora(folder: Path, config: _Config) -> None:
    more = {
        "it is a DoRA": config.use_dora,
        "it is a QALoRA": config.use_qalora,
        "its matrices are the other way round": config.fan_in_fan_out,
        "it trains biases": config.lora_bias or config.bias != "none",
        "it brings whole layers": bool(config.modules_to_save),
        "it repeats layers": bool(config.layer_replication),
        "it trains single tokens": bool(config.trainable_token_indices),
        "it begins at certain tokens (aLoRA)": bool(config.alora_invocation_tokens),
    }
    for what, said in more.items():
        if said:
            raise refused(folder, what, "A plain LoRA can be used.", Reason.NOT_SUPPORTED)


def _part(folder: Path, place: tuple[int, str], sides: dict[str, Array], target: str, scaling: _Scaling) -> LoraPart:
    import numpy as np

    layer, module = place
    a, b = sides.get("A"), sides.get("B")
    if a is None or b is None:
        raise refused(folder, f"one half of {target} is missing", "Download or save it again.", Reason.INCOMPLETE)
    if a.ndim != 2 or b.ndim != 2 or a.shape[0] != b.shape[1] or not 1 <= a.shape[0] <= MAX_RANK:
        what = f"the halves of {target} do not fit each other ({list(a.shape)} and {list(b.shape)})"
        raise refused(folder, what, "Save it again.", Reason.WRONG_SHAPE)
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise refused(folder, f"{target} holds values that are no numbers", "Train or save it again.")
    return LoraPart(layer, module, a, b, scaling.of(target, a.shape[0]))


class _Scaling:
    """PEFT's scaling: alpha / r, or alpha / sqrt(r) for rank-stabilised LoRA, each r and alpha by the first pattern."""

    def __init__(self, folder: Path, config: _Config) -> None:
        self._folder, self._config = folder, config
        self._ranks = [(self._compiled(key), float(value)) for key, value in config.rank_pattern.items()]
        self._alphas = [(self._compiled(key), value) for key, value in config.alpha_pattern.items()]

    def of(self, target: str, rank: int) -> float:
        """Scale of the module called `target`, whose matrices have `rank`. Raises AdapterRefused."""
        config = self._config
        wanted = _first(self._ranks, target, float(config.r))
        if wanted != rank:
            what = f"{target} has rank {rank}, and {CONFIG} says {wanted:g}"
            raise refused(self._folder, what, "Save it again.", Reason.WRONG_SHAPE)
        alpha = _first(self._alphas, target, config.lora_alpha)
        return alpha / (math.sqrt(rank) if config.use_rslora else rank)

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        repeats = len(re.findall(r"[*+?{]", pattern))
        if len(pattern) > MAX_PATTERN_CHARS or repeats > MAX_REPEATS or re.search(r"\)[*+?{]", pattern):
            raise refused(self._folder, f"the pattern {pattern[:60]!r} is too involved", "Name the modules plainly.")
        try:
            return re.compile(rf"(.*\.)?({pattern})$")
        except re.error:
            raise refused(self._folder, f"the pattern {pattern[:60]!r} is invalid", "Save it again.") from None


def _first(patterns: list[tuple[re.Pattern[str], float]], target: str, default: float) -> float:
    return next((value for pattern, value in patterns if pattern.match(target)), default)


def _soft_prompt(folder: Path, config: _Config, tensors: dict[str, Array], digest: str) -> SoftPrompt:
    import numpy as np

    vectors = tensors.get("prompt_embeddings")
    if vectors is None or vectors.ndim != 2 or len(tensors) != 1:
        raise refused(folder, f"{WEIGHTS} holds no prompt_embeddings alone", "Save it again.", Reason.INCOMPLETE)
    wanted = (config.num_virtual_tokens or len(vectors), config.token_dim or vectors.shape[1])
    if vectors.shape != wanted or not 1 <= len(vectors) <= MAX_SOFT_TOKENS:
        what = f"its vectors are {list(vectors.shape)}, and {CONFIG} says {list(wanted)}"
        raise refused(folder, what, "Save it again.", Reason.WRONG_SHAPE)
    floats = vectors.astype(np.float32)
    if not np.isfinite(floats).all():
        raise refused(folder, "it holds values that are no numbers", "Train or save it again.")
    return SoftPrompt(_name(folder), str(folder), floats, digest)


def _name(folder: Path) -> str:
    return folder.resolve().name or "adapter"
