"""What was run, by hashes and numbers: the part of a snapshot that says why its figures may differ from the last."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from dataclasses import asdict
from pathlib import Path
from typing import Any

from edge_runtime import __version__
from edge_runtime.engines import EngineInfo
from edge_runtime.hub import hash_file
from edge_runtime.parts import part_paths

from ._run import Plan

ENGINES = ("llama-cpp-python", "onnxruntime")


def model_sha256(path: Path) -> str:
    """Hash a model's file, or by the hashes of all files the parts or the folder that it is. Raises OSError."""
    files = [file for file in path.iterdir() if file.is_file()] if path.is_dir() else [*part_paths(path)]
    if len(files) == 1:
        return hash_file(files[0])
    return text_sha256("".join(f"{file.name} {hash_file(file)}\n" for file in sorted(files)))


def text_sha256(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def about(plan: Plan, info: EngineInfo, sha256: str, template: str) -> dict[str, Any]:
    """Describe a run: model, template, system texts, presets, suites, numbers and versions.

    ``sha256`` is "" for a model that is elsewhere.
    """
    return {
        "model": {"file": Path(info.path).name if sha256 else info.model, "sha256": sha256, "backend": info.backend},
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
