"""A conversation made to fit a model's context: the system text and the last message stay, the oldest turns go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edge_runtime.engines._markup import Markup, Tokenizer
from edge_runtime.engines._turns import merged
from edge_runtime.engines.base import Cancel, Message
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import PromptTooLong

MIN_REPLY_TOKENS = 16
"""A prompt that leaves fewer is too long."""
TRIMMED_TO = 0.6
"""Of the room, when turns have to be dropped: the next few answers then reuse what was computed for this one."""
COUNTED_CHARS = 8
"""Of a message as many characters for each token of the context are counted; more hardly fit."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Token ids, and how many old messages were left out to make them fit."""

    tokens: list[int]
    dropped_turns: int


class Cancelled(Exception):
    """The person asked for the end before the prompt was made."""


class Prompter:
    """Turns conversations into prompts for one model. Raises ModelRefused when its template is unusable."""

    def __init__(self, model: Tokenizer) -> None:
        self._model = model
        self._markup = Markup(model)
        self._counts: dict[str, int] = {}
        self._left_out: list[Message] = []

    def fit(self, messages: Sequence[Message], *, room: int, reply: int, cancel: Cancel | None = None) -> Prompt:
        """Make a prompt of at most `room` tokens, the `reply` (or half the room, if less) counted in.

        Keeps the system text and the last message, drops the oldest turns first, and more of them than it must: a
        prompt that begins elsewhere is computed anew. What was dropped once stays dropped while that is enough.
        Raises PromptTooLong, EngineError, and Cancelled when `cancel` was set before it was done.
        """
        turns = merged(messages)
        budget = room - min(reply, room // 2)
        system = turns[:1] if turns[0].role == "system" else []
        rest = turns[len(system) :]
        starts = [at for at, turn in enumerate(rest) if turn.role == "user"]
        before = len(self._left_out)
        if before not in starts or rest[:before] != self._left_out:
            before = 0
        low = self._first_that_may_fit(system, rest, starts, room, cancel)
        if starts[low] <= before:
            tokens = self._tokens([*system, *rest[before:]], room, cancel)
            if tokens and len(tokens) <= budget:
                return Prompt(tokens, before)
        prompt = self._trimmed(system, rest, starts, low, int(budget * TRIMMED_TO), room, reply, cancel)
        self._left_out = rest[: prompt.dropped_turns]
        return prompt

    def expect(self) -> None:
        """Render the markup of one exchange more than was told last; see `Markup.expect`."""
        self._markup.expect()

    def _trimmed(
        self,
        system: Sequence[Message],
        rest: Sequence[Message],
        starts: list[int],
        low: int,
        budget: int,
        room: int,
        reply: int,
        cancel: Cancel | None,
    ) -> Prompt:
        """Drop the oldest turns until the rest has at most `budget` tokens, or only the last is left."""
        high = len(starts) - 1
        tokens: list[int] | None = None
        while low < high:  # the first start from which the rest fits; the last one in any case
            middle = (low + high) // 2 if tokens is not None else low
            tokens = self._tokens([*system, *rest[starts[middle] :]], room, cancel) or []
            if tokens and len(tokens) <= budget:
                if middle == low:
                    return Prompt(tokens, starts[low])
                high = middle
            else:
                low = middle + 1
        tokens = self._tokens([*system, *rest[starts[low] :]], room, cancel)
        if tokens is None or len(tokens) > room - min(MIN_REPLY_TOKENS, reply):
            raise self._too_long(system, rest[-1], room)
        return Prompt(tokens, starts[low])

    def _first_that_may_fit(
        self, system: Sequence[Message], rest: Sequence[Message], starts: list[int], room: int, cancel: Cancel | None
    ) -> int:
        """Find from the end, by each message's own tokens, from which of `starts` on the rest may fit `room`."""
        known, self._counts = self._counts, {}
        total = sum(self._count(message.content, known, room, cancel) for message in system)
        end = len(rest)
        for at in range(len(starts) - 1, -1, -1):
            group = rest[starts[at] : end]
            total += sum(self._count(message.content, known, room, cancel) for message in group)
            if total > room + MIN_REPLY_TOKENS:  # a little more than may be, since cutting a text can add a token
                return min(at + 1, len(starts) - 1)
            end = starts[at]
        return 0

    def _count(self, content: str, known: dict[str, int], room: int, cancel: Cancel | None) -> int:
        """Count a content's tokens, of a very long one only those of its beginning; kept for the next prompt."""
        start = content.strip()[: room * COUNTED_CHARS]
        count = known.get(start)
        if count is None:
            _look(cancel)
            count = len(self._model.tokenize(start, special=False))
        self._counts[start] = count
        return count

    def _tokens(self, messages: Sequence[Message], room: int, cancel: Cancel | None = None) -> list[int] | None:
        """Tokenize a conversation; None when it is longer than `room` tokens can spell."""
        _look(cancel)
        size = sum(len(message.content.encode("utf-8", "replace")) for message in messages)
        if size > room and size > room * self._model.longest_piece():
            return None
        least = sum(self._counts.get(message.content.strip()[: room * COUNTED_CHARS], 0) for message in messages)
        if least > room + MIN_REPLY_TOKENS:
            return None
        return self._markup.tokens(messages)

    def _too_long(self, system: Sequence[Message], last: Message, room: int) -> PromptTooLong:
        frame = self._tokens([*system, Message("user", "")], room)
        if system and (frame is None or len(frame) > room - MIN_REPLY_TOKENS):
            return PromptTooLong(
                "The system text is too long: it leaves no room for a message.",
                reason=Reason.PROMPT_TOO_LONG,
                hint="Shorten what `--system` gives, or choose a model with a longer context.",
            )
        fits = max(room - min(MIN_REPLY_TOKENS, room) - len(frame or ()), 0)
        has = len(self._model.tokenize(last.content[: room * 8], special=False))
        least = "at least " if len(last.content) > room * 8 else ""
        return PromptTooLong(
            f"The message is too long: it has {least}{has} tokens.",
            reason=Reason.PROMPT_TOO_LONG,
            hint=f"Shorten it to at most {fits} tokens, or choose a model with a longer context.",
        )


def _look(cancel: Cancel | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled
