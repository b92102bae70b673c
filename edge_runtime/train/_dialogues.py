"""Dialogues to learn from: JSON lines, checked whole before anything is trained, so that no wrong tag is taught.

One object a line: `{"messages": [{"role": "user", "content": "..."}, {"role": "assistant", "content": "..."}, ...]}`,
with a `system` message first, or `"haptics": true` or `false` for the one-line system text of that setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge_runtime.diagnosis import diagnose
from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.sanitize import sanitize
from firmware_bridge.errors import BridgeReason, LexiconFileError
from lexicon import Code, Parser, Tag

MAX_LINE_BYTES = 1 << 20
MAX_DIALOGUES = 1 << 20
MAX_PROBLEMS = 200
"""More are counted, not kept."""
HARMLESS = frozenset((Code.STOPPED.value,))
"""What a proper answer may show: a safety token."""
SYSTEM = "OPUS_HAPTICS={haptics}"
OFF = "OPUS_HAPTICS=off"


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Literal["system", "user", "assistant"]
    content: str = Field(min_length=1)


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    messages: tuple[_Message, ...] = Field(min_length=2)
    haptics: bool | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation, a system text first where there is one."""

    line: int
    messages: tuple[tuple[str, str], ...]
    """Role and content."""
    blocks: int
    """Answers with tags."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one line."""

    line: int
    code: str
    detail: str


class DataInvalid(LexiconFileError):
    """A set of dialogues that must not be learnt from; `problems` names each line."""

    def __init__(self, path: Path, problems: list[Problem], count: int) -> None:
        lines = sorted({problem.line for problem in problems})
        shown = ", ".join(map(str, lines[:10])) + (", ..." if len(lines) > 10 else "")
        plural = "s" if len(lines) > 1 else ""
        super().__init__(
            f"{path} has {count} faults that must not be learnt, in line{plural} {shown}.",
            hint="Mend each line; `edge-haptics lexicon list` shows every tag.",
            reason=BridgeReason.INVALID_FILE,
        )
        self.problems = problems


def read_dialogues(path: Path) -> list[Dialogue]:
    """Read and check a file. Raises DataInvalid with every wrong line, InputUnusable when it cannot be read."""
    dialogues: list[Dialogue] = []
    problems: list[Problem] = []
    count = 0
    try:
        with path.open("rb") as file:
            for number in range(1, MAX_DIALOGUES + 1):
                raw = file.readline(MAX_LINE_BYTES + 1)
                if not raw:
                    break
                if raw.strip():
                    found = _read_line(number, raw)
                    if isinstance(found, Dialogue):
                        dialogues.append(found)
                    else:
                        count += len(found)
                        problems += found[: max(MAX_PROBLEMS - len(problems), 0)]
                    if len(raw) > MAX_LINE_BYTES:
                        break
    except OSError as error:
        raise InputUnusable(
            f"{path} cannot be read: {error.strerror}.",
            hint="Give a file of JSON lines.",
            reason=EngineReason.NOT_READABLE,
        ) from None
    if problems:
        raise DataInvalid(path, problems, count)
    if not dialogues:
        raise InputUnusable(
            f"{path} holds no dialogue.", hint="Give a file of JSON lines.", reason=EngineReason.BAD_INPUT
        )
    return dialogues


def _read_line(number: int, raw: bytes) -> Dialogue | list[Problem]:
    if len(raw) > MAX_LINE_BYTES:
        return [Problem(number, "too_long", f"more than {MAX_LINE_BYTES:,} bytes; the rest of the file was not read")]
    try:
        line = _Line.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:60]
        return [Problem(number, "not_a_dialogue", sanitize(f"{where}: {first['msg']}" if where else first["msg"]))]
    messages = [(message.role, message.content) for message in line.messages]
    roles = [role for role, _ in messages]
    if roles[0] != "system" and line.haptics is not None:
        messages.insert(0, ("system", SYSTEM.format(haptics="on" if line.haptics else "off")))
    turns = [role for role in roles if role != "system"]
    proper = ["user" if at % 2 == 0 else "assistant" for at in range(len(turns))]
    if turns != proper or "system" in roles[1:] or roles[-1] != "assistant":
        return [
            Problem(number, "roles", "user and assistant must alternate, a system text may come first, an answer last")
        ]
    off = messages[0][0] == "system" and OFF in messages[0][1]
    problems: list[Problem] = []
    blocks = 0
    for at, (role, content) in enumerate(messages):
        if role != "assistant":
            continue
        problems += [
            Problem(
                number,
                str(row["code"]),
                f"message {at + 1}, line {row['line']}, column {row['column']}: {row['detail']}",
            )
            for row in diagnose(content)
            if row["code"] not in HARMLESS
        ]
        parser = Parser()
        tagged = any(isinstance(event, Tag) for event in parser.feed(content) + parser.finish())
        blocks += tagged
        if tagged and off:
            problems.append(Problem(number, "tags_when_off", f"message {at + 1} has tags though haptics are off"))
    return problems or Dialogue(number, tuple(messages), blocks)
