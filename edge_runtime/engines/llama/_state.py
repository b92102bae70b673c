"""What llama.cpp has computed of a conversation, kept in its own native file.

The file of the whole context, because that of one sequence leaves out what lies before a sliding window: a prompt that
shares only its beginning with such a memory could not use it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from pathlib import Path
from typing import Any

from edge_runtime.engines.llama._model import LlamaModel

HEAD_BYTES = 1 << 20
"""Of the model's file as many are hashed; with its size they tell two files of one model apart."""


def fingerprint(model: LlamaModel, settings: str) -> str:
    """Name all that a state depends on: the file, the library, how the context was made, and `settings`."""
    import llama_cpp

    path = Path(model.info.path)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    parts = (
        path.stat().st_size,
        llama_cpp.__version__,
        model.n_ctx,
        model.gpu_layers,
        model.n_batch,
        model.layout,
        settings,
    )
    return hashlib.sha256(head + repr(parts).encode()).hexdigest()


def save_state(model: LlamaModel, path: Path, tokens: list[int]) -> bool:
    """Write the memory that stands for `tokens`; whether that worked."""
    model.lib.llama_memory_seq_rm(model.memory, 0, len(tokens), -1)  # what a cancelled computation left behind
    array = (ctypes.c_int32 * len(tokens))(*tokens)
    return bool(model.lib.llama_state_save_file(model.context, os.fsencode(path), array, len(tokens)))


def load_state(model: LlamaModel, path: Path) -> list[int] | None:
    """Read a memory and give the tokens that its file says it stands for; None when it is none of this context's.

    The native reader trusts its file: give it only one whose digest is known.
    """
    array = (ctypes.c_int32 * model.n_ctx)()
    count = ctypes.c_size_t()
    read = model.lib.llama_state_load_file(model.context, os.fsencode(path), array, model.n_ctx, ctypes.byref(count))
    return array[: count.value] if read else None


def copy_state(model: LlamaModel) -> Any:
    """Copy the memory as it is."""
    size = model.lib.llama_state_get_size(model.context)
    copied = (ctypes.c_uint8 * size)()
    model.lib.llama_state_get_data(model.context, copied, size)
    return copied


def put_back(model: LlamaModel, copied: Any) -> bool:
    """Make the memory what it was when `copy_state` copied it; whether that worked."""
    return bool(model.lib.llama_state_set_data(model.context, copied, len(copied)))
