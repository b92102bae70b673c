"""`mqtt:` against a real Mosquitto: what is published, what is retained, and what the broker says when we are gone."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from edge_runtime.cli import app
from firmware_bridge import BridgeReason, DeviceNotFound, DeviceStringError, LinkLost, open_bridge, parse_uri
from firmware_bridge._model_tracks import ModelTrack
from firmware_bridge._mqtt import PASSWORD, USER
from lexicon import Breakpoint, Timeline
from tests.bridge import mosquitto
from tests.bridge.mosquitto import broker
from tests.wire_streams import draw_track

ROOT = Path(__file__).resolve().parents[2]
pytestmark = mosquitto.needs_mosquitto


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with broker(tmp_path_factory.mktemp("broker")) as (port, _):
        yield port


class Listener:
    """A subscriber of its own, by the client library itself: (name, payload, retained) in order."""

    def __init__(self, port: int, topic: str) -> None:
        self.got = queue.SimpleQueue()
        self._topic, self._port = topic, port
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)

    async def _listen(self):
        import aiomqtt

        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        async with aiomqtt.Client("127.0.0.1", self._port, protocol=aiomqtt.ProtocolVersion.V5) as client:
            await client.subscribe(f"{self._topic}/#", qos=1)
            self._ready.set()
            listening = asyncio.create_task(self._take(client))
            await self._ended.wait()
            listening.cancel()
            await asyncio.wait({listening})

    async def _take(self, client):
        async for message in client.messages:
            self.got.put(
                (str(message.topic).removeprefix(f"{self._topic}/"), json.loads(message.payload), message.retain)
            )

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(20)

    def until(self, fits):
        """Everything up to the first that fits."""
        seen = []
        while not seen or not fits(*seen[-1]):
            seen.append(self.got.get(timeout=20))
        return seen


def held(motors: int, level: float, ms: int) -> Timeline:
    track = (Breakpoint(0, level, 170), Breakpoint(ms, level, 170), Breakpoint(ms, 0.0, 170))
    return Timeline((track, *((),) * (motors - 1)), ms)


def why(*wanted):
    return lambda name, body, _retained: name == "levels" and body["why"] in wanted


def test_levels_are_published_and_rest_is_retained(port):
    with Listener(port, "felt/one") as listener:
        with open_bridge(f"mqtt://127.0.0.1:{port}/felt/one?motors=2", max_level=0.5) as bridge:
            bridge.play(1, held(2, 0.9, 120))
            assert bridge.drained(20)
        seen = listener.until(why("left"))
    [device] = [body for name, body, _ in seen if name == "device"]
    assert device == {
        "version": 1,
        "motors": [{"x": 0.0, "y": 0.5, "kind": "lra"}, {"x": 1.0, "y": 0.5, "kind": "lra"}],
        "sends": "levels",
    }
    levels = [body for name, body, _ in seen if name == "levels"]
    assert [body["why"] for body in levels if body["why"] != "stop"] == ["rest", "playing", "rest", "left"]
    assert [body["levels"] for body in levels if body["on"]] == [[0.498, 0.0]]  # the person's cap
    with Listener(port, "felt/one") as late:
        kept = {name: body for name, body, retained in late.until(why("left")) if retained}
    assert kept["levels"]["levels"] == [0.0, 0.0]
    assert not kept["levels"]["on"]


def test_a_stop_is_published_at_once_and_voids_what_came_before(port):
    with Listener(port, "felt/stop") as listener:
        with open_bridge(f"mqtt://127.0.0.1:{port}/felt/stop") as bridge:
            bridge.play(1, held(4, 0.5, 10_000))
            before = listener.until(why("playing"))[-1][1]
            bridge.stop("person")
            stopped = listener.until(why("stop"))[-1][1]
        assert stopped["levels"] == [0.0] * 4
        assert stopped["epoch"] > before["epoch"]


def test_the_broker_says_that_motors_rest_when_the_program_is_killed(port):
    with Listener(port, "felt/kill") as listener:
        program = [sys.executable, "-m", "edge_runtime", "play", "[calm][i3][pat_breath][t5s]", "--device"]
        with subprocess.Popen(
            [*program, f"mqtt://127.0.0.1:{port}/felt/kill"], stderr=subprocess.DEVNULL, cwd=ROOT
        ) as run:
            listener.until(why("playing"))
            run.send_signal(signal.SIGKILL)
        last = listener.until(why("lost"))[-1][1]
    assert last["levels"] == [0.0] * 4
    assert not last["on"]


def test_a_broker_that_is_killed_is_a_lost_link(tmp_path):
    with broker(tmp_path) as (port, process):

        def kill_when_it_plays():
            with Listener(port, "felt") as listener:
                ready.set()
                listener.until(why("playing"))
                process.send_signal(signal.SIGKILL)

        ready = threading.Event()
        killer = threading.Thread(target=kill_when_it_plays)
        killer.start()
        assert ready.wait(20)
        run = CliRunner().invoke(
            app, ["play", "[calm][i3][pat_breath][t5s]", "--device", f"mqtt://127.0.0.1:{port}/felt"]
        )
        killer.join(20)
    assert isinstance(run.exception, LinkLost), run.output
    assert run.exception.exit_code == 3
    assert f"The MQTT broker 127.0.0.1:{port}" in str(run.exception)


def test_timelines_come_ahead_of_their_time_and_say_what_the_device_would_do(port):
    with Listener(port, "felt/ahead") as listener:
        with open_bridge(f"mqtt://127.0.0.1:{port}/felt/ahead?send=timelines&motors=1", max_level=0.5) as bridge:
            bridge.play(1, held(1, 0.9, 400))
            body = listener.until(lambda name, _body, _retained: name == "timeline")[-1][1]
            assert abs(body["at_ms"] - body["in_ms"] - time.time() * 1000) < 20_000
            assert bridge.drained(20)
            bridge.stop("person")
            seen = listener.until(why("stop"))
        assert body["in_ms"] > 0
        assert body["voices"] == [{"motors": [0], "points": [[0, 0.498], [400, 0.498]]}]
        # Levels are said when all is over, and never in between.
        assert not any(said["on"] for name, said, _ in seen if name == "levels")
        assert seen[-1][1]["epoch"] > body["epoch"]


@given(seed=st.integers(0, 2**32))
def test_a_published_timeline_is_what_the_device_would_do(seed):
    """Its straight lines against the device's own evaluation, at every corner and between."""
    track = ModelTrack(0, 4)
    assert track.feed(draw_track(Random(seed), 4).data)
    for voice in track.voices:
        corners = track.corners(voice)
        for (t0, a), (t1, b) in zip(corners, corners[1:], strict=False):
            assert t1 >= t0
            for t in {t0, (t0 + t1) // 2} if t1 > t0 else ():
                line = a + (b - a) * (t - t0) / (t1 - t0)
                assert (
                    abs(line - track.level(voice, round(t * 1000))) <= 2 + abs(b - a) / (t1 - t0) / 16
                )  # it rounds twice, and counts in 64 us


def test_names_and_passwords_come_from_the_environment_and_are_never_shown(tmp_path, monkeypatch):
    users = tmp_path / "users"
    users.touch(0o600)
    subprocess.run(["mosquitto_passwd", "-b", str(users), "felt", "s3cret"], check=True, capture_output=True)
    trace = tmp_path / "trace.jsonl"
    with broker(tmp_path, f"password_file {users}", anonymous=False) as (port, _):
        uri = f"mqtt://127.0.0.1:{port}/felt"
        with pytest.raises(DeviceNotFound, match="does not let us in") as refused:
            open_bridge(uri)
        assert refused.value.reason is BridgeReason.REFUSED
        assert PASSWORD in refused.value.hint
        monkeypatch.setenv(USER, "felt")
        monkeypatch.setenv(PASSWORD, "s3cret")
        run = CliRunner().invoke(app, ["play", "[t250ms]", "--device", uri, "--trace", str(trace), "--json"])
        assert run.exit_code == 0, run.output
        assert "s3cret" not in trace.read_text() + run.output
        run = CliRunner().invoke(
            app,
            [
                "play",
                "[t250ms]",
                "--device",
                f"mqtt://felt:s3cret@127.0.0.1:{port}/felt",
                "--trace",
                str(trace),
                "--json",
            ],
        )
    assert isinstance(run.exception, DeviceStringError)
    assert run.exception.exit_code == 2
    assert "s3cret" not in f"{run.output}{run.exception}{run.exception.hint}{trace.read_text()}"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # paho leaves the refused socket open
def test_a_broker_with_a_certificate_is_spoken_to_in_private(tmp_path, monkeypatch):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=felt",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            str(key),
            "-out",
            str(certificate),
        ],
        check=True,
        capture_output=True,
    )
    with broker(tmp_path, f"certfile {certificate}", f"keyfile {key}") as (port, _):
        uri = f"mqtts://127.0.0.1:{port}/felt"
        with pytest.raises(DeviceNotFound, match=r"CERTIFICATE_VERIFY_FAILED|cannot be reached"):
            open_bridge(uri)
        gc.collect()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with open_bridge(uri) as bridge:
            bridge.play(1, held(4, 0.5, 50))
            assert bridge.drained(20)


def test_no_broker_is_a_sentence(tmp_path):
    with broker(tmp_path) as (port, _):
        pass
    with pytest.raises(DeviceNotFound, match=f"The MQTT broker 127.0.0.1:{port} cannot be reached") as refused:
        open_bridge(f"mqtt://127.0.0.1:{port}/felt")
    assert refused.value.reason is BridgeReason.CANNOT_OPEN


@pytest.mark.parametrize(
    "text",
    [
        "mqtt://broker",
        "mqtt://broker/",
        "mqtt://broker/a/#",
        "mqtt://broker/+/a",
        "mqtt://broker/$SYS/a",
        "mqtt://broker:x/a",
        "mqtt://broker:99999/a",
        "mqtts:broker/a",
        "mqtt://u:secret@broker/a",
        "mqtt://u:secret@broker/a?send=x",
        "mqtt://u:secret@broker/%00",
    ],
)
def test_strings_that_name_no_topic(text):
    with pytest.raises(DeviceStringError) as refused:
        parse_uri(text)
    assert "secret" not in f"{refused.value}{refused.value.hint}"


@pytest.mark.parametrize("send", ["levels", "timelines"])
def test_the_example_follows(port, send):
    command = [
        sys.executable,
        str(ROOT / "examples" / "mqtt" / "subscriber.py"),
        "127.0.0.1",
        f"felt/{send}",
        str(port),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "error"}
    ) as run:
        try:
            with open_bridge(f"mqtt://127.0.0.1:{port}/felt/{send}?motors=2&send={send}") as bridge:
                first = run.stdout.readline()  # it is there, and told of rest
                bridge.play(1, held(2, 0.6, 300))
                on, off = run.stdout.readline(), run.stdout.readline()
                assert bridge.drained(20)
        finally:
            run.terminate()
    assert [line.split()[1:] for line in (first, on, off)] == [["0.00", "0.00"], ["0.60", "0.00"], ["0.00", "0.00"]]
