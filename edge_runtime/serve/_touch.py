"""Touch over HTTP: stop, switch, play, compile, render."""

from __future__ import annotations

import itertools

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from edge_runtime.performer import program_fields
from edge_runtime.png import png
from edge_runtime.sanitize import sanitize
from edge_runtime.score import Score, score_of_text
from firmware_bridge.formats import WRITABLE, Format, write_clip
from lexicon import Limits, Picture, picture, svg

from ._answers import Compiled, FormatAnswer, Formats, Oddity, Played, StopAnswer
from ._asked import body_of, caller_of, in_thread, need_person, need_touch
from ._errors import ApiError
from ._forms import CompileForm, RenderForm, SwitchForm, TextForm
from ._monitor import Monitor
from ._tracks import motors_of, tracks_of

PICTURES = {".svg": "image/svg+xml", ".png": "image/png"}
ENDINGS = (*PICTURES, *sorted(kind.value for kind in WRITABLE))
TITLE_MAX = 60


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
        self._monitor.stop()
        return JSONResponse(StopAnswer().model_dump())

    async def switch(self, request: Request) -> Response:
        """`POST /v1/haptics/switch`."""
        form = await body_of(request, SwitchForm)
        if form.on:
            need_person(request)
        else:
            self._monitor.stop()
        await in_thread(self._rig.switch, form.on)
        return await self.state(request)

    async def play(self, request: Request) -> Response:
        """`POST /v1/haptics/play`."""
        form = await body_of(request, TextForm)
        _score(form.text, self._rig.limits)
        need_touch(self._rig)
        programs, oddities = await in_thread(self._monitor.play, form.text, f"play-{next(self._plays)}")
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
