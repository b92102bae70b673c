"""Write the pages of docs that are made from the program itself. `docs.py --check` only compares."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import typer
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from edge_runtime.score import score_of_text
from lexicon import INTENSITY_LEVELS, TOKENS, Group, Limits, draw_token, picture, svg

DOCS = Path(__file__).resolve().parent.parent / "docs"
MOVING = "[uplift][i4][pat_roll][m_all][t2s][rest_500ms][alert_high][i5][pat_pulse][m_right][t1s]"


def cli_page() -> str:
    """The help of every command, as it is printed."""
    from edge_runtime.cli import app

    runner = CliRunner()
    parts = ["# Commands\n\nMade from `--help` by `scripts/docs.py`; a test compares.\n"]
    for command in ["", *_commands(get_command(app))]:
        done = runner.invoke(app, [*command.split(), "--help"], prog_name="edge-haptics", env={"COLUMNS": "100"})
        text = "\n".join(line.rstrip() for line in done.output.strip().splitlines())
        parts.append(f"## edge-haptics {command}".rstrip() + f"\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def _commands(group: TyperGroup) -> list[str]:
    """Name all commands that can be run, those inside groups by both words."""
    context = typer.Context(group)
    names = []
    for name in group.list_commands(context):
        command = group.resolve_command(context, [name])[1]
        inner = _commands(command) if isinstance(command, TyperGroup) else []
        names += [f"{name} {word}" for word in inner] or [name]
    return names


def lexicon_page() -> str:
    """All tokens with their drawings."""
    levels = ", ".join(f"{level:g}" for level in INTENSITY_LEVELS)
    head = "Made from the lexicon by `scripts/docs.py`; a test compares. Each drawing shows the four motors over time."
    parts = [f"# The 49 tokens\n\n{head} The five intensities are {levels}; full height is level 1.\n"]
    for group in Group:
        parts.append(f"## {group.value}\n")
        for token in TOKENS:
            if token.group is group:
                drawing = re.sub(r"[ \t]+$", "", draw_token(token), flags=re.MULTILINE)
                parts.append(f"### `{token.tag}`\n\n{token.meaning}\n\n```text\n{drawing}\n```\n")
    return "\n".join(parts)


def moving_picture() -> str:
    """A gesture whose motors move, and whose level a limit cuts."""
    limits = Limits()
    score = score_of_text(MOVING, limits)
    assert score is not None
    drawn = picture(
        score.timeline, program=score.program, limits=limits, wanted=score.wanted, title="a roll and an alert"
    )
    return svg(drawn)


PAGES = {
    "reference/cli.md": cli_page,
    "lexicon.md": lexicon_page,
    "pictures/moving.svg": moving_picture,
}


def stale() -> list[str]:
    """Names of pages that differ from what the program says."""
    return [name for name, page in PAGES.items() if not (DOCS / name).is_file() or (DOCS / name).read_text() != page()]


if __name__ == "__main__":
    for variable in [name for name in os.environ if name.startswith("EDGE_HAPTICS_")]:
        del os.environ[variable]
    if "--check" in sys.argv:
        sys.exit(f"stale: {', '.join(stale())}; run scripts/docs.py" if stale() else 0)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page())
