"""Puts an adaptation on a loaded model: LoRAs into its context, embeddings into its feed."""

from __future__ import annotations

import ctypes
import os
from typing import Any

from edge_runtime.adapters import Adaptation, Lora
from edge_runtime.engines._gguf_open import open_gguf
from edge_runtime.engines.llama._feed import EmbeddingFeed, Feed, TokenFeed
from edge_runtime.engines.llama._lib import LOG
from edge_runtime.engines.llama._lora_file import check_fit, lora_file
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.llama._table import EmbeddingTable
from edge_runtime.errors import AdapterRefused
from edge_runtime.errors import EngineReason as Reason


class Adapters:
    """The adapters of one model. They are freed with it; all calls under the engine's lock."""

    def __init__(self, model: LlamaModel) -> None:
        self.key = ""
        """Of what is on; see `Adaptation.key`."""
        self.feed: Feed = TokenFeed(model)
        self.soft_ids: list[int] = []
        """What stands before every prompt: ids for the vectors of the soft prompt."""
        self._model = model
        self._tokens = self.feed
        self._table: EmbeddingTable | None = None
        self._loaded: dict[str, Any] = {}

    def put_on(self, wanted: Adaptation) -> bool:
        """Bring the model to `wanted`; returns whether anything changed, and with it what memory holds.

        Raises AdapterRefused, EmotionInvalid; then all is as it was.
        """
        key = wanted.key
        if key == self.key:
            return False
        feed, soft_ids = self._feed(wanted)
        fresh: dict[str, Any] = {}
        try:
            for lora, _ in wanted.loras:
                if lora.digest not in self._loaded and lora.digest not in fresh:
                    fresh[lora.digest] = self._load(lora)
        except BaseException:
            self._free(fresh)
            raise
        loaded = self._loaded | fresh
        self._set([(loaded[lora.digest], scale) for lora, scale in wanted.loras])
        used = {lora.digest for lora, _ in wanted.loras}
        self._free({digest: pointer for digest, pointer in loaded.items() if digest not in used})
        self._loaded = {digest: pointer for digest, pointer in loaded.items() if digest in used}
        self.key, self.feed, self.soft_ids = key, feed, soft_ids
        return True

    def _feed(self, wanted: Adaptation) -> tuple[Feed, list[int]]:
        offset, soft = wanted.offset, wanted.soft_prompt
        if offset is None and soft is None:
            return self._tokens, []
        if self._table is None:
            self._table = EmbeddingTable(self._model.info.path)
        wanted.check_fit(self._table.width, self._model.n_ctx)
        if soft is None:
            return EmbeddingFeed(self._model, self._table, offset, None), []
        return EmbeddingFeed(self._model, self._table, offset, soft.vectors), [-1 - at for at in range(len(soft))]

    def _load(self, lora: Lora) -> Any:
        with open_gguf(self._model.info.path, vocabulary=False) as (header, _):
            check_fit(lora, header)
        with lora_file(lora) as path:
            LOG.clear()
            pointer = self._model.lib.llama_adapter_lora_init(self._model.model, os.fsencode(path))
        if not pointer:
            said = LOG.last_error()
            raise _refused(lora.path, f"llama.cpp cannot load it{f' ({said})' if said else ''}", Reason.NOT_LOADED)
        return pointer

    def _set(self, pairs: list[tuple[Any, float]]) -> None:
        lib, count = self._model.lib, len(pairs)
        pointers = (lib.llama_adapter_lora_p_ctypes * count)(*(pointer for pointer, _ in pairs))
        scales = (ctypes.c_float * count)(*(scale for _, scale in pairs))
        lib.llama_set_adapters_lora(self._model.context, pointers, count, scales)

    def _free(self, adapters: dict[str, Any]) -> None:
        for pointer in adapters.values():
            self._model.lib.llama_adapter_lora_free(pointer)


def _refused(path: str, what: str, reason: Reason) -> AdapterRefused:
    hint = "Choose the model that it was made for with --model, or another adapter."
    return AdapterRefused(f"The adapter {path} cannot be used: {what}.", reason=reason, hint=hint)
