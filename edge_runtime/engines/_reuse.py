"""How much of a prompt may stay as it is in an engine's memory."""

from __future__ import annotations

from collections.abc import Sequence


def common_prefix(left: Sequence[int], right: Sequence[int]) -> int:
    """Count the leading tokens that two sequences share."""
    length = min(len(left), len(right))
    for at in range(length):
        if left[at] != right[at]:
            return at
    return length


def reusable(cached: Sequence[int], tokens: Sequence[int], *, aligned: int, step: int, exact: bool) -> int:
    """Count the tokens of a prompt that need not be computed again; at least one is.

    Numbers differ a little with how many tokens are computed together. An `exact` answer therefore reuses only whole
    chunks of `step` among the first `aligned` tokens, which lie as they would in an empty memory, so that it cannot
    depend on what was said before.
    """
    keep = min(common_prefix(cached, tokens), len(tokens) - 1)
    return min(keep, aligned) // step * step if exact else keep
