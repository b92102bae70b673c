"""The sessions of one export, and what they remember of one conversation: keys and values, kept on the device.

Each run gives the memory as it is after it; the one before stays whole until then, so a run that is broken off has
changed nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edge_runtime.engines.onnx._folder import Export
from edge_runtime.engines.onnx._runtime import CPU, GPUS, Provider, make_options, runtime
from edge_runtime.errors import EngineError, ModelRefused
from edge_runtime.errors import EngineReason as Reason

PAST = re.compile(r"past_key_values\.(\d+)\.(key|value)")
KINDS: dict[str, Any] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
}
TOLD = frozenset({"input_ids", "inputs_embeds", "attention_mask", "position_ids", "num_logits_to_keep"})
MAX_LOGITS_BYTES = 8 * 1024 * 1024
"""An export that gives the logits of all positions is asked for the last one alone where all would be more."""
Floats = NDArray[np.float32]


class OnnxModel:
    """An export, loaded, with its memory. Raises ModelRefused."""

    def __init__(self, export: Export, provider: Provider, threads: int, vocabulary: int) -> None:
        self.export = export
        self._device = provider.device
        chain = [GPUS["cuda"], CPU] if provider.name == GPUS["tensorrt"] else [CPU]
        self._session = self._open(export.graph, list(dict.fromkeys([provider.name, *chain])), threads)
        self._table = self._open(export.embeddings, [CPU], 1) if export.embeddings else None
        self._inputs = {entry.name: entry for entry in self._session.get_inputs()}
        self._outputs = {entry.name: entry for entry in self._session.get_outputs()}
        self.takes_embeddings = "inputs_embeds" in self._inputs
        self._pasts = [name for name in self._inputs if PAST.fullmatch(name)]
        self._check(vocabulary)
        self.width = self._inputs["inputs_embeds"].shape[-1] if self.takes_embeddings else 0
        self._logits_bytes = 0 if self._outputs["logits"].shape[1] == 1 else vocabulary * 4
        self._memory: dict[str, Any] = {}
        self.length = 0
        """Tokens in memory."""
        self.keep(0)

    def embed(self, tokens: Sequence[int]) -> Floats:
        """Look up the scaled embeddings of tokens, [count, width]; for an export that takes embeddings."""
        assert self._table is not None
        found: Floats = self._table.run(None, {"input_ids": np.array([tokens], np.int64)})[0][0]
        return found

    def compute(self, given: Sequence[int] | Floats, run_options: Any, *, wanted: bool) -> Floats | None:
        """Add tokens (ids, or embeddings [count, width]) to memory; gives the last one's logits when `wanted`.

        Raises what onnxruntime raises, with memory as it was before what could not be computed.
        """
        count = len(given)
        if wanted and count > 1 and count * self._logits_bytes > MAX_LOGITS_BYTES:
            self._run(given[:-1], run_options, wanted=False)
            given = given[-1:]
        return self._run(given, run_options, wanted=wanted)

    def keep(self, count: int) -> None:
        """Cut memory down to its first `count` tokens."""
        ort = runtime()
        for name in self._pasts:
            if count:
                values = np.ascontiguousarray(self._memory[name].numpy()[:, :, :count])
            else:
                _, heads, _, width = self._inputs[name].shape
                values = np.zeros((1, heads, 0, width), KINDS[self._inputs[name].type])
            self._memory[name] = ort.OrtValue.ortvalue_from_numpy(values, self._device, 0)
        self.length = count

    def _run(self, given: Sequence[int] | Floats, run_options: Any, *, wanted: bool) -> Floats | None:
        total = self.length + len(given)
        rows = np.asarray(given)[None]
        told = {
            "input_ids": rows,
            "inputs_embeds": rows,
            "attention_mask": np.ones((1, total)),
            "position_ids": np.arange(self.length, total)[None],
            "num_logits_to_keep": np.array(1),
        }
        binding = self._session.io_binding()
        for name, values in told.items():
            if name in self._inputs:
                binding.bind_cpu_input(name, np.ascontiguousarray(values, KINDS[self._inputs[name].type]))
        for name, value in self._memory.items():
            binding.bind_ortvalue_input(name, value)
            binding.bind_output(_present(name), self._device, 0)
        binding.bind_output("logits", "cpu" if wanted else self._device, 0)
        self._session.run_with_iobinding(binding, run_options)
        *memory, logits = binding.get_outputs()
        if memory[0].shape()[2] != total:
            raise EngineError(
                f"The export remembers {memory[0].shape()[2]} tokens where there are {total}.",
                reason=Reason.ENGINE_FAILED,
                hint="Export the model with a cache that grows, not one of a fixed or shortened length.",
            )
        self._memory = dict(zip(self._memory, memory, strict=True))
        self.length = total
        return np.asarray(logits.numpy()[0, -1], np.float32) if wanted else None

    def _open(self, path: Path, providers: list[str], threads: int) -> Any:
        try:
            return runtime().InferenceSession(str(path), make_options(threads), providers=providers)
        except Exception as error:
            said = "".join(char for char in " ".join(str(error).split()) if char.isprintable())[:200]
            raise self._refused(f"onnxruntime cannot load {path.name} ({said})", Reason.NOT_LOADED) from None

    def _check(self, vocabulary: int) -> None:
        """Refuse what is no decoder with a memory, in one sentence."""
        inputs, outputs = self._inputs, self._outputs
        if ("input_ids" in inputs) == self.takes_embeddings:
            raise self._refused("it takes neither input_ids nor inputs_embeds, or both")
        foreign = [name for name in inputs if name not in TOLD and name not in self._pasts]
        if foreign:
            raise self._refused(f"it takes {foreign[0][:40]}, which this engine does not know")
        if not self._pasts or "logits" not in outputs:
            raise self._refused("it has no past_key_values or no logits; it was exported without a cache")
        missing = [name for name in self._pasts if _present(name) not in outputs]
        if missing:
            raise self._refused(f"the output {_present(missing[0])} is missing")
        kinds = [entry for entry in inputs.values() if entry.type not in KINDS]
        if kinds:
            raise self._refused(f"its input {kinds[0].name} has the type {kinds[0].type}")
        shapes = [inputs[name].shape for name in self._pasts]
        if any(len(shape) != 4 or not isinstance(shape[1], int) or not isinstance(shape[3], int) for shape in shapes):
            raise self._refused("its past_key_values are not [batch, heads, past, width]")
        logits = outputs["logits"].shape
        if len(logits) != 3 or (isinstance(logits[2], int) and logits[2] < vocabulary):
            raise self._refused(f"its logits are {logits}, and the vocabulary has {vocabulary:,} tokens")
        if self.takes_embeddings:
            if self._table is None:
                raise self._refused("it takes embeddings, and embed_tokens.onnx is not beside it", Reason.INCOMPLETE)
            width = inputs["inputs_embeds"].shape[-1]
            table = self._table
            names = [entry.name for entry in table.get_inputs()], len(table.get_outputs())
            if names != (["input_ids"], 1) or table.get_outputs()[0].shape[-1] != width or not isinstance(width, int):
                raise self._refused(f"its embeddings do not turn input_ids into rows of {width}", Reason.INCOMPLETE)

    def _refused(self, why: str, reason: Reason = Reason.MALFORMED) -> ModelRefused:
        return ModelRefused(
            f"The ONNX export {self.export.path} is refused: {why}.",
            reason=reason,
            hint="Export a Gemma 3 text model with its cache, as docs/guides/backends.md shows.",
        )


def _present(past: str) -> str:
    return past.replace("past_key_values", "present", 1)
