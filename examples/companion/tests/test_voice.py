"""The voice: a scripted model answers, and a device plays what it says, over links good and bad."""

from __future__ import annotations

import pytest

from companion import Voice
from edge_runtime.engines import ScriptedEngine
from edge_runtime.testing import HapticDevice

ANSWER = ["Breathe ", "with me.", "\n\nHap", "tics:\n", "[feel", "_calm]"]


@pytest.fixture
def words() -> list[str]:
    return []


@pytest.fixture
def voice(haptic_device: HapticDevice, words: list[str]) -> Voice:
    return Voice(haptic_device.bridge, show=words.append)


def test_words_are_shown_and_touch_is_felt(
    voice: Voice, words: list[str], haptic_engine: ScriptedEngine, haptic_device: HapticDevice
) -> None:
    haptic_engine.enqueue(ANSWER)
    voice.answer(haptic_engine, "I am nervous")
    haptic_device.drain()
    assert "".join(words) == "Breathe with me."
    assert haptic_engine.requests[0].messages[-1].content == "I am nervous"
    haptic_device.assert_pattern("breath", motors="all", level=0.36, for_ms=2000, times=2)


def test_a_stop_in_the_answer_is_obeyed(
    voice: Voice, haptic_engine: ScriptedEngine, haptic_device: HapticDevice
) -> None:
    haptic_engine.enqueue(["[begin_haptics][alert_high][i4][pat_pulse][t5s]", "[stop]"])
    voice.answer(haptic_engine, "enough")
    haptic_device.advance(1000)
    haptic_device.assert_rest()


@pytest.mark.haptics(loss=0.2, delay_ms=40, seed=7)
def test_a_bad_radio_changes_nothing(voice: Voice, haptic_engine: ScriptedEngine, haptic_device: HapticDevice) -> None:
    haptic_engine.enqueue(ANSWER)
    voice.answer(haptic_engine, "I am nervous")
    haptic_device.drain()
    haptic_device.assert_pattern("breath", motors="all", level=0.36, for_ms=2000, times=2)


def test_words_go_on_when_the_cable_is_pulled_and_the_device_falls_silent(
    voice: Voice, words: list[str], haptic_engine: ScriptedEngine, haptic_device: HapticDevice
) -> None:
    haptic_engine.enqueue(ANSWER)
    voice.answer(haptic_engine, "I am nervous")
    haptic_device.advance(800)
    assert haptic_device.on == (0, 1, 2, 3)
    haptic_device.unplug()
    haptic_device.advance(600)
    haptic_device.assert_rest()
    haptic_engine.enqueue(["I am still here. [feel_calm]"])
    voice.answer(haptic_engine, "hello?")
    assert "".join(words).endswith("I am still here.")
