"""A soft prompt: trained vectors that stand before the prompt, where no token could."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class SoftPrompt:
    """Vectors to be fed as embeddings before the first token, as they are: neither scaled nor shifted."""

    name: str
    path: str
    vectors: NDArray[np.float32]
    """[count, width]"""
    digest: str
    notes: tuple[str, ...] = ()
    """What in the folder was left aside, in sentences."""

    @property
    def width(self) -> int:
        """Of the embeddings that it fits."""
        return int(self.vectors.shape[1])

    def __len__(self) -> int:
        return len(self.vectors)
