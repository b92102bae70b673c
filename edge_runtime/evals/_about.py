"""What was run, by hashes and numbers: the part of a snapshot that says why its figures may differ from the last."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from edge_runtime import __version__
from edge_runtime.engines import EngineInfo

from ._run import Plan

CHUNK = 1 << 20
ENGINES = ("llama-cpp-python", "onnxruntime")


def file_sha256(path: Path, progress: Callable[[int], object] = lambda _: None) -> str:
    """Hash a file; `progress` is told of each chunk's bytes. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            progress(len(chunk))
    return digest.hexdigest()


def text_sha256(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def about(plan: Plan, info: EngineInfo, model_sha256: str, template: str) -> dict[str, Any]:
    """Describe a run: model, template, system texts, presets, suites, numbers and versions."""
    return {
        "model": {"file": Path(info.path).name, "sha256": model_sha256, "backend": info.backend},
        "template": text_sha256(template),
        "system": {"on": text_sha256(plan.system(True)), "off": text_sha256(plan.system(False))},
        "presets": {name: asdict(sampling) for name, sampling in plan.presets.items()},
        "columns": list(plan.columns),
        "suites": {suite.name: suite.sha256 for suite in plan.suites},
        "examples": plan.pool.sha256 if plan.pool else None,
        "numbers": {"samples": plan.samples, "seed": plan.seed, "limit": plan.limit, "shots": plan.shots},
        "versions": {"edge-haptics": __version__, "python": platform.python_version()} | _engines(),
    }


def _engines() -> dict[str, str]:
    found = {}
    for name in ENGINES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
