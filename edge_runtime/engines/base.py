"""What every engine speaks: messages in, pieces of text and one finish out."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from lexicon import Limits

Role = Literal["system", "user", "assistant"]
FinishReason = Literal["stop", "length", "cancelled", "context"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation; `content` is text and never markup of the model's own template."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn; the defaults are the preset `focused`."""

    temperature: float = 0.3
    """0 is greedy: always the likeliest token."""
    top_k: int = 40
    """0 keeps all."""
    top_p: float = 0.9
    min_p: float = 0.1
    repeat_penalty: float = 1.0
    repeat_last_n: int = 64
    max_tokens: int = 512
    json: bool = False
    """Hold the answer to one JSON object."""
    schema: str | None = None
    """Hold the answer to this JSON schema (see `schema_text`); tags are not looked at then, as with `json`."""
    haptics: bool | None = None
    """True: haptic tags only as the lexicon's grammar has them; False: none may be; None: whatever the model says."""
    limits: Limits = field(default_factory=Limits)
    """What a block may hold when haptics are on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The text that one token adds, verbatim; "" while a character is still incomplete."""

    text: str
    token: int
    """The token's id; -1 for what is left at the end of an answer cut inside a character."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The last thing an answer yields."""

    reason: FinishReason
    """`stop`: the model ended it; `length`: max_tokens; `context`: the context is full; `cancelled`."""
    tokens: int
    prompt_tokens: int
    reused_tokens: int
    """How many of the prompt's tokens were still in memory from the answers before."""
    dropped_turns: int
    """How many old messages had to be left out so that the prompt fits."""
    ttft_ms: float
    """From the call to the first token; 0 when there was none."""
    tok_per_s: float
    """Tokens after the first one, by the time that they took; 0 when there were none."""
    forced_tokens: int = 0
    """How many of the tokens a grammar left no choice about; they cost no drawing and share one computation."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What runs, and where."""

    model: str
    path: str
    architecture: str
    parameters: int
    context: int
    """Tokens of prompt and answer together."""
    backend: str
    gpu_layers: int
    """-1 is all of them."""
    vocabulary: int
    threads: int
    note: str = ""
    """What the person should know about where it runs; "" when all is as one would expect."""


class Cancel:
    """A flag that any thread may set, once, to end an answer; native code can read it without Python."""

    __slots__ = ("_calls", "_event", "_flag")

    def __init__(self) -> None:
        self._calls: list[Callable[[], object]] = []
        self._event = threading.Event()
        self._flag = ctypes.create_string_buffer(2)

    def set(self) -> None:
        """Ask for the end; may be called often, from any thread or signal handler."""
        self._flag[0] = b"\x01"
        self._event.set()
        for call in tuple(self._calls):
            call()

    def is_set(self) -> bool:
        """Whether the end was asked for."""
        return self._event.is_set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Block until the flag is set or the time is over; returns whether it is set."""
        return self._event.wait(timeout_s)

    @contextmanager
    def calling(self, call: Callable[[], object]) -> Iterator[None]:
        """While this lasts, setting the flag makes this call, from the thread that sets it; at once if it is set.

        The call may come twice, and from a signal handler: it must not wait.
        """
        self._calls.append(call)
        try:
            if self.is_set():
                call()
            yield
        finally:
            self._calls.remove(call)

    @property
    def address(self) -> int:
        """Where native code finds a C string that is empty until the flag is set; lives as long as this."""
        return ctypes.addressof(self._flag)


class Engine(Protocol):
    """A language model that answers; synchronous, for one worker thread at a time."""

    def info(self) -> EngineInfo:
        """Describe what runs."""
        ...

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, *, seed: int | None, cancel: Cancel
    ) -> Iterator[Piece | Finish]:
        """Answer the last message; ends with exactly one Finish.

        `seed` None draws a fresh one. Raises EngineError, PromptTooLong.
        """
        ...

    def close(self) -> None:
        """Give everything back; safe to call twice."""
        ...


@runtime_checkable
class Lasting(Protocol):
    """An engine whose memory of a conversation can be kept in a file."""

    def save(self, path: Path) -> str | None:
        """Write what is in memory; returns what must be the same to use it again, None when there is nothing.

        Raises OSError when the file cannot be written.
        """
        ...

    def restore(self, path: Path, mark: str) -> bool:
        """Take a memory that `save` wrote, unchanged, with the `mark` it returned; False when it does not fit."""
        ...
