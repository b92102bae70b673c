"""The process that quantizes: llama.cpp cannot be stopped from inside, a process can.

Told by one JSON line on standard input, it writes lines to standard output: `N OF NAME` for each tensor that it begins,
and `error WHAT` before it exits with 1. It ends with its standard input, should nobody be left to end it.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
import threading
from pathlib import Path
from typing import Any

BEGINS = re.compile(r"\[ *(\d+)/ *(\d+)\] +(\S+)")
MAX_BUFFER_BYTES = 512 << 20
"""Rows that llama.cpp keeps in memory at once."""


def main() -> int:
    """Quantize as told."""
    task = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_input, args=(Path(task["target"]),), daemon=True).start()
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")
    import llama_cpp.llama_cpp as lib

    said: list[str] = []
    keep = _listen(lib, said)
    params = lib.llama_model_quantize_default_params()
    params.ftype = task["ftype"]
    params.nthread = task["threads"]
    params.allow_requantize = task["requantize"]
    params.max_buf_size = MAX_BUFFER_BYTES
    if task["imatrix"]:
        keep.append(_weigh(lib, params, Path(task["imatrix"])))
    code = lib.llama_model_quantize(os.fsencode(task["source"]), os.fsencode(task["target"]), ctypes.byref(params))
    if code:
        wrong = [line for line in said if "fail" in line.lower() or "error" in line.lower()] or said[-1:]
        _say("error " + " ".join(" ".join(wrong[-1:]).split()))
    return int(bool(code))


def _listen(lib: Any, said: list[str]) -> list[Any]:
    def receive(_level: int, text: bytes | None, _data: Any) -> None:
        line = (text or b"").decode("utf-8", "replace").strip()
        begins = BEGINS.match(line)
        if begins:
            _say(" ".join(begins.groups()))
        elif line:
            said.append(line)
            del said[:-40]

    callback = lib.llama_log_callback(receive)
    lib.llama_log_set(callback, ctypes.c_void_p(0))
    return [callback]


def _weigh(lib: Any, params: Any, path: Path) -> Any:
    from edge_runtime.quantize._imatrix import read_imatrix

    values = read_imatrix(path)
    records = (lib.llama_model_imatrix_data * (len(values) + 1))()  # the last one, all zeros, ends the list
    for record, (name, row) in zip(records, values.items(), strict=False):
        record.name = name.encode()
        record.data = row.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        record.size = row.size
    params.imatrix = ctypes.cast(records, ctypes.POINTER(lib.llama_model_imatrix_data))
    return records, values


def _end_with_input(target: Path) -> None:
    sys.stdin.read()
    target.unlink(missing_ok=True)
    os._exit(1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
