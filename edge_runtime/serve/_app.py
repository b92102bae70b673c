"""The application: routes over one monitor, behind the gate."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from edge_runtime import __version__

from . import _language as language
from ._answers import (
    Compiled,
    Devices,
    Formats,
    Health,
    Played,
    Runs,
    State,
    StopAnswer,
    Tested,
    Tokens,
)
from ._chat import Chat
from ._completion import Completion, ModelRow, Models
from ._devices import DeviceChoice
from ._doorkeeper import COOKIE, COOKIE_S, Doorkeeper, Site
from ._errors import ApiError, from_failure
from ._events import Events
from ._forms import ChatForm, CompileForm, DeviceForm, LimitForm, RenderForm, SwitchForm, TextForm
from ._gate import Gate
from ._monitor import Monitor
from ._openapi import Endpoint, Parameter, as_page, describe
from ._runs import PastRuns
from ._touch import Touch

STATIC = Path(__file__).parent / "static"


def make_app(monitor: Monitor, site: Site) -> ASGIApp:
    """Make the application that serves ``monitor`` at ``site``."""
    doorkeeper = Doorkeeper(site, time.monotonic)
    endpoints = list_endpoints(monitor)
    document = describe(endpoints)
    pages = _Pages(monitor, doorkeeper, document)
    events = Events(monitor)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        monitor.hub.open()
        beat = asyncio.ensure_future(events.beat())
        try:
            yield
        finally:
            beat.cancel()
            monitor.hub.close()

    app = Starlette(
        routes=[
            Route("/", pages.index),
            Route("/docs", pages.docs),
            Route("/openapi.json", pages.openapi),
            *(Route(one.path, one.handler, methods=[one.method]) for one in endpoints),
            WebSocketRoute("/v1/events", events.serve),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={ApiError: _told, HTTPException: _by_starlette, Exception: _broken},
        lifespan=lifespan,
    )
    inner: ASGIApp = app
    if site.origins:
        inner = CORSMiddleware(
            app,
            allow_origins=sorted(site.origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After", "X-Losses", "Content-Disposition"],
        )
    return Gate(inner, doorkeeper, monitor.meters)


def list_endpoints(monitor: Monitor) -> list[Endpoint]:
    """Everything of the API but the WebSocket."""
    touch, choice = Touch(monitor), DeviceChoice(monitor)
    chat, runs = Chat(monitor), PastRuns(monitor.rules.runs)
    about = _About(monitor)
    name = {"type": "string", "pattern": "^[^/]+$"}
    return [
        Endpoint("GET", "/health", _health, "Whether the server runs.", Health),
        Endpoint("GET", "/metrics", about.metrics, "Figures for Prometheus.", "text/plain"),
        Endpoint("GET", "/v1/models", about.models, "The model that runs.", Models),
        Endpoint(
            "GET", "/v1/models/{id}", about.model, "The same, by its name.", ModelRow, None, "404",
            (Parameter("id", "path", name),),
        ),
        Endpoint(
            "POST", "/v1/chat/completions", chat.complete, "Answer; visible text, with what is felt beside it.",
            Completion, ChatForm, "404 500 503",
        ),
        Endpoint("GET", "/v1/haptics/state", touch.state, "Everything that the page shows.", State),
        Endpoint("POST", "/v1/haptics/stop", touch.stop, "Motors at rest, now.", StopAnswer),
        Endpoint("POST", "/v1/haptics/switch", touch.switch, "Touch on or off.", State, SwitchForm, "409"),
        Endpoint("POST", "/v1/haptics/play", touch.play, "Play text with tags.", Played, TextForm, "409"),
        Endpoint("POST", "/v1/haptics/compile", touch.compile, "What text would feel like.", Compiled, CompileForm),
        Endpoint(
            "POST", "/v1/haptics/render", touch.render, "A file of text with tags.", "application/octet-stream",
            RenderForm,
        ),
        Endpoint("GET", "/v1/haptics/formats", touch.formats, "What can be rendered.", Formats),
        Endpoint(
            "GET", "/v1/haptics/devices", choice.devices, "What can be connected to.", Devices, None, "400 409",
            (Parameter("scan", "query", {"type": "boolean", "default": False}),),
        ),
        Endpoint(
            "POST", "/v1/haptics/devices/connect", choice.connect, "Play on another device.", State, DeviceForm, "409"
        ),
        Endpoint("POST", "/v1/haptics/devices/test", choice.test, "Buzz each motor weakly.", Tested, None, "409"),
        Endpoint("POST", "/v1/haptics/devices/limit", choice.limit, "Cap the levels.", State, LimitForm, "409"),
        Endpoint("GET", "/v1/lexicon", language.tokens, "The 49 tokens.", Tokens),
        Endpoint(
            "GET", "/v1/lexicon/{name}.svg", language.drawing, "One token, drawn.", "image/svg+xml", None, "400 404",
            (
                Parameter("name", "path", name),
                Parameter("theme", "query", {"type": "string", "enum": ["light", "dark"]}),
            ),
        ),
        Endpoint("GET", "/v1/runs", runs.list, "Traces of past runs.", Runs),
        Endpoint(
            "GET", "/v1/runs/{name}", runs.open, "One of them, a JSON object a line.", "application/x-ndjson", None,
            "404", (Parameter("name", "path", name),),
        ),
    ]  # fmt: skip


class _Pages:
    """What a browser asks for first."""

    def __init__(self, monitor: Monitor, doorkeeper: Doorkeeper, document: dict[str, object]) -> None:
        self._monitor, self._doorkeeper, self._document = monitor, doorkeeper, document

    async def index(self, request: Request) -> Response:
        token = request.query_params.get("token")
        if token is None:
            return FileResponse(STATIC / "index.html")
        answer = RedirectResponse("/", 303)
        cookie = self._doorkeeper.enter(token)
        if cookie is not None:
            answer.set_cookie(COOKIE, cookie, max_age=COOKIE_S, httponly=True, samesite="strict")
        return answer

    async def docs(self, request: Request) -> Response:  # noqa: ARG002
        return HTMLResponse(as_page(self._document))

    async def openapi(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse(self._document)


class _About:
    """What is said of the server itself."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor
        self._row = ModelRow(id=monitor.rules.model, created=int(time.time()))

    async def models(self, request: Request) -> Response:  # noqa: ARG002
        return JSONResponse(Models(data=[self._row]).model_dump())

    async def model(self, request: Request) -> Response:
        if request.path_params["id"] != self._row.id:
            raise ApiError(404, "model_not_found", "There is no model of that name. GET /v1/models names it.")
        return JSONResponse(self._row.model_dump())

    async def metrics(self, request: Request) -> Response:  # noqa: ARG002
        return Response(self._monitor.meters.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


async def _health(request: Request) -> Response:  # noqa: ARG001
    return JSONResponse(Health(status="ok", version=__version__).model_dump())


async def _told(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, ApiError)
    return error.response()


async def _by_starlette(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        answer = ApiError(405, "method_not_allowed", "That cannot be done here. GET /docs says what can.").response()
        answer.headers.update(error.headers or {})
        return answer
    return ApiError(error.status_code, "not_found", "There is no such thing here. GET /docs says what is.").response()


async def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return from_failure(error).response()
