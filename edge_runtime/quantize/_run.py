"""Quantizes in a process of its own, which ends whenever this one is left, and puts what it made in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from edge_runtime.engines.gguf_check import check_gguf
from edge_runtime.errors import DownloadFailed, EngineError, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.quantize._imatrix import read_imatrix
from edge_runtime.quantize._report import PLAIN, Quantized, report
from edge_runtime.whole_file import free_bytes, whole_file

QUANTIZATIONS: dict[str, int] = {
    "F16": 1, "BF16": 32, "Q8_0": 7, "Q6_K": 18, "Q5_K_M": 17, "Q5_K_S": 16, "Q5_0": 8, "Q4_K_M": 15, "Q4_K_S": 14,
    "Q4_0": 2, "IQ4_XS": 30, "IQ4_NL": 25, "Q3_K_L": 13, "Q3_K_M": 12, "Q3_K_S": 11, "Q2_K": 10,
}  # fmt: skip
"""Names and llama.cpp's numbers (LLAMA_FTYPE_MOSTLY_...), from many bits to few."""

Progress = Callable[[int, int, str], None]
"""Told the number of the tensor that begins, how many there are, and its name."""


def quantize(
    source: Path,
    target: Path,
    to: str,
    *,
    imatrix: Path | None = None,
    requantize: bool = False,
    threads: int = 0,
    replace: bool = False,
    progress: Progress | None = None,
) -> Quantized:
    """Write ``source`` packed as ``to`` (a key of `QUANTIZATIONS`) to ``target``.

    Quantized weights are refused unless ``requantize``. Raises ModelRefused, ModelNotFound, EngineError (llama.cpp
    failed), DownloadFailed (no room), InputUnusable (the target).
    """
    info = check_gguf(source)
    packed = [kind for kind, _ in info.mix if kind not in PLAIN]
    if packed and not requantize:
        raise ModelRefused(
            f"{source} is quantized already ({packed[0]}).",
            hint="Quantize the F32, F16 or BF16 file of this model, or give --requantize.",
            reason=Reason.NOT_SUPPORTED,
        )
    weighted = len(read_imatrix(imatrix)) if imatrix else 0
    with whole_file(target, replace=replace) as part:
        if free_bytes(target) < info.size_bytes:
            what = f"There may be no room for {target}: the source has {info.size_bytes / 1e6:,.0f} MB."
            raise DownloadFailed(what, hint="Make room.", reason=Reason.NO_SPACE)
        task = {
            "source": str(source.absolute()), "target": str(part.resolve()), "ftype": QUANTIZATIONS[to],
            "threads": threads, "requantize": requantize, "imatrix": str(imatrix.resolve()) if imatrix else None,
        }  # fmt: skip
        _run(task, progress)
        return report(source, part, target, to, weighted)


def _run(task: dict[str, object], progress: Progress | None) -> None:
    command = [sys.executable, "-m", "edge_runtime.quantize._worker"]
    with subprocess.Popen(  # noqa: S603 - our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
            said = ""
            for line in process.stdout:
                if line.startswith("error "):
                    said = line.removeprefix("error ").strip()
                elif progress is not None:
                    number, count, name = line.split()
                    progress(int(number), int(count), name)
            code = process.wait()
            said = said or " ".join(process.stderr.read().split())[-200:]
        except BaseException:
            process.kill()
            process.wait()  # leaving the block waits a quarter of a second after Ctrl-C and no longer
            raise
    if code:
        raise EngineError(
            f"llama.cpp cannot quantize it{f' ({said[:200]})' if said else ''}.",
            hint="Look whether the file runs (`edge-haptics say hi --model FILE`), and whether there is room.",
            reason=Reason.ENGINE_FAILED,
        )
