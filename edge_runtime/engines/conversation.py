"""What a conversation looks like once a model's own template has been applied: the text that steers it."""

from __future__ import annotations

from edge_runtime.engines.base import Message
from edge_runtime.engines.gguf_info import GgufInfo
from edge_runtime.errors import ModelRefused

SAMPLE = (
    Message("system", "(the system text)"),
    Message("user", "(what the person says)"),
    Message("assistant", "(what the model answered)"),
    Message("user", "(what the person says next)"),
)


def show_conversation(info: GgufInfo, messages: tuple[Message, ...] = SAMPLE) -> str:
    """Render ``messages``, up to where the model's next answer begins, as the engine would.

    A template without a system role gets its text in the first turn. Raises ModelRefused, EngineMissing.
    """
    from edge_runtime.engines._template import ChatTemplate

    template = ChatTemplate(info.chat_template, bos=info.bos, eos=info.eos)
    turns = [{"role": message.role, "content": message.content} for message in messages]
    try:
        return template.render(turns)
    except ModelRefused:
        system, first, *rest = turns
        if system["role"] != "system":
            raise
        return template.render([first | {"content": f"{system['content']}\n\n{first['content']}"}, *rest])
