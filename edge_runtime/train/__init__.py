"""Trains a LoRA on a person's own dialogues. torch, transformers and peft are imported when training begins."""

from __future__ import annotations

from edge_runtime.train._dialogues import DataInvalid, Dialogue, Problem, read_dialogues
from edge_runtime.train._train import Trained, TrainSettings, train

__all__ = ["DataInvalid", "Dialogue", "Problem", "TrainSettings", "Trained", "read_dialogues", "train"]
