"""The published formats of HellaSwag, MMLU and ARC, put into words as lm-evaluation-harness puts them. No I/O.

Of each task: what the model reads, the choices whose log-likelihood is compared, and how examples go before it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ._case import Question

CHOICES_MAX = 26
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHOTS_MAX = 25
BETWEEN = "\n\n"
"""Between examples, and before the question."""

Words = Annotated[str, Field(min_length=1, max_length=32_768)]
Several = Annotated[tuple[Words, ...], Field(min_length=2, max_length=CHOICES_MAX)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _HellaSwag(_Row):
    ctx_a: str
    ctx_b: str
    activity_label: str
    endings: Several
    label: int | str


class _Mmlu(_Row):
    question: Words
    choices: Several
    answer: int | str
    subject: str = ""


class _Choices(_Row):
    text: Several
    label: tuple[str, ...]


class _Arc(_Row):
    id: str = ""
    question: Words
    choices: _Choices
    answerKey: str  # noqa: N815 - the format's own name


def read_question(row: dict[str, Any], where: str) -> Question:
    """Read one row of whichever format it has; `where` names a row whose format has no name of its own for it.

    Raises ValueError (pydantic's ValidationError among them).
    """
    if "endings" in row:
        return _hellaswag(_HellaSwag.model_validate(row), where)
    if "answerKey" in row:
        return _arc(_Arc.model_validate(_flat(row)), where)
    return _mmlu(_Mmlu.model_validate(row), where)


def is_question(row: dict[str, Any]) -> bool:
    """Whether a row is multiple choice at all."""
    return "endings" in row or "answerKey" in row or ("choices" in row and "answer" in row)


def with_examples(question: Question, examples: Sequence[Question]) -> str:
    """Give what the model reads before each choice and its blank: the lead, solved examples, the question."""
    solved = "".join(f"{example.query} {example.choices[example.gold]}{BETWEEN}" for example in examples)
    return question.lead + solved + question.query


def choose_examples(question: Question, pool: Sequence[Question], shots: int, seed: int) -> list[Question]:
    """Choose `shots` examples of the question's style and subject, never the question itself.

    MMLU takes the first ones, as published; the others draw, the same for the same seed. Fewer when there are no more.
    """
    fitting = [
        other for other in pool if other.style == question.style and other.subject == question.subject
        and other.query != question.query
    ]  # fmt: skip
    if question.style == "mmlu" or len(fitting) <= shots:
        return fitting[:shots]
    return random.Random(f"{seed}:{question.id}").sample(fitting, shots)  # noqa: S311 - no secret


def _hellaswag(row: _HellaSwag, name: str) -> Question:
    context = f"{row.activity_label}: {row.ctx_a} {row.ctx_b.capitalize()}"
    endings = tuple(_plain(ending) for ending in row.endings)
    return _question(name, "hellaswag", _plain(context), endings, _index(row.label, len(endings)))


def _plain(text: str) -> str:
    """Take out what is left of the web pages the sentences came from."""
    text = text.strip().replace(" [title]", ". ")
    return re.sub(r"\[.*?\]", "", text).replace("  ", " ")


def _mmlu(row: _Mmlu, name: str) -> Question:
    letters = LETTERS[: len(row.choices)]
    gold = letters.find(row.answer) if isinstance(row.answer, str) and row.answer.isalpha() else row.answer
    lines = [row.question.strip(), *(f"{a}. {b}" for a, b in zip(letters, row.choices, strict=True)), "Answer:"]
    subject = row.subject.replace("_", " ")
    lead = f"The following are multiple choice questions (with answers) about {subject}.{BETWEEN}" if subject else ""
    return _question(
        name, "mmlu", "\n".join(lines), tuple(letters), _index(gold, len(letters)), subject=row.subject, lead=lead
    )


def _arc(row: _Arc, name: str) -> Question:
    if len(row.choices.label) != len(row.choices.text) or row.answerKey not in row.choices.label:
        raise ValueError(f"the answer {row.answerKey[:10]!r} is none of its choices")
    gold = row.choices.label.index(row.answerKey)
    return _question(row.id or name, "arc", f"Question: {row.question}\nAnswer:", row.choices.text, gold)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """ARC's first publication holds stem and choices inside the question."""
    inner = row.get("question")
    if not isinstance(inner, dict):
        return row
    choices = inner.get("choices")
    listed = [choice for choice in choices if isinstance(choice, dict)] if isinstance(choices, list) else []
    columns = {name: [choice.get(name) for choice in listed] for name in ("text", "label")}
    return {**row, "question": inner.get("stem"), "choices": columns}


def _index(label: int | str, count: int) -> int:
    text = str(label).strip()
    if not text.isdigit() or int(text) >= count:
        raise ValueError(f"the answer {text[:20]!r} is none of its {count} choices")
    return int(text)


def _question(
    name: str, style: Any, query: str, choices: tuple[str, ...], gold: int, *, subject: str = "", lead: str = ""
) -> Question:
    if not all(choices):
        raise ValueError("a choice is empty")
    lengths = tuple(len(choice) for choice in choices)
    return Question(
        id=name, style=style, query=query, choices=choices, gold=gold, lengths=lengths, subject=subject, lead=lead
    )
