"""From pieces to screen, trace and motors, in virtual time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_runtime.performer import Performer, Watcher
from edge_runtime.screen import PlainScreen
from firmware_bridge import Bridge, Level, LinkDown, LinkLost, VirtualClock, open_bridge
from lexicon import TOKENS, Limits

CALM = "[begin_haptics] [calm] [i2] [pat_breath] [m_all] [t2s] [end_haptics]"


class PaperScreen:
    """A screen that remembers."""

    def __init__(self) -> None:
        self.shown = ""
        self.notes: list[str] = []

    def words(self, text: str) -> None:
        self.shown += text

    def note(self, text: str) -> None:
        self.notes.append(text)

    def levels(self, levels: Sequence[float]) -> None:
        pass

    def __enter__(self) -> PaperScreen:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Stage:
    """A performer on a simulated device in virtual time."""

    def __init__(self, device: str | None = "mock:", limits: Limits | None = None, **options: Any) -> None:
        self.events: list[dict[str, Any]] = []
        self.record = lambda kind, **fields: self.events.append({"kind": kind, **fields})
        self.screen = PaperScreen()
        self.bridge: Bridge | None = None
        limits = limits or Limits()
        if device:
            self.bridge = open_bridge(
                device, clock=VirtualClock(), max_level=limits.max_level, on_event=Watcher(self.record)
            )
        self.performer = Performer(self.screen, self.record, self.bridge, limits, **options)

    def perform(self, *pieces: str) -> Stage:
        if self.bridge is None:
            self._feed(pieces)
            return self
        with self.bridge:
            self._feed(pieces)
            self.bridge.drained()
        return self

    def _feed(self, pieces: Sequence[str]) -> None:
        for piece in pieces:
            self.performer.feed(piece)
        self.performer.finish()

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]

    @property
    def peak(self) -> float:
        return max((level for e in self.kinds("level") for level in e["levels"]), default=0.0)


def test_words_are_shown_and_touch_is_played() -> None:
    stage = Stage().perform("Breathe.\n\nHapt", f"ics:\n{CALM}")
    assert stage.screen.shown == "Breathe."
    assert "".join(e["text"] for e in stage.kinds("text")) == "Breathe."
    (program,) = stage.kinds("program")
    assert program["duration_ms"] == 2000
    assert 0.35 < stage.peak <= 0.36
    assert stage.kinds("level")[-1]["levels"] == [0.0] * 4


def test_levels_stand_where_the_plan_says() -> None:
    stage = Stage().perform("[begin_haptics][spark][t500ms][rest_500ms][calm][t1s][seq_repeat_2][end_haptics]")
    (start,) = stage.kinds("start")
    (program,) = stage.kinds("program")
    moves = [e["t_device_ms"] - start["t_device_ms"] for e in stage.kinds("level") if any(e["levels"])]
    onsets = [s["onset_ms"] for s in program["steps"] if s["kind"] == "step"]
    assert onsets == [0, 1000, 2000, 3000]
    for onset in onsets:
        assert min(abs(move - onset) for move in moves) == 0


def test_a_step_plays_before_its_block_ends() -> None:
    stage = Stage()
    assert stage.bridge is not None
    with stage.bridge:
        stage.performer.feed("[begin_haptics][calm][i2][pat_tap][t250ms]")
        assert stage.kinds("start")
        stage.bridge.advance(100)
        assert stage.peak > 0
        stage.performer.finish()
        stage.bridge.drained()


def test_without_a_bridge_nothing_is_felt_and_no_tag_is_shown() -> None:
    stage = Stage(device=None, show_tags=True).perform(f"Hi. [Stop] {CALM} [pat_spiral]")
    assert stage.screen.shown == "Hi."
    assert stage.screen.notes == []
    assert not stage.kinds("level")
    assert not stage.kinds("program")


def test_tags_are_shown_on_demand_and_oddities_with_them() -> None:
    stage = Stage(show_tags=True).perform("Hi [Calm] [t1s] [pat_spiral]")
    assert any("[calm]" in note for note in stage.screen.notes)
    assert any("tag_spelling" in note for note in stage.screen.notes)
    assert any("[pat_spiral]?" in note for note in stage.screen.notes)


def test_a_third_block_at_once_is_left_out_and_reported() -> None:
    stage = Stage().perform(CALM * 3)
    assert len(stage.kinds("program")) == 2
    assert [e["code"] for e in stage.kinds("diagnostic")] == ["limit_queue"]


def test_a_person_who_plays_a_file_gets_every_block() -> None:
    stage = Stage(wait_for_room=True).perform(CALM * 5)
    assert [e["id"] for e in stage.kinds("program")] == [1, 2, 3, 4, 5]
    starts = [e["t_device_ms"] for e in stage.kinds("start")]
    assert all(2000 <= b - a <= 2005 for a, b in zip(starts, starts[1:], strict=False))


def test_stop_ends_what_plays_and_what_waits() -> None:
    stage = Stage().perform(CALM, CALM, "[stop]")
    assert stage.kinds("stop")[0]["reason"] == "model"
    assert all(e["levels"] == [0.0] * 4 for e in stage.kinds("level")[-1:])
    assert len(stage.kinds("start")) == 1


def test_haptics_off_silences_the_rest_of_the_stream() -> None:
    stage = Stage().perform("[haptics_off] ok ", CALM)
    assert stage.performer.switched_off
    assert stage.peak == 0.0
    assert not stage.kinds("program")


def test_the_cap_of_the_person_holds() -> None:
    stage = Stage(limits=Limits(max_level=0.3)).perform("[begin_haptics][alert_high][i5][pat_pulse][t1s][end_haptics]")
    assert 0.29 < stage.peak <= 0.3
    assert "limit_level" in [e["code"] for e in stage.kinds("diagnostic")]


def test_terminal_sequences_are_stripped_from_what_is_shown_and_traced() -> None:
    stage = Stage().perform("a\x1b[2Jb\x07")
    assert stage.screen.shown == "ab"
    assert "".join(e["text"] for e in stage.kinds("text")) == "ab"


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from([t.tag for t in TOKENS] + ["words ", "[pat_x]", "\n", "[I3]"]), max_size=50),
    st.sampled_from(["mock:", "mock:?motors=1", "mock:?motors=2", "mock:?motors=8&kind=erm&lowest=0.2"]),
)
def test_whatever_a_model_says_no_level_passes_the_cap_and_the_motors_rest_at_the_end(pieces, device) -> None:
    stage = Stage(device).perform(*pieces)
    assert stage.peak <= 0.71
    levels = stage.kinds("level")
    assert not levels or not any(levels[-1]["levels"])
    shown = stage.screen.shown
    assert not any(t.tag in shown for t in TOKENS)


@pytest.mark.parametrize("motors", [1, 2, 4, 8])
def test_every_device_feels_a_place(motors) -> None:
    stage = Stage(f"mock:?motors={motors}").perform("[begin_haptics][calm][i2][pat_pulse][m3][t1s][end_haptics]")
    assert 0.33 < stage.peak <= 0.36
    assert all(len(e["levels"]) == motors for e in stage.kinds("level"))


def test_words_go_on_when_the_link_is_lost_and_whoever_waits_is_told() -> None:
    stage = Stage("mock:?drop_after=6")
    assert stage.bridge is not None
    with stage.bridge:
        stage.performer.feed(f"One {CALM} two")
        with pytest.raises(LinkLost):
            stage.bridge.drained()
        stage.performer.feed(f" {CALM} three")
        stage.performer.finish()
    assert stage.screen.shown == "One two three"
    assert "link_lost" in {e["reason"] for e in stage.kinds("stop")}
    assert len(stage.kinds("program")) == 1


def test_no_level_of_before_stands_on_the_screen_of_a_lost_link() -> None:
    shown: list[tuple[float, ...]] = []

    class Meters(PlainScreen):
        def levels(self, levels: Sequence[float]) -> None:
            shown.append(tuple(levels))

    watcher = Watcher(lambda *_, **__: None)
    watcher.screen = Meters()
    watcher(Level(10.0, (0.5, 0.25)))
    watcher(LinkDown("the other end is gone"))
    assert shown == [(0.5, 0.25), (0.0, 0.0)]
