"""Started and ended as people do it: signals, ports that are taken, tokens that are shown to nobody else."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

WAIT_S = 90.0
BLOCK = "[begin_haptics][steady][i3][pat_pulse][m_all][t5s][end_haptics]"


@contextlib.contextmanager
def running(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; gives it and the address that it says."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("EDGE_HAPTICS", "OPUS"))}
    command = [sys.executable, "-m", "edge_runtime", "serve", "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "http://" in line)
        yield process, line.split("http://")[1].split("/")[0]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_brings_the_motors_to_rest_closes_sockets_and_ends_the_trace(tmp_path, number, code) -> None:
    trace = tmp_path / "trace.jsonl"
    with (
        running("--haptics", "on", "--trace", str(trace)) as (process, host),
        connect(f"ws://{host}/v1/events") as events,
    ):
        assert httpx.post(f"http://{host}/v1/haptics/play", json={"text": BLOCK}, timeout=WAIT_S).json()["programs"]
        while not any(json.loads(events.recv(timeout=WAIT_S)).get("levels") or []):
            pass
        process.send_signal(number)
        with pytest.raises(ConnectionClosed):  # noqa: PT012
            while True:
                events.recv(timeout=WAIT_S)
        assert process.wait(WAIT_S) == code
    lines = [json.loads(line) for line in trace.read_text().splitlines()]
    levels = [line["levels"] for line in lines if line["kind"] == "level"]
    assert any(map(any, levels))
    assert levels[-1] == [0.0] * 4
    assert not {"plan", "state", "beat"} & {line["kind"] for line in lines}


@pytest.mark.slow
def test_a_token_is_kept_for_its_reader_alone_and_stands_in_no_trace(tmp_path) -> None:
    file, trace = tmp_path / "token", tmp_path / "trace.jsonl"
    with running("--host", "0.0.0.0", "--token-file", str(file), "--trace", str(trace), "--json") as (process, host):
        token = file.read_text().strip()
        assert file.stat().st_mode & 0o777 == 0o600
        port = host.rpartition(":")[2]
        url = f"http://127.0.0.1:{port}"
        assert httpx.get(url + "/v1/models", timeout=WAIT_S).status_code == 401
        assert (
            httpx.get(url + "/v1/models", headers={"Authorization": f"Bearer {token}"}, timeout=WAIT_S).status_code
            == 200
        )
        assert httpx.get(f"{url}/?token={token}", timeout=WAIT_S).status_code == 303
        httpx.post(
            url + "/v1/chat/completions",
            json={"messages": [{"role": "user", "content": "hello"}], "max_tokens": 5},
            headers={"Authorization": f"Bearer {token}"},
            timeout=WAIT_S,
        ).raise_for_status()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=WAIT_S)
    assert token not in out + err + trace.read_text()
    assert '"kind":"prompt"' in trace.read_text()


def test_without_a_terminal_or_a_file_no_token_is_made_and_a_taken_port_is_said(tmp_path) -> None:
    from typer.testing import CliRunner

    from edge_runtime.cli import app
    from edge_runtime.errors import InputUnusable, ServerFailed

    weak = tmp_path / "weak"
    weak.write_text("short")
    runner = CliRunner()
    for options in (
        ["--host", "0.0.0.0"],
        ["--host", "0.0.0.0", "--token-file", str(weak)],
        ["--host", "0.0.0.0", "--token-file", str(tmp_path)],
    ):
        error = runner.invoke(app, ["serve", "--port", "0", *options]).exception
        assert isinstance(error, (InputUnusable, SystemExit)), options
    with socket.create_server(("127.0.0.1", 0)) as taken:
        error = runner.invoke(app, ["serve", "--port", str(taken.getsockname()[1])]).exception
    assert isinstance(error, ServerFailed)
    assert "--port" in error.hint
    assert Path(weak).read_text() == "short"
