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


def fitting_files(files: Iterable[str], wanted: Wanted) -> list[str]:
    """Give the GGUF models of ``files`` that fit what is wanted, split ones by their first part, plain mixes alone."""
    ggufs = _models(files)
    if wanted.quantization is None:
        return ggufs
    sign = re.compile(rf"(^|[-./_]){re.escape(wanted.quantization)}($|[-./])", re.IGNORECASE)
    fitting = [name for name in ggufs if sign.search(name.removesuffix(".gguf"))]
    plain = [name for name in fitting if not re.search(r"(^|[-./])UD[-.]", name)]
    return plain or fitting


def choose_file(files: Iterable[str], wanted: Wanted) -> str:
    """Choose the one GGUF model of ``files`` that is wanted. Raises ModelNotFound."""
    files = list(files)
    fitting, kind = fitting_files(files, wanted), wanted.quantization or "GGUF model"
    if len(fitting) == 1:
        return fitting[0]
    what = f"several files that {kind} may mean" if wanted.quantization else "several models"
    raise _unclear(wanted, what if fitting else f"no {kind}", fitting or _models(files))


def _models(files: Iterable[str]) -> list[str]:
    return sorted({part_names(name)[0] for name in files if name.endswith(".gguf") and not _is_other(name)})


def _is_other(name: str) -> bool:
    return any(other in name.lower() for other in NO_MODELS)


def _unclear(wanted: Wanted, what: str, files: list[str]) -> ModelNotFound:
    shown = ", ".join(files[:SHOWN]) + (", ..." if len(files) > SHOWN else "")
    return ModelNotFound(
        f"{wanted.repository} has {what}.",
        hint=f"Name one as {wanted.repository}/FILE: {shown}." if files else "Choose another repository.",
        reason=Reason.NO_SUCH_FILE,
    )
