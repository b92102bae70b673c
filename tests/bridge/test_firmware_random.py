"""The C core fed at random, in C and so by the million: frames through the reader, and streams of commands in virtual
time. What must never happen is in `firmware/tests/book.c`; here it is also shown that it would be found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FIRMWARE = Path(__file__).resolve().parents[2] / "firmware_bridge" / "firmware"
STREAMS = os.environ.get("EDGE_HAPTICS_STREAMS", "20000")
FRAMES = os.environ.get("EDGE_HAPTICS_FRAMES", "20000")

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("cc") and shutil.which("make")),
        reason="needs a C compiler and make (Debian: build-essential)",
    ),
    pytest.mark.slow,
    pytest.mark.timeout(0),
]


def make(sources, out, target):
    made = subprocess.run(
        ["make", "-s", "-C", sources, f"OUT={out}", out / target], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return out / target


def compile_plain(sources, out):
    """Quickly: not to be fast, and with no check that the text is clean."""
    core = [*(sources / "core").glob("*.c"), sources / "tests" / "streams.c", sources / "tests" / "book.c"]
    subprocess.run(["cc", "-std=c99", "-w", "-O0", "-I", sources / "core", "-o", out, *core], check=True)
    return out


def run(program, count, seed=1):
    done = subprocess.run([program, str(count), str(seed)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def numbers(line):
    return [int(word.strip("(,")) for word in line.split() if word.strip("(,").isdigit()]


def test_no_stream_of_commands_makes_a_level_that_was_not_asked_for(tmp_path):
    status, said = run(make(FIRMWARE, tmp_path, "streams"), STREAMS)
    assert (status, "nothing violated" in said) == (0, True), said
    streams, packets, *met = numbers(said)
    assert streams == int(STREAMS)
    assert packets > 10 * streams
    assert min(met) > streams / 4, (
        said
    )  # taken, outputs, at the limit, stopped, dead-man, faults: else nothing was tried


@pytest.mark.parametrize(
    ("program", "count"), [("fuzz", FRAMES), ("fuzz-checked", "20000"), ("streams-checked", "2000")]
)
def test_frames_and_streams_under_the_sanitizers(tmp_path, program, count):
    status, said = run(make(FIRMWARE, tmp_path, program), count)
    assert (status, "nothing violated" in said) == (0, True), said
    assert min(numbers(said)[1:-1]) > 0, said


def test_the_same_seed_is_the_same_run(tmp_path):
    streams = make(FIRMWARE, tmp_path, "streams")
    assert run(streams, 300, seed=4) == run(streams, 300, seed=4) != run(streams, 300, seed=5)
    assert run(streams, 0)[0] == run(streams, 1, "x")[0] == 2


@pytest.mark.parametrize(
    ("file", "right", "wrong", "says"),
    [
        ("felt.c", "    rest(f);\n    f->halted", "    f->halted", "no track of this epoch"),
        ("felt.c", "if (packet[2] != f->epoch) return STALE;", "", "no track of this epoch"),
        ("felt.c", "if (level[m] > f->limit) level[m] = f->limit;", "", "above the limit"),
        ("felt.c", "if (f->tracks && now - f->heard_us >=", "if (now - f->heard_us >= 9 *", "silent"),
        ("felt.c", "if (f->halted) return HALTED;", "", "no track of this epoch"),
        ("felt_track.c", "* voice[1] + FULL_X / 2", "* 255 + FULL_X / 2", "no track of this epoch"),
        (
            "felt_track.c",
            "int32_t us = since(t->t0, now)",
            "int32_t us = 90 * MS + since(t->t0, now)",
            "no track of this epoch",
        ),
        ("felt.c", "if (f->rested & bit)", "if (0)", "without a change"),
    ],
)
def test_broken_cores_are_found(tmp_path, file, right, wrong, says):
    sources = tmp_path / "firmware"
    shutil.copytree(FIRMWARE, sources)
    core = sources / "core" / file
    text = core.read_text()
    assert text.count(right) == 1
    core.write_text(text.replace(right, wrong))
    status, said = run(compile_plain(sources, tmp_path / "streams"), 20000)
    assert status == 1, said
    assert says in said


def test_a_reader_that_writes_past_its_end_is_found(tmp_path):
    sources = tmp_path / "firmware"
    shutil.copytree(FIRMWARE, sources)
    core = sources / "core" / "felt_frame.c"
    core.write_text(core.read_text().replace("if (count < FELT_FRAME - 1)", "if (count < FELT_FRAME + 9)"))
    status, said = run(make(sources, tmp_path, "fuzz-checked"), 20000)
    assert status == 1
    assert "runtime error" in said or "AddressSanitizer" in said
