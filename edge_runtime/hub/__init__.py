"""Model files from the Hugging Face hub: named, fetched into its shared cache, checked, found again, removed."""

from __future__ import annotations

from edge_runtime.hub._cache import (
    Cached,
    check_content,
    check_whole,
    hash_file,
    list_cached,
    locate,
    locate_parts,
    remove,
)
from edge_runtime.hub._names import Wanted, choose_file, parse_wanted
from edge_runtime.hub._pull import pull

__all__ = [
    "Cached",
    "Wanted",
    "check_content",
    "check_whole",
    "choose_file",
    "hash_file",
    "list_cached",
    "locate",
    "locate_parts",
    "parse_wanted",
    "pull",
    "remove",
]
