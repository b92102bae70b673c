"""What converting files costs, beside the least that it could: parsing the JSON, and beside a process for each file."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from firmware_bridge.formats import WRITABLE, Format, haptic_to_ahap, read_clip, write_clip

CLIP_S, POINTS = 120, 7_000
FILES, ALONE = 2_000, 3
ROUNDS = 5
SAMPLED = {Format.CSV: ", 120,000 samples", Format.JSON: ", 120,000 samples", Format.WAV: ", 1.9 million samples"}
"""Formats that hold no points."""


@dataclass(frozen=True, slots=True)
class FormatsRow:
    """One figure, ours and theirs."""

    name: str
    unit: str
    ours: float
    theirs: float
    ratio: float


def bench_formats(files: int = FILES, *, rounds: int = ROUNDS) -> list[FormatsRow]:
    """Convert a long clip (the best of interleaved rounds), and ``files`` short ones in one call.

    A long clip counts in the processor's time, which other programs disturb least.
    """
    data = long_clip()
    ahap = haptic_to_ahap(data, "x").data
    ways: list[tuple[str, Callable[[], object]]] = [
        (f"{CLIP_S} s, {POINTS} points: .haptic to .ahap", lambda: haptic_to_ahap(data, "x")),
        ("the same back", lambda: _through(ahap, Format.AHAP, Format.HAPTIC)),
    ]
    others = sorted(WRITABLE - {Format.AHAP}, key=lambda kind: (kind in SAMPLED, kind.value))
    ways += [(f".haptic to {kind.value}{SAMPLED.get(kind, '')}", partial(_through, data, Format.HAPTIC, kind))
             for kind in others]  # fmt: skip
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name, _ in ways}
    for _ in range(rounds):
        for name, convert in ways:
            pair = _timed(convert, time.process_time), _timed(lambda: json.loads(data), time.process_time)
            figures[name].append(pair)
    rows = [
        _row(name, "ms of CPU; theirs: json.loads alone", min(a for a, _ in pairs), min(b for _, b in pairs))
        for name, pairs in figures.items()
    ]
    return [*rows, _row(f"{files} short files", "ms a file; theirs: a process each", *_folder(files))]


def long_clip() -> bytes:
    """A clip that changes all the time, with an emphasis now and then."""
    times = [round(k * CLIP_S / (POINTS - 1), 4) for k in range(POINTS)]
    amplitude: list[dict[str, object]] = [
        {"time": t, "amplitude": round(0.3 + 0.3 * (k * 37 % 100) / 100, 3)} for k, t in enumerate(times)
    ]
    for point in amplitude[::50]:
        point["emphasis"] = {"amplitude": 0.9, "frequency": 0.5}
    frequency = [{"time": t, "frequency": round((k * 53 % 100) / 100, 2)} for k, t in enumerate(times[::4])]
    envelopes = {"amplitude": amplitude, "frequency": frequency}
    document = {"version": {"major": 1, "minor": 0, "patch": 0}, "signals": {"continuous": {"envelopes": envelopes}}}
    return json.dumps(document).encode()


def _through(data: bytes, source: Format, kind: Format) -> object:
    clip = read_clip(data, source)
    return write_clip(clip.timeline, clip.layout, kind)


def _folder(files: int) -> tuple[float, float]:
    """Seconds a file: all in one call, and each in a call of its own."""
    points = [{"time": k / 20, "amplitude": (k % 2) / 2} for k in range(8)]
    short = {"version": {"major": 1}, "signals": {"continuous": {"envelopes": {"amplitude": points}}}}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for k in range(files):
            (folder / "in" / f"{k}.haptic").write_text(json.dumps(short))
        command = [sys.executable, "-m", "edge_runtime", "render"]

        def call(*arguments: str) -> None:
            subprocess.run([*command, *arguments], check=True, capture_output=True)  # noqa: S603

        whole = _timed(lambda: call(str(folder / "in"), "-o", str(folder / "out"), "--to", "ahap"))
        alone = min(
            _timed(lambda k=k: call(str(folder / "in" / f"{k}.haptic"), "-o", str(folder / "x.ahap")))  # type: ignore[misc]
            for k in range(min(ALONE, files))
        )
    return whole / files, alone


def _timed(work: Callable[[], object], clock_s: Callable[[], float] = time.perf_counter) -> float:
    start = clock_s()
    work()
    return clock_s() - start


def _row(name: str, unit: str, ours: float, theirs: float) -> FormatsRow:
    return FormatsRow(name, unit, round(ours * 1000, 2), round(theirs * 1000, 2), round(theirs / ours, 3))
