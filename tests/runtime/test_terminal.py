"""On a terminal: the motors move below the words, Ctrl-C stops once and leaves twice, the prompt shows touch."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from edge_runtime.screen import draw_motors
from firmware_bridge import make_layout
from firmware_bridge._sim import can_run
from tests.bridge.felt_sim import Port

ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_") and k != "OPUS_HAPTICS"}
ENV |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PROMPT_TOOLKIT_NO_CPR": "1", "PYTHONUTF8": "1"}
LIMIT_S = 60
# A session's leader that opens a terminal owns it from then on: Ctrl-C then reaches it as a signal.
IN_CHARGE = (
    "import os, signal, sys; os.close(os.open(os.ttyname(0), os.O_RDWR)); "
    "[signal.signal(number, signal.SIG_DFL) for number in (1, 2)]; os.execv(sys.argv[1], sys.argv[1:])"
)


class Terminal:
    """A command on a pseudo-terminal of 80 by 24, and all that it wrote."""

    def __init__(self, *arguments: str, stderr: int | None = None) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", IN_CHARGE, sys.executable, "-m", "edge_runtime", *arguments],
            cwd=ROOT,
            env=ENV,
            stdin=slave,
            stdout=slave,
            stderr=slave if stderr is None else stderr,
            start_new_session=True,
        )
        os.close(slave)
        self.raw = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What was written, without the sequences that steer the terminal."""
        return re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]", "", self.raw.decode("utf-8", "replace"))

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait_for(self, pattern: str, *, since: int = 0) -> None:
        """Read on until ``pattern`` shows after the first ``since`` characters."""
        end = time.monotonic() + LIMIT_S
        while not re.search(pattern, self.text[since:]):
            assert time.monotonic() < end, self.text[-2000:]
            assert self._read(), f"ended without {pattern!r}: {self.text[-2000:]}"

    def finish(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        return self.process.wait(LIMIT_S)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], 1.0)
        if not ready:
            return self.process.poll() is None
        try:
            piece = os.read(self._master, 65536)
        except OSError:
            return False
        self.raw += piece
        return bool(piece)


def test_motors_move_below_the_words_and_are_gone_at_the_end() -> None:
    with Terminal("play", "Hello there. [begin_haptics][calm][i3][pat_wave][t1s][end_haptics]") as terminal:
        assert terminal.finish() == 0
        assert "Hello there." in terminal.text
        assert "m1" in terminal.text
        assert "m4" in terminal.text
        assert re.search(r"0\.[1-5]\d", terminal.text)
        last = terminal.text.rsplit("m4", maxsplit=1)[-1]
        assert "Traceback" not in terminal.text
        assert "[end_haptics]" not in last or "m1" not in last


def test_notes_go_to_stderr_when_that_is_no_terminal(tmp_path) -> None:
    notes = tmp_path / "err.txt"
    with notes.open("w") as file, Terminal("play", "Hi [soft_alert]", stderr=file.fileno()) as terminal:
        assert terminal.finish() == 0
        assert "[soft_alert]" not in terminal.text
    assert "[soft_alert]" in notes.read_text()


def test_a_long_answer_stays_whole() -> None:
    words = " ".join(f"word{n}" for n in range(600))
    with Terminal("play", f"{words} [soft_alert]") as terminal:
        assert terminal.finish() == 0
        seen = [n for n in range(600) if re.search(rf"word{n}\b", terminal.text)]
    assert seen == list(range(600))


def test_ctrl_c_ends_a_run_with_130() -> None:
    with Terminal("play", "[begin_haptics][calm][i3][pat_wave][t5s][end_haptics]") as terminal:
        terminal.wait_for(r"0\.[1-5]\d")
        terminal.type("\x03")
        assert terminal.finish() == 130
        assert "Traceback" not in terminal.text


def test_what_is_typed_while_motors_are_drawn_does_not_move_them() -> None:
    """An echoed line end would: what was drawn before could no longer be erased, and the answer stood there twice."""
    with Terminal("play", "Hello there. [begin_haptics][calm][i3][pat_wave][t1s][end_haptics]") as terminal:
        terminal.wait_for(r"m4 \S+ 0\.[1-5]\d")
        terminal.type("impatient\r")
        assert terminal.finish() == 0
        assert "impatient" not in terminal.text


def test_watch_draws_the_motors_until_ctrl_c() -> None:
    with Terminal("devices", "watch", "mock:?motors=2") as terminal:
        terminal.wait_for(r"m2 \S+ 0\.00")
        terminal.type("\x03")
        assert terminal.finish() == 130
        assert "Traceback" not in terminal.text


@pytest.mark.slow
def test_a_chat_on_a_terminal_stops_on_the_first_ctrl_c_and_leaves_on_the_second() -> None:
    pytest.importorskip("llama_cpp", reason="chat needs llama-cpp-python; run `make test`")
    with Terminal("chat", "--haptics", "on", "--seed", "1") as terminal:
        terminal.wait_for(">")
        terminal.type("I am nervous about my exam\r")
        terminal.wait_for(r"m4 \S+ \d\.\d\d")
        terminal.type("\x03")
        terminal.wait_for(r"Stopped\.\s+>")
        terminal.type("\x03")
        terminal.wait_for("Once more leaves")
        terminal.type("\x03")
        assert terminal.finish() == 130
        assert "Traceback" not in terminal.text


@pytest.mark.slow
@pytest.mark.skipif(not can_run(), reason="The simulated device needs a C compiler.")
def test_a_chat_says_at_once_that_its_cable_was_pulled_and_keeps_what_is_being_typed(tmp_path) -> None:
    pytest.importorskip("llama_cpp", reason="chat needs llama-cpp-python; run `make test`")
    with (
        Port(tmp_path / "port") as device,
        Terminal("chat", "--haptics", "on", "--seed", "1", "--device", device.device) as terminal,
    ):
        terminal.wait_for(">")
        terminal.type("I am nervous ab")
        terminal.wait_for("nervous ab")
        device.cut()
        terminal.wait_for(
            r"The link to serial \S+ broke: [^.]+\. Plug the device in again[^.]+\.\s+>\s*I am nervous ab"
        )
        device.plug()
        told = len(terminal.text)
        terminal.type("out my exam\r")
        terminal.wait_for(r"Touch is back, on serial:\S+", since=told)
        terminal.wait_for(r"m4 \S+ \d\.\d\d", since=told)
        terminal.type("\x03")
        terminal.wait_for(r"Stopped\.\s+>", since=told)
        terminal.type("/quit\r")
        assert terminal.finish() == 0
        assert terminal.text.count("broke") == 1


@pytest.mark.parametrize("motors", [1, 2, 4, 8])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_motors_fit_the_window(motors, width) -> None:
    from rich.console import Console

    layout = make_layout(motors, "lra", 0.0)
    console = Console(width=width, record=True, file=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    with console.file:
        console.print(draw_motors(layout, [0.5] * motors, width=width))
        drawn = console.export_text().splitlines()
    assert len(drawn) == len({motor.y for motor in layout.motors})
    assert sum(line.count("0.50") for line in drawn) == motors
    assert all(len(line.rstrip()) <= width for line in drawn)
