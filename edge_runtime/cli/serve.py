"""`serve`: a model, a device and a page, for browsers and for programs that speak OpenAI's API."""

from __future__ import annotations

import importlib.util
import os
import secrets
import socket
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edge_runtime.errors import EngineMissing, EngineReason, InputUnusable
from edge_runtime.screen import can_draw
from firmware_bridge import parse_uri

from ._options import RunOptions, Switch, option, takes_run_options
from ._signals import handling
from ._stage import open_sinks
from .say import open_model

if TYPE_CHECKING:
    from edge_runtime.serve import Site

PORT = 8710
TOKEN_LETTERS = 32
"""A token that a person chose must be as hard to guess as one of ours."""
TOKEN_MAX = 512


@takes_run_options
def serve(
    options: RunOptions,
    host: Annotated[
        str, option("--host", "Where to listen; anything but this machine alone wants a token.", metavar="ADDRESS")
    ] = "127.0.0.1",
    port: Annotated[int, option("--port", "0 is any that is free.", min=0, max=65535)] = PORT,
    token_file: Annotated[
        Path | None,
        option("--token-file", "Keep the token here from one start to the next.", metavar="FILE", dir_okay=False),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        option("--allow-host", "Another name that this server is reached by; may be repeated.", metavar="NAME"),
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        option("--allow-origin", "A site whose pages may ask, e.g. http://localhost:3000.", metavar="ORIGIN"),
    ] = None,
    runs: Annotated[
        Path | None,
        option("--runs", "A folder of traces that the page may open.", metavar="DIR", exists=True, file_okay=False),
    ] = None,
    queue: Annotated[int, option("--queue", "How many answers may wait.", min=1, max=1024)] = 64,
    max_seconds: Annotated[float, option("--max-seconds", "Longest answer.", min=1, max=3600)] = 120,
) -> None:
    """Serve the monitor's page and an OpenAI-compatible API until Ctrl-C."""
    missing = missing_packages()
    if missing:
        raise EngineMissing(
            f"{' and '.join(missing)} not installed.",
            hint="Install edge-haptics with its extra [serve].",
            reason=EngineReason.ENGINE_MISSING,
        )
    from edge_runtime.serve import Monitor, Rules, Serving, Site, is_loopback, listen

    parse_uri(options.device)
    with ExitStack() as stack:
        listener = stack.enter_context(listen(host, port))
        alone = is_loopback(listener.getsockname()[0])
        site = Site(
            loopback=alone,
            token=None if alone else _token(token_file),
            names=frozenset(name.lower() for name in (host, *_own_names(alone), *(allow_host or ()))),
            origins=frozenset(allow_origin or ()),
        )
        sinks = stack.enter_context(open_sinks(options.trace, json=options.json))
        model = open_model(options)
        stack.callback(model.engine.close)
        rules = Rules(
            model=model.name,
            sampling=model.sampling,
            system=model.system,
            preset=options.preset.value,
            device=options.device,
            haptics=options.haptics is Switch.ON,
            max_level=options.max_level,
            time_scale=options.time_scale,
            waiting=queue,
            answer_s=max_seconds,
            runs=runs,
            seed=options.seed,
        )
        monitor = stack.enter_context(Monitor(model.engine, rules, *sinks))
        serving = Serving(monitor, listener, site, lambda: _tell(listener, site, host))
        left: list[int] = []

        def leave(number: int, _frame: object) -> None:
            left.append(number)
            serving.leave()

        with handling(leave):
            serving.run()
    if left:
        sys.exit(130 if left[0] == 2 else 128 + left[0])


def missing_packages() -> list[str]:
    """Name what is not installed of what a server needs."""
    needed = {"starlette": "starlette", "uvicorn": "uvicorn", "websockets": "websockets"}
    needed |= {"prometheus_client": "prometheus-client", "segno": "segno"}
    return [name for module, name in needed.items() if importlib.util.find_spec(module) is None]


def _token(file: Path | None) -> str:
    """Make a token, or read the one that is kept. Raises InputUnusable."""
    if file is None:
        if not sys.stderr.isatty():
            raise InputUnusable(
                "There is no terminal to show the token on.",
                hint="Run it in a terminal, or keep the token in a file with --token-file.",
                reason=EngineReason.BAD_INPUT,
            )
        return secrets.token_urlsafe(TOKEN_LETTERS)
    try:
        if not file.exists():
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as fresh:
                fresh.write(secrets.token_urlsafe(TOKEN_LETTERS) + "\n")
        with file.open(encoding="ascii") as kept:
            token = kept.read(TOKEN_MAX + 1).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputUnusable(
            f"The token file {file} cannot be used: {getattr(error, 'strerror', None) or 'it is not ASCII text'}.",
            hint="Name a file that you may read and write.",
            reason=EngineReason.NOT_READABLE,
        ) from error
    if not TOKEN_LETTERS <= len(token) <= TOKEN_MAX or not all(c.isalnum() or c in "-_.~" for c in token):
        raise InputUnusable(
            f"The token in {file} is too short, or has characters that an address cannot have.",
            hint=f"Delete the file, so that a token is made; or write {TOKEN_LETTERS} or more letters and digits.",
            reason=EngineReason.BAD_INPUT,
        )
    return token


def _tell(listener: socket.socket, site: Site, host: str) -> None:
    """Say on stderr where the server is; the token is shown this once, and only on a terminal."""
    address, port = listener.getsockname()[:2]
    if site.token is None:
        typer.echo(f"The monitor is at http://{_in_url(host)}:{port}/ (Ctrl-C leaves)", err=True)
        return
    shown = _reachable(address) if address in {"0.0.0.0", "::"} else address  # noqa: S104 - compared, not listened on
    place = f"http://{_in_url(shown)}:{port}/"
    typer.echo("Whoever has the token can use this server, and the way to it is not encrypted.", err=True)
    if not sys.stderr.isatty():
        typer.echo(f"The monitor is at {place}; its token is in the token file.", err=True)
        return
    entrance = f"{place}?token={site.token}"
    typer.echo(
        f"The monitor is at {entrance}\n(shown once; for programs the token is the API key; Ctrl-C leaves)", err=True
    )
    if can_draw():
        import segno

        segno.make(entrance, error="l").terminal(out=sys.stderr, compact=True)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _own_names(alone: bool) -> list[str]:
    """Names that this machine is known by in its network."""
    name = "" if alone else socket.gethostname()
    return [name, f"{name}.local"] if name else []


def _reachable(any_address: str) -> str:
    """The address of this machine that others would use; no packet is sent to learn it."""
    family, beyond = (socket.AF_INET6, "2001:db8::1") if ":" in any_address else (socket.AF_INET, "192.0.2.1")
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((beyond, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()
