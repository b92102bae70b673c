"""The 49 tokens over HTTP."""

from __future__ import annotations

from functools import cache

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from lexicon import BY_NAME, TOKENS, Token, compile_program, example, example_text, picture, svg
from lexicon._examples import _OPEN as OPEN

from ._answers import TokenAnswer, Tokens
from ._errors import ApiError
from ._tracks import tracks_of


async def tokens(request: Request) -> Response:  # noqa: ARG001
    """`GET /v1/lexicon`."""
    return Response(await to_thread.run_sync(_all), media_type="application/json")


async def drawing(request: Request) -> Response:
    """`GET /v1/lexicon/{name}.svg`."""
    token = BY_NAME.get(request.path_params["name"])
    theme = request.query_params.get("theme")
    if token is None:
        raise ApiError(404, "not_found", "There is no such token. GET /v1/lexicon lists them.")
    if theme not in {None, "light", "dark"}:
        raise ApiError(400, "bad_request", "theme is light or dark.", param="theme")
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(_drawing(token, theme), headers=headers, media_type="image/svg+xml")


@cache
def _all() -> bytes:
    return Tokens(tokens=[_answer(token) for token in TOKENS]).model_dump_json().encode()


def _answer(token: Token) -> TokenAnswer:
    timeline = compile_program(example(token), limits=OPEN)
    return TokenAnswer(
        tag=token.tag,
        name=token.name,
        group=token.group.value,
        meaning=token.meaning,
        example=example_text(token),
        duration_ms=timeline.duration_ms,
        tracks=tracks_of(timeline),
        svg=f"/v1/lexicon/{token.name}.svg",
    )


@cache
def _drawing(token: Token, theme: str | None) -> bytes:
    program = example(token)
    drawn = picture(compile_program(program, limits=OPEN), program=program, title=f"{token.tag}  {token.meaning}")
    return svg(drawn, theme).encode()
