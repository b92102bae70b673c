"""The audit as one HTML page: the table, then every prompt with its answers side by side. Escaped. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from edge_runtime.evals import Answer
from edge_runtime.sanitize import sanitize

from ._audit import Audit, FileAudit
from ._table import COLUMNS, table_rows

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --bad: #c62828; --good: #2e7d32; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #a5d6a7; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; }
td:first-child { white-space: nowrap; }
h2 { font-size: 1.15rem; margin: 1.4rem 0 0; overflow-wrap: anywhere; } h2 span { font-weight: 400; }
.legend { font-size: .9rem; max-width: 60rem; }
section { border-top: 2px solid var(--line); margin-top: 1.5rem; }
.wide { overflow-x: auto; }
.answers { display: grid; gap: .8rem; grid-auto-columns: minmax(17rem, 1fr); grid-auto-flow: column; overflow-x: auto; }
.answers > div { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
.answers > div.bad { border-color: var(--bad); }
h3 { font-size: .85rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
pre { font: inherit; margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.said { font-weight: 600; }
.bad { color: var(--bad); } .good { color: var(--good); }
.answers pre { color: CanvasText; }
ul { margin: .5rem 0 0; padding-left: 1.1rem; }
"""
_LEAD = (
    "Answers are the likeliest ones (greedy). The verdict beside the reference says whether quantizing did damage; "
    "the one alone whether the model may be relied on by our prompts. Neither replaces your own reading."
)
_LEGEND = (
    "Bits: of each weight. KL: how far the next token's likelihoods are from the reference's on a fixed text, on "
    "average and for the worst hundredth of its tokens. Same top: how often both find the same token likeliest. "
    "First tokens: how much of the beginnings of the reference's answers the file's begin with. Blocks: valid ones. "
    "Broken: answers that repeat themselves or hold broken characters. Required, forbidden: answers that say what "
    "they must, and what they must not."
)


def page(audit: Audit) -> str:
    """Return the page, whole and without anything from elsewhere."""
    files = ([audit.reference] if audit.reference else []) + list(audit.files)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Audit of {len(audit.files)} files</title><style>{_STYLE}</style></head><body>",
        "<h1>Audit</h1>",
        f"<p>{_LEAD}</p>",
        '<div class="wide">' + _table(audit) + "</div>",
        f'<p class="legend">{_LEGEND}</p>',
        *_reasons(audit, files),
        *_prompts(audit, files),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _table(audit: Audit) -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in COLUMNS)
    rows = []
    for row in table_rows(audit):
        cells = "".join(f"<td{_mark(row[name])}>{_text(row[name])}</td>" for name in COLUMNS)
        rows.append(f"<tr>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _reasons(audit: Audit, files: Iterable[FileAudit]) -> list[str]:
    lines = []
    for found in files:
        said = [("policy", found.unsafe), ("failed", found.failure)]
        said += [("beside the reference", reason) for reason in (found.beside.reasons if found.beside else ())]
        said += [("by itself", reason) for reason in (found.alone.reasons if found.alone else ())]
        items = "".join(f"<li>{_text(what)}: {_text(why)}</li>" for what, why in said if why)
        if items:
            state = '<span class="bad">rejected</span>' if found.rejected and found is not audit.reference else ""
            lines.append(f"<h2>{_text(Path(found.path).name)} {state}</h2><ul>{items}</ul>")
    return lines


def _prompts(audit: Audit, files: list[FileAudit]) -> list[str]:
    lines = []
    for at, case in enumerate(audit.cases):
        said = "<br>".join(_text(turn) for turn in case.said)
        state = "on" if case.haptics else "off"
        cells = "".join(_answer(found, found.answers[at]) for found in files if at < len(found.answers))
        lines.append(
            f'<section><p>{_text(case.kind)}, {_text(case.id)}, touch {state}</p><p class="said">{said}</p>'
            f'<div class="answers">{cells}</div></section>'
        )
    return lines


def _answer(found: FileAudit, answer: Answer) -> str:
    problems = [f"{check}: {problem}" for check, problem in answer.verdict.items() if problem]
    items = "".join(f"<li>{_text(problem)}</li>" for problem in problems)
    state = "bad" if problems else "good"
    listed = f'<ul class="bad">{items}</ul>' if items else ""
    name = f"{Path(found.path).name} ({found.quantization})"
    return f'<div class="{state}"><h3>{_text(name)}</h3><pre>{_text(answer.reply)}</pre>{listed}</div>'


def _mark(value: str) -> str:
    return {"rejected": ' class="bad"', "refused": ' class="bad"', "passes": ' class="good"'}.get(value, "")


def _text(value: str) -> str:
    """Foreign text: no control sequences, no markup, no lone surrogates."""
    return escape(sanitize(value)).encode("utf-8", "replace").decode("utf-8")
