"""Touch over HTTP: stop, switch, play, compile, render, and the devices."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from typing_extensions import TypeVarTuple, Unpack

from edge_runtime.performer import program_fields
from edge_runtime.png import png
from edge_runtime.sanitize import sanitize
from edge_runtime.score import Score, score_of_text
from firmware_bridge import (
    SIMULATED,
    BridgeError,
    DeviceInfo,
    HapticsError,
    Level,
    buzz_timeline,
    list_devices,
    parse_uri,
    scan_devices,
)
from firmware_bridge.formats import WRITABLE, Format, write_clip
from lexicon import Limits, Picture, picture, svg

from ._answers import (
    Compiled,
    DeviceRow,
    Devices,
    FormatAnswer,
    Formats,
    Moved,
    Oddity,
    Played,
    StopAnswer,
    Tested,
)
from ._asked import body_of, caller_of, need_person
from ._errors import ApiError, from_failure
from ._forms import CompileForm, DeviceForm, LimitForm, RenderForm, SwitchForm, TextForm
from ._monitor import Monitor, motors_of, tracks_of

PICTURES = {".svg": "image/svg+xml", ".png": "image/png"}
ENDINGS = (*PICTURES, *sorted(kind.value for kind in WRITABLE))
TEST_S = 15.0
"""Longer than it takes to buzz the most motors that there are."""
TITLE_MAX = 60

A = TypeVarTuple("A")
R = TypeVar("R")


class Touch:
    """Handlers of one monitor."""

    def __init__(self, monitor: Monitor) -> None:
        """Act on ``monitor``'s rig."""
        self._monitor, self._rig = monitor, monitor.rig
        self._plays = itertools.count(1)

    async def state(self, request: Request) -> Response:
        """`GET /v1/haptics/state`."""
        return JSONResponse(self._monitor.state(person=caller_of(request).person).model_dump())

    async def stop(self, request: Request) -> Response:  # noqa: ARG002
        """`POST /v1/haptics/stop`: no body is read and no thread is waited for."""
        self._rig.stop("person")
        self._monitor.tell_state()
        return JSONResponse(StopAnswer().model_dump())

    async def switch(self, request: Request) -> Response:
        """`POST /v1/haptics/switch`."""
        form = await body_of(request, SwitchForm)
        if form.on:
            need_person(request)
        else:
            self._rig.stop("person")
        await _in_thread(self._rig.switch, form.on)
        return await self.state(request)

    async def play(self, request: Request) -> Response:
        """`POST /v1/haptics/play`."""
        form = await body_of(request, TextForm)
        _score(form.text, self._rig.limits)
        self._need_on()
        programs, oddities = await _in_thread(self._monitor.play, form.text, f"play-{next(self._plays)}")
        told = [Oddity(code=one["code"], detail=sanitize(one["detail"])) for one in oddities]
        return JSONResponse(Played(programs=programs, diagnostics=told).model_dump())

    async def compile(self, request: Request) -> Response:
        """`POST /v1/haptics/compile`."""
        form = await body_of(request, CompileForm)
        return JSONResponse((await to_thread.run_sync(self._compiled, form)).model_dump())

    async def render(self, request: Request) -> Response:
        """`POST /v1/haptics/render`."""
        form = await body_of(request, RenderForm)
        return await to_thread.run_sync(self._rendered, form)

    async def formats(self, request: Request) -> Response:  # noqa: ARG002
        """`GET /v1/haptics/formats`."""
        rows = [
            FormatAnswer(
                ending=ending, kind="picture" if ending in PICTURES else "sound" if ending == ".wav" else "file"
            )
            for ending in ENDINGS
        ]
        return JSONResponse(Formats(formats=rows).model_dump())

    async def devices(self, request: Request) -> Response:
        """`GET /v1/haptics/devices`."""
        scan = request.query_params.get("scan", "false")
        if scan not in {"true", "false"}:
            raise ApiError(400, "bad_request", "scan is true or false.", param="scan")
        if scan == "true":
            need_person(request)
        rows = await _in_thread(self._found, scan == "true")
        return JSONResponse(Devices(devices=rows).model_dump())

    async def connect(self, request: Request) -> Response:
        """`POST /v1/haptics/devices/connect`."""
        form = await body_of(request, DeviceForm)
        need_person(request)
        await _in_thread(self._choose, form.uri)
        return await self.state(request)

    async def test(self, request: Request) -> Response:
        """`POST /v1/haptics/devices/test`."""
        need_person(request)
        self._need_on()
        return JSONResponse((await _in_thread(self._buzz)).model_dump())

    async def limit(self, request: Request) -> Response:
        """`POST /v1/haptics/devices/limit`."""
        form = await body_of(request, LimitForm)
        if form.max_level > self._rig.limits.max_level:
            need_person(request)
        if form.max_level > self._rig.most_level:
            message = f"The limit is at most {self._rig.most_level:g}. Start the server with a higher --max-level."
            raise ApiError(400, "bad_request", message, param="max_level")
        await _in_thread(self._rig.limit, form.max_level)
        return await self.state(request)

    def _need_on(self) -> None:
        if not self._rig.on:
            raise ApiError(409, "haptics_off", "Touch is off. A person at the machine can turn it on.")

    def _compiled(self, form: CompileForm) -> Compiled:
        score = _score(form.text, self._rig.limits)
        assert score.program is not None
        drawn = svg(_drawn(score, form.text, self._rig.limits), None if form.theme == "auto" else form.theme)
        return Compiled(
            duration_ms=score.timeline.duration_ms,
            peak=round(score.timeline.peak, 4),
            motors=motors_of(score.layout),
            tracks=tracks_of(score.timeline),
            steps=program_fields(score.program)["steps"],
            notes=[sanitize(note) for note in score.notes],
            svg=drawn,
        )

    def _rendered(self, form: RenderForm) -> Response:
        if form.format not in ENDINGS:
            message = f"There is no such format. Ask for one of {' '.join(ENDINGS)}."
            raise ApiError(400, "bad_request", message, param="format")
        score = _score(form.text, self._rig.limits)
        losses = 0
        if form.format in PICTURES:
            drawn = _drawn(score, form.text, self._rig.limits)
            theme = None if form.theme == "auto" else form.theme
            data = svg(drawn, theme).encode() if form.format == ".svg" else png(drawn, theme or "light")
            kind = PICTURES[form.format]
        else:
            written = write_clip(score.timeline, score.layout, Format(form.format))
            data, losses = written.data, len(written.losses)
            kind = "audio/wav" if form.format == ".wav" else "application/octet-stream"
        headers = {
            "Content-Disposition": f'attachment; filename="touch{form.format}"',
            "X-Losses": str(losses),
            # A drawing that is opened by itself can do nothing.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        }
        return Response(data, headers=headers, media_type=kind)

    def _listed(self, *, scan: bool) -> list[DeviceInfo]:
        found = list_devices()
        if scan:
            found += scan_devices()
        known = {one.uri for one in found}
        first = self._rig.first_device
        if first not in known:
            found.insert(0, DeviceInfo(first, "the one that the server was started with", _is_simulated(first)))
        return [*found, DeviceInfo("web:", "browsers that are used as a device", simulated=True)]

    def _found(self, scan: bool) -> list[DeviceRow]:
        current = self._rig.device
        rows = self._listed(scan=scan)
        if current not in {row.uri for row in rows}:
            rows.insert(0, DeviceInfo(current, "the one in use", _is_simulated(current)))
        return [
            DeviceRow(
                uri=row.uri,
                name=sanitize(row.name),
                simulated=row.simulated,
                connected=row.uri == current and self._rig.link.state == "up",
            )
            for row in rows
        ]

    def _choose(self, uri: str) -> None:
        """Raises ApiError for what may not be named from afar, BridgeError for what is not there."""
        try:
            wanted = parse_uri(uri)
        except BridgeError as error:
            raise ApiError(400, "bad_request", f"{error} {error.hint}", param="uri") from None
        free = wanted.scheme in {"mock", "web"} or uri == self._rig.device
        if not free and wanted.scheme != "ble" and uri not in {row.uri for row in self._listed(scan=False)}:
            message = "That device is not in the list. Name one of it, or start the server with --device."
            raise ApiError(400, "bad_request", message, param="uri")
        self._rig.choose(uri)

    def _buzz(self) -> Tested:
        bridge = self._rig.ready()
        if bridge is None:
            raise self._rig.unreachable()
        moved: set[int] = set()
        with self._rig.listening(lambda event: moved.update(_moving(event) if isinstance(event, Level) else ())):
            bridge.play(self._rig.take_ids(), buzz_timeline(bridge.layout))
            bridge.drained(TEST_S)
        return Tested(motors=[Moved(motor=n, moved=n in moved) for n in range(1, len(bridge.layout) + 1)])


async def _in_thread(call: Callable[[Unpack[A]], R], *given: Unpack[A]) -> R:
    """Run what waits for a device outside of the loop. Raises ApiError."""
    try:
        return await to_thread.run_sync(call, *given)
    except HapticsError as error:
        raise from_failure(error) from None


def _moving(level: Level) -> list[int]:
    return [number for number, value in enumerate(level.levels, start=1) if value > 0]


def _is_simulated(uri: str) -> bool:
    return parse_uri(uri).scheme in SIMULATED | {"sim", "web"}


def _score(text: str, limits: Limits) -> Score:
    score = score_of_text(text, limits)
    if score is None:
        message = "There is no tag in that text that is felt. Try [feel_calm]."
        raise ApiError(400, "bad_request", message, param="text")
    return score


def _drawn(score: Score, text: str, limits: Limits) -> Picture:
    title = sanitize(text).strip()
    return picture(
        score.timeline,
        layout=score.layout,
        program=score.program,
        limits=limits,
        wanted=score.wanted,
        title=title if len(title) <= TITLE_MAX else title[:TITLE_MAX] + "...",
    )
