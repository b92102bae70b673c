"""An engine without a model: it says what it was told to say, for tests and demonstrations."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edge_runtime.engines.base import Cancel, EngineInfo, Finish, FinishReason, Message, Piece, Sampling
from edge_runtime.errors import EngineError, EngineReason

if TYPE_CHECKING:
    from edge_runtime.adapters import Adaptation


@dataclass(frozen=True, slots=True)
class Request:
    """One call of `generate`, as it came in."""

    messages: tuple[Message, ...]
    sampling: Sampling
    seed: int | None


class ScriptedEngine:
    """Yields queued answers piece by piece, in order, and remembers what it was asked.

    An exception among the queued pieces is raised when its turn comes; with nothing queued the answer is empty.
    """

    def __init__(self, *answers: Iterable[str | Exception]) -> None:
        self.requests: list[Request] = []
        self.closed = False
        self.adaptation: Adaptation | None = None
        self._answers: deque[tuple[tuple[str | Exception, ...], FinishReason]] = deque()
        for answer in answers:
            self.enqueue(answer)

    def enqueue(self, pieces: Iterable[str | Exception], *, reason: FinishReason = "stop") -> None:
        """Queue one answer; a plain string is one piece."""
        self._answers.append(((pieces,) if isinstance(pieces, str) else tuple(pieces), reason))

    def info(self) -> EngineInfo:
        """Describe this engine; all sizes are 0."""
        return EngineInfo("scripted", "", "scripted", 0, 0, "scripted", 0, 0, 0)

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, *, seed: int | None, cancel: Cancel
    ) -> Iterator[Piece | Finish]:
        """Yield the next queued answer up to `sampling.max_tokens` pieces; stops early when cancelled.

        Raises what was queued, and EngineError after `close`.
        """
        if self.closed:
            raise EngineError(
                "This engine was closed.", reason=EngineReason.ENGINE_CLOSED, hint="Open the model again."
            )
        self.requests.append(Request(tuple(messages), sampling, seed))
        pieces, reason = self._answers.popleft() if self._answers else ((), "stop")
        count = 0
        for piece in pieces:
            if cancel.is_set():
                reason = "cancelled"
                break
            if count >= sampling.max_tokens:
                reason = "length"
                break
            if isinstance(piece, Exception):
                raise piece
            yield Piece(piece, count)
            count += 1
        if cancel.is_set():
            reason = "cancelled"
        prompt = sum(len(message.content.split()) for message in messages)
        yield Finish(reason, count, prompt, 0, 0, 0.0, 0.0)

    def adapt(self, adaptation: Adaptation) -> None:
        """Remember it as `adaptation`."""
        self.adaptation = adaptation

    def close(self) -> None:
        """Mark it closed."""
        self.closed = True
