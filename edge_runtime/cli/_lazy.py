"""Commands that are imported only when they are run: a list of them, and the way to another one, cost no import."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command


def lazily(commands: Mapping[str, tuple[str, str]], **settings: Any) -> typer.Typer:
    """Make a group of commands, each given by its `module:name` in this package and its line in the group's help.

    What a `module:name` means is a command's function, or another group; a group's help is that line.
    """

    class Group(TyperGroup):
        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            name, line, rest = super().resolve_command(ctx, args)
            return name, line and _load(str(line.name), *commands[str(line.name)]), rest

    group = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, **{"add_completion": False, **settings})
    for name, (_, line) in commands.items():
        group.command(name, help=line)(_later)
    return group


def _later() -> None:
    """Stand in for a command in the list of them."""


def _load(name: str, where: str, line: str) -> Any:
    module, _, attribute = where.partition(":")
    found = getattr(import_module(f".{module}", __package__), attribute)
    if isinstance(found, typer.Typer):
        group = get_command(found)
        group.name, group.help = name, line
        return group
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name)(found)
    return get_command(alone)
