"""What goes into llama.cpp's batch: token ids, or embeddings where something is added to them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.llama._table import EmbeddingTable

Floats = npt.NDArray[np.float32]


class Feed(Protocol):
    """Fills the batch that is decoded next."""

    def __call__(self, tokens: Sequence[int]) -> Any:
        """Give a batch of at most `n_batch` tokens, to be decoded before the next call."""
        ...


class TokenFeed:
    """Ids as they are; the model looks their embeddings up itself."""

    def __init__(self, model: LlamaModel) -> None:
        self._buffer: Any = (ctypes.c_int32 * model.n_batch)()
        self._batch = model.lib.llama_batch_get_one(self._buffer, 1)

    def __call__(self, tokens: Sequence[int]) -> Any:
        """Copy the ids."""
        count = len(tokens)
        if count == 1:
            self._buffer[0] = tokens[0]
        else:
            self._buffer[:count] = tokens
        self._batch.n_tokens = count
        return self._batch


class EmbeddingFeed:
    """Each token's scaled embedding, an offset added; an id below 0 stands for a vector of the soft prompt, as it is.

    The vectors of a soft prompt are -1, -2, ... in their order, so that what is in memory can be told by ids alone.
    """

    def __init__(self, model: LlamaModel, table: EmbeddingTable, offset: Floats | None, soft: Floats | None) -> None:
        self._table, self._offset, self._soft = table, offset, soft
        self._rows = np.zeros((model.n_batch, table.width), np.float32)
        self._batch = model.lib.llama_batch()
        self._batch.embd = self._rows.ctypes.data_as(ctypes.POINTER(ctypes.c_float))

    def __call__(self, tokens: Sequence[int]) -> Any:
        """Look the embeddings up."""
        count = self._batch.n_tokens = len(tokens)
        rows, start = self._rows[:count], 0
        if tokens[0] < 0:
            assert self._soft is not None
            first = -1 - tokens[0]
            start = min(count, len(self._soft) - first)
            rows[:start] = self._soft[first : first + start]
        self._table.fill(rows[start:], tokens[start:])
        if self._offset is not None:
            rows[start:] += self._offset
        return self._batch
