"""A SentencePiece vocabulary in the form of Hugging Face's `tokenizers`, whose merges are ranked by its scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from edge_runtime.convert._sentencepiece import CONTROL, NORMAL, UNKNOWN, USER_DEFINED

BLANK = "\u2581"


def tokenizer_json(pieces: Sequence[tuple[str, float, int]]) -> dict[str, Any]:
    """Give the document for pieces with their scores and types, as `Vocabulary.pieces` has them."""
    added = [
        {"id": at, "content": piece, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
         "special": kind != USER_DEFINED}
        for at, (piece, _, kind) in enumerate(pieces) if kind in {CONTROL, USER_DEFINED, UNKNOWN}
    ]  # fmt: skip
    vocabulary = {piece: at for at, (piece, _, _) in enumerate(pieces)}
    merges = [
        (-score, vocabulary[piece[:cut]], vocabulary[piece[cut:]], [piece[:cut], piece[cut:]])
        for piece, score, kind in pieces if kind == NORMAL
        for cut in range(1, len(piece)) if piece[:cut] in vocabulary and piece[cut:] in vocabulary
    ]  # fmt: skip
    blank = {"type": "Replace", "pattern": {"String": BLANK}, "content": " "}
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": BLANK},
        "pre_tokenizer": None, "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [blank, {"type": "ByteFallback"}, {"type": "Fuse"}]},
        "model": {"type": "BPE", "dropout": None, "unk_token": next((p for p, _, k in pieces if k == UNKNOWN), None),
                  "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True,
                  "byte_fallback": True, "ignore_merges": False, "vocab": vocabulary,
                  "merges": [pair for *_, pair in sorted(merges)]},
    }  # fmt: skip
