"""From messages to token ids, so that what a person typed can never act as the template's own markup.

The template is rendered with stand-ins where contents go. Its text alone may spell control tokens; those cut
the whole into runs, and each run, contents included, is tokenized as plain text. For ordinary contents the ids
are the same as for the whole text at once.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from edge_runtime.engines._template import ChatTemplate
from edge_runtime.engines._turns import MERGE
from edge_runtime.engines.base import Message, Role
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import ModelRefused

PAD_LEFT, PAD_RIGHT = "\t \t", "\t \t"
"""Blanks around each stand-in: when they are gone after rendering, the template trims."""
MAX_REPEATS = 2
"""Times that the whole conversation may be said; templates say a message once."""
RUNS_KEPT = 512
"""Texts between control tokens whose tokens are kept; each is shorter than the context."""
FRAMES_KEPT = 8
"""Conversations, told by who speaks, whose markup is kept: of the talk that runs, and the few that it is trimmed to."""
CLOCK = "strftime_now"
"""What a template calls to say when it is; its markup is rendered anew for each prompt."""
TURN_MARK = re.compile(r"<\|?[a-z_]*(turn|im_)[a-z_]*\|?>")
PROBE: tuple[Role, ...] = ("user", "assistant", "user")


class Tokenizer(Protocol):
    """What a model's vocabulary must tell to make prompts for it."""

    @property
    def bos(self) -> int:
        """The token that begins a text; negative for none."""
        ...

    @property
    def eos(self) -> int:
        """The token that ends one; negative for none."""
        ...

    @property
    def adds_bos(self) -> bool:
        """Whether every prompt begins with `bos`."""
        ...

    @property
    def chat_template(self) -> str | None:
        """The model's own template; None for Gemma's."""
        ...

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Tokenize without adding anything; `special` reads names of control tokens."""
        ...

    def spelling(self, token: int) -> str:
        """Give a token's own name; "" for a token that is none."""
        ...

    def is_control(self, token: int) -> bool:
        """Whether a token is no text."""
        ...

    def is_user_defined(self, token: int) -> bool:
        """Whether a token is a piece that its maker added by name."""
        ...

    def longest_piece(self) -> int:
        """Bytes that one token can stand for at most."""
        ...


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a message's content goes, and whether the template leaves the blanks around it."""

    at: int
    left: bool
    right: bool


class Markup:
    """Writes conversations in one model's template. Raises ModelRefused when that is unusable."""

    def __init__(self, model: Tokenizer) -> None:
        self._model = model
        self._template = ChatTemplate(model.chat_template, bos=model.spelling(model.bos), eos=model.spelling(model.eos))
        self._nonce = secrets.token_hex(8)
        self._stand_in = re.compile(f"\ue000{self._nonce}:([0-9]{{1,6}})\ue001")
        self._plain_runs: dict[str, list[int]] = {}
        self._markers: dict[int, bool] = {}
        self._frames: dict[tuple[Role, ...], list[str | int | _Slot]] = {}
        self._told: tuple[Role, ...] = ()
        self._timeless = CLOCK not in (model.chat_template or "")
        self._system_role = True
        self._frame(PROBE)
        try:
            self._frame(("system", *PROBE))
        except ModelRefused:
            self._system_role = False  # said in the first user turn instead

    def tokens(self, messages: Sequence[Message]) -> list[int]:
        """Tokenize a conversation, up to where the model's next answer begins. Raises ModelRefused, EngineError."""
        tokens: list[int] = []
        for run in self._runs(messages):
            tokens += [run] if isinstance(run, int) else self._plain(run)
        model = self._model
        if model.adds_bos and tokens[:1] != [model.bos]:
            tokens.insert(0, model.bos)
        while len(tokens) > 1 and tokens[0] == tokens[1] == model.bos:
            del tokens[0]
        return tokens

    def expect(self) -> None:
        """Render the markup of what was told last and one exchange more, so that the next prompt finds it there.

        Rendering the whole of a long talk takes longer than reading the message.
        """
        if self._timeless and self._told:
            with suppress(ModelRefused):  # said when that is asked for
                self._frame((*self._told, "assistant", "user"))

    def _runs(self, messages: Sequence[Message]) -> list[str | int]:
        """Give the texts between the control tokens that the template itself spells, and those tokens."""
        turns = list(messages)
        if turns[0].role == "system" and not self._system_role:
            first = turns[1].content if len(turns) > 1 else ""
            turns = [Message("user", turns[0].content + MERGE + first), *turns[2:]]
        self._told = tuple(turn.role for turn in turns)
        runs: list[str | int] = []
        text = ""
        left = MAX_REPEATS * sum(len(turn.content) for turn in turns)
        for part in self._frame(self._told):
            if isinstance(part, str):
                text += part
            elif isinstance(part, int):
                runs += [text, part] if text else [part]
                text = ""
            else:
                content = turns[part.at].content
                left -= len(content)
                if left < 0:
                    raise _bad_template("it repeats a message")
                content = content if part.left else content.lstrip()
                text += content if part.right else content.rstrip()
        return [*runs, text] if text else runs

    def _frame(self, roles: tuple[Role, ...]) -> list[str | int | _Slot]:
        """Give a conversation's markup, cut at control tokens, with a slot for each content. Raises ModelRefused.

        It does not depend on what is said, since the template sees stand-ins; kept where it tells no time.
        """
        frame = self._frames.get(roles)
        if frame is None:
            frame = self._render(roles)
            if self._timeless:
                if len(self._frames) >= FRAMES_KEPT:
                    self._frames.clear()
                self._frames[roles] = frame
        return frame

    def _render(self, roles: Sequence[Role]) -> list[str | int | _Slot]:
        text = self._template.render(
            [
                {"role": role, "content": f"{PAD_LEFT}\ue000{self._nonce}:{at}\ue001{PAD_RIGHT}"}
                for at, role in enumerate(roles)
            ]
        )
        pieces = self._stand_in.split(text)
        if {int(at) for at in pieces[1::2]} != set(range(len(roles))):
            raise _bad_template("it leaves a message out")
        if len(pieces) // 2 > MAX_REPEATS * len(roles):
            raise _bad_template("it repeats a message")
        frame: list[str | int | _Slot] = []
        scaffold = pieces[0]
        for at, after in zip(pieces[1::2], pieces[2::2], strict=True):
            scaffold, left = _cut_end(scaffold)
            following, right = _cut_start(after)
            frame += [*self._cut(scaffold), _Slot(int(at), left, right)]
            scaffold = following
        return [*frame, *self._cut(scaffold)]

    def _cut(self, scaffold: str) -> list[str | int]:
        """Cut the template's own text at the control tokens that it spells."""
        parts: list[str | int] = []
        at = 0
        for token in self._model.tokenize(scaffold, special=True):
            if not self._is_marker(token):
                continue
            spelling = self._model.spelling(token)
            found = scaffold.find(spelling, at) if spelling else -1
            if found < 0:
                continue
            parts += [scaffold[at:found], token] if found > at else [token]
            at = found + len(spelling)
        return [*parts, scaffold[at:]] if at < len(scaffold) else parts

    def _is_marker(self, token: int) -> bool:
        """Whether a token is markup: a control token, or a `<start_of_turn>` that some files call a word."""
        known = self._markers.get(token)
        if known is None:
            model = self._model
            known = model.is_control(token) or (
                model.is_user_defined(token) and bool(TURN_MARK.fullmatch(model.spelling(token)))
            )
            self._markers[token] = known
        return known

    def _plain(self, text: str) -> list[int]:
        """Tokenize text as text; markup that the vocabulary matches all the same is spelled in two parts.

        Kept, since every prompt of a talk says again all that was said.
        """
        known = self._plain_runs.get(text)
        if known is None:
            if len(self._plain_runs) >= RUNS_KEPT:
                self._plain_runs.clear()
            known = self._plain_runs[text] = self._tokenize_plain(text)
        return known

    def _tokenize_plain(self, text: str) -> list[int]:
        tokens = self._model.tokenize(text, special=False)
        marks = {self._model.spelling(token) for token in tokens if self._is_marker(token)}
        marks = {mark for mark in marks if len(mark) > 1}
        if not marks:
            return tokens
        cuts = [found.start() + 1 for found in re.finditer("|".join(map(re.escape, marks)), text)]
        parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        return [token for part in parts for token in self._model.tokenize(part, special=False)]


def _cut_end(text: str) -> tuple[str, bool]:
    return (text[: -len(PAD_LEFT)], True) if text.endswith(PAD_LEFT) else (text, False)


def _cut_start(text: str) -> tuple[str, bool]:
    return (text[len(PAD_RIGHT) :], True) if text.startswith(PAD_RIGHT) else (text, False)


def _bad_template(why: str) -> ModelRefused:
    return ModelRefused(
        f"The model's chat template cannot be used: {why}.",
        reason=Reason.BAD_TEMPLATE,
        hint="Choose another file of this model, or another model with `edge-haptics models list`.",
    )
