"""An adaptation as an export takes it: an offset on scaled embeddings, and the vectors of a soft prompt before them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from edge_runtime.adapters import Adaptation
from edge_runtime.engines.onnx._model import Floats, OnnxModel
from edge_runtime.errors import AdapterRefused
from edge_runtime.errors import EngineReason as Reason


class Voice:
    """What is fed to one export. Raises AdapterRefused, EmotionInvalid for what cannot be put on it."""

    def __init__(self, model: OnnxModel, wanted: Adaptation, context: int) -> None:
        if wanted.loras:
            raise _refused(
                f"The adapter {wanted.loras[0][0].path} is a LoRA, and an ONNX graph has its weights inside.",
                "Merge it with `models convert FOLDER --adapter DIR` and export that, or use --backend llama.",
            )
        self.key = wanted.key
        """See `Adaptation.key`."""
        if self.key and not model.takes_embeddings:
            raise _refused(
                f"The ONNX export {model.export.path} takes token ids, and nothing can be added to those.",
                "Export it with `models/recipe/export_onnx.py`, which takes embeddings, or use --backend llama.",
            )
        if self.key:
            wanted.check_fit(model.width, context)
        self._model, self._offset, self._soft = model, wanted.offset, wanted.soft_prompt
        self.soft_ids = [-1 - at for at in range(len(self._soft) if self._soft else 0)]
        """What stands before every prompt: ids for the vectors of the soft prompt."""

    def given(self, tokens: Sequence[int]) -> Sequence[int] | Floats:
        """Give what the graph gets for tokens: themselves, or embeddings [count, width]."""
        if not self._model.takes_embeddings:
            return tokens
        soft = [-1 - token for token in tokens if token < 0]
        if not soft and self._offset is None:
            return self._model.embed(tokens)
        rows = np.empty((len(tokens), self._model.width), np.float32)
        if self._soft is not None and soft:
            rows[: len(soft)] = self._soft.vectors[soft]
        if len(soft) < len(tokens):
            rows[len(soft) :] = self._model.embed(tokens[len(soft) :])
            if self._offset is not None:
                rows[len(soft) :] += self._offset
        return rows


def _refused(what: str, hint: str) -> AdapterRefused:
    return AdapterRefused(what, reason=Reason.NOT_SUPPORTED, hint=hint)
