from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("httpx", reason="the openai extra is not installed: run `make test`")

from scripted_server import WAIT_S, Request, ScriptedServer, piece, serving

from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, Finish, Message, Piece, Sampling, open_engine
from edge_runtime.engines.openai import OpenAIEngine
from edge_runtime.engines.openai._address import KEY, OPENAI_KEY, parse_address
from edge_runtime.engines.openai._client import ATTEMPTS
from edge_runtime.engines.openai._events import MAX_EVENT_BYTES, EventReader, EventTooLong
from edge_runtime.engines.openai._speech import read_event
from edge_runtime.errors import EngineError, EngineReason, InputUnusable, ModelNotFound, ServerFailed

ROOT = Path(__file__).resolve().parents[2]
SECRET = "sk-very-secret-0123456789"
ASK = [Message("user", "hello")]
GREEDY = Sampling(temperature=0, max_tokens=48)


def opened(server: ScriptedServer) -> OpenAIEngine:
    return OpenAIEngine("small", base_url=server.url, back_off_s=0.001)


def answer(engine: OpenAIEngine, sampling: Sampling = GREEDY, cancel: Cancel | None = None) -> tuple[str, Finish]:
    events = list(engine.generate(ASK, sampling, seed=3, cancel=cancel or Cancel()))
    finish = events.pop()
    assert isinstance(finish, Finish)
    assert all(isinstance(event, Piece) for event in events)
    return "".join(event.text for event in events if isinstance(event, Piece)), finish


def good(request: Request) -> None:
    usage = {"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 4}}
    request.stream(piece("Hel"), piece("lo"), piece("", "stop"), json.dumps({"choices": [], "usage": usage}), "[DONE]")


# a real server


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    pytest.importorskip(
        "llama_cpp.server.app", reason="llama-cpp-python's server extra is not installed: run `make test`"
    )
    path, _ = find_model(None)
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))  # and deaf: whoever looks for a free port is not given this one
    port = kept.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(path), "--port", str(port), "--n_ctx", "1024"]
    environ = {name: value for name, value in os.environ.items() if name not in ("HOST", "PORT", "MODEL")}
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environ, text=True)
    assert server.stderr is not None
    for line in server.stderr:
        if "Uvicorn running" in line:
            break
    rest = threading.Thread(target=server.stderr.read)  # else a full pipe would stop it
    rest.start()
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(WAIT_S)
    rest.join(WAIT_S)
    server.stderr.close()
    kept.close()


@pytest.mark.slow
def test_a_real_server_says_what_the_local_engine_says(real: str) -> None:
    local, remote = open_engine(find_model(None)[0]), OpenAIEngine(base_url=real)
    try:
        events = list(local.generate(ASK, GREEDY, seed=3, cancel=Cancel()))
        text, finish = answer(remote)
        assert text == "".join(event.text for event in events if isinstance(event, Piece))
        assert finish.reason == "stop"
        assert finish.ttft_ms > 0
        assert remote.info().model.endswith(".gguf")
    finally:
        local.close()
        remote.close()


@pytest.mark.slow
def test_a_real_server_is_free_again_after_a_cancel(real: str) -> None:
    engine = OpenAIEngine(base_url=real)
    try:
        cancel = Cancel()
        running = engine.generate(ASK, Sampling(temperature=1.0, max_tokens=400), seed=1, cancel=cancel)
        assert isinstance(next(running), Piece)
        cancel.set()
        rest = list(running)
        assert isinstance(rest[-1], Finish)
        assert rest[-1].reason == "cancelled"
        assert answer(engine)[1].reason == "stop"
        assert answer(engine, Sampling(temperature=0, max_tokens=3))[1].reason == "length"
    finally:
        engine.close()


@pytest.mark.slow
def test_a_command_asks_a_real_server(real: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    command = [sys.executable, "-m", "edge_runtime", "say", "I am nervous about my exam"]
    line = ROOT / "models" / "prompts" / "line.md"
    where = ["--backend", "openai", "--base-url", real, "--offline", "--system", str(line)]
    options = [*where, "--seed", "3", "--haptics", "on", "--time-scale", "0", "--trace", str(trace)]
    done = subprocess.run(
        [*command, *options], capture_output=True, text=True, env={**os.environ, KEY: SECRET}, check=True
    )
    events = [json.loads(line) for line in trace.read_text().splitlines()]
    assert done.stdout.strip() == "".join(event["text"] for event in events if event["kind"] == "text").strip()
    assert events[0]["backend"] == "openai"
    assert events[0]["model"].endswith(".gguf")
    assert any(event["kind"] == "program" for event in events)
    assert SECRET not in trace.read_text() + done.stderr


# what is asked and what comes back


def test_an_answer_streams_with_its_counts() -> None:
    with serving(good) as server:
        engine = opened(server)
        text, finish = answer(engine)
        engine.close()
    assert text == "Hello"
    assert (finish.reason, finish.tokens, finish.prompt_tokens, finish.reused_tokens) == ("stop", 2, 9, 4)
    told = server.requests[0]
    assert told.line == "POST /v1/chat/completions HTTP/1.1"
    assert told.json["messages"] == [{"role": "user", "content": "hello"}]
    assert (told.json["seed"], told.json["temperature"], told.json["top_k"]) == (3, 0, 40)
    assert "authorization" not in told.headers


def test_json_is_asked_for_as_such() -> None:
    with serving(good) as server:
        engine = opened(server)
        answer(engine, Sampling(json=True))
        engine.close()
    assert server.requests[0].json["response_format"] == {"type": "json_object"}


def test_the_first_listed_model_is_taken() -> None:
    with serving(lambda request: request.reply(200, '{"data": [{"id": "one"}, {"id": "two"}]}'), good) as server:
        engine = OpenAIEngine(base_url=server.url)
        assert engine.info().model == "one"
        answer(engine)
        engine.close()
    assert server.requests[1].json["model"] == "one"


def test_a_server_that_knows_only_the_standard_is_asked_again_in_it() -> None:
    def strict(request: Request) -> None:
        if "top_k" in request.json:
            request.reply(400, '{"error": {"message": "Unrecognized request argument: top_k"}}')
        else:
            good(request)

    with serving(strict) as server:
        engine = opened(server)
        assert [answer(engine)[0] for _ in range(2)] == ["Hello", "Hello"]
        engine.close()
    assert ["top_k" in request.json for request in server.requests] == [True, False, False]


def test_a_request_that_no_form_mends_is_said() -> None:
    with serving(lambda request: request.reply(400, '{"error": {"message": "context length exceeded"}}')) as server:
        engine = opened(server)
        with pytest.raises(ServerFailed, match="context length exceeded") as caught:
            answer(engine)
        engine.close()
    assert caught.value.reason is EngineReason.SERVER_REFUSED
    assert len(server.requests) == 2


# trying again


def test_a_busy_server_is_asked_again() -> None:
    with serving(
        lambda request: request.reply(503, '{"error": {"message": "Loading model"}}', "Retry-After: 0"),
        lambda request: request.wire.shutdown(socket.SHUT_RDWR),
        lambda request: request.stream(piece("")),
        good,
    ) as server:
        engine = opened(server)
        assert answer(engine)[0] == "Hello"
        engine.close()
    assert len(server.requests) == ATTEMPTS == 4


def test_it_is_not_asked_for_ever() -> None:
    with serving(lambda request: request.reply(503, "Loading")) as server:
        engine = opened(server)
        with pytest.raises(ServerFailed, match=r"status 503 \(Loading\)"):
            answer(engine)
        engine.close()
    assert len(server.requests) == ATTEMPTS


def test_what_has_begun_is_never_asked_again() -> None:
    with serving(lambda request: request.stream(piece("Hel"))) as server:
        engine = opened(server)
        running = engine.generate(ASK, GREEDY, seed=1, cancel=Cancel())
        assert next(running) == Piece("Hel", -1)
        with pytest.raises(ServerFailed, match="in the middle") as caught:
            next(running)
        engine.close()
    assert caught.value.reason is EngineReason.SERVER_BROKE_OFF
    assert len(server.requests) == 1


def test_nobody_there() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(ServerFailed, match="cannot be reached") as caught:
            OpenAIEngine(base_url=url, back_off_s=0.001)
    assert caught.value.reason is EngineReason.SERVER_UNREACHABLE
    assert "--base-url" in caught.value.hint


@pytest.mark.parametrize(
    ("behaviour", "kind", "says"),
    [
        (lambda r: r.reply(404, '{"error": {"message": "model small not found"}}'), ModelNotFound, "small not found"),
        (lambda r: r.reply(401, '{"detail": "no"}'), ServerFailed, r"status 401 \(no\)"),
        (lambda r: r.reply(302, "", "Location: http://127.0.0.1:1/"), ServerFailed, "status 302"),
        (lambda r: r.reply(200, '{"choices": []}'), ServerFailed, "does not stream"),
        (lambda r: r.stream('{"error": {"message": "out of\\u001b[31m memory"}}'), ServerFailed, r"out of\[31m memory"),
        (lambda r: r.stream("[[[["), ServerFailed, "no piece of an answer"),
        (lambda r: r.stream("x" * (MAX_EVENT_BYTES + 9)), ServerFailed, "piece without an end"),
    ],
)
def test_what_a_server_may_do_wrong_is_one_sentence(behaviour, kind, says) -> None:
    with serving(behaviour) as server:
        engine = opened(server)
        with pytest.raises(kind, match=says) as caught:
            answer(engine)
        engine.close()
    assert caught.value.hint
    assert len(server.requests) == 1


# breaking off


@pytest.mark.parametrize(
    "when", ["before the headers", "before the first piece", "after a piece", "while waiting to ask again"]
)
def test_cancel_closes_the_connection_at_once(when: str) -> None:
    cancel = Cancel()
    closed: list[bool] = []

    def slow(request: Request) -> None:
        """Would go on for ever; only the other side's closing ends it."""
        if when == "while waiting to ask again":
            request.reply(503, "", "Retry-After: 20")
        elif when == "before the first piece":
            request.stream(piece(""))
        elif when == "after a piece":
            request.stream(piece("Hel"))
        if when != "after a piece":
            cancel.set()
        closed.append(request.until_closed())

    with serving(slow) as server:
        engine = opened(server)
        events = []
        for event in engine.generate(ASK, GREEDY, seed=1, cancel=cancel):
            events.append(event)
            cancel.set()
        engine.close()
    assert closed == [True]
    assert isinstance(events[-1], Finish)
    assert events[-1].reason == "cancelled"
    assert len(server.requests) == 1


def test_leaving_an_answer_closes_its_connection() -> None:
    closed: list[bool] = []

    def slow(request: Request) -> None:
        request.stream(piece("Hel"))
        closed.append(request.until_closed())

    with serving(slow, good) as server:
        engine = opened(server)
        running = engine.generate(ASK, GREEDY, seed=1, cancel=Cancel())
        next(running)
        running.close()
        assert answer(engine)[0] == "Hello"
        engine.close()
    assert closed == [True]


def test_closing_the_engine_ends_an_answer_and_its_thread() -> None:
    before = set(threading.enumerate())
    with serving(lambda request: (request.stream(piece("Hel")), request.until_closed())) as server:
        engine = opened(server)
        running = engine.generate(ASK, GREEDY, seed=1, cancel=Cancel())
        next(running)
        engine.close()
        engine.close()
        with pytest.raises(EngineError) as caught:
            next(running)
    assert caught.value.reason is EngineReason.ENGINE_CLOSED
    assert set(threading.enumerate()) <= before
    with pytest.raises(EngineError, match="closed"):
        answer(engine)


# the key and the address


def test_the_key_reaches_the_server_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The server says the key back in every way it can; nothing that a person may pass on holds it."""
    monkeypatch.setenv(KEY, SECRET)
    caplog.set_level(logging.DEBUG)
    said = []
    for behaviour in (
        lambda r: r.reply(401, json.dumps({"error": {"message": f"Incorrect key: {r.headers['authorization']}"}})),
        lambda r: r.reply(401, "x" * 290 + r.headers["authorization"]),
        lambda r: r.reply(404, r.headers["authorization"]),
        lambda r: r.stream(json.dumps({"error": r.headers["authorization"]})),
    ):
        with serving(behaviour) as server:
            engine = opened(server)
            with pytest.raises(EngineError) as caught:
                answer(engine)
            said += [str(caught.value), caught.value.hint, repr(engine.info()), repr(engine._address)]
            engine.close()
        assert server.requests[0].headers["authorization"] == f"Bearer {SECRET}"
    trace = tmp_path / "trace.jsonl"
    with serving(lambda r: r.reply(401, r.headers["authorization"])) as server:
        options = ["--backend", "openai", "--base-url", server.url, "--model", "m", "--debug", "--trace", str(trace)]
        command = [sys.executable, "-m", "edge_runtime", "say", "hello", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "***" in done.stderr
    assert '"openai"' in trace.read_text()
    assert SECRET[:12] not in "".join(said) + caplog.text + done.stdout + done.stderr + trace.read_text()


@pytest.mark.parametrize(
    ("url", "environ", "key"),
    [
        ("http://box:8080", {KEY: "a"}, "a"),
        ("http://box:8080", {OPENAI_KEY: "b"}, ""),
        ("https://api.openai.com/v1", {OPENAI_KEY: "b"}, "b"),
        ("https://api.openai.com/v1", {OPENAI_KEY: "b", KEY: " a\n"}, "a"),
        ("https://api.openai.com.example/v1", {OPENAI_KEY: "b"}, ""),
    ],
)
def test_openais_key_goes_to_openai_alone(url: str, environ: dict[str, str], key: str) -> None:
    assert parse_address(url, environ=environ).key == key


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1"),
        ("https://box/api/v2/", "https://box/api/v2"),
    ],
)
def test_an_address_without_a_path_gets_the_usual_one(url: str, there: str) -> None:
    assert parse_address(url).url == there


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "box:8080",
        "ftp://box/",
        "http://",
        "http://a b/",
        "http://box/v1?x=1",
        "http://box/#x",
        "http://box:99999",
        "http://[::1",
        f"http://me:{SECRET}@box/",
    ],
)
def test_a_bad_address_is_usage_and_never_shown(url: str | None) -> None:
    with pytest.raises(InputUnusable) as caught:
        parse_address(url)
    assert caught.value.exit_code == 2
    assert SECRET not in str(caught.value) + caught.value.hint


def test_a_bad_key_is_usage() -> None:
    with pytest.raises(InputUnusable, match="key"):
        parse_address("http://box/", environ={KEY: "a\r\nX: b"})


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.2", True), ("[::1]", True), ("localhost", True), ("192.168.1.2", False), ("box", False)],
)
def test_offline_means_this_machine(host: str, here: bool) -> None:
    url = f"http://{host}:1/v1"
    if here:
        assert parse_address(url, offline=True).is_here
    else:
        with pytest.raises(InputUnusable, match="not on this machine"):
            parse_address(url, offline=True)


# events


@given(
    texts=st.lists(
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12), max_size=6
    ),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    cuts=st.lists(st.integers(0, 200), max_size=12),
)
def test_any_cut_of_the_stream_gives_the_same_events(texts: list[str], ends: str, cuts: list[int]) -> None:
    raw = "".join(f": note{ends}event: x{ends}data: {text}{ends}{ends}" for text in texts).encode()
    places = sorted({0, len(raw), *(cut for cut in cuts if cut < len(raw))})
    reader = EventReader()
    told = [event for start, end in zip(places, places[1:], strict=False) for event in reader.feed(raw[start:end])]
    if ends == "\r":
        told += reader.feed(b"\n")
    assert told == texts


def test_an_event_of_two_lines_and_one_too_long() -> None:
    assert EventReader().feed(b"data: a\ndata:b\n\n") == ["a\nb"]
    reader = EventReader()
    reader.feed(b"x" * MAX_EVENT_BYTES)
    with pytest.raises(EventTooLong):
        reader.feed(b"x")


@given(
    data=st.one_of(
        st.text(),
        st.recursive(
            st.none() | st.integers() | st.text(),
            lambda x: (
                st.lists(x) | st.dictionaries(st.sampled_from(["choices", "delta", "content", "usage", "error"]), x)
            ),
        ).map(json.dumps),
    )
)
def test_reading_an_event_raises_nothing(data: str) -> None:
    read_event(data)
