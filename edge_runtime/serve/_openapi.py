"""The description of the API: one table of routes makes the server and what is said of it."""

from __future__ import annotations

import html
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from edge_runtime import __version__

from ._answers import ErrorAnswer

Handler = Callable[[Request], Awaitable[Response]]
REFUSALS = {
    "400": "What was asked for cannot be done; `param` says where.",
    "401": "A token is needed.",
    "403": "Not from here, or not by you.",
    "404": "There is no such thing.",
    "408": "The body took too long.",
    "409": "Touch is off, or there is no device.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "429": "Too often, or too many wait; `Retry-After` says when.",
    "500": "The model broke.",
    "503": "The server is being stopped.",
}

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>edge-haptics: API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/static/docs.css">
</head><body><main>"""
MORE = 'The same for programs: <a href="/openapi.json">openapi.json</a>.'


@dataclass(frozen=True, slots=True)
class Parameter:
    """Part of a path, or of a query."""

    name: str
    place: str
    """`path` or `query`."""
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing that can be asked for."""

    method: str
    path: str
    handler: Handler
    summary: str
    answer: type[BaseModel] | str
    """What comes: a model, or a media type."""
    form: type[BaseModel] | None = None
    refusals: str = ""
    """Statuses besides those that everything has."""
    parameters: tuple[Parameter, ...] = ()


def describe(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """Make the OpenAPI document."""
    forms = [(one.form, "validation") for one in endpoints if one.form]
    answers = [(one.answer, "serialization") for one in endpoints if isinstance(one.answer, type)]
    models = list(dict.fromkeys([*forms, *answers, (ErrorAnswer, "serialization")]))
    names, schemas = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "edge-haptics",
            "version": __version__,
            "description": "A language model that can be felt, on this machine.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(one: Endpoint, names: dict[Any, Any]) -> dict[str, Any]:
    def content(model: type[BaseModel] | str, mode: str) -> dict[str, Any]:
        if isinstance(model, str):
            return {model: {"schema": {"type": "string"}}}
        return {"application/json": {"schema": names[(model, mode)]}}

    statuses = ["401", "403", "429", *(["400", "408", "413", "415"] if one.form else []), *one.refusals.split()]
    refusals = {
        status: {"description": REFUSALS[status], "content": content(ErrorAnswer, "serialization")}
        for status in sorted(set(statuses))
    }
    told: dict[str, Any] = {
        "summary": one.summary,
        "operationId": f"{one.method.lower()}{one.path.replace('/', '_').replace('{', '').replace('}', '')}",
        "responses": {"200": {"description": "Done.", "content": content(one.answer, "serialization")}, **refusals},
    }
    if one.form:
        told["requestBody"] = {"required": True, "content": content(one.form, "validation")}
    if one.parameters:
        told["parameters"] = [
            {"name": p.name, "in": p.place, "required": p.place == "path", "schema": p.schema} for p in one.parameters
        ]
    return told


def as_page(document: dict[str, Any]) -> str:
    """The same for people: no script, no style of its own."""
    about = html.escape(document["info"]["description"])
    parts = [HEAD, f"<h1>API of edge-haptics {html.escape(__version__)}</h1><p>{about} {MORE}</p>"]
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            parts.append(
                f"<h2><code>{method.upper()} {html.escape(path)}</code></h2><p>{html.escape(told['summary'])}</p>"
            )
            if "requestBody" in told:
                parts.append(_shape("Body", told["requestBody"]["content"], document))
            parts.append(_shape("Answer", told["responses"]["200"]["content"], document))
            refusals = ", ".join(status for status in told["responses"] if status != "200")
            parts.append(f"<p>Refusals: {refusals}</p>")
    parts.append("</main></body></html>")
    return "".join(parts)


def _shape(name: str, content: dict[str, Any], document: dict[str, Any]) -> str:
    ((kind, told),) = content.items()
    schema = told["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    text = json.dumps(schema, indent=1) if kind == "application/json" else kind
    return f"<details><summary>{name}: {html.escape(kind)}</summary><pre>{html.escape(text)}</pre></details>"
