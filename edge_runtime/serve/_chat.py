"""OpenAI's chat completions on our one model: visible text, and what is felt beside it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from edge_runtime.engines import Message, Sampling, schema_text
from edge_runtime.errors import EngineError, InputUnusable

from ._asked import body_of, caller_of
from ._completion import Choice, Completion, Usage
from ._completion import Said as SaidAnswer
from ._errors import ApiError, from_failure
from ._fair import QueueFull
from ._forms import ChatForm
from ._job import Done, Failed, Felt, Job, Said, Words
from ._monitor import Monitor

RETRY_S = 2.0
"""When to ask again after the queue was full."""


class Chat:
    """Answers over HTTP."""

    def __init__(self, monitor: Monitor) -> None:
        """Ask ``monitor``'s model."""
        self._monitor = monitor

    async def complete(self, request: Request) -> Response:
        """`POST /v1/chat/completions`."""
        form = await body_of(request, ChatForm)
        talk = _Talk(self._monitor, form, caller_of(request).lane)
        gone = asyncio.ensure_future(_gone(request))
        try:
            first = await talk.first(gone)
        except BaseException:
            talk.leave()
            gone.cancel()
            raise
        if form.stream:
            return _Stream(talk, first, gone)
        try:
            return await talk.whole(first, gone)
        finally:
            talk.leave()
            gone.cancel()


class _Talk:
    """One answer on its way to one caller."""

    def __init__(self, monitor: Monitor, form: ChatForm, lane: str) -> None:
        """Put the job into the queue. Raises ApiError."""
        if form.unsupported is not None:
            message = f"{form.unsupported} asks for what cannot be done here. Leave it out."
            raise ApiError(400, "not_supported", message, param=form.unsupported)
        if form.model is not None and form.model != monitor.rules.model:
            message = f"There is no model of that name. Ask for {monitor.rules.model}, or leave the name out."
            raise ApiError(404, "model_not_found", message, param="model")
        self._monitor, self._form = monitor, form
        self._created = int(time.time())
        self._said: asyncio.Queue[Said] = asyncio.Queue()
        loop, put = asyncio.get_running_loop(), self._said.put_nowait

        def tell(said: Said) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(put, said)

        self.job = Job(
            lane,
            _messages(form),
            _sampling(form, monitor.rules.sampling),
            tell,
            seed=monitor.rules.seed if form.seed is None else form.seed % (2**32 - 1),
            stops=form.stops,
        )
        try:
            monitor.desk.submit(self.job)
        except QueueFull:
            raise ApiError(429, "queue_full", "Too many wait for an answer. Try again soon.", retry_s=RETRY_S) from None
        except EngineError as error:
            raise from_failure(error) from None
        self._late = loop.call_later(monitor.rules.answer_s, self._too_late)

    async def first(self, gone: asyncio.Future[None]) -> Said:
        """Wait until something is said. Raises ApiError for an answer that failed before it began."""
        said = await self._next(gone)
        if said is None:
            raise ApiError(400, "bad_request", "The connection ended before the answer did.")
        if isinstance(said, Failed):
            raise from_failure(said.error)
        return said

    async def all(self, first: Said, gone: asyncio.Future[None]) -> AsyncIterator[Said]:
        """Give everything, ``first`` first, until the end or until the caller is gone."""
        said: Said | None = first
        while said is not None:
            yield said
            said = None if isinstance(said, (Done, Failed)) else await self._next(gone)

    async def whole(self, first: Said, gone: asyncio.Future[None]) -> Response:
        """Give the answer in one piece. Raises ApiError."""
        words: list[str] = []
        felt: list[dict[str, Any]] = []
        async for said in self.all(first, gone):
            if isinstance(said, Words):
                words.append(said.text)
            elif isinstance(said, Felt):
                felt.append(said.event)
            elif isinstance(said, Failed):
                raise from_failure(said.error)
            else:
                return JSONResponse(self._completion("".join(words), felt, said).model_dump())
        return Response()  # nobody reads it

    async def lines(self, first: Said, gone: asyncio.Future[None]) -> AsyncIterator[str]:
        """Give the answer as server-sent events."""
        yield self._chunk({"role": "assistant", "content": ""})
        async for said in self.all(first, gone):
            if isinstance(said, Words):
                yield self._chunk({"content": said.text})
            elif isinstance(said, Felt):
                yield self._chunk({}, haptics=[said.event])
            elif isinstance(said, Failed):
                yield _event(from_failure(said.error).body)
                return
            else:
                yield self._chunk({}, reason=said.reason)
                if self._form.stream_options and self._form.stream_options.include_usage:
                    yield self._chunk(None, usage=_usage(said).model_dump())
        yield "data: [DONE]\n\n"

    def leave(self) -> None:
        """The caller is gone or has all of it."""
        self._late.cancel()
        self._monitor.desk.cancel(self.job)

    def _too_late(self) -> None:
        self.job.late = True
        self.job.cut()

    async def _next(self, gone: asyncio.Future[None]) -> Said | None:
        """Wait for what is said next; None when the caller is gone."""
        getting = asyncio.ensure_future(self._said.get())
        try:
            waits: set[asyncio.Future[Any]] = {getting, gone}
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            return getting.result() if getting.done() else None
        finally:
            getting.cancel()

    def _chunk(self, delta: dict[str, Any] | None, *, reason: str | None = None, **more: Any) -> str:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}]
        return _event(
            {
                "id": self.job.id,
                "object": "chat.completion.chunk",
                "created": self._created,
                "model": self._monitor.rules.model,
                "choices": choices,
                **more,
            }
        )

    def _completion(self, text: str, felt: list[dict[str, Any]], done: Done) -> Completion:
        return Completion(
            id=self.job.id,
            created=self._created,
            model=self._monitor.rules.model,
            choices=[Choice(message=SaidAnswer(content=text), finish_reason=done.reason)],
            usage=_usage(done),
            haptics=felt,
        )


class _Stream(StreamingResponse):
    """Server-sent events; whatever ends them ends the answer."""

    def __init__(self, talk: _Talk, first: Said, gone: asyncio.Future[None]) -> None:
        super().__init__(talk.lines(first, gone), media_type="text/event-stream")
        self._talk, self._gone = talk, gone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        try:
            await self.stream_response(send)
        except OSError:
            return
        finally:
            self._talk.leave()
            self._gone.cancel()


async def _gone(request: Request) -> None:
    """Wait until the caller has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _messages(form: ChatForm) -> tuple[Message, ...]:
    return tuple(Message("system" if one.role == "developer" else one.role, one.text) for one in form.messages)


def _sampling(form: ChatForm, rules: Sampling) -> Sampling:
    """What is asked for, within what the person who started the server allows. Raises ApiError."""
    wanted = form.max_completion_tokens or form.max_tokens or rules.max_tokens
    sampling = replace(rules, max_tokens=min(wanted, rules.max_tokens))
    if form.temperature is not None:
        sampling = replace(sampling, temperature=form.temperature)
    if form.top_p is not None:
        sampling = replace(sampling, top_p=form.top_p)
    held = form.response_format
    if held is None or held.type == "text":
        return sampling
    if held.type == "json_object":
        return replace(sampling, json=True)
    assert held.json_schema is not None
    try:
        return replace(sampling, schema=schema_text(held.json_schema.schema_))
    except InputUnusable as error:
        raise from_failure(error) from None


def _usage(done: Done) -> Usage:
    finish = done.finish
    return Usage(
        prompt_tokens=finish.prompt_tokens,
        completion_tokens=finish.tokens,
        total_tokens=finish.prompt_tokens + finish.tokens,
    )


def _event(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body, separators=(',', ':'))}\n\n"
