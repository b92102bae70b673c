"""`lexicon`: the 49 tokens, what each feels like, and what is odd in a file of text with tags."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from edge_runtime.sanitize import sanitize
from lexicon import BY_NAME, TOKENS, draw_token, gbnf

from ._options import Debug, Json
from ._print import print_fields, print_rows

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """List all tokens by group."""
    rows = [{"tag": t.tag, "group": t.group.value, "meaning": t.meaning} for t in TOKENS]
    print_rows(rows, ("tag", "group", "meaning"), json=json)


@app.command()
def show(
    tag: Annotated[str, typer.Argument(help="A tag, with or without brackets.", metavar="TAG")],
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Show one token with a drawing of what it feels like."""
    name = tag.strip().strip("[]").strip().lower()
    token = BY_NAME.get(name)
    if token is None:
        raise typer.BadParameter(f"{sanitize(tag)!r} is not in the lexicon; see: edge-haptics lexicon list")
    fields: dict[str, Any] = {"tag": token.tag, "group": token.group.value, "meaning": token.meaning}
    if json:
        print_fields(fields, json=True)
        return
    from edge_runtime.screen import can_draw

    typer.echo(f"{token.tag}  {token.group.value}: {token.meaning}\n")
    typer.echo(draw_token(token, unicode=can_draw()))


@app.command(short_help="Diagnose a file of tags, or a haptic file.")
def check(
    file: Annotated[
        str, typer.Argument(help="Text with tags, or a haptic file; - reads text from standard input.", metavar="FILE")
    ],
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Diagnose a file of tags, or hold a haptic file to its format's rules; exits 5 when something in it is odd."""
    from edge_runtime.diagnosis import diagnose
    from edge_runtime.paths import find_file
    from edge_runtime.score import load_clip
    from firmware_bridge.errors import BridgeReason, LexiconFileError

    from ._input import read_text

    path = None if file == "-" else find_file(file)
    if path is not None and (clip := load_clip(path, strict=True)) is not None:
        if json:
            print_rows([], (), json=True)
            return
        for loss in clip.losses:
            typer.echo(f"{loss.kind.value}: {loss.detail}", err=True)
        typer.echo(f"{file}: nothing odd")
        return
    text = read_text(file)
    rows = diagnose(text)
    if json or rows:
        print_rows(rows, ("line", "column", "code", "detail"), json=json)
    if rows:
        count = f"{len(rows)} oddit{'y' if len(rows) == 1 else 'ies'}"
        raise LexiconFileError(
            f"{file} has {count}.",
            hint="Mend the lines above; `edge-haptics lexicon list` shows every tag.",
            reason=BridgeReason.INVALID_FILE,
        )
    if not json:
        typer.echo(f"{file}: nothing odd")


@app.command()
def grammar(debug: Debug = False) -> None:  # noqa: ARG001
    """Print the grammar of a block as GBNF."""
    typer.echo(gbnf(), nl=False)
