"""The shipped projection moves the tone of the shipped model, judged by words of replies that its training never saw."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("llama_cpp", reason="the llama extra is not installed: run `make run`")

from edge_runtime.adapters import PAIRS, Adaptation, EmotionVector, load_projection
from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, Finish, Message, Piece, sampling_for
from edge_runtime.engines.llama import LlamaEngine

RECIPE = Path(__file__).resolve().parents[2] / "models" / "recipe"
TRAIN = "train it anew with `.venv-model/bin/python models/recipe/emotion.py`"


@pytest.fixture(scope="module")
def tone() -> ModuleType:
    sys.path.insert(0, str(RECIPE))
    try:
        import tone
    finally:
        sys.path.remove(str(RECIPE))
    return tone


@pytest.fixture(scope="module")
def ears() -> int:
    sys.path.insert(0, str(RECIPE))
    try:
        import settings
    finally:
        sys.path.remove(str(RECIPE))
    return settings.Settings().ears


def test_it_was_trained_for_the_file_that_is_shipped(tone: ModuleType) -> None:
    path, entry = find_model(None)
    assert entry is not None
    assert entry.projection_path is not None
    projection = load_projection(entry.projection_path)
    assert projection.trained_for == hashlib.sha256(path.read_bytes()).hexdigest(), TRAIN
    assert tuple("-".join(pair) for pair in PAIRS) == tone.PAIRS


def test_it_colours_the_voice_and_leaves_the_ears_alone(ears: int) -> None:
    _, entry = find_model(None)
    assert entry is not None
    assert entry.projection_path is not None
    projection = load_projection(entry.projection_path)
    heard = projection.offset(EmotionVector.parse("joy=1,fear=-0.5"))
    assert heard[:-ears].any()
    assert not heard[-ears:].any()


TIMES = 8
"""Answers to each prompt: another CPU rounds otherwise and draws other words, and of one each 39 or 34 were gladder."""


def measure(tone: ModuleType) -> tuple[int, int, float, float]:
    """Of the answers to fifty prompts: how many differ, how many are gladder under joy, and the mean scores of joy and sadness."""
    path, entry = find_model(None)
    assert entry is not None
    assert entry.projection_path is not None
    projection, judge = load_projection(entry.projection_path), tone.Judge("sadness-joy")
    prompts = tone.prompts()
    assert len(prompts) == 50
    sampling = sampling_for("focused", max_tokens=32)
    said: list[list[str]] = []
    engine = LlamaEngine(path, threads=1)
    try:
        for emotion in ("joy=1", "sadness=1"):
            engine.adapt(Adaptation(EmotionVector.parse(emotion), projection))
            answers = []
            for seed, prompt in enumerate(prompts * TIMES):
                messages = [Message("system", "OPUS_HAPTICS=off"), Message("user", prompt)]
                events = list(engine.generate(messages, sampling, seed=seed, cancel=Cancel()))
                assert isinstance(events[-1], Finish)
                answers.append("".join(event.text for event in events if isinstance(event, Piece)))
            said.append(answers)
    finally:
        engine.close()
    glad, sad = ([judge.score(text) for text in texts] for texts in said)
    different = sum(left != right for left, right in zip(*said, strict=True))
    gladder = sum(left > right for left, right in zip(glad, sad, strict=True))
    return different, gladder, sum(glad) / len(glad), sum(sad) / len(sad)


@pytest.mark.slow
def test_answers_under_joy_and_under_sadness_differ_in_words_and_in_tone(tone: ModuleType) -> None:
    different, gladder, glad, sad = measure(tone)
    answers = 50 * TIMES
    sys.stdout.write(f"{different} of {answers} differ, {gladder} are gladder, mean {glad:.3f} against {sad:.3f}\n")
    assert different >= 0.9 * answers, TRAIN
    assert gladder >= 0.7 * answers, TRAIN
    assert glad > sad + 0.1, TRAIN
