"""Where the data of `models/` lies, inside the installed package or in the checkout, and what can be made again."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def models_dir() -> Path:
    """Return the folder with catalogue, presets, prompts and the shipped model."""
    packaged = _PACKAGE / "_models"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "models"


def cache_dir() -> Path:
    """Return the person's folder for what can be made again at any time; it need not be there."""
    from platformdirs import user_cache_path

    return user_cache_path("edge-haptics", appauthor=False)


def find_file(name: str) -> Path | None:
    """Return the path that ``name`` is, ``~`` filled in, or None when nothing is there or it can be no path."""
    try:
        path = Path(name).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        return None
