"""What a GGUF file of any kind says about itself: models, adapters, projectors, importance matrices.

Only the header is read; tensors are measured, not touched. Layout: the GGUF specification, versions 2 and 3,
little-endian. Whether a model can run is for `gguf_check` to say.
"""

from __future__ import annotations

import mmap
import os
import shlex
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from edge_runtime.engines._gguf_header import Header, Malformed, Truncated, read_header
from edge_runtime.engines._gguf_mix import count_weights, name_mix
from edge_runtime.engines._gguf_types import FILE_TYPES
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound, ModelRefused

SNIFF_BYTES = 512
KV_BYTES = 2
"""Of one number in the memory of a context: f16."""
DOWNLOAD = "Download the model again, or choose another with `edge-haptics models list`."
CHOOSE = "Choose a GGUF model file, or one from `edge-haptics models list`."
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


@contextmanager
def open_gguf(path: str | os.PathLike[str], *, vocabulary: bool = True) -> Iterator[tuple[Header, int]]:
    """Give a file's header and its size in bytes, and turn what breaks the format meanwhile into sentences.

    Without ``vocabulary`` the tokens are not compared with each other. Raises ModelNotFound, ModelRefused.
    """
    shown = os.fspath(path)
    try:
        # without O_NONBLOCK a named pipe would hold us here until somebody writes to it
        descriptor = os.open(shown, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                raise refused(shown, "is a directory", Reason.NOT_A_FILE, CHOOSE)
            if not stat.S_ISREG(status.st_mode):
                raise refused(shown, "is not a regular file", Reason.NOT_A_FILE, CHOOSE)
            if status.st_size == 0:
                raise refused(shown, "is empty", Reason.EMPTY_FILE, DOWNLOAD)
            with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
                _check_magic(shown, bytes(data[:SNIFF_BYTES]))
                header = read_header(data, vocabulary=vocabulary)
                if header.data_end > len(data):
                    raise Truncated(f"ends after {len(data):,} of {header.data_end:,} bytes")
                yield header, len(data)
        finally:
            os.close(descriptor)
    except Truncated as error:
        raise refused(shown, str(error), Reason.TRUNCATED, DOWNLOAD) from None
    except Malformed as error:
        raise refused(shown, f"is malformed: {error}", Reason.MALFORMED, DOWNLOAD) from None
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


def refused(path: str, what: str, reason: Reason, hint: str) -> ModelRefused:
    """Make the error that says why a file is no model that can be run."""
    return ModelRefused(f"The model file {path} {what}.", reason=reason, hint=hint)


def _kv_bytes(header: Header) -> int:
    arch = header.architecture
    heads = header.count(f"{arch}.attention.head_count")
    groups = header.count(f"{arch}.attention.head_count_kv", heads)
    usual = header.count(f"{arch}.embedding_length") // heads if heads > 0 else 0
    sizes = (header.count(f"{arch}.attention.{name}_length", usual) for name in ("key", "value"))
    layers = header.count(f"{arch}.block_count") - header.count(f"{arch}.attention.shared_kv_layers")
    return max(layers * groups * sum(sizes) * KV_BYTES, 0)


def _check_magic(path: str, start: bytes) -> None:
    if start[:4] == b"GGUF":
        version = start[4:8]
        if len(version) < 4:
            raise refused(path, f"ends after {len(start)} bytes", Reason.TRUNCATED, DOWNLOAD)
        little, big = int.from_bytes(version, "little"), int.from_bytes(version, "big")
        if little in (2, 3):
            return
        if big in (1, 2, 3):
            raise refused(path, "is big-endian", Reason.BIG_ENDIAN, "Choose the little-endian file of this model.")
        raise refused(
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
    raise refused(path, what, Reason.NOT_GGUF, hint)


def _is_text(start: bytes) -> bool:
    text = start.decode("utf-8", "ignore")
    enough = len(text.encode("utf-8")) >= len(start) - 3
    return enough and all(char.isprintable() or char in "\t\n\r\f" for char in text)
