"""How a file on the hub is named: `owner/name:Q4_K_M`, or `owner/name/file.gguf`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelNotFound
from edge_runtime.parts import part_names

REPOSITORY = r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}"
_NAMED = re.compile(rf"(?P<repository>{REPOSITORY})(?::(?P<quantization>[\w.-]+)|/(?P<file>[\w./ -]+\.gguf))?")
NO_MODELS = ("mmproj", "imatrix")
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file in a repository of the hub, by its name or by its quantization."""

    repository: str
    file: str | None = None
    quantization: str | None = None
    revision: str | None = None
    sha256: str | None = None
    size_bytes: int | None = None


def parse_wanted(name: str) -> Wanted | None:
    """Read `owner/name:QUANT`, `owner/name/file.gguf` or `owner/name`; None for anything else."""
    found = _NAMED.fullmatch(name)
    if found is None or ".." in name:
        return None
    return Wanted(found["repository"], found["file"], found["quantization"])


def choose_file(files: Iterable[str], wanted: Wanted) -> str:
    """Choose the one GGUF of ``files`` that has the wanted quantization in its name; the first part of a split one.

    Raises ModelNotFound.
    """
    ggufs = sorted({part_names(name)[0] for name in files if name.endswith(".gguf") and not _is_other(name)})
    if wanted.quantization is None:
        if len(ggufs) == 1:
            return ggufs[0]
        raise _unclear(wanted, "which file is meant is not clear" if ggufs else "there is no GGUF model", ggufs)
    sign = re.compile(rf"(^|[-./_]){re.escape(wanted.quantization)}($|[-./])", re.IGNORECASE)
    fitting = [name for name in ggufs if sign.search(name.removesuffix(".gguf"))]
    plain = [name for name in fitting if not re.search(r"(^|[-./])UD[-.]", name)]
    fitting = plain or fitting
    if len(fitting) != 1:
        what = "fits more than one file" if fitting else "is not there"
        raise _unclear(wanted, f"{wanted.quantization} {what}", fitting or ggufs)
    return fitting[0]


def _is_other(name: str) -> bool:
    return any(other in name.lower() for other in NO_MODELS)


def _unclear(wanted: Wanted, what: str, files: list[str]) -> ModelNotFound:
    shown = ", ".join(files[:SHOWN]) + (", ..." if len(files) > SHOWN else "")
    return ModelNotFound(
        f"In {wanted.repository} {what}.",
        hint=f"Name one as {wanted.repository}/FILE: {shown}." if files else "Choose another repository.",
        reason=Reason.NO_SUCH_FILE,
    )
