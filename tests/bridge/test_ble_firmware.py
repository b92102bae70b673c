"""The compiled firmware behind BLE: real bleak, a fake BlueZ, connection events, and everything that can vanish.

``EDGE_HAPTICS_TRIALS`` is how many random moments each failure gets (2), ``EDGE_HAPTICS_STOPS`` how many stops there are (16).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from firmware_bridge import Admission, Bridge, LinkDown, LinkLost, Restarted, Started, Stopped, _sim, open_bridge
from firmware_bridge._wire import Status, decode
from tests.bridge.bluez_bus import FakeBluez, missing
from tests.bridge.fake_radio import PACKETS_PER_EVENT, Band
from tests.bridge.felt_sim import WAIT_S, Board, Watcher, busy, in_parallel

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(missing() is not None, reason=missing() or ""),
    pytest.mark.skipif(
        os.name != "posix" or not any(map(shutil.which, _sim.COMPILERS)),
        reason="The firmware needs pseudo-terminals and a C compiler.",
    ),
]
ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_") and k != "OPUS_HAPTICS"}
TRIALS = int(os.environ.get("EDGE_HAPTICS_TRIALS", "2"))
STOPS = int(os.environ.get("EDGE_HAPTICS_STOPS", "16"))
AT_ONCE = 5
"""Devices on one fake BlueZ."""
INTERVALS = 3
"""Connection intervals that a stop may take."""
REST_US = 500_000
"""From whatever befell host or radio to rest: the dead-man time, and what the last packet took to come."""
BUSY_MACHINE_US = 50_000
"""How late a tick may be where the system does not let the firmware go first."""
LONG = "[begin_haptics][calm][i3][pat_wave][t5s][end_haptics]"
CAP = 0.71
HALTED = Stopped("device_halted")


@contextlib.contextmanager
def boards(folder: Path, count: int = 1, **faults: object) -> Iterator[tuple[FakeBluez, list[Board], list[str]]]:
    """Some devices in the air, and their device strings."""
    macs = [f"AA:BB:CC:DD:EE:{number:02X}" for number in range(count)]
    with contextlib.ExitStack() as stack:
        made = [stack.enter_context(Board(folder / str(number))) for number in range(count)]
        bands = [Band(mac, f"band {mac[-2:]}", port=board.port) for mac, board in zip(macs, made, strict=True)]
        bluez = stack.enter_context(FakeBluez(*bands))
        bluez.set(**faults)
        yield bluez, made, [f"ble:{mac}" for mac in macs]


def listen(bridge: Bridge) -> list[object]:
    """Note all that the device says."""
    said: list[object] = []
    link = bridge._link
    receive = link.receive

    def receive_and_note():
        arrived = receive()
        said.extend(decode(data) for _, data in arrived)
        return arrived

    link.receive = receive_and_note
    return said


def test_a_program_is_felt(tmp_path) -> None:
    watcher = Watcher()
    with boards(tmp_path) as (_, (board,), (device,)):
        with open_bridge(device, on_event=watcher) as bridge:
            assert len(bridge.layout) == 4
            bridge.play(1, busy(Random(1), 600))
            assert bridge.drained(WAIT_S)
            assert bridge.late == 0
        (zero,) = [event.t_device_ms for event in watcher.events if isinstance(event, Started)]
        board.log.wait_rest()
        on_us = [t_us for t_us, levels in board.log.lines if levels[0]]
        assert len(on_us) > 20
        assert zero - 5 <= on_us[0] / 1000
        assert on_us[-1] / 1000 <= zero + 700
        assert max(level for _, levels in board.log.lines for level in levels) <= int(CAP * 255)


@pytest.mark.parametrize("interval_ms", [30.0, 48.75])
def test_nothing_of_before_a_stop_plays_after_it(tmp_path, interval_ms, capsys) -> None:
    """Stops while the host has more to send than the radio carries: what one event can is in flight, and more waits."""
    plans = [busy(Random(motor), 1000, motor, piece_ms=(1, 3)) for motor in range(2)]
    delays_ms: list[float] = []
    saturated, watcher = 0, Watcher()
    with (
        boards(tmp_path, interval_ms=interval_ms) as (bluez, (board,), (device,)),
        open_bridge(device, on_event=watcher) as bridge,
    ):
        said, log = listen(bridge), board.log
        sender = bridge._session._peer.outbox.sender
        for number in range(STOPS):
            only, first, sent = number % 2, len(log.lines), len(watcher.tracks) + Random(number).randrange(1, 25)
            halts = watcher.events.count(HALTED)
            bridge.play(number, plans[only])
            # A machine that is too busy lets the host fall silent: then there is no more to send.
            watcher.wait(
                lambda sent=sent, halts=halts: len(watcher.tracks) >= sent or watcher.events.count(HALTED) > halts,
                "a full radio",
            )
            saturated += sender.under_way >= PACKETS_PER_EVENT and len(sender._queue) >= 2 * PACKETS_PER_EVENT
            heard, host_ms = len(said), bridge._session.device_ms(bridge.clock.now_ms())
            bridge.stop("test")
            assert bridge.drained(WAIT_S)
            epoch = bridge._session._peer.epoch
            handled_us = next(s.now for s in said[heard:] if isinstance(s, Status) and s.epoch == epoch)
            rest_us = log.wait_rest()
            # The next program plays on another motor: what is left of this one shows there.
            of_this = log.lines[first:]
            assert not any(level for _, levels in of_this for motor, level in enumerate(levels) if motor != only)
            assert rest_us <= handled_us
            delays_ms.append(handled_us / 1000 - host_ms)
        state = bluez.set()
    assert saturated > STOPS / 2
    assert len(state["stops"]) >= STOPS
    assert max(state["stops"]) <= INTERVALS
    assert not log.on
    most = max(state["stops"])
    with capsys.disabled():
        print(f"\n{interval_ms:g} ms: stop to rest {spread(delays_ms)}, {most} events at most, {saturated} saturated")  # noqa: T201


def spread(values: list[float]) -> str:
    values = sorted(values)
    middle, most = values[len(values) // 2], values[int(len(values) * 0.99)]
    return f"half {middle:.1f}, 99 % {most:.1f}, most {values[-1]:.1f} ms ({len(values)})"


def failing(folder: Path, fail, at_once: int = AT_ONCE) -> list[float]:
    """Play on devices, make something fail at a random moment of each, and return how long after it they rested (ms)."""
    found: list[float] = []
    for number in range(0, TRIALS, at_once):
        count = min(at_once, TRIALS - number)
        with boards(folder / str(number), count) as (bluez, made, devices):

            def trial(k: int, number=number, bluez=bluez, made=made, devices=devices) -> float:
                watcher = Watcher()
                with open_bridge(devices[k], on_event=watcher) as bridge:
                    bridge.play(1, busy(Random(k)))
                    made[k].log.wait_moment(Random(number + k).randrange(1, 200))
                    fail(bluez, devices[k])
                    failed_us = bridge._session.device_ms(bridge.clock.now_ms()) * 1000
                    watcher.wait_for(LinkDown)
                    with pytest.raises(LinkLost) as caught:
                        bridge.drained(WAIT_S)
                    assert re.fullmatch(r"[^\n]+\.", str(caught.value))
                    assert caught.value.hint.endswith(".")
                    rest_us = made[k].log.wait_rest()
                    assert rest_us - failed_us <= REST_US + BUSY_MACHINE_US
                    return (rest_us - failed_us) / 1000

            found += in_parallel(trial, count, at_once=count)
    return found


def test_a_lost_radio_leaves_motors_at_rest(tmp_path, capsys) -> None:
    def drop(bluez: FakeBluez, device: str) -> None:
        bluez.set(do="drop", address=device[4:])

    report(capsys, "a lost radio", failing(tmp_path, drop))


def test_a_bluetooth_service_that_is_gone_leaves_motors_at_rest(tmp_path, capsys) -> None:
    def die(bluez: FakeBluez, _: str) -> None:
        bluez.die()

    report(capsys, "a Bluetooth service that is gone", failing(tmp_path, die, at_once=1))


def test_a_device_that_starts_anew_plays_nothing_of_before(tmp_path, capsys) -> None:
    """Its radio holds the connection: only the number of its start tells the host."""
    on: list[bool] = []

    def trial(k: int) -> float:
        board, watcher = made[k], Watcher()
        with open_bridge(devices[k], on_event=watcher) as bridge:
            bridge.play(1, busy(Random(k)))
            on.append(board.log.wait_moment(Random(number + k).randrange(1, 150)))
            began_s = monotonic()
            board.reboot()
            watcher.wait_for(Restarted())
            noticed_s = monotonic()
            watcher.wait_for(Stopped("device_restarted"))
            assert bridge.drained(WAIT_S)
            assert board.log.lines == []
            plays_again(board, bridge, watcher)
            return (noticed_s - began_s) * 1000

    noticed_ms: list[float] = []
    for number in range(0, TRIALS, AT_ONCE):
        count = min(AT_ONCE, TRIALS - number)
        with boards(tmp_path / str(number), count) as (_, made, devices):
            noticed_ms += in_parallel(trial, count, at_once=count)
    with capsys.disabled():
        print(f"\nBLE, a device that starts anew, to noticed: {spread(noticed_ms)}")  # noqa: T201
    assert sum(on) > TRIALS / 2


def plays_again(board: Board, bridge: Bridge, watcher: Watcher) -> None:
    """As often as a machine that is too busy lets the host fall silent before the device has played."""
    number, before = 1, -1
    while watcher.events.count(HALTED) != before:
        before, number = watcher.events.count(HALTED), number + 1
        assert bridge.play(number, busy(Random(1), 200)) is Admission.PLAYING
        assert bridge.drained(WAIT_S)
    board.log.wait(lambda: board.log.lines and not board.log.on, "touch")


def test_a_killed_host_leaves_motors_at_rest_and_the_next_is_welcome(tmp_path, capsys) -> None:
    on: list[bool] = []

    def trial(k: int) -> float:
        with start("play", LONG, "--no-show-tags", "--device", devices[k]) as host:
            on.append(made[k].log.wait_moment(Random(number + k).randrange(1, 60)))
            host.kill()
            killed_at = len(made[k].log.lines)
        rest_us = made[k].log.wait_rest()
        return (rest_us - made[k].log.lines[min(killed_at, len(made[k].log.lines)) - 1][0]) / 1000

    found: list[float] = []
    for number in range(0, TRIALS, AT_ONCE):
        count = min(AT_ONCE, TRIALS - number)
        with boards(tmp_path / str(number), count) as (_, made, devices):
            found += in_parallel(trial, count, at_once=count)
            with open_bridge(devices[0]) as bridge:
                first = len(made[0].log.lines)
                bridge.play(1, busy(Random(1), 200))
                assert bridge.drained(WAIT_S)
                assert len(made[0].log.lines) > first
    report(capsys, "a killed host", found)
    assert sum(on) > TRIALS / 2
    assert max(found) <= (REST_US + BUSY_MACHINE_US) / 1000


def report(capsys, what: str, silent_ms: list[float]) -> None:
    with capsys.disabled():
        print(f"\nBLE, {what}, to rest: {spread(silent_ms)}")  # noqa: T201


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "edge_runtime", *arguments],
        cwd=ROOT,
        env=ENV | {key: value for key, value in os.environ.items() if key.startswith("DBUS_")},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_lost_radio_is_one_sentence_and_exit_code_3(tmp_path) -> None:
    with (
        boards(tmp_path) as (bluez, (board,), (device,)),
        start("play", LONG, "--no-show-tags", "--device", device) as host,
    ):
        board.log.wait_on(changes=5)
        bluez.set(do="drop")
        _, said = host.communicate(timeout=WAIT_S)
        assert host.returncode == 3
        assert re.fullmatch(r"edge-haptics: band 00, \S+ was disconnected\. [^.]+\.\n", said)
        board.log.wait_rest()
