"""The command `edge-haptics`: one file per group of commands, each imported only when it is run."""

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

from ._lazy import lazily

app = lazily(
    {
        "say": ("say:say", "Answer once, and play the answer's touch."),
        "chat": ("chat:chat", "Talk; /help lists what else can be typed."),
        "play": ("play:play", "Play tags, a haptic file, or what was recorded."),
        "render": ("render:render", "Draw, sound or convert tags and haptic files."),
        "lexicon": ("lexicon:app", "The 49 tokens of the language."),
        "devices": ("devices:app", "Find, describe and try devices."),
        "models": ("models:app", "The models known by name, and files of your own."),
        "eval": ("evaluate:evaluate", "Check how a model behaves; every run is kept."),
        "serve": ("serve:serve", "Serve the monitor's page and an OpenAI-compatible API."),
        "bench": ("bench:app", "Measure on this machine."),
        "doctor": ("doctor:doctor", "Say what works on this machine."),
    },
    name="edge-haptics",
    help="Lets a language model be felt: words to the screen, touch to the motors.",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

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
