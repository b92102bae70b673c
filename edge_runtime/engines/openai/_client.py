"""The connection: one thread with an event loop, in which a request can be broken off at any moment.

Closing a socket under a thread that reads from it is nothing to rely on; cancelling a task closes it in order.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from edge_runtime.engines.openai._address import Address
from edge_runtime.engines.openai._events import EventReader, EventTooLong
from edge_runtime.engines.openai._speech import Said, error_text, read_event
from edge_runtime.errors import EngineError, EngineMissing, ModelNotFound, ServerFailed
from edge_runtime.errors import EngineReason as Reason

try:
    import httpx
except ModuleNotFoundError:
    raise EngineMissing(
        "The package httpx is not installed, and asking a server needs it.",
        reason=Reason.ENGINE_MISSING,
        hint="Run `make run` in the checkout, or install the wheel with its extra [openai].",
    ) from None

CONNECT_S, READ_S, WRITE_S = 10.0, 300.0, 30.0
"""A small machine may read a long prompt for minutes before its first word."""
ATTEMPTS = 4
BACK_OFF_S = 0.5
"""Before the second attempt; twice as long before each further one, and up to half as long again by chance."""
MAX_WAIT_S = 20.0
"""The longest that a server may ask for."""
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
NOT_UNDERSTOOD = frozenset({400, 422})
MAX_SAID = 300
"""Characters of a server's own words that are shown."""
MAX_ERROR_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 64 * 1024 * 1024
"""Some 300 bytes for each of the most tokens that can be asked for."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no more of an answer."""

    error: EngineError


class _Passing(Exception):
    """A failure that another attempt may not meet."""

    def __init__(self, error: ServerFailed, wait_s: float = 0.0) -> None:
        super().__init__()
        self.error, self.wait_s = error, wait_s


class _NotUnderstood(Exception):
    """The server did not take the request as it was written."""

    def __init__(self, error: EngineError) -> None:
        super().__init__()
        self.error = error


class Client:
    """Connections to one server. Any thread may call; each request runs in this one's own thread."""

    def __init__(self, address: Address, back_off_s: float = BACK_OFF_S) -> None:
        self._address, self._back_off_s = address, back_off_s
        self._plain_only = False
        self._lock = threading.Lock()
        self._closed = False
        self._loop = asyncio.new_event_loop()
        self._tasks: set[Future[Any]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="edge-haptics-server", daemon=True)
        self._thread.start()
        headers = {"Authorization": f"Bearer {address.key}"} if address.key else {}
        self._http = httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S, write=WRITE_S),
            trust_env=False,  # else a .netrc or a proxy of the environment could get what is said
            follow_redirects=False,
        )

    def close(self) -> None:
        """Break off every request, close every connection, end the thread."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
        asyncio.run_coroutine_threadsafe(self._http.aclose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def fetch(self, path: str) -> str:
        """GET a short text. Raises ServerFailed, ModelNotFound, EngineError."""
        return self._start(self._again(partial(self._get, path), lambda: False)).result()

    def answer(self, bodies: Sequence[dict[str, Any]], put: Callable[[Said | Failed | None], object]) -> Future[None]:
        """POST for an answer; `put` gets what arrives, a failure if there is one, and None at the end, always.

        The second of `bodies` is for a server that does not understand the first. Cancel what is returned to break off.
        """
        running = self._start(self._answer(bodies, put))
        running.add_done_callback(lambda _: put(None))
        return running

    def _start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        with self._lock:
            if self._closed:
                work.close()
                raise EngineError("This engine was closed.", reason=Reason.ENGINE_CLOSED, hint="Open it again.")
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
            self._tasks.add(future)
        future.add_done_callback(self._tasks.discard)
        return future

    async def _answer(self, bodies: Sequence[dict[str, Any]], put: Callable[[Said | Failed | None], object]) -> None:
        began = False

        def begin(said: Said) -> None:
            nonlocal began
            began = began or bool(said.text)
            put(said)

        try:
            for body in bodies[self._plain_only :]:
                try:
                    await self._again(partial(self._post, body, begin), lambda: began)
                    return
                except _NotUnderstood as refused:
                    if body is bodies[-1]:
                        raise refused.error from None
                    self._plain_only = True
        except EngineError as error:
            put(Failed(error))
        except (asyncio.CancelledError, CancelledError):
            raise
        except Exception as error:
            put(Failed(self._failed(Reason.SERVER_BROKE_OFF, f"broke off ({type(error).__name__})")))

    async def _again(self, attempt: Callable[[], Coroutine[Any, Any, T]], began: Callable[[], bool]) -> T:
        """Try, and while nothing began and the failure may pass, wait and try again."""
        for number in range(ATTEMPTS):
            try:
                return await attempt()
            except _Passing as passing:
                if began() or number == ATTEMPTS - 1:
                    raise passing.error from None
                back_off = self._back_off_s * 2**number * (1 + random.random() / 2)  # noqa: S311
                await asyncio.sleep(min(max(back_off, passing.wait_s), MAX_WAIT_S))
        raise AssertionError

    async def _get(self, path: str) -> str:
        try:
            async with self._http.stream("GET", f"{self._address.url}/{path}") as response:
                if response.status_code != httpx.codes.OK:
                    refusal = await self._refusal(response)
                    raise refusal.error if isinstance(refusal, _NotUnderstood) else refusal
                return (await _head(response)).decode("utf-8", "replace")
        except httpx.HTTPError as error:
            raise self._lost(error) from None

    async def _post(self, body: dict[str, Any], begin: Callable[[Said], None]) -> None:
        reader, size, ended = EventReader(), 0, False
        try:
            async with self._http.stream("POST", f"{self._address.url}/chat/completions", json=body) as response:
                if response.status_code != httpx.codes.OK:
                    raise await self._refusal(response)
                if "event-stream" not in response.headers.get("content-type", ""):
                    raise self._failed(Reason.SERVER_REFUSED, "does not stream its answers")
                async for raw in response.aiter_bytes():
                    size += len(raw)
                    if size > MAX_ANSWER_BYTES:
                        raise self._failed(Reason.SERVER_BROKE_OFF, "does not stop answering")
                    for data in reader.feed(raw):
                        said = read_event(data)
                        if said.error:
                            raise self._failed(Reason.SERVER_BROKE_OFF, f"broke off: {self._shown(said.error)}")
                        ended = ended or said.done or said.reason is not None
                        if said.done:
                            return
                        begin(said)
        except EventTooLong:
            raise self._failed(Reason.SERVER_BROKE_OFF, "sent a piece without an end") from None
        except httpx.HTTPError as error:
            raise self._lost(error) from None
        if not ended:
            raise _Passing(self._failed(Reason.SERVER_BROKE_OFF, "broke off in the middle of its answer"))

    def _lost(self, error: httpx.HTTPError) -> Exception:
        if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
            return _Passing(self._failed(Reason.SERVER_UNREACHABLE, "cannot be reached"))
        if isinstance(error, httpx.TimeoutException):
            return self._failed(Reason.SERVER_BROKE_OFF, f"has said nothing for {READ_S:.0f} s")
        return _Passing(self._failed(Reason.SERVER_BROKE_OFF, "closed the connection"))

    async def _refusal(self, response: httpx.Response) -> Exception:
        status = response.status_code
        said = self._shown(error_text((await _head(response)).decode("utf-8", "replace")))
        why = f"answered with status {status}{f' ({said})' if said else ''}"
        if status in TRY_AGAIN:
            return _Passing(self._failed(Reason.SERVER_REFUSED, why), _retry_after(response))
        if status in NOT_UNDERSTOOD:
            return _NotUnderstood(self._failed(Reason.SERVER_REFUSED, why))
        if status == httpx.codes.NOT_FOUND:
            return ModelNotFound(
                f"The server at {self._address.host} {why}.",
                reason=Reason.NO_SUCH_FILE,
                hint="Check `--base-url` (it often ends in /v1) and the name given with `--model`.",
            )
        return self._failed(Reason.SERVER_REFUSED, why)

    def _shown(self, said: str) -> str:
        return self._address.without_key(said)[:MAX_SAID].rstrip(".")

    def _failed(self, reason: Reason, what: str) -> ServerFailed:
        return ServerFailed(f"The server at {self._address.host} {what}.", reason=reason, hint=HINTS[reason])


HINTS = {
    Reason.SERVER_UNREACHABLE: "Start the server, or check `--base-url`.",
    Reason.SERVER_REFUSED: "Check `--base-url`, `--model` and the key in EDGE_HAPTICS_API_KEY.",
    Reason.SERVER_BROKE_OFF: "Ask again; if it happens again, look into the server's log.",
}


async def _head(response: httpx.Response) -> bytes:
    body = bytearray()
    async for raw in response.aiter_bytes():
        body += raw
        if len(body) >= MAX_ERROR_BYTES:
            break
    return bytes(body[:MAX_ERROR_BYTES])


def _retry_after(response: httpx.Response) -> float:
    try:
        return max(0.0, min(float(response.headers.get("retry-after", "0")), MAX_WAIT_S))
    except ValueError:
        return 0.0
