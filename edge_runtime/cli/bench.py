"""`bench`: the project's own figures, beside the obvious alternative, measured in one run."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from ._options import Debug, Json, option
from ._print import print_rows

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Model = Annotated[str | None, option("--model", "A model of the catalogue, or a .gguf file.", metavar="ID|FILE")]
System = Annotated[
    Path | None,
    option("--system", "A file with the system text; {haptics} in it becomes on or off.", metavar="FILE"),
]


@app.command(short_help="Decoding, first pieces, cancelling, memory.")
def engine(
    model: Model = None,
    system: System = None,
    quick: Annotated[bool, option("--quick", "A few rounds: a look, no figure to quote.")] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """This engine with everything on, beside the bare C loop and llama-cpp-python's own streaming call."""
    from edge_runtime.bench_answer import bench_answer
    from edge_runtime.bench_engine import bench_engine
    from edge_runtime.catalog import find_model
    from edge_runtime.prompts import system_text

    path, entry = find_model(model)
    told = system_text(entry, haptics=True, file=system)
    _print([*bench_engine(path, told, quick=quick), *bench_answer(path, told, quick=quick)], json=json)


@app.command(short_help="Cost of reading a stream.")
def parser(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Cost of reading a stream, beside a regular expression over all that came so far."""
    from edge_runtime.bench_parser import bench_parser

    _print(bench_parser(), json=json)


@app.command(short_help="How late motors move.")
def touch(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """How late motors move, beside a loop that sleeps from level to level (takes half a minute)."""
    from edge_runtime.bench_touch import bench_touch

    _print(bench_touch(), json=json)


@app.command(short_help="How far from the plan the firmware's motors move.")
def link(
    model: Model = None,
    quick: Annotated[bool, option("--quick", "A tenth of the edges: a look, no figure to quote.")] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """How far from the plan the firmware's motors move, beside software that sends each level at its time."""
    from edge_runtime.bench_link import bench_link

    _print(bench_link(model, quick=quick), json=json)


@app.command(short_help="What converting costs.")
def formats(
    quick: Annotated[bool, option("--quick", "A tenth of the files: a look, no figure to quote.")] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """What converting a long clip costs, and many short files in one call."""
    from edge_runtime.bench_formats import FILES, bench_formats

    _print(bench_formats(FILES // 10 if quick else FILES), json=json)


@app.command(short_help="What the pytest plugin costs a run that does not use it.")
def pytest(
    runs: Annotated[int, option("--runs", "Each is one empty test, run with the plugin and without.", min=2)] = 100,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """What the pytest plugin costs an empty run, beside the same run without it (takes two minutes)."""
    from edge_runtime.bench_pytest import bench_pytest

    _print(bench_pytest(runs), json=json)


@app.command(short_help="How late levels reach WebSockets under load.")
def serve(
    model: Model = None,
    system: System = None,
    clients: Annotated[int, option("--clients", "That ask, again and again.", min=1, max=500)] = 50,
    sockets: Annotated[int, option("--sockets", "WebSockets that read every level.", min=1, max=60)] = 20,
    seconds: Annotated[float, option("--seconds", "How long.", min=1, max=3600)] = 60,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """How late levels reach WebSockets while many clients keep the model busy (takes a minute)."""
    from edge_runtime.bench_serve import bench_serve
    from edge_runtime.catalog import find_model
    from edge_runtime.prompts import system_text

    path, entry = find_model(model)
    texts = {on: system_text(entry, haptics=on, file=system) for on in (True, False)}
    rows = bench_serve(path, texts.__getitem__, clients=clients, sockets=sockets, seconds=seconds)
    _print(rows, json=json)


@app.command(short_help="How far apart many devices hear of one onset.")
def fleet(
    devices: Annotated[int, option("--devices", "Subscribers: MQTT clients on this machine.", min=1, max=1000)] = 200,
    onsets: Annotated[int, option("--onsets", "Each takes 1.2 s, three times.", min=1, max=50)] = 20,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """How far apart many devices hear of one onset over MQTT, beside a message for each (a minute and a half)."""
    from edge_runtime.bench_fleet import bench_fleet

    _print(bench_fleet(devices, onsets), json=json)


def _print(rows: Sequence[Any], *, json: bool) -> None:
    fields = [dataclasses.asdict(row) for row in rows]
    if json:
        print_rows(fields, (), json=True)
    else:
        shown = [{name: "-" if value is None else value for name, value in row.items()} for row in fields]
        print_rows([{name: name for name in fields[0]}, *shown], tuple(fields[0]), json=False)
