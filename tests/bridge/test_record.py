"""``file:``: what was played, one JSON object a line, whole whatever ends the run."""

from __future__ import annotations

import json

import pytest

from firmware_bridge import BridgeReason, DeviceNotFound, DeviceUri, LinkLost, VirtualClock, open_bridge
from lexicon import Frame


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def block(on_ms):
    return [Frame(0, (0.5,), (170,)), Frame(20, (0.5,), (200,)), Frame(on_ms, (0.0,), (0,))]


def test_every_change_is_a_line(tmp_path):
    path = tmp_path / "100% mine?.jsonl"
    uri = str(DeviceUri("file", str(path), {"motors": 1, "kind": "vcm"}))
    with open_bridge(uri, clock=VirtualClock()) as bridge:
        bridge.play(1, block(100), 100)
        bridge.drained()
    assert lines(path) == [
        {"motors": [{"x": 0.5, "y": 0.5, "kind": "vcm"}]},
        {"t_ms": 0.0, "levels": [0.5], "carriers_hz": [170]},
        {"t_ms": 20.0, "levels": [0.5], "carriers_hz": [200]},
        {"t_ms": 100.0, "levels": [0.0], "carriers_hz": [0]},
    ]


def test_the_file_is_whole_while_it_plays_and_ends_at_rest(tmp_path):
    path = tmp_path / "levels.jsonl"
    bridge = open_bridge(f"file:{path}?motors=1", clock=VirtualClock())

    def run():
        with bridge:
            bridge.play(1, block(100), 100)
            bridge.advance(50)
            assert lines(path)[-1] == {"t_ms": 20.0, "levels": [0.5], "carriers_hz": [200]}
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert lines(path)[-1] == {"t_ms": 50.0, "levels": [0.0], "carriers_hz": [0]}
    assert bridge._link._file.closed


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
        bridge.play(1, block(100), 100)
        with pytest.raises(LinkLost, match="No space"):
            bridge.drained()
