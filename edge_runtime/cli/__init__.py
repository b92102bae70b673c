"""The command `edge-haptics`: one file per group of commands, each imported only with the command line."""

from __future__ import annotations

import io
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from edge_runtime import __version__
from edge_runtime.sanitize import sanitize
from firmware_bridge.errors import HapticsError

from . import bench, chat, devices, doctor, evaluate, lexicon, models, play, render, say, serve

app = typer.Typer(
    name="edge-haptics",
    help="Lets a language model be felt: words to the screen, touch to the motors.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command()(say.say)
app.command()(chat.chat)
app.command()(play.play)
app.command()(render.render)
app.command()(serve.serve)
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(devices.app, name="devices")
app.add_typer(models.app, name="models")
app.command("eval")(evaluate.evaluate)
app.add_typer(bench.app, name="bench")
app.command()(doctor.doctor)

SWITCH_INTERVAL_S = 0.0005
"""How long a busy thread keeps the interpreter from the one that moves the motors; Python's own 5 ms would be felt."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"edge-haptics {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Lets a language model be felt: words to the screen, touch to the motors."""


def main() -> None:
    """Run the command line; an error that is ours is one sentence, its hint, and its exit code."""
    _mend_streams()
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        app()
    except BrokenPipeError:
        # Whoever read our output has left; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if "--debug" in sys.argv or os.environ.get("EDGE_HAPTICS_DEBUG", "0").lower() in {"1", "true", "on", "yes"}:
            raise
        known = isinstance(error, HapticsError)
        hint = error.hint if isinstance(error, HapticsError) else "Run it again with --debug to see where."
        what = str(error) if known or isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        sys.stderr.write(f"edge-haptics: {sanitize(what).rstrip('.')}. {hint}\n")
        sys.exit(error.exit_code if isinstance(error, HapticsError) else 1)


def _mend_streams() -> None:
    """A stream that is closed reads and writes nothing; a character that a terminal has not is a question mark."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
