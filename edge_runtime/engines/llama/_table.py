"""The model's own token embeddings, read from its file, so that something can be added to them."""

from __future__ import annotations

import mmap
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.errors import AdapterRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.parts import part_paths

SCALED = "gemma3"
"""The architecture whose embeddings llama.cpp scales for tokens, and takes as they are when they are fed."""
CACHE_BYTES = 8 << 20
"""Rows that were unpacked lately; a talk uses some thousand different tokens."""


class EmbeddingTable:
    """Rows of `token_embd.weight`, times the square root of the width as Gemma 3 has it, one for each token.

    Of a file that was checked. Raises AdapterRefused for another architecture or packing than can be used.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        with open_gguf(path, vocabulary=False) as (header, _):
            architecture = header.architecture
        if architecture != SCALED:
            raise _refused(f"the model is a {architecture[:40]!r}, and its embeddings are fed in another way")
        tensor = header.tensors["token_embd.weight"]
        import gguf

        file_of_it = part_paths(Path(path))[tensor.part] if tensor.part else Path(path)
        with file_of_it.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.width, self.count = tensor.shape
        self._kind = gguf.GGMLQuantizationType[tensor.type_name]
        self._row_bytes = tensor.size_bytes // self.count
        self._start = header.data_starts[tensor.part] + tensor.offset
        self._unpack = gguf.quants.dequantize
        self._scale = np.sqrt(np.float32(self.width))
        self._rows: dict[int, npt.NDArray[np.float32]] = {}
        self._most = max(CACHE_BYTES // (4 * self.width), 1)
        try:
            self.row(0)
        except NotImplementedError:
            raise _refused(f"embeddings of type {tensor.type_name} cannot be unpacked") from None

    def row(self, token: int) -> npt.NDArray[np.float32]:
        """Give one token's scaled embedding, [width]; not to be written to."""
        found = self._rows.get(token)
        if found is None:
            if len(self._rows) >= self._most:
                self._rows.clear()
            packed = np.frombuffer(self._data, np.uint8, self._row_bytes, self._start + token * self._row_bytes)
            unpacked: Any = self._unpack(packed, self._kind)
            found = self._rows[token] = unpacked.astype(np.float32, copy=False) * self._scale
        return found

    def fill(self, out: npt.NDArray[np.float32], tokens: Sequence[int]) -> None:
        """Write the rows of `tokens` to the first of `out`, [at least that many, width]."""
        for at, token in enumerate(tokens):
            out[at] = self.row(token)


def _refused(why: str) -> AdapterRefused:
    return AdapterRefused(
        f"Emotions and soft prompts cannot be used with this model: {why}.",
        reason=Reason.NOT_SUPPORTED,
        hint="Choose a Gemma 3 file.",
    )
