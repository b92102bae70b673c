"""A bridge in a process of its own: it plays as any other, and nothing that happens to either process leaves motors on."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from firmware_bridge import (
    Admission,
    BridgeReason,
    DeviceNotFound,
    DeviceStringError,
    Finished,
    LinkDown,
    LinkLost,
    ScaledClock,
    Started,
    Stopped,
    VirtualClock,
    _sim,
    open_bridge,
)
from firmware_bridge._wire import Status, StatusReason
from lexicon import Timeline
from tests.bridge.felt_sim import WAIT_S, Log, Port, Watcher, busy

pytestmark = pytest.mark.skipif(
    os.name != "posix" or not any(map(shutil.which, _sim.COMPILERS)),
    reason="The simulated firmware needs pseudo-terminals and a C compiler.",
)
ROOT = Path(__file__).resolve().parents[2]


def open_own(log: Log, watcher: Watcher | None = None, **options: object):
    more = "".join(f"&{name}={value}" for name, value in options.items())
    return open_bridge(f"sim:?log={log.path}&process=own{more}", on_event=watcher)


def child_of(bridge) -> int:
    return bridge._session._process.pid


def test_it_plays_and_tells_as_any_other(tmp_path) -> None:
    log, watcher = Log(tmp_path / "levels"), Watcher()
    with open_own(log, watcher, motors=2) as bridge:
        child = child_of(bridge)
        assert child != os.getpid()
        assert len(bridge.layout) == 2
        assert bridge.max_level == pytest.approx(0.71, abs=0.005)
        assert bridge.play(1, busy(Random(1), 300, motors=2)) is Admission.PLAYING
        assert not bridge.idle
        assert bridge.drained(WAIT_S)
        assert bridge.idle
        assert bridge.played_ms >= 300
    kinds = [type(event) for event in watcher.events if isinstance(event, Started | Finished)]
    assert kinds == [Started, Finished]
    log.wait(lambda: log.ended)
    assert log.lines
    assert not log.on
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_mistakes_are_told_to_whoever_made_them(tmp_path) -> None:
    with open_own(Log(tmp_path / "levels")) as bridge:
        bridge.begin(1)
        with pytest.raises(ValueError, match="begun already"):
            bridge.begin(1)
        with pytest.raises(ValueError, match="2 tracks for 4 motors"):
            bridge.append(1, 0, Timeline(((), ()), 10))
        assert bridge.append(7, 0, Timeline(((),) * 4, 10)) is False
        bridge.stop("test")
        assert bridge.drained(WAIT_S)


@pytest.mark.parametrize("motors", [1, 4])
def test_a_stop_is_done_when_it_returns(tmp_path, motors) -> None:
    log, watcher = Log(tmp_path / "levels"), Watcher()
    with open_own(log, watcher, motors=motors) as bridge:
        for number in range(8):
            first = len(log.lines)
            bridge.play(number, busy(Random(number), motors=motors))
            log.wait_on(changes=Random(number).randrange(1, 30))
            bridge.stop("test")
            assert watcher.events.count(Stopped("test")) == number + 1
            assert bridge.drained(WAIT_S)
            log.wait_rest()
            assert any(any(levels) for _, levels in log.lines[first:])


def test_one_is_cancelled_and_the_one_that_waits_has_its_turn(tmp_path) -> None:
    log, watcher = Log(tmp_path / "levels"), Watcher()
    with open_own(log, watcher) as bridge:
        bridge.play(1, busy(Random(1), only=0))
        bridge.play(2, busy(Random(2), 200, only=1))
        log.wait_on(changes=10)
        assert bridge.cancel(3, "test") is False
        assert bridge.cancel(1, "test") is True
        assert bridge.drained(WAIT_S)
    told = [event for event in watcher.events if isinstance(event, Stopped | Finished)]
    assert told[0] == Stopped("test", 1)
    assert [event.program_id for event in told[1:] if isinstance(event, Finished)] == [2]
    log.wait(lambda: log.ended)
    firsts = [next(t_us for t_us, levels in log.lines if levels[motor]) for motor in (0, 1)]
    lasts = [max(t_us for t_us, levels in log.lines if levels[motor]) for motor in (0, 1)]
    assert firsts[0] < lasts[0] < firsts[1] < lasts[1] <= firsts[0] + 4_000_000
    assert not log.on


def test_what_cannot_be_opened_is_told_as_ever(tmp_path) -> None:
    with pytest.raises(DeviceNotFound) as caught:
        open_bridge(f"serial:{tmp_path / 'none'}?process=own")
    assert caught.value.reason is BridgeReason.NOT_FOUND
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize("clock", [VirtualClock(), ScaledClock(2.0)])
def test_its_time_cannot_be_scaled(clock) -> None:
    with pytest.raises(DeviceStringError) as caught:
        open_bridge("sim:?process=own", clock=clock)
    assert caught.value.reason is BridgeReason.TIME_SCALE


def test_a_link_that_breaks_is_told(tmp_path) -> None:
    watcher = Watcher()
    with open_own(Log(tmp_path / "levels"), watcher, drop_after=20) as bridge:
        bridge.play(1, busy(Random(1)))
        watcher.wait_for(LinkDown)
        with pytest.raises(LinkLost, match="on purpose"):
            bridge.drained(WAIT_S)
        assert bridge.link_error is not None
        assert bridge.link_error.hint.endswith(".")


def test_a_child_that_dies_is_a_lost_link_and_the_device_rests(tmp_path) -> None:
    pytest.importorskip("serial", reason="serial devices need pyserial: pip install edge-haptics[serial]")
    watcher = Watcher()
    with Port(tmp_path / "device") as device:
        with open_bridge(f"{device.device}?process=own", on_event=watcher) as bridge:
            bridge.play(1, busy(Random(1)))
            device.log.wait_on(changes=20)
            os.kill(child_of(bridge), signal.SIGKILL)
            watcher.wait_for(Stopped("link_lost"))
            with pytest.raises(LinkLost, match="ended"):
                bridge.drained(WAIT_S)
            with pytest.raises(LinkLost):
                bridge.begin(2)
            assert device.log.wait_rest()
        with open_bridge(f"{device.device}?process=own") as bridge:
            bridge.play(1, busy(Random(1), 200))
            assert bridge.drained(WAIT_S)


HOST = """
import sys
from random import Random
from firmware_bridge import open_bridge
from tests.bridge.felt_sim import busy
with open_bridge(sys.argv[1]) as bridge:
    bridge.play(1, busy(Random(1)))
    {then}
"""


def host(device: str, then: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOST.format(then=then), device], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def wait_free(port: Path) -> None:
    """Return once nobody holds the port for himself any more: the child gives it back after the motors rest."""
    handle = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    finally:
        os.close(handle)


def test_when_the_parent_is_killed_the_child_stops_the_motors(tmp_path) -> None:
    pytest.importorskip("serial", reason="serial devices need pyserial: pip install edge-haptics[serial]")
    with Port(tmp_path / "device") as device:
        with host(f"{device.device}?process=own", "bridge.drained()") as parent:
            device.log.wait_on(changes=20)
            parent.kill()
        device.log.wait_rest()
        # It did not have to wait for the dead-man.
        assert not any(isinstance(said, Status) and said.reason == StatusReason.DEADMAN for said in device.said)
        wait_free(Path(device.device.removeprefix("serial:")))
        with open_bridge(device.device) as bridge:
            bridge.play(1, busy(Random(1), 200))
            assert bridge.drained(WAIT_S)


def test_a_parent_that_holds_the_lock_of_python_holds_nobody_up(tmp_path) -> None:
    # Three times the dead-man time, and so long that more is told than a pipe can hold.
    hold = "import ctypes; ctypes.PyDLL(None).usleep(1500000); bridge.drained()"
    log = Log(tmp_path / "levels")
    with host(f"sim:?log={log.path}&process=own", hold) as parent:
        parent.communicate(timeout=WAIT_S)
        assert parent.returncode == 0
    log.wait(lambda: log.ended)
    on_us = [t_us for t_us, levels in log.lines if any(levels)]
    assert on_us[-1] - on_us[0] > 3_500_000  # all four seconds were felt
    assert not log.on
