"""``file:``: what was played, one JSON object a line, whole whatever ends the run."""

from __future__ import annotations

import json

import pytest

from firmware_bridge import BridgeReason, DeviceNotFound, DeviceUri, LinkLost, ModelLink, VirtualClock, open_bridge
from lexicon import Breakpoint, Timeline

LEAD = ModelLink.lead_ms


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def two_tones():
    """102 of 255, at 170 Hz for 20 ms and then at 200 Hz."""
    corners = ((0, 0.4, 170), (20, 0.4, 170), (20, 0.0, 170), (30, 0.0, 200), (30, 0.4, 200), (100, 0.4, 200))
    return Timeline((tuple(Breakpoint(*corner) for corner in corners),), 100)


def test_every_change_is_a_line(tmp_path):
    path = tmp_path / "100% mine?.jsonl"
    uri = str(DeviceUri("file", str(path), {"motors": 1, "kind": "vcm"}))
    with open_bridge(uri, clock=VirtualClock()) as bridge:
        bridge.play(1, two_tones())
        bridge.drained()
    assert lines(path) == [
        {"motors": [{"x": 0.5, "y": 0.5, "kind": "vcm"}]},
        {"t_ms": LEAD, "levels": [0.4], "carriers_hz": [170]},
        {"t_ms": LEAD + 20, "levels": [0.0], "carriers_hz": [0]},
        {"t_ms": LEAD + 30, "levels": [0.4], "carriers_hz": [200]},
        {"t_ms": LEAD + 100, "levels": [0.0], "carriers_hz": [0]},
    ]


def test_the_file_is_whole_while_it_plays_and_ends_at_rest(tmp_path):
    path = tmp_path / "levels.jsonl"
    bridge = open_bridge(f"file:{path}?motors=1", clock=VirtualClock())

    def run():
        with bridge:
            bridge.play(1, two_tones())
            bridge.advance(50)
            # A motor that cannot choose its frequency is told none.
            assert lines(path)[-1] == {"t_ms": LEAD + 30, "levels": [0.4], "carriers_hz": [0]}
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert lines(path)[-1] == {"t_ms": 50.0, "levels": [0.0], "carriers_hz": [0]}
    assert bridge._link._file.closed


def test_what_is_no_recording_is_left_as_it_is(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear friend", encoding="utf-8")
    with pytest.raises(DeviceNotFound) as caught:
        open_bridge(f"file:{path}")
    assert caught.value.reason is BridgeReason.CANNOT_OPEN
    assert path.read_text(encoding="utf-8") == "Dear friend"


def test_a_recording_is_written_anew(tmp_path):
    path = tmp_path / "levels.jsonl"
    for _ in range(2):
        with open_bridge(f"file:{path}?motors=1", clock=VirtualClock()) as bridge:
            bridge.play(1, two_tones())
            bridge.drained()
    assert [line.get("t_ms") for line in lines(path)] == [None, LEAD, LEAD + 20, LEAD + 30, LEAD + 100]


def test_a_file_that_cannot_be_written(tmp_path):
    with pytest.raises(DeviceNotFound) as caught:
        open_bridge(f"file:{tmp_path}/none/x.jsonl")
    assert caught.value.reason is BridgeReason.CANNOT_OPEN
    assert "folder" in caught.value.hint


def test_a_full_disk_is_a_lost_link(tmp_path):
    class Full:
        def write(self, _text):
            raise OSError(28, "No space left on device")

        def close(self):
            pass

    with open_bridge(f"file:{tmp_path}/x.jsonl?motors=1", clock=VirtualClock()) as bridge:
        bridge._link._file.close()
        bridge._link._file = Full()
        bridge.play(1, two_tones())
        with pytest.raises(LinkLost, match="No space"):
            bridge.drained()
