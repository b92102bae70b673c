"""Lines of a chat: a Ctrl-C at any moment of a prompt's life ends that prompt and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from edge_runtime.cli._lines import PipedLines, TypedLines
from edge_runtime.cli._signals import handling
from edge_runtime.performer import Watcher


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as found:
        yield found


@pytest.fixture
def watcher() -> Watcher:
    return Watcher(lambda *_, **__: None)


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """As in an interactive shell, even where whoever started the tests ignores SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_line_is_read(keys: PipeInput, watcher: Watcher) -> None:
    keys.send_text("hello\r")
    assert TypedLines(PromptSession(input=keys, output=DummyOutput())).read(watcher, None) == "hello"


def test_ctrl_c_typed_at_the_prompt(keys: PipeInput, watcher: Watcher) -> None:
    keys.send_text("hel\x03")
    with pytest.raises(KeyboardInterrupt):
        TypedLines(PromptSession(input=keys, output=DummyOutput())).read(watcher, None)


def test_a_signal_while_the_prompt_is_set_up_waits_until_it_stands(
    keys: PipeInput, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = TypedLines(PromptSession(input=keys, output=DummyOutput()))
    made: list[asyncio.AbstractEventLoop] = []
    plain = asyncio.new_event_loop

    def new_event_loop() -> asyncio.AbstractEventLoop:
        os.kill(os.getpid(), signal.SIGINT)
        made.append(plain())
        return made[-1]

    monkeypatch.setattr(asyncio, "new_event_loop", new_event_loop)
    monkeypatch.setattr(asyncio.events, "new_event_loop", new_event_loop)
    with handling(lambda *_: lines.interrupt()), pytest.raises(KeyboardInterrupt):
        lines.read(watcher, None)
    assert made
    assert all(loop.is_closed() for loop in made)


def test_a_signal_between_prompts_is_raised_at_once(keys: PipeInput) -> None:
    lines = TypedLines(PromptSession(input=keys, output=DummyOutput()))
    with handling(lambda *_: lines.interrupt()), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        PipedLines().interrupt()
