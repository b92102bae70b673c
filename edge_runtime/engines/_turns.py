"""A conversation in the form that every model takes: the system text first, then the person and the model in turn."""

from __future__ import annotations

from collections.abc import Sequence

from edge_runtime.engines.base import Message
from edge_runtime.errors import EngineError
from edge_runtime.errors import EngineReason as Reason

MERGE = "\n\n"


def merged(messages: Sequence[Message]) -> list[Message]:
    """Join neighbours of one role, system texts first, the person next. Raises EngineError when empty."""
    system = MERGE.join(message.content for message in messages if message.role == "system")
    turns: list[Message] = []
    for message in messages:
        if message.role == "system" or (not turns and message.role == "assistant"):
            continue
        if turns and turns[-1].role == message.role:
            turns[-1] = Message(message.role, turns[-1].content + MERGE + message.content)
        else:
            turns.append(message)
    if not turns:
        raise EngineError("There is no message to answer.", reason=Reason.PROMPT_EMPTY, hint="Give a prompt.")
    return [Message("system", system), *turns] if system.strip() else turns
