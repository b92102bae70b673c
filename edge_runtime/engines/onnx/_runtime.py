"""onnxruntime, imported once, silent, and on the fastest provider that has shown that it computes.

A provider that is listed may still have no driver, no kernels for this GPU or no library: one product of two matrices
is computed on it, with the way back to the CPU closed, and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from edge_runtime.errors import EngineError, EngineMissing
from edge_runtime.errors import EngineReason as Reason

CPU = "CPUExecutionProvider"
GPUS = {"cuda": "CUDAExecutionProvider", "tensorrt": "TensorrtExecutionProvider"}
"""In the order in which they are tried; TensorRT runs only what it knows and leaves the rest to CUDA."""
SILENT = 4
"""Only what ends the process is logged; the rest comes as exceptions."""
# x [2, 2] -> y = x @ x, opset 13, IR 8: the smallest model that computes something
PROBE = bytes.fromhex(
    "08083a400a110a01780a017812017922064d61744d756c1201705a130a0178120e0a0c080112080a0208020a0208026213"
    "0a0179120e0a0c080112080a0208020a02080242040a00100d"
)


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a session runs; `note` says why not on a GPU, where onnxruntime has a provider for one."""

    name: str
    device: str
    """As onnxruntime names it when memory is bound."""
    note: str = ""


def runtime() -> ModuleType:
    """Give the module. Raises EngineMissing."""
    try:
        import onnxruntime
    except ModuleNotFoundError:
        raise _missing("onnxruntime") from None
    except (ImportError, OSError) as error:
        raise EngineMissing(
            f"onnxruntime does not load: {' '.join(str(error).split())[:200]}.",
            reason=Reason.ENGINE_MISSING,
            hint="Install onnxruntime again.",
        ) from None
    onnxruntime.set_default_logger_severity(SILENT)
    module: ModuleType = onnxruntime
    return module


def choose_provider(wish: str | None = None) -> Provider:
    """Choose where to run: `cpu`, `cuda` or `tensorrt`; None takes the first that computes.

    Raises EngineMissing, and EngineError when what was asked for does not compute.
    """
    available = runtime().get_available_providers()
    if wish not in (None, "cpu", *GPUS):
        raise EngineError(
            f"There is no provider called {wish!r}.",
            reason=Reason.BACKEND_UNKNOWN,
            hint=f"Choose one of: cpu, {', '.join(GPUS)}.",
        )
    failures = []
    for short, name in GPUS.items():
        if wish not in (None, short) or (wish is None and name not in available):
            continue
        why = _fails(name) if name in available else "this onnxruntime has no such provider"
        if not why:
            return Provider(name, "cuda")
        failures.append(f"{short} did not compute ({why})")
    if wish in GPUS:
        raise EngineError(
            f"The provider {failures[0]}.",
            reason=Reason.ENGINE_FAILED,
            hint="Install the extra [onnx-gpu] and its driver, or run on the CPU.",
        )
    return Provider(CPU, "cpu", f"{'; '.join(failures)}: the CPU computes instead" if failures else "")


@cache
def _fails(name: str) -> str:
    """Compute on a provider alone; returns why that cannot be relied on, or ""."""
    ort = runtime()
    options = ort.SessionOptions()
    options.log_severity_level = SILENT
    options.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
    given = np.array([[1, 2], [3, 4]], np.float32)
    try:
        session = ort.InferenceSession(PROBE, options, providers=[name])
        if session.get_providers()[0] != name:
            return "it is not used"
        found = session.run(None, {"x": given})[0]
    except Exception as error:
        return " ".join(str(error).split())[:160] or type(error).__name__
    return "" if np.allclose(found, given @ given) else "its results are wrong"


def make_options(threads: int) -> Any:
    """Give the options of a session: `threads` of them, no chatter, no spinning while nothing is computed."""
    options = runtime().SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = SILENT
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _missing(package: str) -> EngineMissing:
    return EngineMissing(
        f"The package {package} is not installed, and the ONNX engine needs it.",
        reason=Reason.ENGINE_MISSING,
        hint="Install edge-haptics with its extra [onnx], or [onnx-gpu] for CUDA.",
    )
