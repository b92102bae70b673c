"""What must never be felt, on the real firmware in real time: stops, bad links, and hosts and devices that vanish.

Trials that take a dead-man time each are run at ``EDGE_HAPTICS_TRIALS`` (10) random moments, several at a time; virtual time
does 100. ``EDGE_HAPTICS_STOPS`` is how many stops there are (100).
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest

from firmware_bridge import BridgeReason, LinkDown, LinkLost, Restarted, Sent, Started, Stopped, _sim, open_bridge
from firmware_bridge._tracks import encode_timeline, packets
from firmware_bridge._wire import MAX_PACKET, Status, StatusReason
from lexicon import Breakpoint, Timeline
from tests.bridge.felt_sim import Log, Port, Tap, Watcher, busy, in_parallel, last_packet_us, run_cli

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.name != "posix" or not any(map(shutil.which, _sim.COMPILERS)),
        reason="The simulated firmware needs pseudo-terminals and a C compiler.",
    ),
]
ROOT = Path(__file__).resolve().parents[2]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("EDGE_HAPTICS_") and k != "OPUS_HAPTICS"}
STOPS = int(os.environ.get("EDGE_HAPTICS_STOPS", "100"))
TRIALS = int(os.environ.get("EDGE_HAPTICS_TRIALS", "10"))
WHOLE_PACKET = (MAX_PACKET - 7 + 1) // 2
"""Segments that the device wants to have free for a packet as long as it can be."""
DEADMAN_US, HASTE_US = 450_000, 2000
BUSY_MACHINE_US = 50_000
"""How late a tick may be where the system does not let the firmware go first."""
CAP = 0.71
LONG = "[begin_haptics][calm][i3][pat_wave][t5s][end_haptics]"


@pytest.fixture
def taps(monkeypatch) -> list[Tap]:
    """The links of all ``sim:`` devices that are opened."""
    made: list[Tap] = []

    def make(**options: object) -> Tap:
        made.append(Tap(**options))
        return made[-1]

    monkeypatch.setattr(_sim, "SimProcessLink", make)
    return made


@contextmanager
def port(folder: Path) -> Iterator[Port]:
    pytest.importorskip("serial", reason="serial devices need pyserial: pip install edge-haptics[serial]")
    with Port(folder) as device:
        yield device


def check_deadman(rest_us: int, said: list) -> float:
    """The output was 0 in time; returns after how many ms of silence."""
    silent_us = rest_us - last_packet_us(said)
    assert silent_us <= DEADMAN_US + BUSY_MACHINE_US
    return silent_us / 1000


def deadman_ms(device: Port) -> float:
    """Wait until the device has given its host up."""
    device.wait(lambda: any(isinstance(s, Status) and s.reason == StatusReason.DEADMAN for s in device.said), "it")
    return check_deadman(device.log.wait_rest(), device.said)


def spread(values: list[float]) -> str:
    values = sorted(values)
    middle, most = values[len(values) // 2], values[int(len(values) * 0.99)]
    return f"least {values[0]:.2f}, half {middle:.2f}, 99 % {most:.2f}, most {values[-1]:.2f} ms ({len(values)})"


# -- stops


def test_nothing_of_before_a_stop_plays_after_it(tmp_path, taps, capsys) -> None:
    random, log, watcher = Random(1), Log(tmp_path / "levels"), Watcher()
    plans = [busy(Random(motor), only=motor) for motor in range(4)]
    delays_ms: list[float] = []
    with open_bridge(f"sim:?log={log.path}", on_event=watcher) as bridge:
        (tap,), session = taps, bridge._session
        for number in range(STOPS):
            only, first = number % 4, len(log.lines)
            bridge.play(number, plans[only])
            watcher.wait(lambda: _room(tap, session._peer.epoch) < WHOLE_PACKET, "a full queue")
            log.wait_on(changes=random.randrange(60))
            heard, host_ms = len(tap.said), session.device_ms(bridge.clock.now_ms())
            bridge.stop("test")
            assert bridge.drained(30)
            handled_us = next(
                s.now for s in tap.said[heard:] if isinstance(s, Status) and s.epoch == session._peer.epoch
            )
            rest_us = log.wait_rest()
            # The next program plays on another motor: what is left of this one shows there.
            of_this = log.lines[first:]
            assert not any(level for _, levels in of_this for motor, level in enumerate(levels) if motor != only)
            assert rest_us <= handled_us
            assert of_this[-1] == (rest_us, (0, 0, 0, 0))
            assert handled_us / 1000 - host_ms < 250
            if rest_us == handled_us:
                delays_ms.append(rest_us / 1000 - host_ms)
    log.wait(lambda: log.ended)
    assert not log.on
    assert len(delays_ms) > STOPS / 2  # the others came when a busy machine had let the queue run dry
    with capsys.disabled():
        print(f"\nstop on the host to rest in the device: {spread(delays_ms)}")  # noqa: T201


def _room(tap: Tap, epoch: int) -> int:
    """Segments that the device had room for, as it said last."""
    statuses = (said for said in reversed(tap.said) if isinstance(said, Status) and said.epoch == epoch)
    return next((status.free_segments for status in statuses), 255)


# -- bad links


def draw_timeline(random: Random) -> Timeline:
    """A shape of 300 to 600 ms with jumps, partly above the cap, partly the same on several motors."""
    tracks: list[tuple[Breakpoint, ...]] = []
    end = random.randint(300, 600)
    for _ in range(4):
        t, points = random.randint(0, 40), []
        while t < end:
            points.append(Breakpoint(t, random.choice((0.0, 0.2, 0.5, 0.9, random.random())), 170))
            t += random.choice((0, 25, 40, 90))
        tracks.append(random.choice((*tracks[-1:], (*points, Breakpoint(end, 0.0, 170)))))
    return Timeline(tuple(tracks), end)


def capped(timeline: Timeline) -> Timeline:
    """As the player plays it."""
    tracks = tuple(tuple(replace(p, level=min(p.level, CAP)) for p in track) for track in timeline.tracks)
    return replace(timeline, tracks=tracks)


def asked(track: tuple[Breakpoint, ...], t_ms: float) -> tuple[float, float]:
    """The least and the most (of 255) that a track asks for within 1.5 ms."""
    around = Timeline((track,), track[-1].t_ms if track else 0)
    near = [around.levels_at(t)[0] for t in (t_ms - 1.5, t_ms, t_ms + 1.5)]
    near += [point.level for point in track if abs(point.t_ms - t_ms) <= 1.5]
    return min(near) * 255, max(near) * 255


def test_over_a_bad_link_only_the_plan_is_felt(tmp_path, taps) -> None:
    def trial(seed: int) -> tuple[int, int]:
        random, log, watcher = Random(seed), Log(tmp_path / f"levels-{seed}"), Watcher()
        plans = {number: capped(draw_timeline(random)) for number in range(5)}
        bad = f"loss=0.05&corrupt=0.05&dup=0.05&reorder=0.05&seed={seed}"
        with open_bridge(f"sim:?log={log.path}&{bad}", max_level=CAP, on_event=watcher) as bridge:
            for number, plan in plans.items():
                bridge.play(number, plan)
                assert bridge.drained(30)
        log.wait(lambda: log.ended)
        check_plan(log, watcher, plans)
        tap = next(tap for tap in taps if str(log.path) in tap._arguments)
        return check_counts(bridge, tap, watcher, plans)

    again, errors = map(sum, zip(*in_parallel(trial, 3, at_once=3), strict=True))
    assert again > 0  # of one trial alone, chance may spoil nothing
    assert errors > 0


def check_plan(log: Log, watcher: Watcher, plans: dict[int, Timeline]) -> None:
    zeros = {e.program_id: e.t_device_ms for e in watcher.events if isinstance(e, Started)}
    assert zeros.keys() == plans.keys()
    felt = 0
    for t_us, levels in log.lines:
        for motor, level in enumerate(levels):
            spans = [asked(plans[n].tracks[motor], t_us / 1000 - zero) for n, zero in zeros.items()]
            assert level <= int(CAP * 255)
            assert level == 0 or any(low - 2 <= level <= high + 2 for low, high in spans), (t_us, motor, level)
            felt += level > 0
    assert felt > 50
    assert not log.on


def check_counts(bridge, tap: Tap, watcher: Watcher, plans: dict[int, Timeline]) -> tuple[int, int]:
    """Returns how many packets went again, and how many frames the device found broken."""
    last = next(said for said in reversed(tap.said) if isinstance(said, Status))
    resent = bridge._session._peer.outbox.sender.resent
    sent = sum(e.message in {"track", "more"} for e in watcher.events if isinstance(e, Sent))
    needed = sum(len(packets(t, 0, 0, 0)) for plan in plans.values() for t in encode_timeline(plan, carriers=False))
    assert 0 <= sent - needed <= resent  # what is to go again may be answered before it has gone
    assert bridge.late == last.late
    assert last.underruns <= resent
    assert last.errors <= 4 * tap.spoiled  # a bit may end a frame too soon, or join two
    assert not any(isinstance(e, Restarted | LinkDown) for e in watcher.events)
    assert [e.reason for e in watcher.events if isinstance(e, Stopped)] == []
    return sent - needed, last.errors


# -- hosts, cables and devices that vanish


def test_a_killed_host_leaves_motors_at_rest(tmp_path, capsys) -> None:
    hosts = multiprocessing.get_context("forkserver")
    hosts.set_forkserver_preload(["edge_runtime.cli", "firmware_bridge._serial"])

    def trial(number: int) -> float:
        with port(tmp_path / str(number)) as device:
            host = hosts.Process(target=run_cli, args=("play", LONG, "--no-show-tags", "--device", device.device))
            host.start()
            try:
                device.log.wait_on(changes=Random(number).randrange(1, 100))
            finally:
                host.kill()
                host.join()
            assert host.exitcode == -signal.SIGKILL  # and not by itself
            silent_ms = deadman_ms(device)
            with open_bridge(device.device) as bridge:  # and the next host finds it ready
                plays_again(device, bridge, 1)
            return silent_ms

    report(capsys, "a killed host", in_parallel(trial, TRIALS))


def play_until(device: Port, bridge, seed: int) -> None:
    """Play something long, and come back at some moment of it, with so much to go and at hand that silence comes first."""
    for number in count(100):
        first = len(device.log.lines)
        bridge.play(number, busy(Random(seed % 4), ms=6000, piece_ms=(40, 80)))
        if device.log.wait_into(Random(seed).uniform(0, 3000), first):
            break
        assert bridge.drained(30)


def plays_again(device: Port, bridge, number: int) -> None:
    log, first = device.log, len(device.log.lines)
    bridge.play(number, busy(Random(0), ms=200))
    assert bridge.drained(30)
    log.wait(lambda: not log.on and any(any(levels) for _, levels in log.lines[first:]), "touch")


def test_a_cut_cable_leaves_motors_at_rest(tmp_path, capsys) -> None:
    def trial(number: int) -> float:
        watcher = Watcher()
        with port(tmp_path / str(number)) as device:
            with open_bridge(device.device, on_event=watcher) as bridge:
                play_until(device, bridge, number)
                device.cut()
                watcher.wait_for(LinkDown)
                assert isinstance(bridge.link_error, LinkLost)
                assert bridge.link_error.reason is BridgeReason.DROPPED
                silent_ms = deadman_ms(device)
            device.plug()
            with open_bridge(device.device) as bridge:
                plays_again(device, bridge, 1)
        return silent_ms

    report(capsys, "a cut cable", in_parallel(trial, TRIALS))


def test_a_link_that_breaks_leaves_motors_at_rest(tmp_path, taps, capsys) -> None:
    def trial(number: int) -> float:
        log, watcher = Log(tmp_path / f"levels-{number}"), Watcher()
        after = Random(number).randint(16, 34)  # the greeting takes 11
        with open_bridge(f"sim:?log={log.path}&drop_after={after}", on_event=watcher) as bridge:
            bridge.play(1, busy(Random(number % 4)))
            watcher.wait_for(LinkDown)
            with pytest.raises(LinkLost, match="on purpose"):
                bridge.drained(30)
            tap = next(tap for tap in taps if str(log.path) in tap._arguments)
            log.wait(lambda: log.lines, "touch")
            rest_us = log.wait_rest()
            tap.receive()  # what nobody reads over a link that is broken
            return check_deadman(rest_us, tap.said)

    report(capsys, "a broken link", in_parallel(trial, TRIALS))


def test_a_device_that_starts_anew_plays_nothing_of_before(tmp_path) -> None:
    def trial(number: int) -> None:
        watcher = Watcher()
        with port(tmp_path / str(number)) as device, open_bridge(device.device, on_event=watcher) as bridge:
            play_until(device, bridge, number)
            device.reboot()
            watcher.wait_for(Restarted())
            watcher.wait_for(Stopped("device_restarted"))
            assert bridge.drained(30)
            assert device.log.lines == []
            plays_again(device, bridge, 2)

    in_parallel(trial, TRIALS)


def test_a_host_that_stalls_finds_motors_at_rest_and_plays_again(tmp_path, capsys) -> None:
    def trial(number: int) -> float:
        watcher = Watcher()
        with port(tmp_path / str(number)) as device, open_bridge(device.device, on_event=watcher) as bridge:
            play_until(device, bridge, number)
            with bridge._lock:  # nothing of it runs meanwhile
                silent_ms = deadman_ms(device)
            watcher.wait_for(Stopped("device_halted"))
            assert bridge.drained(30)
            plays_again(device, bridge, 2)
            return silent_ms

    report(capsys, "a host that stalls", in_parallel(trial, TRIALS))


def report(capsys, what: str, silent_ms: list[float]) -> None:
    assert max(silent_ms) >= (DEADMAN_US - HASTE_US) / 1000  # else the program had ended by itself
    assert sorted(silent_ms)[len(silent_ms) // 2] <= DEADMAN_US / 1000
    with capsys.disabled():
        print(f"\n{what}, last packet to rest: {spread(silent_ms)}")  # noqa: T201


# -- the command line

SCRIPTED = f"""
from pathlib import Path
from edge_runtime.cli import main, say
from edge_runtime.engines.scripted import ScriptedEngine
say.find_model = lambda _: (Path("none"), None)
say.open_engine = lambda *_, **__: ScriptedEngine(*["Here {LONG} it is."] * 3)
main()
"""


def start(device: Port, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPTED, *arguments, "--device", device.device],
        cwd=ROOT,
        env=ENV,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("command", [("play", LONG, "--no-show-tags"), ("say", "Hi", "--haptics", "on")])
def test_a_lost_link_is_one_sentence_and_exit_code_3(tmp_path, command) -> None:
    with port(tmp_path / "device") as device, start(device, *command) as host:
        device.log.wait_on(changes=10)
        device.cut()
        _, said = host.communicate(timeout=60)
        assert host.returncode == 3
        assert re.fullmatch(r"edge-haptics: The link to serial \S+ broke: [^.]+\. [^.]+\.\n", said)
        deadman_ms(device)


def test_a_chat_goes_on_and_can_be_felt_again(tmp_path) -> None:
    def hear(part: str) -> None:
        for line in host.stderr:
            if part in line:
                return
        pytest.fail(f"it ended without saying: {part}")

    def type_(line: str) -> None:
        host.stdin.write(line + "\n")
        host.stdin.flush()

    with port(tmp_path / "device") as device, start(device, "chat", "--haptics", "on") as host:
        type_("Hi")
        device.log.wait_on(changes=10)
        device.cut()
        hear("The link to serial")
        deadman_ms(device)
        type_("/haptics on")
        hear("There is no serial port")
        type_("/again")
        hear("Touch is still away")
        device.plug()
        type_("/again")
        hear("Touch is back")
        device.log.wait_on()
        type_("Again")
        words, _ = host.communicate(timeout=60)
        assert host.returncode == 0
        assert words.count("Here") == words.count("it is.") == 2
        device.log.wait_rest()
