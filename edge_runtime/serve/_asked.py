"""What a handler gets of a request: who asks, and a body that was checked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from typing_extensions import TypeVarTuple, Unpack

from firmware_bridge import HapticsError

from ._doorkeeper import Caller
from ._errors import ApiError, from_failure, from_validation, person_only
from ._rig import Rig

BODY_MAX = 1024 * 1024
BODY_S = 15.0
"""How long a body may take: a slow one holds a connection."""

F = TypeVar("F", bound=BaseModel)
A = TypeVarTuple("A")
R = TypeVar("R")


def caller_of(request: Request) -> Caller:
    """Who asks."""
    caller = request.scope["state"]["caller"]
    assert isinstance(caller, Caller)
    return caller


def need_person(request: Request) -> None:
    """Raises ApiError unless the person at this machine asks."""
    if not caller_of(request).person:
        raise person_only()


def need_touch(rig: Rig) -> None:
    """Raises ApiError while touch is off."""
    if not rig.on:
        raise ApiError(409, "haptics_off", "Touch is off. A person at the machine can turn it on.")


async def body_of(request: Request, form: type[F]) -> F:
    """Read the body as ``form``. Raises ApiError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ApiError(415, "not_json", "The body must be JSON. Send it with Content-Type: application/json.")
    length = request.headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and int(length[:12]) > BODY_MAX:
        raise _too_large()
    try:
        raw = await asyncio.wait_for(_read(request), BODY_S)
    except asyncio.TimeoutError:
        raise ApiError(408, "too_slow", "The body took too long. Send it at once.") from None
    except ClientDisconnect:
        raise ApiError(400, "bad_request", "The connection ended before the body did.") from None
    try:
        return form.model_validate_json(raw)
    except ValidationError as error:
        raise from_validation(error) from None


async def in_thread(call: Callable[[Unpack[A]], R], *given: Unpack[A]) -> R:
    """Run what waits for a device outside of the loop. Raises ApiError."""
    try:
        return await to_thread.run_sync(call, *given)
    except HapticsError as error:
        raise from_failure(error) from None


async def _read(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_MAX:
            raise _too_large()
    return bytes(raw)


def _too_large() -> ApiError:
    return ApiError(413, "too_large", f"The body holds more than {BODY_MAX // 1024} KiB. Send a shorter one.")
