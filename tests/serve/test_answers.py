"""One model, many callers: turns, cancelling, limits, and what an answer is held to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from openai import APIError, APIStatusError, BadRequestError, InternalServerError, RateLimitError

from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, EngineInfo, Finish, Message, Piece, Sampling, ScriptedEngine, open_engine
from edge_runtime.errors import EngineError, EngineReason, PromptTooLong
from edge_runtime.prompts import system_text

WAIT_S = 60.0
ASK = [{"role": "user", "content": "hello"}]


class Held:
    """An engine that begins an answer, and goes on when the test lets it or when it is cancelled."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun, self.go_on = threading.Semaphore(0), threading.Semaphore(0)
        self.cancelled = threading.Semaphore(0)

    def info(self) -> EngineInfo:
        return EngineInfo("held", "", "held", 0, 0, "held", 0, 0, 0)

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, *, seed: int | None, cancel: Cancel
    ) -> Iterator[Piece | Finish]:
        self.asked.append(messages[-1].content)
        yield Piece("begun", 0)
        self.begun.release()
        with cancel.calling(self.go_on.release):
            assert self.go_on.acquire(timeout=WAIT_S)
        if cancel.is_set():
            self.cancelled.release()
        yield Finish("cancelled" if cancel.is_set() else "stop", 1, 1, 0, 0, 1.0, 1.0)

    def close(self) -> None:
        pass


def ask(server, content: str, key: str = "any") -> threading.Thread:
    """Ask in a thread; the answer is nobody's business."""

    def call() -> None:
        client = server.client().with_options(api_key=key)
        client.chat.completions.create(model="scripted", messages=[{"role": "user", "content": content}])

    thread = threading.Thread(target=call)
    thread.start()
    return thread


@contextmanager
def leaving(server, **more) -> Iterator[socket.socket]:
    """Ask, and hang up at the end of the block."""
    body = json.dumps({"messages": ASK} | more)
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {server.host}\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=WAIT_S) as wire:
        wire.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        yield wire


def wait_until(condition: Callable[[], bool], else_: str = "it did not come", *, within_s: float = WAIT_S) -> None:
    """Look again and again; there is no event to wait for. Else ``else_`` is what went wrong."""
    bell = threading.Event()
    for _ in range(int(within_s * 100)):
        if condition():
            return
        bell.wait(0.01)
    raise AssertionError(else_)


def test_callers_are_answered_in_turn_whoever_asked_a_lot_first(serve) -> None:
    engine = Held()
    with serve(engine) as server:
        threads = [ask(server, "greedy 1", "greedy")]
        assert engine.begun.acquire(timeout=WAIT_S)
        for number, (content, key) in enumerate(
            [("greedy 2", "greedy"), ("greedy 3", "greedy"), ("greedy 4", "greedy"), ("quiet", "quiet")], start=1
        ):
            threads.append(ask(server, content, key))
            wait_until(lambda number=number: server.monitor.desk.waiting == number)
        for _ in threads:
            engine.go_on.release()
        for thread in threads:
            thread.join(WAIT_S)
    assert engine.asked == ["greedy 1", "greedy 2", "quiet", "greedy 3", "greedy 4"]


def test_a_full_queue_says_so_and_when_to_ask_again(serve) -> None:
    engine = Held()
    with serve(engine, waiting=1) as server:
        threads = [ask(server, "one")]
        assert engine.begun.acquire(timeout=WAIT_S)
        threads.append(ask(server, "two"))
        wait_until(lambda: server.monitor.desk.waiting == 1)
        with pytest.raises(RateLimitError) as caught:
            server.client().chat.completions.create(model="scripted", messages=ASK, stream=True)
        assert caught.value.code == "queue_full"
        assert int(caught.value.response.headers["retry-after"]) >= 1
        for _ in threads:
            engine.go_on.release()
        for thread in threads:
            thread.join(WAIT_S)


@pytest.mark.parametrize("stream", [True, False])
def test_whoever_leaves_cancels_the_answer(serve, stream) -> None:
    engine = Held()
    with serve(engine) as server:
        with leaving(server, stream=stream) as wire:
            assert engine.begun.acquire(timeout=WAIT_S)
            said = b""
            while stream and b"data: {" not in said:
                said += wire.recv(65536)
        assert engine.cancelled.acquire(timeout=WAIT_S)
        wait_until(lambda: server.monitor.desk.running is None)


def test_whoever_leaves_while_waiting_is_never_answered(serve) -> None:
    engine = Held()
    with serve(engine) as server:
        first = ask(server, "first")
        assert engine.begun.acquire(timeout=WAIT_S)
        with leaving(server):
            wait_until(lambda: server.monitor.desk.waiting == 1)
        wait_until(lambda: server.monitor.desk.waiting == 0)
        engine.go_on.release()
        first.join(WAIT_S)
    assert engine.asked == ["first"]


def test_an_answer_that_takes_too_long_is_cut(serve, late_after) -> None:
    late_after("begun")
    with serve(Held(), answer_s=0.05) as server:
        answer = server.client().chat.completions.create(model="scripted", messages=ASK)
    assert answer.choices[0].finish_reason == "length"
    assert answer.choices[0].message.content == "begun"


@pytest.mark.parametrize(
    ("failure", "kind", "code"),
    [
        (PromptTooLong("It is too long.", hint="Shorten it.", reason=EngineReason.PROMPT_TOO_LONG), BadRequestError, "context_length_exceeded"),
        (EngineError("It broke.", hint="Try again.", reason=EngineReason.ENGINE_FAILED), InternalServerError, "engine_failed"),
        (ZeroDivisionError("a secret inside"), InternalServerError, "engine_failed"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stream", [True, False])
def test_a_failure_has_its_status_and_the_next_answer_is_whole(serve, caplog, failure, kind, code, stream) -> None:
    with serve(ScriptedEngine([failure], ["fine"])) as server:
        client = server.client()
        with pytest.raises(kind) as caught:
            client.chat.completions.create(model="scripted", messages=ASK, stream=stream)
        assert caught.value.code == code
        assert "secret" not in str(caught.value)
        assert client.chat.completions.create(model="scripted", messages=ASK).choices[0].message.content == "fine"


def test_a_failure_in_the_middle_of_a_stream_is_told_in_it(serve) -> None:
    failure = EngineError("It broke.", hint="Try again.", reason=EngineReason.ENGINE_FAILED)
    with serve(ScriptedEngine(["some words", failure])) as server:
        stream = server.client().chat.completions.create(model="scripted", messages=ASK, stream=True)
        with pytest.raises(APIError, match="It broke"):
            list(stream)


def test_a_stop_ends_the_answer_before_it(serve) -> None:
    with serve(ScriptedEngine(["one ", "END", "less <en", "d> two"])) as server:
        answer = server.client().chat.completions.create(model="scripted", messages=ASK, stop=["<end>", "never"])
    assert answer.choices[0].message.content == "one ENDless "
    assert answer.choices[0].finish_reason == "stop"


def test_nobody_gets_longer_answers_than_the_server_was_started_with(serve) -> None:
    engine = ScriptedEngine(["a"] * 50, ["a"] * 50)
    with serve(engine, sampling=Sampling(max_tokens=10)) as server:
        client = server.client()
        longest = client.chat.completions.create(model="scripted", messages=ASK, max_tokens=40)
        short = client.chat.completions.create(model="scripted", messages=ASK, max_completion_tokens=3)
    assert (longest.usage.completion_tokens, longest.choices[0].finish_reason) == (10, "length")
    assert short.usage.completion_tokens == 3


def test_system_texts_are_added_to_the_servers_own_and_turns_kept(serve) -> None:
    engine = ScriptedEngine(["fine"])
    messages = [
        {"role": "system", "content": "Be short."},
        {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        {"role": "assistant", "content": "c"},
        {"role": "user", "content": "d"},
    ]
    with serve(engine, system=lambda on: f"ours {on}") as server:
        server.client().chat.completions.create(model="scripted", messages=messages)
    assert engine.requests[0].messages == (
        Message("system", "ours False\n\nBe short."),
        Message("user", "ab"),
        Message("assistant", "c"),
        Message("user", "d"),
    )


@pytest.mark.slow
def test_the_shipped_model_answers_and_is_held_to_a_schema(serve) -> None:
    path, entry = find_model(None)
    engine = open_engine(path)
    schema = {
        "type": "object",
        "properties": {"mood": {"enum": ["good", "bad"]}, "count": {"type": "integer", "minimum": 0, "maximum": 9}},
        "required": ["mood", "count"],
        "additionalProperties": False,
    }
    held = {"type": "json_schema", "json_schema": {"name": "mood", "schema": schema, "strict": True}}
    try:
        with serve(engine, system=lambda on: system_text(entry, haptics=on), haptics=True, seed=3) as server:
            client = server.client()
            answer = client.chat.completions.create(
                model="scripted", messages=[{"role": "user", "content": "I am nervous"}]
            )
            shaped = client.chat.completions.create(model="scripted", messages=ASK, response_format=held)
            bad = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "nothing"}}}
            with pytest.raises(APIStatusError) as caught:
                client.chat.completions.create(model="scripted", messages=ASK, response_format=bad)
    finally:
        engine.close()
    assert answer.choices[0].message.content
    assert "[" not in answer.choices[0].message.content
    value = json.loads(shaped.choices[0].message.content)
    assert set(value) == {"mood", "count"}
    assert value["mood"] in {"good", "bad"}
    assert (caught.value.status_code, caught.value.code) == (400, "schema_invalid")
