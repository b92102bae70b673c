"""The native library, imported once, with its chatter kept out of the terminal."""

from __future__ import annotations

import ctypes
import os
import threading
from collections import deque
from collections.abc import Callable
from types import ModuleType
from typing import Any

from edge_runtime.errors import EngineMissing
from edge_runtime.errors import EngineReason as Reason

KEPT_LINES = 60
"""Enough to hold what llama.cpp says about a model that it refuses."""
SPINS = 10_000
"""How often a thread looks for the others before it sleeps, a tenth of a millisecond in all: longer than they are apart
while each has a core. GCC's OpenMP looks 300,000 times, and keeps the core from the very thread that it waits for."""
DEBUG_LEVEL, WARNING_LEVEL, ERROR_LEVEL = 1, 3, 4
"""GGML_LOG_LEVEL_*; 2 is INFO, 5 goes on with the line before."""


class LogTail:
    """The last lines that llama.cpp logged; its logger is one for the process, so this is too."""

    def __init__(self) -> None:
        self._lines: deque[tuple[int, str]] = deque(maxlen=KEPT_LINES)
        self._callback: Any = None

    def install(self, lib: ModuleType) -> None:
        """Take llama.cpp's log over; the callback lives as long as the process."""
        if self._callback is None:
            self._callback = lib.llama_log_callback(self._receive)
        lib.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _receive(self, level: int, text: bytes | None, _data: Any) -> None:
        line = (text or b"").decode("utf-8", "replace").strip()
        if level != DEBUG_LEVEL and line and line != ".":
            self._lines.append((level, line))

    def clear(self) -> None:
        """Forget what was logged."""
        self._lines.clear()

    def last_error(self) -> str:
        """Give the first error since `clear` (later ones only pass it on), else the last warning, else the last line.

        "" when there is none.
        """
        lines = list(self._lines)
        errors = [line for level, line in lines if level == ERROR_LEVEL]
        rest = [line for level, line in lines if level == WARNING_LEVEL] or [line for _, line in lines]
        chosen = errors[0] if errors else (rest[-1] if rest else "")
        return " ".join(char_line for char_line in chosen.split() if char_line.isprintable())[:300]


LOG = LogTail()
_lock = threading.Lock()
_loaded: ModuleType | None = None


def library() -> ModuleType:
    """Give the ctypes module of llama.cpp, silenced and initialised. Raises EngineMissing."""
    global _loaded  # noqa: PLW0603 - the library is one for the process
    with _lock:
        if _loaded is None:
            _loaded = _import()
        return _loaded


def _import() -> ModuleType:
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")  # else a failed assertion starts a debugger
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))  # read when the library is loaded
    try:
        import llama_cpp.llama_cpp as lib
    except ModuleNotFoundError as error:
        raise EngineMissing(
            f"The package {error.name} is not installed, and the llama engine needs it.",
            reason=Reason.ENGINE_MISSING,
            hint="Run `make run` in the checkout, or install the wheel with its extra [llama].",
        ) from None
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineMissing(
            f"The llama engine's native library does not load: {' '.join(str(error).split())}.",
            reason=Reason.ENGINE_MISSING,
            hint="Build it again with `pip install --force-reinstall llama-cpp-python==0.3.36`.",
        ) from None
    module: ModuleType = lib
    LOG.install(module)
    lib.llama_backend_init()
    return module


def native_flag_reader(lib: ModuleType) -> Any:
    """Make an abort callback that reads a C string: empty means go on, anything else means stop.

    C's own `strlen` does exactly that, so the compute loop, which asks before each node of its graph, never has
    to wait for Python. Where the C library cannot be reached this way, a Python callback does the same.
    """
    kind: Callable[[Any], Any] = lib.ggml_abort_callback
    try:
        return ctypes.cast(ctypes.CDLL(None).strlen, lib.ggml_abort_callback)
    except (OSError, TypeError, AttributeError):
        return kind(lambda address: bool(address) and ctypes.string_at(address) != b"")
