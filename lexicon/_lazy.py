"""Lets a package give its names when they are first asked for: who wants one waits for no other module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return a package's ``__getattr__`` and ``__dir__``; ``homes`` says which names each of its modules defines."""
    where = {name: home for home, names in homes.items() for name in names.split()}

    def get(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(where[name], package), name)
        vars(import_module(package))[name] = value
        return value

    return get, lambda: sorted({*vars(import_module(package)), *where})
