"""What a context holds of a conversation, told by its tokens, and how much of that the next prompt may keep.

Layers with a sliding window may have few cells, each used again and again: llama.cpp removes the end of a sequence and
says that all is well, although what the token before it would look at is gone. So the positions that are there decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from edge_runtime.engines._reuse import common_prefix, reusable
from edge_runtime.engines.llama._model import LlamaModel
from edge_runtime.engines.llama._state import copy_state, load_state, put_back, save_state

TILE = 64
"""Tokens that llama.cpp's attention on a CPU takes together; it takes fewer one by one, and 63 take longer than 64."""
COPIES = 4
"""The longest that may be of use; one takes a few MB at most where cells are used again."""


class Memory:
    """The memory of one context; all calls under the engine's lock."""

    def __init__(self, model: LlamaModel) -> None:
        self.tokens: list[int] = []
        """What it holds: this same list for good, and who computes more adds to it."""
        self.aligned = 0
        """So many of the first tokens were computed in whole chunks, and lie where they would in an empty memory."""
        self._model = model
        self._copied: list[int] = []
        self._copies: dict[int, Any] = {}
        """Memories that hold the first so many of `_copied`, where cells are used again."""

    def keep(self, prompt: Sequence[int], *, exact: bool) -> int:
        """Cut it down to what may stay for a prompt; returns how many tokens.

        Where cells that the prompt needs were used again, a copy from before that is put back, or nothing stays. For an
        exact prompt none may have been: what came after that does not lie where it would in an empty memory.
        """
        known = common_prefix(self._copied, prompt)
        del self._copied[known:]
        self._copies = {count: copy for count, copy in self._copies.items() if count <= known}
        copied = max((count for count in self._copies if count <= len(prompt) - TILE), default=0)
        step = self._model.n_batch
        count = reusable(self.tokens, prompt, aligned=self.aligned, step=step, exact=exact, tail=TILE)
        if copied > count or not self._cut(count, exact=exact):
            return self._put_back(copied)
        return count

    def align(self, count: int) -> None:
        """Note that so many tokens are aligned; where cells are about to be used again, copy what there is."""
        self.aligned = count
        ring = self._model.ring
        if ring and count % ring == 0:
            self._copied[:] = self.tokens
            self._copies[count] = copy_state(self._model)
            if len(self._copies) > COPIES:
                del self._copies[min(self._copies)]

    def clear(self) -> None:
        """Empty it with all that was written, and forget the copies, as when what follows is computed otherwise."""
        self._copies.clear()
        self._empty(written=True)

    def save(self, path: Path) -> None:
        """Write it. Raises OSError."""
        if not save_state(self._model, path, self.tokens):
            raise OSError(f"{path} could not be written whole")

    def load(self, path: Path, aligned: int) -> bool:
        """Take what `save` wrote when so many tokens were aligned; False, and empty, when it is none of this context's.

        llama.cpp goes on in the first cell that no window sees any more, not behind the last token: of more tokens than
        a window sees, only those before such a cell count as aligned.
        """
        model = self._model
        self.clear()
        tokens = load_state(model, path)
        if tokens is None or not self._goes_on(len(tokens)):
            self.clear()
            return False
        self.tokens += tokens
        whole = min(len(tokens), model.window - 1) if model.window else len(tokens)
        self.aligned = min(aligned, whole // model.n_batch * model.n_batch)
        return True

    def _cut(self, count: int, *, exact: bool) -> bool:
        """Forget what comes after `count` tokens; whether the prompt can go on from there."""
        if not count:  # not cell by cell: the next token shall lie in the first one
            self._empty()
            return True
        model = self._model
        if not model.lib.llama_memory_seq_rm(model.memory, 0, count, -1) or not self._goes_on(count):
            return False
        used_again = model.lib.llama_memory_seq_pos_min(model.memory, 0) > 0
        if exact and used_again:
            return False
        del self.tokens[count:]
        self.aligned = 0 if used_again else min(self.aligned, count)
        return True

    def _goes_on(self, count: int) -> bool:
        """Whether it ends after `count` tokens, and all that the next one looks at is there."""
        model = self._model
        first, last = (
            int(position(model.memory, 0))
            for position in (model.lib.llama_memory_seq_pos_min, model.lib.llama_memory_seq_pos_max)
        )
        return first <= (max(count - model.window + 1, 0) if model.window else 0) and last == count - 1

    def _put_back(self, count: int) -> int:
        """Make it what it was when the copy of so many tokens was made, or empty it; returns how many it holds."""
        if not count or not put_back(self._model, self._copies[count]):
            self._empty()
            return 0
        self.tokens[:] = self._copied[:count]
        self.aligned = count
        return count

    def _empty(self, *, written: bool = False) -> None:
        self.tokens.clear()
        self.aligned = 0
        self._model.lib.llama_memory_clear(self._model.memory, written)
