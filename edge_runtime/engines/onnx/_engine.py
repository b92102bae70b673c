"""Answers with an ONNX export: what is still in memory of a prompt is reused, and the rest is computed in chunks."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edge_runtime.adapters import Adaptation
from edge_runtime.engines._candidates import GREEDY_BELOW
from edge_runtime.engines._decoding import END, Begun, Pieces, tell
from edge_runtime.engines._prompt import Cancelled, Prompt, Prompter
from edge_runtime.engines._reuse import reusable
from edge_runtime.engines._rule import rule_for
from edge_runtime.engines._template import GEMMA_TEMPLATE
from edge_runtime.engines._threads import default_threads
from edge_runtime.engines.base import Cancel, EngineInfo, Finish, FinishReason, Message, Piece, Sampling
from edge_runtime.engines.onnx._folder import CONTEXT_DEFAULT, find_export
from edge_runtime.engines.onnx._model import OnnxModel
from edge_runtime.engines.onnx._runtime import CPU, choose_provider, runtime
from edge_runtime.engines.onnx._sampler import Sampler
from edge_runtime.engines.onnx._scorer import OnnxScorer
from edge_runtime.engines.onnx._tokenizer import ExportTokenizer
from edge_runtime.engines.onnx._voice import Voice
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

CHUNK = 64
"""Prompt tokens computed together, and the grain of exact reuse."""
SEEDS = 1 << 32
Floats = NDArray[np.float32]


class OnnxEngine:
    """Runs a Gemma 3 ONNX export, a folder or its graph.

    For one worker thread; `close` and a Cancel may come from others.
    `context`, `threads` and `provider` (`cpu`, `cuda`, `tensorrt`) are chosen when None.
    Raises EngineMissing, ModelNotFound, ModelRefused, EngineError.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        context: int | None = None,
        threads: int | None = None,
        provider: str | None = None,
    ) -> None:
        self._lock = threading.RLock()
        self._turn = 0
        export = find_export(path)
        self._provider = choose_provider(provider)
        self._tokenizer = ExportTokenizer(export)
        weights = sum(file.stat().st_size for file in export.graph.parent.glob(export.graph.name + "*"))
        self._threads = threads or default_threads(weights)
        self._prompter = Prompter(self._tokenizer)
        self._pieces = Pieces(self._tokenizer.piece, self._tokenizer.ends.__contains__)
        self._model: OnnxModel | None = OnnxModel(export, self._provider, self._threads, self._tokenizer.size)
        self._export = export
        self._context = min(export.context, CONTEXT_DEFAULT if context is None else max(context, 1))
        self._voice = Voice(self._model, Adaptation(), self._context)
        self._cached: list[int] = []
        self._aligned = 0

    def info(self) -> EngineInfo:
        """Describe the model and where it runs; an export does not say how many parameters it has."""
        on_gpu = self._provider.name != CPU
        where = self._provider.name.removesuffix("ExecutionProvider")
        return EngineInfo(
            model=self._export.name,
            path=str(self._export.path),
            architecture=self._export.architecture,
            parameters=0,
            context=self._context,
            backend=f"onnxruntime on {where}",
            gpu_layers=-1 if on_gpu else 0,
            vocabulary=self._tokenizer.size,
            threads=self._threads,
            note=self._provider.note,
        )

    def close(self) -> None:
        """Free the model; waits for what is being computed, then an answer raises."""
        with self._lock:
            self._turn += 1
            self._cached = []
            self._model = None

    def forget(self) -> None:
        """Empty the memory, so that the next prompt is computed from its first token."""
        with self._lock:
            self._clear()

    @property
    def template(self) -> str:
        """The chat template in use."""
        return self._tokenizer.chat_template or GEMMA_TEMPLATE

    def scorer(self) -> OnnxScorer:
        """Give what scores texts with this model, in its one memory: what a conversation left there is gone."""

        def keep(count: int) -> None:
            with self._lock:
                self._open_model().keep(count)
                del self._cached[count:]
                self._aligned = min(self._aligned, count)

        def compute(tokens: Sequence[int]) -> Floats:
            with self._lock:
                found = self._compute(list(tokens), Cancel(), None)
            assert found is not None
            return found

        self._open_model()
        return OnnxScorer(self._tokenizer, self._context, keep, compute)

    def adapt(self, adaptation: Adaptation) -> None:
        """Colour every answer from now on, by what is fed as embeddings; what memory holds otherwise is cleared.

        Ends an answer that runs. Raises AdapterRefused (LoRAs, exports that take ids), EmotionInvalid, EngineError;
        then all is as it was.
        """
        with self._lock:
            voice = Voice(self._open_model(), adaptation, self._context)
            if voice.key != self._voice.key:
                self._voice = voice
                self._turn += 1
                self._clear()

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, *, seed: int | None = None, cancel: Cancel
    ) -> Iterator[Piece | Finish]:
        """Answer the last message, piece by piece; ends with exactly one Finish.

        The same seed gives the same text. Starting an answer ends one that was left unfinished.
        Raises PromptTooLong, EngineError.
        """
        started = time.perf_counter()
        with self._lock:
            self._open_model()
            self._turn += 1
            turn = self._turn
            rule = rule_for(sampling, self._tokenizer.vocabulary)
            soft = self._voice.soft_ids
            try:
                prompt = self._prompter.fit(
                    messages, room=self._context - len(soft), reply=sampling.max_tokens, cancel=cancel
                )
                prompt.tokens[:0] = soft
            except Cancelled:
                prompt = Prompt([], 0)
            exact = seed is not None or sampling.temperature < GREEDY_BELOW
            reused = self._keep(prompt.tokens, exact) if prompt.tokens else 0
        sampler = Sampler(sampling, (secrets.randbits(32) if seed is None else seed) % SEEDS)
        pieces, run_options = self._pieces, runtime().RunOptions()

        def step(waiting: list[int]) -> list[int] | FinishReason:
            with self._lock:
                self._require_turn(turn)
                logits = self._compute(waiting, cancel, run_options)
                if logits is None:
                    return "cancelled"
                token = sampler.draw_held(logits, rule, pieces.spell)
                if token is None or pieces[token] is END:
                    return "stop"
                return [token, *pieces.looked_up(rule.force())] if rule is not None and rule.busy else [token]

        with cancel.calling(lambda: setattr(run_options, "terminate", True)):
            yield from tell(
                Begun(prompt, reused, prompt.tokens[reused:], None if prompt.tokens else "cancelled", started),
                step,
                pieces,
                rule=rule,
                limit=sampling.max_tokens,
                memory=self._cached,
                context=self._context,
                cancel=cancel,
            )
            with self._lock:
                if self._turn == turn:
                    self._prompter.expect()

    def _keep(self, tokens: list[int], exact: bool) -> int:
        """Cut memory down to what may stay of it for a prompt; returns how many tokens."""
        keep = reusable(self._cached, tokens, aligned=self._aligned, step=CHUNK, exact=exact)
        self._open_model().keep(keep)
        del self._cached[keep:]
        self._aligned = min(self._aligned, keep)
        return keep

    def _compute(self, tokens: list[int], cancel: Cancel, run_options: Any) -> Floats | None:
        """Bring tokens into memory, a chunk at a time; gives the last one's logits, None when it was broken off.

        Raises EngineError, with memory cleared.
        """
        model, cached = self._open_model(), self._cached
        logits: Floats | None = None
        end = len(cached) + len(tokens)
        while len(cached) < end:
            start = len(cached)
            chunk = tokens[start - end :][: (start // CHUNK + 1) * CHUNK - start]
            if cancel.is_set():
                return None
            try:
                logits = model.compute(self._voice.given(chunk), run_options, wanted=start + len(chunk) == end)
            except Exception as error:
                if cancel.is_set():
                    model.keep(start)
                    return None
                self._clear()
                raise error if isinstance(error, EngineError) else _failed(error) from None
            cached += chunk
            if self._aligned == start and len(chunk) == CHUNK:
                self._aligned += CHUNK
        assert logits is not None
        if not np.isfinite(logits.max()):  # the greatest is NaN when any is
            self._clear()
            raise EngineError(
                "The model is broken: what it computes are no numbers.",
                reason=Reason.ENGINE_FAILED,
                hint="Export it in float32, bfloat16 or int4; float16 is too narrow for Gemma 3.",
            )
        return logits

    def _clear(self) -> None:
        self._cached.clear()
        self._aligned = 0
        self._open_model().keep(0)

    def _open_model(self) -> OnnxModel:
        if self._model is None:
            raise EngineError("This engine was closed.", reason=Reason.ENGINE_CLOSED, hint="Open the model again.")
        return self._model

    def _require_turn(self, turn: int) -> None:
        if self._turn != turn:
            raise EngineError(
                "This answer was ended, because the engine was closed or began another one.",
                reason=Reason.ENGINE_CLOSED,
                hint="Read one answer to its end before the next.",
            )


def _failed(error: Exception) -> EngineError:
    said = "".join(char for char in " ".join(str(error).split()) if char.isprintable())[:200]
    return EngineError(
        f"onnxruntime failed while it computed the answer ({said}).",
        reason=Reason.ENGINE_FAILED,
        hint="Run the command again; if it fails again, try `--backend llama` or another export.",
    )
