"""Errors as OpenAI's clients know them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.responses import JSONResponse

from edge_runtime.errors import EngineError, EngineReason, InputUnusable, PromptTooLong
from edge_runtime.sanitize import sanitize
from firmware_bridge import BridgeError, HapticsError


class ApiError(Exception):
    """A request that gets no answer but why."""

    def __init__(
        self, status: int, code: str, message: str, *, param: str | None = None, retry_s: float | None = None
    ) -> None:
        """Keep what is said; ``retry_s`` is when it may be asked again."""
        super().__init__(message)
        self.status, self.code, self.param, self.retry_s = status, code, param, retry_s

    @property
    def body(self) -> dict[str, Any]:
        """What is sent."""
        kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
        kind = "server_error" if self.status >= 500 else kinds.get(self.status, "invalid_request_error")
        return {"error": {"message": str(self), "type": kind, "param": self.param, "code": self.code}}

    def response(self) -> JSONResponse:
        """The answer over HTTP."""
        headers = {} if self.retry_s is None else {"Retry-After": str(max(1, round(self.retry_s)))}
        return JSONResponse(self.body, self.status, headers)


def from_validation(error: ValidationError) -> ApiError:
    """Say where a body is wrong first."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "json_invalid":
        message = "the body is not JSON"
    return ApiError(400, "bad_request", f"{where + ': ' if where else ''}{message}."[:500], param=where[:200] or None)


def from_failure(error: BaseException) -> ApiError:
    """Say how something that went wrong while it ran is told."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, PromptTooLong):
        return ApiError(400, "context_length_exceeded", said_of(error), param="messages")
    if isinstance(error, InputUnusable):
        code = "schema_invalid" if error.reason is EngineReason.SCHEMA_INVALID else "bad_request"
        return ApiError(400, code, said_of(error))
    if isinstance(error, HapticsError) and error.reason is EngineReason.ENGINE_CLOSED:
        return ApiError(503, "leaving", said_of(error))
    if isinstance(error, BridgeError):
        return ApiError(409, "no_device", said_of(error))
    if isinstance(error, HapticsError) and not isinstance(error, EngineError):
        return ApiError(400, "bad_request", said_of(error))
    return ApiError(500, "engine_failed", said_of(error))


def person_only() -> ApiError:
    """The error for what a person at this machine alone may do."""
    return ApiError(403, "person_only", "Only a person at the machine itself may do that. Open the page there.")


def said_of(error: BaseException) -> str:
    """An error as one sentence and its hint, without what only a programmer wants."""
    if isinstance(error, HapticsError):
        return sanitize(f"{str(error).rstrip('.')}. {error.hint}")
    return "Something in the server failed. Its terminal says what."
