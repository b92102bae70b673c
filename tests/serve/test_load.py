"""Many at once: nothing of anybody's text is lost, a slow reader loses old frames alone, and nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
from collections import Counter, defaultdict
from contextlib import AsyncExitStack, ExitStack
from typing import Any

import httpx
import pytest
from serve.test_answers import wait_until
from websockets.asyncio.client import connect

from edge_runtime.agent import Agent
from edge_runtime.engines import Cancel, ScriptedEngine
from edge_runtime.performer import Performer
from edge_runtime.serve._chat import _Talk
from edge_runtime.serve._hub import Reader
from edge_runtime.serve._job import Job

CLIENTS, EACH, READERS, SLEEPY = 8, 2, 4, 2
PIECES = ["Breathe ", "slo", "wly.", "\n\nHaptics: [begin_haptics][calm]", "[i2][pat_pulse][t250ms]", "[end_haptics]"]
WORDS = "Breathe slowly."
OF_AN_ANSWER = (Job, _Talk, Agent, Performer, Cancel, Reader)
LEVELS = 3000
"""More than anybody keeps for who does not read."""
WAIT_S = 60.0


class Chatty(ScriptedEngine):
    """Says the same whoever asks, and keeps nothing."""

    def generate(self, messages, sampling, *, seed, cancel):
        one = ScriptedEngine(PIECES)
        yield from one.generate(messages, sampling, seed=seed, cancel=cancel)


def alive() -> Counter[str]:
    """What is alive of answers and readers."""
    return Counter(type(one).__name__ for one in gc.get_objects() if type(one) in OF_AN_ANSWER)


async def ask(url: str, number: int) -> list[str]:
    """Ask one answer after the other, every other one streamed; gives their ids."""
    ids = []
    async with httpx.AsyncClient(base_url=url, timeout=WAIT_S) as client:
        for turn in range(EACH):
            body = {"messages": [{"role": "user", "content": "hello"}], "stream": (number + turn) % 2 == 0}
            answer = await client.post("/v1/chat/completions", json=body)
            assert answer.status_code == 200
            if body["stream"]:
                chunks = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
                words = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
                ids.append(chunks[0]["id"])
            else:
                words = answer.json()["choices"][0]["message"]["content"]
                ids.append(answer.json()["id"])
            assert words.strip() == WORDS
    return ids


def texts(events: list[dict[str, Any]]) -> dict[str, str]:
    """The words of each answer, as a reader of events puts them together."""
    said: dict[str, str] = defaultdict(str)
    for event in events:
        if event["kind"] == "text":
            said[event["answer"]] += event["text"]
    return {name: words.strip() for name, words in said.items()}


async def crowd(server: Any) -> list[str]:
    """All of them at once; gives the ids of the answers."""
    async with AsyncExitStack() as stack:
        where = f"ws://{server.host}/v1/events?kinds=text,level,end"
        sockets = [await stack.enter_async_context(connect(where, close_timeout=1)) for _ in range(READERS)]

        async def read(socket: Any) -> list[dict[str, Any]]:
            events: list[dict[str, Any]] = []
            ends, moved = 0, False
            while ends < CLIENTS * EACH or not moved:  # words hurry ahead of the device
                events.append(json.loads(await asyncio.wait_for(socket.recv(), WAIT_S)))
                ends += events[-1]["kind"] == "end"
                moved = moved or (events[-1]["kind"] == "level" and any(events[-1]["levels"]))
            return events

        *read_of_each, rows = await asyncio.gather(
            *(read(socket) for socket in sockets), asyncio.gather(*(ask(server.url, n) for n in range(CLIENTS)))
        )
    ids = [name for row in rows for name in row]
    for events in read_of_each:
        assert texts(events) == dict.fromkeys(ids, WORDS)
    return ids


def hear_out(socket: Any, ids: list[str]) -> None:
    """Let a reader that has slept read everything: all words, and of the levels the newest."""
    events: list[dict[str, Any]] = []
    while not events or events[-1].get("text") != "the end":
        events.append(json.loads(socket.recv(timeout=WAIT_S)))
    assert texts(events) == {**dict.fromkeys(ids, WORDS), "": "the end"}
    assert sum(event["levels"] for event in events if event["kind"] == "dropped") > 0
    # The device's own levels may still arrive among those recorded here.
    times = [event["t_device_ms"] for event in events if event["kind"] == "level" and event["t_device_ms"] >= 1e6]
    assert times == sorted(times)
    assert times[-1] == 1e6 + LEVELS - 1


def crowd_and_sleepers(server: Any) -> list[str]:
    """The crowd, beside it some who read nothing before all was said; gives the ids of the answers."""
    with ExitStack() as stack:
        sleepy = [stack.enter_context(server.sleepy("text,level,end")) for _ in range(SLEEPY)]
        ids = asyncio.run(crowd(server))
        for number in range(LEVELS):
            server.monitor.record("level", t_device_ms=1e6 + number, levels=[0.0] * 4)
        server.monitor.record("text", answer="", text="the end")
        for socket in sleepy:
            hear_out(socket, ids)
    assert server.monitor.rig.bridge.drained(WAIT_S)
    return ids


@pytest.mark.usefixtures("narrow")
def test_a_crowd_loses_no_text_and_leaves_nothing_behind(serve) -> None:
    def tasks() -> int:
        return len(asyncio.all_tasks(server.monitor.hub._loop))

    def threads() -> set[threading.Thread]:
        return {one for one in threading.enumerate() if one.name.startswith("edge-haptics")}

    with serve(Chatty(), haptics=True, waiting=CLIENTS) as server:
        tasks_at_rest, threads_at_rest = tasks(), threads()
        crowd_and_sleepers(server)  # what is made once is made now
        wait_until(lambda: tasks() == tasks_at_rest, "a task was left")
        gc.collect()
        objects = len(gc.get_objects())
        gc.disable()
        try:
            ids = crowd_and_sleepers(server)
            # Freed as each ended, with no collector at work.
            wait_until(lambda: not alive(), "something of an answer is still alive")
        finally:
            gc.enable()
        wait_until(lambda: tasks() == tasks_at_rest, "a task was left")
        wait_until(lambda: threads() <= threads_at_rest, "a thread was left")
        gc.collect()
        # One answer that is kept is more than sixty objects; the rest is what this test and its clients still hold.
        assert len(gc.get_objects()) - objects < 30 * len(ids), "memory grows with each answer"
