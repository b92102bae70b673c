"""A loaded model with its context and tokenizer: the only place that holds native pointers of them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import TYPE_CHECKING, Any

from edge_runtime.catalog import load_catalog
from edge_runtime.engines._threads import SMALL_MODEL, Pace, default_threads
from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.engines.gguf_info import GgufInfo
from edge_runtime.engines.llama._lib import LOG, library
from edge_runtime.errors import EngineError, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.quant_policy import require_safe

if TYPE_CHECKING:
    from edge_runtime.engines._vocabulary import Vocabulary

CONTEXT_DEFAULT = 4096
"""Long enough for a talk; a 4B model's memory of it takes about half a gigabyte."""
CONTEXT_STEP = 256
"""llama.cpp rounds up to this on its own, and sizes must agree."""
BATCH, GPU_BATCH = 128, 512
"""Prompt tokens computed together: between two looks at the cancel flag, and the grain of exact reuse."""
PLAIN_ATTENTION = range(SMALL_MODEL, 300_000_000)
"""Parameters of models that a CPU computes without flash attention, which reads short prompts row by row there, and
with memory in f32 (36 KB a token for a Gemma 3 270m). In a smaller one threads would wait for each other more often."""
RING_SHARE = 0.5
"""A small model's layers with a sliding window get cells for what it and one batch see, where that is at most so much
of the context: reading all of it is most of what a late turn takes, and computing a prompt anew takes little."""
SPLIT_CELLS = 512
"""From so many cells on, flash attention on a CPU splits what one token looks at among the threads, and adds up what
they found: another number of threads, other bits."""
PIECE_BYTES = 256
SIZE_T_LIMIT = (1 << 31) - 1
SPECIAL = 1 << 3
"""LLAMA_TOKEN_ATTR_CONTROL."""
USER_DEFINED = 1 << 4


class Spelled(dict[int, bytes]):
    """The bytes of each token, read when they are asked for the first time."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, token: int) -> bytes:
        """Read them."""
        found = self[token] = self._read(token)
        return found


class LlamaModel:
    """One model file in memory, with one context for one conversation at a time.

    Raises EngineMissing, ModelNotFound, ModelRefused when it cannot be loaded.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        context: int | None = None,
        threads: int | None = None,
        gpu_layers: int | None = None,
        allow_unsafe_quant: bool = False,
    ) -> None:
        self.info: GgufInfo = check_gguf(path)
        require_safe(self.info, load_catalog(), allow=allow_unsafe_quant)
        self.lib: ModuleType = library()
        self.model: Any = None
        self.context: Any = None
        self.vocab: Any = None
        self.memory: Any = None
        self.layout = ""
        self._longest = 0
        self.pieces = Spelled(self._read_piece)
        self._vocabulary: Vocabulary | None = None
        self._building = threading.Lock()
        gpu = bool(self.lib.llama_supports_gpu_offload())
        self.gpu_layers = (-1 if gpu else 0) if gpu_layers is None else (gpu_layers if gpu else 0)
        self.threads = threads or default_threads(self.info.parameters)
        self._pace = None if threads or self.gpu_layers else Pace(self.threads)
        self._steady = (1 if self.info.parameters < SMALL_MODEL else self.threads, self.threads)
        self._given = (self.threads, self.threads)
        """Threads that llama.cpp has for one token, and for more at once."""
        self.splits_from = SPLIT_CELLS - CONTEXT_STEP
        """Where so many tokens are in memory, what the next one computes depends on the number of threads."""
        try:
            self._load(context)
        except BaseException:
            self.close()
            raise
        self.vocab = self.lib.llama_model_get_vocab(self.model)
        self.memory = self.lib.llama_get_memory(self.context)
        self.n_vocab = int(self.lib.llama_vocab_n_tokens(self.vocab))
        self.bos = int(self.lib.llama_vocab_bos(self.vocab))
        self.eos = int(self.lib.llama_vocab_eos(self.vocab))
        self.adds_bos = bool(self.lib.llama_vocab_get_add_bos(self.vocab)) and self.bos >= 0

    def _load(self, context: int | None) -> None:
        lib = self.lib
        LOG.clear()
        params = lib.llama_model_default_params()
        params.n_gpu_layers = self.gpu_layers
        self.model = lib.llama_model_load_from_file(os.fsencode(Path(self.info.path)), params)
        if not self.model:
            raise self._refused("llama.cpp cannot load it")
        if not lib.llama_model_has_decoder(self.model) or lib.llama_model_has_encoder(self.model):
            raise self._refused("it is not a text generator")
        trained = int(lib.llama_model_n_ctx_train(self.model)) or CONTEXT_DEFAULT
        wanted = min(trained, CONTEXT_DEFAULT) if context is None else min(max(context, 1), trained)
        self.n_ctx = max(-(-wanted // CONTEXT_STEP) * CONTEXT_STEP, CONTEXT_STEP)
        options = lib.llama_context_default_params()
        options.n_ctx = self.n_ctx
        options.n_batch = options.n_ubatch = min(GPU_BATCH if self.gpu_layers else BATCH, self.n_ctx)
        options.n_seq_max = 1
        options.n_outputs_max = 1
        options.n_threads = options.n_threads_batch = self.threads
        self.window = int(lib.llama_model_n_swa(self.model))
        self.ring = self._ring(int(options.n_ubatch))
        options.swa_full = not self.ring
        if not self.gpu_layers and self.info.parameters in PLAIN_ATTENTION:
            options.type_k = options.type_v = lib.GGML_TYPE_F32
            options.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_DISABLED
            self.splits_from = sys.maxsize
        self.layout = f"{options.type_k} {options.flash_attn_type} {self.ring}"
        options.no_perf = True
        self.n_batch = int(options.n_batch)
        self.context = lib.llama_init_from_model(self.model, options)
        if not self.context:
            raise self._refused(f"there is no room for a context of {self.n_ctx} tokens")
        if lib.llama_n_ctx(self.context) != self.n_ctx:
            raise self._refused("llama.cpp gave it a context of another size")

    def _ring(self, batch: int) -> int:
        """Count the cells of layers with a sliding window, as llama.cpp does; 0 when they get the whole context."""
        cells = -(-(self.window + batch) // CONTEXT_STEP) * CONTEXT_STEP
        small = not self.gpu_layers and self.info.parameters < SMALL_MODEL
        return cells if small and 0 < self.window and cells <= self.n_ctx * RING_SHARE else 0

    def _refused(self, what: str) -> ModelRefused:
        said = LOG.last_error()
        return ModelRefused(
            f"The model file {self.info.path} is refused: {what}{f' ({said})' if said else ''}.",
            reason=Reason.NOT_LOADED,
            hint="Choose another model with `edge-haptics models list`.",
        )

    def decode(self, batch: Any, *, steady: bool = False) -> int:
        """Compute a batch; llama.cpp's status. What a single token took decides how many threads the next one gets.

        ``steady`` tokens have as many as ever, so that their bits do not depend on what else the machine does: needed
        where `splits_from` tokens or more are in memory.
        Raises EngineError for a batch that says which logits it wants: there is room for those of the last token
        alone, and llama.cpp ends the process over others.
        """
        count = batch.n_tokens
        if count > 1 and batch.logits:
            raise EngineError(
                "The model keeps the logits of the last token alone, and others were asked for.",
                reason=Reason.ENGINE_FAILED,
                hint="Ask `scorer`, which gives the logits of each.",
            )
        pace = self._pace
        if pace is None:
            return int(self.lib.llama_decode(self.context, batch))
        threads = self._steady if steady else (pace.threads, pace.batch)
        if threads != self._given:
            self.lib.llama_set_n_threads(self.context, *threads)
            self._given = threads
        started = perf_counter()
        status: int = self.lib.llama_decode(self.context, batch)
        if count == 1 and not status and not steady:
            now = perf_counter()
            pace.took(now - started, now)
        return status

    @property
    def chat_template(self) -> str | None:
        """The template that came in the file."""
        return self.info.chat_template

    def close(self) -> None:
        """Free the context, then the model; safe to call twice."""
        with self._building:
            self.vocab = self.memory = None  # both lie inside what is freed
        context, self.context = self.context, None
        model, self.model = self.model, None
        if context:
            self.lib.llama_free(context)
        if model:
            self.lib.llama_model_free(model)

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Tokenize without adding anything; `special` reads names of control tokens. Raises EngineError."""
        raw = text.encode("utf-8", "replace")
        if not raw:
            return []
        size = len(raw) + 16
        if size > SIZE_T_LIMIT:
            raise EngineError(
                "The text is too long to be tokenized.",
                reason=Reason.PROMPT_TOO_LONG,
                hint="Send a shorter text.",
            )
        tokens = (ctypes.c_int32 * size)()
        count = self.lib.llama_tokenize(self.vocab, raw, len(raw), tokens, size, False, special)
        if count < 0:
            size = -count
            tokens = (ctypes.c_int32 * size)()
            count = self.lib.llama_tokenize(self.vocab, raw, len(raw), tokens, size, False, special)
        if count < 0:
            raise EngineError("The text cannot be tokenized.", reason=Reason.ENGINE_FAILED, hint="Send a shorter text.")
        return tokens[:count]

    def piece(self, token: int) -> bytes:
        """Give the bytes that a token adds to the text; none for control tokens."""
        return self.pieces[token]

    def _read_piece(self, token: int) -> bytes:
        size = PIECE_BYTES
        buffer = ctypes.create_string_buffer(size)
        count = self.lib.llama_token_to_piece(self.vocab, token, buffer, size, 0, False)
        if count < 0:
            size = -count
            buffer = ctypes.create_string_buffer(size)
            count = self.lib.llama_token_to_piece(self.vocab, token, buffer, size, 0, False)
        return buffer.raw[: max(count, 0)]

    def ends(self, token: int) -> bool:
        """Whether a token ends the answer."""
        return bool(self.lib.llama_vocab_is_eog(self.vocab, token))

    def vocabulary(self) -> Vocabulary:
        """Give what a grammar needs to know of the tokens; made at the first call, about a second for 2^18 of them.

        Any thread may ask. Raises EngineMissing, and EngineError once the model is closed.
        """
        with self._building:
            if self._vocabulary is None:
                from edge_runtime.engines._vocabulary import Vocabulary

                if self.vocab is None:
                    raise EngineError("The model was closed.", reason=Reason.ENGINE_CLOSED, hint="Open it again.")
                pieces = [self._read_piece(token) for token in range(self.n_vocab)]
                ends = filter(self.ends, range(self.n_vocab))
                self._vocabulary = Vocabulary(pieces, ends, self._encode)
            return self._vocabulary

    def prepare_vocabulary(self) -> None:
        """Make it in the background, so that a first block need not wait for it."""
        if self._vocabulary is None and not self._building.locked():
            threading.Thread(target=self._prepare, name="edge-haptics-vocabulary", daemon=True).start()

    def _prepare(self) -> None:
        with contextlib.suppress(EngineError):  # whoever needs it is told
            self.vocabulary()

    def _encode(self, raw: bytes) -> list[int]:
        """Write bytes as the model would; those that are no text, or come back otherwise, as no tokens."""
        try:
            tokens = self.tokenize(raw.decode(), special=False)
        except UnicodeDecodeError:
            return []
        return tokens if b"".join(map(self.piece, tokens)) == raw else []

    def spelling(self, token: int) -> str:
        """Give a token's own name in the vocabulary; "" for a token that is none."""
        if not 0 <= token < self.n_vocab:
            return ""
        return bytes(self.lib.llama_vocab_get_text(self.vocab, token) or b"").decode("utf-8", "replace")

    def is_control(self, token: int) -> bool:
        """Whether a token is no text: a control token, or one that ends the answer."""
        attributes = self.lib.llama_vocab_get_attr(self.vocab, token)
        return bool(attributes & SPECIAL) or self.ends(token)

    def is_user_defined(self, token: int) -> bool:
        """Whether a token is a piece that its maker added by name."""
        return bool(self.lib.llama_vocab_get_attr(self.vocab, token) & USER_DEFINED)

    def longest_piece(self) -> int:
        """Bytes that one token can stand for at most, as a bound for what may fit the context.

        A name in the vocabulary is never shorter than what it adds to the text. Asked for only by long texts, since
        it walks the whole vocabulary once.
        """
        if not self._longest:
            name = self.lib.llama_vocab_get_text
            self._longest = max(len(name(self.vocab, token) or b"") for token in range(self.n_vocab)) or PIECE_BYTES
        return self._longest
