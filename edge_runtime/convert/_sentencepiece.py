"""Reads a SentencePiece `tokenizer.model`: its pieces with scores and types.

The file is a protocol buffer (`sentencepiece_model.proto`); the package of that name does not tell which pieces its
maker added by name. Only the fields below are read: ModelProto.pieces = 1 (piece = 1, score = 2, type = 3),
ModelProto.trainer_spec = 2 (model_type = 3, ids of unk, bos, eos and pad = 40 to 43), ModelProto.normalizer_spec = 3
(add_dummy_prefix = 3).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = 1, 2, 3, 4, 5, 6
"""Types, the same in GGUF."""
BPE = 2
MAX_PIECES = 1 << 20


@dataclass(slots=True)
class Pieces:
    """What the file says."""

    pieces: list[tuple[str, float, int]] = field(default_factory=list)
    """Piece, score, type."""
    kind: int = 1
    """1 unigram, 2 BPE."""
    ids: dict[str, int] = field(default_factory=lambda: {"unk": 0, "bos": 1, "eos": 2, "pad": -1})
    dummy_prefix: bool = True


def parse_sentencepiece(data: bytes) -> Pieces:
    """Parse the file. Raises ValueError when it is none."""
    found = Pieces()
    for number, value in _fields(data):
        if number == 1 and isinstance(value, bytes):
            found.pieces.append(_piece(value))
            if len(found.pieces) > MAX_PIECES:
                raise ValueError("too many pieces")
        elif number == 2 and isinstance(value, bytes):
            for inner, setting in _fields(value):
                if inner == 3 and isinstance(setting, int):
                    found.kind = setting
                elif 40 <= inner <= 43 and isinstance(setting, int):
                    found.ids[("unk", "bos", "eos", "pad")[inner - 40]] = _signed(setting)
        elif number == 3 and isinstance(value, bytes):
            prefixes = [setting for inner, setting in _fields(value) if inner == 3]
            found.dummy_prefix = bool(prefixes[-1]) if prefixes else True
    if not found.pieces:
        raise ValueError("no pieces")
    return found


def _piece(data: bytes) -> tuple[str, float, int]:
    text, score, kind = "", 0.0, NORMAL
    for number, value in _fields(data):
        if number == 1 and isinstance(value, bytes):
            text = value.decode("utf-8")
        elif number == 2 and isinstance(value, bytes):
            (score,) = struct.unpack("<f", value)
        elif number == 3 and isinstance(value, int):
            kind = value
    if kind not in range(NORMAL, BYTE + 1):
        raise ValueError(f"a piece of type {kind}")
    return text, score, kind


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at, end = 0, len(data)
    while at < end:
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if wire == 2:
            size, at = _varint(data, at)
        elif wire in {1, 5}:
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"wire type {wire}")
        if at + size > end:
            raise ValueError("it ends too early")
        yield number, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise ValueError("it ends too early")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value
