"""The chat format: Gemma 3's own template, and the same text in pieces for training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BOS = "<bos>"
EOS = "<eos>"
PAD = "<pad>"
UNK = "<unk>"
LEARNT = "[begin_haptics]"
START = "<start_of_turn>"
END = "<end_of_turn>"

# System text goes before the first user turn; roles must alternate; content is trimmed.
TEMPLATE = """\
{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
    {%- set system = messages[0]['content'] -%}
    {%- if system is not string -%}
        {%- set system = system[0]['text'] -%}
    {%- endif -%}
    {%- set prefix = system + '\\n\\n' -%}
    {%- set turns = messages[1:] -%}
{%- else -%}
    {%- set prefix = '' -%}
    {%- set turns = messages -%}
{%- endif -%}
{%- for turn in turns -%}
    {%- if (turn['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
    {%- endif -%}
    {%- set role = 'model' if turn['role'] == 'assistant' else turn['role'] -%}
    {{ '<start_of_turn>' + role + '\\n' + (prefix if loop.first else '') }}
    {%- if turn['content'] is string -%}
        {{ turn['content'] | trim }}
    {%- else -%}
        {%- for item in turn['content'] -%}
            {%- if item['type'] == 'text' -%}
                {{ item['text'] | trim }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ '<end_of_turn>\\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{ '<start_of_turn>model\\n' }}
{%- endif -%}
"""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One user turn and its reply as written; ``trained`` says whether the reply counts in the loss."""

    user: str
    reply: str
    trained: bool = True
    feeling: str | None = None
    """What the reply should let be felt, where it is known: an emotion, ``stop`` or ``none``."""


@dataclass(frozen=True, slots=True)
class Conversation:
    system: str
    exchanges: tuple[Exchange, ...]
    open: bool = False
    """It ends where the model has to answer; of a last reply only what comes after ``LEARNT`` is learnt."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the rendered conversation: ``control`` is one control piece, everything else is ordinary text."""

    text: str
    control: bool = False
    trained: bool = False
    feeling: str | None = None
    """What is to be known of the coming reply at the end of this stretch."""


def spans(conversation: Conversation) -> Iterator[Span]:
    """The conversation as the template renders it, cut at the control pieces."""
    yield Span(BOS, control=True)
    prefix = f"{conversation.system}\n\n"
    last = len(conversation.exchanges) - 1
    for at, exchange in enumerate(conversation.exchanges):
        yield Span(START, control=True)
        yield Span(f"user\n{prefix}{exchange.user.strip()}")
        yield Span(END, control=True)
        yield Span("\n")
        yield Span(START, control=True)
        yield Span("model\n", feeling=exchange.feeling)
        if conversation.open and at == last:
            if exchange.reply:  # what is written before the part that is to be learnt
                before, found, after = exchange.reply.partition(LEARNT)
                yield Span(before + found)
                yield Span(after, trained=exchange.trained)
            return
        yield Span(exchange.reply.strip(), trained=exchange.trained)
        yield Span(END, control=True, trained=exchange.trained)
        yield Span("\n")
        prefix = ""


def prompt_spans(system: str, users: Sequence[str], replies: Sequence[str]) -> list[Span]:
    """The spans up to where the model has to answer the last of ``users``; ``replies`` are the earlier answers."""
    exchanges = tuple(Exchange(user, reply) for user, reply in zip(users, [*replies, ""], strict=True))
    return list(spans(Conversation(system, exchanges, open=True)))


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation as a chat API takes it."""
    found = [{"role": "system", "content": conversation.system}]
    for exchange in conversation.exchanges:
        found.append({"role": "user", "content": exchange.user})
        found.append({"role": "assistant", "content": exchange.reply})
    return found
