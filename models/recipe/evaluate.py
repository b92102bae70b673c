"""Runs a prompts file through the quantized model and counts what holds.

``python models/recipe/evaluate.py models/recipe/heldout.jsonl [--model FILE] [--samples 3] [--out FOLDER]``
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chat import prompt_spans
from engine import Engine
from judge import Prompt, judge
from mix import read_conversations
from settings import Settings

FOCUSED = {"temp": 0.3, "top_k": 40, "top_p": 0.9, "min_p": 0.1, "repeat_penalty": 1.0}
"""The product's ``focused`` preset."""
EXAMPLES = 12
"""Failures shown for each test in the table's file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One sample: the last answer of the prompt's turns, and the tests that apply."""

    id: str
    kind: str
    sample: int
    users: tuple[str, ...]
    reply: str
    tokens: int
    verdict: dict[str, str | None]

    @property
    def passed(self) -> bool:
        return not any(self.verdict.values())


def ask(engine: Engine, prompt: Prompt, sample: int) -> Answer:
    """Answer every turn of ``prompt`` in its own history, tags kept, and judge the last answer."""
    replies: list[str] = []
    ids: list[int] = []
    ended = False
    for turn in range(len(prompt.users)):
        spans = prompt_spans(prompt.system, prompt.users[: turn + 1], replies)
        ids, ended = engine.answer(engine.span_ids(spans), 1000 * sample + turn + 1, **FOCUSED)
        replies.append(engine.bytes_of(ids).decode(errors="replace"))
    return Answer(
        prompt.id, prompt.kind, sample, prompt.users, replies[-1], len(ids), judge(prompt, replies[-1], ended)
    )


def run(model: Path, prompts: list[Prompt], samples: int, context: int) -> dict[str, Any]:
    """All answers and their counts."""
    engine = Engine(model, context)
    begun = time.monotonic()
    answers: list[Answer] = []
    for number, prompt in enumerate(prompts, 1):
        answers += [ask(engine, prompt, sample) for sample in range(samples)]
        if number % 50 == 0:
            print(f"  {number} of {len(prompts)} prompts", flush=True)
    seconds = time.monotonic() - begun
    tests: dict[str, list[bool]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        kinds[answer.kind].append(answer.passed)
        for name, problem in answer.verdict.items():
            tests[name].append(problem is None)
    prompts_passed = {
        prompt.id: all(answer.passed for answer in answers if answer.id == prompt.id) for prompt in prompts
    }
    return {
        "model": model.name,
        "prompts": len(prompts),
        "samples": samples,
        "sampling": FOCUSED,
        "seconds": round(seconds, 1),
        "tests": {name: _count(held) for name, held in tests.items()},
        "kinds": {name: _count(held) for name, held in sorted(kinds.items())},
        "answers": _count([answer.passed for answer in answers]),
        "prompts_passed_in_every_sample": _count(list(prompts_passed.values())),
        "all": [asdict(answer) for answer in answers],
    }


def _count(held: list[bool]) -> dict[str, float]:
    return {"passed": sum(held), "of": len(held), "share": round(sum(held) / max(len(held), 1), 6)}


def table(found: dict[str, Any]) -> str:
    """The counts and examples of what failed, as Markdown."""
    lines = [
        f"`{found['model']}`, {found['prompts']} prompts, {found['samples']} samples each, {found['sampling']}",
        "",
    ]
    for title, counts in (("test", found["tests"]), ("kind (all its tests)", found["kinds"])):
        lines += [f"| {title} | passed | of | share |", "|---|--:|--:|--:|"]
        lines += [
            f"| {name} | {count['passed']} | {count['of']} | {count['share']:.1%} |" for name, count in counts.items()
        ]
        lines.append("")
    for name in ("answers", "prompts_passed_in_every_sample"):
        count = found[name]
        lines.append(f"{name.replace('_', ' ')}: {count['passed']} of {count['of']} ({count['share']:.1%})  ")
    if found["seen_in_training"] is not None:
        lines.append(f"prompts also found in the training text: {len(found['seen_in_training'])}")
    for name in found["tests"]:
        failures = [answer for answer in found["all"] if answer["verdict"].get(name)]
        if failures:
            lines += ["", f"## Failures: {name} ({len(failures)})", ""]
            for answer in failures[:EXAMPLES]:
                asked, said = (
                    json.dumps(text, ensure_ascii=False) for text in (" / ".join(answer["users"]), answer["reply"])
                )
                lines.append(f"- {answer['id']}: {answer['verdict'][name]}. {asked} -> {said}")
    return "\n".join(lines) + "\n"


def seen_in(prompts: list[Prompt], training: Path) -> list[str] | None:
    """Ids of the prompts whose last turn a user also types in the training text, but for case and punctuation; None without it."""
    if not training.exists():
        return None
    typed = {_bare(exchange.user) for found in read_conversations(training) for exchange in found.exchanges}
    typed.discard("")
    return [prompt.id for prompt in prompts if _bare(prompt.users[-1]) in typed]


def _bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "prompts",
        type=Path,
        help="JSON lines: id, kind, prompt or turns, haptics, wanted, emotions, must, must_not, must_tags, must_tags_any",
    )
    parser.add_argument("--model", type=Path, default=settings.shipped)
    parser.add_argument("--samples", type=int, default=3)
    parser.add_argument("--out", type=Path, default=settings.work, help="folder for evaluation.json and evaluation.md")
    chosen = parser.parse_args()
    rows = chosen.prompts.read_text(encoding="utf-8").splitlines()
    prompts = [Prompt.parse(json.loads(row)) for row in rows if row.strip()]
    found = run(chosen.model, prompts, chosen.samples, settings.context)
    found["seen_in_training"] = seen_in(prompts, settings.work / "train.jsonl")
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "evaluation.json").write_text(
        json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    text = table(found)
    (chosen.out / "evaluation.md").write_text(text, encoding="utf-8")
    print(text.split("\n## ")[0])


if __name__ == "__main__":
    main()
