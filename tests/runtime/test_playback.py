"""What was recorded is played again: bit for bit onto a recording, in pieces when it is long."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edge_runtime.playback import Playback, find_recording, load_recording
from firmware_bridge import LexiconFileError, VirtualClock, make_layout, open_bridge
from firmware_bridge._replay import PIECE_MS
from lexicon import Limits, Timeline, compile_program


def write(path, changes):
    """``changes`` are (t_ms, levels of 255)."""
    motors = make_layout(len(changes[0][1])).motors
    lines = [{"motors": [{"x": motor.x, "y": motor.y} for motor in motors]}]
    for t_ms, levels in changes:
        shares = [round(level / 255, 4) for level in levels]
        lines.append({"t_ms": float(t_ms), "levels": shares, "carriers_hz": [0] * len(levels)})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def play(path, onto, max_level=1.0):
    recording = load_recording(path)
    playback = Playback(recording)
    motors = len(recording.layout)
    with open_bridge(
        f"file:{onto}?motors={motors}", clock=VirtualClock(), max_level=max_level, on_event=playback
    ) as bridge:
        assert playback.misfit(bridge) is None
        playback.play(bridge)
        assert bridge.late == 0
    return playback


def felt(path):
    """(ms since the first touch, levels of 255) of each change."""
    kept = []
    for line in path.read_text().splitlines()[1:]:
        change = json.loads(line)
        levels = [round(level * 255) for level in change["levels"]]
        if kept and kept[-1][0] == change["t_ms"]:
            kept.pop()
        if (kept or any(levels)) and (not kept or kept[-1][1] != levels):
            kept.append((change["t_ms"], levels))
    return [(t_ms - kept[0][0], levels) for t_ms, levels in kept]


EVERY_10_MS = [
    (0, [255, 0, 0, 0]),
    (10, [0, 0, 1, 1]),
    (20, [0, 1, 40, 0]),
    (30, [40, 80, 0, 1]),
    (40, [1, 1, 40, 80]),
    (50, [1, 40, 1, 1]),
    (60, [0, 1, 1, 40]),
    (70, [0, 0, 0, 0]),
]
"""More stretches of touch than a device has tracks, one beginning where another ends."""


@st.composite
def recordings(draw):
    motors = draw(st.sampled_from([1, 2, 4]))
    few = st.sampled_from([0, 1, 40, 80, 127, 128, 254, 255])
    level = draw(st.sampled_from([few, st.integers(0, 255)]))
    gap = draw(st.sampled_from([st.just(10), st.integers(10, 30), st.integers(20, 400)]))
    at, changes = draw(st.integers(0, 5000)), []
    for _ in range(draw(st.integers(1, 50))):
        changes.append((at, draw(st.lists(level, min_size=motors, max_size=motors))))
        at += draw(gap)
    changes[0] = (changes[0][0], [255] + [0] * (motors - 1))
    return [*changes, (at, [0] * motors)]


@given(recordings())
@settings(max_examples=40)
@example(EVERY_10_MS)
def test_a_recording_played_onto_a_recording_is_the_same(changes):
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.jsonl", Path(folder) / "second.jsonl"
        write(first, changes)
        play(first, second)
        assert felt(second) == felt(first)


@pytest.mark.parametrize("motors", [1, 4, 8])
@pytest.mark.parametrize(
    "tags", ["[uplift][i4][pat_roll][t5s]", "[soothe][i3][pat_bloom][t2s]", "[alert_high][i5][pat_ripple][t1s]"]
)
def test_what_the_language_plays_is_recorded_and_played_again(tmp_path, motors, tags):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    with open_bridge(f"file:{first}?motors={motors}", clock=VirtualClock(), max_level=1.0) as bridge:
        bridge.play(1, timeline_of(tags, bridge.layout))
        bridge.drained()
    play(first, second)
    assert len(felt(first)) > 10
    assert felt(second) == felt(first)


def timeline_of(tags, layout) -> Timeline:
    from lexicon import Composer, Ended, Parser

    composer, limits = Composer(Limits(), 1), Limits()
    changes = [
        change for event in Parser().feed(f"[begin_haptics]{tags}[end_haptics]") for change in composer.push(event)
    ]
    (ended,) = [change for change in changes if isinstance(change, Ended)]
    return compile_program(ended.program, layout, limits)


def test_a_long_one_is_played_in_pieces_without_a_seam(tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    levels = [0, 60, 61, 30]
    changes = [(700 * k, [levels[k % 4], levels[(k + 1) % 3]]) for k in range(1, 400)]
    write(first, [*changes, (700 * 400, [0, 0])])
    playback = play(first, second)
    assert playback.begun >= 700 * 400 // PIECE_MS
    assert felt(second) == felt(first)


def test_the_cap_holds(tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    write(first, [(0, [255]), (50, [100]), (90, [0])])
    play(first, second, max_level=0.5)
    assert felt(second) == [(0, [127]), (50, [100]), (90, [0])]


def test_a_stop_ends_it(tmp_path):
    path = tmp_path / "long.jsonl"
    write(path, [(k * 1000, [20 + k % 2]) for k in range(600)] + [(600_000, [0])])
    playback = Playback(load_recording(path))

    def on_event(event):
        playback(event)
        if type(event).__name__ == "Finished":
            bridge.stop("person")

    with open_bridge("mock:?motors=1", clock=VirtualClock(), on_event=on_event) as bridge:
        playback.play(bridge)
        assert bridge.idle
    assert playback.begun == 3  # the first, the one that waited, and the one for which its end made room


def test_other_motors_are_said(tmp_path):
    path = tmp_path / "four.jsonl"
    write(path, [(0, [10, 20, 30, 40]), (50, [0, 0, 0, 0])])
    playback = Playback(load_recording(path))
    with open_bridge("mock:?motors=2", clock=VirtualClock()) as bridge:
        assert "4 motors" in playback.misfit(bridge)


def test_only_recordings_are_taken_for_some(tmp_path):
    text = tmp_path / "song.txt"
    text.write_text("[calm]\n")
    assert load_recording(text) is None
    assert load_recording(tmp_path) is None
    assert load_recording(tmp_path / "none") is None
    assert find_recording("", "-") is None
    assert find_recording("Hello\n", "-") is None
    path = tmp_path / "one.jsonl"
    write(path, [(0, [10]), (50, [0])])
    assert find_recording(path.read_text(), "-") == load_recording(path)
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")
    with pytest.raises(LexiconFileError, match=r"Line 4 of 'one\.jsonl'"):
        load_recording(path)
