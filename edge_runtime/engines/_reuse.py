"""How much of a prompt may stay as it is in an engine's memory, and in what chunks the rest is computed."""

from __future__ import annotations

from collections.abc import Sequence


def common_prefix(left: Sequence[int], right: Sequence[int]) -> int:
    """Count the leading tokens that two sequences share."""
    length = min(len(left), len(right))
    for at in range(length):
        if left[at] != right[at]:
            return at
    return length


def reusable(
    cached: Sequence[int], tokens: Sequence[int], *, aligned: int, step: int, exact: bool, tail: int = 1
) -> int:
    """Count the tokens of a prompt that need not be computed again; at least one is.

    Numbers differ a little with how many tokens are computed together. An `exact` answer therefore reuses only whole
    chunks of `step` among the first `aligned` tokens, which lie as they would in an empty memory, so that it cannot
    depend on what was said before; and it computes the last `tail` tokens, whose chunk the prompt's length decides.
    """
    keep = min(common_prefix(cached, tokens), len(tokens) - 1)
    return max(min(keep, aligned, len(tokens) - tail), 0) // step * step if exact else keep


def chunk_end(start: int, length: int, *, step: int, tail: int) -> int:
    """Say where the chunk of a prompt of `length` tokens ends that begins at `start`: `step` later, or at its end.

    No chunk but a prompt's only one is shorter than `tail`: the one before the last gives up some instead.
    """
    left = length - start
    if left <= step:
        return length
    return start + step if left >= step + tail else length - tail
