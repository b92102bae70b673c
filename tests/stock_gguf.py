"""Writes a small Gemma 3 that knows no tag: each is several tokens of its 18,000, and one may end a tag and begin another.

Its weights are random but for one habit: after a part of a tag it likes the parts that could come next, right or wrong.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

import gguf
import numpy as np
from tiny_gguf import CONTROLS, WIDTH, write_tiny_gguf

from lexicon import TOKENS

BLOCK = "[begin_haptics] [calm] [i2] [pat_breath] [m_all] [t2s] [rest_500ms] [seq_repeat_2] [end_haptics]"
JOINED = ["][", "] [", "]. ", "_h", "s]", "m]", "]\n", " [b", "[i", "ms] ["]
LIKING = 1.05
"""Of a part for the next one, against chance over all tokens."""
OPENING = "[begin_haptics]"
HABITS = [BLOCK, BLOCK.replace("] [", "]["), "\n[begin_haptics]", " [begin_haptics]", "[Calm] [i9]", "a [1] [calmness]"]
HABITS += [f"{left}{token.tag}{right}" for token in TOKENS for left in ("[", " ", "][") for right in (" [", ".")]
_PARTS = re.compile(r"[a-z]{1,3}|\][ .\n]?\[?|\d{1,2}|.", re.DOTALL)


def words() -> tuple[list[bytes], list[float], list[int]]:
    """Pieces as SentencePiece lays them out: controls, bytes, signs, then every two and three letters."""
    kind = gguf.TokenType
    names = [b"<pad>", b"<eos>", b"<bos>", *(name.encode() for name in CONTROLS)]
    merges = [chr(code) for code in range(32, 127)] + ["\n", "\n\n", *JOINED, *map(str, range(100))]
    merges += [a + b for a in ascii_lowercase for b in ascii_lowercase]
    merges += [a + b + c for a in ascii_lowercase for b in ascii_lowercase for c in ascii_lowercase]
    merges = list(dict.fromkeys(merge.replace(" ", "\u2581") for merge in merges))
    pieces = [*names, b"<unk>", *(b"<0x%02X>" % byte for byte in range(256)), *(merge.encode() for merge in merges)]
    types = [kind.CONTROL] * len(names) + [kind.UNKNOWN] + [kind.BYTE] * 256 + [kind.NORMAL] * len(merges)
    scores = [0.0] * (len(pieces) - len(merges)) + [-float(rank) for rank in range(len(merges))]
    return pieces, scores, [int(each) for each in types]


def write_stock_gguf(path: Path, seed: int = 1) -> Path:
    """Write the model and give its path back."""
    pieces, scores, types = words()
    number = {piece.decode().replace("\u2581", " "): at for at, piece in enumerate(pieces)}
    rng = np.random.default_rng(seed)
    embedding, output = ((rng.standard_normal((len(pieces), WIDTH)) * 0.01).astype(np.float32) for _ in range(2))
    after: dict[str, set[str]] = {}
    for habit in HABITS:
        for part, following in pairwise(part for part in _PARTS.findall(habit) if part in number):
            after.setdefault(part, set()).add(following)
    assert len(after) < WIDTH, "each part has a direction of its own"
    embedding[:, 0] = 1.0  # any other token: a tag is about to begin
    for part in ("[", " [b", "beg", "\n"):
        output[number[part], 0] = LIKING
    for direction, (part, followers) in enumerate(after.items(), start=1):
        embedding[number[part], 0], embedding[number[part], direction] = 0.0, 1.0
        for follower in followers:
            output[number[follower], direction] = LIKING * (1.4 if part + follower in OPENING else 1.0)
    quiet = {
        f"blk.{layer}.{name}.weight": 0.05 for layer in range(2) for name in ("post_attention_norm", "post_ffw_norm")
    }
    keys = {"tokenizer.ggml.unknown_token_id": 5, "tokenizer.ggml.eot_token_id": 4}
    return write_tiny_gguf(path, words=(pieces, scores, types), tables=(embedding, output), tensors=quiet, keys=keys)
