"""What every request passes before anything else sees it: who asks, how often, how much, and what browsers are told."""

from __future__ import annotations

import time
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._doorkeeper import Doorkeeper, Refused
from ._errors import ApiError
from ._meters import Meters
from ._rates import Rates

OPEN_PATHS = frozenset({"/", "/health", "/favicon.ico"})
"""With everything below `/static/`: what holds no secret, and does without a token."""
STOP_PATH = "/v1/haptics/stop"
PER_S, BURST = 50.0, 500
"""Of one caller."""
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'{sockets}; "
    "manifest-src 'self'; font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class Gate:
    """ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, meters: Meters) -> None:
        """Let what ``doorkeeper`` admits through to ``app``."""
        self._app, self._doorkeeper, self._meters = app, doorkeeper, meters
        self._rates = Rates(PER_S, BURST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        path: str = scope["path"]
        refusal = self._judge(scope, headers, path)
        if refusal is not None:
            self._meters.refused.labels(refusal.code).inc()
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
            await refusal.response()(scope, receive, _dressed(send, headers, path))
            return
        await self._app(scope, receive, send if scope["type"] == "websocket" else _dressed(send, headers, path))

    def _judge(self, scope: Scope, headers: Mapping[str, str], path: str) -> ApiError | None:
        peer = scope["client"][0] if scope.get("client") else ""
        free = path in OPEN_PATHS or path.startswith("/static/") or scope.get("method") == "OPTIONS"
        caller = self._doorkeeper.admit(headers, peer, open_to_all=free)
        if isinstance(caller, Refused):
            # Whoever guesses is counted as well.
            wait_s = self._rates.wait_s(f"refused@{peer}", time.monotonic())
            return _too_often(wait_s) if wait_s else ApiError(caller.status, caller.code, caller.message)
        scope.setdefault("state", {})["caller"] = caller
        if path != STOP_PATH and (wait_s := self._rates.wait_s(caller.name, time.monotonic())):
            return _too_often(wait_s)
        return None


def _too_often(wait_s: float) -> ApiError:
    return ApiError(429, "rate_limited", "You ask too often. Wait a little.", retry_s=wait_s)


def _dressed(send: Send, asked: Mapping[str, str], path: str) -> Send:
    """Add what browsers have to know to every answer."""
    host = asked.get("host", "")
    sockets = f" ws://{host}" if host.isascii() and all(c.isalnum() or c in ".-:[]" for c in host) else ""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", CSP.format(sockets=sockets))
            still = path == "/" or path.startswith(("/static/", "/v1/lexicon"))
            headers.setdefault("Cache-Control", "no-cache" if still else "no-store")
        await send(message)

    return dressed
