"""OpenAI's own client against our server."""

from __future__ import annotations

import pytest
from openai import BadRequestError, NotFoundError

from edge_runtime.engines import ScriptedEngine

BLOCK = "[begin_haptics][calm][i2][pat_breath][m_all][t2s][end_haptics]"
ASK = [{"role": "user", "content": "hello"}]


def test_an_answer_holds_visible_text_and_what_is_felt_beside_it(serve) -> None:
    with serve(ScriptedEngine(["Breathe", " slowly.", f"\n\nHaptics:\n{BLOCK}"]), haptics=True) as server:
        answer = server.client().chat.completions.create(model="scripted", messages=ASK)
    assert answer.choices[0].message.content == "Breathe slowly."
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.completion_tokens == 3
    felt = answer.model_extra["haptics"]
    assert [event["tag"] for event in felt if event["kind"] == "tag"][1] == "[calm]"
    assert [event["steps"][0]["emotion"] for event in felt if event["kind"] == "program"] == ["calm"]


def test_a_stream_gives_the_text_in_pieces_and_events_where_the_tags_were(serve) -> None:
    with serve(ScriptedEngine(["One", f" two {BLOCK}", "three"]), haptics=True) as server:
        stream = server.client().chat.completions.create(
            model="scripted", messages=ASK, stream=True, stream_options={"include_usage": True}
        )
        chunks = list(stream)
    said = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
    assert "".join(said).split() == ["One", "two", "three"]
    assert {chunk.id for chunk in chunks} == {chunks[0].id}
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].usage.completion_tokens == 3
    order = [
        "felt" if "haptics" in (chunk.model_extra or {}) else (chunk.choices[0].delta.content or "").strip()
        for chunk in chunks
        if chunk.choices
    ]
    assert order.index("felt") < order.index("three")
    assert order.index("One") < order.index("felt")


def test_models_are_listed_and_found(serve) -> None:
    with serve() as server:
        client = server.client()
        assert [model.id for model in client.models.list()] == ["scripted"]
        assert client.models.retrieve("scripted").owned_by == "edge-haptics"
        with pytest.raises(NotFoundError, match="no model of that name"):
            client.models.retrieve("another")
        with pytest.raises(NotFoundError, match="Ask for scripted"):
            client.chat.completions.create(model="another", messages=ASK)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"n": 2}, "not_supported"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "not_supported"),
        ({"temperature": 9}, "bad_request"),
        ({"response_format": {"type": "json_schema", "json_schema": {"name": "x"}}}, "bad_request"),
        ({"messages": [{"role": "assistant", "content": "hi"}]}, "bad_request"),
        ({"messages": [{"role": "user", "content": " "}]}, "bad_request"),
    ],
)
def test_what_cannot_be_done_is_said_in_the_form_that_clients_know(serve, more, code) -> None:
    with serve() as server, pytest.raises(BadRequestError) as caught:
        server.client().chat.completions.create(**{"model": "scripted", "messages": ASK} | more)
    assert caught.value.code == code
    assert caught.value.body["message"]
