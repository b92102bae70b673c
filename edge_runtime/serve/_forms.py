"""What comes in over HTTP, checked: one form for each body."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

TAGS_MAX = 16 * 1024
"""Characters of text with tags: some hundred blocks."""
MESSAGES_MAX = 256
CONTENT_MAX = 256 * 1024
"""Characters of one message: more than any context of a model that runs here."""
TOKENS_MAX = 1 << 17

NonBlank = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TAGS_MAX)]
Theme = Literal["auto", "light", "dark"]


class Form(BaseModel):
    """Ours are strict: what they do not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class TextForm(Form):
    """`play`."""

    text: NonBlank


class CompileForm(TextForm):
    """`compile`."""

    theme: Theme = "auto"


class RenderForm(CompileForm):
    """`render`."""

    format: Annotated[str, Field(max_length=32)]


class SwitchForm(Form):
    """`switch`."""

    on: bool


class DeviceForm(Form):
    """`devices/connect`."""

    uri: Annotated[str, Field(min_length=1, max_length=2048)]


class LimitForm(Form):
    """`devices/limit`."""

    max_level: Annotated[float, Field(gt=0, le=1)]


class _Open(BaseModel):
    """OpenAI's have fields that we do not know; clients send them all the same."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class TextPart(_Open):
    """A part of a message; texts alone are understood."""

    type: Literal["text"]
    text: Annotated[str, Field(max_length=CONTENT_MAX)]


class ChatMessage(_Open):
    """One turn."""

    role: Literal["system", "developer", "user", "assistant"]
    content: Annotated[str, Field(max_length=CONTENT_MAX)] | Annotated[list[TextPart], Field(max_length=64)]

    @property
    def text(self) -> str:
        """All of its text."""
        return self.content if isinstance(self.content, str) else "".join(part.text for part in self.content)


class JsonSchema(_Open):
    """The schema in a response format."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True, protected_namespaces=())

    schema_: Annotated[dict[str, Any], Field(alias="schema")]


class ResponseFormat(_Open):
    """What an answer is held to."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def _whole(self) -> ResponseFormat:
        if self.type == "json_schema" and self.json_schema is None:
            raise ValueError("a json_schema is missing")
        return self


class StreamOptions(_Open):
    """What a stream says besides."""

    include_usage: bool = False


class ChatForm(_Open):
    """`/v1/chat/completions`."""

    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MESSAGES_MAX)]
    model: Annotated[str, Field(max_length=200)] | None = None
    stream: bool = False
    stream_options: StreamOptions | None = None
    max_tokens: Annotated[int, Field(ge=1, le=TOKENS_MAX)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=TOKENS_MAX)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    seed: Annotated[int, Field(ge=-(2**63), le=2**63 - 1)] | None = None
    stop: (
        Annotated[str, Field(min_length=1, max_length=200)]
        | Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=4)]
        | None
    ) = None
    response_format: ResponseFormat | None = None
    n: Annotated[int, Field(ge=1, le=128)] | None = None
    tools: list[Any] | None = None
    logprobs: bool | None = None

    @model_validator(mode="after")
    def _asks(self) -> ChatForm:
        if self.messages[-1].role != "user" or not self.messages[-1].text.strip():
            raise ValueError("the last message must be the user's, and hold some words")
        return self

    @property
    def stops(self) -> tuple[str, ...]:
        """The texts that end an answer."""
        return (self.stop,) if isinstance(self.stop, str) else tuple(self.stop or ())

    @property
    def unsupported(self) -> str | None:
        """A field that asks for what cannot be done; None when there is none."""
        if (self.n or 1) > 1:
            return "n"
        if self.tools:
            return "tools"
        return "logprobs" if self.logprobs else None


class Ping(Form):
    """Over the WebSocket."""

    kind: Literal["ping"]
    t: float


class StopOrder(Form):
    """Over the WebSocket."""

    kind: Literal["stop"]


class Follow(Form):
    """Over the WebSocket."""

    kind: Literal["follow"]
    on: bool


Order = Annotated[Ping | StopOrder | Follow, Field(discriminator="kind")]
