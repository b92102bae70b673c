"""`render` and `play` of files: every ending, folders, what is lost on stderr, nothing spoiled by bad input."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from typer.testing import CliRunner

from edge_runtime.cli import app
from edge_runtime.cli._render_job import ENDINGS
from edge_runtime.playback import Playback
from edge_runtime.png import SCALE, PillowMissing, png
from edge_runtime.score import load_clip
from firmware_bridge import LexiconFileError, VirtualClock, open_bridge
from firmware_bridge.formats import READABLE, Format, read_clip
from lexicon import THEMES, Picture, Polygon

MOVING = "[begin_haptics][uplift][i5][pat_roll][t2s][rest_500ms][spark][i3][pat_ripple][t1s][end_haptics]"
HAPTIC = {
    "version": {"major": 1, "minor": 0, "patch": 0},
    "signals": {"continuous": {"envelopes": {"amplitude": [
        {"time": 0, "amplitude": 0.5}, {"time": 0.2, "amplitude": 0.5, "emphasis": {"amplitude": 1, "frequency": 1}},
        {"time": 0.5, "amplitude": 0}]}}},
}  # fmt: skip
ENV = {"EDGE_HAPTICS_DEBUG": "0"}


def render(*arguments, stdin=None):
    return CliRunner().invoke(app, ["render", *map(str, arguments)], input=stdin, env=ENV)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_is_written_and_is_what_it_says(tmp_path, ending) -> None:
    out = tmp_path / f"x{ending}"
    done = render(MOVING, "-o", out)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "limit_level" in done.stderr
    data = out.read_bytes()
    if ending == ".svg":
        assert ElementTree.fromstring(data) is not None
    elif ending == ".png":
        image = Image.open(io.BytesIO(data))
        assert image.size[0] == 960 * SCALE
    elif ending == ".wav":
        with wave.open(io.BytesIO(data)) as file:
            assert (file.getnchannels(), file.getnframes() // file.getframerate()) == (4, 3)
    else:
        clip = read_clip(data, Format(ending))
        assert clip.timeline.peak > 0
        assert clip.timeline.duration_ms <= 3500
    assert list(tmp_path.iterdir()) == [out]


def test_the_png_is_the_svg_in_the_same_colours(tmp_path) -> None:
    for theme in THEMES:
        picture = Picture(40, 20, (Polygon(((10, 5), (30, 5), (30, 15), (10, 15)), "limit"),))
        image = Image.open(io.BytesIO(png(picture, theme))).convert("RGB")
        assert image.size == (40 * SCALE, 20 * SCALE)
        assert "#{:02x}{:02x}{:02x}".format(*image.getpixel((2, 2))) == THEMES[theme]["paper"]
        assert "#{:02x}{:02x}{:02x}".format(*image.getpixel((20 * SCALE, 10 * SCALE))) == THEMES[theme]["limit"]


def test_without_pillow_the_hint_says_what_to_install(tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    with pytest.raises(PillowMissing) as caught:
        png(Picture(1, 1, ()), "light")
    assert "edge-haptics[picture]" in caught.value.hint


def test_haptic_files_become_ahap_with_their_transients(tmp_path) -> None:
    source, out = tmp_path / "x.haptic", tmp_path / "x.ahap"
    source.write_text(json.dumps(HAPTIC))
    assert render(source, "-o", out).exit_code == 0
    kinds = [entry["Event"]["EventType"] for entry in json.loads(out.read_bytes())["Pattern"] if "Event" in entry]
    assert kinds == ["HapticContinuous", "HapticTransient"]
    done = render(source, "-o", tmp_path / "x.csv", "--json")
    (row,) = json.loads(done.stdout)
    assert row["losses"][0].startswith("events: 1 emphases")


@pytest.mark.parametrize("kind", sorted(READABLE - {Format.TACT}))
def test_what_is_rendered_can_be_played_from_its_file(tmp_path, kind) -> None:
    path = tmp_path / f"x{kind.value}"
    assert render("[soft_alert]", "-o", path).exit_code == 0
    clip = load_clip(path)
    playback = Playback(clip)
    with open_bridge(
        f"file:{tmp_path / 'felt.jsonl'}", clock=VirtualClock(), max_level=1.0, on_event=playback
    ) as bridge:
        playback.play(bridge)
        assert bridge.late == 0
    rows = [json.loads(line) for line in (tmp_path / "felt.jsonl").read_text().splitlines()[1:]]
    begins = [
        row["t_ms"]
        for row, before in zip(rows, [None, *rows], strict=False)
        if any(row["levels"]) and (before is None or not any(before["levels"]))
    ]
    assert len(begins) == 2
    assert begins[1] - begins[0] == pytest.approx(500, abs=1)


def test_play_takes_files_and_documents_on_standard_input(tmp_path) -> None:
    path = tmp_path / "x.haptic"
    path.write_text(json.dumps(HAPTIC))
    for arguments, stdin in ((["play", str(path)], None), (["play", "-"], path.read_text())):
        done = CliRunner().invoke(app, [*arguments, "--time-scale", "0", "--json"], input=stdin, env=ENV)
        assert done.exit_code == 0, done.output
        levels = [max(json.loads(line)["levels"]) for line in done.stdout.splitlines() if '"level"' in line]
        assert max(levels) == pytest.approx(0.71, abs=1 / 255)  # an emphasis of 1, at the person's limit


def test_a_clip_is_played_as_it_is_on_each_motor_and_within_the_cap(tmp_path) -> None:
    path = tmp_path / "x.haptic"
    path.write_text(json.dumps(HAPTIC))
    clip = load_clip(path)
    felt = tmp_path / "felt.jsonl"
    playback = Playback(clip)
    with open_bridge(f"file:{felt}", clock=VirtualClock(), max_level=0.4, on_event=playback) as bridge:
        assert playback.misfit(bridge) is None
        playback.play(bridge)
    rows = [json.loads(line) for line in felt.read_text().splitlines()[1:]]
    assert all(len(set(row["levels"])) == 1 for row in rows)
    assert max(row["levels"][0] for row in rows) == pytest.approx(0.4, abs=1e-4)
    assert not any(rows[-1]["levels"])


def test_a_folder_is_converted_in_one_call_and_a_bad_file_stops_nothing(tmp_path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "deep").mkdir(parents=True)
    for k in range(30):
        (folder / f"{k}.haptic").write_text(json.dumps(HAPTIC))
    (folder / "deep" / "song.txt").write_text("[soft_alert]")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    done = render(folder, "-o", out, "--to", "ahap")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert done.stderr.startswith("31 of 31 files written")
    assert len(list(out.rglob("*.ahap"))) == 31
    assert (out / "deep" / "song.ahap").exists()
    (folder / "bad.haptic").write_text("{")
    (folder / "0.hjif").write_text("{}")
    done = render(folder, "-o", out, "--to", ".svg")
    assert done.exit_code == 5 or isinstance(done.exception, LexiconFileError)
    assert "bad.haptic: Line 1, column 2 in 'bad.haptic' is not JSON" in done.stderr
    assert len(list(out.rglob("*.svg"))) == 31


def test_a_bar_shows_how_far_a_folder_is(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for k in range(3):
        (folder / f"{k}.haptic").write_text(json.dumps(HAPTIC))
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "edge_runtime", "render", str(folder), "-o", str(tmp_path / "out"), "--to", "csv"]
    done = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
        while part := os.read(ours, 4096):
            said += part
    os.close(ours)
    assert done.wait(60) == 0
    assert done.stdout.read() == b""
    done.stdout.close()
    assert b"converting" in said
    assert b"100%" in said
    assert b"3 of 3 files written" in said


def test_check_holds_a_haptic_file_to_its_rules(tmp_path) -> None:
    good, legacy = tmp_path / "good.haptic", tmp_path / "legacy.haptic"
    good.write_text(json.dumps(HAPTIC))
    late = json.loads(json.dumps(HAPTIC))
    late["signals"]["continuous"]["envelopes"]["frequency"] = [{"time": 9, "frequency": 1}]
    legacy.write_text(json.dumps(late))
    check = lambda path: CliRunner().invoke(app, ["lexicon", "check", str(path)], env=ENV)  # noqa: E731
    assert check(good).stdout == f"{good}: nothing odd\n"
    assert isinstance(check(legacy).exception, LexiconFileError)
    assert load_clip(legacy) is not None


def test_nothing_is_spoiled_by_bad_input(tmp_path) -> None:
    source = tmp_path / "x.haptic"
    source.write_text(json.dumps(HAPTIC))
    before = source.read_bytes()
    out = tmp_path / "kept.ahap"
    out.write_text("old")
    bad = tmp_path / "bad.hjif"
    bad.write_text("[]")
    cases = [
        ([bad, "-o", out], "is no object"),
        ([source, "-o", source], "is what was to be read"),
        ([source, "-o", tmp_path / "x.doc"], "does not say what to write"),
        ([source, "-o", tmp_path / "none" / "x.ahap"], "othing can be written"),
        (["no tags", "-o", out], "no tag"),
        (["missing.ahap", "-o", out], "There is no file"),
        ([tmp_path / "empty", "-o", tmp_path, "--to", "ahap"], "no file that can be read"),
    ]
    (tmp_path / "empty").mkdir()
    for arguments, says in cases:
        done = render(*arguments)
        assert done.exit_code != 0
        assert says in str(done.exception)
    assert source.read_bytes() == before
    assert out.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"x.haptic", "kept.ahap", "bad.hjif", "empty"}


def test_recordings_and_json_of_other_endings_are_told_apart(tmp_path) -> None:
    recording = tmp_path / "touch.json"  # by its ending samples, by what is in it a recording
    recording.write_text('{"motors": [{"x": 0, "y": 0}]}\n{"t_ms": 0, "levels": [0.5]}\n{"t_ms": 100, "levels": [0]}\n')
    assert render(recording, "-o", tmp_path / "a.haptic").exit_code == 0
    assert load_clip(tmp_path / "a.haptic").timeline.levels_at(50)[0] == pytest.approx(0.5, abs=1 / 255)
    renamed = tmp_path / "clip.json"
    renamed.write_text(json.dumps(HAPTIC))
    assert load_clip(renamed).timeline.duration_ms == 500
    broken = tmp_path / "broken.json"
    broken.write_text('{"step_ms": 1,\n oops')
    with pytest.raises(LexiconFileError, match="Line 2"):
        load_clip(broken)
    assert load_clip(Path(tmp_path)) is None
