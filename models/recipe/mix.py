"""Draws conversations from the corpus, roughens the user's side, joins some, and writes them as token arrays."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
from chat import LEARNT, Conversation, Exchange, spans
from corpus.common import EMOTIONS, Dialogue, Source, Turn, feeling_of, render, system_line
from handwritten import dialogues as handwritten_dialogues
from handwritten import plain_words, read
from noise import roughen
from settings import Settings
from tokenizer import Tokenizer

CORPUS = Path(__file__).parent / "corpus"
HELD_OUT_PROMPTS = Path(__file__).parent / "heldout.jsonl"


def draw(settings: Settings) -> tuple[list[Conversation], list[Conversation], list[Conversation]]:
    """Conversations for training, for validation, and glances (openings of the first alone); depends on the settings, the corpus and the held-out prompts alone.

    What opens with the words of a held-out prompt is in neither.
    """
    rng = random.Random(settings.seed)
    without = _prompts(HELD_OUT_PROMPTS)
    kept: list[Dialogue] = []
    held: dict[str, Dialogue] = {}
    for dialogue in _dialogues(settings, rng):
        opening = plain_words(dialogue.turns[0].user)
        if opening in without:
            continue
        if _held_out(opening, settings.holdout):
            held.setdefault(f"{dialogue.haptics}{opening}", dialogue)
        else:
            kept.append(dialogue)
    rng.shuffle(kept)
    glances = [
        _glance(dialogue, settings, rng)
        for dialogue in kept
        if dialogue.kind == "handwritten" or rng.random() < settings.glanced
    ]
    return (
        list(_conversations(kept, settings, rng)),
        list(_conversations(list(held.values()), settings, rng)),
        [glance for glance in glances if glance.exchanges[0].feeling is not None],
    )


def _prompts(path: Path) -> frozenset[str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return frozenset(plain_words(user) for row in rows for user in row.get("turns", [row.get("prompt", "")]))


def _dialogues(settings: Settings, rng: random.Random) -> Iterator[Dialogue]:
    total = sum(share for _, share in settings.parts)
    for name, share in settings.parts:
        source = cast("Source", importlib.import_module(name).dialogues)
        yield from source(random.Random(rng.random()), round(settings.dialogues * share / total))
    for pattern, copies in settings.handwritten:
        for path in sorted(CORPUS.glob(pattern)):
            yield from handwritten_dialogues(read(path), rng, copies)


def _held_out(opening: str, share: float) -> bool:
    digest = hashlib.blake2b(opening.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") < share * 2**32


def _conversations(dialogues: list[Dialogue], settings: Settings, rng: random.Random) -> Iterator[Conversation]:
    """Join runs of neighbours of one setting, so that histories of several turns occur.

    Now and then a history begins under the other setting; what was answered then is not trained on.
    """
    waiting: dict[bool, list[Dialogue]] = {True: [], False: []}
    wanted = {True: 1, False: 1}
    last: dict[bool, Dialogue] = {}
    lengths = range(1, len(settings.chain) + 1)
    for dialogue in dialogues:
        haptics = dialogue.haptics
        queue = waiting[haptics]
        queue.append(dialogue)
        last[haptics] = dialogue
        if len(queue) >= wanted[haptics]:
            before = last.get(not haptics) if rng.random() < settings.switched else None
            yield _joined(queue, before, settings, rng)
            queue.clear()
            wanted[haptics] = rng.choices(lengths, settings.chain)[0]
    for queue in waiting.values():
        if queue:
            yield _joined(queue, None, settings, rng)


def _joined(dialogues: list[Dialogue], before: Dialogue | None, settings: Settings, rng: random.Random) -> Conversation:
    exchanges = []
    for dialogue in [before, *dialogues] if before else dialogues:
        for turn in dialogue.turns:
            user = roughen(rng, turn.user) if rng.random() < settings.noise else turn.user
            exchanges.append(
                Exchange(
                    user.strip(),
                    render(turn.reply, dialogue.haptics).strip(),
                    trained=dialogue is not before,
                    feeling=_feeling(dialogue, turn),
                )
            )
    return Conversation(system_line(dialogues[0].haptics), tuple(exchanges))


def _feeling(dialogue: Dialogue, turn: Turn) -> str | None:
    """What the answer lets be felt; unknown where it was written without touch for haptics that are off."""
    return feeling_of(turn.reply.touch) if dialogue.haptics or turn.reply.touch else None


def _glance(dialogue: Dialogue, settings: Settings, rng: random.Random) -> Conversation:
    """The first thing said alone, with what its answer lets be felt and no words of it: few tokens that teach what words mean."""
    turn = dialogue.turns[0]
    user = roughen(rng, turn.user) if rng.random() < settings.noise else turn.user
    feeling = _feeling(dialogue, turn)
    reply = f"\n\nHaptics:\n{LEARNT}[{feeling}]" if dialogue.haptics and feeling in EMOTIONS else ""
    exchange = Exchange(user.strip(), reply, feeling=feeling)
    return Conversation(system_line(dialogue.haptics), (exchange,), open=True)


def write_conversations(conversations: Iterable[Conversation], path: Path) -> None:
    """One JSON object a line: the system line, [user, reply, trained, feeling] for each exchange, and whether it is open."""
    temporary = path.with_suffix(".part")
    with temporary.open("w", encoding="utf-8") as file:
        for conversation in conversations:
            rows = [
                [exchange.user, exchange.reply, exchange.trained, exchange.feeling]
                for exchange in conversation.exchanges
            ]
            file.write(json.dumps({"system": conversation.system, "exchanges": rows, "open": conversation.open}) + "\n")
    os.replace(temporary, path)


def read_conversations(path: Path) -> Iterator[Conversation]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield Conversation(row["system"], tuple(Exchange(*exchange) for exchange in row["exchanges"]), row["open"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """All conversations end to end; conversation ``i`` is ``offsets[i]:offsets[i + 1]``."""

    ids: npt.NDArray[np.uint16]
    trained: npt.NDArray[np.bool_]
    """Whether the model is to learn to write this token."""
    feelings: npt.NDArray[np.int8]
    """Which of ``FEELINGS`` is to be known at this token; -1 for nothing."""
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def lengths(self) -> npt.NDArray[np.int64]:
        return np.diff(self.offsets)

    @staticmethod
    def load(path: Path) -> Tokens:
        with np.load(path) as arrays:
            return Tokens(arrays["ids"], arrays["trained"], arrays["feelings"], arrays["offsets"])


def write_tokens(conversations: Iterable[Conversation], tokenizer: Tokenizer, context: int, path: Path) -> int:
    """Encode ``conversations`` to ``path`` and return how many were left out as longer than ``context``."""
    ids: list[npt.NDArray[np.uint16]] = []
    trained: list[npt.NDArray[np.bool_]] = []
    feelings: list[npt.NDArray[np.int8]] = []
    left_out = 0
    for conversation in conversations:
        row, mask, known = tokenizer.encode_spans(spans(conversation))
        if len(row) > context:
            left_out += 1
            continue
        ids.append(np.array(row, dtype=np.uint16))
        trained.append(np.array(mask, dtype=np.bool_))
        feelings.append(np.array(known, dtype=np.int8))
    offsets = np.cumsum([0, *map(len, ids)], dtype=np.int64)
    temporary = path.with_suffix(".part.npz")
    np.savez(
        temporary,
        ids=np.concatenate(ids),
        trained=np.concatenate(trained),
        feelings=np.concatenate(feelings),
        offsets=offsets,
    )
    os.replace(temporary, path)
    return left_out
