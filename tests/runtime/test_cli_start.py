"""A command imports what it needs and no more, and the list of commands imports none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_gguf import write_tiny_gguf
from typer import Context
from typer.core import TyperGroup
from typer.main import get_command

from edge_runtime.cli import app

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["pydantic", "numpy", "rich", "huggingface_hub", "gguf", "llama_cpp", "asyncio", "lexicon._parser"]
PARTS += ["edge_runtime.catalog", "edge_runtime.agent", "edge_runtime.engines.base", "edge_runtime.hub"]
PARTS += ["firmware_bridge._open", "firmware_bridge.formats"]
CATALOGUE = {"pydantic", "edge_runtime.catalog", "edge_runtime.hub"}
PLAYING = {"firmware_bridge._open", "lexicon._parser", "rich"}
TALKING = {*CATALOGUE, *PLAYING, "edge_runtime.agent", "edge_runtime.engines.base"}

RUN = f"""
import sys
from edge_runtime.cli import main
try:
    main()
finally:
    print(*[name for name in {PARTS!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("--version", set()),
        ("--help", set()),
        ("models --help", set()),
        ("models info --help", set()),
        ("models info {file}", set()),
        ("models convert --help", set()),
        ("models train --help", set()),
        ("lexicon --help", set()),
        ("lexicon list", set()),
        ("bench --help", set()),
        ("models list", {*CATALOGUE, "huggingface_hub"}),
        ("models path", CATALOGUE),
        ("play --help", {*PLAYING, "firmware_bridge.formats"}),
        ("devices --help", PLAYING),
        ("say --help", TALKING),
    ],
)
def test_a_command_imports_only_what_it_needs(tmp_path: Path, words: str, allowed: set[str]) -> None:
    file = write_tiny_gguf(tmp_path / "tiny.gguf")
    arguments = [word.format(file=file) for word in words.split()]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout
    assert set(done.stderr.splitlines()[-1].split()) <= allowed


def groups(group: TyperGroup, words: str = "edge-haptics") -> dict[str, TyperGroup]:
    """The root and all groups inside, by what is typed."""
    context = Context(group)
    found = {words: group}
    for name in group.list_commands(context):
        command = group.resolve_command(context, [name])[1]
        if isinstance(command, TyperGroup):
            found |= groups(command, f"{words} {name}")
    return found


def test_every_command_is_in_the_list_with_a_whole_line_and_can_be_reached() -> None:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    found = groups(root)
    assert set(found) == {f"edge-haptics{group}" for group in ("", " lexicon", " devices", " models", " bench")}
    for words, group in found.items():
        context = Context(group, info_name=words, max_content_width=100)
        listed = context.get_help().split("Commands:")[1]
        for name in group.list_commands(context):
            assert f"\n  {name} " in listed, (words, name)
            command = group.resolve_command(context, [name])[1]
            assert command is not None
            assert command.name == name
        assert "..." not in listed, words


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("edge-haptics mod", ["models"]),
        ("edge-haptics models in", ["info"]),
        ("edge-haptics models info --tem", ["--template"]),
        ("edge-haptics say --preset js", ["json-strict"]),
        ("edge-haptics lexicon g", ["grammar"]),
    ],
)
def test_the_shell_completes_commands_and_their_options(typed: str, offered: list[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    code = "import sys; from edge_runtime.cli import main; sys.argv = ['edge-haptics']; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"_EDGE_HAPTICS_COMPLETE": "complete_bash", "PATH": "/bin", **words},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == offered


def test_a_word_that_is_no_command_is_said_with_what_is_close_to_it() -> None:
    for arguments, close in ((["model"], "models"), (["models", "inof"], "info")):
        done = subprocess.run(
            [sys.executable, "-m", "edge_runtime", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert f"No such command '{arguments[-1]}'" in done.stderr
        assert close in done.stderr
