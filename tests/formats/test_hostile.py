"""Any bytes: read, or refused in one sentence that says where; in bounded time and memory.

More of the same by hand: FORMATS_EXAMPLES=100000 pytest tests/formats/test_hostile.py -k fuzz
"""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from formats import test_devices_of_others as others
from formats.test_ahap import ahap, curve, event
from formats.test_haptic import GOOD as HAPTIC
from formats.test_hjif import GOOD as HJIF
from formats.timelines import MOVING
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge import LexiconFileError
from firmware_bridge.formats import MAX_BYTES, READABLE, WRITABLE, Format, read_clip, sniff, write_clip
from lexicon import GRID

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = int(os.environ.get("FORMATS_EXAMPLES", "60"))
KINDS = sorted(READABLE)
SEEDS = {
    Format.HAPTIC: json.dumps(HAPTIC).encode(),
    Format.AHAP: ahap(
        event(HapticIntensity=0.5, AttackTime=0.1, ReleaseTime=0.1, Sustained=0),
        event("HapticTransient", time=0.2, HapticSharpness=1),
        curve("HapticIntensityControl", (0, 0.5), (0.5, 1), (0.5, 0), time=0.1),
        curve("HapticSharpnessControl", (0, -1), (0.5, 1)),
        {"Parameter": {"ParameterID": "HapticIntensityControl", "ParameterValue": 0.5, "Time": 0.3}},
    ),
    Format.HJIF: json.dumps(HJIF).encode(),
    Format.TACT: others.suit(
        others.dots(0, 100, (0, 0.5)), others.path((0, 0, 0, 1), (200, 1, 1, 0.5), playback="FADE_OUT")
    ),
    **{kind: write_clip(MOVING, GRID, kind).data[:20_000] for kind in (Format.ANDROID, Format.VIBRATE, Format.GAMEPAD)},
    Format.CSV: b"t_ms,m1,m2,hz1\n0,0,0.5,100\n10,1,0.5,200\n20,0,0.5,100\n",
    Format.JSON: b'{"step_ms":2,"motors":[{"x":0,"y":0}],"levels":[[0,0.5,1]],"carriers_hz":[[60,70,80]]}',
}
ODD = [
    None, True, False, 0, -1, 1, 2, 0.5, 1e308, -1e308, 1e-308, 10**30, 2**31, 2**63, "", "x", "HapticTransient", [], {},
    [[]], [1, 2], {"a": 1}, 30, 86_400, 86_401, 1e9,
]  # fmt: skip


def tried(data, kind):
    """Read it; what is read can be written in every format, and what is refused says where and why."""
    refused = clip = None
    try:
        clip = read_clip(data, kind, "x")
    except LexiconFileError as error:
        refused = error
    if clip is None:
        assert refused.exit_code == 5
        message = str(refused)
        assert message.endswith(".")
        assert message.isprintable()
        assert len(message) < 600
        return None
    timeline = clip.timeline
    assert len(timeline.tracks) == len(clip.layout) >= 1
    for track in timeline.tracks:
        assert all(a.t_ms <= b.t_ms for a, b in zip(track, track[1:], strict=False))
        assert all(isinstance(p.t_ms, int) and 0 <= p.t_ms <= 2 * 86_400_000 for p in track)
        assert all(0 <= p.level <= 1 and 0 <= p.carrier_hz <= 1000 for p in track)
        assert not track or track[-1].t_ms <= timeline.duration_ms
    return clip


def rewritten(clip):
    length = clip.timeline.duration_ms
    endless = {Format.HAPTIC, Format.AHAP} if length == 0 else set()  # which cannot last no time
    for kind in WRITABLE - {Format.WAV} - endless if length < 3000 else ():
        assert tried(write_clip(clip.timeline, clip.layout, kind).data, kind) is not None


@given(st.binary(max_size=200))
@settings(max_examples=EXAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_fuzz_any_bytes(kind, data) -> None:
    tried(data, kind)
    sniff(data)


@given(st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_fuzz_bytes_of_a_file_that_were_changed(kind, rng: random.Random) -> None:
    data = bytearray(SEEDS[kind])
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data))
        data[at : at + rng.choice([0, 1, 1, 3])] = rng.choice(
            [b"", bytes([rng.randrange(256)]), b"1e999", b"NaN", b'"', b"[", b"}", b"-", b"9" * 30, b"\xff"]
        )
    tried(bytes(data), kind)


@given(st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Format.CSV])
def test_fuzz_values_of_a_file_that_were_changed(kind, rng: random.Random) -> None:
    document = json.loads(SEEDS[kind])
    for _ in range(rng.randint(1, 3)):
        node, key, parent = document, None, None
        while isinstance(node, (dict, list)) and node and (parent is None or rng.random() < 0.85):
            parent = node
            key = rng.choice(list(node)) if isinstance(node, dict) else rng.randrange(len(node))
            node = node[key]
        if parent is None:
            continue
        choice = rng.random()
        if choice < 0.15 and isinstance(parent, list):
            parent.insert(key, node)
        elif choice < 0.3:
            del parent[key]
        elif isinstance(node, float) and choice < 0.6:
            parent[key] = rng.choice([0.0, 1.0, -node, node * 2, node / 2, rng.random()])
        else:
            parent[key] = copy.deepcopy(rng.choice(ODD))
    clip = tried(json.dumps(document).encode(), kind)
    if clip is not None and rng.random() < 0.2:
        rewritten(clip)


POINT = b'{"time":0.0,"amplitude":0.0},'
HEAD = b'{"version":{"major":1},"signals":{"continuous":{"envelopes":{"amplitude":['


@pytest.mark.parametrize(
    ("kind", "data", "says"),
    [
        (Format.HAPTIC, b"", "Line 1, column 1 in 'x' is not JSON"),
        (Format.HAPTIC, b'{"version": 1,\n  oops}', "Line 2, column 3 in 'x' is not JSON"),
        (Format.HAPTIC, b'{"a":1}\n{"b":2}', "Line 2, column 1 in 'x' is not JSON: Extra data"),
        (Format.AHAP, b"[" * 1_000_000, "The document in 'x' is nested too deeply"),
        (Format.HJIF, b'{"a":' * 100_000, "The document in 'x' is nested too deeply"),
        (Format.HAPTIC, b'{"version":{"major":1,"major":2}}', "version in 'x' has 'major' twice"),
        (Format.HAPTIC, b'{"a":[{},{"b":1,"b":2}]}', "a[1] in 'x' has 'b' twice"),
        (Format.AHAP, b'{"Pattern":[0,NaN]}', "Pattern[1] in 'x' is no finite number"),
        (Format.AHAP, b'{"Version":-Infinity}', "Version in 'x' is no finite number"),
        (Format.JSON, b'{"step_ms":1e999}', "step_ms in 'x' is no finite number"),
        (Format.JSON, b'{"step_ms":' + b"9" * 100_000 + b"}", "step_ms in 'x' is no finite number"),
        (Format.HAPTIC, b'{\n"version": "\xff"}', "Line 2 in 'x' is not UTF-8 text (byte 14 is 0xff)"),
        (Format.AHAP, b'\xff\xfe{\0"\0', "Line 1 in 'x' is not UTF-8 text"),
        (Format.HAPTIC, b" " * (MAX_BYTES + 1), "'x' has 16.8 MB; a file may have 16.7 MB."),
        (Format.HAPTIC, HEAD + POINT * 100_000 + POINT[:-1] + b"]}}}}", "signals.continuous.envelopes.amplitude in 'x' has 100001 entries; it may have 100000"),
        (Format.TACT, json.dumps({"project": {"layout": {"layouts": {"\u001b[31m": 1}}}}).encode(), "project.layout.layouts['\\x1b[31m'] in 'x' is no array"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)  # fmt: skip
def test_what_is_no_file_of_ours_is_told_by_line_or_path(kind, data, says) -> None:
    with pytest.raises(LexiconFileError) as caught:
        read_clip(data, kind, "x")
    assert str(caught.value).startswith(says)


def test_many_events_at_once_and_loops_of_effects_cost_little() -> None:
    crowd = ahap(*(event(time=k / 1e3, duration=30) for k in range(2000)))
    with pytest.raises(LexiconFileError, match="more than 16 events"):
        read_clip(crowd, Format.AHAP)
    bent = ahap(
        *(event(time=k / 100, duration=30) for k in range(16)),
        curve("HapticIntensityControl", *((k / 1000, k % 2) for k in range(13_000))),
    )
    with pytest.raises(LexiconFileError, match="breakpoints"):
        read_clip(bent, Format.AHAP)


@pytest.mark.slow
def test_a_huge_file_is_refused_within_little_memory(tmp_path) -> None:
    """50 MB, and a file of the largest size that is read made of what costs most, in a process of 1 GiB."""
    huge = tmp_path / "huge.haptic"
    with huge.open("wb") as file:
        file.write(HEAD)
        for _ in range(25):
            file.write(POINT * (2_000_000 // len(POINT)))
    dense = tmp_path / "dense.ahap"
    dense.write_bytes(b"[" + b"[]," * ((MAX_BYTES - 10) // 3) + b"0]")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30));"
        "from edge_runtime.cli import main; main()"
    )
    for path in (huge, dense):
        done = subprocess.run(
            [sys.executable, "-c", code, "play", str(path)], capture_output=True, check=False, cwd=ROOT, timeout=100
        )
        assert done.returncode == 5, done.stderr[-500:]
        assert b"Traceback" not in done.stderr
        if path is huge:
            size_mb = -(-huge.stat().st_size // 100_000) / 10
            assert f"'huge.haptic' has {size_mb} MB; a file may have 16.7 MB." in done.stderr.decode()
