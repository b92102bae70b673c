"""The tokenizer: SentencePiece BPE in the Gemma layout, each lexicon tag one piece."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from enum import IntEnum
from pathlib import Path

import sentencepiece
from chat import BOS, END, EOS, PAD, START, UNK, Span
from corpus.common import DURATIONS_MS, EMOTIONS, FEELINGS, MOTORS, PATTERNS, RESTS_MS

LEXICON = (
    *("begin_haptics", "end_haptics"),
    *EMOTIONS,
    *(f"i{level}" for level in range(1, 6)),
    *(f"pat_{pattern}" for pattern in PATTERNS),
    *DURATIONS_MS,
    *RESTS_MS,
    *MOTORS,
    *("seq_repeat_2", "seq_repeat_3"),
    *("feel_calm", "reset_focus", "soft_alert"),
    *("stop", "haptics_off"),
)
"""The 49 tags in the lexicon's order."""


class PieceType(IntEnum):
    """Token types as GGUF numbers them."""

    NORMAL = 1
    UNKNOWN = 2
    CONTROL = 3
    USER_DEFINED = 4
    BYTE = 6


class Tokenizer:
    """A trained tokenizer; ``encode`` and ``decode`` are exact inverses on valid text without U+2581 (SentencePiece's blank)."""

    def __init__(self, path: Path) -> None:
        self._pieces = sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
        self.bos, self.eos, self.pad, self.unk = (self._pieces.piece_to_id(piece) for piece in (BOS, EOS, PAD, UNK))
        self.start, self.end = (self._pieces.piece_to_id(piece) for piece in (START, END))

    def __len__(self) -> int:
        return int(self._pieces.get_piece_size())

    def encode(self, text: str) -> list[int]:
        """Ids of ordinary text; a control piece's name in it stays text."""
        return list(self._pieces.encode(text, out_type=int))

    def encode_spans(self, spans: Iterable[Span]) -> tuple[list[int], list[bool], list[int]]:
        """Ids of a conversation; for each, whether the model is to learn to write it, and the place in ``FEELINGS`` of what
        is to be known at it (-1 for nothing)."""
        ids: list[int] = []
        trained: list[bool] = []
        feelings: list[int] = []
        for span in spans:
            found = [int(self._pieces.piece_to_id(span.text))] if span.control else self.encode(span.text)
            ids += found
            trained += [span.trained] * len(found)
            feelings += [-1] * len(found)
            if span.feeling is not None:
                feelings[-1] = FEELINGS.index(span.feeling)
        return ids, trained, feelings

    def decode(self, ids: list[int]) -> str:
        return str(self._pieces.decode(ids))

    def entries(self) -> Iterator[tuple[bytes, float, PieceType]]:
        """Piece, score and type of every id, as llama.cpp takes them."""
        model = self._pieces
        for index in range(len(self)):
            piece = str(model.id_to_piece(index))
            yield piece.encode(), float(model.get_score(index)), self._type(index, piece)

    def _type(self, index: int, piece: str) -> PieceType:
        if index == self.unk:
            return PieceType.UNKNOWN
        if self._pieces.is_control(index):
            return PieceType.CONTROL
        if self._pieces.is_byte(index):
            return PieceType.BYTE
        return PieceType.USER_DEFINED if piece in USER_DEFINED else PieceType.NORMAL


USER_DEFINED = (*(f"[{tag}]" for tag in LEXICON), "\n")


def train(lines: Iterable[str], vocabulary: int, path: Path) -> None:
    """Train on ``lines`` of rendered conversations and write the model to ``path``.

    Identity normalisation, no dummy prefix and byte fallback keep every text exact; digits stay single.
    """
    buffer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=buffer,
        model_type="bpe",
        vocab_size=vocabulary,
        character_coverage=1.0,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        pad_id=0,
        eos_id=1,
        bos_id=2,
        unk_id=3,
        pad_piece=PAD,
        eos_piece=EOS,
        bos_piece=BOS,
        unk_piece=UNK,
        control_symbols=[START, END],
        user_defined_symbols=list(USER_DEFINED),
        minloglevel=1,
    )
    temporary = path.with_suffix(".part")
    temporary.write_bytes(buffer.getvalue())
    _refuse_mergeable_controls(Tokenizer(temporary))
    os.replace(temporary, path)


def _refuse_mergeable_controls(tokenizer: Tokenizer) -> None:
    """llama.cpp merges into any piece by its text: no control or byte piece may be the sum of two others."""
    entries = list(tokenizer.entries())
    texts = {piece.decode(errors="replace") for piece, _, _ in entries}
    for piece, _, kind in entries:
        text = piece.decode(errors="replace")
        if kind in (PieceType.CONTROL, PieceType.BYTE, PieceType.UNKNOWN):
            halves = [(text[:cut], text[cut:]) for cut in range(1, len(text))]
            if any(left in texts and right in texts for left, right in halves):
                raise ValueError(f"{text} could be merged from ordinary pieces; change the vocabulary size")
