"""`intiface:` against a strict server of our own, in both versions of the protocol, with slow devices behind it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from edge_runtime.cli import app
from firmware_bridge import (
    Bridge,
    BridgeReason,
    DeviceNotFound,
    DeviceRefused,
    LinkLost,
    buzz_timeline,
    open_bridge,
)
from firmware_bridge._buttplug import Client, Misread, _scalar
from firmware_bridge._buttplug_toys import Toy, Vibrator
from firmware_bridge._intiface import IntifaceOutlet, list_toys
from firmware_bridge._outlet import steps_of
from firmware_bridge._pace import Pace
from lexicon import Breakpoint, Timeline
from tests.bridge.buttplug_rules import CLIENT
from tests.bridge.intiface_server import Device, Server

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = pytest.mark.parametrize("version", [4, 3])


def opened(server: Server, options: str = "", **how) -> Bridge:
    return open_bridge(f"intiface:{server.url}{options}", **how)


def held(motors: int, level: float, ms: int) -> Timeline:
    track = (Breakpoint(0, level, 170), Breakpoint(ms, level, 170), Breakpoint(ms, 0.0, 170))
    return Timeline((track,) * motors, ms)


def waving(motors: int, ms: int, every_ms: int) -> Timeline:
    track = tuple(Breakpoint(t, 0.7 if t // every_ms % 2 else 0.1, 170) for t in range(0, ms, every_ms))
    return Timeline(((*track, Breakpoint(ms, 0.0, 170)),) * motors, ms)


@VERSIONS
def test_each_vibrator_is_buzzed_in_its_own_steps_and_rests(version):
    toy = Device("Two of a kind", (20, 7), others=("Rotate",))
    with Server(toy, version=version) as server:
        with opened(server) as bridge:
            assert [motor.x for motor in bridge.layout.motors] == [0.0, 1.0]
            assert {motor.steps for motor in bridge.layout.motors} == {7}
            bridge.play(1, buzz_timeline(bridge.layout))
            assert bridge.drained(20)
        # A quarter of full level is step 5 of 20 and step 2 of 7; one after the other.
        moved = [write for write in toy.writes if any(write)]
        assert moved[0] == (5, 0)
        assert moved[-1] == (0, 2)
        assert toy.writes[-1] == (0, 0)
        assert server.kinds()[-1] in {"StopCmd", "StopDeviceCmd"}
        # The first words are version 4's, which a server of version 3 refuses.
        assert len(server.wrong) == (version == 3)


@VERSIONS
def test_no_command_leaves_within_the_gap_of_the_one_before(version):
    toy = Device("Slow", (20,), gap_ms=100, write_ms=20)
    with Server(toy, version=version) as server, opened(server) as bridge:
        bridge.play(1, waving(1, 2000, 25))
        assert bridge.drained(20)
        # Eighty changes; a server that stalls sees fewer commands, never more.
        assert 3 <= sum(kind in {"OutputCmd", "ScalarCmd"} for kind in server.kinds()) <= 22


@VERSIONS
def test_a_stop_passes_a_device_that_has_not_answered(version, monkeypatch):
    monkeypatch.setattr("firmware_bridge._intiface_talk.ANSWER_S", 20)
    toy = Device("Very slow", (20,), gap_ms=1000)
    with Server(toy, version=version) as server:
        with opened(server) as bridge:
            server.deaf = True  # the command comes, and no answer
            bridge.play(1, held(1, 0.5, 10_000))
            server.until(lambda: any(kind in {"OutputCmd", "ScalarCmd"} for kind in server.kinds()))
            before = len(server.said)
            bridge.stop("person")
            server.until(lambda: len(server.said) > before, 10)
            assert server.said[before][0] in {"StopCmd", "StopDeviceCmd"}
            assert bridge.link_error is None
            server.deaf = False
        assert toy.now == [0]


def test_nothing_above_the_persons_cap_is_sent():
    toy = Device("Coarse", (5, 20))
    with Server(toy) as server, opened(server, max_level=0.71) as bridge:
        bridge.play(1, held(2, 1.0, 300))
        assert bridge.drained(20)
        assert max(write[0] for write in toy.writes) == 3
        assert max(write[1] for write in toy.writes) == 14


@VERSIONS
def test_pings_come_before_the_servers_limit(version):
    with Server(Device("One"), version=version, ping_ms=600) as server, opened(server) as bridge:
        server.until(lambda: server.kinds().count("Ping") >= 5)
        assert bridge.link_error is None
        assert not server.late_pings


@VERSIONS
def test_a_device_that_leaves_is_a_lost_link(version):
    toys = Device("Leaver"), Device("Other")
    with Server(*toys, version=version) as server, opened(server, "?device=Leaver") as bridge:
        server.remove(4)  # not ours
        bridge.play(1, held(1, 0.5, 10_000))
        server.until(lambda: any(kind in {"OutputCmd", "ScalarCmd"} for kind in server.kinds()))
        assert bridge.link_error is None
        server.remove(3)
        with pytest.raises(LinkLost, match=r"Leaver on Intiface at .* is no longer there"):
            bridge.drained(20)


def test_a_refused_command_stops_the_device_first_and_is_a_lost_link():
    toy = Device("Tired", (20,))
    with Server(toy) as server:
        server.refuse = "battery \x1b[31m empty"
        with opened(server) as bridge:
            bridge.play(1, held(1, 0.5, 10_000))
            with pytest.raises(LinkLost, match=r"refused a command: 'battery \[31m empty'") as lost:
                bridge.drained(20)
            assert lost.value.reason is BridgeReason.REFUSED
        server.until(lambda: server.left == 1)
        assert server.kinds()[-1] == "StopCmd"


def test_a_server_that_no_longer_answers_is_told_to_stop_and_given_up(monkeypatch):
    monkeypatch.setattr("firmware_bridge._intiface_talk.ANSWER_S", 0.3)
    with Server(Device("Deaf")) as server, opened(server) as bridge:
        server.deaf = True
        bridge.play(1, held(1, 0.5, 10_000))
        with pytest.raises(LinkLost, match=r"did not answer for 0.3 s") as lost:
            bridge.drained(20)
        assert lost.value.reason is BridgeReason.SILENT
        server.until(lambda: "StopCmd" in server.kinds())


def test_a_bridge_that_falls_silent_leaves_no_motor_on():
    toy = Device("Left alone", (20,))
    with Server(toy) as server:
        outlet = IntifaceOutlet(server.url)
        outlet.open(lambda: None)
        try:
            outlet.put((200,))
            server.until(lambda: toy.now == [16])
            server.until(lambda: "StopCmd" in server.kinds())
            assert toy.now == [0]
        finally:
            outlet.close()


def test_of_several_devices_one_is_named():
    toys = [Device("Blue"), Device("Red\x1b"), Device("Red"), Device("No motor", (), others=("Position",))]
    with Server(*toys) as server:
        with pytest.raises(
            DeviceNotFound, match=r"3 devices of Intiface could be meant: .*device=Blue, .*device=4"
        ) as several:
            opened(server)
        assert several.value.reason is BridgeReason.SEVERAL_FOUND
        for option, number in (("?device=blue", 0), ("?device=5", 2)):
            with opened(server, option) as bridge:
                bridge.play(1, held(1, 0.5, 50))
                assert bridge.drained(20)
            assert [toy.writes for toy in toys][number]
        assert [name for _, name in list_toys(server.url)] == ["Blue", "Red", "Red"]


@VERSIONS
def test_devices_are_looked_for_when_none_is_there(version):
    toy = Device("Late comer")
    with Server(version=version, found=[Device("Pump", (), others=("Constrict",)), toy]) as server:
        with opened(server) as bridge:
            assert len(bridge.layout) == 1
        assert [kind for kind in server.kinds() if "Scanning" in kind] == ["StartScanning", "StopScanning"]
        assert not toy.now[0]


def test_no_device_is_a_sentence(monkeypatch):
    with Server(Device("Green")) as server:
        outlet = IntifaceOutlet(server.url, device="Yellow", scan_s=0.1)
        with pytest.raises(DeviceNotFound, match="has no device called 'Yellow', but 'Green'"):
            outlet.open(lambda: None)


def test_what_is_no_server_of_this_kind_is_a_sentence(monkeypatch):
    monkeypatch.setattr("firmware_bridge._intiface_talk.HELLO_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(DeviceNotFound, match="cannot be reached: ConnectionRefusedError") as refused:
        open_bridge(f"intiface:ws://127.0.0.1:{port}")
    assert "Start Intiface Central" in refused.value.hint
    with Server(version=3) as old:
        old.version = 2
        old.wrong = None  # refuses whatever comes
        with pytest.raises(DeviceRefused, match="neither version 4 nor version 3"):
            opened(old)
    assert list_toys(f"ws://127.0.0.1:{port}") == []


def test_nonsense_from_a_server_ends_the_link():
    with Server(Device("Honest")) as server, opened(server) as bridge:
        bridge.play(1, held(1, 0.5, 10_000))
        server.until(lambda: "OutputCmd" in server.kinds())
        server.say('[{"DeviceList": {"Id": 0, "Devices": {"3": 1e308}}}]')
        with pytest.raises(LinkLost, match="says what Buttplug does not know"):
            bridge.drained(20)
        server.until(lambda: "StopCmd" in server.kinds())


@VERSIONS
def test_a_battery_is_asked_while_the_motors_rest_and_not_knowing_it_loses_nothing(version, monkeypatch):
    monkeypatch.setattr("firmware_bridge._battery.BATTERY_S", 0.05)
    toy, question = Device("Charged", (20,), others=("Rotate",), battery=62), {4: "InputCmd", 3: "SensorReadCmd"}
    with Server(toy, version=version) as server, opened(server) as bridge:
        server.until(lambda: bridge.health.battery == 0.62)
        toy.battery = -1
        server.until(lambda: bridge.health.battery is None)
        toy.battery = 61
        bridge.play(1, held(1, 0.5, 500))
        server.until(lambda: any(toy.now))
        before, first = server.kinds().count(question[version]), len(toy.writes)
        server.until(lambda: not any(toy.now))
        assert server.kinds().count(question[version]) <= before + 1  # one may have been on its way
        assert len(toy.writes) > first
        assert bridge.drained(20)
        server.until(lambda: bridge.health.battery == 0.61)
        assert bridge.link_error is None


@VERSIONS
def test_a_battery_that_does_not_answer_is_not_known_and_holds_nothing_up(version, monkeypatch):
    monkeypatch.setattr("firmware_bridge._battery.BATTERY_S", 0.05)
    monkeypatch.setattr("firmware_bridge._battery.ASK_S", 0.1)
    toy = Device("Charged", (20,), battery=62)
    with Server(toy, version=version) as server, opened(server) as bridge:
        server.until(lambda: bridge.health.battery == 0.62)
        server.deaf = True
        server.until(lambda: bridge.health.battery is None)
        server.deaf = False
        bridge.play(1, held(1, 0.5, 200))
        assert bridge.drained(20)
        assert any(any(write) for write in toy.writes)
        server.until(lambda: bridge.health.battery == 0.62)


def test_the_protocols_own_client_gets_on_with_this_server():
    """So that the server is held to more than our own reading."""
    from buttplug import ButtplugClient, DeviceOutputCommand, OutputType

    toy = Device("Common", (20,), battery=62)

    async def talk(url):
        client = ButtplugClient("another")
        await client.connect(url)
        [device] = client.devices.values()
        await device.run_output(DeviceOutputCommand(OutputType.VIBRATE, 0.5))
        assert toy.now == [10]
        assert await device.battery() == 0.62
        await device.stop()
        await client.disconnect()

    with Server(toy) as server:
        asyncio.run(talk(server.url))
        assert toy.now == [0]
        assert not server.wrong


@pytest.fixture
def port():
    """A port of the servers that share it one after the other: bound and deaf, so that nobody else is given it."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


def test_a_server_that_is_killed_ends_a_command_with_one_sentence_and_may_come_back(port):
    def start():
        command = [sys.executable, "-m", "tests.bridge.intiface_server", "4", str(port)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    touch = "[begin_haptics][calm][i3][pat_breath][m_all][t5s][seq_repeat_5][end_haptics]"
    uri = f"intiface:ws://127.0.0.1:{port}"
    with start() as server:
        try:
            assert server.stdout.readline() == f"{port}\n"

            def kill_when_it_moves():
                assert server.stdout.readline() == "moves\n"
                server.send_signal(signal.SIGKILL)

            killer = threading.Thread(target=kill_when_it_moves)
            killer.start()
            run = CliRunner().invoke(app, ["play", touch, "--device", uri])
            killer.join(20)
        finally:
            server.kill()
    assert isinstance(run.exception, LinkLost), run.output
    assert run.exception.exit_code == 3
    assert "Slow one on Intiface at ws://127.0.0.1:" in str(run.exception)
    assert run.exception.hint.startswith("See that Intiface still runs")
    with start() as again:
        try:
            assert again.stdout.readline() == f"{port}\n"
            with open_bridge(uri) as bridge:
                bridge.play(1, held(2, 0.5, 50))
                assert bridge.drained(20)
        finally:
            again.kill()


@pytest.mark.slow
def test_a_chat_on_the_shipped_model_is_felt_on_a_device_of_intiface(tmp_path):
    """An answer of the real model: what its trace says that motors did is what the device was told, in its own steps."""
    device, trace = Device("Vest", (20, 7)), tmp_path / "trace.jsonl"
    with Server(device, ping_ms=2000) as server:
        command = [sys.executable, "-m", "edge_runtime", "chat", "--haptics", "on", "--seed", "3"]
        done = subprocess.run(
            [*command, "--device", f"intiface:{server.url}", "--trace", str(trace)],
            check=False,
            input="a medium wave over all motors for two seconds\n/quit\n",
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=110,
        )
        server.until(lambda: server.left == 1)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert not server.wrong
    assert server.late_pings == 0
    events = [json.loads(line) for line in trace.read_text().splitlines()]
    assert any(event["kind"] == "program" for event in events)
    said = [event["levels"] for event in events if event["kind"] == "level" and any(event["levels"])]
    told = [write for write in device.writes if any(write)]
    assert len(told) > 4
    for at, steps in enumerate(device.steps):
        wanted = [max(level[at] * steps, 1.0) for level in said if level[at]]
        assert all(write[at] == 0 or any(abs(write[at] - one) <= 0.51 for one in wanted) for write in told)
        assert abs(max(write[at] for write in told) - max(wanted)) <= 0.51
    assert server.kinds()[-1] == "StopCmd"
    assert device.writes[-1] == (0, 0)


@pytest.mark.slow
def test_a_chat_connects_again_after_intiface_broke_the_connection():
    device = Device("Vest", (20, 20))
    with Server(device, ping_ms=2000) as server:
        command = [sys.executable, "-m", "edge_runtime", "chat", "--haptics", "on", "--seed", "3"]
        with subprocess.Popen(
            [*command, "--device", f"intiface:{server.url}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as host:
            try:
                host.stdin.write("I am nervous about my exam\n")
                host.stdin.flush()
                server.until(lambda: any(device.now), 60)
                server.drop()
                server.until(lambda: server.left == 1)
                assert device.now == [0, 0]
                host.stdin.write("/again\n/quit\n")
                host.stdin.flush()
                server.until(lambda: any(device.now), 60)
                _, said = host.communicate(timeout=60)
            finally:
                host.kill()
        server.until(lambda: server.left == 2)
    assert host.returncode == 0, said
    assert "Vest on Intiface at ws://127.0.0.1:" in said
    assert device.now == [0, 0]
    assert not server.wrong


@pytest.mark.parametrize(("sent", "pings"), [(signal.SIGKILL, 0), (signal.SIGSTOP, 1)], ids=["killed", "hung"])
def test_a_host_that_is_killed_or_hangs_leaves_a_device_that_rests_by_the_servers_ping_limit_at_the_latest(sent, pings):
    """A killed host's connection breaks, and the server knows; one that hangs misses its pings, which is all there is."""
    device = Device("Vest", (20, 20))
    with Server(device, ping_ms=800) as server:
        command = [sys.executable, "-m", "edge_runtime", "play", "[steady][i3][pat_wave][m_all][t5s]"]
        with subprocess.Popen(
            [*command, "--device", f"intiface:{server.url}"], stderr=subprocess.DEVNULL, cwd=ROOT
        ) as host:
            try:
                server.until(lambda: any(device.now))
                host.send_signal(sent)
                server.until(lambda: server.left == 1)
                assert device.now == [0, 0]
            finally:
                host.kill()
    assert server.late_pings == pings
    assert not server.wrong
    assert "StopCmd" not in server.kinds()  # nobody was left to send it


# -- the parts without I/O


@given(
    gap=st.integers(0, 200),
    changes=st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["want", "rest", "owe", "answer"]), st.integers(0, 9)),
        max_size=60,
    ),
)
def test_commands_keep_their_distance_and_the_latest_wins(gap, changes):
    pace, now, sent = Pace(gap, 1), 1000.0, []
    for wait, kind, level in changes:
        end = now + wait
        while (at := pace.next_ms()) is not None and at <= end:
            now = max(now, at)
            sent.append((now, pace.due(now)))
        now = end
        if kind == "want":
            pace.want((level,))
        elif kind == "rest":
            pace.rested(now)
            sent.append((now, (0,)))
        else:
            pace.owe(kind == "owe")
        if (due := pace.due(now)) is not None:
            sent.append((now, due))
    pace.owe(False)
    for _ in range(2):
        now = now + gap
        if (due := pace.due(now)) is not None:
            sent.append((now, due))
    assert all(levels is not None for _, levels in sent)
    rests = {at for at, levels in sent if levels == (0,)}
    assert all(b - a >= gap or b in rests for (a, _), (b, _) in zip(sent, sent[1:], strict=False))
    assert not sent or sent[-1][1] == pace.wanted


def test_the_first_command_leaves_at_once():
    pace = Pace(75, 2)
    pace.want((5, 0))
    assert pace.due(0.0) == (5, 0)
    pace.want((6, 0))
    pace.want((7, 1))
    assert pace.due(74.9) is None
    assert pace.next_ms() == 75
    assert pace.due(75.0) == (7, 1)
    assert pace.due(1000.0) is None


@given(level=st.integers(0, 255), limit=st.integers(1, 255), steps=st.integers(1, 65_535))
def test_steps_never_exceed_the_cap_and_weak_is_not_nothing(level, limit, steps):
    level = min(level, limit)
    step = steps_of(level, limit, steps)
    assert 0 <= step <= steps
    assert step * 255 <= limit * steps
    assert (step > 0) == (level > 0 and limit * steps >= 255)


@given(steps=st.integers(1, 65_535), data=st.data())
def test_servers_of_version_3_round_up_to_the_step_that_was_meant(steps, data):
    import math

    step = data.draw(st.integers(0, steps))
    assert math.ceil(_scalar(step, steps) * steps) == step
    assert 0 <= _scalar(step, steps) <= 1


@given(
    version=st.sampled_from([3, 4]),
    steps=st.lists(st.integers(1, 100), min_size=1, max_size=8),
    index=st.integers(0, 4294967295),
    data=st.data(),
)
def test_every_frame_is_valid(version, steps, index, data):
    client = Client(version)
    toy = Toy(index, "any", 0, tuple(Vibrator(at, count) for at, count in enumerate(steps)))
    client._id = data.draw(st.sampled_from([0, 4294967294, 4294967295 - len(steps)]))
    values = {vibrator: data.draw(st.integers(0, vibrator.steps)) for vibrator in toy.vibrators}
    frames = [client.hello("x"), client.ask_for_devices(), client.scan(on=True), client.scan(on=False)]
    frames += [client.ping(), client.stop(toy), client.vibrate(toy, values)]
    for frame in frames:
        CLIENT[version].validate(json.loads(frame))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "Id",
                    "Ok",
                    "Error",
                    "ErrorMessage",
                    "ServerInfo",
                    "MaxPingTime",
                    "MessageVersion",
                    "ProtocolVersionMajor",
                    "DeviceList",
                    "Devices",
                    "DeviceName",
                    "DeviceIndex",
                    "DeviceFeatures",
                    "Output",
                    "Vibrate",
                    "Value",
                    "DeviceMessages",
                    "ScalarCmd",
                    "DeviceAdded",
                    "DeviceRemoved",
                    "3",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(version=st.sampled_from([3, 4]), frame=JSON.map(json.dumps) | st.text(max_size=40) | st.binary(max_size=40))
def test_no_frame_does_more_than_be_misread(version, frame):
    client = Client(version)
    with contextlib.suppress(Misread):
        client.receive(frame)
    assert all(toy.vibrators and toy.name.isprintable() for toy in client.toys.values())


@pytest.mark.parametrize(
    "frame", ["[" * 100_000, '[{"Ok": {"Id": ' + "9" * 10_000 + "}}]", '[{"Ok": {"Id": NaN}}]', "null", "{}"]
)
def test_hostile_frames_are_misread(frame):
    with pytest.raises(Misread):
        Client(4).receive(frame)


def test_ranges_in_which_rest_does_not_lie_are_left_out():
    client = Client(4)
    features = {
        str(at): {"FeatureIndex": at, "FeatureDescription": "", "Output": {"Vibrate": {"Value": value}}}
        for at, value in enumerate([[0, 20], [5, 20], [-20, 20], [0, 0], [-3, -1]])
    }
    device = {"DeviceName": "x", "DeviceIndex": 1, "DeviceMessageTimingGap": 10**6, "DeviceFeatures": features}
    client.receive(json.dumps([{"DeviceList": {"Id": 0, "Devices": {"1": device}}}]))
    assert client.toys[1].vibrators == (Vibrator(0, 20), Vibrator(2, 20))
    assert client.toys[1].gap_ms == 1000
