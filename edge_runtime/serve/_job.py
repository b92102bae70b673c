"""One answer that is asked for, and what is said of it as it comes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from edge_runtime.agent import Agent
from edge_runtime.engines import Cancel, Finish, Message, Sampling


@dataclass(frozen=True, slots=True)
class Words:
    """The next visible text."""

    text: str


@dataclass(frozen=True, slots=True)
class Felt:
    """An event of the trace that stands here in the text."""

    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is whole."""

    finish: Finish
    reason: Literal["stop", "length"]
    """`stop` or `length`, as OpenAI says it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer ends here."""

    error: BaseException


Said: TypeAlias = "Words | Felt | Done | Failed"


@dataclass(eq=False, slots=True)
class Job:
    """One answer that somebody asked for."""

    lane: str
    messages: tuple[Message, ...]
    """Ends with the user's; those of the system are joined to the server's own text."""
    sampling: Sampling
    tell: Callable[[Said], None]
    """Takes what is said, in order, from the worker's thread; it must not wait."""
    seed: int | None = None
    stops: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    cancel: Cancel = field(default_factory=Cancel)
    late: bool = False
    """It was cancelled because it took too long."""
    text: str = ""
    """What it has said so far."""
    agent: Agent | None = None
    muted: bool = False

    def cut(self) -> None:
        """End it where it is; what it has said stands, and is felt."""
        if agent := self.agent:  # whoever answers lets go of it in another thread
            agent.cut()
        self.cancel.set()

    def mute(self) -> None:
        """Let nothing of it be felt any more."""
        self.muted = True
        if agent := self.agent:
            agent.mute()
