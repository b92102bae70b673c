"""The vocabulary of a folder as llama.cpp's SentencePiece tokenizer wants it, from either kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from edge_runtime.convert._refused import read_bytes, read_json, read_optional_json, refused
from edge_runtime.convert._sentencepiece import (
    BPE,
    BYTE,
    CONTROL,
    NORMAL,
    UNKNOWN,
    UNUSED,
    USER_DEFINED,
    parse_sentencepiece,
)
from edge_runtime.errors import EngineReason as Reason

BLANK = "\u2581"
BYTE_PIECE = re.compile(r"<0x[0-9A-F]{2}>")
NEVER = -1e6
"""Score of a piece that no merge makes: it is never reached from smaller ones."""
END_OF_TURN = "<end_of_turn>"
PIECES = 1 << 20


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces in the order of their ids, the ids that have a meaning, and the chat template."""

    pieces: tuple[tuple[str, float, int], ...]
    """Piece, score, type as in GGUF."""
    ids: dict[str, int]
    """`bos`, `eos`, `unk`, `pad`, `eot`, those that there are."""
    space_prefix: bool
    template: str | None
    source: str
    """The file that it was read from."""

    def sized(self, rows: int) -> Vocabulary:
        """Cut or fill it up to as many pieces as the embeddings have rows."""
        fill = tuple((f"[PAD{number}]", 0.0, UNUSED) for number in range(len(self.pieces), rows))
        ids = {name: number for name, number in self.ids.items() if 0 <= number < rows}
        return replace(self, pieces=(*self.pieces[:rows], *fill), ids=ids)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read a folder's tokenizer. Raises ModelRefused, ModelNotFound."""
    settings = read_optional_json(folder / "tokenizer_config.json")
    plain = folder / "tokenizer.model"
    if plain.is_file():
        pieces, ids, prefix = _from_sentencepiece(folder, plain)
    elif (folder / "tokenizer.json").is_file():
        pieces, ids, prefix = _from_tokenizer_json(folder)
        plain = folder / "tokenizer.json"
    else:
        raise refused(
            folder,
            "it has neither tokenizer.model nor tokenizer.json",
            "Download the tokenizer too.",
            Reason.NO_TOKENIZER,
        )
    decoder = settings.get("added_tokens_decoder")
    for number, entry in decoder.items() if isinstance(decoder, dict) else ():
        if isinstance(entry, dict) and number.isdigit():
            _add(folder, pieces, int(number), entry)
    for number in range(max(pieces) + 1):
        pieces.setdefault(number, (f"[PAD{number}]", 0.0, UNUSED))
    ordered = tuple(pieces[number] for number in sorted(pieces))
    known = {piece: number for number, (piece, _, _) in pieces.items()}
    if len(known) != len(ordered):
        raise refused(
            folder, "a piece occurs twice in its vocabulary", "Download the tokenizer again.", Reason.NO_TOKENIZER
        )
    return Vocabulary(ordered, _ids(folder, settings, ids, known), prefix, _template(folder, settings), plain.name)


Table = dict[int, tuple[str, float, int]]


def _from_sentencepiece(folder: Path, path: Path) -> tuple[Table, dict[str, int], bool]:
    try:
        found = parse_sentencepiece(read_bytes(path))
    except ValueError as error:
        raise refused(
            folder, f"tokenizer.model is malformed ({error})", "Download it again.", Reason.NO_TOKENIZER
        ) from None
    if found.kind != BPE:
        raise refused(folder, "its tokenizer is not of the BPE kind", "Choose a Gemma 3.", Reason.NOT_SUPPORTED)
    table = {
        number: (piece.replace(BLANK, " ") if kind == USER_DEFINED else piece, score, kind)
        for number, (piece, score, kind) in enumerate(found.pieces)
    }
    return table, found.ids, found.dummy_prefix


def _from_tokenizer_json(folder: Path) -> tuple[Table, dict[str, int], bool]:
    """Give scores by the merges: a piece that an earlier merge makes is preferred, as SentencePiece's scores say it."""
    document = read_json(folder / "tokenizer.json")
    found = document.get("model")
    model: dict[str, Any] = found if isinstance(found, dict) else {}
    vocabulary, merges = model.get("vocab"), model.get("merges")
    if not isinstance(vocabulary, dict) or not isinstance(merges, list) or not model.get("byte_fallback"):
        raise refused(folder, "tokenizer.json is no BPE with byte fallback", "Choose a Gemma 3.", Reason.NOT_SUPPORTED)
    rank: dict[str, int] = {}
    for place, merge in enumerate(merges):
        left, right = merge if isinstance(merge, list) else str(merge).split(" ", 1)
        rank.setdefault(left + right, place)
    order = {piece: place for place, piece in enumerate(rank)}
    table: Table = {}
    for piece, number in vocabulary.items():
        if type(number) is not int or not 0 <= number < PIECES:
            raise refused(folder, f"tokenizer.json gives {piece[:40]!r} an odd number", "Download it again.")
        kind = BYTE if BYTE_PIECE.fullmatch(piece) else UNKNOWN if piece == model.get("unk_token") else NORMAL
        single = len(piece) == 1 or kind != NORMAL
        table[number] = (piece, -float(order[piece]) if piece in order else 0.0 if single else NEVER, kind)
    for entry in document.get("added_tokens") or ():
        if isinstance(entry, dict) and type(entry.get("id")) is int:
            _add(folder, table, entry["id"], entry)
    normalizers = str(document.get("normalizer"))
    return table, {}, "Prepend" in normalizers


def _add(folder: Path, table: Table, number: int, entry: dict[str, Any]) -> None:
    """Take over a token that was added by name, with what the folder says that it is."""
    piece = entry.get("content")
    if not isinstance(piece, str) or not 0 <= number < PIECES:
        raise refused(folder, "its list of added tokens is malformed", "Download the tokenizer again.")
    old = table.get(number, ("", 0.0, NORMAL))
    if old[2] in {UNKNOWN, BYTE}:
        return
    if entry.get("special"):
        table[number] = (piece, old[1], CONTROL)
    else:
        table[number] = (piece.replace(BLANK, " "), old[1] if old[1] != NEVER else 0.0, USER_DEFINED)


def _ids(folder: Path, settings: dict[str, Any], found: dict[str, int], known: dict[str, int]) -> dict[str, int]:
    ids = dict(found)
    config = read_optional_json(folder / "config.json")
    for name in ("bos", "eos", "unk", "pad"):
        token = settings.get(f"{name}_token")
        text = token.get("content") if isinstance(token, dict) else token
        number = config.get(f"{name}_token_id")
        if isinstance(text, str) and text in known:
            ids[name] = known[text]
        elif name not in ids and type(number) is int:
            ids[name] = number
        elif name not in ids and f"<{name}>" in known:
            ids[name] = known[f"<{name}>"]
    if END_OF_TURN in known:
        ids["eot"] = known[END_OF_TURN]
    return {name: number for name, number in ids.items() if number >= 0}


def _template(folder: Path, settings: dict[str, Any]) -> str | None:
    file = folder / "chat_template.jinja"
    if file.is_file():
        return read_bytes(file).decode("utf-8", "replace")
    for source in (read_optional_json(folder / "chat_template.json"), settings):
        found = source.get("chat_template")
        if isinstance(found, list):
            named = {entry.get("name"): entry.get("template") for entry in found if isinstance(entry, dict)}
            found = named.get("default")
        if isinstance(found, str):
            return found
    return None
