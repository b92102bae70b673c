"""`eval`: suites of plain files put to a model, with a saved result and a diff to the last."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from edge_runtime.engines import Engine, open_engine, sampling_for
from edge_runtime.prompts import system_text

from ._options import AllowUnsafeQuant, Backend, Debug, Json, Offline, PresetName, RunOptions, option
from ._print import print_rows
from ._progress import progress_bar
from .say import locate

if TYPE_CHECKING:
    from edge_runtime.evals import Difference, Plan, Snapshot

SHOWN_BAD = 10
SHOWN_FLIPS = 20
DEFAULT_SUITES = ("behaviour", "emotion", "json")
SHOTS_MAX = 25


def evaluate(
    suites: Annotated[
        list[str] | None,
        typer.Argument(help="Names of our suites, or files of JSON lines; behaviour, emotion and json by default."),
    ] = None,
    model: Annotated[
        str | None,
        option("--model", "A model of the catalogue, a file or an export, a server's name for one.", metavar="ID|FILE"),
    ] = None,
    backend: Annotated[Backend, option("--backend", "What runs the model.")] = Backend.LLAMA,
    base_url: Annotated[
        str | None,
        option("--base-url", "The server of `--backend openai`, e.g. http://127.0.0.1:8080/v1.", metavar="URL"),
    ] = None,
    offline: Offline = False,
    preset: Annotated[
        list[PresetName] | None, option("--preset", "How tokens are drawn; several make several columns.")
    ] = None,
    samples: Annotated[int, option("--samples", "Answers to each case.", min=1, max=100)] = 1,
    seed: Annotated[int, option("--seed", "The same seed gives the same answers.", min=0, max=2**32 - 2)] = 0,
    limit: Annotated[int | None, option("--limit", "Only the first so many of each suite.", min=1)] = None,
    shots: Annotated[int, option("--shots", "Solved examples before each question.", min=0, max=SHOTS_MAX)] = 0,
    shots_from: Annotated[
        Path | None, option("--shots-from", "The file of those examples; else the suite itself.", metavar="FILE")
    ] = None,
    system: Annotated[
        Path | None,
        option("--system", "A file with the system text; {haptics} in it becomes on or off.", metavar="FILE"),
    ] = None,
    threads: Annotated[int | None, option("--threads", "Threads of the model.", min=1)] = None,
    allow_unsafe_quant: AllowUnsafeQuant = False,
    out: Annotated[Path | None, option("--out", "Where runs are kept.", metavar="DIR", file_okay=False)] = None,
    fresh: Annotated[bool, option("--fresh", "Begin anew instead of going on with a run that was cut off.")] = False,
    diff: Annotated[bool, option("--diff", "Show what changed since the last run of these suites.")] = False,
    since: Annotated[
        Path | None, option("--since", "Show what changed since this run (its folder) instead.", metavar="DIR")
    ] = None,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Check how a model behaves: what it says, when it touches, how often JSON breaks, what it knows.

    Every run is kept. A run that was cut off goes on when the same command is given again.
    """
    from edge_runtime import evals

    folder = out or evals.runs_dir()
    earlier = evals.read_snapshot(since) if since else None
    read = tuple(evals.read_suite(evals.find_suite(name)) for name in suites or DEFAULT_SUITES)
    pool = evals.read_suite(shots_from) if shots_from else None
    bad = [line for suite in (*read, *([pool] if pool else [])) for line in suite.bad]
    for line in bad[:SHOWN_BAD]:
        typer.echo(f"{line}; left out", err=True)
    chosen = RunOptions(
        model=model, backend=backend, base_url=base_url, offline=offline, allow_unsafe_quant=allow_unsafe_quant
    )
    path, entry, more = locate(chosen)
    if backend is not Backend.OPENAI:
        more["threads"] = threads
    texts = {on: system_text(entry, haptics=on, file=system) for on in (True, False)}
    columns = tuple(dict.fromkeys(name.value for name in preset or (PresetName.FOCUSED,)))
    asks_json = any(case.json_ for suite in read for case in suite.cases)
    names = dict.fromkeys((*columns, *((evals.JSON_PRESET,) if asks_json else ())))
    plan = evals.Plan(
        suites=read,
        presets={name: sampling_for(name) for name in names},
        columns=columns,
        system=texts.__getitem__,
        samples=samples,
        seed=seed,
        limit=limit,
        shots=shots,
        pool=pool,
    )
    engine = open_engine(path, backend.value, **more)
    try:
        sha256 = "" if backend is Backend.OPENAI else evals.model_sha256(Path(path))
        snapshot = _run(plan, engine, sha256, folder, bad, fresh=fresh)
    finally:
        engine.close()
    before = earlier or (evals.last_before(folder, snapshot) if diff else None)
    changed = evals.compare(before, snapshot) if before else None
    if json:
        _print_json(snapshot, changed)
        return
    _print_tables(snapshot, len(bad))
    if changed and before:
        _print_diff(changed, before.when)
    elif diff:
        typer.echo("No earlier run of these suites to compare with.", err=True)
    typer.echo(f"Kept in {snapshot.path}", err=True)


def _run(plan: Plan, engine: Engine, sha256: str, folder: Path, bad: list[Any], *, fresh: bool) -> Snapshot:
    from edge_runtime import evals

    info = engine.info()
    if info.note:
        typer.echo(f"note: {info.note}", err=True)
    if any(suite.questions for suite in plan.suites):
        evals.scorer_of(engine)  # before anything is asked
    about = evals.about(plan, info, sha256, getattr(engine, "template", ""))
    total = len(evals.jobs_of(plan))
    with evals.Journal(folder, about, fresh=fresh) as journal, progress_bar("asking") as bar:
        if journal.known:
            typer.echo(f"Going on with a run that was cut off: {len(journal.known)} of {total} are done.", err=True)
        results = []
        for result in evals.run(plan, engine, journal.known):
            journal.add(result)
            results.append(result)
            bar(len(results), total)
        return journal.finish(results, bad)


def _print_tables(snapshot: Snapshot, bad: int) -> None:
    presets = list(snapshot.about["presets"])
    rows: list[dict[str, Any]] = []
    for suite, found in snapshot.figures["checks"].items():
        columns = {preset: found.get(preset) for preset in presets}
        checks = dict.fromkeys(name for column in columns.values() if column for name in column["checks"])
        counts = {name: {p: c and c["checks"].get(name) for p, c in columns.items()} for name in checks}
        counts["all checks"] = {p: c and c["answers"] for p, c in columns.items()}
        rows += [
            {"suite": suite, "check": name, **{preset: _share(cell) for preset, cell in cells.items()}}
            for name, cells in counts.items()
        ]
        rows += _breaks(suite, columns)
    if rows:
        head = {name: name for name in rows[0]}
        print_rows([head, *rows], tuple(head), json=False)
    questions = [
        {
            "questions": name,
            "shots": found["shots"],
            "of": found["questions"],
            "acc": f"{found['acc']:.4f} ±{found['acc_stderr']:.4f}",
            "acc_norm": f"{found['acc_norm']:.4f} ±{found['acc_norm_stderr']:.4f}",
        }
        for name, found in snapshot.figures["questions"].items()
    ]
    if rows and questions:
        typer.echo("")
    if questions:
        head = {name: name for name in questions[0]}
        print_rows([head, *questions], tuple(head), json=False)
    if bad:
        typer.echo(f"{bad} line{'s' * (bad > 1)} could not be used; left out.", err=True)


def _breaks(suite: str, columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the row that says how often JSON broke, where it was asked for."""
    cells = {preset: column and column["checks"].get("valid JSON") for preset, column in columns.items()}
    if not any(cells.values()):
        return []
    shown = {preset: f"{(cell[1] - cell[0]) / cell[1]:.1%}" if cell else "-" for preset, cell in cells.items()}
    return [{"suite": suite, "check": "JSON break rate", **shown}]


def _share(cell: list[int] | None) -> str:
    return f"{cell[0] / cell[1]:.1%} ({cell[0]}/{cell[1]})" if cell else "-"


def _print_diff(changed: Difference, when: str) -> None:
    typer.echo(f"\nSince {when}:")
    for title, changes in (("run", changed.run), ("figures", changed.figures)):
        for change in changes:
            typer.echo(f"  {title}: {change.name}: {_short(change.before)} -> {_short(change.after)}")
    if not changed.run and not changed.figures and not changed.flips:
        typer.echo("  nothing changed")
    if changed.added or changed.removed:
        typer.echo(f"  {changed.added} answers are new, {changed.removed} are gone")
    better = sum(flip.passed for flip in changed.flips)
    if changed.flips:
        typer.echo(f"  {len(changed.flips) - better} answers fail that passed, {better} pass that failed")
    for flip in changed.flips[:SHOWN_FLIPS]:
        now = "passes" if flip.passed else "fails"
        typer.echo(f"  {now}: {flip.name}\n    before: {_short(flip.before)}\n    after:  {_short(flip.after)}")


def _short(value: Any) -> str:
    from edge_runtime.sanitize import sanitize

    text = " ".join(sanitize("-" if value is None else str(value)).split())
    return text if len(text) <= 160 else text[:157] + "..."


def _print_json(snapshot: Snapshot, changed: Difference | None) -> None:
    import dataclasses

    content: dict[str, Any] = {
        "path": str(snapshot.path),
        "about": snapshot.about,
        "bad_lines": snapshot.bad_lines,
        "figures": snapshot.figures,
    }
    if changed:
        content["diff"] = dataclasses.asdict(changed)
    typer.echo(jsonlib.dumps(content, ensure_ascii=False, indent=2))
