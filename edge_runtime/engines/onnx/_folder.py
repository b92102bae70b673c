"""The files of an export, found by the names that the usual exporters give them; read with caps, never executed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused

GRAPHS = ("model.onnx", "onnx/model.onnx", "decoder_model_merged.onnx", "decoder_model.onnx", "text_decoder.onnx")
EMBEDDINGS = ("embed_tokens.onnx", "embeddings.onnx", "embedding.onnx")
TOKENIZERS = ("tokenizer.json", "tokenizer.model")
MAX_JSON_BYTES = 64 * 1024 * 1024
"""Gemma's tokenizer.json has 33 MB, all other files a few KB."""
CONTEXT_DEFAULT = 4096
MAX_CONTEXT = 1 << 24
_Model = TypeVar("_Model", bound=BaseModel)


class _Config(BaseModel):
    """What is used of config.json and generation_config.json."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    model_type: str = ""
    name: str = Field("", alias="_name_or_path")
    max_position_embeddings: int = Field(CONTEXT_DEFAULT, ge=1, le=MAX_CONTEXT)
    bos_token_id: int | None = None
    eos_token_id: int | list[int] | None = None
    text_config: _Config | None = None


class _Tokens(BaseModel):
    """What is used of tokenizer_config.json."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    add_bos_token: bool = True
    chat_template: Any = None


@dataclass(frozen=True, slots=True)
class Export:
    """Where an export's files are, and what its configuration says."""

    path: Path
    """What was named."""
    graph: Path
    embeddings: Path | None
    tokenizer: Path
    name: str
    architecture: str
    context: int
    bos: int | None
    ends: tuple[int, ...]
    adds_bos: bool
    chat_template: str | None


def find_export(path: str | os.PathLike[str]) -> Export:
    """Find what belongs to an export, by its folder or its graph. Raises ModelNotFound, ModelRefused."""
    named = Path(path)
    if not named.exists():
        raise ModelNotFound(
            f"There is no folder and no file {named}.",
            reason=Reason.NO_SUCH_FILE,
            hint="Name the folder of an ONNX export, or its model.onnx.",
        )
    graph = named if named.is_file() else _graph_in(named)
    folders = [graph.parent, *([graph.parent.parent] if graph.parent.name == "onnx" else [])]
    tokenizer = _first(folders, TOKENIZERS)
    if tokenizer is None:
        raise _refused(
            named,
            "has no tokenizer.json and no tokenizer.model",
            Reason.NO_TOKENIZER,
            "Copy it from the model that was exported.",
        )
    config = _read(_first(folders, ("config.json",)), _Config)
    text = config.text_config or config
    generation = _read(_first(folders, ("generation_config.json",)), _Config)
    tokens = _read(_first(folders, ("tokenizer_config.json",)), _Tokens)
    template = _first(folders, ("chat_template.jinja",))
    ends = generation.eos_token_id if generation.eos_token_id is not None else config.eos_token_id
    given = tokens.chat_template if isinstance(tokens.chat_template, str) else None
    return Export(
        path=named,
        graph=graph,
        embeddings=_first(folders, EMBEDDINGS),
        tokenizer=tokenizer,
        name=config.name or (named if named.is_dir() else named.parent).resolve().name,
        architecture=text.model_type or "unknown",
        context=text.max_position_embeddings,
        bos=config.bos_token_id,
        ends=tuple(ends) if isinstance(ends, list) else () if ends is None else (ends,),
        adds_bos=tokens.add_bos_token,
        chat_template=read_text(template) if template else given,
    )


def read_text(path: Path) -> str:
    """Read a text file of an export. Raises ModelRefused."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_JSON_BYTES + 1)
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror})", Reason.NOT_READABLE, "Check its rights.") from None
    if len(raw) > MAX_JSON_BYTES:
        raise _refused(path, "is too long", Reason.MALFORMED, "Export the model again.")
    return raw.decode("utf-8", "replace")


def _read(path: Path | None, kind: type[_Model]) -> _Model:
    if path is None:
        return kind()
    try:
        return kind.model_validate(json.loads(read_text(path)))
    except (ValueError, ValidationError, RecursionError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "it is not JSON"
        raise _refused(path, f"is wrong: {first}", Reason.MALFORMED, "Export the model again.") from None


def _graph_in(folder: Path) -> Path:
    found = _first([folder], GRAPHS)
    if found is not None:
        return found
    graphs = [path for path in sorted(folder.glob("*.onnx")) if path.name not in EMBEDDINGS]
    if len(graphs) != 1:
        what = f"has {len(graphs)} graphs" if graphs else "has no graph (model.onnx)"
        raise _refused(folder, what, Reason.INCOMPLETE, "Name the graph's own file.")
    return graphs[0]


def _first(folders: list[Path], names: tuple[str, ...]) -> Path | None:
    return next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)


def _refused(path: Path, what: str, reason: Reason, hint: str) -> ModelRefused:
    return ModelRefused(f"The ONNX export {path} {what}.", reason=reason, hint=hint)
