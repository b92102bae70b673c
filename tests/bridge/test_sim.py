"""A firmware process: a stand-in that echoes frames for starting and ending, the compiled one for the protocol."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from firmware_bridge import BridgeReason, DeviceNotFound, LinkLost, _sim
from firmware_bridge._sim import SimProcessLink, build_host

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
needs_compiler = pytest.mark.skipif(
    not any(map(shutil.which, _sim.COMPILERS)), reason="no C compiler: sudo apt install gcc"
)

STAND_IN = """
import os, select, signal, sys, tty
if "--stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "--alive" in sys.argv:
    alive = open(sys.argv[sys.argv.index("--alive") + 1], "w")
if "--refuse" in sys.argv:
    sys.exit("usage: kind is erm, lra or vcm")
if "--silent" in sys.argv:
    sys.stdin.read()
master, slave = os.openpty()
tty.setraw(slave)
print('{"port": "%s"}' % os.ttyname(slave), flush=True)
stdin = 0 if "--parent-watch" in sys.argv else None
while True:
    ready, _, _ = select.select([master] + [stdin] * (stdin is not None), [], [])
    if stdin in ready and not os.read(stdin, 100):
        if "--stubborn" not in sys.argv:
            sys.exit()
        stdin = None
    if master in ready:
        data = os.read(master, 4096)
        if b"\\x07" in data:
            sys.exit()
        os.write(master, data)
"""


@pytest.fixture
def stand_in(tmp_path):
    path = tmp_path / "stand_in.py"
    path.write_text(STAND_IN)
    return [sys.executable, "-I", "-S", str(path)]


@pytest.fixture
def alive(tmp_path):
    """A pipe with a name: its reader meets the end of file when the last process that wrote to it is gone."""
    path = tmp_path / "alive"
    os.mkfifo(path)
    return path


def hear(link, rung):
    while True:
        assert rung.acquire(timeout=30)
        if found := link.receive():
            return [packet for _, packet in found]


def opened(link):
    rung = threading.Semaphore(0)
    link.open(rung.release)
    return rung


def test_packets_travel_both_ways_and_the_process_ends(stand_in):
    link = SimProcessLink(command=stand_in)
    rung = opened(link)
    process = link._process
    link.send(b"\x81\x02")
    assert hear(link, rung) == [b"\x81\x02"]
    link.close()
    link.close()
    assert process.returncode in {0, -signal.SIGTERM}  # the latter where the machine is slow
    with pytest.raises(LinkLost):
        link.send(b"\x03")


def test_a_process_that_does_not_want_to_end_is_killed(stand_in):
    link = SimProcessLink(command=[*stand_in, "--stubborn"])
    opened(link)
    process = link._process
    link.close()
    assert process.returncode == -signal.SIGKILL


def test_a_process_that_dies_is_a_lost_link_and_another_can_be_started(stand_in):
    link = SimProcessLink(command=stand_in)
    rung = opened(link)
    first = link._process
    link.send(b"\x07")
    with pytest.raises(LinkLost, match="the simulated device broke"):
        hear(link, rung)
    rung = opened(link)
    assert first.returncode is not None
    link.send(b"\x81")
    assert hear(link, rung) == [b"\x81"]
    link.close()


def test_nothing_is_left_when_the_runtime_is_killed(stand_in, alive):
    code = (
        "import sys; from firmware_bridge._sim import SimProcessLink\n"
        "SimProcessLink(command=sys.argv[1:]).open(lambda: None); print('open', flush=True); sys.stdin.read()"
    )
    runtime = subprocess.Popen(
        [sys.executable, "-c", code, *stand_in, "--alive", str(alive)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with runtime, alive.open() as end:
        assert runtime.stdout.readline() == b"open\n"
        runtime.kill()
        assert end.read() == ""  # returns when the stand-in is gone; the test's time limit says that it is not


@pytest.mark.parametrize(
    ("flag", "sentence"),
    [("--refuse", "did not start: usage: kind is erm, lra or vcm"), ("--silent", r"did not start\.")],
)
def test_a_process_that_does_not_start_is_a_sentence(stand_in, monkeypatch, flag, sentence):
    if flag == "--silent":
        monkeypatch.setattr(_sim, "START_S", 0.05)
    link = SimProcessLink(command=[*stand_in, flag])
    with pytest.raises(DeviceNotFound, match=sentence) as failed:
        link.open(lambda: None)
    assert failed.value.reason is BridgeReason.CANNOT_OPEN
    assert link._process is None


def test_a_terminal_that_is_none_is_a_sentence(tmp_path):
    link = SimProcessLink(command=[sys.executable, "-c", 'print(\'{"port": "/nowhere"}\')'])
    with pytest.raises(DeviceNotFound, match="cannot be reached: No such file"):
        link.open(lambda: None)
    with pytest.raises(DeviceNotFound, match="cannot be reached: No such file"):
        SimProcessLink(command=[str(tmp_path / "missing")]).open(lambda: None)


def test_options_become_arguments(tmp_path):
    log = tmp_path / "log.jsonl"
    link = SimProcessLink(motors=2, kind="erm", lowest=0.2, max_level=0.5, deadman_ms=300, boot=7, log=log)
    said = "--motors 2 --kind erm --lowest 51 --max-level 128 --deadman 300 --boot 7 --log"
    assert link._arguments == [*said.split(), str(log)]
    assert SimProcessLink()._arguments == "--motors 4 --kind lra --lowest 0 --max-level 255".split()


@pytest.fixture
def sources(tmp_path):
    for name, text in {
        "core/felt.h": "int felt(void);",
        "core/felt.c": '#include "felt.h"\nint felt(void) { return 3; }',
        "ports/host/main.c": '#include "felt.h"\nint main(void) { return felt(); }',
    }.items():
        file = tmp_path / "sources" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "sources"


@needs_compiler
def test_firmware_is_compiled_once_for_the_same_sources(sources, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    first = build_host(sources, cache)
    assert subprocess.run([first], check=False).returncode == 3
    assert [file.name for file in cache.iterdir()] == [first.name]
    with monkeypatch.context() as patch:
        patch.setattr(_sim, "_compile", None)
        assert build_host(sources, cache) == first
    (sources / "core" / "felt.c").write_text("int felt(void) { return 4; }")
    second = build_host(sources, cache)
    assert subprocess.run([second], check=False).returncode == 4
    assert second != first


@needs_compiler
def test_firmware_that_does_not_compile_is_a_sentence(sources, tmp_path):
    (sources / "core" / "felt.c").write_text("int felt(void) { return }")
    with pytest.raises(DeviceNotFound, match=r"does not compile with .*error"):
        build_host(sources, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_a_compiler_the_way_out_is_named(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(_sim, "COMPILERS", ("no-such-compiler",))
    with pytest.raises(DeviceNotFound, match="needs a C compiler") as none:
        build_host(sources, tmp_path / "cache")
    assert "apt install gcc" in none.value.hint
    assert "mock:" in none.value.hint


def test_a_build_without_firmware_and_a_bad_cache_are_sentences(sources, tmp_path):
    with pytest.raises(DeviceNotFound, match="no firmware") as none:
        build_host(tmp_path / "nothing", tmp_path / "cache")
    assert none.value.reason is BridgeReason.NOT_IN_BUILD
    (tmp_path / "file").write_text("")
    with pytest.raises(DeviceNotFound, match="cannot be kept in the cache"):
        build_host(sources, tmp_path / "file")


@needs_compiler
def test_the_reference_firmware_answers_hello(tmp_path):
    if not (_sim.SOURCES / "ports" / "host" / "main.c").is_file():
        pytest.skip("this checkout has no host port of the firmware")
    link = SimProcessLink(motors=2, command=[str(build_host(cache=tmp_path))])
    rung = opened(link)
    link.send(b"\x01\x01\x00\x05")
    found = []
    while len(found) < 2:
        found += hear(link, rung)
    hello, places = found
    assert (hello[0], len(hello), hello[4]) == (0x81, 20, 2)
    assert (places[0], len(places)) == (0x84, 5)
    link.close()
