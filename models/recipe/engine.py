"""llama.cpp as the checks and the evaluation use it: exact token ids, raw logits, one answer."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
import numpy.typing as npt
from chat import Span

MAX_REPLY_TOKENS = 220
"""Longest answer awaited; the longest in the corpus takes about half."""


_LOG_ERROR = 4
"""ggml's GGML_LOG_LEVEL_ERROR."""


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _log(level: int, text: bytes, data: ctypes.c_void_p) -> None:
    del data
    if level == _LOG_ERROR:
        print(text.decode(errors="replace"), end="", file=sys.stderr, flush=True)


def errors_only() -> None:
    """llama.cpp says nothing but errors from here on."""
    llama_cpp.llama_log_set(_log, None)


class Engine:
    """One model file on the CPU; with ``logits`` for comparing, when every position's are kept and the cache is in f32."""

    def __init__(self, path: Path, context: int, *, logits: bool = False) -> None:
        errors_only()
        cache = llama_cpp.GGML_TYPE_F32 if logits else llama_cpp.GGML_TYPE_F16
        self._llama: Any = llama_cpp.Llama(
            str(path),
            n_ctx=context,
            n_batch=context,
            n_ubatch=context,
            n_threads=2,
            n_threads_batch=2,
            logits_all=logits,
            type_k=cache,
            type_v=cache,
            verbose=False,
        )
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._llama.model)
        self.template = str(self._llama.metadata["tokenizer.chat_template"])

    def ids(self, text: str, *, special: bool = False) -> list[int]:
        """llama.cpp's ids of ``text``; with ``special`` the names of control pieces become those pieces."""
        return list(self._llama.tokenize(text.encode(), add_bos=False, special=special))

    def span_ids(self, spans: Iterable[Span]) -> list[int]:
        """Ids of a conversation's pieces; what a person typed never becomes a control piece."""
        return [token for span in spans for token in self.ids(span.text, special=span.control)]

    def bytes_of(self, ids: list[int]) -> bytes:
        return bytes(self._llama.detokenize(ids, special=False))

    def ends(self, token: int) -> bool:
        """Whether llama.cpp itself takes ``token`` for the end of an answer."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocabulary, token))

    def all_logits(self, ids: list[int]) -> npt.NDArray[np.float32]:
        """Logits [position, vocabulary] of one conversation from its beginning; needs ``logits``."""
        self._llama.reset()  # the next eval drops what the cache holds from position 0 on
        self._llama.eval(ids)
        return np.array(self._llama.scores[: len(ids)], dtype=np.float32)

    def answer(self, prompt: list[int], seed: int, **sampling: float) -> tuple[list[int], bool]:
        """The ids of one answer and whether it ended by itself; ``sampling`` as ``Llama.generate`` takes it."""
        self._llama.set_seed(seed)
        found: list[int] = []
        for token in self._llama.generate(prompt, **sampling):
            if self.ends(token):
                return found, True
            found.append(int(token))
            if len(found) >= MAX_REPLY_TOKENS:
                break
        return found, False
