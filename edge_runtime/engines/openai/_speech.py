"""What is said to a server and what it says back, as data: no network here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from edge_runtime.engines._turns import merged
from edge_runtime.engines.base import FinishReason, Message, Sampling

FINISHES: dict[str, FinishReason] = {"length": "length"}
"""What else there is (stop, tool_calls, content_filter) ended by itself."""


class _Foreign(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Delta(_Foreign):
    content: str | None = None


class _Choice(_Foreign):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Details(_Foreign):
    cached_tokens: int | None = None


class _Usage(_Foreign):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _Details | None = None


class _Chunk(_Foreign):
    choices: list[_Choice] = []
    usage: _Usage | None = None
    error: Any = None


class _Listed(_Foreign):
    id: str


class _Models(_Foreign):
    data: list[_Listed] = []


@dataclass(frozen=True, slots=True)
class Said:
    """What one event adds."""

    text: str = ""
    reason: FinishReason | None = None
    tokens: int | None = None
    prompt_tokens: int | None = None
    reused_tokens: int = 0
    error: str = ""
    done: bool = False


def request_body(
    model: str, messages: Sequence[Message], sampling: Sampling, seed: int | None, *, extended: bool
) -> dict[str, Any]:
    """Write a request. What OpenAI's own interface does not know is in it only when `extended`.

    Raises EngineError when there is no message.
    """
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": turn.role, "content": turn.content} for turn in merged(messages)],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "max_tokens": sampling.max_tokens,
    }
    if seed is not None:
        body["seed"] = seed
    if sampling.schema is not None:
        schema = {"name": "answer", "schema": json.loads(sampling.schema), "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif sampling.json:
        body["response_format"] = {"type": "json_object"}
    if extended:
        body |= {"top_k": sampling.top_k, "min_p": sampling.min_p}
        if sampling.repeat_penalty != 1.0:  # llama.cpp's name, and vLLM's
            body |= {"repeat_penalty": sampling.repeat_penalty, "repetition_penalty": sampling.repeat_penalty}
    return body


def read_event(data: str) -> Said:
    """Read one event; what cannot be read is an error, never an exception."""
    if data.strip() == "[DONE]":
        return Said(done=True)
    try:
        chunk = _Chunk.model_validate_json(data)
    except (ValidationError, ValueError, RecursionError):
        return Said(error="what it sent is no piece of an answer")
    if chunk.error:
        return Said(error=error_text(json.dumps({"error": chunk.error})))
    choice = chunk.choices[0] if chunk.choices else _Choice()
    usage = chunk.usage
    return Said(
        text=(choice.delta.content or "") if choice.delta else "",
        reason=FINISHES.get(choice.finish_reason, "stop") if choice.finish_reason else None,
        tokens=usage.completion_tokens if usage else None,
        prompt_tokens=usage.prompt_tokens if usage else None,
        reused_tokens=(usage.prompt_tokens_details.cached_tokens or 0) if usage and usage.prompt_tokens_details else 0,
    )


def error_text(body: str) -> str:
    """Find the words in the body of a server's error; "" when there are none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = body if "<" not in body else ""
    for key in ("error", "detail", "message"):
        if isinstance(value, dict):
            value = value.get(key, value)
    if isinstance(value, (dict, list)):
        value = json.dumps(value)
    text = " ".join(str(value or "").split())
    return "".join(char for char in text if char.isprintable())


def model_ids(body: str) -> list[str]:
    """List the models that a server names; none when what it says cannot be read."""
    try:
        return [listed.id for listed in _Models.model_validate_json(body).data]
    except (ValidationError, ValueError, RecursionError):
        return []
