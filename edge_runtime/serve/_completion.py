"""What goes out over HTTP in OpenAI's own words."""

from __future__ import annotations

from typing import Any, Literal

from ._answers import Out


class ModelRow(Out):
    """As OpenAI says it."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "edge-haptics"


class Models(Out):
    """As OpenAI says it."""

    object: Literal["list"] = "list"
    data: list[ModelRow]


class Usage(Out):
    """Tokens."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Said(Out):
    """The visible answer."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(Out):
    """The one."""

    index: Literal[0] = 0
    message: Said
    logprobs: None = None
    finish_reason: Literal["stop", "length"]


class Completion(Out):
    """As OpenAI says it, with what is felt beside."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    haptics: list[dict[str, Any]]
