"""The checks behind `doctor`: each says what it found and, where it failed, what mends it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import lexicon
from firmware_bridge import HapticsError, open_bridge

from .catalog import find_model
from .engines.gguf_check import check_gguf

PROBE_LEVEL = 0.26


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    hint: str = ""
    """One imperative sentence; empty when there is nothing to mend."""
    needed: bool = True
    """Whether the main job fails without it."""


def run_checks() -> list[Check]:
    """Look at everything; no check raises."""
    return [_guarded(name, check) for name, check in CHECKS.items()]


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except HapticsError as error:
        return Check(name, False, str(error), error.hint)
    except Exception as error:
        return Check(name, False, f"{type(error).__name__}: {error}", "Report this.")


def _python() -> Check:
    detail = f"{platform.python_version()} on {platform.machine()}, {platform.system()} {platform.release()}"
    return Check("python", sys.version_info >= (3, 10), detail, "Install Python 3.10 or newer.")


def _lexicon() -> Check:
    owners = sorted(set(importlib.metadata.packages_distributions().get("lexicon", [])))
    foreign = [owner for owner in owners if owner != "edge-haptics"]
    where = Path(lexicon.__file__).parent
    if foreign:
        detail = f"{', '.join(foreign)} installs a package of that name too ({where} is the one in use)"
        return Check("lexicon", False, detail, "Install edge-haptics in an environment of its own.")
    return Check("lexicon", True, f"{len(lexicon.TOKENS)} tokens from {where}")


def _model() -> Check:
    path, entry = find_model(None)
    found = check_gguf(path)
    name = entry.id if entry else found.name
    detail = f"{name}, {found.quantization}, {found.parameters / 1e6:.1f} M parameters, {found.size_bytes / 1e6:.1f} MB"
    return Check("model", True, detail)


def _engine() -> Check:
    if importlib.util.find_spec("llama_cpp") is None:
        hint = "Run `make run` in the checkout, or install the wheel with its extra [llama]."
        return Check("llama.cpp", False, "llama-cpp-python is not installed", hint)
    import llama_cpp

    gpu = "with GPU offload" if llama_cpp.llama_supports_gpu_offload() else "CPU only"
    return Check("llama.cpp", True, f"llama-cpp-python {llama_cpp.__version__}, {gpu}")


def _onnx() -> Check:
    missing = [name for name in ("onnxruntime", "tokenizers") if importlib.util.find_spec(name) is None]
    if missing:
        hint = "Install edge-haptics with its extra [onnx], or [onnx-gpu], to use `--backend onnx`."
        return Check("onnxruntime", False, f"{' and '.join(missing)} not installed", hint, needed=False)
    from .engines.onnx import choose_provider, runtime

    provider = choose_provider()
    where = provider.name.removesuffix("ExecutionProvider")
    detail = f"onnxruntime {runtime().__version__}, computes on {where}"
    hint = "Install the driver and CUDA libraries that this onnxruntime-gpu names." if provider.note else ""
    return Check(
        "onnxruntime",
        not provider.note,
        f"{detail}{f' ({provider.note})' if provider.note else ''}",
        hint,
        needed=False,
    )


def _server() -> Check:
    if importlib.util.find_spec("httpx") is None:
        hint = "Install edge-haptics with its extra [openai] to use `--backend openai`."
        return Check("servers", False, "httpx is not installed", hint, needed=False)
    key = "a key in the environment" if os.environ.get("EDGE_HAPTICS_API_KEY") else "no key in the environment"
    return Check("servers", True, f"httpx {importlib.metadata.version('httpx')}, {key}", needed=False)


def _monitor() -> Check:
    names = ("starlette", "uvicorn", "websockets", "prometheus_client", "segno")
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        hint = "Install edge-haptics with its extra [serve] to use `edge-haptics serve`."
        return Check("monitor", False, f"{' and '.join(missing)} not installed", hint, needed=False)
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names[:3])
    return Check("monitor", True, versions, needed=False)


def _others() -> Check:
    from firmware_bridge._gamepad import list_gamepads

    wanted = {"websockets": "intiface", "aiomqtt": "mqtt", "serial": "serial", "bleak": "ble"}
    missing = [extra for package, extra in wanted.items() if importlib.util.find_spec(package) is None]
    pads = list_gamepads()
    detail = f"{len(pads)} gamepads; "
    detail += f"no {', no '.join(missing)} devices" if missing else "serial, BLE, Intiface and MQTT can be used"
    hint = f"Install edge-haptics with its extras [{','.join(missing)}] to use them." if missing else ""
    return Check("devices", not missing, detail, hint, needed=False)


def _device() -> Check:
    with open_bridge("mock:", max_level=PROBE_LEVEL) as bridge:
        return Check("simulated device", True, f"{len(bridge.layout)} motors, at rest")


def _machine() -> Check:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = shutil.disk_usage(Path.cwd()).free / 1e9
    detail = f"{cores} cores, {free:.0f} GB free here"
    return Check("machine", free > 0.1, detail, "Make room on this disk.", needed=False)


def _haptics() -> Check:
    wish = os.environ.get("EDGE_HAPTICS_HAPTICS") or os.environ.get("OPUS_HAPTICS") or "off"
    detail = f"touch is {wish} unless a command says otherwise"
    hint = "Set OPUS_HAPTICS to on or off."
    return Check("opt-in", wish in {"on", "off"}, detail, hint, needed=False)


CHECKS: dict[str, Callable[[], Check]] = {
    "python": _python,
    "lexicon": _lexicon,
    "model": _model,
    "llama.cpp": _engine,
    "onnxruntime": _onnx,
    "servers": _server,
    "monitor": _monitor,
    "simulated device": _device,
    "devices": _others,
    "opt-in": _haptics,
    "machine": _machine,
}
