"""Token ids and texts by an export's tokenizer.json or tokenizer.model, for vocabularies that are made as Gemma's are.

Ids come from the `tokenizers` library; what a token adds to the text is told by its name (U+2581 is a blank, <0x0A> a
byte), since a single token may be part of a character.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from edge_runtime.engines.onnx._folder import Export, read_text
from edge_runtime.errors import EngineMissing, ModelRefused
from edge_runtime.errors import EngineReason as Reason

if TYPE_CHECKING:
    from edge_runtime.engines._vocabulary import Vocabulary

BYTE = re.compile(r"<0x([0-9A-F]{2})>")
BLANK = "\u2581"
ENDS = ("<end_of_turn>", "<eos>")
"""What ends an answer where no configuration says it."""


class ExportTokenizer:
    """The vocabulary of an export. Raises EngineMissing, ModelRefused."""

    def __init__(self, export: Export) -> None:
        try:
            from tokenizers import Tokenizer
        except ModuleNotFoundError:
            raise EngineMissing(
                "The package tokenizers is not installed, and the ONNX engine needs it.",
                reason=Reason.ENGINE_MISSING,
                hint="Install edge-haptics with its extra [onnx], or [onnx-gpu] for CUDA.",
            ) from None
        text = _read(export)
        try:
            described = json.loads(text)
            self._native: Any = Tokenizer.from_str(text)
        except Exception as error:
            raise _refused(export, " ".join(str(error).split())[:160]) from None
        self._native.no_truncation()
        self._native.no_padding()
        added = described.get("added_tokens") or []
        self._special = {int(entry["id"]) for entry in added if entry.get("special")}
        self._user_defined = {int(entry["id"]) for entry in added if not entry.get("special")}
        self.size = int(self._native.get_vocab_size(with_added_tokens=True))
        names = [self._native.id_to_token(token) for token in range(self.size)]
        self._names: list[str] = [name or "" for name in names]
        # transformers writes Gemma's byte 9 as the tab itself
        pieces = self._native.get_vocab()
        if not all(f"<0x{byte:02X}>" in pieces or (byte < 128 and chr(byte) in pieces) for byte in range(256)):
            raise _refused(export, "it is not made as Gemma's is, with a token for each byte")
        known = self._native.token_to_id
        self.ends = frozenset(
            token
            for token in (*export.ends, *(known(name) for name in ENDS))
            if token is not None and 0 <= token < self.size
        )
        if not self.ends:
            raise _refused(export, "no token ends an answer")
        self.bos = _valid(export.bos if export.bos is not None else known("<bos>"), self.size)
        self.eos = min(self.ends)
        self.adds_bos = export.adds_bos and self.bos >= 0
        self.chat_template = export.chat_template
        self._pieces: list[bytes | None] = [None] * self.size
        self._vocabulary: Vocabulary | None = None

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Tokenize without adding anything; `special` reads names of control tokens."""
        if not text:
            return []
        self._native.encode_special_tokens = not special
        clean = text.encode("utf-8", "replace").decode()
        return list(self._native.encode(clean, add_special_tokens=False).ids)

    def piece(self, token: int) -> bytes:
        """Give the bytes that a token adds to the text; none for control tokens."""
        known = self._pieces[token]
        if known is None:
            byte = BYTE.fullmatch(self._names[token])
            if byte:
                known = bytes([int(byte[1], 16)])
            else:
                known = b"" if self.is_control(token) else self._names[token].replace(BLANK, " ").encode()
            self._pieces[token] = known
        return known

    def spelling(self, token: int) -> str:
        """Give a token's own name; "" for a token that is none."""
        return self._names[token] if 0 <= token < self.size else ""

    def is_control(self, token: int) -> bool:
        """Whether a token is no text: a special one, or one that ends the answer."""
        return token in self._special or token in self.ends

    def is_user_defined(self, token: int) -> bool:
        """Whether a token is a piece that its maker added by name."""
        return token in self._user_defined

    def longest_piece(self) -> int:
        """Bytes that one token can stand for at most."""
        return max(len(name.encode()) for name in self._names)

    def vocabulary(self) -> Vocabulary:
        """Give what a grammar needs to know of the tokens; made at the first call."""
        if self._vocabulary is None:
            from edge_runtime.engines._vocabulary import Vocabulary

            self._vocabulary = Vocabulary([self.piece(token) for token in range(self.size)], self.ends, self._encode)
        return self._vocabulary

    def _encode(self, raw: bytes) -> list[int]:
        """Write bytes as the model would; those that are no text, or come back otherwise, as no tokens."""
        try:
            tokens = self.tokenize(raw.decode(), special=False)
        except UnicodeDecodeError:
            return []
        return tokens if b"".join(map(self.piece, tokens)) == raw else []


def _read(export: Export) -> str:
    """Give a tokenizer.json: the one that is there, or what a SentencePiece model would be as one."""
    if export.tokenizer.suffix == ".json":
        return read_text(export.tokenizer)
    from edge_runtime.convert import read_vocabulary, tokenizer_json

    vocabulary = read_vocabulary(export.tokenizer.parent)
    if vocabulary.space_prefix:
        raise _refused(export, "it begins every text with a blank, as Gemma's does not")
    return json.dumps(tokenizer_json(vocabulary.pieces))


def _valid(token: int | None, size: int) -> int:
    return token if token is not None and 0 <= token < size else -1


def _refused(export: Export, why: str) -> ModelRefused:
    return ModelRefused(
        f"The vocabulary {export.tokenizer} cannot be used: {why}.",
        reason=Reason.NO_TOKENIZER,
        hint="Copy the tokenizer of the model that was exported.",
    )
