"""A look at a GGUF file before native code sees it: whether it is whole, sound and a model that can run.

llama.cpp ends the process on some malformed files, so what it asserts is checked here first. Only the header
is read; tensors are measured, not touched. Layout: the GGUF specification, versions 2 and 3, little-endian.
"""

from __future__ import annotations

import mmap
import os
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path

from edge_runtime.engines._gguf_header import Header, Malformed, Truncated, read_header
from edge_runtime.engines._gguf_types import FILE_TYPES
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused

GEMMA3_KEYS = (
    "context_length",
    "embedding_length",
    "block_count",
    "feed_forward_length",
    "attention.head_count",
)
GEMMA3_BLOCK_TENSORS = (
    "attn_norm",
    "attn_output",
    "attn_q_norm",
    "attn_k_norm",
    "post_attention_norm",
    "ffn_norm",
    "ffn_gate",
    "ffn_up",
    "ffn_down",
    "post_ffw_norm",
)
SIZE_KEYS = {
    "context_length": 1 << 24,
    "embedding_length": 1 << 17,
    "block_count": 1 << 10,
    "attention.head_count": 1 << 12,
    "attention.key_length": 1 << 14,
    "attention.value_length": 1 << 14,
}
"""Sizes by which llama.cpp divides or allocates, with a cap well above any published model."""
EPSILON_KEYS = ("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon")
ROPE_SCALINGS = ("none", "linear", "yarn", "longrope")
NO_WEIGHTS = frozenset(("I8", "I16", "I32", "I64", "F64", "Q8_1", "Q8_K"))
"""Types that exist for indices and for the middle of a computation; llama.cpp has no product of them with a layer."""
TOKENIZERS = frozenset(("llama", "gpt2", "t5", "rwkv", "plamo2", "hybriddna", "gemma4"))
"""Those that llama.cpp can write text with; `bert` only reads, and ends the process when asked for more."""
SNIFF_BYTES = 512
DOWNLOAD = "Download the model again, or choose another with `edge-haptics models list`."
CHOOSE = "Choose a GGUF model file, or one from `edge-haptics models list`."


@dataclass(frozen=True, slots=True)
class GgufInfo:
    """What a GGUF file says about itself; strings are foreign text."""

    path: str
    size_bytes: int
    version: int
    architecture: str
    name: str
    licence: str
    parameters: int
    context: int
    """Tokens; 0 when the file does not say."""
    quantization: str
    """The name of the mix (`Q4_K_M`), or of the type of most weights."""
    mix: tuple[tuple[str, int], ...]
    """Type of weight and how many of the parameters have it, most first."""
    chat_template: str | None
    vocabulary: int


def check_gguf(path: str | os.PathLike[str]) -> GgufInfo:
    """Read and check a GGUF file's header. Raises ModelNotFound, ModelRefused."""
    shown = os.fspath(path)
    try:
        # without O_NONBLOCK a named pipe would hold us here until somebody writes to it
        descriptor = os.open(shown, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                raise _refused(shown, "is a directory", Reason.NOT_A_FILE, CHOOSE)
            if not stat.S_ISREG(status.st_mode):
                raise _refused(shown, "is not a regular file", Reason.NOT_A_FILE, CHOOSE)
            if status.st_size == 0:
                raise _refused(shown, "is empty", Reason.EMPTY_FILE, DOWNLOAD)
            with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
                return _check(shown, data)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        raise ModelNotFound(f"There is no model file at {shown}.", reason=Reason.NO_SUCH_FILE, hint=CHOOSE) from None
    except PermissionError:
        raise ModelNotFound(
            f"The model file {shown} may not be read.",
            reason=Reason.NOT_READABLE,
            hint=f"Give yourself permission with `chmod u+r {shlex.quote(shown)}`.",
        ) from None
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            f"The model file {shown!r} cannot be opened: {error}.", reason=Reason.NOT_READABLE, hint=CHOOSE
        ) from None


def _check(path: str, data: mmap.mmap) -> GgufInfo:
    _check_magic(path, bytes(data[:SNIFF_BYTES]))
    try:
        header = read_header(data)
        if header.data_end > len(data):
            raise Truncated(f"ends after {len(data):,} of {header.data_end:,} bytes")
        _check_sizes(header)
        _check_numbers(header)
        _check_weights(header)
        _check_tokenizer(path, header)
        if header.architecture == "gemma3" and header.count("split.count") <= 1:
            _check_gemma3(header)
    except Truncated as error:
        raise _refused(path, str(error), Reason.TRUNCATED, DOWNLOAD) from None
    except Malformed as error:
        raise _refused(path, f"is malformed: {error}", Reason.MALFORMED, DOWNLOAD) from None
    mix: dict[str, int] = {}
    for tensor in header.tensors.values():
        mix[tensor.type_name] = mix.get(tensor.type_name, 0) + tensor.elements
    ordered = tuple(sorted(mix.items(), key=lambda item: -item[1]))
    named = FILE_TYPES.get(header.count("general.file_type", -1))
    return GgufInfo(
        path=path,
        size_bytes=len(data),
        version=header.version,
        architecture=header.architecture,
        name=header.text("general.name") or Path(path).stem,
        licence=header.text("general.license"),
        parameters=sum(mix.values()),
        context=header.count(f"{header.architecture}.context_length"),
        quantization=named or (ordered[0][0] if ordered else "none"),
        mix=ordered,
        chat_template=header.text("tokenizer.chat_template") or None,
        vocabulary=header.vocabulary,
    )


def _check_magic(path: str, start: bytes) -> None:
    if start[:4] == b"GGUF":
        version = start[4:8]
        if len(version) < 4:
            raise _refused(path, f"ends after {len(start)} bytes", Reason.TRUNCATED, DOWNLOAD)
        little, big = int.from_bytes(version, "little"), int.from_bytes(version, "big")
        if little in (2, 3):
            return
        if big in (1, 2, 3):
            raise _refused(path, "is big-endian", Reason.BIG_ENDIAN, "Choose the little-endian file of this model.")
        raise _refused(
            path,
            f"has GGUF version {little}, and only 2 and 3 can be read",
            Reason.FOREIGN_VERSION,
            "Convert the model again with a current llama.cpp.",
        )
    what, hint = "is not a GGUF file", CHOOSE
    if start.startswith(b"version https://git-lfs"):
        what, hint = "is a Git LFS pointer, not the model itself", "Run `git lfs pull`."
    elif start[:4] in (b"tjgg", b"lmgg", b"fmgg"):
        what = "is in the GGML format that came before GGUF"
    elif start[:4] == b"PK\x03\x04":
        what = "is a zip or PyTorch file, not a GGUF"
    elif start[8:10] == b'{"':
        what = "is a safetensors file, not a GGUF"
    elif start.lstrip()[:5].lower() in (b"<!doc", b"<html"):
        what, hint = "is a web page, not a GGUF", DOWNLOAD
    elif _is_text(start):
        what = "is a text file, not a GGUF"
    elif not any(start):
        what, hint = "starts with zeros, as an unfinished download does", DOWNLOAD
    raise _refused(path, what, Reason.NOT_GGUF, hint)


def _is_text(start: bytes) -> bool:
    text = start.decode("utf-8", "ignore")
    enough = len(text.encode("utf-8")) >= len(start) - 3
    return enough and all(char.isprintable() or char in "\t\n\r\f" for char in text)


def _check_sizes(header: Header) -> None:
    arch = header.architecture
    if not arch:
        raise Malformed("it does not say its architecture")
    for key, cap in SIZE_KEYS.items():
        value = header.scalars.get(f"{arch}.{key}")
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= cap:
            raise Malformed(f"{key} is {value!r}")


def _check_numbers(header: Header) -> None:
    """Refuse what the operators of a layer assert: a small positive epsilon, rotations over pairs of a head."""
    arch, scalars = header.architecture, header.scalars
    for key in EPSILON_KEYS:
        value = scalars.get(f"{arch}.{key}", 0.0)
        if not isinstance(value, float) or not 0 <= value <= 1:
            raise Malformed(f"{key} is {value!r}")
    scaling = scalars.get(f"{arch}.rope.scaling.type", "none")
    if scaling not in ROPE_SCALINGS:
        raise Malformed(f"rope.scaling.type is {scaling!r}")
    experts, used = header.count(f"{arch}.expert_count"), header.count(f"{arch}.expert_used_count")
    if experts and (arch == "gemma3" or not 0 < used <= experts):
        raise Malformed(f"{used} of {experts} experts are used")
    ahead, blocks = header.count(f"{arch}.nextn_predict_layers"), header.count(f"{arch}.block_count")
    if ahead and not 0 < ahead < blocks:
        raise Malformed(f"nextn_predict_layers is {ahead} for {blocks} blocks")
    heads = header.count(f"{arch}.attention.head_count")
    usual = header.count(f"{arch}.embedding_length") // heads if heads else 0
    for suffix in ("", "_swa"):
        head = header.count(f"{arch}.attention.key_length{suffix}") or usual
        turned = scalars.get(f"{arch}.rope.dimension_count{suffix}", (head or None) if arch == "gemma3" else None)
        if turned is None:
            continue
        if not isinstance(turned, int) or turned % 2 or turned <= 0 or (head and turned > head):
            raise Malformed(f"rope.dimension_count{suffix} is {turned!r} for heads of {head}")


def _check_weights(header: Header) -> None:
    for name, tensor in header.tensors.items():
        flat = len(tensor.shape) == 1 or name.endswith("_norm.weight")
        if tensor.type_name in NO_WEIGHTS or (flat and tensor.type_name != "F32"):
            raise Malformed(f"the tensor {name[:40]!r} has the type {tensor.type_name}")


def _check_tokenizer(path: str, header: Header) -> None:
    model = header.text("tokenizer.ggml.model")
    if not model or model in ("none", "no_vocab") or not header.vocabulary:
        raise _refused(path, "has no tokenizer", Reason.NO_TOKENIZER, CHOOSE)
    if model not in TOKENIZERS:
        raise _refused(path, f"has a tokenizer that writes no text, {model[:40]!r}", Reason.NO_TOKENIZER, CHOOSE)
    for name in ("scores", "token_type"):
        length = header.arrays.get(f"tokenizer.ggml.{name}")
        if length is not None and length != header.vocabulary:
            raise Malformed(f"{length} {name} for {header.vocabulary} tokens")
    if header.duplicate_tokens:
        raise Malformed("a token occurs twice in its vocabulary")
    if model in ("llama", "t5") and header.missing_bytes:
        raise Malformed(f"its vocabulary lacks {header.missing_bytes} of the 256 byte tokens")


def _check_gemma3(header: Header) -> None:
    for key in GEMMA3_KEYS:
        if f"gemma3.{key}" not in header.scalars and f"gemma3.{key}" not in header.arrays:
            raise Malformed(f"gemma3.{key} is missing")
    if "gemma3.attention.layer_norm_rms_epsilon" not in header.scalars:
        raise Malformed("gemma3.attention.layer_norm_rms_epsilon is missing")
    pattern = "gemma3.attention.sliding_window_pattern"
    if pattern in header.arrays or header.count(pattern) == 1:
        raise Malformed("no layer has a sliding window")
    heads, groups = (
        header.count("gemma3.attention.head_count"),
        header.count("gemma3.attention.head_count_kv", 1),
    )
    if heads and (groups <= 0 or heads % groups):
        raise Malformed(f"{groups} key heads for {heads} heads")
    embedding = header.tensors.get("token_embd.weight")
    wanted = (header.count("gemma3.embedding_length"), header.vocabulary)
    if embedding is None:
        raise Malformed("the tensor token_embd.weight is missing")
    if embedding.shape != wanted:
        raise Malformed(f"token_embd.weight has shape {embedding.shape}, not {wanted}")
    names = ["output_norm"]
    for block in range(header.count("gemma3.block_count")):
        names += [f"blk.{block}.{name}" for name in GEMMA3_BLOCK_TENSORS]
        if f"blk.{block}.attn_qkv.weight" not in header.tensors:
            names += [f"blk.{block}.{name}" for name in ("attn_q", "attn_k", "attn_v")]
    missing = [name for name in names if f"{name}.weight" not in header.tensors]
    if missing:
        raise Malformed(f"{len(missing)} tensors are missing, {missing[0]}.weight first")


def _refused(path: str, what: str, reason: Reason, hint: str) -> ModelRefused:
    return ModelRefused(f"The model file {path} {what}.", reason=reason, hint=hint)
