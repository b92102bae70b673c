"""An answer from a server: its pieces as they come, one clear sentence when none do, nothing left open."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator, Sequence

from edge_runtime.engines.base import Cancel, EngineInfo, Finish, FinishReason, Message, Piece, Sampling
from edge_runtime.engines.openai._address import Address, parse_address
from edge_runtime.engines.openai._client import BACK_OFF_S, Client, Failed
from edge_runtime.engines.openai._speech import Said, model_ids, request_body
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

NO_TOKEN = -1


class OpenAIEngine:
    """Asks a server for answers. `model` is the server's own name for one; "" takes the first that it lists.

    The key comes from the environment (see `parse_address`). Raises EngineMissing, InputUnusable, ServerFailed,
    ModelNotFound.
    """

    def __init__(
        self,
        model: str | os.PathLike[str] = "",
        *,
        base_url: str | None = None,
        offline: bool = False,
        back_off_s: float = BACK_OFF_S,
    ) -> None:
        self._address: Address = parse_address(base_url, offline=offline)
        self._client = Client(self._address, back_off_s)
        self._turn = 0
        try:
            self._model = os.fspath(model) or self._first_model()
        except BaseException:
            self._client.close()
            raise

    def info(self) -> EngineInfo:
        """Describe what answers; what a server does not tell is 0."""
        return EngineInfo(self._model, self._address.url, "", 0, 0, f"server at {self._address.host}", 0, 0, 0)

    def close(self) -> None:
        """Break off what is running and close every connection; safe to call twice, from any thread."""
        self._turn += 1
        self._client.close()

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, *, seed: int | None = None, cancel: Cancel
    ) -> Iterator[Piece | Finish]:
        """Answer the last message; ends with exactly one Finish.

        `cancel` closes the connection at once. A piece is what the server sent in one event, without a token's id.
        Raises ServerFailed, ModelNotFound, EngineError.
        """
        started = time.perf_counter()
        self._turn += 1
        turn = self._turn
        bodies = [request_body(self._model, messages, sampling, seed, extended=also) for also in (True, False)]
        arrived: queue.SimpleQueue[Said | Failed | None] = queue.SimpleQueue()
        reason: FinishReason = "stop"
        count, tokens, prompt_tokens, reused = 0, 0, 0, 0
        first = last = started
        running = self._client.answer(bodies, arrived.put)
        try:
            with cancel.calling(running.cancel):
                while (said := arrived.get()) is not None:
                    if self._turn != turn:
                        raise _closed()
                    if isinstance(said, Failed):
                        if cancel.is_set():
                            break
                        raise said.error
                    reason = said.reason or reason
                    if said.tokens is not None:
                        tokens, prompt_tokens, reused = said.tokens, said.prompt_tokens or 0, said.reused_tokens
                    if said.text:
                        last = time.perf_counter()
                        first = first if count else last
                        count += 1
                        yield Piece(said.text, NO_TOKEN)
                    if cancel.is_set():
                        break
                if self._turn != turn:
                    raise _closed()
        finally:
            running.cancel()
        took = last - first
        tokens = tokens or count
        yield Finish(
            reason="cancelled" if cancel.is_set() else reason,
            tokens=tokens,
            prompt_tokens=prompt_tokens,
            reused_tokens=reused,
            dropped_turns=0,
            ttft_ms=(first - started) * 1000 if count else 0.0,
            tok_per_s=(tokens - 1) / took if tokens > 1 and took > 0 else 0.0,
        )

    def _first_model(self) -> str:
        names = model_ids(self._client.fetch("models"))
        if not names:
            raise EngineError(
                f"The server at {self._address.host} does not say which models it has.",
                reason=Reason.SERVER_REFUSED,
                hint="Name one with `--model`.",
            )
        return names[0]


def _closed() -> EngineError:
    return EngineError(
        "This answer was ended, because the engine was closed or began another one.",
        reason=Reason.ENGINE_CLOSED,
        hint="Read one answer to its end before the next.",
    )
