"""A conversation with a scripted model: history, cancelling, failing, replay."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from edge_runtime.agent import PIECES_AHEAD, Agent
from edge_runtime.engines import Cancel, Message, Sampling, ScriptedEngine
from edge_runtime.errors import EngineError, EngineReason
from edge_runtime.performer import Watcher
from edge_runtime.screen import PlainScreen
from firmware_bridge import VirtualClock, open_bridge
from lexicon import Limits

BLOCK = "[begin_haptics][calm][i2][pat_breath][m_all][t2s][end_haptics]"


class Room:
    """An agent on a scripted engine, felt in virtual time."""

    def __init__(self, *answers: list[str | Exception]) -> None:
        self.events: list[dict[str, Any]] = []
        self.record = lambda kind, **fields: self.events.append({"kind": kind, **fields})
        self.engine = ScriptedEngine(*answers)
        self.bridge = open_bridge("mock:", clock=VirtualClock(), on_event=Watcher(self.record))
        self.agent = Agent(
            self.engine, Sampling(), lambda on: f"haptics={on}", self.record, Limits(), bridge=self.bridge, seed=7
        )
        self.screen = PlainScreen(silent=True)

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(["Breathe.", "\n\nHaptics:\n", BLOCK], ["Again."])
    with room.bridge:
        yield room


def test_an_answer_goes_to_history_verbatim_and_to_the_trace_in_pieces(room) -> None:
    answer = room.agent.answer("hello", room.screen, Cancel())
    assert answer.finish.reason == "stop"
    assert room.agent.history == [
        Message("user", "hello"),
        Message("assistant", f"Breathe.\n\nHaptics:\n{BLOCK}"),
    ]
    assert "".join(e["text"] for e in room.kinds("piece")) == f"Breathe.\n\nHaptics:\n{BLOCK}"
    room.agent.answer("more", room.screen, Cancel())
    assert [m.role for m in room.engine.requests[1].messages] == ["system", "user", "assistant", "user"]
    assert room.engine.requests[0].messages[0] == Message("system", "haptics=True")


def test_each_answer_has_a_seed_of_its_own_that_a_given_seed_repeats(room) -> None:
    room.agent.answer("a", room.screen, Cancel())
    room.agent.answer("b", room.screen, Cancel())
    assert [r.seed for r in room.engine.requests] == [7, 8]


def test_without_a_bridge_the_system_text_says_off(room) -> None:
    room.agent.bridge = None
    room.agent.answer("a", room.screen, Cancel())
    assert room.engine.requests[0].messages[0] == Message("system", "haptics=False")
    assert not room.kinds("level")


def test_again_plays_the_same_program_under_a_new_id(room) -> None:
    answer = room.agent.answer("hello", room.screen, Cancel())
    room.bridge.drained()
    assert room.agent.again(answer.programs) == 1
    room.bridge.drained()
    first, second = room.kinds("program")
    assert (first["id"], second["id"]) == (1, 2)
    assert first["steps"] == second["steps"]
    assert len(room.kinds("start")) == 2


class Interrupting(PlainScreen):
    """Somebody presses Ctrl-C when the first words appear."""

    def __init__(self, room: Room, cancel: Cancel) -> None:
        super().__init__(silent=True)
        self.shown = ""
        self._room, self._cancel = room, cancel

    def words(self, text: str) -> None:
        self.shown += text
        self._cancel.set()
        self._room.bridge.stop("person")


def test_after_a_cancel_no_word_is_shown_and_no_motor_moves() -> None:
    room = Room(["One", " two", f"\n\nHaptics:\n{BLOCK}", " three"])
    cancel = Cancel()
    screen = Interrupting(room, cancel)
    with room.bridge:
        answer = room.agent.answer("hello", screen, cancel)
        room.bridge.drained()
    assert answer.finish.reason == "cancelled"
    assert screen.shown == "One"
    assert not any(level for e in room.kinds("level") for level in e["levels"])
    assert not room.kinds("program")


def test_an_engine_that_fails_stops_what_plays() -> None:
    failure = EngineError("It broke.", hint="Try again.", reason=EngineReason.ENGINE_FAILED)
    room = Room(["[begin_haptics][calm][t2s]", failure])
    with room.bridge:
        with pytest.raises(EngineError, match="It broke"):
            room.agent.answer("hello", room.screen, Cancel())
        room.bridge.drained()
    assert {"failed"} <= {e["reason"] for e in room.kinds("stop")}
    assert all(e["levels"] == [0.0] * 4 for e in room.kinds("level")[-1:])
    assert room.agent.history is None


def test_who_performs_goes_before_the_model_and_only_as_long_as_it_answers(room, monkeypatch) -> None:
    said: list[str] = []

    @contextlib.contextmanager
    def preferred() -> Iterator[None]:
        said.append(f"from here on {threading.current_thread().name}")
        yield
        said.append("no more")

    monkeypatch.setattr("edge_runtime.agent.preferred", preferred)
    monkeypatch.setattr(room.screen, "words", lambda _: said.append(threading.current_thread().name))
    room.agent.answer("hello", room.screen, Cancel())
    me = threading.current_thread().name
    assert said == [f"from here on {me}", me, "no more"]


class Eager(ScriptedEngine):
    """Counts how far it is ahead of who listens."""

    def __init__(self, pieces: int) -> None:
        super().__init__(["word "] * pieces)
        self.made, self.leads = 0, [0]
        self.far_ahead = threading.Event()

    def generate(self, *messages: Any, **options: Any) -> Iterator[Any]:
        for item in super().generate(*messages, **options):
            self.made += 1
            if self.made >= PIECES_AHEAD:
                self.far_ahead.set()
            yield item


def test_a_model_that_is_quicker_than_its_reader_waits_for_it(room, monkeypatch) -> None:
    engine = room.agent.engine = Eager(3 * PIECES_AHEAD)
    shown: list[str] = []

    def words(text: str) -> None:
        assert engine.far_ahead.wait(60)
        shown.append(text)
        engine.leads.append(engine.made - len(shown))

    monkeypatch.setattr(room.screen, "words", words)
    room.agent.sampling = Sampling(max_tokens=9999)
    room.agent.answer("hello", room.screen, Cancel())
    assert "".join(shown).split() == ["word"] * 3 * PIECES_AHEAD
    assert PIECES_AHEAD - 2 <= max(engine.leads) <= PIECES_AHEAD + 2


def test_programs_of_later_answers_get_later_ids() -> None:
    room = Room([BLOCK], [BLOCK])
    with room.bridge:
        for prompt in ("a", "b"):
            room.agent.answer(prompt, room.screen, Cancel())
            room.bridge.drained()
    assert [e["id"] for e in room.kinds("program")] == [1, 2]
